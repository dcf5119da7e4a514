"""The receiver of Kloudless's webhooks as an ASGI application, spoken to as a server does."""

from __future__ import annotations

import functools
import logging
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import anyio
import anyio.lowlevel
import anyio.to_thread
import httpx2
import pytest
import trio.testing
from kloudless_management_client import ConfigurationError
from kloudless_management_client.webhooks import SIGNATURE_HEADER, WebhookApp, WebhookEvent, sign

from tests.unit.ways_out import PLAIN_SECRET, Evidence, everything_logged, leaks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence

KEY = "80OdF5hXzkNqEs9DHRkiA1EXz1pbF4"
APP = "wSPk9y5D7p5o87k0ACGKxR"
KEYS = {APP: KEY}
BODY = b"account=1234"
FORM = b"application/x-www-form-urlencoded"
PATIENCE = 10.0
"""Seconds after which a test that waits for something fails."""

backends = pytest.mark.parametrize("backend", ["asyncio", "trio"])


@dataclass
class Exchange:
    """One request, in as many messages as told, and what the application made of it."""

    body: Sequence[bytes] = (BODY,)
    signature: str | None = None
    method: str = "POST"
    headers: list[tuple[bytes, bytes]] = field(default_factory=list[tuple[bytes, bytes]])
    path: str = "/"
    root_path: str = ""
    http_version: str = "1.1"
    unfinished: str = ""
    """What comes instead of the end of the body: ``silence`` or ``hangs up``."""
    sent: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    received: int = 0

    async def run(self, app: Callable[[Any, Any, Any], Awaitable[None]]) -> Exchange:
        whole = b"".join(self.body)
        signature = sign(whole, KEY) if self.signature is None else self.signature
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": self.http_version,
            "method": self.method,
            "scheme": "http",
            "path": self.path,
            "root_path": self.root_path,
            "query_string": b"",
            "headers": [
                (b"content-type", FORM),
                (SIGNATURE_HEADER.lower().encode(), signature.encode()),
                *self.headers,
            ],
        }
        await app(scope, self._receive, self._send)
        return self

    async def _receive(self) -> dict[str, Any]:
        self.received += 1
        if self.received <= len(self.body):
            more = bool(self.unfinished) or self.received < len(self.body)
            return {"type": "http.request", "body": self.body[self.received - 1], "more_body": more}
        if self.unfinished == "silence":
            await anyio.sleep_forever()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        status: int = self.sent[0]["status"]
        return status

    @property
    def answer(self) -> bytes:
        assert [message["type"] for message in self.sent] == ["http.response.start", "http.response.body"]
        answer: bytes = self.sent[1]["body"]
        assert self.answered[b"content-length"] == str(len(answer)).encode()
        return answer

    @property
    def answered(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])


class Noted(list[WebhookEvent]):
    """A handler that notes what it gets, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[int] = []

    def __call__(self, event: WebhookEvent) -> None:
        self.append(event)
        self.threads.append(threading.get_ident())


def run(exchange: Exchange, app: WebhookApp, backend: str = "asyncio", **options: Any) -> Exchange:
    return anyio.run(functools.partial(exchange.run, app), backend=backend, backend_options=options)


def refused(exchange: Exchange, status: int, app: WebhookApp | None = None, backend: str = "asyncio") -> list[str]:
    """Run an exchange that is refused with nothing said; give what was logged."""
    noted = Noted()
    with warnings_logged() as lines:
        run(exchange, app or WebhookApp(noted, KEYS), backend)
    assert (exchange.status, exchange.answer) == (status, b"")
    assert noted == []
    return lines


@contextmanager
def warnings_logged() -> Generator[list[str]]:
    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    lines: list[str] = []
    handler = Noting(logging.WARNING)
    logger = logging.getLogger("kloudless_management_client.webhooks")
    logger.addHandler(handler)
    try:
        yield lines
    finally:
        logger.removeHandler(handler)


@backends
def test_a_delivery_is_handled_and_answered_with_the_app_id(backend: str) -> None:
    noted = Noted()
    exchange = run(Exchange(), WebhookApp(noted, KEYS), backend)
    assert (exchange.status, exchange.answer) == (200, APP.encode())
    assert exchange.answered[b"content-type"] == b"text/plain; charset=utf-8"
    assert noted == [WebhookEvent(APP, "1234")]
    # A blocking handler must not hold up the others.
    assert noted.threads != [threading.get_ident()]


@backends
def test_a_coroutine_function_is_awaited_where_the_server_runs(backend: str) -> None:
    seen: list[tuple[str, int]] = []

    async def handle(event: WebhookEvent) -> None:
        await anyio.lowlevel.checkpoint()
        seen.append((event.account, threading.get_ident()))

    class Handler:
        async def __call__(self, event: WebhookEvent) -> None:
            await handle(event)

    def begin(event: WebhookEvent) -> object:
        return handle(event)

    handlers: list[Callable[[WebhookEvent], object]] = [handle, Handler(), functools.partial(handle), begin]
    for handler in handlers:
        assert run(Exchange(), WebhookApp(handler, KEYS), backend).status == 200
    assert seen == [("1234", threading.get_ident())] * 4


@backends
def test_the_test_call_is_answered_and_reaches_no_handler(backend: str) -> None:
    noted = Noted()
    exchange = run(Exchange(body=[b""]), WebhookApp(noted, KEYS), backend)
    assert (exchange.status, exchange.answer) == (200, APP.encode())
    assert noted == []


@pytest.mark.parametrize(
    "body", [[b"acc", b"ount=12", b"", b"34"], [BODY, b""], [b"", BODY], [bytes([b]) for b in BODY]]
)
def test_a_body_in_pieces_is_put_together(body: list[bytes]) -> None:
    noted = Noted()
    assert run(Exchange(body=body), WebhookApp(noted, KEYS)).status == 200
    assert noted == [WebhookEvent(APP, "1234")]


def test_the_application_is_answered_whose_key_signed() -> None:
    noted = Noted()
    app = WebhookApp(noted, {"a": ["ka", "ka2"], "b": "kb"})
    answers = [run(Exchange(signature=sign(BODY, key)), app).answer for key in ("ka", "kb", "ka2")]
    assert answers == [b"a", b"b", b"a"]
    assert [event.app_id for event in noted] == ["a", "b", "a"]


@pytest.mark.parametrize("signature", ["", "x", sign(BODY, "another"), sign(b"", KEY), f"{sign(BODY, KEY)} "])
def test_what_is_not_signed_is_refused_and_the_answer_tells_nothing(signature: str) -> None:
    exchange = Exchange(signature=signature)
    (line,) = refused(exchange, 403)
    assert exchange.answered.keys() == {b"content-length"}
    assert line.startswith("refused with 403: ")
    assert not any(secret in line for secret in ("1234", KEY, sign(BODY, KEY), signature or KEY))


def test_all_refusals_of_a_signature_look_the_same() -> None:
    exchanges = [Exchange(signature=text) for text in ("", "x", sign(BODY, "another"))]
    exchanges += [
        Exchange(headers=[(SIGNATURE_HEADER.lower().encode(), b"x")]),
        Exchange(body=[b"junk"], signature="x"),
    ]
    for exchange in exchanges:
        refused(exchange, 403)
    assert all(exchange.sent == exchanges[0].sent for exchange in exchanges)


@pytest.mark.parametrize("body", [b"other=1", b"account=1&account=2", b"\xff", b"{}"])
def test_what_is_signed_but_not_understood_is_400(body: bytes) -> None:
    (line,) = refused(Exchange(body=[body]), 400)
    assert line.startswith("refused with 400: the body ")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "OPTIONS", "DELETE", "post"])
def test_only_post_is_taken(method: str) -> None:
    exchange = Exchange(method=method)
    refused(exchange, 405)
    assert exchange.answered[b"allow"] == b"POST"
    assert exchange.received == 0


@backends
@pytest.mark.parametrize("body", [[b"x" * 65537], [b"x" * 40000, b"x" * 40000, b"never"]])
def test_a_body_that_is_too_large_is_not_read_to_its_end(backend: str, body: list[bytes]) -> None:
    exchange = Exchange(body=body)
    refused(exchange, 413, backend=backend)
    assert exchange.received == len(body[:2])
    assert exchange.answered[b"connection"] == b"close"


def test_a_length_that_is_too_large_is_refused_before_anything_is_read() -> None:
    for length in (b"65537", b"9" * 5000):
        exchange = Exchange(headers=[(b"content-length", length)])
        refused(exchange, 413)
        assert exchange.received == 0
    assert run(Exchange(headers=[(b"content-length", b"65536")]), WebhookApp(Noted(), KEYS)).status == 200
    assert run(Exchange(headers=[(b"content-length", b"junk")]), WebhookApp(Noted(), KEYS)).status == 200


def test_headers_may_be_read_once_only() -> None:
    class Once(Exchange):
        async def run(self, app: Callable[[Any, Any, Any], Awaitable[None]]) -> Exchange:
            async def rewritten(scope: Any, receive: Any, send: Any) -> None:
                await app({**scope, "headers": iter(scope["headers"])}, receive, send)

            return await super().run(rewritten)

    noted = Noted()
    assert run(Once(), WebhookApp(noted, KEYS)).status == 200
    assert noted == [WebhookEvent(APP, "1234")]


def test_the_largest_body_is_an_argument() -> None:
    noted = Noted()
    app = WebhookApp(noted, KEYS, max_body_bytes=len(BODY))
    assert run(Exchange(), app).status == 200
    refused(Exchange(body=[BODY + b"5"]), 413, app)
    assert noted == [WebhookEvent(APP, "1234")]


def test_the_connection_is_not_named_where_http_has_none() -> None:
    exchange = Exchange(body=[b"x" * 65537], http_version="2")
    refused(exchange, 413)
    assert b"connection" not in exchange.answered


def test_a_body_that_does_not_come_is_given_up_after_the_time_allowed() -> None:
    clock = trio.testing.MockClock(autojump_threshold=0)
    exchange = Exchange(body=[b"acc"], unfinished="silence")
    started = clock.current_time()
    with warnings_logged() as lines:
        run(exchange, WebhookApp(Noted(), KEYS, body_timeout=7.5), "trio", clock=clock)
    assert clock.current_time() - started == pytest.approx(7.5)
    assert (exchange.status, exchange.answered[b"connection"]) == (408, b"close")
    assert lines == ["refused with 408: the body did not arrive within 7.5 s"]


def test_a_slow_body_is_given_up_under_asyncio_too() -> None:
    app = WebhookApp(Noted(), KEYS, body_timeout=0.01)
    assert run(Exchange(body=[b"acc"], unfinished="silence"), app).status == 408


@backends
def test_who_hangs_up_amid_the_body_gets_no_answer_and_nothing_is_handled(backend: str) -> None:
    noted = Noted()
    exchange = run(Exchange(unfinished="hangs up"), WebhookApp(noted, KEYS), backend)
    assert exchange.sent == []
    assert noted == []


def test_who_hangs_up_before_the_answer_does_no_harm() -> None:
    class Gone(Exchange):
        async def _send(self, message: Any) -> None:
            raise BrokenPipeError(message["type"])

    noted = Noted()
    run(Gone(), WebhookApp(noted, KEYS))
    assert noted == [WebhookEvent(APP, "1234")]


class ProblemError(Exception):
    pass


@backends
@pytest.mark.parametrize("error", [ProblemError("why"), StopIteration(), SystemError(), TimeoutError(), OSError()])
@pytest.mark.parametrize("asynchronous", [True, False])
def test_a_handler_that_fails_is_answered_with_500_and_logged(
    backend: str, error: Exception, *, asynchronous: bool
) -> None:
    def fail(_: WebhookEvent) -> None:
        raise error

    async def afail(_: WebhookEvent) -> None:
        raise error

    exchange = Exchange()
    with warnings_logged() as lines:
        run(exchange, WebhookApp(afail if asynchronous else fail, KEYS), backend)
    assert (exchange.status, exchange.answer) == (500, b"")
    (line,) = lines
    assert line.startswith("the handler failed; answered with 500")
    assert "raise error" in line
    assert not any(secret in line for secret in ("1234", KEY, sign(BODY, KEY)))


@backends
def test_the_answer_waits_for_the_handler(backend: str) -> None:
    """At-least-once: what is answered with 200 is taken."""
    begun, done = anyio.Event(), anyio.Event()
    exchange = Exchange()

    async def handle(_: WebhookEvent) -> None:
        begun.set()
        await done.wait()

    async def scenario() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(exchange.run, WebhookApp(handle, KEYS))
            await begun.wait()
            assert exchange.sent == []
            done.set()

    anyio.run(scenario, backend=backend)
    assert exchange.status == 200


@backends
@pytest.mark.parametrize("asynchronous", [True, False])
def test_deliveries_are_handled_at_the_same_time(backend: str, *, asynchronous: bool) -> None:
    together = threading.Barrier(3)
    arrived: list[str] = []

    def handle(event: WebhookEvent) -> None:
        together.wait(PATIENCE)
        arrived.append(event.account)

    async def ahandle(event: WebhookEvent) -> None:
        await anyio.to_thread.run_sync(handle, event)

    app = WebhookApp(ahandle if asynchronous else handle, KEYS)
    exchanges = [Exchange(body=[f"account={number}".encode()]) for number in range(3)]

    async def scenario() -> None:
        async with anyio.create_task_group() as group:
            for exchange in exchanges:
                group.start_soon(exchange.run, app)

    anyio.run(scenario, backend=backend)
    assert [exchange.status for exchange in exchanges] == [200] * 3
    assert sorted(arrived) == ["0", "1", "2"]


@backends
def test_a_cancelled_request_ends(backend: str) -> None:
    async def scenario() -> None:
        async def handle(_: WebhookEvent) -> None:
            await anyio.sleep_forever()

        exchange = Exchange()
        with anyio.move_on_after(0.01) as scope:
            await exchange.run(WebhookApp(handle, KEYS))
        assert scope.cancelled_caught
        assert exchange.sent == []

    anyio.run(scenario, backend=backend)


@backends
@pytest.mark.parametrize("asynchronous", [True, False])
def test_keys_are_asked_for_with_each_request(backend: str, *, asynchronous: bool) -> None:
    keys: dict[str, list[str]] = {APP: ["old"]}
    asked: list[str] = []

    def source(path: str) -> dict[str, list[str]]:
        asked.append(path)
        return keys

    async def asource(path: str) -> dict[str, list[str]]:
        await anyio.lowlevel.checkpoint()
        return source(path)

    app = WebhookApp(Noted(), asource if asynchronous else source)
    with_old, with_new = Exchange(signature=sign(BODY, "old")), Exchange(signature=sign(BODY, "new"))
    assert run(with_old, app, backend).status == 200
    refused(with_new, 403, app, backend)
    keys[APP] = ["old", "new"]
    assert run(Exchange(signature=sign(BODY, "old")), app, backend).status == 200
    assert run(Exchange(signature=sign(BODY, "new")), app, backend).status == 200
    keys[APP] = ["new"]
    refused(Exchange(signature=sign(BODY, "old")), 403, app, backend)
    assert asked == ["/"] * 5


@pytest.mark.parametrize(
    ("path", "root_path"), [("/hooks/a", ""), ("/mounted/hooks/a", "/mounted"), ("/hooks/a", "/elsewhere")]
)
def test_an_application_may_have_an_address_of_its_own(path: str, root_path: str) -> None:
    known = {"/hooks/a": {"a": "ka"}, "/hooks/b": {"b": "kb"}}
    app = WebhookApp(Noted(), lambda path: known[path])
    exchange = Exchange(path=path, root_path=root_path, signature=sign(BODY, "ka"))
    assert run(exchange, app).answer == b"a"
    elsewhere = Exchange(path=path.replace("/a", "/b"), root_path=root_path, signature=sign(BODY, "ka"))
    refused(elsewhere, 403, app)
    unknown = Exchange(path=f"{path}/c", root_path=root_path, signature=sign(BODY, "ka"))
    assert refused(unknown, 403, app) == ["refused with 403: there is no application at this path"]
    assert unknown.sent == elsewhere.sent


@pytest.mark.parametrize("given", [{}, {APP: ""}, {APP: [b"x"]}, [], None, PLAIN_SECRET, {APP: f"{PLAIN_SECRET}\n"}])
def test_keys_that_cannot_be_verify_nothing(given: Any) -> None:
    with everything_logged() as witness:
        lines = refused(Exchange(), 500, WebhookApp(Noted(), lambda _: given))
    assert lines[0].startswith("the API keys cannot be had")
    assert "ConfigurationError" in lines[0]
    assert PLAIN_SECRET not in "".join(witness.lines)


def test_a_source_of_keys_that_fails_verifies_nothing() -> None:
    def source(_: str) -> dict[str, str]:
        raise ProblemError("the vault is sealed")

    lines = refused(Exchange(), 500, WebhookApp(Noted(), source))
    assert "the vault is sealed" in lines[0]


BAD_ARGUMENTS: list[tuple[dict[str, Any], str]] = [
    ({"applications": {}}, "there are no API keys"),
    ({"applications": {APP: f"{PLAIN_SECRET}\n"}}, "line breaks"),
    ({"applications": [PLAIN_SECRET]}, "a mapping of App IDs to API keys"),
    ({"applications": None}, "a mapping of App IDs to API keys"),
    ({"applications": {APP: PLAIN_SECRET}, "handler": None}, "handler has to be"),
    ({"applications": {APP: PLAIN_SECRET}, "max_body_bytes": 0}, "max_body_bytes"),
    *(({"applications": {APP: PLAIN_SECRET}, "body_timeout": seconds}, "body_timeout") for seconds in (0, -1)),
    ({"applications": {APP: PLAIN_SECRET}, "body_timeout": float("nan")}, "body_timeout"),
    ({"applications": {APP: PLAIN_SECRET}, "body_timeout": float("inf")}, "body_timeout"),
]


@pytest.mark.parametrize(("arguments", "told"), BAD_ARGUMENTS)
def test_what_is_set_up_wrongly_is_told_at_once(arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told) as caught:
        WebhookApp(arguments.pop("handler", print), **arguments)
    assert leaks(Evidence(error=caught.value)) == {}


def test_the_app_shows_no_key() -> None:
    app = WebhookApp(Noted(), {APP: PLAIN_SECRET})
    assert PLAIN_SECRET not in f"{app!r}{vars(app)}"


async def _lifespan(app: WebhookApp) -> list[str]:
    messages = iter(["lifespan.startup", "lifespan.shutdown"])
    answers: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": next(messages)}

    async def send(message: Any) -> None:
        answers.append(message["type"])

    await app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send)
    return answers


@backends
def test_a_server_may_announce_start_and_end(backend: str) -> None:
    answers = anyio.run(_lifespan, WebhookApp(Noted(), KEYS), backend=backend)
    assert answers == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_websockets_are_turned_away_and_other_protocols_are_not_known() -> None:
    app = WebhookApp(Noted(), KEYS)
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    anyio.run(app, {"type": "websocket"}, receive, send)
    assert [message["type"] for message in sent] == ["websocket.close"]
    with pytest.raises(ValueError, match="carrier pigeon"):
        anyio.run(app, {"type": "carrier pigeon"}, receive, send)


def mounting(prefix: str, app: WebhookApp) -> Callable[..., Coroutine[Any, Any, None]]:
    """Mount as Starlette does: the path stays whole, and the prefix is told beside it."""

    async def outer(scope: Any, receive: Any, send: Any) -> None:
        assert scope["path"].startswith(prefix)
        await app({**scope, "root_path": scope["root_path"] + prefix}, receive, send)

    return outer


@pytest.mark.parametrize(("signature", "status"), [(sign(BODY, KEY), 200), (sign(BODY, "another"), 403)])
def test_mounted_it_works_the_same(signature: str, status: int) -> None:
    paths: list[str] = []

    def source(path: str) -> dict[str, str]:
        paths.append(path)
        return KEYS

    async def scenario() -> None:
        transport = httpx2.ASGITransport(mounting("/kloudless", WebhookApp(Noted(), source)))
        async with httpx2.AsyncClient(transport=transport, base_url="http://mine.example") as client:
            headers = {SIGNATURE_HEADER: signature, "Content-Type": FORM.decode()}
            response = await client.post("/kloudless/hook?x=1", content=BODY, headers=headers)
        assert response.status_code == status

    anyio.run(scenario)
    assert paths == ["/hook"]
