"""A service on a real socket that tells its connections apart, with TLS where asked for."""

from __future__ import annotations

import contextlib
import itertools
import socket
import ssl
import threading
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

import trustme

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

HOST = "127.0.0.1"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
PATIENCE = 10.0
"""Seconds after which a test that waits for something fails."""


@cache
def authority() -> trustme.CA:
    """Who signs the certificates of the tests; no machine trusts it by itself."""
    return trustme.CA()


@cache
def server_context(*names: str) -> ssl.SSLContext:
    """What a service needs to speak TLS under these names, the local address by default."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with authority().issue_cert(*(names or (HOST,))).private_key_and_cert_chain_pem.tempfile() as path:
        context.load_cert_chain(path)
    return context


def trusting_context() -> ssl.SSLContext:
    """What a client needs to believe the services of the tests."""
    return ssl.create_default_context(cadata=authority().cert_pem.bytes().decode())


@dataclass(frozen=True)
class Heard:
    """A request as it arrived."""

    connection: int
    head: bytes
    body: bytes

    @property
    def line(self) -> str:
        return self.head.partition(b"\r\n")[0].decode()

    @property
    def headers(self) -> dict[str, str]:
        lines = self.head.decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


@dataclass
class Service:
    """What it heard, and which connections were closed by the other side."""

    url: str = ""
    heard: list[Heard] = field(default_factory=list[Heard])
    accepted: int = 0
    closed: list[int] = field(default_factory=list[int])
    over: threading.Event = field(default_factory=threading.Event)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def connections(self) -> list[int]:
        """The connections on which the requests came."""
        return [heard.connection for heard in self.heard]

    def wait_until(self, reached: Callable[[], bool]) -> None:
        """Wait until the service has come so far."""
        with self._changed:
            assert self._changed.wait_for(reached, PATIENCE), (self.connections, self.closed)

    def note(self, change: Callable[[], object]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()


Answer: TypeAlias = "bytes | Iterable[bytes]"
"""What a service says, at once or in pieces; with none it says nothing, for as long as the other side waits."""


def read_message(connection: socket.socket) -> tuple[bytes, bytes]:
    """The head and the body of the next request; both empty at the end of the connection."""
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(65536)
        if not chunk:
            return b"", b""
        received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    length = Heard(0, head, b"").headers.get("content-length", "0")
    while len(body) < int(length):
        body += connection.recv(65536)
    return head, body


@contextlib.contextmanager
def accepting(handle: Callable[[int, socket.socket], None]) -> Generator[int]:
    """Handles every connection in a thread; gives the port. Errors of sockets end a connection and nothing else."""
    held: list[socket.socket] = []
    threads: list[threading.Thread] = []
    with socket.create_server((HOST, 0)) as server:

        def serve(number: int, connection: socket.socket) -> None:
            with contextlib.suppress(OSError):
                handle(number, connection)
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

        def accept() -> None:
            with contextlib.suppress(OSError):
                for number in itertools.count():
                    connection, _ = server.accept()
                    held.append(connection)
                    threads.append(threading.Thread(target=serve, args=(number, connection), daemon=True))
                    threads[-1].start()

        acceptor = threading.Thread(target=accept, daemon=True)
        acceptor.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            acceptor.join()
            for connection in held:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join(PATIENCE)
            for connection in held:
                connection.close()


@contextlib.contextmanager
def serving(
    answer: Callable[[Heard], Answer] = lambda _: OK, *, tls: ssl.SSLContext | None = None, greet: bool = True
) -> Generator[Service]:
    """A service that answers every request as told; ``greet=False`` keeps the first TLS handshake waiting forever."""
    service = Service()

    def handle(number: int, plain: socket.socket) -> None:
        def count() -> None:
            service.accepted += 1

        service.note(count)
        try:
            if tls is None:
                talk(number, plain)
            elif number == 0 and not greet:
                while plain.recv(65536):
                    pass
            else:
                # The plain socket stays open for the shutdown at the end of the test.
                with tls.wrap_socket(plain.dup(), server_side=True) as encrypted:
                    talk(number, encrypted)
        finally:
            service.note(partial(service.closed.append, number))

    def talk(number: int, connection: socket.socket) -> None:
        while True:
            head, body = read_message(connection)
            if not head:
                return
            heard = Heard(number, head, body)
            service.note(partial(service.heard.append, heard))
            said = answer(heard)
            for piece in [said] if isinstance(said, bytes) else said:
                connection.sendall(piece)

    with accepting(handle) as port:
        service.url = f"{'http' if tls is None else 'https'}://{HOST}:{port}"
        try:
            yield service
        finally:
            service.over.set()
