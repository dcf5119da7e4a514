"""The command on repositories: what it compares, what it prints, its exit statuses, and what it leaves alone."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from change_impact.revisions import Repository
from impact import main

from tests.generation.workspace import Workspace, copied, parts, properties
from tests.impact.small import operation

if TYPE_CHECKING:
    from pathlib import Path

_IDENTITY = ["-c", "user.name=A Tester", "-c", "user.email=tester@example.com", "-c", "commit.gpgsign=false"]


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *_IDENTITY, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def commit(root: Path, message: str) -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "HEAD")


def released(root: Path, revision: str, version: str = "0.1.0") -> None:
    text = f'[[klarify-client]]\nversion = "{version}"\nrevision = "{revision}"\n'
    (root / "releases.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A repository with one API and its generated package, released and committed."""
    root = copied(tmp_path / "repository", parts("klarify"))
    git(root, "init", "-q", "-b", "main")
    released(root, commit(root, "The release"))
    commit(root, "Where it was released")
    return Workspace(root)


def drop_a_member(workspace: Workspace) -> None:
    workspace.edit(lambda document: properties(document, "Procedure").pop("performer"))


def test_a_breaking_change_needs_its_version(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    drop_a_member(workspace)
    before = git(workspace.root, "status", "--porcelain")
    changelog = workspace.root / "overrides" / "klarify" / "CHANGELOG.md"

    assert main(["--check", "--no-tests"], workspace.root) == 1
    printed = capsys.readouterr().out
    assert "breaking    models.Procedure.performer            removed (in answers)" in printed
    assert "[wire, python]" in printed
    assert "generated/klarify is stale" in printed
    assert "klarify-client: breaking, 0.1.0 -> 0.2.0 needed, the spec says 0.1.0  <- MISSING" in printed
    assert git(workspace.root, "status", "--porcelain") == before

    workspace.edit(lambda document: document["x-package"].update(version="0.2.0"))
    changelog.write_text("# Changelog\n\n## Unreleased\n", encoding="utf-8")
    assert main(["--check", "--no-tests", "--write"], workspace.root) == 0
    printed = capsys.readouterr().out
    assert "klarify-client: breaking, 0.1.0 -> 0.2.0 needed, the spec says 0.2.0\n" in printed
    assert "### Breaking\n\n- `models.Procedure.performer`: removed" in changelog.read_text(encoding="utf-8")


def test_a_compatible_change_passes_without_another_version(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    def edit(document: dict[str, Any]) -> None:
        listed: list[dict[str, Any]] = operation(document, "procedures_list")["parameters"]
        listed.append({"name": "owner", "in": "query", "description": "Whose.", "schema": {"type": "string"}})

    workspace.edit(edit)

    assert main(["--check", "--json", "--no-tests", "HEAD"], workspace.root) == 0
    (package,) = json.loads(capsys.readouterr().out)["packages"]
    assert (package["verdict"], package["base"], package["needed"]) == ("compatible", "0.1.0", "0.1.1")
    assert [(change["where"], change["seen"]) for change in package["changes"]] == [
        ("client.procedures.list(owner)", ["wire", "python"])
    ]
    assert package["changelog"] == "## Unreleased\n\n### Added\n\n- `client.procedures.list(owner)`: added, optional.\n"


def test_a_spec_that_no_package_can_be_made_of_is_compared_on_the_wire(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    def edit(document: dict[str, Any]) -> None:
        document["components"]["schemas"]["ProcedureStatus"]["anyOf"].pop()

    workspace.edit(edit)

    assert main(["HEAD"], workspace.root) == 1
    printed = capsys.readouterr().out
    assert "PROBLEM: no package can be made of the spec: specs/klarify.yaml:" in printed
    assert "the list of values is closed" in printed
    assert "klarify-client: risky as far as it can be told, the spec says 0.1.0" in printed


def test_a_spec_that_cannot_be_read_is_named_on_either_side(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    sound = workspace.spec().read_text(encoding="utf-8")
    workspace.spec().write_text("openapi: [", encoding="utf-8")

    assert main(["HEAD"], workspace.root) == 1
    assert "PROBLEM: the spec cannot be read: specs/klarify.yaml:1: document: is not valid YAML" in _joined(capsys)

    broken = commit(workspace.root, "A broken spec")
    workspace.spec().write_text(sound.replace("openapi: 3.1.0", "openapi: ["), encoding="utf-8")
    assert main([broken], workspace.root) == 1
    assert f"PROBLEM: the spec at {broken[:10]} cannot be read: specs/klarify.yaml" in _joined(capsys)


def _joined(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_apis_that_come_and_go_as_a_whole(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    git(workspace.root, "checkout", "-q", "--orphan", "empty")
    git(workspace.root, "rm", "-q", "-r", "--cached", ".")
    git(workspace.root, "commit", "-q", "--allow-empty", "-m", "Nothing yet")

    assert main(["empty", "--check"], workspace.root) == 0
    assert "klarify-client: added as a whole, the spec says 0.1.0" in capsys.readouterr().out

    workspace.spec().unlink()
    assert main(["main", "--check"], workspace.root) == 1
    assert "klarify-client: breaking, removed as a whole, the last version was 0.1.0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "releases", "said"),
    [
        (["nowhere"], None, "`nowhere` is no commit of this clone"),
        (["--end-of-options"], None, None),
        ([], "", "releases.toml cannot be read"),
        ([], "klarify-client = 1", "releases.toml: klarify-client: write it as [[klarify-client]]"),
        ([], "[[klarify-client]]\nversion = '1'\nrevision = 'HEAD'", "`1` is no version of the form 1.2.3"),
        ([], "[[klarify-client]]\nversion = '0.1.0'", "an entry needs `version` and `revision`"),
        ([], "[[other-client]]\nversion = '0.1.0'\nrevision = 'HEAD'", "other-client 0.1.0: HEAD has no spec of it"),
        ([], "[[", "releases.toml is no TOML"),
    ],
)
def test_misuse_is_told_from_findings(
    workspace: Workspace,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    releases: str | None,
    said: str | None,
) -> None:
    # Nothing has to be generated to tell misuse.
    workspace.spec().write_text("openapi: 3.1.0\n", encoding="utf-8")
    monkeypatch.chdir(workspace.root)
    path = workspace.root / "releases.toml"
    if releases == "":
        path.unlink()
    elif releases is not None:
        path.write_text(releases, encoding="utf-8")

    if said is None:
        with pytest.raises(SystemExit) as stopped:
            main(arguments, workspace.root)
        assert stopped.value.code == 2
    else:
        assert main(arguments, workspace.root) == 2
        assert said in capsys.readouterr().err


def test_a_shallow_clone_gets_the_release_or_says_loudly_that_it_cannot(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drop_a_member(workspace)
    assert workspace.generate() == 0
    commit(workspace.root, "A member less")
    clone, lonely = tmp_path / "clone", tmp_path / "lonely"
    for target in (clone, lonely):
        git(tmp_path, "clone", "-q", "--depth", "1", workspace.root.as_uri(), str(target))
    git(lonely, "remote", "remove", "origin")

    assert main(["--check", "--no-tests"], clone) == 1
    assert "WARNING" not in capsys.readouterr().out

    assert main(["--check", "--no-tests"], lonely) == 0
    printed = _joined(capsys)
    assert "WARNING: " in printed
    assert "compared with the oldest commit that is there" in printed


def test_what_a_whole_clone_lacks_is_fetched_without_cutting_it_off(workspace: Workspace, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", workspace.root.as_uri(), str(clone))
    later = commit(workspace.root, "Later")

    assert Repository(clone).obtain(later) == later
    assert not Repository(clone).is_shallow
    assert Repository(clone).obtain("0" * 40) is None
    assert Repository(clone).obtain("--upload-pack=touch") is None
