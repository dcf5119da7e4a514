"""Requests ahead of the reader of a list: in threads for the sync client, in tasks for the async one."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from contextvars import copy_context
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from . import clock

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable, Coroutine, Generator

T = TypeVar("T")


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
