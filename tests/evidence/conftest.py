"""A small project for every test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.evidence.small_project import SmallProject

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def small(tmp_path: Path) -> SmallProject:
    return SmallProject(tmp_path)
