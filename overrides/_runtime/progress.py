"""How far the reader of a list has come: the objects it was given, where it stands, and the requests ahead of it."""

from __future__ import annotations

import json
import sys
from array import array
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left
from collections import defaultdict
from concurrent.futures import Future
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from . import clock
from .paging import name_of

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable, Coroutine, Generator, Hashable, Iterable, Sequence

T = TypeVar("T")

_MASK = 2**64 - 1
_BUCKETS = 4096


def wide_hash(value: Hashable) -> int:
    """Return 64 bits that are the same in every process."""
    return int.from_bytes(blake2b(repr(value).encode(), digest_size=8).digest(), "big")


def fingerprint(value: Hashable) -> str:
    """Return a text that tells values apart and keeps them to itself, empty for ``None``."""
    return "" if value is None else f"{wide_hash(value):016x}"


# Of a million names, two have the same hash of 64 bits in 1 of 30 million cases; of 32 bits, hundreds would. Python's
# own takes a tenth of the time.
_hash = hash if sys.hash_info.width >= 64 else wide_hash


class Seen:
    """A set of names that keeps a hash of each: a million take 9 MB, where a set of strings takes over 100."""

    def __init__(self) -> None:
        # Sorted, and short enough to insert into.
        self._buckets: defaultdict[int, array[int]] = defaultdict(partial(array, "Q"))

    def add(self, names: Iterable[Hashable]) -> set[Hashable]:
        """Remember names; return those that are new."""
        buckets = self._buckets
        new: set[Hashable] = set()
        for name in names:
            # In a tuple, because integers are their own hashes, and those of a service may share their low bits.
            hashed = _hash((name,)) & _MASK
            bucket = buckets[hashed % _BUCKETS]
            index = bisect_left(bucket, hashed)
            if index == len(bucket) or bucket[index] != hashed:
                bucket.insert(index, hashed)
                new.add(name)
        return new


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list.

    Attributes:
        operation: ``operationId`` of the list.
        arguments: Fingerprint of what was asked for.
        position: Of the page, as the API counts.
        given: How many objects of the page the reader had.
        last: Fingerprint of the name of the last one.
        size: Objects of a full page, 0 where that is not known.
        finished: Whether the list ended there.
    """

    operation: str
    arguments: str
    position: int
    given: int = 0
    last: str = ""
    size: int = 0
    finished: bool = False

    def text(self) -> str:
        """Return the place as a text without secrets."""
        members = [getattr(self, name) for name in self.__slots__]
        return urlsafe_b64encode(json.dumps(members, separators=(",", ":")).encode()).decode()

    @classmethod
    def of(cls, text: object, operation: str, arguments: str) -> Place:
        """Return the place that a text means.

        Raises:
            ValueError: It is no such text, or one of another list.
        """
        try:
            members: Any = json.loads(urlsafe_b64decode(text)) if isinstance(text, str) else None
        except ValueError:
            members = None
        match members:
            case [str(made_by), str(made_with), int(page), int(given), str(last), int(size), bool(finished)] if (
                given >= 0 <= size
            ):
                place = cls(made_by, made_with, page, given, last, size, finished)
            case _:
                raise ValueError("resume: give what checkpoint() of a list returned")
        if place.operation != operation:
            raise ValueError(f"resume: this is a checkpoint of {place.operation}, not of {operation}")
        if place.arguments != arguments:
            raise ValueError(f"resume: this is a checkpoint of {operation} with other arguments; give the same ones")
        return place

    def given_of(self, items: Sequence[object]) -> int:
        """Return how many objects the reader had of the page as it is now."""
        for index in range(len(items), 0, -1):
            if self.last and fingerprint(name_of(items[index - 1])) == self.last:
                return index
        return self.given


class ThreadCall(Generic[T]):
    """A call in a thread of its own, for which the end of the program does not wait, as it does for those of a pool."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._future: Future[T] = Future()
        self._abandoned = Event()
        Thread(target=copy_context().run, args=(self._run, call), name="prefetch", daemon=True).start()

    def _run(self, call: Callable[[], T]) -> None:
        clock.abandon_with(self._abandoned)
        try:
            self._future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised where the reader waits for it
            self._future.set_exception(error)

    def result(self) -> T:
        """Wait for the call; return what it gives, or raise its error."""
        return self._future.result()

    def cancel(self) -> None:
        """Let an attempt under way be the last thing that the call does."""
        self._abandoned.set()


class TrioCall(Generic[T]):
    """A call in a task that outlives the function which started it, as those of asyncio do."""

    def __init__(self, call: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._trio: Any = sys.modules["trio"]
        self._scope = self._trio.CancelScope()
        self._ended = self._trio.Event()
        self._outcome: Future[T] = Future()
        self._trio.lowlevel.spawn_system_task(self._run, call, name="prefetch", context=copy_context())

    async def _run(self, call: Callable[[], Coroutine[Any, Any, T]]) -> None:
        try:
            with self._scope:
                self._outcome.set_result(await call())
        except Exception as error:  # noqa: BLE001 - likewise; trio takes one that leaves a system task for its own
            self._outcome.set_exception(error)
        finally:
            self._ended.set()

    def __await__(self) -> Generator[Any, Any, T]:
        yield from self._ended.wait().__await__()
        return self._outcome.result(0)

    def cancel(self) -> None:
        """End the call; connections are closed on the way out."""
        self._scope.cancel()

    async def ended(self) -> None:
        """Wait until the call has ended, even if the reader itself is cancelled."""
        with self._trio.CancelScope(shield=True):
            await self._ended.wait()


def start(call: Callable[[], Coroutine[Any, Any, T]]) -> Task[T] | TrioCall[T]:
    """Begin a call in a task of the library under which the program runs."""
    from asyncio import create_task, current_task

    try:
        under_asyncio = current_task() is not None
    except RuntimeError:
        under_asyncio = False
    return create_task(call()) if under_asyncio or "trio" not in sys.modules else TrioCall(call)


async def cancel(calls: list[Task[T] | TrioCall[T]]) -> None:
    """End calls and wait until they have."""
    from asyncio import gather

    for call in calls:
        call.cancel()
    for call in calls:
        await (call.ended() if isinstance(call, TrioCall) else gather(call, return_exceptions=True))
