"""Klarify's procedures as a source of dlt, for a warehouse; takes the extra ``klarify-client[dlt]``.

``dlt.pipeline("klarify", destination="duckdb").run(klarify_source())``, with the access key in dlt's configuration.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ._client import Klarify
from ._methods import OVERLAP
from ._overrides.reading import shortly_before
from ._overrides.state import Progress, SyncSession, SyncState, moment_of
from ._runtime.clock import as_utc
from ._runtime.credentials import hidden
from ._runtime.warehouse import Connection, Row, Secret, as_row, dlt, small_statements, table_hints
from .models import Procedure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from dlt.extract import DltResource

__all__ = ["klarify_source"]


@dlt.source(name="klarify", section="klarify")
def klarify_source(
    *,
    access_key: Secret | None = None,
    lag: float = OVERLAP.total_seconds(),
    start: datetime | None = None,
    base_url: str | None = None,
    client: Klarify | None = None,
) -> DltResource:
    """The procedures of an organization: a run loads those that changed since the last one, merged by their id.

    It is ``client.sync`` with its state in dlt's: kept with the data, and restored from the destination.

    Tables: ``procedures``, and below it ``procedures__lanes``, ``procedures__called_within`` and
    ``procedures__called_from``. All editions of the API fill the same columns: ids are text, and what is a text in one
    edition and an object in another has a column for the text (``owner``; in the tables below, ``value``) and others
    for the object (``owner__id``, ``owner__job_title``). Lanes in lanes are tables, from the fourth level on JSON.
    Members newer than this client become columns as well.

    The service does not tell what was removed: ``pipeline.run(klarify_source(), refresh="drop_sources")`` now and then
    loads everything anew, and nothing else.

    Args:
        access_key: The credential. Where it is not given dlt looks for ``sources.klarify.access_key``, then the client
            for the environment variable ``KLARIFY_API_KEY``.
        lag: Seconds before the newest change that was loaded from which the next run asks again: for changes that the
            service shows late. What is loaded already is not loaded again.
        start: Where the first run begins, with time zone; by default at the beginning.
        base_url: Address of the service.
        client: A client of your own, with retries as you like, to read with instead; it stays open.

    Raises:
        ConfigurationError: There is no credential, or ``lag`` or ``start`` is unusable.
    """
    access_key, overlap = hidden(access_key), timedelta(seconds=lag)
    connection = Connection("klarify", lambda: Klarify(access_key=access_key, base_url=base_url), client)
    with connection.use() as reader:
        reader.sync(_State({}, overlap), overlap=overlap, start=start)
    hints = table_hints(Procedure)
    for key in ("id", "updated_at"):
        hints["columns"][key]["nullable"] = False

    def procedures() -> Iterator[list[Row]]:
        small_statements()
        with connection.use() as reader:
            state = _State(dlt.current.resource_state(), overlap)
            for changes in reader.sync(state, overlap=overlap, start=start).pages():
                state.noted.update({change.id: change.procedure.updated_at for change in changes})
                yield [as_row(change.procedure) for change in changes]

    return dlt.resource(procedures, name="procedures", write_disposition="merge", primary_key="id", **hints)


class _State(SyncState, SyncSession):
    """The state of a sync within dlt's, which dlt stores together with what was loaded, or not at all.

    Only procedures that the next run will meet again are kept in it: those of the overlap.

    Attributes:
        noted: When procedures changed that were given since the last ``save``.
    """

    def __init__(self, kept: dict[str, Any], overlap: timedelta) -> None:
        self._kept, self._overlap = kept, overlap
        self._progress = Progress(moment_of(kept.get("mark")), moment_of(kept.get("again_from")))
        # Version and time of change, by id.
        self._loaded: dict[str, list[str]] = kept.get("loaded", {})
        self._most = 2 * len(self._loaded)
        self.noted: dict[str, datetime] = {}

    def open(self) -> SyncSession:
        """Begin to use the state; dlt sees to it that a pipeline runs once at a time."""
        return self

    @property
    def progress(self) -> Progress:
        """How far the last run came."""
        return self._progress

    def versions(self, ids: Collection[str]) -> Mapping[str, str]:
        """Return the versions of those procedures that were loaded lately."""
        return {name: self._loaded[name][0] for name in ids if name in self._loaded}

    def everything(self) -> Iterator[tuple[str, str]]:
        """Return nothing: what was loaded long ago is not known."""
        return iter(())

    def save(self, progress: Progress, taken: Mapping[str, str], removed: Collection[str] = ()) -> None:
        """Take what was given to dlt; it is stored when dlt stores it."""
        del removed
        self._progress = progress
        self._loaded |= {name: [version, _text(self.noted[name])] for name, version in taken.items()}
        self.noted.clear()
        if len(self._loaded) > self._most:
            self._forget()

    def announce(self, ids: Collection[str]) -> None:
        """Do nothing: what is loaded and what is stored here are stored together."""

    def keep(self) -> None:
        """Do nothing: there is no other worker."""

    def close(self) -> None:
        """Hand the state to dlt."""
        self._forget()
        marks = {"mark": self._progress.mark, "again_from": self._progress.again_from}
        self._kept.update({name: moment and _text(moment) for name, moment in marks.items()}, loaded=self._loaded)

    def _forget(self) -> None:
        if self._progress.mark is None:
            return
        edge = shortly_before(self._progress.mark) - self._overlap
        oldest = _text(min(edge, self._progress.again_from or edge))
        self._loaded = {name: found for name, found in self._loaded.items() if found[1] >= oldest}
        self._most = 2 * len(self._loaded) + 1000


def _text(moment: datetime) -> str:
    # Of one length, so that texts are in the order of the moments.
    return as_utc(moment).isoformat(timespec="microseconds")
