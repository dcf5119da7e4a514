"""Data sources, which fetch or receive the data behind klips. Generated; do not edit."""

from __future__ import annotations

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
        BulkRefresh,
        Datasource,
        DatasourceConnector,
        DatasourceFormat,
        DatasourceSummary,
        GroupShareRightInput,
        ShareRights,
        UserShareRightInput,
    )

LIST: Operation[Rows] = Operation(
    id="datasources_list",
    method="GET",
    path="/datasources",
    result=lambda: models.DatasourceSummary,
    envelope=ENVELOPE,
    query=(
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.datasources", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("dashboard.library",),
)


CREATE: Operation[Created] = Operation(
    id="datasources_create",
    method="POST",
    path="/datasources",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("description", "string"),
        Parameter("format", "string"),
        Parameter("connector", "string"),
        Parameter("refresh_interval", "integer", minimum=0),
        Parameter("properties", "object", secret=True),
        Parameter("client_id", "string", min_length=1),
    ),
    permissions=("datasource.create",),
)


GET: Operation[Datasource] = Operation(
    id="datasources_get",
    method="GET",
    path="/datasources/{datasource_id}",
    result=lambda: models.Datasource,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"), Parameter("client_id", "string", min_length=1)),
    permissions=("dashboard.library",),
)


UPDATE: Operation[None] = Operation(
    id="datasources_update",
    method="PUT",
    path="/datasources/{datasource_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(
        Parameter("name", "string", min_length=1),
        Parameter("description", "string"),
        Parameter("refresh_interval", "integer", minimum=0),
    ),
    permissions=("datasource.edit",),
)


DELETE: Operation[None] = Operation(
    id="datasources_delete",
    method="DELETE",
    path="/datasources/{datasource_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("datasource.delete",),
)


ENABLE: Operation[None] = Operation(
    id="datasources_enable",
    method="POST",
    path="/datasources/{datasource_id}/@/enable",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    idempotent=True,
    permissions=("datasource.edit",),
)


DISABLE: Operation[None] = Operation(
    id="datasources_disable",
    method="POST",
    path="/datasources/{datasource_id}/@/disable",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    idempotent=True,
    permissions=("datasource.edit",),
)


IMPORT_: Operation[Created] = Operation(
    id="datasources_import_",
    method="POST",
    path="/datasources/{datasource_id}/@/import",
    result=lambda: Created,
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    body=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("datasource.import",),
)


DELETE_INSTANCES: Operation[None] = Operation(
    id="datasources_delete_instances",
    method="POST",
    path="/datasources/{datasource_id}/@/delete_instances",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("last_access", "integer", minimum=0),),
    permissions=("datasource.delete",),
)


REFRESH: Operation[BulkRefresh] = Operation(
    id="datasources_refresh",
    method="POST",
    path="/datasources/@/refresh",
    result=lambda: models.BulkRefresh,
    envelope=ENVELOPE,
    inside="data",
    body=(Parameter("datasources", "array", items=Parameter("", "string", min_length=1), required=True),),
    permissions=("datasource.edit",),
)


PROPERTIES_GET: Operation[dict[str, Any]] = Operation(
    id="datasources_properties_get",
    method="GET",
    path="/datasources/{datasource_id}/properties",
    result=lambda: dict[str, Any],
    envelope=ENVELOPE,
    inside="data.properties",
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


PROPERTIES_UPDATE: Operation[None] = Operation(
    id="datasources_properties_update",
    method="PUT",
    path="/datasources/{datasource_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    body=(Parameter("properties", "object", secret=True, required=True),),
    permissions=("datasource.edit",),
)


PROPERTIES_DELETE: Operation[None] = Operation(
    id="datasources_properties_delete",
    method="DELETE",
    path="/datasources/{datasource_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("name", "string", min_length=1, required=True),),
    permissions=("datasource.edit",),
)


SHARE_RIGHTS_GET: Operation[ShareRights] = Operation(
    id="datasources_share_rights_get",
    method="GET",
    path="/datasources/{datasource_id}/share-rights",
    result=lambda: models.ShareRights,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


SHARE_RIGHTS_UPDATE: Operation[None] = Operation(
    id="datasources_share_rights_update",
    method="PUT",
    path="/datasources/{datasource_id}/share-rights",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
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
                ),
            ),
            required=True,
        ),
        Parameter(
            "users",
            "array",
            items=Parameter(
                "",
                "object",
                members=(
                    Parameter("user_id", "string", min_length=1, required=True),
                    Parameter("can_edit", "boolean", required=True),
                ),
            ),
        ),
    ),
    permissions=("datasource.share",),
)


SHARE_RIGHTS_DELETE: Operation[None] = Operation(
    id="datasources_share_rights_delete",
    method="DELETE",
    path="/datasources/{datasource_id}/share-rights/{group_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("datasource_id", "string", min_length=1, required=True),
        Parameter("group_id", "string", min_length=1, required=True),
    ),
    permissions=("datasource.share",),
)


class Datasources(Resource):
    """Data sources, which fetch or receive the data behind klips."""

    @cached_property
    def properties(self) -> DatasourcesProperties:
        """Connection settings of a data source."""
        return DatasourcesProperties(self._client)

    @cached_property
    def share_rights(self) -> DatasourcesShareRights:
        """Groups and users that may use a data source."""
        return DatasourcesShareRights(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[DatasourceSummary]:
        """List data sources.

        Gives one page of the data sources that the user may use. Connector, format and other details come only with
        `datasources.get`.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Sources).
        """
        return self._list(LIST, {"client_id": client_id, "limit": limit, "offset": offset}, options)

    def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        format: DatasourceFormat | Omit = omit,
        connector: DatasourceConnector | Omit = omit,
        refresh_interval: int | Omit = omit,
        properties: Model | Mapping[str, Any] | Omit = omit,
        client_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a data source.

        Makes a data source, and usually an instance along with it; what the connector needs goes into `properties`.
        Format, connector and client account cannot be changed later.

        Args:
            name: Name of the data source. Not empty.
            description: Free text.
            format: Format of the data. Send it: whether it may be left out is not documented.
            connector: Where the data come from. Send it: whether it may be left out is not documented.
            refresh_interval: Seconds between two refreshes; 0 means never. Usual values are 60, 300, 900, 1800,
                3600, 7200, 10800, 14400, 43200 and 86400; others are possible. At least 0.
            properties: What the connector needs, such as `endpoint_url` and `method` for `simple_rest`; it may hold
                credentials.
            client_id: Client account to make it in, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.create.
        Evidence: documented (Klipfolio API reference, Data Sources); client (PipedreamHQ/pipedream,
        components/klipfolio); client (metorial/metorial, integrations/klipfolio); client (segevsh/w6w-apps,
        apps/klipfolio); client (ExpandOnline/klipfolio-api-php, src).
        """
        return self._call(
            CREATE,
            {
                "name": name,
                "description": description,
                "format": format,
                "connector": connector,
                "refresh_interval": refresh_interval,
                "properties": properties,
                "client_id": client_id,
            },
            options,
        )

    def get(
        self,
        datasource_id: str,
        *,
        full: bool | None = None,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> Datasource:
        """Get a data source.

        Reads one data source, with its connector, format and state. Its data belong to its instances.

        Args:
            datasource_id: Identifier of the data source.
            full: Whether to add more, such as properties and share rights. What exactly is not documented.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Sources).
        """
        return self._call(GET, {"datasource_id": datasource_id, "full": full, "client_id": client_id}, options)

    def update(
        self,
        datasource_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        refresh_interval: int | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a data source.

        Changes name, description or refresh interval, whichever is sent; format and connector stay what they are.
        Connection settings are changed with `datasources.properties.update`.

        Args:
            datasource_id: Identifier of the data source.
            name: Name of the data source. Not empty.
            description: Free text.
            refresh_interval: Seconds between two refreshes; 0 means never. At least 0.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Sources); client (PipedreamHQ/pipedream,
        components/klipfolio); client (segevsh/w6w-apps, apps/klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        self._call(
            UPDATE,
            {
                "datasource_id": datasource_id,
                "name": name,
                "description": description,
                "refresh_interval": refresh_interval,
                "client_id": client_id,
            },
            options,
        )

    def delete(self, datasource_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a data source.

        Removes the data source. What becomes of its data and of klips that use it is not documented; `klips.list`
        with `datasource_id` shows which klips do.

        Args:
            datasource_id: Identifier of the data source.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.delete.
        Evidence: documented (Klipfolio API reference, Data Sources); client (segevsh/w6w-apps, apps/klipfolio);
        inferred (Klipfolio API reference, Permissions).
        """
        self._call(DELETE, {"datasource_id": datasource_id, "client_id": client_id}, options)

    def enable(self, datasource_id: str, **options: Unpack[CallOptions]) -> None:
        """Switch a data source on.

        Undoes `datasources.disable`. The call can be repeated without harm.

        Args:
            datasource_id: Identifier of the data source.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Operations); inferred (Klipfolio API reference,
        Data Source Operations).
        """
        self._call(ENABLE, {"datasource_id": datasource_id}, options)

    def disable(self, datasource_id: str, **options: Unpack[CallOptions]) -> None:
        """Switch a data source off.

        The data source stays, but is out of use until it is enabled again. The call can be repeated without harm.

        Args:
            datasource_id: Identifier of the data source.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Operations); inferred (Klipfolio API reference,
        Data Source Operations).
        """
        self._call(DISABLE, {"datasource_id": datasource_id}, options)

    def import_(self, datasource_id: str, *, client_id: str, **options: Unpack[CallOptions]) -> Created:
        """Copy a data source into a client account.

        Makes a copy in the client account; the original stays as it is. For partner companies only. The copy does
        not necessarily keep the identifier of the original.

        Args:
            datasource_id: Identifier of the data source.
            client_id: Client account that gets the copy. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.import.
        Evidence: documented (Klipfolio API reference, Data Source Operations).
        """
        return self._call(IMPORT_, {"datasource_id": datasource_id, "client_id": client_id}, options)

    def delete_instances(
        self, datasource_id: str, *, last_access: int | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Delete a data source's instances, with their data.

        Removes all instances of the data source, or with `last_access` only those that were not used since that
        moment. Whether the query is the place for it is not documented: if it is not, **every instance is
        deleted**.

        Args:
            datasource_id: Identifier of the data source.
            last_access: Unix time in seconds. Only instances not used since then are deleted. Without it, all are.
                At least 0.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.delete.
        Evidence: documented (Klipfolio API reference, Data Source Operations); inferred (Klipfolio API reference,
        Data Source Operations).
        """
        self._call(DELETE_INSTANCES, {"datasource_id": datasource_id, "last_access": last_access}, options)

    def refresh(self, *, datasources: Sequence[str], **options: Unpack[CallOptions]) -> BulkRefresh:
        """Queue several data sources for a refresh.

        Asks for a refresh of every instance of the data sources; it happens later. The status is 200 also when some
        of them could not be queued: then `failed_results` says which, and why. A single instance is refreshed with
        `datasource_instances.refresh`.

        Args:
            datasources: Identifiers of the data sources.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Instance Operations).
        """
        return self._call(REFRESH, {"datasources": datasources}, options)


class AsyncDatasources(AsyncResource):
    """Data sources, which fetch or receive the data behind klips."""

    @cached_property
    def properties(self) -> AsyncDatasourcesProperties:
        """Connection settings of a data source."""
        return AsyncDatasourcesProperties(self._client)

    @cached_property
    def share_rights(self) -> AsyncDatasourcesShareRights:
        """Groups and users that may use a data source."""
        return AsyncDatasourcesShareRights(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[DatasourceSummary]:
        """List data sources.

        Gives one page of the data sources that the user may use. Connector, format and other details come only with
        `datasources.get`.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Sources).
        """
        return self._list(LIST, {"client_id": client_id, "limit": limit, "offset": offset}, options)

    async def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        format: DatasourceFormat | Omit = omit,
        connector: DatasourceConnector | Omit = omit,
        refresh_interval: int | Omit = omit,
        properties: Model | Mapping[str, Any] | Omit = omit,
        client_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a data source.

        Makes a data source, and usually an instance along with it; what the connector needs goes into `properties`.
        Format, connector and client account cannot be changed later.

        Args:
            name: Name of the data source. Not empty.
            description: Free text.
            format: Format of the data. Send it: whether it may be left out is not documented.
            connector: Where the data come from. Send it: whether it may be left out is not documented.
            refresh_interval: Seconds between two refreshes; 0 means never. Usual values are 60, 300, 900, 1800,
                3600, 7200, 10800, 14400, 43200 and 86400; others are possible. At least 0.
            properties: What the connector needs, such as `endpoint_url` and `method` for `simple_rest`; it may hold
                credentials.
            client_id: Client account to make it in, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.create.
        Evidence: documented (Klipfolio API reference, Data Sources); client (PipedreamHQ/pipedream,
        components/klipfolio); client (metorial/metorial, integrations/klipfolio); client (segevsh/w6w-apps,
        apps/klipfolio); client (ExpandOnline/klipfolio-api-php, src).
        """
        return await self._call(
            CREATE,
            {
                "name": name,
                "description": description,
                "format": format,
                "connector": connector,
                "refresh_interval": refresh_interval,
                "properties": properties,
                "client_id": client_id,
            },
            options,
        )

    async def get(
        self,
        datasource_id: str,
        *,
        full: bool | None = None,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> Datasource:
        """Get a data source.

        Reads one data source, with its connector, format and state. Its data belong to its instances.

        Args:
            datasource_id: Identifier of the data source.
            full: Whether to add more, such as properties and share rights. What exactly is not documented.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Sources).
        """
        return await self._call(GET, {"datasource_id": datasource_id, "full": full, "client_id": client_id}, options)

    async def update(
        self,
        datasource_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        refresh_interval: int | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a data source.

        Changes name, description or refresh interval, whichever is sent; format and connector stay what they are.
        Connection settings are changed with `datasources.properties.update`.

        Args:
            datasource_id: Identifier of the data source.
            name: Name of the data source. Not empty.
            description: Free text.
            refresh_interval: Seconds between two refreshes; 0 means never. At least 0.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Sources); client (PipedreamHQ/pipedream,
        components/klipfolio); client (segevsh/w6w-apps, apps/klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        await self._call(
            UPDATE,
            {
                "datasource_id": datasource_id,
                "name": name,
                "description": description,
                "refresh_interval": refresh_interval,
                "client_id": client_id,
            },
            options,
        )

    async def delete(self, datasource_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a data source.

        Removes the data source. What becomes of its data and of klips that use it is not documented; `klips.list`
        with `datasource_id` shows which klips do.

        Args:
            datasource_id: Identifier of the data source.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.delete.
        Evidence: documented (Klipfolio API reference, Data Sources); client (segevsh/w6w-apps, apps/klipfolio);
        inferred (Klipfolio API reference, Permissions).
        """
        await self._call(DELETE, {"datasource_id": datasource_id, "client_id": client_id}, options)

    async def enable(self, datasource_id: str, **options: Unpack[CallOptions]) -> None:
        """Switch a data source on.

        Undoes `datasources.disable`. The call can be repeated without harm.

        Args:
            datasource_id: Identifier of the data source.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Operations); inferred (Klipfolio API reference,
        Data Source Operations).
        """
        await self._call(ENABLE, {"datasource_id": datasource_id}, options)

    async def disable(self, datasource_id: str, **options: Unpack[CallOptions]) -> None:
        """Switch a data source off.

        The data source stays, but is out of use until it is enabled again. The call can be repeated without harm.

        Args:
            datasource_id: Identifier of the data source.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Operations); inferred (Klipfolio API reference,
        Data Source Operations).
        """
        await self._call(DISABLE, {"datasource_id": datasource_id}, options)

    async def import_(self, datasource_id: str, *, client_id: str, **options: Unpack[CallOptions]) -> Created:
        """Copy a data source into a client account.

        Makes a copy in the client account; the original stays as it is. For partner companies only. The copy does
        not necessarily keep the identifier of the original.

        Args:
            datasource_id: Identifier of the data source.
            client_id: Client account that gets the copy. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.import.
        Evidence: documented (Klipfolio API reference, Data Source Operations).
        """
        return await self._call(IMPORT_, {"datasource_id": datasource_id, "client_id": client_id}, options)

    async def delete_instances(
        self, datasource_id: str, *, last_access: int | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Delete a data source's instances, with their data.

        Removes all instances of the data source, or with `last_access` only those that were not used since that
        moment. Whether the query is the place for it is not documented: if it is not, **every instance is
        deleted**.

        Args:
            datasource_id: Identifier of the data source.
            last_access: Unix time in seconds. Only instances not used since then are deleted. Without it, all are.
                At least 0.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.delete.
        Evidence: documented (Klipfolio API reference, Data Source Operations); inferred (Klipfolio API reference,
        Data Source Operations).
        """
        await self._call(DELETE_INSTANCES, {"datasource_id": datasource_id, "last_access": last_access}, options)

    async def refresh(self, *, datasources: Sequence[str], **options: Unpack[CallOptions]) -> BulkRefresh:
        """Queue several data sources for a refresh.

        Asks for a refresh of every instance of the data sources; it happens later. The status is 200 also when some
        of them could not be queued: then `failed_results` says which, and why. A single instance is refreshed with
        `datasource_instances.refresh`.

        Args:
            datasources: Identifiers of the data sources.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Instance Operations).
        """
        return await self._call(REFRESH, {"datasources": datasources}, options)


class DatasourcesProperties(Resource):
    """Connection settings of a data source."""

    def get(self, datasource_id: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get a data source's connection settings.

        Gives settings by name; which there are depends on the connector. The setting `parameters` is a string that
        holds JSON: an array of objects with `name`, `value` and `type` (`header`, for instance).

        Args:
            datasource_id: Identifier of the data source.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Properties); client
        (ExpandOnline/klipfolio-api-php, src).
        """
        return self._call(PROPERTIES_GET, {"datasource_id": datasource_id}, options)

    def update(
        self, datasource_id: str, *, properties: Model | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Add or change a data source's connection settings.

        Sets the settings that are sent; the others stay as they are. Do not send back all that was read: an answer
        may hold empty values, and those are refused. `parameters` is sent as a string that holds JSON.

        Args:
            datasource_id: Identifier of the data source.
            properties: The settings to add or change, names with values; they may hold credentials.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Properties); client
        (ExpandOnline/klipfolio-api-php, src).
        """
        self._call(PROPERTIES_UPDATE, {"datasource_id": datasource_id, "properties": properties}, options)

    def delete(self, datasource_id: str, *, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete one of a data source's connection settings.

        Removes the setting named in the query, and no other.

        Args:
            datasource_id: Identifier of the data source.
            name: Name of the setting to delete. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Properties).
        """
        self._call(PROPERTIES_DELETE, {"datasource_id": datasource_id, "name": name}, options)


class AsyncDatasourcesProperties(AsyncResource):
    """Connection settings of a data source."""

    async def get(self, datasource_id: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get a data source's connection settings.

        Gives settings by name; which there are depends on the connector. The setting `parameters` is a string that
        holds JSON: an array of objects with `name`, `value` and `type` (`header`, for instance).

        Args:
            datasource_id: Identifier of the data source.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Properties); client
        (ExpandOnline/klipfolio-api-php, src).
        """
        return await self._call(PROPERTIES_GET, {"datasource_id": datasource_id}, options)

    async def update(
        self, datasource_id: str, *, properties: Model | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Add or change a data source's connection settings.

        Sets the settings that are sent; the others stay as they are. Do not send back all that was read: an answer
        may hold empty values, and those are refused. `parameters` is sent as a string that holds JSON.

        Args:
            datasource_id: Identifier of the data source.
            properties: The settings to add or change, names with values; they may hold credentials.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Properties); client
        (ExpandOnline/klipfolio-api-php, src).
        """
        await self._call(PROPERTIES_UPDATE, {"datasource_id": datasource_id, "properties": properties}, options)

    async def delete(self, datasource_id: str, *, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete one of a data source's connection settings.

        Removes the setting named in the query, and no other.

        Args:
            datasource_id: Identifier of the data source.
            name: Name of the setting to delete. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.edit.
        Evidence: documented (Klipfolio API reference, Data Source Properties).
        """
        await self._call(PROPERTIES_DELETE, {"datasource_id": datasource_id, "name": name}, options)


class DatasourcesShareRights(Resource):
    """Groups and users that may use a data source."""

    def get(self, datasource_id: str, **options: Unpack[CallOptions]) -> ShareRights:
        """Get who may use a data source.

        Names the groups and the single users that may use the data source, and whether they may change it.

        Args:
            datasource_id: Identifier of the data source.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Share Rights).
        """
        return self._call(SHARE_RIGHTS_GET, {"datasource_id": datasource_id}, options)

    def update(
        self,
        datasource_id: str,
        *,
        groups: Sequence[GroupShareRightInput],
        users: Sequence[UserShareRightInput] | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> None:
        """Let groups and users use a data source.

        Adds the groups and users that are sent, or changes what they may do; the others keep their rights. 400
        means that `groups` is missing or badly formed, 403 that a group or user is of another company. For users
        alone, send an empty `groups`; whether that is accepted is not documented.

        Args:
            datasource_id: Identifier of the data source.
            groups: The groups to add or change; the service wants this member, so send an empty one for users
                alone. Members: `group_id` (required), `can_edit` (required).
            users: The single users to add or change. Members: `user_id` (required), `can_edit` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.share.
        Evidence: documented (Klipfolio API reference, Data Source Share Rights).
        """
        self._call(SHARE_RIGHTS_UPDATE, {"datasource_id": datasource_id, "groups": groups, "users": users}, options)

    def delete(self, datasource_id: str, group_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a data source away from a group.

        Ends the group's right to use the data source. How to take it from a single user is not documented.

        Args:
            datasource_id: Identifier of the data source.
            group_id: Identifier of the group.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.share.
        Evidence: documented (Klipfolio API reference, Data Source Share Rights); client (Composio, Klipfolio
        toolkit); inferred (Klipfolio API reference, Client Share Rights).
        """
        self._call(SHARE_RIGHTS_DELETE, {"datasource_id": datasource_id, "group_id": group_id}, options)


class AsyncDatasourcesShareRights(AsyncResource):
    """Groups and users that may use a data source."""

    async def get(self, datasource_id: str, **options: Unpack[CallOptions]) -> ShareRights:
        """Get who may use a data source.

        Names the groups and the single users that may use the data source, and whether they may change it.

        Args:
            datasource_id: Identifier of the data source.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Share Rights).
        """
        return await self._call(SHARE_RIGHTS_GET, {"datasource_id": datasource_id}, options)

    async def update(
        self,
        datasource_id: str,
        *,
        groups: Sequence[GroupShareRightInput],
        users: Sequence[UserShareRightInput] | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> None:
        """Let groups and users use a data source.

        Adds the groups and users that are sent, or changes what they may do; the others keep their rights. 400
        means that `groups` is missing or badly formed, 403 that a group or user is of another company. For users
        alone, send an empty `groups`; whether that is accepted is not documented.

        Args:
            datasource_id: Identifier of the data source.
            groups: The groups to add or change; the service wants this member, so send an empty one for users
                alone. Members: `group_id` (required), `can_edit` (required).
            users: The single users to add or change. Members: `user_id` (required), `can_edit` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.share.
        Evidence: documented (Klipfolio API reference, Data Source Share Rights).
        """
        await self._call(
            SHARE_RIGHTS_UPDATE, {"datasource_id": datasource_id, "groups": groups, "users": users}, options
        )

    async def delete(self, datasource_id: str, group_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a data source away from a group.

        Ends the group's right to use the data source. How to take it from a single user is not documented.

        Args:
            datasource_id: Identifier of the data source.
            group_id: Identifier of the group.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.share.
        Evidence: documented (Klipfolio API reference, Data Source Share Rights); client (Composio, Klipfolio
        toolkit); inferred (Klipfolio API reference, Client Share Rights).
        """
        await self._call(SHARE_RIGHTS_DELETE, {"datasource_id": datasource_id, "group_id": group_id}, options)
