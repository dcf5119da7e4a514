"""What a client and a call may be told: values that are refused and in which words, defaults, and what they do."""

from __future__ import annotations

import logging
import math
import sys
from typing import TYPE_CHECKING, Any, cast

import httpx2
import pytest
from klarify_client import ConfigurationError
from klarify_client._runtime.options import DEFAULT_MAX_RESPONSE_BYTES, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT

from tests.unit.scripted import Face, Script, procedures_page
from tests.unit.small_api import RateLimit, small

if TYPE_CHECKING:
    from tests.unit.conftest import Waits

TIMEOUT = "timeout: give a positive number of seconds; a call without a limit can hang"
RETRIES = "max_retries: give a whole number, 0 or more"
DEADLINE = "deadline: give a positive number of seconds, or None for no end"
MOST = "max_response_bytes: give a whole number of bytes, 1 or more"
MIDDLEWARE = "middleware: give a list, even for a single one"

REFUSED: list[tuple[str, object, str]] = [
    *(("timeout", value, TIMEOUT) for value in (0, -1, 0.0, math.inf, math.nan, True)),
    ("timeout", "30", "timeout: expected seconds, got str"),
    ("timeout", None, "timeout: expected seconds, got NoneType"),
    *(("max_retries", value, RETRIES) for value in (-1, 1.0, True, "1", None)),
    *(("deadline", value, DEADLINE) for value in (0, -1, math.inf, math.nan, True, "1")),
    *(("max_response_bytes", value, MOST) for value in (0, -1, 1.5, True, "9", None)),
    ("on_retry", 7, "on_retry: int cannot be called"),
    *(("middleware", value, MIDDLEWARE) for value in (print, list, 7)),
    ("middleware", [print, "log"], "middleware: str cannot be called"),
    ("rate_limit", 5, "rate_limit: expected RateLimit or the URL of a store, got int"),
    ("transport", object(), "transport: object is no httpx2 transport; it has no "),
]


@pytest.mark.parametrize(("setting", "value", "text"), REFUSED)
def test_a_setting_that_is_refused_says_what_to_give(face: Face, setting: str, value: object, text: str) -> None:
    settings: dict[str, Any] = {setting: value}
    with pytest.raises(ConfigurationError) as caught:
        small(face, **settings)
    method = "handle_async_request()" if face.asynchronous else "handle_request()"
    assert str(caught.value) == (text + method if setting == "transport" else text)


@pytest.mark.parametrize(
    ("setting", "value", "text"),
    [
        *(row for row in REFUSED if row[0] in {"timeout", "max_retries", "deadline"}),
        *(("idempotent", value, "idempotent: give True or False, or leave it out") for value in (1, 0, "yes")),
    ],
)
def test_a_call_refuses_the_same(face: Face, setting: str, value: object, text: str) -> None:
    service = Script()
    with pytest.raises(ConfigurationError) as caught:
        face.wait(small(face, service).things.get(**{setting: value}))
    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("setting", "value"),
    [("max_response_bytes", 1), ("timeout", 0.001), ("timeout", 5), ("deadline", 0.5), ("max_retries", 0)],
)
def test_the_smallest_that_make_sense_are_taken(face: Face, setting: str, value: object) -> None:
    service = Script(httpx2.Response(204))
    face.wait(small(face, service, **{setting: value}).things.get())
    assert service.sent == 1


def test_a_transport_and_a_client_together_are_refused(face: Face) -> None:
    with pytest.raises(ConfigurationError) as caught:
        small(face, Script(), http_client=httpx2.Client())
    assert str(caught.value) == "pass transport or http_client, not both"


def test_whoever_passes_a_client_for_a_transport_is_told_of_both_ways(face: Face) -> None:
    class Wrapped:
        transport = Script()

    with pytest.raises(ConfigurationError) as caught:
        small(face, cast("Any", Wrapped()))
    assert str(caught.value) == "transport: Wrapped is no httpx2 transport; pass its .transport"


def test_the_defaults_are_those_of_the_documents() -> None:
    assert (DEFAULT_TIMEOUT, DEFAULT_MAX_RETRIES, DEFAULT_MAX_RESPONSE_BYTES) == (30.0, 3, 256 * 1024 * 1024)


@pytest.mark.usefixtures("waits")
def test_without_settings_steps_take_30_seconds_and_three_retries_follow(face: Face) -> None:
    service = Script(*[httpx2.Response(503) for _ in range(4)])
    with pytest.raises(Exception, match="4 attempts"):
        face.wait(small(face, service, rate_limit=RateLimit(None)).things.get())
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), 30.0)
    assert [request.extensions["timeout"] for request in service.requests] == [timeouts] * 4


@pytest.mark.parametrize("given", [2.5, httpx2.Timeout(2.5)])
def test_a_timeout_of_a_call_is_that_of_every_step(face: Face, given: Any) -> None:
    service = Script(httpx2.Response(204), httpx2.Response(204))
    client = small(face, service)
    face.wait(client.things.get(timeout=given))
    face.wait(client.things.get())
    first, second = (request.extensions["timeout"] for request in service.requests)
    assert first == dict.fromkeys(("connect", "read", "write", "pool"), 2.5)
    assert set(second.values()) == {30.0}


def test_a_timeout_longer_than_what_is_left_of_the_deadline_is_cut(face: Face, waits: Waits) -> None:
    """The second attempt has what the first one and the wait left of it; a shorter step keeps its own time."""
    service = Script(httpx2.Response(503, headers={"Retry-After": "6"}), httpx2.Response(204))
    timeout = httpx2.Timeout(30.0, connect=1.5)
    face.wait(small(face, service, rate_limit=RateLimit(None)).things.get(deadline=10, timeout=timeout))
    assert waits == [6.0]
    assert [request.extensions["timeout"] for request in service.requests] == [
        {"connect": 1.5, "read": left, "write": left, "pool": left} for left in (10.0, 4.0)
    ]


@pytest.mark.usefixtures("waits")
def test_a_timeout_without_an_end_ends_with_the_deadline(face: Face) -> None:
    service = Script(httpx2.Response(204))
    face.wait(small(face, service).things.get(deadline=10, timeout=httpx2.Timeout(None)))
    assert set(service.requests[0].extensions["timeout"].values()) == {10.0}


def test_an_unknown_option_names_the_likely_one(face: Face) -> None:
    client = small(face, Script())
    with pytest.raises(TypeError) as caught:
        face.wait(client.things.get(max_retry=1, nothing_like_it=2))
    assert str(caught.value) == (
        "unexpected argument max_retry; did you mean max_retries?; "
        "unexpected argument nothing_like_it; see the signature of the method"
    )


@pytest.mark.parametrize(
    ("option", "kind", "text"),
    [
        ({"extra_headers": {"a b": "x"}}, ValueError, "extra_headers: 'a b' is no name of a header"),
        ({"extra_headers": {"": "x"}}, ValueError, "extra_headers: '' is no name of a header"),
        (
            {"extra_headers": {"KF-Api-Key": "x"}},
            ConfigurationError,
            "extra_headers: KF-Api-Key carries the credential; set that on the client",
        ),
        (
            {"extra_headers": {"Authorization": "x"}},
            ConfigurationError,
            "extra_headers: Authorization carries the credential; set that on the client",
        ),
        *(
            ({"extra_headers": {name: "x"}}, ValueError, f"extra_headers: {name} is set by the client; leave it out")
            for name in ("Host", "Content-Length", "TRANSFER-ENCODING", "connection")
        ),
        ({"extra_headers": {"X-A": 7}}, TypeError, "extra_headers: X-A: expected str, got int"),
        (
            {"extra_headers": {"X-A": "a\r\nX-B: c"}},
            ValueError,
            "extra_headers: X-A: a value is one line of ASCII; encode it first",
        ),
        (
            {"extra_headers": {"X-A": "\x7f"}},
            ValueError,
            "extra_headers: X-A: a value is one line of ASCII; encode it first",
        ),
        ({"extra_query": {"a": None}}, TypeError, "extra_query: a: expected str, int, float or bool, got NoneType"),
    ],
)
def test_an_addition_that_is_refused_says_why(face: Face, option: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as caught:
        face.wait(small(face, Script()).things.get(**option))
    assert str(caught.value) == text


def test_headers_and_query_of_a_call_are_of_that_call_alone(face: Face) -> None:
    service = Script(httpx2.Response(204), httpx2.Response(204))
    client = small(face, service)
    face.wait(client.things.get(extra_headers={"X-A": "\t~ !"}, extra_query={"a": "b c", "n": 2, "f": 0.5, "t": True}))
    face.wait(client.things.get())
    assert service.targets == ["/api/things?a=b%20c&n=2&f=0.5&t=true", "/api/things"]
    assert [request.headers.get("X-A") for request in service.requests] == ["\t~ !", None]


def test_a_query_parameter_of_the_operation_is_passed_as_its_argument(face: Face) -> None:
    with pytest.raises(ValueError, match="page") as caught:
        face.items(face.klarify(Script()).procedures.list(extra_query={"page": 2}))
    assert str(caught.value) == "extra_query: page is a parameter of procedures_list; pass page=..."


def test_every_request_says_who_asks_and_what_it_takes(face: Face) -> None:
    service = Script(httpx2.Response(204))
    face.wait(small(face, service).things.get())
    python = ".".join(map(str, sys.version_info[:3]))
    assert dict(service.requests[0].headers) == {
        "host": "small.example",
        "accept": "application/json",
        "accept-encoding": "gzip, deflate",
        "user-agent": f"small-client/1.0 python/{python} httpx2/{httpx2.__version__}",
        "kf-api-key": "small-test-key",
    }


def test_a_write_without_a_body_says_that_it_is_empty(face: Face) -> None:
    service = Script(httpx2.Response(204))
    face.wait(small(face, service).things.create())
    assert service.requests[0].headers["content-length"] == "0"
    assert "content-type" not in service.requests[0].headers


def test_a_json_body_has_its_length_and_type(face: Face) -> None:
    service = Script(httpx2.Response(200, json={}))
    with pytest.raises(Exception, match="not what the API's specification says"):
        face.wait(face.kloudless(service).applications.create(name="é"))
    request = service.requests[0]
    assert request.headers["content-type"] == "application/json"
    assert request.headers["content-length"] == str(len('{"name":"é"}'.encode()))
    assert request.headers["accept"] == "application/json"


def test_a_download_takes_anything(face: Face) -> None:
    service = Script(httpx2.Response(200, content=b"x"))
    face.wait(small(face, service).things.download())
    assert service.requests[0].headers["accept"] == "*/*"


def test_a_closed_client_sends_nothing(face: Face) -> None:
    service = Script()
    client = small(face, service)
    for _ in range(2):
        face.wait(client.aclose() if face.asynchronous else client.close())
    with pytest.raises(ConfigurationError) as caught:
        face.wait(client.things.get())
    assert str(caught.value) == "this client is closed; make a new one"
    assert repr(client).endswith(" https://small.example/api closed>")
    assert repr(small(face, service)).endswith(" https://small.example/api>")


def test_what_is_logged_of_a_call(face: Face, waits: Waits, caplog: pytest.LogCaptureFixture) -> None:
    """Every attempt at DEBUG, every retry at INFO; nothing more."""
    service = Script(httpx2.Response(503), httpx2.ConnectError("refused"), httpx2.Response(204))
    with caplog.at_level(logging.DEBUG, "small_client"):
        face.wait(small(face, service, rate_limit=RateLimit(None)).things.get())
    where = "GET https://small.example/api/things"
    assert [(record.name, record.levelname, record.message) for record in caplog.records] == [
        ("small_client", "DEBUG", f"{where} -> 503, attempt 1"),
        ("small_client", "INFO", f"things_get: HTTP 503; retry in {waits[0]:.1f} s"),
        ("small_client", "INFO", f"things_get: ConnectError: refused; retry in {waits[1]:.1f} s"),
        ("small_client", "DEBUG", f"{where} -> 204, attempt 3"),
    ]


def test_a_page_that_is_read_is_logged_without_its_key(face: Face, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "klarify_client"):
        face.items(face.klarify(Script(procedures_page(range(1), has_next=False))).procedures.list(page_size=5))
    assert [record.message for record in caplog.records] == [
        "GET https://integration.klarify.biz/api/procedures?pageSize=5 -> 200, attempt 1"
    ]
