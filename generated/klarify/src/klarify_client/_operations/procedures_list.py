"""GET /api/procedures. Generated from specs/klarify.yaml; do not edit."""

from typing import get_args

from .._runtime.operation import Operation
from .._runtime.paging import PagePaging
from .._runtime.parameters import Parameter
from ..models import ProcedurePage, ProcedureSort

OPERATION: Operation[ProcedurePage] = Operation(
    id="procedures_list",
    method="GET",
    path="/api/procedures",
    result=ProcedurePage,
    query=(
        Parameter("page", "integer", minimum=0),
        Parameter("page_size", "integer", minimum=1, recommended_maximum=100, wire="pageSize"),
        Parameter("sort", "string", choices=get_args(ProcedureSort)),
        Parameter("last_updated_at", "date-time"),
    ),
    paging=PagePaging(
        page="page", size="page_size", first=0, default_size=100, items="data", total="total_count", has_next="has_next"
    ),
)
