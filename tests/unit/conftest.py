"""Fixtures of the unit tests."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from klarify_client._runtime import clock as klarify_clock
from kloudless_management_client._runtime import clock as kloudless_clock

from tests.unit.scripted import Face

if TYPE_CHECKING:
    from collections.abc import Iterator


class Waits(list[float]):
    """The waits that a client asked for. Time passes by waiting alone."""

    now = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)

    def elapsed(self) -> float:
        return sum(self)

    def moment(self) -> datetime:
        return self.now + timedelta(seconds=self.elapsed())

    async def asleep(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def waits() -> Iterator[Waits]:
    """Replaces time in both packages and tells how long they would have waited."""
    waits = Waits()
    for clock in (klarify_clock, kloudless_clock):
        clock.use(clock.Clock(waits.elapsed, waits.moment, waits.append, waits.asleep))
    yield waits
    for clock in (klarify_clock, kloudless_clock):
        clock.use(None)


@pytest.fixture(params=["sync", "async"])
def face(request: pytest.FixtureRequest) -> Iterator[Face]:
    """Runs the test once with the sync and once with the async clients."""
    with asyncio.Runner() as runner:
        yield Face(str(request.param), runner)
