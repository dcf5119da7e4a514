"""GET /applications. Generated from specs/kloudless.yaml; do not edit."""

from .._runtime.operation import Operation
from .._runtime.paging import PagePaging
from .._runtime.parameters import Parameter
from ..models import ApplicationPage

OPERATION: Operation[ApplicationPage] = Operation(
    id="applications_list",
    method="GET",
    path="/applications",
    result=ApplicationPage,
    query=(
        Parameter("active", "boolean", capitalized=True),
        Parameter("page_size", "integer", minimum=1, maximum=1000),
        Parameter("page", "integer", minimum=1),
    ),
    paging=PagePaging(page="page", size="page_size", first=1, default_size=10, items="objects", total="total"),
)
