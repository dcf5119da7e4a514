"""A plugin of pytest: which test reaches which line of the overrides, and how long it takes.

It is loaded with ``-p runtime_mutation.tracing``; where the result goes is told by an environment variable.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import coverage
import pytest

from .swapping import forget_results

if TYPE_CHECKING:
    from collections.abc import Generator

TARGET = "RUNTIME_MUTATION_TRACE"
"""Environment variable with the path of the file to write."""

_overrides = Path.cwd() / "overrides"
_coverage = coverage.Coverage(data_file=None, config_file=False, source=[str(_overrides)], context="")
_seconds: dict[str, float] = {}
_faulty: set[str] = set()
_starting: set[str] = set()
_now = [""]


def _heard(event: str, _arguments: object) -> None:
    if event in {"subprocess.Popen", "os.fork"}:
        _starting.add(_now[0])


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Begin before anything of the packages is imported."""
    sys.addaudithook(_heard)
    _coverage.start()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Note what is reached as reached by this test."""
    forget_results()
    _coverage.switch_context(item.nodeid)
    _now[0] = item.nodeid
    start = time.perf_counter()
    try:
        return (yield)
    finally:
        _seconds[item.nodeid] = time.perf_counter() - start
        _coverage.switch_context("")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note which tests prove nothing here: those that fail or are skipped."""
    if report.outcome != "passed":
        _faulty.add(report.nodeid)


def pytest_unconfigure() -> None:
    """Write the result."""
    _coverage.stop()
    data = _coverage.get_data()
    tests = [test for test in _seconds if test not in _faulty]
    number = {test: index for index, test in enumerate(tests)}
    reached: dict[str, dict[int, list[int]]] = {}
    imported: dict[str, list[int]] = {}
    for file in sorted(data.measured_files()):
        module = Path(file).relative_to(_overrides).as_posix()
        lines = data.contexts_by_lineno(file)
        imported[module] = [line for line, contexts in lines.items() if "" in contexts]
        reached[module] = {
            line: sorted(number[test] for test in contexts if test in number) for line, contexts in lines.items()
        }
    result = {
        "tests": tests,
        "seconds": [round(_seconds[test], 4) for test in tests],
        "faulty": sorted(_faulty),
        "starting": sorted(_starting & number.keys()),
        "imported": imported,
        "reached": reached,
    }
    Path(os.environ[TARGET]).write_text(json.dumps(result), encoding="utf-8")
