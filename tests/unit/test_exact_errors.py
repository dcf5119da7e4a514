"""What a caller reads when something goes wrong, word by word: what happened, why it ended there, what to do."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from klarify_client._runtime.errors import APIError
from kloudless_management_client import APIResponseValidationError

from tests.unit.scripted import APPLICATION, Face, Outcome, Script, applications_page
from tests.unit.small_api import RateLimit, small

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.conftest import Waits

WHERE = "[{} https://small.example/api/things]"
PROXY = "give the proxy its user name and password, as in http://user:password@proxy.example:3128"
CERTIFICATE = "set SSL_CERT_FILE to the certificates of an authority that vouches for the service"

FAILURES: list[tuple[str, Outcome, str]] = [
    ("get", httpx2.ReadTimeout(""), "no answer in time (ReadTimeout)"),
    ("get", httpx2.ReadError("reset"), "the connection failed (ReadError: reset)"),
    (
        "get",
        httpx2.ConnectError("refused"),
        "the connection failed; check base_url, the network and proxies (ConnectError: refused)",
    ),
    (
        "get",
        httpx2.ConnectTimeout("slow"),
        "no answer in time; check base_url, the network and proxies (ConnectTimeout: slow)",
    ),
    (
        "get",
        httpx2.PoolTimeout("busy"),
        "no answer in time; check base_url, the network and proxies (PoolTimeout: busy)",
    ),
    ("get", httpx2.ProxyError("407 Needed"), f"the connection failed; {PROXY} (ProxyError: 407 Needed)"),
    (
        "get",
        httpx2.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] no"),
        f"the connection failed; {CERTIFICATE} (ConnectError: [SSL: CERTIFICATE_VERIFY_FAILED] no)",
    ),
    (
        "create",
        httpx2.ReadError("reset"),
        "the connection failed; not repeated, because the POST may have been carried out (ReadError: reset)",
    ),
    (
        "create",
        httpx2.ConnectError("refused"),
        "the connection failed; check base_url, the network and proxies (ConnectError: refused)",
    ),
    (
        "create",
        httpx2.ReadTimeout("slow"),
        "no answer in time; not repeated, because the POST may have been carried out (ReadTimeout: slow)",
    ),
]


@pytest.mark.parametrize(("method", "outcome", "text"), FAILURES)
def test_a_connection_that_fails(face: Face, method: str, outcome: Outcome, text: str) -> None:
    client = small(face, Script(outcome), rate_limit=RateLimit(None))
    with pytest.raises(APIError) as caught:
        face.wait(getattr(client.things, method)(max_retries=0))
    place = WHERE.format("POST" if method == "create" else "GET")
    assert str(caught.value) == f"things_{method}: {text} {place}"


REFUSALS: list[tuple[str, httpx2.Response, str]] = [
    ("get", httpx2.Response(404), "Not Found {} (HTTP 404)"),
    ("get", httpx2.Response(498), "the call failed {} (HTTP 498)"),
    (
        "get",
        httpx2.Response(404, json={"message": "gone"}, headers={"X-Request-Id": "r 1"}),
        "gone {} (HTTP 404, request r 1)",
    ),
    (
        "get",
        httpx2.Response(403, json={"message": "no"}),
        "no {} (HTTP 403). The API's documents name no permission for things_get; see that the credential is right.",
    ),
    (
        "create",
        httpx2.Response(403, json={"message": "no"}),
        (
            "no {} (HTTP 403). things_create needs the permission thing.make; "
            "see that the credential is right and its user has it."
        ),
    ),
    (
        "create",
        httpx2.Response(503, json={"message": "no"}),
        "no {} (HTTP 503). Not repeated, because the POST may have been carried out.",
    ),
    (
        "get",
        httpx2.Response(503, json={"message": "no"}, headers={"Retry-After": "61"}),
        "no {} (HTTP 503). Not repeated, because the service asks to wait 61 s.",
    ),
    (
        "get",
        httpx2.Response(302, headers={"Location": "https://u:p@elsewhere.example/a?b=c"}),
        (
            "redirected to https://elsewhere.example/a, not followed: "
            "the credential is only sent to the scheme, host and port of base_url {} (HTTP 302)"
        ),
    ),
    (
        "create",
        httpx2.Response(302, headers={"Location": "/api/a"}),
        "redirected to https://small.example/api/a, not followed: a redirected POST is not sent again {} (HTTP 302)",
    ),
    ("get", httpx2.Response(304), "Not Modified {} (HTTP 304)"),
]


@pytest.mark.parametrize(("method", "answer", "text"), REFUSALS)
def test_an_answer_that_refuses(face: Face, method: str, answer: httpx2.Response, text: str) -> None:
    client = small(face, Script(answer), rate_limit=RateLimit(None))
    with pytest.raises(APIError) as caught:
        face.wait(getattr(client.things, method)(max_retries=1))
    place = WHERE.format("POST" if method == "create" else "GET")
    assert str(caught.value) == f"things_{method}: {text.format(place)}"


@pytest.mark.usefixtures("waits")
def test_retries_that_are_used_up(face: Face) -> None:
    service = Script(*[httpx2.Response(503) for _ in range(2)])
    with pytest.raises(APIError) as caught:
        face.wait(small(face, service, rate_limit=RateLimit(None)).things.get(max_retries=1))
    text = "things_get: Service Unavailable [GET https://small.example/api/things, 2 attempts] (HTTP 503)"
    assert str(caught.value) == text


@pytest.mark.usefixtures("waits")
def test_a_wait_that_would_outlast_the_deadline(face: Face) -> None:
    answer = httpx2.Response(503, json={"message": "no"}, headers={"Retry-After": "8"})
    with pytest.raises(APIError) as caught:
        face.wait(small(face, Script(answer)).things.get(deadline=8))
    assert str(caught.value) == (
        f"things_get: no {WHERE.format('GET')} (HTTP 503). "
        "Not repeated, because the wait of 8.0 s would end after the deadline of 8 s."
    )
    service = Script(answer, httpx2.Response(204))
    face.wait(small(face, service).things.get(deadline=8.1))
    assert service.sent == 2


@pytest.mark.usefixtures("waits")
def test_more_redirects_than_are_followed(face: Face) -> None:
    service = Script(*[httpx2.Response(307, headers={"Location": "/api/more"}) for _ in range(6)])
    with pytest.raises(APIError) as caught:
        face.wait(small(face, service, rate_limit=RateLimit(None)).things.get())
    assert caught.value.message == "redirected to https://small.example/api/more, not followed: more than 5 redirects"
    assert service.sent == 6


def test_a_body_of_another_form_names_what_it_is(face: Face) -> None:
    answer = httpx2.Response(200, text="<html>", headers={"Content-Type": "text/html"})
    with pytest.raises(APIResponseValidationError, match=r"\(content type text/html\)"):
        face.wait(face.kloudless(Script(answer)).applications.get("app1"))
    with pytest.raises(APIResponseValidationError) as caught:
        face.wait(face.kloudless(Script(httpx2.Response(200, json=[]))).applications.get("app1"))
    assert "content type" not in str(caught.value)


def test_a_fault_is_named_with_its_place(face: Face) -> None:
    answer = httpx2.Response(200, json={"total": 1, "count": 1, "page": 1, "objects": [{**APPLICATION, "id": 7}]})
    with pytest.raises(APIResponseValidationError) as caught:
        face.items(face.kloudless(Script(answer)).applications.list())
    fault = "objects.0.id: Input should be a valid string"
    assert caught.value.message == f"the answer is not what the API's specification says: {fault}"
    assert caught.value.faults == (("objects.0.id", "Input should be a valid string"),)


def test_faults_beyond_the_fifth_are_counted(face: Face) -> None:
    page = applications_page(range(1), total=1).json()
    for name in ("id", "name", "description", "logo_url", "active", "created", "modified"):
        page["objects"][0].pop(name, None)
    with pytest.raises(APIResponseValidationError) as caught:
        face.items(face.kloudless(Script(httpx2.Response(200, json=page))).applications.list())
    faults = caught.value.faults
    assert len(faults) > 5
    shown = "; ".join(f"{path}: {text}" for path, text in faults[:5])
    text = f"the answer is not what the API's specification says: {shown}; and {len(faults) - 5} more"
    assert caught.value.message == text


def test_a_place_where_nothing_can_be_saved_is_named(face: Face, tmp_path: Path) -> None:
    """As by ``open()``: number, text and the caller's own path, not that of a file beside it."""
    for path, kind, number in (
        (tmp_path, IsADirectoryError, errno.EISDIR),
        (tmp_path / "no" / "file.csv", FileNotFoundError, errno.ENOENT),
    ):
        download: Any = face.wait(small(face, Script(httpx2.Response(200, content=b"x"))).things.download())
        with pytest.raises(kind) as caught:
            face.wait(download.save(path))
        assert (caught.value.errno, caught.value.strerror) == (number, os.strerror(number))
        assert caught.value.filename == str(path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content_type", "encoding"),
    [
        ("text/plain", None),
        ("text/plain; charset=unknown", None),
        ("text/plain; charset=latin-1", "utf-8"),
        ("text/plain; charset=ascii", None),
    ],
)
def test_bytes_that_are_no_text_are_replaced(face: Face, content_type: str, encoding: str | None) -> None:
    answer = httpx2.Response(200, content=b"a\xffb", headers={"Content-Type": content_type})
    download: Any = face.wait(small(face, Script(answer)).things.download())
    assert face.wait(download.text(encoding=encoding)) == "a\ufffdb"


def test_a_charset_of_the_answer_is_used_and_may_be_overruled(face: Face) -> None:
    answer = httpx2.Response(
        200, content="ä".encode("latin-1"), headers={"Content-Type": "text/plain; charset=latin-1"}
    )
    download: Any = face.wait(small(face, Script(answer)).things.download())
    assert face.wait(download.text()) == "ä"
    assert face.wait(download.text(encoding="cp437")) == "Σ"


UPLOADS: list[tuple[Any, Any, type[Exception], str]] = [
    (
        "text",
        "text/csv",
        TypeError,
        "content: text is neither bytes nor a path; pass Path(...) for a file, or text.encode()",
    ),
    (
        7,
        "text/csv",
        TypeError,
        "content: expected bytes, a path, a file opened in binary mode or an iterable of bytes, got int",
    ),
    (
        {"a": 1},
        "text/csv",
        TypeError,
        "content: expected bytes, a path, a file opened in binary mode or an iterable of bytes, got dict",
    ),
    ([b"a", "b"], "text/csv", TypeError, "content: expected pieces of bytes, got str"),
    (b"a", 7, TypeError, "content_type: expected str, got int"),
    (b"a", "csv", ValueError, "content_type: expected a type such as text/csv, got 'csv'"),
    (b"a", "text/csv\r\nX: y", ValueError, "content_type: expected a type such as text/csv, got 'text/csv\\r\\nX: y'"),
]


@pytest.mark.parametrize(("content", "content_type", "kind", "text"), UPLOADS)
def test_content_that_cannot_be_sent(
    face: Face, content: Any, content_type: Any, kind: type[Exception], text: str
) -> None:
    with pytest.raises(kind) as caught:
        face.wait(small(face, Script()).things.upload(content, content_type))
    assert str(caught.value) == text


def test_a_file_for_text_says_how_to_open_it(face: Face, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a")
    with path.open() as file, pytest.raises(TypeError) as caught:
        face.wait(small(face, Script()).things.upload(file))
    assert str(caught.value) == "content: the file is opened for text; open it in binary mode, 'rb'"


def test_a_refusal_with_a_location_is_no_redirect(face: Face) -> None:
    answer = httpx2.Response(400, json={"message": "no"}, headers={"Location": "/api/else"})
    with pytest.raises(APIError) as caught:
        face.wait(small(face, Script(answer)).things.get())
    assert str(caught.value) == f"things_get: no {WHERE.format('GET')} (HTTP 400)"


class Late:
    """A failure that comes after some seconds."""

    def __init__(self, waits: Waits, seconds: float, error: Exception) -> None:
        self._waits, self._seconds, self._error = waits, seconds, error

    def __call__(self, _: httpx2.Request) -> httpx2.Response:
        self._waits.append(self._seconds)
        raise self._error


@pytest.mark.parametrize(
    ("method", "error", "text"),
    [
        ("get", httpx2.ReadTimeout("slow"), "the deadline of 10 s passed (ReadTimeout: slow)"),
        (
            "create",
            httpx2.ReadTimeout("slow"),
            "the deadline of 10 s passed; not repeated, because the POST may have been carried out (ReadTimeout: slow)",
        ),
        (
            "create",
            httpx2.ConnectError("refused"),
            "the deadline of 10 s passed; check base_url, the network and proxies (ConnectError: refused)",
        ),
    ],
)
@pytest.mark.parametrize("seconds", [10, 30])
def test_a_deadline_that_passed_during_an_attempt(
    face: Face, waits: Waits, method: str, error: Exception, text: str, seconds: float
) -> None:
    service = Script(Late(waits, seconds, error))
    client = small(face, service, rate_limit=RateLimit(None))
    with pytest.raises(APIError) as caught:
        face.wait(getattr(client.things, method)(deadline=10, max_retries=0))
    place = WHERE.format("POST" if method == "create" else "GET")
    assert str(caught.value) == f"things_{method}: {text} {place}"
    assert caught.value.elapsed == seconds


def test_an_attempt_that_begins_too_late_takes_no_time(face: Face, waits: Waits) -> None:
    """The credential's source took all of it; without a timeout at all the transport would behave in other ways."""

    def slow() -> str:
        waits.append(11.0)
        return "key"

    service = Script(httpx2.ReadTimeout("slow"))
    with pytest.raises(APIError, match="the deadline of 10 s passed"):
        face.wait(small(face, service, api_key=slow, deadline=10).things.get())
    assert set(service.requests[0].extensions["timeout"].values()) == {0.001}
