"""Says what the working tree does to users of the packages, compared with a git revision or with the last releases.

Every difference is breaking, risky or compatible; of them follow the version that each package needs and the entry of
its changelog. The exit status is 1 where a spec cannot be compared, or with --check where a version hides what breaks.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from change_impact.changelog import sections, with_entry
from change_impact.report import machines, people
from change_impact.revisions import MisuseError
from change_impact.run import Comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from change_impact.packages import Impact

ROOT = Path(__file__).resolve().parent.parent
_WIDTH = 100
_NARROWEST, _WIDEST = 80, 140


def report(root: Path, arguments: argparse.Namespace) -> int:
    """Compare, tell, and return the exit status.

    Raises:
        MisuseError: What was asked for cannot be done; nothing was written.
    """
    with tempfile.TemporaryDirectory(prefix="impact-") as name:
        comparison = Comparison(root, Path(name), ask_tests=not arguments.no_tests)
        revision: str | None = arguments.revision
        impacts = comparison.with_revision(revision) if revision is not None else comparison.with_releases()
    if arguments.json:
        print(json.dumps(machines(impacts), indent=2, ensure_ascii=False))
    else:
        columns = shutil.get_terminal_size((_WIDTH, 24)).columns if sys.stdout.isatty() else _WIDTH
        print("\n".join(people(impacts, min(max(columns, _NARROWEST), _WIDEST))))
    if arguments.write:
        for impact in impacts:
            print(_written(root, impact), file=sys.stderr)
    if any(impact.problems for impact in impacts):
        return 1
    return 1 if arguments.check and any(impact.bump_missing for impact in impacts) else 0


def _written(root: Path, impact: Impact) -> str:
    """Put a package's entry into its changelog, where it has one; tell what was done."""
    found = sections(impact)
    path = root / "overrides" / impact.api / "CHANGELOG.md"
    shown = path.relative_to(root).as_posix()
    if not found:
        return f"{impact.distribution}: nothing to write"
    if not path.is_file():
        return f"{impact.distribution}: there is no {shown}; copy the entry from above"
    before = path.read_text(encoding="utf-8")
    after = with_entry(before, found)
    if before == after:
        return f"{shown}: has it already"
    aside = path.with_name(f".{path.name}.new")
    aside.write_text(after, encoding="utf-8")
    aside.replace(path)
    return f"{shown}: written below Unreleased; look it over, then: nox -s generate"


def main(given: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Run the command; 0 is fine, 1 a finding, 2 misuse."""
    parser = argparse.ArgumentParser(prog="nox -s impact --", description=__doc__)
    parser.add_argument(
        "revision",
        nargs="?",
        help="git revision to compare with (default: of each package, the last release in releases.toml)",
    )
    parser.add_argument("--check", action="store_true", help="fail if a breaking change comes without its version")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument(
        "--write", action="store_true", help="put the entries below Unreleased of overrides/<api>/CHANGELOG.md"
    )
    parser.add_argument("--no-tests", action="store_true", help="do not type-check the old tests")
    arguments = parser.parse_args(given)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return report(root, arguments)
    except MisuseError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted; nothing was changed.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read the report has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
