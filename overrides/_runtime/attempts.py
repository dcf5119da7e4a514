"""The attempts of a call: what a caller puts around each, and when a failed one is repeated, after which wait."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from .errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence
    from datetime import datetime

    import httpx2

    Send: TypeAlias = Callable[[httpx2.Request], httpx2.Response]
    AsyncSend: TypeAlias = Callable[[httpx2.Request], Awaitable[httpx2.Response]]
    Middleware: TypeAlias = Callable[[httpx2.Request, Send], httpx2.Response]
    AsyncMiddleware: TypeAlias = Callable[[httpx2.Request, AsyncSend], Awaitable[httpx2.Response]]

BASE_DELAY = 1.0
"""Seconds before the first retry; doubled before each further one."""

JITTER = 1.0
"""Most seconds of random extra, so that clients that failed together do not come back together."""

MAX_DELAY = 60.0
"""Longest wait in seconds; a service that asks for a longer one is not asked again."""

# Past the longest wait, and far from where a float ends.
_MOST_DOUBLINGS = 16


@dataclass(frozen=True, slots=True)
class Retry:
    """A failed attempt that is followed by another one.

    Attributes:
        operation: ``operationId`` of the call.
        method: HTTP method.
        url: Address that was called, with credentials masked.
        attempt: Number of the attempt that failed, from 1.
        reason: What went wrong, without secrets.
        status_code: HTTP status of the answer, ``None`` if there was none.
        delay: Seconds until the next attempt.
    """

    operation: str
    method: str
    url: str
    attempt: int
    reason: str
    status_code: int | None
    delay: float


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and after what wait.

    Attributes:
        max_retries: Most retries of one call; 0 turns retrying off.
        jitter: Source of random numbers in [0, 1).
    """

    max_retries: int
    jitter: Callable[[], float] = random.random

    def delay(self, retry: int, retry_after: float | None) -> float | None:
        """Return the seconds to wait before retry number ``retry`` (from 0), ``None`` for no retry.

        ``Retry-After`` is waited for at the least: whoever comes back too early is a burden, and is refused again.
        """
        if retry >= self.max_retries or (retry_after or 0) > MAX_DELAY:
            return None
        doubled = min(BASE_DELAY * 2.0 ** min(retry, _MOST_DOUBLINGS) + JITTER * self.jitter(), MAX_DELAY)
        return max(doubled, retry_after or 0)


def retryable_status(status: int) -> bool:
    """Tell whether a status may pass by itself: 408, 429 and every 5xx."""
    return status in {408, 429} or status >= 500


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for, ``None`` where it is missing or unreadable.

    Both forms are read: a number of seconds, with or without decimals, and an HTTP date; one that has passed asks for
    no wait. A negative number is no answer to how long to wait.
    """
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        pass
    else:
        return seconds if 0 <= seconds < math.inf else None
    # Imported late: it brings the mail package along, for a form of the header that few services send.
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an attempt belongs to; a middleware finds it in ``request.extensions["attempt"]``.

    Attributes:
        operation: ``operationId`` of the call.
        path: Its path template, with the path of the base URL.
        number: Number of the attempt, from 1.
    """

    operation: str
    path: str
    number: int


def checked(middleware: Iterable[Any]) -> tuple[Any, ...]:
    """Return the middleware of a client.

    Raises:
        ConfigurationError: It is no list, or something in it cannot be called.
    """
    if callable(middleware) or not hasattr(middleware, "__iter__"):
        raise ConfigurationError("middleware: give a list, even for a single one")
    given = tuple(middleware)
    for one in given:
        if not callable(one):
            raise ConfigurationError(f"middleware: {type(one).__name__} cannot be called")
    return given


def around(middleware: Sequence[Middleware], send: Send) -> Send:
    """Return ``send`` with the middleware around it, the first one outermost."""
    for one in reversed(middleware):
        send = partial(_forward, one, send)
    return send


def async_around(middleware: Sequence[AsyncMiddleware], send: AsyncSend) -> AsyncSend:
    """Return ``send`` with the middleware around it, the first one outermost; all of it coroutine functions."""
    for one in reversed(middleware):
        send = partial(_aforward, one, send)
    return send


def _forward(middleware: Middleware, send: Send, request: httpx2.Request) -> httpx2.Response:
    return middleware(request, send)


async def _aforward(middleware: AsyncMiddleware, send: AsyncSend, request: httpx2.Request) -> httpx2.Response:
    return await middleware(request, send)
