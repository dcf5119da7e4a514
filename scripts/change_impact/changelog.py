"""Writes what changed as an entry of a changelog, and puts it into one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .changes import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .changes import Change
    from .packages import Impact

SECTIONS = ("Breaking", "Changed", "Added", "Fixed")
UNRELEASED = "## Unreleased"


def sections(impact: Impact) -> dict[str, list[str]]:
    """Return the lines of each section; sections without any are left out."""
    found: dict[str, list[str]] = {name: [] for name in SECTIONS}
    for change in impact.changes:
        found[_section(change)].append(_line(change))
    if not impact.changes and impact.shipped:
        found["Fixed"].append("- Nothing that callers see; the inside alone.")
    return {name: lines for name, lines in found.items() if lines}


def entry(impact: Impact) -> str:
    """Return the entry, as Markdown ready to be pasted; empty where nothing changed."""
    found = sections(impact)
    if not found:
        return ""
    parts = [UNRELEASED]
    parts += [f"### {name}\n\n" + "\n".join(lines) for name, lines in found.items()]
    return "\n\n".join(parts) + "\n"


def with_entry(text: str, found: Mapping[str, list[str]]) -> str:
    """Put lines below ``## Unreleased`` of a changelog; those that are there already are not doubled.

    Args:
        text: The changelog.
        found: The lines of each section.
    """
    head, body, tail = _parts(text)
    for name, lines in found.items():
        body = _with_lines(body, name, [line for line in lines if line not in body.splitlines()])
    return f"{head.rstrip()}\n\n{UNRELEASED}\n\n{body.strip()}\n" + (f"\n{tail}" if tail else "")


def _parts(text: str) -> tuple[str, str, str]:
    """Return what stands before the unreleased part, the part, and what follows."""
    found = re.search(rf"^{UNRELEASED}[ \t]*\n", text, flags=re.MULTILINE)
    following = re.compile(r"^## ", flags=re.MULTILINE)
    if found is None:
        first = following.search(text)
        at = first.start() if first else len(text)
        return text[:at], "", text[at:]
    rest = text[found.end() :]
    end = following.search(rest)
    at = end.start() if end else len(rest)
    return text[: found.start()], rest[:at], rest[at:]


def _with_lines(body: str, name: str, lines: list[str]) -> str:
    if not lines:
        return body
    heading = re.search(rf"^### {name}[ \t]*\n", body, flags=re.MULTILINE)
    added = "\n".join(lines) + "\n"
    if heading is None:
        return f"{body.rstrip()}\n\n### {name}\n\n{added}" if body.strip() else f"### {name}\n\n{added}"
    rest = body[heading.end() :]
    end = re.search(r"^### ", rest, flags=re.MULTILINE)
    at = end.start() if end else len(rest)
    section = f"{rest[:at].strip()}\n{added}"
    return f"{body[: heading.end()]}\n{section}" + (f"\n{rest[at:]}" if rest[at:] else "")


def _section(change: Change) -> str:
    match change.verdict, change.kind:
        case Verdict.BREAKING, _:
            return "Breaking"
        case Verdict.COMPATIBLE, "added":
            return "Added"
        case Verdict.COMPATIBLE, "fixed":
            return "Fixed"
        case _:
            return "Changed"


def _line(change: Change) -> str:
    where = "" if change.where == "package" else f"`{change.where}`: "
    place, _, more = where.partition(" and ")
    if more:
        where = f"{place}` and {more.replace('`', '')}"
    if _section(change) in {"Added", "Fixed"}:
        return f"- {where}{change.what}."
    return f"- {where}{change.what}. {change.why[:1].upper()}{change.why[1:]}."
