"""Hand-written modules and extras of a package: where they go, what of them shows, and what is refused."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from generation.spec import GenerationError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.generation.workspace import Workspace


def extension(workspace: Workspace, name: str, text: str) -> Path:
    path = workspace.root / "overrides" / "klarify" / "package" / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(workspace: Workspace) -> str:
    with pytest.raises(GenerationError) as caught:
        workspace.generate()
    return str(caught.value)


def test_a_public_module_goes_beside_the_generated_ones_and_is_found(workspace: Workspace) -> None:
    text = '"""What is hand-written."""\n\nANSWER = 42\n'
    extension(workspace, "reports.py", text)
    extension(workspace, "_inside.py", text)
    changes = workspace.changes()
    assert {name.rpartition("/")[2] for name in changes} == {"reports.py", "_inside.py", "__init__.py", "manifest.txt"}
    package = "klarify/src/klarify_client"
    assert (workspace.generated / package / "reports.py").read_text(encoding="utf-8") == text
    _, came = changes[f"{package}/__init__.py"]
    assert [line for line in came if "reports" in line]
    assert not [line for line in came if "_inside" in line]
    # It is copied to one place, and what is no module of Python is not.
    assert not (workspace.generated / package / "_overrides" / "package").exists()
    assert not (workspace.generated / package / "_overrides" / "extras.toml").exists()


def test_a_module_that_is_taken_away_goes(workspace: Workspace) -> None:
    path = extension(workspace, "reports.py", "ANSWER = 42\n")
    assert workspace.generate() == 0
    path.unlink()
    assert "klarify/src/klarify_client/reports.py" in workspace.changes()


@pytest.mark.parametrize("name", ["testing.py", "_client.py", "__init__.py"])
def test_a_module_does_not_replace_a_generated_one(workspace: Workspace, name: str) -> None:
    extension(workspace, name, "ANSWER = 42\n")
    assert f"overrides/klarify/package/{name}: the package has a generated module of that name" in refusal(workspace)


def test_methods_of_the_client_come_from_one_module(workspace: Workspace) -> None:
    (workspace.root / "overrides" / "klarify" / "package" / "_methods.py").unlink()
    _, came = workspace.changes()["klarify/src/klarify_client/_client.py"]
    assert [line for line in came if line.startswith("class")] == [
        "class Klarify(SyncBaseClient):",
        "class AsyncKlarify(AsyncBaseClient):",
    ]


def test_extras_join_those_of_every_package(workspace: Workspace) -> None:
    extras = workspace.root / "overrides" / "klarify" / "extras.toml"
    extras.write_text('parquet = ["pyarrow>=20,<30", "fsspec>=2026"]\n', encoding="utf-8")
    assert workspace.generate() == 0
    text = (workspace.generated / "klarify" / "pyproject.toml").read_text(encoding="utf-8")
    offered = tomllib.loads(text)["project"]["optional-dependencies"]
    assert offered["parquet"] == ["pyarrow>=20,<30", "fsspec>=2026"]
    assert "http2" in offered


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("parquet = [", "overrides/klarify/extras.toml: "),
        ('parquet = "pyarrow"', "overrides/klarify/extras.toml: parquet: write a list of requirements"),
        ("parquet = []", "overrides/klarify/extras.toml: parquet: write a list of requirements"),
        ("parquet = [1]", "overrides/klarify/extras.toml: parquet: write a list of requirements"),
        ('http2 = ["h2"]', "overrides/klarify/extras.toml: the package's pyproject.toml would be wrong"),
    ],
)
def test_extras_that_are_wrong_are_named(workspace: Workspace, text: str, message: str) -> None:
    (workspace.root / "overrides" / "klarify" / "extras.toml").write_text(text, encoding="utf-8")
    assert message in refusal(workspace)


def test_the_guide_stands_in_the_readme(workspace: Workspace) -> None:
    (workspace.root / "overrides" / "klarify" / "GUIDE.md").write_text("## Reports {{ x }}\n\nMake some.\n", "utf-8")
    assert workspace.generate() == 0
    text = (workspace.generated / "klarify" / "README.md").read_text(encoding="utf-8")
    assert "\n\n## Reports {{ x }}\n\nMake some.\n\n## Testing your own code\n" in text
    (workspace.root / "overrides" / "klarify" / "GUIDE.md").unlink()
    assert workspace.generate() == 0
    text = (workspace.generated / "klarify" / "README.md").read_text(encoding="utf-8")
    assert "credentials.\n\n## Testing your own code\n" in text
