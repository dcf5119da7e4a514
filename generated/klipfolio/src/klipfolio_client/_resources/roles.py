"""Roles, each a set of permissions. Generated; do not edit."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import TYPE_CHECKING

from .. import models
from .._runtime.operation import Created, Operation
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Omit, Parameter, omit
from .._runtime.resource import AsyncPager, AsyncResource, Pager, Resource
from . import ENVELOPE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from .._runtime.operation import Rows
    from .._runtime.options import CallOptions, ListOptions
    from ..models import PermissionName, Role, RoleSummary, RoleUser

LIST: Operation[Rows] = Operation(
    id="roles_list",
    method="GET",
    path="/roles",
    result=lambda: models.RoleSummary,
    envelope=ENVELOPE,
    query=(
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.roles", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("user.manage",),
)


CREATE: Operation[Created] = Operation(
    id="roles_create",
    method="POST",
    path="/roles",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("description", "string"),
        Parameter("permissions", "array", items=Parameter("", "string")),
    ),
    permissions=("user.manage",),
)


GET: Operation[Role] = Operation(
    id="roles_get",
    method="GET",
    path="/roles/{role_id}",
    result=lambda: models.Role,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("role_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"), Parameter("client_id", "string", min_length=1)),
    permissions=("user.manage",),
)


UPDATE: Operation[None] = Operation(
    id="roles_update",
    method="PUT",
    path="/roles/{role_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("role_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(
        Parameter("name", "string", min_length=1),
        Parameter("description", "string"),
        Parameter("permissions", "array", items=Parameter("", "string")),
    ),
    permissions=("user.manage",),
)


DELETE: Operation[None] = Operation(
    id="roles_delete",
    method="DELETE",
    path="/roles/{role_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("role_id", "string", min_length=1, required=True),),
    permissions=("user.manage",),
)


USERS_LIST: Operation[Rows] = Operation(
    id="roles_users_list",
    method="GET",
    path="/roles/{role_id}/users",
    result=lambda: models.RoleUser,
    envelope=ENVELOPE,
    path_parameters=(Parameter("role_id", "string", min_length=1, required=True),),
    query=(
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.users", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("user.manage",),
)


USERS_ADD: Operation[None] = Operation(
    id="roles_users_add",
    method="PUT",
    path="/roles/{role_id}/users/{user_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("role_id", "string", min_length=1, required=True),
        Parameter("user_id", "string", min_length=1, required=True),
    ),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("user.manage",),
)


USERS_REMOVE: Operation[None] = Operation(
    id="roles_users_remove",
    method="DELETE",
    path="/roles/{role_id}/users/{user_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("role_id", "string", min_length=1, required=True),
        Parameter("user_id", "string", min_length=1, required=True),
    ),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("user.manage",),
)


PERMISSIONS_LIST: Operation[list[PermissionName]] = Operation(
    id="roles_permissions_list",
    method="GET",
    path="/roles/{role_id}/permissions",
    result=lambda: list[models.PermissionName],
    envelope=ENVELOPE,
    inside="data.permissions",
    path_parameters=(Parameter("role_id", "string", min_length=1, required=True),),
    permissions=("user.manage",),
)


PERMISSIONS_UPDATE: Operation[None] = Operation(
    id="roles_permissions_update",
    method="PUT",
    path="/roles/{role_id}/permissions",
    envelope=ENVELOPE,
    path_parameters=(Parameter("role_id", "string", min_length=1, required=True),),
    body=(Parameter("permissions", "array", items=Parameter("", "string"), required=True),),
    permissions=("user.manage",),
)


PERMISSIONS_DELETE: Operation[None] = Operation(
    id="roles_permissions_delete",
    method="DELETE",
    path="/roles/{role_id}/permissions",
    envelope=ENVELOPE,
    path_parameters=(Parameter("role_id", "string", min_length=1, required=True),),
    body=(Parameter("permissions", "array", items=Parameter("", "string"), required=True),),
    permissions=("user.manage",),
)


class Roles(Resource):
    """Roles, each a set of permissions."""

    @cached_property
    def users(self) -> RolesUsers:
        """Users who have a role."""
        return RolesUsers(self._client)

    @cached_property
    def permissions(self) -> RolesPermissions:
        """Permissions of a role."""
        return RolesPermissions(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[RoleSummary]:
        """List roles.

        Gives one page of the roles, built-in ones included, of the company or, with `client_id`, of a client
        account.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Roles); client (metorial/metorial, integrations/klipfolio).
        """
        return self._list(LIST, {"client_id": client_id, "limit": limit, "offset": offset}, options)

    def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        permissions: Sequence[PermissionName] | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a role.

        Makes a custom role out of permissions. Users get it with `roles.users.add` or `users.roles.add`.

        Args:
            name: Name. Not empty.
            description: Free text.
            permissions: Names of the permissions that the role gives.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Roles); client (metorial/metorial, integrations/klipfolio);
        inferred (Klipfolio API reference, Groups).
        """
        return self._call(CREATE, {"name": name, "description": description, "permissions": permissions}, options)

    def get(
        self, role_id: str, *, full: bool | None = None, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> Role:
        """Get a role.

        Reads one role. The `company` of a built-in role is `N/A`.

        Args:
            role_id: Identifier of the role.
            full: Adds `users`, `num_users` and `permissions`.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Roles).
        """
        return self._call(GET, {"role_id": role_id, "full": full, "client_id": client_id}, options)

    def update(
        self,
        role_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        permissions: Sequence[PermissionName] | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a role.

        Changes the members that are sent. `permissions` is the whole new set: **a permission that is left out of it
        is taken from the role**. To keep what there is, read the role with `full` first and send its permissions
        along, or leave `permissions` out.

        Args:
            role_id: Identifier of the role.
            name: Name. Not empty.
            description: Free text.
            permissions: Names of all permissions that the role shall give; they replace the old set.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Roles); inferred (Klipfolio API reference, Roles).
        """
        self._call(
            UPDATE,
            {
                "role_id": role_id,
                "name": name,
                "description": description,
                "permissions": permissions,
                "client_id": client_id,
            },
            options,
        )

    def delete(self, role_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a role.

        Removes the role; users who have it lose its permissions. Whether a built-in role or one that is in use can
        be removed is not documented.

        Args:
            role_id: Identifier of the role.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (metorial/metorial,
        integrations/klipfolio); inferred (Klipfolio API reference, Permissions); inferred (metorial/metorial,
        integrations/klipfolio).
        """
        self._call(DELETE, {"role_id": role_id}, options)


class AsyncRoles(AsyncResource):
    """Roles, each a set of permissions."""

    @cached_property
    def users(self) -> AsyncRolesUsers:
        """Users who have a role."""
        return AsyncRolesUsers(self._client)

    @cached_property
    def permissions(self) -> AsyncRolesPermissions:
        """Permissions of a role."""
        return AsyncRolesPermissions(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[RoleSummary]:
        """List roles.

        Gives one page of the roles, built-in ones included, of the company or, with `client_id`, of a client
        account.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Roles); client (metorial/metorial, integrations/klipfolio).
        """
        return self._list(LIST, {"client_id": client_id, "limit": limit, "offset": offset}, options)

    async def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        permissions: Sequence[PermissionName] | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a role.

        Makes a custom role out of permissions. Users get it with `roles.users.add` or `users.roles.add`.

        Args:
            name: Name. Not empty.
            description: Free text.
            permissions: Names of the permissions that the role gives.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Roles); client (metorial/metorial, integrations/klipfolio);
        inferred (Klipfolio API reference, Groups).
        """
        return await self._call(CREATE, {"name": name, "description": description, "permissions": permissions}, options)

    async def get(
        self, role_id: str, *, full: bool | None = None, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> Role:
        """Get a role.

        Reads one role. The `company` of a built-in role is `N/A`.

        Args:
            role_id: Identifier of the role.
            full: Adds `users`, `num_users` and `permissions`.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Roles).
        """
        return await self._call(GET, {"role_id": role_id, "full": full, "client_id": client_id}, options)

    async def update(
        self,
        role_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        permissions: Sequence[PermissionName] | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a role.

        Changes the members that are sent. `permissions` is the whole new set: **a permission that is left out of it
        is taken from the role**. To keep what there is, read the role with `full` first and send its permissions
        along, or leave `permissions` out.

        Args:
            role_id: Identifier of the role.
            name: Name. Not empty.
            description: Free text.
            permissions: Names of all permissions that the role shall give; they replace the old set.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Roles); inferred (Klipfolio API reference, Roles).
        """
        await self._call(
            UPDATE,
            {
                "role_id": role_id,
                "name": name,
                "description": description,
                "permissions": permissions,
                "client_id": client_id,
            },
            options,
        )

    async def delete(self, role_id: str, **options: Unpack[CallOptions]) -> None:
        """Delete a role.

        Removes the role; users who have it lose its permissions. Whether a built-in role or one that is in use can
        be removed is not documented.

        Args:
            role_id: Identifier of the role.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (metorial/metorial,
        integrations/klipfolio); inferred (Klipfolio API reference, Permissions); inferred (metorial/metorial,
        integrations/klipfolio).
        """
        await self._call(DELETE, {"role_id": role_id}, options)


class RolesUsers(Resource):
    """Users who have a role."""

    def list(
        self,
        role_id: str,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[RoleUser]:
        """List the users who have a role.

        Gives one page of the users who have the role.

        Args:
            role_id: Identifier of the role.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Role Users); client (mindcloud-inc/universal-api-reference,
        apis/k/klipfolio); documented (Klipfolio API reference, Getting Started).
        """
        return self._list(
            USERS_LIST, {"role_id": role_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    def add(self, role_id: str, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Give a role to one more user.

        Gives the role to the user. 400 means that the user's identifier is missing, 401 that the caller is no admin
        or that the user belongs to another company, 403 that the user has the role already, 404 that there is no
        such role or user. A call that is repeated because its answer got lost may therefore end with 403.

        Args:
            role_id: Identifier of the role.
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Role Users).
        """
        self._call(USERS_ADD, {"role_id": role_id, "user_id": user_id, "client_id": client_id}, options)

    def remove(
        self, role_id: str, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Take a role from one of its users.

        Takes the role from the user. 400 means that the user's identifier is missing, 401 that the caller is no
        admin or that the user belongs to another company, 403 that the user does not have the role, or that the
        admin role would be left without users, 404 that there is no such role or user. A call that is repeated
        because its answer got lost may therefore end with 403.

        Args:
            role_id: Identifier of the role.
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Role Users); inferred (Klipfolio API reference, Role Users).
        """
        self._call(USERS_REMOVE, {"role_id": role_id, "user_id": user_id, "client_id": client_id}, options)


class AsyncRolesUsers(AsyncResource):
    """Users who have a role."""

    def list(
        self,
        role_id: str,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[RoleUser]:
        """List the users who have a role.

        Gives one page of the users who have the role.

        Args:
            role_id: Identifier of the role.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Role Users); client (mindcloud-inc/universal-api-reference,
        apis/k/klipfolio); documented (Klipfolio API reference, Getting Started).
        """
        return self._list(
            USERS_LIST, {"role_id": role_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    async def add(
        self, role_id: str, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Give a role to one more user.

        Gives the role to the user. 400 means that the user's identifier is missing, 401 that the caller is no admin
        or that the user belongs to another company, 403 that the user has the role already, 404 that there is no
        such role or user. A call that is repeated because its answer got lost may therefore end with 403.

        Args:
            role_id: Identifier of the role.
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Role Users).
        """
        await self._call(USERS_ADD, {"role_id": role_id, "user_id": user_id, "client_id": client_id}, options)

    async def remove(
        self, role_id: str, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Take a role from one of its users.

        Takes the role from the user. 400 means that the user's identifier is missing, 401 that the caller is no
        admin or that the user belongs to another company, 403 that the user does not have the role, or that the
        admin role would be left without users, 404 that there is no such role or user. A call that is repeated
        because its answer got lost may therefore end with 403.

        Args:
            role_id: Identifier of the role.
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Role Users); inferred (Klipfolio API reference, Role Users).
        """
        await self._call(USERS_REMOVE, {"role_id": role_id, "user_id": user_id, "client_id": client_id}, options)


class RolesPermissions(Resource):
    """Permissions of a role."""

    def list(self, role_id: str, **options: Unpack[CallOptions]) -> builtins.list[PermissionName]:
        """List the permissions of a role.

        Reads the names of all permissions of the role.

        Args:
            role_id: Identifier of the role.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (mindcloud-inc/universal-api-reference,
        apis/k/klipfolio); client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API
        reference, Permissions).
        """
        return self._call(PERMISSIONS_LIST, {"role_id": role_id}, options)

    def update(self, role_id: str, *, permissions: Sequence[PermissionName], **options: Unpack[CallOptions]) -> None:
        """Set or add permissions of a role.

        Sends permissions for the role. **Whether they replace the old set or are added to it is not documented**:
        read the list afterwards, or use `roles.update`, which replaces the set.

        Args:
            role_id: Identifier of the role.
            permissions: Names of the permissions.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Klipfolio API reference, Permissions).
        """
        self._call(PERMISSIONS_UPDATE, {"role_id": role_id, "permissions": permissions}, options)

    def delete(self, role_id: str, *, permissions: Sequence[PermissionName], **options: Unpack[CallOptions]) -> None:
        """Remove permissions from a role.

        Removes permissions from the role. **How they are to be named is not documented**: they are sent in the
        body, and a service that overlooks them there might remove all. Read the list afterwards, or give
        `roles.update` the set that shall remain.

        Args:
            role_id: Identifier of the role.
            permissions: Names of the permissions.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Klips Share Rights); inferred (Klipfolio API reference, Permissions).
        """
        self._call(PERMISSIONS_DELETE, {"role_id": role_id, "permissions": permissions}, options)


class AsyncRolesPermissions(AsyncResource):
    """Permissions of a role."""

    async def list(self, role_id: str, **options: Unpack[CallOptions]) -> builtins.list[PermissionName]:
        """List the permissions of a role.

        Reads the names of all permissions of the role.

        Args:
            role_id: Identifier of the role.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (mindcloud-inc/universal-api-reference,
        apis/k/klipfolio); client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API
        reference, Permissions).
        """
        return await self._call(PERMISSIONS_LIST, {"role_id": role_id}, options)

    async def update(
        self, role_id: str, *, permissions: Sequence[PermissionName], **options: Unpack[CallOptions]
    ) -> None:
        """Set or add permissions of a role.

        Sends permissions for the role. **Whether they replace the old set or are added to it is not documented**:
        read the list afterwards, or use `roles.update`, which replaces the set.

        Args:
            role_id: Identifier of the role.
            permissions: Names of the permissions.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (metorial/metorial, integrations/klipfolio); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Klipfolio API reference, Permissions).
        """
        await self._call(PERMISSIONS_UPDATE, {"role_id": role_id, "permissions": permissions}, options)

    async def delete(
        self, role_id: str, *, permissions: Sequence[PermissionName], **options: Unpack[CallOptions]
    ) -> None:
        """Remove permissions from a role.

        Removes permissions from the role. **How they are to be named is not documented**: they are sent in the
        body, and a service that overlooks them there might remove all. Read the list afterwards, or give
        `roles.update` the set that shall remain.

        Args:
            role_id: Identifier of the role.
            permissions: Names of the permissions.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (Klipfolio API reference,
        Klips Share Rights); inferred (Klipfolio API reference, Permissions).
        """
        await self._call(PERMISSIONS_DELETE, {"role_id": role_id, "permissions": permissions}, options)
