"""Runs the generator in processes of their own, and sends them a signal at one step of their work.

As a program, it loads the generators once and forks a process for every run that it is asked for.
"""

from __future__ import annotations

import io
import json
import os
import runpy
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from typing import Self

# Steps are what a run does to the files of its repository. Every audit event of that kind is one.
_STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "shutil.", "subprocess.Popen")


@dataclass(frozen=True)
class Run:
    """What became of a run.

    Attributes:
        status: Exit status; negative for the signal that ended it.
        steps: How many steps it took.
        output: What it printed.
    """

    status: int
    steps: int
    output: str


class Runner:
    """Runs ``scripts/generate.py`` of any repository."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, root: Path, *, step: int = 0, number: signal.Signals = signal.SIGKILL) -> Run:
        """Run it, and send it a signal at a step (0: never)."""
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        requests.write(json.dumps([str(root), step, number]) + "\n")
        requests.flush()
        return Run(**json.loads(answers.readline()))


def _run(root: Path, step: int, number: int, output: TextIO, steps: TextIO) -> None:
    taken = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal taken
        if event.startswith(_STEPS) and str(root) in str(arguments):
            taken += 1
            steps.write(".")
            if taken == step:
                os.kill(os.getpid(), number)

    # Whoever started the tests in the background had Ctrl-C ignored, and processes inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["generate.py"]
    sys.addaudithook(hook)
    status = 0
    with redirect_stdout(output), redirect_stderr(output):
        try:
            runpy.run_path(str(root / "scripts" / "generate.py"), run_name="__main__")
        except SystemExit as end:
            status = int(str(end.code))
    output.flush()
    steps.flush()
    os._exit(status)


def _serve() -> None:
    from generate import ROOT, generate

    # Both generators load parts of themselves at first use.
    with redirect_stdout(io.StringIO()):
        generate(["klarify"], root=ROOT, check=True)
    for request in sys.stdin:
        place, step, number = json.loads(request)
        root = Path(place)
        logs = root.with_suffix(".output"), root.with_suffix(".steps")
        with logs[0].open("w", encoding="utf-8") as output, logs[1].open("w", encoding="utf-8") as steps:
            child = os.fork()
            if child == 0:
                _run(root, step, number, output, steps)
            _, status = os.waitpid(child, 0)
        texts = [log.read_text(encoding="utf-8") for log in logs]
        print(json.dumps(asdict(Run(os.waitstatus_to_exitcode(status), len(texts[1]), texts[0]))), flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
    _serve()
