"""A call ends by its deadline, whatever it is waiting for; and says what it did until then."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from klarify_client import APIConnectionError, APITimeoutError, ConfigurationError, InternalServerError, RateLimitError
from kloudless_management_client import APIConnectionError as KloudlessConnectionError

from tests.unit.scripted import Face, Outcome, Script, procedures_page
from tests.unit.small_api import AsyncSmall, RateLimit, Small, small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.conftest import Waits


def done() -> httpx2.Response:
    return procedures_page(range(1), has_next=False)


def passing(waits: Waits, seconds: float, outcome: Outcome) -> Outcome:
    """An outcome that comes after some time."""

    def after(request: httpx2.Request) -> httpx2.Response:
        waits.append(seconds)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome if isinstance(outcome, httpx2.Response) else outcome(request)

    return after


def read_list(face: Face, service: Script, **options: Any) -> list[Any]:
    return face.items(face.klarify(service).procedures.list(**options))


@pytest.mark.parametrize("of_call", [True, False])
def test_a_wait_that_would_end_after_the_deadline_is_not_begun(face: Face, waits: Waits, *, of_call: bool) -> None:
    service = Script(httpx2.Response(503, headers={"Retry-After": "30"}))
    client = face.klarify(service) if of_call else face.klarify(service, deadline=20)
    options: Any = {"deadline": 20} if of_call else {}
    with pytest.raises(
        InternalServerError, match=r"the wait of 30\.0 s would end after the deadline of 20 s"
    ) as caught:
        face.items(client.procedures.list(**options))
    assert caught.value.retry_after == 30
    assert service.sent == 1
    assert waits == []


def test_a_deadline_counts_all_attempts_and_waits_together(face: Face, waits: Waits) -> None:
    slow = [passing(waits, 4, httpx2.Response(503, headers={"Retry-After": "5"})) for _ in range(2)]
    with pytest.raises(InternalServerError, match="deadline of 17 s") as caught:
        read_list(face, Script(*slow), deadline=17, max_retries=9)
    assert caught.value.attempts == 2
    assert sum(waits) == 4 + 5 + 4
    assert [retry.delay for retry in caught.value.history] == [5]


def test_a_connection_that_fails_is_not_tried_again_past_the_deadline(face: Face, waits: Waits) -> None:
    service = Script(httpx2.ConnectError("refused"))
    with pytest.raises(APIConnectionError, match=r"would end after the deadline of 0\.5 s .*refused"):
        read_list(face, service, deadline=0.5)
    assert service.sent == 1
    assert waits == []


@pytest.mark.usefixtures("waits")
def test_an_attempt_gets_no_more_time_than_is_left(face: Face) -> None:
    given: list[Any] = []

    def note(request: httpx2.Request) -> httpx2.Response:
        given.append(request.extensions["timeout"])
        return httpx2.Response(503, headers={"Retry-After": "6"}) if len(given) == 1 else done()

    read_list(face, Script(note, note), deadline=10, timeout=httpx2.Timeout(8.0, read=None))
    assert given == [
        {"connect": 8.0, "read": 10.0, "write": 8.0, "pool": 8.0},
        {"connect": 4.0, "read": 4.0, "write": 4.0, "pool": 4.0},
    ]


def test_a_write_that_ran_out_of_time_may_have_been_carried_out(face: Face, waits: Waits) -> None:
    late = passing(waits, 5, httpx2.ReadTimeout("slow"))
    with pytest.raises(
        KloudlessConnectionError, match="the deadline of 5 s passed; not repeated, because the POST may have been"
    ):
        face.wait(face.kloudless(Script(late), deadline=5).applications.create(name="First"))


def test_a_turn_that_comes_after_the_deadline_is_not_waited_for(face: Face, waits: Waits) -> None:
    client = small(face, service := Script(*[httpx2.Response(204)] * 3), rate_limit=RateLimit(0.1))
    face.wait(client.things.get())
    with pytest.raises(
        APITimeoutError, match=r"next request pass in 10\.0 s, after the deadline of 3 s; this one was not sent"
    ) as caught:
        face.wait(client.things.create(deadline=3))
    assert caught.value.attempts == 0
    assert waits == []
    face.wait(client.things.create(deadline=11))
    assert waits == [10.0], "the turn that was not taken is the next one's"
    assert service.sent == 2


class Endless(httpx2.AsyncBaseTransport):
    """A service that never answers."""

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        await asyncio.Event().wait()
        raise AssertionError(request)


def test_the_async_client_ends_by_the_deadline_whatever_the_transport_does() -> None:
    async def call() -> None:
        async with AsyncSmall(api_key="k", transport=Endless()) as client:
            await client.things.get(deadline=0.05)

    with pytest.raises(APITimeoutError, match=r"the deadline of 0\.05 s passed"):
        asyncio.run(call())


class Trickle(httpx2.SyncByteStream):
    """A body without end."""

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield b" "


def test_the_sync_client_ends_by_the_deadline_where_a_transport_trickles() -> None:
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, headers={"X-Request-Id": "r-1"}, stream=Trickle()))
    client = Small(api_key="k", transport=transport)
    with pytest.raises(APITimeoutError, match=r"the deadline of 0\.05 s passed") as caught:
        client.things.get(deadline=0.05)
    assert (caught.value.status_code, caught.value.request_id) == (200, "r-1")


@pytest.mark.parametrize("value", [0, -1, True, "3", float("nan"), float("inf")])
def test_a_deadline_that_is_none_is_refused(face: Face, value: object) -> None:
    with pytest.raises(ConfigurationError, match="deadline: give a positive number of seconds, or None"):
        face.klarify(Script(), deadline=value)


def test_a_call_may_lift_the_deadline_of_the_client(face: Face, waits: Waits) -> None:
    service = Script(httpx2.Response(429, headers={"Retry-After": "30"}), done())
    assert len(face.items(face.klarify(service, deadline=5).procedures.list(deadline=None))) == 1
    assert waits == [30]


def test_a_service_that_asks_to_wait_too_long_says_so_to_the_caller(face: Face, waits: Waits) -> None:
    with pytest.raises(RateLimitError, match="the service asks to wait 61 s") as caught:
        read_list(face, Script(httpx2.Response(429, headers={"Retry-After": "61"})))
    assert caught.value.retry_after == 61
    assert waits == []
