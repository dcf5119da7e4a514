"""How often requests are sent: never more than a service allows, whoever shares the limit, and no more in a day."""

from __future__ import annotations

import asyncio
import pickle
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import httpx2
import klipfolio_client
import pytest
from klarify_client._runtime import clock
from klarify_client._runtime.errors import (
    APIStatusError,
    ConfigurationError,
    DailyLimitError,
    InternalServerError,
    RateLimitError,
)
from klarify_client._runtime.fake import FakeResponse
from klarify_client._runtime.fake_server import serve
from klarify_client._runtime.options import RateRule
from klarify_client._runtime.rate_limit import RateLimit as BaseRateLimit
from klipfolio_client._runtime import clock as klipfolio_clock

from tests.unit.scripted import Face, Script
from tests.unit.small_api import PROFILE, AsyncSmall, RateLimit, Small, small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from klarify_client._runtime.rate_limit import Turn

    from tests.unit.conftest import Waits

NEW_YORK = ZoneInfo("America/New_York")
MARGIN = BaseRateLimit.margin


@pytest.fixture(autouse=True)
def full_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the margin out, so that tests count in full seconds."""
    monkeypatch.setattr(BaseRateLimit, "margin", 0.0)


class Stamps(httpx2.MockTransport):
    """A service that keeps the moments at which requests arrive."""

    def __init__(self, answer: Callable[[int], httpx2.Response] = lambda _: httpx2.Response(200)) -> None:
        super().__init__(self._play)
        self._answer = answer
        self.moments: list[float] = []

    def _play(self, _: httpx2.Request) -> httpx2.Response:
        self.moments.append(clock.current().monotonic())
        return self._answer(len(self.moments))


def assert_never_more_than(requests: int, seconds: float, moments: list[float]) -> None:
    ordered = sorted(moments)
    for first, later in zip(ordered, ordered[requests:], strict=False):
        assert later - first >= seconds - 1e-9


class VirtualTime:
    """Time that passes by waiting alone, for many threads or tasks at once: the earliest of the waits ends next.

    Every thread or task is counted in beforehand. `late` adds to the wait number n what a busy machine would.
    """

    def __init__(self, sleepers: int, late: Callable[[int], float] = lambda _: 0.0) -> None:
        self._now = 1000.0
        self._awake = sleepers
        self._waiting: list[tuple[float, int]] = []
        self._count = 0
        self._late = late
        self._changed = threading.Condition()

    def monotonic(self) -> float:
        return self._now

    def moment(self) -> datetime:
        return datetime(2024, 1, 15, 12, tzinfo=UTC) + timedelta(seconds=self._now)

    def advance(self, seconds: float) -> None:
        self._now += seconds

    def _begin(self, seconds: float) -> tuple[float, int]:
        self._count += 1
        entry = (self._now + seconds + self._late(self._count), self._count)
        self._waiting.append(entry)
        self._awake -= 1
        self._advance()
        return entry

    def _advance(self) -> None:
        if self._awake == 0 and self._waiting:
            self._now = max(self._now, min(self._waiting)[0])
            self._changed.notify_all()

    def _is_over(self, entry: tuple[float, int]) -> bool:
        return self._awake == 0 and min(self._waiting) == entry

    def _end(self, entry: tuple[float, int]) -> None:
        self._waiting.remove(entry)
        self._awake += 1

    def sleep(self, seconds: float) -> None:
        with self._changed:
            entry = self._begin(seconds)
            while not self._is_over(entry):
                self._changed.wait()
            self._end(entry)

    def leave(self) -> None:
        """One of the threads or tasks is done."""
        with self._changed:
            self._awake -= 1
            self._advance()

    async def asleep(self, seconds: float) -> None:
        with self._changed:
            entry = self._begin(seconds)
        while not self._is_over(entry):  # noqa: ASYNC110 - other tasks end it
            await asyncio.sleep(0)
        with self._changed:
            self._end(entry)

    def clock(self) -> clock.Clock:
        return clock.Clock(self.monotonic, self.moment, self.sleep, self.asleep)


@pytest.fixture
def virtual() -> Iterator[Callable[..., VirtualTime]]:
    def begin(*args: Any) -> VirtualTime:
        made = VirtualTime(*args)
        clock.use(made.clock())
        return made

    yield begin
    clock.use(None)


def call(face: Face, client: Any, times: int = 1) -> None:
    for _ in range(times):
        face.wait(client.things.get())


@pytest.mark.acceptance("KF-10")
def test_a_client_sends_no_more_than_the_service_allows(face: Face, waits: Waits) -> None:
    client = small(face, service := Stamps())
    call(face, client, 17)
    assert waits == [1.0, 1.0, 1.0]
    assert service.moments == [0.0] * 5 + [1.0] * 5 + [2.0] * 5 + [3.0] * 2


def test_requests_that_come_by_themselves_slowly_enough_do_not_wait(face: Face, waits: Waits) -> None:
    client = small(face, service := Stamps())
    for _ in range(20):
        call(face, client)
        waits.append(0.2)
    assert service.moments == pytest.approx([0.2 * number for number in range(20)])


def test_a_window_is_any_second_and_not_a_second_of_the_clock(face: Face, waits: Waits) -> None:
    client = small(face, service := Stamps())
    waits.append(0.9)
    call(face, client, 4)
    waits.append(0.2)
    call(face, client, 4)
    assert service.moments == pytest.approx([0.9] * 4 + [1.1] + [1.9] * 3)
    assert_never_more_than(5, 1.0, service.moments)


@pytest.mark.parametrize(
    ("per_second", "requests", "seconds"), [(5, 5, 1), (1, 1, 1), (2.5, 2, 1), (0.5, 1, 2), (0.1, 1, 10), (100, 100, 1)]
)
def test_the_number_can_be_chosen(face: Face, waits: Waits, per_second: float, requests: int, seconds: float) -> None:
    client = small(face, service := Stamps(), rate_limit=RateLimit(per_second))
    call(face, client, 3 * requests)
    assert service.moments == pytest.approx(sorted([0.0, seconds, 2.0 * seconds] * requests))
    assert len(waits) == 2


def test_a_rule_of_another_window_is_kept(face: Face, waits: Waits) -> None:
    rule = RateRule(requests=100, seconds=60, daily_reset="UTC", refused=429)
    client = small(face, service := Stamps(), profile=replace(PROFILE, rate_limit=rule))
    call(face, client, 101)
    assert service.moments == [0.0] * 100 + [60.0]
    assert waits == [60.0]


def test_the_limit_can_be_turned_off(face: Face, waits: Waits) -> None:
    client = small(face, service := Stamps(), rate_limit=RateLimit(per_second=None))
    call(face, client, 50)
    assert len(service.moments) == 50
    assert waits == []


def test_clients_of_an_api_without_a_limit_have_none(face: Face, waits: Waits) -> None:
    client = small(face, service := Stamps(), profile=replace(PROFILE, rate_limit=None))
    call(face, client, 50)
    assert len(service.moments) == 50
    assert waits == []
    with pytest.raises(TypeError, match="rate_limit"):
        face.klarify(Script(), rate_limit=RateLimit())


def test_every_client_has_a_limit_of_its_own(face: Face, waits: Waits) -> None:
    for _ in range(3):
        call(face, small(face, Stamps()), 5)
    assert waits == []


@pytest.mark.acceptance("KF-14")
def test_clients_may_share_a_limit(face: Face, waits: Waits) -> None:
    service, shared = Stamps(), RateLimit(per_second=5)
    clients = [small(face, service, rate_limit=shared) for _ in range(3)]
    for _ in range(4):
        for client in clients:
            call(face, client)
    assert service.moments == [0.0] * 5 + [1.0] * 5 + [2.0] * 2
    assert waits == [1.0, 1.0]


@pytest.mark.parametrize("value", [0, -1, 0.0, float("inf"), float("nan"), True, "5", (5,), b"5"])
def test_a_number_a_second_that_is_none_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="per_second"):
        RateLimit(value)


@pytest.mark.parametrize("value", [0, -1, 2.5, True, "5", float("nan")])
def test_a_number_a_day_that_is_none_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="per_day"):
        RateLimit(5, value)


@pytest.mark.parametrize("value", [5, b"5", (5, 1000), RateLimit])
def test_a_limit_that_is_none_is_refused(face: Face, value: Any) -> None:
    with pytest.raises(ConfigurationError, match="rate_limit: expected RateLimit"):
        small(face, Script(), rate_limit=value)


class Connecting(httpx2.MockTransport):
    """A transport that takes its time to connect, the first times, and tells when it sends, as the default ones do."""

    def __init__(self, *delays: float) -> None:
        super().__init__(lambda _: httpx2.Response(200))
        self._delays = [*delays]
        self.moments: list[float] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if self._delays:
            clock.current().sleep(self._delays.pop(0))
        request.extensions["trace"]("http11.send_request_headers.started", {})
        self.moments.append(clock.current().monotonic())
        request.extensions["trace"]("http11.send_request_headers.complete", {})
        return super().handle_request(request)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if self._delays:
            await clock.current().asleep(self._delays.pop(0))
        await request.extensions["trace"]("http11.send_request_headers.started", {})
        self.moments.append(clock.current().monotonic())
        await request.extensions["trace"]("http11.send_request_headers.complete", {})
        return await super().handle_async_request(request)


@pytest.mark.parametrize("delays", [[0.3], [0.0, 0.0, 0.7], [0.2] * 9, [1.4], [0.9, 0.0, 0.0, 0.0, 0.0, 1.2, 0.6]])
def test_what_counts_is_when_a_request_is_sent_and_not_when_it_may_be(
    face: Face, waits: Waits, delays: list[float]
) -> None:
    client = small(face, service := Connecting(*delays))
    call(face, client, 21)
    assert_never_more_than(5, 1.0, service.moments)
    assert service.moments[-1] < sum(delays) + 4.001
    assert len(waits) > len(delays)


def test_the_default_transports_tell_when_a_request_is_sent(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Turn] = []

    def tell(_: RateLimit, turn: Turn) -> None:
        told.append(turn)

    monkeypatch.setattr(BaseRateLimit, "sent", tell)
    with serve(lambda _: FakeResponse(200), 0) as server:
        client = small(face, None, base_url=server.url)
        call(face, client, 3)
        face.wait(client.close())
    assert len(told) == 3


def test_a_limit_tells_its_numbers() -> None:
    assert repr(RateLimit(2.5, 1000)) == "RateLimit(per_second=2.5, per_day=1000)"
    assert repr(RateLimit(None)) == "RateLimit(per_second=None, per_day=None)"


LATE: list[Callable[[int], float]] = [
    lambda _: 0.0,
    lambda number: (number * 37 % 11) * 0.013,
    lambda number: number % 3 * 0.45,
]


@pytest.mark.parametrize("late", LATE)
def test_threads_share_a_limit(virtual: Callable[..., VirtualTime], late: Callable[[int], float]) -> None:
    threads = 16
    passing = virtual(threads, late)
    service, shared = Stamps(), RateLimit(per_second=5)

    def work() -> None:
        client = Small(api_key="k", transport=service, rate_limit=shared)
        for _ in range(6):
            client.things.get()
        passing.leave()

    running = [threading.Thread(target=work) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert len(service.moments) == 6 * threads
    assert_never_more_than(5, 1.0, service.moments)
    if late(1) == late(2) == 0:
        assert max(service.moments) - min(service.moments) == pytest.approx(19.0)


@pytest.mark.parametrize("late", LATE)
def test_tasks_share_a_limit(virtual: Callable[..., VirtualTime], late: Callable[[int], float]) -> None:
    tasks = 40

    async def work(passing: VirtualTime, client: AsyncSmall) -> None:
        for _ in range(3):
            await client.things.get()
        passing.leave()

    async def run() -> list[float]:
        passing = virtual(tasks, late)
        client = AsyncSmall(api_key="k", transport=(service := Stamps()), rate_limit=RateLimit(per_second=5))
        await asyncio.gather(*[work(passing, client) for _ in range(tasks)])
        return service.moments

    moments = asyncio.run(run())
    assert len(moments) == 3 * tasks
    assert_never_more_than(5, 1.0, moments)
    if late(1) == late(2) == 0:
        assert max(moments) - min(moments) == pytest.approx(23.0)


@pytest.mark.parametrize("late", LATE)
def test_threads_and_tasks_share_a_limit(virtual: Callable[..., VirtualTime], late: Callable[[int], float]) -> None:
    threads = tasks = 8
    passing = virtual(threads + tasks, late)
    service, shared = Stamps(), RateLimit(per_second=5)

    def in_a_thread() -> None:
        client = Small(api_key="k", transport=service, rate_limit=shared)
        for _ in range(4):
            client.things.get()
        passing.leave()

    async def in_a_task(client: AsyncSmall) -> None:
        for _ in range(4):
            await client.things.get()
        passing.leave()

    async def in_a_loop() -> None:
        client = AsyncSmall(api_key="k", transport=service, rate_limit=shared)
        await asyncio.gather(*[in_a_task(client) for _ in range(tasks)])

    running = [threading.Thread(target=in_a_thread) for _ in range(threads)]
    running.append(threading.Thread(target=lambda: asyncio.run(in_a_loop())))
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert len(service.moments) == 4 * (threads + tasks)
    assert_never_more_than(5, 1.0, service.moments)


def test_those_who_asked_first_go_first(virtual: Callable[..., VirtualTime]) -> None:
    order: list[int] = []

    async def work(passing: VirtualTime, limit: RateLimit, number: int) -> None:
        await limit.atake()
        order.append(number)
        passing.leave()

    async def run() -> None:
        passing, limit = virtual(30), RateLimit(per_second=2)
        await asyncio.gather(*[work(passing, limit, number) for number in range(30)])

    asyncio.run(run())
    assert order == sorted(order)


def test_a_wait_that_is_cancelled_leaves_its_turn_to_others() -> None:
    async def run() -> list[float]:
        asked: list[float] = []
        blocked = asyncio.Event()

        async def asleep(seconds: float) -> None:
            asked.append(seconds)
            await blocked.wait()

        clock.use(clock.Clock(monotonic=lambda: 100.0, asleep=asleep))
        limit = RateLimit(per_second=1)
        await limit.atake()
        waiting = [asyncio.create_task(limit.atake()) for _ in range(1000)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        asked.clear()
        late = [asyncio.create_task(limit.atake()) for _ in range(3)]
        await asyncio.sleep(0)
        blocked.set()
        await asyncio.gather(*late)
        return asked

    try:
        assert asyncio.run(run()) == [1.0, 2.0, 3.0]
    finally:
        clock.use(None)


def test_turns_given_back_long_ago_do_not_mix_up_the_line() -> None:
    async def run() -> list[float]:
        asked: list[float] = []
        now = [0.0]
        blocked = asyncio.Event()

        async def asleep(seconds: float) -> None:
            asked.append(seconds)
            await blocked.wait()

        clock.use(clock.Clock(monotonic=lambda: now[0], asleep=asleep))
        limit = RateLimit(per_second=1)
        waiting = [asyncio.create_task(limit.atake()) for _ in range(50)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        asked.clear()
        now[0] = 1000.0
        late = [asyncio.create_task(limit.atake()) for _ in range(6)]
        await asyncio.sleep(0)
        blocked.set()
        await asyncio.gather(*late)
        return asked

    try:
        assert asyncio.run(run()) == [1.0, 2.0, 3.0, 4.0, 5.0]
    finally:
        clock.use(None)


def test_a_wait_that_fails_leaves_its_turn_to_others(waits: Waits) -> None:
    limit: Any = RateLimit(per_second=1)
    limit.take()

    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt(seconds)

    before = clock.current()
    broken = replace(before, sleep=interrupted)
    limit._clock = broken  # the same time, told by the same clock
    clock.use(broken)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt, match=r"^1\.0$"):
            limit.take()
    limit._clock = before
    clock.use(before)
    limit.take()
    assert waits == [1.0]


def test_a_turn_that_nobody_took_in_time_is_not_made_up_for(waits: Waits) -> None:
    limit: Any = RateLimit(per_second=1)
    limit.take()
    turn = limit._enter()
    limit._leave(turn)
    waits.append(10.0)
    for _ in range(3):
        limit.take()
    assert waits == [10.0, 1.0, 1.0]


def test_another_clock_begins_anew(waits: Waits) -> None:
    limit = RateLimit(per_second=1)
    for _ in range(3):
        limit.take()
    assert waits == [1.0, 1.0]
    with clock.no_waiting() as others:
        for _ in range(50):
            limit.take()
    assert others == pytest.approx([1.0] * 49)
    limit.take()
    assert waits == [1.0, 1.0]


def test_a_clock_that_stands_still_ends_in_no_loop(face: Face) -> None:
    slept: list[float] = []

    async def asleep(seconds: float) -> None:
        slept.append(seconds)

    clock.use(clock.Clock(monotonic=lambda: 7.0, sleep=slept.append, asleep=asleep))
    try:
        call(face, small(face, service := Stamps()), 11)
    finally:
        clock.use(None)
    assert len(service.moments) == 11
    assert slept == [1.0] * 5 + [2.0]


@pytest.mark.acceptance("KF-10")
def test_on_a_real_clock_the_limit_holds_to_the_millisecond(face: Face) -> None:
    client = small(face, service := Stamps(), rate_limit=RateLimit(per_second=1000))
    client._limit._arrange(5, 0.03)
    call(face, client, 30)
    # What the service sees comes later than the turn, now more and now less; that is what a margin is for.
    assert_never_more_than(5, 0.02, service.moments)
    assert service.moments[-1] - service.moments[0] < 5


@pytest.mark.usefixtures("waits")
def test_a_window_is_a_little_longer_than_the_services(face: Face, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BaseRateLimit, "margin", MARGIN)
    client = small(face, service := Stamps())
    call(face, client, 11)
    assert service.moments == pytest.approx([*[0] * 5, *[1.01] * 5, 2.02])


def test_every_attempt_takes_a_turn(face: Face, waits: Waits) -> None:
    def answer(number: int) -> httpx2.Response:
        return httpx2.Response(503 if number <= 3 else 200)

    client = small(face, service := Stamps(answer), rate_limit=RateLimit(per_second=0.1))
    call(face, client)
    assert service.moments == pytest.approx([0, 10, 20, 30])
    # Of each retry and, for what is left, of its turn.
    assert len(waits) == 6


def test_the_wait_for_a_turn_counts_into_the_elapsed_time(face: Face, waits: Waits) -> None:
    client = small(face, Stamps(), rate_limit=RateLimit(per_second=1))
    call(face, client)
    raw = face.wait(client.with_raw_response(client.things.get)())
    assert raw.elapsed == 1.0
    assert raw.attempts == 1
    assert waits == [1.0]


@pytest.mark.acceptance("KF-13")
def test_what_is_refused_as_too_much_is_sent_again_whatever_it_is(face: Face, waits: Waits) -> None:
    service = Script(httpx2.Response(429, headers={"Retry-After": "7"}), httpx2.Response(429), httpx2.Response(201))
    face.wait(small(face, service).things.create())
    assert service.sent == 3
    assert waits[0] == 7.0
    assert len(waits) == 2


@pytest.mark.acceptance("KF-37")
def test_what_is_refused_as_too_much_fails_in_the_end(face: Face, waits: Waits) -> None:
    service = Script(*[httpx2.Response(429, json={"message": "slow down"}) for _ in range(3)])
    with pytest.raises(RateLimitError, match=r"slow down.*3 attempts") as caught:
        face.wait(small(face, service, max_retries=2).things.create())
    assert caught.value.hint is None
    assert len(waits) == 2


@pytest.mark.parametrize("status", [408, 500, 503])
def test_any_other_failure_of_a_create_is_not_sent_again(face: Face, waits: Waits, status: int) -> None:
    with pytest.raises(APIStatusError, match="may have been carried out"):
        face.wait(small(face, Script(httpx2.Response(status))).things.create())
    assert waits == []


class Days:
    """A clock whose date can be set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        clock.use(clock.Clock(monotonic=lambda: self.moment.timestamp(), now=lambda: self.moment.astimezone(UTC)))


@pytest.fixture
def day() -> Iterator[Callable[..., Days]]:
    def made(year: int, month: int, date: int, hour: int = 0, minute: int = 0, second: int = 0) -> Days:
        return Days(datetime(year, month, date, hour, minute, second, tzinfo=NEW_YORK))

    yield made
    clock.use(None)


@pytest.mark.acceptance("KF-11", "KF-12")
def test_the_budget_of_a_day_ends_in_an_error_before_anything_is_sent(face: Face, day: Callable[..., Days]) -> None:
    time_of_day = day(2024, 1, 15, 21, 47, 30)
    client = small(face, service := Stamps(), rate_limit=RateLimit(None, 3))
    call(face, client, 3)
    for _ in range(2):
        with pytest.raises(DailyLimitError) as caught:
            call(face, client)
        error = caught.value
        assert error.resets_at == datetime(2024, 1, 16, tzinfo=NEW_YORK)
        assert (error.operation, error.method, error.attempts) == ("things_get", "GET", 0)
        assert str(error) == (
            "things_get: the budget of 3 requests a day is spent and starts again at 2024-01-16T00:00:00-05:00, "
            "in 2 h 13 min; wait until then, or make the client with a RateLimit of more per_day "
            "[GET https://small.example/api/things]"
        )
        assert pickle.loads(pickle.dumps(error)).resets_at == error.resets_at  # noqa: S301 - our own error
    assert len(service.moments) == 3
    time_of_day.moment = datetime(2024, 1, 15, 23, 59, 59, 999999, tzinfo=NEW_YORK)
    with pytest.raises(DailyLimitError, match="in 0 h 01 min"):
        call(face, client)
    time_of_day.moment = datetime(2024, 1, 16, tzinfo=NEW_YORK)
    call(face, client, 3)
    with pytest.raises(DailyLimitError, match="in 24 h 00 min"):
        call(face, client)
    assert len(service.moments) == 6


@pytest.mark.parametrize(
    ("parts", "hours", "offset"),
    [((2024, 3, 10), 23, -4), ((2024, 11, 3), 25, -5), ((2024, 7, 4), 24, -4), ((2024, 12, 31), 24, -5)],
)
def test_days_are_those_of_the_service_with_their_summer_time(
    day: Callable[..., Days], parts: tuple[int, ...], hours: int, offset: int
) -> None:
    time_of_day = day(*parts)
    limit = RateLimit(None, 1)
    limit.take()
    with pytest.raises(DailyLimitError, match=f"in {hours} h 00 min") as caught:
        limit.take()
    midnight = caught.value.resets_at
    assert (midnight.hour, midnight.minute, midnight.utcoffset()) == (0, 0, timedelta(hours=offset))
    time_of_day.moment = midnight - timedelta(microseconds=1)
    with pytest.raises(DailyLimitError):
        limit.take()
    time_of_day.moment = midnight
    limit.take()


def test_the_day_may_be_that_of_another_zone(day: Callable[..., Days]) -> None:
    day(2024, 1, 15, 12)
    limit = RateLimit(None, 1, daily_reset="Asia/Tokyo")
    limit.take()
    with pytest.raises(DailyLimitError) as caught:
        limit.take()
    assert caught.value.resets_at.isoformat() == "2024-01-17T00:00:00+09:00"


def test_a_retry_counts_and_may_find_the_budget_spent(face: Face, day: Callable[..., Days]) -> None:
    day(2024, 1, 15, 12)
    service = Stamps(lambda _: httpx2.Response(503))
    client = small(face, service, rate_limit=RateLimit(None, 2))
    with pytest.raises(DailyLimitError) as caught:
        call(face, client)
    assert caught.value.attempts == len(service.moments) == 2


def test_a_budget_that_just_suffices_is_no_error(face: Face, waits: Waits) -> None:
    service = Stamps(lambda _: httpx2.Response(503))
    client = small(face, service, rate_limit=RateLimit(None, 2), max_retries=1)
    with pytest.raises(InternalServerError):
        call(face, client)
    assert len(service.moments) == 2
    assert len(waits) == 1


def test_a_request_that_waits_over_midnight_counts_for_the_new_day(waits: Waits) -> None:
    clock.use(replace(clock.current(), now=lambda: waits.moment().replace(hour=4, minute=59, second=59) + passed()))

    def passed() -> timedelta:
        return timedelta(seconds=waits.elapsed())

    limit = RateLimit(1, 3)
    for _ in range(4):
        limit.take()
    assert waits == [1.0, 1.0, 1.0]
    with pytest.raises(DailyLimitError):
        limit.take()


def test_a_wait_that_fails_gives_back_its_share_of_the_budget(waits: Waits) -> None:
    limit: Any = RateLimit(1, 2)
    limit.take()
    turn = limit._enter()
    with pytest.raises(DailyLimitError):
        limit.take()
    limit._leave(turn)
    limit.take()
    assert waits == [1.0]


def test_without_time_zones_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr("zoneinfo.ZoneInfo", missing)
    with pytest.raises(ConfigurationError, match="America/New_York; install tzdata"):
        RateLimit(5, 1000)
    RateLimit(5)


def test_an_unknown_time_zone_is_refused() -> None:
    for name in ("Nowhere/Else", "/etc/passwd", "", "America"):
        with pytest.raises(ConfigurationError, match="no time zone"):
            RateLimit(5, 1000, daily_reset=name)


def test_a_turn_costs_next_to_nothing() -> None:
    limit: Any = RateLimit(per_second=1_000_000)
    begin = time.perf_counter()
    for _ in range(10_000):
        limit.take()
    assert time.perf_counter() - begin < 1.0
    assert sys.getsizeof(limit._spare) < 200


def test_waits_are_made_outside_of_the_lock(waits: Waits) -> None:
    limit: Any = RateLimit(per_second=1)
    free: list[bool] = []

    def sleep(seconds: float) -> None:
        free.append(not limit._lock.locked())
        waits.append(seconds)

    clock.use(replace(clock.current(), sleep=sleep))
    for _ in range(4):
        limit.take()
    assert free == [True] * 3


def test_the_limit_of_a_package_has_the_numbers_and_the_midnight_of_its_service() -> None:
    moment = datetime(2024, 1, 15, 21, 47, 30, tzinfo=NEW_YORK)
    klipfolio_clock.use(klipfolio_clock.Clock(monotonic=moment.timestamp, now=lambda: moment.astimezone(UTC)))
    try:
        limit = klipfolio_client.RateLimit(per_day=1)
        assert limit.per_second == 5
        limit.take()
        with pytest.raises(klipfolio_client.DailyLimitError) as caught:
            limit.take()
    finally:
        klipfolio_clock.use(None)
    assert caught.value.resets_at == datetime(2024, 1, 16, tzinfo=NEW_YORK)
