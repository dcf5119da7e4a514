"""Page sizes that follow the service's speed, and skip or repeat nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import anyio
import httpx2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from klarify_client import APITimeoutError, AsyncKlarify, Klarify
from klarify_client._runtime import clock
from klarify_client.adaptive import AdaptivePageSize
from klarify_client.testing import FakeKlarify

from .worlds import Copy, MemoryState, Time, procedures, truth

TIMEOUT = 30.0


class Slow(httpx2.BaseTransport):
    """A service that takes as long as it is told, the last time for good; over the timeout, it does not answer."""

    def __init__(self, fake: FakeKlarify, seconds: list[float]) -> None:
        self._transport = fake.transport
        self.seconds = seconds
        self.passed = 0.0
        self.asked: list[tuple[int, int]] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        query = httpx2.QueryParams(request.url.query)
        self.asked.append((int(query.get("page", "0")), int(query["pageSize"])))
        seconds = self.seconds[min(len(self.asked), len(self.seconds)) - 1]
        self.passed += min(seconds, TIMEOUT)
        if seconds > TIMEOUT:
            raise httpx2.ReadTimeout("no answer", request=request)
        return self._transport.handle_request(request)


class World:
    def __init__(self, count: int, seconds: list[float], monkeypatch: pytest.MonkeyPatch, **options: Any) -> None:
        self.fake = FakeKlarify(procedures(count, **options), clock=Time())
        self.service = Slow(self.fake, seconds)
        monkeypatch.setattr(clock, "_current", clock.Clock(monotonic=lambda: self.service.passed))
        self.client = Klarify(access_key="k", transport=self.service, max_retries=0)

    def names(self) -> list[str]:
        return [one["id"] for one in self.fake.procedures]


@pytest.mark.acceptance("KY-82")
@pytest.mark.parametrize(
    ("seconds", "sizes"),
    [
        ([10.0], [100, 100, 100]),
        ([10.1, 5.0], [100, 50, 75]),
        ([10.1], [100, 50, 50, 25, 25, 25, 25]),
        ([2.9], [100, 100, 100]),
        ([10.1, 10.1, 2.9, 2.9, 2.9, 2.9, 2.9], [100, 50, 50, 50, 50]),
        ([3.0], [100, 100, 100]),
    ],
)
def test_slow_pages_lower_the_size_and_quick_ones_raise_it(
    seconds: list[float], sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(300, seconds, monkeypatch)
    assert [one.id for one in world.client.adaptive_list()] == world.names()
    assert [size for _, size in world.service.asked][: len(sizes)] == sizes


def test_a_size_is_used_where_a_page_of_it_begins_and_until_then_a_smaller_one() -> None:
    sizes = AdaptivePageSize()
    sizes.took(11)
    assert sizes.size == 75
    assert [sizes.at(offset) for offset in (0, 25, 50, 75, 100, 150, 175, 225, 300)] == [
        75, 25, 50, 75, 50, 75, 25, 75, 75,
    ]  # fmt: skip
    for _ in range(9):
        sizes.took(11)
    assert sizes.size == 25
    for _ in range(9):
        sizes.took(1)
    assert sizes.size == 100
    assert repr(sizes) == "<AdaptivePageSize: 100 now>"


@pytest.mark.acceptance("KY-83")
def test_a_timeout_lowers_the_size_is_raised_and_the_next_page_begins_at_the_same_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World(250, [5, 31, 5, 31, 31, 31, 5, 5, 5, 5, 5, 5], monkeypatch)
    listed, given, timeouts = world.client.adaptive_list(), list[str](), 0
    while True:
        try:
            given.append(str(next(listed).id))
        except APITimeoutError:
            timeouts += 1
        except StopIteration:
            break
    assert given == world.names()
    assert timeouts == 4
    assert world.service.asked[:7] == [(0, 100), (1, 100), (2, 50), (2, 75), (3, 50), (6, 25), (6, 25)]
    assert listed.sizes.size == 25


@pytest.mark.acceptance("KY-83")
def test_a_timeout_ends_a_sync_which_goes_on_with_smaller_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(250, [5, 31, 5], monkeypatch)
    state, sizes, given = MemoryState(), AdaptivePageSize(), list[str]()
    sync = world.client.sync(state, page_size=sizes)
    with pytest.raises(APITimeoutError):
        given.extend(change.id for change in sync)
    assert len(state.known) == len(given) == 100
    given.extend(change.id for change in sync)
    assert given == world.names()
    assert [size for _, size in world.service.asked] == [100, 100, 75, 75, 75]


@settings(max_examples=120, deadline=None)
@given(
    count=st.integers(0, 420),
    seconds=st.lists(st.sampled_from([0.0, 2.99, 3.0, 9.0, 10.0, 10.01, 29.0, 31.0]), min_size=1, max_size=12),
)
def test_no_latency_skips_or_repeats_a_procedure(count: int, seconds: list[float]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        world = World(count, [*seconds, 1.0], patch)
        listed, given = world.client.adaptive_list(sort="updated_at,asc"), list[str]()
        while True:
            try:
                given.append(str(next(listed).id))
            except APITimeoutError:
                continue
            except StopIteration:
                break
        assert given == world.names()
        assert all(size in {25, 50, 75, 100} for _, size in world.service.asked)
        # What was answered lies end to end.
        ends = 0
        for number, (page, size) in enumerate(world.service.asked):
            assert page * size == ends
            ends += size * (number >= len(seconds) or seconds[number] <= TIMEOUT)


@settings(max_examples=40, deadline=None)
@given(
    count=st.integers(0, 320),
    apart=st.sampled_from([0.0, 0.02, 60.0]),
    seconds=st.lists(st.sampled_from([0.0, 5.0, 10.01, 31.0]), min_size=1, max_size=8),
)
def test_no_latency_makes_a_sync_skip_or_repeat_a_procedure(count: int, apart: float, seconds: list[float]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        world = World(count, [*seconds, 1.0], patch, apart=apart)
        state, copy, sizes = MemoryState(), Copy(), AdaptivePageSize()
        sync = world.client.sync(state, page_size=sizes)
        for _ in seconds:
            with suppress(APITimeoutError):
                for change in sync:
                    copy.take(change)
        for change in sync:
            copy.take(change)
        assert copy.versions == truth(world.fake)
        assert len(copy.given) == count


def test_the_size_stays_unless_it_is_asked_to_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(250, [20], monkeypatch)
    assert len(list(world.client.procedures.list(page_size=100))) == 250
    assert len(list(world.client.sync(MemoryState()))) == 250
    assert {size for _, size in world.service.asked} == {100}


def test_waits_between_attempts_are_not_the_services_time(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(250, [1], monkeypatch)
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        world.service.passed += seconds

    monkeypatch.setattr(clock, "_current", clock.Clock(monotonic=lambda: world.service.passed, sleep=sleep))
    world.fake.inject(status=503, headers={"Retry-After": "50"})
    client = Klarify(access_key="k", transport=world.service, max_retries=1)
    listed = client.adaptive_list()
    next(listed)
    assert waits == [50]
    assert listed.sizes.size == 100
    world.fake.inject(status=503, headers={"Retry-After": "50"})
    sizes = AdaptivePageSize()
    next(client.sync(MemoryState(), page_size=sizes).pages())
    assert waits == [50, 50]
    assert sizes.size == 100


def test_the_async_list_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(250, [1], monkeypatch)

    async def main() -> list[str]:
        async with AsyncKlarify(access_key="k", transport=world.fake.transport) as client:
            return [str(one.id) async for one in client.adaptive_list(sort="updated_at,asc")]

    assert anyio.run(main) == world.names()


def test_what_is_wrong_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(3, [1], monkeypatch)
    with pytest.raises(ValueError, match="sort"):
        world.client.adaptive_list(sort="id,asc")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType] - the mistake
    assert world.service.asked == []
