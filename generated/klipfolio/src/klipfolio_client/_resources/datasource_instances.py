"""Instances of data sources, each with data of its own. Generated; do not edit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import models
from .._runtime.operation import Created, Operation
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from .._runtime.resource import AsyncPager, AsyncResource, Pager, Resource
from . import ENVELOPE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from .._runtime.content import AsyncDownload, AsyncUploadContent, Download, UploadContent
    from .._runtime.models import Model
    from .._runtime.operation import Rows
    from .._runtime.options import CallOptions, ListOptions
    from ..models import DatasourceInstance

LIST: Operation[Rows] = Operation(
    id="datasource_instances_list",
    method="GET",
    path="/datasource-instances",
    result=lambda: models.DatasourceInstance,
    envelope=ENVELOPE,
    query=(
        Parameter("datasource_id", "string", min_length=1),
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
    id="datasource_instances_create",
    method="POST",
    path="/datasource-instances",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(Parameter("datasource_id", "string", min_length=1, required=True),),
)


GET: Operation[DatasourceInstance] = Operation(
    id="datasource_instances_get",
    method="GET",
    path="/datasource-instances/{instance_id}",
    result=lambda: models.DatasourceInstance,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


DELETE: Operation[None] = Operation(
    id="datasource_instances_delete",
    method="DELETE",
    path="/datasource-instances/{instance_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
)


REFRESH: Operation[None] = Operation(
    id="datasource_instances_refresh",
    method="POST",
    path="/datasource-instances/{instance_id}/@/refresh",
    envelope=ENVELOPE,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("dashboard.library",),
)


DATA_GET: Operation[Any] = Operation(
    id="datasource_instances_data_get",
    method="GET",
    path="/datasource-instances/{instance_id}/data",
    download=True,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    permissions=("datasource.download",),
)


DATA_UPDATE: Operation[None] = Operation(
    id="datasource_instances_data_update",
    method="PUT",
    path="/datasource-instances/{instance_id}/data",
    envelope=ENVELOPE,
    upload="content",
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
)


PROPERTIES_GET: Operation[dict[str, Any]] = Operation(
    id="datasource_instances_properties_get",
    method="GET",
    path="/datasource-instances/{instance_id}/properties",
    result=lambda: dict[str, Any],
    envelope=ENVELOPE,
    inside="data.properties",
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


PROPERTIES_UPDATE: Operation[None] = Operation(
    id="datasource_instances_properties_update",
    method="PUT",
    path="/datasource-instances/{instance_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    body=(Parameter("properties", "object", secret=True, required=True),),
    permissions=("dashboard.library",),
)


PROPERTIES_DELETE: Operation[None] = Operation(
    id="datasource_instances_properties_delete",
    method="DELETE",
    path="/datasource-instances/{instance_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    query=(Parameter("name", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


class DatasourceInstances(Resource):
    """Instances of data sources, each with data of its own."""

    @cached_property
    def data(self) -> DatasourceInstancesData:
        """The stored data of an instance, as a file."""
        return DatasourceInstancesData(self._client)

    @cached_property
    def properties(self) -> DatasourceInstancesProperties:
        """Settings of an instance."""
        return DatasourceInstancesProperties(self._client)

    def list(
        self,
        *,
        datasource_id: str | None = None,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[DatasourceInstance]:
        """List data source instances.

        Gives one page of instances, of all data sources or of one. A dynamic data source has several; any other has
        exactly one, whose identifier is that of the data source.

        Args:
            datasource_id: Keeps only the instances of this data source. It wants the data source, not an instance.
                Not empty.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instances).
        """
        return self._list(
            LIST, {"datasource_id": datasource_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    def create(self, *, datasource_id: str, **options: Unpack[CallOptions]) -> Created:
        """Create an instance of a data source.

        Adds an instance to the data source that the body names. Whether other members are accepted is not
        documented; set the properties afterwards.

        Args:
            datasource_id: Identifier of the data source. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (Composio, Klipfolio
        toolkit); inferred (Klipfolio API reference, Data Source Instances).
        """
        return self._call(CREATE, {"datasource_id": datasource_id}, options)

    def get(self, instance_id: str, **options: Unpack[CallOptions]) -> DatasourceInstance:
        """Get a data source instance.

        Says when the instance last refreshed, in UTC, how often that failed, and how much data it holds.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instances).
        """
        return self._call(GET, {"instance_id": instance_id}, options)

    def delete(self, instance_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a data source instance, with its data.

        Removes the instance. What happens when it is the only one of its data source is not documented.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio).
        """
        self._call(DELETE, {"instance_id": instance_id}, options)

    def refresh(self, instance_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Queue a data source instance for a refresh.

        Asks for a refresh, which happens later; `date_last_refresh` and `refresh_fail_count` of the instance tell
        how it went.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instance Operations); client (segevsh/w6w-apps,
        apps/klipfolio).
        """
        self._call(REFRESH, {"instance_id": instance_id, "client_id": client_id}, options)


class AsyncDatasourceInstances(AsyncResource):
    """Instances of data sources, each with data of its own."""

    @cached_property
    def data(self) -> AsyncDatasourceInstancesData:
        """The stored data of an instance, as a file."""
        return AsyncDatasourceInstancesData(self._client)

    @cached_property
    def properties(self) -> AsyncDatasourceInstancesProperties:
        """Settings of an instance."""
        return AsyncDatasourceInstancesProperties(self._client)

    def list(
        self,
        *,
        datasource_id: str | None = None,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[DatasourceInstance]:
        """List data source instances.

        Gives one page of instances, of all data sources or of one. A dynamic data source has several; any other has
        exactly one, whose identifier is that of the data source.

        Args:
            datasource_id: Keeps only the instances of this data source. It wants the data source, not an instance.
                Not empty.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instances).
        """
        return self._list(
            LIST, {"datasource_id": datasource_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    async def create(self, *, datasource_id: str, **options: Unpack[CallOptions]) -> Created:
        """Create an instance of a data source.

        Adds an instance to the data source that the body names. Whether other members are accepted is not
        documented; set the properties afterwards.

        Args:
            datasource_id: Identifier of the data source. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (Composio, Klipfolio
        toolkit); inferred (Klipfolio API reference, Data Source Instances).
        """
        return await self._call(CREATE, {"datasource_id": datasource_id}, options)

    async def get(self, instance_id: str, **options: Unpack[CallOptions]) -> DatasourceInstance:
        """Get a data source instance.

        Says when the instance last refreshed, in UTC, how often that failed, and how much data it holds.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instances).
        """
        return await self._call(GET, {"instance_id": instance_id}, options)

    async def delete(self, instance_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a data source instance, with its data.

        Removes the instance. What happens when it is the only one of its data source is not documented.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio).
        """
        await self._call(DELETE, {"instance_id": instance_id}, options)

    async def refresh(self, instance_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Queue a data source instance for a refresh.

        Asks for a refresh, which happens later; `date_last_refresh` and `refresh_fail_count` of the instance tell
        how it went.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instance Operations); client (segevsh/w6w-apps,
        apps/klipfolio).
        """
        await self._call(REFRESH, {"instance_id": instance_id, "client_id": client_id}, options)


class DatasourceInstancesData(Resource):
    """The stored data of an instance, as a file."""

    def get(self, instance_id: str, **options: Unpack[CallOptions]) -> Download:
        """Download the stored data of an instance.

        Gives the data as they are stored, such as CSV, XML or JSON, without the envelope of other answers.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.download.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (segevsh/w6w-apps,
        apps/klipfolio); client (mindcloud-inc/universal-api-reference, apis/k/klipfolio); client
        (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference, Permissions).
        """
        return self._download(DATA_GET, {"instance_id": instance_id}, options)

    def update(
        self,
        instance_id: str,
        *,
        content: UploadContent,
        content_type: str = "application/octet-stream",
        **options: Unpack[CallOptions],
    ) -> None:
        """Replace the stored data of an instance.

        Sends a file as it is, not as a form, in place of the data stored so far. Any content type should do. There
        is no documented call that appends data.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.
            content: The file itself, in the format of the data source.
            content_type: Content type of the content.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client
        (ExpandOnline/klipfolio-api-php, src); client (segevsh/w6w-apps, apps/klipfolio); inferred (Klipfolio API
        reference, introduction).
        """
        self._call(DATA_UPDATE, {"instance_id": instance_id, "content": content, "content_type": content_type}, options)


class AsyncDatasourceInstancesData(AsyncResource):
    """The stored data of an instance, as a file."""

    async def get(self, instance_id: str, **options: Unpack[CallOptions]) -> AsyncDownload:
        """Download the stored data of an instance.

        Gives the data as they are stored, such as CSV, XML or JSON, without the envelope of other answers.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: datasource.download.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (segevsh/w6w-apps,
        apps/klipfolio); client (mindcloud-inc/universal-api-reference, apis/k/klipfolio); client
        (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference, Permissions).
        """
        return await self._download(DATA_GET, {"instance_id": instance_id}, options)

    async def update(
        self,
        instance_id: str,
        *,
        content: AsyncUploadContent,
        content_type: str = "application/octet-stream",
        **options: Unpack[CallOptions],
    ) -> None:
        """Replace the stored data of an instance.

        Sends a file as it is, not as a form, in place of the data stored so far. Any content type should do. There
        is no documented call that appends data.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.
            content: The file itself, in the format of the data source.
            content_type: Content type of the content.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client
        (ExpandOnline/klipfolio-api-php, src); client (segevsh/w6w-apps, apps/klipfolio); inferred (Klipfolio API
        reference, introduction).
        """
        await self._call(
            DATA_UPDATE, {"instance_id": instance_id, "content": content, "content_type": content_type}, options
        )


class DatasourceInstancesProperties(Resource):
    """Settings of an instance."""

    def get(self, instance_id: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get a data source instance's settings.

        Gives the settings in which this instance differs from others; which there are depends on the connector.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instance Properties).
        """
        return self._call(PROPERTIES_GET, {"instance_id": instance_id}, options)

    def update(
        self, instance_id: str, *, properties: Model | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Add or change a data source instance's settings.

        Sets the settings that are sent; the others stay as they are.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.
            properties: The settings to add or change, names with values; they may hold credentials.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instance Properties).
        """
        self._call(PROPERTIES_UPDATE, {"instance_id": instance_id, "properties": properties}, options)

    def delete(self, instance_id: str, *, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete one of a data source instance's settings.

        Removes the setting named in the query, and no other.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.
            name: Name of the setting to delete. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instance Properties).
        """
        self._call(PROPERTIES_DELETE, {"instance_id": instance_id, "name": name}, options)


class AsyncDatasourceInstancesProperties(AsyncResource):
    """Settings of an instance."""

    async def get(self, instance_id: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get a data source instance's settings.

        Gives the settings in which this instance differs from others; which there are depends on the connector.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instance Properties).
        """
        return await self._call(PROPERTIES_GET, {"instance_id": instance_id}, options)

    async def update(
        self, instance_id: str, *, properties: Model | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Add or change a data source instance's settings.

        Sets the settings that are sent; the others stay as they are.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.
            properties: The settings to add or change, names with values; they may hold credentials.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instance Properties).
        """
        await self._call(PROPERTIES_UPDATE, {"instance_id": instance_id, "properties": properties}, options)

    async def delete(self, instance_id: str, *, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete one of a data source instance's settings.

        Removes the setting named in the query, and no other.

        Args:
            instance_id: Identifier of the data source instance. Unless the data source is dynamic, it is that of
                the data source.
            name: Name of the setting to delete. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Data Source Instance Properties).
        """
        await self._call(PROPERTIES_DELETE, {"instance_id": instance_id, "name": name}, options)
