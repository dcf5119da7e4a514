"""The clients of the Klipfolio API. Generated; do not edit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from . import __version__
from ._overrides.errors import describe_error
from ._runtime.client import AsyncBaseClient, SyncBaseClient
from ._runtime.credentials import hidden
from ._runtime.options import (
    DEFAULT_MAX_RESPONSE_BYTES,
    DEFAULT_MAX_RETRIES,
    DEFAULT_TIMEOUT,
    BasicPlace,
    CredentialPlace,
    RateRule,
)
from ._runtime.options import Profile as APIProfile
from ._runtime.rate_limit import RateLimit as BaseRateLimit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from typing import Literal

    import httpx2

    from ._resources.clients import AsyncClients, Clients
    from ._resources.datasource_instances import AsyncDatasourceInstances, DatasourceInstances
    from ._resources.datasources import AsyncDatasources, Datasources
    from ._resources.groups import AsyncGroups, Groups
    from ._resources.klips import AsyncKlips, Klips
    from ._resources.profile import AsyncProfile, Profile
    from ._resources.published_links import AsyncPublishedLinks, PublishedLinks
    from ._resources.roles import AsyncRoles, Roles
    from ._resources.tabs import AsyncTabs, Tabs
    from ._resources.users import AsyncUsers, Users
    from ._runtime.attempts import AsyncMiddleware, Middleware, Retry

PROFILE = APIProfile(
    api="Klipfolio API",
    client="Klipfolio",
    package="klipfolio_client",
    distribution="klipfolio-client",
    version=__version__,
    base_url="https://app.klipfolio.com/api/1.0",
    credential=CredentialPlace(
        argument="api_key", environment="KLIPFOLIO_API_KEY", location="header", name="kf-api-key", prefix=""
    ),
    describe_error=describe_error,
    basic=BasicPlace(username="email", password="password"),
    rate_limit=RateRule(requests=5, seconds=1, daily_reset="America/New_York", refused=429),
)


class RateLimit(BaseRateLimit):
    """Keeps requests below what the service allows; one object may serve several clients, threads and event loops.

    A request that would be too early waits for its turn. Clients of one account share one object; it counts what it lets
    pass and nothing else, so leave room for other programs, or let processes and machines share the count, in a store.

    Args:
        per_second: Most requests in any second, less than 1 for one in so many seconds; a fraction above a whole
            number is not used. ``None`` for no such limit.
        per_day: Most requests from midnight to midnight; the next one raises ``DailyLimitError`` at once.
        daily_reset: Time zone of that midnight.
        shared: URL of the store in which processes share the limit: ``sqlite:///path`` (absolute) on one machine,
            ``redis://``, ``rediss://`` or ``postgresql://`` on several; takes the extra ``sqlite``, ``redis`` or ``postgres``.
        name: What the limit is of, in the store, where it is shared for several accounts: small letters, digits, ``-``, ``_``.
        on_outage: While the store is away, ``raise`` a ``SharedLimitError``, or warn and keep to the ``local`` limit of this
            object alone.

    Raises:
        ConfigurationError: One of these is unusable, the extra not installed, or the time zone not known on this machine.
    """

    def __init__(
        self,
        per_second: float | None = 5.0,
        per_day: int | None = None,
        *,
        daily_reset: str = "America/New_York",
        shared: str | None = None,
        name: str | None = None,
        on_outage: Literal["raise", "local"] = "raise",
    ) -> None:
        # A URL may hold a password.
        shared = hidden(shared)
        super().__init__(per_second, per_day, daily_reset=daily_reset, shared=shared, name=name, on_outage=on_outage)


class Klipfolio(SyncBaseClient):
    """Client of the Klipfolio API: manage dashboards, klips, data sources, users and client accounts.

    Args:
        api_key: The credential; or a callable, asked before every request; or
            nothing, to take it from the environment variable ``KLIPFOLIO_API_KEY``.
        email: User name for Basic authentication, in place of ``api_key`` and of the environment.
        password: The password that belongs to it.
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
        rate_limit: How many requests are sent, by default 5 in any second; give
            the clients of one account the same object, or the URL of a store (``redis://...``; see ``RateLimit``).

    Raises:
        ConfigurationError: There is no credential, or a setting is unusable or unsafe.
    """

    def __init__(
        self,
        *,
        api_key: str | Callable[[], str] | None = None,
        email: str | None = None,
        password: str | None = None,
        base_url: str | None = None,
        timeout: float | httpx2.Timeout = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        deadline: float | None = None,
        transport: httpx2.BaseTransport | None = None,
        http_client: httpx2.Client | None = None,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        on_retry: Callable[[Retry], object] | None = None,
        middleware: Sequence[Middleware] = (),
        rate_limit: RateLimit | str | None = None,
    ) -> None:
        # The traceback of a refusal must not show what was refused.
        api_key = hidden(api_key)
        password = hidden(password)
        rate_limit = hidden(rate_limit)
        super().__init__(
            PROFILE,
            api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            transport=transport,
            http_client=http_client,
            max_response_bytes=max_response_bytes,
            on_retry=on_retry,
            middleware=middleware,
            basic=(email, password),
            rate_limit=rate_limit,
        )

    @cached_property
    def profile(self) -> Profile:
        """The user whom the credential belongs to."""
        from ._resources.profile import Profile

        return Profile(self)

    @cached_property
    def clients(self) -> Clients:
        """Client accounts of a partner company."""
        from ._resources.clients import Clients

        return Clients(self)

    @cached_property
    def datasources(self) -> Datasources:
        """Data sources, which fetch or receive the data behind klips."""
        from ._resources.datasources import Datasources

        return Datasources(self)

    @cached_property
    def datasource_instances(self) -> DatasourceInstances:
        """Instances of data sources, each with data of its own."""
        from ._resources.datasource_instances import DatasourceInstances

        return DatasourceInstances(self)

    @cached_property
    def klips(self) -> Klips:
        """Klips, the visualizations on dashboards."""
        from ._resources.klips import Klips

        return Klips(self)

    @cached_property
    def tabs(self) -> Tabs:
        """Tabs, which the product calls dashboards."""
        from ._resources.tabs import Tabs

        return Tabs(self)

    @cached_property
    def published_links(self) -> PublishedLinks:
        """Links that show a dashboard to people without an account."""
        from ._resources.published_links import PublishedLinks

        return PublishedLinks(self)

    @cached_property
    def users(self) -> Users:
        """Users of the company or of a client account."""
        from ._resources.users import Users

        return Users(self)

    @cached_property
    def groups(self) -> Groups:
        """Groups of users."""
        from ._resources.groups import Groups

        return Groups(self)

    @cached_property
    def roles(self) -> Roles:
        """Roles, each a set of permissions."""
        from ._resources.roles import Roles

        return Roles(self)


class AsyncKlipfolio(AsyncBaseClient):
    """Async client of the Klipfolio API: manage dashboards, klips, data sources, users and client accounts.

    Args:
        api_key: The credential; or a callable, asked before every request, which may be a coroutine function; or
            nothing, to take it from the environment variable ``KLIPFOLIO_API_KEY``.
        email: User name for Basic authentication, in place of ``api_key`` and of the environment.
        password: The password that belongs to it.
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
        rate_limit: How many requests are sent, by default 5 in any second; give
            the clients of one account the same object, or the URL of a store (``redis://...``; see ``RateLimit``).

    Raises:
        ConfigurationError: There is no credential, or a setting is unusable or unsafe.
    """

    def __init__(
        self,
        *,
        api_key: str | Callable[[], str] | Callable[[], Awaitable[str]] | None = None,
        email: str | None = None,
        password: str | None = None,
        base_url: str | None = None,
        timeout: float | httpx2.Timeout = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        deadline: float | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
        max_response_bytes: int = DEFAULT_MAX_RESPONSE_BYTES,
        on_retry: Callable[[Retry], object] | None = None,
        middleware: Sequence[AsyncMiddleware] = (),
        rate_limit: RateLimit | str | None = None,
    ) -> None:
        # The traceback of a refusal must not show what was refused.
        api_key = hidden(api_key)
        password = hidden(password)
        rate_limit = hidden(rate_limit)
        super().__init__(
            PROFILE,
            api_key,
            base_url=base_url,
            timeout=timeout,
            max_retries=max_retries,
            deadline=deadline,
            transport=transport,
            http_client=http_client,
            max_response_bytes=max_response_bytes,
            on_retry=on_retry,
            middleware=middleware,
            basic=(email, password),
            rate_limit=rate_limit,
        )

    @cached_property
    def profile(self) -> AsyncProfile:
        """The user whom the credential belongs to."""
        from ._resources.profile import AsyncProfile

        return AsyncProfile(self)

    @cached_property
    def clients(self) -> AsyncClients:
        """Client accounts of a partner company."""
        from ._resources.clients import AsyncClients

        return AsyncClients(self)

    @cached_property
    def datasources(self) -> AsyncDatasources:
        """Data sources, which fetch or receive the data behind klips."""
        from ._resources.datasources import AsyncDatasources

        return AsyncDatasources(self)

    @cached_property
    def datasource_instances(self) -> AsyncDatasourceInstances:
        """Instances of data sources, each with data of its own."""
        from ._resources.datasource_instances import AsyncDatasourceInstances

        return AsyncDatasourceInstances(self)

    @cached_property
    def klips(self) -> AsyncKlips:
        """Klips, the visualizations on dashboards."""
        from ._resources.klips import AsyncKlips

        return AsyncKlips(self)

    @cached_property
    def tabs(self) -> AsyncTabs:
        """Tabs, which the product calls dashboards."""
        from ._resources.tabs import AsyncTabs

        return AsyncTabs(self)

    @cached_property
    def published_links(self) -> AsyncPublishedLinks:
        """Links that show a dashboard to people without an account."""
        from ._resources.published_links import AsyncPublishedLinks

        return AsyncPublishedLinks(self)

    @cached_property
    def users(self) -> AsyncUsers:
        """Users of the company or of a client account."""
        from ._resources.users import AsyncUsers

        return AsyncUsers(self)

    @cached_property
    def groups(self) -> AsyncGroups:
        """Groups of users."""
        from ._resources.groups import AsyncGroups

        return AsyncGroups(self)

    @cached_property
    def roles(self) -> AsyncRoles:
        """Roles, each a set of permissions."""
        from ._resources.roles import AsyncRoles

        return AsyncRoles(self)
