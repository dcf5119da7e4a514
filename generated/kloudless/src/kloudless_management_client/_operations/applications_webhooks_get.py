"""GET /applications/{application_id}/webhooks/{webhook_id}. Generated from specs/kloudless.yaml; do not edit."""

from .._runtime.operation import Operation
from .._runtime.parameters import Parameter
from ..models import Webhook

OPERATION: Operation[Webhook] = Operation(
    id="applications_webhooks_get",
    method="GET",
    path="/applications/{application_id}/webhooks/{webhook_id}",
    result=Webhook,
    path_parameters=(
        Parameter("application_id", "string", min_length=1, required=True),
        Parameter("webhook_id", "string", min_length=1, required=True),
    ),
)
