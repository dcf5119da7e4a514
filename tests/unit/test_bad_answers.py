"""Answers that are none: what the caller gets, over real sockets, and how often the service is asked."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.bad_answers import KEY, KLARIFY, KLIPFOLIO, KLOUDLESS, encoded
from tests.unit.misbehaving import REQUEST_ID, answer, chunked, ends_after, head, resets_after, says

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from tests.unit.bad_answers import API
    from tests.unit.misbehaving import Line, Reply
    from tests.unit.scripted import Face

ATTEMPTS = 4
"""How often a call that may be repeated is sent: once, and three retries."""

BOTH = pytest.mark.parametrize("api", [KLOUDLESS, KLIPFOLIO], ids=str)


@dataclass(frozen=True, slots=True)
class Bad:
    """An answer that is none.

    Attributes:
        name: What is wrong with it.
        reply: Gives it, made of the body of a good one.
        kind: Name of the error.
        status: Status that the error tells, ``None`` where no answer had begun.
        sent: How often a read is sent.
    """

    name: str
    reply: Callable[[bytes], Reply]
    kind: str = "APIResponseValidationError"
    status: int | None = 200
    sent: int = 1

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def body(name: str, change: Callable[[bytes], bytes], content_type: str = "application/json") -> Bad:
    """An answer with another body."""
    return Bad(name, lambda good: says(answer(change(good), content_type=content_type)))


def cut(name: str, reply: Callable[[bytes], Reply]) -> Bad:
    """An answer that breaks off after its head."""
    return Bad(name, reply, "APIConnectionError", 200, ATTEMPTS)


def no_answer(name: str, data: bytes | Callable[[bytes], bytes]) -> Bad:
    """Bytes that are not even the head of an answer."""

    def reply(good: bytes) -> Reply:
        return ends_after(data if isinstance(data, bytes) else data(good))

    return Bad(name, reply, "APIConnectionError", None, ATTEMPTS)


def refused(name: str, status: int, kind: str = "APIStatusError", sent: int = 1) -> Bad:
    """A good answer with a bad status."""
    return Bad(name, lambda good: says(answer(good, f"{status} Whatever")), kind, status, sent)


def packed(body: bytes, encoding: str) -> bytes:
    """A whole answer whose body is told to be compressed."""
    return answer(body, "200 OK", f"Content-Encoding: {encoding}")


def unpackable(name: str, encoding: str, change: Callable[[bytes], bytes]) -> Bad:
    """An answer that is not compressed as it says."""
    return Bad(name, lambda good: says(packed(change(good), encoding)))


def first_member(text: bytes) -> Callable[[bytes], bytes]:
    """Put a member in front that no model knows."""
    return lambda good: good.replace(b"{", b'{"unknown":' + text + b",", 1)


def named(text: bytes) -> Callable[[bytes], bytes]:
    """Put something else in place of the name."""
    return lambda good: good.replace(b'"First"', text)


BODIES = [
    body("empty", lambda _good: b""),
    body("blank", lambda _good: b" \r\n\t"),
    body("html", lambda _good: b"<!doctype html><title>Sign in</title>", "text/html; charset=utf-8"),
    body("plain text", lambda _good: b"OK", "text/plain"),
    body("null", lambda _good: b"null"),
    body("true", lambda _good: b"true"),
    body("a number", lambda _good: b"42"),
    body("a text", lambda _good: b'"First"'),
    body("a list", lambda _good: b"[]"),
    body("an empty object", lambda _good: b"{}"),
    body("cut short, with the right length", lambda good: good[:-1]),
    body("twice", lambda good: good + good),
    body("garbage behind", lambda good: good + b"\0"),
    body("a proxy's page before", lambda good: b"<!-- cached -->" + good),
    body("UTF-16, as declared", lambda good: good.decode().encode("utf-16"), "application/json; charset=utf-16"),
    body("UTF-16 without a mark", lambda good: good.decode().encode("utf-16-le"), "application/json; charset=utf-16"),
    body("UTF-32", lambda good: good.decode().encode("utf-32"), "application/json; charset=utf-32"),
    body(
        "UTF-7", lambda good: good.decode().encode("utf-7").replace(b"{", b"+AHs-"), "application/json; charset=utf-7"
    ),
    body("Latin-1, as declared", named('"Fürst"'.encode("latin-1")), "application/json; charset=iso-8859-1"),
    body("a byte of Latin-1 in a member that nobody reads", first_member(b'"\xfc"')),
    body("no UTF-8 at all", named(b'"\xff\xfe"')),
    body("UTF-8 cut inside of a character", named(b'"\xe2\x82"')),
    body("overlong UTF-8", named(b'"\xc0\xaf"')),
    body("a surrogate in UTF-8", named(b'"\xed\xa0\x80"')),
    body("half of an escaped pair", named(b'"\\ud83d"')),
    body("the wrong half of an escaped pair", named(b'"\\ude00\\ud83d"')),
    body("NaN", named(b"NaN")),
    body("Infinity", named(b"Infinity")),
    body("minus Infinity", named(b"-Infinity")),
    body("a float beyond floats", named(b"1e999")),
    body("an integer of 10,000 digits", named(b"9" * 10_000)),
    body("an integer of 10,000 digits that nobody reads", first_member(b"9" * 10_000)),
    body("a fraction of 10,000 digits", named(b"0." + b"9" * 10_000)),
    body("a control character in a text", named(b'"\x01"')),
    body("single quotes", lambda good: good.replace(b'"', b"'")),
    body("a comma too many", lambda good: good.replace(b"}", b",}")),
    body("100,000 lists", lambda _good: b"[" * 100_000 + b"]" * 100_000),
    body("100,000 lists without an end", lambda _good: b"[" * 100_000),
    body("100,000 objects", lambda _good: b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
    body("100,000 lists that nobody reads", first_member(b"[" * 100_000 + b"]" * 100_000)),
    body("a name that is 100,000 lists", named(b"[" * 100_000 + b"]" * 100_000)),
]

PACKED = [
    unpackable("gzip that is none", "gzip", lambda good: good),
    unpackable("gzip that is zlib", "gzip", zlib.compress),
    unpackable("gzip with a wrong sum", "gzip", lambda good: gzip.compress(good)[:-8] + b"\0" * 8),
    unpackable("gzip with a wrong part behind", "gzip", lambda good: gzip.compress(good) + b"\x1f\x8b\xff" * 4),
    unpackable("gzip of nothing", "gzip", lambda _good: gzip.compress(b"")),
    unpackable("no byte of gzip", "gzip", lambda _good: b""),
    unpackable("deflate that is none", "deflate", lambda good: good),
    unpackable("an encoding that was not asked for", "br", lambda good: good),
    unpackable("an encoding that does not exist", "x" * 1000, lambda good: good),
    unpackable("gzip, twice", "gzip, gzip", lambda good: gzip.compress(gzip.compress(good))),
]

BREAKING_OFF = [
    cut("Content-Length too large", lambda good: ends_after(answer(good, "200 OK")[:-1])),
    cut(
        "a Content-Length beyond reason", lambda good: ends_after(head("200 OK", f"Content-Length: {'9' * 20}") + good)
    ),
    cut("no body at all", lambda _good: ends_after(head("200 OK", "Content-Length: 10"))),
    cut("a chunk cut", lambda good: ends_after(chunked(good)[:-20])),
    cut("no last chunk", lambda good: ends_after(chunked(good)[:-5])),
    cut("the last chunk without its end", lambda good: ends_after(chunked(good)[:-1])),
    cut(
        "a chunk that is longer than it says",
        lambda good: ends_after(chunked(good).replace(b"\r\n10\r\n", b"\r\n0f\r\n")),
    ),
    cut("a chunk without a size", lambda good: ends_after(chunked(good).replace(b"\r\n10\r\n", b"\r\nxyz\r\n"))),
    cut("a negative chunk", lambda good: ends_after(chunked(good).replace(b"\r\n10\r\n", b"\r\n-1\r\n"))),
    cut(
        "a chunk beyond reason",
        lambda good: ends_after(chunked(good).replace(b"\r\n10\r\n", b"\r\n" + b"f" * 30 + b"\r\n")),
    ),
    cut("gzip that ends too early", lambda good: says(packed(gzip.compress(good)[:-9], "gzip"))),
    cut("a body that is reset", lambda good: resets_after(answer(good)[:-1])),
]

NO_ANSWERS = [
    no_answer("nothing", b""),
    no_answer("one byte", b"H"),
    no_answer("a head without its end", b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"),
    no_answer("a greeting of SMTP", b"220 mail.example ESMTP\r\n"),
    no_answer("a greeting of SSH", b"SSH-2.0-OpenSSH_9.9\r\n\r\n"),
    no_answer("an alert of TLS", b"\x15\x03\x01\x00\x02\x02\x46"),
    no_answer("frames of HTTP/2", b"\x00\x00\x12\x04\x00\x00\x00\x00\x00" * 3),
    no_answer("zeros", b"\0" * 1000),
    no_answer("line breaks", b"\r\n" * 1000),
    no_answer("JSON without a head", lambda good: good),
    no_answer("a status of two digits", lambda good: answer(good, "20 OK")),
    no_answer("a status of four digits", lambda good: answer(good, "2000 OK")),
    no_answer("a status in letters", lambda good: answer(good, "2OO OK")),
    no_answer("a status below 100", lambda good: answer(good, "099 Whatever")),
    no_answer("only 100", lambda good: answer(good, "100 Continue")),
    no_answer("101 that nobody asked for", lambda good: answer(good, "101 Switching Protocols", "Upgrade: h2c")),
    no_answer("only 199", lambda good: answer(good, "199 Whatever")),
    no_answer("a header without a colon", lambda good: answer(good, "200 OK", "this is no header")),
    no_answer("a header with a space in its name", lambda good: answer(good, "200 OK", "X Y: 1")),
    no_answer("a header with a zero byte", lambda good: answer(good, "200 OK", "X: \0")),
    no_answer("a negative Content-Length", lambda good: head("200 OK", "Content-Length: -1") + good),
    no_answer("a Content-Length in letters", lambda good: head("200 OK", "Content-Length: many") + good),
    no_answer("two Content-Lengths", lambda good: answer(good, "200 OK", "Content-Length: 1")),
    no_answer("an unknown Transfer-Encoding", lambda good: head("200 OK", "Transfer-Encoding: gzip") + good),
    no_answer("a header of 200,000 bytes", lambda good: answer(good, "200 OK", f"X: {'x' * 200_000}")),
    no_answer("20,000 headers", lambda good: answer(good, "200 OK", *[f"X-{number}: 1" for number in range(20_000)])),
]

STATUSES = [
    Bad("204 without a body", lambda _good: says(head("204 No Content")), status=204),
    Bad(
        "304 with a length and no body",
        lambda good: says(answer(good, "304 Not Modified")[: -len(good)]),
        "APIStatusError",
        304,
    ),
    refused("300", 300),
    refused("307 that leads nowhere", 307),
    refused("399", 399),
    refused("400", 400, "BadRequestError"),
    refused("418", 418),
    refused("499", 499),
    refused("500", 500, "InternalServerError", ATTEMPTS),
    refused("520", 520, "InternalServerError", ATTEMPTS),
    refused("599", 599, "InternalServerError", ATTEMPTS),
    Bad(
        "404 with headers in no encoding, broken off",
        lambda good: ends_after(answer(good, "404 \xe4\xff", "X-Y: \xe4\xff\xfe")[:-1]),
        "NotFoundError",
        404,
    ),
    refused("600", 600, "InternalServerError", ATTEMPTS),
    refused("999", 999, "InternalServerError", ATTEMPTS),
]

EVERY_BAD = [*BODIES, *PACKED, *BREAKING_OFF, *NO_ANSWERS, *STATUSES]


@BOTH
@pytest.mark.parametrize("bad", EVERY_BAD, ids=str)
def test_a_bad_answer_is_an_error_that_says_where(face: Face, api: API, bad: Bad) -> None:
    with api.calling(face, bad.reply(api.good)) as (calls, server):
        error = calls.failure(calls.read)
    assert type(error) is api.error(bad.kind)
    assert error.status_code == bad.status
    assert server.sent == error.attempts == bad.sent
    # Where the body names the request itself (an `id` beside the error), that is what the service goes by.
    assert bad.status is None or error.request_id in {REQUEST_ID, "app1"}


@pytest.mark.parametrize("bad", [*BREAKING_OFF, *NO_ANSWERS, *STATUSES[2:]], ids=str)
def test_a_create_is_sent_once_whatever_comes_back(face: Face, bad: Bad) -> None:
    api = KLOUDLESS
    with api.calling(face, bad.reply(api.good)) as (calls, server):
        error = calls.failure(calls.create)
    assert server.sent == error.attempts == 1
    assert error.status_code == bad.status


@pytest.mark.parametrize("bad", [*BREAKING_OFF, *NO_ANSWERS], ids=str)
def test_a_read_survives_one_bad_answer(face: Face, bad: Bad) -> None:
    api = KLIPFOLIO
    with api.calling(face, bad.reply(api.good), says(answer(api.good))) as (calls, server):
        assert calls.read().name == "First"
    assert server.sent == 2


def passing_on(request: httpx2.Request, send: Callable[[httpx2.Request], Any]) -> Any:
    """A middleware for both faces, which does nothing."""
    return send(request)


@pytest.mark.parametrize("bad", [*BODIES[::6], *PACKED, *BREAKING_OFF, *NO_ANSWERS[::4], *STATUSES], ids=str)
def test_a_middleware_changes_nothing_about_a_bad_answer(face: Face, bad: Bad) -> None:
    with KLIPFOLIO.calling(face, bad.reply(KLIPFOLIO.good), middleware=[passing_on]) as (calls, server):
        error = calls.failure(calls.read)
    assert type(error) is KLIPFOLIO.error(bad.kind)
    assert error.status_code == bad.status
    assert server.sent == error.attempts == bad.sent


@pytest.mark.parametrize("bad", [*BODIES[:8], *BREAKING_OFF[:3], *NO_ANSWERS[:3]], ids=str)
def test_a_list_with_a_bad_page_fails_like_any_call(face: Face, bad: Bad) -> None:
    with KLARIFY.calling(face, bad.reply(KLARIFY.good)) as (calls, server):
        error = calls.failure(calls.read)
    assert type(error) is KLARIFY.error(bad.kind)
    assert error.status_code == bad.status
    assert server.sent == bad.sent


ODD = [
    body("wrong content type", lambda good: good, "image/png"),
    body("no content type worth the name", lambda good: good, ";;=;charset"),
    body("a character set that does not exist", lambda good: good, "application/json; charset=klingon"),
    body("members twice, of which the last counts", lambda good: good.replace(b'"name"', b'"name":"Second","name"')),
    body("NaN that nobody reads", first_member(b"[NaN,Infinity,-Infinity,1e999]")),
    Bad("no length", lambda good: ends_after(head("200 OK") + good)),
    Bad("205", lambda good: says(answer(good, "205 Reset Content"))),
    Bad("299", lambda good: says(answer(good, "299 Whatever"))),
    Bad("no reason", lambda good: says(answer(good, "200"))),
    Bad("HTTP/1.0", lambda good: ends_after(answer(good).replace(b"HTTP/1.1", b"HTTP/1.0"))),
    Bad("lines that end like those of Unix", lambda good: says(answer(good).replace(b"\r\n", b"\n"))),
    Bad("1,000 times 100 before", lambda good: says(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000 + answer(good))),
    Bad("a header of 60,000 bytes", lambda good: says(answer(good, "200 OK", f"X: {'x' * 60_000}"))),
    Bad("headers in no encoding", lambda good: says(answer(good, "200 \xe4\xff", "X-Y: \xe4\xff\xfe"))),
    Bad("trailers", lambda good: says(chunked(good)[:-2] + b"X-Late: 1\r\n\r\n")),
    Bad("gzip", lambda good: says(packed(gzip.compress(good), "gzip"))),
    Bad("GZip", lambda good: says(packed(gzip.compress(good), "X-GZip"))),
    Bad("gzip in single bytes", lambda good: says(chunked(gzip.compress(good), "Content-Encoding: gzip", size=1))),
    Bad("gzip in two parts", lambda good: says(packed(gzip.compress(good[:9]) + gzip.compress(good[9:]), "gzip"))),
    Bad("gzip and zeros behind", lambda good: says(packed(gzip.compress(good) + b"\0" * 9, "gzip"))),
    Bad("deflate", lambda good: says(packed(zlib.compress(good), "deflate"))),
    Bad("deflate without the header of zlib", lambda good: says(packed(zlib.compress(good, wbits=-15), "deflate"))),
    Bad("packed by name alone", lambda good: says(packed(good, "identity"))),
]


@pytest.mark.parametrize(("api", "middleware"), [(KLOUDLESS, []), (KLIPFOLIO, [passing_on])], ids=["plain", "envelope"])
@pytest.mark.parametrize("odd", ODD, ids=str)
def test_an_odd_answer_is_an_answer(face: Face, api: API, middleware: list[Any], odd: Bad) -> None:
    with api.calling(face, odd.reply(api.good), middleware=middleware) as (calls, server):
        assert calls.read().name == "First"
    assert server.sent == 1


def test_the_content_type_is_told_where_it_explains_the_fault(face: Face) -> None:
    page = says(answer(b"<html>", content_type="text/html"))
    with KLIPFOLIO.calling(face, page) as (calls, _):
        assert "(content type text/html)" in str(calls.failure(calls.read))


RETRY_AFTERS: list[Any] = [
    "9" * 5000,
    "1e400",
    "-1",
    "nan",
    "inf",
    "0x10",
    "soon",
    "Mon, 99 Jan 2024 00:00:00 GMT",
    "Mon, 01 Jan 99999 00:00:00 GMT",
    "Mon, 01 Jan 2024 00:00:00 +99999999999999999999",
    "Mon, 01 Jan 0001 00:00:00 +2300",
]


@pytest.mark.parametrize("value", RETRY_AFTERS, ids=lambda value: value[:40])
def test_an_unreadable_retry_after_changes_nothing(face: Face, value: str) -> None:
    away = says(answer(b"", "503 Service Unavailable", f"Retry-After: {value}"))
    with KLOUDLESS.calling(face, away, says(answer(KLOUDLESS.good))) as (calls, server):
        assert calls.read().name == "First"
    assert server.sent == 2


HALVES: list[tuple[API, Any]] = [
    (KLOUDLESS, {"message": "half \ud83d", "error_code": "\ude00", "id": "\ud83d"}),
    (KLIPFOLIO, {"meta": {"error_desc": "half \ud83d", "error_code": "\ude00", "error_id": "\ud83d"}}),
    (KLARIFY, {"error": "half \ud83d"}),
]


@pytest.mark.parametrize(("api", "told"), HALVES, ids=str)
def test_a_refusal_with_halves_of_characters_can_be_printed(face: Face, api: API, told: Any) -> None:
    with api.calling(face, says(answer(encoded(told), "400 Bad Request"))) as (calls, _):
        assert "half ?" in str(calls.failure(calls.read))


def echo(line: Line) -> None:
    """Refuse, and tell all of the request: in the reason, a header and the body."""
    sent = line.request.decode("latin-1")
    line.send(answer(line.request, f"400 {KEY}", f"X-Sent: {sent.replace(chr(13), ' ').replace(chr(10), ' ')}"))


def echo_garbage(line: Line) -> None:
    """Answer with the request itself, which is no answer."""
    line.send(line.request)
    line.end()


@pytest.mark.parametrize("reply", [echo, echo_garbage])
@pytest.mark.parametrize("api", [KLOUDLESS, KLIPFOLIO, KLARIFY], ids=str)
def test_a_service_that_gives_the_credential_back_is_not_quoted(face: Face, api: API, reply: Reply) -> None:
    with api.calling(face, reply) as (calls, server):
        calls.failure(calls.read)
    assert KEY.encode() in server.requests[0]
