"""Users of the company or of a client account. Generated; do not edit."""

from __future__ import annotations

import builtins
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .. import models
from .._runtime.credentials import hidden
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
    from ..models import User, UserGroup, UserRole, UserSummary, UserTabInstance

LIST: Operation[Rows] = Operation(
    id="users_list",
    method="GET",
    path="/users",
    result=lambda: models.UserSummary,
    envelope=ENVELOPE,
    query=(
        Parameter("client_id", "string", min_length=1),
        Parameter("email", "string", min_length=1),
        Parameter("external_id", "string", min_length=1),
        Parameter("full", "boolean"),
        Parameter("include_roles", "boolean"),
        Parameter("include_groups", "boolean"),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.users", total="meta.total", default_limit=25, largest=100
    ),
)


CREATE: Operation[Created] = Operation(
    id="users_create",
    method="POST",
    path="/users",
    result=lambda: Created,
    envelope=ENVELOPE,
    query=(Parameter("send_email", "boolean"),),
    body=(
        Parameter("first_name", "string", min_length=1, required=True),
        Parameter("last_name", "string", min_length=1, required=True),
        Parameter("email", "string", min_length=1, required=True),
        Parameter("roles", "array", items=Parameter("", "string", min_length=1), required=True),
        Parameter("password", "string", min_length=1, secret=True),
        Parameter("external_id", "string"),
        Parameter("client_id", "string", min_length=1),
    ),
    permissions=("user.manage",),
)


GET: Operation[User] = Operation(
    id="users_get",
    method="GET",
    path="/users/{user_id}",
    result=lambda: models.User,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"),),
    permissions=("user.manage",),
)


UPDATE: Operation[None] = Operation(
    id="users_update",
    method="PUT",
    path="/users/{user_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(
        Parameter("first_name", "string", min_length=1),
        Parameter("last_name", "string", min_length=1),
        Parameter("email", "string", min_length=1),
        Parameter("external_id", "string"),
    ),
    permissions=("user.manage",),
)


DELETE: Operation[None] = Operation(
    id="users_delete",
    method="DELETE",
    path="/users/{user_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("user.manage",),
)


RESEND_INVITE: Operation[None] = Operation(
    id="users_resend_invite",
    method="POST",
    path="/users/{user_id}/@/resend-invite",
    envelope=ENVELOPE,
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    permissions=("user.manage",),
)


RESET_PASSWORD: Operation[None] = Operation(
    id="users_reset_password",
    method="POST",
    path="/users/{user_id}/@/reset-password",
    envelope=ENVELOPE,
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    permissions=("user.manage",),
)


GROUPS_LIST: Operation[Rows] = Operation(
    id="users_groups_list",
    method="GET",
    path="/users/{user_id}/groups",
    result=lambda: models.UserGroup,
    envelope=ENVELOPE,
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    query=(
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.groups", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("user.manage",),
)


GROUPS_ADD: Operation[None] = Operation(
    id="users_groups_add",
    method="PUT",
    path="/users/{user_id}/groups/{group_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("user_id", "string", min_length=1, required=True),
        Parameter("group_id", "string", min_length=1, required=True),
    ),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("user.manage",),
)


GROUPS_REMOVE: Operation[None] = Operation(
    id="users_groups_remove",
    method="DELETE",
    path="/users/{user_id}/groups/{group_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("user_id", "string", min_length=1, required=True),
        Parameter("group_id", "string", min_length=1, required=True),
    ),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("user.manage",),
)


PROPERTIES_GET: Operation[dict[str, Any]] = Operation(
    id="users_properties_get",
    method="GET",
    path="/users/{user_id}/properties",
    result=lambda: dict[str, Any],
    envelope=ENVELOPE,
    inside="data.properties",
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("user.manage",),
)


PROPERTIES_UPDATE: Operation[None] = Operation(
    id="users_properties_update",
    method="PUT",
    path="/users/{user_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(Parameter("properties", "object", required=True),),
    permissions=("user.manage",),
)


PROPERTIES_DELETE: Operation[None] = Operation(
    id="users_properties_delete",
    method="DELETE",
    path="/users/{user_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    query=(Parameter("name", "string", min_length=1, required=True), Parameter("client_id", "string", min_length=1)),
    permissions=("user.manage",),
)


ROLES_LIST: Operation[Rows] = Operation(
    id="users_roles_list",
    method="GET",
    path="/users/{user_id}/roles",
    result=lambda: models.UserRole,
    envelope=ENVELOPE,
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    query=(Parameter("limit", "integer", minimum=1, maximum=100), Parameter("offset", "integer", minimum=0)),
    paging=OffsetPaging(
        offset="offset",
        limit="limit",
        items="data.roles",
        total="meta.total",
        single="data",
        default_limit=25,
        largest=100,
    ),
    permissions=("user.manage",),
)


ROLES_ADD: Operation[None] = Operation(
    id="users_roles_add",
    method="PUT",
    path="/users/{user_id}/roles/{role_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("user_id", "string", min_length=1, required=True),
        Parameter("role_id", "string", min_length=1, required=True),
    ),
    permissions=("user.manage",),
)


ROLES_REMOVE: Operation[None] = Operation(
    id="users_roles_remove",
    method="DELETE",
    path="/users/{user_id}/roles/{role_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("user_id", "string", min_length=1, required=True),
        Parameter("role_id", "string", min_length=1, required=True),
    ),
    permissions=("user.manage",),
)


TAB_INSTANCES_LIST: Operation[Rows] = Operation(
    id="users_tab_instances_list",
    method="GET",
    path="/users/{user_id}/tab-instances",
    result=lambda: models.UserTabInstance,
    envelope=ENVELOPE,
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    query=(Parameter("limit", "integer", minimum=1, maximum=100), Parameter("offset", "integer", minimum=0)),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.tab_instances", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("user.manage",),
)


TAB_INSTANCES_ADD: Operation[list[UserTabInstance]] = Operation(
    id="users_tab_instances_add",
    method="PUT",
    path="/users/{user_id}/tab-instances",
    result=lambda: list[models.UserTabInstance],
    envelope=ENVELOPE,
    inside="data.tab_instances",
    path_parameters=(Parameter("user_id", "string", min_length=1, required=True),),
    body=(Parameter("tab_ids", "array", items=Parameter("", "string", min_length=1), required=True),),
    idempotent=False,
    permissions=("user.manage",),
)


TAB_INSTANCES_REMOVE: Operation[None] = Operation(
    id="users_tab_instances_remove",
    method="DELETE",
    path="/users/{user_id}/tab-instances/{tab_instance_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("user_id", "string", min_length=1, required=True),
        Parameter("tab_instance_id", "string", min_length=1, required=True),
    ),
    permissions=("user.manage",),
)


class Users(Resource):
    """Users of the company or of a client account."""

    @cached_property
    def groups(self) -> UsersGroups:
        """Groups that a user belongs to."""
        return UsersGroups(self._client)

    @cached_property
    def properties(self) -> UsersProperties:
        """Properties of a user, names with values."""
        return UsersProperties(self._client)

    @cached_property
    def roles(self) -> UsersRoles:
        """Roles that a user has."""
        return UsersRoles(self._client)

    @cached_property
    def tab_instances(self) -> UsersTabInstances:
        """Tabs on the dashboard of a user."""
        return UsersTabInstances(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        email: str | None = None,
        external_id: str | None = None,
        full: bool | None = None,
        include_roles: bool | None = None,
        include_groups: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[UserSummary]:
        """List users.

        Gives one page of the users of the company or, with `client_id`, of a client account. A user without an
        external identifier has no `external_id` in the answer.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            email: Keeps only the user with this e-mail address. Not empty.
            external_id: Keeps only the user with this external identifier. Not empty.
            full: Adds `tab_instances` and `properties`. It works only together with `external_id`.
            include_roles: Adds the roles of each user.
            include_groups: Adds the groups of each user.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Klipfolio API reference, Users); client (steffenbank/KlipfolioR).
        """
        return self._list(
            LIST,
            {
                "client_id": client_id,
                "email": email,
                "external_id": external_id,
                "full": full,
                "include_roles": include_roles,
                "include_groups": include_groups,
                "limit": limit,
                "offset": offset,
            },
            options,
        )

    def create(
        self,
        *,
        first_name: str,
        last_name: str,
        email: str,
        roles: Sequence[str],
        password: str | Omit = omit,
        external_id: str | Omit = omit,
        client_id: str | Omit = omit,
        send_email: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a user.

        Makes a user with the roles given, in the company or in the client account of `client_id`. No mail is sent
        unless `send_email` says so; `users.resend_invite` can send the invitation later. `users.update` does not
        change roles, password or client account: use `users.roles.add`, `users.roles.remove` and
        `users.reset_password`.

        Args:
            first_name: First name. Not empty.
            last_name: Last name. Not empty.
            email: E-mail address. Not empty.
            roles: Identifiers of the roles of the user.
            password: Password to begin with. Not empty.
            external_id: Identifier in a system of your own.
            client_id: Client account to make the user in, for partner companies. Without it, your own company. Not
                empty.
            send_email: Sends a welcome mail to the new user. The service takes false by default.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Users); client (segevsh/w6w-apps, apps/klipfolio); client
        (metorial/metorial, integrations/klipfolio); client (Sylvaindce/kartra2klipfolio, klipfolio_user.js); client
        (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Permissions).
        """
        password = hidden(password)
        return self._call(
            CREATE,
            {
                "first_name": first_name,
                "last_name": last_name,
                "email": email,
                "roles": roles,
                "password": password,
                "external_id": external_id,
                "client_id": client_id,
                "send_email": send_email,
            },
            options,
        )

    def get(self, user_id: str, *, full: bool | None = None, **options: Unpack[CallOptions]) -> User:
        """Get a user.

        Reads one user. Groups and roles are left out unless `full` is set; a role is then a bare identifier, while
        a group is an object with its name.

        Args:
            user_id: Identifier of the user.
            full: Adds `tab_instances`, `groups`, `roles` and `properties`.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Users).
        """
        return self._call(GET, {"user_id": user_id, "full": full}, options)

    def update(
        self,
        user_id: str,
        *,
        first_name: str | Omit = omit,
        last_name: str | Omit = omit,
        email: str | Omit = omit,
        external_id: str | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a user.

        Changes the members that are sent. Roles are changed with `users.roles.add` and `users.roles.remove`. The
        password and the client account stay as they are.

        Args:
            user_id: Identifier of the user.
            first_name: First name. Not empty.
            last_name: Last name. Not empty.
            email: E-mail address. Not empty.
            external_id: Identifier in a system of your own.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Users); inferred (Klipfolio API
        reference, Permissions).
        """
        self._call(
            UPDATE,
            {
                "user_id": user_id,
                "first_name": first_name,
                "last_name": last_name,
                "email": email,
                "external_id": external_id,
                "client_id": client_id,
            },
            options,
        )

    def delete(self, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a user.

        Removes the user for good. What becomes of the things that the user made is not documented.

        Args:
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (metorial/metorial,
        integrations/klipfolio); inferred (Klipfolio API reference, Permissions).
        """
        self._call(DELETE, {"user_id": user_id, "client_id": client_id}, options)

    def resend_invite(self, user_id: str, **options: Unpack[CallOptions]) -> None:
        """Send the invitation again.

        Mails the invitation to the user once more. Every call sends a mail.

        Args:
            user_id: Identifier of the user.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Operations); inferred (Klipfolio API reference, User
        Operations).
        """
        self._call(RESEND_INVITE, {"user_id": user_id}, options)

    def reset_password(self, user_id: str, **options: Unpack[CallOptions]) -> None:
        """Reset the password of a user.

        Resets the user's password; the answer does not contain the new one. How the user learns of it is not
        documented.

        Args:
            user_id: Identifier of the user.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Operations).
        """
        self._call(RESET_PASSWORD, {"user_id": user_id}, options)


class AsyncUsers(AsyncResource):
    """Users of the company or of a client account."""

    @cached_property
    def groups(self) -> AsyncUsersGroups:
        """Groups that a user belongs to."""
        return AsyncUsersGroups(self._client)

    @cached_property
    def properties(self) -> AsyncUsersProperties:
        """Properties of a user, names with values."""
        return AsyncUsersProperties(self._client)

    @cached_property
    def roles(self) -> AsyncUsersRoles:
        """Roles that a user has."""
        return AsyncUsersRoles(self._client)

    @cached_property
    def tab_instances(self) -> AsyncUsersTabInstances:
        """Tabs on the dashboard of a user."""
        return AsyncUsersTabInstances(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        email: str | None = None,
        external_id: str | None = None,
        full: bool | None = None,
        include_roles: bool | None = None,
        include_groups: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[UserSummary]:
        """List users.

        Gives one page of the users of the company or, with `client_id`, of a client account. A user without an
        external identifier has no `external_id` in the answer.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            email: Keeps only the user with this e-mail address. Not empty.
            external_id: Keeps only the user with this external identifier. Not empty.
            full: Adds `tab_instances` and `properties`. It works only together with `external_id`.
            include_roles: Adds the roles of each user.
            include_groups: Adds the groups of each user.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Klipfolio API reference, Users); client (steffenbank/KlipfolioR).
        """
        return self._list(
            LIST,
            {
                "client_id": client_id,
                "email": email,
                "external_id": external_id,
                "full": full,
                "include_roles": include_roles,
                "include_groups": include_groups,
                "limit": limit,
                "offset": offset,
            },
            options,
        )

    async def create(
        self,
        *,
        first_name: str,
        last_name: str,
        email: str,
        roles: Sequence[str],
        password: str | Omit = omit,
        external_id: str | Omit = omit,
        client_id: str | Omit = omit,
        send_email: bool | None = None,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a user.

        Makes a user with the roles given, in the company or in the client account of `client_id`. No mail is sent
        unless `send_email` says so; `users.resend_invite` can send the invitation later. `users.update` does not
        change roles, password or client account: use `users.roles.add`, `users.roles.remove` and
        `users.reset_password`.

        Args:
            first_name: First name. Not empty.
            last_name: Last name. Not empty.
            email: E-mail address. Not empty.
            roles: Identifiers of the roles of the user.
            password: Password to begin with. Not empty.
            external_id: Identifier in a system of your own.
            client_id: Client account to make the user in, for partner companies. Without it, your own company. Not
                empty.
            send_email: Sends a welcome mail to the new user. The service takes false by default.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Users); client (segevsh/w6w-apps, apps/klipfolio); client
        (metorial/metorial, integrations/klipfolio); client (Sylvaindce/kartra2klipfolio, klipfolio_user.js); client
        (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Permissions).
        """
        password = hidden(password)
        return await self._call(
            CREATE,
            {
                "first_name": first_name,
                "last_name": last_name,
                "email": email,
                "roles": roles,
                "password": password,
                "external_id": external_id,
                "client_id": client_id,
                "send_email": send_email,
            },
            options,
        )

    async def get(self, user_id: str, *, full: bool | None = None, **options: Unpack[CallOptions]) -> User:
        """Get a user.

        Reads one user. Groups and roles are left out unless `full` is set; a role is then a bare identifier, while
        a group is an object with its name.

        Args:
            user_id: Identifier of the user.
            full: Adds `tab_instances`, `groups`, `roles` and `properties`.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Users).
        """
        return await self._call(GET, {"user_id": user_id, "full": full}, options)

    async def update(
        self,
        user_id: str,
        *,
        first_name: str | Omit = omit,
        last_name: str | Omit = omit,
        email: str | Omit = omit,
        external_id: str | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a user.

        Changes the members that are sent. Roles are changed with `users.roles.add` and `users.roles.remove`. The
        password and the client account stay as they are.

        Args:
            user_id: Identifier of the user.
            first_name: First name. Not empty.
            last_name: Last name. Not empty.
            email: E-mail address. Not empty.
            external_id: Identifier in a system of your own.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Users); inferred (Klipfolio API
        reference, Permissions).
        """
        await self._call(
            UPDATE,
            {
                "user_id": user_id,
                "first_name": first_name,
                "last_name": last_name,
                "email": email,
                "external_id": external_id,
                "client_id": client_id,
            },
            options,
        )

    async def delete(self, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a user.

        Removes the user for good. What becomes of the things that the user made is not documented.

        Args:
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (metorial/metorial, integrations/klipfolio);
        client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred (metorial/metorial,
        integrations/klipfolio); inferred (Klipfolio API reference, Permissions).
        """
        await self._call(DELETE, {"user_id": user_id, "client_id": client_id}, options)

    async def resend_invite(self, user_id: str, **options: Unpack[CallOptions]) -> None:
        """Send the invitation again.

        Mails the invitation to the user once more. Every call sends a mail.

        Args:
            user_id: Identifier of the user.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Operations); inferred (Klipfolio API reference, User
        Operations).
        """
        await self._call(RESEND_INVITE, {"user_id": user_id}, options)

    async def reset_password(self, user_id: str, **options: Unpack[CallOptions]) -> None:
        """Reset the password of a user.

        Resets the user's password; the answer does not contain the new one. How the user learns of it is not
        documented.

        Args:
            user_id: Identifier of the user.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Operations).
        """
        await self._call(RESET_PASSWORD, {"user_id": user_id}, options)


class UsersGroups(Resource):
    """Groups that a user belongs to."""

    def list(
        self,
        user_id: str,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[UserGroup]:
        """List the groups of a user.

        Gives one page of the groups that the user is a member of.

        Args:
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Groups); documented (Klipfolio API reference, Getting
        Started).
        """
        return self._list(
            GROUPS_LIST, {"user_id": user_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    def add(self, user_id: str, group_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Put a user in a group.

        Makes the user a member of one group. `groups.users.add` does the same, seen from the group.

        Args:
            user_id: Identifier of the user.
            group_id: Identifier of the group.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Groups).
        """
        self._call(GROUPS_ADD, {"user_id": user_id, "group_id": group_id, "client_id": client_id}, options)

    def remove(
        self, user_id: str, group_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Take a user out of a group.

        Ends the membership of the user in one group. The group and the user remain.

        Args:
            user_id: Identifier of the user.
            group_id: Identifier of the group.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Groups).
        """
        self._call(GROUPS_REMOVE, {"user_id": user_id, "group_id": group_id, "client_id": client_id}, options)


class AsyncUsersGroups(AsyncResource):
    """Groups that a user belongs to."""

    def list(
        self,
        user_id: str,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[UserGroup]:
        """List the groups of a user.

        Gives one page of the groups that the user is a member of.

        Args:
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Groups); documented (Klipfolio API reference, Getting
        Started).
        """
        return self._list(
            GROUPS_LIST, {"user_id": user_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    async def add(
        self, user_id: str, group_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Put a user in a group.

        Makes the user a member of one group. `groups.users.add` does the same, seen from the group.

        Args:
            user_id: Identifier of the user.
            group_id: Identifier of the group.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Groups).
        """
        await self._call(GROUPS_ADD, {"user_id": user_id, "group_id": group_id, "client_id": client_id}, options)

    async def remove(
        self, user_id: str, group_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Take a user out of a group.

        Ends the membership of the user in one group. The group and the user remain.

        Args:
            user_id: Identifier of the user.
            group_id: Identifier of the group.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Groups).
        """
        await self._call(GROUPS_REMOVE, {"user_id": user_id, "group_id": group_id, "client_id": client_id}, options)


class UsersProperties(Resource):
    """Properties of a user, names with values."""

    def get(self, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> dict[str, Any]:
        """Get the properties of a user.

        Reads the names and values of all properties of the user.

        Args:
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Properties).
        """
        return self._call(PROPERTIES_GET, {"user_id": user_id, "client_id": client_id}, options)

    def update(
        self,
        user_id: str,
        *,
        properties: Model | Mapping[str, Any],
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Set properties of a user.

        Sets the properties that are sent for this user; others keep their values. A name that does not exist yet
        comes into being for all users of the account.

        Args:
            user_id: Identifier of the user.
            properties: Names with new values. Others keep their values.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Properties); inferred (Klipfolio API reference, User
        Properties).
        """
        self._call(PROPERTIES_UPDATE, {"user_id": user_id, "properties": properties, "client_id": client_id}, options)

    def delete(self, user_id: str, *, name: str, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a property of every user of the account.

        Deletes the property with its values for **every user of the account**, not only for the user in the path.
        To take a value from one user alone, setting it to an empty text may do.

        Args:
            user_id: Identifier of the user.
            name: Name of the property. Not empty.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Properties); inferred (Klipfolio API reference, User
        Properties); inferred (Klipfolio API reference, Permissions).
        """
        self._call(PROPERTIES_DELETE, {"user_id": user_id, "name": name, "client_id": client_id}, options)


class AsyncUsersProperties(AsyncResource):
    """Properties of a user, names with values."""

    async def get(
        self, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> dict[str, Any]:
        """Get the properties of a user.

        Reads the names and values of all properties of the user.

        Args:
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Properties).
        """
        return await self._call(PROPERTIES_GET, {"user_id": user_id, "client_id": client_id}, options)

    async def update(
        self,
        user_id: str,
        *,
        properties: Model | Mapping[str, Any],
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Set properties of a user.

        Sets the properties that are sent for this user; others keep their values. A name that does not exist yet
        comes into being for all users of the account.

        Args:
            user_id: Identifier of the user.
            properties: Names with new values. Others keep their values.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Properties); inferred (Klipfolio API reference, User
        Properties).
        """
        await self._call(
            PROPERTIES_UPDATE, {"user_id": user_id, "properties": properties, "client_id": client_id}, options
        )

    async def delete(
        self, user_id: str, *, name: str, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Delete a property of every user of the account.

        Deletes the property with its values for **every user of the account**, not only for the user in the path.
        To take a value from one user alone, setting it to an empty text may do.

        Args:
            user_id: Identifier of the user.
            name: Name of the property. Not empty.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Properties); inferred (Klipfolio API reference, User
        Properties); inferred (Klipfolio API reference, Permissions).
        """
        await self._call(PROPERTIES_DELETE, {"user_id": user_id, "name": name, "client_id": client_id}, options)


class UsersRoles(Resource):
    """Roles that a user has."""

    def list(
        self, user_id: str, *, limit: int | None = None, offset: int | None = None, **options: Unpack[ListOptions]
    ) -> Pager[UserRole]:
        """List the roles of a user.

        Gives one page of the roles of the user. An answer with a single role in place of the list is read as a list
        of one.

        Args:
            user_id: Identifier of the user.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Roles); client (mindcloud-inc/universal-api-reference,
        apis/k/klipfolio); inferred (Klipfolio API reference, User Roles); documented (Klipfolio API reference,
        Getting Started).
        """
        return self._list(ROLES_LIST, {"user_id": user_id, "limit": limit, "offset": offset}, options)

    def add(self, user_id: str, role_id: str, **options: Unpack[CallOptions]) -> None:
        """Give a role to a user.

        Gives one role to the user. `roles.users.add` does the same, seen from the role; there, a role that the user
        has already is refused with 403.

        Args:
            user_id: Identifier of the user.
            role_id: Identifier of the role.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Roles).
        """
        self._call(ROLES_ADD, {"user_id": user_id, "role_id": role_id}, options)

    def remove(self, user_id: str, role_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a role from a user.

        Takes one role from the user. `roles.users.remove` does the same; there, a role that the user does not have
        is refused with 403, as is what would leave the admin role without users.

        Args:
            user_id: Identifier of the user.
            role_id: Identifier of the role.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Roles).
        """
        self._call(ROLES_REMOVE, {"user_id": user_id, "role_id": role_id}, options)


class AsyncUsersRoles(AsyncResource):
    """Roles that a user has."""

    def list(
        self, user_id: str, *, limit: int | None = None, offset: int | None = None, **options: Unpack[ListOptions]
    ) -> AsyncPager[UserRole]:
        """List the roles of a user.

        Gives one page of the roles of the user. An answer with a single role in place of the list is read as a list
        of one.

        Args:
            user_id: Identifier of the user.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Roles); client (mindcloud-inc/universal-api-reference,
        apis/k/klipfolio); inferred (Klipfolio API reference, User Roles); documented (Klipfolio API reference,
        Getting Started).
        """
        return self._list(ROLES_LIST, {"user_id": user_id, "limit": limit, "offset": offset}, options)

    async def add(self, user_id: str, role_id: str, **options: Unpack[CallOptions]) -> None:
        """Give a role to a user.

        Gives one role to the user. `roles.users.add` does the same, seen from the role; there, a role that the user
        has already is refused with 403.

        Args:
            user_id: Identifier of the user.
            role_id: Identifier of the role.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Roles).
        """
        await self._call(ROLES_ADD, {"user_id": user_id, "role_id": role_id}, options)

    async def remove(self, user_id: str, role_id: str, **options: Unpack[CallOptions]) -> None:
        """Take a role from a user.

        Takes one role from the user. `roles.users.remove` does the same; there, a role that the user does not have
        is refused with 403, as is what would leave the admin role without users.

        Args:
            user_id: Identifier of the user.
            role_id: Identifier of the role.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Roles).
        """
        await self._call(ROLES_REMOVE, {"user_id": user_id, "role_id": role_id}, options)


class UsersTabInstances(Resource):
    """Tabs on the dashboard of a user."""

    def list(
        self, user_id: str, *, limit: int | None = None, offset: int | None = None, **options: Unpack[ListOptions]
    ) -> Pager[UserTabInstance]:
        """List the tabs on a user's dashboard.

        Gives one page of the tabs that the user has on the dashboard. Each is an instance with an identifier of its
        own, and names the tab that it shows.

        Args:
            user_id: Identifier of the user.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Tab Instances); documented (Klipfolio API reference,
        Getting Started).
        """
        return self._list(TAB_INSTANCES_LIST, {"user_id": user_id, "limit": limit, "offset": offset}, options)

    def add(
        self, user_id: str, *, tab_ids: Sequence[str], **options: Unpack[CallOptions]
    ) -> builtins.list[UserTabInstance]:
        """Add tabs to a user's dashboard.

        Puts tabs on the user's dashboard and gives the new instances. What is sent are identifiers of tabs, not of
        instances. A second call may add the same tabs once more, so it is not repeated after a failure.

        Args:
            user_id: Identifier of the user.
            tab_ids: Identifiers of the tabs, not of instances.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Tab Instances); inferred (Klipfolio API reference, User
        Tab Instances).
        """
        return self._call(TAB_INSTANCES_ADD, {"user_id": user_id, "tab_ids": tab_ids}, options)

    def remove(self, user_id: str, tab_instance_id: str, **options: Unpack[CallOptions]) -> None:
        """Remove a tab from a user's dashboard.

        Takes one instance off the user's dashboard. The tab itself remains.

        Args:
            user_id: Identifier of the user.
            tab_instance_id: Identifier of the instance on the user's dashboard, not of the tab that it shows.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Tab Instances); inferred (Klipfolio API reference,
        Permissions).
        """
        self._call(TAB_INSTANCES_REMOVE, {"user_id": user_id, "tab_instance_id": tab_instance_id}, options)


class AsyncUsersTabInstances(AsyncResource):
    """Tabs on the dashboard of a user."""

    def list(
        self, user_id: str, *, limit: int | None = None, offset: int | None = None, **options: Unpack[ListOptions]
    ) -> AsyncPager[UserTabInstance]:
        """List the tabs on a user's dashboard.

        Gives one page of the tabs that the user has on the dashboard. Each is an instance with an identifier of its
        own, and names the tab that it shows.

        Args:
            user_id: Identifier of the user.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Tab Instances); documented (Klipfolio API reference,
        Getting Started).
        """
        return self._list(TAB_INSTANCES_LIST, {"user_id": user_id, "limit": limit, "offset": offset}, options)

    async def add(
        self, user_id: str, *, tab_ids: Sequence[str], **options: Unpack[CallOptions]
    ) -> builtins.list[UserTabInstance]:
        """Add tabs to a user's dashboard.

        Puts tabs on the user's dashboard and gives the new instances. What is sent are identifiers of tabs, not of
        instances. A second call may add the same tabs once more, so it is not repeated after a failure.

        Args:
            user_id: Identifier of the user.
            tab_ids: Identifiers of the tabs, not of instances.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Tab Instances); inferred (Klipfolio API reference, User
        Tab Instances).
        """
        return await self._call(TAB_INSTANCES_ADD, {"user_id": user_id, "tab_ids": tab_ids}, options)

    async def remove(self, user_id: str, tab_instance_id: str, **options: Unpack[CallOptions]) -> None:
        """Remove a tab from a user's dashboard.

        Takes one instance off the user's dashboard. The tab itself remains.

        Args:
            user_id: Identifier of the user.
            tab_instance_id: Identifier of the instance on the user's dashboard, not of the tab that it shows.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, User Tab Instances); inferred (Klipfolio API reference,
        Permissions).
        """
        await self._call(TAB_INSTANCES_REMOVE, {"user_id": user_id, "tab_instance_id": tab_instance_id}, options)
