"""Checks and tags a release: packages built twice from a clean checkout, looked into, installed and tried.

Run by `nox -s release -- [--dry-run] [--quick] [API ...]`. The exit status is 0 when all is well, 1 when something was
found, 2 when nothing could be checked.

Nothing is ever uploaded: an upload cannot be taken back, and takes a credential that belongs to the maintainer alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from release_checks.environments import CommandError
from release_checks.packages import ReleaseError
from release_checks.session import Session, Settings

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="nox -s release --", description="Check packages, and tag them for a release."
    )
    parser.add_argument("apis", nargs="*", metavar="API", help="names of specs (default: all)")
    parser.add_argument("--dry-run", action="store_true", help="check everything and tag nothing")
    parser.add_argument("--quick", action="store_true", help="with --dry-run: only the oldest and the newest Python")
    parser.add_argument("--python", action="append", default=[], metavar="VERSION=PATH", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.quick and not arguments.dry_run:
        parser.error("--quick leaves checks out; it goes with --dry-run")
    pythons = {version: Path(path) for version, _, path in (text.partition("=") for text in arguments.python)}
    settings = Settings(
        root=ROOT,
        apis=arguments.apis,
        pythons=pythons or {f"{sys.version_info.major}.{sys.version_info.minor}": Path(sys.executable)},
        dry_run=arguments.dry_run,
        quick=arguments.quick,
    )
    with tempfile.TemporaryDirectory(prefix="release-") as work:
        try:
            return Session(settings, Path(work).resolve()).run()
        except (ReleaseError, CommandError) as error:
            print(f"{error}\nNothing was released.", file=sys.stderr)
            return 2
        except KeyboardInterrupt:
            print("Interrupted. Nothing was released.", file=sys.stderr)
            return 130


if __name__ == "__main__":
    sys.exit(main())
