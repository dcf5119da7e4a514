"""Klarify tells a bad key by 404 and a missing one by 500: what the client makes of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from klarify_client import APIError, APIStatusError, AuthenticationError, InternalServerError, NotFoundError
from klarify_client.testing import FakeKlarify

from tests.unit.scripted import Face, Script, procedures_page

if TYPE_CHECKING:
    from tests.unit.conftest import Waits

INVALID = {
    "error": "invalid access_key",
    "message": "The provided access key does not exist or has been disabled",
}
MISSING = {
    "error": "missing required access_key",
    "message": "The access_key parameter is required for API authentication",
}


def error_from(face: Face, service: httpx2.MockTransport, **settings: Any) -> APIStatusError:
    with pytest.raises(APIError) as caught:
        face.items(face.klarify(service, **settings).procedures.list())
    assert isinstance(caught.value, APIStatusError)
    return caught.value


@pytest.mark.acceptance("KY-20", "KY-67", "KY-75")
def test_an_unknown_key_is_an_authentication_error_and_sent_once(face: Face, waits: Waits) -> None:
    service = Script(httpx2.Response(404, json=INVALID))
    error = error_from(face, service)
    assert type(error) is AuthenticationError
    assert not isinstance(error, NotFoundError)
    assert error.status_code == 404
    assert error.error_code == "invalid access_key"
    assert error.message == INVALID["message"]
    assert error.body == INVALID
    assert "Check the key" in str(error)
    assert service.sent == 1
    assert waits == []


@pytest.mark.acceptance("KY-21", "KY-69", "KY-76")
def test_a_missing_key_is_an_authentication_error_and_sent_once(face: Face, waits: Waits) -> None:
    service = Script(httpx2.Response(500, json=MISSING, headers={"Retry-After": "1"}))
    error = error_from(face, service)
    assert type(error) is AuthenticationError
    assert error.status_code == 500
    assert error.error_code == "missing required access_key"
    assert error.message == MISSING["message"]
    assert error.body == MISSING
    assert service.sent == 1
    assert waits == []


@pytest.mark.acceptance("KY-13", "KY-20")
def test_a_replaced_key_fails_from_that_moment(face: Face) -> None:
    fake = FakeKlarify([{"name": "Order"}], access_key="old-access-key")
    client = face.klarify(fake.transport, access_key="old-access-key")
    assert len(face.items(client.procedures.list())) == 1
    new = fake.regenerate_key()
    with pytest.raises(AuthenticationError):
        face.items(client.procedures.list())
    assert len(face.items(face.klarify(fake.transport, access_key=new).procedures.list())) == 1


@pytest.mark.parametrize("key", ["key", "error", "access_key", "invalid", "k", "invalid access_key"])
def test_a_key_that_is_a_word_of_the_error_does_not_hide_it(face: Face, key: str) -> None:
    error = error_from(face, Script(httpx2.Response(404, json=INVALID)), access_key=key)
    assert type(error) is AuthenticationError


@pytest.mark.acceptance("KY-75")
@pytest.mark.parametrize(
    "answer",
    [
        {"text": "<html>Not Found</html>"},
        {"content": b""},
        {"json": {"error": "not found", "message": "No such page"}},
        {"json": {"error": None}},
        {"json": {"error": ["invalid access_key"]}},
        {"json": {"error": "missing required access_key"}},
        {"json": ["invalid access_key"]},
        {"json": {"message": "invalid access_key"}},
        {"content": b'{"error": "invalid access_key"'},
    ],
    ids=str,
)
def test_any_other_404_is_not_found_and_sent_once(face: Face, waits: Waits, answer: dict[str, Any]) -> None:
    service = Script(httpx2.Response(404, **answer))
    error = error_from(face, service)
    assert type(error) is NotFoundError
    assert "base_url" in str(error)
    assert service.sent == 1
    assert waits == []


@pytest.mark.acceptance("KY-77")
@pytest.mark.parametrize(
    "answer",
    [
        {"json": {"error": "internal", "message": "Broken"}},
        {"json": {"error": "invalid access_key"}},
        {"json": {"error": {"missing required access_key": True}}},
        {"text": "<html>missing required access_key</html>"},
        {"content": b'{"error": "missing requ'},
        {"content": b"\xff\xfe\x00"},
        {"content": b""},
    ],
    ids=str,
)
def test_any_other_500_is_repeated(face: Face, waits: Waits, answer: dict[str, Any]) -> None:
    service = Script(httpx2.Response(500, **answer), procedures_page(range(1), has_next=False))
    assert len(face.items(face.klarify(service).procedures.list())) == 1
    assert len(waits) == 1


@pytest.mark.acceptance("KY-77", "KY-81")
def test_any_other_500_is_a_server_error_in_the_end(face: Face, waits: Waits) -> None:
    service = Script(*[httpx2.Response(500, text="<html>Oops</html>") for _ in range(4)])
    error = error_from(face, service)
    assert type(error) is InternalServerError
    assert error.body == "<html>Oops</html>"
    assert error.attempts == 4
    assert len(waits) == 3


@pytest.mark.parametrize("status", [400, 403, 503])
def test_the_texts_of_a_bad_key_mean_nothing_with_another_status(face: Face, status: int) -> None:
    error = error_from(face, Script(httpx2.Response(status, json=INVALID)), max_retries=0)
    assert not isinstance(error, AuthenticationError)
    assert error.message == INVALID["message"]


def test_a_body_without_a_message_is_told_by_its_code(face: Face) -> None:
    error = error_from(face, Script(httpx2.Response(400, json={"error": "bad sort"})))
    assert error.message == "bad sort"
    assert str(error).count("bad sort") == 1
