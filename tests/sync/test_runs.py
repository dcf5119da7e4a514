"""What a run of `client.sync` asks for, gives and stores."""

from __future__ import annotations

import json
import warnings
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from klarify_client import AsyncKlarify, AuthenticationError, ConfigurationError, PaginationError
from klarify_client.sync import Change, Progress, Removal, SyncInUseError
from klarify_client.testing import FakeKlarify, no_waiting

from .worlds import BEGIN, Copy, MemoryState, Moving, Time, client_of, procedures, truth

if TYPE_CHECKING:
    from collections.abc import Callable


def nothing(_: int) -> None:
    pass


class World:
    """A fake, what it is asked, and a consumer."""

    def __init__(self, count: int = 0, *, apart: float = 60.0, generation: Any = 1) -> None:
        self.time = Time()
        self.fake = FakeKlarify(procedures(count, apart=apart), clock=self.time, generation=generation)
        self.transport = Moving(self.fake, lambda number: self.happening(number))
        self.happening: Callable[[int], object] = nothing
        self.client = client_of(self.transport)
        self.state = MemoryState()
        self.copy = Copy()

    def run(self, **options: Any) -> list[str]:
        """Run once; returns what was given, as `kind id`."""
        before = len(self.copy.given)
        sync: Any = self.client.sync
        for change in sync(self.state, **options):
            self.copy.take(change)
        return [f"{change.kind} {change.id}" for change in self.copy.given[before:]]

    def asked(self) -> list[dict[str, str]]:
        """What was asked for since the last time, without the key."""
        asked = [dict(httpx2.QueryParams(one.url.query)) for one in self.transport.requests]
        self.transport.requests.clear()
        for one in asked:
            del one["access_key"]
        return asked


@pytest.mark.acceptance("KY-38", "KY-62")
def test_a_first_run_has_no_mark_and_later_runs_ask_from_theirs_with_an_overlap() -> None:
    world = World(3)
    assert world.run() == ["new 1000", "new 1001", "new 1002"]
    assert world.asked() == [{"page": "0", "pageSize": "100", "sort": "updated_at,asc"}]
    # The newest was changed at 08:59:00; one second more, since marks have whole seconds.
    assert world.run() == []
    assert world.asked() == [
        {"page": "0", "pageSize": "100", "sort": "updated_at,asc", "last_updated_at": "2025-03-01T08:53:59Z"}
    ]
    assert world.run(overlap=timedelta(hours=1)) == []
    assert world.asked()[0]["last_updated_at"] == "2025-03-01T07:58:59Z"
    assert world.run(overlap=timedelta()) == []
    assert world.asked()[0]["last_updated_at"] == "2025-03-01T08:58:59Z"


@pytest.mark.acceptance("KY-65")
def test_what_is_unknown_is_new_what_has_another_time_is_modified_and_the_rest_is_left_out() -> None:
    world = World(3)
    world.run()
    world.time.pass_(10)
    world.fake.update("1001", name="Changed")
    world.fake.add({"id": "7", "name": "Added"})
    changes = list(world.client.sync(world.state))
    assert [(change.kind, change.id, change.procedure.name) for change in changes] == [
        ("modified", "1001", "Changed"),
        ("new", "7", "Added"),
    ]
    assert world.run() == []


@pytest.mark.acceptance("KY-63")
def test_the_mark_becomes_the_newest_change_and_stays_where_nothing_came() -> None:
    world = World(3)
    world.run()
    assert world.state.progress == Progress(BEGIN - timedelta(minutes=1))
    world.run()
    assert world.state.progress == Progress(BEGIN - timedelta(minutes=1))
    world.fake.update("1000", updated_at="2025-03-02T10:00:00Z")
    world.run()
    assert world.state.progress == Progress(datetime(2025, 3, 2, 10, tzinfo=UTC))
    # What lies before the mark, in the overlap, does not move it back.
    world.fake.remove("1000")
    world.fake.update("1001", updated_at="2025-03-02T09:58:00Z")
    assert world.run() == ["modified 1001"]
    assert world.state.progress == Progress(datetime(2025, 3, 2, 10, tzinfo=UTC))


@pytest.mark.acceptance("KY-64")
def test_a_run_reads_all_pages() -> None:
    world = World(250)
    assert world.run(page_size=40) == [f"new {1000 + index}" for index in range(250)]
    assert len(world.asked()) == 7
    for one in world.fake.procedures:
        world.time.pass_(1)
        world.fake.update(one["id"], name="Changed")
    assert world.run(page_size=40) == [f"modified {1000 + index}" for index in range(250)]


@pytest.mark.acceptance("KY-66")
def test_the_state_is_stored_after_every_run_changed_or_not() -> None:
    world = World(3)
    world.run()
    before = world.state.saves
    world.run()
    assert world.state.saves == before + 1
    empty = World()
    assert empty.run() == []
    assert (empty.state.saves, empty.state.progress) == (1, Progress())


@pytest.mark.acceptance("KY-61")
def test_a_first_run_can_begin_where_the_samples_begin() -> None:
    world = World()
    world.fake.add({"id": "1", "name": "Old", "updated_at": "2023-12-31T23:59:59Z"})
    world.fake.add({"id": "2", "name": "Young", "updated_at": "2024-01-01T00:00:01Z"})
    assert world.run(start=datetime(2024, 1, 1, tzinfo=UTC)) == ["new 2"]
    assert world.asked()[0]["last_updated_at"] == "2024-01-01T00:00:00Z"


@pytest.mark.acceptance("KY-59", "KY-60")
def test_the_samples_of_a_first_and_of_a_daily_read_can_be_asked_for() -> None:
    world = World(2)
    list(world.client.procedures.list(page_size=100, sort="updated_at,desc"))
    list(world.client.procedures.list(last_updated_at="2024-01-14T09:00:00Z", page_size=100))
    assert world.asked() == [
        {"pageSize": "100", "sort": "updated_at,desc"},
        {"last_updated_at": "2024-01-14T09:00:00Z", "pageSize": "100"},
    ]


def test_a_page_that_was_taken_is_not_repeated_and_one_that_was_not_is() -> None:
    world = World(30)
    taken: list[str] = []

    def consume() -> None:
        for change in world.client.sync(world.state, page_size=10):
            if len(taken) == 14:
                raise OSError("the consumer's own trouble")
            taken.append(change.id)

    with pytest.raises(OSError, match="the consumer's"):
        consume()
    assert not world.state.in_use
    # Ten of the first page; nine of the second, as one comes twice there, and four of those were taken in vain.
    assert world.run(page_size=10) == [f"new {1000 + index}" for index in range(10, 30)]
    assert taken == [str(1000 + index) for index in range(14)]


def test_leaving_the_loop_counts_as_not_taken() -> None:
    world = World(3)
    for _ in world.client.sync(world.state):
        break
    assert not world.state.in_use
    assert world.run() == ["new 1000", "new 1001", "new 1002"]


def test_pages_give_what_each_page_brings() -> None:
    world = World(25)
    pages = world.client.sync(world.state, page_size=10).pages()
    assert [change.id for change in next(pages)] == [str(1000 + index) for index in range(10)]
    assert not any(world.state.known.values())
    assert len(next(pages)) == 9
    assert len([version for version in world.state.known.values() if version]) == 10
    assert [len(page) for page in pages] == [6]
    assert len(world.state.known) == 25


def test_an_error_of_the_service_ends_the_run_and_keeps_what_was_taken() -> None:
    world = World(30)
    sync = world.client.sync(world.state, page_size=10)
    given: list[Any] = []

    def consume() -> None:
        for change in sync:
            given.append(change)
            if len(given) == 5:
                world.fake.regenerate_key()

    with pytest.raises(AuthenticationError):
        consume()
    assert len(given) == len(world.state.known) == 10
    assert not world.state.in_use


def test_the_third_edition_has_numbers_for_ids_and_no_total() -> None:
    world = World(120, generation=3)
    assert len(world.run()) == 120
    world.time.pass_(5)
    world.fake.update(1003, name="Changed")
    assert world.run() == ["modified 1003"]
    assert world.copy.versions == truth(world.fake)


def test_a_full_run_reports_what_was_removed_and_says_nothing_else() -> None:
    world = World(30)
    assert len(world.run()) == 30
    world.fake.remove("1004")
    world.fake.remove("1029")
    assert world.run() == []
    assert world.run(full=True) == ["removed 1004", "removed 1029"]
    assert world.copy.given[-1] == Removal("1029")
    assert world.run(full=True) == []
    world.fake.add({"id": "1004", "name": "Back again", "updated_at": "2025-03-01T08:59:30Z"})
    assert world.run() == ["new 1004"]


def test_what_was_given_and_is_removed_before_it_was_stored_is_reported_all_the_same() -> None:
    world = World(3)
    for change in world.client.sync(world.state):
        world.copy.take(change)
        break
    world.fake.remove("1000")
    assert world.run() == ["new 1001", "new 1002"]
    assert world.run(full=True) == ["removed 1000"]
    assert world.copy.versions == truth(world.fake)


def test_removals_come_again_until_they_were_taken() -> None:
    world = World(250)
    world.run()
    for index in range(150):
        world.fake.remove(str(1000 + index))
    pages = world.client.sync(world.state, full=True).pages()
    assert [len(next(pages)), len(next(pages))] == [100, 50]
    pages.close()
    assert len(world.run(full=True)) == 50


def test_what_moves_past_a_full_run_is_not_called_removed() -> None:
    world = World(60)
    world.run()

    def back(number: int) -> None:
        # A clock that was set back: what is changed moves to where the reader has been.
        if number == 3:
            world.fake.update("1055", updated_at="2025-03-01T08:00:30Z")

    world.asked()
    world.happening = back
    assert world.run(full=True, page_size=10) == ["modified 1055"]
    assert world.copy.versions == truth(world.fake)


def test_while_the_list_does_not_come_to_rest_nothing_is_called_removed(caplog: pytest.LogCaptureFixture) -> None:
    world = World(120, apart=0)
    world.run()
    world.fake.remove("1007")

    def move(number: int) -> None:
        world.time.pass_(1)
        world.fake.update(str(1020 + number % 90), name="Changed")

    world.happening = move
    assert not [given for given in world.run(full=True, page_size=10) if given.startswith("removed")]
    assert "a later full run will" in caplog.text
    world.happening = nothing
    assert [given for given in world.run(full=True, page_size=10) if given.startswith("removed")] == ["removed 1007"]


def test_what_comes_twice_in_a_page_is_given_once() -> None:
    row = ("1", "2025-03-01T00:00:00Z")
    page = answer(row, row, ("1", "2025-03-01T00:00:01Z"))
    client = client_of(httpx2.MockTransport(lambda _: httpx2.Response(200, content=page.content)))
    assert [change.kind for change in client.sync(MemoryState())] == ["new", "modified"]


def test_a_change_in_the_future_does_not_hide_what_follows() -> None:
    world = World(5)
    world.fake.update("1002", updated_at="2199-01-01T00:00:00Z")
    assert len(world.run()) == 5
    assert world.state.progress.mark == BEGIN - timedelta(minutes=1)
    world.time.pass_(60)
    world.fake.update("1003", name="Changed")
    assert world.run() == ["modified 1003"]
    assert world.run() == []


def test_a_mark_ahead_of_every_clock_is_not_believed(caplog: pytest.LogCaptureFixture) -> None:
    world = World(5)
    world.run()
    world.state.progress = Progress(datetime(2199, 1, 1, tzinfo=UTC))
    world.time.pass_(60)
    world.fake.update("1003", name="Changed")
    assert world.run() == ["modified 1003"]
    assert world.state.progress.mark == BEGIN + timedelta(seconds=60)
    assert "2199-01-01" in caplog.text


@pytest.mark.parametrize("year", [1970, 2400])
def test_the_clock_of_this_machine_decides_nothing(year: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from klarify_client._runtime import clock

    monkeypatch.setattr(clock, "_current", clock.Clock(now=lambda: datetime(year, 1, 1, tzinfo=UTC)))
    world = World(250)
    given = world.run(page_size=50)
    world.time.pass_(5)
    world.fake.update("1003", name="Changed")
    given += world.run(page_size=50)
    world.time.pass_(5)
    world.fake.update("1004", name="Changed")
    given += world.run(page_size=50)
    assert given == [*(f"new {1000 + index}" for index in range(250)), "modified 1003", "modified 1004"]


def answer(*rows: tuple[str, str], more: bool = False) -> httpx2.Response:
    data: list[Any] = [
        {"id": name, "name": name, "status": "published", "owner": None, "lanes": [], "updated_at": moment}
        | {"url": "https://example.com/", "called_within": [], "called_from": []}
        for name, moment in rows
    ]
    return httpx2.Response(200, json={"data": data, "hasNext": more})


class Service(httpx2.BaseTransport):
    """Procedures, `(id, updated_at)`, of a service that does not do all that its description says."""

    def __init__(self, rows: list[tuple[str, str]], *, sorts: bool = True, filters: bool = True) -> None:
        self.rows = rows
        self.sorts = sorts
        self.filters = filters
        self.requests = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.requests += 1
        asked = httpx2.QueryParams(request.url.query)
        rows = sorted(self.rows, key=lambda row: row[1]) if self.sorts else self.rows
        if self.filters and "last_updated_at" in asked:
            rows = [row for row in rows if row[1] > asked["last_updated_at"]]
        page, size = int(asked["page"]), int(asked["pageSize"])
        return answer(*rows[page * size : (page + 1) * size], more=(page + 1) * size < len(rows))


ROWS = [(str(index), f"2025-03-01T{index // 60:02}:{index % 60:02}:00Z") for index in range(300)]


@pytest.mark.parametrize(("sorts", "filters"), [(False, True), (True, False), (False, False)])
def test_a_service_that_does_not_sort_or_filter_is_read_by_page_numbers(sorts: bool, filters: bool) -> None:
    # What comes late is hidden by the time of what came before, until the end shows that nothing is sorted.
    rows = ROWS if sorts else [*ROWS[:50], *ROWS[100:150], *ROWS[50:100], *reversed(ROWS[150:])]
    service, state = Service(list(rows), sorts=sorts, filters=filters), MemoryState()
    client = client_of(service)
    assert {change.id for change in client.sync(state, page_size=50)} == {name for name, _ in ROWS}
    service.rows[7] = ("7", "2025-03-01T05:00:00Z")
    assert [change.id for change in client.sync(state, page_size=50)] == ["7"]


def test_an_unsorted_list_moves_the_mark_at_its_end_only() -> None:
    service, state = Service([*reversed(ROWS)], sorts=False), MemoryState()
    for number, _ in enumerate(client_of(service).sync(state, page_size=50).pages()):
        if number == 2:
            break
    assert len([version for version in state.known.values() if version]) == 100
    assert state.progress.mark is None
    assert len(list(client_of(service).sync(state, page_size=50))) == 200


def test_a_list_without_an_end_is_an_error() -> None:
    page = answer(("1", "2025-03-01T00:00:00Z"), ("2", "2025-03-01T00:00:00Z"), more=True)
    client = client_of(httpx2.MockTransport(lambda _: httpx2.Response(200, content=page.content)))
    with pytest.raises(PaginationError, match="brought nothing"):
        list(client.sync(MemoryState()))


def service_of(moment: str, _: httpx2.Request) -> httpx2.Response:
    return answer(("1", moment))


def test_times_of_any_form_are_one_and_the_same() -> None:
    moments = ["2025-03-01T10:00:00Z", "2025-03-01T11:00:00+01:00", "2025-03-01T10:00:00", "2025-03-01T10:00:00.000Z"]
    state = MemoryState()
    for number, moment in enumerate(moments):
        client = client_of(httpx2.MockTransport(partial(service_of, moment)))
        assert len(list(client.sync(state))) == (0 if number else 1)


def test_a_state_in_use_is_refused_before_anything_is_sent() -> None:
    world = World(3)
    running = iter(world.client.sync(world.state))
    next(running)
    world.asked()
    with pytest.raises(SyncInUseError):
        world.run()
    assert world.asked() == []


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"page_size": 0}, "page_size"),
        ({"page_size": True}, "page_size"),
        ({"page_size": "100"}, "page_size"),
        ({"overlap": timedelta(seconds=-1)}, "overlap"),
        ({"overlap": 60}, "overlap"),
        ({"start": datetime(2024, 1, 1)}, "start"),  # noqa: DTZ001 - that it has no zone is what is wrong
        ({"start": "2024-01-01T00:00:00Z"}, "start"),
        ({"full": 1}, "full"),
        ({"timeout": -1}, "timeout"),
    ],
)
def test_what_is_wrong_is_refused_before_the_state_is_opened(wrong: dict[str, Any], text: str) -> None:
    world = World(3)
    with pytest.raises(ConfigurationError, match=text):
        world.client.sync(world.state, **wrong)
    assert (world.state.in_use, world.asked()) == (False, [])


def test_a_misspelt_option_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="did you mean deadline"):
        World().client.sync(MemoryState(), deadlin=3)  # type: ignore[call-overload] # pyright: ignore[reportCallIssue] - the mistake


def test_options_reach_every_request() -> None:
    world = World(30)
    world.run(page_size=10, extra_headers={"X-Trace": "7"})
    assert {one.headers["x-trace"] for one in world.transport.requests} == {"7"}


def test_a_large_page_size_is_advised_against_as_in_lists() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        World(3).run(page_size=500)
    assert "100" in str(caught[0].message)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_the_async_client_gives_the_same(backend: str) -> None:
    import anyio

    world = World(250)
    world.fake.update("1003", updated_at="2025-03-01T08:59:30Z")

    async def main() -> list[str]:
        async with AsyncKlarify(access_key="k", transport=world.fake.transport) as client:
            async with aclosing(client.sync(world.state).pages()) as pages:
                assert len(await anext(pages)) == 100
            assert not world.state.in_use
            given = [f"{one.kind} {one.id}" async for one in client.sync(world.state, page_size=40)]
            world.fake.remove("1007")
            given += [f"{one.kind} {one.id}" async for one in client.sync(world.state, full=True)]
            assert [change async for change in client.sync(world.state)] == []
        return given

    given = anyio.run(main, backend=backend)
    assert given[-2:] == ["new 1003", "removed 1007"]
    assert len(given) == 251
    assert not world.state.in_use


def test_retries_belong_to_a_run() -> None:
    world = World(30)
    world.fake.inject(status=503, times=2)
    with no_waiting() as waits:
        assert len(world.run(page_size=10)) == 30
    assert len(waits) == 2


def test_changes_are_typed_and_tell_what_they_are() -> None:
    world = World(1)
    (change,) = world.client.sync(world.state)
    assert isinstance(change, Change)
    assert json.loads(change.procedure.model_dump_json())["id"] == "1000"
    assert repr(world.client.sync(world.state)) == "<Sync: iterate over it to run>"
