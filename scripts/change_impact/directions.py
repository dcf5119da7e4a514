"""Requests and answers: why the same edit breaks one and helps the other."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from .changes import Kind, Verdict


class Direction(Enum):
    """Which way a value travels."""

    REQUEST = "in requests"
    ANSWER = "in answers"


class Difference(NamedTuple):
    """What is different about a value, before it is said where."""

    verdict: Verdict
    what: str
    why: str
    kind: Kind = "changed"


def wider(direction: Direction, what: str) -> Difference:
    """Tell of a type that holds more than before."""
    if direction is Direction.REQUEST:
        return Difference(Verdict.COMPATIBLE, what, "calls that were refused before are taken now", "fixed")
    return Difference(Verdict.BREAKING, what, "code that reads it meets what it was not written for; its type grows")


def narrower(direction: Direction, what: str) -> Difference:
    """Tell of a type that holds less than before."""
    if direction is Direction.REQUEST:
        return Difference(Verdict.BREAKING, what, "calls that were in order are refused now")
    return Difference(Verdict.RISKY, what, "an answer that still holds the rest is refused as not valid")
