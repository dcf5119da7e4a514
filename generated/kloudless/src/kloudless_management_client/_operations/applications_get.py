"""GET /applications/{application_id}. Generated from specs/kloudless.yaml; do not edit."""

from .._runtime.operation import Operation
from .._runtime.parameters import Parameter
from ..models import Application

OPERATION: Operation[Application] = Operation(
    id="applications_get",
    method="GET",
    path="/applications/{application_id}",
    result=Application,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
)
