"""What a list gave already, remembered in 9 bytes an object."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

_MASK = 2**64 - 1
_BUCKETS = 4096


def wide_hash(key: Hashable) -> int:
    """Return 64 bits that are the same in every process."""
    return int.from_bytes(blake2b(repr(key).encode(), digest_size=8).digest(), "big")


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
