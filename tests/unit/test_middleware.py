"""Functions of the caller's around every attempt."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, cast

import httpx2
import pytest
from klarify_client import APIConnectionError, Attempt, ConfigurationError, RateLimitError
from kloudless_management_client import NotFoundError

from tests.unit.scripted import APPLICATION, Face, Script
from tests.unit.small_api import RateLimit, small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.unit.conftest import Waits

KEY = "Qx7w+secret/middleware=="


def middleware(
    *,
    before: Callable[[httpx2.Request], object] = lambda _: None,
    after: Callable[[httpx2.Response], object] = lambda _: None,
    failed: Callable[[Exception], object] = lambda _: None,
) -> Any:
    """One that serves both clients: it tells what it sees."""

    def around(request: httpx2.Request, send: Any) -> Any:
        if inspect.iscoroutinefunction(send):
            return awaited(request, send)
        before(request)
        try:
            response = send(request)
        except httpx2.HTTPError as error:
            failed(error)
            raise
        after(response)
        return response

    async def awaited(request: httpx2.Request, send: Any) -> Any:
        before(request)
        try:
            response = await send(request)
        except httpx2.HTTPError as error:
            failed(error)
            raise
        after(response)
        return response

    return around


def content_of(request: httpx2.Request) -> bytes:
    return b"".join(cast("Iterable[bytes]", request.stream))


def changed(request: httpx2.Request, change: dict[str, Any]) -> httpx2.Request:
    parts: dict[str, Any] = {"method": request.method, "url": request.url, "headers": request.headers}
    return httpx2.Request(**{**parts, **change})


def client_of(face: Face, service: Script, *around: Any, **settings: Any) -> Any:
    return small(face, service, middleware=list(around), **{"api_key": KEY, "rate_limit": RateLimit(None), **settings})


def test_every_attempt_passes_through(face: Face, waits: Waits) -> None:
    seen: list[Any] = []
    one = middleware(
        before=lambda request: seen.append(request.extensions["attempt"]),
        after=lambda response: seen.append(response.status_code),
        failed=lambda error: seen.append(str(error)),
    )
    service = Script(httpx2.Response(503), httpx2.ReadTimeout("slow"), httpx2.Response(204))
    face.wait(client_of(face, service, one).things.get())
    attempts = [Attempt("things_get", "/api/things", number) for number in (1, 2, 3)]
    assert seen == [attempts[0], 503, attempts[1], "slow", attempts[2], 204]
    assert len(waits) == 2


def test_the_first_one_is_the_outermost(face: Face) -> None:
    seen: list[str] = []

    def named(name: str) -> Any:
        return middleware(before=lambda _: seen.append(f"to {name}"), after=lambda _: seen.append(f"from {name}"))

    around = [named("a"), named("b")]
    face.wait(client_of(face, Script(httpx2.Response(204)), *around).things.get())
    assert seen == ["to a", "to b", "from b", "from a"]


def test_it_sees_the_body_of_the_answer(face: Face) -> None:
    seen: list[Any] = []
    service = Script(httpx2.Response(200, json=APPLICATION))
    one = middleware(after=lambda response: seen.append(response.json()))
    app = face.wait(face.kloudless(service, middleware=[one]).applications.get("app1"))
    assert app.id == "app1"
    assert seen == [APPLICATION]


def test_it_may_add_headers(face: Face) -> None:
    service = Script(httpx2.Response(204))
    one = middleware(before=lambda request: request.headers.update({"traceparent": "00-1-2-01"}))
    face.wait(client_of(face, service, one).things.get())
    (request,) = service.requests
    assert request.headers["traceparent"] == "00-1-2-01"
    assert request.headers["kf-api-key"] == KEY


def test_it_sees_nothing_of_the_credential(face: Face) -> None:
    seen: list[str] = []

    def look(request: httpx2.Request) -> None:
        seen.append(f"{request!r} {request.url.raw_path!r} {request.headers.raw} {vars(request)}")

    face.wait(client_of(face, Script(httpx2.Response(204)), middleware(before=look)).things.get())
    empty = Script(httpx2.Response(200, json={"data": []}))
    query = face.klarify(empty, access_key=KEY, middleware=[middleware(before=look)])
    assert face.items(query.procedures.list()) == []
    key = face.kloudless(Script(httpx2.Response(404)), middleware=[middleware(before=look)])
    with pytest.raises(NotFoundError):
        face.wait(key.applications.api_keys.delete("app1", KEY))
    assert len(seen) == 3
    assert "Qx7w" not in "".join(seen)


def test_it_sees_the_content_that_is_sent(face: Face) -> None:
    seen: list[bytes] = []
    service = Script(httpx2.Response(201, json=APPLICATION))
    one = middleware(before=lambda request: seen.append(content_of(request)))
    face.wait(face.kloudless(service, middleware=[one]).applications.create(name="First"))
    assert seen == [b'{"name":"First"}'] == [request.content for request in service.requests]


def test_content_that_can_be_read_once_is_left_to_the_sending(face: Face) -> None:
    service = Script(httpx2.Response(204))
    one = middleware(before=content_of)
    face.wait(client_of(face, service, one).things.upload(iter([b"ab", b"c"])))
    assert service.sent == 1


def test_an_address_with_characters_of_its_own_is_the_same_address(face: Face) -> None:
    service = Script(httpx2.Response(204))
    client = face.kloudless(service, middleware=[middleware()])
    face.wait(client.applications.delete("it's ~50% <a>|b^"))
    assert service.sent == 1


def test_it_may_answer_every_reading_of_a_list(face: Face) -> None:
    asked: list[int] = []

    def answer(request: httpx2.Request, send: Any) -> Any:
        del send
        asked.append(request.extensions["attempt"].number)
        return httpx2.Response(200, json={"data": []})

    async def awaited(request: httpx2.Request, send: Any) -> Any:
        return answer(request, send)

    pager = face.klarify(Script(), middleware=[awaited if face.asynchronous else answer]).procedures.list()
    assert face.items(pager) == face.items(pager) == []
    assert asked == [1, 1]


def test_it_may_answer_by_itself(face: Face) -> None:
    def answer(request: httpx2.Request, send: Any) -> Any:
        del send
        return httpx2.Response(200, json={**APPLICATION, "name": request.method})

    async def awaited(request: httpx2.Request, send: Any) -> Any:
        return answer(request, send)

    service = Script()
    client = face.kloudless(service, middleware=[awaited if face.asynchronous else answer])
    assert face.wait(client.applications.get("app1")).name == "GET"
    assert service.sent == 0


def test_an_attempt_of_its_own_takes_a_turn_and_counts(face: Face, waits: Waits) -> None:
    def twice(request: httpx2.Request, send: Any) -> Any:
        send(request)
        return send(request)

    async def awaited(request: httpx2.Request, send: Any) -> Any:
        await send(request)
        return await send(request)

    service = Script(httpx2.Response(204), httpx2.Response(404))
    client = client_of(face, service, awaited if face.asynchronous else twice, rate_limit=RateLimit(1))
    with pytest.raises(Exception, match="2 attempts"):
        face.wait(client.things.get())
    assert waits == [1.0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"method": "DELETE"}, "method and address have to stay"),
        ({"url": "https://elsewhere.example/api/things"}, "method and address have to stay"),
        ({"headers": {"kf-api-key": "other"}}, "kf-api-key carries the credential"),
        ({"headers": {"Authorization": "other"}}, "carries the credential"),
    ],
)
def test_it_cannot_send_the_credential_elsewhere_or_another_one(face: Face, change: dict[str, Any], why: str) -> None:
    def other(request: httpx2.Request, send: Any) -> Any:
        return send(changed(request, change))

    async def awaited(request: httpx2.Request, send: Any) -> Any:
        return await send(changed(request, change))

    service = Script()
    with pytest.raises(ConfigurationError, match=why):
        face.wait(client_of(face, service, awaited if face.asynchronous else other).things.get())
    assert service.sent == 0


def test_what_it_raises_reaches_the_caller(face: Face, waits: Waits) -> None:
    def refuse(request: httpx2.Request) -> None:
        raise PermissionError(request.method)

    with pytest.raises(PermissionError, match="GET"):
        face.wait(client_of(face, Script(), middleware(before=refuse)).things.get())
    assert waits == []


def test_an_error_of_httpx2_counts_as_a_failed_attempt(face: Face, waits: Waits) -> None:
    failures = [httpx2.ConnectError("no way"), httpx2.ConnectError("no way")]

    def fail(request: httpx2.Request) -> None:
        if failures:
            raise failures.pop()
        del request

    service = Script(httpx2.Response(204))
    face.wait(client_of(face, service, middleware(before=fail)).things.get())
    assert service.sent == 1
    assert len(waits) == 2


def test_a_download_passes_unread(face: Face) -> None:
    closed: list[bool] = []
    service = Script(httpx2.Response(200, stream=httpx2.ByteStream(b"data")))
    client = client_of(face, service, middleware(after=lambda response: closed.append(response.is_closed)))
    assert face.wait(face.wait(client.things.download()).read()) == b"data"
    assert closed == [False]


@pytest.mark.parametrize("given", [middleware(), "x", 3, [3], ["x"]])
def test_what_is_no_middleware_is_refused(face: Face, given: Any) -> None:
    with pytest.raises(ConfigurationError, match="middleware: "):
        small(face, Script(), middleware=given)


@pytest.mark.parametrize("answer", [None, 200, httpx2.Response(200, stream=httpx2.ByteStream(b"{}"))])
def test_what_is_no_answer_is_refused(face: Face, answer: Any) -> None:
    def wrong(request: httpx2.Request, send: Any) -> Any:
        del request, send
        return answer

    async def awaited(request: httpx2.Request, send: Any) -> Any:
        return wrong(request, send)

    with pytest.raises(TypeError, match="middleware: "):
        face.wait(client_of(face, Script(), awaited if face.asynchronous else wrong).things.get())


def test_refusals_and_broken_answers_are_judged_as_without_it(face: Face) -> None:
    broken = httpx2.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx2.ByteStream(b"no gzip"))
    seen: list[str] = []
    one = middleware(failed=lambda error: seen.append(type(error).__name__))
    with pytest.raises(Exception, match="cannot be decompressed"):
        face.wait(face.kloudless(Script(broken), middleware=[one]).applications.get("app1"))
    assert seen == ["UnusableBody"]
    with pytest.raises(RateLimitError):
        face.wait(client_of(face, Script(httpx2.Response(429)), middleware(), max_retries=0).things.get())
    with pytest.raises(APIConnectionError):
        face.wait(client_of(face, Script(httpx2.ConnectError("")), middleware(), max_retries=0).things.get())


@pytest.mark.parametrize("around", [[], [middleware()]], ids=["without", "with"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_headers_that_are_not_ascii_are_kept(face: Face, around: list[Any], encoding: str) -> None:
    headers = [(b"X-Owner", "André".encode(encoding)), (b"Content-Encoding", b"gzip")]
    unreadable = httpx2.Response(404, headers=headers, stream=httpx2.ByteStream(b"no gzip"))
    with pytest.raises(NotFoundError) as caught:
        face.wait(face.kloudless(Script(unreadable), middleware=around).applications.get("app1"))
    assert caught.value.headers == {"x-owner": "André"}
    moved = httpx2.Response(301, headers=[(b"Location", "/é".encode(encoding))])
    service = Script(moved, httpx2.Response(200, headers=headers[:1], json=APPLICATION))
    client: Any = face.kloudless(service, middleware=around)
    raw = face.wait(client.with_raw_response(client.applications.get)("app1"))
    assert raw.headers["x-owner"] == "André"
    assert service.targets[1] == "/%C3%A9"
