"""A process that has imported all there is to import, and forks a child for each mutant.

It reads orders from its standard input, one JSON object a line, and answers each with another: ``outcome`` (one of
``OUTCOMES``), ``test`` (what told) and ``seconds``. In ``hot`` mode all tests are collected and a mutant is swapped in;
in ``cold`` mode only the libraries are there, and the child imports the packages and tests anew.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import select
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from .swapping import LiveFunctions, NotInFunctionsError, forget_results

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OUTCOMES = ("killed", "survived", "timeout", "cold", "invalid")
"""``cold`` asks for the other mode, ``invalid`` says that the text is no Python."""

_MOST_MEMORY = 6 << 30
_DONE, _KILLED, _COLD, _INVALID = 0, 3, 4, 5
_BY_STATUS = {_DONE: "survived", _COLD: "cold", _INVALID: "invalid"}
_COLLECTING = "collecting"
_LONGEST_COLLECTION = 60.0


class _Order:
    """What to try: ``module``, ``original`` and ``mutated`` texts, ``tests`` and how many seconds each may take."""

    def __init__(self, line: bytes) -> None:
        given: dict[str, Any] = json.loads(line)
        self.module: str = given["module"]
        self.original: str = given["original"]
        self.mutated: str = given["mutated"]
        self.tests: list[str] = given["tests"]
        self.limits: list[float] = given["limits"]


class _Loop:
    """Serves the orders, in a forked child each."""

    def __init__(self, answers: int) -> None:
        self._answers = answers

    def serve(self, attempt: Callable[[_Order, _Progress], int]) -> None:
        gc.collect()
        gc.freeze()
        self._answer({"outcome": "ready", "libraries": _libraries()})
        buffered = b""
        while piece := os.read(0, 1 << 20):
            buffered += piece
            *lines, buffered = buffered.split(b"\n")
            for line in lines:
                self._answer(self._forked(_Order(line), attempt))

    def _answer(self, answer: dict[str, object]) -> None:
        os.write(self._answers, json.dumps(answer).encode() + b"\n")

    def _forked(self, order: _Order, attempt: Callable[[_Order, _Progress], int]) -> dict[str, object]:
        start = time.monotonic()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _live(order, attempt, _Progress(writing))
        os.close(writing)
        test, late = _followed(reading, order)
        os.close(reading)
        if late:
            os.kill(child, signal.SIGKILL)
        # What the tests started dies with them.
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        outcome = "timeout" if late else _BY_STATUS.get(status, "killed")
        return {"outcome": outcome, "test": test, "seconds": round(time.monotonic() - start, 3)}


def _libraries() -> list[str]:
    """Return the modules that are imported and are no part of the project."""
    project = str(Path.cwd())
    files = {name: getattr(module, "__file__", None) for name, module in list(sys.modules.items())}
    return [name for name, file in files.items() if file and not file.startswith(project) and name != "__main__"]


class _Progress:
    """Tells the parent which test begins."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def begins(self, test: str) -> None:
        os.write(self._pipe, test.encode() + b"\n")


def _live(order: _Order, attempt: Callable[[_Order, _Progress], int], progress: _Progress) -> NoReturn:
    status = _KILLED
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        status = attempt(order, progress)
    finally:
        os._exit(status)


def _followed(pipe: int, order: _Order) -> tuple[str, bool]:
    """Wait until the child ends or a test takes too long; return the last test that began and whether it was late."""
    limits = dict(zip(order.tests, order.limits, strict=True))
    test, limit = _COLLECTING, max([_LONGEST_COLLECTION, *order.limits])
    buffered = b""
    while True:
        # Orders come one at a time: what is readable meanwhile is the end of whoever gives them.
        ready = select.select([pipe, 0], [], [], limit)[0]
        if pipe not in ready:
            return test, True
        piece = os.read(pipe, 1 << 16)
        if not piece:
            return test, False
        *lines, buffered = (buffered + piece).split(b"\n")
        if lines:
            test = lines[-1].decode()
            limit = limits.get(test, limit)


class _Runner:
    """Runs tests that are collected, in the order that is given, until one fails."""

    def __init__(self, tests: Sequence[str], progress: _Progress) -> None:
        self._tests = tests
        self._progress = progress
        self.failed = False

    def run(self, items: Sequence[pytest.Item]) -> None:
        by_name = {item.nodeid: item for item in items}
        chosen = [by_name[test] for test in self._tests if test in by_name]
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            self._progress.begins(item.nodeid)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed


_OPTIONS = (
    "--quiet",
    "--capture=no",
    "-pno:cacheprovider",
    "-pno:faulthandler",
    "--basetemp=tmp/pytest",
    "-Wignore::pytest.PytestAssertRewriteWarning",
)


class _Hot:
    """Collects the tests once; each mutant is swapped into a fork of that."""

    def __init__(self, loop: _Loop) -> None:
        self._loop = loop

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        live = LiveFunctions(Path.cwd() / "overrides")

        def attempt(order: _Order, progress: _Progress) -> int:
            try:
                live.swap(order.module, order.original, order.mutated)
            except NotInFunctionsError:
                return _COLD
            except SyntaxError:
                return _INVALID
            forget_results()
            runner = _Runner(order.tests, progress)
            session.config.pluginmanager.register(runner)
            runner.run(session.items)
            return _KILLED if runner.failed else _DONE

        self._loop.serve(attempt)
        return True


class _Cold:
    """Runs some of the tests that were just collected."""

    def __init__(self, runner: _Runner) -> None:
        self._runner = runner

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._runner.run(session.items)
        return True


def _attempt_cold(order: _Order, progress: _Progress) -> int:
    try:
        compile(order.mutated, order.module, "exec", dont_inherit=True)
    except SyntaxError:
        return _INVALID
    runner = _Runner(order.tests, progress)
    files = dict.fromkeys(test.partition("::")[0] for test in order.tests)
    status = pytest.main([*_OPTIONS, *files], plugins=[runner, _Cold(runner)])
    return _KILLED if runner.failed or status != pytest.ExitCode.OK else _DONE


def main(arguments: list[str]) -> None:
    """Serve in a mode: ``hot FILE ...`` with the files of the tests, or ``cold LIBRARY ...`` with what to import."""
    answers = os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):
        os.dup2(quiet, output)
    loop = _Loop(answers)
    mode, *rest = arguments
    if mode == "hot":
        pytest.main([*_OPTIONS, *rest], plugins=[_Hot(loop)])
        return
    for name in rest:
        with suppress(ImportError):
            importlib.import_module(name)
    loop.serve(_attempt_cold)


if __name__ == "__main__":
    main(sys.argv[1:])
