"""Builds every package under generated/ into dist/: an sdist, and a wheel from that sdist.

The wheel is built a second time from the tree itself and has to be the same, byte for byte. It is then packed as tight
as a wheel can be, and has to be small.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from build import ProjectBuilder
from wheel_packing import pack

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
    target = ROOT / "dist"
    shutil.rmtree(target, ignore_errors=True)
    for project in sorted(path.parent for path in (ROOT / "generated").glob("*/pyproject.toml")):
        for path in build(project, target):
            print(f"{path.name:55} {path.stat().st_size / 1024:7.1f} KiB  sha256 {_digest(path)[:16]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
