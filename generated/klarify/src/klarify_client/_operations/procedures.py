"""Operations. Generated; do not edit."""

from __future__ import annotations

from typing import get_args

from .. import models
from .._runtime.operation import Operation
from .._runtime.paging import PagePaging
from .._runtime.parameters import Parameter

LIST: Operation[models.ProcedurePage] = Operation(
    id="procedures_list",
    method="GET",
    path="/api/procedures",
    result=lambda: models.ProcedurePage,
    query=(
        Parameter("page", "integer", minimum=0),
        Parameter("page_size", "integer", minimum=1, recommended_maximum=100, wire="pageSize"),
        Parameter("sort", "string", choices=get_args(models.ProcedureSort)),
        Parameter("last_updated_at", "date-time"),
    ),
    paging=PagePaging(page="page", first=0, items="data", total="total_count", has_next="has_next"),
)
