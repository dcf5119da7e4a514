"""A rate limit that processes share: all of their turns are put down in a store, a bucket of pyrate-limiter."""

from __future__ import annotations

import math
import os
import random
import re
import sqlite3
import threading
import time
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pyrate_limiter import PostgresBucket, Rate, RateItem, RedisBucket, SlidingWindowLog, SQLiteBucket, SQLiteQueries

from . import clock
from .errors import ConfigurationError, DailyLimitError, SharedLimitError
from .program import warn_caller
from .rate_limit import TooLate, day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from zoneinfo import ZoneInfo

    from pyrate_limiter import Decision

    from .clock import Clock

# Seconds until a store that does not answer counts as away.
_PATIENCE = 1.0
_DAY = 86_400_000
# What is too old to count is thrown away at the first turn, and after so many.
_SWEEP = 256
# Seconds by which a window is longer than the service's: not every request takes the same time to get there.
_MARGIN = 0.04
# A request that goes out later than so many seconds after its turn takes another; what is left is for the network.
_LATE = 0.02
# How often it takes another: a machine that is always late has to go on all the same.
_TURNS = 3
# Seconds between two looks at whether the store has answered the request before.
_GLANCE = 0.01
# Seconds without asking a store that is away, where the limit of the process does meanwhile.
_AWAY = 5.0

# The library of a scheme.
_LIBRARIES = {"sqlite": "sqlite3", "redis": "redis", "rediss": "redis", "postgres": "psycopg", "postgresql": "psycopg"}

# Connections of a parent process: to close them in the child would end them for the parent.
_inherited: list[Store] = []


class Address:
    """The URL of a store, out of sight: it holds a password.

    Attributes:
        url: The whole URL.
        shown: What may be printed of it.

    Raises:
        ConfigurationError: It is no URL of a store, or its file cannot be written.
        ImportError: Its library is not installed.
    """

    __slots__ = ("_secrets", "shown", "url")

    def __init__(self, url: str) -> None:
        self.shown = "URL of a store"
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
        except ValueError:
            parts, host, port = urlsplit(""), "", ""
        if parts.scheme not in _LIBRARIES or (parts.scheme.startswith("redis") and not host):
            # Nor may a traceback with local variables show the password.
            del parts
            raise ConfigurationError(
                "rate_limit: the URL of a store is like redis://host/0, rediss://host/0, postgresql://host/database or "
                "sqlite:///path"
            )
        self.url = url
        self.shown = f"{parts.scheme}://{host}{port}{parts.path}"
        query = [value for name, value in parse_qsl(parts.query) if name.endswith("password")]
        self._secrets = [text for text in (unquote(parts.password or ""), *query) if text]
        import_module(_LIBRARIES[parts.scheme])
        if parts.scheme == "sqlite":
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


@dataclass(slots=True, eq=False)
class Place:
    """The turn of one request among those of all processes.

    Attributes:
        at: When it comes, by the clock of this process; ``None`` before the store has said so, and while it is away.
        warning: What the caller has to be warned of.
    """

    at: float | None = None
    warning: str = ""

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
        self._asking: Place | None = None
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
                    clock.sleep(wait)
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
        used = False
        try:
            with self._lock:
                self._line.insert(0 if first else len(self._line), place)
            while (wait := self._look(place, latest)) > 0:
                yield wait
            if place.at is None and not wait:
                yield None
            self._leave(place)
            if place.at is not None:
                wait = place.at - clock.current().monotonic()
                if latest is not None and place.at > latest:
                    raise TooLate(wait)
                if wait > 0:
                    yield wait
            used = True
        finally:
            self._leave(place)
            if place.at is not None and not used:
                self._spare = place.at

    def _leave(self, place: Place) -> None:
        with self._lock:
            if place in self._line:
                self._line.remove(place)
            if place is self._asking:
                self._asking = None
                self._due = self._due if place.at is None else place.at

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
            if self._asking is None and rest <= -ahead * _GLANCE:
                self._asking = place
                self._line.remove(place)
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


class Store:
    """A store that is open. Its times are in milliseconds, its moments since 1970."""

    def __init__(
        self, url: str, name: str, requests: int, window: int, per_day: int | None, begin_of_day: Callable[[int], int]
    ) -> None:
        self._turns = 0
        # Between which two the time of the store is ahead of ours, in milliseconds.
        self._ahead = (-math.inf, math.inf)
        rates = [Rate(requests, window)] if requests else []
        self._day = None if per_day is None or window >= _DAY else Rate(requests + 1, _DAY)
        if self._day is not None:
            rates.append(self._day)
        windows = _Windows(self._day, begin_of_day)
        opening = {"sqlite": _sqlite, "redis": _redis, "rediss": _redis}.get(url.partition(":")[0], _postgres)
        self._bucket, self._alone = opening(url, name, rates, windows)
        if self._day is not None and per_day is not None:
            # Only now: a bucket does not begin with a budget below what one window allows.
            self._day.limit = per_day

    def reserve(self) -> tuple[float | None, int]:
        """Put down the next turn, of the future too: nobody has to ask again, and the store keeps the order.

        Returns:
            Seconds until it comes, ``None`` where the budget of the day is spent; and its moment, by the store.

        Raises:
            Exception: The store is away; whatever the libraries below raise.
        """
        begin = time.monotonic()
        while time.monotonic() - begin < _PATIENCE:
            with self._alone:
                ahead = self._compare()
                now = moment = int(time.monotonic() * 1000 + ahead)
                decision = self._put(moment)
            while decision.retry_after_ms is not None:
                if decision.failing_rate is self._day:
                    return None, moment
                moment += max(1, decision.retry_after_ms)
                decision = self._put(moment)
            if decision.allowed:
                if self._turns % _SWEEP == 0:
                    self._bucket.leak(now)
                self._turns += 1
                return (moment - ahead) / 1000 - time.monotonic(), moment
            # PostgreSQL lets nobody wait for another who is at it.
            time.sleep(random.uniform(0.001, 0.005))
        raise TimeoutError("others use it without end")

    def close(self) -> None:
        """Close the connection."""
        self._bucket.close()

    def _compare(self) -> float:
        """Return by how many milliseconds the store is ahead; the answer that came fastest tells it best."""
        begin = time.monotonic() * 1000
        now: int = self._bucket.now()
        least, most = now - time.monotonic() * 1000, now + 1 - begin
        low, high = max(self._ahead[0], least), min(self._ahead[1], most)
        # One of the two clocks was set, or drifts.
        self._ahead = (least, most) if low > high else (low, high)
        return sum(self._ahead) / 2

    def _put(self, moment: int) -> Decision:
        decision: Decision = self._bucket.put_decision(RateItem("", moment))
        return decision


class _Windows(SlidingWindowLog):
    """Any window of the rate's length; of the budget, the day of the service."""

    def __init__(self, day: Rate | None, begin_of_day: Callable[[int], int]) -> None:
        self._day = day
        self._begin_of_day = begin_of_day

    def window_start(self, rate: Rate, now: int) -> int:
        return self._begin_of_day(now) if rate is self._day else now - rate.interval


# The bucket, and what keeps others out meanwhile.
_Opened = tuple[Any, AbstractContextManager[None]]


class _Exclusive:
    """A transaction that keeps other processes out; with a process that is killed it ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._depth = 0

    def __enter__(self) -> None:
        if not self._depth:
            self._connection.execute("BEGIN IMMEDIATE")
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth:
            self._connection.commit()


def _sqlite(url: str, name: str, rates: list[Rate], windows: _Windows) -> _Opened:
    # One turn at a time uses it, but not always from the same thread.
    connection = sqlite3.connect(file_of(url), timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(SQLiteQueries.CREATE_BUCKET_TABLE.format(table=name))
        connection.execute(SQLiteQueries.CREATE_INDEX_ON_TIMESTAMP.format(index_name=f"{name}_time", table_name=name))
    except BaseException:
        connection.close()
        raise
    exclusive = _Exclusive(connection)
    return SQLiteBucket(rates, connection, name, exclusive, windows), exclusive


class _RedisBucket(RedisBucket):
    redis: Any

    def now(self) -> int:
        seconds, microseconds = self.redis.time()
        return int(seconds) * 1000 + int(microseconds) // 1000

    def close(self) -> None:
        self.redis.close()


def _redis(url: str, name: str, rates: list[Rate], windows: _Windows) -> _Opened:
    import redis
    from pyrate_limiter.buckets.redis_bucket import LuaScript
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    make: Any = redis.Redis
    client = make.from_url(url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE, retry=Retry(NoBackoff(), 0))
    # As it is, it leaves out what was put down for later, or by a process whose clock is a millisecond ahead.
    script = LuaScript.PUT_ITEM.replace("window_start, now)", "window_start, '+inf')")
    try:
        if script == LuaScript.PUT_ITEM:
            raise RuntimeError("this version of pyrate-limiter is not known")
        return _RedisBucket(rates, client, f"rate-limit:{name}", client.script_load(script), windows), nullcontext()
    except BaseException:
        client.close()
        raise


class _Connection:
    """What a bucket needs of a pool; a real one has threads, which end with a fork."""

    closed = False

    def __init__(self, url: str) -> None:
        import psycopg

        # The columns have no time zone; the zone of every session has to be the same.
        settings = f"-c timezone=UTC -c statement_timeout={_PATIENCE}s -c idle_in_transaction_session_timeout=5s"
        self._connection = psycopg.connect(url, autocommit=True, connect_timeout=2, options=settings)

    @contextmanager
    def connection(self) -> Generator[Any]:
        with self._connection.transaction():
            yield self._connection

    def close(self) -> None:
        self._connection.close()


class _PostgresBucket(PostgresBucket):
    pool: Any

    def now(self) -> int:
        with self.pool.connection() as connection:
            (now,) = connection.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint").fetchone()
        return int(now)


def _postgres(url: str, name: str, rates: list[Rate], windows: _Windows) -> _Opened:
    pool: Any = _Connection(url)
    try:
        return _PostgresBucket(pool, name, rates, windows), nullcontext()
    except BaseException:
        pool.close()
        raise
