"""Runs the generator in a process of its own, and sends that process a signal at one step of its work."""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized
    from pathlib import Path

# Steps are what a run does to files. Every audit event of that kind is one.
_STEPS = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "shutil.",
    "subprocess.Popen",
    "ctypes.",
)


@dataclass(frozen=True)
class Run:
    """What became of a run: exit status (negative: the signal that ended it), steps taken, what it printed."""

    status: int
    steps: int
    output: str


def run(root: Path, *, step: int = 0, number: signal.Signals = signal.SIGKILL) -> Run:
    """Run ``scripts/generate.py`` of a repository, and send it a signal at a step (0: never)."""
    log = root.with_suffix(".log")
    # Forked from a process that has loaded the generators, so that not every run does.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["generate"])
    taken = context.Value("i", 0)
    process = context.Process(target=_run, args=(root, log, taken, step, number))
    process.start()
    process.join()
    assert process.exitcode is not None
    return Run(process.exitcode, taken.value, log.read_text(encoding="utf-8"))


def _run(root: Path, log: Path, taken: Synchronized[int], step: int, number: signal.Signals) -> None:
    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith(_STEPS) and root.name in str(arguments):
            taken.value += 1
            if taken.value == step:
                os.kill(os.getpid(), number)

    with log.open("w", encoding="utf-8") as output, redirect_stdout(output), redirect_stderr(output):
        sys.argv = ["generate.py"]
        sys.addaudithook(hook)
        try:
            runpy.run_path(str(root / "scripts" / "generate.py"), run_name="__main__")
        except SystemExit as end:
            output.flush()
            os._exit(int(str(end.code or 0)))
