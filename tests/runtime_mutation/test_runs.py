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
STRONG = """
import first_client
import second_client


def test_values():
    assert (first_client.LIMIT, second_client.Counter().next) == (3, 1)
    assert [number for number in range(6) if second_client.allowed(number)] == [0, 1, 2]
"""
STRONG_MODULE = """
LIMIT = 3


def allowed(number):
    return number < LIMIT


class Counter:
    step = 1

    @property
    def next(self):
        return self.step
"""
ENDLESS_MODULE = """
def steps(number):
    while number > 0:
        number = number - 1
    return number
"""
ENDLESS = """
import first_client


def test_steps():
    assert first_client.steps(3) == 0
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A project; what was in it is in it when the test ends."""
    root = small_project(tmp_path / "project")
    before = content(root)
    yield root
    assert content(root) == before


def test_what_no_test_notices_is_shown_with_its_place_and_its_diff(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The weak test of a limit, and what no test calls; killed is what a test of either package notices."""
    assert main(["--jobs", "1"], project, project.parent / "kept") == 1
    said = capsys.readouterr().out
    survivors = [line.split()[0] for line in said.splitlines() if line.startswith("overrides/")]
    assert survivors == [f"overrides/_runtime/calculation.py:{line}" for line in (3, 11, 24)]
    assert "    -    return number < LIMIT\n    +    return number <= LIMIT\n" in said
    assert "unused  (no test comes here)" in said
    (row,) = [line.split() for line in said.splitlines() if line.startswith("_runtime/calculation.py")]
    assert row[1:] == ["8", "8", "5", "0", "2", "1", "62.5%"]
    assert "8 of 8 mutants: 62.5% noticed" in said


def test_a_sample_says_how_sure_it_is_and_is_the_same_for_the_same_seed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    for _ in range(2):
        main(["--jobs", "1", "--sample", "3", "--seed", "4"], project, project.parent / "kept")
        said.append(capsys.readouterr().out.partition("\n\n")[2])
    assert said[0] == said[1]
    assert "3 of 8 mutants: " in said[0]
    assert "(95 %)" in said[0]


def test_strong_tests_leave_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Constants, class attributes, comparisons and properties: what is read at import is tried too."""
    root = small_project(tmp_path / "project", STRONG_MODULE, STRONG)
    assert main(["--jobs", "1"], root, tmp_path / "kept") == 0
    assert "100.0% noticed" in capsys.readouterr().out


def test_a_test_that_never_ends_is_counted_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SHORTEST_LIMIT", 0.5)
    root = small_project(tmp_path / "project", ENDLESS_MODULE, ENDLESS)
    main(["--jobs", "1"], root, tmp_path / "kept")
    (row,) = [line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("_runtime/")]
    assert int(row[4]) >= 1


def test_mutants_listed_as_equivalent_do_not_count(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = project / FILE
    listed.parent.mkdir(parents=True)
    entry = 'module = "_runtime/calculation.py"\nscope = "unused"\nbefore = "7"\nafter = "8"\nreason = "never called"\n'
    listed.write_text(f"[[equivalent]]\n{entry}")
    try:
        assert main(["--jobs", "1", "--only", "calculation.py"], project, project.parent / "kept") == 1
    finally:
        listed.unlink()
        listed.parent.rmdir()
        listed.parent.parent.rmdir()
    assert "7 of 7 mutants: 71.4% noticed; 0 more change nothing, 1 are listed" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[[equivalent]]\nmodule = "x"\n', "needs these members"),
        ("[[equivalent]\n", "TOML"),
        (
            '[[equivalent]]\nmodule = "_runtime/calculation.py"\nscope = "unused"\nbefore = "1"\nafter = "2"\n'
            'reason = "it is gone"\n',
            "no mutant any more",
        ),
    ],
)
def test_a_list_of_equivalents_that_is_wrong_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, fault: str
) -> None:
    root = small_project(tmp_path / "project")
    (root / FILE).parent.mkdir(parents=True)
    (root / FILE).write_text(text)
    assert main([], root, tmp_path / "kept") == 2
    assert fault in capsys.readouterr().err or fault == "TOML"


def test_tests_that_cannot_run_are_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_project(tmp_path / "project", tests="import nothing_of_that_name\n")
    assert main(["--jobs", "1"], root, tmp_path / "kept") == 2
    assert "test_calculation.py cannot be run" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--only", "nothing.py"], ["--sample", "0"], ["--jobs", "0"]])
def test_misuse_is_told_before_anything_runs(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments, project, project.parent / "kept")
    assert caught.value.code == 2
    assert arguments[0] in capsys.readouterr().err


PROGRAM = """
import sys
from pathlib import Path
from runtime_mutation import main, running
print("begun", flush=True)
sys.exit(main(["--jobs", "1"], Path(sys.argv[1]), Path(sys.argv[2])))
"""


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_whoever_stops_it_finds_nothing_left(tmp_path: Path, sign: signal.Signals) -> None:
    """In the middle of a mutant that never ends, it ends, with everything that it began."""
    marker = tmp_path / "marker"
    tests = f"{ENDLESS}\n\ndef test_marker():\n    open({str(marker)!r}, 'a').write('x')\n"
    endless = ENDLESS_MODULE.replace("number > 0", "number > 0 or number == 0")
    root = small_project(tmp_path / "project", endless, tests)
    before = content(root)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    path = {**os.environ, "PYTHONPATH": str(SCRIPTS), "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", PROGRAM, str(root), str(tmp_path / "kept")]
    with subprocess.Popen(command, env=path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert "begun" in run.stdout.readline()
        assert "survey" in run.stdout.readline()
        run.send_signal(sign)
        _, said = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "the project was not touched" in said
    assert list(temporary.iterdir()) == []
    assert content(root) == before
