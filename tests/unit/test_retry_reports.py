"""What a caller learns of retries, and what it may decide about them."""

from __future__ import annotations

import logging
import pickle
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from klarify_client import APIConnectionError, APIError, ConfigurationError, InternalServerError, Retry

from tests.unit.scripted import Face, Script, procedures_page
from tests.unit.small_api import RateLimit, small

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.unit.conftest import Waits

DONE = httpx2.Response(204)


def call(face: Face, service: Script, method: str = "get", settings: Any = None, **options: Any) -> None:
    client = small(face, service, rate_limit=RateLimit(None), **(settings or {}))
    face.wait(getattr(client.things, method)(**options))


def test_an_error_tells_what_every_attempt_met_and_how_long_it_waited(face: Face, waits: Waits) -> None:
    service = Script(
        httpx2.ConnectError("refused"), httpx2.Response(503, headers={"Retry-After": "7"}), *[httpx2.Response(500)] * 2
    )
    with pytest.raises(InternalServerError) as caught:
        call(face, service)
    error = caught.value
    assert [(retry.attempt, retry.reason, retry.status_code) for retry in error.history] == [
        (1, "ConnectError: refused", None),
        (2, "HTTP 503", 503),
        (3, "HTTP 500", 500),
    ]
    assert [retry.delay for retry in error.history] == waits
    assert waits[1] == 7
    assert {(retry.operation, retry.method, retry.url) for retry in error.history} == {
        ("things_get", "GET", "https://small.example/api/things")
    }
    assert pickle.loads(pickle.dumps(error)).history == error.history  # noqa: S301 - our own bytes


def test_a_raw_answer_tells_the_same(face: Face, waits: Waits) -> None:
    client = face.klarify(Script(httpx2.Response(503), procedures_page(range(1), has_next=False)))
    pager: Any = client.procedures.list()
    raw = face.wait(pager.first_page()).raw
    assert raw.attempts == 2
    assert [(retry.reason, retry.delay) for retry in raw.history] == [("HTTP 503", waits[0])]


def test_a_call_without_retries_has_no_history(face: Face) -> None:
    with pytest.raises(APIError) as caught:
        call(face, Script(httpx2.Response(404)))
    assert caught.value.history == ()


def test_the_hook_is_called_before_the_wait(face: Face, waits: Waits) -> None:
    told: list[tuple[Retry, int]] = []

    def note(retry: Retry) -> None:
        told.append((retry, len(waits)))

    call(
        face,
        Script(httpx2.Response(503), httpx2.ReadTimeout("slow"), DONE),
        settings={"on_retry": note},
    )
    assert [(retry.reason, before) for retry, before in told] == [("HTTP 503", 0), ("ReadTimeout: slow", 1)]
    assert [retry.delay for retry, _ in told] == waits


def test_the_hook_is_not_called_where_nothing_is_repeated(face: Face) -> None:
    told: list[Retry] = []
    for outcome in (httpx2.Response(404), httpx2.Response(204)):
        settings = {"on_retry": told.append, "max_retries": 0}
        try:
            call(face, Script(outcome), settings=settings)
        except APIError:
            assert outcome.status_code == 404
    assert told == []


def test_a_hook_that_fails_ends_the_call(face: Face, waits: Waits) -> None:
    def refuse(retry: Retry) -> None:
        raise LookupError(retry.reason)

    with pytest.raises(LookupError, match="HTTP 503"):
        call(face, Script(httpx2.Response(503)), settings={"on_retry": refuse})
    assert waits == []


def test_a_hook_that_cannot_be_called_is_refused(face: Face) -> None:
    with pytest.raises(ConfigurationError, match="on_retry: str cannot be called"):
        small(face, Script(), on_retry="print")


@pytest.mark.parametrize("failure", [httpx2.ReadTimeout("slow"), httpx2.Response(503), httpx2.Response(500)])
def test_a_caller_may_vouch_for_a_write(face: Face, waits: Waits, failure: Any) -> None:
    service = Script(failure, DONE)
    call(face, service, "create", idempotent=True)
    assert [request.method for request in service.requests] == ["POST", "POST"]
    assert len(waits) == 1


@pytest.mark.parametrize("failure", [httpx2.ReadTimeout("slow"), httpx2.Response(503)])
def test_a_caller_may_forbid_what_the_method_allows(face: Face, waits: Waits, failure: Any) -> None:
    service = Script(failure)
    with pytest.raises(APIError, match="the GET may have been carried out"):
        call(face, service, idempotent=False)
    assert service.sent == 1
    assert waits == []


def test_what_never_arrived_is_sent_again_even_then(face: Face, waits: Waits) -> None:
    service = Script(httpx2.ConnectError("refused"), DONE)
    call(face, service, "create", idempotent=False)
    assert service.sent == 2
    assert len(waits) == 1


@pytest.mark.parametrize("value", [1, "yes", None])
def test_vouching_is_true_or_false(face: Face, value: object) -> None:
    if value is None:
        call(face, Script(DONE), idempotent=None)
        return
    with pytest.raises(ConfigurationError, match="idempotent: give True or False"):
        call(face, Script(), idempotent=value)


class BreaksOff(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that breaks off."""

    def __iter__(self) -> Iterator[bytes]:
        yield b"{"
        raise httpx2.ReadError("reset")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"{"
        raise httpx2.ReadError("reset")


def test_an_answer_that_broke_off_is_named(face: Face) -> None:
    answer = httpx2.Response(201, headers={"X-Request-Id": "r-9"}, stream=BreaksOff())
    with pytest.raises(APIConnectionError, match=r"\(HTTP 201, request r-9\)") as caught:
        call(face, Script(answer), "create")
    assert (caught.value.status_code, caught.value.request_id) == (201, "r-9")


def test_a_connection_that_was_never_made_has_no_status(face: Face) -> None:
    with pytest.raises(APIConnectionError) as caught:
        call(face, Script(httpx2.ConnectError("refused")), max_retries=0)
    assert (caught.value.status_code, caught.value.request_id) == (None, None)
    assert "HTTP" not in str(caught.value)


def test_a_retry_is_logged(face: Face, waits: Waits, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "small_client"):
        call(face, Script(httpx2.Response(503), DONE))
    assert f"things_get: HTTP 503; retry in {waits[0]:.1f} s" in caplog.text
