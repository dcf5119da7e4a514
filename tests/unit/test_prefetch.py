"""Pages requested ahead of the reader: as many as asked for, in order, and no longer than there is a reader."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import pytest
import trio
import trio.testing
from klarify_client import AsyncKlarify, Klarify, PaginationError
from klarify_client.testing import FakeKlarify
from klipfolio_client import Klipfolio, RateLimit
from klipfolio_client.testing import no_waiting
from kloudless_management_client import KloudlessManagement
from kloudless_management_client.testing import FakeKloudless

from tests.unit.scripted import PROCEDURE, Face, Script, applications_page, procedures_page

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from tests.unit.conftest import Waits

PATIENCE = 20
"""Seconds after which a test that would hang fails."""


def names(items: list[Any]) -> list[str]:
    return [item.name for item in items]


def numbers(start: int, stop: int) -> list[str]:
    return [str(number) for number in range(start, stop)]


def page_of(request: httpx2.Request) -> int:
    return int(request.url.params.get("page", 0))


class Book:
    """A list of pages with two procedures each, whose requests are watched.

    The pages from 1 to `together` are only answered when all of them are asked for at the same time. A gated page
    waits until the gate is open.
    """

    def __init__(self, pages: int, *, total: bool = True, together: int = 0) -> None:
        self.pages = pages
        self.total = pages * 2 if total else None
        self.asked: list[int] = []
        self.answered: list[int] = []
        self.in_flight = 0
        self.most_in_flight = 0
        self.together = range(1, together + 1)
        self.barrier = threading.Barrier(max(together, 1))
        self.abarrier = asyncio.Barrier(max(together, 1))
        self.gate = threading.Event()
        self.gated: set[int] = set()
        self.failing: dict[int, httpx2.Response] = {}
        self.changed = threading.Condition()
        self.all_answered = asyncio.Event()

    def begin(self, number: int) -> None:
        with self.changed:
            self.asked.append(number)
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            self.changed.notify_all()

    def end(self, number: int) -> httpx2.Response:
        with self.changed:
            self.in_flight -= 1
            self.answered.append(number)
            self.changed.notify_all()
        if number in self.failing:
            return self.failing[number]
        if number >= self.pages:
            return procedures_page(range(0), has_next=False, total=self.total)
        objects = range(number * 2, number * 2 + 2)
        return procedures_page(objects, has_next=number + 1 < self.pages, total=self.total)

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        number = page_of(request)
        self.begin(number)
        if number in self.together:
            self.barrier.wait(PATIENCE)
        if number in self.gated:
            assert self.gate.wait(PATIENCE)
        return self.end(number)

    async def aanswer(self, request: httpx2.Request) -> httpx2.Response:
        number = page_of(request)
        self.begin(number)
        if number in self.together:
            async with asyncio.timeout(PATIENCE):
                await self.abarrier.wait()
        answer = self.end(number)
        if len(self.answered) > len(self.together):
            self.all_answered.set()
        return answer

    def client(self, face: Face) -> Any:
        return face.klarify(httpx2.MockTransport(self.aanswer if face.asynchronous else self.answer), max_retries=0)


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Waits for the threads of a test, so that what they do late counts too."""
    yield
    join_prefetchers()


def join_prefetchers() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("prefetch"):
            thread.join(PATIENCE)
            assert not thread.is_alive()


@pytest.mark.parametrize("ahead", [0, 1, 2, 3, 10, 100])
@pytest.mark.parametrize("total", [True, False])
def test_objects_come_in_the_same_order(face: Face, ahead: int, total: bool) -> None:
    book = Book(7, total=total)
    pager = book.client(face).procedures.list(page_size=2).prefetch(ahead)
    assert names(face.items(pager)) == numbers(0, 14)


@pytest.mark.parametrize("ahead", [1, 2, 5])
def test_as_many_pages_are_requested_at_the_same_time_as_asked_for(face: Face, ahead: int) -> None:
    book = Book(12, together=ahead)
    pager = book.client(face).procedures.list(page_size=2).prefetch(ahead)
    assert names(face.items(pager)) == numbers(0, 24)
    assert book.most_in_flight == ahead


@pytest.mark.parametrize("ahead", [1, 2, 5])
def test_the_first_pages_ahead_are_requested_while_the_reader_rests(face: Face, ahead: int) -> None:
    book = Book(12, together=ahead)
    pager = book.client(face).procedures.list(page_size=2).prefetch(ahead)

    async def rest() -> None:
        pages = pager.pages()
        assert (await anext(pages)).number == 0
        async with asyncio.timeout(PATIENCE):
            await book.all_answered.wait()
        assert sorted(book.asked) == list(range(ahead + 1))
        await pages.aclose()

    if face.asynchronous:
        face.run(rest())
    else:
        pages = pager.pages()
        assert next(pages).number == 0
        with book.changed:
            assert book.changed.wait_for(lambda: len(book.answered) > ahead, PATIENCE)
        assert sorted(book.asked) == list(range(ahead + 1))
        pages.close()
        join_prefetchers()
        assert sorted(book.asked) == list(range(ahead + 1))


def test_no_page_is_asked_for_further_ahead_than_allowed(face: Face) -> None:
    book = Book(20, total=False)
    pager = book.client(face).procedures.list(page_size=2).prefetch(3)

    async def read() -> None:
        async for page in pager.pages():
            assert max(book.asked) <= page.number + 3

    if face.asynchronous:
        face.run(read())
    else:
        for page in pager.pages():
            assert max(book.asked) <= page.number + 3
    assert book.most_in_flight <= 3


@pytest.mark.parametrize("pages", [1, 2, 5])
def test_with_a_total_nothing_past_the_end_is_requested(face: Face, pages: int) -> None:
    book = Book(pages)
    pager = book.client(face).procedures.list(page_size=2).prefetch(10)
    assert len(face.items(pager)) == pages * 2
    assert sorted(book.asked) == list(range(pages))


def test_with_a_total_the_default_page_size_counts(face: Face) -> None:
    fake = FakeKloudless({"name": str(number)} for number in range(25))
    pager = face.kloudless(fake.transport).applications.list().prefetch(9)
    assert names(face.items(pager)) == numbers(0, 25)
    assert len(fake.calls) == 3


def test_without_a_total_requests_may_go_past_the_end_as_far_as_allowed(face: Face) -> None:
    book = Book(3, total=False)
    pager = book.client(face).procedures.list(page_size=2).prefetch(2)
    assert names(face.items(pager)) == numbers(0, 6)
    join_prefetchers()
    assert max(book.asked) <= 4


def test_a_start_in_the_middle_is_prefetched_to_the_end(face: Face) -> None:
    book = Book(6)
    pager = book.client(face).procedures.list(page=3, page_size=2).prefetch(5)
    assert names(face.items(pager)) == numbers(6, 12)
    assert sorted(book.asked) == [3, 4, 5]


def test_smaller_pages_than_asked_for_are_all_read(face: Face) -> None:
    pages = [applications_page(range(n, n + 10), total=30, page=n // 10 + 1) for n in (0, 10, 20)]
    pager = face.kloudless(Script(*pages)).applications.list(page_size=1000).prefetch(3)
    assert names(face.items(pager)) == numbers(0, 30)


def test_nothing_ahead_is_the_same_as_no_prefetching(face: Face) -> None:
    book = Book(3)
    pager = book.client(face).procedures.list(page_size=2).prefetch(0)

    async def first() -> None:
        async for _ in pager:
            break

    if face.asynchronous:
        face.run(first())
    else:
        next(iter(pager))
    assert book.asked == [0]


@pytest.mark.parametrize("ahead", [-1, -100])
def test_a_negative_number_is_refused(face: Face, ahead: int) -> None:
    with pytest.raises(ValueError, match="cannot be requested ahead"):
        face.klarify(Script()).procedures.list().prefetch(ahead)


@pytest.mark.acceptance("KY-58")
@pytest.mark.parametrize("failing", [1, 2, 4])
@pytest.mark.parametrize("status", [500, 404, 400])
def test_an_error_comes_where_its_page_would_have_begun(face: Face, failing: int, status: int) -> None:
    book = Book(6)
    book.failing[failing] = httpx2.Response(status)
    pager = book.client(face).procedures.list(page_size=2).prefetch(5)
    seen: list[Any] = []

    async def read() -> None:
        async for page in pager.pages():
            seen.extend(page.items)

    with pytest.raises(klarify_client.APIStatusError) as caught:
        face.run(read()) if face.asynchronous else seen.extend(pager)
    assert caught.value.status_code == status
    assert names(seen) == numbers(0, failing * 2)


def test_an_error_past_the_end_is_not_raised(face: Face) -> None:
    book = Book(2, total=False)
    book.failing |= {2: httpx2.Response(500), 3: httpx2.Response(404)}
    pager = book.client(face).procedures.list(page_size=2).prefetch(3)
    assert names(face.items(pager)) == numbers(0, 4)


def test_a_404_past_the_end_ends_a_prefetched_list_of_kloudless(face: Face) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        number = int(request.url.params.get("page", 1))
        return applications_page(range(2), total=6) if number == 1 else httpx2.Response(404)

    pager = face.kloudless(httpx2.MockTransport(answer)).applications.list(page_size=2).prefetch(2)
    assert names(face.items(pager)) == numbers(0, 2)


@pytest.mark.parametrize("ahead", [1, 3])
def test_a_page_that_comes_again_is_an_error(face: Face, ahead: int) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return procedures_page(range(page_of(request) % 3, 5), has_next=True)

    pager = face.klarify(httpx2.MockTransport(answer)).procedures.list().prefetch(ahead)
    with pytest.raises(PaginationError, match="page 3 repeats"):
        face.items(pager)


def test_a_reader_who_stops_early_stops_the_requests() -> None:
    book = Book(50)
    book.gated = set(range(1, 50))
    client = Klarify(access_key="k", transport=httpx2.MockTransport(book.answer))
    pages = client.procedures.list(page_size=2).prefetch(3).pages()
    assert next(pages).number == 0
    pages.close()
    book.gate.set()
    join_prefetchers()
    assert set(book.asked) <= {0, 1, 2, 3}


@pytest.mark.anyio
async def test_an_async_reader_who_stops_early_stops_the_requests() -> None:
    before = asyncio.all_tasks()
    begun: list[int] = []
    ended: list[int] = []
    all_begun = asyncio.Event()

    async def answer(request: httpx2.Request) -> httpx2.Response:
        number = page_of(request)
        begun.append(number)
        if number:
            if len(begun) == 4:
                all_begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                ended.append(number)
        return procedures_page(range(2), has_next=True, total=100)

    async with AsyncKlarify(access_key="k", transport=httpx2.MockTransport(answer)) as client:
        pages = client.procedures.list(page_size=2).prefetch(3).pages()
        assert (await anext(pages)).number == 0
        await all_begun.wait()
        await pages.aclose()
    assert begun == [0, 1, 2, 3]
    assert sorted(ended) == [1, 2, 3]
    assert asyncio.all_tasks() == before


@pytest.mark.anyio
async def test_cancelling_an_async_reader_cancels_the_requests() -> None:
    before = asyncio.all_tasks()
    begun = asyncio.Event()

    async def answer(request: httpx2.Request) -> httpx2.Response:
        if page_of(request):
            begun.set()
            await asyncio.Event().wait()
        return procedures_page(range(2), has_next=True, total=100)

    async def read(client: AsyncKlarify) -> None:
        async for _ in client.procedures.list(page_size=2).prefetch(3):
            pass

    async with AsyncKlarify(access_key="k", transport=httpx2.MockTransport(answer)) as client:
        task = asyncio.create_task(read(client))
        await begun.wait()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    assert task.cancelled()
    assert asyncio.all_tasks() == before


def test_a_reader_who_leaves_the_loop_stops_the_requests() -> None:
    book = Book(50)
    book.gated = set(range(2, 50))
    client = Klarify(access_key="k", transport=httpx2.MockTransport(book.answer))
    for item in client.procedures.list(page_size=2).prefetch(2):
        if item.name == "1":
            break
    book.gate.set()
    join_prefetchers()
    assert set(book.asked) <= {0, 1, 2}


def test_prefetching_keeps_a_first_page_that_was_read(face: Face) -> None:
    book = Book(3)
    pager = book.client(face).procedures.list(page_size=2)
    face.wait(pager.first_page())
    assert names(face.items(pager.prefetch(2))) == numbers(0, 6)
    assert sorted(book.asked) == [0, 1, 2]


def test_a_prefetched_list_can_be_read_again(face: Face) -> None:
    book = Book(3)
    pager = book.client(face).procedures.list(page_size=2).prefetch(2)
    assert names(face.items(pager)) == names(face.items(pager)) == numbers(0, 6)
    assert sorted(book.asked) == [0, 0, 1, 1, 2, 2]


def test_prefetching_does_not_change_the_list_it_was_asked_of(face: Face) -> None:
    book = Book(3)
    pager = book.client(face).procedures.list(page_size=2)
    assert pager.prefetch(2) is not pager
    assert names(face.items(pager)) == numbers(0, 6)
    assert book.most_in_flight == 1


def test_prefetched_pages_are_repeated_too(waits: Waits) -> None:
    fake = FakeKlarify({"name": str(number)} for number in range(20))
    fake.inject(status=503, times=1, headers={"Retry-After": "0"})
    with Klarify(access_key="k", transport=fake.transport) as client:
        pager = client.procedures.list(page_size=2)
        pager.first_page()
        fake.inject(status=503, times=3, headers={"Retry-After": "0"})
        assert names(list(pager.prefetch(4))) == numbers(0, 20)
    assert len(waits) == 4


def test_a_prefetched_list_over_loopback() -> None:
    fake = FakeKloudless({"name": str(number)} for number in range(95))
    with fake.serve() as server, KloudlessManagement(developer_key="k", base_url=f"{server.url}/v1") as client:
        assert names(list(client.applications.list().prefetch(4))) == numbers(0, 95)
    assert len(fake.calls) == 10


# Readers who leave early.


def abandoned(pages: Generator[Any]) -> None:
    """Leaves a reader, and gives the requests ahead of it the time to end."""
    pages.close()
    join_prefetchers()


def test_an_attempt_under_way_is_not_repeated_once_the_reader_has_left(waits: Waits) -> None:
    book = Book(50)
    book.gated = {1, 2}
    book.failing = {1: httpx2.Response(503), 2: httpx2.Response(503, headers={"Retry-After": "0"})}
    client = Klarify(access_key="k", transport=httpx2.MockTransport(book.answer))
    pages = client.procedures.list(page_size=2).prefetch(2).pages()
    assert next(pages).number == 0
    with book.changed:
        assert book.changed.wait_for(lambda: book.in_flight == 2, PATIENCE)
    pages.close()
    book.gate.set()
    join_prefetchers()
    assert sorted(book.asked) == [0, 1, 2]
    assert waits == []


def test_a_wait_for_the_next_attempt_ends_when_the_reader_leaves() -> None:
    book = Book(50)
    book.failing = {1: httpx2.Response(503, headers={"Retry-After": "60"})}
    client = Klarify(access_key="k", transport=httpx2.MockTransport(book.answer))
    pages = client.procedures.list(page_size=2).prefetch(1).pages()
    assert next(pages).number == 0
    with book.changed:
        assert book.changed.wait_for(lambda: 1 in book.answered, PATIENCE)
    abandoned(pages)
    assert sorted(book.asked) == [0, 1]


@pytest.mark.parametrize("is_shared", [False, True])
def test_a_wait_for_a_turn_ends_and_the_turn_is_given_back(tmp_path: Path, *, is_shared: bool) -> None:
    answered = threading.Semaphore(0)

    def answer(request: httpx2.Request) -> httpx2.Response:
        del request
        answered.release()
        rows = [{"id": f"{number:032x}", "name": "n", "description": ""} for number in range(10)]
        meta = {"success": True, "status": 200, "total": 1000}
        return httpx2.Response(200, json={"meta": meta, "data": {"klips": rows}})

    store = f"sqlite:///{tmp_path}/turns.db" if is_shared else None
    limit = RateLimit(per_second=1 / 50, per_day=5, shared=store)
    client = Klipfolio(api_key="k", transport=httpx2.MockTransport(answer), rate_limit=limit)
    pages = client.klips.list(limit=10).prefetch(4).pages()
    assert len(next(pages).items) == 10
    assert answered.acquire(timeout=PATIENCE)
    abandoned(pages)
    assert not answered.acquire(blocking=False)
    if is_shared:
        limit.close()
        return
    with no_waiting():
        for _ in range(4):
            client.klips.list().first_page()


def test_a_service_that_gives_smaller_pages_is_asked_at_the_wrong_places_only_once() -> None:
    asked: list[int] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        start = int(request.url.params.get("offset", 0))
        asked.append(start)
        rows = [{"id": f"{number:032x}", "name": f"{number}", "description": ""} for number in range(start, start + 10)]
        meta = {"success": True, "status": 200, "total": 300}
        return httpx2.Response(200, json={"meta": meta, "data": {"klips": rows[: 300 - start]}})

    client = Klipfolio(api_key="k", transport=httpx2.MockTransport(answer), rate_limit=RateLimit(per_second=None))
    assert names(list(client.klips.list(limit=50).prefetch(4))) == numbers(0, 300)
    join_prefetchers()
    assert {*range(0, 300, 10)} <= {*asked}
    assert len(asked) <= 30 + 4


PROGRAM = """
import sys, time
sys.path[:] = {path!r}
import httpx2
from klarify_client import Klarify

def answer(request):
    if request.url.params.get("page"):
        print("asked", flush=True)
        if {hangs!r}:
            time.sleep(300)
        return httpx2.Response(503, headers={{"Retry-After": "60"}})
    return httpx2.Response(200, json={{"data": [{procedure!r}], "hasNext": True}})

pages = Klarify(access_key="k", transport=httpx2.MockTransport(answer)).procedures.list().prefetch(2).pages()
next(pages)
{leave}
"""


@pytest.mark.parametrize("hangs", [True, False])
@pytest.mark.parametrize("leave", ["", "pages.close()", "raise SystemExit(3)", "raise RuntimeError('bug')"])
def test_the_end_of_a_program_waits_for_no_page(hangs: bool, leave: str) -> None:
    code = PROGRAM.format(path=sys.path, hangs=hangs, leave=leave, procedure=PROCEDURE)
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == {"": 0, "pages.close()": 0, "raise SystemExit(3)": 3}.get(leave, 1)
    # Nothing but the trace of the program's own error, the last line of which it is.
    assert ended.stderr.count("Traceback") == ("bug" in leave), ended.stderr
    assert ended.stderr.splitlines()[-1:] == (["RuntimeError: bug"] if "bug" in leave else []), ended.stderr


def test_context_variables_of_the_reader_are_those_of_the_requests(face: Face) -> None:
    seen: list[str] = []
    variable = contextvars.ContextVar("variable", default="none")

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(variable.get())
        number = page_of(request)
        return procedures_page(range(number * 2, number * 2 + 2), has_next=number < 3)

    pager: Any = face.klarify(httpx2.MockTransport(answer)).procedures.list().prefetch(2)

    async def read() -> None:
        variable.set("reader")
        async for _ in pager:
            pass

    def read_in_thread() -> None:
        variable.set("reader")
        assert len(list(pager)) == 8

    if face.asynchronous:
        face.run(read())
    else:
        contextvars.copy_context().run(read_in_thread)
        join_prefetchers()
    assert {*seen} == {"reader"}


# Under trio, whose tasks belong to blocks: an iterator cannot hold one open between two objects.


class TrioBook:
    """Pages of two procedures, each with its own habit."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.most_in_flight = 0
        self.hanging: set[int] = set()
        self.failing: set[int] = set()

    async def answer(self, request: httpx2.Request) -> httpx2.Response:
        number = page_of(request)
        self.begun.append(number)
        self.most_in_flight = max(self.most_in_flight, len(self.begun) - len(self.ended))
        try:
            await trio.lowlevel.checkpoint()
            if number in self.hanging:
                await trio.sleep_forever()
        finally:
            self.ended.append(number)
        if number in self.failing:
            return httpx2.Response(400)
        last = number + 1 >= self.pages
        return procedures_page(range(number * 2, number * 2 + 2), has_next=not last, total=self.pages * 2)

    def list(self, ahead: int) -> Any:
        client = AsyncKlarify(access_key="k", transport=httpx2.MockTransport(self.answer), max_retries=0)
        return client.procedures.list(page_size=2).prefetch(ahead)


def test_trio_reads_ahead_too() -> None:
    book = TrioBook(9)

    async def read() -> list[Any]:
        return [item async for item in book.list(4)]

    assert names(trio.run(read)) == numbers(0, 18)
    assert book.most_in_flight == 4
    assert sorted(book.begun) == list(range(9))


def test_an_error_comes_in_its_place_under_trio() -> None:
    book = TrioBook(9)
    book.failing = {3, 4}
    seen: list[Any] = []

    async def read() -> None:
        async for item in book.list(4):
            seen.append(item)  # noqa: PERF401 - after an error, what came before it is there

    with pytest.raises(klarify_client.BadRequestError):
        trio.run(read)
    assert names(seen) == numbers(0, 6)
    assert sorted(book.begun) == sorted(book.ended)


def test_a_reader_who_leaves_ends_the_requests_under_trio() -> None:
    book = TrioBook(9)
    book.hanging = {1, 2, 3}

    async def read() -> None:
        pages = book.list(3).pages()
        assert (await anext(pages)).number == 0
        await trio.testing.wait_all_tasks_blocked()
        assert sorted(book.begun) == [0, 1, 2, 3]
        await pages.aclose()
        assert sorted(book.ended) == [0, 1, 2, 3]

    trio.run(read)


def test_a_cancelled_reader_ends_the_requests_under_trio() -> None:
    book = TrioBook(9)
    book.hanging = {1, 2, 3}

    async def read() -> None:
        with trio.move_on_after(0.01) as scope:
            async for _ in book.list(3):
                pass
        assert scope.cancelled_caught
        assert sorted(book.ended) == [0, 1, 2, 3]

    trio.run(read, clock=trio.testing.MockClock(autojump_threshold=0))
    assert sorted(book.begun) == [0, 1, 2, 3]


def test_a_program_under_trio_may_end_with_a_reader_left_open() -> None:
    book = TrioBook(9)
    book.hanging = {1, 2, 3}
    left: list[Any] = []

    async def read() -> None:
        left.append(book.list(3).pages())
        await anext(left[0])
        await trio.testing.wait_all_tasks_blocked()

    trio.run(read)
    assert sorted(book.ended) == [0, 1, 2, 3]


def test_asyncio_stays_in_use_where_trio_is_loaded() -> None:
    book = Book(5, together=3)

    async def read() -> list[Any]:
        client = AsyncKlarify(access_key="k", transport=httpx2.MockTransport(book.aanswer))
        return [item async for item in client.procedures.list().prefetch(3)]

    assert len(asyncio.run(read())) == 10
