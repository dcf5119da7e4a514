"""The switch that users' tests have: retries without their waits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import klarify_client
import pytest
from klarify_client._runtime import clock
from klarify_client.testing import FakeKlarify, no_waiting

if TYPE_CHECKING:
    from tests.unit.scripted import Face


def test_retries_are_instant_and_their_waits_are_told(face: Face) -> None:
    fake = FakeKlarify([{"name": "Order"}])
    fake.inject(status=503, times=2, headers={"Retry-After": "50"})
    with no_waiting() as waits:
        assert [item.name for item in face.items(face.klarify(fake.transport).procedures.list())] == ["Order"]
    assert waits == [50.0, 50.0]


def test_waiting_comes_back_after_an_error_too() -> None:
    fake = FakeKlarify()
    fake.inject(status=503, times=1)
    client = klarify_client.Klarify(access_key="any", transport=fake.transport, max_retries=0)
    with pytest.raises(klarify_client.InternalServerError), no_waiting():
        client.procedures.list().first_page()
    assert clock.current().sleep is time.sleep


def test_blocks_may_stand_in_each_other() -> None:
    with no_waiting() as outer:
        with no_waiting() as inner:
            clock.current().sleep(1.0)
        clock.current().sleep(2.0)
    assert (outer, inner) == ([2.0], [1.0])


def test_to_the_clients_the_time_of_the_waits_has_passed() -> None:
    with no_waiting():
        before, moment = clock.current().monotonic(), clock.current().now()
        clock.current().sleep(1000.0)
        assert clock.current().monotonic() - before >= 1000.0
        assert (clock.current().now() - moment).total_seconds() >= 1000.0
    assert clock.current().monotonic() - before < 1000.0
