"""What a person looks at before anything is written: all that was kept, and what was not."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .redaction import Kept

WIDTH = 100
_MOST = 12


def table(kept: Kept) -> Iterator[str]:
    """Give the lines that tell what stays as it was, values by their places; first what no spec or rule knows."""
    if kept.unknown:
        yield "Kept, though not in the spec. Is any of this a secret, or about somebody?"
        yield from _rows(kept.unknown)
        yield ""
    yield "Kept as the spec or the rules know it; everything else was replaced:"
    yield from _rows(kept.known)


def _rows(places: dict[str, set[str]]) -> Iterator[str]:
    column = min(44, max(map(len, places), default=0)) + 2
    for place in sorted(places):
        values = sorted(places[place])
        shown = ", ".join(values[:_MOST]) + (f" and {len(values) - _MOST} more" if len(values) > _MOST else "")
        start = f"  {place}".ljust(column + 2)
        lines = textwrap.wrap(shown, WIDTH - column, break_on_hyphens=False) or [""]
        yield start + lines[0]
        yield from (" " * (column + 2) + line for line in lines[1:])


def listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Give a title and lines under it, or nothing where there are none."""
    found = list(dict.fromkeys(lines))
    if found:
        yield title
        for line in found:
            yield from textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
        yield ""
