"""What the tests of a sync's state share: a place for each kind of store, and a look into it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from klarify_client._overrides.state import Progress, SyncSession, SyncState
from klarify_client._overrides.state_choice import state_for
from klarify_client._overrides.state_database import SQLAlchemyState, SQLiteState

from tests.unit import stores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
KINDS = ("file", "sqlite", "sqlalchemy", "postgresql")
SHARED = KINDS[1:]
MARK = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)
_numbers = count()


@dataclass(frozen=True)
class Place:
    """Where one sync keeps its state.

    Attributes:
        kind: One of `KINDS`.
        url: What `state_for` takes.
        name: The sync's, in a database.
        lease: Of the states that are made.
    """

    kind: str
    url: str
    name: str
    lease: timedelta = timedelta(minutes=5)

    def state(self) -> SyncState:
        """A new object, as another worker would make it."""
        if self.kind == "file":
            return state_for(self.url)
        if self.kind == "sqlite":
            return SQLiteState(self.url, name=self.name, lease=self.lease)
        return SQLAlchemyState(self.url, name=self.name, lease=self.lease)

    def open(self) -> SyncSession:
        return self.state().open()

    def leased(self, seconds: float) -> Place:
        return replace(self, lease=timedelta(seconds=seconds))

    def pass_time(self, seconds: float) -> None:
        """Have the clock of the store go on, or back; what it keeps is moved instead."""
        self.sql(
            "UPDATE klarify_syncs SET held_since = held_since - ?, held_until = held_until - ? WHERE sync_name = ?",
            int(seconds * 1000),
            int(seconds * 1000),
            self.name,
        )

    def sql(self, statement: str, *values: object) -> list[Any]:
        """Look into the database, without the code under test."""
        if self.kind == "postgresql":
            with psycopg.connect(self.url, autocommit=True) as connection:
                found = connection.execute(statement.replace("?", "%s").encode(), values)
                return found.fetchall() if found.description else []
        path = self.url.removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            return connection.execute(statement, values).fetchall()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL server, of which the module's tests use different names."""
    if reason := stores.missing("postgresql"):
        pytest.skip(reason)
    with stores.postgres() as url:
        yield url


@pytest.fixture
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Place]:
    """Makes a place of a kind."""

    def make(kind: str) -> Place:
        name = f"sync-{next(_numbers)}"
        if kind == "postgresql":
            return Place(kind, str(request.getfixturevalue("server")), name)
        if kind == "sqlalchemy":
            return Place(kind, f"sqlite:///{tmp_path}/{name}.db", name)
        return Place(kind, str(tmp_path / f"{name}.{'json' if kind == 'file' else 'db'}"), name)

    return make


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, places: Callable[[str], Place]) -> Place:
    """A place of every kind in turn."""
    return places(str(request.param))


@pytest.fixture(params=SHARED)
def shared(request: pytest.FixtureRequest, places: Callable[[str], Place]) -> Place:
    """A place in every kind of database in turn."""
    return places(str(request.param))


def progress(seconds: float = 0) -> Progress:
    return Progress(MARK + timedelta(seconds=seconds))


def content(place: Place) -> tuple[Progress, dict[str, str]]:
    """What the next worker finds."""
    with place.open() as session:
        return session.progress, dict(session.everything())


def program(code: str, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    """Start a program that has our modules; what it warns of is an error."""
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        env=path,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def ended(process: subprocess.Popen[str], status: int = 0) -> str:
    """What a program printed until its end."""
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (status, ""), err
    return out
