"""Lists that come in pages: which page is next, when the list ends, and when it must not go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .errors import APIError, NotFoundError, PaginationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: The objects, in the order of the service.
        number: Number of the page, counted as the API counts.
        total: Number of all objects, where the API tells it.
        raw: The whole answer: envelope, status, headers, attempts.
    """

    items: Sequence[T]
    number: int
    total: int | None
    raw: RawResponse[Any]


class PageWalk(Generic[T]):
    """Where a reader stands in a list; no network here."""

    def __init__(self, rule: PagePaging, arguments: Mapping[str, object]) -> None:
        self.rule = rule
        self.arguments = arguments
        start = arguments.get(rule.page)
        self.start = start if isinstance(start, int) else rule.first
        self.total: int | None = None
        self.finished = False
        self._seen = 0
        self._skipped: int | None = 0 if self.start == rule.first else None
        self._ends: dict[tuple[int, str, str], tuple[object, object]] = {}

    def request(self, number: int) -> Mapping[str, object]:
        """Return the arguments that ask for a page; the first one is asked for exactly as the caller did."""
        return self.arguments if number == self.start else {**self.arguments, self.rule.page: number}

    def past_the_end(self, error: APIError) -> bool:
        """Tell whether an error on a further page only means that the list ended before it, which then ends the walk.

        A page that the service itself announced must be there: its absence is never the end of the list.
        """
        self.finished = isinstance(error, NotFoundError) and not self.rule.has_next
        return self.finished

    def pages_ahead(self, number: int) -> int | None:
        """Return how many pages follow page ``number``, where the total tells it."""
        size = self.arguments.get(self.rule.size) or self.rule.default_size
        if self.total is None or not isinstance(size, int):
            return None
        return max(-(-self.total // size) - (number - self.rule.first + 1), 0)

    def take(self, number: int, raw: RawResponse[Any]) -> Page[T]:
        """Take the answer for page ``number`` and decide whether the list goes on.

        Raises:
            PaginationError: The page was there before, or is empty although more are announced.
        """
        envelope = raw.parsed
        items = cast("list[T]", getattr(envelope, self.rule.items))
        if self.rule.total:
            self.total = getattr(envelope, self.rule.total)
        more = self._more(items, envelope)
        if not items and more:
            raise PaginationError(f"{raw.operation.id}: page {number} is empty, but the service announces more")
        if items and self._repeats(items):
            raise PaginationError(f"{raw.operation.id}: page {number} repeats an earlier page; reading stopped")
        self.finished = not more
        return Page(items, number, self.total, raw)

    def _repeats(self, items: Sequence[T]) -> bool:
        # The first and last objects tell, whatever the envelope says of its own number. Their first members, which
        # identify objects nearly everywhere, find the candidates, so that comparing costs nothing on any page.
        (first, first_members), (last, last_members) = _told_apart(items[0]), _told_apart(items[-1])
        key, ends = (len(items), first, last), (first_members, last_members)
        earlier, self._ends[key] = self._ends.get(key), ends
        return earlier == ends

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


def _told_apart(item: object) -> tuple[str, object]:
    members: dict[str, object] | None = getattr(item, "__dict__", None)
    if members is None:
        return str(item), item
    # A copy: the reader may change the object before it is seen again.
    return str(next(iter(members.values()), "")), members.copy()
