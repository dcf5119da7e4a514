"""Async clients speak HTTP/2 where it is installed and the service speaks it, too."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import ssl
import threading
from contextvars import Context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import RequestReceived, StreamEnded
from hpack import Encoder
from hpack.huffman import HuffmanEncoder
from hpack.huffman_constants import REQUEST_CODES, REQUEST_CODES_LENGTH
from klarify_client import APIConnectionError
from klarify_client._runtime.redaction import clear_logs_below

from tests.unit.services import HOST, OK, Heard, Service, accepting, authority, read_message
from tests.unit.small_api import AsyncSmall, RateLimit, Small

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Generator
    from pathlib import Path

    from tests.unit.conftest import Waits

KEY = "small-secret-key"


def huffman(text: bytes) -> bytes:
    """A header's value as it stands in HTTP/2."""
    return HuffmanEncoder(REQUEST_CODES, REQUEST_CODES_LENGTH).encode(text)


class ResetError(Exception):
    """The service gives up a request after the beginning of its answer."""


def context() -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with authority().issue_cert(HOST).private_key_and_cert_chain_pem.tempfile() as path:
        made.load_cert_chain(path)
    made.set_alpn_protocols(["h2", "http/1.1"])
    return made


@dataclass
class Versions:
    """A service that prefers HTTP/2; the line of a request tells the version."""

    answer: Callable[[Heard], bytes | None]
    service: Service = field(default_factory=Service)
    tls: ssl.SSLContext = field(default_factory=context)

    def handle(self, number: int, plain: socket.socket) -> None:
        self.service.accepted += 1
        with self.tls.wrap_socket(plain.dup(), server_side=True) as connection:
            (self.talk if connection.selected_alpn_protocol() == "h2" else self.talk_old)(number, connection)

    def talk_old(self, number: int, connection: ssl.SSLSocket) -> None:
        while (message := read_message(connection))[0]:
            self.service.heard.append(Heard(number, *message))
            connection.sendall(OK)

    def talk(self, number: int, connection: ssl.SSLSocket) -> None:
        state = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        state.initiate_connection()
        connection.sendall(state.data_to_send())
        asked: dict[int, bytes] = {}
        while data := connection.recv(65536):
            for event in state.receive_data(data):
                match event:
                    case RequestReceived(stream_id=int(stream), headers=list(headers)):
                        asked[stream] = head(headers)
                    case StreamEnded(stream_id=int(stream)):
                        self.reply(state, stream, Heard(number, asked[stream], b""))
                    case _:
                        pass
            connection.sendall(state.data_to_send())

    def reply(self, state: H2Connection, stream: int, heard: Heard) -> None:
        self.service.heard.append(heard)
        try:
            body = self.answer(heard)
        except ResetError:
            state.send_headers(stream, [(":status", "200")])
            state.send_data(stream, b"{")
            state.reset_stream(stream, ErrorCodes.INTERNAL_ERROR)
            return
        if body is not None:
            state.send_headers(stream, [(":status", "200"), ("content-length", f"{len(body)}")])
            state.send_data(stream, body, end_stream=True)


@contextlib.contextmanager
def both_versions(answer: Callable[[Heard], bytes | None] = lambda _: b"{}") -> Generator[Service]:
    """A service of both versions. With ``None`` it never answers."""
    versions = Versions(answer)
    with accepting(versions.handle) as port:
        versions.service.url = f"https://{HOST}:{port}"
        yield versions.service


def head(headers: list[Any]) -> bytes:
    fields = {str(name): str(value) for name, value in headers}
    lines = [f"{fields[':method']} {fields[':path']} HTTP/2", *[f"{name}: {value}" for name, value in fields.items()]]
    return "\r\n".join(lines).encode()


@pytest.fixture(autouse=True)
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def client_of(service: Service, **settings: Any) -> AsyncSmall:
    return AsyncSmall(api_key=KEY, base_url=service.url, rate_limit=RateLimit(None), **settings)


def test_calls_at_once_share_a_connection() -> None:
    async def story(service: Service) -> None:
        async with client_of(service) as client:
            await client.things.get()
            await asyncio.gather(*[client.things.get() for _ in range(20)])

    with both_versions() as service:
        asyncio.run(story(service))
    assert [heard.line for heard in service.heard] == ["GET /things HTTP/2"] * 21
    assert {heard.headers["kf-api-key"] for heard in service.heard} == {KEY}
    assert service.accepted == 1


def test_without_its_package_http_1_is_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(_: str) -> None:
        return None

    monkeypatch.setattr("klarify_client._runtime.transport.find_spec", found)

    async def story(service: Service) -> None:
        async with client_of(service) as client:
            await client.things.get()

    with both_versions() as service:
        asyncio.run(story(service))
    assert [heard.line for heard in service.heard] == ["GET /things HTTP/1.1"]


def test_a_sync_client_speaks_http_1_so_that_no_thread_waits_for_another() -> None:
    with both_versions() as service, Small(api_key=KEY, base_url=service.url, rate_limit=RateLimit(None)) as client:
        client.things.get()
    assert [heard.line for heard in service.heard] == ["GET /things HTTP/1.1"]


def test_a_create_that_breaks_off_is_not_sent_again(waits: Waits) -> None:
    def answer(_: Heard) -> bytes:
        raise ResetError

    async def story(service: Service) -> None:
        async with client_of(service) as client:
            with pytest.raises(APIConnectionError, match="may have been carried out"):
                await client.things.create()

    with both_versions(answer) as service:
        asyncio.run(story(service))
    assert [heard.line for heard in service.heard] == ["POST /things HTTP/2"]
    assert waits == []


def test_a_read_that_breaks_off_is_sent_again(waits: Waits) -> None:
    def answer(_: Heard) -> bytes:
        if len(service.heard) == 1:
            raise ResetError
        return b"{}"

    async def story(service: Service) -> None:
        async with client_of(service) as client:
            await client.things.get()

    with both_versions(answer) as service:
        asyncio.run(story(service))
    assert len(service.heard) == 2
    assert len(waits) == 1


def test_a_call_cancelled_leaves_the_others_of_its_connection_alone() -> None:
    def answer(heard: Heard) -> bytes | None:
        return None if "x-never" in heard.headers else b"{}"

    async def story(service: Service) -> None:
        async with client_of(service) as client:
            await client.things.get()
            for _ in range(3):
                with anyio.move_on_after(0.1) as scope:
                    await client.things.get(extra_headers={"X-Never": "1"})
                assert scope.cancelled_caught
            await asyncio.gather(*[client.things.get() for _ in range(10)])

    with both_versions(answer) as service:
        asyncio.run(story(service))
    assert service.accepted == 1


def test_the_logs_below_do_not_show_the_credential(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def story(service: Service) -> None:
        async with client_of(service) as client:
            await client.things.get()

    with both_versions() as service:
        asyncio.run(story(service))
    # The service shows what it received: it lives in this process, too.
    logged = [record for record in caplog.records if record.thread == threading.get_ident()]
    assert any(record.name == "httpcore2.http2" for record in logged)
    texts = "".join(record.getMessage() for record in logged)
    assert KEY not in texts
    assert repr(huffman(KEY.encode()))[2:-1] not in texts


def test_without_our_clients_the_logs_below_are_complete(caplog: pytest.LogCaptureFixture) -> None:
    clear_logs_below()
    caplog.set_level(logging.DEBUG)
    Context().run(Encoder().encode, [("name", "value")])
    assert "value" in caplog.text
