"""How a call is carried out, attempt by attempt, in the sync and in the async client. Loaded with the first call."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import httpx2

from . import clock
from .attempts import around, async_around
from .body import Kept, aread, read
from .errors import APIError
from .rate_limit import TooLate
from .transport import call_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .credentials import Credential
    from .exchange import Exchange, Failure
    from .operation import RawResponse
    from .rate_limit import RateLimit, Turn

T = TypeVar("T")
Transport = TypeVar("Transport")


class _BaseSender(Generic[Transport]):
    """What both senders need; ``most`` is in bytes of an answer that are taken into memory."""

    def __init__(
        self,
        transport: Callable[[], Transport],
        credential: Credential,
        limit: RateLimit | None,
        middleware: Sequence[Any],
        most: int,
    ) -> None:
        self._transport = transport
        self._credential = credential
        self._limit = limit
        self._middleware = middleware
        self._most = most


class Sender(_BaseSender[httpx2.BaseTransport]):
    """Carries out the calls of a sync client."""

    def send(self, exchange: Exchange[T]) -> RawResponse[T]:
        """Carry out a prepared call."""
        while True:
            # Judged outside of the handler: as context, the error would carry the request and the credential along.
            delay = exchange.judged(self._attempt(exchange))
            if exchange.raw is not None:
                return exchange.raw
            clock.sleep(delay or 0.0)

    def _attempt(self, exchange: Exchange[Any]) -> httpx2.Response | Failure:
        # Before the turn is waited for, to see that the client is not closed.
        self._transport()
        try:
            if not self._middleware:
                return self._transmit(exchange)
            send = around(self._middleware, partial(self._transmit, exchange))
            return exchange.returned(send(exchange.bare_request()))
        except httpx2.HTTPError as error:
            return exchange.broken(error)
        finally:
            if exchange.source is not None:
                exchange.source.close()

    def _transmit(self, exchange: Exchange[Any], bare: httpx2.Request | None = None) -> httpx2.Response:
        turn = self._turn(exchange)
        request = exchange.request(self._credential.get(), bare)
        if turn is not None:
            request.extensions["trace"] = turn.trace
        left = exchange.seconds_left()
        ends = None if left is None else time.monotonic() + left
        before = call_ends.set(ends)
        try:
            response = self._transport().handle_request(request)
            if not exchange.reads(response):
                return response
            content = read(response, self._most, ends)
        except APIError as error:
            # Its turn had passed, and there was no other.
            raise exchange.completed(error) from None
        finally:
            call_ends.reset(before)
        return exchange.read(content, rebuilt=bare is not None)

    def _turn(self, exchange: Exchange[Any]) -> Turn | None:
        ends = exchange.begin()
        if self._limit is None:
            return None
        try:
            return self._limit.take(ends)
        except TooLate as late:
            wait = late.wait
        except APIError as error:
            raise exchange.completed(error) from None
        raise exchange.too_late(wait)


class AsyncSender(_BaseSender[httpx2.AsyncBaseTransport]):
    """Carries out the calls of an async client."""

    async def send(self, exchange: Exchange[T]) -> RawResponse[T]:
        """Carry out a prepared call."""
        while True:
            # Judged outside of the handler: as context, the error would carry the request and the credential along.
            delay = exchange.judged(await self._attempt(exchange))
            if exchange.raw is not None:
                return exchange.raw
            if delay:
                await clock.current().asleep(delay)

    async def _attempt(self, exchange: Exchange[Any]) -> httpx2.Response | Failure:
        # Before the turn is waited for, to see that the client is not closed.
        self._transport()
        try:
            if not self._middleware:
                return await self._transmit(exchange)
            send = async_around(self._middleware, partial(self._transmit, exchange))
            return exchange.returned(await send(exchange.bare_request()))
        except httpx2.HTTPError as error:
            return exchange.broken(error)
        finally:
            if exchange.source is not None:
                exchange.source.close()

    async def _transmit(self, exchange: Exchange[Any], bare: httpx2.Request | None = None) -> httpx2.Response:
        # Here, for the sync client does without it.
        from anyio import move_on_after

        turn = await self._turn(exchange)
        request = exchange.request(await self._credential.aget(), bare)
        if turn is not None:
            request.extensions["trace"] = turn.atrace
        left = exchange.seconds_left()
        kept = Kept(self._most)
        before = call_ends.set(None if left is None else time.monotonic() + left)
        try:
            # A timer for a deadline alone: asyncio keeps those that were of no need for as long as they would have run.
            with move_on_after(None if exchange.ends is None else left) as scope:
                response = await self._transport().handle_async_request(request)
                if not exchange.reads(response):
                    return response
                content = await aread(response, kept, scope.cancel)
                return exchange.read(content, rebuilt=bare is not None)
        except APIError as error:
            # Its turn had passed, and there was no other.
            raise exchange.completed(error) from None
        finally:
            call_ends.reset(before)
        kept.check()
        raise httpx2.ReadTimeout("the deadline has passed")

    async def _turn(self, exchange: Exchange[Any]) -> Turn | None:
        ends = exchange.begin()
        if self._limit is None:
            return None
        try:
            return await self._limit.atake(ends)
        except TooLate as late:
            wait = late.wait
        except APIError as error:
            raise exchange.completed(error) from None
        raise exchange.too_late(wait)
