"""Workspaces: one run makes them, and every test gets a copy of its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from generate import generate

from tests.generation.workspace import INPUTS, Workspace, copied

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository, generated once."""
    root = copied(tmp_path_factory.mktemp("pristine") / "repository", INPUTS)
    assert generate([], root=root) == 0
    return root


@pytest.fixture
def both(pristine: Path, tmp_path: Path) -> Workspace:
    """A workspace with both APIs."""
    return Workspace(copied(tmp_path / "repository", source=pristine))


@pytest.fixture
def workspace(both: Workspace) -> Workspace:
    """A workspace with the smaller API alone."""
    for place in ("specs/kloudless.yaml", "overrides/kloudless", "generated/kloudless"):
        path = both.root / place
        path.unlink() if path.is_file() else shutil.rmtree(path)
    return both
