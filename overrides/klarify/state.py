"""How far a sync has come: what is kept between runs, and what every store of it has to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from types import TracebackType
    from typing import Self


ANNOUNCED = ""
"""The version of what was announced, and not taken yet."""


class SyncStateError(Exception):
    """The state of a sync could not be read or stored; what was stored last stays valid."""


class SyncInUseError(SyncStateError):
    """Another worker runs this sync at the moment.

    Attributes:
        until: When the sync is free at the latest if that worker is dead; ``None`` for a file, which is free at once.
    """

    until: datetime | None = None


class SyncLostError(SyncStateError):
    """Another worker has taken this sync over, as this one was silent for longer than its lease."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync has come.

    Attributes:
        mark: The newest change that was taken, with zone; ``None`` before the first one.
        again_from: Where the next run has to begin because of what may have been missed there, if that is before the
            mark; with zone.
    """

    mark: datetime | None = None
    again_from: datetime | None = None


class SyncState(ABC):
    """A store for the state of one sync; the same one may be used for any number of runs, by any number of workers."""

    @abstractmethod
    def open(self) -> SyncSession:
        """Begin to use the state, as the only one.

        Raises:
            SyncInUseError: Another worker uses it.
            SyncStateError: It cannot be read: damaged, of a later version, or its store is away.
        """


class SyncSession(ABC):
    """The state of one sync in exclusive use. Calls come one after the other, but not all from the same thread."""

    @property
    @abstractmethod
    def progress(self) -> Progress:
        """What was stored last."""

    @abstractmethod
    def versions(self, ids: Collection[str]) -> Mapping[str, str]:
        """Return the stored version of each of these procedures that is known, by id; a version is an opaque text."""

    @abstractmethod
    def everything(self) -> Iterator[tuple[str, str]]:
        """Return id and version of every procedure that is known, in any order, without holding all in memory twice.

        Nothing is stored before the last of them was taken.
        """

    @abstractmethod
    def save(self, progress: Progress, taken: Mapping[str, str], removed: Collection[str] = ()) -> None:
        """Store how far the sync has come, all of it or nothing; it is on the disk when this returns.

        Args:
            progress: What takes the place of the stored one.
            taken: Version of each procedure that was taken since, by id.
            removed: Ids that are no longer known. One that is among ``taken`` as well stays known.

        Raises:
            SyncLostError: Another worker has taken the sync over. Nothing was stored.
            SyncStateError: It could not be stored. What was stored before stays.
        """

    def announce(self, ids: Collection[str]) -> None:
        """Store that procedures are about to be given for the first time, under a version that none has.

        Who dies over them may have taken some. If they are removed before the next run gives them again, only this
        lets a full run report it.

        Raises:
            SyncStateError: As ``save``.
        """
        self.save(self.progress, dict.fromkeys(ids, ANNOUNCED))

    @abstractmethod
    def keep(self) -> None:
        """Tell the store that this worker is alive; cheap, called between any two procedures.

        Raises:
            SyncLostError: Another worker has taken the sync over.
            SyncStateError: The store is away.
        """

    @abstractmethod
    def close(self) -> None:
        """Let others use the state; never raises, may be called twice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def text_of(moment: datetime | None) -> str | None:
    """Return a moment as stores keep it.

    Raises:
        ValueError: It has no zone.
    """
    if moment is None:
        return None
    if moment.utcoffset() is None:
        raise ValueError("the progress of a sync has moments with a zone")
    return moment.astimezone(UTC).isoformat()


def moment_of(text: object) -> datetime | None:
    """Return a moment that a store kept.

    Raises:
        ValueError: It is none.
    """
    if text is None:
        return None
    moment = datetime.fromisoformat(str(text))
    if moment.utcoffset() is None:
        raise ValueError("a moment without a zone")
    return moment
