"""Calls whose answers come from the same process, or from a server on loopback that does not wait."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from . import rows
from .bodies import ALL_KLIPS, ONE_APPLICATION, ONE_KLIP, procedures
from .contenders.contender import APPLICATION, KLIP, KLIPS, PROCEDURES, AsyncContender
from .figures import Case

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Iterable

    from .contenders.contender import Contender

_CALLS = (
    (APPLICATION, ONE_APPLICATION, rows.ONE, rows.ONE_ASYNC, 40),
    (KLIP, ONE_KLIP, rows.KLIP, rows.KLIP_ASYNC, 40),
    (PROCEDURES, procedures(0), rows.PAGE, rows.PAGE_ASYNC, 20),
    (KLIPS, ALL_KLIPS, rows.KLIPS, rows.KLIPS_ASYNC, 20),
)

_WARM = 3


def cases(contenders: Iterable[Contender], server: str, runner: asyncio.Runner) -> list[Case]:
    """Return the cases of single calls.

    Args:
        contenders: Who takes part.
        server: Base URL of a server that answers at once.
        runner: What runs the async calls, always in the same event loop.
    """
    made: list[Case] = []
    for contender in contenders:
        for operation, body, row, async_row, repeats in _CALLS:
            made.append(Case(row, contender.column, _prepare(contender, operation, body, repeats)))
            if isinstance(contender, AsyncContender):
                prepare = _prepare_async(contender, operation, body, repeats, runner)
                made.append(Case(async_row, contender.column, prepare))
        made.append(Case(rows.ONE_LOOPBACK, contender.column, _prepare(contender, APPLICATION, server, 40)))
    return made


def _prepare(
    contender: Contender, operation: str, target: bytes | str, repeats: int
) -> Callable[[], Callable[[], float]]:
    def prepare() -> Callable[[], float]:
        call = contender.call(operation, target)
        call()

        def run() -> float:
            # Untimed: the contender before has filled the processor's caches with its own.
            for _ in range(_WARM):
                call()
            start = time.perf_counter()
            for _ in range(repeats):
                call()
            return (time.perf_counter() - start) / repeats

        return run

    return prepare


def _prepare_async(
    contender: AsyncContender, operation: str, target: bytes | str, repeats: int, runner: asyncio.Runner
) -> Callable[[], Callable[[], float]]:
    async def measured(call: Callable[[], Awaitable[object]]) -> float:
        for _ in range(_WARM):
            await call()
        start = time.perf_counter()
        for _ in range(repeats):
            await call()
        return (time.perf_counter() - start) / repeats

    def prepare() -> Callable[[], float]:
        call = contender.async_call(operation, target)
        runner.run(measured(call))
        return lambda: runner.run(measured(call))

    return prepare
