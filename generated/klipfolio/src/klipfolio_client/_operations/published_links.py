"""Operations. Generated; do not edit."""

from __future__ import annotations

from .. import models
from .._runtime.operation import Operation, Rows
from .._runtime.paging import OffsetPaging
from .._runtime.parameters import Parameter
from . import ENVELOPE

LIST: Operation[Rows] = Operation(
    id="published_links_list",
    method="GET",
    path="/dashboard-published-links",
    result=lambda: models.PublishedLink,
    envelope=ENVELOPE,
    query=(
        Parameter("dashboard_id", "string", min_length=1, required=True),
        Parameter("client_id", "string", min_length=1),
        Parameter("limit", "integer", minimum=1, maximum=100),
        Parameter("offset", "integer", minimum=0),
    ),
    paging=OffsetPaging(
        offset="offset", limit="limit", items="data.published_links", total="meta.total", default_limit=25, largest=100
    ),
    permissions=("tab.publish",),
)


GET: Operation[models.PublishedLink] = Operation(
    id="published_links_get",
    method="GET",
    path="/dashboard-published-links/{published_link_id}",
    result=lambda: models.PublishedLink,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("published_link_id", "string", min_length=1, required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    permissions=("tab.publish",),
)


UPDATE: Operation[None] = Operation(
    id="published_links_update",
    method="PUT",
    path="/dashboard-published-links/{published_link_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("published_link_id", "string", min_length=1, required=True),),
    body=(
        Parameter("name", "string", min_length=1),
        Parameter("password", "string", secret=True),
        Parameter("description", "string", nullable=True),
        Parameter("is_public", "boolean", wire="isPublic"),
        Parameter("theme", "string"),
        Parameter("logo", "string"),
        Parameter("social", "boolean"),
        Parameter("wants_advertising", "boolean", wire="wantsAdvertising"),
        Parameter("use_ip_ranges", "boolean", wire="useIpRanges"),
    ),
    permissions=("tab.publish",),
)


CREATE: Operation[models.PublishedLink] = Operation(
    id="published_links_create",
    method="POST",
    path="/dashboard-published-links/{dashboard_id}",
    result=lambda: models.PublishedLink,
    envelope=ENVELOPE,
    inside="data",
    path_parameters=(Parameter("dashboard_id", "string", min_length=1, wire="published_link_id", required=True),),
    query=(Parameter("client_id", "string", min_length=1),),
    body=(
        Parameter("name", "string", min_length=1, required=True),
        Parameter("password", "string", secret=True),
        Parameter("description", "string", nullable=True),
        Parameter("is_public", "boolean", wire="isPublic"),
        Parameter("theme", "string"),
        Parameter("logo", "string"),
        Parameter("social", "boolean"),
        Parameter("wants_advertising", "boolean", wire="wantsAdvertising"),
        Parameter("use_ip_ranges", "boolean", wire="useIpRanges"),
    ),
    permissions=("tab.publish",),
)


DELETE: Operation[None] = Operation(
    id="published_links_delete",
    method="DELETE",
    path="/dashboard-published-links/{published_link_id}",
    envelope=ENVELOPE,
    path_parameters=(Parameter("published_link_id", "string", min_length=1, required=True),),
    permissions=("tab.publish",),
)
