"""Operations. Generated; do not edit."""

from __future__ import annotations

from typing import Any

from .. import models
from .._runtime.operation import Created, Operation, Rows
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from . import ENVELOPE

LIST: Operation[Rows] = Operation(
    id="datasources_list",
    method="GET",
    path="/datasources",
    result=lambda: models.DatasourceSummary,
    envelope=ENVELOPE,
    query=(
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
    id="datasources_create",
    method="POST",
    path="/datasources",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("description", "string"),
        Parameter("format", "string"),
        Parameter("connector", "string"),
        Parameter("refresh_interval", "integer", minimum=0),
        Parameter("properties", "object", secret=True),
        Parameter("client_id", "string", min_length=1),
    ),
    permissions=("datasource.create",),
)


GET: Operation[models.Datasource] = Operation(
    id="datasources_get",
    method="GET",
    path="/datasources/{datasource_id}",
    result=lambda: models.Datasource,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"), Parameter("client_id", "string", min_length=1)),
    permissions=("dashboard.library",),
)


UPDATE: Operation[None] = Operation(
    id="datasources_update",
    method="PUT",
    path="/datasources/{datasource_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(
        Parameter("name", "string", min_length=1),
        Parameter("description", "string"),
        Parameter("refresh_interval", "integer", minimum=0),
    ),
    permissions=("datasource.edit",),
)


DELETE: Operation[None] = Operation(
    id="datasources_delete",
    method="DELETE",
    path="/datasources/{datasource_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("datasource.delete",),
)


ENABLE: Operation[None] = Operation(
    id="datasources_enable",
    method="POST",
    path="/datasources/{datasource_id}/@/enable",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    idempotent=True,
    permissions=("datasource.edit",),
)


DISABLE: Operation[None] = Operation(
    id="datasources_disable",
    method="POST",
    path="/datasources/{datasource_id}/@/disable",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    idempotent=True,
    permissions=("datasource.edit",),
)


IMPORT_: Operation[Created] = Operation(
    id="datasources_import_",
    method="POST",
    path="/datasources/{datasource_id}/@/import",
    result=lambda: Created,
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    body=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("datasource.import",),
)


DELETE_INSTANCES: Operation[None] = Operation(
    id="datasources_delete_instances",
    method="POST",
    path="/datasources/{datasource_id}/@/delete_instances",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("last_access", "integer", minimum=0),),
    permissions=("datasource.delete",),
)


REFRESH: Operation[models.BulkRefresh] = Operation(
    id="datasources_refresh",
    method="POST",
    path="/datasources/@/refresh",
    result=lambda: models.BulkRefresh,
    envelope=ENVELOPE,
    inside="data",
    body=(Parameter("datasources", "array", items=Parameter("", "string", min_length=1), required=True),),
    permissions=("datasource.edit",),
)


PROPERTIES_GET: Operation[dict[str, Any]] = Operation(
    id="datasources_properties_get",
    method="GET",
    path="/datasources/{datasource_id}/properties",
    result=lambda: dict[str, Any],
    envelope=ENVELOPE,
    inside="data.properties",
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


PROPERTIES_UPDATE: Operation[None] = Operation(
    id="datasources_properties_update",
    method="PUT",
    path="/datasources/{datasource_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    body=(Parameter("properties", "object", secret=True, required=True),),
    permissions=("datasource.edit",),
)


PROPERTIES_DELETE: Operation[None] = Operation(
    id="datasources_properties_delete",
    method="DELETE",
    path="/datasources/{datasource_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    query=(Parameter("name", "string", min_length=1, required=True),),
    permissions=("datasource.edit",),
)


SHARE_RIGHTS_GET: Operation[models.ShareRights] = Operation(
    id="datasources_share_rights_get",
    method="GET",
    path="/datasources/{datasource_id}/share-rights",
    result=lambda: models.ShareRights,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


SHARE_RIGHTS_UPDATE: Operation[None] = Operation(
    id="datasources_share_rights_update",
    method="PUT",
    path="/datasources/{datasource_id}/share-rights",
    envelope=ENVELOPE,
    path_parameters=(Parameter("datasource_id", "string", min_length=1, required=True),),
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
        Parameter(
            "users",
            "array",
            items=Parameter(
                "",
                "object",
                members=(
                    Parameter("user_id", "string", min_length=1, required=True),
                    Parameter("can_edit", "boolean", required=True),
                ),
            ),
        ),
    ),
    permissions=("datasource.share",),
)


SHARE_RIGHTS_DELETE: Operation[None] = Operation(
    id="datasources_share_rights_delete",
    method="DELETE",
    path="/datasources/{datasource_id}/share-rights/{group_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("datasource_id", "string", min_length=1, required=True),
        Parameter("group_id", "string", min_length=1, required=True),
    ),
    permissions=("datasource.share",),
)
