"""A server on this machine that misbehaves by script: bytes are what it sends, and to the byte when it hangs up."""

from __future__ import annotations

import contextlib
import itertools
import socket
import struct
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

PATIENCE = 10.0
"""Seconds after which a client that still holds a connection has leaked it."""

ENOUGH = 200_000_000
"""Bytes after which an answer without end has shown that nobody stops it."""

REQUEST_ID = "req-0123"

Reply: TypeAlias = "Callable[[Line], None]"


@dataclass(frozen=True, slots=True)
class Line:
    """One connection, with the request to answer.

    Attributes:
        request: Head and body as they arrived.
    """

    request: bytes
    _socket: socket.socket
    _over: threading.Event

    def send(self, data: bytes) -> None:
        """Send at once."""
        self._socket.sendall(data)

    def drip(self, data: Iterable[bytes], pause: float) -> None:
        """Send piece by piece, with a pause in seconds after each, for as long as the client listens."""
        for piece in data:
            self.send(piece)
            if self._over.wait(pause):
                return

    def end(self) -> None:
        """Send no more; what the client does is still seen."""
        self._socket.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Tear the connection down: the client reads what was sent, then ECONNRESET."""
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()


@dataclass(slots=True)
class Misbehaving:
    """What the server saw.

    Attributes:
        url: Its address.
        requests: Every request, head and body.
        connections: How many were opened.
    """

    url: str
    replies: list[Reply]
    requests: list[bytes] = field(default_factory=list[bytes])
    connections: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: dict[socket.socket, threading.Thread] = field(default_factory=dict[socket.socket, threading.Thread])

    @property
    def sent(self) -> int:
        """How many requests arrived."""
        return len(self.requests)

    def accept(self, server: socket.socket) -> None:
        """Serve every connection in a thread of its own, until the server is shut down."""
        with contextlib.suppress(OSError):
            while True:
                connection, _ = server.accept()
                self.connections += 1
                thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
                with self._lock:
                    self._open[connection] = thread
                thread.start()

    def _serve(self, connection: socket.socket) -> None:
        # A client that hangs up, or a reply that does, ends it.
        with contextlib.suppress(OSError), connection:
            while request := _read_request(connection):
                with self._lock:
                    reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
                    self.requests.append(request)
                reply(Line(request, connection, self._over))
        with self._lock:
            del self._open[connection]

    def join(self) -> None:
        """Wait until the client has closed every connection.

        Raises:
            AssertionError: It has not.
        """
        with self._lock:
            threads = [*self._open.values()]
        for thread in threads:
            thread.join(PATIENCE)
        with self._lock:
            left = [*self._open]
        self._over.set()
        for connection in left:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
        assert not left, f"the client holds {len(left)} connections"


def _read_request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += (piece := connection.recv(65536))
        if not piece:
            return b""
    head, _, body = received.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:])
    missing = int(fields.get(b"content-length", b"0")) - len(body)
    while missing > 0:
        received += (piece := connection.recv(missing))
        if not piece:
            return b""
        missing -= len(piece)
    return received


@contextlib.contextmanager
def misbehaving(*replies: Reply) -> Generator[Misbehaving]:
    """Serve on a free port of 127.0.0.1: to each request the next reply, and to all further ones the last.

    Leaving waits until the client has closed its connections, and fails if it does not.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Misbehaving(f"http://127.0.0.1:{listener.getsockname()[1]}", [*replies])
        thread = threading.Thread(target=server.accept, args=(listener,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
            server.join()


def head(status: str = "200 OK", *lines: str) -> bytes:
    """The head of an answer, with the service's name for the request."""
    return "\r\n".join([f"HTTP/1.1 {status}", f"X-Request-Id: {REQUEST_ID}", *lines, "", ""]).encode("latin-1")


def answer(body: bytes, status: str = "200 OK", *lines: str, content_type: str = "application/json") -> bytes:
    """A whole answer with a Content-Length."""
    return head(status, f"Content-Type: {content_type}", f"Content-Length: {len(body)}", *lines) + body


def chunked(body: bytes, *lines: str, size: int = 16) -> bytes:
    """A whole answer in chunks."""
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    framed = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return (
        head("200 OK", "Content-Type: application/json", "Transfer-Encoding: chunked", *lines) + framed + b"0\r\n\r\n"
    )


def says(data: bytes) -> Reply:
    """Answer, and wait for the next request."""
    return lambda line: line.send(data)


def ends_after(data: bytes) -> Reply:
    """Answer and hang up."""

    def reply(line: Line) -> None:
        line.send(data)
        line.end()

    return reply


def resets_after(data: bytes) -> Reply:
    """Answer and tear the connection down."""

    def reply(line: Line) -> None:
        line.send(data)
        line.reset()

    return reply


def drips(data: Iterable[bytes], pause: float) -> Reply:
    """Answer piece by piece."""
    return lambda line: line.drip(data, pause)


def endless(first: bytes, piece: bytes, pause: float) -> Reply:
    """Begin an answer that does not end, a piece at a time; were nobody to stop it, it would after all."""
    times = int(PATIENCE / pause) if pause else ENOUGH // len(piece)

    def reply(line: Line) -> None:
        line.drip(itertools.chain([first], itertools.repeat(piece, times)), pause)
        line.end()

    return reply


def silence(_line: Line) -> None:
    """Say nothing, until the client gives up."""
