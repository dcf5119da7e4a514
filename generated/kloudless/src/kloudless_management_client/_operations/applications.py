"""Operations. Generated; do not edit."""

from __future__ import annotations

from .. import models
from .._runtime.operation import Operation
from .._runtime.paging import PagePaging
from .._runtime.parameters import Parameter

LIST: Operation[models.ApplicationPage] = Operation(
    id="applications_list",
    method="GET",
    path="/applications",
    result=lambda: models.ApplicationPage,
    query=(
        Parameter("active", "boolean", capitalized=True),
        Parameter("page_size", "integer", minimum=1, maximum=1000),
        Parameter("page", "integer", minimum=1),
    ),
    paging=PagePaging(page="page", first=1, items="objects", total="total"),
)


CREATE: Operation[models.Application] = Operation(
    id="applications_create",
    method="POST",
    path="/applications",
    result=lambda: models.Application,
    body=(
        Parameter("name", "string", required=True),
        Parameter("description", "string"),
        Parameter("logo_url", "string"),
        Parameter("implicit_grant_enabled", "boolean"),
        Parameter("recent_enabled", "boolean"),
        Parameter("events_enabled", "boolean"),
        Parameter("source", "string"),
    ),
)


GET: Operation[models.Application] = Operation(
    id="applications_get",
    method="GET",
    path="/applications/{application_id}",
    result=lambda: models.Application,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
)


DELETE: Operation[None] = Operation(
    id="applications_delete",
    method="DELETE",
    path="/applications/{application_id}",
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
)


UPDATE: Operation[models.Application] = Operation(
    id="applications_update",
    method="PATCH",
    path="/applications/{application_id}",
    result=lambda: models.Application,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    body=(
        Parameter("name", "string"),
        Parameter("description", "string"),
        Parameter("logo_url", "string"),
        Parameter("active", "boolean"),
        Parameter("implicit_grant_enabled", "boolean"),
        Parameter("recent_enabled", "boolean"),
        Parameter("events_enabled", "boolean"),
    ),
)


API_KEYS_LIST: Operation[models.ApiKeyPage] = Operation(
    id="applications_api_keys_list",
    method="GET",
    path="/applications/{application_id}/apikeys",
    result=lambda: models.ApiKeyPage,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    query=(Parameter("page_size", "integer", minimum=1, maximum=1000), Parameter("page", "integer", minimum=1)),
    paging=PagePaging(page="page", first=1, items="objects", total="total"),
)


API_KEYS_CREATE: Operation[models.ApiKey] = Operation(
    id="applications_api_keys_create",
    method="POST",
    path="/applications/{application_id}/apikeys",
    result=lambda: models.ApiKey,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
)


API_KEYS_DELETE: Operation[None] = Operation(
    id="applications_api_keys_delete",
    method="DELETE",
    path="/applications/{application_id}/apikeys/{key}",
    path_parameters=(
        Parameter("application_id", "string", min_length=1, required=True),
        Parameter("key", "string", min_length=1, secret=True, required=True),
    ),
)


WEBHOOKS_LIST: Operation[models.WebhookPage] = Operation(
    id="applications_webhooks_list",
    method="GET",
    path="/applications/{application_id}/webhooks",
    result=lambda: models.WebhookPage,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    query=(Parameter("page_size", "integer", minimum=1, maximum=1000), Parameter("page", "integer", minimum=1)),
    paging=PagePaging(page="page", first=1, items="objects", total="total"),
)


WEBHOOKS_CREATE: Operation[models.Webhook] = Operation(
    id="applications_webhooks_create",
    method="POST",
    path="/applications/{application_id}/webhooks",
    result=lambda: models.Webhook,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    body=(Parameter("url", "string", pattern="^https?://", required=True),),
)


WEBHOOKS_GET: Operation[models.Webhook] = Operation(
    id="applications_webhooks_get",
    method="GET",
    path="/applications/{application_id}/webhooks/{webhook_id}",
    result=lambda: models.Webhook,
    path_parameters=(
        Parameter("application_id", "string", min_length=1, required=True),
        Parameter("webhook_id", "string", min_length=1, required=True),
    ),
)


WEBHOOKS_DELETE: Operation[None] = Operation(
    id="applications_webhooks_delete",
    method="DELETE",
    path="/applications/{application_id}/webhooks/{webhook_id}",
    path_parameters=(
        Parameter("application_id", "string", min_length=1, required=True),
        Parameter("webhook_id", "string", min_length=1, required=True),
    ),
)
