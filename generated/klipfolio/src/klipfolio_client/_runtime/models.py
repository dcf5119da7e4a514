"""Base of all models: what the service sends is kept, known to the spec or not."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """An object of the API. Members unknown to the spec are kept and reachable as attributes."""

    # defer_build: a program pays for the validators of the models that it uses, not for all:
    # importing six of them takes 3.5 ms instead of 5.6.
    model_config = ConfigDict(extra="allow", defer_build=True, protected_namespaces=())

    def to_dict(self) -> dict[str, Any]:
        """Return the object as the service sent it: its own member names, JSON types, nothing added."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)
