"""One thread counts at a time: while it does, the others wait, whatever they are about."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from klarify_client._runtime import clock

from tests.unit.small_api import RateLimit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 30.0
A_MOMENT = 0.05


class LeftError(Exception):
    """Somebody stops waiting."""


class Time:
    """A clock that stops whoever is named, in the middle of counting or of waiting."""

    def __init__(self) -> None:
        self.counting = ""
        self.waiting = ""
        self.leaves = False
        self.reached = threading.Event()
        self.go_on = threading.Event()
        self.sleeps = threading.Event()
        self.wake = threading.Event()

    def monotonic(self) -> float:
        if threading.current_thread().name == self.counting:
            self.reached.set()
            assert self.go_on.wait(PATIENCE)
        return 100.0

    def sleep(self, _: float) -> None:
        if threading.current_thread().name == self.waiting:
            self.sleeps.set()
            assert self.wake.wait(PATIENCE)
            if self.leaves:
                raise LeftError

    async def asleep(self, _: float) -> None:
        raise AssertionError


@pytest.fixture
def time() -> Iterator[Time]:
    time = Time()
    clock.use(clock.Clock(time.monotonic, lambda: datetime(2024, 1, 1, tzinfo=UTC), time.sleep, time.asleep))
    yield time
    clock.use(None)


def started(name: str, call: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            call()
        except LeftError:
            return

    thread = threading.Thread(target=run, name=name)
    thread.start()
    return thread


def held_while_another_counts(time: Time, limit: RateLimit, *others: threading.Thread) -> None:
    """Let a thread stop while it counts, then the others go on; they have to wait for it."""
    time.counting = "counter"
    counter = started("counter", limit.take)
    assert time.reached.wait(PATIENCE)
    time.wake.set()
    for other in others:
        if other.ident is None:
            other.start()
        other.join(A_MOMENT)
        assert other.is_alive(), "it did not wait for the one who counts"
    time.go_on.set()
    for thread in (counter, *others):
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_whoever_asks_for_a_turn(time: Time) -> None:
    limit = RateLimit(5)
    held_while_another_counts(time, limit, threading.Thread(target=limit.take))


def test_whoever_sends(time: Time) -> None:
    limit = RateLimit(5)
    turn = limit.take()
    held_while_another_counts(time, limit, threading.Thread(target=limit.sent, args=[turn]))


@pytest.mark.parametrize("leaves", [False, True])
def test_whoever_has_waited_for_a_turn_or_gives_it_back(time: Time, *, leaves: bool) -> None:
    limit = RateLimit(1, 100)
    limit.take()
    time.waiting, time.leaves = "waiter", leaves
    waiter = started("waiter", limit.take)
    assert time.sleeps.wait(PATIENCE)
    held_while_another_counts(time, limit, waiter)
