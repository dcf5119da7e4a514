"""The mutants that no test catches, and why: one file, held against what a run finds in both directions."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from contract_mutation.outcomes import Outcome

FIELDS = {"part", "api", "mutants", "reason", "needed"}


class SurvivorsError(ValueError):
    """The file of survivors cannot be read, with the reason."""


@dataclass(frozen=True)
class Survivor:
    """Mutants that are known to survive.

    Attributes:
        part: `specs` or `recordings`.
        api: The API.
        mutants: Their name, or a pattern of names with `*`.
        reason: Why nothing catches them.
        needed: What would.
    """

    part: str
    api: str
    mutants: str
    reason: str
    needed: str

    def __str__(self) -> str:
        return f"{self.part} {self.api}: {self.mutants}"

    def is_about(self, outcome: Outcome) -> bool:
        """Tell whether a mutant is one of these."""
        same = (self.part, self.api) == (outcome.part, outcome.api)
        return same and fnmatchcase(outcome.id, self.mutants.replace("[", "[[]"))


def read_survivors(path: Path) -> list[Survivor]:
    """Read the file of survivors.

    Raises:
        SurvivorsError: It is no TOML, or an entry lacks something.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SurvivorsError(f"{path.name}: {error}") from None
    entries: list[dict[str, Any]] = document.get("survivor", [])
    for number, entry in enumerate(entries, 1):
        wrong = entry.keys() ^ FIELDS | {name for name in FIELDS & entry.keys() if not str(entry[name]).strip()}
        if wrong:
            raise SurvivorsError(f"{path.name}: entry {number}: {', '.join(sorted(wrong))} missing, empty or unknown")
    return [Survivor(**entry) for entry in entries]


def unlisted(outcomes: Iterable[Outcome], known: Sequence[Survivor]) -> list[Outcome]:
    """Return the survivors that no entry is about."""
    return [each for each in outcomes if each.caught_by is None and not any(entry.is_about(each) for entry in known)]


def stale(outcomes: Iterable[Outcome], known: Iterable[Survivor], ran: set[tuple[str, str]]) -> list[Survivor]:
    """Return the entries, of the parts and APIs that were run whole, that no survivor matches."""
    left = [each for each in outcomes if each.caught_by is None]
    return [
        entry for entry in known if (entry.part, entry.api) in ran and not any(entry.is_about(each) for each in left)
    ]
