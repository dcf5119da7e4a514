"""Write what the knowledge of each API rests on: docs/evidence.md, .html and details, and the totals in the README.

It is taken from the specs, the recordings and the markers of the tests; no test is run. With --check nothing is
written, and the exit status is 1 where a page is not what it has to be.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
# What reads specs and recordings belongs to the tests; as a script this finds its own directory alone.
sys.path.insert(0, str(ROOT))

from evidence_report import files, pages  # noqa: E402 - after the path above
from evidence_report.knowledge import ContradictedError  # noqa: E402 - likewise
from evidence_report.proving import CollectionError, collect_claims  # noqa: E402 - likewise

if TYPE_CHECKING:
    from collections.abc import Sequence

REMEDY = "run: nox -s evidence, and commit what it writes"


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command.

    Args:
        arguments: Those of the command line, unless given.
        root: The project.
    """
    parser = argparse.ArgumentParser(prog="nox -s evidence --", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare; fail where something is stale")
    options = parser.parse_args(arguments)
    try:
        wanted = pages.pages(root, collect_claims(root))
    except ContradictedError as error:
        print(f"{error}\nwhat contradicts the spec is no evidence for it; correct either, see: nox -s tests")
        return 1
    except (CollectionError, files.BlockError) as error:
        print(error)
        return 1
    stale = files.stale(root, wanted)
    if options.check:
        for each in stale:
            print(each)
        print(f"{len(stale)} of {len(wanted)} pages are stale; {REMEDY}" if stale else "all pages are current")
        return 1 if stale else 0
    files.write(root, wanted)
    for each in stale:
        print(f"written: {each.path}")
    if not stale:
        print("all pages were current")
    return 0


if __name__ == "__main__":
    sys.exit(main())
