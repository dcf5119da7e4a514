"""The errors: which class for which status, what they say, and that they can be kept."""

from __future__ import annotations

import copy
from multiprocessing import Pipe
from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import kloudless_management_client as kloudless
import pytest

from tests.unit.scripted import Face, Outcome, Script

if TYPE_CHECKING:
    from tests.unit.conftest import Waits

CLASSES: dict[int, type[kloudless.APIStatusError]] = {
    400: kloudless.BadRequestError,
    401: kloudless.AuthenticationError,
    403: kloudless.PermissionDeniedError,
    404: kloudless.NotFoundError,
    405: kloudless.MethodNotAllowedError,
    409: kloudless.ConflictError,
    429: kloudless.RateLimitError,
    **dict.fromkeys([500, 501, 502, 503, 504, 507, 520, 599, 600, 999], kloudless.InternalServerError),
    **dict.fromkeys([300, 304, 399, 402, 406, 408, 410, 418, 422, 451, 499], kloudless.APIStatusError),
}
BODY = {"error_code": "some_code", "message": "Some text.", "id": "request-7"}


def error_from(face: Face, *outcomes: Outcome, **settings: Any) -> kloudless.APIError:
    client = face.kloudless(Script(*outcomes), max_retries=0, **settings)
    with pytest.raises(kloudless.APIError) as caught:
        face.wait(client.applications.get("app1"))
    return caught.value


@pytest.mark.parametrize(("status", "kind"), CLASSES.items())
def test_every_status_has_its_class(face: Face, status: int, kind: type[kloudless.APIStatusError]) -> None:
    error = error_from(face, httpx2.Response(status, json=BODY))
    assert type(error) is kind
    assert isinstance(error, kloudless.APIStatusError)
    assert error.status_code == status
    assert f"HTTP {status}" in str(error)


@pytest.mark.parametrize("status", [200, 201, 202, 206, 226, 299])
def test_every_2xx_is_success(face: Face, status: int) -> None:
    error = error_from(face, httpx2.Response(status, json={"unlike": "an application"}))
    assert isinstance(error, kloudless.APIResponseValidationError)
    assert error.status_code == status
    face.wait(face.kloudless(Script(httpx2.Response(status))).applications.delete("app1"))


@pytest.mark.parametrize("package", [klarify_client, kloudless])
def test_the_hierarchy_is_the_one_users_of_other_clients_know(package: Any) -> None:
    assert package.APIConnectionError.__bases__ == (package.APIError,)
    assert package.APITimeoutError.__bases__ == (package.APIConnectionError,)
    assert package.APIStatusError.__bases__ == (package.APIError,)
    assert package.APIResponseValidationError.__bases__ == (package.APIError,)
    for name in (
        "BadRequestError",
        "AuthenticationError",
        "PermissionDeniedError",
        "NotFoundError",
        "MethodNotAllowedError",
        "ConflictError",
        "RateLimitError",
        "InternalServerError",
    ):
        assert getattr(package, name).__bases__ == (package.APIStatusError,)
    assert issubclass(package.ConfigurationError, ValueError)
    assert not issubclass(package.ConfigurationError, package.APIError)
    assert not issubclass(package.PaginationError, package.APIError)


def test_a_status_error_tells_what_a_user_needs(face: Face) -> None:
    error = error_from(face, httpx2.Response(404, json=BODY, headers={"X-Trace": "t"}))
    assert isinstance(error, kloudless.NotFoundError)
    assert str(error) == (
        "applications_get: Some text. [GET https://api.kloudless.com/v1/applications/app1] "
        "(HTTP 404, some_code, request request-7)"
    )
    assert error.message == "Some text."
    assert error.operation == "applications_get"
    assert error.method == "GET"
    assert error.url == "https://api.kloudless.com/v1/applications/app1"
    assert error.attempts == 1
    assert error.elapsed >= 0
    assert error.headers["x-trace"] == "t"
    assert error.body == BODY


def test_a_connection_error_tells_what_a_user_needs(face: Face) -> None:
    error = error_from(face, httpx2.ConnectError("[Errno 111] Connection refused"))
    assert str(error) == (
        "applications_get: the connection failed; check base_url, the network and proxies "
        "(ConnectError: [Errno 111] Connection refused) "
        "[GET https://api.kloudless.com/v1/applications/app1]"
    )


def test_a_timeout_without_a_text_still_says_what_happened(face: Face) -> None:
    error = error_from(face, httpx2.ReadTimeout(""))
    assert isinstance(error, kloudless.APITimeoutError)
    assert "no answer in time (ReadTimeout)" in str(error)


def test_a_validation_error_tells_what_a_user_needs(face: Face) -> None:
    error = error_from(face, httpx2.Response(200, json={"id": 1}, headers={"X-Kloudless-Request-Id": "r-1"}))
    assert isinstance(error, kloudless.APIResponseValidationError)
    assert error.request_id == "r-1"
    assert "applications_get" in str(error)
    assert "(HTTP 200, request r-1)" in str(error)


@pytest.mark.parametrize(
    "outcome",
    [
        httpx2.Response(500, json={"message": "two\nlines\r\n\tand a tab", "error_code": "x"}),
        httpx2.Response(502, text="<html>\n<body>Bad\nGateway</body>\n</html>"),
        httpx2.Response(302, headers={"Location": "https://elsewhere.example/a"}),
        httpx2.Response(200, text="a\nb"),
        httpx2.Response(200, json={}),
        httpx2.Response(520),
        httpx2.ConnectError("line one\nline two"),
    ],
    ids=str,
)
def test_text_and_repr_are_one_line(face: Face, outcome: Outcome) -> None:
    error = error_from(face, outcome)
    for text in (str(error), repr(error)):
        assert len(text.splitlines()) == 1
        assert "GET https://api.kloudless.com/v1/applications/app1" in text
    assert repr(error) == f"{type(error).__name__}({str(error)!r})"


def test_an_error_page_is_kept_and_not_shown(face: Face) -> None:
    error = error_from(face, httpx2.Response(502, text="<html>gateway</html>"))
    assert isinstance(error, kloudless.InternalServerError)
    assert error.message == "Bad Gateway"
    assert error.body == "<html>gateway</html>"
    assert error.error_code is None


def test_an_unnamed_status_without_a_body_still_has_a_text(face: Face) -> None:
    error = error_from(face, httpx2.Response(520))
    assert isinstance(error, kloudless.APIStatusError)
    assert error.message == "the call failed"
    assert error.body is None


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{", b'"text"', b"[1]", b"null", b"7", b"[" * 100_000])
def test_a_body_of_any_form_makes_an_error_of_its_status(face: Face, body: bytes) -> None:
    assert isinstance(error_from(face, httpx2.Response(404, content=body)), kloudless.NotFoundError)


@pytest.mark.parametrize(
    "outcome",
    [
        httpx2.Response(404, json=BODY, headers={"X-Trace": "t"}),
        httpx2.Response(200, json={"id": 1}, headers={"X-Request-Id": "r-1"}),
        httpx2.ReadTimeout("slow"),
        httpx2.ConnectError("refused"),
    ],
    ids=str,
)
def test_an_error_survives_pickling_and_copying(face: Face, outcome: Outcome) -> None:
    error = error_from(face, outcome)
    there, back = Pipe()
    with there, back:
        there.send(error)
        pickled = back.recv()
    for twin in (pickled, copy.copy(error), copy.deepcopy(error)):
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert vars(twin) == vars(error)


def test_errors_of_the_two_packages_are_not_mixed_up() -> None:
    assert not issubclass(klarify_client.NotFoundError, kloudless.APIError)


def test_no_error_has_a_cause_or_context(face: Face, waits: Waits) -> None:
    for outcome in (httpx2.ConnectError("x"), httpx2.Response(500), httpx2.Response(200, json={"id": "secret"})):
        error = error_from(face, outcome)
        assert error.__cause__ is None
        assert error.__context__ is None
    assert waits == []
