"""The state of syncs in any database: its tables, who may use it, and how it is stored.

Who runs a sync has a lease, and with it a token, a number that grows. Every save is a transaction that begins with an
update of the row of that token: if another worker has a newer one, it changes nothing and the save is refused. So the
lease, and with it all clocks, only decide who may begin; that nobody overwrites what a successor stored rests on the
token alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from .._runtime import clock
from .._runtime.errors import ConfigurationError
from .._runtime.program import after_fork
from .state import Progress, SyncInUseError, SyncLostError, SyncSession, SyncStateError, moment_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

T = TypeVar("T")

_FORMAT = 1
# Seconds to wait for others who use the database at the moment.
PATIENCE = 10.0
# How many ids a query asks for: SQL Server takes 2,100 values, old SQLite 999.
_AT_ONCE = 500
LEASE = timedelta(minutes=5)
# How often to try again where another worker was quicker: each time, one of them has begun.
_ATTEMPTS = 100

# Ids are found by a hash: of texts, some databases ignore case and blanks at the end, or limit the length of a key.
TABLES = {
    "klarify_syncs": """
        CREATE TABLE klarify_syncs (
            sync_name VARCHAR(40) NOT NULL PRIMARY KEY,
            format INTEGER NOT NULL,
            token {number} NOT NULL,
            holder VARCHAR(200) NOT NULL,
            held_since {number} NOT NULL,
            held_until {number} NOT NULL,
            lease {number} NOT NULL,
            mark VARCHAR(40),
            again_from VARCHAR(40)
        )""",
    "klarify_sync_versions": """
        CREATE TABLE klarify_sync_versions (
            sync_name VARCHAR(40) NOT NULL,
            digest VARCHAR(32) NOT NULL,
            procedure_id {text} NOT NULL,
            version {text} NOT NULL,
            PRIMARY KEY (sync_name, digest)
        )""",
}
_ROW = """
    SELECT format, token, holder, held_since, held_until, lease, mark, again_from
    FROM klarify_syncs WHERE sync_name = :name"""
_FIRST = """
    INSERT INTO klarify_syncs (sync_name, format, token, holder, held_since, held_until, lease)
    VALUES (:name, :format, 1, :holder, :now, :until, :lease)"""
_TAKE = """
    UPDATE klarify_syncs
    SET token = :token + 1, holder = :holder, held_since = :now, held_until = :until, lease = :lease
    WHERE sync_name = :name AND token = :token AND held_until = :seen"""
_HOLD = "UPDATE klarify_syncs SET held_until = :until WHERE sync_name = :name AND token = :token"
_SHORTEN = f"{_HOLD} AND held_until = :seen"
_MARK = """
    UPDATE klarify_syncs SET mark = :mark, again_from = :again_from, held_until = :until
    WHERE sync_name = :name AND token = :token"""
_DROP = "DELETE FROM klarify_sync_versions WHERE sync_name = :name AND digest = :digest"
_ADD = """
    INSERT INTO klarify_sync_versions (sync_name, digest, procedure_id, version)
    VALUES (:name, :digest, :id, :version)"""
_SOME = "SELECT digest, version FROM klarify_sync_versions WHERE sync_name = :name AND digest IN ({digests})"
_SLICE = """
    SELECT procedure_id, version FROM klarify_sync_versions
    WHERE sync_name = :name AND digest >= :low AND digest < :high"""
# What begins with each of these digits is a slice; the last ends before "g".
_DIGITS = "0123456789abcdefg"


class RacedError(Exception):
    """Another worker was quicker; to be tried again."""


class Transaction(ABC):
    """What all statements of one transaction go through; parameters are named, as in ``:name``."""

    @abstractmethod
    def now(self) -> int:
        """Return the time of the database, in milliseconds since 1970; whoever changes anything begins with it."""

    @abstractmethod
    def run(self, statement: str, values: Mapping[str, object] | Sequence[Mapping[str, object]]) -> int:
        """Run a statement once, or with each of several sets of values; return how many rows it changed, if once."""

    @abstractmethod
    def rows(self, statement: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """Return what a query finds."""


class Database(ABC):
    """A database that is open.

    Attributes:
        shown: What may be told of where it is.
    """

    shown: str

    @abstractmethod
    def prepare(self) -> None:
        """Make the tables, where they are missing."""

    @abstractmethod
    def run(self, work: Callable[[Transaction], T]) -> T:
        """Return what the work returns, having stored all that it did; where it raises, nothing of it.

        Raises:
            RacedError: It adds a row that is there.
            SyncStateError: The database cannot be used.
        """

    @abstractmethod
    def close(self) -> None:
        """Close what was opened."""

    def unusable(self, problem: str) -> SyncStateError:
        """Make the error of a database that failed."""
        return SyncStateError(
            f"the state of a sync in {self.shown} cannot be used ({problem}); this run has changed nothing of what was "
            "stored last"
        )


def checked(name: str, lease: timedelta) -> tuple[str, int]:
    """Return the name of a sync and its lease in milliseconds.

    Raises:
        ConfigurationError: One of them cannot be used.
    """
    if not re.fullmatch("[a-z0-9_-]{1,40}", name):
        raise ConfigurationError("name: up to 40 small letters, digits, hyphens and underscores")
    milliseconds = lease // timedelta(milliseconds=1)
    if not 0 < milliseconds <= 86_400_000 * 366:
        raise ConfigurationError("lease: longer than nothing, and at most a year")
    return name, milliseconds


def opened(database: Database, name: str, lease: int) -> SyncSession:
    """Return the state of a sync in exclusive use; the database is closed with it, or where that fails.

    Raises:
        SyncInUseError: Another worker has the lease.
        SyncStateError: The database cannot be used.
    """
    begin = clock.current().monotonic()
    try:
        database.prepare()
        taken = _taken(database, name, lease)
        if isinstance(taken, SyncInUseError):
            raise taken
    except BaseException:
        database.close()
        raise
    token, progress = taken
    return _Session(database, name, lease, token, progress, begin)


def _taken(database: Database, name: str, lease: int) -> tuple[int, Progress] | SyncInUseError:
    def attempt(transaction: Transaction) -> tuple[int, Progress] | SyncInUseError:
        now = transaction.now()
        values = {"name": name, "holder": _holder(), "now": now, "until": now + lease, "lease": lease}
        rows = transaction.rows(_ROW, {"name": name})
        if not rows:
            transaction.run(_FIRST, values | {"format": _FORMAT})
            return 1, Progress()
        (form, token, holder, since, until, others_lease, mark, again_from) = rows[0]
        if form != _FORMAT:
            raise SyncStateError(
                f"the state of the sync {name!r} in {database.shown} is of version {form}, and this package knows "
                f"{_FORMAT}; install a later release"
            )
        if until > now:
            if until > now + others_lease:
                # The clock was set back. It must not make the lease of a dead worker longer.
                until, seen = now + others_lease, until
                transaction.run(_SHORTEN, {"name": name, "token": token, "until": until, "seen": seen})
            return _in_use(database, name, holder, since, until)
        if transaction.run(_TAKE, values | {"token": token, "seen": until}) != 1:
            raise RacedError
        try:
            return token + 1, Progress(moment_of(mark), moment_of(again_from))
        except ValueError:
            raise SyncStateError(
                f"the state of the sync {name!r} in {database.shown} holds a mark that no sync has written; delete "
                "its row: the next run then reads every procedure"
            ) from None

    for _ in range(_ATTEMPTS):
        with suppress(RacedError):
            return database.run(attempt)
    raise database.unusable("its table of syncs refuses a row for this one")


def _in_use(database: Database, name: str, holder: str, since: int, until: int) -> SyncInUseError:
    error = SyncInUseError(
        f"only one worker at a time runs the sync {name!r} in {database.shown}, and {holder} does since "
        f"{_when(since)}; should it be dead, the sync is free at {_when(until)}"
    )
    error.until = datetime.fromtimestamp(until / 1000, UTC)
    return error


def _when(moment: int) -> str:
    return datetime.fromtimestamp(moment // 1000, UTC).isoformat()


def _holder() -> str:
    return f"process {os.getpid()} on {socket.gethostname()}"[:200]


def _digest(name: str) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _stored(text: str) -> str:
    """Return a text as every database takes it, whatever its encoding."""
    return text if text.isascii() and text.isprintable() and not text.startswith('"') else json.dumps(text)


def _loaded(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text


class _Session(SyncSession):
    def __init__(self, database: Database, name: str, lease: int, token: int, progress: Progress, begin: float) -> None:
        self._database: Database | None = database
        self._name = name
        self._lease = lease
        self._token = token
        self._progress = progress
        # When the lease was last renewed, by a clock that nobody sets.
        self._renewed = begin
        after_fork(self, _Session._forked)

    @property
    def progress(self) -> Progress:
        return self._progress

    def versions(self, ids: Collection[str]) -> Mapping[str, str]:
        names = {_digest(name): name for name in ids}
        digests = list(names)
        found: dict[str, str] = {}
        for start in range(0, len(digests), _AT_ONCE):
            asked = {f"d{index}": digest for index, digest in enumerate(digests[start : start + _AT_ONCE])}
            query = _SOME.format(digests=", ".join(f":{name}" for name in asked))
            for digest, version in self._rows(query, asked):
                found[names[digest]] = _loaded(version)
        return found

    def everything(self) -> Iterator[tuple[str, str]]:
        # By slices, and no cursor that stays open: the lease is renewed between them.
        for low, high in pairwise(_DIGITS):
            for name, version in self._rows(_SLICE, {"low": low, "high": high}):
                yield _loaded(name), _loaded(version)

    def _rows(self, query: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        return self._open().run(lambda transaction: transaction.rows(query, {"name": self._name, **values}))

    def save(self, progress: Progress, taken: Mapping[str, str], removed: Collection[str] = ()) -> None:
        marks = {"mark": text_of(progress.mark), "again_from": text_of(progress.again_from)}
        added = [
            {"name": self._name, "digest": _digest(name), "id": _stored(name), "version": _stored(version)}
            for name, version in taken.items()
        ]
        dropped = [{"name": self._name, "digest": _digest(name)} for name in {*taken, *removed}]

        def store(transaction: Transaction) -> None:
            # First: it keeps the token from being taken until all is stored.
            self._hold(transaction, _MARK, marks)
            if dropped:
                transaction.run(_DROP, dropped)
            if added:
                transaction.run(_ADD, added)

        self._renew(store)
        self._progress = progress

    def keep(self) -> None:
        if (clock.current().monotonic() - self._renewed) * 3000 >= self._lease:
            self._renew(lambda transaction: self._hold(transaction, _HOLD, {}))
        else:
            self._open()

    def close(self) -> None:
        database, self._database = self._database, None
        if database is None:
            return

        def give_back(transaction: Transaction) -> None:
            transaction.now()
            transaction.run(_HOLD, {"name": self._name, "token": self._token, "until": 0})

        # What cannot be given back ends by itself.
        with suppress(SyncStateError, RacedError):
            database.run(give_back)
        database.close()

    def _renew(self, work: Callable[[Transaction], None]) -> None:
        begin = clock.current().monotonic()
        database = self._open()
        try:
            database.run(work)
        except RacedError:
            raise database.unusable("its table of versions was changed by others") from None
        self._renewed = begin

    def _hold(self, transaction: Transaction, statement: str, values: Mapping[str, object]) -> None:
        until = transaction.now() + self._lease
        if transaction.run(statement, {"name": self._name, "token": self._token, "until": until, **values}) != 1:
            raise SyncLostError(
                f"another worker has taken the sync {self._name!r} over, as this one was silent for longer than its "
                f"lease of {self._lease / 1000:g} s; nothing was stored, and the other goes on. If one procedure may "
                "take that long, give the state a longer lease"
            )

    def _open(self) -> Database:
        if self._database is None:
            raise SyncStateError("the state of this sync is closed, or was opened by another process")
        return self._database

    def _forked(self) -> None:
        if self._database is not None:
            _inherited.append(self._database)
            self._database = None


# Connections of a parent process: to close them in the child would end them for the parent.
_inherited: list[Database] = []


def here() -> int:
    """Return the time of this machine, in milliseconds since 1970."""
    return int(clock.current().now().timestamp() * 1000)
