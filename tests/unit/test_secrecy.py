"""The credential shows up nowhere, whatever the service answers."""

from __future__ import annotations

import html
import json
import logging
import pickle
import re
import traceback
import warnings
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

import httpx2
import klarify_client
import kloudless_management_client
import pytest
from klarify_client._runtime.fake import FakeRequest, FakeResponse
from klarify_client._runtime.fake_server import serve

from tests.unit.scripted import APPLICATION, PROCEDURE, AnyKlarify, AnyKloudless, Face, Outcome, Script

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.conftest import Waits

# Two words that stand nowhere else: half of a key that gets through is found as well.
ASCII_KEY = "Qx7wSecretHead/+&=%25\"'<>\\{}~ ,;$SecretTailZp4"
TEXT_KEY = f"{ASCII_KEY}üé€😀"
TRACES = ("Qx7w", "SecretHead", "SecretTail", "Zp4")

CALL_ERRORS = (klarify_client.APIError, kloudless_management_client.APIError)
ERRORS = (*CALL_ERRORS, klarify_client.ConfigurationError, kloudless_management_client.ConfigurationError)


def spellings(key: str) -> list[str]:
    """Ways in which services and proxies quote what they were sent."""
    return [
        key,
        quote(key, safe=""),
        quote(key),
        re.sub("%..", lambda escape: escape[0].lower(), quote(key, safe="")),
        quote_plus(key),
        html.escape(key),
        json.dumps(key)[1:-1],
        json.dumps(key, ensure_ascii=False)[1:-1],
        repr(key)[1:-1],
    ]


def key_of(request: httpx2.Request) -> str:
    """The credential as the service sees it."""
    header = request.headers.get("authorization")
    return header.partition(" ")[2] if header else request.url.params["access_key"]


def echo(status: int, location: str = "") -> Callable[[httpx2.Request], httpx2.Response]:
    """An answer that repeats the credential wherever an answer can."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        key = key_of(request)
        ascii_key = quote(key, safe="/+&=%\"'<>\\{}~ ,;$")
        headers = [
            ("X-Echo", ascii_key),
            ("X-Request-Id", quote(key, safe="")),
            ("Content-Type", f"text/{quote(key, safe='')}"),
            ("WWW-Authenticate", f'DeveloperKey realm="{ascii_key}"'),
        ]
        if location:
            headers.append(("Location", location.replace("KEY", quote(key, safe=""))))
        body = {"error": f"bad {key}", "message": f"no {key}\nno", "error_code": key, "id": key, key: spellings(key)}
        return httpx2.Response(
            status, headers=headers, json=body, extensions={"reason_phrase": f"No {ascii_key}".encode()}
        )

    return answer


def echo_text(status: int) -> Callable[[httpx2.Request], httpx2.Response]:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, text="\n".join(["<html>", *spellings(key_of(request))]))

    return answer


def fail(kind: type[httpx2.TransportError]) -> Callable[[httpx2.Request], httpx2.Response]:
    """A failure whose text quotes the request, as those of some transports do."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        raise kind(f"no answer from {request.url} {request.url.raw_path!r} {request.headers.raw!r} {key_of(request)}")

    return answer


def texts_of(value: object, depth: int = 4) -> list[str]:
    """Everything that somebody gets to see who prints an object or looks inside of it."""
    texts = [str(value), repr(value), f"{value}"]
    if depth:
        inside: dict[str, object] = getattr(value, "__dict__", {})
        for name, member in inside.items():
            texts += [name, *texts_of(member, depth - 1)]
    return texts


def assert_hidden(*texts: str) -> None:
    for text in texts:
        for trace in TRACES:
            assert trace not in text


class Witness(logging.Handler):
    """Keeps every line that any logger writes."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [self.format(record), record.getMessage(), repr(record.args), str(record.msg)]


@pytest.fixture
def witness() -> Any:
    witness = Witness()
    root = logging.getLogger()
    level = root.level
    root.addHandler(witness)
    root.setLevel(logging.DEBUG)
    yield witness
    root.setLevel(level)
    root.removeHandler(witness)


def call_klarify(face: Face, client: AnyKlarify) -> object:
    return face.items(client.procedures.list())


def call_kloudless(face: Face, client: AnyKloudless) -> object:
    return face.wait(client.applications.get("app1"))


def caught_from(call: Callable[..., object], face: Face, client: object) -> Exception:
    """The error of a call, with a traceback that begins where nothing of the test's own holds the credential."""
    try:
        call(face, client)
    except ERRORS as error:
        return error
    raise AssertionError("the call did not fail")


def assert_error_hides(error: Exception) -> None:
    assert_hidden(*texts_of(error))
    assert_hidden(pickle.dumps(error).decode("latin-1"))
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert_hidden("".join(shown.format()))
    seen: BaseException | None = error
    while seen is not None:
        assert_hidden(*texts_of(seen))
        seen = seen.__cause__ or seen.__context__


OUTCOMES: dict[str, list[Callable[[], Outcome]]] = {
    "success of another shape": [lambda: echo(200)],
    "success that is no JSON": [lambda: echo_text(200)],
    "bad request": [lambda: echo(400)],
    "unauthorized": [lambda: echo(401)],
    "not found": [lambda: echo(404)],
    "not found, as text": [lambda: echo_text(404)],
    "server error": [lambda: echo(500)],
    "server errors": [lambda: echo(503), lambda: echo_text(502), lambda: echo(500), lambda: echo(503)],
    "unknown status": [lambda: echo(520)],
    "redirect elsewhere": [lambda: echo(302, "https://elsewhere.example/KEY?access_key=KEY")],
    "redirect to a host of that name": [lambda: echo(302, "https://KEY.example/")],
    "redirect with a user name": [lambda: echo(302, "https://KEY:KEY@elsewhere.example/")],
    "redirect that is no URL": [lambda: echo(302, "https://[KEY/")],
    "redirects without end": [lambda: echo(307, "/KEY/?access_key=KEY") for _ in range(6)],
    "redirect, then an error": [lambda: echo(301, "/KEY/?access_key=KEY&x=KEY"), lambda: echo(400)],
    "redirect, timeout, error": [
        lambda: echo(301, "/KEY?access_key=KEY"),
        lambda: fail(httpx2.ReadTimeout),
        lambda: echo(400),
    ],
    "read timeout": [lambda: fail(httpx2.ReadTimeout)],
    "refused connection": [lambda: fail(httpx2.ConnectError)],
    "broken protocol": [lambda: fail(httpx2.RemoteProtocolError)],
    "local fault": [lambda: fail(httpx2.LocalProtocolError)],
    "retries": [lambda: fail(httpx2.ConnectTimeout), lambda: echo(503), lambda: echo(429), lambda: echo(401)],
}


@pytest.mark.acceptance("KY-19")
@pytest.mark.parametrize("source", ["text", "callable"])
@pytest.mark.parametrize("outcomes", OUTCOMES.values(), ids=OUTCOMES)
def test_no_failure_of_klarify_shows_the_key(
    face: Face, waits: Waits, witness: Witness, outcomes: list[Callable[[], Outcome]], source: str
) -> None:
    retries = len(outcomes) - 1
    service = Script(*[outcome() for outcome in outcomes])
    client = face.klarify(service, access_key=TEXT_KEY if source == "text" else lambda: TEXT_KEY, max_retries=retries)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        error = caught_from(call_klarify, face, client)
    assert isinstance(error, CALL_ERRORS), error
    assert_error_hides(error)
    assert_hidden(*texts_of(client), *witness.lines, *map(str, warned))
    assert all(key_of(request) == TEXT_KEY for request in service.requests)
    assert len(waits) <= retries


@pytest.mark.parametrize("source", ["text", "callable"])
@pytest.mark.parametrize("outcomes", OUTCOMES.values(), ids=OUTCOMES)
def test_no_failure_of_kloudless_shows_the_key(
    face: Face, waits: Waits, witness: Witness, outcomes: list[Callable[[], Outcome]], source: str
) -> None:
    retries = len(outcomes) - 1
    service = Script(*[outcome() for outcome in outcomes])
    key = ASCII_KEY if source == "text" else lambda: ASCII_KEY
    client = face.kloudless(service, developer_key=key, max_retries=retries)
    error = caught_from(call_kloudless, face, client)
    assert isinstance(error, CALL_ERRORS), error
    assert_error_hides(error)
    assert_hidden(*texts_of(client), *witness.lines)
    assert all(key_of(request) == ASCII_KEY for request in service.requests)
    assert len(waits) <= retries


@pytest.mark.acceptance("KY-19")
def test_a_success_of_klarify_shows_the_key_nowhere(face: Face, witness: Witness) -> None:
    service = Script(httpx2.Response(200, json={"data": [PROCEDURE], "hasNext": False}))
    client = face.klarify(service, access_key=TEXT_KEY)
    pager = client.procedures.list()
    page = face.wait(pager.first_page())
    assert_hidden(*texts_of(client), *texts_of(pager), *texts_of(page), *texts_of(page.raw), *texts_of(page.items[0]))
    assert_hidden(page.raw.url, *texts_of(page.raw.headers), *texts_of(page.raw.operation))
    assert_hidden(*texts_of(client.procedures), *witness.lines)
    assert_hidden(str(service.requests[0].url), repr(service.requests[0].url), repr(service.requests[0]))
    assert any("GET https://integration.klarify.biz/api/procedures -> 200" in line for line in witness.lines)


def test_a_success_of_kloudless_shows_the_key_nowhere(face: Face, witness: Witness) -> None:
    service = Script(httpx2.Response(200, json=APPLICATION))
    client = face.kloudless(service, developer_key=ASCII_KEY)
    assert_hidden(*texts_of(face.wait(client.applications.get("app1"))))
    assert_hidden(*texts_of(client), *texts_of(client.applications), *witness.lines)
    assert_hidden(repr(service.requests[0]), repr(service.requests[0].headers))


def test_the_url_of_a_request_can_be_kept_without_the_key(face: Face) -> None:
    service = Script(httpx2.Response(200, json={"data": []}))
    face.items(face.klarify(service, access_key=TEXT_KEY).procedures.list())
    assert_hidden(pickle.dumps(service.requests[0].url).decode("latin-1"))


def test_a_client_cannot_be_pickled(face: Face) -> None:
    client = face.klarify(Script(), access_key=TEXT_KEY)
    with pytest.raises(TypeError, match="cannot be pickled") as caught:
        pickle.dumps(client)
    assert_hidden(str(caught.value))


@pytest.mark.parametrize("value", [f" {ASCII_KEY}", f"{ASCII_KEY}\n", f"{ASCII_KEY}\x00"])
def test_a_refused_key_of_a_callable_shows_nowhere(face: Face, witness: Witness, value: str) -> None:
    for call, client in (
        (call_klarify, face.klarify(Script(), access_key=lambda: value)),
        (call_kloudless, face.kloudless(Script(), developer_key=lambda: value)),
    ):
        assert_error_hides(caught_from(call, face, client))
    assert_hidden(*witness.lines)


@pytest.mark.parametrize("value", [f" {ASCII_KEY}", f"{ASCII_KEY}\n", f"{ASCII_KEY}\x00"])
def test_the_text_of_a_refusal_does_not_show_the_key(face: Face, value: str) -> None:
    with pytest.raises(klarify_client.ConfigurationError) as caught:
        face.klarify(Script(), access_key=value)
    assert_hidden(*texts_of(caught.value))
    with pytest.raises(klarify_client.ConfigurationError) as caught:
        face.klarify(Script(), access_key=TEXT_KEY, base_url="http://example.com")
    assert_hidden(*texts_of(caught.value))


def delete_api_key(face: Face, client: AnyKloudless) -> object:
    return face.wait(client.applications.api_keys.delete("app1", ASCII_KEY))


@pytest.mark.parametrize(
    "outcome",
    [
        lambda: httpx2.Response(404, json={"message": f"no {ASCII_KEY}", "id": ASCII_KEY, "error_code": ASCII_KEY}),
        lambda: httpx2.Response(404, text="\n".join(spellings(ASCII_KEY)), headers={"X-Echo": quote(ASCII_KEY)}),
        lambda: httpx2.Response(301, headers={"Location": f"/v1/applications/app1/apikeys/{quote(ASCII_KEY, '')}/"}),
        lambda: httpx2.Response(301, headers={"Location": f"/v1/applications/app1/apikeys/{quote(ASCII_KEY)}/"}),
        lambda: httpx2.ReadTimeout(f"no answer from /v1/applications/app1/apikeys/{quote(ASCII_KEY, '')}"),
        lambda: httpx2.Response(503),
    ],
)
def test_an_api_key_inside_a_path_is_masked(
    face: Face, waits: Waits, witness: Witness, outcome: Callable[[], Outcome]
) -> None:
    service = Script(*[outcome() for _ in range(2)])
    client = face.kloudless(service, max_retries=1)
    error = caught_from(delete_api_key, face, client)
    assert isinstance(error, kloudless_management_client.APIError)
    assert error.url == "https://api.kloudless.com/v1/applications/app1/apikeys/***"
    assert_hidden(*texts_of(error), pickle.dumps(error).decode("latin-1"), *witness.lines)
    assert_hidden(str(service.requests[0].url), repr(service.requests[0]))
    assert service.targets[0] == f"/v1/applications/app1/apikeys/{quote(ASCII_KEY, '')}"
    assert len(waits) <= 1


def test_a_made_api_key_is_not_in_the_repr_of_the_object(face: Face) -> None:
    body = {"key": ASCII_KEY, "created": "2024-01-01T00:00:00Z", "modified": "2024-01-01T00:00:00Z"}
    made = face.wait(face.kloudless(Script(httpx2.Response(201, json=body))).applications.api_keys.create("app1"))
    assert made.key == ASCII_KEY
    assert_hidden(repr(made), str(made))


@pytest.mark.parametrize("key", ["k", "abc", "a/b", "k+y"])
def test_a_short_key_is_masked_as_a_word(face: Face, key: str) -> None:
    answer = httpx2.Response(400, json={"error": "bad", "message": f"key '{key}' or {quote(key, '')}: askabcdk no"})
    error = caught_from(call_klarify, face, face.klarify(Script(answer), access_key=key))
    assert isinstance(error, klarify_client.APIStatusError)
    assert error.message == "key '***' or ***: askabcdk no"


def test_of_two_keys_in_one_call_the_longer_is_masked_whole(face: Face, waits: Waits) -> None:
    keys = iter(["SecretHead-1", "SecretHead-1-SecretTail"])
    service = Script(httpx2.Response(503), httpx2.Response(400, text="SecretHead-1 SecretHead-1-SecretTail"))
    error = caught_from(call_klarify, face, face.klarify(service, access_key=lambda: next(keys)))
    assert isinstance(error, klarify_client.APIStatusError)
    assert error.body == "*** ***"
    assert len(waits) == 1


@pytest.mark.acceptance("KY-19")
def test_over_a_real_connection_no_log_line_shows_the_key(face: Face, witness: Witness) -> None:
    def respond(request: FakeRequest) -> FakeResponse:
        echoed = {"X-Echo": request.query, "X-Decoded": ASCII_KEY, "Set-Cookie": f"k={request.query}"}
        if request.path.endswith("procedures"):
            return FakeResponse(301, headers={"Location": f"{request.path}/?{request.query}", **echoed})
        return FakeResponse.json(404, {"error": "x", "message": request.query}, echoed)

    with serve(respond, 0) as server:
        client = face.klarify(None, access_key=ASCII_KEY, base_url=server.url)
        error = caught_from(call_klarify, face, client)
        face.close(client)
    assert isinstance(error, klarify_client.NotFoundError)
    assert error.attempts == 2
    assert any("receive_response_headers.complete" in line for line in witness.lines)
    assert_error_hides(error)
    assert_hidden(*witness.lines)


def test_over_a_real_connection_no_log_line_shows_the_header(face: Face, witness: Witness) -> None:
    def respond(request: FakeRequest) -> FakeResponse:
        return FakeResponse.json(401, dict(request.headers), {"X-Echo": request.headers["authorization"]})

    with serve(respond, 0) as server:
        client = face.kloudless(None, developer_key=ASCII_KEY, base_url=server.url)
        error = caught_from(call_kloudless, face, client)
        face.close(client)
    assert isinstance(error, kloudless_management_client.AuthenticationError)
    assert_error_hides(error)
    assert_hidden(*witness.lines)


def test_a_client_of_the_callers_logs_no_key(face: Face, witness: Witness) -> None:
    service = Script(echo(301, "/KEY/?access_key=KEY"), echo(400))
    kind = httpx2.AsyncClient if face.asynchronous else httpx2.Client
    own = kind(transport=service)
    client = face.klarify(None, access_key=TEXT_KEY, http_client=own)
    error = caught_from(call_klarify, face, client)
    face.close(own)
    assert any("HTTP Request: GET" in line for line in witness.lines)
    assert_error_hides(error)
    assert_hidden(*witness.lines)
