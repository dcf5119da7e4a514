"""The changelog of a package is in its source distribution, and not in its wheel."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.generation.workspace import Workspace


def test_the_changelog_lies_beside_the_package_and_not_in_it(workspace: Workspace) -> None:
    source = workspace.root / "overrides" / "klarify" / "CHANGELOG.md"
    source.write_text("# Changelog\n\n## Unreleased\n\n- News.\n", encoding="utf-8")
    assert workspace.generate() == 0
    project = workspace.generated / "klarify"
    assert [path.relative_to(project).as_posix() for path in project.rglob("CHANGELOG*")] == ["CHANGELOG.md"]
    assert (project / "CHANGELOG.md").read_bytes() == source.read_bytes()
    assert "CHANGELOG.md" in (project / "manifest.txt").read_text(encoding="utf-8").splitlines()
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    assert "/CHANGELOG.md" in settings["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]


def test_a_package_without_a_changelog_can_be_generated(workspace: Workspace) -> None:
    (workspace.root / "overrides" / "klarify" / "CHANGELOG.md").unlink()
    assert workspace.generate() == 0
    assert not (workspace.generated / "klarify" / "CHANGELOG.md").exists()
