"""Links that show a dashboard to people without an account. Generated; do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import models
from .._runtime.credentials import hidden
from .._runtime.operation import Operation
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Omit, Parameter, omit
from .._runtime.resource import AsyncPager, AsyncResource, Pager, Resource
from . import ENVELOPE

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.operation import Rows
    from .._runtime.options import CallOptions, ListOptions
    from ..models import PublishedLink, PublishedLinkTheme

LIST: Operation[Rows] = Operation(
    id="published_links_list",
    method="GET",
    path="/dashboard-published-links",
    result=lambda: models.PublishedLink,
    envelope=ENVELOPE,
    query=(
        Parameter("dashboard_id", "string", min_length=1, required=True),
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.published_links", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("tab.publish",),
)


GET: Operation[PublishedLink] = Operation(
    id="published_links_get",
    method="GET",
    path="/dashboard-published-links/{published_link_id}",
    result=lambda: models.PublishedLink,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("published_link_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("tab.publish",),
)


UPDATE: Operation[None] = Operation(
    id="published_links_update",
    method="PUT",
    path="/dashboard-published-links/{published_link_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("published_link_id", "string", min_length=1, required=True),),
    body=(
        Parameter("name", "string", min_length=1),
        Parameter("password", "string", secret=True),
        Parameter("description", "string", nullable=True),
        Parameter("is_public", "boolean", wire="isPublic"),
        Parameter("theme", "string"),
        Parameter("logo", "string"),
        Parameter("social", "boolean"),
        Parameter("wants_advertising", "boolean", wire="wantsAdvertising"),
        Parameter("use_ip_ranges", "boolean", wire="useIpRanges"),
    ),
    permissions=("tab.publish",),
)


CREATE: Operation[PublishedLink] = Operation(
    id="published_links_create",
    method="POST",
    path="/dashboard-published-links/{dashboard_id}",
    result=lambda: models.PublishedLink,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("dashboard_id", "string", min_length=1, wire="published_link_id", required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("password", "string", secret=True),
        Parameter("description", "string", nullable=True),
        Parameter("is_public", "boolean", wire="isPublic"),
        Parameter("theme", "string"),
        Parameter("logo", "string"),
        Parameter("social", "boolean"),
        Parameter("wants_advertising", "boolean", wire="wantsAdvertising"),
        Parameter("use_ip_ranges", "boolean", wire="useIpRanges"),
    ),
    permissions=("tab.publish",),
)


DELETE: Operation[None] = Operation(
    id="published_links_delete",
    method="DELETE",
    path="/dashboard-published-links/{published_link_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("published_link_id", "string", min_length=1, required=True),),
    permissions=("tab.publish",),
)


class PublishedLinks(Resource):
    """Links that show a dashboard to people without an account."""

    def list(
        self,
        *,
        dashboard_id: str,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[PublishedLink]:
        """List the published links of a dashboard.

        Links are listed for one dashboard at a time; there is no list of all.

        Args:
            dashboard_id: Identifier of the dashboard, which is that of the tab. Not empty.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: documented (Klipfolio API reference, Published Links); client (metorial/metorial,
        integrations/klipfolio).
        """
        return self._list(
            LIST, {"dashboard_id": dashboard_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    def get(
        self, published_link_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> PublishedLink:
        """Get a published link.

        Takes the identifier of the link, while creating one takes that of the dashboard in the same place.

        Args:
            published_link_id: Identifier of the published link.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: documented (Klipfolio API reference, Published Links).
        """
        return self._call(GET, {"published_link_id": published_link_id, "client_id": client_id}, options)

    def update(
        self,
        published_link_id: str,
        *,
        name: str | Omit = omit,
        password: str | Omit = omit,
        description: str | None | Omit = omit,
        is_public: bool | Omit = omit,
        theme: PublishedLinkTheme | Omit = omit,
        logo: str | Omit = omit,
        social: bool | Omit = omit,
        wants_advertising: bool | Omit = omit,
        use_ip_ranges: bool | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a published link.

        A member that is not sent stays as it is; how to take a password away again is not documented. Takes the
        identifier of the link, not that of the dashboard.

        Args:
            published_link_id: Identifier of the published link.
            name: Name of the link; answers call it `published_link_name`. Not empty.
            password: What a visitor has to enter.
            description: Free text.
            is_public: Whether the dashboard may be found by a public search; says nothing about who may open it.
            theme: Colors.
            logo: Address of an image to show.
            social: Whether to show icons for sharing.
            wants_advertising: Whether advertising may be shown.
            use_ip_ranges: Whether only certain network addresses may open it.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: client (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference, Published
        Links).
        """
        password = hidden(password)
        self._call(
            UPDATE,
            {
                "published_link_id": published_link_id,
                "name": name,
                "password": password,
                "description": description,
                "is_public": is_public,
                "theme": theme,
                "logo": logo,
                "social": social,
                "wants_advertising": wants_advertising,
                "use_ip_ranges": use_ip_ranges,
            },
            options,
        )

    def create(
        self,
        dashboard_id: str,
        *,
        name: str,
        password: str | Omit = omit,
        description: str | None | Omit = omit,
        is_public: bool | Omit = omit,
        theme: PublishedLinkTheme | Omit = omit,
        logo: str | Omit = omit,
        social: bool | Omit = omit,
        wants_advertising: bool | Omit = omit,
        use_ip_ranges: bool | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> PublishedLink:
        """Publish a dashboard under a new link.

        Whoever has the link sees the dashboard, without an account; a password keeps others out. Unlike other
        creates it answers with the object itself, and without a location. The names of the answer differ from those
        of the request: `name` becomes `published_link_name`.

        Args:
            dashboard_id: Identifier of the dashboard to publish, which is that of the tab; not of a link.
            name: Name of the link; answers call it `published_link_name`. Not empty.
            password: What a visitor has to enter. Without it, whoever has the link sees the dashboard.
            description: Free text.
            is_public: Whether the dashboard may be found by a public search; says nothing about who may open it.
                The service takes false by default.
            theme: Colors; light by default.
            logo: Address of an image to show.
            social: Whether to show icons for sharing. The service takes false by default.
            wants_advertising: Whether advertising may be shown. The service takes false by default.
            use_ip_ranges: Whether only certain network addresses may open it. The service takes false by default.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: documented (Klipfolio API reference, Published Links); client (metorial/metorial,
        integrations/klipfolio).
        """
        password = hidden(password)
        return self._call(
            CREATE,
            {
                "dashboard_id": dashboard_id,
                "name": name,
                "password": password,
                "description": description,
                "is_public": is_public,
                "theme": theme,
                "logo": logo,
                "social": social,
                "wants_advertising": wants_advertising,
                "use_ip_ranges": use_ip_ranges,
                "client_id": client_id,
            },
            options,
        )

    def delete(self, published_link_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a published link.

        The link stops working; the dashboard stays. Takes the identifier of the link, not that of the dashboard.

        Args:
            published_link_id: Identifier of the published link.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Klipfolio API reference, Published Links).
        """
        self._call(DELETE, {"published_link_id": published_link_id}, options)


class AsyncPublishedLinks(AsyncResource):
    """Links that show a dashboard to people without an account."""

    def list(
        self,
        *,
        dashboard_id: str,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[PublishedLink]:
        """List the published links of a dashboard.

        Links are listed for one dashboard at a time; there is no list of all.

        Args:
            dashboard_id: Identifier of the dashboard, which is that of the tab. Not empty.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: documented (Klipfolio API reference, Published Links); client (metorial/metorial,
        integrations/klipfolio).
        """
        return self._list(
            LIST, {"dashboard_id": dashboard_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    async def get(
        self, published_link_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> PublishedLink:
        """Get a published link.

        Takes the identifier of the link, while creating one takes that of the dashboard in the same place.

        Args:
            published_link_id: Identifier of the published link.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: documented (Klipfolio API reference, Published Links).
        """
        return await self._call(GET, {"published_link_id": published_link_id, "client_id": client_id}, options)

    async def update(
        self,
        published_link_id: str,
        *,
        name: str | Omit = omit,
        password: str | Omit = omit,
        description: str | None | Omit = omit,
        is_public: bool | Omit = omit,
        theme: PublishedLinkTheme | Omit = omit,
        logo: str | Omit = omit,
        social: bool | Omit = omit,
        wants_advertising: bool | Omit = omit,
        use_ip_ranges: bool | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a published link.

        A member that is not sent stays as it is; how to take a password away again is not documented. Takes the
        identifier of the link, not that of the dashboard.

        Args:
            published_link_id: Identifier of the published link.
            name: Name of the link; answers call it `published_link_name`. Not empty.
            password: What a visitor has to enter.
            description: Free text.
            is_public: Whether the dashboard may be found by a public search; says nothing about who may open it.
            theme: Colors.
            logo: Address of an image to show.
            social: Whether to show icons for sharing.
            wants_advertising: Whether advertising may be shown.
            use_ip_ranges: Whether only certain network addresses may open it.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: client (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference, Published
        Links).
        """
        password = hidden(password)
        await self._call(
            UPDATE,
            {
                "published_link_id": published_link_id,
                "name": name,
                "password": password,
                "description": description,
                "is_public": is_public,
                "theme": theme,
                "logo": logo,
                "social": social,
                "wants_advertising": wants_advertising,
                "use_ip_ranges": use_ip_ranges,
            },
            options,
        )

    async def create(
        self,
        dashboard_id: str,
        *,
        name: str,
        password: str | Omit = omit,
        description: str | None | Omit = omit,
        is_public: bool | Omit = omit,
        theme: PublishedLinkTheme | Omit = omit,
        logo: str | Omit = omit,
        social: bool | Omit = omit,
        wants_advertising: bool | Omit = omit,
        use_ip_ranges: bool | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> PublishedLink:
        """Publish a dashboard under a new link.

        Whoever has the link sees the dashboard, without an account; a password keeps others out. Unlike other
        creates it answers with the object itself, and without a location. The names of the answer differ from those
        of the request: `name` becomes `published_link_name`.

        Args:
            dashboard_id: Identifier of the dashboard to publish, which is that of the tab; not of a link.
            name: Name of the link; answers call it `published_link_name`. Not empty.
            password: What a visitor has to enter. Without it, whoever has the link sees the dashboard.
            description: Free text.
            is_public: Whether the dashboard may be found by a public search; says nothing about who may open it.
                The service takes false by default.
            theme: Colors; light by default.
            logo: Address of an image to show.
            social: Whether to show icons for sharing. The service takes false by default.
            wants_advertising: Whether advertising may be shown. The service takes false by default.
            use_ip_ranges: Whether only certain network addresses may open it. The service takes false by default.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: documented (Klipfolio API reference, Published Links); client (metorial/metorial,
        integrations/klipfolio).
        """
        password = hidden(password)
        return await self._call(
            CREATE,
            {
                "dashboard_id": dashboard_id,
                "name": name,
                "password": password,
                "description": description,
                "is_public": is_public,
                "theme": theme,
                "logo": logo,
                "social": social,
                "wants_advertising": wants_advertising,
                "use_ip_ranges": use_ip_ranges,
                "client_id": client_id,
            },
            options,
        )

    async def delete(self, published_link_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a published link.

        The link stops working; the dashboard stays. Takes the identifier of the link, not that of the dashboard.

        Args:
            published_link_id: Identifier of the published link.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.publish.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Klipfolio API reference, Published Links).
        """
        await self._call(DELETE, {"published_link_id": published_link_id}, options)
