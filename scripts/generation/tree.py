"""The directory of generated packages: compared with, and replaced as a whole or not at all."""

from __future__ import annotations

import ctypes
import difflib
import fcntl
import os
import shutil
import signal
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .assemble import MANIFEST
from .spec import GenerationError

if TYPE_CHECKING:
    from collections.abc import Generator

# What building and testing leave behind. It is nobody's work, so it may go with the files that it was made from.
_LEFTOVERS = {"__pycache__", "dist", "build", ".pytest_cache", ".mypy_cache", ".ruff_cache"}
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def _files(directory: Path) -> dict[str, Path]:
    if not directory.is_dir():
        return {}
    found = (path for path in sorted(directory.rglob("*")) if path.is_symlink() or path.is_file())
    return {
        path.relative_to(directory).as_posix(): path
        for path in found
        if not _LEFTOVERS.intersection(path.relative_to(directory).parts)
    }


def stray_files(generated: Path) -> list[Path]:
    """Return what lies beside the packages."""
    entries = sorted(generated.iterdir()) if generated.is_dir() else []
    return [path for path in entries if not path.is_dir() and path.name not in _LEFTOVERS]


def packages(generated: Path) -> list[str]:
    """Return the names of the directories that hold a package."""
    entries = sorted(generated.iterdir()) if generated.is_dir() else []
    return [path.name for path in entries if path.is_dir() and path.name not in _LEFTOVERS]


def differences(current: Path, wanted: Path, label: str) -> list[str]:
    """Return the lines of a unified diff from the current to the wanted directory; empty when they are the same."""
    have, want = _files(current), _files(wanted)
    lines: list[str] = []
    for name in sorted(have.keys() | want.keys()):
        old = f"{label}/{name}" if name in have else "/dev/null"
        new = f"{label}/{name} (regenerated)" if name in want else "/dev/null"
        if name not in have or name not in want or have[name].read_bytes() != want[name].read_bytes():
            changes = difflib.unified_diff(_text(have.get(name)), _text(want.get(name)), old, new)
            # An empty file has no lines to differ in.
            lines += list(changes) or [f"--- {old}\n", f"+++ {new}\n"]
    return lines


def _text(path: Path | None) -> list[str]:
    return path.read_bytes().decode("utf-8", "replace").splitlines(keepends=True) if path else []


def check_foreign(current: Path, wanted: Path, label: str) -> None:
    """Refuse to touch a directory that holds files nobody generated.

    Args:
        current: The package as it is.
        wanted: The package as generated now; stands in for a manifest that is missing.
        label: How to name the package.

    Raises:
        GenerationError: There is such a file.
    """
    manifest = current / MANIFEST
    if manifest.is_file():
        listed = {line for line in manifest.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    else:
        listed = set(_files(wanted))
    foreign = sorted(_files(current).keys() - listed - {MANIFEST})
    if foreign:
        raise GenerationError(
            f"{label}/{foreign[0]} was not generated; move it elsewhere (hand-written code belongs in overrides/) or "
            "delete it."
        )


@contextmanager
def exclusive(root: Path) -> Generator[None]:
    """Keep other runs out; the system lets go of the lock when a run ends, however it ends.

    Raises:
        GenerationError: Another run has not ended yet.
    """
    directory = os.open(root, os.O_RDONLY)
    try:
        try:
            fcntl.flock(directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise GenerationError("another run is generating in this repository; wait until it has ended.") from None
        yield
    finally:
        os.close(directory)


def new_tree(generated: Path) -> Path:
    """Return an empty directory that can take the place of the generated one."""
    return Path(tempfile.mkdtemp(prefix=f".{generated.name}.new-", dir=generated.parent))


def recover(generated: Path) -> None:
    """Clean up after a run that was killed. Only for whoever holds the lock."""
    previous = _previous(generated)
    if previous.is_dir() and not generated.exists():
        previous.rename(generated)
    for leftover in [previous, *generated.parent.glob(f".{generated.name}.new-*")]:
        shutil.rmtree(leftover, ignore_errors=True)


def replace(generated: Path, staged: Path) -> None:
    """Put the staged directory in the place of the generated one."""
    staged.chmod(0o755)
    with _undisturbed():
        if not generated.exists():
            staged.rename(generated)
        elif not _exchange(generated, staged):
            generated.rename(_previous(generated))
            staged.rename(generated)
    for old in (_previous(generated), staged):
        shutil.rmtree(old, ignore_errors=True)


def _previous(generated: Path) -> Path:
    return generated.with_name(f".{generated.name}.previous")


def _exchange(first: Path, second: Path) -> bool:
    """Swap two directories in one step, so that no kill finds neither; False where the system has no such step."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    if renameat2 is None:
        return False
    places = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second))
    return bool(renameat2(*places, _RENAME_EXCHANGE) == 0)


@contextmanager
def _undisturbed() -> Generator[None]:
    """Put off Ctrl-C and termination until the directory has its name again."""
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
