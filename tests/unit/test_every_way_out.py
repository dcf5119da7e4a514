"""Every way out of a client, for every credential, over whatever a service does: none shows it.

The secret is sent where it belongs, and is in memory in one place, ``_runtime/credentials.py``, where no ``repr`` and
no ``vars()`` shows it. Whoever is handed the request that is sent (a transport, the hooks of an own client) can read
it there; printed, it is masked there, too. An answer that succeeds is the caller's data, and is given as it came.
"""

from __future__ import annotations

import asyncio
import json
import logging
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, unquote

import httpx
import httpx2
import pytest
import respx
from klarify_client._runtime.fake import FakeRequest, FakeResponse
from klarify_client._runtime.fake_server import LoopbackServer, serve

from tests.unit.scripted import APPLICATION, PROCEDURE, Face
from tests.unit.ways_out import (
    ASCII_SECRET,
    PLAIN_SECRET,
    TEXT_SECRET,
    WAYS,
    Evidence,
    collected,
    in_base64,
    leaks,
    printed,
    spellings,
    traces_in,
    watched,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

EMAIL = "ann@example.com"
KLIP = {"meta": {"success": True, "status": 200}, "data": {"id": "k1", "name": "Sales"}}


@dataclass(frozen=True)
class Secret:
    """What is not to be shown: who has it, what call needs it, and how it travels."""

    package: str
    client: str
    call: Callable[[Any, str], Any]
    carried: Callable[[str, str, Mapping[str, str]], str]
    answer: object
    argument: str = ""
    ascii: bool = False
    basic: bool = False
    method: str = "GET"

    def arguments(self, secret: str, *, asked_for: bool) -> dict[str, Any]:
        if self.basic:
            return {"email": EMAIL, "password": secret}
        if not self.argument:
            return {"developer_key": "another"}
        return {self.argument: (lambda: secret) if asked_for else secret}

    def encoded(self, secret: str) -> str:
        return in_base64(EMAIL, secret) if self.basic else ""

    def sent(self, secret: str) -> str:
        return self.encoded(secret) or secret

    def texts(self, secret: str) -> list[str]:
        """Everything that must not be shown."""
        return [secret, f"{EMAIL}:{secret}", self.encoded(secret)] if self.basic else [secret]


# How the secret is found in a request: by path, query and headers.
SECRETS: dict[str, Secret] = {
    "API key in a header": Secret(
        "klipfolio_client",
        "Klipfolio",
        lambda client, _: client.with_raw_response(client.klips.get)("k1"),
        lambda _path, _query, headers: headers["kf-api-key"],
        KLIP,
        argument="api_key",
        ascii=True,
    ),
    "Basic": Secret(
        "klipfolio_client",
        "Klipfolio",
        lambda client, _: client.with_raw_response(client.klips.get)("k1"),
        lambda _path, _query, headers: headers["authorization"].removeprefix("Basic "),
        KLIP,
        basic=True,
    ),
    "DeveloperKey": Secret(
        "kloudless_management_client",
        "KloudlessManagement",
        lambda client, _: client.with_raw_response(client.applications.get)("app1"),
        lambda _path, _query, headers: headers["authorization"].removeprefix("DeveloperKey "),
        APPLICATION,
        argument="developer_key",
        ascii=True,
    ),
    "key in the query": Secret(
        "klarify_client",
        "Klarify",
        lambda client, _: client.procedures.list().first_page(),
        lambda _path, query, _headers: httpx2.QueryParams(query)["access_key"],
        {"data": [PROCEDURE], "hasNext": False},
        argument="access_key",
    ),
    "API key in the path": Secret(
        "kloudless_management_client",
        "KloudlessManagement",
        lambda client, secret: client.with_raw_response(client.applications.api_keys.delete)("app1", secret),
        lambda path, _query, _headers: unquote(path.rpartition("/")[2]),
        None,
        method="DELETE",
    ),
}


def echo(kind: Secret, secret: str, status: int, location: str = "", *, text: bool = False) -> FakeResponse:
    """An answer that repeats the secret wherever an answer can."""
    texts = kind.texts(secret)
    in_ascii = [quote(one, safe="/+&=%\"'<>\\{}~ ,;$:@") for one in texts]
    headers = {f"X-Echo-{number}": one for number, one in enumerate(in_ascii)}
    headers |= {
        "X-Request-Id": quote(texts[-1], safe=""),
        "Content-Type": "text/html" if text else f"application/json; of={quote(secret, safe='')}",
        "WWW-Authenticate": f'Basic realm="{in_ascii[-1]}"',
        "Set-Cookie": f"key={quote(secret, safe='')}",
    }
    if location:
        headers["Location"] = location.replace("SECRET", quote(texts[-1], safe=""))
    if text:
        lines = [spelling for one in texts for spelling in spellings(one)]
        return FakeResponse(status, "\n".join(["<html>", *lines]).encode(), headers)
    told = dict.fromkeys(("message", "error", "error_code", "id"), f"no {texts[-1]}\nno")
    meta = {"error_code": texts[0], "error_desc": f"bad {texts[-1]}", "error_id": texts[0]}
    body = {**told, "meta": {**meta, "success": status < 300, "status": status}}
    return FakeResponse.json(status, {**body, **{one: spellings(one) for one in texts}}, headers)


def done(kind: Secret) -> FakeResponse:
    return FakeResponse(204) if kind.answer is None else FakeResponse.json(200, kind.answer)


Outcome = FakeResponse | type[httpx2.TransportError]
Outcomes = list[Outcome]

OUTCOMES: dict[str, Callable[[Secret, str], Outcomes]] = {
    "success": lambda kind, _: [done(kind)],
    "success after retries": lambda kind, secret: [echo(kind, secret, 503), echo(kind, secret, 502), done(kind)],
    "success after a broken connection": lambda kind, _: [httpx2.ReadError, done(kind)],
    "bad request": lambda kind, secret: [echo(kind, secret, 400)],
    "unauthorized": lambda kind, secret: [echo(kind, secret, 401)],
    "not found": lambda kind, secret: [echo(kind, secret, 404)],
    "not found, as text": lambda kind, secret: [echo(kind, secret, 404, text=True)],
    "server errors": lambda kind, secret: [echo(kind, secret, status, text=status < 503) for status in (503, 502, 500)],
    "unknown status": lambda kind, secret: [echo(kind, secret, 520)] * 3,
    "redirect elsewhere": lambda kind, secret: [echo(kind, secret, 302, "https://elsewhere.example/SECRET?k=SECRET")],
    "redirect to a host of that name": lambda kind, secret: [echo(kind, secret, 302, "https://SECRET.example/")],
    "redirect with a user name": lambda kind, secret: [echo(kind, secret, 307, "https://SECRET:SECRET@x.example/")],
    "redirect that is no URL": lambda kind, secret: [echo(kind, secret, 308, "https://[SECRET/")],
    "timeout": lambda _kind, _secret: [httpx2.ReadTimeout, httpx2.ReadTimeout, httpx2.ReadTimeout],
    "no connection": lambda _kind, _secret: [httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ConnectError],
    "broken protocol": lambda _kind, _secret: [httpx2.RemoteProtocolError] * 3,
    "local fault": lambda _kind, _secret: [httpx2.LocalProtocolError],
    "retries of all kinds": lambda kind, secret: [httpx2.ConnectTimeout, echo(kind, secret, 503), httpx2.ReadTimeout],
}
# Of a GET alone: a redirect is followed, and what an answer says is read.
OUTCOMES_OF_GET: dict[str, Callable[[Secret, str], Outcomes]] = {
    "success of another shape": lambda kind, secret: [echo(kind, secret, 200)],
    "success that is no JSON": lambda kind, secret: [echo(kind, secret, 200, text=True)],
    "redirect, then success": lambda kind, secret: [echo(kind, secret, 301, "/SECRET?access_key=SECRET"), done(kind)],
    "redirect, then an error": lambda kind, secret: [
        echo(kind, secret, 301, "/SECRET/?access_key=SECRET&x=SECRET"),
        echo(kind, secret, 400),
    ],
    "redirect, timeout, error": lambda kind, secret: [
        echo(kind, secret, 301, "/SECRET?access_key=SECRET"),
        httpx2.ReadTimeout,
        echo(kind, secret, 400),
    ],
    "redirects without end": lambda kind, secret: [
        echo(kind, secret, 307, "/SECRET/?access_key=SECRET") for _ in range(6)
    ],
}
EVERY = [
    pytest.param(kind, outcomes, id=f"{name}-{outcome}")
    for name, kind in SECRETS.items()
    for outcome, outcomes in (OUTCOMES | (OUTCOMES_OF_GET if kind.method == "GET" else {})).items()
]


class Mock(httpx2.MockTransport):
    """A service mocked with respx, whose log of calls keeps the requests; failures quote what was sent, as some do."""

    def __init__(self, outcomes: Outcomes) -> None:
        super().__init__(self._answer)
        self.router = respx.Router(assert_all_called=False)
        self.router.route().mock(side_effect=self._play)
        self.left = [*outcomes]
        self.carriers: list[httpx2.Request] = []

    def _answer(self, request: httpx2.Request) -> httpx2.Response:
        self.carriers.append(request)
        # respx is written for httpx; what it reads of a request, httpx2's has under the same names.
        made: httpx.Response = self.router.handler(cast("httpx.Request", request))
        reason = f"No {made.headers.get('X-Echo-0', '')}".encode()
        headers = made.headers.multi_items()
        return httpx2.Response(
            made.status_code, headers=headers, content=made.content, extensions={"reason_phrase": reason}
        )

    def _play(self, request: httpx2.Request) -> httpx.Response:
        outcome = self.left.pop(0)
        if isinstance(outcome, FakeResponse):
            return httpx.Response(outcome.status, headers=dict(outcome.headers), content=outcome.body)
        raise outcome(f"no answer from {request.url} {request.url.raw_path!r} {request.headers.raw!r}")


def make(
    face: Face,
    kind: Secret,
    secret: str,
    evidence: Evidence,
    *,
    asked_for: bool = False,
    meddling: Callable[..., Any] | None = None,
    **settings: Any,
) -> Any:
    """A client that is looked at; it has its credential, or a function to ask for it."""
    package = import_module(kind.package)
    client = getattr(package, f"Async{kind.client}" if face.asynchronous else kind.client)
    settings |= watched(evidence, kind.package)
    if meddling is not None:
        settings["middleware"] = [*settings["middleware"], meddling]
    return client(**kind.arguments(secret, asked_for=asked_for), **settings)


def call(face: Face, kind: Secret, secret: str, evidence: Evidence) -> None:
    package = import_module(kind.package)
    with import_module(f"{kind.package}.testing").no_waiting():
        try:
            result = face.wait(kind.call(evidence.client, secret))
        except package.APIError as error:
            evidence.error = error
        else:
            evidence.raw = getattr(result, "raw", result)


def secret_of(kind: Secret, *, plain: bool) -> str:
    return PLAIN_SECRET if plain else ASCII_SECRET if kind.ascii else TEXT_SECRET


@pytest.mark.acceptance("KY-19")
@pytest.mark.parametrize("plain", [True, False], ids=["plain", "to be encoded"])
@pytest.mark.parametrize(("kind", "outcomes"), EVERY)
def test_no_way_out_shows_it(
    face: Face, kind: Secret, outcomes: Callable[[Secret, str], Outcomes], plain: bool
) -> None:
    secret = secret_of(kind, plain=plain)
    mock = Mock(outcomes(kind, secret))
    with collected(asynchronous=face.asynchronous) as evidence:
        evidence.router = mock.router
        evidence.client = make(face, kind, secret, evidence, transport=mock, max_retries=len(mock.left) - 1)
        call(face, kind, secret, evidence)
    assert leaks(evidence, kind.encoded(secret)) == {}
    assert mock.left == []
    assert (evidence.raw is None) == (evidence.error is not None)
    for request in mock.carriers:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        assert kind.carried(path, query, request.headers) == kind.sent(secret)


@dataclass
class Service:
    """A service on this machine: it gives the outcomes in their order, and does not answer where one is a timeout."""

    kind: Secret
    outcomes: Outcomes
    carried: list[str] = field(default_factory=list[str])
    asked: Event = field(default_factory=Event)
    over: Event = field(default_factory=Event)

    def respond(self, request: FakeRequest) -> FakeResponse:
        self.carried.append(self.kind.carried(request.path, request.query, request.headers))
        outcome = self.outcomes.pop(0)
        self.asked.set()
        if isinstance(outcome, FakeResponse):
            return outcome
        self.over.wait(timeout=60)
        return FakeResponse(504)

    @contextmanager
    def served(self) -> Generator[LoopbackServer]:
        with serve(self.respond) as server:
            try:
                yield server
            finally:
                self.over.set()


def no_http(kind: Secret, secret: str) -> Outcomes:
    """Answers that httpcore2 refuses with a quotation."""
    quoted = quote(kind.texts(secret)[-1], safe="/+&=%\"'<>\\{}~ ,;$:@")
    return [FakeResponse(200, headers={"X Echo": quoted})] * 2


OVER_A_CONNECTION: dict[str, Callable[[Secret, str], Outcomes]] = {
    **{name: OUTCOMES[name] for name in ("success after retries", "unauthorized", "server errors")},
    **{name: OUTCOMES_OF_GET[name] for name in ("redirect, then success", "redirect, then an error")},
    "answer that is no HTTP": no_http,
    "timeout": lambda _kind, _secret: [httpx2.ReadTimeout],
}
CONNECTED = [
    pytest.param(kind, outcomes, id=f"{name}-{outcome}")
    for name, kind in SECRETS.items()
    for outcome, outcomes in OVER_A_CONNECTION.items()
    if kind.method == "GET" or outcome not in OUTCOMES_OF_GET
]


@contextmanager
def sending(face: Face, *, own: bool) -> Generator[dict[str, Any]]:
    """Arguments of a client that sends through a client of the caller's, or else by itself."""
    if not own:
        yield {}
        return
    kind = httpx2.AsyncClient if face.asynchronous else httpx2.Client
    # Without TLS: nothing here uses it, and it takes longer to set up than all else.
    client = kind(verify=False, follow_redirects=True)
    yield {"http_client": client}
    face.close(client)


@pytest.mark.acceptance("KY-19")
@pytest.mark.parametrize("own", [False, True], ids=["", "client of the caller's"])
@pytest.mark.parametrize(("kind", "outcomes"), CONNECTED)
def test_no_way_out_shows_it_over_a_connection(
    face: Face, kind: Secret, outcomes: Callable[[Secret, str], Outcomes], own: bool
) -> None:
    secret = secret_of(kind, plain=False)
    service = Service(kind, outcomes(kind, secret))
    asked = len(service.outcomes)
    # Nothing but a timeout is to be caught by one.
    timeout = 0.25 if httpx2.ReadTimeout in service.outcomes else 30.0
    with (
        service.served() as server,
        sending(face, own=own) as through,
        collected(asynchronous=face.asynchronous) as evidence,
    ):
        through |= {"base_url": server.url, "timeout": timeout, "max_retries": asked - 1}
        evidence.client = make(face, kind, secret, evidence, asked_for=True, **through)
        call(face, kind, secret, evidence)
        face.wait(evidence.client.close())
    assert leaks(evidence, kind.encoded(secret)) == {}
    # A service that is slow to begin may not have taken the request in before the client gave up.
    assert service.carried == [kind.sent(secret)] * (asked if timeout > 1 else len(service.carried))
    # What was looked at is there.
    assert any("send_request_headers.complete" in line for line in evidence.log)
    assert evidence.backend.metrics
    assert len(evidence.backend.spans) == len(evidence.onlooker.requests) == asked


ELSEWHERE = [
    "http://127.0.0.1:{other}/SECRET",
    "http://localhost:{same}/SECRET?access_key=SECRET",
    "//localhost:{other}/",
    "https://127.0.0.1:{same}/",
    "http://127.0.0.1:{same}@localhost:{other}/",
]


@pytest.mark.parametrize("own", [False, True], ids=["", "client of the caller's"])
@pytest.mark.parametrize("kind", SECRETS.values(), ids=SECRETS)
def test_elsewhere_nothing_arrives_and_the_error_says_why(face: Face, kind: Secret, own: bool) -> None:
    secret = secret_of(kind, plain=False)
    arrived: list[FakeRequest] = []

    def other(request: FakeRequest) -> FakeResponse:
        arrived.append(request)
        return FakeResponse(200)

    service = Service(kind, [])
    why = "the credential is only sent to the scheme, host and port of base_url"
    if kind.method != "GET":
        why = f"a redirected {kind.method} is not sent again"
    with service.served() as server, serve(other) as elsewhere, sending(face, own=own) as through:
        for location in ELSEWHERE:
            target = location.format(same=server.port, other=elsewhere.port)
            service.outcomes = [echo(kind, secret, 307, target)]
            with collected(asynchronous=face.asynchronous) as evidence:
                evidence.client = make(face, kind, secret, evidence, base_url=server.url, **through)
                call(face, kind, secret, evidence)
                face.wait(evidence.client.close())
            assert isinstance(evidence.error, import_module(kind.package).APIStatusError)
            assert f"not followed: {why}" in str(evidence.error)
            assert leaks(evidence, kind.encoded(secret)) == {}
    assert arrived == []
    assert service.carried == [kind.sent(secret)] * len(ELSEWHERE)


def test_a_write_is_not_redirected_on_its_own_origin_either(face: Face) -> None:
    kind, secret = SECRETS["API key in the path"], TEXT_SECRET
    service = Service(kind, [echo(kind, secret, 307, "/SECRET")])
    with service.served() as server, collected(asynchronous=face.asynchronous) as evidence:
        evidence.client = make(face, kind, secret, evidence, base_url=server.url)
        call(face, kind, secret, evidence)
        face.wait(evidence.client.close())
    assert "/***, not followed: a redirected DELETE is not sent again" in str(evidence.error)
    assert service.carried == [secret]


@pytest.mark.parametrize("own", [False, True], ids=["", "client of the caller's"])
def test_an_open_download_shows_nothing(face: Face, own: bool) -> None:
    def download(client: Any, _: str) -> Any:
        return client.datasource_instances.data.get("i1")

    kind = replace(SECRETS["API key in a header"], call=download)
    service = Service(kind, [FakeResponse(200, b"a,b", {"Content-Type": "text/csv"})])
    with (
        service.served() as server,
        sending(face, own=own) as through,
        collected(asynchronous=face.asynchronous) as evidence,
    ):
        evidence.client = make(face, kind, ASCII_SECRET, evidence, base_url=server.url, **through)
        call(face, kind, ASCII_SECRET, evidence)
        assert leaks(evidence) == {}
        face.wait(evidence.raw.parsed.close())
        face.wait(evidence.client.close())
    assert evidence.raw.parsed.content_type == "text/csv"


@pytest.mark.parametrize("kind", SECRETS.values(), ids=SECRETS)
def test_a_call_that_is_cancelled_shows_nothing(kind: Secret) -> None:
    secret = secret_of(kind, plain=False)
    service = Service(kind, [httpx2.ReadTimeout])

    async def cancelled(evidence: Evidence) -> None:
        with service.served() as server:
            async with make(face, kind, secret, evidence, base_url=server.url) as client:
                calling = asyncio.ensure_future(kind.call(client, secret))
                await asyncio.to_thread(service.asked.wait, timeout=60)
                calling.cancel()
                await calling

    with asyncio.Runner() as runner, collected(asynchronous=True) as evidence:
        face = Face("async", runner)
        with pytest.raises(asyncio.CancelledError) as caught:
            runner.run(cancelled(evidence))
        evidence.error = caught.value
    assert any("_transmit" in text for text in WAYS["traceback with locals"](evidence))
    assert service.carried == [kind.sent(secret)]
    assert leaks(evidence, kind.encoded(secret)) == {}


@pytest.mark.parametrize("kind", SECRETS.values(), ids=SECRETS)
def test_a_middleware_that_is_refused_shows_nothing(face: Face, kind: Secret) -> None:
    def meddling(request: httpx2.Request, send: Callable[[httpx2.Request], Any]) -> Any:
        request.method = "PUT"
        return send(request)

    secret = secret_of(kind, plain=False)
    with collected(asynchronous=face.asynchronous) as evidence:
        evidence.client = make(face, kind, secret, evidence, asked_for=True, transport=Mock([]), meddling=meddling)
        with pytest.raises(import_module(kind.package).ConfigurationError, match="method and address") as caught:
            call(face, kind, secret, evidence)
        evidence.error = caught.value
    assert leaks(evidence, kind.encoded(secret)) == {}


# What is in the address is in the log of a mock below the transport, which has nothing but what is sent.
BELOW = {name: kind for name, kind in SECRETS.items() if "header" in name or name in {"Basic", "DeveloperKey"}}


@pytest.mark.parametrize("kind", BELOW.values(), ids=BELOW)
def test_a_mock_below_the_transport_prints_no_header(face: Face, kind: Secret, httpx2_mock: respx.Router) -> None:
    secret = secret_of(kind, plain=False)
    httpx2_mock.route().respond(200, json=kind.answer)
    with collected(asynchronous=face.asynchronous) as evidence:
        evidence.client = make(face, kind, secret, evidence)
        call(face, kind, secret, evidence)
        face.wait(evidence.client.close())
    assert leaks(evidence, kind.encoded(secret)) == {}
    assert httpx2_mock.calls.call_count == 1
    assert [text for text in printed(httpx2_mock.calls) if traces_in(text, kind.encoded(secret))] == []


def test_whatever_shows_something_is_noticed() -> None:
    request = httpx2.Request("GET", f"https://example.com/{PLAIN_SECRET}")
    with collected(asynchronous=False) as evidence:
        logging.getLogger("anybody").debug("%s", PLAIN_SECRET)
        warnings.warn(PLAIN_SECRET, stacklevel=1)
        evidence.onlooker(request, lambda _: httpx2.Response(200))
        evidence.client = evidence.raw = SimpleNamespace(inside=[{"key": PLAIN_SECRET}])
        evidence.retries.append({PLAIN_SECRET})
        evidence.backend.tracers.get_tracer("a test").start_span(PLAIN_SECRET).end()
        evidence.backend.meters.get_meter("a test").create_counter("x").add(1, {"key": PLAIN_SECRET})
        mock = Mock([FakeResponse(200)])
        mock.handle_request(request)
        evidence.router = mock.router
        try:
            json.loads(PLAIN_SECRET)
        except ValueError as error:
            evidence.error = type(error)(PLAIN_SECRET, PLAIN_SECRET, 0).with_traceback(error.__traceback__)
    assert leaks(evidence).keys() == WAYS.keys()
