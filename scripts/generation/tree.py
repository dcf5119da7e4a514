"""The directory of generated packages: compared with, and replaced as a whole or not at all."""

from __future__ import annotations

import difflib
import shutil
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .assemble import MANIFEST
from .spec import GenerationError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_LEFTOVERS = {"__pycache__", "dist", "build", ".pytest_cache", ".mypy_cache", ".ruff_cache"}


def _files(directory: Path) -> dict[str, Path]:
    found = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return {
        path.relative_to(directory).as_posix(): path
        for path in found
        if not _LEFTOVERS.intersection(path.relative_to(directory).parts)
    }


def differences(current: Path, wanted: Path, label: str) -> list[str]:
    """Return the lines of a unified diff from the current to the wanted directory; empty when they are the same."""
    have, want = _files(current) if current.is_dir() else {}, _files(wanted)
    lines: list[str] = []
    for name in sorted(have.keys() | want.keys()):
        before, after = _text(have.get(name)), _text(want.get(name))
        if before != after:
            old = f"{label}/{name}" if name in have else "/dev/null"
            new = f"{label}/{name} (regenerated)" if name in want else "/dev/null"
            lines += difflib.unified_diff(before, after, old, new)
    return lines


def _text(path: Path | None) -> list[str]:
    return path.read_bytes().decode("utf-8", "replace").splitlines(keepends=True) if path else []


def check_foreign(current: Path, label: str) -> None:
    """Refuse to touch a directory that holds files nobody generated.

    Raises:
        GenerationError: There is such a file.
    """
    manifest = current / MANIFEST
    if not manifest.is_file():
        return
    listed = {line for line in manifest.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}
    foreign = sorted(_files(current).keys() - listed - {MANIFEST})
    if foreign:
        raise GenerationError(
            f"{label}/{foreign[0]} was not generated; move it elsewhere (hand-written code belongs in overrides/) or "
            "delete it. Nothing was changed."
        )


def recover(generated: Path) -> None:
    """Finish or undo the replacement that a killed run left half done."""
    previous = generated.with_name(f".{generated.name}.previous")
    if previous.is_dir():
        if generated.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(generated)
    for leftover in generated.parent.glob(f".{generated.name}.new-*"):
        shutil.rmtree(leftover)


def replace(generated: Path, staged: Path) -> None:
    """Put the staged directory in the place of the generated one."""
    previous = generated.with_name(f".{generated.name}.previous")
    with _undisturbed():
        if generated.exists():
            generated.rename(previous)
        staged.rename(generated)
    shutil.rmtree(previous, ignore_errors=True)


@contextmanager
def _undisturbed() -> Generator[None]:
    """Put off Ctrl-C and termination for the moment in which the directory has two names or none."""
    signals = [signal.SIGINT, signal.SIGTERM]
    held = [signal.signal(number, signal.SIG_IGN) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, held, strict=True):
            signal.signal(number, handler)
