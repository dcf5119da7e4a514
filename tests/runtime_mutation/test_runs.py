"""``nox -s mutate -- runtime`` on a project of a few lines: what it finds, and that it leaves the project alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from runtime_mutation import main, running
from runtime_mutation.equivalents import FILE

from tests.runtime_mutation.small_project import content, small_project

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"

EQUIVALENT = """
[[equivalent]]
module = "_runtime/weak.py"
scope = "unused"
before = "7"
after = "8"
reason = "nothing calls it"
"""


@pytest.fixture(scope="module", autouse=True)
def _quick() -> Iterator[None]:
    """Few plugins to load, and short limits for what never ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        patch.setattr(running, "SHORTEST_LIMIT", 1.0)
        yield


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a whole run prints, of a project that is the same afterwards."""
    home = tmp_path_factory.mktemp("run")
    root = small_project(home / "project")
    (root / FILE).parent.mkdir(parents=True)
    (root / FILE).write_text(EQUIVALENT)
    before = content(root)
    program = f"import sys; from runtime_mutation import main, running; {SHORT}; sys.exit(main(['--jobs', '2'], {AT}))"
    command = [sys.executable, "-c", program, str(root), str(home / "kept")]
    run = subprocess.run(command, env=_environment(home), capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stderr
    assert content(root) == before
    return run.stdout


SHORT = "running.SHORTEST_LIMIT = 1.0"
AT = "*map(__import__('pathlib').Path, sys.argv[1:])"


def _environment(temporary: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SCRIPTS), "TMPDIR": str(temporary)}


def _row(said: str, module: str) -> list[str]:
    (row,) = [line.split()[1:] for line in said.splitlines() if line.startswith(f"_runtime/{module} ")]
    return row


def test_a_weak_test_leaves_survivors_with_place_and_diff(said: str) -> None:
    assert "overrides/_runtime/weak.py:6  allowed  (1 tests do not notice)" in said
    assert "    -    return number < LIMIT\n    +    return number <= LIMIT\n" in said
    assert _row(said, "weak.py") == ["4", "4", "1", "0", "3", "0", "25.0%"]


def test_a_strong_test_kills_in_every_package_constants_and_defaults_and_properties_too(said: str) -> None:
    """One of them sees the mutant in a process of its own."""
    assert _row(said, "strong.py") == ["8", "8", "8", "0", "0", "0", "100.0%"]
    assert "strong.py:" not in said


def test_a_test_that_never_ends_is_counted_apart(said: str) -> None:
    mutants, tried, killed, late, *_ = map(int, _row(said, "endless.py")[:-1])
    assert mutants == tried == killed + late == 6
    assert late >= 1


def test_what_is_listed_as_equivalent_does_not_count(said: str) -> None:
    assert "unused" not in said
    assert "1 are listed as equivalent" in said


def test_too_low_a_score_says_what_to_do(said: str) -> None:
    assert said.rstrip().endswith("fewer than 85% were noticed: write tests for what survived")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[equivalent]]\nmodule = "x"\n', "entry 1: needs these members"),
        ("[[equivalent]\n", f"{FILE}: "),
        (EQUIVALENT * 2, "entry 2: listed twice: 7"),
        (EQUIVALENT.replace("nothing calls it", " "), "entry 1: say why"),
        (EQUIVALENT.replace("7", "6"), "no mutant any more:\n  _runtime/weak.py unused: 6 => 8"),
    ],
)
def test_a_list_of_equivalents_that_is_wrong_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, fault: str
) -> None:
    root = small_project(tmp_path / "project")
    (root / FILE).parent.mkdir(parents=True)
    (root / FILE).write_text(text)
    assert main([], root, tmp_path / "kept") == 2
    assert fault in capsys.readouterr().err


def test_tests_that_cannot_run_are_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_project(tmp_path / "project", tests="import nothing_of_that_name\n")
    assert main(["--jobs", "1"], root, tmp_path / "kept") == 2
    assert "test_all.py cannot be run" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--only", "nothing.py"], ["--sample", "0"], ["--jobs", "0"]])
def test_misuse_is_told_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    root = small_project(tmp_path / "project")
    with pytest.raises(SystemExit) as caught:
        main(arguments, root, tmp_path / "kept")
    assert caught.value.code == 2
    assert arguments[0] in capsys.readouterr().err
    assert not (tmp_path / "kept").exists()


SLEEPY = """
import os
import time
from pathlib import Path


def test_endless():
    Path(os.environ["MARKER"]).write_text("begun")
    time.sleep(600)
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_it_finds_nothing_left(tmp_path: Path, sign: signal.Signals) -> None:
    """The test that it is stopped in never ends by itself."""
    root = small_project(tmp_path / "project", SLEEPY)
    before = content(root)
    temporary, marker = tmp_path / "temporary", tmp_path / "marker"
    temporary.mkdir()
    os.mkfifo(marker)
    # Where the tests run in the background, Ctrl-C is ignored, and so it would be by what they start.
    program = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    program += f"from runtime_mutation import main; sys.exit(main(['--jobs', '1'], {AT}))"
    command = [sys.executable, "-c", program, str(root), str(tmp_path / "kept")]
    environment = {**_environment(temporary), "MARKER": str(marker)}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as run:
        try:
            assert marker.read_text() == "begun"
            run.send_signal(sign)
            _, said = run.communicate(timeout=60)
        finally:
            run.kill()
    assert run.returncode == 130
    assert "the project was not touched" in said
    assert list(temporary.iterdir()) == []
    assert content(root) == before
