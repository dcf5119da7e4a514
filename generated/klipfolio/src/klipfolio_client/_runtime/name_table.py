"""Things that a service calls by one name in requests and by another in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class NameTable:
    """Both names of things: the key that requests take, and the name that answers show.

    Attributes:
        names: Name by key.
        keys: Key by name; of several keys with one name, the first.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)
        self.keys = {name: key for key, name in reversed([*names.items()])}

    def __repr__(self) -> str:
        return f"NameTable({self.names!r})"
