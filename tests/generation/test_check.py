"""``--check`` changes nothing, and tells what differs and what to run."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from generate import main

from tests.generation.workspace import Workspace, copied, properties, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PACKAGE = "generated/klarify/src/klarify_client"
ADVICE = (
    "Out of date: generated/klarify. Run: nox -s generate\n"
    "Edits by hand belong in specs/, overrides/ or scripts/templates/: the run undoes them in generated/.\n"
)


def appended(place: str, text: str) -> Callable[[Workspace], None]:
    def change(workspace: Workspace) -> None:
        with (workspace.root / place).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def removed(place: str) -> Callable[[Workspace], None]:
    return lambda workspace: (workspace.root / place).unlink()


def field_added(workspace: Workspace) -> None:
    field = {"description": "When it was last read.", "type": "string", "format": "date-time"}
    workspace.edit(lambda document: properties(document, "Procedure").update(lastRead=field))


STALE: dict[str, tuple[Callable[[Workspace], object], str]] = {
    "an edit by hand": (
        appended(f"{PACKAGE}/telemetry.py", "ANSWER = 42\n"),
        f"--- {PACKAGE}/telemetry.py\n+++ {PACKAGE}/telemetry.py (regenerated)\n@@ -6,4 +6,3 @@\n",
    ),
    "a missing file": (
        removed(f"{PACKAGE}/telemetry.py"),
        f"--- /dev/null\n+++ {PACKAGE}/telemetry.py (regenerated)\n@@ -0,0 +1,8 @@\n",
    ),
    "a missing file that is empty": (
        removed(f"{PACKAGE}/py.typed"),
        f"--- /dev/null\n+++ {PACKAGE}/py.typed (regenerated)\n",
    ),
    "a file too many": (appended(f"{PACKAGE}/more.py", "A = 1\n"), f"--- {PACKAGE}/more.py\n+++ /dev/null\n"),
    "an empty file too many": (appended(f"{PACKAGE}/more.py", ""), f"--- {PACKAGE}/more.py\n+++ /dev/null\n"),
    "a stale manifest": (
        appended("generated/klarify/manifest.txt", "more.py\n"),
        "--- generated/klarify/manifest.txt\n+++ generated/klarify/manifest.txt (regenerated)\n",
    ),
    "a changed line ending": (
        lambda workspace: (workspace.root / PACKAGE / "telemetry.py").write_bytes(
            (workspace.root / PACKAGE / "telemetry.py").read_bytes().replace(b"\n", b"\r\n")
        ),
        f"--- {PACKAGE}/telemetry.py\n",
    ),
    "a changed spec": (field_added, '+    last_read: Annotated[datetime | None, Field(alias="lastRead")] = None\n'),
    "a changed override": (
        appended("overrides/_runtime/program.py", "# More.\n"),
        f"--- {PACKAGE}/_runtime/program.py\n+++ {PACKAGE}/_runtime/program.py (regenerated)\n",
    ),
    "a changed template": (
        appended("scripts/templates/types.py.jinja", "# More.\n"),
        f"--- {PACKAGE}/telemetry.py\n+++ {PACKAGE}/telemetry.py (regenerated)\n",
    ),
    "a changed option": (
        lambda workspace: (workspace.root / "scripts" / "generated-ruff.toml").write_text(
            (workspace.root / "scripts" / "generated-ruff.toml")
            .read_text(encoding="utf-8")
            .replace("line-length = 120", "line-length = 119"),
            encoding="utf-8",
        ),
        "(regenerated)\n",
    ),
}


@pytest.mark.parametrize("case", STALE.values(), ids=STALE)
def test_what_is_stale_is_shown_and_left_alone(
    workspace: Workspace, case: tuple[Callable[[Workspace], object], str], capsys: pytest.CaptureFixture[str]
) -> None:
    change, shown = case
    change(workspace)
    before = tree(workspace.root)
    capsys.readouterr()
    assert workspace.generate(check=True) == 1
    printed = capsys.readouterr().out
    assert shown in printed
    assert printed.endswith(ADVICE)
    assert tree(workspace.root) == before


def test_what_is_up_to_date_passes(both: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(both.root)
    capsys.readouterr()
    assert both.generate(check=True) == 0
    assert capsys.readouterr().out == "Up to date: generated/klarify, generated/kloudless\n"
    assert tree(both.root) == before


def test_the_diff_shows_what_a_run_would_change(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    appended(f"{PACKAGE}/telemetry.py", "ANSWER = 42\n")(workspace)
    capsys.readouterr()
    assert workspace.generate(check=True) == 1
    assert capsys.readouterr().out.splitlines()[2:7] == [
        "@@ -6,4 +6,3 @@",
        " from ._runtime.telemetry import OpenTelemetry",
        " ",
        ' __all__ = ["OpenTelemetry"]',
        "-ANSWER = 42",
    ]


def test_only_the_named_api_is_checked(both: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    appended(f"{PACKAGE}/telemetry.py", "ANSWER = 42\n")(both)
    capsys.readouterr()
    assert both.generate("kloudless", check=True) == 0
    assert capsys.readouterr().out == "Up to date: generated/kloudless\n"
    assert both.generate("klarify", check=True) == 1


def test_a_file_beside_the_packages_is_reported(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace.generated / "notes.txt").write_text("Mine.\n", encoding="utf-8")
    assert workspace.generate(check=True) == 1
    assert "generated/notes.txt was not generated" in capsys.readouterr().out


def test_a_checkout_that_cannot_be_written_can_be_checked(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError("a check takes no lock and stages nothing in the repository")

    monkeypatch.setattr("generate.exclusive", forbidden)
    monkeypatch.setattr("generate.new_tree", forbidden)
    assert workspace.generate(check=True) == 0


def test_the_repository_is_up_to_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = Workspace(copied(tmp_path / "repository")).generate(check=True)
    printed = capsys.readouterr().out
    assert status == 0, printed
    assert printed == "Up to date: generated/klarify, generated/klipfolio, generated/kloudless\n"


def test_the_command_prints_a_refusal_without_a_traceback(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["generate.py", "clarify"])
    monkeypatch.setattr("generate.ROOT", workspace.root)
    assert main() == 1
    assert capsys.readouterr().err == (
        "there is no specs/clarify.yaml; known: klarify\nNothing was changed in generated/.\n"
    )
