"""Operations. Generated; do not edit."""

from __future__ import annotations

from .. import models
from .._runtime.operation import Created, Operation, Rows
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from . import ENVELOPE

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


GET: Operation[models.Role] = Operation(
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


PERMISSIONS_LIST: Operation[list[models.PermissionName]] = Operation(
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
