"""Client accounts of a partner company. Generated; do not edit."""

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
        Client,
        ClientFeature,
        ClientFeatureInput,
        ClientResource,
        ClientResourceInput,
        ClientShareRight,
        ClientShareRightInput,
        ClientStatus,
        ClientSummary,
    )

LIST: Operation[Rows] = Operation(
    id="clients_list",
    method="GET",
    path="/clients",
    result=lambda: models.ClientSummary,
    envelope=ENVELOPE,
    query=(
        Parameter("external_id", "string", min_length=1),
        Parameter("full", "boolean"),
        Parameter("status", "string"),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.clients", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("client.access",),
)


CREATE: Operation[Created] = Operation(
    id="clients_create",
    method="POST",
    path="/clients",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("description", "string"),
        Parameter("status", "string"),
        Parameter("seats", "integer", minimum=-1),
        Parameter("custom_theme", "boolean"),
        Parameter("external_id", "string"),
    ),
    permissions=("client.build",),
)


GET: Operation[Client] = Operation(
    id="clients_get",
    method="GET",
    path="/clients/{client_id}",
    result=lambda: models.Client,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"),),
    permissions=("client.access",),
)


UPDATE: Operation[None] = Operation(
    id="clients_update",
    method="PUT",
    path="/clients/{client_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    body=(
        Parameter("name", "string", min_length=1),
        Parameter("description", "string"),
        Parameter("status", "string"),
        Parameter("seats", "integer", minimum=-1),
        Parameter("custom_theme", "boolean"),
        Parameter("external_id", "string"),
    ),
    permissions=("client.edit",),
)


DELETE: Operation[None] = Operation(
    id="clients_delete",
    method="DELETE",
    path="/clients/{client_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("client.delete",),
)


EXTEND_TRIAL: Operation[None] = Operation(
    id="clients_extend_trial",
    method="POST",
    path="/clients/{client_id}/@/extend_trial",
    envelope=ENVELOPE,
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    body=(Parameter("days", "integer", minimum=1, required=True),),
)


ENABLE_DIRECT_BILLING: Operation[None] = Operation(
    id="clients_enable_direct_billing",
    method="POST",
    path="/clients/{client_id}/@/enable_direct_billing",
    envelope=ENVELOPE,
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
)


FEATURES_LIST: Operation[list[ClientFeature]] = Operation(
    id="clients_features_list",
    method="GET",
    path="/clients/{client_id}/features",
    result=lambda: list[models.ClientFeature],
    envelope=ENVELOPE,
    inside="data.features",
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("client.access",),
)


FEATURES_UPDATE: Operation[None] = Operation(
    id="clients_features_update",
    method="PUT",
    path="/clients/{client_id}/features",
    envelope=ENVELOPE,
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    body=(
        Parameter(
            "features",
            "array",
            items=Parameter(
                "",
                "object",
                members=(Parameter("name", "string", required=True), Parameter("enabled", "boolean", required=True)),
            ),
            required=True,
        ),
    ),
    permissions=("client.edit",),
)


PROPERTIES_GET: Operation[dict[str, Any]] = Operation(
    id="clients_properties_get",
    method="GET",
    path="/clients/{client_id}/properties",
    result=lambda: dict[str, Any],
    envelope=ENVELOPE,
    inside="data.properties",
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("client.access",),
)


PROPERTIES_UPDATE: Operation[None] = Operation(
    id="clients_properties_update",
    method="PUT",
    path="/clients/{client_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    body=(Parameter("properties", "object", required=True),),
    permissions=("client.edit",),
)


PROPERTIES_DELETE: Operation[None] = Operation(
    id="clients_properties_delete",
    method="DELETE",
    path="/clients/{client_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    query=(Parameter("name", "string", min_length=1, required=True),),
    permissions=("client.edit",),
)


RESOURCES_LIST: Operation[list[ClientResource]] = Operation(
    id="clients_resources_list",
    method="GET",
    path="/clients/{client_id}/resources",
    result=lambda: list[models.ClientResource],
    envelope=ENVELOPE,
    inside="data.resources",
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("client.access",),
)


RESOURCES_UPDATE: Operation[None] = Operation(
    id="clients_resources_update",
    method="PUT",
    path="/clients/{client_id}/resources",
    envelope=ENVELOPE,
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    body=(
        Parameter(
            "resources",
            "array",
            items=Parameter(
                "",
                "object",
                members=(
                    Parameter("name", "string", required=True),
                    Parameter("value", "integer", minimum=-1, required=True),
                ),
            ),
            required=True,
        ),
    ),
    permissions=("client.edit",),
)


SETTINGS_GET: Operation[dict[str, Any]] = Operation(
    id="clients_settings_get",
    method="GET",
    path="/clients/{client_id}/settings",
    result=lambda: dict[str, Any],
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
)


SETTINGS_UPDATE: Operation[None] = Operation(
    id="clients_settings_update",
    method="POST",
    path="/clients/{client_id}/settings",
    envelope=ENVELOPE,
    body=Parameter("settings", "object", required=True),
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    idempotent=True,
)


SHARE_RIGHTS_LIST: Operation[list[ClientShareRight]] = Operation(
    id="clients_share_rights_list",
    method="GET",
    path="/clients/{client_id}/share-rights",
    result=lambda: list[models.ClientShareRight],
    envelope=ENVELOPE,
    inside="data.share_rights",
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("client.access",),
)


SHARE_RIGHTS_UPDATE: Operation[None] = Operation(
    id="clients_share_rights_update",
    method="PUT",
    path="/clients/{client_id}/share-rights",
    envelope=ENVELOPE,
    path_parameters=(Parameter("client_id", "string", min_length=1, required=True),),
    body=(
        Parameter(
            "groups",
            "array",
            items=Parameter(
                "",
                "object",
                members=(
                    Parameter("group_id", "string", min_length=1, required=True),
                    Parameter("can_manage", "boolean", required=True),
                ),
            ),
            required=True,
        ),
    ),
    permissions=("client.share",),
)


SHARE_RIGHTS_DELETE: Operation[None] = Operation(
    id="clients_share_rights_delete",
    method="DELETE",
    path="/clients/{client_id}/share-rights/{group_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("client_id", "string", min_length=1, required=True),
        Parameter("group_id", "string", min_length=1, required=True),
    ),
    permissions=("client.share",),
)


class Clients(Resource):
    """Client accounts of a partner company."""

    @cached_property
    def features(self) -> ClientsFeatures:
        """Features of a client account, switched on or off."""
        return ClientsFeatures(self._client)

    @cached_property
    def properties(self) -> ClientsProperties:
        """Company properties of a client account, names with values."""
        return ClientsProperties(self._client)

    @cached_property
    def resources(self) -> ClientsResources:
        """Allowances of a client account, such as users or dashboards."""
        return ClientsResources(self._client)

    @cached_property
    def settings(self) -> ClientsSettings:
        """Settings of a client account."""
        return ClientsSettings(self._client)

    @cached_property
    def share_rights(self) -> ClientsShareRights:
        """Groups that may work with a client account."""
        return ClientsShareRights(self._client)

    def list(
        self,
        *,
        external_id: str | None = None,
        full: bool | None = None,
        status: ClientStatus | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[ClientSummary]:
        """List client accounts.

        Gives one page of the client accounts that the user may open; administrators see all of them. `full` works
        together with `external_id` only.

        Args:
            external_id: Keeps only the client account with this identifier of your own. Not empty.
            full: Whether to add users, groups and share rights. Only together with `external_id`.
            status: Keeps only client accounts in this state. Lower case here, though answers capitalize it.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, RateLimitError, InternalServerError; APIConnectionError;
            ValueError or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Clients).
        """
        return self._list(
            LIST,
            {"external_id": external_id, "full": full, "status": status, "limit": limit, "offset": offset},
            options,
        )

    def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        status: ClientStatus | Omit = omit,
        seats: int | Omit = omit,
        custom_theme: bool | Omit = omit,
        external_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a client account.

        Adds a client account to the partner company. Its allowances, features and properties are set afterwards,
        with operations of their own.

        Args:
            name: Name of the client company. Not empty.
            description: Free text.
            status: State of the account, in lower case.
            seats: Number of users that the account may have; -1 means no limit. At least -1.
            custom_theme: Whether the account has a theme of its own. Only where your own company has that feature.
            external_id: Identifier of your own.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.build.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (Sylvaindce/kartra2klipfolio, klipfolio_user.js); inferred (Klipfolio API reference, Permissions).
        """
        return self._call(
            CREATE,
            {
                "name": name,
                "description": description,
                "status": status,
                "seats": seats,
                "custom_theme": custom_theme,
                "external_id": external_id,
            },
            options,
        )

    def get(self, client_id: str, *, full: bool | None = None, **options: Unpack[CallOptions]) -> Client:
        """Get a client account.

        Reads one client account. `full` adds its users, groups and share rights; the form of these rows is not
        documented.

        Args:
            client_id: Identifier of the client account.
            full: Whether to add users, groups and share rights.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Clients).
        """
        return self._call(GET, {"client_id": client_id, "full": full}, options)

    def update(
        self,
        client_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        status: ClientStatus | Omit = omit,
        seats: int | Omit = omit,
        custom_theme: bool | Omit = omit,
        external_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a client account.

        Changes the members that are sent. Whether the others keep their values is not documented.

        Args:
            client_id: Identifier of the client account.
            name: Name of the client company. Not empty.
            description: Free text.
            status: State of the account, in lower case.
            seats: Number of users that the account may have; -1 means no limit. At least -1.
            custom_theme: Whether the account has a theme of its own. Only where your own company has that feature.
            external_id: Identifier of your own.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        inferred (Klipfolio API reference, Permissions).
        """
        self._call(
            UPDATE,
            {
                "client_id": client_id,
                "name": name,
                "description": description,
                "status": status,
                "seats": seats,
                "custom_theme": custom_theme,
                "external_id": external_id,
            },
            options,
        )

    def delete(self, client_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a client account.

        Removes the client account. Whether it can be restored is not documented; expect it to be gone for good.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.delete.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        inferred (Klipfolio API reference, Permissions).
        """
        self._call(DELETE, {"client_id": client_id}, options)

    def extend_trial(self, client_id: str, *, days: int, **options: Unpack[CallOptions]) -> None:
        """Extend a client account's trial.

        Adds days to the trial. Every call lengthens it again.

        Args:
            client_id: Identifier of the client account.
            days: Number of days to add. At least 1.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (Sylvaindce/kartra2klipfolio, klipfolio_user.js); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Sylvaindce/kartra2klipfolio, klipfolio_user.js).
        """
        self._call(EXTEND_TRIAL, {"client_id": client_id, "days": days}, options)

    def enable_direct_billing(self, client_id: str, **options: Unpack[CallOptions]) -> None:
        """Have a client account pay for itself.

        Switches the client account to direct billing. There is no documented call that switches it back.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (Sylvaindce/kartra2klipfolio, klipfolio_user.js); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio).
        """
        self._call(ENABLE_DIRECT_BILLING, {"client_id": client_id}, options)


class AsyncClients(AsyncResource):
    """Client accounts of a partner company."""

    @cached_property
    def features(self) -> AsyncClientsFeatures:
        """Features of a client account, switched on or off."""
        return AsyncClientsFeatures(self._client)

    @cached_property
    def properties(self) -> AsyncClientsProperties:
        """Company properties of a client account, names with values."""
        return AsyncClientsProperties(self._client)

    @cached_property
    def resources(self) -> AsyncClientsResources:
        """Allowances of a client account, such as users or dashboards."""
        return AsyncClientsResources(self._client)

    @cached_property
    def settings(self) -> AsyncClientsSettings:
        """Settings of a client account."""
        return AsyncClientsSettings(self._client)

    @cached_property
    def share_rights(self) -> AsyncClientsShareRights:
        """Groups that may work with a client account."""
        return AsyncClientsShareRights(self._client)

    def list(
        self,
        *,
        external_id: str | None = None,
        full: bool | None = None,
        status: ClientStatus | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[ClientSummary]:
        """List client accounts.

        Gives one page of the client accounts that the user may open; administrators see all of them. `full` works
        together with `external_id` only.

        Args:
            external_id: Keeps only the client account with this identifier of your own. Not empty.
            full: Whether to add users, groups and share rights. Only together with `external_id`.
            status: Keeps only client accounts in this state. Lower case here, though answers capitalize it.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, RateLimitError, InternalServerError; APIConnectionError;
            ValueError or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Clients).
        """
        return self._list(
            LIST,
            {"external_id": external_id, "full": full, "status": status, "limit": limit, "offset": offset},
            options,
        )

    async def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        status: ClientStatus | Omit = omit,
        seats: int | Omit = omit,
        custom_theme: bool | Omit = omit,
        external_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a client account.

        Adds a client account to the partner company. Its allowances, features and properties are set afterwards,
        with operations of their own.

        Args:
            name: Name of the client company. Not empty.
            description: Free text.
            status: State of the account, in lower case.
            seats: Number of users that the account may have; -1 means no limit. At least -1.
            custom_theme: Whether the account has a theme of its own. Only where your own company has that feature.
            external_id: Identifier of your own.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.build.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (Sylvaindce/kartra2klipfolio, klipfolio_user.js); inferred (Klipfolio API reference, Permissions).
        """
        return await self._call(
            CREATE,
            {
                "name": name,
                "description": description,
                "status": status,
                "seats": seats,
                "custom_theme": custom_theme,
                "external_id": external_id,
            },
            options,
        )

    async def get(self, client_id: str, *, full: bool | None = None, **options: Unpack[CallOptions]) -> Client:
        """Get a client account.

        Reads one client account. `full` adds its users, groups and share rights; the form of these rows is not
        documented.

        Args:
            client_id: Identifier of the client account.
            full: Whether to add users, groups and share rights.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Clients).
        """
        return await self._call(GET, {"client_id": client_id, "full": full}, options)

    async def update(
        self,
        client_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        status: ClientStatus | Omit = omit,
        seats: int | Omit = omit,
        custom_theme: bool | Omit = omit,
        external_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a client account.

        Changes the members that are sent. Whether the others keep their values is not documented.

        Args:
            client_id: Identifier of the client account.
            name: Name of the client company. Not empty.
            description: Free text.
            status: State of the account, in lower case.
            seats: Number of users that the account may have; -1 means no limit. At least -1.
            custom_theme: Whether the account has a theme of its own. Only where your own company has that feature.
            external_id: Identifier of your own.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        inferred (Klipfolio API reference, Permissions).
        """
        await self._call(
            UPDATE,
            {
                "client_id": client_id,
                "name": name,
                "description": description,
                "status": status,
                "seats": seats,
                "custom_theme": custom_theme,
                "external_id": external_id,
            },
            options,
        )

    async def delete(self, client_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a client account.

        Removes the client account. Whether it can be restored is not documented; expect it to be gone for good.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.delete.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        inferred (Klipfolio API reference, Permissions).
        """
        await self._call(DELETE, {"client_id": client_id}, options)

    async def extend_trial(self, client_id: str, *, days: int, **options: Unpack[CallOptions]) -> None:
        """Extend a client account's trial.

        Adds days to the trial. Every call lengthens it again.

        Args:
            client_id: Identifier of the client account.
            days: Number of days to add. At least 1.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (Sylvaindce/kartra2klipfolio, klipfolio_user.js); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Sylvaindce/kartra2klipfolio, klipfolio_user.js).
        """
        await self._call(EXTEND_TRIAL, {"client_id": client_id, "days": days}, options)

    async def enable_direct_billing(self, client_id: str, **options: Unpack[CallOptions]) -> None:
        """Have a client account pay for itself.

        Switches the client account to direct billing. There is no documented call that switches it back.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (Sylvaindce/kartra2klipfolio, klipfolio_user.js); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio).
        """
        await self._call(ENABLE_DIRECT_BILLING, {"client_id": client_id}, options)


class ClientsFeatures(Resource):
    """Features of a client account, switched on or off."""

    def list(self, client_id: str, **options: Unpack[CallOptions]) -> builtins.list[ClientFeature]:
        """List a client account's features.

        Gives every feature that a client account can have, and whether it is switched on. There are no pages.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Client Features).
        """
        return self._call(FEATURES_LIST, {"client_id": client_id}, options)

    def update(self, client_id: str, *, features: Sequence[ClientFeatureInput], **options: Unpack[CallOptions]) -> None:
        """Switch a client account's features on or off.

        Changes the features that are sent; the others stay as they are.

        Args:
            client_id: Identifier of the client account.
            features: The features to change. Members: `name` (required), `enabled` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: documented (Klipfolio API reference, Client Features); inferred (Klipfolio API reference, Client
        Features).
        """
        self._call(FEATURES_UPDATE, {"client_id": client_id, "features": features}, options)


class AsyncClientsFeatures(AsyncResource):
    """Features of a client account, switched on or off."""

    async def list(self, client_id: str, **options: Unpack[CallOptions]) -> builtins.list[ClientFeature]:
        """List a client account's features.

        Gives every feature that a client account can have, and whether it is switched on. There are no pages.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Client Features).
        """
        return await self._call(FEATURES_LIST, {"client_id": client_id}, options)

    async def update(
        self, client_id: str, *, features: Sequence[ClientFeatureInput], **options: Unpack[CallOptions]
    ) -> None:
        """Switch a client account's features on or off.

        Changes the features that are sent; the others stay as they are.

        Args:
            client_id: Identifier of the client account.
            features: The features to change. Members: `name` (required), `enabled` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: documented (Klipfolio API reference, Client Features); inferred (Klipfolio API reference, Client
        Features).
        """
        await self._call(FEATURES_UPDATE, {"client_id": client_id, "features": features}, options)


class ClientsProperties(Resource):
    """Company properties of a client account, names with values."""

    def get(self, client_id: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get a client account's company properties.

        Gives all properties by name. The names are the company's own; the values are usually strings.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Client Properties).
        """
        return self._call(PROPERTIES_GET, {"client_id": client_id}, options)

    def update(self, client_id: str, *, properties: Model | Mapping[str, Any], **options: Unpack[CallOptions]) -> None:
        """Add or change a client account's company properties.

        Sets the properties that are sent, and makes those that are new. The others stay as they are.

        Args:
            client_id: Identifier of the client account.
            properties: The properties to add or change, names with values.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: documented (Klipfolio API reference, Client Properties).
        """
        self._call(PROPERTIES_UPDATE, {"client_id": client_id, "properties": properties}, options)

    def delete(self, client_id: str, *, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete one of a client account's company properties.

        Removes the property named in the query, and no other.

        Args:
            client_id: Identifier of the client account.
            name: Name of the property to delete. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: documented (Klipfolio API reference, Client Properties).
        """
        self._call(PROPERTIES_DELETE, {"client_id": client_id, "name": name}, options)


class AsyncClientsProperties(AsyncResource):
    """Company properties of a client account, names with values."""

    async def get(self, client_id: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get a client account's company properties.

        Gives all properties by name. The names are the company's own; the values are usually strings.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Client Properties).
        """
        return await self._call(PROPERTIES_GET, {"client_id": client_id}, options)

    async def update(
        self, client_id: str, *, properties: Model | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Add or change a client account's company properties.

        Sets the properties that are sent, and makes those that are new. The others stay as they are.

        Args:
            client_id: Identifier of the client account.
            properties: The properties to add or change, names with values.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: documented (Klipfolio API reference, Client Properties).
        """
        await self._call(PROPERTIES_UPDATE, {"client_id": client_id, "properties": properties}, options)

    async def delete(self, client_id: str, *, name: str, **options: Unpack[CallOptions]) -> None:
        """Delete one of a client account's company properties.

        Removes the property named in the query, and no other.

        Args:
            client_id: Identifier of the client account.
            name: Name of the property to delete. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: documented (Klipfolio API reference, Client Properties).
        """
        await self._call(PROPERTIES_DELETE, {"client_id": client_id, "name": name}, options)


class ClientsResources(Resource):
    """Allowances of a client account, such as users or dashboards."""

    def list(self, client_id: str, **options: Unpack[CallOptions]) -> builtins.list[ClientResource]:
        """List a client account's allowances.

        Says how much of each resource the client account may use. Resources are named here as the web application
        shows them, while a change wants their keys; `ClientResourceKey` pairs the two. There are no pages.

        ``models.CLIENT_RESOURCE_KEYS.key_of(name)`` gives the key that a request takes for a name of an answer.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Client Resources).
        """
        return self._call(RESOURCES_LIST, {"client_id": client_id}, options)

    def update(
        self, client_id: str, *, resources: Sequence[ClientResourceInput], **options: Unpack[CallOptions]
    ) -> None:
        """Change a client account's allowances.

        Changes the allowances that are sent. Resources are named by key here, such as `dashboard.combined.total`,
        not by the name that the list shows.

        ``models.CLIENT_RESOURCE_KEYS.key_of(name)`` gives the key that a request takes for a name of an answer.

        Args:
            client_id: Identifier of the client account.
            resources: The allowances to set. Members: `name` (required), `value` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: documented (Klipfolio API reference, Client Resources).
        """
        self._call(RESOURCES_UPDATE, {"client_id": client_id, "resources": resources}, options)


class AsyncClientsResources(AsyncResource):
    """Allowances of a client account, such as users or dashboards."""

    async def list(self, client_id: str, **options: Unpack[CallOptions]) -> builtins.list[ClientResource]:
        """List a client account's allowances.

        Says how much of each resource the client account may use. Resources are named here as the web application
        shows them, while a change wants their keys; `ClientResourceKey` pairs the two. There are no pages.

        ``models.CLIENT_RESOURCE_KEYS.key_of(name)`` gives the key that a request takes for a name of an answer.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Client Resources).
        """
        return await self._call(RESOURCES_LIST, {"client_id": client_id}, options)

    async def update(
        self, client_id: str, *, resources: Sequence[ClientResourceInput], **options: Unpack[CallOptions]
    ) -> None:
        """Change a client account's allowances.

        Changes the allowances that are sent. Resources are named by key here, such as `dashboard.combined.total`,
        not by the name that the list shows.

        ``models.CLIENT_RESOURCE_KEYS.key_of(name)`` gives the key that a request takes for a name of an answer.

        Args:
            client_id: Identifier of the client account.
            resources: The allowances to set. Members: `name` (required), `value` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.edit.
        Evidence: documented (Klipfolio API reference, Client Resources).
        """
        await self._call(RESOURCES_UPDATE, {"client_id": client_id, "resources": resources}, options)


class ClientsSettings(Resource):
    """Settings of a client account."""

    def get(self, client_id: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get a client account's settings.

        Gives settings by name, among them `brand.parent.enabled` (boolean), `dpn.env.date.language.tag` (a locale),
        `datasource.blacklist` and `firstrun.introductoryTour`.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (ExpandOnline/klipfolio-api-php, src).
        """
        return self._call(SETTINGS_GET, {"client_id": client_id}, options)

    def update(self, client_id: str, *, settings: Model | Mapping[str, Any], **options: Unpack[CallOptions]) -> None:
        """Set a client account's settings.

        Sets the settings that are sent. The body is the settings themselves, with nothing around them. The call can
        be repeated without harm, although it is a POST.

        Args:
            client_id: Identifier of the client account.
            settings: Settings by name, among them `brand.parent.enabled` (boolean), `dpn.env.date.language.tag` (a
                locale), `datasource.blacklist` (its form is not documented), `firstrun.introductoryTour`, and
                booleans `firstrun.*.show` that are out of use.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (ExpandOnline/klipfolio-api-php, src); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (ExpandOnline/klipfolio-api-php, src).
        """
        self._call(SETTINGS_UPDATE, {"client_id": client_id, "settings": settings}, options)


class AsyncClientsSettings(AsyncResource):
    """Settings of a client account."""

    async def get(self, client_id: str, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get a client account's settings.

        Gives settings by name, among them `brand.parent.enabled` (boolean), `dpn.env.date.language.tag` (a locale),
        `datasource.blacklist` and `firstrun.introductoryTour`.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (ExpandOnline/klipfolio-api-php, src).
        """
        return await self._call(SETTINGS_GET, {"client_id": client_id}, options)

    async def update(
        self, client_id: str, *, settings: Model | Mapping[str, Any], **options: Unpack[CallOptions]
    ) -> None:
        """Set a client account's settings.

        Sets the settings that are sent. The body is the settings themselves, with nothing around them. The call can
        be repeated without harm, although it is a POST.

        Args:
            client_id: Identifier of the client account.
            settings: Settings by name, among them `brand.parent.enabled` (boolean), `dpn.env.date.language.tag` (a
                locale), `datasource.blacklist` (its form is not documented), `firstrun.introductoryTour`, and
                booleans `firstrun.*.show` that are out of use.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (ExpandOnline/klipfolio-api-php, src); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (ExpandOnline/klipfolio-api-php, src).
        """
        await self._call(SETTINGS_UPDATE, {"client_id": client_id, "settings": settings}, options)


class ClientsShareRights(Resource):
    """Groups that may work with a client account."""

    def list(self, client_id: str, **options: Unpack[CallOptions]) -> builtins.list[ClientShareRight]:
        """List the groups that may work with a client account.

        Gives groups of your own company, not of the client account, and whether each may manage the account. There
        are no pages.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Client Share Rights).
        """
        return self._call(SHARE_RIGHTS_LIST, {"client_id": client_id}, options)

    def update(
        self, client_id: str, *, groups: Sequence[ClientShareRightInput], **options: Unpack[CallOptions]
    ) -> None:
        """Let groups work with a client account.

        Adds the groups that are sent, or changes what they may do; the others keep their rights. The right is
        called `can_manage` here and `can_edit` everywhere else.

        Args:
            client_id: Identifier of the client account.
            groups: The groups to add or change. Members: `group_id` (required), `can_manage` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.share.
        Evidence: documented (Klipfolio API reference, Client Share Rights).
        """
        self._call(SHARE_RIGHTS_UPDATE, {"client_id": client_id, "groups": groups}, options)

    def delete(self, client_id: str, group_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a client account away from a group.

        Ends the group's access. 403 means that the account is not shared with the group; 401 also that the group is
        of another company, or that the user has no share right; 404 that there is no such client account or group.

        Args:
            client_id: Identifier of the client account.
            group_id: Identifier of the group.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.share.
        Evidence: documented (Klipfolio API reference, Client Share Rights).
        """
        self._call(SHARE_RIGHTS_DELETE, {"client_id": client_id, "group_id": group_id}, options)


class AsyncClientsShareRights(AsyncResource):
    """Groups that may work with a client account."""

    async def list(self, client_id: str, **options: Unpack[CallOptions]) -> builtins.list[ClientShareRight]:
        """List the groups that may work with a client account.

        Gives groups of your own company, not of the client account, and whether each may manage the account. There
        are no pages.

        Args:
            client_id: Identifier of the client account.

        Raises:
            AuthenticationError, NotFoundError, RateLimitError, InternalServerError; APIConnectionError; ValueError
            or TypeError before sending.

        Permission: client.access.
        Evidence: documented (Klipfolio API reference, Client Share Rights).
        """
        return await self._call(SHARE_RIGHTS_LIST, {"client_id": client_id}, options)

    async def update(
        self, client_id: str, *, groups: Sequence[ClientShareRightInput], **options: Unpack[CallOptions]
    ) -> None:
        """Let groups work with a client account.

        Adds the groups that are sent, or changes what they may do; the others keep their rights. The right is
        called `can_manage` here and `can_edit` everywhere else.

        Args:
            client_id: Identifier of the client account.
            groups: The groups to add or change. Members: `group_id` (required), `can_manage` (required).

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.share.
        Evidence: documented (Klipfolio API reference, Client Share Rights).
        """
        await self._call(SHARE_RIGHTS_UPDATE, {"client_id": client_id, "groups": groups}, options)

    async def delete(self, client_id: str, group_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a client account away from a group.

        Ends the group's access. 403 means that the account is not shared with the group; 401 also that the group is
        of another company, or that the user has no share right; 404 that there is no such client account or group.

        Args:
            client_id: Identifier of the client account.
            group_id: Identifier of the group.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: client.share.
        Evidence: documented (Klipfolio API reference, Client Share Rights).
        """
        await self._call(SHARE_RIGHTS_DELETE, {"client_id": client_id, "group_id": group_id}, options)
