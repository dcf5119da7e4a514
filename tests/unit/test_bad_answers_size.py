"""Answers that are too large, most of all once they are unpacked: memory stays within what the client was given."""

from __future__ import annotations

import gzip
import itertools
import tracemalloc
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.unit.bad_answers import KLIPFOLIO, KLOUDLESS
from tests.unit.misbehaving import REQUEST_ID, answer, drips, endless, head, says

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.unit.bad_answers import API
    from tests.unit.misbehaving import Reply
    from tests.unit.scripted import Face

MOST = 3_000_000
"""Bytes that the clients of these tests take."""

ROOM = 4
"""How many times as much memory that may need: pieces, put together, and a piece being unpacked."""

# Flushed in full, a part of a stream may follow itself as often as one likes.
_SPACES = 2**20


def bomb(megabytes: int, bits: int) -> bytes:
    """So many megabytes of spaces, in a thousandth of the size."""
    packer = zlib.compressobj(9, wbits=bits)
    first = packer.compress(b" " * _SPACES) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + (packer.compress(b" " * _SPACES) + packer.flush(zlib.Z_FULL_FLUSH)) * (megabytes - 1)


GZIP, DEFLATE = bomb(500, 31), bomb(500, 15)


def packed(status: str, body: bytes, encoding: str) -> Reply:
    return says(answer(body, status, f"Content-Encoding: {encoding}"))


def chunks(status: str, piece: bytes) -> Reply:
    """A body that never ends, as fast as it goes."""
    return endless(head(status, "Content-Type: application/json", "Transfer-Encoding: chunked"), piece, 0)


def flood(status: str) -> Reply:
    return chunks(status, b"10000\r\n" + b" " * 0x10000 + b"\r\n")


def crumbs(status: str) -> Reply:
    """Two bytes at a time: each piece is an object of its own, many times as large."""
    return chunks(status, b"2\r\n  \r\n" * 1000)


def promised(status: str) -> Reply:
    """A length that would not fit, and what comes of it."""
    return endless(head(status, "Content-Length: 9000000000"), b" " * 0x10000, 0)


LARGE: dict[str, Callable[[str], Reply]] = {
    "gzip": lambda status: packed(status, GZIP, "gzip"),
    "deflate": lambda status: packed(status, DEFLATE, "deflate"),
    "an endless body": flood,
    "a length beyond reason": promised,
}


@pytest.fixture
def peak() -> Iterator[Callable[[], int]]:
    """Tells the most bytes that Python held since the test began."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()


@pytest.mark.parametrize("reply", LARGE.values(), ids=LARGE)
def test_an_answer_that_is_too_large_is_left_alone(
    face: Face, peak: Callable[[], int], reply: Callable[[str], Reply]
) -> None:
    with KLIPFOLIO.calling(face, reply("200 OK"), max_response_bytes=MOST) as (calls, server):
        # What the first call imports is no part of the answer.
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        error = calls.failure(calls.read)
    assert type(error) is KLIPFOLIO.error("APIResponseValidationError")
    assert (error.status_code, error.request_id) == (200, REQUEST_ID)
    assert f"more than {MOST} bytes; max_response_bytes allows no more" in str(error)
    assert server.sent == 1, "it would be as large again"
    assert peak() - before < ROOM * MOST


@pytest.mark.parametrize("status", ["307 Temporary Redirect", "404 Not Found", "500 Internal Server Error"])
@pytest.mark.parametrize("reply", [LARGE["gzip"], flood])
def test_a_refusal_that_is_too_large_is_a_refusal(
    face: Face, peak: Callable[[], int], reply: Callable[[str], Reply], status: str
) -> None:
    with KLOUDLESS.calling(face, reply(status), max_response_bytes=MOST, max_retries=1) as (calls, server):
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        error = calls.failure(calls.read)
    assert isinstance(error, KLOUDLESS.error("APIStatusError"))
    assert (error.status_code, error.request_id) == (int(status[:3]), REQUEST_ID)
    assert error.body is None
    assert server.sent == (2 if error.status_code == 500 else 1)
    assert peak() - before < ROOM * MOST


@pytest.mark.parametrize("face", ["sync"], indirect=True)
def test_an_answer_in_crumbs_takes_no_more_memory_than_another(face: Face, peak: Callable[[], int]) -> None:
    # With one face alone: what puts the pieces together is the same, and tracing so many takes its time.
    most = 60_000
    with KLOUDLESS.calling(face, says(answer(KLOUDLESS.good)), crumbs("200 OK"), max_response_bytes=most) as (calls, _):
        calls.read()
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        calls.failure(calls.read)
    assert peak() - before < ROOM * most


@pytest.mark.parametrize("pack", [None, gzip.compress, zlib.compress], ids=["as it is", "gzip", "deflate"])
def test_the_limit_is_met_to_the_byte(face: Face, pack: Callable[[bytes], bytes] | None) -> None:
    good = KLOUDLESS.good
    if pack is None:
        reply = says(answer(good))
    else:
        reply = packed("200 OK", pack(good), "gzip" if pack is gzip.compress else "deflate")
    with KLOUDLESS.calling(face, reply, max_response_bytes=len(good)) as (calls, _):
        assert calls.read().name == "First"
    with KLOUDLESS.calling(face, reply, max_response_bytes=len(good) - 1) as (calls, _):
        assert "max_response_bytes" in str(calls.failure(calls.read))


def test_a_create_whose_answer_is_too_large_is_sent_once(face: Face) -> None:
    with KLOUDLESS.calling(face, flood("201 Created"), max_response_bytes=MOST) as (calls, server):
        error = calls.failure(calls.create)
    assert error.status_code == 201
    assert server.sent == 1


def in_pieces(good: bytes, name: bytes, times: int) -> Iterator[bytes]:
    """An answer with a name of so many pieces, which the server need not hold."""
    before, after = good.split(b"First")
    yield head("200 OK", f"Content-Length: {len(before) + len(name) * times + len(after)}") + before
    yield from itertools.repeat(name, times)
    yield after


@pytest.mark.parametrize(("face", "api"), [("sync", KLIPFOLIO), ("async", KLOUDLESS)], indirect=["face"], ids=str)
def test_100_megabytes_of_json_are_an_answer(face: Face, api: API) -> None:
    with api.calling(face, drips(in_pieces(api.good, b"x" * 1_000_000, 100), 0)) as (calls, _):
        assert len(calls.read().name) == 100_000_000


# Of some of these streams all input is taken while a rest of the last match is still inside.
@pytest.mark.parametrize("beyond", [1, 20, 40, 60, 80])
def test_raw_deflate_ends_where_it_ends(face: Face, beyond: int) -> None:
    body = KLOUDLESS.good + b" " * (2**20 - len(KLOUDLESS.good) + beyond)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_FIXED)
    with KLOUDLESS.calling(face, packed("200 OK", packer.compress(body) + packer.flush(), "deflate")) as (calls, _):
        assert calls.read().name == "First"
