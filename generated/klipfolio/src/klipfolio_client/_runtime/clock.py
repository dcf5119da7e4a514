"""Time, replaceable: tests wait for nothing."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator


async def _asleep(seconds: float) -> None:
    # anyio and not asyncio: the async client works under trio too. Imported late: most calls never wait.
    import anyio

    await anyio.sleep(seconds)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """The ways in which the runtime touches time.

    Attributes:
        monotonic: Seconds that only grow.
        now: The date and time, with zone.
        sleep: Waits, in the sync client.
        asleep: Waits, in the async client.
    """

    monotonic: Callable[[], float] = time.perf_counter
    now: Callable[[], datetime] = _now
    sleep: Callable[[float], None] = time.sleep
    asleep: Callable[[float], Awaitable[None]] = _asleep


_DEFAULT = Clock()
_current = _DEFAULT


def current() -> Clock:
    """Return the clock in force."""
    return _current


def use(clock: Clock | None) -> None:
    """Put a clock in force for this package, or with ``None`` the real one again."""
    global _current
    _current = clock or _DEFAULT


@contextmanager
def no_waiting() -> Generator[list[float]]:
    """Make the waits of clients instant, for tests; the list collects the seconds they would have taken.

    To the clients the time of the waits has passed. It counts for all clients of this package in the process, until
    the block ends.
    """
    waits: list[float] = []
    passed = 0.0

    def sleep(seconds: float) -> None:
        nonlocal passed
        waits.append(seconds)
        passed += seconds

    async def asleep(seconds: float) -> None:
        sleep(seconds)

    before = _current
    use(
        Clock(
            monotonic=lambda: before.monotonic() + passed,
            now=lambda: before.now() + timedelta(seconds=passed),
            sleep=sleep,
            asleep=asleep,
        )
    )
    try:
        yield waits
    finally:
        use(before)
