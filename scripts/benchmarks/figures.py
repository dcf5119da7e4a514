"""How figures come about: cases that take turns, and the medians of what they gave."""

from __future__ import annotations

import gc
import statistics
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .rows import PEERS

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable


@dataclass(frozen=True, slots=True)
class Case:
    """One cell of the table.

    Attributes:
        row: Name of the row.
        column: Whose figure it is.
        prepare: Does what comes before the first measurement and returns the function that measures once.
    """

    row: str
    column: str
    prepare: Callable[[], Callable[[], float]]


class Figures:
    """What was measured, by row and column."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, str], list[float]] = {}
        self._errors: dict[tuple[str, str], str] = {}

    def add(self, row: str, column: str, value: float) -> None:
        """Keep the outcome of one measurement."""
        self._values.setdefault((row, column), []).append(value)

    def fail(self, row: str, column: str, error: Exception) -> None:
        """Keep why there is no figure."""
        self._errors[row, column] = f"{type(error).__name__}: {error}".partition("\n")[0]

    def median(self, row: str, column: str) -> float | None:
        """Return the median, ``None`` where nothing was measured or a measurement failed."""
        values = self._values.get((row, column))
        return statistics.median(values) if values and (row, column) not in self._errors else None

    def error(self, row: str, column: str) -> str | None:
        """Return why there is no figure, ``None`` where nothing failed."""
        return self._errors.get((row, column))

    def measure(self, cases: Iterable[Case], rounds: int) -> None:
        """Measure every case once a round, so that a machine that changes its pace changes it for all of them.

        Raises:
            Exception: Whatever a case raised that is none of a peer's; what a peer raises is its cell.
        """
        ready: list[tuple[Case, Callable[[], float]]] = []
        for case in cases:
            with self._failing(case):
                ready.append((case, case.prepare()))
        # In a program of its own, nobody's garbage collections walk through what all the others have loaded.
        gc.collect()
        gc.freeze()
        try:
            for case, run in ready * rounds:
                if self.error(case.row, case.column) is None:
                    with self._failing(case):
                        self.add(case.row, case.column, run())
        finally:
            gc.unfreeze()

    @contextmanager
    def _failing(self, case: Case) -> Generator[None]:
        try:
            yield
        except Exception as error:
            if case.column not in PEERS:
                raise
            self.fail(case.row, case.column, error)
