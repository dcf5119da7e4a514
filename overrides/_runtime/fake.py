"""What every fake of an API shares: one request in, one answer out, and two ways to reach it.

A fake keeps the state of an API in memory and answers as the API would, so that a program can be tested without an
account. It is reached in process (`transport`, for the sync and the async client alike) or over a loopback port
(`serve`). Nothing here knows any API.
"""

from __future__ import annotations

import json
import re
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self
from urllib.parse import parse_qs, unquote_plus

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import httpx2

    from .fake_server import LoopbackServer

FakeClock = Callable[[], datetime]
"""Tells the time. A value without a time zone is read as UTC."""

REDACTED = "***"
"""What stands in a `FakeCall` where a credential was."""

BODILESS_STATUSES = frozenset({204, 304})
"""Answers with them have no body, nor a Content-Length."""

_SECRET_NAME = re.compile(r"key|token|secret|passw|auth|cookie|signature", re.IGNORECASE)
# Every repeat is bounded: a body may be one word of megabytes, in which the search must not start over at each letter.
_SECRET_PAIR = re.compile(
    r"""((?:key|token|secret|passw)[\w-]{0,64}["']?\s{0,8}[=:]\s{0,8})(?:(["'])(?:\\.|(?!\2)[^\\])*+\2?|[^"'&\s,}]++)""",
    re.IGNORECASE | re.DOTALL,
)
# int() refuses texts of several thousand digits with an error of its own; no real number here needs more than this.
_INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)


def utc_now() -> datetime:
    """The present moment, in UTC: the clock of a fake that is given none."""
    return datetime.now(UTC)


class ParameterError(ValueError):
    """A query parameter that a fake refuses; the text names the parameter and the rule, never the value."""


@dataclass(frozen=True, slots=True)
class FakeRequest:
    """A request as it went over the wire. Its `repr` shows the method alone, since all else may hold a credential."""

    method: str
    """Upper case, for example `GET`."""
    path: str = field(repr=False)
    """Path without the query, still percent-encoded."""
    query: str = field(default="", repr=False)
    """Query string without the question mark, still percent-encoded; empty when there is none."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Header names in lower case; repeated headers are joined with a comma and a space."""
    body: bytes = field(default=b"", repr=False)

    def parameters(self) -> dict[str, list[str]]:
        """Decoded query parameters, blank values included, each with every value it was given."""
        return parse_qs(self.query, keep_blank_values=True)


@dataclass(frozen=True, slots=True)
class FakeResponse:
    """An answer: status, body and headers. Content-Length is added where it is sent."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def json(cls, status: int, value: object, headers: Mapping[str, str] | None = None) -> Self:
        """An answer whose body is `value` as JSON, with `Content-Type: application/json` unless `headers` says else."""
        return cls(status, json.dumps(value).encode(), {"Content-Type": "application/json", **(headers or {})})


@dataclass(frozen=True, slots=True)
class FakeCall:
    """A request that a fake has answered, with `***` in place of every credential."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: str
    """Text of the body; bytes that are not UTF-8 are replaced."""
    status: int
    """Status of the answer."""


def single_parameter(parameters: Mapping[str, list[str]], name: str) -> str | None:
    """The value of a query parameter, or `None` when it is absent; raises `ParameterError` when it is repeated."""
    values = parameters.get(name, [])
    if len(values) > 1:
        raise ParameterError(f"{name} must be given once only.")
    return values[0] if values else None


def integer_parameter(
    parameters: Mapping[str, list[str]], name: str, *, default: int, minimum: int, maximum: int | None = None
) -> int:
    """The value of a whole-number query parameter, within bounds that are included; raises `ParameterError` if not."""
    text = single_parameter(parameters, name)
    if text is None:
        return default
    bounds = f"{minimum} or higher" if maximum is None else f"between {minimum} and {maximum}"
    if not _INTEGER.fullmatch(text):
        raise ParameterError(f"{name} must be a whole number, {bounds}.")
    number = int(text)
    if number < minimum or (maximum is not None and number > maximum):
        raise ParameterError(f"{name} must be {bounds}.")
    return number


class Fake(ABC):
    """Base of the stateful fakes.

    A subclass keeps its state in memory, touches it only while holding `self._lock`, and answers in `handle`. One fake
    may serve any number of clients, threads and event loops at the same time.
    """

    title: ClassVar[str]
    """Name of the API, as a reader of a command's help knows it."""
    credential: ClassVar[str]
    """What the API calls its credential, for example `access key`."""
    base_path: ClassVar[str] = ""
    """Path that every path of the API begins with, for example `/v1`: part of a client's `base_url`."""
    authorization_schemes: ClassVar[frozenset[str]] = frozenset({"Basic", "Bearer"})
    """First words of an Authorization header that are no secret, and so stay readable in `calls`."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._calls: list[FakeCall] = []
        self._injected: deque[FakeResponse] = deque()

    @classmethod
    @abstractmethod
    def for_command_line(cls, *, key: str | None, empty: bool) -> Self:
        """The fake that the command line serves.

        Args:
            key: The only credential accepted; `None` accepts any that is not blank.
            empty: Start without the sample data.
        """

    @abstractmethod
    def example_command(self, url: str) -> str:
        """A curl command that shows the fake served at `url` at work, with a placeholder as credential."""

    @abstractmethod
    def handle(self, request: FakeRequest) -> FakeResponse:
        """The API's answer to a request, from the state alone: no input or output, and no exception."""

    def redact_path(self, path: str) -> str:
        """The path with `***` in place of every secret segment; an API that has such segments overrides this."""
        return path

    def respond(self, request: FakeRequest) -> FakeResponse:
        """Answer a request and log it: with an injected answer while there is one, otherwise with `handle`."""
        with self._lock:
            answer = self._injected.popleft() if self._injected else self.handle(request)
            if request.method == "HEAD" or answer.status in BODILESS_STATUSES:
                answer = replace(answer, body=b"")
            self._calls.append(self._redacted(request, answer.status))
        return answer

    @property
    def calls(self) -> list[FakeCall]:
        """The requests answered so far, oldest first, injected answers included. Credentials are redacted."""
        with self._lock:
            return list(self._calls)

    def inject(
        self, *, status: int, times: int = 1, headers: Mapping[str, str] | None = None, body: object = None
    ) -> None:
        """Answer the next requests with this, whatever they ask for, without touching the state.

        Several injections are used up in the order they were made.

        Args:
            status: Status of the answer, 200 to 599.
            times: How many requests get it, 1 or more.
            headers: Headers of the answer, for example `{"Retry-After": "2"}`.
            body: `bytes` and `str` are sent as they are, `None` sends nothing, all else is sent as JSON.

        Raises:
            ValueError: `status` or `times` is out of bounds.
        """
        if not 200 <= status <= 599:
            raise ValueError("status must be between 200 and 599")
        if times < 1:
            raise ValueError("times must be 1 or more")
        if body is None or isinstance(body, bytes):
            answer = FakeResponse(status, body or b"", dict(headers or {}))
        elif isinstance(body, str):
            answer = FakeResponse(
                status, body.encode(), {"Content-Type": "text/plain; charset=utf-8", **(headers or {})}
            )
        else:
            answer = FakeResponse.json(status, body, headers)
        with self._lock:
            self._injected.extend([answer] * times)

    def clear(self) -> None:
        """Forget the logged calls and the injected answers not used yet. The state of the API stays."""
        with self._lock:
            self._calls.clear()
            self._injected.clear()

    @cached_property
    def transport(self) -> httpx2.MockTransport:
        """An httpx2 transport that reaches the fake in process.

        The same object fits sync and async clients, and any number of them; closing it does nothing.
        """
        import httpx2

        def answer(request: httpx2.Request) -> httpx2.Response:
            path, _, query = request.url.raw_path.decode("ascii").partition("?")
            headers = {name.lower(): value for name, value in request.headers.items()}
            given = self.respond(FakeRequest(request.method.upper(), path, query, headers, request.content))
            return httpx2.Response(given.status, headers=dict(given.headers), content=given.body or None)

        return httpx2.MockTransport(answer)

    def serve(self, port: int = 0) -> AbstractContextManager[LoopbackServer]:
        """Serve the fake over HTTP on 127.0.0.1, in a thread, for as long as the context lasts.

        Args:
            port: Port to listen on; 0 takes a free one. The server's `url` tells which.

        Raises:
            OSError: The port cannot be had; raised on entering the context.
        """
        from .fake_server import serve

        return serve(self.respond, port, self.base_path)

    def _redacted(self, request: FakeRequest, status: int) -> FakeCall:
        return FakeCall(
            method=request.method,
            path=self.redact_path(request.path),
            query="&".join(_redact_pair(pair) for pair in request.query.split("&")),
            headers={name: self._redact_header(name, value) for name, value in request.headers.items()},
            body=_redact_text(request.body.decode(errors="replace")),
            status=status,
        )

    def _redact_header(self, name: str, value: str) -> str:
        if not _SECRET_NAME.search(name):
            return _redact_text(value)
        scheme, space, _ = value.partition(" ")
        return f"{scheme} {REDACTED}" if space and scheme in self.authorization_schemes else REDACTED


def _redact_pair(pair: str) -> str:
    name, equals, _ = pair.partition("=")
    return f"{name}={REDACTED}" if equals and _SECRET_NAME.search(unquote_plus(name)) else pair


def _redact_text(text: str) -> str:
    return _SECRET_PAIR.sub(lambda found: f"{found[1]}{found[2] or ''}{REDACTED}{found[2] or ''}", text)
