"""Operations. Generated; do not edit."""

from __future__ import annotations

from .. import models
from .._runtime.operation import Created, Operation, Rows
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from . import ENVELOPE

LIST: Operation[Rows] = Operation(
    id="tabs_list",
    method="GET",
    path="/tabs",
    result=lambda: models.TabSummary,
    envelope=ENVELOPE,
    query=(
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.tabs", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("dashboard.library",),
)


CREATE: Operation[Created] = Operation(
    id="tabs_create",
    method="POST",
    path="/tabs",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("description", "string"),
        Parameter("client_id", "string", min_length=1),
    ),
    permissions=("tab.build",),
)


GET: Operation[models.Tab] = Operation(
    id="tabs_get",
    method="GET",
    path="/tabs/{tab_id}",
    result=lambda: models.Tab,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"), Parameter("client_id", "string", min_length=1)),
    permissions=("dashboard.library",),
)


UPDATE: Operation[None] = Operation(
    id="tabs_update",
    method="PUT",
    path="/tabs/{tab_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(Parameter("name", "string", min_length=1), Parameter("description", "string")),
    permissions=("tab.edit",),
)


DELETE: Operation[None] = Operation(
    id="tabs_delete",
    method="DELETE",
    path="/tabs/{tab_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("tab.delete",),
)


IMPORT_: Operation[Created] = Operation(
    id="tabs_import_",
    method="POST",
    path="/tabs/{tab_id}/@/import",
    result=lambda: Created,
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    body=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("tab.import",),
)


KLIP_INSTANCES_LIST: Operation[Rows] = Operation(
    id="tabs_klip_instances_list",
    method="GET",
    path="/tabs/{tab_id}/klip-instances",
    result=lambda: models.TabKlipInstance,
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("limit", "integer", minimum=1, maximum=100), Parameter("offset", "integer", minimum=0)),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.klip_instances", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("dashboard.tab",),
)


KLIP_INSTANCES_ADD: Operation[list[models.TabKlipInstance]] = Operation(
    id="tabs_klip_instances_add",
    method="PUT",
    path="/tabs/{tab_id}/klip-instances",
    result=lambda: list[models.TabKlipInstance],
    envelope=ENVELOPE,
    inside="data.klip_instances",
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    body=(
        Parameter(
            "klips",
            "array",
            items=Parameter(
                "",
                "object",
                members=(
                    Parameter("klip_id", "string", min_length=1, required=True),
                    Parameter("region", "integer", minimum=0),
                    Parameter("position", "integer", minimum=0),
                ),
            ),
            required=True,
        ),
    ),
    idempotent=False,
    permissions=("dashboard.tab",),
)


KLIP_INSTANCES_REMOVE: Operation[None] = Operation(
    id="tabs_klip_instances_remove",
    method="DELETE",
    path="/tabs/{tab_id}/klip-instances/{klip_instance_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("tab_id", "string", min_length=1, required=True),
        Parameter("klip_instance_id", "string", min_length=1, required=True),
    ),
    permissions=("dashboard.tab",),
)


LAYOUT_GET: Operation[models.TabLayout] = Operation(
    id="tabs_layout_get",
    method="GET",
    path="/tabs/{tab_id}/layout",
    result=lambda: models.TabLayout,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("dashboard.share",),
)


LAYOUT_UPDATE: Operation[None] = Operation(
    id="tabs_layout_update",
    method="PUT",
    path="/tabs/{tab_id}/layout",
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(Parameter("type", "string", required=True), Parameter("state", "object", required=True)),
    permissions=("dashboard.share",),
)


SHARE_RIGHTS_GET: Operation[models.TabShareRights] = Operation(
    id="tabs_share_rights_get",
    method="GET",
    path="/tabs/{tab_id}/share-rights",
    result=lambda: models.TabShareRights,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


SHARE_RIGHTS_UPDATE: Operation[None] = Operation(
    id="tabs_share_rights_update",
    method="PUT",
    path="/tabs/{tab_id}/share-rights",
    envelope=ENVELOPE,
    path_parameters=(Parameter("tab_id", "string", min_length=1, required=True),),
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
                    Parameter("visibility", "string"),
                ),
            ),
            required=True,
        ),
    ),
    permissions=("tab.share",),
)


SHARE_RIGHTS_DELETE: Operation[None] = Operation(
    id="tabs_share_rights_delete",
    method="DELETE",
    path="/tabs/{tab_id}/share-rights/{group_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("tab_id", "string", min_length=1, required=True),
        Parameter("group_id", "string", min_length=1, required=True),
    ),
    permissions=("tab.share",),
)
