"""A rate limit that processes share: the turns of all of them are put down in a store."""

from __future__ import annotations

import math
import os
import re
import threading
from contextlib import closing, suppress
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from . import clock
from .caller import warn_caller
from .errors import ConfigurationError, DailyLimitError, SharedLimitError
from .rate_limit import TooLate, day_of

if TYPE_CHECKING:
    from collections.abc import Generator
    from zoneinfo import ZoneInfo

    from .clock import Clock
    from .shared_stores import Store

# Seconds by which a window is longer than the service's: not every request takes the same time to get there.
_MARGIN = 0.04
# A request that goes out later than so many seconds after its turn takes another; what is left is for the network.
_LATE = 0.025
# How often it takes another: a machine that is always late has to go on all the same.
_TURNS = 3
# Seconds between two looks at whether the store has answered the request before.
_GLANCE = 0.01
# Seconds without asking a store that is away, where the limit of the process does meanwhile.
_AWAY = 5.0

# The extra and the library of a scheme.
_EXTRAS = {
    "sqlite": ("sqlite", "sqlite3"),
    "redis": ("redis", "redis"),
    "rediss": ("redis", "redis"),
    "postgres": ("postgres", "psycopg"),
    "postgresql": ("postgres", "psycopg"),
}

# Connections of a parent process: to close them in the child would end them for the parent.
_inherited: list[Store] = []


class Address:
    """The URL of a store, out of sight: it holds a password.

    Attributes:
        url: The whole URL.
        shown: What may be printed of it.

    Raises:
        ConfigurationError: It is no URL of a store, its library is not installed, or its file cannot be written.
    """

    __slots__ = ("_secrets", "shown", "url")

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
        except ValueError:
            parts, host, port = urlsplit(""), "", ""
        if parts.scheme not in _EXTRAS or (parts.scheme.startswith("redis") and not host):
            raise ConfigurationError(
                "rate_limit: the URL of a store is like redis://host/0, rediss://host/0, postgresql://host/database or "
                "sqlite:///path"
            )
        self.url = url
        self.shown = f"{parts.scheme}://{host}{port}{parts.path}"
        query = [value for name, value in parse_qsl(parts.query) if name.endswith("password")]
        self._secrets = [text for text in (unquote(parts.password or ""), *query) if text]
        extra, library = _EXTRAS[parts.scheme]
        if not (find_spec("pyrate_limiter") and find_spec(library)):
            package = __name__.partition(".")[0].replace("_", "-")
            raise ConfigurationError(f"rate_limit: for {parts.scheme}://, pip install {package}[{extra}]")
        if extra == "sqlite":
            path = Path(file_of(url))
            there = path if path.exists() else path.parent
            if host or path.is_dir() or not os.access(there, os.W_OK):
                raise ConfigurationError(f"rate_limit: {path} cannot be written; give sqlite:// and an absolute path")

    def __repr__(self) -> str:
        return self.shown

    def clear(self, text: str) -> str:
        """Return the text without the secrets, on one line."""
        from .redaction import Secrets

        return " ".join(Secrets(self._secrets).clear(text).split())


def file_of(url: str) -> str:
    """Return the path that a URL of SQLite names."""
    path = unquote(urlsplit(url).path)
    return path.lstrip("/") if os.name == "nt" else path


class Place:
    """The turn of one request among those of all processes.

    Attributes:
        at: When it comes, by the clock of this process; ``None`` before the store has said so, and while it is away.
        warning: What the caller has to be warned of.
    """

    __slots__ = ("at", "warning")

    def __init__(self) -> None:
        self.at: float | None = None
        self.warning = ""

    def warn(self) -> None:
        """Warn the caller; from the thread of the call."""
        if self.warning:
            text, self.warning = self.warning, ""
            warn_caller(text)


class SharedLimit:
    """The turns of this process among those of all that share a limit; the arguments are those of ``RateLimit``.

    One request at a time asks the store, which gives it the next turn, and only when that has come does another ask:
    processes take turns by themselves, and one that is killed has taken a single one. The rest wait here, each for
    about as long as it takes: no thread and no event loop has to wake another.

    Raises:
        ConfigurationError: The URL, the name or ``on_outage`` cannot be used, or there is nothing to share.
    """

    def __init__(
        self,
        url: str,
        *,
        name: str | None,
        requests: int,
        seconds: float,
        per_day: int | None,
        zone: ZoneInfo | None,
        on_outage: str,
    ) -> None:
        self._name = __name__.partition(".")[0] if name is None else name
        if not re.fullmatch("[a-z0-9_-]{1,40}", self._name):
            raise ConfigurationError("name: up to 40 small letters, digits, hyphens and underscores")
        if on_outage not in {"raise", "local"}:
            raise ConfigurationError("on_outage: 'raise' or 'local'")
        if not requests and per_day is None:
            raise ConfigurationError("shared: nothing to share without per_second or per_day")
        self._address = Address(url)
        self._requests = requests
        self._window = seconds + _MARGIN
        self._pace = self._window / requests if requests else 0.0
        self._per_day = per_day
        self._zone = zone
        self._local = on_outage == "local"
        self._store: Store | None = None
        self._begin()

    def _begin(self) -> None:
        self._lock = threading.Lock()
        # A request that asks is alone, until it is cancelled and its thread goes on without it.
        self._in_use = threading.Lock()
        self._line: list[Place] = []
        self._asking = False
        self._problem = ""
        self._clock: Clock | None = None
        self._forget()

    def _forget(self) -> None:
        # When the latest turn comes; one that nobody uses; until when the store is not asked.
        self._due = -math.inf
        self._spare: float | None = None
        self._away = -math.inf

    def forked(self) -> None:
        """Begin anew, in a child process."""
        if self._store is not None:
            _inherited.append(self._store)
            self._store = None
        self._begin()

    def close(self) -> None:
        """Close the connection to the store; the next request opens another."""
        with self._in_use:
            self._close()

    def _close(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            with suppress(Exception):
                store.close()

    def take(self, latest: float | None, again: Place | None = None) -> Place:
        """Wait until the next request may be sent; return its turn, or the one given, with another moment.

        Raises:
            DailyLimitError: The budget of the day is spent.
            SharedLimitError: The store is away.
            TooLate: The turn would come after ``latest``.
        """
        place = Place() if again is None else again
        with closing(self._steps(place, latest, first=again is not None)) as steps:
            for wait in steps:
                if wait is None:
                    self._ask(place)
                else:
                    clock.current().sleep(wait)
        place.warn()
        return place

    async def atake(self, latest: float | None, again: Place | None = None) -> Place:
        """Wait until the next request may be sent. As ``take``."""
        from anyio import CapacityLimiter, to_thread

        place = Place() if again is None else again
        with closing(self._steps(place, latest, first=again is not None)) as steps:
            for wait in steps:
                if wait is None:
                    # A thread of its own: those of the program may all be waiting, for this one perhaps.
                    await to_thread.run_sync(self._ask, place, limiter=CapacityLimiter(1))
                else:
                    await clock.current().asleep(wait)
        place.warn()
        return place

    def resume(self, place: Place) -> None:
        """Take another turn where a request goes out long after its own: it was counted too early."""
        for _ in range(_TURNS):
            if self._is_late(place):
                self.take(None, place)

    async def aresume(self, place: Place) -> None:
        """Take another turn; as ``resume``."""
        for _ in range(_TURNS):
            if self._is_late(place):
                await self.atake(None, place)

    def _is_late(self, place: Place) -> bool:
        return place.at is not None and clock.current().monotonic() - place.at > _LATE

    def _steps(self, place: Place, latest: float | None, *, first: bool) -> Generator[float | None]:
        """Give the seconds to wait, and ``None`` where the store is to be asked."""
        place.at = None
        with self._lock:
            self._line.insert(0 if first else len(self._line), place)
        try:
            while (wait := self._look(place, latest)) > 0:
                yield wait
        finally:
            with self._lock:
                self._line.remove(place)
        if wait < 0:
            return
        used = False
        try:
            try:
                if place.at is None:
                    yield None
            finally:
                with self._lock:
                    self._asking = False
                    self._due = self._due if place.at is None else place.at
            if place.at is not None:
                wait = place.at - clock.current().monotonic()
                if latest is not None and place.at > latest:
                    raise TooLate(wait)
                if wait > 0:
                    yield wait
            used = True
        finally:
            if not used:
                self._spare = place.at

    def _look(self, place: Place, latest: float | None) -> float:
        """Return the seconds until a request looks again, 0 where it is to ask now, less than 0 for not at all."""
        with self._lock:
            now = self._now()
            if now < self._away:
                if self._local:
                    return -1.0
                raise SharedLimitError.of(self._address.shown, self._problem)
            ahead = self._line.index(place)
            rest = self._due - now
            # Those ahead may never come: their event loop may have ended, or be busy with something else.
            if not self._asking and rest <= -ahead * _GLANCE:
                self._asking = True
                if self._spare is not None and now - self._spare <= _LATE:
                    place.at = self._spare
                self._spare = None
                return 0.0
            if latest is not None and now + max(rest, (ahead - self._requests) * self._pace, 0.0) >= latest:
                raise TooLate(max(rest, 0.0) + ahead * self._pace)
            wait = rest + ahead * self._pace if rest > 0 else (ahead + 1) * _GLANCE
            return wait if latest is None else min(wait, latest - now)

    def _ask(self, place: Place) -> None:
        """Have the store say when the turn comes."""
        begin = self._now()
        with self._in_use:
            was_open = self._store is not None
            reply = self._reserve()
            if isinstance(reply, str) and was_open:
                # The connection may have been too old.
                reply = self._reserve()
        now = self._now()
        if isinstance(reply, str):
            known, self._problem = self._problem, reply
            # Those who wait meanwhile do not wait once more for a store that does not answer.
            self._away = now + (_AWAY if self._local else now - begin)
            error = SharedLimitError.of(self._address.shown, reply)
            if not self._local:
                raise error
            if not known:
                place.warning = f"{error.message}; meanwhile this process keeps to the limit by itself"
            return
        self._problem = ""
        wait, moment = reply
        if wait is None:
            raise self._spent(moment)
        place.at = now + wait

    def _reserve(self) -> tuple[float | None, int] | str:
        """Return what the store replies, or why it does not."""
        try:
            self._store = self._store or self._open()
            return self._store.reserve()
        except Exception as error:  # noqa: BLE001 - whatever three libraries raise, with passwords in their frames
            problem = self._address.clear(f"{type(error).__name__}: {error}")
        self._close()
        return problem

    def _open(self) -> Store:
        # Imported late: half a second of libraries.
        from .shared_stores import Store

        window = round(self._window * 1000)
        return Store(self._address.url, self._name, self._requests, window, self._per_day, self._begin_of_day)

    def _begin_of_day(self, moment: int) -> int:
        return round(self._day(moment)[0].timestamp() * 1000)

    def _day(self, moment: int) -> tuple[datetime, datetime]:
        return day_of(datetime.fromtimestamp(moment / 1000, UTC), self._zone or UTC)

    def _spent(self, moment: int) -> DailyLimitError:
        end = self._day(moment)[1].astimezone(self._zone)
        return DailyLimitError.until(end, datetime.fromtimestamp(moment / 1000, UTC), self._per_day or 0)

    def _now(self) -> float:
        current = clock.current()
        if current is not self._clock:
            # The moments of another clock mean nothing to this one.
            self._clock = current
            self._forget()
        return current.monotonic()
