"""Reads the changelog of a package, and tells what keeps a version from being released."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

UNRELEASED = "Unreleased"
_BEFORE_RELEASE = date(2020, 2, 2)
_HEADING = re.compile(r"##(?!#)(?P<title>.*)")
_RELEASED = re.compile(r"(?P<version>\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?) - (?P<day>\d{4}-\d{2}-\d{2})")


class ChangelogError(ValueError):
    """The changelog cannot be read; the text names the line and what to write there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What changed in one version.

    Attributes:
        version: The version; empty for what is not released yet.
        day: When it was released, ``None`` for what is not.
        text: What changed, as Markdown; empty where nothing is said.
    """

    version: str
    day: date | None
    text: str


def read(text: str) -> list[Entry]:
    """Return the entries of a changelog, newest first as they stand there.

    Raises:
        ChangelogError: A heading is neither ``## Unreleased`` nor ``## VERSION - YYYY-MM-DD``, what is not released
            does not come first, a version is there twice, or an older version has a later day.
    """
    entries: list[Entry] = []
    body: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        heading = _HEADING.fullmatch(line.rstrip())
        if heading is None:
            body.append(line)
            continue
        _end(entries, body)
        version, day = _title(heading["title"].strip(), number)
        if not version and entries:
            raise ChangelogError(f"line {number}: `## {UNRELEASED}` comes first; move it up")
        if version in {entry.version for entry in entries}:
            raise ChangelogError(f"line {number}: {version} is there twice; join the two")
        later = entries[-1].day if entries else None
        if day is not None and later is not None and day > later:
            raise ChangelogError(f"line {number}: {version} is older than {entries[-1].version}, but has a later day")
        entries.append(Entry(version, day, ""))
    _end(entries, body)
    return entries


def _end(entries: list[Entry], body: list[str]) -> None:
    """Give the entry before a heading its text."""
    if entries:
        entries[-1] = Entry(entries[-1].version, entries[-1].day, "\n".join(body).strip())
    body.clear()


def _title(title: str, number: int) -> tuple[str, date | None]:
    if title == UNRELEASED:
        return "", None
    found = _RELEASED.fullmatch(title)
    if found is None:
        raise ChangelogError(
            f"line {number}: `## {title}` is no heading of a version; write `## VERSION - YYYY-MM-DD` or "
            f"`## {UNRELEASED}`"
        )
    try:
        return found["version"], date.fromisoformat(found["day"])
    except ValueError:
        raise ChangelogError(f"line {number}: there is no day {found['day']}; correct it") from None


def entry_of(entries: list[Entry], version: str) -> Entry | None:
    """Return the entry of a released version, ``None`` if it has none."""
    return next((entry for entry in entries if entry.version == version), None)


def epoch_of(project: Path) -> int:
    """Return the moment by which the files of a package are dated, in seconds since 1970.

    It is the midnight, in UTC, of the day on which the changelog says that the version was released; before that, a day
    that is the same for all.

    Args:
        project: Directory of the generated package, or of its source distribution.

    Raises:
        ChangelogError: Its changelog cannot be read.
    """
    version: str = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    path = project / "CHANGELOG.md"
    entry = entry_of(read(path.read_text(encoding="utf-8")) if path.is_file() else [], version)
    day = _BEFORE_RELEASE if entry is None or entry.day is None else entry.day
    return int(datetime.combine(day, time(), UTC).timestamp())


def obstacles(text: str, version: str, today: date) -> list[str]:
    """Return why a version cannot be released today; nothing if it can.

    Args:
        text: The changelog.
        version: The version that the spec names.
        today: The day of the release.
    """
    try:
        entries = read(text)
    except ChangelogError as error:
        return [str(error)]
    found: list[str] = []
    entry = entry_of(entries, version)
    waiting = bool(entries) and not entries[0].version and bool(entries[0].text)
    if entry is None and waiting:
        return [f"{version} has no entry: make `## {UNRELEASED}` its heading, `## {version} - {today}`"]
    if entry is None:
        return [f"{version} has no entry: write `## {version} - {today}` and below it what changed"]
    if waiting:
        found.append(
            f"`## {UNRELEASED}` holds changes that {version} does not tell of: move them, or raise the version"
        )
    if not entry.text:
        found.append(f"the entry of {version} is empty: write what changed")
    if entry.day is not None and entry.day > today:
        found.append(f"the day of {version}, {entry.day}, has not come yet: write {today}")
    newest = next(released for released in entries if released.version)
    if newest.version != version:
        found.append(f"{newest.version} comes before {version}, which the spec names: correct one of them")
    return found
