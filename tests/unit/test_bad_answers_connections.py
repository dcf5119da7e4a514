"""Connections after a bad answer: none is used again that is not clean, and none is left behind."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import httpx2
import klipfolio_client
import pytest
import trio

from tests.unit.bad_answers import KEY, KLIP, KLIPFOLIO, KLOUDLESS
from tests.unit.misbehaving import (
    PATIENCE,
    REQUEST_ID,
    answer,
    chunked,
    endless,
    ends_after,
    head,
    misbehaving,
    resets_after,
    says,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.misbehaving import Line, Reply
    from tests.unit.scripted import Face

GOOD = KLOUDLESS.good
OTHER = GOOD.replace(b"First", b"Other")

SURPLUS = {
    "a second answer": answer(GOOD) + answer(OTHER),
    "a second answer behind chunks": chunked(GOOD) + answer(OTHER),
    "the beginning of one": answer(GOOD) + b"HTTP/1.1 200 OK\r\n",
    "a body longer than its length": answer(GOOD) + b"\r\n\r\n",
    "a body without a place": head("204 No Content") + b"{}",
}


@pytest.mark.parametrize("own", [False, True], ids=["our transport", "http_client of the caller"])
@pytest.mark.parametrize("data", SURPLUS.values(), ids=SURPLUS)
def test_what_follows_an_answer_is_no_answer_to_the_next_request(face: Face, data: bytes, own: bool) -> None:
    settings: dict[str, Any] = {}
    if own:
        settings["http_client"] = httpx2.AsyncClient() if face.asynchronous else httpx2.Client()
    with KLOUDLESS.calling(face, says(data), says(answer(GOOD)), **settings) as (calls, server):
        if data.startswith(b"HTTP/1.1 204"):
            calls.failure(calls.read)
        else:
            calls.read()
        for _ in range(2):
            assert calls.create().name == "First"
        if own:
            face.close(settings["http_client"])
    assert server.sent == 3
    assert server.connections == 2


def test_a_clean_connection_is_used_again(face: Face) -> None:
    with KLOUDLESS.calling(face, says(answer(GOOD)), says(chunked(GOOD))) as (calls, server):
        for _ in range(4):
            calls.read()
    assert (server.sent, server.connections) == (4, 1)


@pytest.mark.parametrize("how", [ends_after, resets_after])
def test_a_connection_that_the_service_closed_meanwhile_is_not_used_for_a_create(
    face: Face, how: Callable[[bytes], Reply]
) -> None:
    closed = threading.Event()

    def reply(line: Line) -> None:
        how(answer(GOOD))(line)
        closed.set()

    with KLOUDLESS.calling(face, reply, says(answer(OTHER))) as (calls, server):
        calls.read()
        assert closed.wait(PATIENCE)
        assert calls.create().name == "Other"
    assert (server.sent, server.connections) == (2, 2)


@pytest.mark.parametrize("how", [ends_after, resets_after])
def test_a_connection_that_is_closed_with_the_request_on_its_way(face: Face, how: Callable[[bytes], Reply]) -> None:
    replies = [says(answer(GOOD)), how(b""), says(answer(GOOD)), how(b"")]
    with KLOUDLESS.calling(face, *replies) as (calls, server):
        calls.read()
        assert calls.read().name == "First", "asked again over a new connection"
        error = calls.failure(calls.create)
    assert "may have been carried out" in str(error)
    assert (server.sent, server.connections) == (4, 2)


def test_many_calls_at_once_leave_no_connection(face: Face) -> None:
    replies = [resets_after(b""), ends_after(answer(GOOD)[:-1]), resets_after(answer(GOOD)[:99]), says(answer(GOOD))]
    # One call may meet all of the bad answers.
    with KLOUDLESS.calling(face, *replies * 10, max_retries=30) as (calls, server):
        names: list[str] = []
        if face.asynchronous:

            async def every() -> list[Any]:
                return await asyncio.gather(*[KLOUDLESS.read(calls.client) for _ in range(10)])

            names = [application.name for application in face.run(every())]
        else:
            threads = [threading.Thread(target=lambda: names.append(calls.read().name)) for _ in range(10)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    assert names == ["First"] * 10
    assert 13 < server.sent <= 40


FLOODS: dict[str, Reply] = {
    "too large": endless(head("200 OK", "Transfer-Encoding: chunked"), b"10000\r\n" + b" " * 0x10000 + b"\r\n", 0),
    "not what was asked for": says(answer(GOOD, "200 OK", "Content-Encoding: br")),
    "no gzip": endless(head("200 OK", "Content-Encoding: gzip"), b" " * 0x10000, 0),
    "late": endless(head("200 OK", "Transfer-Encoding: chunked"), b"1\r\n \r\n", 0.02),
    "cut": ends_after(head("200 OK", "Content-Length: 2") + b"{"),
}


# trio tells of generators that were left before their end; asyncio finishes them some time later, silently.
@pytest.mark.parametrize("reply", FLOODS.values(), ids=FLOODS)
def test_nothing_is_left_unfinished_under_trio(reply: Reply) -> None:
    async def read(url: str) -> None:
        async with klipfolio_client.AsyncKlipfolio(
            api_key=KEY, base_url=url, max_response_bytes=300_000, deadline=1, max_retries=0
        ) as client:
            with pytest.raises(klipfolio_client.APIError) as caught:
                await client.klips.get(KLIP["id"])
            assert caught.value.operation == "klips_get"

    with misbehaving(reply) as server:
        trio.run(read, server.url)
    assert server.sent == 1


@pytest.mark.parametrize(
    ("reply", "received"),
    [
        (ends_after(head("200 OK", "Content-Length: 1000") + b"a;b\n"), 4),
        (resets_after(chunked(b"a;b\n")[:-5]), 4),
        (ends_after(head("200 OK", "Content-Length: 1000", "Content-Encoding: gzip") + b"no"), 0),
    ],
    ids=["cut", "reset", "no gzip"],
)
def test_a_download_that_breaks_off_tells_of_which_answer(face: Face, reply: Reply, received: int) -> None:
    with KLIPFOLIO.calling(face, reply) as (calls, server):
        download = face.wait(calls.client.datasource_instances.data.get("0" * 32))
        with pytest.raises(klipfolio_client.APIConnectionError) as caught:
            face.wait(download.read())
        face.wait(download.close())
    assert f"after {received} bytes" in str(caught.value)
    assert (caught.value.status_code, caught.value.request_id) == (200, REQUEST_ID)
    assert server.sent == 1
