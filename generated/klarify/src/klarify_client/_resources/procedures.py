"""Procedures, processes, subprocesses and tasks of the organization. Generated; do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from .. import models
from .._runtime.operation import Operation
from .._runtime.paging import PagePaging
from .._runtime.parameters import Parameter
from .._runtime.resource import AsyncPager, AsyncResource, Pager, Resource

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Unpack

    from .._runtime.options import ListOptions
    from ..models import Procedure, ProcedurePage, ProcedureSort

LIST: Operation[ProcedurePage] = Operation(
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


class Procedures(Resource):
    """Procedures, processes, subprocesses and tasks of the organization."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        sort: ProcedureSort | None = None,
        last_updated_at: datetime | str | None = None,
        **options: Unpack[ListOptions],
    ) -> Pager[Procedure]:
        """List the organization's procedures.

        Gives one page of procedures, processes, subprocesses and tasks. The order without `sort` is not documented,
        and a change made between two page requests can shift items from one page to another: sort by
        `updated_at,asc` where completeness matters. Items that were removed are not reported.

        Args:
            page: Zero-based number of the page; it counts in units of `page_size`. At least 0; the service takes 0
                by default.
            page_size: Items per page. 100 is the advised maximum, not an enforced one: larger pages may time out.
                50 to 100 suits bulk reading, 25 to 50 quick answers. At least 1; the service takes 100 by default.
            sort: Field and direction to order by.
            last_updated_at: Keeps only items changed after this time. Sent in UTC with whole seconds, as
                `2024-01-15T09:00:00Z`. Whether an item changed at exactly this time is kept is not documented.

        Raises:
            AuthenticationError, NotFoundError, InternalServerError; APIConnectionError; ValueError or TypeError
            before sending.

        Evidence: documented (Klarify Integration API reference, Query parameters and Response structure).
        """
        return self._list(
            LIST, {"page": page, "page_size": page_size, "sort": sort, "last_updated_at": last_updated_at}, options
        )


class AsyncProcedures(AsyncResource):
    """Procedures, processes, subprocesses and tasks of the organization."""

    def list(
        self,
        *,
        page: int | None = None,
        page_size: int | None = None,
        sort: ProcedureSort | None = None,
        last_updated_at: datetime | str | None = None,
        **options: Unpack[ListOptions],
    ) -> AsyncPager[Procedure]:
        """List the organization's procedures.

        Gives one page of procedures, processes, subprocesses and tasks. The order without `sort` is not documented,
        and a change made between two page requests can shift items from one page to another: sort by
        `updated_at,asc` where completeness matters. Items that were removed are not reported.

        Args:
            page: Zero-based number of the page; it counts in units of `page_size`. At least 0; the service takes 0
                by default.
            page_size: Items per page. 100 is the advised maximum, not an enforced one: larger pages may time out.
                50 to 100 suits bulk reading, 25 to 50 quick answers. At least 1; the service takes 100 by default.
            sort: Field and direction to order by.
            last_updated_at: Keeps only items changed after this time. Sent in UTC with whole seconds, as
                `2024-01-15T09:00:00Z`. Whether an item changed at exactly this time is kept is not documented.

        Raises:
            AuthenticationError, NotFoundError, InternalServerError; APIConnectionError; ValueError or TypeError
            before sending.

        Evidence: documented (Klarify Integration API reference, Query parameters and Response structure).
        """
        return self._list(
            LIST, {"page": page, "page_size": page_size, "sort": sort, "last_updated_at": last_updated_at}, options
        )
