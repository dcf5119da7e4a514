"""Builds packages under generated/ into dist/: an sdist, and a wheel from that sdist.

Run as `python scripts/build_packages.py [--target DIRECTORY] [API ...]`; without names all packages are built.

The wheel is built a second time from the tree itself and has to be the same, byte for byte. It is then packed as tight
as a wheel can be, and has to be small. Files are dated by the day of the version in the package's changelog, or by
SOURCE_DATE_EPOCH where that is set, so that the same sources give the same bytes everywhere and at any time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tarfile
import tempfile
from pathlib import Path

from build import ProjectBuilder
from release_checks import changelog
from wheel_packing import pack, pack_sdist

ROOT = Path(__file__).resolve().parent.parent
LARGEST_WHEEL = 200_000
"""Most bytes that a wheel may have."""


def build(project: Path, target: Path) -> list[Path]:
    """Build one package.

    Args:
        project: Directory with its pyproject.toml.
        target: Directory for the results.

    Returns:
        The sdist and the wheel.

    Raises:
        SystemExit: The wheel is too large, or the one built from the sdist differs from the one built from the tree.
    """
    sdist = Path(ProjectBuilder(project).build("sdist", target))
    pack_sdist(sdist)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        with tarfile.open(sdist) as archive:
            archive.extractall(work, filter="data")
        (unpacked,) = work.iterdir()
        wheel = Path(ProjectBuilder(unpacked).build("wheel", target))
        direct = Path(ProjectBuilder(project).build("wheel", work / "direct"))
        if _digest(wheel) != _digest(direct):
            raise SystemExit(f"{wheel.name}: the wheel from the sdist differs from the wheel from {project.name}/")
    pack(wheel)
    size = wheel.stat().st_size
    if size > LARGEST_WHEEL:
        raise SystemExit(f"{wheel.name}: {size} bytes are more than {LARGEST_WHEEL}; see what takes so much room")
    return [sdist, wheel]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Build the packages under generated/.")
    parser.add_argument("apis", nargs="*", metavar="API", help="names of specs (default: all)")
    parser.add_argument("--target", type=Path, default=ROOT / "dist", help="directory to write (default: dist)")
    arguments = parser.parse_args()
    known = {path.parent.name: path.parent for path in sorted((ROOT / "generated").glob("*/pyproject.toml"))}
    unknown = [api for api in arguments.apis if api not in known]
    if unknown or not known:
        parser.error(f"there is no generated/{unknown[0] if unknown else '*'}; known: {', '.join(known) or 'none'}")
    for earlier in [*arguments.target.glob("*.whl"), *arguments.target.glob("*.tar.gz")]:
        earlier.unlink()
    given = os.environ.get("SOURCE_DATE_EPOCH")
    for api in arguments.apis or known:
        os.environ["SOURCE_DATE_EPOCH"] = given or str(changelog.epoch_of(known[api]))
        for path in build(known[api], arguments.target):
            print(f"{path.name:55} {path.stat().st_size / 1024:7.1f} KiB  sha256 {_digest(path)[:16]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
