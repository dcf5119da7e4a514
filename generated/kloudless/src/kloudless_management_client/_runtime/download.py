"""Content that an answer carries as it stands: the caller reads it, at once or piece by piece."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2

from .body import apieces, part_if_more, pieces

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator, Mapping
    from types import TracebackType
    from typing import Self

    from .exchange import Exchange, Failure
    from .operation import RawResponse


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

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None:
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

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None:
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
