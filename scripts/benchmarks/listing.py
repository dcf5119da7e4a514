"""Lists of 100 pages over loopback, from a server that takes 50 ms for a page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from . import rows
from .bodies import PAGE_SIZE, PAGES
from .contenders.contender import AHEAD, WALK, AsyncContender
from .figures import Case

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Iterable

    from .contenders.contender import Contender

_LISTS = ((WALK, rows.LISTING, rows.LISTING_ASYNC), (AHEAD, rows.AHEAD, rows.AHEAD_ASYNC))


def cases(contenders: Iterable[Contender], server: str, runner: asyncio.Runner) -> list[Case]:
    """Return the cases of whole lists.

    Args:
        contenders: Who takes part.
        server: Base URL of the server that takes its time.
        runner: What runs the async calls.
    """
    made: list[Case] = []
    for contender in contenders:
        for operation, row, async_row in _LISTS:
            if operation in contender.reads:
                made.append(Case(row, contender.column, _prepare(contender, operation, server)))
            if isinstance(contender, AsyncContender) and operation in contender.async_reads:
                made.append(Case(async_row, contender.column, _prepare_async(contender, operation, server, runner)))
    return made


def _complete(count: object) -> None:
    if count != PAGES * PAGE_SIZE:
        raise RuntimeError(f"{count} items instead of {PAGES * PAGE_SIZE}")


def _prepare(contender: Contender, operation: str, server: str) -> Callable[[], Callable[[], float]]:
    def prepare() -> Callable[[], float]:
        walk = contender.call(operation, server)

        def run() -> float:
            start = time.perf_counter()
            _complete(walk())
            return time.perf_counter() - start

        return run

    return prepare


def _prepare_async(
    contender: AsyncContender, operation: str, server: str, runner: asyncio.Runner
) -> Callable[[], Callable[[], float]]:
    async def measured(walk: Callable[[], Awaitable[object]]) -> float:
        start = time.perf_counter()
        _complete(await walk())
        return time.perf_counter() - start

    def prepare() -> Callable[[], float]:
        walk = contender.async_call(operation, server)
        return lambda: runner.run(measured(walk))

    return prepare
