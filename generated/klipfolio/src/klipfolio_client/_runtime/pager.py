"""What a ``list`` method returns: objects to iterate over, page after page."""

from __future__ import annotations

from collections import deque
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .errors import APIError

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Generator, Iterator, Mapping
    from concurrent.futures import Future

    from .operation import Operation
    from .paging import Page, Walk
    from .response import RawResponse

T = TypeVar("T")


class _BasePager(Generic[T]):
    def __init__(self, operation: Operation[Any], arguments: Mapping[str, object]) -> None:
        self._operation = operation
        self._arguments = arguments
        self._first: Page[T] | None = None
        self._total: int | None = None
        self._asked = False
        self._ahead = 0

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._operation.id}: iterate over it to read the list>"

    def _begin(self) -> Walk[T]:
        return self._operation.rule.walk(self._arguments)

    def _take(self, walk: Walk[T], position: int, raw: RawResponse[Any]) -> Page[T]:
        page = walk.take(position, raw)
        self._total, self._asked = page.total, True
        return page

    def _request_ahead(self, walk: Walk[T], waiting: int) -> int:
        """Return how many further pages may be asked for, with ``waiting`` pages on their way."""
        if walk.finished:
            return 0
        free = self._ahead - waiting
        follow = walk.pages_left()
        return free if follow is None else min(free, follow - waiting)

    @staticmethod
    def _checked_ahead(pages: int) -> int:
        if pages < 0:
            raise ValueError(f"prefetch: {pages} pages cannot be requested ahead; give 0 or more")
        return pages


class Pager(_BasePager[T]):
    """A list of the API, read page by page while it is iterated over.

    Iterating again reads the list again.
    """

    def __init__(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        fetch: Callable[[Mapping[str, object]], RawResponse[Any]],
    ) -> None:
        super().__init__(operation, arguments)
        self._fetch = fetch

    @property
    def total(self) -> int | None:
        """Number of all objects as the API tells it, ``None`` where it does not; reads the first page if need be."""
        if not self._asked:
            self.first_page()
        return self._total

    def first_page(self) -> Page[T]:
        """Read the first page, which a following iteration uses instead of reading it again."""
        if self._first is None:
            walk = self._begin()
            self._first = self._take(walk, walk.start, self._fetch(walk.request(walk.start)))
        return self._first

    def prefetch(self, pages: int) -> Pager[T]:
        """Return the same list, with up to ``pages`` page requests in flight ahead of the reader.

        Objects come in the same order; an error is raised where its page would have begun. Where the API tells no
        total, up to ``pages`` requests may go past the end of the list.

        Raises:
            ValueError: ``pages`` is negative.
        """
        pager = Pager[T](self._operation, self._arguments, self._fetch)
        pager._first, pager._total, pager._asked = self._first, self._total, self._asked
        pager._ahead = self._checked_ahead(pages)
        return pager

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def pages(self) -> Generator[Page[T]]:
        """Iterate over whole pages.

        Raises:
            APIError: A page could not be read.
            PaginationError: The list repeats itself or announces pages that are empty.
        """
        walk = self._begin()
        page: Page[T] | None = self._open(walk)
        if self._ahead:
            yield from self._pages_ahead(walk, page)
            return
        while page is not None:
            yield page
            if walk.finished:
                return
            page = self._next(walk, partial(self._fetch, walk.request(walk.following)))

    def _open(self, walk: Walk[T]) -> Page[T]:
        raw = self._first.raw if self._first else self._fetch(walk.request(walk.start))
        self._first = None
        return self._take(walk, walk.start, raw)

    def _next(self, walk: Walk[T], read: Callable[[], RawResponse[Any]]) -> Page[T] | None:
        try:
            raw = read()
        except APIError as error:
            if walk.past_the_end(error):
                return None
            raise
        return self._take(walk, walk.following, raw)

    def _pages_ahead(self, walk: Walk[T], page: Page[T] | None) -> Generator[Page[T]]:
        from concurrent.futures import ThreadPoolExecutor

        waiting: deque[tuple[int, Future[RawResponse[Any]]]] = deque()
        pool = ThreadPoolExecutor(self._ahead, thread_name_prefix="prefetch")
        try:
            while page is not None:
                if waiting and waiting[0][0] != walk.following:
                    # A page was not full: what was asked for ahead begins at the wrong places.
                    for _, future in waiting:
                        future.cancel()
                    waiting.clear()
                for _ in range(self._request_ahead(walk, len(waiting))):
                    position = walk.ahead(len(waiting))
                    waiting.append((position, pool.submit(self._fetch, walk.request(position))))
                yield page
                if walk.finished:
                    return
                read = waiting.popleft()[1].result if waiting else partial(self._fetch, walk.request(walk.following))
                page = self._next(walk, read)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class AsyncPager(_BasePager[T]):
    """A list of the API, read page by page while it is iterated over with ``async for``.

    Iterating again reads the list again. Awaiting the pager reads its first page, so that ``total`` is known.
    """

    def __init__(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        fetch: Callable[[Mapping[str, object]], Coroutine[Any, Any, RawResponse[Any]]],
    ) -> None:
        super().__init__(operation, arguments)
        self._fetch = fetch

    @property
    def total(self) -> int | None:
        """Number of all objects as the API tells it; ``None`` where it does not, or before a page was read."""
        return self._total

    def __await__(self) -> Generator[Any, Any, AsyncPager[T]]:
        yield from self.first_page().__await__()
        return self

    async def first_page(self) -> Page[T]:
        """Read the first page, which a following iteration uses instead of reading it again."""
        if self._first is None:
            walk = self._begin()
            self._first = self._take(walk, walk.start, await self._fetch(walk.request(walk.start)))
        return self._first

    def prefetch(self, pages: int) -> AsyncPager[T]:
        """Return the same list, with up to ``pages`` page requests in flight ahead of the reader.

        Objects come in the same order; an error is raised where its page would have begun. Where the API tells no
        total, up to ``pages`` requests may go past the end of the list. Needs asyncio.

        Raises:
            ValueError: ``pages`` is negative.
        """
        pager = AsyncPager[T](self._operation, self._arguments, self._fetch)
        pager._first, pager._total, pager._asked = self._first, self._total, self._asked
        pager._ahead = self._checked_ahead(pages)
        return pager

    async def __aiter__(self) -> AsyncIterator[T]:
        async with aclosing(self.pages()) as pages:
            async for page in pages:
                for item in page.items:
                    yield item

    async def pages(self) -> AsyncGenerator[Page[T]]:
        """Iterate over whole pages.

        Raises:
            APIError: A page could not be read.
            PaginationError: The list repeats itself or announces pages that are empty.
        """
        walk = self._begin()
        waiting: deque[tuple[int, Task[RawResponse[Any]]]] = deque()
        try:
            page: Page[T] | None = await self._open(walk)
            while page is not None:
                if waiting and waiting[0][0] != walk.following:
                    # A page was not full: what was asked for ahead begins at the wrong places.
                    await self._cancel(waiting)
                    waiting.clear()
                for _ in range(self._request_ahead(walk, len(waiting))):
                    position = walk.ahead(len(waiting))
                    waiting.append((position, self._start(walk.request(position))))
                yield page
                if walk.finished:
                    return
                page = await self._next(walk, waiting.popleft()[1] if waiting else None)
        finally:
            await self._cancel(waiting)

    async def _open(self, walk: Walk[T]) -> Page[T]:
        raw = self._first.raw if self._first else await self._fetch(walk.request(walk.start))
        self._first = None
        return self._take(walk, walk.start, raw)

    async def _next(self, walk: Walk[T], task: Task[RawResponse[Any]] | None) -> Page[T] | None:
        try:
            raw = await (task or self._fetch(walk.request(walk.following)))
        except APIError as error:
            if walk.past_the_end(error):
                return None
            raise
        return self._take(walk, walk.following, raw)

    def _start(self, arguments: Mapping[str, object]) -> Task[RawResponse[Any]]:
        from asyncio import create_task

        return create_task(self._fetch(arguments))

    @staticmethod
    async def _cancel(waiting: deque[tuple[int, Task[RawResponse[Any]]]]) -> None:
        if waiting:
            from asyncio import gather

            for _, task in waiting:
                task.cancel()
            await gather(*(task for _, task in waiting), return_exceptions=True)
