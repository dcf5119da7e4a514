"""The table on a terminal, and the document that keeps it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from .rows import ROWS
from .table import HEADS, cells, missed, out_of_reach

if TYPE_CHECKING:
    from .figures import Figures

COMMAND = "nox -s bench -- --write docs/benchmarks.md"
_DISTRIBUTIONS = (
    "httpx2",
    "pydantic",
    "orjson",
    "httpx",
    "attrs",
    "urllib3",
    "openapi-python-client",
    "datamodel-code-generator",
    "openapi-generator-cli",
)
_NOTES = Path(__file__).with_name("notes.md")


def terminal(figures: Figures) -> None:
    """Print the table and the verdict."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*HEADS, title=", ".join(machine()), show_lines=False)
    for row in ROWS:
        texts = cells(row, figures)
        if any(texts[1:-2]):
            table.add_row(*texts, style="red" if missed(figures, [row]) else "")
    Console(width=None if sys.stdout.isatty() else 220).print(table)
    print(verdict(figures))


def verdict(figures: Figures) -> str:
    """Say which bars were missed, and where a peer cannot be beaten."""
    texts, beyond = missed(figures), out_of_reach(figures)
    lines = ["Bars missed:", "", *(f"- {text}" for text in texts)] if texts else ["Every bar was kept."]
    if beyond:
        lines += ["", "Out of reach:", "", *(f"- {text}" for text in beyond)]
    return "\n".join(lines)


def markdown(figures: Figures) -> str:
    """Return the document."""
    lines = [
        "# Benchmarks",
        "",
        f"Written by `{COMMAND}`; do not edit. The command makes the table again, on any machine, in",
        "about ten minutes, and fails where a bar is missed. The bars are in `scripts/benchmarks/rows.py`.",
        "",
        f"- machine: {', '.join(machine())}",
        f"- versions: {', '.join(f'{name} {version(name)}' for name in _DISTRIBUTIONS)}",
        "",
        f"| {' | '.join(HEADS)} |",
        f"| --- |{' ---: |' * (len(HEADS) - 3)} --- | --- |",
        *(f"| {' | '.join(text.replace('|', '/') for text in cells(row, figures))} |" for row in ROWS),
        "",
        verdict(figures),
        "",
    ]
    return "\n".join(lines) + _NOTES.read_text(encoding="utf-8")


def machine() -> list[str]:
    """Describe the machine, without its name: processor, cores, system, interpreter, Java."""
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        system = f"{platform.system()} {platform.release()}"
    cores = os.cpu_count()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return [_processor(), f"{cores} cores", system, python, *_java()]


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1].strip() if found else platform.processor() or platform.machine()


def _java() -> list[str]:
    java = shutil.which("java")
    if java is None:
        return []
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    return [told.partition("\n")[0].replace('"', "")]
