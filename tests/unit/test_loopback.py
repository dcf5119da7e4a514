"""The clients over real sockets, on this machine: what mocks cannot show."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import kloudless_management_client
import pytest
from klarify_client import AsyncKlarify, Klarify
from klarify_client._runtime.fake import FakeRequest, FakeResponse
from klarify_client._runtime.fake_server import serve
from klarify_client.testing import FakeKlarify
from kloudless_management_client.testing import FakeKloudless

from tests.unit.scripted import API_KEY, APPLICATION, Face

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from tests.unit.conftest import Waits


SILENCE = httpx2.Timeout(30.0, read=0.2)


@contextlib.contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Generator[tuple[str, list[int]]]:
    """A server that does with every connection what it is told; gives its address and the number of connections."""
    connections: list[int] = []
    held: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    connections.append(1)
                    held.append(connection)
                    answer(connection)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", connections
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
    for connection in held:
        connection.close()


def read_request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(65536)
        if not chunk:
            break
        received += chunk
    return received


def hang_up(connection: socket.socket) -> None:
    read_request(connection)
    connection.close()


def say_nothing(connection: socket.socket) -> None:
    read_request(connection)


def say(answer: bytes) -> Callable[[socket.socket], None]:
    def send(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(answer)
        connection.close()

    return send


def unused_url() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_refused_connection_is_tried_again_even_for_a_create(face: Face, waits: Waits) -> None:
    client = face.kloudless(None, base_url=unused_url())
    with pytest.raises(kloudless_management_client.APIConnectionError, match="ConnectError") as caught:
        face.wait(client.applications.create(name="First"))
    face.close(client)
    assert caught.value.attempts == 4
    assert len(waits) == 3


def test_a_dropped_connection_is_tried_again_for_a_read(face: Face, waits: Waits) -> None:
    with listening(hang_up) as (url, connections):
        client = face.klarify(None, base_url=url)
        with pytest.raises(klarify_client.APIConnectionError, match="4 attempts"):
            face.items(client.procedures.list())
        face.close(client)
    assert len(connections) == 4
    assert len(waits) == 3


def test_a_dropped_connection_is_not_tried_again_for_a_create(face: Face, waits: Waits) -> None:
    with listening(hang_up) as (url, connections):
        client = face.kloudless(None, base_url=url)
        with pytest.raises(kloudless_management_client.APIConnectionError, match="may have been carried out"):
            face.wait(client.applications.create(name="First"))
        face.close(client)
    assert len(connections) == 1
    assert waits == []


def test_a_silent_service_is_a_timeout(face: Face, waits: Waits) -> None:
    with listening(say_nothing) as (url, connections):
        client = face.klarify(None, base_url=url, timeout=SILENCE, max_retries=1)
        with pytest.raises(klarify_client.APITimeoutError, match="no answer in time") as caught:
            face.items(client.procedures.list())
        face.close(client)
    assert caught.value.attempts == len(connections) == 2
    assert len(waits) == 1


def test_a_silent_service_gets_a_create_once(face: Face, waits: Waits) -> None:
    with listening(say_nothing) as (url, connections):
        client = face.kloudless(None, base_url=url, timeout=SILENCE)
        with pytest.raises(kloudless_management_client.APITimeoutError, match="may have been carried out"):
            face.wait(client.applications.create(name="First"))
        face.close(client)
    assert len(connections) == 1
    assert waits == []


def test_an_answer_cut_short_is_asked_for_again(face: Face, waits: Waits) -> None:
    with listening(say(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"data": [')) as (url, connections):
        client = face.klarify(None, base_url=url, max_retries=2)
        with pytest.raises(klarify_client.APIConnectionError, match="RemoteProtocolError"):
            face.items(client.procedures.list())
        face.close(client)
    assert len(connections) == 3
    assert len(waits) == 2


def test_a_refusal_cut_short_is_a_refusal(face: Face) -> None:
    with listening(say(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 500\r\n\r\n{")) as (url, connections):
        client = face.kloudless(None, base_url=url)
        with pytest.raises(kloudless_management_client.BadRequestError):
            face.wait(client.applications.create(name="First"))
        face.close(client)
    assert len(connections) == 1


def test_an_answer_that_is_no_http_is_a_connection_error(face: Face) -> None:
    with listening(say(b"220 mail.example ESMTP\r\n")) as (url, _):
        client = face.klarify(None, base_url=url, max_retries=0)
        with pytest.raises(klarify_client.APIConnectionError, match="RemoteProtocolError"):
            face.items(client.procedures.list())
        face.close(client)


@pytest.mark.acceptance("KL-4", "KL-40", "KL-66", "KL-67")
def test_requests_on_the_wire_are_what_the_service_expects(face: Face) -> None:
    seen: list[FakeRequest] = []

    def respond(request: FakeRequest) -> FakeResponse:
        seen.append(request)
        return FakeResponse.json(201, API_KEY if request.path.endswith("apikeys") else APPLICATION)

    with serve(respond, 0) as server:
        client = face.kloudless(None, base_url=f"{server.url}/v1")
        face.wait(client.applications.create(name="Erste Anwendung ä"))
        face.wait(client.applications.api_keys.create("a/b"))
        face.close(client)
    create, key = seen
    assert (create.method, create.path) == ("POST", "/v1/applications")
    assert json.loads(create.body) == {"name": "Erste Anwendung ä"}
    assert create.headers["content-type"] == "application/json"
    assert create.headers["authorization"] == "DeveloperKey kloudless-test-key"
    assert create.headers["host"] == server.url.removeprefix("http://")
    assert (key.method, key.path, key.body) == ("POST", "/v1/applications/a%2Fb/apikeys", b"")
    assert "content-type" not in key.headers
    assert key.headers["content-length"] == "0"
    assert "transfer-encoding" not in create.headers.keys() | key.headers.keys()


@pytest.mark.acceptance("KY-72")
def test_a_key_with_special_characters_arrives_whole(face: Face) -> None:
    key = "a&b=c+d e%2F/?#ä€"
    fake = FakeKlarify([{"name": "Order"}], access_key=key)
    with fake.serve() as server:
        client = face.klarify(None, access_key=key, base_url=server.url)
        assert len(face.items(client.procedures.list())) == 1
        face.close(client)


def test_a_whole_story_over_loopback(face: Face) -> None:
    fake = FakeKloudless(developer_key="kloudless-test-key")
    with fake.serve() as server:
        client = face.kloudless(None, base_url=f"{server.url}/v1/")
        made = face.wait(client.applications.create(name="First"))
        changed = face.wait(client.applications.update(made.id, name="Second", active=False))
        key = face.wait(client.applications.api_keys.create(made.id))
        hook = face.wait(client.applications.webhooks.create(made.id, url="http://localhost:5000"))
        assert face.wait(client.applications.webhooks.get(made.id, hook.id)) == hook
        face.wait(client.applications.api_keys.delete(made.id, key.key))
        face.wait(client.applications.webhooks.delete(made.id, hook.id))
        face.wait(client.applications.delete(made.id))
        with pytest.raises(kloudless_management_client.NotFoundError):
            face.wait(client.applications.get(made.id))
        face.close(client)
    assert (changed.name, changed.active) == ("Second", False)
    assert changed.modified > made.modified


def test_one_connection_serves_many_calls(face: Face) -> None:
    ports: set[Any] = set()

    def answer(connection: socket.socket) -> None:
        body = json.dumps(APPLICATION).encode()
        with contextlib.suppress(OSError):
            for _ in range(3):
                read_request(connection)
                ports.add(connection.getpeername())
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))

    with listening(answer) as (url, connections):
        client = face.kloudless(None, base_url=url)
        for _ in range(3):
            face.wait(client.applications.get("app1"))
        face.close(client)
    assert len(connections) == len(ports) == 1


def test_threads_may_share_a_client() -> None:
    fake = FakeKlarify({"name": str(number)} for number in range(40))
    read: list[int] = []
    with fake.serve() as server, Klarify(access_key="k", base_url=server.url) as client:
        client.procedures.list().first_page()

        def run() -> None:
            read.append(len(list(client.procedures.list(page_size=10))))

        threads = [threading.Thread(target=run) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert read == [40] * 8


def test_tasks_may_share_a_client() -> None:
    fake = FakeKlarify({"name": str(number)} for number in range(40))

    async def read(client: AsyncKlarify) -> int:
        return len([item async for item in client.procedures.list(page_size=10).prefetch(2)])

    async def run(url: str) -> list[int]:
        async with AsyncKlarify(access_key="k", base_url=url) as client:
            return await asyncio.gather(*[read(client) for _ in range(8)])

    with fake.serve() as server:
        assert asyncio.run(run(server.url)) == [40] * 8
