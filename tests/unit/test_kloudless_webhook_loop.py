"""The whole loop of Kloudless's webhooks: a client creates one, the fake calls it, a receiver verifies and handles."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest
import uvicorn
from kloudless_management_client import (
    AsyncKloudlessManagement,
    BadRequestError,
    InternalServerError,
    KloudlessManagement,
    NotFoundError,
)
from kloudless_management_client._overrides.webhook_program import main
from kloudless_management_client.testing import FakeKloudless
from kloudless_management_client.webhooks import SIGNATURE_HEADER, WebhookApp, WebhookEvent, sign

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator

APP = "wSPk9y5D7p5o87k0ACGKxR"
KEY = "80OdF5hXzkNqEs9DHRkiA1EXz1pbF4"
PATIENCE = 10.0
"""Seconds after which a test that waits for something fails."""


@contextmanager
def served(app: Any) -> Generator[str]:
    """Serve an ASGI application by uvicorn on this machine; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


def stocked(deliver_to: Any, **options: Any) -> FakeKloudless:
    fake = FakeKloudless(deliver_to=deliver_to, **options)
    fake.add_application({"id": APP, "name": "Test App"}, api_keys=[KEY])
    return fake


def client_of(fake: FakeKloudless) -> KloudlessManagement:
    return KloudlessManagement(developer_key="k", transport=fake.transport, max_retries=0)


def hooked(app: Any, **options: Any) -> FakeKloudless:
    """A fake whose application has a webhook, created through the client, for an application in process."""
    fake = stocked(app, **options)
    with client_of(fake) as client:
        client.applications.webhooks.create(APP, url="https://mine.example/hook")
    return fake


class Receiver:
    """An ASGI application that notes its requests and answers as told."""

    def __init__(self, answer: bytes = APP.encode(), status: int = 200, headers: Any = ()) -> None:
        self.answer, self.status, self.headers = answer, status, list(headers)
        self.scopes: list[Any] = []
        self.bodies: list[bytes] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise NotImplementedError
        self.scopes.append(scope)
        self.bodies.append((await receive())["body"])
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.answer})

    @property
    def headers_seen(self) -> dict[bytes, bytes]:
        return dict(self.scopes[-1]["headers"])


def test_the_whole_loop_over_loopback() -> None:
    seen: list[WebhookEvent] = []
    app = WebhookApp(seen.append, {APP: KEY})
    fake = stocked("loopback")
    with served(app) as url, fake.serve() as server:
        with KloudlessManagement(developer_key="k", base_url=server.base_url) as client:
            created = client.applications.webhooks.create(APP, url=f"{url}/hook?from=test")
            assert [each.id for each in client.applications.webhooks.list(APP)] == [created.id]
        # The test call was answered, and reached no handler.
        assert seen == []
        (delivery,) = fake.deliver(APP, "1234")
        assert (delivery.webhook_id, delivery.status, delivery.body) == (created.id, 200, APP.encode())
        assert delivery.problem is None
        assert seen == [WebhookEvent(APP, "1234")]
        # Signed by somebody else.
        (forged,) = fake.deliver(APP, "666", key="guessed")
        assert (forged.status, forged.body, forged.problem) == (403, b"", "it was answered with 403, not 200")
        # Changed on its way.
        headers = {"Content-Type": "application/x-www-form-urlencoded", SIGNATURE_HEADER: sign(b"account=1", KEY)}
        with httpx2.Client() as other:
            assert other.post(url, content=b"account=2", headers=headers).status_code == 403
            assert other.post(url, content=b"account=1", headers=headers).text == APP
            assert other.get(url).headers["Allow"] == "POST"
    assert seen == [WebhookEvent(APP, "1234"), WebhookEvent(APP, "1")]


@pytest.mark.parametrize(
    ("length", "body", "status"), [(65537, b"", b"413 "), (12, b"account=", b"408 "), (65536, b"", b"408 ")]
)
def test_a_body_that_is_too_large_or_too_slow_ends_the_connection(length: int, body: bytes, status: bytes) -> None:
    app = WebhookApp(print, {APP: KEY}, body_timeout=0.05)
    with served(app) as url:
        host, port = url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), PATIENCE) as connection, connection.makefile("rb") as answer:
            connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % length + body)
            # To the end, which comes when the server closes.
            assert answer.read().startswith(b"HTTP/1.1 " + status)


def test_over_loopback_an_async_client_may_share_its_event_loop_with_the_receiver() -> None:
    seen: list[str] = []
    fake = stocked("loopback", answer_within=PATIENCE)

    async def handle(event: WebhookEvent) -> None:
        seen.append(event.account)

    async def scenario() -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            config = uvicorn.Config(WebhookApp(handle, {APP: KEY}), log_config=None, lifespan="off")
            server = uvicorn.Server(config)
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            url = f"http://localhost:{listener.getsockname()[1]}"
            async with AsyncKloudlessManagement(developer_key="k", transport=fake.transport) as client:
                await client.applications.webhooks.create(APP, url=url)
            assert (await asyncio.to_thread(fake.deliver, APP, "7"))[0].problem is None
            server.should_exit = True
            await serving

    # Without the signal handlers of uvicorn, which the main thread would get.
    thread = threading.Thread(target=asyncio.run, args=(scenario(),))
    thread.start()
    thread.join(PATIENCE)
    assert seen == ["7"]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_in_process_an_async_client_reaches_a_receiver(backend: str) -> None:
    seen: list[WebhookEvent] = []
    fake = stocked(WebhookApp(seen.append, {APP: KEY}))

    async def scenario() -> None:
        async with AsyncKloudlessManagement(developer_key="k", transport=fake.transport) as client:
            created = await client.applications.webhooks.create(APP, url="http://localhost:5000")
            assert created.id == "100"
        assert [each.problem for each in fake.deliver(APP, "1")] == [None]

    anyio.run(scenario, backend=backend)
    assert seen == [WebhookEvent(APP, "1")]


@pytest.mark.acceptance("KL-81")
def test_every_webhook_of_the_application_is_told() -> None:
    seen: list[WebhookEvent] = []
    fake = hooked(WebhookApp(seen.append, {APP: KEY}))
    fake.add_webhook(APP, "https://other.example")
    fake.add_application({"id": "b", "name": "b"})
    fake.add_webhook("b", "https://b.example")
    deliveries = fake.deliver(APP, "1")
    assert [(each.webhook_id, each.url, each.problem) for each in deliveries] == [
        ("100", "https://mine.example/hook", None),
        ("101", "https://other.example", None),
    ]
    assert seen == [WebhookEvent(APP, "1")] * 2


def test_what_is_sent_is_what_receivers_were_seen_to_get() -> None:
    receiver = Receiver()
    fake = stocked(receiver)
    with client_of(fake) as client:
        client.applications.webhooks.create(APP, url="https://mine.example:8443/a%20b/hook?x=1&y=%26")
    (scope,) = receiver.scopes
    assert (scope["method"], scope["path"], scope["raw_path"]) == ("POST", "/a b/hook", b"/a%20b/hook")
    assert (scope["query_string"], scope["scheme"]) == (b"x=1&y=%26", "https")
    assert receiver.bodies == [b""]
    headers = receiver.headers_seen
    assert headers[b"user-agent"] == b"kloudless-webhook/1.0"
    assert headers[b"content-type"] == b"application/x-www-form-urlencoded"
    assert headers[b"x-kloudless-signature"] == sign(b"", KEY).encode()
    assert headers[b"host"] == b"mine.example:8443"
    fake.deliver(APP, "ü 1&2")
    assert receiver.bodies[-1] == b"account=%C3%BC+1%262"
    assert receiver.headers_seen[b"x-kloudless-signature"] == sign(receiver.bodies[-1], KEY).encode()
    fake.deliver(APP)
    assert receiver.bodies[-1] == b""


def test_after_a_key_was_exchanged_old_and_new_are_taken() -> None:
    seen: list[WebhookEvent] = []
    keys: dict[str, list[str]] = {APP: [KEY]}
    fake = hooked(WebhookApp(seen.append, lambda _: keys))
    with client_of(fake) as client:
        new = client.applications.api_keys.create(APP).key
        keys[APP].append(new)
        assert fake.deliver(APP, "1")[0].problem is None
        client.applications.api_keys.delete(APP, KEY)
        assert fake.deliver(APP, "2")[0].problem is None
        assert fake.deliver(APP, "3", key=KEY)[0].problem is None
        keys[APP].remove(KEY)
        assert fake.deliver(APP, "4", key=KEY)[0].status == 403
        assert fake.deliver(APP, "5")[0].problem is None
    assert [event.account for event in seen] == ["1", "2", "3", "5"]


def test_a_receiver_may_call_the_api_before_it_answers() -> None:
    """While the fake waits for an answer it is not locked, neither in the test call nor in a delivery."""
    found: list[str] = []

    def source(_: str) -> dict[str, list[str]]:
        with client_of(fake) as client:
            return {APP: [each.key for each in client.applications.api_keys.list(APP)]}

    async def handle(event: WebhookEvent) -> None:
        async with AsyncKloudlessManagement(developer_key="k", transport=fake.transport) as client:
            found.append(f"{event.account} {(await client.applications.get(event.app_id)).name}")

    fake = stocked(WebhookApp(handle, source), answer_within=PATIENCE)
    with client_of(fake) as client:
        client.applications.webhooks.create(APP, url="https://mine.example")
    assert fake.deliver(APP, "1")[0].problem is None
    assert found == ["1 Test App"]


def test_a_receiver_may_call_the_api_over_loopback_too() -> None:
    fake = stocked("loopback", answer_within=PATIENCE)
    with fake.serve() as server:

        def source(_: str) -> dict[str, list[str]]:
            with KloudlessManagement(developer_key="k", base_url=server.base_url) as client:
                return {APP: [each.key for each in client.applications.api_keys.list(APP)]}

        with (
            served(WebhookApp(print, source)) as url,
            KloudlessManagement(developer_key="k", base_url=server.base_url) as client,
        ):
            assert client.applications.webhooks.create(APP, url=url).url == url


def refused_creation(fake: FakeKloudless, url: str = "https://mine.example") -> str:
    with client_of(fake) as client, pytest.raises(BadRequestError) as caught:
        client.applications.webhooks.create(APP, url=url)
    assert caught.value.error_code == "request_failed"
    assert fake.webhooks(APP) == []
    assert fake.calls[-1].status == 400
    return caught.value.message


async def broken(*_: object) -> None:
    raise ValueError("no")


async def dumb(*_: object) -> None:
    return


def hanging_up(_: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("no")


REFUSALS: dict[str, tuple[Callable[[], Any], str]] = {
    "another status": (lambda: Receiver(status=201), "it was answered with 201, not 200"),
    "a redirect": (
        lambda: Receiver(status=302, headers=[(b"location", b"https://mine.example/")]),
        "it was answered with 302, not 200",
    ),
    "an error": (lambda: broken, "it was answered with 500, not 200"),
    "another body": (lambda: Receiver(b"ok"), "the answer is not the App ID"),
    "no body": (lambda: Receiver(b""), "the answer is not the App ID"),
    "the App ID and more": (lambda: Receiver(f"{APP}x".encode()), "the answer is not the App ID"),
    "as JSON": (lambda: Receiver(f'"{APP}"'.encode()), "the answer is not the App ID"),
    "the App ID of another": (lambda: WebhookApp(print, {"b": KEY}), "the answer is not the App ID"),
    "another key": (lambda: WebhookApp(print, {APP: "another"}), "it was answered with 403, not 200"),
    "no answer at all": (lambda: dumb, "it could not be reached (AssertionError)"),
    "a broken connection": (lambda: httpx2.MockTransport(hanging_up), "it could not be reached (ConnectError)"),
    "an endless answer": (lambda: Receiver(b"x" * 1_000_000), "the answer is not the App ID"),
}


@pytest.mark.parametrize(("make", "told"), REFUSALS.values(), ids=REFUSALS)
def test_a_webhook_is_not_saved_when_its_address_does_not_answer(make: Callable[[], Any], told: str) -> None:
    assert refused_creation(stocked(make())) == f"The test call to the webhook's address failed: {told}."


def test_blanks_around_the_app_id_do_no_harm() -> None:
    assert len(hooked(Receiver(f" {APP}\r\n".encode())).webhooks(APP)) == 1


@pytest.mark.parametrize("asynchronous", [True, False])
def test_a_receiver_that_does_not_answer_is_given_up(*, asynchronous: bool) -> None:
    release, given_up = threading.Event(), threading.Event()

    def stuck(_: Any) -> dict[str, str]:
        release.wait(PATIENCE)
        return {APP: KEY}

    async def astuck(_: Any) -> dict[str, str]:
        try:
            await anyio.sleep_forever()
        finally:
            given_up.set()
        raise AssertionError

    fake = stocked(WebhookApp(print, astuck if asynchronous else stuck), answer_within=0.05)
    try:
        assert refused_creation(fake).endswith("failed: no answer within 0.05 s.")
        # What can be cancelled is, and leaves no thread behind.
        assert not asynchronous or given_up.wait(PATIENCE)
    finally:
        release.set()


class Endless(httpx2.AsyncByteStream, httpx2.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield b"x" * 1000

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self:
            yield chunk


class EndlessAnswers(httpx2.AsyncBaseTransport):
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, stream=Endless(), request=request)


@pytest.mark.parametrize(
    "transport", [httpx2.MockTransport(lambda _: httpx2.Response(200, stream=Endless())), EndlessAnswers()]
)
def test_of_an_endless_answer_the_beginning_is_kept(transport: Any) -> None:
    fake = stocked(transport)
    fake.add_webhook(APP, "https://mine.example")
    (delivery,) = fake.deliver(APP, "1")
    assert (len(delivery.body), delivery.problem) == (65536, "the answer is not the App ID")


def test_without_an_api_key_nothing_can_be_signed() -> None:
    fake = FakeKloudless(deliver_to=Receiver())
    fake.add_application({"id": APP, "name": "x"}, api_keys=[])
    assert "no API key" in refused_creation(fake)
    fake.add_webhook(APP, "https://mine.example")
    with pytest.raises(ValueError, match="add one with add_api_key"):
        fake.deliver(APP, "1")


def test_an_application_that_is_removed_during_the_test_call_gets_no_webhook() -> None:
    def source(_: str) -> dict[str, str]:
        with client_of(fake) as client:
            client.applications.delete(APP)
        return {APP: KEY}

    fake = stocked(WebhookApp(print, source))
    with client_of(fake) as client, pytest.raises(NotFoundError):
        client.applications.webhooks.create(APP, url="https://mine.example")
    assert [call.status for call in fake.calls] == [204, 404]


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://0.0.0.0:80/",
        "http://127.0.0.1.example.com/",
        "http://127.0.0.1@example.com/",
        "http://localhost.example.com",
        "http://[::2]/",
        "https://mine.example",
    ],
)
def test_over_loopback_nothing_but_this_machine_is_called(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []

    def note(*given: object) -> None:
        called.append(given)

    monkeypatch.setattr(socket, "create_connection", note)
    monkeypatch.setattr(socket.socket, "connect", note)
    assert refused_creation(stocked("loopback"), url).endswith("this fake calls loopback addresses alone.")
    assert called == []


def test_over_loopback_redirects_and_proxies_lead_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Receiver()
    with served(other) as elsewhere, served(Receiver(status=307, headers=[(b"location", elsewhere.encode())])) as url:
        monkeypatch.setenv("HTTP_PROXY", elsewhere)
        monkeypatch.setenv("ALL_PROXY", elsewhere)
        assert refused_creation(stocked("loopback"), url).endswith("answered with 307, not 200.")
    assert other.scopes == []


def test_over_loopback_a_port_where_nobody_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert refused_creation(stocked("loopback"), f"http://127.0.0.1:{port}").endswith("reached (ConnectError).")


def test_an_inactive_application_gets_no_deliveries() -> None:
    seen: list[WebhookEvent] = []
    fake = hooked(WebhookApp(seen.append, {APP: KEY}))
    with client_of(fake) as client:
        client.applications.update(APP, active=False)
        assert fake.deliver(APP, "1") == []
        client.applications.update(APP, active=True)
    assert len(fake.deliver(APP, "2")) == 1
    assert seen == [WebhookEvent(APP, "2")]


def test_a_handler_that_fails_is_told_to_the_sender_and_may_get_it_again() -> None:
    attempts: list[WebhookEvent] = []

    def handle(event: WebhookEvent) -> None:
        attempts.append(event)
        if len(attempts) == 1:
            raise LookupError

    fake = hooked(WebhookApp(handle, {APP: KEY}))
    assert [fake.deliver(APP, "1")[0].status for _ in range(2)] == [500, 200]
    assert attempts == [WebhookEvent(APP, "1")] * 2


def test_by_default_the_fake_calls_nobody() -> None:
    fake = FakeKloudless()
    fake.add_application({"id": APP, "name": "x"})
    with served(Receiver()) as url, client_of(fake) as client:
        assert client.applications.webhooks.create(APP, url=url).url == url
    with pytest.raises(ValueError, match="make it with deliver_to"):
        fake.deliver(APP, "1")


def test_the_examples_of_the_guide_run(monkeypatch: pytest.MonkeyPatch) -> None:
    guide = Path(__file__).resolve().parents[2] / "overrides" / "kloudless" / "GUIDE.md"
    app, test, _ = re.findall(r"^```python\n(.*?)^```", guide.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    monkeypatch.setenv("KLOUDLESS_APP_ID", APP)
    monkeypatch.setenv("KLOUDLESS_API_KEY", KEY)
    names: dict[str, Any] = {}
    exec(app, names)  # noqa: S102 - our own words, which users copy
    assert hooked(names["app"]).deliver(APP, "1")[0].problem is None
    exec(test, names)  # noqa: S102 - as above
    names["test_my_handler"]()


def test_of_an_application_that_is_not_there_nothing_is_delivered() -> None:
    with pytest.raises(KeyError):
        FakeKloudless(deliver_to=Receiver()).deliver("none", "1")


@pytest.mark.parametrize("deliver_to", ["https://mine.example", 5, True, ""])
def test_what_cannot_be_called_is_refused(deliver_to: Any) -> None:
    with pytest.raises(TypeError, match="ASGI application"):
        FakeKloudless(deliver_to=deliver_to)


@pytest.mark.parametrize("seconds", [0, -1, float("inf"), float("nan")])
def test_patience_has_bounds(seconds: float) -> None:
    with pytest.raises(ValueError, match="answer_within"):
        FakeKloudless(deliver_to="loopback", answer_within=seconds)


def test_an_injected_answer_makes_no_test_call() -> None:
    receiver = Receiver()
    fake = stocked(receiver)
    fake.inject(status=503)
    with client_of(fake) as client:
        with pytest.raises(InternalServerError):
            client.applications.webhooks.create(APP, url="https://mine.example")
        assert receiver.scopes == []
        client.applications.webhooks.create(APP, url="https://mine.example")
    assert len(receiver.scopes) == 1


def test_a_sync_and_an_async_transport_may_be_called() -> None:
    heard: list[str] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        heard.append(f"{request.url} {request.read().decode()}")
        return httpx2.Response(200, text=APP)

    class Asynchronous(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            await request.aread()
            return answer(request)

    for transport in (httpx2.MockTransport(answer), Asynchronous()):
        assert hooked(transport).deliver(APP, "1")[0].problem is None
    assert heard == ["https://mine.example/hook ", "https://mine.example/hook account=1"] * 2


PROGRAM = [sys.executable, "-m", "kloudless_management_client.webhooks"]


def program(*arguments: str, key: str | None = KEY) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "KLOUDLESS_API_KEY"}
    environment |= {"KLOUDLESS_API_KEY": key} if key is not None else {}
    return subprocess.run(
        [*PROGRAM, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "key", "told"),
    [
        ([], KEY, "--app-id"),
        (["--app-id", APP], None, "set the environment variable KLOUDLESS_API_KEY"),
        (["--app-id", APP], " , ", "set the environment variable KLOUDLESS_API_KEY"),
        (["--app-id", APP], "ü", "beyond ASCII"),
        (["--app-id", "a b"], KEY, "App ID"),
        (["--app-id", APP, "--port", "70000"], KEY, "between 0 and 65535"),
        (["--app-id", APP, "--host", "192.0.2.1"], KEY, "cannot be had"),
    ],
)
def test_the_command_says_what_it_needs(arguments: list[str], key: str | None, told: str) -> None:
    ended = program(*arguments, key=key)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_command_names_the_extra_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.setenv("KLOUDLESS_API_KEY", KEY)
    with pytest.raises(SystemExit) as ended:
        main("webhooks", ["--app-id", APP])
    assert ended.value.code == 2
    assert "pip install 'kloudless-management-client[asgi]'" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_before_the_server_listens_ends_the_command(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    class EndedAtOnce(uvicorn.Server):
        def run(self, sockets: list[socket.socket] | None = None) -> None:
            assert sockets
            signal.raise_signal(number)

    monkeypatch.setattr(uvicorn, "Server", EndedAtOnce)
    monkeypatch.setenv("KLOUDLESS_API_KEY", KEY)
    monkeypatch.setattr(logging.getLogger("kloudless_management_client.webhooks"), "handlers", [])
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        with pytest.raises(SystemExit) as ended:
            main("webhooks", ["--app-id", APP, "--port", "0"])
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    assert ended.value.code == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_prints_what_arrives(number: signal.Signals) -> None:
    arguments = [*PROGRAM, "--app-id", APP, "--port", "0"]
    environment = {**os.environ, "KLOUDLESS_API_KEY": f"another {KEY}"}
    with subprocess.Popen(
        arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        url = running.stdout.readline().strip()
        fake = stocked("loopback")
        with client_of(fake) as client:
            client.applications.webhooks.create(APP, url=url)
        assert fake.deliver(APP, "1234")[0].problem is None
        assert fake.deliver(APP, "1234", key="guessed")[0].status == 403
        running.send_signal(number)
        output, errors = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    assert output == "account 1234\n"
    assert "answered the test call" in errors
    assert "refused with 403: none of the API keys gives this signature" in errors
    assert "Traceback" not in errors
    assert KEY not in output + errors
