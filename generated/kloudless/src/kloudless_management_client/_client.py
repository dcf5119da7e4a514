"""The clients of the Kloudless Management API. Generated; do not edit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from . import __version__
from ._overrides.errors import describe_error
from ._runtime.client import AsyncBaseClient, SyncBaseClient
from ._runtime.credentials import hidden
from ._runtime.options import DEFAULT_MAX_RESPONSE_BYTES, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, CredentialPlace, Profile

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    import httpx2

    from ._resources.applications import Applications, AsyncApplications
    from ._runtime.attempts import AsyncMiddleware, Middleware, Retry

PROFILE = Profile(
    api="Kloudless Management API",
    client="KloudlessManagement",
    package="kloudless_management_client",
    distribution="kloudless-management-client",
    version=__version__,
    base_url="https://api.kloudless.com/v1",
    credential=CredentialPlace(
        argument="developer_key",
        environment="KLOUDLESS_DEVELOPER_KEY",
        location="header",
        name="Authorization",
        prefix="DeveloperKey ",
    ),
    describe_error=describe_error,
)


class KloudlessManagement(SyncBaseClient):
    """Client of the Kloudless Management API: manage a developer's applications, their API keys and their webhooks.

    Args:
        developer_key: The credential; or a callable, asked before every request; or
            nothing, to take it from the environment variable ``KLOUDLESS_DEVELOPER_KEY``.
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
        developer_key: str | Callable[[], str] | None = None,
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
        developer_key = hidden(developer_key)
        super().__init__(
            PROFILE,
            developer_key,
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
    def applications(self) -> Applications:
        """Applications of the developer."""
        from ._resources.applications import Applications

        return Applications(self)


class AsyncKloudlessManagement(AsyncBaseClient):
    """Async client of the Kloudless Management API: manage a developer's applications, their API keys and their webhooks.

    Args:
        developer_key: The credential; or a callable, asked before every request, which may be a coroutine function; or
            nothing, to take it from the environment variable ``KLOUDLESS_DEVELOPER_KEY``.
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
        developer_key: str | Callable[[], str] | Callable[[], Awaitable[str]] | None = None,
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
        developer_key = hidden(developer_key)
        super().__init__(
            PROFILE,
            developer_key,
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
    def applications(self) -> AsyncApplications:
        """Applications of the developer."""
        from ._resources.applications import AsyncApplications

        return AsyncApplications(self)
