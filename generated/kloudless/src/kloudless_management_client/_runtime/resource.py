"""Base of the generated resources: the two faces over one set of operations."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .pager import AsyncPager, Pager

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from .client import AsyncBaseClient, SyncBaseClient
    from .operation import Operation
    from .options import CallOptions
    from .response import RawResponse

T = TypeVar("T")


class _BaseResource:
    _raw = False

    def raw_copy(self) -> Self:
        """Return the same resource with methods that give whole answers."""
        view = copy.copy(self)
        view._raw = True
        return view

    def _refuse_raw(self) -> None:
        if self._raw:
            raise TypeError("a list has one answer per page: iterate over .pages(), each page has .raw")


class Resource(_BaseResource):
    """A group of operations of a sync client."""

    def __init__(self, client: SyncBaseClient) -> None:
        self._client = client

    def _call(self, operation: Operation[T], arguments: Mapping[str, object], options: CallOptions) -> T:
        raw = self._client.send(self._client.prepare(operation, arguments, options))
        # The client's with_raw_response() changes the type of the method along with this flag.
        return cast("T", raw) if self._raw else raw.parsed

    def _list(self, operation: Operation[Any], arguments: Mapping[str, object], options: CallOptions) -> Pager[Any]:
        self._refuse_raw()
        client = self._client
        first = client.prepare(operation, arguments, options)

        def fetch(page: Mapping[str, object]) -> RawResponse[Any]:
            exchange = first if page is arguments and first.unused else client.prepare(operation, page, options)
            return client.send(exchange)

        return Pager(operation.rule, arguments, fetch)


class AsyncResource(_BaseResource):
    """A group of operations of an async client."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], arguments: Mapping[str, object], options: CallOptions) -> T:
        raw = await self._client.send(self._client.prepare(operation, arguments, options))
        return cast("T", raw) if self._raw else raw.parsed

    def _list(
        self, operation: Operation[Any], arguments: Mapping[str, object], options: CallOptions
    ) -> AsyncPager[Any]:
        self._refuse_raw()
        client = self._client
        first = client.prepare(operation, arguments, options)

        async def fetch(page: Mapping[str, object]) -> RawResponse[Any]:
            exchange = first if page is arguments and first.unused else client.prepare(operation, page, options)
            return await client.send(exchange)

        return AsyncPager(operation.rule, arguments, fetch)


def raw_view(method: Callable[..., object]) -> Callable[..., Any]:
    """Return the method on a copy of its resource that gives whole answers.

    Raises:
        TypeError: The argument is not a method of a resource.
    """
    resource = getattr(method, "__self__", None)
    if not isinstance(resource, _BaseResource):
        raise TypeError("with_raw_response() takes a method of a resource, such as client.applications.get")
    return cast("Callable[..., Any]", getattr(resource.raw_copy(), method.__name__))
