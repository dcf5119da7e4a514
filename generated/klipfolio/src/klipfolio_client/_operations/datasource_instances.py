"""Operations. Generated; do not edit."""

from __future__ import annotations

from typing import Any

from .. import models
from .._runtime.operation import Created, Operation, Rows
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from . import ENVELOPE

LIST: Operation[Rows] = Operation(
    id="datasource_instances_list",
    method="GET",
    path="/datasource-instances",
    result=lambda: models.DatasourceInstance,
    envelope=ENVELOPE,
    query=(
        Parameter("datasource_id", "string", min_length=1),
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
    id="datasource_instances_create",
    method="POST",
    path="/datasource-instances",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(Parameter("datasource_id", "string", min_length=1, required=True),),
)


GET: Operation[models.DatasourceInstance] = Operation(
    id="datasource_instances_get",
    method="GET",
    path="/datasource-instances/{instance_id}",
    result=lambda: models.DatasourceInstance,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


DELETE: Operation[None] = Operation(
    id="datasource_instances_delete",
    method="DELETE",
    path="/datasource-instances/{instance_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
)


REFRESH: Operation[None] = Operation(
    id="datasource_instances_refresh",
    method="POST",
    path="/datasource-instances/{instance_id}/@/refresh",
    envelope=ENVELOPE,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("dashboard.library",),
)


DATA_GET: Operation[Any] = Operation(
    id="datasource_instances_data_get",
    method="GET",
    path="/datasource-instances/{instance_id}/data",
    download=True,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    permissions=("datasource.download",),
)


DATA_UPDATE: Operation[None] = Operation(
    id="datasource_instances_data_update",
    method="PUT",
    path="/datasource-instances/{instance_id}/data",
    envelope=ENVELOPE,
    upload="content",
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
)


PROPERTIES_GET: Operation[dict[str, Any]] = Operation(
    id="datasource_instances_properties_get",
    method="GET",
    path="/datasource-instances/{instance_id}/properties",
    result=lambda: dict[str, Any],
    envelope=ENVELOPE,
    inside="data.properties",
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


PROPERTIES_UPDATE: Operation[None] = Operation(
    id="datasource_instances_properties_update",
    method="PUT",
    path="/datasource-instances/{instance_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    body=(Parameter("properties", "object", secret=True, required=True),),
    permissions=("dashboard.library",),
)


PROPERTIES_DELETE: Operation[None] = Operation(
    id="datasource_instances_properties_delete",
    method="DELETE",
    path="/datasource-instances/{instance_id}/properties",
    envelope=ENVELOPE,
    path_parameters=(Parameter("instance_id", "string", min_length=1, required=True),),
    query=(Parameter("name", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)
