"""How many procedures a page holds: as many as asked for, or as many as the service answers in good time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.errors import ConfigurationError

if TYPE_CHECKING:
    from .._runtime.operation import RawResponse

_LARGEST, _SMALLEST, _STEP = 100, 25, 25
_SLOW, _QUICK = 10.0, 3.0


class PageSize:
    """A page size that stays.

    Args:
        size: Procedures a page, 1 or more; 100 is the advised maximum.

    Raises:
        ConfigurationError: It is no whole number, or less than 1.
    """

    def __init__(self, size: int = _LARGEST) -> None:
        if type(size) is not int or size < 1:
            raise ConfigurationError("page_size: give a whole number, 1 or more, or an AdaptivePageSize()")
        self.size = size

    def at(self, offset: int) -> int:
        """Return the size of a page that begins at this index of the list."""
        del offset
        return self.size

    def took(self, seconds: float) -> None:
        """Learn how long the service took for a page."""

    def timed_out(self) -> None:
        """Learn that the service did not answer in time."""


class AdaptivePageSize(PageSize):
    """A page size that follows how long the service takes: 100 to begin with, never more, never less than 25.

    A page that took over 10 s lowers it by 25, one that took less than 3 s raises it by 25, a timeout lowers it by 25.
    The error of the timeout is raised all the same: read on, and the size is the lower one. Figures: Klarify's advice
    on page sizes. One object may serve many runs, one after the other; it remembers.

    The service counts pages in units of their size, so a changed size would skip or repeat procedures. It is used
    where a page of that size begins exactly where the last one ended; until then the next smaller one that does.

    Attributes:
        size: The size that the service seems to bear.
    """

    def __init__(self) -> None:
        super().__init__()

    def __repr__(self) -> str:
        return f"<AdaptivePageSize: {self.size} now>"

    def at(self, offset: int) -> int:
        """Return the largest size up to the wanted one that a page may have which begins at this index."""
        fitting = (size for size in range(self.size, 0, -_STEP) if offset % size == 0)
        return next(fitting, _SMALLEST)

    def took(self, seconds: float) -> None:
        """Learn how long the service took for a page."""
        if seconds > _SLOW:
            self.timed_out()
        elif seconds < _QUICK:
            self.size = min(self.size + _STEP, _LARGEST)

    def timed_out(self) -> None:
        """Learn that the service did not answer in time."""
        self.size = max(self.size - _STEP, _SMALLEST)


def service_seconds(raw: RawResponse[Any]) -> float:
    """Return how long the service took for an answer: the waits between the attempts of a call are not its own."""
    return raw.elapsed - sum(retry.delay for retry in raw.history)


def page_size(given: int | PageSize | None) -> PageSize:
    """Return what a caller gave as the size of pages, 100 by default.

    Raises:
        ConfigurationError: It is no size.
    """
    return given if isinstance(given, PageSize) else PageSize(_LARGEST if given is None else given)
