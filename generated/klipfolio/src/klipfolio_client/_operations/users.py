"""Operations. Generated; do not edit."""

from __future__ import annotations

from typing import Any

from .. import models
from .._runtime.operation import Created, Operation, Rows
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from . import ENVELOPE

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


GET: Operation[models.User] = Operation(
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


TAB_INSTANCES_ADD: Operation[list[models.UserTabInstance]] = Operation(
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
