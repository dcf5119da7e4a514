"""What every contender can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar, TypeAlias

Reads: TypeAlias = Mapping[str, Callable[[Any], object]]
AsyncReads: TypeAlias = Mapping[str, Callable[[Any], Awaitable[object]]]

APPLICATION = "application"
PROCEDURES = "procedures"
KLIP = "klip"
KLIPS = "klips"
WALK = "walk"
AHEAD = "ahead"
"""The operations: one application, one page of procedures, one klip, one page of klips, all procedures page by page,
all procedures with 16 pages in flight; the last two return how many there were."""

API_OF = {
    APPLICATION: "kloudless",
    PROCEDURES: "klarify",
    KLIP: "klipfolio",
    KLIPS: "klipfolio",
    WALK: "klarify",
    AHEAD: "klarify",
}
JSON = {"Content-Type": "application/json"}


class Contender(ABC):
    """One way to call the three APIs.

    Clients stay open until the process ends: that closing costs time is not what is measured.

    Attributes:
        column: Its column in the table.
        start_up: Statements by row, to be timed in fresh interpreters.
        reads: Blocking operations on what ``open`` returns.
    """

    column: ClassVar[str]
    start_up: ClassVar[Mapping[str, str]]
    reads: ClassVar[Reads]

    @abstractmethod
    def open(self, api: str, target: bytes | str) -> Any:
        """Return a client of an API that sends to a base URL, or gets the same bytes as answer in process."""

    def call(self, operation: str, target: bytes | str) -> Callable[[], object]:
        """Return an operation, ready to be called again and again."""
        client, read = self.open(API_OF[operation], target), self.reads[operation]
        return lambda: read(client)


class AsyncContender(Contender):
    """One that has an async client, too.

    Attributes:
        async_reads: Awaited operations on what ``open_async`` returns.
    """

    async_reads: ClassVar[AsyncReads]

    @abstractmethod
    def open_async(self, api: str, target: bytes | str) -> Any:
        """Return an async client; see ``open``."""

    def async_call(self, operation: str, target: bytes | str) -> Callable[[], Awaitable[object]]:
        """Return an operation, ready to be awaited again and again."""
        client, read = self.open_async(API_OF[operation], target), self.async_reads[operation]
        return lambda: read(client)
