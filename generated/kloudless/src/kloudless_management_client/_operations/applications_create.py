"""POST /applications. Generated from specs/kloudless.yaml; do not edit."""

from .._runtime.operation import Operation
from .._runtime.parameters import Parameter
from ..models import Application

OPERATION: Operation[Application] = Operation(
    id="applications_create",
    method="POST",
    path="/applications",
    result=Application,
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
