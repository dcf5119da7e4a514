"""Tabs, which the product calls dashboards. Generated; do not edit."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import models
from .._runtime.operation import Created, Operation
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Omit, Parameter, omit
from .._runtime.resource import AsyncPager, AsyncResource, Pager, Resource
from . import ENVELOPE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Unpack

    from .._runtime.models import Model
    from .._runtime.operation import Rows
    from .._runtime.options import CallOptions, ListOptions
    from ..models import (
        Tab,
        TabKlipInstance,
        TabKlipPlacement,
        TabLayout,
        TabLayoutType,
        TabShareRightInput,
        TabShareRights,
        TabSummary,
    )

LIST: Operation[Rows] = Operation(
    id="tabs_list",
    method="GET",
    path="/tabs",
    result=lambda: models.TabSummary,
    envelope=ENVELOPE,
    query=(
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.tabs", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("dashboard.library",),
)


CREATE: Operation[Created] = Operation(
    id="tabs_create",
    method="POST",
    path="/tabs",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("description", "string"),
        Parameter("client_id", "string", min_length=1),
    ),
    permissions=("tab.build",),
)


GET: Operation[Tab] = Operation(
    id="tabs_get",
    method="GET",
    path="/tabs/{tab_id}",
    result=lambda: models.Tab,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"), Parameter("client_id", "string", min_length=1)),
    permissions=("dashboard.library",),
)


UPDATE: Operation[None] = Operation(
    id="tabs_update",
    method="PUT",
    path="/tabs/{tab_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(Parameter("name", "string", min_length=1), Parameter("description", "string")),
    permissions=("tab.edit",),
)


DELETE: Operation[None] = Operation(
    id="tabs_delete",
    method="DELETE",
    path="/tabs/{tab_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("tab.delete",),
)


IMPORT_: Operation[Created] = Operation(
    id="tabs_import_",
    method="POST",
    path="/tabs/{tab_id}/@/import",
    result=lambda: Created,
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    body=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("tab.import",),
)


KLIP_INSTANCES_LIST: Operation[Rows] = Operation(
    id="tabs_klip_instances_list",
    method="GET",
    path="/tabs/{tab_id}/klip-instances",
    result=lambda: models.TabKlipInstance,
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("limit", "integer", minimum=1, maximum=100), Parameter("offset", "integer", minimum=0)),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.klip_instances", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("dashboard.tab",),
)


KLIP_INSTANCES_ADD: Operation[list[TabKlipInstance]] = Operation(
    id="tabs_klip_instances_add",
    method="PUT",
    path="/tabs/{tab_id}/klip-instances",
    result=lambda: list[models.TabKlipInstance],
    envelope=ENVELOPE,
    inside="data.klip_instances",
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    body=(
        Parameter(
            "klips",
            "array",
            items=Parameter(
                "",
                "object",
                members=(
                    Parameter("klip_id", "string", min_length=1, required=True),
                    Parameter("region", "integer", minimum=0),
                    Parameter("position", "integer", minimum=0),
                ),
            ),
            required=True,
        ),
    ),
    idempotent=False,
    permissions=("dashboard.tab",),
)


KLIP_INSTANCES_REMOVE: Operation[None] = Operation(
    id="tabs_klip_instances_remove",
    method="DELETE",
    path="/tabs/{tab_id}/klip-instances/{klip_instance_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("tab_id", "string", min_length=1, required=True),
        Parameter("klip_instance_id", "string", min_length=1, required=True),
    ),
    permissions=("dashboard.tab",),
)


LAYOUT_GET: Operation[TabLayout] = Operation(
    id="tabs_layout_get",
    method="GET",
    path="/tabs/{tab_id}/layout",
    result=lambda: models.TabLayout,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("dashboard.share",),
)


LAYOUT_UPDATE: Operation[None] = Operation(
    id="tabs_layout_update",
    method="PUT",
    path="/tabs/{tab_id}/layout",
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(Parameter("type", "string", required=True), Parameter("state", "object", required=True)),
    permissions=("dashboard.share",),
)


SHARE_RIGHTS_GET: Operation[TabShareRights] = Operation(
    id="tabs_share_rights_get",
    method="GET",
    path="/tabs/{tab_id}/share-rights",
    result=lambda: models.TabShareRights,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


SHARE_RIGHTS_UPDATE: Operation[None] = Operation(
    id="tabs_share_rights_update",
    method="PUT",
    path="/tabs/{tab_id}/share-rights",
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    body=(
        Parameter(
            "groups",
            "array",
            items=Parameter(
                "",
                "object",
                members=(
                    Parameter("group_id", "string", min_length=1, required=True),
                    Parameter("can_edit", "boolean", required=True),
                    Parameter("visibility", "string"),
                ),
            ),
            required=True,
        ),
    ),
    permissions=("tab.share",),
)


SHARE_RIGHTS_DELETE: Operation[None] = Operation(
    id="tabs_share_rights_delete",
    method="DELETE",
    path="/tabs/{tab_id}/share-rights/{group_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("tab_id", "string", min_length=1, required=True),
        Parameter("group_id", "string", min_length=1, required=True),
    ),
    permissions=("tab.share",),
)


class Tabs(Resource):
    """Tabs, which the product calls dashboards."""

    @cached_property
    def klip_instances(self) -> TabsKlipInstances:
        """Klips placed on a tab."""
        return TabsKlipInstances(self._client)

    @cached_property
    def layout(self) -> TabsLayout:
        """The arrangement of the klips on a tab."""
        return TabsLayout(self._client)

    @cached_property
    def share_rights(self) -> TabsShareRights:
        """Groups that may use a tab."""
        return TabsShareRights(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[TabSummary]:
        """List tabs.

        Gives one page of the tabs, which the product calls dashboards.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (mindcloud-inc/universal-api-reference, apis/k/klipfolio); client (steffenbank/KlipfolioR;
        JeroenDevHero/HeroDashboarding, src/lib/klipfolio/client.ts); inferred (Klipfolio API reference,
        Permissions).
        """
        return self._list(LIST, {"client_id": client_id, "limit": limit, "offset": offset}, options)

    def create(
        self, *, name: str, description: str | Omit = omit, client_id: str | Omit = omit, **options: Unpack[CallOptions]
    ) -> Created:
        """Create a tab.

        Klips are placed on the new tab with `tabs.klip_instances.add`. With `client_id` it belongs to that client
        account.

        Args:
            name: Name. Not empty.
            description: Free text.
            client_id: Client account to make the tab in, for partner companies. Without it, your own company. Not
                empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.build.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (ExpandOnline/klipfolio-api-php);
        inferred (Klipfolio API reference, Permissions).
        """
        return self._call(CREATE, {"name": name, "description": description, "client_id": client_id}, options)

    def get(
        self, tab_id: str, *, full: bool | None = None, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> Tab:
        """Get a tab.

        The klips on the tab come with `full`, or from `tabs.klip_instances.list`; where they stand comes from
        `tabs.layout.get`.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            full: Whether the answer has `klip_instances` and `share_rights` too.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (Composio, Klipfolio toolkit); inferred
        (Klipfolio API reference, Permissions).
        """
        return self._call(GET, {"tab_id": tab_id, "full": full, "client_id": client_id}, options)

    def update(
        self,
        tab_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Rename or describe a tab.

        A member that is not sent stays as it is. Klips and their places are changed elsewhere.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            name: Name. Not empty.
            description: Free text.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.edit.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        self._call(
            UPDATE, {"tab_id": tab_id, "name": name, "description": description, "client_id": client_id}, options
        )

    def delete(self, tab_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a tab.

        Removes the tab, with its layout, for everyone it is shared with. Its klips should stay in the library.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.delete.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        self._call(DELETE, {"tab_id": tab_id, "client_id": client_id}, options)

    def import_(self, tab_id: str, *, client_id: str, **options: Unpack[CallOptions]) -> Created:
        """Copy a tab into a client account.

        For partner companies. The location in the answer should be that of the copy, but might be that of the
        original. Whether klips come along is not documented.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            client_id: Client account that gets the copy. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.import.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client
        (stacietaylorcima/klipfolio-api-helper, lib/client.rb); inferred (Klipfolio API reference, Data Source
        Operations); inferred (Klipfolio API reference, Permissions).
        """
        return self._call(IMPORT_, {"tab_id": tab_id, "client_id": client_id}, options)


class AsyncTabs(AsyncResource):
    """Tabs, which the product calls dashboards."""

    @cached_property
    def klip_instances(self) -> AsyncTabsKlipInstances:
        """Klips placed on a tab."""
        return AsyncTabsKlipInstances(self._client)

    @cached_property
    def layout(self) -> AsyncTabsLayout:
        """The arrangement of the klips on a tab."""
        return AsyncTabsLayout(self._client)

    @cached_property
    def share_rights(self) -> AsyncTabsShareRights:
        """Groups that may use a tab."""
        return AsyncTabsShareRights(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[TabSummary]:
        """List tabs.

        Gives one page of the tabs, which the product calls dashboards.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (mindcloud-inc/universal-api-reference, apis/k/klipfolio); client (steffenbank/KlipfolioR;
        JeroenDevHero/HeroDashboarding, src/lib/klipfolio/client.ts); inferred (Klipfolio API reference,
        Permissions).
        """
        return self._list(LIST, {"client_id": client_id, "limit": limit, "offset": offset}, options)

    async def create(
        self, *, name: str, description: str | Omit = omit, client_id: str | Omit = omit, **options: Unpack[CallOptions]
    ) -> Created:
        """Create a tab.

        Klips are placed on the new tab with `tabs.klip_instances.add`. With `client_id` it belongs to that client
        account.

        Args:
            name: Name. Not empty.
            description: Free text.
            client_id: Client account to make the tab in, for partner companies. Without it, your own company. Not
                empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.build.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (ExpandOnline/klipfolio-api-php);
        inferred (Klipfolio API reference, Permissions).
        """
        return await self._call(CREATE, {"name": name, "description": description, "client_id": client_id}, options)

    async def get(
        self, tab_id: str, *, full: bool | None = None, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> Tab:
        """Get a tab.

        The klips on the tab come with `full`, or from `tabs.klip_instances.list`; where they stand comes from
        `tabs.layout.get`.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            full: Whether the answer has `klip_instances` and `share_rights` too.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (Composio, Klipfolio toolkit); inferred
        (Klipfolio API reference, Permissions).
        """
        return await self._call(GET, {"tab_id": tab_id, "full": full, "client_id": client_id}, options)

    async def update(
        self,
        tab_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Rename or describe a tab.

        A member that is not sent stays as it is. Klips and their places are changed elsewhere.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            name: Name. Not empty.
            description: Free text.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.edit.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        await self._call(
            UPDATE, {"tab_id": tab_id, "name": name, "description": description, "client_id": client_id}, options
        )

    async def delete(self, tab_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a tab.

        Removes the tab, with its layout, for everyone it is shared with. Its klips should stay in the library.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.delete.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        await self._call(DELETE, {"tab_id": tab_id, "client_id": client_id}, options)

    async def import_(self, tab_id: str, *, client_id: str, **options: Unpack[CallOptions]) -> Created:
        """Copy a tab into a client account.

        For partner companies. The location in the answer should be that of the copy, but might be that of the
        original. Whether klips come along is not documented.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            client_id: Client account that gets the copy. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.import.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client
        (stacietaylorcima/klipfolio-api-helper, lib/client.rb); inferred (Klipfolio API reference, Data Source
        Operations); inferred (Klipfolio API reference, Permissions).
        """
        return await self._call(IMPORT_, {"tab_id": tab_id, "client_id": client_id}, options)


class TabsKlipInstances(Resource):
    """Klips placed on a tab."""

    def list(
        self, tab_id: str, *, limit: int | None = None, offset: int | None = None, **options: Unpack[ListOptions]
    ) -> Pager[TabKlipInstance]:
        """List the klips on a tab.

        A klip that is placed twice is listed twice, each time with another identifier of the instance.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.tab.
        Evidence: documented (Klipfolio API reference, Tab Klip Instances); documented (Klipfolio API reference,
        Introduction); inferred (Klipfolio API reference, Tab Klip Instances).
        """
        return self._list(KLIP_INSTANCES_LIST, {"tab_id": tab_id, "limit": limit, "offset": offset}, options)

    def add(
        self, tab_id: str, *, klips: Sequence[TabKlipPlacement], **options: Unpack[CallOptions]
    ) -> builtins.list[TabKlipInstance]:
        """Place klips on a tab.

        Takes identifiers of klips and gives the new instances; klips that are on the tab already stay. Sent twice,
        it places the klips twice.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            klips: The klips, each with its place. Members: `klip_id` (required), `region`, `position`.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.tab.
        Evidence: documented (Klipfolio API reference, Tab Klip Instances); inferred (Klipfolio API reference, Tab
        Klip Instances).
        """
        return self._call(KLIP_INSTANCES_ADD, {"tab_id": tab_id, "klips": klips}, options)

    def remove(self, tab_id: str, klip_instance_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a klip off a tab.

        Only the instance goes; the klip itself stays, and so do other instances of it.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            klip_instance_id: Identifier of the klip instance on the tab, not of the klip itself.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.tab.
        Evidence: documented (Klipfolio API reference, Tab Klip Instances); client (metorial/metorial,
        integrations/klipfolio; ExpandOnline/klipfolio-api-php).
        """
        self._call(KLIP_INSTANCES_REMOVE, {"tab_id": tab_id, "klip_instance_id": klip_instance_id}, options)


class AsyncTabsKlipInstances(AsyncResource):
    """Klips placed on a tab."""

    def list(
        self, tab_id: str, *, limit: int | None = None, offset: int | None = None, **options: Unpack[ListOptions]
    ) -> AsyncPager[TabKlipInstance]:
        """List the klips on a tab.

        A klip that is placed twice is listed twice, each time with another identifier of the instance.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.tab.
        Evidence: documented (Klipfolio API reference, Tab Klip Instances); documented (Klipfolio API reference,
        Introduction); inferred (Klipfolio API reference, Tab Klip Instances).
        """
        return self._list(KLIP_INSTANCES_LIST, {"tab_id": tab_id, "limit": limit, "offset": offset}, options)

    async def add(
        self, tab_id: str, *, klips: Sequence[TabKlipPlacement], **options: Unpack[CallOptions]
    ) -> builtins.list[TabKlipInstance]:
        """Place klips on a tab.

        Takes identifiers of klips and gives the new instances; klips that are on the tab already stay. Sent twice,
        it places the klips twice.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            klips: The klips, each with its place. Members: `klip_id` (required), `region`, `position`.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.tab.
        Evidence: documented (Klipfolio API reference, Tab Klip Instances); inferred (Klipfolio API reference, Tab
        Klip Instances).
        """
        return await self._call(KLIP_INSTANCES_ADD, {"tab_id": tab_id, "klips": klips}, options)

    async def remove(self, tab_id: str, klip_instance_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a klip off a tab.

        Only the instance goes; the klip itself stays, and so do other instances of it.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            klip_instance_id: Identifier of the klip instance on the tab, not of the klip itself.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.tab.
        Evidence: documented (Klipfolio API reference, Tab Klip Instances); client (metorial/metorial,
        integrations/klipfolio; ExpandOnline/klipfolio-api-php).
        """
        await self._call(KLIP_INSTANCES_REMOVE, {"tab_id": tab_id, "klip_instance_id": klip_instance_id}, options)


class TabsLayout(Resource):
    """The arrangement of the klips on a tab."""

    def get(self, tab_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> TabLayout:
        """Get the layout of a tab.

        `state` has one of two shapes: with the type `grid` a grid with its columns, otherwise a map from
        identifiers of klip instances to regions.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.share.
        Evidence: documented (Klipfolio API reference, Tab Layout).
        """
        return self._call(LAYOUT_GET, {"tab_id": tab_id, "client_id": client_id}, options)

    def update(
        self,
        tab_id: str,
        *,
        type: TabLayoutType,
        state: Model | Mapping[str, Any],
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Replace the layout of a tab; klips left out are removed from it.

        Klip instances that `state` does not name are taken off the tab: read the layout, change it, and send all of
        it.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            type: Kind of layout; tells which shape `state` has.
            state: Where each klip instance stands. One that is missing here is taken off the tab.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.share.
        Evidence: documented (Klipfolio API reference, Tab Layout); inferred (Klipfolio API reference, Tab Layout).
        """
        self._call(LAYOUT_UPDATE, {"tab_id": tab_id, "type": type, "state": state, "client_id": client_id}, options)


class AsyncTabsLayout(AsyncResource):
    """The arrangement of the klips on a tab."""

    async def get(self, tab_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> TabLayout:
        """Get the layout of a tab.

        `state` has one of two shapes: with the type `grid` a grid with its columns, otherwise a map from
        identifiers of klip instances to regions.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.share.
        Evidence: documented (Klipfolio API reference, Tab Layout).
        """
        return await self._call(LAYOUT_GET, {"tab_id": tab_id, "client_id": client_id}, options)

    async def update(
        self,
        tab_id: str,
        *,
        type: TabLayoutType,
        state: Model | Mapping[str, Any],
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Replace the layout of a tab; klips left out are removed from it.

        Klip instances that `state` does not name are taken off the tab: read the layout, change it, and send all of
        it.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            type: Kind of layout; tells which shape `state` has.
            state: Where each klip instance stands. One that is missing here is taken off the tab.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.share.
        Evidence: documented (Klipfolio API reference, Tab Layout); inferred (Klipfolio API reference, Tab Layout).
        """
        await self._call(
            LAYOUT_UPDATE, {"tab_id": tab_id, "type": type, "state": state, "client_id": client_id}, options
        )


class TabsShareRights(Resource):
    """Groups that may use a tab."""

    def get(self, tab_id: str, **options: Unpack[CallOptions]) -> TabShareRights:
        """Get who may use a tab.

        Gives the groups that may use the tab, with `visibility` for each, and possibly single users. The form of
        the answer is not documented.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (ExpandOnline/klipfolio-api-php);
        inferred (Klipfolio API reference, Klips Share Rights).
        """
        return self._call(SHARE_RIGHTS_GET, {"tab_id": tab_id}, options)

    def update(self, tab_id: str, *, groups: Sequence[TabShareRightInput], **options: Unpack[CallOptions]) -> None:
        """Share a tab with groups.

        Adds the groups, or changes what they may do and where their members find the tab. Groups that are not named
        keep their access.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            groups: The groups, each with what it may do. Members: `group_id` (required), `can_edit` (required),
                `visibility`.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.share.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (metorial/metorial,
        integrations/klipfolio); client (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Klips
        Share Rights).
        """
        self._call(SHARE_RIGHTS_UPDATE, {"tab_id": tab_id, "groups": groups}, options)

    def delete(self, tab_id: str, group_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a tab away from a group.

        Names one group, in the path; for klips the groups go into the body instead.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            group_id: Identifier of the group.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.share.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (ExpandOnline/klipfolio-api-php);
        inferred (Klipfolio API reference, Permissions).
        """
        self._call(SHARE_RIGHTS_DELETE, {"tab_id": tab_id, "group_id": group_id}, options)


class AsyncTabsShareRights(AsyncResource):
    """Groups that may use a tab."""

    async def get(self, tab_id: str, **options: Unpack[CallOptions]) -> TabShareRights:
        """Get who may use a tab.

        Gives the groups that may use the tab, with `visibility` for each, and possibly single users. The form of
        the answer is not documented.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (ExpandOnline/klipfolio-api-php);
        inferred (Klipfolio API reference, Klips Share Rights).
        """
        return await self._call(SHARE_RIGHTS_GET, {"tab_id": tab_id}, options)

    async def update(
        self, tab_id: str, *, groups: Sequence[TabShareRightInput], **options: Unpack[CallOptions]
    ) -> None:
        """Share a tab with groups.

        Adds the groups, or changes what they may do and where their members find the tab. Groups that are not named
        keep their access.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            groups: The groups, each with what it may do. Members: `group_id` (required), `can_edit` (required),
                `visibility`.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.share.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (metorial/metorial,
        integrations/klipfolio); client (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Klips
        Share Rights).
        """
        await self._call(SHARE_RIGHTS_UPDATE, {"tab_id": tab_id, "groups": groups}, options)

    async def delete(self, tab_id: str, group_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a tab away from a group.

        Names one group, in the path; for klips the groups go into the body instead.

        Args:
            tab_id: Identifier of the tab, also called the dashboard's.
            group_id: Identifier of the group.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: tab.share.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (ExpandOnline/klipfolio-api-php);
        inferred (Klipfolio API reference, Permissions).
        """
        await self._call(SHARE_RIGHTS_DELETE, {"tab_id": tab_id, "group_id": group_id}, options)
