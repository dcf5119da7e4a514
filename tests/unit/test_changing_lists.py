"""Lists that change while they are read: nothing twice, nothing missed where the service tells enough, and an end."""

from __future__ import annotations

import asyncio
import itertools
import tracemalloc
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import klipfolio_client
import kloudless_management_client
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from klarify_client import PaginationError
from klarify_client._runtime.operation import Rows
from klarify_client._runtime.paging import OffsetPaging, OffsetWalk, PagePaging, PageWalk
from klarify_client._runtime.progress import Seen, wide_hash

from tests.unit.scripted import API_KEY, PROCEDURE, Face, Script, application

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SERIAL = itertools.count()
ERRORS = (PaginationError, klipfolio_client.PaginationError, kloudless_management_client.PaginationError)
APIS = ["klarify", "kloudless", "klipfolio"]


@dataclass
class Service:
    """A list that changes.

    Args:
        names: The objects, in order.
        size: Objects of a page.
        before: What happens before each answer, from the first one on; nothing after the last of them.
        endless: Whether every answer holds all objects and announces more.
        total: Whether the answers tell how many objects there are.
    """

    names: list[str]
    size: int = 10
    before: Sequence[Callable[[list[str]], object]] = ()
    total: bool = True
    endless: bool = False
    asked: list[int] = field(default_factory=list[int])

    def answer(self, request: httpx2.Request) -> httpx2.Response:
        if self.before:
            self.before[0](self.names)
            self.before = self.before[1:]
        query = request.url.params
        match request.url.host.split(".")[1]:
            case "klarify":
                start = int(query.get("page", 0)) * self.size
            case "kloudless":
                start = (int(query.get("page", 1)) - 1) * self.size
            case _:
                start = int(query.get("offset", 0))
        self.asked.append(start)
        part, count = self.names[start : start + self.size], len(self.names)
        if self.endless:
            part, count = self.names, start + self.size + 1
        match request.url.host.split(".")[1]:
            case "klarify":
                told = {"totalCount": count} if self.total else {}
                objects = [{**PROCEDURE, "id": name, "name": name} for name in part]
                body: Any = {"data": objects, "hasNext": start + self.size < count, **told}
            case "kloudless":
                objects = [{**application(0), "id": name} for name in part]
                body = {"total": count, "count": len(part), "page": start // self.size + 1, "objects": objects}
            case _:
                told = {"total": count} if self.total else {}
                klips = [{"id": name, "name": name, "description": ""} for name in part]
                body = {"meta": {"success": True, "status": 200, **told}, "data": {"klips": klips}}
        return httpx2.Response(200, json=body)

    def list(self, api: str, *, asynchronous: bool = False, **options: Any) -> Any:
        transport: Any = httpx2.MockTransport(self.answer)
        match api:
            case "klarify":
                kind = klarify_client.AsyncKlarify if asynchronous else klarify_client.Klarify
                return kind(access_key="k", transport=transport).procedures.list(**options)
            case "kloudless":
                management = kloudless_management_client
                sort = management.AsyncKloudlessManagement if asynchronous else management.KloudlessManagement
                return sort(developer_key="k", transport=transport).applications.list(page_size=self.size, **options)
            case _:
                klipfolio = klipfolio_client.AsyncKlipfolio if asynchronous else klipfolio_client.Klipfolio
                limit = klipfolio_client.RateLimit(per_second=None)
                client = klipfolio(api_key="k", transport=transport, rate_limit=limit)
                return client.klips.list(limit=self.size, **options)


def read(face: Face, pager: Any) -> list[str]:
    async def collect() -> list[str]:
        return [item.id async for item in pager]

    return face.run(collect()) if face.asynchronous else [item.id for item in pager]


def old(found: list[str]) -> list[str]:
    """What was there from the beginning; nothing came twice."""
    assert len(found) == len({*found})
    return [name for name in found if name.startswith("n")]


def names(start: int, stop: int) -> list[str]:
    return [f"n{number}" for number in range(start, stop)]


def nothing(_names: list[str]) -> None:
    pass


def removed(start: int, stop: int) -> Callable[[list[str]], None]:
    def change(names: list[str]) -> None:
        del names[start:stop]

    return change


def added(count: int, at: int = 0) -> Callable[[list[str]], None]:
    def change(names: list[str]) -> None:
        names[at:at] = [f"added{next(_SERIAL)}" for _ in range(count)]

    return change


def moved_to_the_end(names: list[str]) -> None:
    names.append(names.pop(0))


@pytest.mark.parametrize("ahead", [0, 3])
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("count", [1, 3, 10, 25])
def test_what_is_pushed_to_a_further_page_does_not_come_again(face: Face, api: str, ahead: int, count: int) -> None:
    service = Service(names(0, 45), before=[nothing, added(count)])
    found = read(face, service.list(api, asynchronous=face.asynchronous).prefetch(ahead))
    assert old(found) == names(0, 45)


@pytest.mark.parametrize("api", ["klarify", "klipfolio"])
@pytest.mark.parametrize("count", [1, 3, 9, 14])
def test_without_a_total_it_does_not_either(face: Face, api: str, count: int) -> None:
    service = Service(names(0, 45), before=[nothing, added(count)], total=False)
    assert old(read(face, service.list(api, asynchronous=face.asynchronous))) == names(0, 45)


@pytest.mark.parametrize("api", APIS)
def test_what_is_moved_to_the_end_comes_once(face: Face, api: str) -> None:
    service = Service(names(0, 45), before=[nothing, nothing, moved_to_the_end])
    found = old(read(face, service.list(api, asynchronous=face.asynchronous)))
    assert {*found} == {*names(0, 45)} - {"n20"}, "what slipped unnoticed is missed, as the documentation says"


@pytest.mark.parametrize("ahead", [0, 3])
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize(("start", "stop"), [(0, 1), (4, 9), (0, 10), (2, 17), (0, 20), (30, 33)])
def test_what_slips_to_a_page_read_before_is_found(face: Face, api: str, ahead: int, start: int, stop: int) -> None:
    service = Service(names(0, 45), before=[nothing, nothing, removed(start, stop)])
    found = old(read(face, service.list(api, asynchronous=face.asynchronous).prefetch(ahead)))
    assert {*found} == {*names(0, 45)} - ({*names(start, stop)} if start >= 20 else set())


@pytest.mark.parametrize("api", APIS)
def test_going_back_takes_as_few_requests_as_it_can(face: Face, api: str) -> None:
    service = Service(names(0, 45), before=[nothing, nothing, removed(0, 3)])
    read(face, service.list(api, asynchronous=face.asynchronous))
    assert service.asked == ([0, 10, 20, 17, 27, 37] if api == "klipfolio" else [0, 10, 20, 10, 20, 30, 40])


def test_nothing_lies_before_the_first_page(face: Face) -> None:
    service = Service(names(0, 45), before=[nothing, removed(0, 10), removed(0, 5)])
    found = read(face, service.list("klipfolio", asynchronous=face.asynchronous))
    assert {*old(found)} >= {*names(15, 45)}
    assert service.asked == [0, 10, 0, 10, 20]


@pytest.mark.parametrize("ahead", [0, 3])
@pytest.mark.parametrize("api", APIS)
def test_a_list_may_be_emptied_while_it_is_read(face: Face, api: str, ahead: int) -> None:
    service = Service(names(0, 45))
    pager = service.list(api, asynchronous=face.asynchronous).prefetch(ahead)
    found: list[str] = []

    def take(page: Any) -> None:
        found.extend(item.id for item in page.items)
        service.names[:] = [name for name in service.names if name not in found]

    async def empty() -> None:
        async for page in pager.pages():
            take(page)

    if face.asynchronous:
        face.run(empty())
    else:
        for page in pager.pages():
            take(page)
    assert sorted(found) == sorted(names(0, 45))


@pytest.mark.parametrize("api", APIS)
def test_a_total_that_wavers_ends_all_the_same(face: Face, api: str) -> None:
    def waver(names: list[str]) -> None:
        if names[-1] == "last":
            names.pop()
        else:
            names.append("last")

    service = Service(names(0, 300), before=[waver] * 1000)
    found = read(face, service.list(api, asynchronous=face.asynchronous))
    assert found[:300] == names(0, 300)
    assert len(service.asked) <= 3 * 31 + 10


@pytest.mark.parametrize("ahead", [0, 3])
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("at", [0, 10**9])
def test_a_list_that_grows_as_fast_as_it_is_read_is_an_error(face: Face, api: str, ahead: int, at: int) -> None:
    service = Service(names(0, 45), before=[added(10, at)] * 200)
    with pytest.raises(ERRORS, match="_list: 10 pages brought the end no nearer"):
        read(face, service.list(api, asynchronous=face.asynchronous).prefetch(ahead))


@pytest.mark.parametrize("ahead", [0, 3])
@pytest.mark.parametrize("api", APIS)
def test_a_list_that_grows_slower_than_it_is_read_is_none(face: Face, api: str, ahead: int) -> None:
    service = Service(names(0, 45), before=[added(9, 10**9)] * 30)
    found = read(face, service.list(api, asynchronous=face.asynchronous).prefetch(ahead))
    assert found[:45] == names(0, 45)
    assert len(found) > 100


@pytest.mark.parametrize("api", APIS)
def test_a_list_that_grows_now_and_then_is_none(face: Face, api: str) -> None:
    service = Service(names(0, 75), before=[nothing, added(15, 10**9)] * 13)
    assert read(face, service.list(api, asynchronous=face.asynchronous)) == service.names
    assert not service.before


@pytest.mark.parametrize("api", APIS)
def test_many_pages_added_at_once_are_no_error(face: Face, api: str) -> None:
    service = Service(names(0, 45), before=[nothing, nothing, added(300)])
    assert old(read(face, service.list(api, asynchronous=face.asynchronous))) == names(0, 45)


@pytest.mark.parametrize("total", [True, False])
def test_pages_without_anything_new_are_an_error_in_the_end(face: Face, total: bool) -> None:
    def shuffle(names: list[str]) -> None:
        names.append(names.pop(0))

    service = Service(names(0, 30), before=[shuffle] * 50, total=total, endless=True)
    with pytest.raises(PaginationError, match="10 pages brought the end no nearer"):
        read(face, service.list("klarify", asynchronous=face.asynchronous))
    assert len(service.asked) == 11


def api_keys(numbers: range, total: int) -> httpx2.Response:
    objects = [{**API_KEY, "key": f"key{number}"} for number in numbers]
    return httpx2.Response(200, json={"total": total, "count": len(objects), "page": 1, "objects": objects})


@pytest.mark.parametrize("totals", [(9, 9), (9, 8)])
def test_a_page_of_objects_without_an_id_that_comes_again_is_an_error(face: Face, totals: tuple[int, int]) -> None:
    service = Script(*[api_keys(range(3), total) for total in totals])
    pager = face.kloudless(service, max_retries=0).applications.api_keys.list("app")
    with pytest.raises(kloudless_management_client.PaginationError, match="page 2 repeats an earlier page"):
        face.items(pager)


def test_objects_without_an_id_are_not_read_again(face: Face) -> None:
    service = Script(api_keys(range(3), 9), api_keys(range(3, 6), 8), api_keys(range(6, 8), 8))
    found = face.items(face.kloudless(service).applications.api_keys.list("app"))
    assert [item.key for item in found] == [f"key{number}" for number in range(8)]
    service.assert_all_used()


def test_equal_objects_within_a_page_are_the_services_business(face: Face) -> None:
    service = Service([*names(0, 10), "twice", "twice", *names(10, 20)])
    found = read(face, service.list("klarify", asynchronous=face.asynchronous))
    assert found.count("twice") == 2


def test_pages_tell_what_the_service_sent(face: Face) -> None:
    service = Service(names(0, 20), before=[nothing, added(10)])
    pager = service.list("klarify", asynchronous=face.asynchronous)

    async def collect() -> list[Any]:
        return [page async for page in pager.pages()]

    pages = face.run(collect()) if face.asynchronous else [*pager.pages()]
    assert [(page.number, len(page.items), len(page.raw.parsed.data)) for page in pages] == [
        (0, 10, 10),
        (1, 0, 10),
        (2, 10, 10),
    ]


# Whatever happens.

CHANGES = st.lists(st.tuples(st.booleans(), st.integers(0, 40), st.integers(0, 25)), max_size=12)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    api=st.sampled_from(APIS),
    count=st.integers(0, 40),
    size=st.integers(1, 12),
    total=st.booleans(),
    ahead=st.integers(0, 4),
    kinds=st.sampled_from([(True,), (False,), (True, False)]),
    changes=CHANGES,
)
def test_nothing_comes_twice_and_what_stays_is_found(
    api: str,
    count: int,
    size: int,
    total: bool,
    ahead: int,
    kinds: tuple[bool, ...],
    changes: list[tuple[bool, int, int]],
) -> None:
    steps = [
        added(number, min(at, 10**9)) if grows else removed(at, at + number)
        for grows, at, number in changes
        if grows in kinds
    ]
    total = total or api == "kloudless"
    service = Service(names(0, count), size=size, before=steps, total=total)
    found: list[str] = []

    async def collect() -> None:
        async for item in service.list(api, asynchronous=True).prefetch(ahead):
            found.append(item.id)  # noqa: PERF401 - after an error, what came before it is there

    try:
        asyncio.run(collect())
    except ERRORS:
        assert not total or kinds != (False,)
        whole = False
    else:
        # An answer that is thrown away takes what it told of a change with it: the next one tells the sum.
        whole = total and (ahead == 0 or len(kinds) == 1)
    stayed = {*service.names} & {*names(0, count)}
    assert {*old(found)} >= (stayed if whole else set())


# What it costs.


def walked(walk: Any, count: int) -> int:
    """Peak of the memory that a walk over so many objects takes."""
    tracemalloc.start()
    for start in range(0, count, 100):
        items = [SimpleNamespace(id=f"{number:032x}") for number in range(start, start + 100)]
        walk.take(walk.following, SimpleNamespace(parsed=Rows(items, count)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert walk.finished
    return peak


def test_a_long_list_takes_little_memory() -> None:
    def peak(count: int) -> int:
        rule = OffsetPaging(offset="offset", limit="limit", items="", total="", default_limit=100, largest=100)
        return walked(OffsetWalk(rule, {}), count)

    # 9 bytes for each, and half a megabyte for the table that keeps adding fast.
    assert peak(40_000) - peak(1_000) < 1_000_000


def test_a_list_of_one_page_remembers_nothing() -> None:
    walk = PageWalk[Any](PagePaging(page="page", first=1, items="items", total="total"), {})
    answer: Any = SimpleNamespace(parsed=Rows([SimpleNamespace(id=1)], 1))
    assert walk.take(1, answer).items == answer.parsed.items
    assert "_seen" in vars(walk)
    assert vars(walk)["_seen"] is None


def test_names_are_told_apart() -> None:
    seen = Seen()
    assert seen.add(["a", "b", 1, "1"]) == {"a", "b", 1, "1"}
    assert seen.add(["a", "c", 1, 2]) == {"c", 2}


def test_a_hash_of_64_bits_on_every_machine() -> None:
    assert wide_hash(("a", 1)) == wide_hash(("a", 1)) != wide_hash(("a", 2))
    assert len({wide_hash(number) for number in range(10_000)}) == 10_000
    assert max(wide_hash(number) for number in range(1000)).bit_length() == 64
