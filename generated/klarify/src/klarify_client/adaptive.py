"""A list of procedures in pages whose size follows how long the service takes."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from ._overrides.page_size import AdaptivePageSize, service_seconds
from ._runtime.errors import APITimeoutError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from ._client import AsyncKlarify, Klarify
    from ._runtime.operation import RawResponse
    from .models import Procedure, ProcedurePage

__all__ = ["AdaptiveList", "AdaptivePageSize", "AsyncAdaptiveList"]


class _Reader:
    """Where a reader of the list stands."""

    def __init__(self, sizes: AdaptivePageSize, arguments: Mapping[str, object]) -> None:
        self.sizes = sizes
        self._arguments = arguments
        self._offset = 0
        self._size = 0
        self._given: set[str] = set()
        self._ready: deque[Procedure] = deque()
        self._finished = False

    def arguments(self) -> Any:
        self._size = self.sizes.at(self._offset)
        return {**self._arguments, "page": self._offset // self._size, "page_size": self._size}

    def take(self, raw: RawResponse[ProcedurePage]) -> None:
        self.sizes.took(service_seconds(raw))
        for procedure in raw.parsed.data:
            name = str(procedure.id)
            if name not in self._given:
                self._given.add(name)
                self._ready.append(procedure)
        self._offset += self._size
        self._finished = not raw.parsed.has_next

    def next(self) -> Procedure | None:
        return self._ready.popleft() if self._ready else None

    @property
    def finished(self) -> bool:
        return self._finished and not self._ready


class AdaptiveList:
    """Iterates once over the procedures; after an error, going on asks for the same page again.

    A timeout is raised, and lowers the size: `next()` then asks from the same place for less. Nothing is skipped or
    given twice by a size that changes; for what happens when the list itself changes see `Klarify.sync`.

    Attributes:
        sizes: The size of pages, and what it has learned.
    """

    def __init__(self, client: Klarify, sizes: AdaptivePageSize, arguments: Mapping[str, object]) -> None:
        self.sizes = sizes
        self._client = client
        self._reader = _Reader(sizes, arguments)
        client.procedures.list(**self._reader.arguments())

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Procedure:
        while (procedure := self._reader.next()) is None:
            if self._reader.finished:
                raise StopIteration
            try:
                raw = self._client.procedures.list(**self._reader.arguments()).first_page().raw
            except APITimeoutError:
                self.sizes.timed_out()
                raise
            self._reader.take(raw)
        return procedure


class AsyncAdaptiveList:
    """Iterates once over the procedures, with `async for` or `anext()`; all else is said at `AdaptiveList`."""

    def __init__(self, client: AsyncKlarify, sizes: AdaptivePageSize, arguments: Mapping[str, object]) -> None:
        self.sizes = sizes
        self._client = client
        self._reader = _Reader(sizes, arguments)
        client.procedures.list(**self._reader.arguments())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Procedure:
        while (procedure := self._reader.next()) is None:
            if self._reader.finished:
                raise StopAsyncIteration
            try:
                raw = (await self._client.procedures.list(**self._reader.arguments()).first_page()).raw
            except APITimeoutError:
                self.sizes.timed_out()
                raise
            self._reader.take(raw)
        return procedure
