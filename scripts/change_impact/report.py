"""Tells people, and machines, what was found."""

from __future__ import annotations

import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Any

from .changelog import entry
from .changes import Verdict
from .packages import disagreements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .changes import Change
    from .old_tests import TypeFault
    from .packages import Impact

_VERDICT, _WHERE = 10, 36
_MOST_FAULTS = 10


def ordered(impacts: Iterable[Impact]) -> list[Impact]:
    """Put packages into the order of the report: the worst first."""
    return sorted(impacts, key=lambda impact: (-(impact.verdict or 0), impact.distribution))


def headline(impact: Impact) -> str:
    """Return the verdict on a package, in one line."""
    name, verdict = impact.distribution, impact.verdict
    if impact.problems:
        shown = f"{verdict.word} as far as it can be told" if verdict else "cannot be told"
        return f"{name}: {shown}, the spec says {impact.version}"
    if impact.base is None:
        return f"{name}: added as a whole, the spec says {impact.version}"
    if impact.version is None:
        return f"{name}: breaking, removed as a whole, the last version was {impact.base}"
    if verdict is None and not impact.shipped:
        return f"{name}: no change, {impact.base} stays, the spec says {impact.version}"
    word = verdict.word if verdict else "no change that users see"
    when = "needed" if verdict is Verdict.BREAKING else "at the next release"
    return f"{name}: {word}, {impact.base} -> {impact.needed} {when}, the spec says {impact.version}"


def people(impacts: Iterable[Impact], width: int) -> Iterator[str]:
    """Yield the lines of the report.

    Args:
        impacts: What was found about each package.
        width: Columns of the terminal.
    """
    listed = ordered(impacts)
    for impact in listed:
        yield from _package(impact, width)
    entries = [(impact, entry(impact)) for impact in listed]
    if any(text for _, text in entries):
        yield from ["Proposed entries of the changelogs", "=" * 34, ""]
    for impact, text in entries:
        if text:
            version = f"to be {impact.needed}" if impact.needed else "withdrawn"
            yield from [f"<!-- {impact.distribution}, {version} -->", *text.splitlines(), ""]
    yield from ["Verdict", "=" * 7]
    for impact in listed:
        yield f"{headline(impact)}{'  <- MISSING' if impact.bump_missing else ''}"


def _package(impact: Impact, width: int) -> Iterator[str]:
    yield impact.distribution
    yield "=" * len(impact.distribution)
    if impact.compared:
        yield from _wrapped(f"compared with {impact.compared}", width)
    for problem in impact.problems:
        yield from _wrapped(f"PROBLEM: {problem}", width)
    for note in [*impact.notes, *disagreements(impact)]:
        yield from _wrapped(f"note: {note}", width)
    yield _counted(impact.changes)
    if impact.changes:
        yield ""
        yield f"{'verdict':{_VERDICT}}  {'where':{_WHERE}}  what, and why; who found it"
        yield f"{'-' * _VERDICT}  {'-' * _WHERE}  {'-' * max(20, width - _VERDICT - _WHERE - 4)}"
        for change in impact.changes:
            yield from _row(change, width)
    yield from _tests(impact, width)
    yield ""


def _counted(changes: list[Change]) -> str:
    counts = Counter(change.verdict for change in changes)
    return ", ".join(f"{counts[verdict]} {verdict.word}" for verdict in sorted(Verdict, reverse=True))


def _row(change: Change, width: int) -> Iterator[str]:
    room = max(20, width - _VERDICT - _WHERE - 4)
    reach = f", in {len(change.uses)} operations" if change.where.startswith("models.") and len(change.uses) > 1 else ""
    told = f"{change.what}{reach}; {change.why} [{', '.join(change.seen)}]"
    where = _split(change.where, _WHERE)
    what = textwrap.wrap(told, room, break_on_hyphens=False) or [""]
    for index in range(max(len(where), len(what))):
        first = change.verdict.word if index == 0 else ""
        second = where[index] if index < len(where) else ""
        third = what[index] if index < len(what) else ""
        yield f"{first:{_VERDICT}}  {second:{_WHERE}}  {third}".rstrip()


def _split(where: str, room: int) -> list[str]:
    """Break a place where its parts end, so that it can still be read."""
    spaced = where.replace(".", ".\0").replace("(", "\0(")
    lines = [""]
    for part in spaced.split("\0"):
        if lines[-1] and len(lines[-1]) + len(part) > room:
            lines.append(f"  {part}")
        else:
            lines[-1] += part
    return [piece for line in lines for piece in textwrap.wrap(line, room, drop_whitespace=False)]


def _tests(impact: Impact, width: int) -> Iterator[str]:
    tests = impact.tests
    if tests is None:
        return
    yield ""
    if tests.problem:
        yield from _wrapped(f"old tests: no opinion, {tests.problem}", width)
        return
    count = f"{tests.files} file{'s' if tests.files > 1 else ''}"
    if not tests.faults:
        yield f"old tests: {count} checked against the new package, nothing new"
        return
    yield f"old tests: {count} checked against the new package, {len(tests.faults)} new, {impact.broken_tests} breaking"
    alike: dict[tuple[bool, str], list[TypeFault]] = {}
    for fault in sorted(tests.faults, key=lambda one: not one.breaks):
        alike.setdefault((fault.breaks, fault.message), []).append(fault)
    for (breaks, _), faults in [*alike.items()][:_MOST_FAULTS]:
        more = f" (and at {len(faults) - 1} more)" if len(faults) > 1 else ""
        yield from _wrapped(f"{'breaking' if breaks else 'no harm'}: {faults[0]}{more}", width, "  ")
    if len(alike) > _MOST_FAULTS:
        yield f"  and {len(alike) - _MOST_FAULTS} more messages"


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)


def machines(impacts: Iterable[Impact]) -> dict[str, Any]:
    """Return all that was found, to be written as JSON."""
    return {"packages": [_document(impact) for impact in ordered(impacts)]}


def _document(impact: Impact) -> dict[str, Any]:
    verdict = impact.verdict
    return {
        "distribution": impact.distribution,
        "compared": impact.compared,
        "verdict": verdict.word if verdict else "none",
        "base": impact.base,
        "needed": impact.needed,
        "version": impact.version,
        "bump_missing": impact.bump_missing,
        "problems": impact.problems,
        "notes": [*impact.notes, *disagreements(impact)],
        "changes": [
            {
                "verdict": change.verdict.word,
                "kind": change.kind,
                "where": change.where,
                "what": change.what,
                "why": change.why,
                "seen": list(change.seen),
                "uses": list(change.uses),
            }
            for change in impact.changes
        ],
        "tests": None
        if impact.tests is None
        else {
            "files": impact.tests.files,
            "problem": impact.tests.problem,
            "faults": [
                {"file": fault.file, "line": fault.line, "message": fault.message, "breaks": fault.breaks}
                for fault in impact.tests.faults
            ],
        },
        "changelog": entry(impact),
    }
