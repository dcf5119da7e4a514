"""Lists that come in pages: which page is next, when the list ends, and when it must not go on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .errors import APIError, NotFoundError, PaginationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .answers import Rows
    from .response import RawResponse

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePaging:
    """A list read by page numbers, as the spec declares it.

    Attributes:
        page: Argument that holds the page number.
        size: Argument that holds the page size.
        first: Number of the first page.
        default_size: Page size of the service where none is sent.
        items: Envelope attribute that holds the objects.
        total: Envelope attribute that holds the number of all objects, if there is one.
        has_next: Envelope attribute that says whether another page follows, if there is one.
    """

    page: str
    size: str
    first: int
    items: str
    default_size: int | None = None
    total: str = ""
    has_next: str = ""

    def walk(self, arguments: Mapping[str, object]) -> PageWalk[Any]:
        """Begin to read the list."""
        return PageWalk(self, arguments)


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetPaging:
    """A list read by the index of the first object wanted, as the spec declares it.

    Attributes:
        offset: Argument that holds the index, counted from 0.
        limit: Argument that holds the most objects of a page.
        items: Where the answer holds the objects.
        total: Where the answer holds the number of all objects; the service may leave it out.
        default_limit: Page size of the service where none is sent.
        largest: The largest page size.
        single: Where the answer may hold one object in place of the list, if it may.
    """

    offset: str
    limit: str
    items: str
    total: str
    default_limit: int
    largest: int
    single: str = ""

    def walk(self, arguments: Mapping[str, object]) -> OffsetWalk[Any]:
        """Begin to read the list."""
        return OffsetWalk(self, arguments)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: The objects, in the order of the service.
        number: Number of the page; or index of its first object, where that is what the API counts.
        total: Number of all objects, where the API tells it.
        raw: The whole answer: envelope, status, headers, attempts.
    """

    items: Sequence[T]
    number: int
    total: int | None
    raw: RawResponse[Any]


class Walk(ABC, Generic[T]):
    """Where a reader stands in a list; no network here.

    A position is what the API counts: pages, or objects.

    Attributes:
        start: Position of the first page.
        following: Position of the page after the last one taken.
        total: Number of all objects, where the API tells it.
        finished: Whether the list has ended.
    """

    def __init__(self, arguments: Mapping[str, object], start: int) -> None:
        self.arguments = arguments
        self.start = start
        self.following = start
        self.total: int | None = None
        self.finished = False
        self._ends: dict[tuple[int, str, str], tuple[object, object]] = {}

    @abstractmethod
    def request(self, position: int) -> Mapping[str, object]:
        """Return the arguments that ask for a page; the first one is asked for exactly as the caller did."""

    @abstractmethod
    def ahead(self, pages: int) -> int:
        """Return the position that many pages after the following one, if all pages are full."""

    @abstractmethod
    def pages_left(self) -> int | None:
        """Return how many pages follow the last one taken, where the total tells it."""

    @abstractmethod
    def past_the_end(self, error: APIError) -> bool:
        """Tell whether an error on a further page only means that the list ended before it; the walk then ends."""

    @abstractmethod
    def take(self, position: int, raw: RawResponse[Any]) -> Page[T]:
        """Take the answer for the page at ``position`` and decide whether the list goes on.

        Raises:
            PaginationError: The page was there before, or is empty although more are announced.
        """

    def _repeats(self, items: Sequence[T]) -> bool:
        # The first and last objects tell, whatever the envelope says of its own number. Their first members, which
        # identify objects nearly everywhere, find the candidates, so that comparing costs nothing on any page.
        (first, first_members), (last, last_members) = _told_apart(items[0]), _told_apart(items[-1])
        key, ends = (len(items), first, last), (first_members, last_members)
        earlier, self._ends[key] = self._ends.get(key), ends
        return earlier == ends


class PageWalk(Walk[T]):
    """A walk by page numbers."""

    def __init__(self, rule: PagePaging, arguments: Mapping[str, object]) -> None:
        start = arguments.get(rule.page)
        super().__init__(arguments, start if isinstance(start, int) else rule.first)
        self.rule = rule
        self._seen = 0
        self._skipped: int | None = 0 if self.start == rule.first else None

    def request(self, position: int) -> Mapping[str, object]:
        """Return the arguments that ask for a page."""
        return self.arguments if position == self.start else {**self.arguments, self.rule.page: position}

    def ahead(self, pages: int) -> int:
        """Return the number of a page further on."""
        return self.following + pages

    def past_the_end(self, error: APIError) -> bool:
        """Take a missing page for the end, unless the service announced it: then its absence never is."""
        self.finished = isinstance(error, NotFoundError) and not self.rule.has_next
        return self.finished

    def pages_left(self) -> int | None:
        """Return how many pages follow, where total and page size are known."""
        size = self.arguments.get(self.rule.size) or self.rule.default_size
        if self.total is None or not isinstance(size, int):
            return None
        return max(-(-self.total // size) - (self.following - self.rule.first), 0)

    def take(self, position: int, raw: RawResponse[Any]) -> Page[T]:
        """Take the answer for page ``position``."""
        envelope = raw.parsed
        items = cast("list[T]", getattr(envelope, self.rule.items))
        if self.rule.total:
            self.total = getattr(envelope, self.rule.total)
        more = self._more(items, envelope)
        if not items and more:
            raise PaginationError(f"{raw.operation.id}: page {position} is empty, but the service announces more")
        if items and self._repeats(items):
            raise PaginationError(f"{raw.operation.id}: page {position} repeats an earlier page; reading stopped")
        self.following = position + 1
        self.finished = not more
        return Page(items, position, self.total, raw)

    def _more(self, items: Sequence[T], envelope: object) -> bool:
        self._seen += len(items)
        if self.rule.has_next:
            return getattr(envelope, self.rule.has_next) is True
        if not items:
            return False
        if self._skipped is None:
            # A service may serve smaller pages than asked for: count in the size it really uses.
            self._skipped = (self.start - self.rule.first) * len(items)
        return self.total is None or self._skipped + self._seen < self.total


class OffsetWalk(Walk[T]):
    """A walk by the index of the first object of a page.

    Pages after the first are as large as the service allows, unless the caller chose a size: fewer requests for the
    same list, of which the service allows only so many.
    """

    def __init__(self, rule: OffsetPaging, arguments: Mapping[str, object]) -> None:
        start, limit = arguments.get(rule.offset), arguments.get(rule.limit)
        super().__init__(arguments, start if isinstance(start, int) else 0)
        self.rule = rule
        self._limit = limit if isinstance(limit, int) else None
        self._most_served = 0

    def request(self, position: int) -> Mapping[str, object]:
        """Return the arguments that ask for the page that begins at an index."""
        if position == self.start:
            return self.arguments
        return {**self.arguments, self.rule.offset: position, self.rule.limit: self._limit or self.rule.largest}

    def ahead(self, pages: int) -> int:
        """Return the index at which a page further on begins."""
        return self.following + pages * (self._limit or self.rule.largest)

    def past_the_end(self, error: APIError) -> bool:
        """Never: an index after the end gives an empty page."""
        del error
        return False

    def pages_left(self) -> int | None:
        """Return how many pages follow, where the total tells it."""
        if self.total is None:
            return None
        return max(-(-(self.total - self.following) // (self._limit or self.rule.largest)), 0)

    def take(self, position: int, raw: RawResponse[Any]) -> Page[T]:
        """Take the answer for the page that begins at ``position``."""
        rows: Rows = raw.parsed
        self.total = rows.total if rows.total is not None else self.total
        if rows.items and self._repeats(rows.items):
            largest = f"{self.rule.limit}={self.rule.largest}"
            raise PaginationError(
                f"{raw.operation.id}: the page at {self.rule.offset}={position} repeats an earlier page; reading "
                f"stopped. If the service does not page this list, {largest} may read it at once"
            )
        self.following = position + len(rows.items)
        self.finished = not self._more(position, len(rows.items))
        self._most_served = max(self._most_served, len(rows.items))
        return Page(rows.items, position, self.total, raw)

    def _more(self, position: int, count: int) -> bool:
        if not count:
            return False
        if self.total is not None:
            return self.following < self.total
        first = position == self.start
        asked = self._limit or (self.rule.default_limit if first else self.rule.largest)
        if count > asked:
            # The service does not page this list: all of it is here.
            return False
        # A page as large as any before it may be all that the service gives at a time, whatever was asked for.
        return count == asked or (not first and count >= self._most_served)


def _told_apart(item: object) -> tuple[str, object]:
    members: dict[str, object] | None = getattr(item, "__dict__", None)
    if members is None:
        return str(item), item
    # A copy: the reader may change the object before it is seen again.
    return str(next(iter(members.values()), "")), members.copy()
