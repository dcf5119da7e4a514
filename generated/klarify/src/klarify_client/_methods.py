"""What the clients can do beside the operations of the API."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, cast, overload

if TYPE_CHECKING:
    from datetime import datetime
    from os import PathLike
    from typing import Unpack

    from ._client import AsyncKlarify, Klarify
    from ._runtime.options import CallOptions
    from .adaptive import AdaptiveList, AdaptivePageSize, AsyncAdaptiveList
    from .models import ProcedureSort
    from .sync import AsyncSync, Change, Removal, Settings, Sync, SyncState

OVERLAP = timedelta(minutes=5)
"""How far before the mark a run begins: a change may become visible a little after the time that it bears."""


class ClientMethods:
    """Methods of the sync client."""

    @overload
    def sync(
        self,
        state: SyncState | str | PathLike[str],
        *,
        full: Literal[False] = False,
        overlap: timedelta = OVERLAP,
        start: datetime | None = None,
        page_size: int | AdaptivePageSize | None = None,
        **options: Unpack[CallOptions],
    ) -> Sync[Change]: ...

    @overload
    def sync(
        self,
        state: SyncState | str | PathLike[str],
        *,
        full: bool,
        overlap: timedelta = OVERLAP,
        start: datetime | None = None,
        page_size: int | AdaptivePageSize | None = None,
        **options: Unpack[CallOptions],
    ) -> Sync[Change | Removal]: ...

    def sync(
        self,
        state: SyncState | str | PathLike[str],
        *,
        full: bool = False,
        overlap: timedelta = OVERLAP,
        start: datetime | None = None,
        page_size: int | AdaptivePageSize | None = None,
        **options: Unpack[CallOptions],
    ) -> Sync[Any]:
        """Give what changed since the last run, in the order of `updated_at`; the run begins with the iteration.

        An incremental run sees procedures that are new or modified. It cannot see what was removed, as the API does not
        report that: `full=True` reads the whole list and reports removals too, after everything else.

        Each change is given at least once. The state is stored when a whole page was taken; whatever ends a run before,
        those changes come again, at most a page of them. Procedures that move in the list while it is read are found
        in the same run, or the next one at the latest.

        Args:
            state: Where to keep how far the sync has come: the path of a file, `sqlite:///path`, another URL that
                SQLAlchemy takes (extra `sqlalchemy`), or a `SyncState`. One for each organization.
            full: Read everything, and give `Removal` objects too.
            overlap: How far before the newest change taken a run begins, 0 or more; what comes again is left out.
            start: Where a first run begins, with time zone; by default at the beginning.
            page_size: Procedures a page, 100 by default, or an `AdaptivePageSize()` that follows the service's speed.
            options: As for every method.

        Raises:
            ConfigurationError, ValueError or TypeError before anything is sent. While iterating: SyncInUseError if
            another worker runs this sync, SyncStateError if the state cannot be read or stored, and what
            `procedures.list` raises.
        """
        from .sync import Sync

        return Sync(cast("Klarify", self), *_settled(state, full, overlap, start, page_size), options)

    def adaptive_list(
        self,
        *,
        sizes: AdaptivePageSize | None = None,
        sort: ProcedureSort | None = None,
        last_updated_at: datetime | str | None = None,
        **options: Unpack[CallOptions],
    ) -> AdaptiveList:
        """List the procedures as `procedures.list` does, in pages whose size follows how long the service takes.

        Begins with 100 procedures a page, takes 25 less after a page of over 10 s or a timeout, and 25 more after one
        of less than 3 s, between 25 and 100. `sizes` shares what was learned between lists.

        Raises:
            As `procedures.list`, whose further arguments these are.
        """
        from .adaptive import AdaptiveList, AdaptivePageSize

        arguments = {"sort": sort, "last_updated_at": last_updated_at, **options}
        return AdaptiveList(cast("Klarify", self), sizes or AdaptivePageSize(), arguments)


class AsyncClientMethods:
    """Methods of the async client."""

    @overload
    def sync(
        self,
        state: SyncState | str | PathLike[str],
        *,
        full: Literal[False] = False,
        overlap: timedelta = OVERLAP,
        start: datetime | None = None,
        page_size: int | AdaptivePageSize | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncSync[Change]: ...

    @overload
    def sync(
        self,
        state: SyncState | str | PathLike[str],
        *,
        full: bool,
        overlap: timedelta = OVERLAP,
        start: datetime | None = None,
        page_size: int | AdaptivePageSize | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncSync[Change | Removal]: ...

    def sync(
        self,
        state: SyncState | str | PathLike[str],
        *,
        full: bool = False,
        overlap: timedelta = OVERLAP,
        start: datetime | None = None,
        page_size: int | AdaptivePageSize | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncSync[Any]:
        """Give what changed since the last run, for `async for`; see `Klarify.sync`, which takes the same."""
        from .sync import AsyncSync

        return AsyncSync(cast("AsyncKlarify", self), *_settled(state, full, overlap, start, page_size), options)

    def adaptive_list(
        self,
        *,
        sizes: AdaptivePageSize | None = None,
        sort: ProcedureSort | None = None,
        last_updated_at: datetime | str | None = None,
        **options: Unpack[CallOptions],
    ) -> AsyncAdaptiveList:
        """List the procedures as `Klarify.adaptive_list` does, for `async for`.

        Raises:
            As `procedures.list`, whose further arguments these are.
        """
        from .adaptive import AdaptivePageSize, AsyncAdaptiveList

        arguments = {"sort": sort, "last_updated_at": last_updated_at, **options}
        return AsyncAdaptiveList(cast("AsyncKlarify", self), sizes or AdaptivePageSize(), arguments)


def _settled(
    state: SyncState | str | PathLike[str],
    full: bool,
    overlap: timedelta,
    start: datetime | None,
    size: int | AdaptivePageSize | None,
) -> tuple[SyncState, Settings]:
    from ._overrides.page_size import page_size
    from .sync import Settings, state_for

    return state_for(state), Settings(full=full, overlap=overlap, start=start, sizes=page_size(size))
