"""Workspaces: one run makes them, and every test gets a copy of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from generate import generate

from tests.generation.workspace import APIS, INPUTS, Workspace, copied, parts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository, generated once."""
    root = copied(tmp_path_factory.mktemp("pristine") / "repository", INPUTS)
    assert generate([], root=root) == 0
    return root


@pytest.fixture
def every(pristine: Path, tmp_path: Path) -> Workspace:
    """A workspace with all APIs."""
    return Workspace(copied(tmp_path / "repository", parts(*APIS), pristine))


@pytest.fixture
def both(pristine: Path, tmp_path: Path) -> Workspace:
    """A workspace with the two smaller APIs."""
    return Workspace(copied(tmp_path / "repository", parts("klarify", "kloudless"), pristine))


@pytest.fixture
def workspace(pristine: Path, tmp_path: Path) -> Workspace:
    """A workspace with the smallest API alone."""
    return Workspace(copied(tmp_path / "repository", parts("klarify"), pristine))
