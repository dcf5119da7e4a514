"""Which tests reach which lines: found out once, and kept for as long as code and tests stay as they are."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import accumulate, chain
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, ClassVar

from . import tracing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from .mutants import Mutant
    from .staging import Stage

LONGEST = 2.0
"""Seconds from which on a test is only run where no quicker one reaches the line."""

BUDGET = 20.0
"""Seconds of tests that a mutant is given, at most; the quick ones go first."""

_FEW = 60
"""Tests that reach a line, up to which they are taken to be about the function that it is in."""

# They run the same loads in processes of their own, which sees no mutant sooner than the others do.
_LEFT_OUT = ("test_shared_limit_load.py", "test_readme.py")


_MAY_MATTER = ("overrides", "generated", "tests/contract", "tests/reporting", "tests/unit")


class SurveyError(Exception):
    """The tests do not run on the copy."""


class Survey:
    """What reaches what.

    Args:
        traces: What ``tracing`` wrote, for each file of tests.
        texts: The source of every module.

    Attributes:
        seconds: How long each test takes.
        faulty: Tests that failed or were skipped without any mutant.
    """

    def __init__(self, traces: Iterable[dict[str, Any]], texts: dict[str, str]) -> None:
        self.seconds: dict[str, float] = {}
        self.faulty: list[str] = []
        self._starting: set[str] = set()
        self._reached: dict[str, dict[int, set[str]]] = {module: defaultdict(set) for module in texts}
        self._imported: dict[str, set[int]] = {module: set() for module in texts}
        self._places = {module: _Places(text) for module, text in texts.items()}
        for trace in traces:
            tests: list[str] = trace["tests"]
            self.seconds.update(zip(tests, trace["seconds"], strict=True))
            self.faulty += trace["faulty"]
            self._starting.update(trace["starting"])
            reached: dict[str, dict[str, list[int]]] = trace["reached"]
            for module, lines in reached.items():
                for line, numbers in lines.items():
                    self._reached[module][int(line)].update(tests[number] for number in numbers)
            for module, imported in trace["imported"].items():
                self._imported[module].update(imported)

    def is_imported(self, mutant: Mutant) -> bool:
        """Tell whether the change is carried out when the packages are imported, before any test."""
        places = self._places[mutant.module]
        inside = places.body_around(mutant.line)
        return inside is None or not self._imported[mutant.module].isdisjoint(inside)

    def tests_for(self, mutant: Mutant, first: Sequence[str] = ()) -> list[str]:
        """Return the tests that may see a mutant, as many as are worth it: what is quick, or differs from the others.

        Args:
            mutant: The mutant.
            first: Tests to begin with, as far as they come into question.
        """
        lines = self._lines(mutant)
        tests = self._seeing(mutant, lines)
        known = [test for test in first if test in tests]
        return [*dict.fromkeys([*known, *self._affordable(tests, self._specialists(lines))])]

    def further_tests_for(self, mutant: Mutant, tried: Iterable[str]) -> list[str]:
        """Return all other tests that may see a mutant, the slow ones excepted."""
        tests = self._seeing(mutant, self._lines(mutant)).difference(tried)
        return sorted((test for test in tests if self.seconds[test] < LONGEST), key=lambda test: self.seconds[test])

    def _lines(self, mutant: Mutant) -> list[tuple[str, int]]:
        """Return the lines in functions that are changed, or that use what is changed outside of them."""
        places = self._places[mutant.module]
        if places.body_around(mutant.line) is not None:
            return [(mutant.module, line) for line in places.lines_of(mutant.line)]
        names = places.names_of(mutant.line)
        return [(module, line) for module, place in self._places.items() for line in place.users(names)]

    def _seeing(self, mutant: Mutant, lines: Iterable[tuple[str, int]]) -> set[str]:
        """Return all tests that may see a mutant."""
        tests = self._reaching(lines)
        if self._places[mutant.module].body_around(mutant.line) is None:
            # Other code may use it too, by another name.
            tests = tests.union(*self._reached[mutant.module].values())
        # What no test reaches may be reached in a process that a test starts.
        return tests or self._starting

    def _reaching(self, lines: Iterable[tuple[str, int]]) -> set[str]:
        return set(chain.from_iterable(self._reached[module].get(line, ()) for module, line in lines))

    def _specialists(self, lines: Iterable[tuple[str, int]]) -> set[str]:
        """Return the tests that reach what few reach of the functions around some lines: they are about these."""
        found: set[str] = set()
        for module, body in {(module, self._places[module].body_around(line)) for module, line in lines}:
            for line in body or ():
                reaching = self._reached[module].get(line, set())
                if len(reaching) <= _FEW:
                    found |= reaching
        return found

    def _affordable(self, tests: set[str], specialists: set[str]) -> list[str]:
        quick = {test for test in tests if self.seconds[test] < LONGEST} or tests
        by_function: dict[str, list[str]] = defaultdict(list)
        for test in sorted(quick, key=lambda test: (self.seconds[test], test)):
            by_function[test.partition("[")[0]].append(test)
        ranked = sorted(
            (rank, self.seconds[test], test) for same in by_function.values() for rank, test in enumerate(same)
        )
        about = [test for *_, test in ranked if test in specialists]
        others = [test for *_, test in ranked if test not in specialists]
        # Half of the time is for each; those about it may be slow, and others know of more than one thing.
        return self._within(about, BUDGET / 2) + self._within(others, BUDGET / 2) or [*about, *others][:1]

    def _within(self, tests: Sequence[str], seconds: float) -> list[str]:
        spent = accumulate(self.seconds[test] for test in tests)
        return [test for test, total in zip(tests, spent, strict=True) if total <= seconds]


class _Places:
    """Where the statements and functions of a module stand."""

    def __init__(self, text: str) -> None:
        self._statements: dict[int, ast.stmt] = {}
        self._bodies: dict[int, range] = {}
        self._users: dict[str, set[int]] = defaultdict(set)
        self._visit(ast.parse(text).body, None)

    def _visit(self, statements: Sequence[ast.stmt], inside: range | None) -> None:
        for statement in statements:
            blocks = list(_blocks(statement))
            head = range(statement.lineno, min((block[0].lineno for block in blocks), default=_after(statement)))
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                head = range(statement.lineno, max(statement.body[0].lineno, statement.lineno + 1))
            for line in head:
                self._statements[line] = statement
            if inside is not None:
                self._bodies.update(dict.fromkeys(range(statement.lineno, _after(statement)), inside))
                for node in ast.walk(statement):
                    if isinstance(node, ast.Name | ast.Attribute):
                        name = node.id if isinstance(node, ast.Name) else node.attr
                        self._users[name].add(node.lineno)
            body = inside
            if inside is None and isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                body = range(statement.body[0].lineno, _after(statement))
            for block in blocks:
                self._visit(block, body)

    def body_around(self, line: int) -> range | None:
        """Return the lines of the outermost function's body around a line, ``None`` outside of functions."""
        return self._bodies.get(line)

    def lines_of(self, line: int) -> Iterable[int]:
        """Return the lines of the statement around a line, without the statements inside of it."""
        statement = self._statements.get(line)
        return () if statement is None else (one for one, other in self._statements.items() if other is statement)

    def users(self, names: set[str]) -> Iterator[int]:
        """Return the lines inside functions where one of the names stands."""
        return chain.from_iterable(self._users.get(name, ()) for name in names)

    def names_of(self, line: int) -> set[str]:
        """Return what a statement outside of functions defines, or the function whose head it is."""
        statement = self._statements.get(line)
        match statement:
            case ast.Assign(targets=targets):
                return {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                return {name}
            case _:
                return set()


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if block:
            yield block
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield part.body


def _after(statement: ast.stmt) -> int:
    return (statement.end_lineno or statement.lineno) + 1


def survey(stages: Sequence[Stage], texts: dict[str, str], kept: Path, files: Sequence[str]) -> Survey:
    """Run the tests once, as far as that was not done before, and tell what reaches what.

    Args:
        stages: Copies of the project; as many files of tests run at a time.
        texts: The source of every module.
        kept: Directory of earlier results.
        files: The files of tests, below the project.

    Raises:
        SurveyError: Tests cannot be run.
    """
    kept.mkdir(parents=True, exist_ok=True)
    wanted = {file: kept / f"{_digest(stages[0].home, file)}.json" for file in files}
    missing = [file for file, result in wanted.items() if not result.is_file()]
    if missing:
        print(f"survey: running {len(missing)} files of tests to see what they reach", flush=True)
        tracers = SimpleQueue[_Tracer]()
        for stage in stages:
            tracers.put(_Tracer(stage))

        def trace(file: str) -> None:
            tracer = tracers.get()
            tracer.trace(file, wanted[file])
            tracers.put(tracer)

        with ThreadPoolExecutor(len(stages)) as pool:
            tracing = [pool.submit(trace, file) for file in missing]
            try:
                for one in as_completed(tracing):
                    one.result()
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                _Tracer.stop_all()
                raise
    for old in set(kept.glob("*.json")) - set(wanted.values()):
        old.unlink()
    return Survey((json.loads(result.read_text(encoding="utf-8")) for result in wanted.values()), texts)


def test_files(root: Path) -> list[str]:
    """Return the files of tests that mutants are tried on."""
    found = sorted((root / "tests" / "unit").glob("test_*.py"))
    return [path.relative_to(root).as_posix() for path in found if path.name not in _LEFT_OUT]


def _digest(home: Path, file: str) -> str:
    """Return what stands for a file of tests and everything that it may depend on, other files of tests excepted."""
    summed = hashlib.sha256(sys.version.encode())
    parts = [home / file]
    for part in _MAY_MATTER:
        parts += (path for path in sorted((home / part).rglob("*.py")) if not path.name.startswith("test_"))
    for path in parts:
        summed.update(path.as_posix().removeprefix(home.as_posix()).encode())
        summed.update(path.read_bytes())
    return summed.hexdigest()[:24]


class _Tracer:
    """Runs files of tests on a copy."""

    _running: ClassVar[set[subprocess.Popen[str]]] = set()

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    @classmethod
    def stop_all(cls) -> None:
        """End what runs."""
        for process in list(cls._running):
            process.kill()

    def trace(self, file: str, result: Path) -> None:
        """Run a file of tests and write what it reaches.

        Raises:
            SurveyError: It cannot be run.
        """
        aside = result.with_suffix(".part")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "runtime_mutation.tracing", "-p", "no:cacheprovider"]
        with subprocess.Popen(
            [*command, "--basetemp=tmp/pytest", file],
            cwd=self._stage.home,
            env=self._stage.environment(**{tracing.TARGET: str(aside)}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            self._running.add(process)
            said, _ = process.communicate()
            self._running.discard(process)
        if not aside.is_file() or process.returncode not in {0, 1}:
            raise SurveyError(f"{file} cannot be run on a copy of the project:\n{said[-2000:]}")
        aside.replace(result)
