"""Content that is read as it comes: in one piece or many, into a file, and what happens when it breaks off."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gzip
import os
import socket
import stat
import threading
import traceback
import tracemalloc
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest
from klarify_client._runtime import content as content_module
from klarify_client._runtime.content import AsyncDownload, Download
from klarify_client._runtime.errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    NotFoundError,
    PermissionDeniedError,
)

from tests.unit.scripted import Face, Script
from tests.unit.small_api import AsyncSmall, small

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator

    from tests.unit.conftest import Waits

TARGET: Any = vars(content_module)["_Target"]
DATA = "a;b\nä;€\n".encode() * 30_000
PASSWORD = "Qx7wSecretHead-and-SecretTailZp4"


class Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body on its way, piece by piece, that may break off."""

    def __init__(self, data: bytes = DATA, error: Exception | None = None, size: int = 10_000) -> None:
        self._pieces = [data[start : start + size] for start in range(0, len(data), size)]
        self._error = error
        self.given = 0
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self.given += len(piece)
            yield piece
        if self._error is not None:
            raise self._error

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            await asyncio.sleep(0)
            yield piece

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def answer(body: Body | None = None, content_type: str | None = "text/csv; charset=utf-8") -> httpx2.Response:
    headers = {"X-Own": "1"} | ({"Content-Type": content_type} if content_type else {})
    return httpx2.Response(200, headers=headers, stream=body or Body())


def download(face: Face, response: httpx2.Response | None = None, **settings: Any) -> Any:
    client = small(face, Script(response or answer()), **settings)
    return face.wait(client.things.download())


async def _collected(pieces: AsyncIterator[bytes]) -> list[bytes]:
    return [piece async for piece in pieces]


def pieces_of(face: Face, one: Any) -> list[bytes]:
    return face.run(_collected(one)) if face.asynchronous else list(one)


def save(face: Face, one: Any, path: Any) -> int:
    written: int = face.wait(one.save(path))
    return written


def test_the_content_can_be_read(face: Face) -> None:
    one = download(face)
    assert isinstance(one, AsyncDownload if face.asynchronous else Download)
    assert face.wait(one.read()) == DATA
    assert face.wait(one.text()) == DATA.decode()
    assert face.wait(one.read()) == DATA
    assert one.content_type == "text/csv; charset=utf-8"
    assert one.headers["x-own"] == "1"


def test_nothing_of_the_content_is_read_before_it_is_asked_for(face: Face) -> None:
    body = Body()
    one = download(face, answer(body))
    assert (body.given, body.closed) == (0, False)
    face.wait(one.read())
    assert (body.given, body.closed) == (len(DATA), True)


def test_empty_content_is_content(face: Face) -> None:
    one = download(face, answer(Body(b"")))
    assert face.wait(one.read()) == face.wait(one.read()) == b""
    assert face.wait(one.text()) == ""


def test_the_content_can_be_read_piece_by_piece(face: Face) -> None:
    pieces = pieces_of(face, download(face, answer(Body(size=1000))))
    assert b"".join(pieces) == DATA
    assert max(map(len, pieces)) == 1000


def test_any_type_is_asked_for(face: Face) -> None:
    client = small(face, service := Script(answer(), answer()))
    face.wait(client.things.download())
    face.wait(client.things.download(extra_headers={"Accept": "text/csv"}))
    assert [request.headers["accept"] for request in service.requests] == ["*/*", "text/csv"]


@pytest.mark.parametrize(
    ("content_type", "content", "text"),
    [
        ("text/csv", "ä€".encode(), "ä€"),
        ("text/csv; charset=iso-8859-1", "ä".encode("latin-1"), "ä"),
        ("text/csv; charset=UTF-16", "ä€".encode("utf-16"), "ä€"),
        ("text/csv; charset=nonsense", "ä".encode(), "ä"),
        ("text/csv; charset=hex", "ä".encode(), "ä"),
        (None, "ä".encode(), "ä"),
        (None, b"\xff\xfe", "��"),
        ("application/json", b'{"a": 1}', '{"a": 1}'),
    ],
)
def test_text_is_in_the_encoding_that_the_service_tells(
    face: Face, content_type: str | None, content: bytes, text: str
) -> None:
    one = download(face, answer(Body(content), content_type))
    assert face.wait(one.text()) == text
    assert one.content_type == content_type


def test_the_encoding_can_be_chosen(face: Face) -> None:
    one = download(face, answer(Body("ä".encode("latin-1"))))
    assert face.wait(one.text("latin-1")) == "ä"
    assert face.wait(one.text()) == "�"
    with pytest.raises(LookupError):
        face.wait(one.text("nonsense"))


def test_compressed_content_is_unpacked(face: Face) -> None:
    packed = httpx2.Response(200, headers={"Content-Encoding": "gzip"}, stream=Body(gzip.compress(DATA), size=100))
    assert face.wait(download(face, packed).read()) == DATA


TAKEN: dict[str, Callable[[Face, Any, Path], object]] = {
    "pieces": lambda face, one, _: pieces_of(face, one),
    "save": save,
}


@pytest.mark.parametrize("first", TAKEN)
def test_what_was_taken_piece_by_piece_is_gone(face: Face, tmp_path: Path, first: str) -> None:
    one = download(face)
    TAKEN[first](face, one, tmp_path / "first")
    for again in (
        lambda: face.wait(one.read()),
        lambda: face.wait(one.text()),
        lambda: pieces_of(face, one),
        lambda: save(face, one, tmp_path / "again"),
    ):
        with pytest.raises(RuntimeError, match="reading has begun, and the content comes once only"):
            again()
    assert {*names_in(tmp_path)} <= {"first"}


def test_what_was_read_can_be_had_in_every_way(face: Face, tmp_path: Path) -> None:
    one = download(face)
    face.wait(one.read())
    face.wait(one.close())
    for _ in range(2):
        assert b"".join(pieces_of(face, one)) == DATA
        assert save(face, one, tmp_path / "data") == len(DATA)
        assert face.wait(one.text()) == DATA.decode()
    assert (tmp_path / "data").read_bytes() == DATA


def test_a_closed_download_gives_nothing(face: Face, tmp_path: Path) -> None:
    body = Body()
    one = download(face, answer(body))
    face.wait(one.close())
    face.wait(one.close())
    assert body.closed
    for reading in (
        lambda: face.wait(one.read()),
        lambda: pieces_of(face, one),
        lambda: save(face, one, tmp_path / "x"),
    ):
        with pytest.raises(RuntimeError, match="is closed"):
            reading()
    assert [*tmp_path.iterdir()] == []


def test_a_download_closes_itself_at_the_end_of_a_block(face: Face) -> None:
    body = Body()
    one = download(face, answer(body))

    async def run() -> None:
        async with one as it:
            async for _ in it:
                break

    if face.asynchronous:
        face.run(run())
    else:
        with one as it:
            next(iter(it))
    assert body.closed
    assert body.given == 10_000


def test_breaking_out_of_a_loop_frees_the_connection(face: Face) -> None:
    if face.asynchronous:
        return
    body = Body()
    for _ in download(face, answer(body)):
        break
    assert body.closed


def test_a_download_tells_what_it_is(face: Face) -> None:
    one = download(face)
    name = "AsyncDownload" if face.asynchronous else "Download"
    assert repr(one) == f"<{name} of things_download, not read yet>"
    face.wait(one.read())
    assert repr(one) == f"<{name} of things_download, read>"
    other = download(face)
    pieces_of(face, other)
    assert repr(other) == f"<{name} of things_download, begun>"
    closed = download(face)
    face.wait(closed.close())
    assert repr(closed) == f"<{name} of things_download, closed>"


def test_the_whole_answer_is_there_too(face: Face) -> None:
    client = small(face, Script(httpx2.Response(503), answer()))
    raw = face.wait(client.with_raw_response(client.things.download)(max_retries=1, timeout=1.0))
    assert (raw.status_code, raw.attempts, raw.content) == (200, 2, b"")
    assert raw.headers["x-own"] == "1"
    assert face.wait(raw.parsed.read()) == DATA
    assert raw.content == DATA
    assert raw.parsed.raw is raw
    assert raw.text == DATA.decode()


@pytest.fixture(autouse=True)
def _no_real_waits(waits: Waits) -> Waits:
    return waits


def test_a_refusal_is_an_error_with_its_body(face: Face, waits: Waits) -> None:
    client = small(face, Script(httpx2.Response(404, json={"message": "no such data"})))
    with pytest.raises(NotFoundError, match="no such data") as caught:
        face.wait(client.things.download())
    assert caught.value.body == {"message": "no such data"}
    client = small(face, Script(httpx2.Response(403, stream=Body(b'{"message": "not yours"}'))))
    with pytest.raises(PermissionDeniedError, match="not yours"):
        face.wait(client.things.download())
    assert waits == []


def test_a_failure_before_the_content_is_repeated(face: Face, waits: Waits) -> None:
    refusing = Body(b"busy")
    service = Script(httpx2.ReadTimeout("slow"), httpx2.Response(503, stream=refusing), answer())
    assert face.wait(face.wait(small(face, service).things.download()).read()) == DATA
    assert refusing.closed
    assert len(waits) == 2


def test_a_redirect_is_followed(face: Face) -> None:
    service = Script(httpx2.Response(302, headers={"Location": "/api/other"}), answer())
    assert face.wait(face.wait(small(face, service).things.download()).read()) == DATA
    assert service.targets == ["/api/data", "/api/other"]


BROKEN: dict[str, tuple[Exception, type[APIError], str]] = {
    "cut off": (httpx2.RemoteProtocolError(f"cut off {PASSWORD}"), APIConnectionError, "the connection broke after"),
    "reset": (httpx2.ReadError("reset"), APIConnectionError, "the connection broke after"),
    "silence": (httpx2.ReadTimeout("slow"), APITimeoutError, "no more content in time after"),
}


@pytest.mark.parametrize("way", ["read", "text", "pieces", "save"])
@pytest.mark.parametrize("kind", BROKEN)
def test_content_that_breaks_off_is_an_error_and_never_short(
    face: Face, waits: Waits, tmp_path: Path, kind: str, way: str
) -> None:
    error, expected, text = BROKEN[kind]
    one = download(face, answer(body := Body(error=error)), email="ann@example.com", password=PASSWORD)
    ways: dict[str, Callable[[], object]] = {
        "read": lambda: face.wait(one.read()),
        "text": lambda: face.wait(one.text()),
        "pieces": lambda: pieces_of(face, one),
        "save": lambda: save(face, one, tmp_path / "data"),
    }
    with pytest.raises(expected, match=f"things_download: {text} {len(DATA)} bytes") as caught:
        ways[way]()
    assert (caught.value.operation, caught.value.method) == ("things_download", "GET")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert PASSWORD not in shown.replace(repr(error), "")
    assert body.closed
    assert [*tmp_path.iterdir()] == []
    with pytest.raises(RuntimeError, match="reading has begun, and the content comes once only"):
        face.wait(one.read())
    assert waits == []


def test_content_that_cannot_be_unpacked_is_an_error(face: Face) -> None:
    garbled = httpx2.Response(200, headers={"Content-Encoding": "gzip"}, stream=Body(b"no gzip"))
    with pytest.raises(APIConnectionError, match=r"the content cannot be taken after 0 bytes .*cannot be decompressed"):
        face.wait(download(face, garbled).read())


def test_a_saved_file_is_there_as_a_whole(face: Face, tmp_path: Path) -> None:
    target = tmp_path / "data.csv"
    target.write_bytes(b"before")
    target.chmod(0o600)
    seen: list[list[str]] = []

    class Watching(Body):
        def __iter__(self) -> Iterator[bytes]:
            for piece in super().__iter__():
                seen.append(names_in(tmp_path))
                assert target.read_bytes() == b"before"
                yield piece

    assert save(face, download(face, answer(Watching())), target) == len(DATA)
    assert target.read_bytes() == DATA
    assert names_in(tmp_path) == ["data.csv"]
    assert all(len(names) == 2 for names in seen)


def test_a_saved_file_has_the_usual_permissions(face: Face, tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    save(face, download(face), str(tmp_path / "data"))
    modes = {stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("usual", "data")}
    assert len(modes) == 1


def test_a_link_is_written_through_and_a_device_written_to(face: Face, tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    save(face, download(face), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == DATA
    assert save(face, download(face), os.devnull) == len(DATA)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_long_name_is_no_obstacle(face: Face, tmp_path: Path) -> None:
    assert save(face, download(face), tmp_path / ("n" * 250)) == len(DATA)


def test_a_place_that_cannot_be_written_loses_nothing(face: Face, tmp_path: Path) -> None:
    one = download(face)
    with pytest.raises(IsADirectoryError):
        save(face, one, tmp_path)
    with pytest.raises(FileNotFoundError):
        save(face, one, tmp_path / "missing" / "data")
    assert save(face, one, tmp_path / "data") == len(DATA)


def test_a_disk_that_is_full_leaves_nothing_half_written(
    face: Face, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    body = Body()
    one = download(face, answer(body))
    monkeypatch.setattr(TARGET, "write", full)
    with pytest.raises(OSError, match="no space left"):
        save(face, one, tmp_path / "data")
    assert names_in(tmp_path) == []
    face.wait(one.close())
    assert body.closed


def test_a_task_that_is_cancelled_while_it_saves_leaves_nothing(tmp_path: Path) -> None:
    async def run() -> None:
        reached, never = asyncio.Event(), asyncio.Event()

        class Stuck(Body):
            async def __aiter__(self) -> AsyncIterator[bytes]:
                yield b"x"
                reached.set()
                await never.wait()

        async with AsyncSmall(api_key="k", transport=Script(answer(body := Stuck()))) as client:
            one = await client.things.download()
            task = asyncio.create_task(one.save(tmp_path / "data"))
            await reached.wait()
            assert len(names_in(tmp_path)) == 1
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert names_in(tmp_path) == []
            await one.aclose()
            assert body.closed

    asyncio.run(run())


def test_a_scope_that_is_cancelled_leaves_nothing_either(tmp_path: Path) -> None:
    async def run() -> None:
        with anyio.CancelScope() as scope:

            class Stopped(Body):
                async def __aiter__(self) -> AsyncIterator[bytes]:
                    yield b"x"
                    scope.cancel()
                    yield b"y"

            async with AsyncSmall(api_key="k", transport=Script(answer(Stopped()))) as client:
                await (await client.things.download()).save(tmp_path / "data")
        assert scope.cancelled_caught

    asyncio.run(run())
    assert names_in(tmp_path) == []


def test_a_file_is_written_off_the_event_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[int] = set()

    def watched(usual: Callable[..., None]) -> Callable[..., None]:
        def watching(*args: Any) -> None:
            threads.add(threading.get_ident())
            usual(*args)

        return watching

    for name in ("__init__", "write", "finish", "close"):
        monkeypatch.setattr(TARGET, name, watched(getattr(TARGET, name)))

    async def run() -> int:
        async with AsyncSmall(api_key="k", transport=Script(answer())) as client:
            return await (await client.things.download()).save(tmp_path / "data")

    assert asyncio.run(run()) == len(DATA)
    assert threads
    assert threading.get_ident() not in threads


# Over real connections.

MEGABYTES = 64
PIECE = bytes(range(256)) * 4096


class Spring:
    """A server that answers every request with the same long body."""

    def __init__(self, megabytes: int, *, announced: int | None = None, chunked: bool = False) -> None:
        self._megabytes, self._chunked = megabytes, chunked
        self._announced = megabytes << 20 if announced is None else announced
        self.connections = 0
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
        with contextlib.suppress(OSError), connection:
            while b"\r\n\r\n" in connection.recv(65_536):
                framing = b"Transfer-Encoding: chunked" if self._chunked else b"Content-Length: %d" % self._announced
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n%s\r\n\r\n" % framing)
                for _ in range(self._megabytes):
                    connection.sendall(b"%x\r\n%s\r\n" % (len(PIECE), PIECE) if self._chunked else PIECE)
                if self._chunked and self._announced:
                    connection.sendall(b"0\r\n\r\n")
                if self._announced != self._megabytes << 20:
                    return

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()


@pytest.fixture
def spring(request: pytest.FixtureRequest) -> Generator[Spring]:
    made = Spring(**getattr(request, "param", {"megabytes": MEGABYTES}))
    yield made
    made.close()


async def _measured(one: AsyncDownload) -> tuple[int, int]:
    length, checksum = 0, 0
    async for piece in one:
        length, checksum = length + len(piece), zlib.crc32(piece, checksum)
    return length, checksum


def measured(face: Face, one: Any) -> tuple[int, int]:
    if face.asynchronous:
        return face.run(_measured(one))
    length, checksum = 0, 0
    for piece in one:
        length, checksum = length + len(piece), zlib.crc32(piece, checksum)
    return length, checksum


def expected_checksum() -> int:
    checksum = 0
    for _ in range(MEGABYTES):
        checksum = zlib.crc32(PIECE, checksum)
    return checksum


def test_a_large_download_needs_little_memory(face: Face, spring: Spring, tmp_path: Path) -> None:
    client = small(face, None, base_url=spring.url)
    checksum = expected_checksum()
    for way in ("warm", "pieces", "save"):
        one = face.wait(client.things.download())
        tracemalloc.start()
        try:
            if way == "save":
                assert save(face, one, tmp_path / "data") == MEGABYTES << 20
            else:
                assert measured(face, one) == (MEGABYTES << 20, checksum)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert way == "warm" or most < 4 << 20
    assert zlib.crc32((tmp_path / "data").read_bytes()) == checksum
    face.wait(client.close())
    assert spring.connections == 1


SHORT: list[dict[str, Any]] = [
    {"megabytes": 1, "announced": (1 << 20) + 1},
    {"megabytes": 1, "announced": 0, "chunked": True},
]


@pytest.mark.parametrize("spring", SHORT, indirect=True, ids=["length", "chunked"])
@pytest.mark.parametrize("way", ["read", "pieces", "save"])
def test_a_connection_that_ends_early_is_an_error(face: Face, spring: Spring, tmp_path: Path, way: str) -> None:
    client = small(face, None, base_url=spring.url)
    one = face.wait(client.things.download())
    ways: dict[str, Callable[[], object]] = {
        "read": lambda: face.wait(one.read()),
        "pieces": lambda: measured(face, one),
        "save": lambda: save(face, one, tmp_path / "data"),
    }
    with pytest.raises(APIConnectionError, match=f"things_download: .* {1 << 20} bytes"):
        ways[way]()
    assert names_in(tmp_path) == []
    face.wait(client.close())


def test_a_client_may_be_closed_with_a_download_open(face: Face, spring: Spring) -> None:
    client = small(face, None, base_url=spring.url)
    one = face.wait(client.things.download())
    face.wait(client.close())
    with pytest.raises(APIConnectionError, match="after"):
        measured(face, one)
    face.wait(one.close())


def test_an_open_download_may_be_closed_after_its_client(face: Face, spring: Spring) -> None:
    client = small(face, None, base_url=spring.url)
    one = face.wait(client.things.download())
    face.wait(client.close())
    face.wait(one.close())
    with pytest.raises(RuntimeError, match="is closed"):
        face.wait(one.read())


def test_the_callers_own_client_serves_downloads_as_well(face: Face, spring: Spring) -> None:
    own: Any = httpx2.AsyncClient() if face.asynchronous else httpx2.Client()
    client = small(face, None, base_url=spring.url, http_client=own)
    assert measured(face, face.wait(client.things.download()))[0] == MEGABYTES << 20
    face.close(own)


def test_a_refusal_over_a_connection_is_read(face: Face) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65_536)
                connection.sendall(b'HTTP/1.1 400 Bad\r\nContent-Length: 18\r\n\r\n{"message": "bad"}')

        thread = threading.Thread(target=serve)
        thread.start()
        client = small(face, None, base_url=f"http://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(APIStatusError, match="bad"):
            face.wait(client.things.download())
        thread.join()
        face.wait(client.close())
