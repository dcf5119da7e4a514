"""The body of an answer, decompressed piece by piece: it may be far larger than what arrives, or end too early."""

from __future__ import annotations

import time
import zlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any, cast

import httpx2

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Iterator

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
    kept = Kept(most)
    try:
        for piece in pieces(response):
            if ends is not None and time.monotonic() > ends:
                # Of a transport of the caller's: the default one does not come that far.
                raise httpx2.ReadTimeout("the deadline has passed")
            kept.add(piece)
    finally:
        part_if_more(response)
        response.close()
    return kept.content


async def aread(response: httpx2.Response, kept: Kept, stop: Callable[[], object]) -> bytes:
    """Return the whole body.

    One that cannot be taken is not left before its end, as trio would tell of the generators of httpx2 that are; the
    reading is cancelled, and ``kept`` tells why.

    Args:
        response: The answer.
        kept: Where to put the body together.
        stop: Cancels this call.

    Raises:
        UnusableBody: It is larger than it may be, or cannot be decompressed, and was there already.
        httpx2.HTTPError: It broke off.
    """
    try:
        inflater = None if response.is_closed else _inflater(response)
        async for piece in _received(response):
            try:
                for inflated in (piece,) if inflater is None else inflater.feed(piece):
                    kept.add(inflated)
            except UnusableBody as error:
                kept.fault = str(error)
                stop()
        kept.check()
        if inflater is not None:
            inflater.end()
    finally:
        part_if_more(response)
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
    inflater = None if response.is_closed else _inflater(response)
    received = _received(response)
    try:
        async for piece in received:
            for inflated in (piece,) if inflater is None else inflater.feed(piece):
                yield inflated
    finally:
        if isinstance(received, AsyncGenerator):
            await received.aclose()
    if inflater is not None:
        inflater.end()


def part_if_more(response: httpx2.Response) -> None:
    """Keep a connection from being used again on which more came than the answer.

    httpcore2 would take it for the answer to the next request, which may be that of another object.
    """
    # A client of the caller's has wrapped it once more. Tests notice should a name ever change.
    found: Any = getattr(response.stream, "_stream", response.stream)
    for name in ("_httpcore_stream", "_stream", "_connection", "_h11_state"):
        found = getattr(found, name, None)
    if found is not None and found.trailing_data[0]:
        found.send_failed()


def _received(response: httpx2.Response) -> AsyncIterator[bytes]:
    return _once(response.content) if response.is_closed else aiter(cast("AsyncIterable[bytes]", response.stream))


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


class Kept:
    """A body that is put together.

    Attributes:
        fault: Why it cannot be taken, where it cannot.

    Args:
        most: Most bytes that it may have.
    """

    def __init__(self, most: int) -> None:
        self.fault = ""
        self._most = most
        self._first = b""
        self._all: bytearray | None = None

    def add(self, piece: bytes) -> None:
        """Add the next piece.

        Raises:
            UnusableBody: It is one too many.
        """
        if len(self._all or self._first) + len(piece) > self._most:
            raise UnusableBody(f"the answer has more than {self._most} bytes; max_response_bytes allows no more")
        if not self._first:
            self._first = piece
            return
        # Not a list of the pieces: each is an object, and they may be as small as a byte.
        if self._all is None:
            self._all = bytearray(self._first)
        self._all += piece

    def check(self) -> None:
        """Make sure that the body can be taken.

        Raises:
            UnusableBody: It cannot.
        """
        if self.fault:
            raise UnusableBody(self.fault)

    @property
    def content(self) -> bytes:
        """All of it."""
        return self._first if self._all is None else bytes(self._all)


class _Inflater:
    # Own, because httpx2's takes a body that ends too early for a whole one.
    def __init__(self, encoding: str) -> None:
        self._gzip = encoding == "gzip"
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16 if self._gzip else zlib.MAX_WBITS)
        self._begun = False

    def pieces(self, stream: Iterable[bytes]) -> Iterator[bytes]:
        for data in stream:
            yield from self.feed(data)
        self.end()

    def feed(self, data: bytes) -> Iterator[bytes]:
        try:
            yield from self._inflated(data)
        except zlib.error as error:
            raise UnusableBody(f"the answer cannot be decompressed: {error}") from None

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        more = bool(data)
        while more:
            if self._inflate.eof:
                # Gzip may come in several parts, one behind the other; anything else there is padding.
                if not self._gzip or data[:1] != b"\x1f":
                    return
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            if not self._gzip and not self._begun and data[0] & 0x0F != 8:
                # "deflate" is sent with and without the header of zlib, which begins in this way.
                self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            self._begun = True
            piece = self._inflate.decompress(data, _PIECE)
            data = self._inflate.unconsumed_tail or self._inflate.unused_data
            # A full piece may leave something inside though all of the input is taken.
            more = bool(data) or len(piece) == _PIECE
            if piece:
                yield piece

    def end(self) -> None:
        if self._begun and not self._inflate.eof:
            raise httpx2.RemoteProtocolError("the compressed answer broke off")


def _inflater(response: httpx2.Response) -> _Inflater | None:
    # The raw headers: looking a name up decodes them all.
    found = [value for name, value in response.headers.raw if name.lower() == b"content-encoding"]
    encoding = b",".join(found).decode("latin-1").strip().lower()
    if encoding in {"", "identity"}:
        return None
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise UnusableBody(f"the answer is encoded as {encoding[:40]!r}; this client asks for gzip or deflate")
    return _Inflater(encoding.removeprefix("x-"))
