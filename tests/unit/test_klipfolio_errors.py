"""What the client makes of Klipfolio's error bodies, of failures inside of a success, and of permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import httpx2
import pytest
from klipfolio_client import (
    APIError,
    APIStatusError,
    AsyncKlipfolio,
    AuthenticationError,
    BadRequestError,
    InternalServerError,
    Klipfolio,
    MethodNotAllowedError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
)
from klipfolio_client._overrides.errors import describe_error
from klipfolio_client.testing import FakeKlipfolio, no_waiting

from tests.unit.scripted import Face, Script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

AnyKlipfolio: TypeAlias = Klipfolio | AsyncKlipfolio
SUCCESS = {"meta": {"success": True, "status": 200}, "data": {}}


def made(face: Face, service: httpx2.MockTransport, **settings: Any) -> AnyKlipfolio:
    settings = {"api_key": "klipfolio-test-key", "transport": service, **settings}
    return AsyncKlipfolio(**settings) if face.asynchronous else Klipfolio(**settings)


@pytest.fixture(autouse=True)
def waits() -> Iterator[list[float]]:
    with no_waiting() as waits:
        yield waits


def failure(status: int, code: str | None = None, text: str | None = None, **meta: Any) -> dict[str, Any]:
    members = {"success": False, "status": status, "error_code": code, "error_desc": text, **meta}
    return {"meta": {name: value for name, value in members.items() if value is not None}}


def error_of(face: Face, call: Callable[[], Any]) -> APIStatusError:
    with pytest.raises(APIError) as caught:
        face.wait(call())
    assert isinstance(caught.value, APIStatusError)
    return caught.value


def error_from(face: Face, *answers: httpx2.Response, **settings: Any) -> APIStatusError:
    client = made(face, Script(*answers), **{"max_retries": 0, **settings})
    return error_of(face, lambda: client.klips.get("4b1f"))


def test_code_text_and_id_are_on_the_error(face: Face) -> None:
    body = failure(400, "bad_thing", "The thing is bad.", error_id="c0ffee")
    error = error_from(face, httpx2.Response(400, json=body))
    assert type(error) is BadRequestError
    assert (error.error_code, error.message, error.request_id) == ("bad_thing", "The thing is bad.", "c0ffee")
    assert error.body == body
    assert error.hint is None


@pytest.mark.parametrize("missing", ["error_code", "error_desc", "error_id"])
def test_any_member_may_be_missing(face: Face, missing: str) -> None:
    body = failure(404, "gone", "It is gone.", error_id="c0ffee")
    del body["meta"][missing]
    error = error_from(face, httpx2.Response(404, json=body))
    assert type(error) is NotFoundError
    assert error.error_code == body["meta"].get("error_code")
    assert error.message == body["meta"].get("error_desc", "gone")
    assert error.request_id == body["meta"].get("error_id")


@pytest.mark.parametrize("value", [None, 7, ["x"], {"a": 1}, True, ""])
def test_members_of_another_type_are_left_in_the_body(face: Face, value: object) -> None:
    body = {"meta": {"error_code": value, "error_desc": value, "error_id": value}}
    error = error_from(face, httpx2.Response(400, json=body))
    assert (error.error_code, error.request_id, error.message) == (None, None, "Bad Request")
    assert error.body == body


@pytest.mark.parametrize(
    "answer",
    [
        {"text": "<html>Too many</html>"},
        {"content": b""},
        {"content": b"\xff\xfe"},
        {"json": ["x"]},
        {"json": {"meta": None}},
        {"json": {"meta": "x"}},
        {"json": {"meta": ["x"]}},
        {"json": {"error": "x"}},
    ],
    ids=str,
)
def test_any_other_body_is_no_obstacle(face: Face, answer: dict[str, Any]) -> None:
    error = error_from(face, httpx2.Response(404, **answer))
    assert type(error) is NotFoundError
    assert error.message == "Not Found"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        pytest.param(400, BadRequestError, marks=pytest.mark.acceptance("KF-32")),
        pytest.param(401, AuthenticationError, marks=pytest.mark.acceptance("KF-33")),
        pytest.param(403, PermissionDeniedError, marks=pytest.mark.acceptance("KF-34")),
        pytest.param(404, NotFoundError, marks=pytest.mark.acceptance("KF-35")),
        pytest.param(405, MethodNotAllowedError, marks=pytest.mark.acceptance("KF-36")),
        pytest.param(429, RateLimitError, marks=pytest.mark.acceptance("KF-13", "KF-37")),
        pytest.param(500, InternalServerError, marks=pytest.mark.acceptance("KF-38")),
    ],
)
def test_every_documented_status_has_its_error(face: Face, status: int, kind: type[APIStatusError]) -> None:
    for answer in (
        httpx2.Response(status, json=failure(status, "code", "A text.")),
        httpx2.Response(status, text="no JSON"),
    ):
        error = error_from(face, answer)
        assert type(error) is kind
        assert error.status_code == status


@pytest.mark.parametrize(
    ("code", "text", "hint"),
    [
        ("auth_fail", "The credentials you provided are invalid", "typing errors"),
        ("auth_not_provided", "This operation requires authentication", "did not arrive"),
    ],
)
def test_a_bad_credential_is_told_from_a_missing_permission(face: Face, code: str, text: str, hint: str) -> None:
    error = error_from(face, httpx2.Response(401, json=failure(401, code, text)))
    assert type(error) is AuthenticationError
    assert error.message == text
    assert hint in str(error)
    assert "permission" not in str(error)


@pytest.mark.acceptance("KF-41")
@pytest.mark.parametrize("answer", [{"json": failure(401, "other", "No.")}, {"json": {}}, {"text": "no JSON"}])
def test_any_other_401_names_the_permission_that_the_operation_needs(face: Face, answer: dict[str, Any]) -> None:
    client = made(face, Script(*[httpx2.Response(401, **answer) for _ in range(3)]))
    error = error_of(face, lambda: client.klips.create(name="Sales"))
    assert type(error) is AuthenticationError
    assert error.hint == (
        "klips_create needs the permission klip.build; see that the credential is right and its user has it."
    )
    error = error_of(face, lambda: client.klips.client_instances.list("4b1f").first_page())
    assert "needs the permissions client.access and dashboard.library; see" in str(error)
    error = error_of(face, client.profile.get)
    assert error.hint == "The API's documents name no permission for profile_get; see that the credential is right."


@pytest.mark.acceptance("KF-29")
def test_a_user_without_a_permission_is_told_which_one(face: Face) -> None:
    fake = FakeKlipfolio(permissions=["user.manage"])
    client = made(face, fake.transport)
    face.wait(client.profile.get())
    with pytest.raises(AuthenticationError, match=r"klips_create needs the permission klip\.build"):
        face.wait(client.klips.create(name="Sales"))


def test_of_other_errors_permissions_are_no_matter() -> None:
    for status in (400, 403, 404, 405, 429, 500):
        assert not describe_error(status, failure(status, "auth_fail")).permission
    assert not describe_error(401, failure(401, "auth_fail")).permission
    assert describe_error(401, {}).permission


def test_too_many_requests_tell_what_to_do(face: Face) -> None:
    error = error_from(face, httpx2.Response(429, text="slow down"))
    assert type(error) is RateLimitError
    assert "RateLimit" in str(error)


# A failure inside of a success.


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("inside", [400, 401, 404])
def test_a_success_that_says_that_it_failed_is_a_failure(
    face: Face, waits: list[float], status: int, inside: int
) -> None:
    body = failure(inside, "odd_thing", "It did not work.", error_id="c0ffee")
    direct = error_from(face, httpx2.Response(inside, json=body))
    hidden = error_from(face, httpx2.Response(status, json=body))
    assert type(hidden) is type(direct)
    for name in ("status_code", "error_code", "message", "request_id", "hint", "body", "attempts"):
        assert getattr(hidden, name) == getattr(direct, name), name
    assert str(hidden) == str(direct)
    assert hidden.__cause__ is hidden.__context__ is None
    assert waits == []


def test_without_a_status_inside_it_is_a_failure_all_the_same(face: Face) -> None:
    for meta in ({"success": False}, {"success": False, "status": 200}, {"success": False, "status": "404"}):
        error = error_from(face, httpx2.Response(200, json={"meta": meta}))
        assert type(error) is APIStatusError
        assert error.status_code == 200
        assert error.message == "the call failed"


def test_it_is_repeated_like_any_other_failure(face: Face, waits: list[float]) -> None:
    service = Script(httpx2.Response(200, json=failure(503)), httpx2.Response(200, json=SUCCESS))
    face.wait(made(face, service).klips.delete("4b1f"))
    assert service.sent == 2
    assert len(waits) == 1


def test_it_is_not_repeated_where_that_could_do_harm(face: Face, waits: list[float]) -> None:
    service = Script(httpx2.Response(200, json=failure(503)))
    client = made(face, service)
    with pytest.raises(InternalServerError, match="POST may have been carried out"):
        face.wait(client.klips.create(name="Sales"))
    assert waits == []


@pytest.mark.acceptance("KF-13")
def test_too_many_requests_inside_of_a_success_are_repeated(face: Face, waits: list[float]) -> None:
    created = {"meta": {"success": True, "status": 201, "location": "/klips/4b1f"}}
    service = Script(
        httpx2.Response(200, json=failure(429), headers={"Retry-After": "3"}), httpx2.Response(201, json=created)
    )
    assert face.wait(made(face, service).klips.create(name="Sales")).id == "4b1f"
    assert waits == [3.0]


def test_a_page_that_failed_inside_is_an_error(face: Face) -> None:
    client = made(face, Script(httpx2.Response(200, json=failure(400, "bad", "No such order."))))
    with pytest.raises(BadRequestError, match="No such order"):
        face.wait(client.klips.list().first_page())


def test_the_credential_stays_hidden_in_a_failure_inside(face: Face) -> None:
    key = "klipfolio-test-key"
    error = error_from(face, httpx2.Response(200, json=failure(400, key, f"bad {key}", error_id=key)))
    assert key not in f"{error} {error.body} {error.error_code} {error.request_id} {error.headers}"
