"""How many requests a second an event loop gets through, over loopback."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from . import rows
from .contenders.contender import APPLICATION, AsyncContender
from .figures import Case

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from .contenders.contender import Contender

_IN_FLIGHT = (1, 20, 100)
_REQUESTS = 600


def cases(contenders: Iterable[Contender], server: str, runner: asyncio.Runner) -> list[Case]:
    """Return the cases of throughput.

    Args:
        contenders: Who takes part; one without an async client does not.
        server: Base URL of a server in another process that answers at once.
        runner: What runs the calls.
    """
    return [
        Case(rows.THROUGHPUT.format(count), contender.column, _prepare(contender, server, count, runner))
        for contender in contenders
        if isinstance(contender, AsyncContender)
        for count in _IN_FLIGHT
    ]


def _prepare(
    contender: AsyncContender, server: str, count: int, runner: asyncio.Runner
) -> Callable[[], Callable[[], float]]:
    def prepare() -> Callable[[], float]:
        call = contender.async_call(APPLICATION, server)
        runner.run(_rate(call, count))
        return lambda: runner.run(_rate(call, count))

    return prepare


async def _rate(call: Callable[[], Awaitable[object]], count: int) -> float:
    requests = iter(range(_REQUESTS))

    async def some() -> None:
        for _ in requests:
            await call()

    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(count):
            group.create_task(some())
    return _REQUESTS / (time.perf_counter() - start)
