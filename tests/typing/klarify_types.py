"""The types a user of klarify_client sees. Checked by mypy and pyright in `nox -s typing`, never run."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, assert_type

from klarify_client import AsyncKlarify, AsyncPager, Klarify, Page, Pager
from klarify_client.adaptive import AdaptiveList, AdaptivePageSize, AsyncAdaptiveList
from klarify_client.models import Procedure, ProcedureLane, ProcedureOwner, ProcedurePage, ProcedureReference
from klarify_client.sync import AsyncSync, Change, Removal, Sync, SyncState


def sync_results(client: Klarify) -> None:
    assert_type(client.procedures.list(), Pager[Procedure])
    assert_type(client.procedures.list().total, int | None)
    assert_type(client.procedures.list().first_page(), Page[Procedure])
    assert_type(client.procedures.list().prefetch(2), Pager[Procedure])
    for procedure in client.procedures.list(page=0, page_size=50, sort="name,asc", last_updated_at=datetime.now()):
        assert_type(procedure, Procedure)
    for page in client.procedures.list(last_updated_at="2024-01-15T09:00:00Z", timeout=5, max_retries=0).pages():
        assert_type(page, Page[Procedure])
    with client as entered:
        assert_type(entered, Klarify)


async def async_results(client: AsyncKlarify) -> None:
    assert_type(client.procedures.list(), AsyncPager[Procedure])
    assert_type(await client.procedures.list(), AsyncPager[Procedure])
    assert_type(await client.procedures.list().first_page(), Page[Procedure])
    async for procedure in client.procedures.list(sort="updated_at,desc").prefetch(3):
        assert_type(procedure, Procedure)
    async for page in client.procedures.list().pages():
        assert_type(page, Page[Procedure])
    async with client as entered:
        assert_type(entered, AsyncKlarify)


def sync_in_step(client: Klarify, state: SyncState) -> None:
    assert_type(client.sync("state.json"), Sync[Change])
    assert_type(client.sync(state, full=False, page_size=AdaptivePageSize()), Sync[Change])
    assert_type(client.sync(Path("state.json"), full=True, timeout=5), Sync[Change | Removal])
    for change in client.sync(state, overlap=timedelta(hours=1), start=datetime.now()):
        assert_type(change.kind, Literal["new", "modified"])
        assert_type(change.procedure, Procedure)
        assert_type(change.id, str)
    for page in client.sync(state, full=True).pages():
        for one in page:
            if one.kind == "removed":
                assert_type(one, Removal)
            else:
                assert_type(one, Change)
    assert_type(client.adaptive_list(sort="name,asc"), AdaptiveList)
    for procedure in client.adaptive_list():
        assert_type(procedure, Procedure)


async def async_in_step(client: AsyncKlarify, state: SyncState) -> None:
    assert_type(client.sync("state.json"), AsyncSync[Change])
    assert_type(client.sync(state, full=True), AsyncSync[Change | Removal])
    async for change in client.sync(state):
        assert_type(change, Change)
    async for page in client.sync(state).pages():
        assert_type(page, list[Change])
    assert_type(client.adaptive_list(sizes=AdaptivePageSize()), AsyncAdaptiveList)
    async for procedure in client.adaptive_list():
        assert_type(procedure, Procedure)


def members(procedure: Procedure, page: ProcedurePage, lane: ProcedureLane) -> None:
    assert_type(procedure.id, str | int)
    assert_type(procedure.name, str)
    assert_type(procedure.status, Literal["published", "draft", "archived", "PUBLISHED", "DRAFT", "EDITED"] | str)
    assert_type(procedure.owner, str | ProcedureOwner | None)
    assert_type(procedure.performer, str | None)
    assert_type(procedure.lanes, list[str | ProcedureLane])
    assert_type(procedure.updated_at, datetime)
    assert_type(procedure.first_published_at, datetime | None)
    assert_type(procedure.url, str)
    assert_type(procedure.called_from, list[str | ProcedureReference])
    assert_type(procedure.to_dict(), dict[str, Any])
    assert_type(page.data, list[Procedure])
    assert_type(page.has_next, bool | None)
    assert_type(page.total_count, int | None)
    assert_type(lane.id, str | int)
    assert_type(lane.nested_lanes, list[str | ProcedureLane] | None)
