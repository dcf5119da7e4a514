"""Reading the list of procedures in the order of their changes while they change; no network here.

Page numbers count from the start of a list, and the list moves: a procedure that is changed goes to its end, and all
behind its old place slip forward, some of them to a page that was read already. So a page is asked for as the first
one of a list that begins shortly before the newest change read (`last_updated_at`). Nothing that moves away before
that moment shifts such a page.

Where so many procedures changed within a second that this would bring too few new ones, page numbers have to do, and
what may have slipped is looked for by reading that stretch again until a whole pass brings nothing new.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from .._runtime.errors import PaginationError

if TYPE_CHECKING:
    from collections.abc import Generator, Hashable, Sequence

    from .page_size import PageSize

BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""Before every change."""

_SECOND = timedelta(seconds=1)
# The clocks of a service's machines differ by less. What claims to have changed later is from a clock that was wrong.
_FUTURE = timedelta(minutes=5)
_MOST_CHECKS = 3
_PATIENCE = 10


@dataclass(frozen=True, slots=True)
class Place:
    """A page to ask for.

    Attributes:
        since: The moment after which the list begins; ``None`` for the whole list.
        offset: Index of the first procedure within that list.
        size: Procedures a page; the offset is a multiple of it.
    """

    since: datetime | None
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What matters of a page that was read.

    Attributes:
        names: What tells each version of a procedure apart.
        moments: When each of them changed, with zone.
        fresh: How many of them were not known before.
        again: How many of those came in an older version earlier in the same run.
        more: Whether the service announces another page.
        total: Length of the list, where the service tells it.
        now: The service's time, with zone.
    """

    names: Sequence[Hashable]
    moments: Sequence[datetime]
    fresh: int
    again: int
    more: bool
    total: int | None
    now: datetime


class Reading:
    """One reading of the list, from a moment to its end.

    Args:
        since: Where to begin, with zone; ``None`` for the beginning.
        sizes: How many procedures a page holds.
        again_from: What an earlier reading has left to look at again; it does not lie before ``since``.

    Attributes:
        place: The page to ask for next; ``None`` when all are read.
        again_from: Where a later reading has to begin, because page numbers had to do there and nobody has looked yet
            whether something slipped; ``None`` if nothing can have.
    """

    def __init__(self, since: datetime | None, sizes: PageSize, again_from: datetime | None = None) -> None:
        self._since = since
        self._sizes = sizes
        self._newest: datetime | None = None
        self._ordered = self._jumps = True
        # Of the pass under way: from where to where page numbers had to do, and how much turned up that was not known.
        self._risk: datetime | None = None
        self._risky_until = BEGINNING
        self._found = 0
        self._pages, self._most_pages = 0, math.inf
        self.again_from = again_from
        self._steps = self._passes()
        self.place: Place | None = next(self._steps)

    @property
    def mark(self) -> datetime | None:
        """The newest change read; ``None`` before the first, and while an unsorted list is not at its end.

        Changes that lie in the service's future do not count: a mark from a clock that was wrong would hide all that
        follows.
        """
        return self._newest if self._ordered or self.place is None else None

    def take(self, answer: Answer) -> None:
        """Take the page that was asked for, and decide which is next.

        Raises:
            PaginationError: The list repeats itself without an end.
        """
        try:
            self.place = self._steps.send(answer)
        except StopIteration:
            self.place = None

    def _passes(self) -> Generator[Place, Answer]:
        since, settled = self._since, None
        for _ in range(1 + _MOST_CHECKS):
            self._risk, self._found = None, 0
            yield from self._pass(since, settled)
            if self._pages >= self._most_pages:
                return
            if self._risk is None or not self._found:
                self.again_from = None
                return
            since, settled = self._risk, self._risky_until

    def _pass(self, start: datetime | None, settled: datetime | None) -> Generator[Place, Answer]:
        """Read to the end of the list, passing over what lies between ``settled`` and the newest change."""
        since, offset, jumped, total = start, 0, False, None
        seen: set[Hashable] = set()
        idle = 0
        while True:
            place = Place(since, offset, self._sizes.at(offset))
            answer = yield place
            self._newest = max((moment for moment in (self._newest, _reached(answer)) if moment), default=None)
            self._found += answer.fresh
            self._count(answer)
            if self._jumps and not self._sound(answer, since):
                self._jumps = False
                if jumped:
                    # Only page numbers are left, and they count from where this pass began.
                    since, offset, total = start, 0, None
                    seen.clear()
                    continue
            if offset:
                self._take_risk(since or BEGINNING, answer)
                # Removed meanwhile, so that as many have slipped forward.
                self._found += None not in (total, answer.total) and cast("int", answer.total) < cast("int", total)
            if not answer.more or self._pages >= self._most_pages:
                return
            idle = idle + 1 if seen.issuperset(answer.names) else 0
            if idle == _PATIENCE:
                raise PaginationError(
                    f"procedures_list: {idle} pages running brought nothing that was not on an earlier one; reading "
                    "stopped"
                )
            seen.update(answer.names)
            target = self._target(answer, settled)
            if target is not None and (since is None or target > since):
                since, offset, jumped, total = target, 0, True, None
                seen.clear()
            else:
                offset, total = offset + place.size, answer.total

    def _count(self, answer: Answer) -> None:
        self._pages += 1
        if answer.again:
            # Whatever follows changed after this reading began: there is an end, even to a list that changes faster
            # than it is read.
            self._most_pages = min(self._most_pages, 2 * self._pages + _PATIENCE)

    def _sound(self, answer: Answer, since: datetime | None) -> bool:
        """Tell whether the service sorts and filters as asked."""
        self._ordered &= all(one - two < _SECOND for one, two in pairwise(answer.moments))
        return self._ordered and (since is None or all(since - moment <= _SECOND for moment in answer.moments))

    def _take_risk(self, since: datetime, answer: Answer) -> None:
        self._risk = min(self._risk or since, since)
        self._risky_until = max([self._risky_until, *answer.moments])
        self.again_from = min(self.again_from or since, since)

    def _target(self, answer: Answer, settled: datetime | None) -> datetime | None:
        """Return the moment after which the next page may begin as a list of its own, if that is worth while."""
        reached = _reached(answer)
        if not self._jumps or reached is None or self._newest is None:
            return None
        if settled is not None and reached > settled:
            return shortly_before(self._newest)
        target = shortly_before(reached)
        again = sum(moment >= target for moment in answer.moments)
        return target if again * 2 <= len(answer.moments) else None


def _reached(answer: Answer) -> datetime | None:
    return max((moment for moment in answer.moments if moment <= answer.now + _FUTURE), default=None)


def shortly_before(moment: datetime) -> datetime:
    """Return the latest moment to ask from that does not miss changes at this one."""
    # Requests have whole seconds, and whether a change at exactly that second is after it is not documented.
    return moment.replace(microsecond=0) - _SECOND
