"""The stores of shared limits: buckets of pyrate-limiter, on the time of the store, with nothing in the background."""

from __future__ import annotations

import contextlib
import math
import random
import sqlite3
import time
from typing import TYPE_CHECKING, Any

from pyrate_limiter import PostgresBucket, Rate, RateItem, RedisBucket, SlidingWindowLog, SQLiteBucket, SQLiteQueries

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from pyrate_limiter import Decision

# Seconds until a store that does not answer counts as away.
_PATIENCE = 1.0
_DAY = 86_400_000
# What is too old to count is thrown away at the first turn, and after so many.
_SWEEP = 256


class Store:
    """A store that is open. All times are in milliseconds, moments since 1970.

    Args:
        url: Where it is.
        name: What is counted there.
        requests: Most requests in the window, 0 for no such limit.
        window: Its length.
        per_day: Most requests in a day.
        begin_of_day: Gives the begin of a moment's day.
    """

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


# The bucket, whose types leave open whether it has to be awaited, and what keeps others out meanwhile.
_Opened = tuple[Any, contextlib.AbstractContextManager[None]]


class _Exclusive:
    """A transaction that keeps the other processes out; SQLite waits for it, and ends it when a process is killed."""

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
    from .shared_limit import file_of

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
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    make: Any = redis.Redis
    client = make.from_url(url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE, retry=Retry(NoBackoff(), 0))
    try:
        return _RedisBucket.init(rates, client, f"rate-limit:{name}", windows), contextlib.nullcontext()
    except BaseException:
        client.close()
        raise


class _Connection:
    """What a bucket needs of a pool. A real one has threads, which end with a fork."""

    closed = False

    def __init__(self, url: str) -> None:
        import psycopg

        # The columns have no time zone; the zone of every session has to be the same.
        settings = f"-c timezone=UTC -c statement_timeout={_PATIENCE}s -c idle_in_transaction_session_timeout=5s"
        self._connection = psycopg.connect(url, autocommit=True, connect_timeout=2, options=settings)

    @contextlib.contextmanager
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
        return _PostgresBucket(pool, name, rates, windows), contextlib.nullcontext()
    except BaseException:
        pool.close()
        raise
