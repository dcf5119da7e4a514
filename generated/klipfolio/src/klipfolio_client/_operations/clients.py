"""Operations. Generated; do not edit."""

from __future__ import annotations

from typing import Any

from .. import models
from .._runtime.operation import Created, Operation, Rows
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from . import ENVELOPE

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


GET: Operation[models.Client] = Operation(
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


FEATURES_LIST: Operation[list[models.ClientFeature]] = Operation(
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


RESOURCES_LIST: Operation[list[models.ClientResource]] = Operation(
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


SHARE_RIGHTS_LIST: Operation[list[models.ClientShareRight]] = Operation(
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
