"""Print how many generated lines an operation costs: resources and models, both faces, docstrings and all.

Run as `python scripts/count_lines.py`. The exit status is 1 when it is more than 100 over all APIs together.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 100
_OPERATION = re.compile(r"^\w+: Operation\[", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Count:
    """Lines of one API, or of all together.

    Attributes:
        api: Name of the API.
        operations: How many operations it has.
        resource_lines: Lines under ``_resources/``.
        model_lines: Lines of ``models/``.
    """

    api: str
    operations: int
    resource_lines: int
    model_lines: int

    @property
    def lines(self) -> int:
        """All lines."""
        return self.resource_lines + self.model_lines

    @property
    def per_operation(self) -> float:
        """Lines per operation."""
        return self.lines / self.operations


def count(package: Path, api: str) -> Count:
    """Count the lines of one generated package, blank ones included."""
    modules = sorted(package.glob("_resources/*.py"))
    return Count(
        api=api,
        operations=sum(len(_OPERATION.findall(path.read_text(encoding="utf-8"))) for path in modules),
        resource_lines=_lines(modules),
        model_lines=_lines(package.glob("models/*.py")),
    )


def _lines(paths: Iterable[Path]) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)


def total(counts: Sequence[Count]) -> Count:
    """Add up the APIs."""
    return Count(
        api="all",
        operations=sum(one.operations for one in counts),
        resource_lines=sum(one.resource_lines for one in counts),
        model_lines=sum(one.model_lines for one in counts),
    )


def table(counts: Sequence[Count]) -> str:
    """Return the figures as a table."""
    heads = ("API", "operations", "_resources", "models", "lines", "lines per operation")
    rows = [heads] + [
        (
            one.api,
            str(one.operations),
            str(one.resource_lines),
            str(one.model_lines),
            str(one.lines),
            f"{one.per_operation:.1f}",
        )
        for one in counts
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) if column == 0 else cell.rjust(width) for column, (cell, width) in cells)
        for cells in (enumerate(zip(row, widths, strict=True)) for row in rows)
    )


def main(root: Path = ROOT) -> int:
    """Print the table and give the exit status."""
    packages = sorted(path.parent for path in root.glob("generated/*/src/*/models"))
    if not packages:
        print("there is nothing under generated/; run: nox -s generate")
        return 1
    counts = [count(package, package.parent.parent.name) for package in packages]
    together = total(counts)
    print(table([*counts, together]))
    if together.per_operation > LIMIT:
        print(
            f"{together.per_operation:.1f} lines per operation are more than {LIMIT}; shorten what the templates print"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
