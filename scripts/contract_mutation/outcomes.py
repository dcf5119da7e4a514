"""What became of a mutant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant.

    Attributes:
        api: The API.
        part: What was changed: `specs` or `recordings`.
        kind: The sort of its edit.
        id: Its name, unique within API and part.
        evidence: Whether anything but what we made up shows an operation that it concerns, or is the recording itself.
        caught_by: The judge that caught it, nothing if none did.
        by: What the judge said.
        remedy: What would catch it.
    """

    api: str
    part: str
    kind: str
    id: str
    evidence: bool
    caught_by: str | None
    by: str
    remedy: str
