"""Base of the generated resources, the two faces over one set of operations; and the lists that their methods give."""

from __future__ import annotations

import copy
from collections import deque
from contextlib import aclosing
from functools import partial
from operator import length_hint
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from .errors import APIError

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Generator, Iterator, Mapping
    from typing import Self

    from .client import AsyncBaseClient, SyncBaseClient
    from .content import AsyncDownload, Download
    from .operation import Operation, RawResponse
    from .options import CallOptions, ListOptions
    from .paging import Page, Walk
    from .progress import Place, ThreadCall, TrioCall

P = ParamSpec("P")
T = TypeVar("T")


class _Reader(Generic[T]):
    """Where the latest reader of a list stands; nothing is counted for each object."""

    def __init__(self) -> None:
        self._walk: Walk[T] | None = None
        self._page: Page[T] | None = None
        self._rest: Iterator[T] | None = None

    def reads(self, walk: Walk[T], page: Page[T]) -> Page[T]:
        self._walk, self._page, self._rest = walk, page, None
        return page

    def iterates(self, items: Iterator[T]) -> Iterator[T]:
        self._rest = items
        return items

    def place(self, begin: Place) -> Place:
        if self._walk is None or self._page is None:
            return begin
        from dataclasses import replace

        from .paging import name_of
        from .progress import fingerprint

        left = 0 if self._rest is None else length_hint(self._rest)
        kept, items = self._page.items, self._walk.objects(self._page.raw.parsed)[0]
        # Of the whole page, which has objects that the reader is not given.
        given = next(index for index, item in enumerate(items) if item is kept[-left]) if left else len(items)
        return replace(
            begin,
            position=self._page.number,
            given=given,
            last=fingerprint(name_of(items[given - 1])) if given else "",
            size=self._walk.size,
            finished=self._walk.finished and not left,
        )


class _BasePager(Generic[T]):
    def __init__(
        self, operation: Operation[Any], arguments: Mapping[str, object], options: CallOptions, resume: str | None
    ) -> None:
        self._operation = operation
        self._arguments = arguments
        self._query = options.get("extra_query", {})
        self._first: Page[T] | None = None
        self._total: int | None = None
        self._asked = False
        self._ahead = 0
        self._reader = _Reader[T]()
        self._resumed = None if resume is None else self._place(resume)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._operation.id}: iterate over it to read the list>"

    def prefetch(self, pages: int) -> Self:
        """Return the same list, with up to ``pages`` page requests in flight ahead of the reader.

        Objects come in the same order; an error is raised where its page would have begun. Where the API tells no
        total, up to ``pages`` requests may go past the end of the list. A reader who stops early cancels what is in
        flight; in the sync client, an attempt under way is left to itself.

        Raises:
            ValueError: ``pages`` is negative.
        """
        if pages < 0:
            raise ValueError(f"prefetch: {pages} pages cannot be requested ahead; give 0 or more")
        pager = copy.copy(self)
        pager._ahead = pages
        return pager

    def checkpoint(self) -> str:
        """Return the place after the last object, or page, that the latest reader of the list was given, as a text.

        Pass it as ``resume=`` to the same method with the same arguments, in this program or another one. The page of
        that object is read again: if it is still there, the list goes on after it, otherwise after as many objects.
        What came on earlier pages is not known any more: where the list changed, it may come again.
        """
        return self._reader.place(self._resumed or self._place(None)).text()

    def _place(self, text: str | None) -> Place:
        from .progress import Place, fingerprint

        asked = self._operation.prepare(self._arguments, self._query)
        arguments = fingerprint((asked.path, asked.query))
        if text is not None:
            return Place.of(text, self._operation.id, arguments)
        return Place(self._operation.id, arguments, self._operation.rule.walk(self._arguments).start)

    def _begin(self) -> Walk[T]:
        return self._operation.rule.walk(self._arguments, self._resumed)

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


class Pager(_BasePager[T]):
    """A list of the API, read page by page while it is iterated over.

    Iterating again reads the list again.

    When the list changes meanwhile, no object that has an ``id`` comes twice. One that slips to a page read before,
    because others are removed, is found where objects have an ``id`` and the API tells the total. It is missed where
    there is no total, where as many others are added at the same time, and where it moves by itself, as in an order by
    time of change.
    """

    def __init__(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        fetch: Callable[[Mapping[str, object]], RawResponse[Any]],
        options: CallOptions,
        resume: str | None = None,
    ) -> None:
        super().__init__(operation, arguments, options, resume)
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
            self._first = self._take(walk, walk.following, self._fetch(walk.request(walk.following)))
        return self._first

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from self._reader.iterates(iter(page.items))

    def pages(self) -> Generator[Page[T]]:
        """Iterate over whole pages.

        Raises:
            APIError: A page could not be read.
            PaginationError: The list repeats itself, announces pages that are empty, or grows as fast as it is read.
        """
        walk = self._begin()
        waiting: deque[tuple[int, ThreadCall[RawResponse[Any]]]] = deque()
        try:
            page: Page[T] | None = None if walk.finished else self._open(walk)
            while page is not None:
                if waiting and waiting[0][0] != walk.following:
                    # A page was not full, or the list changed: what was asked for ahead begins at the wrong places.
                    self._cancel(waiting)
                for _ in range(self._request_ahead(walk, len(waiting))):
                    position = walk.ahead(len(waiting))
                    waiting.append((position, self._start(walk.request(position))))
                yield self._reader.reads(walk, page)
                if walk.finished:
                    return
                page = self._next(walk, waiting)
        finally:
            self._cancel(waiting)

    def _open(self, walk: Walk[T]) -> Page[T]:
        raw = self._first.raw if self._first else self._fetch(walk.request(walk.following))
        self._first = None
        return self._take(walk, walk.following, raw)

    def _next(self, walk: Walk[T], waiting: deque[tuple[int, ThreadCall[RawResponse[Any]]]]) -> Page[T] | None:
        try:
            # Stays in the line until it has ended: a reader who is interrupted here has to cancel it.
            raw = waiting[0][1].result() if waiting else self._fetch(walk.request(walk.following))
        except APIError as error:
            if walk.past_the_end(error):
                return None
            raise
        if waiting:
            waiting.popleft()
        return self._take(walk, walk.following, raw)

    def _start(self, arguments: Mapping[str, object]) -> ThreadCall[RawResponse[Any]]:
        from .progress import ThreadCall

        return ThreadCall(partial(self._fetch, arguments))

    @staticmethod
    def _cancel(waiting: deque[tuple[int, ThreadCall[RawResponse[Any]]]]) -> None:
        while waiting:
            waiting.popleft()[1].cancel()


class AsyncPager(_BasePager[T]):
    """A list of the API, read page by page while it is iterated over with ``async for``.

    Iterating again reads the list again. Awaiting the pager reads its first page, so that ``total`` is known. What is
    found when the list changes meanwhile is said at ``Pager``.
    """

    def __init__(
        self,
        operation: Operation[Any],
        arguments: Mapping[str, object],
        fetch: Callable[[Mapping[str, object]], Coroutine[Any, Any, RawResponse[Any]]],
        options: CallOptions,
        resume: str | None = None,
    ) -> None:
        super().__init__(operation, arguments, options, resume)
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
            self._first = self._take(walk, walk.following, await self._fetch(walk.request(walk.following)))
        return self._first

    async def __aiter__(self) -> AsyncIterator[T]:
        async with aclosing(self.pages()) as pages:
            async for page in pages:
                for item in self._reader.iterates(iter(page.items)):
                    yield item

    async def pages(self) -> AsyncGenerator[Page[T]]:
        """Iterate over whole pages.

        Raises:
            APIError: A page could not be read.
            PaginationError: The list repeats itself, announces pages that are empty, or grows as fast as it is read.
        """
        walk = self._begin()
        waiting: deque[tuple[int, Task[RawResponse[Any]] | TrioCall[RawResponse[Any]]]] = deque()
        try:
            page: Page[T] | None = None if walk.finished else await self._open(walk)
            while page is not None:
                if waiting and waiting[0][0] != walk.following:
                    # A page was not full, or the list changed: what was asked for ahead begins at the wrong places.
                    await self._cancel(waiting)
                for _ in range(self._request_ahead(walk, len(waiting))):
                    position = walk.ahead(len(waiting))
                    waiting.append((position, self._start(walk.request(position))))
                yield self._reader.reads(walk, page)
                if walk.finished:
                    return
                page = await self._next(walk, waiting)
        finally:
            await self._cancel(waiting)

    async def _open(self, walk: Walk[T]) -> Page[T]:
        raw = self._first.raw if self._first else await self._fetch(walk.request(walk.following))
        self._first = None
        return self._take(walk, walk.following, raw)

    async def _next(
        self, walk: Walk[T], waiting: deque[tuple[int, Task[RawResponse[Any]] | TrioCall[RawResponse[Any]]]]
    ) -> Page[T] | None:
        try:
            # Stays in the line until it has ended: a reader who is cancelled here has to cancel it.
            raw = await (waiting[0][1] if waiting else self._fetch(walk.request(walk.following)))
        except APIError as error:
            if walk.past_the_end(error):
                return None
            raise
        if waiting:
            waiting.popleft()
        return self._take(walk, walk.following, raw)

    def _start(self, arguments: Mapping[str, object]) -> Task[RawResponse[Any]] | TrioCall[RawResponse[Any]]:
        from .progress import start

        return start(partial(self._fetch, arguments))

    @staticmethod
    async def _cancel(waiting: deque[tuple[int, Task[RawResponse[Any]] | TrioCall[RawResponse[Any]]]]) -> None:
        if waiting:
            from .progress import cancel

            await cancel([call for _, call in waiting])
            waiting.clear()


class _BaseResource:
    _answers: list[RawResponse[Any]] | None = None

    def recording(self, answers: list[RawResponse[Any]]) -> Self:
        """Return the same resource with methods that add their whole answers to the list."""
        view = copy.copy(self)
        view._answers = answers
        return view

    def _refuse_recording(self) -> None:
        if self._answers is not None:
            raise TypeError("a list has one answer per page: iterate over .pages(), each page has .raw")


class Resource(_BaseResource):
    """A group of operations of a sync client."""

    def __init__(self, client: SyncBaseClient) -> None:
        self._client = client

    def _call(self, operation: Operation[T], arguments: Mapping[str, object], options: CallOptions) -> T:
        exchange = self._client.prepare(operation, arguments, options)
        operation.advise(arguments)
        raw = self._client.send(exchange)
        if self._answers is not None:
            self._answers.append(raw)
        return raw.parsed

    def _download(self, operation: Operation[Any], arguments: Mapping[str, object], options: CallOptions) -> Download:
        download: Download = self._call(operation, arguments, options)
        return download

    def _list(self, operation: Operation[Any], arguments: Mapping[str, object], options: ListOptions) -> Pager[Any]:
        self._refuse_recording()
        client, resume = self._client, options.pop("resume", None)
        first = client.prepare(operation, arguments, options)
        operation.advise(arguments)

        def fetch(page: Mapping[str, object]) -> RawResponse[Any]:
            exchange = first if page is arguments and first.unused else client.prepare(operation, page, options)
            return client.send(exchange)

        return Pager(operation, arguments, fetch, options, resume)


class AsyncResource(_BaseResource):
    """A group of operations of an async client."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], arguments: Mapping[str, object], options: CallOptions) -> T:
        exchange = self._client.prepare(operation, arguments, options)
        operation.advise(arguments)
        raw = await self._client.send(exchange)
        if self._answers is not None:
            self._answers.append(raw)
        return raw.parsed

    async def _download(
        self, operation: Operation[Any], arguments: Mapping[str, object], options: CallOptions
    ) -> AsyncDownload:
        download: AsyncDownload = await self._call(operation, arguments, options)
        return download

    def _list(
        self, operation: Operation[Any], arguments: Mapping[str, object], options: ListOptions
    ) -> AsyncPager[Any]:
        self._refuse_recording()
        client, resume = self._client, options.pop("resume", None)
        first = client.prepare(operation, arguments, options)
        operation.advise(arguments)

        async def fetch(page: Mapping[str, object]) -> RawResponse[Any]:
            exchange = first if page is arguments and first.unused else client.prepare(operation, page, options)
            return await client.send(exchange)

        return AsyncPager(operation, arguments, fetch, options, resume)


class _Given:
    # Arguments that a traceback with local variables does not print: a secret may be among them.
    def __init__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.args, self.kwargs = args, kwargs


def raw_view(method: Callable[P, T]) -> Callable[P, RawResponse[T]]:
    """Return a sync method changed so that it gives its whole answer.

    Raises:
        TypeError: The argument is not a method of a resource.
    """
    resource = _resource_of(method)

    def call(*args: P.args, **kwargs: P.kwargs) -> RawResponse[T]:
        answers: list[RawResponse[T]] = []
        given = _Given(args, kwargs)
        del args, kwargs
        getattr(resource.recording(answers), method.__name__)(*given.args, **given.kwargs)
        return answers[0]

    return call


def async_raw_view(method: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]:
    """Return an async method changed so that it gives its whole answer.

    Raises:
        TypeError: The argument is not a method of a resource.
    """
    resource = _resource_of(method)

    # The method itself runs at once: a list is refused here, not where it would be awaited.
    def call(*args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, RawResponse[T]]:
        answers: list[RawResponse[T]] = []
        return _answered(getattr(resource.recording(answers), method.__name__)(*args, **kwargs), answers)

    return call


async def _answered(result: Coroutine[Any, Any, object], answers: list[RawResponse[T]]) -> RawResponse[T]:
    await result
    return answers[0]


def _resource_of(method: object) -> _BaseResource:
    resource = getattr(method, "__self__", None)
    if not isinstance(resource, _BaseResource):
        raise TypeError("with_raw_response() takes a method of a resource, such as client.applications.get")
    return resource
