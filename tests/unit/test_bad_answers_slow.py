"""Answers that take their time, a byte now and then, for ever: no timeout of a socket is exceeded, the deadline is."""

from __future__ import annotations

import asyncio
import itertools
import time
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.bad_answers import KLARIFY, KLIPFOLIO, KLOUDLESS
from tests.unit.misbehaving import REQUEST_ID, answer, endless, head, says, silence
from tests.unit.scripted import Face

if TYPE_CHECKING:
    from tests.unit.bad_answers import API
    from tests.unit.misbehaving import Line, Reply

DEADLINE = 0.5
SLACK = 2.0
"""Seconds that a busy machine may add; without a deadline the calls of these tests take five times as long."""

PAUSE = 0.02


def chunks(first: bytes, piece: bytes, *lines: str) -> Reply:
    return endless(head("200 OK", "Transfer-Encoding: chunked", *lines) + first, piece, PAUSE)


def flushed_gzip() -> tuple[bytes, bytes]:
    """The beginning of gzip, and a part that unpacks to nothing and may follow as often as one likes."""
    packer = zlib.compressobj(wbits=31)
    return packer.compress(b"{") + packer.flush(zlib.Z_SYNC_FLUSH), zlib.compressobj(wbits=-15).flush(zlib.Z_SYNC_FLUSH)


BEGINNING, NOTHING = flushed_gzip()
HEADS: dict[str, Reply] = {
    "silence": silence,
    "a status, a digit at a time": endless(b"HTTP/1.1 200 ", b"O", PAUSE),
    "headers": endless(b"HTTP/1.1 200 OK\r\n", b"X: 1\r\n", PAUSE),
    "a header": endless(b"HTTP/1.1 200 OK\r\nX: ", b"x", PAUSE),
    "100 and 100 again": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", PAUSE),
}
BODIES: dict[str, Reply] = {
    "a body, a byte at a time": endless(head("200 OK", "Content-Length: 1000000"), b" ", PAUSE),
    "a body without a length": endless(head("200 OK"), b" ", PAUSE),
    "a body of which nothing comes": says(head("200 OK", "Content-Length: 1")),
    "chunks": chunks(b"", b"1\r\n \r\n"),
    "the size of a chunk": chunks(b"", b"0"),
    "trailers": chunks(b"2\r\n{}\r\n0\r\n", b"X: 1\r\n"),
    "gzip that unpacks to nothing": chunks(
        b"%x\r\n%s\r\n" % (len(BEGINNING), BEGINNING),
        b"%x\r\n%s\r\n" % (len(NOTHING), NOTHING),
        "Content-Encoding: gzip",
    ),
}


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Load what first calls load: on a busy machine that alone may take as long as the deadline."""
    with asyncio.Runner() as runner:
        for name, api in itertools.product(["sync", "async"], [KLARIFY, KLIPFOLIO, KLOUDLESS]):
            with api.calling(Face(name, runner), says(answer(api.good))) as (calls, _):
                calls.read()


def timed(call: Any, error: Any) -> Any:
    begun = time.monotonic()
    found = error(call)
    assert time.monotonic() - begun < DEADLINE + SLACK
    return found


@pytest.mark.parametrize("reply", HEADS.values(), ids=HEADS)
def test_a_head_that_does_not_end_is_late(face: Face, reply: Reply) -> None:
    with KLIPFOLIO.calling(face, reply, deadline=DEADLINE) as (calls, _):
        error = timed(calls.read, calls.failure)
    assert type(error) is KLIPFOLIO.error("APITimeoutError")
    assert (error.status_code, error.request_id) == (None, None)
    assert "deadline" in str(error)


@pytest.mark.parametrize("reply", BODIES.values(), ids=BODIES)
def test_a_body_that_does_not_end_is_late(face: Face, reply: Reply) -> None:
    with KLOUDLESS.calling(face, reply, deadline=DEADLINE) as (calls, _):
        error = timed(calls.read, calls.failure)
    assert type(error) is KLOUDLESS.error("APITimeoutError")
    assert (error.status_code, error.request_id) == (200, REQUEST_ID)
    assert "deadline" in str(error)


@pytest.mark.parametrize("reply", [HEADS["headers"], BODIES["chunks"]])
def test_a_create_that_does_not_end_is_sent_once(face: Face, reply: Reply) -> None:
    with KLOUDLESS.calling(face, reply, deadline=DEADLINE) as (calls, server):
        error = timed(calls.create, calls.failure)
    assert type(error) is KLOUDLESS.error("APITimeoutError")
    assert "may have been carried out" in str(error)
    assert server.sent == 1


def test_a_refusal_whose_body_does_not_end_is_a_refusal(face: Face) -> None:
    reply = endless(head("404 Not Found", "Content-Length: 1000000"), b" ", PAUSE)
    with KLOUDLESS.calling(face, reply, deadline=DEADLINE) as (calls, server):
        error = timed(calls.read, calls.failure)
    assert type(error) is KLOUDLESS.error("NotFoundError")
    assert error.request_id == REQUEST_ID
    assert server.sent == 1


def test_a_redirect_whose_body_does_not_end_leads_nowhere_in_time(face: Face) -> None:
    reply = endless(head("307 Temporary Redirect", "Location: /", "Content-Length: 1000000"), b" ", PAUSE)
    with KLOUDLESS.calling(face, reply, deadline=DEADLINE) as (calls, _):
        error = timed(calls.read, calls.failure)
    assert isinstance(error, KLOUDLESS.error("APITimeoutError"))


def test_a_list_ends_with_the_deadline_of_its_page(face: Face) -> None:
    with KLARIFY.calling(face, BODIES["chunks"], deadline=DEADLINE) as (calls, _):
        error = timed(calls.read, calls.failure)
    assert type(error) is KLARIFY.error("APITimeoutError")


@pytest.mark.parametrize("api", [KLOUDLESS, KLIPFOLIO], ids=str)
def test_a_service_that_was_slow_once_is_asked_again(face: Face, api: API) -> None:
    with api.calling(face, silence, says(answer(api.good)), timeout=0.1) as (calls, server):
        assert calls.read().name == "First"
    assert server.sent == 2


def test_an_answer_in_single_bytes_is_an_answer_in_time(face: Face) -> None:
    def reply(line: Line) -> None:
        line.drip((bytes([byte]) for byte in answer(KLOUDLESS.good)), 0)

    with KLOUDLESS.calling(face, reply, deadline=30) as (calls, server):
        assert calls.read().name == "First"
    assert server.sent == 1
