"""The body of an answer, decompressed piece by piece: it may be far larger than what arrives, or end too early."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Iterator

ENCODINGS = "gzip, deflate"
"""The encodings that are asked for."""

_PIECE = 2**20


class UnusableBody(httpx2.DecodingError):
    """The body of an answer cannot be taken; asking again would bring the same."""


def read(response: httpx2.Response, most: int) -> bytes:
    """Return the whole body.

    Raises:
        UnusableBody: It is larger than ``most`` bytes, or cannot be decompressed.
        httpx2.HTTPError: It broke off.
    """
    kept = _Kept(most)
    for piece in pieces(response):
        kept.add(piece)
    return kept.content


async def aread(response: httpx2.Response, most: int) -> bytes:
    """Return the whole body.

    Raises:
        UnusableBody: It is larger than ``most`` bytes, or cannot be decompressed.
        httpx2.HTTPError: It broke off.
    """
    kept = _Kept(most)
    async for piece in apieces(response):
        kept.add(piece)
    return kept.content


def pieces(response: httpx2.Response) -> Generator[bytes]:
    """Iterate over the decompressed body, in pieces of 1 MiB at most where it was compressed."""
    if response.is_closed:
        # A hook of the caller's http_client, or a transport for tests, has read it.
        yield response.content
        return
    inflater = _inflater(response)
    if inflater is None:
        yield from response.iter_raw()
        return
    for piece in response.iter_raw():
        yield from inflater.feed(piece)
    inflater.end()


async def apieces(response: httpx2.Response) -> AsyncGenerator[bytes]:
    """Iterate over the decompressed body, in pieces of 1 MiB at most where it was compressed."""
    if response.is_closed:
        yield response.content
        return
    inflater = _inflater(response)
    async for piece in response.aiter_raw():
        if inflater is None:
            yield piece
        else:
            for inflated in inflater.feed(piece):
                yield inflated
    if inflater is not None:
        inflater.end()


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

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            yield from self._feed(data)
        except zlib.error as error:
            raise UnusableBody(f"the answer cannot be decompressed: {error}") from None

    def _feed(self, data: bytes) -> Iterator[bytes]:
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

    def end(self) -> None:
        if self._begun and not self._inflate.eof:
            raise httpx2.RemoteProtocolError("the compressed answer broke off")


def _inflater(response: httpx2.Response) -> _Inflater | None:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in {"", "identity"}:
        return None
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise UnusableBody(f"the answer is encoded as {encoding[:40]!r}; this client asks for {ENCODINGS}")
    return _Inflater(encoding.removeprefix("x-"))
