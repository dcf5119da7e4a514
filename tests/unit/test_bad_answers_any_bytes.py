"""Whatever a service sends: a result or one of our errors, and nothing else. Hypothesis invents the answers."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Any

import httpcore2
import httpx2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.bad_answers import KEY, KLARIFY, KLIPFOLIO, KLOUDLESS, encoded
from tests.unit.misbehaving import answer, chunked, head
from tests.unit.scripted import Face

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.bad_answers import API

# The same examples in every run: what a run finds has to be found by the next one too.
REPEATABLE = settings(max_examples=80, derandomize=True, database=None, deadline=None)
APIS = pytest.mark.parametrize("api", [KLOUDLESS, KLIPFOLIO, KLARIFY], ids=str)
CONTEXT = ssl.create_default_context()


@pytest.fixture(scope="module")
def faces() -> Iterator[list[Face]]:
    """Both faces: every example is given to each."""
    with asyncio.Runner() as runner:
        yield [Face("sync", runner), Face("async", runner)]


def transport(face: Face, data: bytes) -> Any:
    """The transport that the clients use, on a network that gives these bytes to every connection.

    httpx2 takes no network, so the pool inside is exchanged; pyright minds its name.
    """
    if face.asynchronous:
        awaited = httpx2.AsyncHTTPTransport(verify=CONTEXT)
        awaited._pool = httpcore2.AsyncConnectionPool(network_backend=httpcore2.AsyncMockBackend([data]))  # pyright: ignore[reportPrivateUsage] - see above
        return awaited
    blocking = httpx2.HTTPTransport(verify=CONTEXT)
    blocking._pool = httpcore2.ConnectionPool(network_backend=httpcore2.MockBackend([data]))  # pyright: ignore[reportPrivateUsage] - see above
    return blocking


def outcome(api: API, face: Face, data: bytes, *, creates: bool = False) -> Any:
    """What a call gives that these bytes answer: its result or its error."""
    kind: type[Exception] = api.error()
    with api.no_waiting():
        calls = api.calls(face, base_url="http://127.0.0.1:1", transport=transport(face, data), max_retries=1)
        try:
            return calls.create() if creates else calls.read()
        except kind as error:
            return error


def assert_result_or_error(api: API, faces: list[Face], data: bytes) -> None:
    for face in faces:
        for creates in [False, True] if api.creating else [False]:
            given_back = outcome(api, face, data, creates=creates)
            if isinstance(given_back, api.error()):
                assert given_back.operation == (api.creating if creates else api.reading)
                assert f"{given_back} {given_back!r} {vars(given_back)}".encode()
                assert given_back.__cause__ is given_back.__context__ is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from([10**400, "\ud800", 1e308]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = ["meta", "data", "success", "status", "id", "name", "error_code", "error_desc", "message", "error", "errors"]
ENVELOPES = st.dictionaries(
    st.sampled_from(NAMES), JSON | st.dictionaries(st.sampled_from(NAMES), JSON, max_size=6), max_size=6
)
STATUSES = st.sampled_from([200, 201, 204, 206, 299, 304, 307, 400, 401, 403, 404, 409, 429, 500, 503, 520, 600, 999])
HEADERS = [
    "Content-Encoding",
    "Content-Length",
    "Content-Type",
    "Date",
    "Location",
    "Retry-After",
    "Transfer-Encoding",
    "X-Request-Id",
]
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=30)
LIKELY = st.sampled_from(
    ["gzip", "deflate", "br", "identity", "chunked", "0", "1", "/", "http://[", "//x:y", "?%", "nan", "1e999", KEY]
)


@APIS
@given(body=st.binary() | JSON.map(encoded) | ENVELOPES.map(encoded), status=STATUSES)
@example(body=b'{"meta":{"success":false,"status":"\xff"}}', status=200)
@REPEATABLE
def test_any_body(faces: list[Face], api: API, body: bytes, status: int) -> None:
    assert_result_or_error(api, faces, answer(body, f"{status} Whatever"))


@st.composite
def spliced(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes with some of them replaced, once or a few times."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 20)))
        data = data[:start] + draw(st.binary(max_size=8)) + data[end:]
    return data


@APIS
@given(draw=st.data())
@REPEATABLE
def test_a_good_body_with_a_few_other_bytes(faces: list[Face], api: API, draw: st.DataObject) -> None:
    assert_result_or_error(api, faces, answer(draw.draw(spliced(api.good))))


@APIS
@given(draw=st.data())
@REPEATABLE
def test_a_good_answer_with_a_few_other_bytes(faces: list[Face], api: API, draw: st.DataObject) -> None:
    whole = draw.draw(st.sampled_from([answer(api.good), chunked(api.good)]))
    assert_result_or_error(api, faces, draw.draw(spliced(whole)))


@APIS
@given(status=STATUSES, headers=st.lists(st.tuples(st.sampled_from(HEADERS), VALUES | LIKELY), max_size=5))
@example(status=404, headers=[("Content-Encoding", "?"), ("Content-Type", "\x80")])
@example(status=503, headers=[("Retry-After", "Mon, 01 Jan 2024 00:00:00 +99999999999999999999")])
@REPEATABLE
def test_any_headers(faces: list[Face], api: API, status: int, headers: list[tuple[str, str]]) -> None:
    lines = [f"{name}: {value}" for name, value in headers]
    assert_result_or_error(api, faces, head(f"{status} Whatever", *lines) + api.good)


@APIS
@given(data=st.binary(max_size=200))
@REPEATABLE
def test_any_bytes(faces: list[Face], api: API, data: bytes) -> None:
    assert_result_or_error(api, faces, data)
