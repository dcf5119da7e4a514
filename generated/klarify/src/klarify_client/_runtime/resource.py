"""Base of the generated resources: the two faces over one set of operations."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast, overload

from .pager import AsyncPager, Pager

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from .client import AsyncBaseClient, SyncBaseClient
    from .operation import Operation
    from .options import CallOptions
    from .response import RawResponse

P = ParamSpec("P")
T = TypeVar("T")


class Resource:
    """A group of operations of a sync client."""

    def __init__(self, client: SyncBaseClient) -> None:
        self._client = client
        self._raw = False

    def _call(self, operation: Operation[T], arguments: Mapping[str, object], options: CallOptions) -> T:
        raw = self._client.send(self._client.prepare(operation, arguments, options))
        # with_raw_response() changes the type of the method along with this flag.
        return cast("T", raw) if self._raw else raw.parsed

    def _list(self, operation: Operation[Any], arguments: Mapping[str, object], options: CallOptions) -> Pager[Any]:
        _refuse_raw_list(self._raw)
        client = self._client
        client.prepare(operation, arguments, options)
        return Pager(operation.rule, arguments, lambda page: client.send(client.prepare(operation, page, options)))


class AsyncResource:
    """A group of operations of an async client."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client
        self._raw = False

    async def _call(self, operation: Operation[T], arguments: Mapping[str, object], options: CallOptions) -> T:
        raw = await self._client.send(self._client.prepare(operation, arguments, options))
        return cast("T", raw) if self._raw else raw.parsed

    def _list(
        self, operation: Operation[Any], arguments: Mapping[str, object], options: CallOptions
    ) -> AsyncPager[Any]:
        _refuse_raw_list(self._raw)
        client = self._client
        client.prepare(operation, arguments, options)
        return AsyncPager(operation.rule, arguments, lambda page: client.send(client.prepare(operation, page, options)))


def _refuse_raw_list(raw: bool) -> None:
    if raw:
        raise TypeError("a list has one answer per page: iterate over .pages(), each page has .raw")


@overload
def with_raw_response(
    method: Callable[P, Coroutine[Any, Any, T]],
) -> Callable[P, Coroutine[Any, Any, RawResponse[T]]]: ...
@overload
def with_raw_response(method: Callable[P, T]) -> Callable[P, RawResponse[T]]: ...
def with_raw_response(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method changed so that it gives the whole answer, with the usual result as ``parsed``.

    ``with_raw_response(client.applications.get)("id").headers``

    Raises:
        TypeError: The argument is not a method of a resource.
    """
    resource = getattr(method, "__self__", None)
    if not isinstance(resource, Resource | AsyncResource):
        raise TypeError("with_raw_response() takes a method of a resource, such as client.applications.get")
    view = copy.copy(resource)
    view._raw = True
    return cast("Callable[..., Any]", getattr(view, method.__name__))
