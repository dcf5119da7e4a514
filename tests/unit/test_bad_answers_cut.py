"""Answers that end anywhere: after each of their bytes, by hanging up and by tearing the connection down."""

from __future__ import annotations

import gzip
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.unit.bad_answers import KLIPFOLIO, KLOUDLESS
from tests.unit.misbehaving import REQUEST_ID, answer, chunked, ends_after, resets_after, says

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.misbehaving import Reply
    from tests.unit.scripted import Face

WHOLE = {"length": answer(KLOUDLESS.good), "chunks": chunked(KLOUDLESS.good, size=50)}
ENDS = pytest.mark.parametrize("ends", [ends_after, resets_after])
FRAMES = pytest.mark.parametrize("whole", WHOLE.values(), ids=WHOLE)


@ENDS
@FRAMES
def test_a_read_whose_answer_ends_anywhere_is_sent_again(
    face: Face, whole: bytes, ends: Callable[[bytes], Reply]
) -> None:
    replies = [reply for cut in range(len(whole)) for reply in (ends(whole[:cut]), says(whole))]
    with KLOUDLESS.calling(face, *replies) as (calls, server):
        for _ in range(len(whole)):
            assert calls.read().name == "First"
    assert server.sent == 2 * len(whole)


@ENDS
def test_a_create_whose_answer_ends_anywhere_is_sent_once(face: Face, ends: Callable[[bytes], Reply]) -> None:
    whole = answer(KLOUDLESS.good, "201 Created")
    body = whole.index(b"\r\n\r\n") + 4
    with KLOUDLESS.calling(face, *[ends(whole[:cut]) for cut in range(len(whole))]) as (calls, server):
        for cut in range(len(whole)):
            error = calls.failure(calls.create)
            assert type(error) is KLOUDLESS.error("APIConnectionError")
            begun = (201, REQUEST_ID) if cut >= body else (None, None)
            assert (error.status_code, error.request_id) == begun
            assert server.sent == cut + 1


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_packed_content_that_ends_anywhere_is_no_answer(face: Face, encoding: str) -> None:
    # The length is right: a proxy that packs, and stops, sends such.
    packed = {"gzip": gzip.compress(KLIPFOLIO.good), "deflate": zlib.compress(KLIPFOLIO.good)}[encoding]
    replies = [
        says(answer(packed[:cut], "200 OK", f"Content-Encoding: {encoding}")) for cut in range(1, len(packed) + 1)
    ]
    with KLIPFOLIO.calling(face, *replies, max_retries=0) as (calls, server):
        for _ in range(1, len(packed)):
            error = calls.failure(calls.read)
            assert (error.status_code, error.request_id) == (200, REQUEST_ID)
        assert calls.read().name == "First"
    assert server.sent == len(packed)
    assert server.connections == 1
