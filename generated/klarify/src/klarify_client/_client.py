"""The clients of the Klarify Integration API. Generated; do not edit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from . import __version__
from ._methods import AsyncClientMethods, ClientMethods
from ._overrides.errors import describe_error
from ._runtime.client import AsyncBaseClient, SyncBaseClient
from ._runtime.credentials import hidden
from ._runtime.options import DEFAULT_MAX_RESPONSE_BYTES, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, CredentialPlace, Profile

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    import httpx2

    from ._resources.procedures import AsyncProcedures, Procedures
    from ._runtime.attempts import AsyncMiddleware, Middleware, Retry

PROFILE = Profile(
    api="Klarify Integration API",
    client="Klarify",
    package="klarify_client",
    distribution="klarify-client",
    version=__version__,
    base_url="https://integration.klarify.biz",
    credential=CredentialPlace(
        argument="access_key", environment="KLARIFY_API_KEY", location="query", name="access_key", prefix=""
    ),
    describe_error=describe_error,
)


class Klarify(ClientMethods, SyncBaseClient):
    """Client of the Klarify Integration API: read an organization's process documentation.

    Args:
        access_key: The credential; or a callable, asked before every request; or
            nothing, to take it from the environment variable ``KLARIFY_API_KEY``.
        base_url: Address of the service, https, or http to this machine.
        timeout: Seconds for each step of an attempt (to connect, to send or receive a piece), or an ``httpx2.Timeout``.
        max_retries: Most retries of a call, 0 for none.
        deadline: Seconds for a whole call, attempts and waits together; ``None`` for no end.
        transport: An httpx2 transport to send through, such as a fake's; stays open when the client is closed.
        http_client: An ``httpx2.Client`` to send through; stays open when the client is closed.
        max_response_bytes: Most bytes of an answer, decompressed, that are taken into memory.
        on_retry: Called with a ``Retry`` before the wait that it announces.
        middleware: Functions around every attempt, the first one outermost: called with the
            request, which holds no credential yet, and with what sends it and gives the answer.

    Raises:
        ConfigurationError: There is no credential, or a setting is unusable or unsafe.
    """

    def __init__(
        self,
        *,
        access_key: str | Callable[[], str] | None = None,
        base_url: str | None = None,
        timeout: float | httpx2.Timeout = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        deadline: float | None = None,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        on_retry: Callable[[Retry], object] | None = None,
        middleware: Sequence[Middleware] = (),
    ) -> None:
        # The traceback of a refusal must not show what was refused.
        access_key = hidden(access_key)
        super().__init__(
            PROFILE,
            access_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            transport=transport,
            http_client=http_client,
            max_response_bytes=max_response_bytes,
            on_retry=on_retry,
            middleware=middleware,
        )

    @cached_property
    def procedures(self) -> Procedures:
        """Procedures, processes, subprocesses and tasks of the organization."""
        from ._resources.procedures import Procedures

        return Procedures(self)


class AsyncKlarify(AsyncClientMethods, AsyncBaseClient):
    """Async client of the Klarify Integration API: read an organization's process documentation.

    Args:
        access_key: The credential; or a callable, asked before every request, which may be a coroutine function; or
            nothing, to take it from the environment variable ``KLARIFY_API_KEY``.
        base_url: Address of the service, https, or http to this machine.
        timeout: Seconds for each step of an attempt (to connect, to send or receive a piece), or an ``httpx2.Timeout``.
        max_retries: Most retries of a call, 0 for none.
        deadline: Seconds for a whole call, attempts and waits together; ``None`` for no end.
        transport: An httpx2 transport to send through, such as a fake's; stays open when the client is closed.
        http_client: An ``httpx2.AsyncClient`` to send through; stays open when the client is closed.
        max_response_bytes: Most bytes of an answer, decompressed, that are taken into memory.
        on_retry: Called with a ``Retry`` before the wait that it announces.
        middleware: Coroutine functions around every attempt, the first one outermost: called with the
            request, which holds no credential yet, and with what sends it and gives the answer.

    Raises:
        ConfigurationError: There is no credential, or a setting is unusable or unsafe.
    """

    def __init__(
        self,
        *,
        access_key: str | Callable[[], str] | Callable[[], Awaitable[str]] | None = None,
        base_url: str | None = None,
        timeout: float | httpx2.Timeout = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        deadline: float | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        on_retry: Callable[[Retry], object] | None = None,
        middleware: Sequence[AsyncMiddleware] = (),
    ) -> None:
        # The traceback of a refusal must not show what was refused.
        access_key = hidden(access_key)
        super().__init__(
            PROFILE,
            access_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            transport=transport,
            http_client=http_client,
            max_response_bytes=max_response_bytes,
            on_retry=on_retry,
            middleware=middleware,
        )

    @cached_property
    def procedures(self) -> AsyncProcedures:
        """Procedures, processes, subprocesses and tasks of the organization."""
        from ._resources.procedures import AsyncProcedures

        return AsyncProcedures(self)
