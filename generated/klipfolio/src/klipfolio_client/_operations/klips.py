"""Operations. Generated; do not edit."""

from __future__ import annotations

from .. import models
from .._runtime.operation import Created, Operation, Rows
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from . import ENVELOPE

LIST: Operation[Rows] = Operation(
    id="klips_list",
    method="GET",
    path="/klips",
    result=lambda: models.KlipSummary,
    envelope=ENVELOPE,
    query=(
        Parameter("datasource_id", "string", min_length=1),
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.klips", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("dashboard.library",),
)


CREATE: Operation[Created] = Operation(
    id="klips_create",
    method="POST",
    path="/klips",
    result=lambda: Created,
    envelope=ENVELOPE,
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("description", "string"),
        Parameter("schema", "object", dropped=("appliedMigrations",)),
        Parameter("client_id", "string", min_length=1),
    ),
    permissions=("klip.build",),
)


GET: Operation[models.Klip] = Operation(
    id="klips_get",
    method="GET",
    path="/klips/{klip_id}",
    result=lambda: models.Klip,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("full", "boolean"),),
    permissions=("dashboard.library",),
)


UPDATE: Operation[None] = Operation(
    id="klips_update",
    method="PUT",
    path="/klips/{klip_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(Parameter("name", "string", min_length=1), Parameter("description", "string")),
    permissions=("klip.edit",),
)


DELETE: Operation[None] = Operation(
    id="klips_delete",
    method="DELETE",
    path="/klips/{klip_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("klip.delete",),
)


IMPORT_: Operation[Created] = Operation(
    id="klips_import_",
    method="POST",
    path="/klips/{klip_id}/@/import",
    result=lambda: Created,
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    body=(Parameter("client_id", "string", min_length=1, required=True),),
    permissions=("klip.import",),
)


UPDATE_FROM_PARENT: Operation[None] = Operation(
    id="klips_update_from_parent",
    method="POST",
    path="/klips/{klip_id}/@/update_from_parent",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
)


CLIENT_INSTANCES_LIST: Operation[Rows] = Operation(
    id="klips_client_instances_list",
    method="GET",
    path="/klips/{klip_id}/client-instances",
    result=lambda: models.KlipClientInstance,
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(
        Parameter("full", "boolean"),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.klips", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("client.access", "dashboard.library"),
)


SHARE_RIGHTS_GET: Operation[models.ShareRights] = Operation(
    id="klips_share_rights_get",
    method="GET",
    path="/klips/{klip_id}/share-rights",
    result=lambda: models.ShareRights,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    permissions=("dashboard.library",),
)


SHARE_RIGHTS_UPDATE: Operation[None] = Operation(
    id="klips_share_rights_update",
    method="PUT",
    path="/klips/{klip_id}/share-rights",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
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
    ),
    permissions=("klip.share",),
)


SHARE_RIGHTS_DELETE: Operation[None] = Operation(
    id="klips_share_rights_delete",
    method="DELETE",
    path="/klips/{klip_id}/share-rights",
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
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
    ),
    permissions=("klip.share",),
)


SCHEMA_GET: Operation[models.KlipSchema] = Operation(
    id="klips_schema_get",
    method="GET",
    path="/klips/{klip_id}/schema",
    result=lambda: models.KlipSchema,
    envelope=ENVELOPE,
    inside="data.schema",
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("klip.edit",),
)


SCHEMA_UPDATE: Operation[None] = Operation(
    id="klips_schema_update",
    method="PUT",
    path="/klips/{klip_id}/schema",
    envelope=ENVELOPE,
    body=Parameter("schema", "object", dropped=("appliedMigrations",), required=True),
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("klip.edit",),
)


ANNOTATIONS_LIST: Operation[Rows] = Operation(
    id="klips_annotations_list",
    method="GET",
    path="/klips/{klip_id}/annotations",
    result=lambda: models.KlipAnnotation,
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    query=(
        Parameter("start_date", "integer", minimum=0),
        Parameter("end_date", "integer", minimum=0),
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.annotations", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("dashboard.annotation.view",),
)


ANNOTATIONS_CREATE: Operation[Created] = Operation(
    id="klips_annotations_create",
    method="POST",
    path="/klips/{klip_id}/annotations",
    result=lambda: Created,
    envelope=ENVELOPE,
    path_parameters=(Parameter("klip_id", "string", min_length=1, required=True),),
    body=(Parameter("body", "string", required=True),),
    permissions=("dashboard.annotation.edit",),
)


ANNOTATIONS_GET: Operation[models.KlipAnnotation] = Operation(
    id="klips_annotations_get",
    method="GET",
    path="/klips/{klip_id}/annotations/{annotation_id}",
    result=lambda: models.KlipAnnotation,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(
        Parameter("klip_id", "string", min_length=1, required=True),
        Parameter("annotation_id", "string", min_length=1, required=True),
    ),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("dashboard.annotation.view",),
)


ANNOTATIONS_UPDATE: Operation[None] = Operation(
    id="klips_annotations_update",
    method="PUT",
    path="/klips/{klip_id}/annotations/{annotation_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("klip_id", "string", min_length=1, required=True),
        Parameter("annotation_id", "string", min_length=1, required=True),
    ),
    body=(Parameter("body", "string", required=True),),
    permissions=("dashboard.annotation.edit",),
)


ANNOTATIONS_DELETE: Operation[None] = Operation(
    id="klips_annotations_delete",
    method="DELETE",
    path="/klips/{klip_id}/annotations/{annotation_id}",
    envelope=ENVELOPE,
    path_parameters=(
        Parameter("klip_id", "string", min_length=1, required=True),
        Parameter("annotation_id", "string", min_length=1, required=True),
    ),
    permissions=("dashboard.annotation.edit",),
)
