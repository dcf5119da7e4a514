"""Memory that a long list takes over a short one: peaks of resident memory in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from . import rows
from .figures import Case

if TYPE_CHECKING:
    from collections.abc import Callable

_FEW, _MANY = 10, 10_000
# Enough for 16 pages ahead to be in memory, which are no growth.
_FEW_AHEAD = 50
_SCRIPTS = Path(__file__).resolve().parent.parent


def cases() -> list[Case]:
    """Return the cases of memory."""
    return [
        Case(rows.MEMORY, rows.OURS, lambda: _more("plain")),
        Case(rows.MEMORY, rows.HAND_WRITTEN, lambda: _more("by-hand")),
        Case(rows.MEMORY_AHEAD, rows.OURS, lambda: _more("ahead", _FEW_AHEAD)),
        Case(rows.MEMORY_ASYNC, rows.OURS, lambda: _more("async")),
    ]


def _more(walk: str, few: int = _FEW) -> Callable[[], float]:
    return lambda: (_peak(walk, _MANY) - _peak(walk, few)) / 1e6


def _peak(walk: str, pages: int) -> int:
    command = [sys.executable, "-m", "benchmarks.walk", walk, str(pages)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True, cwd=_SCRIPTS).stdout)
