"""A fake served over HTTP on the loopback interface, and the command line that does so.

For programs that cannot be handed a transport: other languages, curl, end-to-end tests. Only 127.0.0.1 is listened on,
and nothing about a request is ever printed, since a query or a header may hold a credential.
"""

from __future__ import annotations

import argparse
import errno
import os
import signal
import socket
import socketserver
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from .fake import BODILESS_STATUSES, FakeRequest, FakeResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from types import FrameType

    from .fake import Fake

_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class LoopbackServer:
    """Where a fake is being served."""

    port: int
    base_path: str = ""

    @property
    def base_url(self) -> str:
        """Address for the `base_url` of a client, for example `http://127.0.0.1:43117/v1`."""
        return f"{self.url}{self.base_path}"

    @property
    def url(self) -> str:
        """Address of the server without a slash at the end, for example `http://127.0.0.1:43117`."""
        return f"http://{_HOST}:{self.port}"


@contextmanager
def serve(
    respond: Callable[[FakeRequest], FakeResponse], port: int = 0, base_path: str = ""
) -> Generator[LoopbackServer, None, None]:
    """Serve `respond` over HTTP/1.1 on 127.0.0.1, called from several threads at once, as `Fake.serve` says."""
    connections = _Connections()
    server = _Server((_HOST, port), partial(_Handler, respond, connections))
    # The interval bounds how long leaving the context takes.
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield LoopbackServer(int(server.server_address[1]), base_path)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        connections.close()


class _Server(ThreadingHTTPServer):
    # Elsewhere than on POSIX, and with SO_REUSEPORT, reuse lets two servers share a port that is in use.
    allow_reuse_address = os.name == "posix"
    allow_reuse_port = False
    daemon_threads = True
    request_queue_size = 128

    def server_bind(self) -> None:
        # The inherited method looks the host's full name up, which can take seconds where DNS is slow.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = _HOST, int(self.server_address[1])

    def handle_error(self, *_: object, **__: object) -> None:
        failure = sys.exc_info()[0]
        # A client that hangs up is no news. Of all else the class alone is told, since a text may hold a credential.
        if failure is not None and not issubclass(failure, OSError):
            print(f"The fake itself failed: {failure.__name__}", file=sys.stderr)


class _Connections:
    """The open connections, so that leaving the context also ends those that are kept alive."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._threads: dict[socket.socket, threading.Thread] = {}
        self._closed = False

    def add(self, connection: socket.socket) -> None:
        with self._lock:
            self._threads[connection] = threading.current_thread()
            if self._closed:
                _hang_up(connection)

    def discard(self, connection: socket.socket) -> None:
        with self._lock:
            self._threads.pop(connection, None)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            threads = list(self._threads.values())
            for connection in self._threads:
                _hang_up(connection)
        for thread in threads:
            thread.join(timeout=5)


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        # The peer was quicker.
        return


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "fake"
    sys_version = ""
    # Head and body are written apart; Nagle's algorithm would hold the body back until the head is acknowledged.
    disable_nagle_algorithm = True

    def __init__(
        self,
        respond: Callable[[FakeRequest], FakeResponse],
        connections: _Connections,
        request: socket.socket,
        client_address: tuple[str, int],
        server: socketserver.BaseServer,
    ) -> None:
        self._respond = respond
        self._connections = connections
        super().__init__(request, client_address, server)

    def setup(self) -> None:
        super().setup()
        self._connections.add(self.connection)

    def finish(self) -> None:
        self._connections.discard(self.connection)
        super().finish()

    def parse_request(self) -> bool:
        if not super().parse_request():
            return False
        # The inherited dispatch answers 501 to a method it finds no attribute for; a fake answers every method.
        setattr(self, f"do_{self.command}", self._answer)
        return True

    def _answer(self) -> None:
        try:
            body = self._read_body()
        except ValueError:
            self.close_connection = True
            self.send_error(400)
            return
        path, _, query = self.path.partition("?")
        headers: dict[str, str] = {}
        for name, value in self.headers.items():
            name = name.lower()
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        # Sent when the fake fails: the client gets an answer, and the failure goes on to end the connection.
        answer = FakeResponse(500, b"The fake itself failed.", {"Connection": "close"})
        try:
            answer = self._respond(FakeRequest(self.command, path, query, headers, body))
        finally:
            self._send(answer)

    def _send(self, answer: FakeResponse) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in BODILESS_STATUSES:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def _read_body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return b"".join(self._chunks())
        length = int(self.headers.get("Content-Length", "0"))
        if length < 0:
            raise ValueError("negative Content-Length")
        return self.rfile.read(length)

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            yield self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            # Trailers tell a fake nothing.
            continue

    def send_error(self, code: int, *_: object, **__: object) -> None:
        # The inherited texts quote the request line, and with it the query.
        super().send_error(code)

    def log_message(self, *_: object, **__: object) -> None:
        """Print nothing: the inherited line shows the query."""


def main(factory: type[Fake], argv: Sequence[str] | None = None) -> int:
    """Run a fake from the command line until Ctrl-C or SIGTERM; return 0 as the exit status.

    The first line printed is the address alone, for scripts to read; what follows is for people. Bad arguments and a
    port that cannot be had end the process with status 2.
    """
    parser = _parser(factory)
    options = parser.parse_args(argv)
    fake = factory.for_command_line(key=options.key, empty=options.empty)
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    # Installed before the address is printed: whoever reads it may end the process at once.
    previous = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with fake.serve(options.port) as server:
            # One write, so that a script which stops reading after the first line breaks no later one.
            print(f"{server.url}\n{_advice(fake, server, options)}", flush=True)
            # With a timeout, because waiting without one does not let Ctrl-C through on Windows.
            while not stop.wait(timeout=1):
                continue
    except OSError as error:
        parser.error(port_advice(error, options.port))
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    return 0


def _parser(factory: type[Fake]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=_program(),
        description=f"Serve a fake of the {factory.title} on {_HOST}, to try programs on without an account. "
        "It starts with sample data, keeps its state in memory and forgets it at the end. "
        "The first line printed is its address.",
        epilog="Ctrl-C ends it.",
    )
    parser.add_argument(
        "--port",
        type=port_number,
        default=0,
        metavar="N",
        help="port to listen on, 0 to 65535; 0 takes a free one (default: 0)",
    )
    parser.add_argument(
        "--key",
        type=_key,
        metavar="KEY",
        help=f"the only {factory.credential} to accept (default: any that is not blank)",
    )
    parser.add_argument("--empty", action="store_true", help="start without the sample data")
    return parser


def _program() -> str | None:
    spec = getattr(sys.modules["__main__"], "__spec__", None)
    return None if spec is None else f"python -m {str(spec.name).removesuffix('.__main__')}"


def port_number(text: str) -> int:
    """Read an argument of a command that is a port."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("must be a whole number between 0 and 65535")
    return int(text)


def _key(text: str) -> str:
    if not text or text != text.strip():
        raise argparse.ArgumentTypeError("must not be blank, nor have blanks around it")
    return text


def _advice(fake: Fake, server: LoopbackServer, options: argparse.Namespace) -> str:
    data = "no data yet" if options.empty else "sample data"
    accepted = (
        f"any {fake.credential} that is not blank is accepted"
        if options.key is None
        else f"put the {fake.credential} given with --key in place of YOUR_KEY"
    )
    return (
        f"Fake {fake.title} with {data}; {accepted}. Ctrl-C ends it. Try:\n  {fake.example_command(server.url)}\n"
        f'Clients of the package take base_url="{server.base_url}".'
    )


def port_advice(error: OSError, port: int) -> str:
    """Say why a port cannot be had, and what to do."""
    reason = "is in use by another program" if error.errno == errno.EADDRINUSE else f"cannot be had ({error.strerror})"
    return f"port {port} {reason}; choose another one, or --port 0 for any free one"
