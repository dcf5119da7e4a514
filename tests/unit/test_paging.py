"""Lists: every page once, in order, to the end, or an error. Never a short list that looks whole."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import kloudless_management_client
import pytest
from klarify_client import AsyncPager as AsyncKlarifyPager
from klarify_client import Page, PaginationError
from klarify_client.testing import FakeKlarify
from kloudless_management_client.testing import FakeKloudless

from tests.unit.scripted import (
    AnyPager,
    Face,
    Outcome,
    Script,
    application,
    applications_page,
    procedures_page,
)

if TYPE_CHECKING:
    from klarify_client.models import Procedure

    from tests.unit.conftest import Waits


def names(items: list[Any]) -> list[str]:
    return [item.name for item in items]


def numbers(start: int, stop: int) -> list[str]:
    return [str(number) for number in range(start, stop)]


def pages_of(face: Face, pager: Any) -> list[Page[Any]]:
    async def collect() -> list[Page[Any]]:
        return [page async for page in pager.pages()]

    return face.run(collect()) if face.asynchronous else list(pager.pages())


def procedures(face: Face, *outcomes: Outcome, **arguments: Any) -> tuple[Script, Any]:
    service = Script(*outcomes)
    return service, face.klarify(service, max_retries=0).procedures.list(**arguments)


def applications(face: Face, *outcomes: Outcome, **arguments: Any) -> tuple[Script, Any]:
    service = Script(*outcomes)
    return service, face.kloudless(service, max_retries=0).applications.list(**arguments)


def asked_pages(service: Script) -> list[str | None]:
    return [request.url.params.get("page") for request in service.requests]


def test_nothing_is_sent_before_the_list_is_read(face: Face) -> None:
    service, _ = procedures(face)
    assert service.sent == 0


@pytest.mark.acceptance("KY-2", "KY-17", "KY-25", "KY-41", "KY-42", "KY-57")
def test_klarify_is_read_page_by_page_while_more_are_announced(face: Face) -> None:
    service, pager = procedures(
        face,
        procedures_page(range(100), has_next=True),
        procedures_page(range(100, 200), has_next=True),
        procedures_page(range(200, 247), has_next=False),
    )
    assert names(face.items(pager)) == numbers(0, 247)
    assert asked_pages(service) == [None, "1", "2"]


@pytest.mark.acceptance("KY-24", "KY-25", "KY-57")
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 30, 31])
def test_all_of_klarify_is_read_whatever_its_size(face: Face, count: int) -> None:
    fake = FakeKlarify({"name": str(number)} for number in range(count))
    pager = face.klarify(fake.transport).procedures.list(page_size=10)
    assert names(face.items(pager)) == numbers(0, count)
    assert len(fake.calls) == max(-(-count // 10), 1)


@pytest.mark.acceptance("KL-25")
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 30, 31])
@pytest.mark.parametrize("page_size", [None, 10])
def test_all_of_kloudless_is_read_whatever_its_size(face: Face, count: int, page_size: int | None) -> None:
    fake = FakeKloudless({"name": str(number)} for number in range(count))
    pager = face.kloudless(fake.transport).applications.list(page_size=page_size)
    assert names(face.items(pager)) == numbers(0, count)
    assert len(fake.calls) == max(-(-count // 10), 1)


@pytest.mark.acceptance("KL-13", "KL-20", "KL-21")
def test_filters_stay_in_force_on_every_page(face: Face) -> None:
    fake = FakeKloudless({"name": str(number), "active": number % 2 == 0} for number in range(30))
    client = face.kloudless(fake.transport)
    active = face.items(client.applications.list(active=True, page_size=4))
    inactive = face.items(client.applications.list(active=False, page_size=4))
    assert names(active) == [str(number) for number in range(0, 30, 2)]
    assert names(inactive) == [str(number) for number in range(1, 30, 2)]
    assert len(face.items(client.applications.list())) == 30
    face.wait(client.applications.delete(inactive[0].id))
    assert len(face.items(client.applications.list(active=False))) == 14


@pytest.mark.acceptance("KY-37")
def test_a_list_of_changes_holds_what_changed_later(face: Face) -> None:
    fake = FakeKlarify({"name": str(day), "updated_at": f"2024-01-{day:02d}T00:00:00Z"} for day in range(1, 31))
    pager = face.klarify(fake.transport).procedures.list(
        page_size=4, sort="updated_at,asc", last_updated_at="2024-01-20T00:00:00Z"
    )
    assert names(face.items(pager)) == [str(day) for day in range(21, 31)]


@pytest.mark.acceptance("KY-23", "KY-24", "KY-56")
def test_reading_klarify_may_start_at_any_page(face: Face) -> None:
    fake = FakeKlarify({"name": str(number)} for number in range(35))
    client = face.klarify(fake.transport)
    assert names(face.items(client.procedures.list(page=0, page_size=10))) == numbers(0, 35)
    assert names(face.items(client.procedures.list(page=2, page_size=10))) == numbers(20, 35)
    assert face.wait(client.procedures.list(page=2, page_size=10).first_page()).number == 2
    assert face.items(client.procedures.list(page=9, page_size=10)) == []


@pytest.mark.acceptance("KL-24", "KL-25")
def test_reading_kloudless_may_start_at_any_page(face: Face) -> None:
    fake = FakeKloudless({"name": str(number)} for number in range(35))
    client = face.kloudless(fake.transport)
    assert names(face.items(client.applications.list(page=1))) == numbers(0, 35)
    assert names(face.items(client.applications.list(page=3, page_size=10))) == numbers(20, 35)
    assert names(face.items(client.applications.list(page=4, page_size=10))) == numbers(30, 35)
    assert face.items(client.applications.list(page=9, page_size=10)) == []


@pytest.mark.acceptance("KY-43")
def test_a_missing_announcement_ends_the_list(face: Face) -> None:
    service, pager = procedures(
        face, procedures_page(range(2), has_next=True), procedures_page(range(2, 4), has_next=None)
    )
    assert names(face.items(pager)) == numbers(0, 4)
    assert service.sent == 2


def test_null_as_announcement_ends_the_list(face: Face) -> None:
    _, pager = procedures(face, httpx2.Response(200, json={"data": [], "hasNext": None}))
    assert face.items(pager) == []


def test_an_empty_list_is_empty(face: Face) -> None:
    service, pager = procedures(face, procedures_page(range(0), has_next=False, total=0))
    assert face.items(pager) == []
    assert service.sent == 1


def test_an_empty_page_that_announces_more_is_an_error(face: Face) -> None:
    _, pager = procedures(face, procedures_page(range(2), has_next=True), procedures_page(range(0), has_next=True))
    with pytest.raises(PaginationError, match="procedures_list: page 1 is empty"):
        face.items(pager)


def test_a_page_that_comes_again_is_an_error(face: Face) -> None:
    _, pager = procedures(face, *[procedures_page(range(3), has_next=True) for _ in range(2)])
    with pytest.raises(PaginationError, match="procedures_list: page 1 repeats an earlier page"):
        face.items(pager)


def test_pages_that_come_in_a_circle_are_an_error(face: Face) -> None:
    first, second, third = range(3), range(3, 6), range(6, 9)
    _, pager = procedures(face, *[procedures_page(page, has_next=True) for page in (first, second, third, second)])
    with pytest.raises(PaginationError, match="page 3 repeats"):
        face.items(pager)


def test_a_page_that_comes_again_with_another_envelope_is_an_error(face: Face) -> None:
    answers = [
        httpx2.Response(200, json={"hasNext": True, "data": [procedure()], "totalCount": 5, "at": f"{moment}"})
        for moment in range(2)
    ]
    _, pager = procedures(face, *answers)
    with pytest.raises(PaginationError, match="page 1 repeats"):
        face.items(pager)


def procedure() -> dict[str, Any]:
    only: dict[str, Any] = procedures_page(range(1), has_next=True).json()["data"][0]
    return only


@pytest.mark.parametrize("order", [("total", "count", "page", "objects"), ("objects", "page", "count", "total")])
def test_a_kloudless_page_that_comes_again_with_its_number_counted_up_is_an_error(
    face: Face, order: tuple[str, ...]
) -> None:
    objects = [application(number) for number in range(2)]
    bodies = [{"total": 9, "count": 2, "page": page, "objects": objects} for page in (1, 2)]
    _, pager = applications(face, *[httpx2.Response(200, json={name: body[name] for name in order}) for body in bodies])
    with pytest.raises(
        kloudless_management_client.PaginationError, match="applications_list: page 2 repeats an earlier page"
    ):
        face.items(pager)


def test_kloudless_pages_in_a_circle_are_an_error(face: Face) -> None:
    _, pager = applications(
        face,
        *[
            applications_page(objects, total=99, page=number + 1)
            for number, objects in enumerate([range(2), range(2, 4), range(2)])
        ],
    )
    with pytest.raises(kloudless_management_client.PaginationError, match="page 3 repeats"):
        face.items(pager)


def test_a_reader_who_changes_objects_still_gets_the_error(face: Face) -> None:
    service = Script(*[procedures_page(range(3), has_next=True) for _ in range(2)])
    pager = face.klarify(service).procedures.list()

    async def change(pager: AsyncKlarifyPager[Procedure]) -> None:
        async for item in pager:
            item.name = item.id = "changed"

    def run() -> None:
        if isinstance(pager, AsyncKlarifyPager):
            face.run(change(pager))
        else:
            for item in pager:
                item.name = item.id = "changed"

    with pytest.raises(PaginationError):
        run()


def test_equal_ends_of_other_pages_are_no_repetition(face: Face) -> None:
    service, pager = procedures(
        face,
        procedures_page(range(3), has_next=True),
        procedures_page(range(4), has_next=True),
        procedures_page(range(2, 3), has_next=False),
    )
    assert names(face.items(pager)) == numbers(0, 4)
    assert service.sent == 3


def test_the_same_page_may_be_read_by_two_readers(face: Face) -> None:
    fake = FakeKlarify({"name": str(number)} for number in range(5))
    pager = face.klarify(fake.transport).procedures.list(page_size=2)
    assert names(face.items(pager)) == names(face.items(pager)) == numbers(0, 5)
    assert len(fake.calls) == 6


@pytest.mark.acceptance("KY-58", "KY-81")
@pytest.mark.parametrize("status", [404, 500, 503, 400])
def test_an_error_on_a_later_page_of_klarify_is_raised(face: Face, status: int) -> None:
    _, pager = procedures(face, procedures_page(range(2), has_next=True), httpx2.Response(status))
    with pytest.raises(klarify_client.APIStatusError) as caught:
        face.items(pager)
    assert caught.value.status_code == status


@pytest.mark.acceptance("KY-13", "KY-58")
def test_a_key_replaced_while_reading_is_an_error_and_no_end(face: Face) -> None:
    body = {"error": "invalid access_key", "message": "x"}
    _, pager = procedures(face, procedures_page(range(2), has_next=True), httpx2.Response(404, json=body))
    with pytest.raises(klarify_client.AuthenticationError):
        face.items(pager)


@pytest.mark.parametrize("status", [401, 403, 500])
def test_an_error_on_a_later_page_of_kloudless_is_raised(face: Face, status: int) -> None:
    _, pager = applications(face, applications_page(range(2), total=4), httpx2.Response(status))
    with pytest.raises(kloudless_management_client.APIStatusError):
        face.items(pager)


def test_the_objects_before_an_error_were_given(face: Face) -> None:
    _, pager = applications(face, applications_page(range(2), total=4), httpx2.Response(500))
    seen: list[Any] = []

    async def read() -> None:
        async for page in pager.pages():
            seen.extend(page.items)

    with pytest.raises(kloudless_management_client.InternalServerError):
        face.run(read()) if face.asynchronous else seen.extend(pager)
    assert names(seen) == numbers(0, 2)


def test_a_404_past_the_end_ends_a_list_of_kloudless(face: Face) -> None:
    service, pager = applications(face, applications_page(range(2), total=4), httpx2.Response(404))
    assert names(face.items(pager)) == numbers(0, 2)
    assert service.sent == 2


@pytest.mark.parametrize("page", [None, 1, 3])
def test_a_404_on_the_first_page_asked_for_is_an_error(face: Face, page: int | None) -> None:
    _, pager = applications(face, httpx2.Response(404), page=page)
    with pytest.raises(kloudless_management_client.NotFoundError):
        face.items(pager)


def test_an_empty_page_ends_a_list_of_kloudless(face: Face) -> None:
    service, pager = applications(face, applications_page(range(2), total=9), applications_page(range(0), total=9))
    assert names(face.items(pager)) == numbers(0, 2)
    assert service.sent == 2


def test_a_service_that_serves_smaller_pages_than_asked_for_is_read_whole(face: Face) -> None:
    service, pager = applications(
        face,
        *[applications_page(range(n, min(n + 10, 25)), total=25, page=n // 10 + 1) for n in (0, 10, 20)],
        page_size=1000,
    )
    assert names(face.items(pager)) == numbers(0, 25)
    assert service.sent == 3


def test_a_list_that_shrinks_while_it_is_read_ends(face: Face) -> None:
    service, pager = applications(
        face,
        applications_page(range(10), total=30),
        applications_page(range(10, 15), total=15, page=2),
        applications_page(range(10), total=15),
        applications_page(range(10, 15), total=15, page=2),
    )
    assert names(face.items(pager)) == numbers(0, 15)
    assert asked_pages(service) == [None, "2", None, "2"]
    assert pager.total == 15


def test_a_list_that_grows_while_it_is_read_is_read_on(face: Face) -> None:
    service, pager = applications(
        face,
        applications_page(range(10), total=12),
        applications_page(range(10, 20), total=21, page=2),
        applications_page(range(20, 21), total=21, page=3),
    )
    assert len(face.items(pager)) == 21
    assert service.sent == 3


def test_the_total_is_told(face: Face) -> None:
    service, pager = applications(
        face, applications_page(range(10), total=12), applications_page(range(10, 12), total=12)
    )
    face.wait(pager.first_page())
    assert pager.total == 12
    assert service.sent == 1
    assert len(face.items(pager)) == 12
    assert service.sent == 2


def test_the_sync_total_reads_the_first_page_once() -> None:
    service = Script(procedures_page(range(2), has_next=False, total=2))
    with klarify_client.Klarify(access_key="k", transport=service) as client:
        pager = client.procedures.list()
        assert pager.total == 2
        assert pager.total == 2
        assert len(list(pager)) == 2
    assert service.sent == 1


@pytest.mark.anyio
async def test_an_awaited_list_knows_its_total() -> None:
    service = Script(procedures_page(range(2), has_next=False, total=2))
    async with klarify_client.AsyncKlarify(access_key="k", transport=service) as client:
        pager = client.procedures.list()
        assert pager.total is None
        assert await pager is pager
        assert pager.total == 2
        assert len([item async for item in pager]) == 2
    assert service.sent == 1


def test_a_service_that_tells_no_total_has_none(face: Face) -> None:
    _, pager = procedures(face, procedures_page(range(2), has_next=False))
    assert face.wait(pager.first_page()).total is None
    assert pager.total is None


def test_pages_are_numbered_as_the_api_counts(face: Face) -> None:
    _, pager = procedures(
        face,
        procedures_page(range(2), has_next=True, total=3),
        procedures_page(range(2, 3), has_next=False, total=3),
    )
    pages = pages_of(face, pager)
    assert [(page.number, len(page.items), page.total) for page in pages] == [(0, 2, 3), (1, 1, 3)]
    assert [page.raw.status_code for page in pages] == [200, 200]
    _, pager = applications(
        face, applications_page(range(2), total=3), applications_page(range(2, 3), total=3, page=2), page_size=2
    )
    assert [page.number for page in pages_of(face, pager)] == [1, 2]


def test_the_first_page_is_not_read_twice(face: Face) -> None:
    service, pager = procedures(
        face, procedures_page(range(2), has_next=True), procedures_page(range(2, 3), has_next=False)
    )
    first = face.wait(pager.first_page())
    assert face.wait(pager.first_page()) is first
    assert names(face.items(pager)) == numbers(0, 3)
    assert service.sent == 2


def test_a_first_page_that_was_read_serves_one_reading(face: Face) -> None:
    fake = FakeKlarify({"name": str(number)} for number in range(4))
    pager = face.klarify(fake.transport).procedures.list(page_size=2)
    face.wait(pager.first_page())
    assert len(face.items(pager)) == 4
    fake.add({"name": "new"})
    assert len(face.items(pager)) == 5
    assert len(fake.calls) == 5


def test_a_first_page_that_failed_can_be_read_again(face: Face) -> None:
    _, pager = procedures(face, httpx2.Response(503), procedures_page(range(2), has_next=False))
    with pytest.raises(klarify_client.InternalServerError):
        face.wait(pager.first_page())
    assert len(face.items(pager)) == 2


def test_reading_stops_where_the_reader_stops(face: Face) -> None:
    service, pager = procedures(face, procedures_page(range(2), has_next=True))

    async def first() -> Any:
        async for item in pager:
            return item
        return None

    item = face.run(first()) if face.asynchronous else next(iter(pager))
    assert item.name == "0"
    assert service.sent == 1


def test_a_page_is_repeated_before_the_list_gives_up(face: Face, waits: Waits) -> None:
    service = Script(
        procedures_page(range(2), has_next=True),
        httpx2.ReadTimeout("slow"),
        httpx2.Response(503),
        procedures_page(range(2, 3), has_next=False),
    )
    assert names(face.items(face.klarify(service).procedures.list())) == numbers(0, 3)
    assert len(waits) == 2


def test_lists_below_an_application_are_walked_too(face: Face) -> None:
    fake = FakeKloudless([{"name": "First"}])
    client = face.kloudless(fake.transport)
    (app,) = face.items(client.applications.list())
    for number in range(4):
        face.wait(client.applications.api_keys.create(app.id))
        face.wait(client.applications.webhooks.create(app.id, url=f"https://example.com/{number}"))
    keys: AnyPager[Any] = client.applications.api_keys.list(app.id, page_size=2)
    assert len({key.key for key in face.items(keys)}) == 5
    hooks: AnyPager[Any] = client.applications.webhooks.list(app.id, page_size=2)
    assert [hook.url[-1] for hook in face.items(hooks)] == ["0", "1", "2", "3"]


def test_two_lists_of_one_async_client_are_read_at_the_same_time() -> None:
    fake = FakeKlarify({"name": str(number)} for number in range(25))

    async def read() -> None:
        async with klarify_client.AsyncKlarify(access_key="k", transport=fake.transport) as client:
            lists = [client.procedures.list(page_size=size) for size in (3, 7, 10)]
            read = await asyncio.gather(*[_collect(pager) for pager in lists])
        assert [len(items) for items in read] == [25, 25, 25]

    asyncio.run(read())


async def _collect(pager: AsyncKlarifyPager[Procedure]) -> list[Procedure]:
    return [item async for item in pager]


def test_a_total_that_is_not_told_is_not_asked_for_again() -> None:
    service = Script(procedures_page(range(2), has_next=False))
    pager = klarify_client.Klarify(access_key="klarify-test-key", transport=service).procedures.list()
    assert len(list(pager)) == 2
    assert pager.total is None
    assert service.sent == 1


def test_a_list_that_is_printed_says_what_it_is(face: Face) -> None:
    _, pager = procedures(face)
    assert repr(pager).endswith("Pager of procedures_list: iterate over it to read the list>")
