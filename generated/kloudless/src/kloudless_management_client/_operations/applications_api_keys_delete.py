"""DELETE /applications/{application_id}/apikeys/{key}. Generated from specs/kloudless.yaml; do not edit."""

from .._runtime.operation import Operation
from .._runtime.parameters import Parameter

OPERATION: Operation[None] = Operation(
    id="applications_api_keys_delete",
    method="DELETE",
    path="/applications/{application_id}/apikeys/{key}",
    path_parameters=(
        Parameter("application_id", "string", min_length=1, required=True),
        Parameter("key", "string", min_length=1, secret=True, required=True),
    ),
)
