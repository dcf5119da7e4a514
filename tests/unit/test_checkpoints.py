"""A reader of a list stops, and another one goes on where it stood."""

from __future__ import annotations

import base64
import json
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx2
import pytest
from kloudless_management_client import KloudlessManagement

from tests.unit.scripted import Face, Script, procedures_page
from tests.unit.test_changing_lists import APIS, Service, added, names, read, removed


def taken(face: Face, iterator: Any, count: int) -> list[Any]:
    """The next so many things that an iterator gives."""

    async def take() -> list[Any]:
        return [await anext(iterator) for _ in range(count)]

    return face.run(take()) if face.asynchronous else [next(iterator) for _ in range(count)]


def begun(face: Face, pager: Any) -> Any:
    return aiter(pager) if face.asynchronous else iter(pager)


def ids(items: list[Any]) -> list[str]:
    return [item.id for item in items]


@pytest.mark.parametrize("ahead", [0, 3])
@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 20, 34, 35])
def test_another_reader_goes_on_after_the_last_object(face: Face, api: str, ahead: int, count: int) -> None:
    service = Service(names(0, 35))
    pager = service.list(api, asynchronous=face.asynchronous).prefetch(ahead)
    found = ids(taken(face, begun(face, pager), count))
    rest = service.list(api, asynchronous=face.asynchronous, resume=pager.checkpoint()).prefetch(ahead)
    assert found + read(face, rest) == names(0, 35)


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("count", range(5))
def test_a_reader_of_pages_goes_on_after_the_last_page(face: Face, api: str, count: int) -> None:
    service = Service(names(0, 35))
    pager = service.list(api, asynchronous=face.asynchronous)
    pages = taken(face, pager.pages(), min(count, 4))
    found = [item.id for page in pages for item in page.items]
    rest = service.list(api, asynchronous=face.asynchronous, resume=pager.checkpoint())
    assert found + read(face, rest) == names(0, 35)


def test_every_object_has_a_checkpoint(face: Face) -> None:
    service = Service(names(0, 25))
    checkpoints: list[tuple[str, str]] = []
    pager = service.list("klipfolio", asynchronous=face.asynchronous).prefetch(2)

    async def walk() -> None:
        async for item in pager:
            checkpoints.append((item.id, pager.checkpoint()))  # noqa: PERF401 - it changes from one to the next

    if face.asynchronous:
        face.run(walk())
    else:
        checkpoints.extend((item.id, pager.checkpoint()) for item in pager)
    for index, (_, text) in enumerate(checkpoints):
        rest = service.list("klipfolio", asynchronous=face.asynchronous, resume=text)
        assert read(face, rest) == names(index + 1, 25)


def test_a_reader_may_stop_and_go_on_many_times(face: Face) -> None:
    service = Service(names(0, 35))
    found: list[str] = []
    text = None
    for count in (4, 0, 6, 1, 12, 12):
        pager = service.list("klarify", asynchronous=face.asynchronous, resume=text)
        found += ids(taken(face, begun(face, pager), count))
        text = pager.checkpoint()
    assert found == names(0, 35)


@pytest.mark.parametrize("api", APIS)
def test_a_finished_list_goes_on_with_nothing_and_asks_nothing(face: Face, api: str) -> None:
    service = Service(names(0, 12))
    pager = service.list(api, asynchronous=face.asynchronous)
    assert len(read(face, pager)) == 12
    service.asked.clear()
    again = service.list(api, asynchronous=face.asynchronous, resume=pager.checkpoint())
    assert read(face, again) == []
    assert read(face, again.prefetch(3)) == []
    assert again.checkpoint() == pager.checkpoint()
    assert service.asked == []


@pytest.mark.parametrize("api", APIS)
def test_on_its_last_page_a_list_goes_on_with_one_request(face: Face, api: str) -> None:
    service = Service(names(0, 35))
    pager = service.list(api, asynchronous=face.asynchronous)
    taken(face, begun(face, pager), 32)
    service.asked.clear()
    rest = service.list(api, asynchronous=face.asynchronous, resume=pager.checkpoint()).prefetch(3)
    assert read(face, rest) == names(32, 35)
    assert service.asked == [30]


def test_a_list_that_was_not_begun_goes_on_from_its_start(face: Face) -> None:
    service = Service(names(0, 35))
    text = service.list("klarify", asynchronous=face.asynchronous, page=1).checkpoint()
    assert service.asked == []
    assert read(face, service.list("klarify", asynchronous=face.asynchronous, page=1, resume=text)) == names(10, 35)


def test_without_a_place_the_list_is_whole(face: Face) -> None:
    service = Service(names(0, 15))
    assert read(face, service.list("klarify", asynchronous=face.asynchronous, resume=None)) == names(0, 15)


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("gone", [(0, 1), (10, 13), (0, 7)])
def test_what_slipped_on_the_page_meanwhile_is_found(face: Face, api: str, gone: tuple[int, int]) -> None:
    service = Service(names(0, 35))
    pager = service.list(api, asynchronous=face.asynchronous)
    found = ids(taken(face, begun(face, pager), 18))
    removed(*gone)(service.names)
    rest = read(face, service.list(api, asynchronous=face.asynchronous, resume=pager.checkpoint()))
    assert found + rest == names(0, 35)


def test_what_was_pushed_on_the_page_meanwhile_does_not_come_again(face: Face) -> None:
    service = Service(names(0, 35))
    pager = service.list("klarify", asynchronous=face.asynchronous)
    found = ids(taken(face, begun(face, pager), 14))
    added(5)(service.names)
    rest = service.list("klarify", asynchronous=face.asynchronous, resume=pager.checkpoint())
    assert found + read(face, rest) == names(0, 35)


def test_where_the_last_object_is_gone_it_goes_on_after_as_many(face: Face) -> None:
    service = Service(names(0, 35))
    pager = service.list("klarify", asynchronous=face.asynchronous)
    taken(face, begun(face, pager), 14)
    service.names.remove("n13")
    rest = read(face, service.list("klarify", asynchronous=face.asynchronous, resume=pager.checkpoint()))
    assert rest == names(15, 35)


def test_a_list_that_changed_is_resumed_behind_what_was_left_out(face: Face) -> None:
    service = Service(names(0, 35), before=[lambda _: None, added(4)])
    pager = service.list("klarify", asynchronous=face.asynchronous)
    found = ids(taken(face, begun(face, pager), 12))
    assert found == names(0, 12)
    rest = read(face, service.list("klarify", asynchronous=face.asynchronous, resume=pager.checkpoint()))
    assert found + rest == names(0, 35)


def test_a_resumed_list_still_goes_back_for_what_slips(face: Face) -> None:
    service = Service(names(0, 45))
    pager = service.list("klipfolio", asynchronous=face.asynchronous)
    found = ids(taken(face, begun(face, pager), 14))
    service.before = [lambda _: None, lambda _: None, removed(12, 15)]
    rest = read(face, service.list("klipfolio", asynchronous=face.asynchronous, resume=pager.checkpoint()))
    assert sorted(rest) == sorted(names(14, 45))
    assert found == names(0, 14)


def test_the_first_page_of_a_resumed_list_is_the_rest_of_its_page(face: Face) -> None:
    service = Service(names(0, 35))
    pager = service.list("klarify", asynchronous=face.asynchronous)
    taken(face, begun(face, pager), 14)
    again = service.list("klarify", asynchronous=face.asynchronous, resume=pager.checkpoint())
    first = face.wait(again.first_page())
    assert (first.number, ids(first.items), again.total) == (1, names(14, 20), 35)
    assert read(face, again) == names(14, 35)


def test_after_an_error_the_reader_goes_on_at_the_page_that_failed(face: Face) -> None:
    service = Script(
        procedures_page(range(2), has_next=True),
        httpx2.Response(400),
        procedures_page(range(2), has_next=True),
        procedures_page(range(2, 4), has_next=False),
    )
    client = face.klarify(service)
    pager = client.procedures.list()
    with pytest.raises(Exception, match="HTTP 400"):
        face.items(pager)
    assert [item.name for item in face.items(client.procedures.list(resume=pager.checkpoint()))] == ["2", "3"]
    service.assert_all_used()


def test_the_text_is_json_safe_and_holds_nothing_of_the_objects_or_arguments() -> None:
    secret = "n-very-secret"
    service = Service([secret, *names(0, 30)])
    pager = service.list("klarify", last_updated_at="2024-01-20T00:00:00Z", extra_query={"tenant": "hush"})
    next(iter(pager))
    text = pager.checkpoint()
    assert json.loads(json.dumps(text)) == text
    plain = base64.urlsafe_b64decode(text).decode()
    assert "procedures_list" in plain
    assert not [word for word in (secret, "2024", "hush", "access") if word in plain]


@pytest.mark.parametrize(
    "other",
    [{}, {"page_size": 20}, {"page_size": 10, "page": 1}, {"page_size": 10, "extra_query": {"tenant": "other"}}],
    ids=str,
)
def test_other_arguments_are_refused_before_anything_is_sent(face: Face, other: dict[str, Any]) -> None:
    service = Service(names(0, 35))
    text = service.list("klarify", asynchronous=face.asynchronous, page_size=10).checkpoint()
    with pytest.raises(ValueError, match=r"^resume: this is a checkpoint of procedures_list with other arguments"):
        service.list("klarify", asynchronous=face.asynchronous, resume=text, **other)
    assert service.asked == []


def test_other_options_are_not() -> None:
    service = Service(names(0, 15))
    text = service.list("klarify").checkpoint()
    again = service.list("klarify", resume=text, timeout=3.0, max_retries=0, extra_headers={"X-Y": "z"})
    assert len(list(again)) == 15


def test_a_moment_may_be_written_in_another_way() -> None:
    service = Service(names(0, 15))
    text = service.list(
        "klarify", last_updated_at=datetime(2024, 1, 20, 1, tzinfo=timezone(timedelta(hours=1)))
    ).checkpoint()
    assert len(list(service.list("klarify", last_updated_at="2024-01-20T00:00:00Z", resume=text))) == 15


def test_another_list_is_refused() -> None:
    text = Service([]).list("klarify").checkpoint()
    with pytest.raises(ValueError, match=r"^resume: this is a checkpoint of procedures_list, not of applications_list"):
        Service([]).list("kloudless", resume=text)


def test_another_application_is_another_list() -> None:
    with KloudlessManagement(developer_key="k", transport=Script()) as client:
        text = client.applications.api_keys.list("one").checkpoint()
        with pytest.raises(ValueError, match="with other arguments"):
            client.applications.api_keys.list("two", resume=text)


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "checkpoint",
        "é",
        "////",
        5,
        b"",
        True,
        encoded(None),
        encoded([]),
        encoded({}),
        encoded(["procedures_list", "0", 1, -1, "", 0, False]),
        encoded(["procedures_list", "0", 1, 0, "", -1, False]),
        encoded(["procedures_list", "0", "1", 0, "", 0, False]),
        encoded(["procedures_list", "0", 1, 0, "", 0, False, 1]),
    ],
)
def test_anything_else_is_refused(face: Face, text: Any) -> None:
    service = Script()
    with pytest.raises(ValueError, match=r"^resume: give what checkpoint\(\) of a list returned"):
        face.klarify(service).procedures.list(resume=text)
    assert service.sent == 0


def test_no_other_method_takes_it() -> None:
    client: Any = KloudlessManagement(developer_key="k", transport=Script())
    with client, pytest.raises(TypeError, match="resume"):
        client.applications.get("id", resume="x")
