"""Lists read by index: every object once, in order, to the end, in as few requests as the service allows."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx2
import klipfolio_client
import pytest
from klarify_client import APIError, NotFoundError, Page, PaginationError
from klarify_client._runtime.operation import Rows
from klarify_client._runtime.paging import OffsetPaging, OffsetWalk
from klipfolio_client import AsyncKlipfolio, Klipfolio, RateLimit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.scripted import Face

PATIENCE = 20
"""Seconds after which a test that would hang fails."""

RULE = OffsetPaging(
    offset="offset", limit="limit", items="data.klips", total="meta.total", default_limit=25, largest=100
)

Totals = Callable[[int], bool]


def never(_index: int) -> bool:
    return False


def always(_index: int) -> bool:
    return True


def at_first(index: int) -> bool:
    return index == 0


def later(index: int) -> bool:
    return index > 0


def now_and_then(index: int) -> bool:
    return index % 50 == 0


EVERY_HABIT = [never, always, at_first, later, now_and_then]


class Service:
    """A service with so many klips.

    Args:
        count: How many there are.
        most: Most klips of a page, whatever was asked for.
        totals: Whether the answer that begins at an index tells how many there are.
        failing: Answers to give in place of the pages that begin at these indexes.
    """

    def __init__(
        self,
        count: int,
        *,
        most: int = 100,
        totals: Totals = always,
        failing: dict[int, httpx2.Response] | None = None,
    ) -> None:
        self.count = count
        self.most = most
        self.totals = totals
        self.failing = failing or {}
        self.counts: list[int] = []
        self.asked: list[tuple[int, int | None]] = []
        self._lock = threading.Lock()

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        query = dict(request.url.params)
        offset, limit = int(query.get("offset", 0)), query.get("limit")
        with self._lock:
            self.asked.append((offset, None if limit is None else int(limit)))
            self.count = self.counts.pop(0) if self.counts else self.count
        if offset in self.failing:
            return self.failing[offset]
        stop = min(offset + min(int(limit or 25), self.most), self.count)
        return page_of(range(offset, stop), self.count if self.totals(offset) else None)

    def list(self, face: Face, **arguments: Any) -> Any:
        transport, unlimited = httpx2.MockTransport(self), RateLimit(per_second=None)
        client = (AsyncKlipfolio if face.asynchronous else Klipfolio)(
            api_key="k", transport=transport, max_retries=0, rate_limit=unlimited
        )
        return client.klips.list(**arguments)


def page_of(numbers: range, total: int | None = None) -> httpx2.Response:
    rows = [{"id": f"{number:032x}", "name": f"{number}", "description": ""} for number in numbers]
    meta = {"success": True, "status": 200} | ({} if total is None else {"count": len(rows), "total": total})
    return httpx2.Response(200, json={"meta": meta, "data": {"klips": rows}})


def gathered(face: Face, iterator: Any, into: list[Any] | None = None) -> list[Any]:
    """Everything that the pager, or its pages, give; into a list that is there after an error too."""
    found: list[Any] = [] if into is None else into

    async def collect() -> None:
        async for item in iterator:
            found.append(item)  # noqa: PERF401 - after an error, what came before it is there

    if face.asynchronous:
        face.run(collect())
    else:
        found.extend(iterator)
    return found


def numbers(klips: list[Any]) -> list[int]:
    return [int(klip.name) for klip in klips]


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Waits for the threads of a test, so that what they do late counts too."""
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("prefetch"):
            thread.join(PATIENCE)
            assert not thread.is_alive()


def join_prefetchers() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("prefetch"):
            thread.join(PATIENCE)


COUNTS = [0, 1, 25, 26, 100, 125, 126, 226]


@pytest.mark.acceptance("KF-21", "KF-22")
@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("totals", EVERY_HABIT)
@pytest.mark.parametrize("arguments", [{}, {"limit": 25}, {"limit": 100}, {"limit": 7}, {"offset": 10}], ids=str)
def test_a_list_is_read_whole(face: Face, count: int, totals: Totals, arguments: dict[str, int]) -> None:
    service = Service(count, totals=totals)
    assert numbers(gathered(face, service.list(face, **arguments))) == [*range(arguments.get("offset", 0), count)]


@pytest.mark.parametrize("most", [1, 10, 24, 25, 30, 99])
@pytest.mark.parametrize("totals", [always, at_first, now_and_then])
def test_smaller_pages_than_asked_for_are_read_on_where_a_total_says_more(
    face: Face, most: int, totals: Totals
) -> None:
    service = Service(130, most=most, totals=totals)
    assert numbers(gathered(face, service.list(face))) == [*range(130)]


@pytest.mark.parametrize("most", [25, 30, 50, 99, 100])
@pytest.mark.parametrize("count", [25, 26, 50, 55, 125, 130])
def test_smaller_pages_than_the_largest_are_read_on_without_a_total(face: Face, most: int, count: int) -> None:
    service = Service(count, most=most, totals=never)
    assert numbers(gathered(face, service.list(face))) == [*range(count)]


@pytest.mark.acceptance("KF-25", "KF-28")
def test_the_first_page_is_asked_for_as_the_caller_did_and_the_others_at_their_largest(face: Face) -> None:
    service = Service(226)
    gathered(face, service.list(face))
    assert service.asked == [(0, None), (25, 100), (125, 100), (225, 100)]


def test_a_size_that_the_caller_chose_stays(face: Face) -> None:
    service = Service(50)
    gathered(face, service.list(face, limit=20))
    assert service.asked == [(0, 20), (20, 20), (40, 20)]


@pytest.mark.acceptance("KF-23")
def test_a_start_that_the_caller_chose_is_where_it_begins(face: Face) -> None:
    service = Service(70)
    klips = gathered(face, service.list(face, offset=30))
    assert (numbers(klips)[0], len(klips)) == (30, 40)
    assert service.asked == [(30, None), (55, 100)]


@pytest.mark.acceptance("KF-27")
def test_the_number_of_a_page_is_the_index_of_its_first_object(face: Face) -> None:
    pages: list[Page[Any]] = gathered(face, Service(150).list(face).pages())
    assert [(page.number, len(page.items), page.total) for page in pages] == [
        (0, 25, 150),
        (25, 100, 150),
        (125, 25, 150),
    ]


@pytest.mark.parametrize(
    ("count", "totals", "requests"),
    [
        (0, always, 1),
        (0, never, 1),
        (24, never, 1),
        (25, always, 1),
        (25, never, 2),
        (26, never, 2),
        (125, always, 2),
        (125, never, 3),
        (125, at_first, 2),
        (125, later, 2),
        (126, never, 3),
    ],
)
def test_no_more_requests_than_needed(face: Face, count: int, totals: Totals, requests: int) -> None:
    service = Service(count, totals=totals)
    gathered(face, service.list(face))
    assert len(service.asked) == requests


@pytest.mark.parametrize(("totals", "known"), [(always, 60), (never, None), (at_first, 60), (later, None)])
def test_the_total_is_what_the_first_page_tells(face: Face, totals: Totals, known: int | None) -> None:
    pager = Service(60, totals=totals).list(face)
    assert face.wait(pager.first_page()).total == known
    assert pager.total == known


@pytest.mark.parametrize(("totals", "told"), [(at_first, [40, 40]), (later, [None, 40]), (never, [None, None])])
def test_a_total_that_was_told_stays_known(face: Face, totals: Totals, told: list[int | None]) -> None:
    pager = Service(40, totals=totals).list(face)
    assert [page.total for page in gathered(face, pager.pages())] == told
    assert pager.total == told[-1]


@pytest.mark.parametrize("totals", [never, always])
def test_a_list_that_grows_while_it_is_read_is_read_on(face: Face, totals: Totals) -> None:
    service = Service(30, totals=totals)
    service.counts = [30, 150, 150, 150]
    assert numbers(gathered(face, service.list(face))) == [*range(150)]


def test_a_list_that_shrinks_while_it_is_read_ends(face: Face) -> None:
    service = Service(130)
    service.counts = [130, 40]
    assert numbers(gathered(face, service.list(face))) == [*range(40)]
    assert service.asked == [(0, None), (25, 100)] * 2


def test_an_empty_page_ends_the_list(face: Face) -> None:
    service = Service(130, failing={25: page_of(range(0), 130)})
    assert len(gathered(face, service.list(face))) == 25
    assert len(service.asked) == 2


def test_a_list_that_is_not_paged_is_whole_at_once(face: Face) -> None:
    service = Service(0, failing={0: page_of(range(60))})
    assert len(gathered(face, service.list(face))) == 60
    assert len(service.asked) == 1


@pytest.mark.parametrize("total", [None, 60])
def test_a_page_that_comes_again_is_an_error_that_says_what_may_help(face: Face, total: int | None) -> None:
    service = Service(0, failing={0: page_of(range(25), total), 25: page_of(range(25), total)})
    with pytest.raises(klipfolio_client.PaginationError, match=r"offset=25 repeats an earlier page.* limit=100 may"):
        gathered(face, service.list(face))
    assert len(service.asked) == 2


@pytest.mark.parametrize("status", [400, 404, 500])
def test_an_error_of_a_further_page_is_never_the_end(face: Face, status: int) -> None:
    service = Service(130, totals=never, failing={25: httpx2.Response(status)})
    seen: list[Any] = []
    with pytest.raises(klipfolio_client.APIStatusError) as caught:
        gathered(face, service.list(face), seen)
    assert (caught.value.status_code, numbers(seen)) == (status, [*range(25)])


def test_reading_again_asks_again(face: Face) -> None:
    service = Service(30)
    pager = service.list(face)
    assert gathered(face, pager) == gathered(face, pager)
    assert service.asked == [(0, None), (25, 100)] * 2


# Reading ahead.


@pytest.mark.parametrize("ahead", [1, 3])
@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("totals", EVERY_HABIT)
def test_objects_read_ahead_come_in_the_same_order(face: Face, ahead: int, count: int, totals: Totals) -> None:
    pager = Service(count, totals=totals).list(face).prefetch(ahead)
    assert numbers(gathered(face, pager)) == [*range(count)]


@pytest.mark.parametrize("ahead", [1, 3])
@pytest.mark.parametrize("most", [25, 40, 99])
@pytest.mark.parametrize("totals", EVERY_HABIT)
def test_pages_that_are_not_full_are_asked_for_again_where_they_begin(
    face: Face, ahead: int, most: int, totals: Totals
) -> None:
    service = Service(330, most=most, totals=totals)
    assert numbers(gathered(face, service.list(face).prefetch(ahead))) == [*range(330)]


@pytest.mark.parametrize("ahead", [1, 2, 10])
@pytest.mark.parametrize("count", [25, 26, 125, 126, 325])
def test_with_a_total_nothing_past_the_end_is_asked_for(face: Face, ahead: int, count: int) -> None:
    service = Service(count)
    gathered(face, service.list(face).prefetch(ahead))
    join_prefetchers()
    assert sorted(offset for offset, _ in service.asked) == [0, *range(25, count, 100)]


def test_without_a_total_requests_may_go_past_the_end_as_far_as_allowed(face: Face) -> None:
    service = Service(130, totals=never)
    gathered(face, service.list(face).prefetch(2))
    join_prefetchers()
    assert {0, 25, 125} <= {offset for offset, _ in service.asked} <= {0, 25, 125, 225, 325}


def test_a_short_first_page_has_nothing_read_ahead_of_it(face: Face) -> None:
    service = Service(24, totals=never)
    gathered(face, service.list(face).prefetch(5))
    join_prefetchers()
    assert service.asked == [(0, None)]


def test_pages_ahead_have_the_size_that_the_caller_chose(face: Face) -> None:
    service = Service(50)
    assert numbers(gathered(face, service.list(face, limit=10, offset=10).prefetch(9))) == [*range(10, 50)]
    assert sorted(service.asked) == [(10, 10), (20, 10), (30, 10), (40, 10)]


@pytest.mark.parametrize("failing", [25, 125, 225])
def test_an_error_ahead_comes_where_its_page_would_have_begun(face: Face, failing: int) -> None:
    service = Service(330, failing={failing: httpx2.Response(500)})
    seen: list[Any] = []
    with pytest.raises(klipfolio_client.InternalServerError):
        gathered(face, service.list(face).prefetch(5), seen)
    assert numbers(seen) == [*range(failing)]


def test_an_error_past_the_end_is_not_raised(face: Face) -> None:
    service = Service(130, totals=never, failing={225: httpx2.Response(500), 325: httpx2.Response(404)})
    assert len(gathered(face, service.list(face).prefetch(3))) == 130


# The walk itself, without a network.


def walk(**arguments: object) -> OffsetWalk[int]:
    return OffsetWalk(RULE, arguments)


def answer(start: int, count: int, total: int | None = None) -> Any:
    items = [SimpleNamespace(id=number) for number in range(start, start + count)]
    return SimpleNamespace(parsed=Rows(items, total), operation=SimpleNamespace(id="klips_list"))


def test_a_walk_asks_first_with_the_very_arguments_of_the_caller() -> None:
    arguments = {"name": "x", "limit": None, "offset": None}
    begun = OffsetWalk[int](RULE, arguments)
    assert begun.request(begun.start) is arguments
    assert begun.request(25) == {"name": "x", "limit": 100, "offset": 25}
    assert arguments == {"name": "x", "limit": None, "offset": None}


@pytest.mark.parametrize(("limit", "size"), [(None, 100), (10, 10), (100, 100)])
def test_a_walk_knows_what_lies_ahead(limit: int | None, size: int) -> None:
    begun = walk(limit=limit)
    begun.take(0, answer(0, 25, 250))
    assert [begun.ahead(pages) for pages in range(3)] == [25, 25 + size, 25 + 2 * size]
    assert begun.pages_left() == -(-225 // size)


def test_a_walk_without_a_total_does_not_know_how_many_pages_are_left() -> None:
    begun = walk()
    begun.take(0, answer(0, 25))
    assert begun.pages_left() is None


def test_a_walk_at_its_end_has_no_pages_left() -> None:
    begun = walk(offset=500)
    page = begun.take(500, answer(500, 0, 250))
    assert (begun.finished, begun.pages_left(), page.number, page.total) == (True, 0, 500, 250)


@pytest.mark.parametrize("error", [NotFoundError("gone"), APIError("else")])
def test_no_error_is_the_end_of_a_walk(error: APIError) -> None:
    begun = walk()
    begun.take(0, answer(0, 25))
    assert not begun.past_the_end(error)
    assert not begun.finished


@pytest.mark.parametrize(
    ("limit", "counts", "finished"),
    [
        (None, [24], True),
        (None, [25], False),
        (None, [26], True),
        (None, [25, 100], False),
        (None, [25, 25], False),
        (None, [25, 24], True),
        (None, [25, 40, 40], False),
        (None, [25, 40, 39], True),
        (None, [25, 101], True),
        (10, [10], False),
        (10, [9], True),
        (10, [10, 10], False),
        (10, [10, 11], True),
        (100, [99], True),
        (100, [100, 0], True),
    ],
)
def test_a_walk_without_a_total_ends_by_the_size_of_its_pages(
    limit: int | None, counts: list[int], finished: bool
) -> None:
    begun = walk(limit=limit)
    for count in counts:
        assert not begun.finished
        begun.take(begun.following, answer(begun.following, count))
    assert begun.finished is finished


def test_objects_in_a_circle_are_found_out_wherever_they_begin() -> None:
    begun = walk()
    begun.take(0, answer(0, 25))
    begun.take(25, answer(25, 100))
    begun.take(125, answer(125, 100))
    with pytest.raises(PaginationError, match="offset=225 repeats an earlier page"):
        begun.take(225, answer(25, 100))
