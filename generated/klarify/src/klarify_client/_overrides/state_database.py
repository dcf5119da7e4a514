"""The state of syncs in a database, which several machines may share: SQLite, or whatever SQLAlchemy reaches."""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlsplit

from .._runtime.credentials import hidden
from .._runtime.errors import ConfigurationError
from .state import SyncSession, SyncState, SyncStateError
from .state_file import writable
from .state_leases import LEASE, PATIENCE, TABLES, Database, RacedError, Transaction, checked, here, opened

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence
    from datetime import timedelta

    from sqlalchemy import URL, Connection, Engine, TextClause

T = TypeVar("T")


class SQLiteState(SyncState):
    """The state of a sync in a SQLite database, by the standard library alone.

    A save costs what has changed: 5 to 20 ms for a page of 100 procedures, most of it the disk's, be it of a thousand
    or of a million. The database may hold more than this, and be in any journal mode; a save is on the disk in all.

    Args:
        path: The file; a link is followed. It is made if it is missing, in a directory that is there.
        name: Of the sync: a database may hold several. Up to 40 small letters, digits, hyphens and underscores.
        lease: How long a worker that shows no sign of life keeps others out. It gives one with every save, and
            between procedures; so it has to be longer than the longest time that one procedure may take. A worker that
            is silent for longer may be taken over; it is then refused to store anything.

    Raises:
        ConfigurationError: An argument cannot be used.
    """

    _name = ""

    def __init__(self, path: str | os.PathLike[str], *, name: str = "klarify", lease: timedelta = LEASE) -> None:
        self.path = Path(path)
        if str(self.path) in {":memory:", "."} or "\0" in str(self.path):
            raise ConfigurationError("state: the path of a file; what is in memory does not last until the next run")
        self._name, self._lease = checked(name, lease)

    @classmethod
    def of_url(cls, url: str) -> SQLiteState:
        """Return the state in the database of a URL like ``sqlite:///path``.

        Raises:
            ConfigurationError: It names no file.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = urlsplit("")
        path = unquote(parts.path).removeprefix("/")
        if not path or parts.netloc or parts.query or parts.fragment:
            raise ConfigurationError(
                "state: the URL of a SQLite database is like sqlite:///sync.db, relative to the working directory, or "
                "sqlite:////var/lib/sync.db, and no more than that"
            )
        return cls(path)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r}, name={self._name!r})"

    def open(self) -> SyncSession:
        """Begin to use the state, as the only one.

        Raises:
            SyncInUseError: Another worker has the lease.
            SyncStateError: The database is damaged, of a later version, none at all, or cannot be written.
        """
        return opened(_SQLite(writable(self.path)), self._name, self._lease)


class SQLAlchemyState(SyncState):
    """The state of a sync in any database that SQLAlchemy 2 reaches; workers on several machines may share it.

    It makes two tables, ``klarify_syncs`` and ``klarify_sync_versions``, in the default schema. Tested with PostgreSQL
    and SQLite; all SQL is plain. Leases are measured by PostgreSQL's clock, with other databases by the worker's: where
    those differ, a worker may be taken over early, and then stores nothing.

    Args:
        url_or_engine: URL as SQLAlchemy has it, or an engine, which stays open. The driver has to be a synchronous one.
        name: As for ``SQLiteState``.
        lease: As for ``SQLiteState``.

    Raises:
        ConfigurationError: An argument cannot be used, or SQLAlchemy or the driver is not installed.
    """

    # Until it is known: tracebacks with local variables show objects that are half made.
    _name = _shown = ""

    def __init__(self, url_or_engine: str | URL | Engine, *, name: str = "klarify", lease: timedelta = LEASE) -> None:
        # It may hold a password, which a traceback with local variables has no need to show.
        url_or_engine = hidden(url_or_engine)
        self._name, self._lease = checked(name, lease)
        self._place = _Place(url_or_engine)
        self._shown = self._place.shown

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._shown!r}, name={self._name!r})"

    def open(self) -> SyncSession:
        """Begin to use the state, as the only one.

        Raises:
            SyncInUseError: Another worker has the lease.
            SyncStateError: The database is away, or its tables are of a later version.
        """
        return opened(_SQLAlchemy(self._place, self._lease), self._name, self._lease)


def _running(statement: str) -> Callable[[Transaction], int]:
    return lambda transaction: transaction.run(statement, {})


def _asking(query: str) -> Callable[[Transaction], list[tuple[Any, ...]]]:
    return lambda transaction: transaction.rows(query, {})


class _SQLiteTransaction(Transaction):
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def now(self) -> int:
        return here()

    def run(self, statement: str, values: Mapping[str, object] | Sequence[Mapping[str, object]]) -> int:
        if isinstance(values, dict):
            return self._connection.execute(statement, values).rowcount
        return self._connection.executemany(statement, values).rowcount

    def rows(self, statement: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        return self._connection.execute(statement, dict(values)).fetchall()


class _SQLite(Database):
    def __init__(self, path: Path) -> None:
        self.shown = str(path)
        try:
            # Calls come one after the other, but not all from the same thread.
            self._connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise self.unusable(str(error)) from error

    def prepare(self) -> None:
        try:
            # FULL would not flush the directory: after a power failure, the last save could be undone.
            self._connection.execute("PRAGMA synchronous=EXTRA")
        except sqlite3.Error as error:
            raise self._failed(error) from error
        for table, statement in TABLES.items():
            made = statement.format(number="INTEGER", text="TEXT")
            self.run(_running(made.replace("TABLE", "TABLE IF NOT EXISTS", 1)))
            # Where a file was cut off, what is left of a table may still be read.
            found = self.run(_asking(f"PRAGMA quick_check({table})"))
            if found != [("ok",)]:
                raise self._damaged(str(found[0][0]))

    def run(self, work: Callable[[Transaction], T]) -> T:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(_SQLiteTransaction(self._connection))
                self._connection.execute("COMMIT")
            except BaseException:
                # On a full disk SQLite has rolled it back by itself.
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
        except sqlite3.IntegrityError as error:
            raise RacedError from error
        except sqlite3.Error as error:
            raise self._failed(error) from error
        return result

    def _failed(self, error: sqlite3.Error) -> SyncStateError:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            return self._damaged(str(error))
        return self.unusable(str(error))

    def _damaged(self, problem: str) -> SyncStateError:
        return SyncStateError(
            f"the state of a sync in {self.shown} cannot be used: {problem}. Put a copy of it back, or delete it if "
            "nothing else is in it: the next run then reports every procedure as new, and nothing is lost"
        )

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.close()


# A worker that is stopped within a transaction keeps a row locked: the server ends it, and nobody waits for ever.
_POSTGRESQL_CLOCK = """
    SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT),
        set_config('idle_in_transaction_session_timeout', :idle, true), set_config('lock_timeout', :patience, true)"""


class _Place:
    """Where a database is, out of sight: a URL holds a password.

    Attributes:
        shown: What may be told of it.

    Raises:
        ConfigurationError: It is no such URL, or what it needs is not installed.
    """

    __slots__ = ("_engine", "_secrets", "_url", "shown")

    def __init__(self, given: str | URL | Engine) -> None:
        self.shown = "URL of a database"
        try:
            import sqlalchemy
        except ImportError:
            extra = f"{__name__.partition('.')[0].replace('_', '-')}[sqlalchemy]"
            raise ConfigurationError(f"a state in a database needs SQLAlchemy: pip install '{extra}'") from None
        self._engine = given if isinstance(given, sqlalchemy.Engine) else None
        url = given.url if isinstance(given, sqlalchemy.Engine) else _url(given)
        self._url = url
        self._secrets = _secrets_of(url)
        host = f"{url.host or ''}:{url.port}" if url.port else url.host or ""
        self.shown = f"{url.drivername}://{host}/{url.database or ''}"
        if self._engine is None:
            # What is wrong with the URL is told before anything is read.
            self.engine().dispose()
        elif self._engine.dialect.is_async:
            raise ConfigurationError(f"{_REFUSED}: {_SYNCHRONOUS}")

    def __repr__(self) -> str:
        return self.shown

    def engine(self) -> Engine:
        """Return the engine to use."""
        if self._engine is not None:
            return self._engine
        import sqlalchemy

        problem = ""
        try:
            # One connection, looked at before use: between two pages, the server may have been started anew.
            made = sqlalchemy.create_engine(
                self._url,
                poolclass=sqlalchemy.QueuePool,
                pool_size=1,
                max_overflow=0,
                pool_pre_ping=True,
                hide_parameters=True,
            )
            if not made.dialect.is_async:
                return made
            problem = _SYNCHRONOUS
        except ImportError as error:
            problem = _missing(error)
        except Exception as error:  # noqa: BLE001 - whatever dialects raise, with passwords in their frames
            problem = self.told(error)
        raise ConfigurationError(f"{_REFUSED}: {problem}")

    def owns_engine(self) -> bool:
        """Tell whether engines are made here, and have to be disposed of."""
        return self._engine is None

    def told(self, error: BaseException) -> str:
        """Return what may be told of an error of the driver."""
        from .._runtime.redaction import Secrets

        cause = getattr(error, "orig", None) or error
        return " ".join(Secrets(self._secrets).clear(f"{type(cause).__name__}: {cause}").split())


_REFUSED = "state: this URL cannot be used"
_SYNCHRONOUS = "its driver has to be a synchronous one, as in postgresql+psycopg://"
_SECRET = re.compile("passw|pwd|secret|token|key", re.IGNORECASE)


def _url(given: object) -> URL:
    import sqlalchemy
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    if not isinstance(given, (str, sqlalchemy.URL)):
        raise ConfigurationError("state: the URL of a database as SQLAlchemy has it, or an engine")
    problem = ""
    try:
        url = sqlalchemy.make_url(given)
        url.get_dialect()
    except NoSuchModuleError:
        problem = "SQLAlchemy knows no such database, or what teaches it to is not installed"
        if str(given).startswith("postgres:"):
            problem = "SQLAlchemy spells it postgresql://"
    except ImportError as error:
        problem = _missing(error)
    except (ArgumentError, ValueError):
        problem = "it is not like postgresql://user@host/database"
    else:
        if url.get_backend_name() != "sqlite" or url.database not in {None, "", ":memory:"}:
            return url
        problem = "what is in memory does not last until the next run"
    # Not from within: what is being handled there has the URL, with its password, in its frames.
    raise ConfigurationError(f"{_REFUSED}: {problem}")


def _missing(error: ImportError) -> str:
    return f"its driver {error.name} is not installed: pip install it, or name another one"


def _secrets_of(url: URL) -> list[str]:
    texts = [] if url.password is None else [str(url.password)]
    for name, values in url.normalized_query.items():
        for value in values:
            if _SECRET.search(name):
                texts.append(value)
            # ODBC has all in one.
            texts += re.findall(r"(?i)(?:pwd|password)\s*=\s*([^;]+)", value)
    return [text for text in texts if text]


class _SQLAlchemyTransaction(Transaction):
    def __init__(self, connection: Connection, lease: int) -> None:
        self._connection = connection
        self._lease = lease

    def now(self) -> int:
        if self._connection.dialect.name != "postgresql":
            return here()
        bounds = {"idle": f"{max(self._lease, 1000)}ms", "patience": f"{PATIENCE:.0f}s"}
        return int(self.rows(_POSTGRESQL_CLOCK, bounds)[0][0])

    def run(self, statement: str, values: Mapping[str, object] | Sequence[Mapping[str, object]]) -> int:
        return self._connection.execute(_text(statement), values).rowcount

    def rows(self, statement: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._connection.execute(_text(statement), values)]


@lru_cache(maxsize=32)
def _text(statement: str) -> TextClause:
    import sqlalchemy

    return sqlalchemy.text(statement)


class _SQLAlchemy(Database):
    def __init__(self, place: _Place, lease: int) -> None:
        self.shown = place.shown
        self._place = place
        self._lease = lease
        self._engine = place.engine()

    def prepare(self) -> None:
        import sqlalchemy

        number = sqlalchemy.BigInteger().compile(self._engine.dialect)
        text = sqlalchemy.Text().compile(self._engine.dialect)
        for table, statement in TABLES.items():
            # As a rule it is there, and to ask the catalogue takes 10 times as long.
            with suppress(SyncStateError):
                self.run(_asking(f"SELECT sync_name FROM {table} WHERE 1 = 0"))  # noqa: S608 - our own name
                continue
            if self._has(table):
                continue
            try:
                self.run(_running(statement.format(number=number, text=text)))
            except (SyncStateError, RacedError):
                # Another worker makes it at the same instant.
                if not self._has(table):
                    raise

    def _has(self, table: str) -> bool:
        import sqlalchemy

        return self._within(lambda connection: bool(sqlalchemy.inspect(connection).has_table(table)))

    def run(self, work: Callable[[Transaction], T]) -> T:
        return self._within(lambda connection: work(_SQLAlchemyTransaction(connection, self._lease)))

    def _within(self, work: Callable[[Connection], T]) -> T:
        from sqlalchemy.exc import IntegrityError

        raced = False
        try:
            with self._engine.connect() as connection:
                # Whatever the engine is set to: without transactions a save could be stored by halves, and stricter
                # ones fail where two workers meet.
                level = "SERIALIZABLE" if connection.dialect.name == "sqlite" else "READ COMMITTED"
                connection.execution_options(isolation_level=level)
                with connection.begin():
                    return work(connection)
        except (SyncStateError, RacedError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever drivers raise, with passwords in their frames
            raced = isinstance(error, IntegrityError)
            problem = self._place.told(error)
        if raced:
            raise RacedError
        raise self.unusable(problem)

    def close(self) -> None:
        if self._place.owns_engine():
            # Whatever drivers raise: others do not have to wait for it.
            with suppress(Exception):
                self._engine.dispose()
