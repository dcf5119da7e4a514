"""Places in lists as text, so that a reader can stop and another one continue later."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .paging import name_of
from .seen import wide_hash

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list.

    Attributes:
        operation: ``operationId`` of the list.
        arguments: Hash of what was asked for.
        position: Of the page, as the API counts.
        given: How many objects of the page the reader had.
        last: Hash of the name of the last one, empty where it has none.
        size: Objects of a full page, 0 where that is not known.
        finished: Whether the list ended there.
    """

    operation: str
    arguments: str
    position: int
    given: int = 0
    last: str = ""
    size: int = 0
    finished: bool = False

    def text(self) -> str:
        """Return the place as a text without secrets."""
        members = [getattr(self, name) for name in self.__slots__]
        return urlsafe_b64encode(json.dumps(members, separators=(",", ":")).encode()).decode()

    @classmethod
    def of(cls, text: object, operation: str, arguments: str) -> Place:
        """Return the place that a text means.

        Raises:
            ValueError: It is no such text, or one of another list.
        """
        try:
            members: Any = json.loads(urlsafe_b64decode(text)) if isinstance(text, str) else None
        except ValueError:
            members = None
        match members:
            case [str(made_by), str(made_with), int(page), int(given), str(last), int(size), bool(finished)] if (
                given >= 0 <= size
            ):
                place = cls(made_by, made_with, page, given, last, size, finished)
            case _:
                raise ValueError("resume: give what checkpoint() of a list returned")
        if place.operation != operation:
            raise ValueError(f"resume: this is a checkpoint of {place.operation}, not of {operation}")
        if place.arguments != arguments:
            raise ValueError(f"resume: this is a checkpoint of {operation} with other arguments; give the same ones")
        return place

    def given_of(self, items: Sequence[object]) -> int:
        """Return how many objects the reader had of the page as it is now."""
        for index in range(len(items), 0, -1):
            if self.last and fingerprint(name_of(items[index - 1])) == self.last:
                return index
        return self.given


def fingerprint(value: object) -> str:
    """Return a text that tells values apart and keeps them to itself; the same in every process."""
    return "" if value is None else f"{wide_hash(value):016x}"
