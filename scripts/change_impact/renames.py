"""Tells a rename from something that went and something else that came."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

# From here on, two names of things of one shape are taken for one thing.
_ALIKE = 0.5


class Looks(NamedTuple):
    """What a thing has besides its name: its shape as a text, and what is said about it."""

    shape: str
    description: str = ""


def renamed(gone: Mapping[str, Looks], came: Mapping[str, Looks]) -> dict[str, str]:
    """Pair what is not there any more with what is new: of equal shape, and alike by name or by description."""
    pairs: dict[str, str] = {}
    ranked = sorted(
        (-_likeness(was, now, looks, others), was, now)
        for was, looks in gone.items()
        for now, others in came.items()
        if looks.shape == others.shape
    )
    for likeness, was, now in ranked:
        if -likeness >= _ALIKE and was not in pairs and now not in pairs.values():
            pairs[was] = now
    return pairs


def _likeness(was: str, now: str, looks: Looks, others: Looks) -> float:
    """Return how much two things have in common, from 0 to 1."""
    if looks.description and looks.description == others.description:
        return 1
    plain = [name.replace("_", "").lower() for name in (was, now)]
    return SequenceMatcher(None, plain[0], plain[1], autojunk=False).ratio()
