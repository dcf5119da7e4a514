"""Groups of users. Generated; do not edit."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .. import models
from .._runtime.operation import Created, Operation
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Omit, Parameter, omit
from .._runtime.resource import AsyncPager, AsyncResource, Pager, Resource
from . import ENVELOPE

if TYPE_CHECKING:
    from typing import Unpack

    from .._runtime.operation import Rows
    from .._runtime.options import CallOptions, ListOptions
    from ..models import Group, GroupDefaultTab, GroupSummary, GroupUser, TabVisibility

LIST: Operation[Rows] = Operation(
    id="groups_list",
    method="GET",
    path="/groups",
    result=lambda: models.GroupSummary,
    envelope=ENVELOPE,
    query=(
        Parameter("client_id", "string", min_length=1),
        Parameter("external_id", "string", min_length=1),
        Parameter("full", "boolean"),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.groups", total="meta.total", default_limit=25, largest=100
    ),
)


CREATE: Operation[Created] = Operation(
    id="groups_create",
    method="POST",
    path="/groups",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("description", "string"),
        Parameter("external_id", "string"),
        Parameter("client_id", "string", min_length=1),
    ),
    permissions=("user.manage",),
)


GET: Operation[Group] = Operation(
    id="groups_get",
    method="GET",
    path="/groups/{group_id}",
    result=lambda: models.Group,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("group_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"), Parameter("client_id", "string", min_length=1)),
    permissions=("user.manage",),
)


UPDATE: Operation[None] = Operation(
    id="groups_update",
    method="PUT",
    path="/groups/{group_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("group_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(
        Parameter("name", "string", min_length=1),
        Parameter("description", "string"),
        Parameter("external_id", "string"),
    ),
    permissions=("user.manage",),
)


DELETE: Operation[None] = Operation(
    id="groups_delete",
    method="DELETE",
    path="/groups/{group_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("group_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("user.manage",),
)


USERS_LIST: Operation[Rows] = Operation(
    id="groups_users_list",
    method="GET",
    path="/groups/{group_id}/users",
    result=lambda: models.GroupUser,
    envelope=ENVELOPE,
    path_parameters=(Parameter("group_id", "string", min_length=1, required=True),),
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
    id="groups_users_add",
    method="PUT",
    path="/groups/{group_id}/users/{user_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("group_id", "string", min_length=1, required=True),
        Parameter("user_id", "string", min_length=1, required=True),
    ),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("user.manage",),
)


USERS_REMOVE: Operation[None] = Operation(
    id="groups_users_remove",
    method="DELETE",
    path="/groups/{group_id}/users/{user_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("group_id", "string", min_length=1, required=True),
        Parameter("user_id", "string", min_length=1, required=True),
    ),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("user.manage",),
)


DEFAULT_TABS_LIST: Operation[Rows] = Operation(
    id="groups_default_tabs_list",
    method="GET",
    path="/groups/{group_id}/default-tabs",
    result=lambda: models.GroupDefaultTab,
    envelope=ENVELOPE,
    path_parameters=(Parameter("group_id", "string", min_length=1, required=True),),
    query=(Parameter("limit", "integer", minimum=1, maximum=100), Parameter("offset", "integer", minimum=0)),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.*", total="meta.total", default_limit=25, largest=100
    ),
)


DEFAULT_TABS_CREATE: Operation[Created] = Operation(
    id="groups_default_tabs_create",
    method="POST",
    path="/groups/{group_id}/default-tabs",
    result=lambda: Created,
    envelope=ENVELOPE,
    path_parameters=(Parameter("group_id", "string", min_length=1, required=True),),
    body=(
        Parameter("tab_id", "string", min_length=1, required=True),
        Parameter("can_edit", "boolean"),
        Parameter("visibility", "string"),
        Parameter("index", "integer", minimum=0),
    ),
)


DEFAULT_TABS_GET: Operation[GroupDefaultTab] = Operation(
    id="groups_default_tabs_get",
    method="GET",
    path="/groups/{group_id}/default-tabs/{default_tab_id}",
    result=lambda: models.GroupDefaultTab,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(
        Parameter("group_id", "string", min_length=1, required=True),
        Parameter("default_tab_id", "string", min_length=1, required=True),
    ),
)


DEFAULT_TABS_UPDATE: Operation[None] = Operation(
    id="groups_default_tabs_update",
    method="PUT",
    path="/groups/{group_id}/default-tabs/{default_tab_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("group_id", "string", min_length=1, required=True),
        Parameter("default_tab_id", "string", min_length=1, required=True),
    ),
    body=(
        Parameter("can_edit", "boolean"),
        Parameter("visibility", "string"),
        Parameter("index", "integer", minimum=0),
    ),
)


DEFAULT_TABS_DELETE: Operation[None] = Operation(
    id="groups_default_tabs_delete",
    method="DELETE",
    path="/groups/{group_id}/default-tabs/{default_tab_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("group_id", "string", min_length=1, required=True),
        Parameter("default_tab_id", "string", min_length=1, required=True),
    ),
)


class Groups(Resource):
    """Groups of users."""

    @cached_property
    def users(self) -> GroupsUsers:
        """Members of a group."""
        return GroupsUsers(self._client)

    @cached_property
    def default_tabs(self) -> GroupsDefaultTabs:
        """Dashboards that the members of a group get."""
        return GroupsDefaultTabs(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        external_id: str | None = None,
        full: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[GroupSummary]:
        """List groups.

        Gives one page of the groups of the company or, with `client_id`, of a client account.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            external_id: Keeps only the group with this external identifier. Not empty.
            full: Adds the members. It works only together with `external_id`.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Klipfolio API reference, Groups); client (steffenbank/KlipfolioR).
        """
        return self._list(
            LIST,
            {"client_id": client_id, "external_id": external_id, "full": full, "limit": limit, "offset": offset},
            options,
        )

    def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        external_id: str | Omit = omit,
        client_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a group.

        Makes a group without members, in the company or in the client account of `client_id`. Members come with
        `groups.users.add`.

        Args:
            name: Name. Not empty.
            description: Free text.
            external_id: Identifier in a system of your own.
            client_id: Client account to make the group in, for partner companies. Without it, your own company. Not
                empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Groups).
        """
        return self._call(
            CREATE,
            {"name": name, "description": description, "external_id": external_id, "client_id": client_id},
            options,
        )

    def get(
        self, group_id: str, *, full: bool | None = None, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> Group:
        """Get a group.

        Reads one group. With `client_id` the group must belong to that client account.

        Args:
            group_id: Identifier of the group.
            full: Adds `members`.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Groups).
        """
        return self._call(GET, {"group_id": group_id, "full": full, "client_id": client_id}, options)

    def update(
        self,
        group_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        external_id: str | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a group.

        Changes the members that are sent. Users are added and removed with `groups.users.add` and
        `groups.users.remove`.

        Args:
            group_id: Identifier of the group.
            name: Name. Not empty.
            description: Free text.
            external_id: Identifier in a system of your own.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Groups); client (segevsh/w6w-apps, apps/klipfolio); client
        (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Groups).
        """
        self._call(
            UPDATE,
            {
                "group_id": group_id,
                "name": name,
                "description": description,
                "external_id": external_id,
                "client_id": client_id,
            },
            options,
        )

    def delete(self, group_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a group.

        Removes the group. Its users remain, without what was shared with the group.

        Args:
            group_id: Identifier of the group.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Klipfolio API reference, Groups); inferred (Klipfolio API reference,
        Permissions).
        """
        self._call(DELETE, {"group_id": group_id, "client_id": client_id}, options)


class AsyncGroups(AsyncResource):
    """Groups of users."""

    @cached_property
    def users(self) -> AsyncGroupsUsers:
        """Members of a group."""
        return AsyncGroupsUsers(self._client)

    @cached_property
    def default_tabs(self) -> AsyncGroupsDefaultTabs:
        """Dashboards that the members of a group get."""
        return AsyncGroupsDefaultTabs(self._client)

    def list(
        self,
        *,
        client_id: str | None = None,
        external_id: str | None = None,
        full: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[GroupSummary]:
        """List groups.

        Gives one page of the groups of the company or, with `client_id`, of a client account.

        Args:
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            external_id: Keeps only the group with this external identifier. Not empty.
            full: Adds the members. It works only together with `external_id`.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: documented (Klipfolio API reference, Groups); client (steffenbank/KlipfolioR).
        """
        return self._list(
            LIST,
            {"client_id": client_id, "external_id": external_id, "full": full, "limit": limit, "offset": offset},
            options,
        )

    async def create(
        self,
        *,
        name: str,
        description: str | Omit = omit,
        external_id: str | Omit = omit,
        client_id: str | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Create a group.

        Makes a group without members, in the company or in the client account of `client_id`. Members come with
        `groups.users.add`.

        Args:
            name: Name. Not empty.
            description: Free text.
            external_id: Identifier in a system of your own.
            client_id: Client account to make the group in, for partner companies. Without it, your own company. Not
                empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Groups).
        """
        return await self._call(
            CREATE,
            {"name": name, "description": description, "external_id": external_id, "client_id": client_id},
            options,
        )

    async def get(
        self, group_id: str, *, full: bool | None = None, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> Group:
        """Get a group.

        Reads one group. With `client_id` the group must belong to that client account.

        Args:
            group_id: Identifier of the group.
            full: Adds `members`.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Groups).
        """
        return await self._call(GET, {"group_id": group_id, "full": full, "client_id": client_id}, options)

    async def update(
        self,
        group_id: str,
        *,
        name: str | Omit = omit,
        description: str | Omit = omit,
        external_id: str | Omit = omit,
        client_id: str | None = None,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a group.

        Changes the members that are sent. Users are added and removed with `groups.users.add` and
        `groups.users.remove`.

        Args:
            group_id: Identifier of the group.
            name: Name. Not empty.
            description: Free text.
            external_id: Identifier in a system of your own.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: documented (Klipfolio API reference, Groups); client (segevsh/w6w-apps, apps/klipfolio); client
        (ExpandOnline/klipfolio-api-php); inferred (Klipfolio API reference, Groups).
        """
        await self._call(
            UPDATE,
            {
                "group_id": group_id,
                "name": name,
                "description": description,
                "external_id": external_id,
                "client_id": client_id,
            },
            options,
        )

    async def delete(self, group_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Delete a group.

        Removes the group. Its users remain, without what was shared with the group.

        Args:
            group_id: Identifier of the group.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (segevsh/w6w-apps, apps/klipfolio); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Klipfolio API reference, Groups); inferred (Klipfolio API reference,
        Permissions).
        """
        await self._call(DELETE, {"group_id": group_id, "client_id": client_id}, options)


class GroupsUsers(Resource):
    """Members of a group."""

    def list(
        self,
        group_id: str,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[GroupUser]:
        """List the members of a group.

        Gives one page of the users in the group, each with all its own fields.

        Args:
            group_id: Identifier of the group.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (mindcloud-inc/universal-api-reference, apis/k/klipfolio); client
        (withoneai/one-agent-plugin, platforms/one-klipfolio); client (segevsh/w6w-apps, apps/klipfolio); client
        (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference, Role Users); documented
        (Klipfolio API reference, Getting Started); inferred (Klipfolio API reference, Permissions).
        """
        return self._list(
            USERS_LIST, {"group_id": group_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    def add(self, group_id: str, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]) -> None:
        """Add a user to a group.

        Makes the user a member of the group. `users.groups.add` does the same, seen from the user.

        Args:
            group_id: Identifier of the group.
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (segevsh/w6w-apps,
        apps/klipfolio); client (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        self._call(USERS_ADD, {"group_id": group_id, "user_id": user_id, "client_id": client_id}, options)

    def remove(
        self, group_id: str, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Remove a user from a group.

        Ends the membership of the user. `users.groups.remove` does the same, seen from the user.

        Args:
            group_id: Identifier of the group.
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (segevsh/w6w-apps,
        apps/klipfolio); client (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        self._call(USERS_REMOVE, {"group_id": group_id, "user_id": user_id, "client_id": client_id}, options)


class AsyncGroupsUsers(AsyncResource):
    """Members of a group."""

    def list(
        self,
        group_id: str,
        *,
        client_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[GroupUser]:
        """List the members of a group.

        Gives one page of the users in the group, each with all its own fields.

        Args:
            group_id: Identifier of the group.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (mindcloud-inc/universal-api-reference, apis/k/klipfolio); client
        (withoneai/one-agent-plugin, platforms/one-klipfolio); client (segevsh/w6w-apps, apps/klipfolio); client
        (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference, Role Users); documented
        (Klipfolio API reference, Getting Started); inferred (Klipfolio API reference, Permissions).
        """
        return self._list(
            USERS_LIST, {"group_id": group_id, "client_id": client_id, "limit": limit, "offset": offset}, options
        )

    async def add(
        self, group_id: str, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Add a user to a group.

        Makes the user a member of the group. `users.groups.add` does the same, seen from the user.

        Args:
            group_id: Identifier of the group.
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (segevsh/w6w-apps,
        apps/klipfolio); client (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        await self._call(USERS_ADD, {"group_id": group_id, "user_id": user_id, "client_id": client_id}, options)

    async def remove(
        self, group_id: str, user_id: str, *, client_id: str | None = None, **options: Unpack[CallOptions]
    ) -> None:
        """Remove a user from a group.

        Ends the membership of the user. `users.groups.remove` does the same, seen from the user.

        Args:
            group_id: Identifier of the group.
            user_id: Identifier of the user.
            client_id: Client account to act on, for partner companies. Without it, your own company. Not empty.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Permission: user.manage.
        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); client (segevsh/w6w-apps,
        apps/klipfolio); client (metorial/metorial, integrations/klipfolio); inferred (Klipfolio API reference,
        Permissions).
        """
        await self._call(USERS_REMOVE, {"group_id": group_id, "user_id": user_id, "client_id": client_id}, options)


class GroupsDefaultTabs(Resource):
    """Dashboards that the members of a group get."""

    def list(
        self, group_id: str, *, limit: int | None = None, offset: int | None = None, **options: Unpack[ListOptions]
    ) -> Pager[GroupDefaultTab]:
        """List the default tabs of a group.

        Gives one page of the dashboards that the members of the group get.

        Args:
            group_id: Identifier of the group.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (mindcloud-inc/universal-api-reference, apis/k/klipfolio); client
        (withoneai/one-agent-plugin, platforms/one-klipfolio); client (metorial/metorial, integrations/klipfolio);
        documented (Klipfolio API reference, Getting Started).
        """
        return self._list(DEFAULT_TABS_LIST, {"group_id": group_id, "limit": limit, "offset": offset}, options)

    def create(
        self,
        group_id: str,
        *,
        tab_id: str,
        can_edit: bool | Omit = omit,
        visibility: TabVisibility | Omit = omit,
        index: int | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Give the members of a group a dashboard.

        Makes a tab one of the default tabs of the group. `visibility` says whether members find it in the library
        or have it on their dashboards, and `index` at which place.

        Args:
            group_id: Identifier of the group.
            tab_id: Identifier of the tab. Not empty.
            can_edit: Whether members may change the dashboard.
            visibility: How members meet the dashboard.
            index: Place in the order of the dashboards. At least 0.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (metorial/metorial, integrations/klipfolio); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Klipfolio API reference, Getting Started).
        """
        return self._call(
            DEFAULT_TABS_CREATE,
            {"group_id": group_id, "tab_id": tab_id, "can_edit": can_edit, "visibility": visibility, "index": index},
            options,
        )

    def get(self, group_id: str, default_tab_id: str, **options: Unpack[CallOptions]) -> GroupDefaultTab:
        """Get a default tab of a group.

        Reads one default tab. Which members the answer has is not documented.

        Args:
            group_id: Identifier of the group.
            default_tab_id: Identifier of the default tab, as the list of the group's default tabs gives it.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred
        (mindcloud-inc/universal-api-reference, apis/k/klipfolio).
        """
        return self._call(DEFAULT_TABS_GET, {"group_id": group_id, "default_tab_id": default_tab_id}, options)

    def update(
        self,
        group_id: str,
        default_tab_id: str,
        *,
        can_edit: bool | Omit = omit,
        visibility: TabVisibility | Omit = omit,
        index: int | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a default tab of a group.

        Changes rights, visibility or place of the dashboard. The tab itself cannot be exchanged: remove the default
        tab and make another one.

        Args:
            group_id: Identifier of the group.
            default_tab_id: Identifier of the default tab, as the list of the group's default tabs gives it.
            can_edit: Whether members may change the dashboard.
            visibility: How members meet the dashboard.
            index: Place in the order of the dashboards. At least 0.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (metorial/metorial, integrations/klipfolio).
        """
        self._call(
            DEFAULT_TABS_UPDATE,
            {
                "group_id": group_id,
                "default_tab_id": default_tab_id,
                "can_edit": can_edit,
                "visibility": visibility,
                "index": index,
            },
            options,
        )

    def delete(self, group_id: str, default_tab_id: str, **options: Unpack[CallOptions]) -> None:
        """Remove a default tab from a group.

        Members of the group no longer get the dashboard. The tab itself remains.

        Args:
            group_id: Identifier of the group.
            default_tab_id: Identifier of the default tab, as the list of the group's default tabs gives it.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (metorial/metorial, integrations/klipfolio); inferred (metorial/metorial,
        integrations/klipfolio).
        """
        self._call(DEFAULT_TABS_DELETE, {"group_id": group_id, "default_tab_id": default_tab_id}, options)


class AsyncGroupsDefaultTabs(AsyncResource):
    """Dashboards that the members of a group get."""

    def list(
        self, group_id: str, *, limit: int | None = None, offset: int | None = None, **options: Unpack[ListOptions]
    ) -> AsyncPager[GroupDefaultTab]:
        """List the default tabs of a group.

        Gives one page of the dashboards that the members of the group get.

        Args:
            group_id: Identifier of the group.
            limit: Most rows on a page. More than 100 is refused with 400. From 1 to 100; the service takes 25 by
                default.
            offset: Index of the first row, counted from 0. At least 0; the service takes 0 by default.

        Raises:
            BadRequestError, AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (mindcloud-inc/universal-api-reference, apis/k/klipfolio); client
        (withoneai/one-agent-plugin, platforms/one-klipfolio); client (metorial/metorial, integrations/klipfolio);
        documented (Klipfolio API reference, Getting Started).
        """
        return self._list(DEFAULT_TABS_LIST, {"group_id": group_id, "limit": limit, "offset": offset}, options)

    async def create(
        self,
        group_id: str,
        *,
        tab_id: str,
        can_edit: bool | Omit = omit,
        visibility: TabVisibility | Omit = omit,
        index: int | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> Created:
        """Give the members of a group a dashboard.

        Makes a tab one of the default tabs of the group. `visibility` says whether members find it in the library
        or have it on their dashboards, and `index` at which place.

        Args:
            group_id: Identifier of the group.
            tab_id: Identifier of the tab. Not empty.
            can_edit: Whether members may change the dashboard.
            visibility: How members meet the dashboard.
            index: Place in the order of the dashboards. At least 0.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (metorial/metorial, integrations/klipfolio); client (withoneai/one-agent-plugin,
        platforms/one-klipfolio); inferred (Klipfolio API reference, Getting Started).
        """
        return await self._call(
            DEFAULT_TABS_CREATE,
            {"group_id": group_id, "tab_id": tab_id, "can_edit": can_edit, "visibility": visibility, "index": index},
            options,
        )

    async def get(self, group_id: str, default_tab_id: str, **options: Unpack[CallOptions]) -> GroupDefaultTab:
        """Get a default tab of a group.

        Reads one default tab. Which members the answer has is not documented.

        Args:
            group_id: Identifier of the group.
            default_tab_id: Identifier of the default tab, as the list of the group's default tabs gives it.

        Raises:
            AuthenticationError, NotFoundError, MethodNotAllowedError, RateLimitError, InternalServerError;
            APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (withoneai/one-agent-plugin, platforms/one-klipfolio); inferred
        (mindcloud-inc/universal-api-reference, apis/k/klipfolio).
        """
        return await self._call(DEFAULT_TABS_GET, {"group_id": group_id, "default_tab_id": default_tab_id}, options)

    async def update(
        self,
        group_id: str,
        default_tab_id: str,
        *,
        can_edit: bool | Omit = omit,
        visibility: TabVisibility | Omit = omit,
        index: int | Omit = omit,
        **options: Unpack[CallOptions],
    ) -> None:
        """Change a default tab of a group.

        Changes rights, visibility or place of the dashboard. The tab itself cannot be exchanged: remove the default
        tab and make another one.

        Args:
            group_id: Identifier of the group.
            default_tab_id: Identifier of the default tab, as the list of the group's default tabs gives it.
            can_edit: Whether members may change the dashboard.
            visibility: How members meet the dashboard.
            index: Place in the order of the dashboards. At least 0.

        Raises:
            BadRequestError, AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError,
            RateLimitError, InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (metorial/metorial, integrations/klipfolio).
        """
        await self._call(
            DEFAULT_TABS_UPDATE,
            {
                "group_id": group_id,
                "default_tab_id": default_tab_id,
                "can_edit": can_edit,
                "visibility": visibility,
                "index": index,
            },
            options,
        )

    async def delete(self, group_id: str, default_tab_id: str, **options: Unpack[CallOptions]) -> None:
        """Remove a default tab from a group.

        Members of the group no longer get the dashboard. The tab itself remains.

        Args:
            group_id: Identifier of the group.
            default_tab_id: Identifier of the default tab, as the list of the group's default tabs gives it.

        Raises:
            AuthenticationError, PermissionDeniedError, NotFoundError, MethodNotAllowedError, RateLimitError,
            InternalServerError; APIConnectionError; ValueError or TypeError before sending.

        Evidence: client (metorial/metorial, integrations/klipfolio); inferred (metorial/metorial,
        integrations/klipfolio).
        """
        await self._call(DEFAULT_TABS_DELETE, {"group_id": group_id, "default_tab_id": default_tab_id}, options)
