"""What a sync is tried on: a list that changes under the reader, and a state in memory that tells what it was given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx2
from klarify_client import Klarify
from klarify_client.sync import Change, Progress, Removal, SyncInUseError, SyncSession, SyncState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from klarify_client.testing import FakeKlarify

BEGIN = datetime(2025, 3, 1, 9, tzinfo=UTC)


class Time:
    """A clock that tests move."""

    def __init__(self, now: datetime = BEGIN) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> datetime:
        self.now += timedelta(seconds=seconds)
        return self.now


class MemoryState(SyncState):
    """Keeps the state of a sync in this process."""

    def __init__(self) -> None:
        self.progress = Progress()
        self.known: dict[str, str] = {}
        self.saves = 0
        self.in_use = False

    def open(self) -> SyncSession:
        if self.in_use:
            raise SyncInUseError("another worker runs this sync")
        self.in_use = True
        return _MemorySession(self)


class _MemorySession(SyncSession):
    def __init__(self, state: MemoryState) -> None:
        self._state = state

    @property
    def progress(self) -> Progress:
        return self._state.progress

    def versions(self, ids: Collection[str]) -> Mapping[str, str]:
        return {name: self._state.known[name] for name in ids if name in self._state.known}

    def everything(self) -> Iterator[tuple[str, str]]:
        yield from self._state.known.items()

    def save(self, progress: Progress, taken: Mapping[str, str], removed: Collection[str] = ()) -> None:
        self._state.saves += 1
        self._state.progress = progress
        self._state.known.update(taken)
        for name in removed:
            self._state.known.pop(name, None)

    def keep(self) -> None:
        pass

    def close(self) -> None:
        self._state.in_use = False


class Moving(httpx2.BaseTransport):
    """A fake's transport that lets something happen to the list before each request is answered."""

    def __init__(self, fake: FakeKlarify, happening: Callable[[int], object]) -> None:
        self._transport = fake.transport
        self._happening = happening
        self.requests: list[httpx2.Request] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._happening(len(self.requests))
        self.requests.append(request)
        return self._transport.handle_request(request)


class Copy:
    """What a consumer has: the latest of every procedure that a sync gave it, and all of it in order."""

    def __init__(self) -> None:
        self.versions: dict[str, str] = {}
        self.given: list[Change | Removal] = []

    def take(self, change: Change | Removal) -> None:
        self.given.append(change)
        if isinstance(change, Removal):
            del self.versions[change.id]
        else:
            self.versions[change.id] = change.procedure.updated_at.isoformat()


def truth(fake: FakeKlarify) -> dict[str, str]:
    """Return the version of every procedure that the service holds."""
    return {str(one["id"]): datetime.fromisoformat(one["updated_at"]).isoformat() for one in fake.procedures}


def client_of(transport: httpx2.BaseTransport, **options: Any) -> Klarify:
    return Klarify(access_key="k", transport=transport, **options)


def procedures(count: int, *, apart: float = 60.0, begin: datetime = BEGIN) -> list[dict[str, Any]]:
    """Return seeds, each changed so many seconds after the one before."""
    first = begin - timedelta(seconds=apart * count)
    return [
        {
            "id": str(1000 + index),
            "name": f"Procedure {index}",
            "updated_at": (first + timedelta(seconds=apart * index)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        for index in range(count)
    ]
