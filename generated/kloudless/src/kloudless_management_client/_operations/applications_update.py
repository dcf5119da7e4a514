"""PATCH /applications/{application_id}. Generated from specs/kloudless.yaml; do not edit."""

from .._runtime.operation import Operation
from .._runtime.parameters import Parameter
from ..models import Application

OPERATION: Operation[Application] = Operation(
    id="applications_update",
    method="PATCH",
    path="/applications/{application_id}",
    result=Application,
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
