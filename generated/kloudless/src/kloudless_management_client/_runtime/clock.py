"""Time, replaceable: tests wait for nothing."""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator
    from threading import Event


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


class Abandoned(BaseException):
    """Nobody waits for this call any more; no error, and not to be handled as one."""


_DEFAULT = Clock()
_current = _DEFAULT
_abandoned: ContextVar[Event | None] = ContextVar("abandoned", default=None)


def current() -> Clock:
    """Return the clock in force."""
    return _current


def abandon_with(event: Event) -> None:
    """Let the sync calls of this context end, once the event is set, where they would wait or send again."""
    _abandoned.set(event)


def sleep(seconds: float) -> None:
    """Wait, in the sync client; every pause between two attempts passes here, even one of 0 seconds.

    Raises:
        Abandoned: Nobody waits for the call any more.
    """
    event = _abandoned.get()
    if seconds > 0 and not (event and event.is_set()):
        (event.wait if event and _current.sleep is time.sleep else _current.sleep)(seconds)
    if event and event.is_set():
        raise Abandoned


def as_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC; one without a time zone is taken to be UTC already."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


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
