"""What the client makes of Kloudless' error bodies, of which every member may be missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from kloudless_management_client import (
    APIError,
    APIStatusError,
    AuthenticationError,
    ConflictError,
    NotFoundError,
    RateLimitError,
)
from kloudless_management_client.testing import FakeKloudless

from tests.unit.scripted import Face, Script

if TYPE_CHECKING:
    from tests.unit.conftest import Waits


def error_from(face: Face, service: httpx2.MockTransport, **settings: Any) -> APIStatusError:
    with pytest.raises(APIError) as caught:
        face.wait(face.kloudless(service, **{"max_retries": 0, **settings}).applications.get("app1"))
    assert isinstance(caught.value, APIStatusError)
    return caught.value


def test_code_message_and_id_are_on_the_error(face: Face) -> None:
    body = {"error_code": "not_found", "message": "No such application.", "id": "c0ffee", "status_code": 404}
    error = error_from(face, Script(httpx2.Response(404, json=body)))
    assert type(error) is NotFoundError
    assert error.error_code == "not_found"
    assert error.message == "No such application."
    assert error.id == error.request_id == "c0ffee"
    assert error.body == body
    assert "not_found, request c0ffee" in str(error)


@pytest.mark.parametrize("missing", ["error_code", "message", "id"])
def test_any_member_may_be_missing(face: Face, missing: str) -> None:
    body = {"error_code": "forbidden", "message": "No.", "id": "c0ffee"}
    del body[missing]
    error = error_from(face, Script(httpx2.Response(403, json=body)))
    assert error.error_code == body.get("error_code")
    assert error.message == body.get("message", "Forbidden")
    assert error.id == body.get("id")


@pytest.mark.parametrize("value", [None, 7, ["x"], {"a": 1}, True])
def test_members_of_another_type_are_left_in_the_body(face: Face, value: object) -> None:
    body = {"error_code": value, "message": value, "id": value}
    error = error_from(face, Script(httpx2.Response(400, json=body)))
    assert error.error_code is None
    assert error.id is None
    assert error.message == "Bad Request"
    assert error.body == body


def test_the_status_of_the_answer_counts_and_not_the_one_in_the_body(face: Face) -> None:
    error = error_from(face, Script(httpx2.Response(404, json={"status_code": "500", "error_code": "x"})))
    assert type(error) is NotFoundError
    assert error.status_code == 404


def test_the_id_may_come_in_a_header_alone(face: Face) -> None:
    error = error_from(face, Script(httpx2.Response(500, headers={"X-Kloudless-Request-Id": "c0ffee"})))
    assert error.id == "c0ffee"


@pytest.mark.parametrize("content", [b"", b"<html>\n<h1>502</h1>\n</html>", b"\xff", b"[]", b"null"])
def test_an_answer_that_is_no_json_object_is_an_error_of_its_status(face: Face, content: bytes) -> None:
    error = error_from(face, Script(httpx2.Response(502, content=content)))
    assert error.message == "Bad Gateway"
    assert error.error_code is None


def test_what_is_in_the_way_is_in_the_body(face: Face) -> None:
    body = {"error_code": "naming_conflict", "message": "Exists.", "conflicting_resource_id": "app2"}
    error = error_from(face, Script(httpx2.Response(409, json=body)))
    assert type(error) is ConflictError
    assert error.body["conflicting_resource_id"] == "app2"
    assert "conflicting_resource_id" in str(error)


@pytest.mark.acceptance("KL-3")
def test_an_application_key_does_not_do_for_a_developer_key(face: Face) -> None:
    fake = FakeKloudless([{"name": "First"}], developer_key="the-developer-key")
    owner = face.kloudless(fake.transport, developer_key="the-developer-key")
    (app,) = face.items(owner.applications.list())
    key = face.wait(owner.applications.api_keys.create(app.id))
    with pytest.raises(AuthenticationError, match="application's API key does not work"):
        face.items(face.kloudless(fake.transport, developer_key=key.key).applications.list())


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "9"}])
def test_too_many_requests_are_waited_out(face: Face, waits: Waits, headers: dict[str, str]) -> None:
    body = {"error_code": "too_many_requests", "message": "Slow down.", "id": "c0ffee"}
    fake = FakeKloudless([{"name": "First"}])
    fake.inject(status=429, times=2, headers=headers, body=body)
    assert len(face.items(face.kloudless(fake.transport).applications.list())) == 1
    assert len(waits) == 2
    assert not headers or waits == [9, 9]


def test_too_many_requests_for_too_long_are_an_error(face: Face, waits: Waits) -> None:
    body = {"error_code": "too_many_requests", "message": "Slow down.", "id": "c0ffee"}
    service = Script(*[httpx2.Response(429, json=body) for _ in range(4)])
    error = error_from(face, service, max_retries=3)
    assert type(error) is RateLimitError
    assert error.error_code == "too_many_requests"
    assert error.attempts == 4
    assert len(waits) == 3
