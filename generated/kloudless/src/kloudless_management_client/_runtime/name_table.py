"""Things that a service calls by one name in requests and by another in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class NameTable:
    """Both names of things: the key that requests take, and the name that answers show.

    Attributes:
        names: Names by key.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = dict(names)
        # Of several keys with one name, the first.
        self._keys = {name: key for key, name in reversed(self.names.items())}

    def name_of(self, key: str) -> str:
        """Return the name that answers show for a key.

        Raises:
            LookupError: The key is not known; the service may have new ones.
        """
        return _found(self.names, key)

    def key_of(self, name: str) -> str:
        """Return the key that requests take for a name; where several keys have the name, the one to use.

        Raises:
            LookupError: The name is not known; the service may have new ones.
        """
        return _found(self._keys, name)

    def __repr__(self) -> str:
        return f"NameTable({self.names!r})"


def _found(table: Mapping[str, str], wanted: str) -> str:
    if wanted not in table:
        raise LookupError(f"{wanted!r} is not known; known: {', '.join(table)}")
    return table[wanted]
