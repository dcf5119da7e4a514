"""The kinds of evidence, in their order."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Counted = TypeVar("Counted")


class Kind(Enum):
    """What a statement of a spec rests on, the best first.

    The first three are exchanges that show it, the next four the words of the spec's `x-evidence`. A fabricated
    exchange is ours: it shows what we expect, and is no evidence.
    """

    RECORDED = "recorded"
    PUBLISHED = "published-example"
    OBSERVED = "observed-in-public-code"
    DOCUMENTED = "documented"
    CLIENT = "client"
    MIXED = "mixed"
    INFERRED = "inferred"
    FABRICATED = "fabricated"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        """What people call it."""
        return _TEXTS[self][0]

    @property
    def letter(self) -> str:
        """One letter for bars and cells: capital where an exchange shows it."""
        return _TEXTS[self][1]

    @property
    def css(self) -> str:
        """The name of its class in a page."""
        return "n" if self is Kind.NOTHING else self.letter

    @property
    def meaning(self) -> str:
        """What it means, as a sentence without its end."""
        return _TEXTS[self][2]

    @property
    def shows(self) -> bool:
        """Whether it is an exchange that counts as evidence."""
        return self in SHOWING


_TEXTS = {
    Kind.RECORDED: ("recorded", "R", "seen in an exchange with the real service"),
    Kind.PUBLISHED: ("published example", "P", "seen in an example that the vendor published"),
    Kind.OBSERVED: ("observed in public code", "O", "seen in an exchange in other people's programs or tests"),
    Kind.DOCUMENTED: ("documented in words", "d", "the vendor's documents say so, and no exchange shows it"),
    Kind.CLIENT: ("client code, in words", "c", "a program that talks to the service relies on it"),
    Kind.MIXED: ("words of several kinds", "m", "what it is part of is known from words of several kinds, named there"),
    Kind.INFERRED: ("inferred", "i", "concluded from something else"),
    Kind.FABRICATED: ("fabricated only", "f", "in exchanges that we made up, which are no evidence"),
    Kind.NOTHING: ("nothing", "-", "no exchange has it and no word is said about it"),
}
SHOWING = (Kind.RECORDED, Kind.PUBLISHED, Kind.OBSERVED)
SEEN = (*SHOWING, Kind.FABRICATED, Kind.NOTHING)
"""What a look at the exchanges alone can tell."""

_ORDER = {kind: rank for rank, kind in enumerate(Kind)}


def best(kinds: Iterable[Kind]) -> Kind:
    """Return the best of some kinds, `NOTHING` of none."""
    return min(kinds, key=_ORDER.__getitem__, default=Kind.NOTHING)


def count(kinds: Iterable[Kind]) -> dict[Kind, int]:
    """Count kinds; every kind has a figure."""
    counted = Counter(kinds)
    return {kind: counted[kind] for kind in Kind}


def apportion(counts: Mapping[Counted, int], width: int) -> dict[Counted, int]:
    """Share out the places of a bar of `width` places, at least one to whatever there is any of.

    Args:
        counts: In the order of the bar; not more things with a figure above 0 than places.
        width: How many places.
    """
    there = [each for each, number in counts.items() if number]
    total = sum(counts.values())
    places = {each: max(1, counts[each] * width // total) for each in there}
    while there and sum(places.values()) != width:
        step = 1 if sum(places.values()) < width else -1
        # Whatever is furthest from its share gives or takes.
        chosen = max(
            (each for each in there if step > 0 or places[each] > 1),
            key=lambda each: step * (counts[each] * width / total - places[each]),
        )
        places[chosen] += step
    return places
