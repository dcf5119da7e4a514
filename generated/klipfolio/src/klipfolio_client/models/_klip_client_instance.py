"""Generated; do not edit."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from .._runtime.models import Model


class KlipClientInstanceDetail(Model):
    """A copy of a klip in a client account: identifier and name of the copy, name of the client. The names of these
    members are not documented.
    """


KlipClientInstance: TypeAlias = Annotated[str | KlipClientInstanceDetail, Field(union_mode="left_to_right")]
"""A copy of a klip in a client account, its identifier alone or, with `full`, an object."""
