"""Klips, the visualizations on dashboards. Generated; do not edit."""

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
        GroupShareRightInput,
        Klip,
        KlipAnnotation,
        KlipClientInstance,
        KlipSchema,
        KlipSummary,
        ShareRights,
    )

LIST: Operation[Rows] = Operation(
    id="klips_list",
    method="GET",
    path="/klips",
    result=lambda: models.KlipSummary,
    envelope=ENVELOPE,
    query=(
        Parameter("datasource_id", "string", min_length=1),
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.klips", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("dashboard.library",),
)


CREATE: Operation[Created] = Operation(
    id="klips_create",
    method="POST",
    path="/klips",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("description", "string"),
        Parameter("schema", "object", dropped=("appliedMigrations",)),
        Parameter("client_id", "string", min_length=1),
    ),
    permissions=("klip.build",),
)


GET: Operation[Klip] = Operation(
    id="klips_get",
    method="GET",
    path="/klips/{klip_id}",
    result=lambda: models.Klip,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"),),
    permissions=("dashboard.library",),
)


UPDATE: Operation[None] = Operation(
    id="klips_update",
    method="PUT",
    path="/klips/{klip_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(Parameter("name", "string", min_length=1), Parameter("description", "string")),
    permissions=("klip.edit",),
)


DELETE: Operation[None] = Operation(
    id="klips_delete",
    method="DELETE",
    path="/klips/{klip_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("klip.delete",),
)


IMPORT_: Operation[Created] = Operation(
    id="klips_import_",
    method="POST",
    path="/klips/{klip_id}/@/import",
    result=lambda: Created,
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    body=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("klip.import",),
)


UPDATE_FROM_PARENT: Operation[None] = Operation(
    id="klips_update_from_parent",
    method="POST",
    path="/klips/{klip_id}/@/update_from_parent",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
)


CLIENT_INSTANCES_LIST: Operation[Rows] = Operation(
    id="klips_client_instances_list",
    method="GET",
    path="/klips/{klip_id}/client-instances",
    result=lambda: models.KlipClientInstance,
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(
        Parameter("full", "boolean"),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.klips", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("client.access", "dashboard.library"),
)


SHARE_RIGHTS_GET: Operation[ShareRights] = Operation(
    id="klips_share_rights_get",
    method="GET",
    path="/klips/{klip_id}/share-rights",
    result=lambda: models.ShareRights,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


SHARE_RIGHTS_UPDATE: Operation[None] = Operation(
    id="klips_share_rights_update",
    method="PUT",
    path="/klips/{klip_id}/share-rights",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
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
    ),
    permissions=("klip.share",),
)


SHARE_RIGHTS_DELETE: Operation[None] = Operation(
    id="klips_share_rights_delete",
    method="DELETE",
    path="/klips/{klip_id}/share-rights",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
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
    ),
    permissions=("klip.share",),
)


SCHEMA_GET: Operation[KlipSchema] = Operation(
    id="klips_schema_get",
    method="GET",
    path="/klips/{klip_id}/schema",
    result=lambda: models.KlipSchema,
    envelope=ENVELOPE,
    inside="data.schema",
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("klip.edit",),
)


SCHEMA_UPDATE: Operation[None] = Operation(
    id="klips_schema_update",
    method="PUT",
    path="/klips/{klip_id}/schema",
    envelope=ENVELOPE,
    body=Parameter("schema", "object", dropped=("appliedMigrations",), required=True),
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("klip.edit",),
)


ANNOTATIONS_LIST: Operation[Rows] = Operation(
    id="klips_annotations_list",
    method="GET",
    path="/klips/{klip_id}/annotations",
    result=lambda: models.KlipAnnotation,
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(
        Parameter("start_date", "integer", minimum=0),
        Parameter("end_date", "integer", minimum=0),
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.annotations", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("dashboard.annotation.view",),
)


ANNOTATIONS_CREATE: Operation[Created] = Operation(
    id="klips_annotations_create",
    method="POST",
    path="/klips/{klip_id}/annotations",
    result=lambda: Created,
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    body=(Parameter("body", "string", required=True),),
    permissions=("dashboard.annotation.edit",),
)


ANNOTATIONS_GET: Operation[KlipAnnotation] = Operation(
    id="klips_annotations_get",
    method="GET",
    path="/klips/{klip_id}/annotations/{annotation_id}",
    result=lambda: models.KlipAnnotation,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(
        Parameter("klip_id", "string", min_length=1, required=True),
        Parameter("annotation_id", "string", min_length=1, required=True),
    ),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("dashboard.annotation.view",),
)


ANNOTATIONS_UPDATE: Operation[None] = Operation(
    id="klips_annotations_update",
    method="PUT",
    path="/klips/{klip_id}/annotations/{annotation_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("klip_id", "string", min_length=1, required=True),
        Parameter("annotation_id", "string", min_length=1, required=True),
    ),
    body=(Parameter("body", "string", required=True),),
    permissions=("dashboard.annotation.edit",),
)


ANNOTATIONS_DELETE: Operation[None] = Operation(
    id="klips_annotations_delete",
    method="DELETE",
    path="/klips/{klip_id}/annotations/{annotation_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("klip_id", "string", min_length=1, required=True),
        Parameter("annotation_id", "string", min_length=1, required=True),
    ),
    permissions=("dashboard.annotation.edit",),
)


class Klips(Resource):
    """Klips, the visualizations on dashboards."""

    @cached_property
    def client_instances(self) -> KlipsClientInstances:
        """Copies of a klip in client accounts."""
        return KlipsClientInstances(self._client)

    @cached_property
    def share_rights(self) -> KlipsShareRights:
        """Groups that may use a klip."""
        return KlipsShareRights(self._client)

    @cached_property
    def schema(self) -> KlipsSchema:
        """The definition of a klip."""
        return KlipsSchema(self._client)

    @cached_property
    def annotations(self) -> KlipsAnnotations:
        """Notes on a klip."""
        return KlipsAnnotations(self._client)

    def list(
        self,
        *,
        datasource_id: str | None = None,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[KlipSummary]:
        """List klips.

        Gives one page of the klips that the user may use.

        Args:
            datasource_id: Keeps only klips that use this data source. Not empty.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Klips); documented (Klipfolio API reference, Introduction);
        client (steffenbank/KlipfolioR).
        """
        return self._list(
            LIST, {"datasource_id": datasource_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        schema: Model | Mapping[str, Any] | Omit = omit,
        client_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a klip.

        Without `schema` the klip gets the default one, a single value component; `klips.schema.update` replaces it
        later. With `client_id` the klip belongs to that client account.

        Args:
            name: Name. Not empty.
            description: Free text.
            schema: Definition of the klip. Without it, the default one. Members: `id`, `title`, `version`,
                `layoutConfig`, `workspace`, `components`, `appliedMigrations`.
            client_id: Client account to make the klip in, for partner companies. Without it, your own company. Not
                empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.build.
        Evidence: documented (Klipfolio API reference, Klips Schema); client (segevsh/w6w-apps, apps/klipfolio);
        client (metorial/metorial, integrations/klipfolio; ExpandOnline/klipfolio-api-php); inferred (Klipfolio API
        reference, Permissions).
        """
        return self._call(
            CREATE, {"name": name, "description": description, "schema": schema, "client_id": client_id}, options
        )

    def get(self, klip_id: str, *, full: bool | None = None, **options: Unpack[CallOptions]) -> Klip:
        """Get a klip.

        Tells about the klip, not what it shows; its definition is read with `klips.schema.get`.

        Args:
            klip_id: Identifier of the klip.
            full: Whether the answer has `share_rights` too.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Klips).
        """
        return self._call(GET, {"klip_id": klip_id, "full": full}, options)

    def update(
        self,
        klip_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Rename or describe a klip.

        A member that is not sent stays as it is. What the klip shows is changed with `klips.schema.update`.

        Args:
            klip_id: Identifier of the klip.
            name: Name. Not empty.
            description: Free text.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.edit.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        self._call(
            UPDATE, {"klip_id": klip_id, "name": name, "description": description, "client_id": client_id}, options
        )

    def delete(self, klip_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a klip.

        What happens to the instances of the klip on tabs and to its copies in client accounts is not documented.

        Args:
            klip_id: Identifier of the klip.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.delete.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        self._call(DELETE, {"klip_id": klip_id, "client_id": client_id}, options)

    def import_(self, klip_id: str, *, client_id: str, **options: Unpack[CallOptions]) -> Created:
        """Copy a klip and its data sources into a client account.

        For partner companies. The location in the answer should be that of the copy, but might be that of the
        original. A missing `client_id` is refused with 400.

        Args:
            klip_id: Identifier of the klip.
            client_id: Client account that gets the copy. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.import.
        Evidence: documented (Klipfolio API reference, Klips Share Rights); inferred (Klipfolio API reference, Data
        Source Operations).
        """
        return self._call(IMPORT_, {"klip_id": klip_id, "client_id": client_id}, options)

    def update_from_parent(self, klip_id: str, **options: Unpack[CallOptions]) -> None:
        """Bring a client account's copy of a klip up to date.

        Takes the copy in the client account and brings it up to the klip that it was imported from. Expect changes
        made to the copy to be lost.

        Args:
            klip_id: Identifier of the klip.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Data Source Operations).
        """
        self._call(UPDATE_FROM_PARENT, {"klip_id": klip_id}, options)


class AsyncKlips(AsyncResource):
    """Klips, the visualizations on dashboards."""

    @cached_property
    def client_instances(self) -> AsyncKlipsClientInstances:
        """Copies of a klip in client accounts."""
        return AsyncKlipsClientInstances(self._client)

    @cached_property
    def share_rights(self) -> AsyncKlipsShareRights:
        """Groups that may use a klip."""
        return AsyncKlipsShareRights(self._client)

    @cached_property
    def schema(self) -> AsyncKlipsSchema:
        """The definition of a klip."""
        return AsyncKlipsSchema(self._client)

    @cached_property
    def annotations(self) -> AsyncKlipsAnnotations:
        """Notes on a klip."""
        return AsyncKlipsAnnotations(self._client)

    def list(
        self,
        *,
        datasource_id: str | None = None,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[KlipSummary]:
        """List klips.

        Gives one page of the klips that the user may use.

        Args:
            datasource_id: Keeps only klips that use this data source. Not empty.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Klips); documented (Klipfolio API reference, Introduction);
        client (steffenbank/KlipfolioR).
        """
        return self._list(
            LIST, {"datasource_id": datasource_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    async def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        schema: Model | Mapping[str, Any] | Omit = omit,
        client_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a klip.

        Without `schema` the klip gets the default one, a single value component; `klips.schema.update` replaces it
        later. With `client_id` the klip belongs to that client account.

        Args:
            name: Name. Not empty.
            description: Free text.
            schema: Definition of the klip. Without it, the default one. Members: `id`, `title`, `version`,
                `layoutConfig`, `workspace`, `components`, `appliedMigrations`.
            client_id: Client account to make the klip in, for partner companies. Without it, your own company. Not
                empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.build.
        Evidence: documented (Klipfolio API reference, Klips Schema); client (segevsh/w6w-apps, apps/klipfolio);
        client (metorial/metorial, integrations/klipfolio; ExpandOnline/klipfolio-api-php); inferred (Klipfolio API
        reference, Permissions).
        """
        return await self._call(
            CREATE, {"name": name, "description": description, "schema": schema, "client_id": client_id}, options
        )

    async def get(self, klip_id: str, *, full: bool | None = None, **options: Unpack[CallOptions]) -> Klip:
        """Get a klip.

        Tells about the klip, not what it shows; its definition is read with `klips.schema.get`.

        Args:
            klip_id: Identifier of the klip.
            full: Whether the answer has `share_rights` too.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Klips).
        """
        return await self._call(GET, {"klip_id": klip_id, "full": full}, options)

    async def update(
        self,
        klip_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Rename or describe a klip.

        A member that is not sent stays as it is. What the klip shows is changed with `klips.schema.update`.

        Args:
            klip_id: Identifier of the klip.
            name: Name. Not empty.
            description: Free text.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.edit.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        await self._call(
            UPDATE, {"klip_id": klip_id, "name": name, "description": description, "client_id": client_id}, options
        )

    async def delete(self, klip_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a klip.

        What happens to the instances of the klip on tabs and to its copies in client accounts is not documented.

        Args:
            klip_id: Identifier of the klip.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.delete.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        await self._call(DELETE, {"klip_id": klip_id, "client_id": client_id}, options)

    async def import_(self, klip_id: str, *, client_id: str, **options: Unpack[CallOptions]) -> Created:
        """Copy a klip and its data sources into a client account.

        For partner companies. The location in the answer should be that of the copy, but might be that of the
        original. A missing `client_id` is refused with 400.

        Args:
            klip_id: Identifier of the klip.
            client_id: Client account that gets the copy. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.import.
        Evidence: documented (Klipfolio API reference, Klips Share Rights); inferred (Klipfolio API reference, Data
        Source Operations).
        """
        return await self._call(IMPORT_, {"klip_id": klip_id, "client_id": client_id}, options)

    async def update_from_parent(self, klip_id: str, **options: Unpack[CallOptions]) -> None:
        """Bring a client account's copy of a klip up to date.

        Takes the copy in the client account and brings it up to the klip that it was imported from. Expect changes
        made to the copy to be lost.

        Args:
            klip_id: Identifier of the klip.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Data Source Operations).
        """
        await self._call(UPDATE_FROM_PARENT, {"klip_id": klip_id}, options)


class KlipsClientInstances(Resource):
    """Copies of a klip in client accounts."""

    def list(
        self,
        klip_id: str,
        *,
        full: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[KlipClientInstance]:
        """List the copies of a klip in client accounts.

        Rows are identifiers of klips. With `full` each is an object with the identifier and name of the klip and
        the name of the client; the names of these members are not documented.

        Args:
            klip_id: Identifier of the klip.
            full: Whether rows are objects instead of identifiers. The service takes false by default.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: client.access, dashboard.library.
        Evidence: documented (Klipfolio API reference, Klips); documented (Klipfolio API reference, Introduction).
        """
        return self._list(
            CLIENT_INSTANCES_LIST, {"klip_id": klip_id, "full": full, "limit": limit, "offset": offset}, options
        )


class AsyncKlipsClientInstances(AsyncResource):
    """Copies of a klip in client accounts."""

    def list(
        self,
        klip_id: str,
        *,
        full: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[KlipClientInstance]:
        """List the copies of a klip in client accounts.

        Rows are identifiers of klips. With `full` each is an object with the identifier and name of the klip and
        the name of the client; the names of these members are not documented.

        Args:
            klip_id: Identifier of the klip.
            full: Whether rows are objects instead of identifiers. The service takes false by default.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: client.access, dashboard.library.
        Evidence: documented (Klipfolio API reference, Klips); documented (Klipfolio API reference, Introduction).
        """
        return self._list(
            CLIENT_INSTANCES_LIST, {"klip_id": klip_id, "full": full, "limit": limit, "offset": offset}, options
        )


class KlipsShareRights(Resource):
    """Groups that may use a klip."""

    def get(self, klip_id: str, **options: Unpack[CallOptions]) -> ShareRights:
        """Get who may use a klip.

        Gives the groups that may use the klip, and possibly single users.

        Args:
            klip_id: Identifier of the klip.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Klips Share Rights); client
        (mindcloud-inc/universal-api-reference, apis/k/klipfolio).
        """
        return self._call(SHARE_RIGHTS_GET, {"klip_id": klip_id}, options)

    def update(self, klip_id: str, *, groups: Sequence[GroupShareRightInput], **options: Unpack[CallOptions]) -> None:
        """Share a klip with groups.

        Adds the groups, or changes what they may do. Groups that are not named keep their access.

        Args:
            klip_id: Identifier of the klip.
            groups: The groups, each with what it may do. Members: `group_id` (required), `can_edit` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.share.
        Evidence: documented (Klipfolio API reference, Klips Share Rights); inferred (Klipfolio API reference, Klips
        Share Rights).
        """
        self._call(SHARE_RIGHTS_UPDATE, {"klip_id": klip_id, "groups": groups}, options)

    def delete(self, klip_id: str, *, groups: Sequence[GroupShareRightInput], **options: Unpack[CallOptions]) -> None:
        """Take a klip away from groups.

        The groups go into the body, `can_edit` included. For client accounts, data sources and tabs, one group goes
        into the path instead.

        Args:
            klip_id: Identifier of the klip.
            groups: The groups, in the form that an update has them in. Members: `group_id` (required), `can_edit`
                (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.share.
        Evidence: documented (Klipfolio API reference, Klips Share Rights); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); client (ExpandOnline/klipfolio-api-php).
        """
        self._call(SHARE_RIGHTS_DELETE, {"klip_id": klip_id, "groups": groups}, options)


class AsyncKlipsShareRights(AsyncResource):
    """Groups that may use a klip."""

    async def get(self, klip_id: str, **options: Unpack[CallOptions]) -> ShareRights:
        """Get who may use a klip.

        Gives the groups that may use the klip, and possibly single users.

        Args:
            klip_id: Identifier of the klip.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: dashboard.library.
        Evidence: documented (Klipfolio API reference, Klips Share Rights); client
        (mindcloud-inc/universal-api-reference, apis/k/klipfolio).
        """
        return await self._call(SHARE_RIGHTS_GET, {"klip_id": klip_id}, options)

    async def update(
        self, klip_id: str, *, groups: Sequence[GroupShareRightInput], **options: Unpack[CallOptions]
    ) -> None:
        """Share a klip with groups.

        Adds the groups, or changes what they may do. Groups that are not named keep their access.

        Args:
            klip_id: Identifier of the klip.
            groups: The groups, each with what it may do. Members: `group_id` (required), `can_edit` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.share.
        Evidence: documented (Klipfolio API reference, Klips Share Rights); inferred (Klipfolio API reference, Klips
        Share Rights).
        """
        await self._call(SHARE_RIGHTS_UPDATE, {"klip_id": klip_id, "groups": groups}, options)

    async def delete(
        self, klip_id: str, *, groups: Sequence[GroupShareRightInput], **options: Unpack[CallOptions]
    ) -> None:
        """Take a klip away from groups.

        The groups go into the body, `can_edit` included. For client accounts, data sources and tabs, one group goes
        into the path instead.

        Args:
            klip_id: Identifier of the klip.
            groups: The groups, in the form that an update has them in. Members: `group_id` (required), `can_edit`
                (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.share.
        Evidence: documented (Klipfolio API reference, Klips Share Rights); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); client (ExpandOnline/klipfolio-api-php).
        """
        await self._call(SHARE_RIGHTS_DELETE, {"klip_id": klip_id, "groups": groups}, options)


class KlipsSchema(Resource):
    """The definition of a klip."""

    def get(self, klip_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> KlipSchema:
        """Get the definition of a klip.

        The definition may hold an empty `appliedMigrations`, which an update does not take.

        Args:
            klip_id: Identifier of the klip.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.edit.
        Evidence: documented (Klipfolio API reference, Klips Schema); client (ExpandOnline/klipfolio-api-php).
        """
        return self._call(SCHEMA_GET, {"klip_id": klip_id, "client_id": client_id}, options)

    def update(
        self,
        klip_id: str,
        *,
        schema: Model | Mapping[str, Any],
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Replace the definition of a klip.

        Everything that the new definition does not have is lost. The definition is the whole body, without the
        member `schema` around it that the answer of a read has.

        Args:
            klip_id: Identifier of the klip.
            schema: The definition of a klip: what it is built of and which data sources it uses. Open, as
                components of every kind have members of their own. Members: `id`, `title`, `version`,
                `layoutConfig`, `workspace`, `components`, `appliedMigrations`.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.edit.
        Evidence: documented (Klipfolio API reference, Klips Schema); client (metorial/metorial,
        integrations/klipfolio; ExpandOnline/klipfolio-api-php).
        """
        self._call(SCHEMA_UPDATE, {"klip_id": klip_id, "schema": schema, "client_id": client_id}, options)


class AsyncKlipsSchema(AsyncResource):
    """The definition of a klip."""

    async def get(self, klip_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> KlipSchema:
        """Get the definition of a klip.

        The definition may hold an empty `appliedMigrations`, which an update does not take.

        Args:
            klip_id: Identifier of the klip.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.edit.
        Evidence: documented (Klipfolio API reference, Klips Schema); client (ExpandOnline/klipfolio-api-php).
        """
        return await self._call(SCHEMA_GET, {"klip_id": klip_id, "client_id": client_id}, options)

    async def update(
        self,
        klip_id: str,
        *,
        schema: Model | Mapping[str, Any],
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Replace the definition of a klip.

        Everything that the new definition does not have is lost. The definition is the whole body, without the
        member `schema` around it that the answer of a read has.

        Args:
            klip_id: Identifier of the klip.
            schema: The definition of a klip: what it is built of and which data sources it uses. Open, as
                components of every kind have members of their own. Members: `id`, `title`, `version`,
                `layoutConfig`, `workspace`, `components`, `appliedMigrations`.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: klip.edit.
        Evidence: documented (Klipfolio API reference, Klips Schema); client (metorial/metorial,
        integrations/klipfolio; ExpandOnline/klipfolio-api-php).
        """
        await self._call(SCHEMA_UPDATE, {"klip_id": klip_id, "schema": schema, "client_id": client_id}, options)


class KlipsAnnotations(Resource):
    """Notes on a klip."""

    def list(
        self,
        klip_id: str,
        *,
        start_date: int | None = None,
        end_date: int | None = None,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[KlipAnnotation]:
        """List the annotations of a klip.

        Give one end of the time span, both or none; an end that is not given is open.

        Args:
            klip_id: Identifier of the klip.
            start_date: Start of the time span, in seconds since 1970-01-01T00:00:00Z. At least 0.
            end_date: End of the time span, in seconds since 1970-01-01T00:00:00Z. At least 0.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.view.
        Evidence: documented (Klipfolio API reference, Klip Annotations); documented (Klipfolio API reference,
        Introduction).
        """
        return self._list(
            ANNOTATIONS_LIST,
            {
                "klip_id": klip_id,
                "start_date": start_date,
                "end_date": end_date,
                "client_id": client_id,
                "limit": limit,
                "offset": offset,
            },
            options,
        )

    def create(self, klip_id: str, *, body: str, **options: Unpack[CallOptions]) -> Created:
        """Add an annotation to a klip.

        The annotation is by the user whose credential is used.

        Args:
            klip_id: Identifier of the klip.
            body: The text.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.edit.
        Evidence: documented (Klipfolio API reference, Klip Annotations); client (ExpandOnline/klipfolio-api-php);
        inferred (Klipfolio API reference, Introduction).
        """
        return self._call(ANNOTATIONS_CREATE, {"klip_id": klip_id, "body": body}, options)

    def get(
        self, klip_id: str, annotation_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> KlipAnnotation:
        """Get an annotation of a klip.

        Reads one annotation, with its author and its moment.

        Args:
            klip_id: Identifier of the klip.
            annotation_id: Identifier of the annotation.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.view.
        Evidence: documented (Klipfolio API reference, Klip Annotations).
        """
        return self._call(
            ANNOTATIONS_GET, {"klip_id": klip_id, "annotation_id": annotation_id, "client_id": client_id}, options
        )

    def update(self, klip_id: str, annotation_id: str, *, body: str, **options: Unpack[CallOptions]) -> None:
        """Change the text of an annotation.

        The new text takes the place of the old one.

        Args:
            klip_id: Identifier of the klip.
            annotation_id: Identifier of the annotation.
            body: The text.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.edit.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client
        (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Permissions).
        """
        self._call(ANNOTATIONS_UPDATE, {"klip_id": klip_id, "annotation_id": annotation_id, "body": body}, options)

    def delete(self, klip_id: str, annotation_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete an annotation.

        The klip itself stays as it is.

        Args:
            klip_id: Identifier of the klip.
            annotation_id: Identifier of the annotation.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.edit.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client
        (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Permissions).
        """
        self._call(ANNOTATIONS_DELETE, {"klip_id": klip_id, "annotation_id": annotation_id}, options)


class AsyncKlipsAnnotations(AsyncResource):
    """Notes on a klip."""

    def list(
        self,
        klip_id: str,
        *,
        start_date: int | None = None,
        end_date: int | None = None,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[KlipAnnotation]:
        """List the annotations of a klip.

        Give one end of the time span, both or none; an end that is not given is open.

        Args:
            klip_id: Identifier of the klip.
            start_date: Start of the time span, in seconds since 1970-01-01T00:00:00Z. At least 0.
            end_date: End of the time span, in seconds since 1970-01-01T00:00:00Z. At least 0.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.view.
        Evidence: documented (Klipfolio API reference, Klip Annotations); documented (Klipfolio API reference,
        Introduction).
        """
        return self._list(
            ANNOTATIONS_LIST,
            {
                "klip_id": klip_id,
                "start_date": start_date,
                "end_date": end_date,
                "client_id": client_id,
                "limit": limit,
                "offset": offset,
            },
            options,
        )

    async def create(self, klip_id: str, *, body: str, **options: Unpack[CallOptions]) -> Created:
        """Add an annotation to a klip.

        The annotation is by the user whose credential is used.

        Args:
            klip_id: Identifier of the klip.
            body: The text.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.edit.
        Evidence: documented (Klipfolio API reference, Klip Annotations); client (ExpandOnline/klipfolio-api-php);
        inferred (Klipfolio API reference, Introduction).
        """
        return await self._call(ANNOTATIONS_CREATE, {"klip_id": klip_id, "body": body}, options)

    async def get(
        self, klip_id: str, annotation_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> KlipAnnotation:
        """Get an annotation of a klip.

        Reads one annotation, with its author and its moment.

        Args:
            klip_id: Identifier of the klip.
            annotation_id: Identifier of the annotation.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.view.
        Evidence: documented (Klipfolio API reference, Klip Annotations).
        """
        return await self._call(
            ANNOTATIONS_GET, {"klip_id": klip_id, "annotation_id": annotation_id, "client_id": client_id}, options
        )

    async def update(self, klip_id: str, annotation_id: str, *, body: str, **options: Unpack[CallOptions]) -> None:
        """Change the text of an annotation.

        The new text takes the place of the old one.

        Args:
            klip_id: Identifier of the klip.
            annotation_id: Identifier of the annotation.
            body: The text.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.edit.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client
        (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Permissions).
        """
        await self._call(
            ANNOTATIONS_UPDATE, {"klip_id": klip_id, "annotation_id": annotation_id, "body": body}, options
        )

    async def delete(self, klip_id: str, annotation_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete an annotation.

        The klip itself stays as it is.

        Args:
            klip_id: Identifier of the klip.
            annotation_id: Identifier of the annotation.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: dashboard.annotation.edit.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client
        (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Permissions).
        """
        await self._call(ANNOTATIONS_DELETE, {"klip_id": klip_id, "annotation_id": annotation_id}, options)
