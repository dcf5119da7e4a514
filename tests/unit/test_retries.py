"""Which failures are repeated, how often, and what is never sent twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx2
import klarify_client
import kloudless_management_client
import pytest

from tests.unit.scripted import APPLICATION, Face, Outcome, Script, procedures_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.unit.conftest import Waits

NEVER_ARRIVED = [httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout]
MAY_HAVE_ARRIVED = [
    httpx2.ReadTimeout,
    httpx2.WriteTimeout,
    httpx2.ReadError,
    httpx2.WriteError,
    httpx2.CloseError,
    httpx2.RemoteProtocolError,
]
TIMEOUTS = (httpx2.TimeoutException,)
PASSING_STATUSES = [408, 429, 500, 501, 502, 503, 504, 507, 520, 599]


def done() -> httpx2.Response:
    return procedures_page(range(1), has_next=False)


def created() -> httpx2.Response:
    return httpx2.Response(201, json=APPLICATION)


@pytest.mark.acceptance("KY-77")
@pytest.mark.parametrize("status", PASSING_STATUSES)
def test_a_read_is_repeated_after_a_status_that_may_pass(face: Face, waits: Waits, status: int) -> None:
    service = Script(httpx2.Response(status), done())
    assert len(face.items(face.klarify(service).procedures.list())) == 1
    assert service.sent == 2
    assert len(waits) == 1


@pytest.mark.acceptance("KY-79")
@pytest.mark.parametrize("failure", [*NEVER_ARRIVED, *MAY_HAVE_ARRIVED])
def test_a_read_is_repeated_after_a_connection_failure_or_timeout(
    face: Face, waits: Waits, failure: type[httpx2.TransportError]
) -> None:
    service = Script(failure("broken"), done())
    assert len(face.items(face.klarify(service).procedures.list())) == 1
    assert service.sent == 2
    assert len(waits) == 1


@pytest.mark.acceptance("KY-78")
@pytest.mark.parametrize("status", [400, 401, 402, 403, 405, 406, 409, 410, 418, 422, 425, 451, 499])
def test_another_4xx_is_sent_once(face: Face, waits: Waits, status: int) -> None:
    service = Script(httpx2.Response(status))
    with pytest.raises(klarify_client.APIStatusError) as caught:
        face.items(face.klarify(service).procedures.list())
    assert caught.value.status_code == status
    assert caught.value.attempts == service.sent == 1
    assert waits == []


@pytest.mark.acceptance("KY-77", "KY-81")
def test_after_three_repetitions_the_call_fails_with_the_last_error(face: Face, waits: Waits) -> None:
    service = Script(*[httpx2.Response(status) for status in (500, 502, 503, 504)])
    with pytest.raises(klarify_client.InternalServerError) as caught:
        face.items(face.klarify(service).procedures.list())
    assert caught.value.status_code == 504
    assert caught.value.attempts == service.sent == 4
    assert caught.value.elapsed == pytest.approx(sum(waits))
    assert "4 attempts" in str(caught.value)


@pytest.mark.acceptance("KY-79", "KY-81")
@pytest.mark.parametrize("failure", [*NEVER_ARRIVED, *MAY_HAVE_ARRIVED])
def test_a_connection_that_stays_broken_fails_in_the_end(
    face: Face, waits: Waits, failure: type[httpx2.TransportError]
) -> None:
    service = Script(*[failure("broken") for _ in range(4)])
    with pytest.raises(klarify_client.APIConnectionError, match=r"broken.*4 attempts") as caught:
        face.items(face.klarify(service).procedures.list())
    assert isinstance(caught.value, klarify_client.APITimeoutError) == issubclass(failure, TIMEOUTS)
    assert caught.value.attempts == service.sent == 4
    assert caught.value.elapsed == pytest.approx(sum(waits)) != 0


def test_different_failures_count_together(face: Face, waits: Waits) -> None:
    service = Script(httpx2.ConnectError("1"), httpx2.Response(503), httpx2.ReadTimeout("3"), httpx2.Response(429))
    with pytest.raises(klarify_client.RateLimitError):
        face.items(face.klarify(service).procedures.list())
    assert service.sent == 4
    assert len(waits) == 3


@pytest.mark.parametrize("failure", [httpx2.UnsupportedProtocol, httpx2.LocalProtocolError])
def test_a_failure_that_would_come_again_is_not_repeated(
    face: Face, waits: Waits, failure: type[httpx2.TransportError]
) -> None:
    service = Script(failure("no"))
    with pytest.raises(klarify_client.APIConnectionError) as caught:
        face.items(face.klarify(service).procedures.list())
    assert caught.value.attempts == service.sent == 1
    assert waits == []


@pytest.mark.parametrize("outcome", [httpx2.ReadTimeout("slow"), httpx2.Response(503), httpx2.Response(429)])
def test_no_retries_at_all_when_turned_off_for_the_client(face: Face, waits: Waits, outcome: Outcome) -> None:
    service = Script(outcome)
    with pytest.raises(klarify_client.APIError) as caught:
        face.items(face.klarify(service, max_retries=0).procedures.list())
    assert caught.value.attempts == service.sent == 1
    assert "attempts" not in str(caught.value)
    assert waits == []


@pytest.mark.parametrize(("of_client", "of_call", "sent"), [(0, 2, 3), (3, 0, 1), (1, 5, 6)])
def test_a_call_may_set_its_own_number_of_retries(
    face: Face, waits: Waits, of_client: int, of_call: int, sent: int
) -> None:
    service = Script(*[httpx2.Response(503) for _ in range(sent)])
    client = face.klarify(service, max_retries=of_client)
    with pytest.raises(klarify_client.InternalServerError):
        face.items(client.procedures.list(max_retries=of_call))
    assert service.sent == sent
    assert len(waits) == sent - 1


def test_the_number_of_retries_of_a_list_counts_for_every_page(face: Face, waits: Waits) -> None:
    service = Script(
        httpx2.Response(503),
        procedures_page(range(1), has_next=True),
        httpx2.Response(503),
        procedures_page(range(1, 2), has_next=False),
    )
    assert len(face.items(face.klarify(service, max_retries=0).procedures.list(max_retries=1))) == 2
    assert len(waits) == 2


@pytest.mark.parametrize("value", [-1, 2.5, True, "3", None])
def test_a_number_of_retries_that_is_none_is_refused(face: Face, value: object) -> None:
    with pytest.raises(klarify_client.ConfigurationError, match="max_retries"):
        face.klarify(Script(), max_retries=value)


@pytest.mark.parametrize("failure", NEVER_ARRIVED)
def test_a_write_that_cannot_have_arrived_is_sent_again(
    face: Face, waits: Waits, failure: type[httpx2.TransportError]
) -> None:
    service = Script(failure("refused"), failure("refused"), created())
    assert face.wait(face.kloudless(service).applications.create(name="First")).id == "app1"
    assert [request.content for request in service.requests] == [b'{"name":"First"}'] * 3
    assert len(waits) == 2


@pytest.mark.parametrize("failure", MAY_HAVE_ARRIVED)
def test_a_create_that_may_have_arrived_is_not_sent_again(
    face: Face, waits: Waits, failure: type[httpx2.TransportError]
) -> None:
    service = Script(failure("broken"))
    with pytest.raises(kloudless_management_client.APIConnectionError, match="POST may have been carried out"):
        face.wait(face.kloudless(service).applications.create(name="First"))
    assert service.sent == 1
    assert waits == []


@pytest.mark.parametrize("failure", MAY_HAVE_ARRIVED)
def test_an_update_that_may_have_arrived_is_not_sent_again(
    face: Face, waits: Waits, failure: type[httpx2.TransportError]
) -> None:
    service = Script(failure("broken"))
    with pytest.raises(kloudless_management_client.APIConnectionError, match="PATCH may have been carried out"):
        face.wait(face.kloudless(service).applications.update("app1", name="Second"))
    assert service.sent == 1
    assert waits == []


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_write_that_was_answered_is_not_sent_again(face: Face, waits: Waits, status: int) -> None:
    client = face.kloudless(service := Script(*[httpx2.Response(status, headers={"Retry-After": "1"})] * 4))
    for call in (
        lambda: client.applications.create(name="First"),
        lambda: client.applications.update("app1", name="Second"),
        lambda: client.applications.api_keys.create("app1"),
        lambda: client.applications.webhooks.create("app1", url="https://example.com"),
    ):
        with pytest.raises(kloudless_management_client.APIStatusError, match="may have been carried out") as caught:
            face.wait(call())
        assert caught.value.status_code == status
        assert caught.value.attempts == 1
    assert service.sent == 4
    assert waits == []


@pytest.mark.parametrize("outcome", [httpx2.ReadTimeout("slow"), httpx2.Response(503), httpx2.ReadError("broken")])
def test_a_delete_is_sent_again(face: Face, waits: Waits, outcome: Outcome) -> None:
    service = Script(outcome, httpx2.Response(204))
    face.wait(face.kloudless(service).applications.delete("app1"))
    assert service.sent == 2
    assert len(waits) == 1


def test_the_body_of_a_refusal_that_cannot_be_read_changes_nothing(face: Face, waits: Waits) -> None:
    garbled = {"Content-Encoding": "gzip"}
    service = Script(*[httpx2.Response(503, headers=garbled, stream=httpx2.ByteStream(b"no gzip")) for _ in range(2)])
    with pytest.raises(klarify_client.InternalServerError) as caught:
        face.items(face.klarify(service, max_retries=1).procedures.list())
    assert caught.value.attempts == 2
    assert caught.value.body is None
    assert len(waits) == 1


def test_an_answer_that_cannot_be_unpacked_is_not_asked_for_again(face: Face, waits: Waits) -> None:
    garbled = {"Content-Encoding": "gzip"}
    service = Script(httpx2.Response(200, headers=garbled, stream=httpx2.ByteStream(b"no gzip")))
    with pytest.raises(klarify_client.APIResponseValidationError, match="cannot be decompressed") as caught:
        face.items(face.klarify(service).procedures.list())
    assert caught.value.status_code == 200
    assert service.sent == 1
    assert waits == []


class BrokenOff(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A body that breaks off in the middle."""

    def __iter__(self) -> Iterator[bytes]:
        yield b'{"data": ['
        raise httpx2.RemoteProtocolError("peer closed connection without sending complete message body")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b'{"data": ['
        raise httpx2.RemoteProtocolError("peer closed connection without sending complete message body")


def test_an_answer_that_breaks_off_is_asked_for_again(face: Face, waits: Waits) -> None:
    service = Script(httpx2.Response(200, stream=BrokenOff()), done())
    assert len(face.items(face.klarify(service).procedures.list())) == 1
    assert len(waits) == 1


def test_a_create_whose_answer_breaks_off_is_not_sent_again(face: Face, waits: Waits) -> None:
    service = Script(httpx2.Response(201, stream=BrokenOff()))
    with pytest.raises(kloudless_management_client.APIConnectionError, match="POST may have been carried out"):
        face.wait(face.kloudless(service).applications.create(name="First"))
    assert service.sent == 1
    assert waits == []


def test_a_create_refused_with_a_body_that_breaks_off_is_a_refusal(face: Face) -> None:
    service = Script(httpx2.Response(400, stream=BrokenOff()))
    with pytest.raises(kloudless_management_client.BadRequestError):
        face.wait(face.kloudless(service).applications.create(name="First"))


def test_the_raw_answer_tells_attempts_and_elapsed_time(face: Face, waits: Waits) -> None:
    service = Script(httpx2.Response(503), httpx2.ReadTimeout("slow"), httpx2.Response(200, json=APPLICATION))
    client = face.kloudless(service)
    if isinstance(client, kloudless_management_client.KloudlessManagement):
        raw = client.with_raw_response(client.applications.get)("app1")
    else:
        raw = face.wait(client.with_raw_response(client.applications.get)("app1"))
    assert raw.attempts == 3
    assert raw.elapsed == pytest.approx(sum(waits))
    assert "3 attempts" in repr(raw)
