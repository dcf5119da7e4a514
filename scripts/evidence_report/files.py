"""Comparing pages with what is on disk, and writing them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BEGIN, END = "<!-- evidence:begin -->", "<!-- evidence:end -->"
SHOWN = 150
"""How many characters of a line are shown, to say what is stale in a page."""


class BlockError(Exception):
    """A document has no place for a block, or more than one; the message says what to do."""


@dataclass(frozen=True)
class Stale:
    """A file that is not what it has to be.

    Attributes:
        path: The file, from the root.
        what: The first difference.
    """

    path: str
    what: str

    def __str__(self) -> str:
        """Give the line that is printed."""
        return f"{self.path}: {self.what}"


def with_block(document: str, lines: Sequence[str]) -> str:
    """Put lines between the two marks of a document, in place of what is there.

    Raises:
        BlockError: The marks are not there, once each and in their order.
    """
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in before + after:
        raise BlockError(f"README.md has to have {BEGIN} and {END} once each, in this order, around the totals")
    return "\n".join([f"{before}{BEGIN}", *lines, f"{END}{after}"])


def stale(root: Path, wanted: Mapping[str, str | None]) -> list[Stale]:
    """Compare files with what they have to be."""
    found = list[Stale]()
    for path, text in wanted.items():
        file = root / path
        # As bytes: line ends count.
        content = file.read_bytes() if file.exists() else None
        expected = None if text is None else text.encode()
        if content != expected:
            found.append(Stale(path, _difference(content, expected)))
    return found


def _difference(content: bytes | None, expected: bytes | None) -> str:
    if content is None:
        return "missing"
    if expected is None:
        return "of no spec; it has to go"
    was, now = (each.decode(errors="replace").split("\n") for each in (content, expected))
    number = next((index for index, (old, new) in enumerate(zip(was, now, strict=False)) if old != new), None)
    if number is None:
        return f"has {len(was)} lines instead of {len(now)}"
    old, new = _around(was[number], now[number])
    return f"stale from line {number + 1} on\n  is:        {old}\n  has to be: {new}"


def _around(old: str, new: str) -> tuple[str, str]:
    """Cut two long lines to where they begin to differ."""
    same = next((index for index, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    start = max(0, same - SHOWN // 3)
    dots = "..." if start else ""
    return f"{dots}{old[start : start + SHOWN]}", f"{dots}{new[start : start + SHOWN]}"


def write(root: Path, wanted: Mapping[str, str | None]) -> None:
    """Bring files to what they have to be, each in one step; nothing is touched that is so already."""
    for path in (each.path for each in stale(root, wanted)):
        target, text = root / path, wanted[path]
        if text is None:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as aside:
            aside.write(text.encode())
        Path(aside.name).chmod(target.stat().st_mode if target.exists() else 0o644)
        Path(aside.name).replace(target)
