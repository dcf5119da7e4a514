"""Base of the generated resources: the two faces over one set of operations."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from .pager import AsyncPager, Pager

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from typing import Self

    from .answers import RawResponse
    from .client import AsyncBaseClient, SyncBaseClient
    from .download import AsyncDownload, Download
    from .operation import Operation
    from .options import CallOptions, ListOptions

P = ParamSpec("P")
T = TypeVar("T")


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
