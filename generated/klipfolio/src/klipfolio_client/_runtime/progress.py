"""How far the reader of a list has come: which objects it was given, and where it stands."""

from __future__ import annotations

import json
import sys
from array import array
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from .paging import name_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

_MASK = 2**64 - 1
_BUCKETS = 4096


def wide_hash(value: Hashable) -> int:
    """Return 64 bits that are the same in every process."""
    return int.from_bytes(blake2b(repr(value).encode(), digest_size=8).digest(), "big")


def fingerprint(value: Hashable) -> str:
    """Return a text that tells values apart and keeps them to itself, empty for ``None``."""
    return "" if value is None else f"{wide_hash(value):016x}"


# Of a million names, two have the same hash of 64 bits in 1 of 30 million cases; of 32 bits, hundreds would. Python's
# own takes a tenth of the time.
_hash = hash if sys.hash_info.width >= 64 else wide_hash


class Seen:
    """A set of names that keeps a hash of each: a million take 9 MB, where a set of strings takes over 100."""

    def __init__(self) -> None:
        # Sorted, and short enough to insert into.
        self._buckets: defaultdict[int, array[int]] = defaultdict(partial(array, "Q"))

    def add(self, names: Iterable[Hashable]) -> set[Hashable]:
        """Remember names; return those that are new."""
        buckets = self._buckets
        new: set[Hashable] = set()
        for name in names:
            # In a tuple, because integers are their own hashes, and those of a service may share their low bits.
            hashed = _hash((name,)) & _MASK
            bucket = buckets[hashed % _BUCKETS]
            index = bisect_left(bucket, hashed)
            if index == len(bucket) or bucket[index] != hashed:
                bucket.insert(index, hashed)
                new.add(name)
        return new


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list.

    Attributes:
        operation: ``operationId`` of the list.
        arguments: Fingerprint of what was asked for.
        position: Of the page, as the API counts.
        given: How many objects of the page the reader had.
        last: Fingerprint of the name of the last one.
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
