"""The whole answer behind a result: status, headers, bytes, attempts."""

from __future__ import annotations

from typing import Any

import httpx2
import kloudless_management_client
import pytest
from kloudless_management_client import AsyncKloudlessManagement, KloudlessManagement, RawResponse
from kloudless_management_client.models import Application

from tests.unit.scripted import APPLICATION, Face, Script, applications_page, procedures_page


def raw_application(face: Face, answer: httpx2.Response) -> RawResponse[Application]:
    client = face.kloudless(Script(answer))
    if isinstance(client, AsyncKloudlessManagement):
        return face.wait(client.with_raw_response(client.applications.get)("app1"))
    return client.with_raw_response(client.applications.get)("app1")


def test_the_raw_answer_holds_everything(face: Face) -> None:
    answer = httpx2.Response(200, json=APPLICATION, headers={"X-Kloudless-Request-Id": "c0ffee"})
    raw = raw_application(face, answer)
    assert raw.parsed.id == "app1"
    assert raw.status_code == 200
    assert raw.headers["x-kloudless-request-id"] == raw.headers["X-KLOUDLESS-REQUEST-ID"] == "c0ffee"
    assert raw.request_id == "c0ffee"
    assert raw.content == answer.content
    assert raw.text == answer.content.decode()
    assert raw.json() == APPLICATION
    assert raw.method == "GET"
    assert raw.url == "https://api.kloudless.com/v1/applications/app1"
    assert raw.operation.id == "applications_get"
    assert raw.attempts == 1
    assert raw.elapsed >= 0
    assert repr(raw) == "<RawResponse GET https://api.kloudless.com/v1/applications/app1 200, 1 attempts>"


def test_an_answer_need_not_name_the_request(face: Face) -> None:
    assert raw_application(face, httpx2.Response(200, json=APPLICATION)).request_id is None


def test_writing_and_removing_have_raw_answers_too(face: Face) -> None:
    service = Script(httpx2.Response(201, json=APPLICATION), httpx2.Response(204))
    client = face.kloudless(service)
    if isinstance(client, KloudlessManagement):
        created = client.with_raw_response(client.applications.create)(name="First")
        removed = client.with_raw_response(client.applications.delete)("app1")
    else:
        created = face.wait(client.with_raw_response(client.applications.create)(name="First"))
        removed = face.wait(client.with_raw_response(client.applications.delete)("app1"))
    assert (created.status_code, created.parsed.name) == (201, "First")
    assert (removed.status_code, removed.parsed, removed.content) == (204, None, b"")


def test_an_error_is_raised_all_the_same(face: Face) -> None:
    with pytest.raises(kloudless_management_client.NotFoundError):
        raw_application(face, httpx2.Response(404))


def test_the_resource_itself_is_not_changed(face: Face) -> None:
    service = Script(httpx2.Response(200, json=APPLICATION), httpx2.Response(200, json=APPLICATION))
    client: Any = face.kloudless(service)
    face.wait(client.with_raw_response(client.applications.get)("app1"))
    assert type(face.wait(client.applications.get("app1"))) is Application


def test_a_list_has_one_raw_answer_for_each_page(face: Face) -> None:
    client: Any = face.kloudless(Script())
    with pytest.raises(TypeError, match=r"each page has \.raw"):
        client.with_raw_response(client.applications.list)()
    service = Script(procedures_page(range(1), has_next=False, total=1))
    page = face.wait(face.klarify(service).procedures.list().first_page())
    assert page.raw.json()["totalCount"] == 1
    assert page.raw.parsed.total_count == 1


@pytest.mark.parametrize("wrong", [len, print, "text", None, lambda: None])
def test_only_methods_of_resources_have_raw_answers(face: Face, wrong: Any) -> None:
    client: Any = face.kloudless(Script())
    with pytest.raises(TypeError, match="takes a method of a resource"):
        client.with_raw_response(wrong)


@pytest.mark.acceptance("KL-19", "KL-61", "KL-77")
def test_the_envelope_of_a_list_is_on_its_page(face: Face) -> None:
    page = face.wait(face.kloudless(Script(applications_page(range(2), total=5))).applications.list().first_page())
    envelope = page.raw.parsed
    assert (envelope.total, envelope.count, envelope.page, len(envelope.objects)) == (5, 2, 1, 2)
    empty: dict[str, Any] = {"total": 0, "count": 0, "page": 1, "objects": []}
    service = Script(httpx2.Response(200, json=empty), httpx2.Response(200, json=empty))
    applications = face.kloudless(service).applications
    assert face.wait(applications.api_keys.list("app1").first_page()).raw.parsed.total == 0
    assert face.wait(applications.webhooks.list("app1").first_page()).raw.parsed.count == 0
