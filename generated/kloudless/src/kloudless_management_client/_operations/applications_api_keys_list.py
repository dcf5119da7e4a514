"""GET /applications/{application_id}/apikeys. Generated from specs/kloudless.yaml; do not edit."""

from .._runtime.operation import Operation
from .._runtime.paging import PagePaging
from .._runtime.parameters import Parameter
from ..models import ApiKeyPage

OPERATION: Operation[ApiKeyPage] = Operation(
    id="applications_api_keys_list",
    method="GET",
    path="/applications/{application_id}/apikeys",
    result=ApiKeyPage,
    path_parameters=(Parameter("application_id", "string", min_length=1, required=True),),
    query=(Parameter("page_size", "integer", minimum=1, maximum=1000), Parameter("page", "integer", minimum=1)),
    paging=PagePaging(page="page", size="page_size", first=1, default_size=10, items="objects", total="total"),
)
