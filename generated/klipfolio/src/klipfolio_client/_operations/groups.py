"""Operations. Generated; do not edit."""

from __future__ import annotations

from .. import models
from .._runtime.operation import Created, Operation, Rows
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from . import ENVELOPE

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


GET: Operation[models.Group] = Operation(
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


DEFAULT_TABS_GET: Operation[models.GroupDefaultTab] = Operation(
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
