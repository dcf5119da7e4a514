"""generated/ is replaced as a whole or not at all, whatever happens to a run, and nobody's work is lost."""

from __future__ import annotations

import shutil
import signal
import threading
from typing import TYPE_CHECKING

import pytest
from generation import tree as replacing
from generation.spec import GenerationError

from tests.generation.killable import Runner
from tests.generation.workspace import Workspace, tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def next_version(workspace: Workspace) -> None:
    """Change a spec, so that there is something to generate."""
    number = int(workspace.document()["x-package"]["version"].rpartition(".")[2])
    workspace.edit(lambda document: document["x-package"].update(version=f"0.1.{number + 1}"))


def spread(first: int, last: int, count: int) -> Iterator[int]:
    return (first + (last - first) * index // (count - 1) for index in range(count))


@pytest.fixture(scope="module")
def runner() -> Iterator[Runner]:
    """Runs the generator in other processes."""
    with Runner() as runner:
        yield runner


@pytest.fixture
def steps(workspace: Workspace, runner: Runner) -> int:
    """How many steps a run takes."""
    next_version(workspace)
    ended = runner.run(workspace.root)
    assert (ended.status, ended.output) == (0, "generated/klarify: 2 files changed\n")
    return ended.steps


def test_a_killed_run_leaves_one_whole_state_and_the_next_run_cleans_up(
    workspace: Workspace, runner: Runner, steps: int
) -> None:
    around = workspace.leftovers()
    outcomes: list[bool] = []
    for step in spread(1, steps, 8):
        next_version(workspace)
        before = tree(workspace.generated)
        assert runner.run(workspace.root, step=step).status == -signal.SIGKILL
        left = tree(workspace.generated)
        assert workspace.generate() == 0
        assert left in (before, tree(workspace.generated))
        assert workspace.leftovers() == around
        outcomes.append(left == before)
    # Late kills find the new state, all others the old one.
    assert outcomes == sorted(outcomes, reverse=True)
    assert outcomes.count(True) >= 4


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_cleans_up_and_says_so(
    workspace: Workspace, runner: Runner, steps: int, number: signal.Signals
) -> None:
    before, around = tree(workspace.generated), workspace.leftovers()
    next_version(workspace)
    for step in spread(5, steps // 2, 3):
        ended = runner.run(workspace.root, step=step, number=number)
        assert ended.status == 130
        assert ended.output == "Interrupted. generated/ was replaced as a whole or not at all.\n"
        assert (tree(workspace.generated), workspace.leftovers()) == (before, around)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C interrupts, also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_signal_waits_for_the_end_of_the_replacement(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def signalled(*_: Path) -> bool:
        # To this thread: the command has no other, the tests may have.
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
        return False

    monkeypatch.setattr(replacing, "_exchange", signalled)
    next_version(workspace)
    with pytest.raises(KeyboardInterrupt):
        workspace.generate()
    assert workspace.generate(check=True) == 0


def test_a_run_that_was_killed_between_two_renames_is_undone(workspace: Workspace) -> None:
    before = tree(workspace.generated)
    workspace.generated.rename(workspace.root / ".generated.previous")
    workspace.spec().write_text("no spec", encoding="utf-8")
    with pytest.raises(GenerationError, match="holds no mapping"):
        workspace.generate()
    assert tree(workspace.generated) == before
    assert workspace.leftovers() == []


def test_without_an_exchange_two_renames_do(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(*_: Path) -> bool:
        return False

    monkeypatch.setattr(replacing, "_exchange", unsupported)
    next_version(workspace)
    assert set(workspace.changes()) == {"klarify/pyproject.toml", "klarify/src/klarify_client/__init__.py"}
    assert workspace.leftovers() == []


def test_everything_is_made_where_there_was_nothing(workspace: Workspace) -> None:
    before = tree(workspace.generated)
    shutil.rmtree(workspace.generated)
    assert workspace.generate() == 0
    assert tree(workspace.generated) == before


def test_two_runs_do_not_disturb_each_other(workspace: Workspace) -> None:
    next_version(workspace)
    before = tree(workspace.generated)
    with replacing.exclusive(workspace.root):
        aside = replacing.new_tree(workspace.generated)
        with pytest.raises(GenerationError, match="another run is generating in this repository; wait until it has"):
            workspace.generate()
        assert aside.is_dir()
        assert tree(workspace.generated) == before
        assert workspace.generate(check=True) == 1
    assert workspace.generate() == 0
    assert workspace.leftovers() == []


@pytest.mark.parametrize("place", ["klarify/notes.txt", "klarify/src/klarify_client/extra.py", "notes.txt", ".hidden"])
def test_a_file_that_nobody_generated_is_never_deleted(workspace: Workspace, place: str) -> None:
    next_version(workspace)
    before = tree(workspace.generated)
    (workspace.generated / place).write_text("Mine.\n", encoding="utf-8")
    with pytest.raises(GenerationError, match=rf"generated/{place} was not generated; move it elsewhere .*delete it\."):
        workspace.generate()
    assert tree(workspace.generated) == {**before, place: b"Mine.\n"}
    (workspace.generated / place).unlink()
    assert workspace.generate() == 0


def test_without_a_manifest_unknown_files_are_nobodys(workspace: Workspace) -> None:
    (workspace.generated / "klarify" / "manifest.txt").unlink()
    (workspace.generated / "klarify" / "mine.txt").touch()
    with pytest.raises(GenerationError, match=r"generated/klarify/mine\.txt was not generated"):
        workspace.generate()
    (workspace.generated / "klarify" / "mine.txt").unlink()
    assert workspace.generate() == 0
    assert (workspace.generated / "klarify" / "manifest.txt").is_file()


def test_a_package_without_a_spec_disappears_when_all_are_generated(both: Workspace) -> None:
    both.spec("kloudless").unlink()
    assert both.generate("klarify") == 0
    assert (both.generated / "kloudless").is_dir()
    assert both.generate(check=True) == 1
    assert both.generate() == 0
    assert [path.name for path in both.generated.iterdir()] == ["klarify"]


def test_a_package_without_a_spec_keeps_what_nobody_generated(both: Workspace) -> None:
    both.spec("kloudless").unlink()
    (both.generated / "kloudless" / "mine.txt").touch()
    with pytest.raises(GenerationError, match=r"generated/kloudless/mine\.txt was not generated"):
        both.generate()


def test_build_results_go_with_the_files_they_were_made_from(both: Workspace) -> None:
    results = ("dist/a.whl", "src/__pycache__/a.pyc")
    for api in ("klarify", "kloudless"):
        for result in results:
            path = both.generated / api / result
            path.parent.mkdir(parents=True)
            path.touch()
    assert both.generate("klarify") == 0
    assert all((both.generated / "klarify" / result).is_file() for result in results)
    next_version(both)
    assert both.generate("klarify") == 0
    assert not any((both.generated / "klarify" / result).exists() for result in results)
    assert all((both.generated / "kloudless" / result).is_file() for result in results)
