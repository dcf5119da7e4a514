"""What every fake can do: both clients in process, programs over loopback, the command line."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Self

import httpx2
import pytest
from klarify_client._runtime.fake import Fake, FakeRequest, FakeResponse
from klarify_client._runtime.fake_server import main
from klarify_client.testing import FakeKlarify
from kloudless_management_client._runtime.fake import FakeRequest as KloudlessRequest
from kloudless_management_client._runtime.fake_server import main as kloudless_main
from kloudless_management_client.testing import FakeKloudless

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator

URL = "https://api.example"


class Echo(Fake):
    """Answers with what it was asked."""

    title = "Echo API"
    credential = "word"

    @classmethod
    def for_command_line(cls, *, key: str | None, empty: bool) -> Self:
        del key, empty
        return cls()

    def example_command(self, url: str) -> str:
        return f"curl {url}"

    def handle(self, request: FakeRequest) -> FakeResponse:
        if request.path == "/fail":
            raise LookupError(request.query)
        if request.path == "/empty":
            return FakeResponse(204, b"dropped")
        seen = {
            "method": request.method,
            "path": request.path,
            "query": request.query,
            "x": request.headers.get("x-twice"),
            "body": request.body.decode(),
        }
        return FakeResponse.json(200, seen, {"X-Echo": "1"})


HEADERS = [("X-Twice", "a"), ("x-twice", "b")]


def ask_sync(fake: Fake, method: str, path: str) -> httpx2.Response:
    with httpx2.Client(transport=fake.transport, base_url=URL) as client:
        return client.request(method, path, headers=HEADERS, content=b"body")


def ask_async(fake: Fake, method: str, path: str) -> httpx2.Response:
    async def ask() -> httpx2.Response:
        async with httpx2.AsyncClient(transport=fake.transport, base_url=URL) as client:
            return await client.request(method, path, headers=HEADERS, content=b"body")

    return asyncio.run(ask())


def ask_over_loopback(fake: Fake, method: str, path: str) -> httpx2.Response:
    with fake.serve() as server, httpx2.Client(base_url=server.url) as client:
        return client.request(method, path, headers=HEADERS, content=b"body")


ways = pytest.mark.parametrize("ask", [ask_sync, ask_async, ask_over_loopback])


@ways
def test_a_fake_sees_the_request_as_it_was_sent(ask: Callable[[Fake, str, str], httpx2.Response]) -> None:
    response = ask(Echo(), "PATCH", "/a%2Fb/%C3%BC/?x=%26&y=a+b&z")
    assert response.status_code == 200
    assert response.headers["X-Echo"] == "1"
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == {
        "method": "PATCH",
        "path": "/a%2Fb/%C3%BC/",
        "query": "x=%26&y=a+b&z",
        "x": "a, b",
        "body": "body",
    }


@ways
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PURGE"])
def test_a_fake_answers_every_method(ask: Callable[[Fake, str, str], httpx2.Response], method: str) -> None:
    assert ask(Echo(), method, "/").json()["method"] == method


@ways
def test_an_answer_to_head_has_no_body(ask: Callable[[Fake, str, str], httpx2.Response]) -> None:
    response = ask(Echo(), "HEAD", "/")
    assert (response.status_code, response.headers["X-Echo"], response.content) == (200, "1", b"")


@ways
def test_204_has_neither_body_nor_type(ask: Callable[[Fake, str, str], httpx2.Response]) -> None:
    response = ask(Echo(), "GET", "/empty")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers.keys() & {"content-type", "content-length", "transfer-encoding"} == set()


def chunks() -> Iterator[bytes]:
    yield b"one, "
    yield "zwölf".encode()


async def async_chunks() -> AsyncIterator[bytes]:
    for chunk in chunks():
        yield chunk


def test_bodies_may_be_streams() -> None:
    fake = Echo()
    with httpx2.Client(transport=fake.transport, base_url=URL) as client:
        assert client.post("/", content=chunks()).json()["body"] == "one, zwölf"

    async def post(client: httpx2.AsyncClient) -> str:
        async with client:
            body: str = (await client.post("/", content=async_chunks())).json()["body"]
            return body

    assert asyncio.run(post(httpx2.AsyncClient(transport=fake.transport, base_url=URL))) == "one, zwölf"
    with fake.serve() as server:
        assert httpx2.post(server.url, content=chunks()).json()["body"] == "one, zwölf"
        assert asyncio.run(post(httpx2.AsyncClient(base_url=server.url))) == "one, zwölf"


def test_answers_may_be_streamed() -> None:
    fake = Echo()
    with httpx2.Client(transport=fake.transport, base_url=URL) as client, client.stream("GET", "/") as response:
        assert json.loads(b"".join(response.iter_bytes()))["path"] == "/"

    async def read() -> bytes:
        client = httpx2.AsyncClient(transport=fake.transport, base_url=URL)
        async with client, client.stream("GET", "/") as response:
            return b"".join([chunk async for chunk in response.aiter_bytes()])

    assert json.loads(asyncio.run(read()))["path"] == "/"


def test_one_transport_serves_many_clients_and_outlives_them() -> None:
    fake = Echo()
    assert fake.transport is fake.transport
    for ask in (ask_sync, ask_async, ask_sync):
        assert ask(fake, "GET", "/").status_code == 200
    assert len(fake.calls) == 3


def test_threads_share_a_fake() -> None:
    fake = FakeKloudless()

    def create(number: int) -> int:
        body = json.dumps({"name": f"App {number}"}).encode()
        request = KloudlessRequest("POST", "/v1/applications", headers={"authorization": "DeveloperKey k"}, body=body)
        return fake.respond(request).status

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(create, range(200))) == {201}
    assert len({application["id"] for application in fake.applications}) == len(fake.calls) == 200


def test_many_connections_at_once() -> None:
    with Echo().serve() as server, httpx2.Client(base_url=server.url) as client, ThreadPoolExecutor(16) as pool:
        paths = [f"/{number}" for number in range(100)]
        assert [answer.json()["path"] for answer in pool.map(client.get, paths)] == paths


@ways
def test_injected_answers_come_first_and_are_used_up(ask: Callable[[Fake, str, str], httpx2.Response]) -> None:
    fake = FakeKlarify([{"name": "x"}])
    fake.inject(status=503, times=2, headers={"Retry-After": "0"}, body={"error": "down"})
    fake.inject(status=502, body="<html>")
    fake.inject(status=500, body=b"\xff", headers={"Content-Type": "application/octet-stream"})
    fake.inject(status=429)
    answers = [ask(fake, "GET", "/api/procedures?access_key=k") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [503, 503, 502, 500, 429, 200]
    assert answers[1].headers["Retry-After"] == "0"
    assert answers[1].json() == {"error": "down"}
    assert (answers[2].text, answers[2].headers["Content-Type"]) == ("<html>", "text/plain; charset=utf-8")
    assert (answers[3].content, answers[3].headers["Content-Type"]) == (b"\xff", "application/octet-stream")
    assert answers[4].content == b""
    assert [call.status for call in fake.calls] == [503, 503, 502, 500, 429, 200]


def test_an_injected_answer_changes_no_state() -> None:
    fake = FakeKloudless()
    fake.inject(status=500)
    request = KloudlessRequest(
        "POST", "/v1/applications", headers={"authorization": "DeveloperKey k"}, body=b'{"name": "x"}'
    )
    assert fake.respond(request).status == 500
    assert fake.applications == []


@pytest.mark.parametrize(("status", "times"), [(199, 1), (600, 1), (500, 0), (500, -1)])
def test_an_injection_out_of_bounds_is_refused(status: int, times: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        Echo().inject(status=status, times=times)


def test_clear_forgets_calls_and_injections_and_keeps_the_state() -> None:
    fake = FakeKlarify([{"name": "x"}])
    ask_sync(fake, "GET", "/api/procedures")
    fake.inject(status=500)
    fake.clear()
    assert fake.calls == []
    assert len(fake.procedures) == 1
    assert ask_sync(fake, "GET", "/api/procedures?access_key=k").status_code == 200


@ways
def test_calls_show_everything_but_credentials(ask: Callable[[Fake, str, str], httpx2.Response]) -> None:
    fake = Echo()
    ask(fake, "POST", "/a%2Fb?page=1&access_key=s3cret&b=")
    (call,) = fake.calls
    assert (call.method, call.path, call.query) == ("POST", "/a%2Fb", "page=1&access_key=***&b=")
    assert (call.headers["x-twice"], call.body, call.status) == ("a, b", "body", 200)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("authorization", "Basic s3cret", "Basic ***"),
        ("authorization", "Bearer s3cret", "Bearer ***"),
        ("authorization", "s3cret", "***"),
        ("authorization", "s3cret s3cret", "***"),
        ("proxy-authorization", "Basic s3cret", "Basic ***"),
        ("kf-api-key", "s3cret", "***"),
        ("cookie", "session=s3cret", "***"),
        ("referer", "https://x.example/?access_key=s3cret&page=1", "https://x.example/?access_key=***&page=1"),
        ("accept", "application/json", "application/json"),
    ],
)
def test_secret_headers_are_redacted(name: str, value: str, shown: str) -> None:
    fake = Echo()
    request = FakeRequest("GET", "/", headers={name: value})
    fake.respond(request)
    assert fake.calls[0].headers == {name: shown}
    assert "s3cret" not in repr(request)


@pytest.mark.parametrize(
    "body", ["access_key=s3cret&page=1", '{"access_key": "s3cret"}', "{'api-key':'s3cret'}", "token: s3cret"]
)
def test_secret_members_of_a_body_are_redacted(body: str) -> None:
    fake = Echo()
    fake.respond(FakeRequest("POST", "/", body=body.encode()))
    assert fake.calls[0].body == body.replace("s3cret", "***")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ('{"password": "two words, and more", "a": 1}', '{"password": "***", "a": 1}'),
        ('{"password": "with \\" a quote", "a": 1}', '{"password": "***", "a": 1}'),
        ("{'secret': 'one two'}", "{'secret': '***'}"),
        ('{"token": "never ends', '{"token": "***"'),
        ("api_key=s3cret two", "api_key=*** two"),
    ],
)
def test_secret_texts_are_redacted_as_a_whole(body: str, shown: str) -> None:
    fake = Echo()
    fake.respond(FakeRequest("POST", "/", body=body.encode()))
    assert fake.calls[0].body == shown


@pytest.mark.parametrize("word", ["x", "key", "key-", "passw=", "token '", '"', "\\", "a_b-"])
def test_a_body_of_one_endless_word_is_logged_too(word: str) -> None:
    """A search that starts over at every letter would take hours for this."""
    fake = Echo()
    body = word * (1_000_000 // len(word))
    fake.respond(FakeRequest("PUT", "/", body=body.encode()))
    assert fake.calls[0].body == ("passw=***" if word == "passw=" else body)


def test_a_connection_is_kept_alive() -> None:
    with Echo().serve() as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.connect()
        address = connection.sock.getsockname()
        for method, path in [("GET", "/"), ("HEAD", "/"), ("POST", "/empty"), ("POST", "/")]:
            connection.request(method, path, body=b"body")
            answer = connection.getresponse()
            answer.read()
            assert answer.version == 11
            assert connection.sock.getsockname() == address
        connection.close()


def read_root(connection: http.client.HTTPConnection) -> bytes:
    connection.request("GET", "/")
    return connection.getresponse().read()


def test_leaving_the_context_ends_open_connections_and_frees_the_port() -> None:
    fake = Echo()
    with fake.serve() as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        assert read_root(connection) != b""
    connection.auto_open = 0
    with closing(connection), pytest.raises(ConnectionError):
        read_root(connection)
    with fake.serve(server.port) as again:
        assert again.url == server.url == f"http://127.0.0.1:{server.port}"


def test_a_taken_port_is_an_error() -> None:
    with Echo().serve() as server, pytest.raises(OSError, match=r"[Aa]ddress"), Echo().serve(server.port):
        pass


def talk(port: int, message: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(message)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize(
    "message",
    [
        b"GET /?access_key=s3cret HTTP/1.1\r\nContent-Length: s3cret\r\n\r\n",
        b"GET /?access_key=s3cret HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"GET /?access_key=s3cret HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\ns3cret\r\n",
        b"GET /?access_key=s3cret what is this\r\n\r\n",
        b"GET /?access_key=s3cret HTTP/s3cret\r\n\r\n",
    ],
)
def test_a_malformed_request_is_refused_without_quoting_it(message: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    fake = Echo()
    with fake.serve() as server:
        answer = talk(server.port, message)
        assert b" 400 " in answer.split(b"\r\n")[0]
        assert b"s3cret" not in answer
        assert httpx2.get(server.url).status_code == 200
    assert capfd.readouterr() == ("", "")


def test_a_chunked_body_with_extensions_and_trailers_is_read() -> None:
    head = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    with Echo().serve() as server:
        answer = talk(server.port, head + b"4;x=y\r\nbody\r\n0\r\nTrailer: x\r\n\r\n")
    assert json.loads(answer.split(b"\r\n\r\n")[1])["body"] == "body"


def test_the_server_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with Echo().serve() as server:
        httpx2.get(f"{server.url}/?access_key=s3cret")
        talk(server.port, b"")
    assert capfd.readouterr() == ("", "")


def test_a_fake_that_fails_is_answered_for_and_told_without_details(capfd: pytest.CaptureFixture[str]) -> None:
    with Echo().serve() as server:
        response = httpx2.get(f"{server.url}/fail?access_key=s3cret")
        assert (response.status_code, response.headers["Connection"]) == (500, "close")
        assert httpx2.get(server.url).status_code == 200
    assert capfd.readouterr() == ("", "The fake itself failed: LookupError\n")


@contextmanager
def running(fake: type[Fake], *arguments: str) -> Generator[tuple[subprocess.Popen[str], str], None, None]:
    program = (
        f"from {main.__module__} import main; from {fake.__module__} import {fake.__name__}; "
        f"raise SystemExit(main({fake.__name__}))"
    )
    command = [sys.executable, "-c", program, *arguments]
    # Unbuffered output would hide an address that is printed and not flushed.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().rstrip("\n")
        finally:
            process.kill()


def end(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
    """Exit status, what was printed after the first line, and what went to stderr."""
    assert process.stdout is not None
    assert process.stderr is not None
    process.send_signal(number)
    return process.wait(timeout=20), process.stdout.read(), process.stderr.read()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("fake", "path"), [(FakeKlarify, "/api/procedures?access_key=s3cret"), (FakeKloudless, "/v1/applications")]
)
def test_the_command_line_serves_until_it_is_told_to_end(number: signal.Signals, fake: type[Fake], path: str) -> None:
    with running(fake, "--port", "0", "--key", "s3cret") as (process, url), httpx2.Client() as client:
        assert httpx2.URL(url).host == "127.0.0.1"
        assert client.get(url + path, headers={"Authorization": "DeveloperKey s3cret"}).status_code == 200
        wrong = client.get(url + path.replace("s3cret", "x"), headers={"Authorization": "DeveloperKey x"})
        assert wrong.status_code in (401, 404)
        status, output, errors = end(process, number)
    assert (status, errors) == (0, "")
    assert "\n  curl " in output
    assert url in output
    assert "s3cret" not in output


def test_the_curl_command_it_shows_works_with_any_key() -> None:
    with running(FakeKlarify) as (process, url):
        assert process.stdout is not None
        advice, command = process.stdout.readline(), process.stdout.readline()
        assert "any access key that is not blank is accepted" in advice
        shown = command.split('"')[1]
        assert shown.startswith(url)
        answer: dict[str, Any] = httpx2.get(shown).json()
        end(process)
    assert (len(answer["data"]), answer["hasNext"]) == (3, True)


def test_it_can_start_empty() -> None:
    with running(FakeKlarify, "--empty") as (process, url):
        assert httpx2.get(f"{url}/api/procedures?access_key=k").json()["data"] == []
        _, output, _ = end(process)
    assert "no data yet" in output


def test_a_taken_port_is_told_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with Echo().serve() as server, pytest.raises(SystemExit) as ended:
        main(FakeKlarify, ["--port", str(server.port)])
    assert ended.value.code == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert f"port {server.port} is in use by another program; choose another one, or --port 0" in output.err


@pytest.mark.parametrize(
    "arguments",
    [["--port", "x"], ["--port", "-1"], ["--port", "65536"], ["--port", ""], ["--key", ""], ["--key", " k"], ["now"]],
)
def test_bad_arguments_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(FakeKlarify, arguments)
    assert ended.value.code == 2
    assert "error: " in capsys.readouterr().err


def test_the_help_tells_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        kloudless_main(FakeKloudless, ["--help"])
    assert ended.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    for part in ("fake of the Kloudless Management API", "--port N", "--key KEY", "only developer key", "--empty"):
        assert part in text
