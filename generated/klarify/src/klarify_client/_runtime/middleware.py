"""What a caller puts around every attempt: functions that see the request on its way and the answer on its way back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from .errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    import httpx2

    Send: TypeAlias = Callable[[httpx2.Request], httpx2.Response]
    AsyncSend: TypeAlias = Callable[[httpx2.Request], Awaitable[httpx2.Response]]
    Middleware: TypeAlias = Callable[[httpx2.Request, Send], httpx2.Response]
    AsyncMiddleware: TypeAlias = Callable[[httpx2.Request, AsyncSend], Awaitable[httpx2.Response]]


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
