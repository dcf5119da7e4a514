"""Tries mutants: each worker has a copy of the project and two processes that fork a child for every mutant."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from .swapping import same_program

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from .mutants import Mutant
    from .staging import Stage
    from .survey import Survey

SHORTEST_LIMIT = 10.0
"""Seconds that every test may take at least."""

PATIENCE = 10.0
"""How many times as long as without a mutant a test may take."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a mutant.

    Attributes:
        mutant: The mutant.
        outcome: ``killed``, ``survived``, ``timeout``, ``unreached`` (no test comes there) or ``same`` (the change
            compiles to the same program, or to none).
        test: The test that told.
        tests: How many tests could have told.
        seconds: How long it took.
    """

    mutant: Mutant
    outcome: str
    test: str = ""
    tests: int = 0
    seconds: float = 0.0


class ZygoteError(Exception):
    """The process that runs the tests ended."""


class _Zygote:
    def __init__(self, stage: Stage, mode: str, arguments: Sequence[str]) -> None:
        # In a session of its own: Ctrl-C reaches us alone, and we end it by closing its input.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "runtime_mutation.zygote", mode, *arguments],
            cwd=stage.home,
            env=stage.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self.libraries: list[str] = self._answer()["libraries"]

    def _answer(self) -> dict[str, Any]:
        line = self._process.stdout.readline() if self._process.stdout else b""
        if not line:
            raise ZygoteError(f"the process that runs the tests ended with status {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def attempt(self, order: dict[str, object]) -> dict[str, Any]:
        if self._process.stdin is None:
            raise ZygoteError("the process that runs the tests takes no orders")
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()


class Worker:
    """Judges mutants on one copy of the project.

    Args:
        stage: The copy.
        survey: Which tests reach what.
        texts: The source of every module.
        files: The files of tests, below the project.
        thorough: Whether what survives is tried on every test that reaches it.
    """

    def __init__(
        self, stage: Stage, survey: Survey, texts: dict[str, str], files: Sequence[str], *, thorough: bool
    ) -> None:
        self._stage = stage
        self._survey = survey
        self._thorough = thorough
        self._texts = texts
        self._hot = _Zygote(stage, "hot", files)
        self._cold = _Zygote(stage, "cold", self._hot.libraries)

    def close(self) -> None:
        """End the processes."""
        self._hot.close()
        self._cold.close()

    def judge(self, mutant: Mutant, first: Sequence[str]) -> Verdict:
        """Try one mutant, with some tests first where they come into question."""
        text = self._texts[mutant.module]
        mutated = mutant.applied(text)
        try:
            if same_program(text, mutated):
                return Verdict(mutant, "same")
        except SyntaxError:
            return Verdict(mutant, "same")
        tests = self._survey.tests_for(mutant, first)
        if not tests:
            return Verdict(mutant, "unreached")
        seconds = 0.0
        answer: dict[str, Any] = {}
        tried: list[str] = []
        batches = [tests, self._survey.further_tests_for(mutant, tests)] if self._thorough else [tests]
        with self._stage.holding(mutant.module, mutated):
            for batch in filter(None, batches):
                answer = self._answer(mutant, mutated, batch)
                seconds += answer["seconds"]
                tried += batch
                if answer["outcome"] != "survived":
                    break
        outcome = "same" if answer["outcome"] == "invalid" else answer["outcome"]
        return Verdict(mutant, outcome, answer["test"], len(tried), seconds)

    def _answer(self, mutant: Mutant, mutated: str, tests: Sequence[str]) -> dict[str, Any]:
        zygotes = [self._cold] if self._survey.is_imported(mutant) else [self._hot, self._cold]
        order = self._order(mutant.module, mutated, tests)
        answers = (zygote.attempt(order) for zygote in zygotes)
        return next(answer for answer in answers if answer["outcome"] != "cold")

    def fault(self, tests: Sequence[str]) -> str:
        """Return the first of the tests that fails without a mutant, or nothing."""
        module, text = next(iter(self._texts.items()))
        order = self._order(module, text, tests)
        for zygote in (self._hot, self._cold):
            answer = zygote.attempt(order)
            if answer["outcome"] != "survived":
                return str(answer["test"])
        return ""

    def _order(self, module: str, mutated: str, tests: Sequence[str]) -> dict[str, object]:
        limits = [max(SHORTEST_LIMIT, PATIENCE * self._survey.seconds[test]) for test in tests]
        original = self._texts[module]
        return {"module": module, "original": original, "mutated": mutated, "tests": tests, "limits": limits}


@contextmanager
def workers(
    stages: Sequence[Stage], survey: Survey, texts: dict[str, str], files: Sequence[str], *, thorough: bool
) -> Generator[list[Worker]]:
    """Start a worker on every copy, all at once, for as long as the block runs.

    Raises:
        ZygoteError: Tests cannot be collected.
    """
    with ExitStack() as stack, ThreadPoolExecutor(len(stages)) as starting:
        begun = [starting.submit(Worker, stage, survey, texts, files, thorough=thorough) for stage in stages]
        yield [stack.enter_context(closing(one.result())) for one in begun]


def run(workers: Sequence[Worker], mutants: Sequence[Mutant], tell: Callable[[Verdict], None]) -> list[Verdict]:
    """Try the mutants.

    Args:
        workers: Who tries them, each one at a time.
        mutants: What to try.
        tell: Called with every verdict as it comes.

    Raises:
        ZygoteError: A process that runs tests ended by itself.
    """
    waiting: SimpleQueue[Mutant] = SimpleQueue()
    for mutant in mutants:
        waiting.put(mutant)
    results = _Results(tell)

    def work(worker: Worker) -> None:
        with suppress(Empty):
            while not results.stopped:
                mutant = waiting.get_nowait()
                results.add(worker.judge(mutant, results.killers(mutant)))

    with ThreadPoolExecutor(len(workers)) as pool:
        working = [pool.submit(work, worker) for worker in workers]
        try:
            for one in as_completed(working):
                one.result()
        finally:
            results.stopped = True
    order = {id(mutant): number for number, mutant in enumerate(mutants)}
    return sorted(results.verdicts, key=lambda verdict: order[id(verdict.mutant)])


class _Results:
    """What the workers found so far, and whether they have to stop."""

    def __init__(self, tell: Callable[[Verdict], None]) -> None:
        self.verdicts: list[Verdict] = []
        self.stopped = False
        self._tell = tell
        self._killers: dict[tuple[str, str], dict[str, None]] = {}
        self._lock = threading.Lock()

    def killers(self, mutant: Mutant) -> list[str]:
        """Return the tests that noticed other mutants of the same function."""
        with self._lock:
            return list(self._killers.get((mutant.module, mutant.scope), ()))

    def add(self, verdict: Verdict) -> None:
        with self._lock:
            if verdict.outcome == "killed":
                known = self._killers.setdefault((verdict.mutant.module, verdict.mutant.scope), {})
                known[verdict.test] = None
            self.verdicts.append(verdict)
            self._tell(verdict)
