"""A changelog says of each version when it was released and what changed; without that it is not released."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from release_checks.changelog import ChangelogError, Entry, entry_of, epoch_of, obstacles, read

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 5, 4)
TEXT = """# Changelog of things-client

Versions follow semantic versioning.

## Unreleased

## 1.2.0 - 2026-05-04

- `rate_limit=` for a whole company.

### Klips

- More.

## 1.1.0 - 2026-05-04

- Less.
"""


def test_the_entries_are_read_with_their_days_and_texts() -> None:
    assert read(TEXT) == [
        Entry("", None, ""),
        Entry("1.2.0", date(2026, 5, 4), "- `rate_limit=` for a whole company.\n\n### Klips\n\n- More."),
        Entry("1.1.0", date(2026, 5, 4), "- Less."),
    ]
    assert entry_of(read(TEXT), "1.1.0") == Entry("1.1.0", date(2026, 5, 4), "- Less.")
    assert entry_of(read(TEXT), "1.0.0") is None
    assert read("") == read("# Changelog\n\nNothing yet.\n") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## 1.0.0\n", r"^line 1: `## 1\.0\.0` is no heading of a version; write `## VERSION - YYYY-MM-DD`"),
        ("\n## 1.0.0 - soon\n", r"^line 2: `## 1\.0\.0 - soon` is no heading"),
        ("## 1.0.0 (2026-05-04)\n", r"^line 1: .* is no heading"),
        ("## unreleased\n", r"^line 1: .* or `## Unreleased`$"),
        ("##1.0.0 - 2026-02-30\n", r"^line 1: there is no day 2026-02-30; correct it$"),
        ("## 1.0.0 - 2026-05-04\n## Unreleased\n", r"^line 2: `## Unreleased` comes first; move it up$"),
        ("## Unreleased\n## Unreleased\n", r"^line 2: `## Unreleased` comes first"),
        ("## 1.0.0 - 2026-05-04\n## 1.0.0 - 2026-05-03\n", r"^line 2: 1\.0\.0 is there twice; join the two$"),
        ("## 1.1.0 - 2026-05-03\n## 1.0.0 - 2026-05-04\n", r"^line 2: 1\.0\.0 is older than 1\.1\.0, but has a later"),
    ],
)
def test_a_heading_that_says_something_else_is_named_by_its_line(text: str, message: str) -> None:
    with pytest.raises(ChangelogError, match=message):
        read(text)
    (found,) = obstacles(text, "1.0.0", TODAY)
    assert found.startswith("line ")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, []),
        ("", ["1.2.0 has no entry: write `## 1.2.0 - 2026-05-04` and below it what changed"]),
        (
            "## Unreleased\n\n- New.\n",
            ["1.2.0 has no entry: make `## Unreleased` its heading, `## 1.2.0 - 2026-05-04`"],
        ),
        (
            TEXT.replace("## Unreleased\n", "## Unreleased\n\n- Newer.\n"),
            ["`## Unreleased` holds changes that 1.2.0 does not tell of: move them, or raise the version"],
        ),
        ("## 1.2.0 - 2026-05-04\n", ["the entry of 1.2.0 is empty: write what changed"]),
        ("## 1.2.0 - 2026-05-05\n- A.\n", ["the day of 1.2.0, 2026-05-05, has not come yet: write 2026-05-04"]),
        (
            "## 1.3.0 - 2026-05-04\n- B.\n## 1.2.0 - 2026-05-04\n- A.\n",
            ["1.3.0 comes before 1.2.0, which the spec names: correct one of them"],
        ),
        (
            "## Unreleased\n- C.\n## 1.2.0 - 2026-05-05\n",
            [
                "`## Unreleased` holds changes that 1.2.0 does not tell of: move them, or raise the version",
                "the entry of 1.2.0 is empty: write what changed",
                "the day of 1.2.0, 2026-05-05, has not come yet: write 2026-05-04",
            ],
        ),
    ],
)
def test_what_keeps_a_version_from_being_released_is_said(text: str, found: list[str]) -> None:
    assert obstacles(text, "1.2.0", TODAY) == found


@pytest.mark.parametrize(
    ("version", "text", "moment"),
    [
        ("1.2.0", TEXT, 1777852800),
        ("1.3.0", TEXT, 1580601600),
        ("1.2.0", "## Unreleased\n", 1580601600),
        ("1.2.0", None, 1580601600),
    ],
)
def test_files_are_dated_by_the_day_of_their_version(
    tmp_path: Path, version: str, text: str | None, moment: int
) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[project]\nversion = {version!r}\n", encoding="utf-8")
    if text is not None:
        (tmp_path / "CHANGELOG.md").write_text(text, encoding="utf-8")
    assert epoch_of(tmp_path) == moment
