"""The acceptance list against the tests that name its rows."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

PROVABLE = frozenset("SCM")
"""Kinds of rows that a test has to prove; `D` rows are background."""

_ROW = re.compile(r"\| (?P<id>[A-Z]{2}-\d+) \| (?P<lines>[^|]*) \| (?P<kinds>[SCMD]+) \| (?P<statement>.+) \|")


@dataclass(frozen=True)
class Row:
    """A statement of the acceptance list."""

    id: str
    kinds: str
    statement: str = ""

    @property
    def api(self) -> str:
        return self.id.partition("-")[0]

    @property
    def provable(self) -> bool:
        return not PROVABLE.isdisjoint(self.kinds)


@dataclass(frozen=True)
class Later:
    """Rows that wait, and why."""

    title: str
    reason: str
    rows: frozenset[str]


@dataclass(frozen=True)
class Plan:
    """What need not be proven yet: single rows, and whole APIs by the first letters of their rows."""

    later: tuple[Later, ...]
    not_yet: dict[str, str]

    @property
    def waiting(self) -> frozenset[str]:
        return frozenset[str]().union(*(each.rows for each in self.later))


@dataclass(frozen=True)
class Verdict:
    """What the run says about the acceptance list.

    Attributes:
        lines: The report.
        faults: Why a full run must fail; empty when all is well.
    """

    lines: list[str]
    faults: list[str]


def read_rows(directory: Path) -> list[Row]:
    """Read the tables of all files in a directory."""
    return [row for path in sorted(directory.glob("*.md")) for row in read_file(path)]


def read_file(path: Path) -> list[Row]:
    """Read the table of one file."""
    text = path.read_text(encoding="utf-8")
    return [Row(found["id"], found["kinds"], found["statement"]) for found in _ROW.finditer(text)]


def read_plan(path: Path) -> Plan:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    later = tuple(Later(each["title"], each["reason"], frozenset(each["rows"])) for each in document.get("later", ()))
    return Plan(later, {each["api"]: each["reason"] for each in document.get("not_yet", ())})


def by_number(ids: Iterable[str]) -> list[str]:
    """Sort row ids the way people count."""
    return sorted(ids, key=lambda row: (row.partition("-")[0], int(row.partition("-")[2])))


def judge(rows: Sequence[Row], plan: Plan, claimed: frozenset[str], proven: frozenset[str]) -> Verdict:
    """Compare the list with the run.

    Args:
        rows: The acceptance list.
        plan: What need not be proven yet.
        claimed: Rows named by the markers of any collected test.
        proven: Rows named by tests that ran.
    """
    known = {row.id for row in rows}
    lines, faults = list[str](), list[str]()
    for api in sorted({row.api for row in rows}):
        own = [row for row in rows if row.api == api]
        provable = {row.id for row in own if row.provable}
        counts = f"{api}: {len(own)} rows, {len(provable)} of kinds S C M"
        if api in plan.not_yet:
            lines.append(f"{counts}, not yet: {plan.not_yet[api]}")
            continue
        waiting = provable & plan.waiting
        missing = by_number(provable - waiting - proven)
        others = f", {len(waiting)} later" if waiting else ""
        lines.append(f"{counts}{others}, {'all named' if not missing else f'{len(missing)} not named by any test:'}")
        if missing:
            lines.append(f"  {' '.join(missing)}")
            faults.append(f"rows without a test: {' '.join(missing)}")
    for each in plan.later:
        lines.append(f"later: {each.title}: {' '.join(by_number(each.rows))}. {each.reason}")
        stale = by_number(each.rows & proven)
        if stale:
            faults.append(f"listed as later, but a test proves them: {' '.join(stale)}; take them off the list")
    unknown = sorted((claimed | plan.waiting) - known)
    if unknown:
        faults.append(f"rows that are not in the acceptance list: {' '.join(unknown)}")
    return Verdict(lines, faults)
