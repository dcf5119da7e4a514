"""A call of the sync client ends at its deadline, whatever the network does."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import httpx2
import pytest
from klarify_client._runtime import network
from klarify_client._runtime.credentials import BaseURL
from klarify_client._runtime.transport import call_ends, default_transport

from tests.unit.test_loopback import listening, read_request, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DEADLINE = 0.3
# What a machine under load may add; without a deadline every one of these calls takes 30 seconds.
SOON = 5.0


@pytest.fixture
def begun() -> Iterator[float]:
    """A call that has to be over soon; gives when it began."""
    now = time.monotonic()
    token = call_ends.set(now + DEADLINE)
    yield now
    call_ends.reset(token)


def trickle(head: bytes, drop: bytes) -> Callable[[socket.socket], None]:
    """Answers, and then sends a drop now and then for longer than anybody waits."""

    def send(connection: socket.socket) -> None:
        read_request(connection)
        with contextlib.suppress(OSError):
            connection.sendall(head)
            for _ in range(600):
                time.sleep(0.05)
                connection.sendall(drop)

    return send


def get(url: str, content: bytes | None = None) -> bytes:
    transport = default_transport(BaseURL.parse(url))
    request = httpx2.Request("POST", url, content=content, extensions={"timeout": httpx2.Timeout(30).as_dict()})
    try:
        return transport.handle_request(request).read()
    finally:
        transport.close()


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", b" ", id="body"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", id="chunks"),
        pytest.param(b"HTTP/1.1 200 OK\r\n", b"X-More: yes\r\n", id="headers"),
        pytest.param(b"HTTP/1.1 200 ", b"O", id="status line"),
    ],
)
def test_an_answer_that_trickles_in_ends_with_the_call(begun: float, head: bytes, drop: bytes) -> None:
    with listening(trickle(head, drop)) as (url, _), pytest.raises(httpx2.ReadTimeout):
        get(url)
    assert time.monotonic() - begun < SOON


def test_without_a_deadline_an_answer_may_trickle_in() -> None:
    def send(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n")
        for _ in range(4):
            time.sleep(DEADLINE / 3)
            connection.sendall(b"x")

    with listening(send) as (url, _):
        assert get(url) == b"xxxx"


def test_a_service_that_reads_slowly_is_left_at_the_deadline(begun: float) -> None:
    over = threading.Event()

    def sip(connection: socket.socket) -> None:
        # Enough for every part of the write to go on before its own timeout; all of it takes longer than SOON.
        while not over.wait(0.05):
            connection.recv(2**19)

    with listening(sip) as (url, _):
        try:
            with pytest.raises((httpx2.WriteTimeout, httpx2.ReadTimeout)):
                get(url, bytes(64 * 2**20))
        finally:
            over.set()
    assert time.monotonic() - begun < SOON


def test_nothing_is_sent_once_the_deadline_has_passed(begun: float) -> None:
    call_ends.set(begun)
    with listening(say(b"")) as (url, connections), pytest.raises(httpx2.ConnectTimeout, match="deadline"):
        get(url)
    assert connections == []


def test_all_addresses_of_a_host_share_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    now, tried = [100.0], list[tuple[str, float | None]]()

    def lookup(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"192.0.2.{host}", 443)) for host in range(1, 40)]

    def connect(address: tuple[str, int], timeout: float | None = None, **_: object) -> socket.socket:
        tried.append((address[0], timeout))
        now[0] += 0.25
        raise TimeoutError

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", connect)
    monkeypatch.setattr(network, "time", SimpleNamespace(monotonic=lambda: now[0]))
    token = call_ends.set(101.0)
    try:
        with pytest.raises(httpx2.ConnectTimeout, match="the deadline has passed"):
            get("https://service.example")
    finally:
        call_ends.reset(token)
    assert tried == [("192.0.2.1", 1.0), ("192.0.2.2", 0.75), ("192.0.2.3", 0.5), ("192.0.2.4", 0.25)]


def test_a_host_that_is_not_found_is_no_timeout(begun: float, monkeypatch: pytest.MonkeyPatch) -> None:
    def lookup(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with pytest.raises(httpx2.ConnectError, match="Name or service not known"):
        get("https://service.example")
    assert time.monotonic() - begun < SOON


def test_the_second_address_serves_where_the_first_refuses(begun: float, monkeypatch: pytest.MonkeyPatch) -> None:
    found = socket.getaddrinfo

    def lookup(host: str, port: int, *args: int, **kwargs: int) -> list[object]:
        addresses = ["127.0.0.9", "127.0.0.1"] if host == "localhost" else [host]
        return [entry for address in addresses for entry in found(address, port, *args, **kwargs)]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    with listening(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as (url, _):
        assert get(url.replace("127.0.0.1", "localhost")) == b""
    assert time.monotonic() - begun < SOON
