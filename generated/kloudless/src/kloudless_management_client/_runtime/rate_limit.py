"""How often requests are sent: at most so many in any window of time, and at most so many in a day."""

from __future__ import annotations

import contextlib
import heapq
import math
import threading
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from . import clock
from .errors import ConfigurationError, DailyLimitError
from .program import after_fork

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal, Self
    from zoneinfo import ZoneInfo

    from .clock import Clock
    from .options import RateRule
    from .shared_limit import Place, SharedLimit

# Sums of waits and readings of the clock differ in their last digits; asking for such a wait would never end.
_NO_WAIT = 1e-9
# What the default transports call the moment at which a request goes out, once it has a connection.
_ON_ITS_WAY = ".send_request_headers.started"


class TooLate(Exception):  # noqa: N818 - no error of a caller's, but the client's business
    """The turn would come after the moment up to which it is wanted.

    Attributes:
        wait: Seconds until it would come.
    """

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait


class RateLimit:
    """Keeps requests below what a service allows, which wait for their turns in the order of asking.

    A package has a subclass with the numbers and the day of its service, which says what the arguments mean.

    Attributes:
        margin: Seconds by which a window is longer than the service's. Not every request takes the same time to get
            there: without it, one window in eight was up to 2 ms short, as a server on the same machine counted.

    Raises:
        ConfigurationError: An argument is unusable, a library is not installed, or this machine does not know the zone.
    """

    margin = 0.01

    def __init__(
        self,
        per_second: float | None,
        per_day: int | None = None,
        *,
        daily_reset: str,
        shared: str | None = None,
        name: str | None = None,
        on_outage: Literal["raise", "local"] = "raise",
    ) -> None:
        self.per_second = per_second
        self.per_day = per_day
        # True is a number to Python.
        if per_second is not None and (type(per_second) not in {int, float} or not 0 < per_second < math.inf):
            raise ConfigurationError("per_second: give a positive number of requests, or None for no limit")
        if per_day is not None and (type(per_day) is not int or per_day < 1):
            raise ConfigurationError("per_day: give a whole number of requests, 1 or more, or None for no limit")
        self._lock = threading.Lock()
        self._clock: Clock | None = None
        if per_second is None:
            self._arrange(0, 0.0)
        else:
            self._arrange(max(1, math.floor(per_second)), max(1.0, 1 / per_second))
        self._zone = None if per_day is None else _zone(daily_reset)
        self._day: tuple[datetime, datetime] | None = None
        self._used = 0
        self._shared = None if shared is None else self._share(shared, name, on_outage)
        after_fork(self, RateLimit.forked)

    @classmethod
    def of(cls, rule: RateRule, shared: str | None = None) -> Self:
        """Return a limit as the service tells it, without a budget for a day."""
        limit = cls(rule.requests / rule.seconds, daily_reset=rule.daily_reset)
        limit._arrange(rule.requests, rule.seconds)
        if shared is not None:
            limit._shared = limit._share(shared, None, "raise")
        return limit

    def _share(self, url: str, name: str | None, on_outage: str) -> SharedLimit:
        # Imported late: few programs share a limit, or have installed what it takes.
        try:
            from .shared_limit import SharedLimit

            return SharedLimit(
                url,
                name=name,
                requests=self._planned.maxlen or 0,
                seconds=self._window - self.margin,
                per_day=self.per_day,
                zone=self._zone,
                on_outage=on_outage,
            )
        except ImportError:
            pass
        # A scheme begins with the name of its extra.
        extra = next((extra for extra in ("redis", "postgres") if url.startswith(extra)), "sqlite")
        package = __name__.partition(".")[0].replace("_", "-")
        raise ConfigurationError(f"rate_limit: to share it, pip install '{package}[{extra}]'")

    def forked(self) -> None:
        """Begin anew in a child process, where no thread of the parent waits or holds a lock."""
        self._lock = threading.Lock()
        self._begin(self._planned.maxlen or 0)
        if self._shared is not None:
            self._shared.forked()

    def __repr__(self) -> str:
        return f"RateLimit(per_second={self.per_second!r}, per_day={self.per_day!r})"

    def _arrange(self, requests: int, seconds: float) -> None:
        self._window = seconds + self.margin if requests else 0.0
        self._begin(requests)

    def _begin(self, requests: int) -> None:
        # When the latest requests were to be sent, and when they were: a thread or an event loop may come late.
        self._planned = deque[float](maxlen=requests)
        self._sent = deque[float](maxlen=requests)
        # Turns that were given back, earliest first.
        self._spare: list[float] = []

    def close(self) -> None:
        """Close the connection to the store of a shared limit; the next request opens another."""
        if self._shared is not None:
            self._shared.close()

    def take(self, latest: float | None = None) -> Turn:
        """Wait until the next request may be sent; return its turn.

        Args:
            latest: Moment of the clock after which the turn is of no use.

        Raises:
            DailyLimitError: The budget of the day is spent.
            SharedLimitError: The store of the limit is away.
            TooLate: The turn would come after ``latest``.
        """
        place = None if self._shared is None else self._shared.take(latest)
        turn = self._enter(place)
        self.wait(turn, latest)
        return turn

    async def atake(self, latest: float | None = None) -> Turn:
        """Wait until the next request may be sent; return its turn. As ``take``."""
        place = None if self._shared is None else await self._shared.atake(latest)
        turn = self._enter(place)
        await self.await_(turn, latest)
        return turn

    def send(self, turn: Turn) -> None:
        """Let a request go out, with another turn where it has waited for its connection until its own had passed."""
        if self._shared is not None and turn.place is not None:
            self._shared.resume(turn.place)
        self.sent(turn)
        self.wait(turn)

    async def asend(self, turn: Turn) -> None:
        """Let a request go out; as ``send``."""
        if self._shared is not None and turn.place is not None:
            await self._shared.aresume(turn.place)
        self.sent(turn)
        await self.await_(turn)

    def wait(self, turn: Turn, latest: float | None = None) -> None:
        """Wait for a turn."""
        try:
            while turn.wait > 0:
                turn.check(latest)
                clock.sleep(turn.wait)
                self._ask(turn)
        except BaseException:
            self._leave(turn)
            raise

    async def await_(self, turn: Turn, latest: float | None = None) -> None:
        """Wait for a turn."""
        try:
            while turn.wait > 0:
                turn.check(latest)
                await clock.current().asleep(turn.wait)
                self._ask(turn)
        except BaseException:
            self._leave(turn)
            raise

    def sent(self, turn: Turn) -> None:
        """Correct when a request is sent; where its place in the window has gone to others by now, it takes another."""
        if not self._window:
            return
        with self._lock:
            now = self._now()
            if turn.line is not self._planned:
                return
            if now - turn.at >= self._window:
                self._line_up(turn, now)
                return
            with contextlib.suppress(ValueError):
                self._sent.remove(turn.at)
            turn.at = now
            self._sent.append(now)

    def _enter(self, place: Place | None = None) -> Turn:
        with self._lock:
            day = None if self._zone is None else self._charge(self._zone)
            turn = Turn(self, self._planned, day, place)
            if self._window:
                self._line_up(turn, self._now())
        return turn

    def _line_up(self, turn: Turn, now: float) -> None:
        turn.line = self._planned
        while self._spare and self._spare[0] <= now:
            heapq.heappop(self._spare)
        if self._spare:
            turn.at = heapq.heappop(self._spare)
        else:
            turn.at = max(now, self._after(self._planned))
            self._planned.append(turn.at)
        self._grant(turn, now)

    def _ask(self, turn: Turn) -> None:
        with self._lock:
            if turn.day is not None and self._zone is not None:
                # Midnight may have passed meanwhile.
                turn.day = self._charge(self._zone, turn.day)
            now = self._now()
            if turn.line is not self._planned:
                turn.line, turn.at = self._planned, now
            elif turn.at - now > turn.wait / 2:
                # A clock that stands still, as in tests, has been slept past all the same.
                now = turn.at
            self._grant(turn, now)

    def _grant(self, turn: Turn, now: float) -> None:
        turn.at = max(turn.at, self._after(self._sent))
        turn.wait = turn.at - now
        if turn.wait <= _NO_WAIT:
            turn.wait, turn.at = 0.0, now
            self._sent.append(now)

    def _after(self, moments: deque[float]) -> float:
        return moments[0] + self._window if len(moments) == moments.maxlen else -math.inf

    def _leave(self, turn: Turn) -> None:
        """Give back the turn of a request that is not sent."""
        with self._lock:
            if turn.line is self._planned:
                heapq.heappush(self._spare, turn.at)
            if turn.day is not None and turn.day is self._day:
                self._used -= 1

    def _now(self) -> float:
        current = clock.current()
        if current is not self._clock:
            # The moments of another clock mean nothing to this one.
            self._clock = current
            self._begin(self._planned.maxlen or 0)
        return current.monotonic()

    def _charge(self, zone: ZoneInfo, day: tuple[datetime, datetime] | None = None) -> tuple[datetime, datetime]:
        """Count a request for the day that it is now; return the day. One that is counted for it already is not again.

        Raises:
            DailyLimitError: The budget is spent.
        """
        now = clock.current().now()
        if self._day is None or not self._day[0] <= now < self._day[1]:
            self._day, self._used = day_of(now, zone), 0
        if day is not self._day:
            if self.per_day is not None and self._used >= self.per_day:
                raise DailyLimitError.until(self._day[1].astimezone(zone), now, self.per_day)
            self._used += 1
        return self._day


@dataclass(slots=True, eq=False)
class Turn:
    """A place in the line.

    Attributes:
        limit: What it is a turn of.
        line: The line in which it stands; a new one begins with every clock.
        day: The day for which it is counted.
        place: Its place among the requests of all processes, where they share the limit.
        at: When it comes.
        wait: Seconds until then, 0 when it has come.
    """

    limit: RateLimit
    line: deque[float]
    day: tuple[datetime, datetime] | None
    place: Place | None
    at: float = 0.0
    wait: float = 0.0

    def check(self, latest: float | None) -> None:
        """Raise ``TooLate`` where the turn comes after ``latest``."""
        if latest is not None and self.at > latest:
            raise TooLate(self.wait)

    def trace(self, event: str, _: Mapping[str, object]) -> None:
        """Follow the request on its way through the transport."""
        if event.endswith(_ON_ITS_WAY):
            self.limit.send(self)

    async def atrace(self, event: str, _: Mapping[str, object]) -> None:
        """Follow the request on its way through the transport."""
        if event.endswith(_ON_ITS_WAY):
            await self.limit.asend(self)


def _zone(name: str) -> ZoneInfo:
    # Imported late: only a budget for a day needs it.
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        pass
    raise ConfigurationError(f"per_day: this machine knows no time zone {name}; install tzdata")


def day_of(moment: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return begin and end of a moment's day in a zone."""
    today = moment.astimezone(zone).date()
    begin, end = (datetime.combine(date, time(), zone) for date in (today, today + timedelta(days=1)))
    # In UTC, where they are compared fastest, and right on days of 23 or 25 hours.
    return begin.astimezone(UTC), end.astimezone(UTC)
