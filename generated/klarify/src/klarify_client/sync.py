"""Data that stays in step: what changed at Klarify since the last run, with nothing missed.

```python
from klarify_client import Klarify

with Klarify() as client:
    for change in client.sync("klarify-sync.json"):
        store(change.id, change.procedure)
```

The state is a file, or a database: `FileState`, `SQLiteState`, `SQLAlchemyState`.
"""

from __future__ import annotations

import logging
from contextlib import aclosing, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Literal, ParamSpec, TypeVar, cast

from ._overrides.page_size import AdaptivePageSize, PageSize, service_seconds
from ._overrides.reading import Answer, Place, Reading, shortly_before
from ._overrides.state import Progress, SyncInUseError, SyncLostError, SyncSession, SyncState, SyncStateError
from ._overrides.state_choice import state_for
from ._runtime import clock
from ._runtime.errors import APITimeoutError, ConfigurationError
from ._runtime.progress import Seen

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

    from ._client import AsyncKlarify, Klarify
    from ._overrides.state_database import SQLAlchemyState, SQLiteState
    from ._overrides.state_file import FileState
    from ._runtime.operation import RawResponse
    from ._runtime.options import CallOptions
    from ._runtime.resource import AsyncPager, Pager
    from .models import Procedure, ProcedurePage

__all__ = [
    "AdaptivePageSize",
    "AsyncSync",
    "Change",
    "FileState",
    "Progress",
    "Removal",
    "SQLAlchemyState",
    "SQLiteState",
    "Sync",
    "SyncInUseError",
    "SyncLostError",
    "SyncSession",
    "SyncState",
    "SyncStateError",
    "state_for",
]

# Loaded when they are asked for: a state in a file has no need of sqlite3.
_STATES = {"FileState": "state_file", "SQLiteState": "state_database", "SQLAlchemyState": "state_database"}
_BATCH = 100
_BETWEEN_SIGNS_OF_LIFE = 1.0
# A mark further ahead of this machine's clock comes from a clock that was wrong, this one's or the service's.
_TRUSTED_AHEAD = timedelta(days=1)
_logger = logging.getLogger(__package__)


@dataclass(frozen=True, slots=True)
class Change:
    """A procedure that is new, or was modified, since it was last taken.

    Attributes:
        kind: ``new`` if the state does not know its id, ``modified`` if it knows another ``updated_at``.
        procedure: The procedure as it is now.
    """

    kind: Literal["new", "modified"]
    procedure: Procedure

    @property
    def id(self) -> str:
        """Id of the procedure, as text: the API's third edition has whole numbers."""
        return str(self.procedure.id)


@dataclass(frozen=True, slots=True)
class Removal:
    """A procedure that is no longer there.

    Attributes:
        id: Its id, as text.
    """

    id: str
    kind: Literal["removed"] = "removed"


P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T", bound="Change | Removal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a sync runs.

    Attributes:
        full: Whether to read everything and report what was removed.
        overlap: How far before the mark a run begins.
        start: Where a run without a mark begins, with zone; ``None`` for the beginning.
        sizes: How many procedures a page holds.
    """

    full: bool
    overlap: timedelta
    start: datetime | None
    sizes: PageSize

    def __post_init__(self) -> None:
        overlap, start = cast("object", self.overlap), cast("object", self.start)
        if type(self.full) is not bool:
            raise ConfigurationError("full: give True or False")
        if not isinstance(overlap, timedelta) or overlap < timedelta():
            raise ConfigurationError("overlap: give a timedelta, 0 or more")
        if start is not None and (not isinstance(start, datetime) or start.tzinfo is None):
            raise ConfigurationError("start: give a datetime with a time zone, as datetime(2024, 1, 1, tzinfo=UTC)")


class _Run:
    """One run: which page is next, what of it changed, what is stored. Its methods may block, for the state's sake."""

    def __init__(self, session: SyncSession, settings: Settings) -> None:
        self._session = session
        self._settings = settings
        self._mark = _trusted(session.progress.mark)
        self._taken: dict[str, str] = {}
        self._seen: set[str] = set()
        self._given = Seen()
        self._missing: list[str] | None = None
        self._kept = clock.current().monotonic()
        self._reading = Reading(self._since(), settings.sizes, session.progress.again_from)

    def _since(self) -> datetime | None:
        if self._settings.full:
            return None
        if self._mark is None:
            return self._settings.start
        since = shortly_before(self._mark) - self._settings.overlap
        return min(since, self._session.progress.again_from or since)

    def place(self) -> Place | None:
        """Return the page to ask for next, ``None`` if all are read."""
        if self._reading.place is None and self._settings.full and self._missing is None:
            # Not to be found is not removed: what is changed on a wrong clock can move past a reader. Two readings
            # have to miss it.
            self._missing = self._not_seen()
            if self._missing:
                self._reading = Reading(None, self._settings.sizes, self._reading.again_from)
        return self._reading.place

    def take(self, raw: RawResponse[ProcedurePage]) -> list[Change]:
        """Take a page; returns what changed."""
        procedures = raw.parsed.data
        moments = [clock.as_utc(procedure.updated_at) for procedure in procedures]
        names = [(str(one.id), moment.isoformat()) for one, moment in zip(procedures, moments, strict=True)]
        known = dict(self._session.versions({name for name, _ in names}))
        changes: list[Change] = []
        for procedure, (name, version) in zip(procedures, names, strict=True):
            if known.get(name) != version:
                changes.append(Change("modified" if known.get(name) else "new", procedure))
                known[name] = self._taken[name] = version
        if self._settings.full:
            self._seen.update(name for name, _ in names)
        if first := [change.id for change in changes if change.kind == "new"]:
            self._session.announce(first)
        self._settings.sizes.took(service_seconds(raw))
        self._reading.take(
            Answer(
                names=names,
                moments=moments,
                fresh=len(changes),
                again=len(changes) - len(self._given.add([change.id for change in changes])),
                more=bool(raw.parsed.has_next),
                total=raw.parsed.total_count,
                now=_service_time(raw),
            )
        )
        return changes

    def store(self, *, always: bool = False) -> None:
        """Store that what was given has been taken; the state is written if that changes it, or ``always``."""
        marks = [mark for mark in (self._mark, self._reading.mark) if mark is not None]
        progress = Progress(max(marks, default=None), self._reading.again_from)
        if always or self._taken or progress != self._session.progress:
            self._session.save(progress, self._taken)
        self._taken.clear()

    def removals(self) -> list[Removal]:
        """Return what is removed for certain, after the last page."""
        if not self._missing:
            return []
        if self._reading.again_from is not None:
            _logger.warning("sync: the list changed too fast to tell what was removed; a later full run will")
            return []
        return [Removal(name) for name in self._missing if name not in self._seen]

    def forget(self, removals: list[Removal]) -> None:
        """Store that removals were taken."""
        self._session.save(self._session.progress, {}, [removal.id for removal in removals])

    @property
    def sign_of_life_due(self) -> bool:
        """Whether it is time to call ``keep``."""
        return clock.current().monotonic() - self._kept >= _BETWEEN_SIGNS_OF_LIFE

    def keep(self) -> None:
        """Tell the state that this worker is alive."""
        self._kept = clock.current().monotonic()
        self._session.keep()

    def _not_seen(self) -> list[str]:
        return [name for name, _ in self._session.everything() if name not in self._seen]


class _BaseSync(Generic[T]):
    def __init__(self, state: SyncState, settings: Settings, options: CallOptions) -> None:
        self._state = state
        self._settings = settings
        self._options = options

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: iterate over it to run>"

    def _arguments(self, place: Place) -> Any:
        return {
            "page": place.offset // place.size,
            "page_size": place.size,
            "sort": "updated_at,asc",
            "last_updated_at": place.since,
            **self._options,
        }

    def _first(self) -> Place:
        # Asked for before anything is sent, so that wrong options are refused at once.
        return Place(None, 0, self._settings.sizes.at(0))


class Sync(_BaseSync[T]):
    """What changed since the last run. Iterating over it is a run; iterating again is another one.

    A page counts as taken when the next change after it is asked for, or the end: the state is stored then. Whatever
    ends a run before (an exception, a crash, a full disk), the changes since come again with the next run, at most a
    page of them, so taking one twice has to do no harm.
    """

    def __init__(self, client: Klarify, state: SyncState, settings: Settings, options: CallOptions) -> None:
        super().__init__(state, settings, options)
        self._client = client
        self._asked(self._first())

    def __iter__(self) -> Generator[T]:
        with closing(self._turns()) as turns:
            for run, changes in turns:
                for change in changes:
                    yield change
                    if run.sign_of_life_due:
                        run.keep()

    def pages(self) -> Generator[list[T]]:
        """Run, and iterate over what each page brings: one or more changes, in order; removals come last.

        Raises:
            SyncStateError: The state cannot be read or stored, or another worker uses it.
            APIError: A page could not be read.
            PaginationError: The list repeats itself without an end.
        """
        with closing(self._turns()) as turns:
            for _, changes in turns:
                yield changes

    def _turns(self) -> Generator[tuple[_Run, list[T]]]:
        with self._state.open() as session:
            run = _Run(session, self._settings)
            while place := run.place():
                changes = run.take(self._fetch(place))
                if changes:
                    yield run, cast("list[T]", changes)
                run.store()
            removals = iter(run.removals())
            while batch := [*islice(removals, _BATCH)]:
                yield run, cast("list[T]", batch)
                run.forget(batch)
            run.store(always=True)

    def _asked(self, place: Place) -> Pager[Procedure]:
        return self._client.procedures.list(**self._arguments(place))

    def _fetch(self, place: Place) -> RawResponse[ProcedurePage]:
        try:
            return self._asked(place).first_page().raw
        except APITimeoutError:
            self._settings.sizes.timed_out()
            raise


class AsyncSync(_BaseSync[T]):
    """What changed since the last run, iterated over with ``async for``; all else is said at ``Sync``.

    Who leaves the loop early lets go of the state when Python cleans up; ``contextlib.aclosing(aiter(...))`` does so at
    once.
    """

    def __init__(self, client: AsyncKlarify, state: SyncState, settings: Settings, options: CallOptions) -> None:
        super().__init__(state, settings, options)
        self._client = client
        self._asked(self._first())

    async def __aiter__(self) -> AsyncGenerator[T]:
        async with aclosing(self._turns()) as turns:
            async for run, changes in turns:
                for change in changes:
                    yield change
                    if run.sign_of_life_due:
                        await _in_thread(run.keep)

    async def pages(self) -> AsyncGenerator[list[T]]:
        """Run, and iterate over what each page brings, as ``Sync.pages`` does."""
        async with aclosing(self._turns()) as turns:
            async for _, changes in turns:
                yield changes

    async def _turns(self) -> AsyncGenerator[tuple[_Run, list[T]]]:
        session = await _in_thread(self._state.open)
        try:
            run = await _in_thread(_Run, session, self._settings)
            while place := await _in_thread(run.place):
                changes = await _in_thread(run.take, await self._fetch(place))
                if changes:
                    yield run, cast("list[T]", changes)
                await _in_thread(run.store)
            removals = iter(run.removals())
            while batch := [*islice(removals, _BATCH)]:
                yield run, cast("list[T]", batch)
                await _in_thread(run.forget, batch)
            await _in_thread(lambda: run.store(always=True))
        finally:
            # Not awaited: a generator may be cleaned up where nothing can wait any more.
            session.close()

    def _asked(self, place: Place) -> AsyncPager[Procedure]:
        return self._client.procedures.list(**self._arguments(place))

    async def _fetch(self, place: Place) -> RawResponse[ProcedurePage]:
        try:
            return (await self._asked(place).first_page()).raw
        except APITimeoutError:
            self._settings.sizes.timed_out()
            raise


def __getattr__(name: str) -> object:
    if name not in _STATES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"._overrides.{_STATES[name]}", __package__), name)


async def _in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    # Imported late, as in the runtime: a program that syncs without asyncio need not have it loaded.
    from anyio.to_thread import run_sync

    return await run_sync(partial(function, *args, **kwargs))


def _service_time(raw: RawResponse[Any]) -> datetime:
    """Return the service's time, or this machine's where the answer does not tell."""
    try:
        return clock.as_utc(parsedate_to_datetime(raw.headers["date"]))
    except (KeyError, ValueError):
        return clock.current().now()


def _trusted(mark: datetime | None) -> datetime | None:
    if mark is None or mark <= clock.current().now() + _TRUSTED_AHEAD:
        return mark
    _logger.warning("sync: the mark %s lies ahead of this machine's clock; everything is read again", mark.isoformat())
    return None
