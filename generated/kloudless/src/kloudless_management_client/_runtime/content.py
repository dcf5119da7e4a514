"""Content of any type, as it stands: uploads, checked before anything is sent, and downloads, read by the caller."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import stat
from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias, cast

import httpx2

from .body import apieces, part_if_more, pieces

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Mapping
    from typing import Self

    from .exchange import Exchange, Failure
    from .operation import RawResponse

UploadContent: TypeAlias = bytes | bytearray | memoryview | os.PathLike[str] | IO[bytes] | Iterable[bytes]
"""What can be uploaded: bytes, a path, a file opened in binary mode, or an iterable of bytes."""

AsyncUploadContent: TypeAlias = UploadContent | AsyncIterable[bytes]
"""What the async client can upload: an asynchronous iterable of bytes as well."""

CHUNK = 65_536
"""Most bytes that are read of a file at once."""

_BYTES = (bytes, bytearray, memoryview)
_CONTENT_TYPE = re.compile(r"[\w!#$%&'*+.^`|~-]+/[\w!#$%&'*+.^`|~-]+ *(;[\t -~]*)?", re.ASCII)


def checked_content_type(value: object) -> str:
    """Return a content type that can be sent.

    Raises:
        TypeError: It is no text.
        ValueError: It is none.
    """
    if not isinstance(value, str):
        raise TypeError(f"content_type: expected str, got {type(value).__name__}")
    if not _CONTENT_TYPE.fullmatch(value):
        raise ValueError(f"content_type: expected a type such as text/csv, got {value!r}")
    return value


class SourceError(httpx2.RequestError):
    """The content of a request could not be read; what happened is kept by the stream."""


class Upload(ABC):
    """Content to upload.

    Attributes:
        repeatable: Whether it can be sent a second time.
        asynchronous: Whether only the async client can send it.
        begun: Whether some of it may be used up.
    """

    repeatable = True
    asynchronous = False

    def __init__(self) -> None:
        self.begun = False

    @staticmethod
    def of(content: object) -> Upload:
        """Return content that can be sent.

        Raises:
            TypeError: It is nothing that can be sent.
            OSError: There is no such file, or it cannot be read.
        """
        if isinstance(content, str):
            raise TypeError("content: text is neither bytes nor a path; pass Path(...) for a file, or text.encode()")
        if isinstance(content, _BYTES):
            return _Bytes([_piece(cast("object", content))])
        if isinstance(content, os.PathLike):
            return _Path(Path(cast("os.PathLike[str]", content)))
        if hasattr(content, "__aiter__"):
            return _AsyncPieces(cast("AsyncIterable[object]", content))
        if hasattr(content, "read"):
            return _File(content)
        if isinstance(content, Sequence):
            return _Bytes([_piece(piece) for piece in cast("Sequence[object]", content)])
        if hasattr(content, "__iter__") and not hasattr(content, "keys"):
            return _Pieces(cast("Iterable[object]", content))
        expected = "bytes, a path, a file opened in binary mode or an iterable of bytes"
        raise TypeError(f"content: expected {expected}, got {type(content).__name__}")

    @property
    def resendable(self) -> bool:
        """Whether it can be sent now: for the first time, or again."""
        return self.repeatable or not self.begun

    @abstractmethod
    def stream(self) -> UploadStream:
        """Return the content for one attempt.

        Raises:
            OSError: A file can no longer be read.
        """

    def __repr__(self) -> str:
        return f"<Upload of {type(self).__name__.strip('_').lower()}>"


class UploadStream(httpx2.AsyncByteStream, ABC):
    """The content as one attempt sends it.

    What reading it raises does not pass through the transport, where it would become something else or be seen with
    the request: the transport gets a ``SourceError``, and the caller of the client what is kept in ``error``.

    Attributes:
        length: Number of bytes, ``None`` where it is not known beforehand.
        error: What reading raised.
    """

    def __init__(self, length: int | None) -> None:
        self.length = length
        self.error: Exception | None = None

    @property
    def framing(self) -> tuple[str, str]:
        """The header that tells where the content ends."""
        return ("Transfer-Encoding", "chunked") if self.length is None else ("Content-Length", str(self.length))

    @abstractmethod
    def apieces(self) -> AsyncIterator[bytes]:
        """Read the content without holding up the event loop."""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self.apieces():
                yield piece
        except Exception as error:  # noqa: BLE001 - whatever the caller's iterator raises is the caller's
            self.error = error
        if self.error is not None:
            raise SourceError("the content could not be read")

    def take_error(self) -> Exception:
        """Return what reading raised, and forget it: it holds the frames of the reading, and so this object."""
        error, self.error = self.error, None
        return error or SourceError("the content could not be read")

    def close(self) -> None:
        """Close what was opened for the attempt; may be called again."""

    async def aclose(self) -> None:
        """Close what was opened for the attempt; may be called again."""
        self.close()


class _SyncStream(UploadStream, httpx2.SyncByteStream):
    """Content that either client can send."""

    @abstractmethod
    def pieces(self) -> Iterator[bytes]:
        """Read the content."""

    def apieces(self) -> AsyncIterator[bytes]:
        return _awaited(self.pieces())

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.pieces()
        except Exception as error:  # noqa: BLE001 - whatever the caller's iterator raises is the caller's
            self.error = error
        if self.error is not None:
            raise SourceError("the content could not be read")


async def _awaited(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def _piece(piece: object, source: str = "pieces of bytes") -> bytes:
    if not isinstance(piece, _BYTES):
        raise TypeError(f"content: expected {source}, got {type(piece).__name__}")
    return bytes(cast("bytes | bytearray", piece))


class _Bytes(Upload):
    def __init__(self, pieces: Sequence[bytes]) -> None:
        super().__init__()
        self._pieces = pieces

    def stream(self) -> UploadStream:
        return _BytesStream(self._pieces)


class _BytesStream(_SyncStream):
    def __init__(self, pieces: Sequence[bytes]) -> None:
        super().__init__(sum(map(len, pieces)))
        self._pieces = pieces

    def pieces(self) -> Iterator[bytes]:
        for piece in self._pieces:
            # In parts: what a socket does not take at once is copied whole by the layers below.
            for start in range(0, len(piece), CHUNK):
                yield piece[start : start + CHUNK]


class _Pieces(Upload):
    repeatable = False

    def __init__(self, source: Iterable[object]) -> None:
        super().__init__()
        self._source = source

    def stream(self) -> UploadStream:
        return _PiecesStream(self, self._source)


class _PiecesStream(_SyncStream):
    def __init__(self, upload: Upload, source: Iterable[object]) -> None:
        super().__init__(None)
        self._upload, self._source = upload, source

    def pieces(self) -> Iterator[bytes]:
        self._upload.begun = True
        for piece in self._source:
            sent = _piece(piece)
            if sent:
                yield sent


class _AsyncPieces(Upload):
    repeatable = False
    asynchronous = True

    def __init__(self, source: AsyncIterable[object]) -> None:
        super().__init__()
        self._source = source

    def stream(self) -> UploadStream:
        return _AsyncPiecesStream(self, self._source)


class _AsyncPiecesStream(UploadStream):
    def __init__(self, upload: Upload, source: AsyncIterable[object]) -> None:
        super().__init__(None)
        self._upload, self._source = upload, source

    async def apieces(self) -> AsyncIterator[bytes]:
        self._upload.begun = True
        read = getattr(self._source, "read", None)
        if read is not None:
            # A file of an asynchronous library gives lines when it is iterated over.
            while piece := _piece(await read(CHUNK)):
                yield piece
            return
        async for part in self._source:
            sent = _piece(part)
            if sent:
                yield sent


class _Path(Upload):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        # A pipe may not be opened twice, and its length is not known.
        self.repeatable = stat.S_ISREG(path.stat().st_mode) or path.is_dir()
        if self.repeatable:
            # A directory, or a file that is not ours to read, shows here, before anything is sent.
            path.open("rb").close()

    def stream(self) -> UploadStream:
        return _FileStream(self, self._path.stat().st_size if self.repeatable else None, path=self._path)


class _File(Upload):
    def __init__(self, file: Any) -> None:
        super().__init__()
        self._file = file
        if isinstance(file, io.TextIOBase) or getattr(file, "encoding", None) is not None:
            raise TypeError("content: the file is opened for text; open it in binary mode, 'rb'")
        _read(file, 0)
        self.repeatable = bool(getattr(file, "seekable", bool)())
        self._start = file.tell() if self.repeatable else 0

    def stream(self) -> UploadStream:
        if not self.repeatable:
            return _FileStream(self, None, file=self._file)
        self._file.seek(0, os.SEEK_END)
        length = max(self._file.tell() - self._start, 0)
        self._file.seek(self._start)
        return _FileStream(self, length, file=self._file)


class _FileStream(_SyncStream):
    def __init__(self, upload: Upload, length: int | None, *, path: Path | None = None, file: Any = None) -> None:
        super().__init__(length)
        self._upload, self._path, self._file = upload, path, file
        self._left = length

    def pieces(self) -> Iterator[bytes]:
        self._open()
        while piece := self._next():
            yield piece

    async def apieces(self) -> AsyncIterator[bytes]:
        # anyio and not asyncio: the async client works under trio too.
        from anyio import to_thread

        await to_thread.run_sync(self._open)
        while piece := await to_thread.run_sync(self._next):
            yield piece

    def _open(self) -> None:
        self._upload.begun = True
        if self._path is not None:
            self._file = self._path.open("rb")

    def _next(self) -> bytes:
        piece = _read(self._file, CHUNK if self._left is None else min(CHUNK, self._left))
        if self._left is not None:
            self._left -= len(piece)
            if self._left and not piece:
                raise OSError(f"content: the file became shorter while it was sent: {self._left} bytes are missing")
        return piece

    def close(self) -> None:
        if self._path is not None and self._file is not None:
            self._file.close()


def _read(file: Any, size: int) -> bytes:
    return _piece(file.read(size), "a file that gives bytes")


class _BaseDownload:
    def __init__(self, response: httpx2.Response, exchange: Exchange[Any]) -> None:
        self.raw: RawResponse[Any] = exchange.raw_answer(response, self, b"")
        self._response = response
        self._exchange = exchange
        self._content: bytes | None = None
        self._begun = False
        self._closed = False
        self._received = 0

    def __repr__(self) -> str:
        begun = "begun" if self._begun else "not read yet"
        state = "read" if self._content is not None else "closed" if self._closed else begun
        return f"<{type(self).__name__} of {self.raw.operation.id}, {state}>"

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers of the answer; names are looked up without regard to case."""
        return self._response.headers

    @property
    def content_type(self) -> str | None:
        """Content type that the service tells, with its parameters."""
        return self._response.headers.get("content-type")

    def _begin(self) -> None:
        if self._begun:
            raise RuntimeError(
                "reading has begun, and the content comes once only; call read() first where it is needed again"
            )
        if self._closed:
            raise RuntimeError("the download is closed; call the method again for another one")
        self._begun = True

    def _count(self, piece: bytes) -> bytes:
        self._received += len(piece)
        return piece

    def _keep(self, content: bytes) -> bytes:
        self._content = content
        self.raw.fill(content)
        return content

    def _decode(self, content: bytes, encoding: str | None) -> str:
        if encoding is not None:
            return content.decode(encoding, "replace")
        try:
            return content.decode(self._response.charset_encoding or "utf-8", "replace")
        except LookupError:
            return content.decode("utf-8", "replace")


class Download(_BaseDownload):
    """Content of an answer, still on its way; close it, or read it to the end, to free the connection.

    ``read()`` and ``text()`` take it into memory and may be called again. Iterating over the pieces, and ``save()``,
    need no more memory than a piece does, and can be done once.

    Attributes:
        raw: The whole answer; its ``content`` is empty until ``read()`` or ``text()`` was called.
    """

    def read(self) -> bytes:
        """Return all of the content.

        Raises:
            APIConnectionError: The connection broke before the end.
            RuntimeError: Some of it was read piece by piece, or the download is closed.
        """
        return self._keep(b"".join(self._pieces())) if self._content is None else self._content

    def text(self, encoding: str | None = None) -> str:
        """Return all of the content as text; what cannot be decoded is replaced.

        Args:
            encoding: Name of the encoding; by default that of the content type, or else UTF-8.

        Raises:
            APIConnectionError: The connection broke before the end.
            RuntimeError: Some of it was read piece by piece, or the download is closed.
        """
        return self._decode(self.read(), encoding)

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces() if self._content is None else iter((self._content,))

    def _pieces(self) -> Generator[bytes]:
        self._begin()
        return self._received_pieces()

    def _received_pieces(self) -> Generator[bytes]:
        failure: Failure | None = None
        try:
            for piece in pieces(self._response):
                if piece:
                    yield self._count(piece)
        except httpx2.HTTPError as error:
            failure = self._exchange.failure(error, self._response)
        finally:
            part_if_more(self._response)
            self._response.close()
        if failure is not None:
            # Outside of the handler: as context, the error of the transport would carry the request along.
            raise self._exchange.interrupted(failure, self._received)

    def save(self, path: str | os.PathLike[str]) -> int:
        """Write the content into a file, which is there as a whole or not at all; return the number of bytes.

        Args:
            path: The file; one that exists is replaced at the end.

        Raises:
            APIConnectionError: The connection broke before the end.
            OSError: The file cannot be written.
            RuntimeError: Some of it was read piece by piece, or the download is closed.
        """
        target = _Target(path)
        with contextlib.closing(target):
            for piece in self:
                target.write(piece)
            target.finish()
        return target.written

    def close(self) -> None:
        """Free the connection; what was not read is lost. Closing again does nothing."""
        self._closed = True
        self._response.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncDownload(_BaseDownload):
    """Content of an answer, still on its way; close it, or read it to the end, to free the connection.

    ``read()`` and ``text()`` take it into memory and may be called again. Iterating over the pieces, and ``save()``,
    need no more memory than a piece does, and can be done once.

    Attributes:
        raw: The whole answer; its ``content`` is empty until ``read()`` or ``text()`` was called.
    """

    async def read(self) -> bytes:
        """Return all of the content.

        Raises:
            APIConnectionError: The connection broke before the end.
            RuntimeError: Some of it was read piece by piece, or the download is closed.
        """
        if self._content is None:
            self._keep(b"".join([piece async for piece in self._pieces()]))
        return self._content or b""

    async def text(self, encoding: str | None = None) -> str:
        """Return all of the content as text; what cannot be decoded is replaced.

        Args:
            encoding: Name of the encoding; by default that of the content type, or else UTF-8.

        Raises:
            APIConnectionError: The connection broke before the end.
            RuntimeError: Some of it was read piece by piece, or the download is closed.
        """
        return self._decode(await self.read(), encoding)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._pieces() if self._content is None else _once(self._content)

    def _pieces(self) -> AsyncGenerator[bytes]:
        self._begin()
        return self._received_pieces()

    async def _received_pieces(self) -> AsyncGenerator[bytes]:
        failure: Failure | None = None
        try:
            async with contextlib.aclosing(apieces(self._response)) as received:
                async for piece in received:
                    if piece:
                        yield self._count(piece)
        except httpx2.HTTPError as error:
            failure = self._exchange.failure(error, self._response)
        finally:
            part_if_more(self._response)
            await self._response.aclose()
        if failure is not None:
            # Outside of the handler: as context, the error of the transport would carry the request along.
            raise self._exchange.interrupted(failure, self._received)

    async def save(self, path: str | os.PathLike[str]) -> int:
        """Write the content into a file, which is there as a whole or not at all; return the number of bytes.

        The file is written off the event loop.

        Args:
            path: The file; one that exists is replaced at the end.

        Raises:
            APIConnectionError: The connection broke before the end.
            OSError: The file cannot be written.
            RuntimeError: Some of it was read piece by piece, or the download is closed.
        """
        # anyio and not asyncio: the async client works under trio too.
        from anyio import CancelScope, to_thread

        target = await to_thread.run_sync(_Target, path)
        try:
            async for piece in self:
                await to_thread.run_sync(target.write, piece)
            await to_thread.run_sync(target.finish)
        finally:
            with CancelScope(shield=True):
                await to_thread.run_sync(target.close)
        return target.written

    async def aclose(self) -> None:
        """Free the connection; what was not read is lost. Closing again does nothing."""
        self._closed = True
        await self._response.aclose()

    close = aclose

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


class _Target:
    """A file that is written beside its place and takes it when it is complete."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.written = 0
        # A link is written through, as by open().
        self._path = Path(path).resolve()
        if self._path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(self._path))
        self._beside: Path | None = None
        if self._path.exists() and not self._path.is_file():
            # A device or a pipe is nothing to be replaced.
            self._file = self._path.open("wb")
        else:
            self._beside = self._path.with_name(f".{self._path.name[:100]}.{os.urandom(6).hex()}.part")
            try:
                self._file = self._beside.open("xb")
            except OSError as error:
                # The caller's own path says more than that of the file beside it.
                raise type(error)(error.errno, error.strerror, str(self._path)) from None

    def write(self, piece: bytes) -> None:
        self._file.write(piece)
        self.written += len(piece)

    def finish(self) -> None:
        self._file.close()
        if self._beside is not None:
            self._beside.replace(self._path)
            self._beside = None

    def close(self) -> None:
        self._file.close()
        if self._beside is not None:
            self._beside.unlink()
            self._beside = None
