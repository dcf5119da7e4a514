"""What may not be released is refused, with every reason and before anything is made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from release_checks.packages import ReleaseError, packages
from release_checks.repository import Repository
from release_checks.session import OUTPUT, Session, Settings
from release_checks.tagging import NOTED, release, with_release

from tests.release.made import commit, git, repository

if TYPE_CHECKING:
    from collections.abc import Callable

SPEC = (Path(__file__).resolve().parents[2] / "specs" / "klarify.yaml").read_text(encoding="utf-8")
LOG = "overrides/klarify/CHANGELOG.md"
RELEASED = (
    "# Changelog\n\n## Unreleased\n\n## 0.1.0 - 2026-01-02\n\n- First version: `procedures.list`.\n# No comment\n"
)
STALE = "print('Out of date: generated/klarify. Run: nox -s generate')\nraise SystemExit(1)\n"
BROKEN = "raise SystemExit('klarify_client.whl: 200001 bytes are more than 200000')\n"
FILES = {
    "specs/klarify.yaml": SPEC,
    LOG: RELEASED,
    "scripts/generate.py": STALE,
    "scripts/build_packages.py": BROKEN,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository whose package could be released, were its code current and could it be built."""
    return repository(tmp_path / "root", FILES)


def run(root: Path, *, dry_run: bool = False) -> int:
    work = root.parent / "work"
    work.mkdir()
    pythons = {"3.11": Path(sys.executable)}
    return Session(Settings(root, [], pythons, dry_run=dry_run, quick=False), work).run()


def uncommitted(root: Path) -> None:
    (root / "specs" / "klarify.yaml").write_text(f"{SPEC}# More.\n", encoding="utf-8")
    (root / "notes.txt").touch()


def without_changelog(root: Path) -> None:
    (root / LOG).unlink()
    commit(root, {})


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "changes that are not committed": (
        uncommitted,
        "the work tree is not clean: commit or remove specs/klarify.yaml, notes.txt",
    ),
    "no entry": (
        lambda root: commit(root, {LOG: "# Changelog\n"}),
        f"{LOG}: 0.1.0 has no entry: write `## 0.1.0 - ",
    ),
    "no changelog": (without_changelog, f"{LOG}: 0.1.0 has no entry: write"),
    "unreleased changes alone": (
        lambda root: commit(root, {LOG: "## Unreleased\n\n- New.\n"}),
        f"{LOG}: 0.1.0 has no entry: make `## Unreleased` its heading, `## 0.1.0 - ",
    ),
    "unreleased changes beside it": (
        lambda root: commit(root, {LOG: RELEASED.replace("## Unreleased\n", "## Unreleased\n\n- New.\n")}),
        f"{LOG}: `## Unreleased` holds changes that 0.1.0 does not tell of",
    ),
    "a version without a day": (
        lambda root: commit(root, {LOG: RELEASED.replace(" - 2026-01-02", "")}),
        f"{LOG}: line 5: `## 0.1.0` is no heading of a version",
    ),
    "a version that was released before": (
        lambda root: git(root, "tag", "klarify-client-v0.1.0"),
        "there is a tag klarify-client-v0.1.0 already: raise the version in specs/klarify.yaml",
    ),
}


@pytest.mark.parametrize(("change", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_release_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str], change: Callable[[Path], object], reason: str
) -> None:
    change(root)
    tags = git(root, "tag")
    assert run(root) == 1
    printed = capsys.readouterr().out
    assert f"\nRefused:\n- {reason}" in printed
    assert printed.endswith("Nothing was released. `-- --dry-run` checks the packages all the same.\n")
    assert "built" not in printed
    assert git(root, "tag") == tags
    assert not (root / OUTPUT).exists()


def test_every_reason_is_said_at_once(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commit(root, {LOG: "## Unreleased\n\n- New.\n## 0.1.0 - 9999-01-01\n"})
    git(root, "tag", "klarify-client-v0.1.0")
    uncommitted(root)
    assert run(root) == 1
    reasons = capsys.readouterr().out.partition("Refused:\n")[2].splitlines()
    expected = ["not clean", "holds changes", "is empty", "has not come yet", "there is a tag", "Nothing was released"]
    assert [said in reason for said, reason in zip(expected, reasons, strict=True)] == [True] * 6


@pytest.mark.parametrize("dry_run", [True, False])
def test_stale_code_and_a_build_that_fails_are_findings(
    root: Path, capsys: pytest.CaptureFixture[str], dry_run: bool
) -> None:
    assert run(root, dry_run=dry_run) == 1
    printed = capsys.readouterr().out
    assert "- generated/ is stale: Out of date: generated/klarify. Run: nox -s generate\n" in printed
    assert "- building failed: klarify_client.whl: 200001 bytes are more than 200000\n" in printed
    assert not git(root, "tag")
    assert not (root / OUTPUT).exists()


def test_a_dry_run_checks_what_is_committed_and_says_what_is_not(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "scripts" / "build_packages.py").write_text("raise SystemExit('the work tree')\n", encoding="utf-8")
    assert run(root, dry_run=True) == 1
    printed = capsys.readouterr().out
    assert f"from a clean checkout of {git(root, 'rev-parse', 'HEAD')[:12]}; Python 3.11\n" in printed
    assert "not committed, and not part of this: scripts/build_packages.py\n" in printed
    assert "200001 bytes" in printed
    assert "the work tree\n" not in printed.partition("not part of this")[2]


def test_without_a_commit_or_a_repository_nothing_can_be_released(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=r"^git rev-parse: fatal: "):
        Repository(tmp_path)
    git(tmp_path, "init", "--quiet")
    with pytest.raises(ReleaseError, match=r"^git rev-parse: fatal: "):
        Repository(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version: 0.1.0", "version: 0.1.0.0", "version"),
        ("version: 0.1.0", "version: [", "YAML"),
        ("version: 0.1.0", "versions: 0.1.0", "version"),
    ],
)
def test_a_spec_that_names_no_version_is_refused(root: Path, old: str, new: str, message: str) -> None:
    commit(root, {"specs/klarify.yaml": SPEC.replace(old, new)})
    with pytest.raises(ReleaseError, match=rf"^specs/klarify\.yaml:.*{message}"):
        packages(root, [])
    with pytest.raises(ReleaseError, match=r"^there is no specs/clarify\.yaml; known: klarify$"):
        packages(root, ["clarify"])


def released(root: Path) -> list[str]:
    return release(Repository(root), root, root, packages(root, []), OUTPUT)


def test_a_release_is_tagged_with_its_changes_and_noted_and_not_uploaded(root: Path) -> None:
    noted = "# Releases.\n\n[[others-client]]\nversion = '1.0.0'\nrevision = 'abc'\n"
    commit(root, {NOTED: noted})
    head = git(root, "rev-parse", "HEAD").strip()
    assert released(root) == [
        'git commit --message "Released: klarify-client-v0.1.0" releases.toml',
        "git push origin HEAD klarify-client-v0.1.0",
        f"python -m twine upload {OUTPUT}/klarify_client-0.1.0.tar.gz {OUTPUT}/klarify_client-0.1.0-py3-none-any.whl",
    ]
    assert git(root, "rev-parse", "klarify-client-v0.1.0^{commit}").strip() == head
    assert git(root, "tag", "--list", "--format=%(contents)") == (
        "klarify-client 0.1.0\n\n- First version: `procedures.list`.\n# No comment\n\n"
    )
    assert (root / NOTED).read_text(encoding="utf-8") == (
        f'{noted}\n[[klarify-client]]\nversion = "0.1.0"\nrevision = "{head}"\n'
    )


def test_without_a_file_of_releases_none_is_made(root: Path) -> None:
    assert [command.split()[:2] for command in released(root)] == [["git", "push"], ["python", "-m"]]
    assert not (root / NOTED).exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '\n\n[[a]]\nversion = "1.1.0"\nrevision = "new"\n'),
        (
            '[[a]]\nversion = "1.1.0"\nrevision = "old"\n\n[[b]]\nversion = "1.1.0"\nrevision = "b"\n',
            '[[a]]\nversion = "1.1.0"\nrevision = "new"\n\n[[b]]\nversion = "1.1.0"\nrevision = "b"\n',
        ),
        (
            '[[a]]\nversion = "1.0.0"\nrevision = "old"\n\n\n',
            '[[a]]\nversion = "1.0.0"\nrevision = "old"\n\n[[a]]\nversion = "1.1.0"\nrevision = "new"\n',
        ),
    ],
)
def test_a_release_is_noted_once(before: str, after: str) -> None:
    assert with_release(before, "a", "1.1.0", "new") == after


@pytest.mark.parametrize(
    "text",
    ['[a]\nversion = "1.0.0"\nrevision = "old"\n', '[[a]]\nrevision = "old"\nversion = "1.1.0"\n', "[[a]]\nversion"],
)
def test_a_note_that_cannot_be_kept_up_is_refused_before_anything_is_tagged(root: Path, text: str) -> None:
    commit(root, {NOTED: text.replace("a]", "klarify-client]").replace("1.1.0", "0.1.0")})
    with pytest.raises(ReleaseError, match=r"^releases\.toml: .* as\n\[\[klarify-client\]\]\nversion = "):
        released(root)
    assert not git(root, "tag")


def test_tags_are_made_all_or_none(root: Path) -> None:
    with pytest.raises(ReleaseError, match=r"^git tag: fatal: .*b\.\.c"):
        Repository(root).tag_all({"a-v1": "A\n", "b..c": "B\n"})
    assert not git(root, "tag")
