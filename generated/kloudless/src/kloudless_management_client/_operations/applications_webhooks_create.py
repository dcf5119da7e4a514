"""POST /applications/{application_id}/webhooks. Generated from specs/kloudless.yaml; do not edit."""

from .._runtime.operation import Operation
from .._runtime.parameters import Parameter
from ..models import Webhook

OPERATION: Operation[Webhook] = Operation(
    id="applications_webhooks_create",
    method="POST",
    path="/applications/{application_id}/webhooks",
    result=Webhook,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    body=(Parameter("url", "string", pattern="^https?://", required=True),),
)
