"""Mutants that no test can tell from the original, each with the reason; they are left out of the score."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .mutants import Mutant

FILE = "scripts/runtime_mutation/equivalents.toml"
"""Where the list is, below the project."""

_MEMBERS = {"module", "scope", "before", "after", "reason"}


class EquivalentsError(Exception):
    """The list is not what it has to be."""


class Equivalents:
    """The list.

    Args:
        text: TOML with an array ``equivalent`` of tables: ``module``, ``scope``, ``before`` and ``after`` as the
            report of a survivor prints them, and ``reason``.

    Raises:
        EquivalentsError: A member is missing, empty or unknown, or a mutant is listed twice.
    """

    def __init__(self, text: str) -> None:
        self._reasons: dict[tuple[str, str, str, str], str] = {}
        try:
            entries = tomllib.loads(text).get("equivalent", [])
        except tomllib.TOMLDecodeError as error:
            raise EquivalentsError(f"{FILE}: {error}") from None
        for number, entry in enumerate(entries, start=1):
            if set(entry) != _MEMBERS or not all(isinstance(value, str) for value in entry.values()):
                wanted = ", ".join(sorted(_MEMBERS))
                raise EquivalentsError(f"{FILE}, entry {number}: needs these members, all texts: {wanted}")
            if not entry["reason"].strip():
                raise EquivalentsError(f"{FILE}, entry {number}: say why no test can tell the mutant")
            key = (entry["module"], entry["scope"], entry["before"], entry["after"])
            if key in self._reasons:
                raise EquivalentsError(f"{FILE}, entry {number}: listed twice: {entry['before']}")
            self._reasons[key] = entry["reason"]

    @classmethod
    def of(cls, root: Path) -> Equivalents:
        """Read the list of a project; one without a list has none."""
        path = root / FILE
        return cls(path.read_text(encoding="utf-8") if path.exists() else "")

    def __contains__(self, mutant: Mutant) -> bool:
        return mutant.key in self._reasons

    def stale(self, mutants: Iterable[Mutant], modules: Iterable[str]) -> list[str]:
        """Return a line for each entry about one of the modules that names none of their mutants any more."""
        there = {mutant.key for mutant in mutants}
        looked_at = set(modules)
        gone = [key for key in self._reasons if key[0] in looked_at and key not in there]
        return [f"{module} {scope}: {before} => {after}" for module, scope, before, after in gone]
