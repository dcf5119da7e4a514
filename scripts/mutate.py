"""Change what we rest on, one thing at a time, and see whether a test notices.

`python scripts/mutate.py specs recordings` changes specs and recordings and runs the contract tests on each;
`python scripts/mutate.py runtime` changes the code of the clients. Each has `--help`.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; return its exit status."""
    # The tests are imported as they import each other, and the clients as they are generated.
    sys.path[:0] = [str(ROOT), *(str(path) for path in sorted((ROOT / "generated").glob("*/src")))]
    runtime = list(arguments[:1]) == ["runtime"]
    # Each needs libraries that the other one does not.
    part = importlib.import_module("runtime_mutation.command" if runtime else "contract_mutation.command")
    status: int = part.main(list(arguments[1:] if runtime else arguments))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
