"""Base of the generated clients: settings and life cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from .credentials import BaseURL, Credential
from .errors import ConfigurationError
from .options import DEFAULT_MAX_RESPONSE_BYTES, Settings, check_headers, check_query

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    import httpx2

    from .attempts import AsyncMiddleware, Middleware, Retry
    from .credentials import AsyncCredentialSource, CredentialSource
    from .exchange import Endpoint, Exchange
    from .operation import Operation, RawResponse
    from .options import CallOptions, Profile
    from .rate_limit import RateLimit
    from .sending import AsyncSender, Sender

P = ParamSpec("P")
T = TypeVar("T")

# Transports of the parent process. To free them would reach into its event loops, of which a fork is no copy.
_abandoned: list[object] = []


class _BaseClient:
    _asynchronous = False
    _closed = False
    _owned = False

    def __init__(
        self,
        profile: Profile,
        credential: AsyncCredentialSource | None,
        *,
        base_url: str | None,
        timeout: float | httpx2.Timeout,
        max_retries: int,
        deadline: float | None,
        max_response_bytes: int,
        on_retry: Callable[[Retry], object] | None,
        basic: tuple[str | None, str | None],
        rate_limit: RateLimit | str | None,
    ) -> None:
        self._profile = profile
        self._base_url = BaseURL.parse(profile.base_url if base_url is None else base_url)
        self._settings = Settings(timeout, max_retries, deadline)
        if type(max_response_bytes) is not int or max_response_bytes < 1:
            raise ConfigurationError("max_response_bytes: give a whole number of bytes, 1 or more")
        if on_retry is not None and not callable(on_retry):
            raise ConfigurationError(f"on_retry: {type(on_retry).__name__} cannot be called")
        self._most, self._on_retry = max_response_bytes, on_retry
        self._credential = Credential(profile.credential, credential, profile.basic, basic)
        self._limit = _limit(profile, rate_limit)
        self._limit_owned = self._limit is not rate_limit
        self._endpoint: Endpoint | None = None

    def __repr__(self) -> str:
        # Tracebacks with local variables print a client that was refused, too.
        address = getattr(self, "_base_url", "that was not made")
        return f"<{type(self).__name__} {address}{' closed' if self._closed else ''}>"

    def prepare(self, operation: Operation[T], arguments: Mapping[str, object], options: CallOptions) -> Exchange[T]:
        """Check a call and make it ready to be sent.

        Raises:
            ConfigurationError: An option is not usable, or the client is closed.
            TypeError: An argument is missing or has the wrong type, or an option is unknown.
            ValueError: An argument is outside the bounds of the spec.
        """
        self._check_open()
        endpoint = self._endpoint or self._connect()
        if not options:
            prepared = operation.prepare(arguments, {})
            return endpoint.exchange(operation, prepared, settings=self._settings, extra_headers={})
        headers, query = options.get("extra_headers", {}), options.get("extra_query", {})
        check_headers(self._credential, headers)
        check_query(self._credential, operation, query)
        return endpoint.exchange(
            operation,
            operation.prepare(arguments, query),
            settings=self._settings.with_options(options, arguments),
            extra_headers=headers,
        )

    def _check_open(self) -> None:
        if self._closed:
            raise ConfigurationError("this client is closed; make a new one")

    def _close_limit(self) -> None:
        if self._limit is not None and self._limit_owned:
            self._limit.close()

    def _first(self, made: T) -> T:
        # Threads may make the first calls of a client at once: they take the transport that is there first, and the
        # others were never used. Without a lock, which could be held when the process forks.
        from .program import after_fork

        after_fork(self, type(self)._renew)
        first: T = vars(self).setdefault("_transport", made)
        return first

    def _renew(self) -> None:
        if self._owned:
            _abandoned.append(vars(self).pop("_transport", None))

    def _connect(self) -> Endpoint:
        # Imported with the first call: httpx2 is most of a client's start-up time (bench: "client, first resource").
        from .exchange import Endpoint

        self._endpoint = Endpoint.make(
            self._profile,
            self._base_url,
            self._credential,
            asynchronous=self._asynchronous,
            most=self._most,
            on_retry=self._on_retry,
        )
        return self._endpoint


def _limit(profile: Profile, given: object) -> RateLimit | None:
    if profile.rate_limit is None:
        return None
    from .rate_limit import RateLimit

    if isinstance(given, RateLimit):
        return given
    if given is None or isinstance(given, str):
        return RateLimit.of(profile.rate_limit, given)
    raise ConfigurationError(f"rate_limit: expected RateLimit or the URL of a store, got {type(given).__name__}")


def _checked(middleware: Any) -> Any:
    if middleware == ():
        return middleware
    from .attempts import checked

    return checked(middleware)


def _one_of(transport: object, http_client: object, method: str) -> None:
    if transport is not None and http_client is not None:
        raise ConfigurationError("pass transport or http_client, not both")
    if transport is not None and not hasattr(transport, method):
        advice = "pass its .transport" if hasattr(transport, "transport") else f"it has no {method}()"
        raise ConfigurationError(f"transport: {type(transport).__name__} is no httpx2 transport; {advice}")


class SyncBaseClient(_BaseClient):
    """A client whose calls block."""

    _transport: httpx2.BaseTransport | None = None

    def __init__(
        self,
        profile: Profile,
        credential: CredentialSource | None,
        *,
        base_url: str | None,
        timeout: float | httpx2.Timeout,
        max_retries: int,
        deadline: float | None = None,
        transport: httpx2.BaseTransport | None,
        http_client: httpx2.Client | None,
        basic: tuple[str | None, str | None] = (None, None),
        rate_limit: RateLimit | str | None = None,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        on_retry: Callable[[Retry], object] | None = None,
        middleware: Sequence[Middleware] = (),
    ) -> None:
        super().__init__(
            profile,
            credential,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            max_response_bytes=max_response_bytes,
            on_retry=on_retry,
            basic=basic,
            rate_limit=rate_limit,
        )
        _one_of(transport, http_client, "handle_request")
        self._middleware: Sequence[Middleware] = _checked(middleware)
        self._sender: Sender | None = None
        if transport is not None:
            self._transport = transport
        self._http_client = http_client
        self._owned = transport is None and http_client is None

    def send(self, exchange: Exchange[T]) -> RawResponse[T]:
        """Carry out a prepared call."""
        return (self._sender or self._make_sender()).send(exchange)

    def _make_sender(self) -> Sender:
        from .sending import Sender

        self._sender = Sender(self._open, self._credential, self._limit, self._middleware, self._most)
        return self._sender

    def _open(self) -> httpx2.BaseTransport:
        self._check_open()
        transport = self._transport
        return self._first(self._new_transport()) if transport is None else transport

    def _new_transport(self) -> httpx2.BaseTransport:
        from .transport import ClientTransport, default_transport

        if self._http_client is not None:
            return ClientTransport(self._http_client)
        return default_transport(self._base_url)

    def with_raw_response(self, method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
        """Return the method changed so that it gives the whole answer, with its usual result as ``parsed``.

        ``client.with_raw_response(client.things.get)("id").headers``

        Raises:
            TypeError: The argument is not a method of a resource, or (when called) lists pages, each of which has
                ``raw`` anyway.
        """
        from .resource import raw_view

        return raw_view(method)

    def close(self) -> None:
        """Close the connections. A transport or client passed in stays open. Closing again does nothing."""
        if not self._closed and self._owned and self._transport is not None:
            self._transport.close()
        self._close_limit()
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncBaseClient(_BaseClient):
    """A client whose calls are awaited."""

    _asynchronous = True
    _transport: httpx2.AsyncBaseTransport | None = None

    def __init__(
        self,
        profile: Profile,
        credential: AsyncCredentialSource | None,
        *,
        base_url: str | None,
        timeout: float | httpx2.Timeout,
        max_retries: int,
        deadline: float | None = None,
        transport: httpx2.AsyncBaseTransport | None,
        http_client: httpx2.AsyncClient | None,
        basic: tuple[str | None, str | None] = (None, None),
        rate_limit: RateLimit | str | None = None,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        on_retry: Callable[[Retry], object] | None = None,
        middleware: Sequence[AsyncMiddleware] = (),
    ) -> None:
        super().__init__(
            profile,
            credential,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            max_response_bytes=max_response_bytes,
            on_retry=on_retry,
            basic=basic,
            rate_limit=rate_limit,
        )
        _one_of(transport, http_client, "handle_async_request")
        self._middleware: Sequence[AsyncMiddleware] = _checked(middleware)
        self._sender: AsyncSender | None = None
        if transport is not None:
            self._transport = transport
        self._http_client = http_client
        self._owned = transport is None and http_client is None

    async def send(self, exchange: Exchange[T]) -> RawResponse[T]:
        """Carry out a prepared call."""
        return await (self._sender or self._make_sender()).send(exchange)

    def _make_sender(self) -> AsyncSender:
        from .sending import AsyncSender

        self._sender = AsyncSender(self._open, self._credential, self._limit, self._middleware, self._most)
        return self._sender

    def _open(self) -> httpx2.AsyncBaseTransport:
        self._check_open()
        transport = self._transport
        return self._first(self._new_transport()) if transport is None else transport

    def _new_transport(self) -> httpx2.AsyncBaseTransport:
        from .transport import AsyncClientTransport, default_async_transport

        if self._http_client is not None:
            return AsyncClientTransport(self._http_client)
        return default_async_transport(self._base_url)

    def with_raw_response(
        self, method: Callable[P, Coroutine[Any, Any, T]]
    ) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]:
        """Return the method changed so that it gives the whole answer, with its usual result as ``parsed``.

        ``(await client.with_raw_response(client.things.get)("id")).headers``

        Raises:
            TypeError: The argument is not a method of a resource, or (when called) lists pages, each of which has
                ``raw`` anyway.
        """
        from .resource import async_raw_view

        return async_raw_view(method)

    async def aclose(self) -> None:
        """Close the connections. A transport or client passed in stays open. Closing again does nothing."""
        if not self._closed and self._owned and self._transport is not None:
            await self._transport.aclose()
        self._close_limit()
        self._closed = True

    close = aclose

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
