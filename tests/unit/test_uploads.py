"""Content that is sent as it stands: what is taken, how it is framed, when it is sent again, and what it costs."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import gzip
import io
import os
import socket
import tempfile
import threading
import traceback
import tracemalloc
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import anyio
import httpx2
import pytest
from klarify_client._runtime.content import CHUNK, Upload
from klarify_client._runtime.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    InternalServerError,
    RateLimitError,
)

from tests.unit.scripted import Face, Script
from tests.unit.small_api import AsyncSmall, RateLimit, small

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator

    from tests.unit.conftest import Waits

DATA = b"a;b\n" * 50_000
PASSWORD = "Qx7wSecretHead-and-SecretTailZp4"


def ok() -> httpx2.Response:
    return httpx2.Response(200)


def pieces(data: bytes = DATA, size: int = 7000) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def async_pieces(data: bytes = DATA, size: int = 7000) -> AsyncIterator[bytes]:
    for piece in pieces(data, size):
        await asyncio.sleep(0)
        yield piece


class Wire(httpx2.MockTransport):
    """A service that takes the body piece by piece, as a connection does, and keeps what it was sent."""

    def __init__(self, *outcomes: httpx2.Response | Exception, after: int | None = None) -> None:
        super().__init__(lambda _: ok())
        self._outcomes = [*outcomes]
        self._after = after
        self.bodies: list[bytes] = []
        self.headers: list[httpx2.Headers] = []
        self.largest = 0

    def _outcome(self) -> httpx2.Response:
        outcome = self._outcomes.pop(0) if self._outcomes else ok()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._begin(request)
        assert isinstance(request.stream, httpx2.SyncByteStream)
        if self._after != 0:
            for piece in request.stream:
                if self._take(piece):
                    break
        return self._outcome()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self._begin(request)
        assert isinstance(request.stream, httpx2.AsyncByteStream)
        if self._after != 0:
            async for piece in request.stream:
                if self._take(piece):
                    break
        return self._outcome()

    def _begin(self, request: httpx2.Request) -> None:
        self.headers.append(request.headers)
        self.bodies.append(b"")

    def _take(self, piece: bytes) -> bool:
        self.bodies[-1] += piece
        self.largest = max(self.largest, len(piece))
        return self._after is not None and len(self.bodies[-1]) >= self._after


class Source(io.RawIOBase):
    """A file that can be read once only, like a pipe."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._inner.readinto(buffer)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data.csv"
    path.write_bytes(DATA)
    return path


@pytest.fixture
def opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        yield file


CONTENTS: dict[str, Callable[[Path], Any]] = {
    "bytes": lambda _: DATA,
    "bytearray": lambda _: bytearray(DATA),
    "memoryview": lambda _: memoryview(DATA),
    "path": lambda path: path,
    "file": lambda path: io.BytesIO(path.read_bytes()),
    "list": lambda _: [*pieces()],
    "tuple": lambda _: (*pieces(),),
}
ONCE: dict[str, Callable[[Path], Any]] = {
    "iterator": lambda _: pieces(),
    "iterable": lambda _: dict.fromkeys([DATA]).keys(),
    "pipe": lambda _: Source(DATA),
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_content_whose_length_is_known_tells_it(face: Face, path: Path, content: Callable[[Path], Any]) -> None:
    face.wait(small(face, wire := Wire()).things.upload(content(path)))
    assert wire.bodies == [DATA]
    assert wire.headers[0]["content-length"] == str(len(DATA))
    assert "transfer-encoding" not in wire.headers[0]
    assert wire.largest <= CHUNK


@pytest.mark.parametrize("content", ONCE.values(), ids=ONCE)
def test_content_whose_length_is_not_known_is_sent_in_chunks(
    face: Face, path: Path, content: Callable[[Path], Any]
) -> None:
    face.wait(small(face, wire := Wire()).things.upload(content(path)))
    assert wire.bodies == [DATA]
    assert wire.headers[0]["transfer-encoding"] == "chunked"
    assert "content-length" not in wire.headers[0]


@pytest.mark.parametrize("content", [b"", [], [b""], io.BytesIO()])
def test_nothing_at_all_can_be_uploaded(face: Face, content: Any) -> None:
    face.wait(small(face, wire := Wire()).things.upload(content))
    assert wire.bodies == [b""]
    assert wire.headers[0]["content-length"] == "0"


def test_an_empty_iterator_and_empty_pieces_are_fine(face: Face) -> None:
    client = small(face, wire := Wire())
    face.wait(client.things.upload(iter([])))
    face.wait(client.things.upload(iter([b"", b"x", b"", b"y", b""])))
    assert wire.bodies == [b"", b"xy"]


def test_an_asynchronous_iterable_needs_the_async_client(face: Face) -> None:
    client = small(face, wire := Wire())
    if face.asynchronous:
        face.wait(client.things.upload(async_pieces()))
        assert wire.bodies == [DATA]
        assert wire.headers[0]["transfer-encoding"] == "chunked"
    else:
        with pytest.raises(TypeError, match="needs the async client"):
            client.things.upload(async_pieces())
        assert wire.bodies == []


def test_an_anyio_file_can_be_uploaded_if_it_is_binary(path: Path) -> None:
    async def run() -> list[bytes]:
        async with await anyio.open_file(path, "rb") as file, AsyncSmall(api_key="k", transport=(wire := Wire())) as it:
            await it.things.upload(file)
            async with await anyio.open_file(path) as text:
                with pytest.raises(TypeError, match="expected pieces of bytes, got str"):
                    await it.things.upload(text)
        return wire.bodies

    assert asyncio.run(run()) == [DATA, b""]


def test_the_content_type_can_be_chosen(face: Face) -> None:
    client = small(face, wire := Wire())
    face.wait(client.things.upload(b"x"))
    face.wait(client.things.upload(b"x", "text/csv"))
    face.wait(client.things.upload(b"x", "text/csv; charset=utf-8"))
    face.wait(client.things.upload(b"x", "application/vnd.ms-excel", extra_headers={"X-Own": "1"}))
    assert [headers["content-type"] for headers in wire.headers] == [
        "application/octet-stream",
        "text/csv",
        "text/csv; charset=utf-8",
        "application/vnd.ms-excel",
    ]
    assert wire.headers[-1]["x-own"] == "1"
    assert wire.headers[0]["accept"] == "application/json"


@pytest.mark.parametrize("value", ["", "csv", "text/", "text/csv\r\nX: 1", "text csv/x", "text/csv; a=ä"])
def test_a_content_type_that_is_none_is_refused(face: Face, value: str) -> None:
    with pytest.raises(ValueError, match="content_type"):
        face.wait(small(face, Script()).things.upload(b"x", value))


@pytest.mark.parametrize("value", [None, 7, b"text/csv"])
def test_a_content_type_of_another_type_is_refused(face: Face, value: Any) -> None:
    with pytest.raises(TypeError, match="content_type: expected str"):
        face.wait(small(face, Script()).things.upload(b"x", value))


@pytest.mark.parametrize("value", ["data.csv", "", "a;b\n1;2\n"])
def test_text_is_refused(face: Face, value: str) -> None:
    with pytest.raises(TypeError, match=r"Path\(\.\.\.\).*encode\(\)"):
        face.wait(small(face, Script()).things.upload(value))


@pytest.mark.parametrize("value", [None, 7, 1.5, True, {"a": b"b"}, {b"a": b"b"}, object()])
def test_what_is_no_content_is_refused(face: Face, value: Any) -> None:
    with pytest.raises(TypeError, match="content: expected bytes, a path, a file opened in binary mode or an iterable"):
        face.wait(small(face, Script()).things.upload(value))


@pytest.mark.parametrize("value", [["text"], [1, 2], range(3), [b"x", None]])
def test_a_list_of_anything_but_bytes_is_refused(face: Face, value: Any) -> None:
    with pytest.raises(TypeError, match="expected pieces of bytes, got"):
        face.wait(small(face, Script()).things.upload(value))


def test_a_file_opened_for_text_is_refused(face: Face, path: Path) -> None:
    client = small(face, Script())
    with path.open() as text, tempfile.NamedTemporaryFile("w+") as named, io.StringIO("x") as memory:
        for file in (text, named, memory):
            with pytest.raises(TypeError, match="binary mode"):
                face.wait(client.things.upload(file))


def test_a_file_that_gives_something_else_is_refused(face: Face) -> None:
    class Odd:
        def read(self, _: int) -> Any:
            return "text"

    with pytest.raises(TypeError, match="expected a file that gives bytes, got str"):
        face.wait(small(face, Script()).things.upload(Odd()))


def test_a_file_that_cannot_be_read_fails_before_anything_is_sent(face: Face, path: Path, tmp_path: Path) -> None:
    client = small(face, wire := Wire())
    with pytest.raises(FileNotFoundError, match=r"missing\.csv"):
        face.wait(client.things.upload(tmp_path / "missing.csv"))
    with pytest.raises(IsADirectoryError):
        face.wait(client.things.upload(tmp_path))
    with path.open("ab") as file, pytest.raises(io.UnsupportedOperation):
        face.wait(client.things.upload(file))
    closed = path.open("rb")
    closed.close()
    with pytest.raises(ValueError, match="closed file"):
        face.wait(client.things.upload(closed))
    assert wire.bodies == []


def test_a_file_is_sent_from_its_position(face: Face, opened: IO[bytes]) -> None:
    opened.seek(100_000)
    face.wait(small(face, wire := Wire()).things.upload(opened))
    assert wire.bodies == [DATA[100_000:]]
    assert not opened.closed
    assert opened.tell() == len(DATA)


def test_a_file_behind_its_end_is_empty(face: Face, opened: IO[bytes]) -> None:
    opened.seek(len(DATA) + 10)
    face.wait(small(face, wire := Wire()).things.upload(opened))
    assert wire.headers[0]["content-length"] == "0"


def test_other_kinds_of_files_work(face: Face, tmp_path: Path) -> None:
    packed = tmp_path / "data.gz"
    packed.write_bytes(gzip.compress(DATA))
    client = small(face, wire := Wire())
    with gzip.open(packed, "rb") as zipped, tempfile.SpooledTemporaryFile() as spooled:
        spooled.write(DATA)
        spooled.seek(0)
        face.wait(client.things.upload(zipped))
        face.wait(client.things.upload(spooled))
    assert wire.bodies == [DATA, DATA]


def test_a_named_pipe_is_read_once(face: Face, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(DATA,))
    writer.start()
    face.wait(small(face, wire := Wire()).things.upload(pipe))
    writer.join()
    assert wire.bodies == [DATA]
    assert wire.headers[0]["transfer-encoding"] == "chunked"


@pytest.mark.parametrize("failure", [httpx2.Response(503), httpx2.ReadTimeout("slow"), httpx2.WriteError("broken")])
@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("after", [0, 1, None])
def test_content_that_is_still_there_is_sent_again_whole(
    face: Face,
    waits: Waits,
    path: Path,
    failure: httpx2.Response | Exception,
    content: Callable[[Path], Any],
    after: int | None,
) -> None:
    class Recovering(Wire):
        def _outcome(self) -> httpx2.Response:
            self._after = None
            return super()._outcome()

    wire = Recovering(failure, after=after)
    face.wait(small(face, wire).things.upload(content(path)))
    assert len(wire.bodies) == 2
    assert wire.bodies[1] == DATA
    assert len(waits) == 1


def test_a_file_is_sent_again_from_where_it_was(face: Face, waits: Waits, opened: IO[bytes]) -> None:
    opened.seek(10)
    face.wait(small(face, wire := Wire(httpx2.Response(503))).things.upload(opened))
    assert wire.bodies == [DATA[10:]] * 2
    assert len(waits) == 1


ALL_ONCE: dict[str, Callable[[Path], Any]] = {**ONCE, "async iterator": lambda _: async_pieces()}


@pytest.mark.parametrize("content", ALL_ONCE)
def test_content_that_is_used_up_is_not_sent_again(face: Face, waits: Waits, path: Path, content: str) -> None:
    if content == "async iterator" and not face.asynchronous:
        return
    for failure in (httpx2.ReadTimeout("slow"), httpx2.WriteError("broken"), httpx2.ConnectError("odd")):
        client = small(face, wire := Wire(failure))
        with pytest.raises(APIConnectionError, match="used up; pass bytes, a path or a seekable file") as caught:
            face.wait(client.things.upload(ALL_ONCE[content](path)))
        assert caught.value.attempts == len(wire.bodies) == 1
    for status in (503, 429):
        client = small(face, wire := Wire(httpx2.Response(status)))
        with pytest.raises(APIStatusError, match="used up; pass bytes, a path or a seekable file"):
            face.wait(client.things.upload(ALL_ONCE[content](path)))
        assert len(wire.bodies) == 1
    assert waits == []


@pytest.mark.parametrize("content", ALL_ONCE)
def test_an_iterator_that_nobody_touched_is_sent_again(face: Face, waits: Waits, path: Path, content: str) -> None:
    if content == "async iterator" and not face.asynchronous:
        return

    class Refusing(Wire):
        def _outcome(self) -> httpx2.Response:
            self._after = None
            return super()._outcome()

    wire = Refusing(httpx2.ConnectError("refused"), after=0)
    face.wait(small(face, wire).things.upload(ALL_ONCE[content](path)))
    assert wire.bodies == [b"", DATA]
    assert len(waits) == 1


def test_an_upload_that_is_not_idempotent_is_sent_again_only_if_it_was_refused_as_too_much(
    face: Face, waits: Waits
) -> None:
    client = small(face, Wire(httpx2.Response(503)))
    with pytest.raises(InternalServerError, match="POST may have been carried out"):
        face.wait(client.things.add(b"x"))
    client = small(face, Wire(httpx2.ReadTimeout("slow")))
    with pytest.raises(APITimeoutError, match="POST may have been carried out"):
        face.wait(client.things.add(iter([b"x"])))
    assert waits == []
    face.wait(small(face, wire := Wire(httpx2.Response(429))).things.add(b"x"))
    assert wire.bodies == [b"x", b"x"]
    with pytest.raises(RateLimitError, match="used up"):
        face.wait(small(face, Wire(httpx2.Response(429))).things.add(iter([b"x"])))
    assert len(waits) == 1


def test_a_refused_upload_says_what_the_service_said(face: Face) -> None:
    client = small(face, Wire(httpx2.Response(400, json={"message": "no such column"}), after=10))
    with pytest.raises(APIStatusError, match="no such column"):
        face.wait(client.things.upload(iter([b"x" * 10, b"y"])))


class Trouble(Exception):  # noqa: N818 - a name of the user's
    """What a user's own iterator raises."""


def failing(after: int) -> Iterator[bytes]:
    for _ in range(after):
        yield b"x" * 1000
    raise Trouble("the source dried up")


async def async_failing(after: int) -> AsyncIterator[bytes]:
    for _ in range(after):
        yield b"x" * 1000
    raise Trouble("the source dried up")


class FailingFile(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        if self.tell() > 100_000:
            raise OSError(errno.EIO, "the disk is gone")
        return super().read(size)


def causes(error: BaseException) -> list[BaseException]:
    chain = [error]
    while following := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(following)
    return chain


def assert_clean(error: BaseException) -> None:
    """No other error is attached, and nothing in the frames shows the credential."""
    assert causes(error) == [error]
    trace = error.__traceback__
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert "SecretHead" not in "".join(shown.format())
    while trace is not None:
        names = trace.tb_frame.f_code.co_filename
        assert "httpcore2" not in names
        assert f"{os.sep}h11{os.sep}" not in names
        trace = trace.tb_next


@pytest.mark.parametrize("after", [0, 1, 50])
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_what_an_iterator_raises_reaches_the_caller(face: Face, waits: Waits, kind: str, after: int) -> None:
    if kind == "async" and not face.asynchronous:
        return
    client = small(face, wire := Wire(), email="ann@example.com", password=PASSWORD)
    content = failing(after) if kind == "sync" else async_failing(after)
    with pytest.raises(Trouble, match="dried up") as caught:
        face.wait(client.things.upload(content))
    assert_clean(caught.value)
    assert len(wire.bodies) == 1
    assert waits == []


def test_what_a_file_raises_reaches_the_caller(face: Face, waits: Waits) -> None:
    client = small(face, wire := Wire())
    with pytest.raises(OSError, match="the disk is gone") as caught:
        face.wait(client.things.upload(FailingFile(DATA)))
    assert caught.value.errno == errno.EIO
    assert_clean(caught.value)
    assert len(wire.bodies) == 1
    assert waits == []


@pytest.mark.parametrize("piece", ["text", 7, None])
def test_an_iterator_of_something_else_is_refused(face: Face, piece: Any) -> None:
    with pytest.raises(TypeError, match="expected pieces of bytes, got") as caught:
        face.wait(small(face, Wire()).things.upload(iter([b"x", piece])))
    assert_clean(caught.value)


class Shrinking(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        return b"" if self.tell() > 100_000 else super().read(size)


def test_a_file_that_became_shorter_is_an_error_and_not_a_short_upload(face: Face) -> None:
    with pytest.raises(OSError, match="became shorter while it was sent"):
        face.wait(small(face, Wire()).things.upload(Shrinking(DATA)))


def test_a_file_that_became_longer_is_sent_as_long_as_it_was(face: Face, path: Path) -> None:
    class Growing(Wire):
        def _take(self, piece: bytes) -> bool:
            with path.open("ab") as file:
                file.write(b"more")
            return super()._take(piece)

    face.wait(small(face, wire := Growing()).things.upload(path))
    assert wire.bodies == [DATA]


def test_a_file_that_is_gone_before_a_repetition_is_an_error(face: Face, waits: Waits, path: Path) -> None:
    class Removing(Wire):
        def _outcome(self) -> httpx2.Response:
            path.unlink()
            return httpx2.Response(503)

    with pytest.raises(FileNotFoundError):
        face.wait(small(face, Removing()).things.upload(path))
    assert len(waits) == 1


def open_files(path: Path) -> int:
    return sum(os.path.realpath(link) == str(path) for link in Path("/proc/self/fd").iterdir())


@pytest.mark.parametrize(
    "outcomes", [[], [httpx2.Response(503)], [httpx2.ReadTimeout("slow")], [httpx2.Response(400)], [MemoryError()]]
)
@pytest.mark.parametrize("after", [None, 1])
def test_a_file_that_the_client_opened_is_closed(
    face: Face, waits: Waits, path: Path, outcomes: list[Any], after: int | None
) -> None:
    gc.disable()
    try:
        with contextlib.suppress(APIStatusError, MemoryError):
            face.wait(small(face, Wire(*outcomes, after=after)).things.upload(path))
        assert open_files(path) == 0
    finally:
        gc.enable()
    assert len(waits) <= 1


def test_a_file_is_read_off_the_event_loop(path: Path) -> None:
    threads: set[int] = set()

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if size:
                threads.add(threading.get_ident())
            return super().read(size)

    async def run() -> None:
        async with AsyncSmall(api_key="k", transport=Wire()) as client:
            await client.things.upload(Watched(DATA))

    asyncio.run(run())
    assert threads
    assert threading.get_ident() not in threads
    assert path.exists()


def test_an_upload_shows_nothing_of_its_content() -> None:
    assert repr(Upload.of(b"secret")) == "<Upload of bytes>"


def test_every_attempt_of_an_upload_takes_a_turn(face: Face, waits: Waits) -> None:
    wire = Wire(httpx2.Response(503, headers={"Retry-After": "4"}))
    face.wait(small(face, wire, rate_limit=RateLimit(0.1)).things.upload(b"x"))
    assert waits == [4.0, 6.0]


# Over real connections.


class Sink:
    """A server that takes bodies of any length without keeping them."""

    def __init__(self, hang_up_after: int | None = None) -> None:
        self.received = 0
        self.checksum = 0
        self.whole = 0
        self.connections = 0
        self._hang_up_after = hang_up_after
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection, connection.makefile("rb", 1 << 18) as stream:
            while self._request(stream):
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    def _request(self, stream: Any) -> bool:
        headers: dict[bytes, bytes] = {}
        if not stream.readline():
            return False
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip()
        if b"content-length" in headers:
            return self._take(stream, int(headers[b"content-length"]))
        while length := int(stream.readline() or b"-1", 16):
            if length < 0 or not self._take(stream, length):
                return False
            stream.readline()
        stream.readline()
        self.whole += 1
        return True

    def _take(self, stream: Any, length: int) -> bool:
        left = length
        while left:
            piece = stream.read(min(left, 1 << 18))
            if not piece:
                return False
            left -= len(piece)
            self.received += len(piece)
            self.checksum = zlib.crc32(piece, self.checksum)
            if self._hang_up_after is not None and self.received >= self._hang_up_after:
                return False
        return True

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def sink() -> Generator[Sink]:
    sink = Sink()
    yield sink
    sink.close()


MEGABYTES = 64


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A large file and its checksum."""
    path = tmp_path_factory.mktemp("large") / "data.bin"
    checksum = 0
    with path.open("wb") as file:
        for number in range(MEGABYTES):
            piece = number.to_bytes(4) * (1 << 18)
            file.write(piece)
            checksum = zlib.crc32(piece, checksum)
    return path, checksum


def large_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(100_000):
            yield piece


async def async_large_pieces(path: Path) -> AsyncIterator[bytes]:
    for piece in large_pieces(path):
        yield piece


@pytest.mark.parametrize("kind", ["path", "file", "iterator", "async iterator"])
def test_a_large_upload_needs_little_memory(face: Face, sink: Sink, large: tuple[Path, int], kind: str) -> None:
    path, checksum = large
    if kind == "async iterator" and not face.asynchronous:
        return
    client = small(face, None, base_url=sink.url)
    face.wait(client.things.upload(b"to load what is loaded with the first call"))
    sink.received, sink.checksum = 0, 0
    with path.open("rb") as file:
        contents = {
            "path": path,
            "file": file,
            "iterator": large_pieces(path),
            "async iterator": async_large_pieces(path),
        }
        tracemalloc.start()
        try:
            face.wait(client.things.upload(contents[kind]))
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    face.wait(client.close())
    assert sink.received == MEGABYTES << 20
    assert sink.checksum == checksum
    assert most < 4 << 20


def test_what_an_iterator_raises_closes_the_connection(face: Face, sink: Sink) -> None:
    client = small(face, None, base_url=sink.url, email="ann@example.com", password=PASSWORD)
    with pytest.raises(Trouble) as caught:
        face.wait(client.things.upload(failing(20)))
    assert_clean(caught.value)
    face.wait(client.things.upload(iter([b"x"])))
    face.wait(client.close())
    assert sink.connections == 2
    assert sink.whole == 1


def test_the_callers_own_client_serves_uploads_as_well(face: Face, waits: Waits, sink: Sink, path: Path) -> None:
    own: Any = httpx2.AsyncClient() if face.asynchronous else httpx2.Client()
    client = small(face, None, base_url=sink.url, http_client=own, email="ann@example.com", password=PASSWORD)
    face.wait(client.things.upload(path))
    face.wait(client.things.upload(pieces()))
    with pytest.raises(Trouble) as caught:
        face.wait(client.things.upload(failing(20)))
    assert_clean(caught.value)
    assert sink.received >= 2 * len(DATA)
    assert waits == []
    face.close(own)


def test_a_connection_that_breaks_during_an_upload(face: Face, waits: Waits, path: Path) -> None:
    sink = Sink(hang_up_after=70_000)
    client = small(face, None, base_url=sink.url, max_retries=2)
    with pytest.raises(APIConnectionError, match="3 attempts"):
        face.wait(client.things.upload(path))
    assert sink.connections == 3
    with pytest.raises(APIConnectionError, match="used up"):
        face.wait(client.things.upload(pieces(DATA * 20)))
    face.wait(client.close())
    sink.close()
    assert len(waits) == 2
    assert open_files(path) == 0


def test_a_task_that_is_cancelled_during_an_upload_closes_the_file(path: Path) -> None:
    async def run() -> int:
        started = asyncio.Event()

        class Stuck(Wire):
            async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
                assert isinstance(request.stream, httpx2.AsyncByteStream)
                async for _ in request.stream:
                    started.set()
                    await asyncio.Event().wait()
                raise AssertionError

        async with AsyncSmall(api_key="k", transport=Stuck()) as client:
            task = asyncio.create_task(client.things.upload(path))
            await started.wait()
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            return open_files(path)

    assert asyncio.run(run()) == 0
