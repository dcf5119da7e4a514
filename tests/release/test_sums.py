"""SHA256SUMS tells what is there, and notices whatever is not as it was."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from release_checks.sums import NAME, faults, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    (tmp_path / "b.whl").write_bytes(b"wheel")
    (tmp_path / "a.tar.gz").write_bytes(b"sdist")
    write(tmp_path)
    return tmp_path


def test_the_sums_are_those_that_sha256sum_reads(directory: Path) -> None:
    sdist, wheel = (hashlib.sha256(content).hexdigest() for content in (b"sdist", b"wheel"))
    assert (directory / NAME).read_text(encoding="utf-8") == f"{sdist}  a.tar.gz\n{wheel}  b.whl\n"
    assert faults(directory) == []
    before = (directory / NAME).read_bytes()
    assert write(directory).read_bytes() == before


CHANGES: list[tuple[Callable[[Path], object], str]] = [
    (lambda path: (path / "b.whl").write_bytes(b"Wheel"), f"{NAME}: b.whl has another sum"),
    (lambda path: (path / "b.whl").unlink(), f"{NAME}: b.whl is not there"),
    (lambda path: (path / "c.whl").touch(), f"{NAME}: c.whl is not listed"),
    (lambda path: (path / NAME).write_text("abc  b.whl\n"), f"{NAME}: 'abc  b.whl' is no sum of a file"),
]


@pytest.mark.parametrize(("change", "found"), CHANGES)
def test_whatever_is_not_as_it_was_is_found(directory: Path, change: Callable[[Path], object], found: str) -> None:
    change(directory)
    assert faults(directory) == [found]
