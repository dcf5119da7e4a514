"""Check the specs against this project's own conventions, beyond what OpenAPI and Redocly ask.

Run as `python scripts/lint_specs.py [api ...]`; without names every file in `specs/` is checked. Each finding is one
line: file, line, operation or component, what is wrong, what to do. The exit status is 1 when there is any.

Other scripts import `lint`. The rules stand in `spec_lint/`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from spec_lint.rules import lint

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["lint", "main"]

ROOT = Path(__file__).resolve().parent.parent


def main(names: Sequence[str]) -> int:
    """Check the named specs, or all; print the findings and give the exit status."""
    known = {path.stem: path for path in sorted((ROOT / "specs").glob("*.yaml"))}
    unknown = [name for name in names if name not in known]
    if unknown or not known:
        print(f"no spec named {', '.join(unknown) or 'anything'} in specs/; there is: {', '.join(known) or 'none'}")
        return 1
    status = 0
    for path in (known[name] for name in names or known):
        shown = path.relative_to(ROOT)
        findings = lint(path, shown)
        for finding in findings:
            print(finding)
        if findings:
            status = 1
        else:
            print(f"{shown.as_posix()}: in order")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
