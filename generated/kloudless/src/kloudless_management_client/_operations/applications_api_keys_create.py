"""POST /applications/{application_id}/apikeys. Generated from specs/kloudless.yaml; do not edit."""

from .._runtime.operation import Operation
from .._runtime.parameters import Parameter
from ..models import ApiKey

OPERATION: Operation[ApiKey] = Operation(
    id="applications_api_keys_create",
    method="POST",
    path="/applications/{application_id}/apikeys",
    result=ApiKey,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
)
