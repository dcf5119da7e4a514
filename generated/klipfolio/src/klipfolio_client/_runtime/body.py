"""The body of an answer, decompressed piece by piece: it may be far larger than what arrives, or end too early."""

from __future__ import annotations

import time
import zlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, cast

import httpx2

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator

ENCODINGS = "gzip, deflate"
"""The encodings that are asked for."""

_PIECE = 2**20


class UnusableBody(httpx2.DecodingError):
    """The body of an answer cannot be taken; asking again would bring the same."""


def read(response: httpx2.Response, most: int, ends: float | None) -> bytes:
    """Return the whole body.

    Raises:
        UnusableBody: It is larger than ``most`` bytes, or cannot be decompressed.
        httpx2.HTTPError: It broke off, or was not there at the moment ``ends`` of ``time.monotonic()``.
    """
    kept = _Kept(most)
    try:
        for piece in pieces(response):
            if ends is not None and time.monotonic() > ends:
                # Of a transport of the caller's: the default one does not come that far.
                raise httpx2.ReadTimeout("the deadline has passed")
            kept.add(piece)
    finally:
        response.close()
    return kept.content


async def aread(response: httpx2.Response, most: int) -> bytes:
    """Return the whole body.

    Raises:
        UnusableBody: It is larger than ``most`` bytes, or cannot be decompressed.
        httpx2.HTTPError: It broke off.
    """
    kept, received = _Kept(most), _received(response)
    try:
        async for piece in received:
            kept.add(piece)
    finally:
        await _finish(received)
        await response.aclose()
    return kept.content


def pieces(response: httpx2.Response) -> Iterator[bytes]:
    """Iterate over the decompressed body, in pieces of 1 MiB at most where it was compressed; close it afterwards."""
    if response.is_closed:
        # A hook of the caller's http_client, or a transport for tests, has read it.
        return iter((response.content,))
    # Not through the response's own iterators, which cost as much again as all of the runtime does for a small answer
    # (bench: "one object").
    stream = cast("Iterable[bytes]", response.stream)
    inflater = _inflater(response)
    return iter(stream) if inflater is None else inflater.pieces(stream)


async def apieces(response: httpx2.Response) -> AsyncGenerator[bytes]:
    """Iterate over the decompressed body, in pieces of 1 MiB at most where it was compressed; close it afterwards."""
    received = _received(response)
    try:
        async for piece in received:
            yield piece
    finally:
        await _finish(received)


def _received(response: httpx2.Response) -> AsyncIterator[bytes]:
    if response.is_closed:
        return _once(response.content)
    stream = cast("AsyncIterable[bytes]", response.stream)
    inflater = _inflater(response)
    return aiter(stream) if inflater is None else inflater.apieces(stream)


async def _finish(received: AsyncIterator[bytes]) -> None:
    if isinstance(received, AsyncGenerator):
        await received.aclose()


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


class _Kept:
    def __init__(self, most: int) -> None:
        self._most = most
        self._left = most
        self._pieces: list[bytes] = []

    def add(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise UnusableBody(f"the answer has more than {self._most} bytes; max_response_bytes allows no more")
        self._pieces.append(piece)

    @property
    def content(self) -> bytes:
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)


class _Inflater:
    # Own, because httpx2's takes a body that ends too early for a whole one.
    def __init__(self, encoding: str) -> None:
        self._gzip = encoding == "gzip"
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16 if self._gzip else zlib.MAX_WBITS)
        self._begun = False

    def pieces(self, stream: Iterable[bytes]) -> Iterator[bytes]:
        for data in stream:
            yield from self._feed(data)
        self._end()

    async def apieces(self, stream: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
        received = aiter(stream)
        try:
            async for data in received:
                for piece in self._feed(data):
                    yield piece
        finally:
            await _finish(received)
        self._end()

    def _feed(self, data: bytes) -> Iterator[bytes]:
        try:
            yield from self._inflated(data)
        except zlib.error as error:
            raise UnusableBody(f"the answer cannot be decompressed: {error}") from None

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inflate.eof:
                # Gzip may come in several parts, one behind the other; anything else there is padding.
                if not self._gzip or data[0] != 0x1F:
                    return
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            if not self._gzip and not self._begun and data[0] & 0x0F != 8:
                # "deflate" is sent with and without the header of zlib, which begins in this way.
                self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            self._begun = True
            piece = self._inflate.decompress(data, _PIECE)
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
            if piece:
                yield piece

    def _end(self) -> None:
        if self._begun and not self._inflate.eof:
            raise httpx2.RemoteProtocolError("the compressed answer broke off")


def _inflater(response: httpx2.Response) -> _Inflater | None:
    # The raw headers: looking a name up decodes them all.
    found = [value for name, value in response.headers.raw if name.lower() == b"content-encoding"]
    encoding = b",".join(found).decode("latin-1").strip().lower()
    if encoding in {"", "identity"}:
        return None
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise UnusableBody(f"the answer is encoded as {encoding[:40]!r}; this client asks for {ENCODINGS}")
    return _Inflater(encoding.removeprefix("x-"))
