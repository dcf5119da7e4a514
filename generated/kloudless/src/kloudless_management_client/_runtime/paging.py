"""Lists that come in pages: which page is next, when the list ends, and when it must not go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .errors import APIError, NotFoundError, PaginationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .response import RawResponse

T = TypeVar("T")

_PIECE = 256


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
        self._ends: dict[int, tuple[T, T]] = {}

    def request(self, number: int) -> Mapping[str, object]:
        """Return the arguments that ask for a page; the first one is asked for exactly as the caller did."""
        return self.arguments if number == self.start else {**self.arguments, self.rule.page: number}

    def past_the_end(self, number: int, error: APIError) -> bool:
        """Tell whether an error on a page only means that the list ended before it, which then ends the walk."""
        self.finished = number > self.start and isinstance(error, NotFoundError)
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
        if items and self._repeats(items, raw.content):
            raise PaginationError(f"{raw.operation.id}: page {number} repeats an earlier page; reading stopped")
        self.finished = not more
        return Page(items, number, self.total, raw)

    def _repeats(self, items: Sequence[T], content: bytes) -> bool:
        # Where the envelope tells its own number, equal pages differ in that alone: their first and last objects tell.
        # Hashing pieces is enough to find candidates, and costs nothing on a page of any size.
        key = hash((len(items), content[-_PIECE:]))
        ends = items[0], items[-1]
        if self._ends.setdefault(key, ends) is ends:
            return False
        return self._ends[key] == ends

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
