"""Base of the generated clients: settings, life cycle and the attempt loop."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from . import clock
from .base_url import BaseURL
from .credentials import Credential
from .errors import ConfigurationError
from .retry import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Self

    import httpx2

    from .credentials import AsyncCredentialSource, CredentialSource
    from .exchange import Endpoint, Exchange
    from .operation import Operation
    from .options import CallOptions
    from .profile import Profile
    from .response import RawResponse

T = TypeVar("T")

DEFAULT_TIMEOUT = 30.0
"""Seconds for each attempt; the vendors' own samples use the same."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a client was set up with; checked.

    Attributes:
        timeout: Seconds for each attempt, or an ``httpx2.Timeout``.
        max_retries: Most retries of a call.
    """

    timeout: float | httpx2.Timeout
    max_retries: int

    def __post_init__(self) -> None:
        if isinstance(self.timeout, int | float) and not 0 < self.timeout < math.inf:
            raise ConfigurationError("timeout: give a positive number of seconds; a call without a limit can hang")
        if isinstance(self.max_retries, bool) or self.max_retries < 0:
            raise ConfigurationError("max_retries: give 0 or more")


class _BaseClient:
    def __init__(
        self,
        profile: Profile,
        credential: AsyncCredentialSource | None,
        *,
        base_url: str | None,
        timeout: float | httpx2.Timeout,
        max_retries: int,
    ) -> None:
        self._profile = profile
        self._base_url = BaseURL.parse(profile.base_url if base_url is None else base_url)
        self._settings = Settings(timeout, max_retries)
        self._credential = Credential(profile.credential, credential)
        self._closed = False
        self._endpoint: Endpoint | None = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._base_url}{' closed' if self._closed else ''}>"

    def prepare(self, operation: Operation[T], arguments: Mapping[str, object], options: CallOptions) -> Exchange[T]:
        """Check a call and make it ready to be sent.

        Raises:
            ConfigurationError: An option is not usable, or the client is closed.
            TypeError: An argument is missing or has the wrong type, or an option is unknown.
            ValueError: An argument is outside the bounds of the spec.
        """
        # Imported with the first call: httpx2 is most of a client's start-up time (bench: client_ready).
        from .exchange import Exchange, check_extras

        unknown = options.keys() - _OPTIONS
        if unknown:
            raise TypeError(f"{operation.id}: unknown argument {', '.join(sorted(unknown))}")
        settings = Settings(
            options.get("timeout", self._settings.timeout), options.get("max_retries", self._settings.max_retries)
        )
        headers, query = options.get("extra_headers", {}), options.get("extra_query", {})
        check_extras(self._credential, headers, query)
        return Exchange(
            self._connected(),
            operation,
            operation.prepare(arguments, query),
            policy=RetryPolicy(settings.max_retries),
            timeout=settings.timeout,
            extra_headers=headers,
        )

    def _connected(self) -> Endpoint:
        if self._closed:
            raise ConfigurationError("this client is closed; make a new one")
        if self._endpoint is None:
            import httpx2

            from .exchange import Endpoint

            agent = f"{self._profile.distribution}/{self._profile.version}"
            python = ".".join(map(str, sys.version_info[:3]))
            self._endpoint = Endpoint(
                self._profile,
                self._base_url,
                self._credential,
                httpx2.URL(self._base_url.origin),
                (
                    ("Accept", "application/json"),
                    ("Accept-Encoding", "gzip, deflate"),
                    ("User-Agent", f"{agent} python/{python} httpx2/{httpx2.__version__}"),
                ),
            )
        return self._endpoint


_OPTIONS = frozenset({"timeout", "max_retries", "extra_headers", "extra_query"})


def _one_of(transport: object, http_client: object) -> None:
    if transport is not None and http_client is not None:
        raise ConfigurationError("pass transport or http_client, not both")


class SyncBaseClient(_BaseClient):
    """A client whose calls block."""

    def __init__(
        self,
        profile: Profile,
        credential: CredentialSource | None,
        *,
        base_url: str | None,
        timeout: float | httpx2.Timeout,
        max_retries: int,
        transport: httpx2.BaseTransport | None,
        http_client: httpx2.Client | None,
    ) -> None:
        super().__init__(profile, credential, base_url=base_url, timeout=timeout, max_retries=max_retries)
        _one_of(transport, http_client)
        self._transport = transport
        self._http_client = http_client
        self._owned = transport is None and http_client is None

    def send(self, exchange: Exchange[T]) -> RawResponse[T]:
        """Carry out a prepared call."""
        import httpx2

        transport = self._open()
        while True:
            request = exchange.request(self._credential.get())
            failure = None
            try:
                response = transport.handle_request(request)
                try:
                    response.read()
                finally:
                    response.close()
            except httpx2.HTTPError as error:
                failure = error
            # Judged outside of the handler: the cause would carry the request, and the credential with it.
            delay = exchange.failed(failure) if failure else exchange.answered(response)
            if exchange.raw is not None:
                return exchange.raw
            if delay:
                clock.current().sleep(delay)

    def _open(self) -> httpx2.BaseTransport:
        if self._transport is None:
            from .transport import ClientTransport, default_transport

            if self._http_client is not None:
                self._transport = ClientTransport(self._http_client)
            else:
                self._transport = default_transport(self._base_url)
        return self._transport

    def close(self) -> None:
        """Close the connections. A transport or client passed in stays open. Closing again does nothing."""
        if not self._closed and self._owned and self._transport is not None:
            self._transport.close()
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncBaseClient(_BaseClient):
    """A client whose calls are awaited."""

    def __init__(
        self,
        profile: Profile,
        credential: AsyncCredentialSource | None,
        *,
        base_url: str | None,
        timeout: float | httpx2.Timeout,
        max_retries: int,
        transport: httpx2.AsyncBaseTransport | None,
        http_client: httpx2.AsyncClient | None,
    ) -> None:
        super().__init__(profile, credential, base_url=base_url, timeout=timeout, max_retries=max_retries)
        _one_of(transport, http_client)
        self._transport = transport
        self._http_client = http_client
        self._owned = transport is None and http_client is None

    async def send(self, exchange: Exchange[T]) -> RawResponse[T]:
        """Carry out a prepared call."""
        import httpx2

        transport = self._open()
        while True:
            request = exchange.request(await self._credential.aget())
            failure = None
            try:
                response = await transport.handle_async_request(request)
                try:
                    await response.aread()
                finally:
                    await response.aclose()
            except httpx2.HTTPError as error:
                failure = error
            # Judged outside of the handler: the cause would carry the request, and the credential with it.
            delay = exchange.failed(failure) if failure else exchange.answered(response)
            if exchange.raw is not None:
                return exchange.raw
            if delay:
                await clock.current().asleep(delay)

    def _open(self) -> httpx2.AsyncBaseTransport:
        if self._transport is None:
            from .transport import AsyncClientTransport, default_async_transport

            if self._http_client is not None:
                self._transport = AsyncClientTransport(self._http_client)
            else:
                self._transport = default_async_transport(self._base_url)
        return self._transport

    async def aclose(self) -> None:
        """Close the connections. A transport or client passed in stays open. Closing again does nothing."""
        if not self._closed and self._owned and self._transport is not None:
            await self._transport.aclose()
        self._closed = True

    close = aclose

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()
