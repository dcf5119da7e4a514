"""Lists that come in pages: which page is next, when the list ends, and when it must not go on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .errors import APIError, NotFoundError, PaginationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .operation import RawResponse, Rows
    from .progress import Place, Seen

T = TypeVar("T")

PATIENCE = 10
"""Most pages running that may bring a reader no nearer to the end of the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePaging:
    """A list read by page numbers, as the spec declares it.

    Attributes:
        page: Argument that holds the page number.
        first: Number of the first page.
        items: Envelope attribute that holds the objects.
        total: Envelope attribute that holds the number of all objects, if there is one.
        has_next: Envelope attribute that says whether another page follows, if there is one.
    """

    page: str
    first: int
    items: str
    total: str = ""
    has_next: str = ""

    def walk(self, arguments: Mapping[str, object], place: Place | None = None) -> PageWalk[Any]:
        """Begin to read the list, or go on from a place in it."""
        return PageWalk(self, arguments, place)


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

    def walk(self, arguments: Mapping[str, object], place: Place | None = None) -> OffsetWalk[Any]:
        """Begin to read the list, or go on from a place in it."""
        return OffsetWalk(self, arguments, place)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: The objects, in the order of the service, without those that came on an earlier page.
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

    A position is what the API counts: pages, or objects. Lists change while they are read:

    - Objects that are added or moved push others to a page further on. What has an ``id`` that came on an earlier page
      is left out.
    - Objects that are removed let others slip to a page that was read already. Where the total tells so, the walk goes
      back by as much, once for every change; what came before is left out. It does so while no more than two of three
      pages turn out to bring nothing new.

    Attributes:
        start: Position of the first page.
        following: Position of the page to take next.
        total: Number of all objects, where the API tells it.
        finished: Whether the list has ended.
        size: Objects of a full page, 0 while that is not known.
    """

    def __init__(self, arguments: Mapping[str, object], start: int, place: Place | None) -> None:
        self.arguments = arguments
        self.start = start
        self.following = start if place is None else place.position
        self.total: int | None = None
        self.finished = place is not None and place.finished
        self.size = 0 if place is None else place.size
        self._place = place
        self._first = self._reached = self.following
        self._seen: Seen | None = None
        self._named = False
        # Objects that may come again because others were added; pages running that brought the end no nearer; pages
        # that may yet be read again in vain.
        self._pushed = self._idle = 0
        self._credit = PATIENCE

    @abstractmethod
    def request(self, position: int) -> Mapping[str, object]:
        """Return the arguments that ask for a page; the first one is asked for exactly as the caller did."""

    @abstractmethod
    def ahead(self, pages: int) -> int:
        """Return the position that many pages after the following one, if all pages are full."""

    @abstractmethod
    def pages_left(self) -> int | None:
        """Return how many pages follow, where the total tells it."""

    @abstractmethod
    def past_the_end(self, error: APIError) -> bool:
        """Tell whether an error on a further page only means that the list ended before it; the walk then ends."""

    @abstractmethod
    def objects(self, answer: Any) -> tuple[Sequence[T], int | None]:
        """Return the objects of an answer, and the number of all objects if it tells."""

    @abstractmethod
    def _after(self, position: int, count: int, answer: Any) -> tuple[int, bool]:
        """Return where the page after one with so many objects begins, and whether there is one."""

    @abstractmethod
    def _back(self, position: int, gone: int) -> int:
        """Return how far before a page the objects begin that slipped ahead of it, when so many are gone."""

    @abstractmethod
    def _repeats(self, position: int) -> str:
        """Return what to say of a page that came again."""

    def take(self, position: int, raw: RawResponse[Any]) -> Page[T]:
        """Take the answer for the page at ``position`` and decide where the list goes on.

        Raises:
            PaginationError: The page was there before, or is empty although more are announced; or the list grows as
                fast as it is read.
        """
        items, told = self.objects(raw.parsed)
        grown = 0 if told is None or self.total is None else told - self.total
        self.total = self.total if told is None else told
        following, more = self._after(position, len(items), raw.parsed)
        problem = f"page {position} is empty, but the service announces more" if more and not items else ""
        kept, repeated = self._without_known(items, more)
        # Objects come again because the walk went back, or because as many were added before them.
        again = len(items) if repeated else len(items) - len(kept)
        self._pushed += max(grown, 0)
        explained = position < self._reached or again <= self._pushed
        if position >= self._reached:
            self._pushed = max(self._pushed - again, 0)
        if repeated and not explained:
            problem = self._repeats(position)
        self._credit += 2 if kept else -1
        if more and (grown >= len(items) or not (kept or explained)):
            self._idle += 1
            if self._idle == PATIENCE:
                problem = problem or f"{PATIENCE} pages brought the end no nearer; reading stopped"
        elif kept and following > self._reached:
            self._idle = 0
        if problem:
            raise PaginationError(f"{raw.operation.id}: {problem}")
        self._reached = max(self._reached, following)
        if grown < 0 and self._named and self._credit > 0 and position > self._first:
            following, more = position - self._back(position, -grown), True
        self.following, self.finished = following, not more
        if self._place is not None:
            kept, self._place = kept[self._place.given_of(items) :], None
        return Page(kept, position, self.total, raw)

    def _without_known(self, items: Sequence[T], more: bool) -> tuple[Sequence[T], bool]:
        """Return the objects that are new, or have no name; and whether the page came before."""
        if self._seen is None:
            if not more:
                # A list of one page needs no memory.
                return items, False
            from .progress import Seen

            self._seen = Seen()
        if not items:
            return items, False
        names = [name_of(item) for item in items]
        self._named = None not in names
        # Without names, the first and the last object tell pages apart, whatever the envelope says of its number.
        # Their members, not their text, which leaves secrets out.
        page: list[object] = [*names]
        if not self._named:
            page = [len(items), *(str(getattr(item, "__dict__", item)) for item in (items[0], items[-1]))]
        repeated = not self._seen.add([tuple(page)])
        new = self._seen.add(names)
        if len(new) < len(items):
            items = [item for item, name in zip(items, names, strict=True) if name is None or name in new]
        return items, repeated


class PageWalk(Walk[T]):
    """A walk by page numbers."""

    def __init__(self, rule: PagePaging, arguments: Mapping[str, object], place: Place | None = None) -> None:
        start = arguments.get(rule.page)
        super().__init__(arguments, start if isinstance(start, int) else rule.first, place)
        self.rule = rule
        self._index = -1

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
        """Return how many pages follow, where the total tells it."""
        return None if self.total is None or not self.size else max(-(-(self.total - self._index) // self.size), 0)

    def objects(self, answer: Any) -> tuple[Sequence[T], int | None]:
        """Return what the envelope holds."""
        return getattr(answer, self.rule.items), getattr(answer, self.rule.total) if self.rule.total else None

    def _after(self, position: int, count: int, answer: Any) -> tuple[int, bool]:
        # A service may serve smaller pages than asked for: count in the size it really uses.
        self.size = self.size or count
        if self._index < 0:
            self._index = (position - self.rule.first) * self.size
        self._index += count
        if self.rule.has_next:
            return position + 1, getattr(answer, self.rule.has_next) is True
        return position + 1, count > 0 and (self.total is None or self._index < self.total)

    def _back(self, position: int, gone: int) -> int:
        pages = min(-(-gone // self.size), position - self._first)
        self._index = (position - pages - self.rule.first) * self.size
        return pages

    def _repeats(self, position: int) -> str:
        return f"page {position} repeats an earlier page; reading stopped"


class OffsetWalk(Walk[T]):
    """A walk by the index of the first object of a page.

    Pages after the first are as large as the service allows, unless the caller chose a size: fewer requests for the
    same list, of which the service allows only so many.
    """

    def __init__(self, rule: OffsetPaging, arguments: Mapping[str, object], place: Place | None = None) -> None:
        start, limit = arguments.get(rule.offset), arguments.get(rule.limit)
        super().__init__(arguments, start if isinstance(start, int) else 0, place)
        self.rule = rule
        self._limit = limit if isinstance(limit, int) else None
        self.size = self.size or self._limit or rule.largest
        self._most_served = 0

    def request(self, position: int) -> Mapping[str, object]:
        """Return the arguments that ask for the page that begins at an index."""
        if position == self.start:
            return self.arguments
        return {**self.arguments, self.rule.offset: position, self.rule.limit: self._limit or self.rule.largest}

    def ahead(self, pages: int) -> int:
        """Return the index at which a page further on begins."""
        return self.following + pages * self.size

    def past_the_end(self, error: APIError) -> bool:
        """Never: an index after the end gives an empty page."""
        del error
        return False

    def pages_left(self) -> int | None:
        """Return how many pages follow, where the total tells it."""
        return None if self.total is None else max(-(-(self.total - self.following) // self.size), 0)

    def objects(self, answer: Rows) -> tuple[Sequence[T], int | None]:
        """Return the rows."""
        return answer.items, answer.total

    def _after(self, position: int, count: int, answer: Any) -> tuple[int, bool]:
        del answer
        first = position == self.start
        asked = self._limit or (self.rule.default_limit if first else self.rule.largest)
        if self.total is not None:
            more = count > 0 and position + count < self.total
        else:
            # More than asked for: the service does not page this list, and all of it is here. A page as large as any
            # before it may be all that the service gives at a time, whatever was asked for.
            more = 0 < count <= asked and (count == asked or (not first and count >= self._most_served))
        if more and not first:
            self.size = count
        self._most_served = max(self._most_served, count)
        return position + count, more

    def _back(self, position: int, gone: int) -> int:
        return min(gone, position - self._first)

    def _repeats(self, position: int) -> str:
        return (
            f"the page at {self.rule.offset}={position} repeats an earlier page; reading stopped. If the service does "
            f"not page this list, {self.rule.limit}={self.rule.largest} may read it at once"
        )


def name_of(item: object) -> str | int | None:
    """Return what tells an object apart from all others of its list: its ``id``, if it has one."""
    members = cast("dict[str, object]", item) if isinstance(item, dict) else getattr(item, "__dict__", {})
    name = members.get("id")
    return name if isinstance(name, str | int) else None
