"""What the end of a test run tells about evidence and acceptance.

On a full run, with all tests of the project collected and run, rows of the acceptance list that no test names fail it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.reporting import acceptance, evidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from _pytest.terminal import TerminalReporter

MARKER = "acceptance"
_NARROWING = ("keyword", "markexpr", "ignore", "ignore_glob", "deselect", "lf", "collectonly")
_NOTED = "acceptance rows"
_COMPLETE = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)


class Bookkeeper:
    """Notes which tests name which rows, and judges at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._rows: dict[str, frozenset[str]] = {}
        self._claimed: set[str] = set()
        self._proven: set[str] = set()
        self._deselected = False
        self._verdict: acceptance.Verdict | None = None

    @property
    def _root(self) -> Path:
        return self._config.rootpath

    def _is_full(self) -> bool:
        config = self._config
        narrowed = self._deselected or any(config.getoption(name, default=None) for name in _NARROWING)
        whole = {self._root.resolve(), *((self._root / path).resolve() for path in config.getini("testpaths"))}
        return not narrowed and any((config.invocation_params.dir / arg).resolve() in whole for arg in config.args)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: Sequence[pytest.Item]) -> None:
        self._rows = {
            item.nodeid: frozenset(str(row) for mark in item.iter_markers(MARKER) for row in mark.args)
            for item in items
        }
        self._claimed.update(*self._rows.values())

    def pytest_deselected(self) -> None:
        self._deselected = True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.outcome != "skipped":
            self._proven |= self._rows.get(report.nodeid, frozenset())

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a process of pytest-xdist has noted; one that died has noted nothing."""
        noted: dict[str, Any] = getattr(node, "workeroutput", {}).get(_NOTED, {})
        self._claimed |= set(noted.get("claimed", ()))
        self._proven |= set(noted.get("proven", ()))
        self._deselected |= noted.get("deselected", False)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        output: dict[str, object] | None = getattr(self._config, "workeroutput", None)
        if output is not None:
            noted = {"claimed": sorted(self._claimed), "proven": sorted(self._proven), "deselected": self._deselected}
            output[_NOTED] = noted
            return
        stopped = session.shouldstop or session.shouldfail
        if exitstatus not in _COMPLETE or stopped or not self._is_full():
            return
        self._verdict = acceptance.judge(
            acceptance.read_rows(self._root / "tests" / "acceptance"),
            acceptance.read_plan(self._root / "tests" / "reporting" / "later.toml"),
            claimed=frozenset(self._claimed),
            proven=frozenset(self._proven),
        )
        if self._verdict.faults:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        if self._verdict is None:
            return
        terminalreporter.section("evidence for each documented answer")
        for line in evidence.report(self._root):
            terminalreporter.write_line(line)
        terminalreporter.section("acceptance list")
        for line in self._verdict.lines:
            terminalreporter.write_line(line)
        for fault in self._verdict.faults:
            terminalreporter.write_line(f"FAILED {fault}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Bookkeeper(config), "acceptance-bookkeeper")
