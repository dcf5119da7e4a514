"""Content that a request carries as it stands: checked before anything is sent, then streamed."""

from __future__ import annotations

import io
import os
import re
import stat
from abc import ABC, abstractmethod
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

import httpx2

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
