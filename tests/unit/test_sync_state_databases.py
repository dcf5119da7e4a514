"""The state of a sync in a database: leases, tokens, clocks that jump, and URLs."""

from __future__ import annotations

import sqlite3
import sys
import threading
import time
import traceback
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy
from klarify_client import ConfigurationError
from klarify_client._overrides.state import Progress, SyncInUseError, SyncLostError, SyncState, SyncStateError
from klarify_client._overrides.state_choice import state_for
from klarify_client._overrides.state_database import SQLAlchemyState, SQLiteState
from klarify_client._overrides.state_file import FileState
from klarify_client._runtime import clock

from tests.unit import stores, sync_states
from tests.unit.sync_states import Place, content, ended, program, progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from klarify_client._overrides.state import SyncSession

places, shared, server = sync_states.places, sync_states.shared, sync_states.server
TESTS = str(Path(__file__).parent)
PASSWORD = "quite-Secret-123"


@pytest.fixture
def sqlite(places: Callable[[str], Place]) -> Place:
    return places("sqlite")


class Times:
    """The clocks of this process, each set apart from the other."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.wall = datetime(2024, 1, 15, 14, 30, tzinfo=UTC)

    def monotonic(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return self.wall


@pytest.fixture
def times() -> Iterator[Times]:
    times = Times()
    clock.use(clock.Clock(times.monotonic, times.now))
    yield times
    clock.use(None)


def assert_lost(session: SyncSession) -> None:
    """No use of the session is of any effect."""
    with pytest.raises(SyncLostError, match="over, as this one was silent for longer than its lease"):
        session.save(progress(99), {"1": "overwritten"}, ["2"])


def test_a_worker_that_was_taken_over_stores_nothing(shared: Place) -> None:
    sleeper = shared.open()
    sleeper.save(progress(), {"1": "a", "2": "b"})
    shared.pass_time(301)
    with shared.open() as successor:
        assert successor.progress == progress()
        assert_lost(sleeper)
        successor.save(progress(1), {"1": "c"})
        assert_lost(sleeper)
        sleeper.close()
        # The one that slept gave nothing back.
        with pytest.raises(SyncInUseError):
            shared.open()
    assert content(shared) == (progress(1), {"1": "c", "2": "b"})


def test_that_the_successor_has_ended_changes_nothing(shared: Place) -> None:
    sleeper = shared.open()
    shared.pass_time(301)
    content(shared)
    assert_lost(sleeper)
    sleeper.close()
    assert content(shared) == (Progress(), {})


def test_a_lease_that_ended_unnoticed_goes_on(shared: Place) -> None:
    with shared.open() as session:
        shared.pass_time(1000)
        session.save(progress(), {"1": "a"})
        with pytest.raises(SyncInUseError):
            shared.open()
    assert content(shared) == (progress(), {"1": "a"})


def test_a_save_renews_the_lease(shared: Place) -> None:
    with shared.open() as session:
        for _ in range(3):
            shared.pass_time(200)
            session.save(progress(), {})
        with pytest.raises(SyncInUseError) as caught:
            shared.open()
        assert caught.value.until is not None
        assert caught.value.until - datetime.now(UTC) > timedelta(seconds=280)


def test_a_sign_of_life_renews_the_lease_when_a_third_of_it_has_passed(shared: Place, times: Times) -> None:
    session = shared.open()
    held = "SELECT held_until FROM klarify_syncs WHERE sync_name = ?"
    times.passed = 99.0
    shared.pass_time(50)
    before = shared.sql(held, shared.name)
    session.keep()
    assert shared.sql(held, shared.name) == before
    times.passed = 100.0
    session.keep()
    assert shared.sql(held, shared.name)[0][0] >= before[0][0] + 50_000
    shared.pass_time(301)
    shared.open().close()
    session.keep()
    times.passed = 200.0
    with pytest.raises(SyncLostError):
        session.keep()
    session.close()


def test_between_signs_of_life_the_database_is_not_asked(sqlite: Place, times: Times) -> None:
    session = sqlite.open()
    times.passed = 99.0
    locked = sqlite3.connect(sqlite.url, isolation_level=None)
    locked.execute("BEGIN EXCLUSIVE")
    for _ in range(1000):
        session.keep()
    locked.close()
    session.close()


def test_a_clock_that_is_set_back_does_not_prolong_a_lease(shared: Place) -> None:
    dead = shared.open()
    shared.pass_time(-86_400)
    with pytest.raises(SyncInUseError) as caught:
        shared.open()
    assert caught.value.until is not None
    assert caught.value.until - datetime.now(UTC) < timedelta(seconds=301)
    shared.pass_time(150)
    with pytest.raises(SyncInUseError):
        shared.open()
    shared.pass_time(151)
    shared.open().close()
    assert_lost(dead)
    dead.close()


def test_a_living_worker_survives_a_clock_that_is_set_back(shared: Place) -> None:
    with shared.open() as session:
        shared.pass_time(-86_400)
        with pytest.raises(SyncInUseError):
            shared.open()
        session.save(progress(), {"1": "a"})
        with pytest.raises(SyncInUseError):
            shared.open()
    assert content(shared) == (progress(), {"1": "a"})


def test_of_sqlite_the_clock_is_that_of_the_machine(sqlite: Place, times: Times) -> None:
    first = sqlite.open()
    first.save(progress(), {"1": "a"})
    times.wall -= timedelta(days=400)
    with pytest.raises(SyncInUseError):
        sqlite.open()
    times.wall += timedelta(seconds=301)
    with sqlite.open() as second:
        assert_lost(first)
        times.wall += timedelta(days=800)
        with sqlite.open() as third:
            assert_lost(second)
            third.save(progress(3), {"1": "c"})
    first.close()
    assert content(sqlite) == (progress(3), {"1": "c"})


def test_of_a_server_the_clock_is_its_own(request: pytest.FixtureRequest, times: Times) -> None:
    place = Place("postgresql", str(request.getfixturevalue("server")), "its-own-clock")
    with place.open():
        times.wall += timedelta(days=400)
        with pytest.raises(SyncInUseError):
            place.open()


def test_leases_of_different_length_are_respected(shared: Place) -> None:
    with shared.leased(1000).open():
        shared.pass_time(500)
        with pytest.raises(SyncInUseError):
            shared.leased(5000).open()
        shared.pass_time(501)
        with shared.leased(5000).open():
            shared.pass_time(4000)
            with pytest.raises(SyncInUseError):
                shared.leased(1000).open()


def test_syncs_of_one_database_have_names(shared: Place) -> None:
    other = replace(shared, name=f"{shared.name}-b")
    with shared.open() as session, other.open() as another:
        session.save(progress(), {"1": "a"})
        another.save(progress(1), {"1": "b"}, ["2"])
        assert session.versions(["1"]) == {"1": "a"}
        assert dict(another.everything()) == {"1": "b"}
    assert content(shared) == (progress(), {"1": "a"})
    assert content(other) == (progress(1), {"1": "b"})


def test_of_workers_that_begin_at_once_one_does(shared: Place) -> None:
    """Of threads with a connection each: ten times, before there are tables and after."""
    if shared.kind != "postgresql":
        Path(shared.url.removeprefix("sqlite:///")).unlink(missing_ok=True)
    for run in range(10):
        place = replace(shared, name=f"{shared.name}-{run}")
        if shared.kind == "postgresql" and run % 2 == 0:
            place.sql("DROP TABLE IF EXISTS klarify_syncs")
            place.sql("DROP TABLE IF EXISTS klarify_sync_versions")
        opened, refused = at_once(place, 6)
        assert [type(error) for error in refused] == [SyncInUseError] * 5, refused
        opened[0].save(progress(), {"1": "a"})
        opened[0].close()


def at_once(place: Place, workers: int) -> tuple[list[SyncSession], list[SyncStateError]]:
    """What becomes of workers that begin at the same instant."""
    begin = threading.Barrier(workers)
    opened: list[SyncSession] = []
    refused: list[SyncStateError] = []

    def work() -> None:
        state = place.state()
        begin.wait()
        try:
            opened.append(state.open())
        except SyncStateError as error:
            refused.append(error)

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return opened, refused


def test_a_save_is_stored_as_a_whole_or_not_at_all(shared: Place) -> None:
    with shared.open() as session:
        session.save(progress(), {"1": "a", "2": "b"})
        shared.sql("ALTER TABLE klarify_sync_versions RENAME TO elsewhere")
        try:
            with pytest.raises(SyncStateError, match=r"cannot be used .*klarify_sync_versions"):
                session.save(progress(1), {"1": "c"}, ["2"])
        finally:
            shared.sql("ALTER TABLE elsewhere RENAME TO klarify_sync_versions")
        assert session.progress == progress()
    assert content(shared) == (progress(), {"1": "a", "2": "b"})


def test_a_later_version_is_refused(shared: Place) -> None:
    shared.open().close()
    shared.sql("UPDATE klarify_syncs SET format = 2 WHERE sync_name = ?", shared.name)
    with pytest.raises(SyncStateError, match="is of version 2, and this package knows 1; install a later release"):
        shared.open()
    shared.sql("UPDATE klarify_syncs SET format = 1 WHERE sync_name = ?", shared.name)
    shared.open().close()


def test_a_mark_that_no_sync_has_written_is_refused_and_the_state_stays_free(shared: Place) -> None:
    shared.open().close()
    for mark in ("soon", "2024-01-15T14:30:00"):
        shared.sql("UPDATE klarify_syncs SET mark = ? WHERE sync_name = ?", mark, shared.name)
        for _ in range(2):
            with pytest.raises(SyncStateError, match="a mark that no sync has written; delete its row"):
                shared.open()


def test_tables_of_another_program_are_an_error(shared: Place) -> None:
    shared.open().close()
    shared.sql("DROP TABLE klarify_syncs")
    shared.sql("CREATE TABLE klarify_syncs (sync_name VARCHAR(40), other INTEGER NOT NULL)")
    try:
        with pytest.raises(SyncStateError, match=r"column.*(format|does not exist)"):
            shared.open()
    finally:
        shared.sql("DROP TABLE klarify_syncs")


def test_a_table_that_takes_no_row_is_an_error_and_no_endless_loop(sqlite: Place) -> None:
    sqlite.open().close()
    sqlite.sql(
        "ALTER TABLE klarify_syncs ADD COLUMN other INTEGER NOT NULL DEFAULT NULL CHECK (other > 0)"
    ) if False else None
    sqlite.sql("DELETE FROM klarify_syncs")
    sqlite.sql("CREATE TRIGGER refuse BEFORE INSERT ON klarify_syncs BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(SyncStateError, match="refuses a row"):
        sqlite.open()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut in half": lambda old: old[: len(old) // 2],
    "cut by a page": lambda old: old[:-4096],
    "a page of garbage": lambda old: old[:-4096] + b"\xff" * 4096,
    "zeros": lambda old: bytes(len(old)),
    "garbage": lambda _: b"garbage" * 1000,
    "no header": lambda old: bytes(100) + old[100:],
    "JSON": lambda _: b'{"kind": "sync of Klarify"}',
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_sqlite_file_is_refused_and_stays(sqlite: Place, damage: str) -> None:
    with sqlite.open() as session:
        session.save(progress(), {str(number): "x" * 50 for number in range(500)})
    path = Path(sqlite.url)
    damaged = DAMAGES[damage](path.read_bytes())
    path.write_bytes(damaged)
    for _ in range(2):
        with pytest.raises(SyncStateError, match="Put a copy of it back, or delete it if nothing else is in it"):
            sqlite.open()
    assert path.read_bytes() == damaged


FULL = """
import resource, sys
from pathlib import Path
from tests.unit.sync_states import Place, progress
from klarify_client._overrides.state import SyncStateError
session = Place(*sys.argv[1:4]).open()
session.save(progress(), {"1": "a"})
resource.setrlimit(resource.RLIMIT_FSIZE, (40000, resource.RLIM_INFINITY))
for _ in range(2):
    try:
        session.save(progress(1), {str(number): "x" * 100 for number in range(1000)})
    except SyncStateError as error:
        print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
session.save(progress(2), {"2": "b"})
session.close()
"""


@pytest.mark.parametrize("kind", ["sqlite", "sqlalchemy"])
def test_a_disk_that_is_full_keeps_the_old_state(places: Callable[[str], Place], kind: str) -> None:
    place = places(kind)
    told = ended(program(FULL, place.kind, place.url, place.name)).splitlines()
    assert len(told) == 2
    assert "disk" in told[0]
    assert content(place) == (progress(2), {"1": "a", "2": "b"})
    directory = Path(place.url.removeprefix("sqlite:///")).parent
    assert [file.name for file in directory.iterdir() if "-" in file.suffix] == []


def asked(database: Any, query: str) -> object:
    def ask(transaction: Any) -> Any:
        return transaction.rows(query, {})

    return database.run(ask)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_save_of_sqlite_is_flushed_in_any_journal_mode_and_the_mode_stays(sqlite: Place, mode: str) -> None:
    assert sqlite.sql(f"PRAGMA journal_mode={mode}") == [(mode.lower(),)]
    sqlite.sql("CREATE TABLE other (x)")
    with sqlite.open() as session:
        session.save(progress(), {"1": "a"})
        database: Any = vars(session)["_database"]
        # EXTRA: the directory too.
        assert asked(database, "PRAGMA synchronous") == [(3,)]
    assert sqlite.sql("PRAGMA journal_mode") == [(mode.lower(),)]
    assert content(sqlite) == (progress(), {"1": "a"})


def test_a_busy_sqlite_database_is_waited_for(sqlite: Place) -> None:
    with sqlite.open() as session:
        busy = sqlite3.connect(sqlite.url, isolation_level=None, check_same_thread=False)
        busy.execute("BEGIN EXCLUSIVE")
        timer = threading.Timer(0.3, busy.execute, ["COMMIT"])
        timer.start()
        session.save(progress(), {"1": "a"})
        timer.join()
        busy.close()


def test_a_server_that_is_started_anew_between_two_pages_is_found_again(request: pytest.FixtureRequest) -> None:
    place = Place("postgresql", str(request.getfixturevalue("server")), "started-anew")
    with place.open() as session:
        session.save(progress(), {"1": "a"})
        ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND usename = ?"
        place.sql(ending, "limits")
        session.save(progress(1), {"2": "b"})
    assert content(place) == (progress(1), {"1": "a", "2": "b"})


def test_a_worker_that_is_stopped_within_a_save_does_not_block_the_next_for_ever(
    request: pytest.FixtureRequest,
) -> None:
    place = Place("postgresql", str(request.getfixturevalue("server")), "stopped-within").leased(1)
    session = place.open()
    database: Any = vars(session)["_database"]
    reached, go_on = threading.Event(), threading.Event()
    failures: list[SyncStateError] = []

    def stop(transaction: Any) -> None:
        transaction.now()
        hold = "UPDATE klarify_syncs SET mark = 'x' WHERE sync_name = :name"
        transaction.run(hold, {"name": place.name})
        reached.set()
        go_on.wait(60)
        transaction.run(hold, {"name": place.name})

    def work() -> None:
        try:
            database.run(stop)
        except SyncStateError as error:
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    assert reached.wait(60)
    # The lease ends by the server's clock, and the next worker waits for the row until the server lets go of it.
    end = time.monotonic() + 30
    successor = None
    while successor is None:
        assert time.monotonic() < end
        with suppress(SyncInUseError):
            successor = place.open()
    successor.save(progress(5), {})
    successor.close()
    go_on.set()
    thread.join()
    session.close()
    assert len(failures) == 1
    assert content(place) == (progress(5), {})


@pytest.mark.parametrize("level", ["AUTOCOMMIT", "SERIALIZABLE", "REPEATABLE READ"])
def test_an_engine_may_be_set_to_anything_and_stays_open(request: pytest.FixtureRequest, level: str) -> None:
    url = str(request.getfixturevalue("server"))
    engine = sqlalchemy.create_engine(url, isolation_level=level)
    name = f"engine-{level[0].lower()}"
    with SQLAlchemyState(engine, name=name).open() as session:
        session.save(progress(), {"1": "a"})
        place = Place("postgresql", url, name)
        place.sql("ALTER TABLE klarify_sync_versions RENAME TO elsewhere")
        try:
            with pytest.raises(SyncStateError):
                session.save(progress(1), {"2": "b"})
        finally:
            place.sql("ALTER TABLE elsewhere RENAME TO klarify_sync_versions")
    assert content(place) == (progress(), {"1": "a"})
    with engine.connect() as connection:
        assert connection.execute(sqlalchemy.text("SELECT 1")).scalar() == 1
    engine.dispose()


def test_a_session_that_is_closed_has_no_connection_left(request: pytest.FixtureRequest) -> None:
    place = Place("postgresql", str(request.getfixturevalue("server")), "none-left")
    query = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'limits' AND backend_type = 'client backend'"
    (before,) = place.sql(query)[0]
    for _ in range(5):
        content(place)
    with place.open(), pytest.raises(SyncInUseError):
        place.open()
    assert place.sql(query)[0] == (before,)


def test_a_database_that_is_away_is_told_without_the_password() -> None:
    url = f"postgresql+psycopg://user:{PASSWORD}@127.0.0.1:{stores.free_port()}/syncs?sslpassword={PASSWORD}x"
    for state in (SQLAlchemyState(url), SQLAlchemyState(sqlalchemy.make_url(url)), state_for(url)):
        with pytest.raises(
            SyncStateError, match=r"in postgresql\+psycopg://127\.0\.0\.1:\d+/syncs cannot be used"
        ) as caught:
            state.open()
        assert PASSWORD not in shown(caught.value)
        assert PASSWORD not in f"{state!r} {vars(state)}"


def test_a_wrong_password_is_told_without_it(request: pytest.FixtureRequest) -> None:
    url = str(request.getfixturevalue("server")).replace("limits@", f"nobody:{PASSWORD}@")
    with pytest.raises(SyncStateError, match="nobody") as caught:
        SQLAlchemyState(url).open()
    assert PASSWORD not in shown(caught.value)


def shown(error: BaseException) -> str:
    """What a program may print of an error, with the variables of all frames but the tests' own."""
    texts = [str(error), repr(error), str(vars(error))]
    for one in (error, error.__cause__, error.__context__):
        if one is not None:
            frames = traceback.StackSummary.extract(traceback.walk_tb(one.__traceback__), capture_locals=True)
            texts += [str(frame.locals) for frame in frames if not frame.filename.startswith(TESTS)]
    return "\n".join(texts)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (f"nosuch://user:{PASSWORD}@host/db", "SQLAlchemy knows no such database"),
        (f"redis://:{PASSWORD}@host/0", "SQLAlchemy knows no such database"),
        (f"postgres://user:{PASSWORD}@host/db", "SQLAlchemy spells it postgresql://"),
        (f"postgresql://user:{PASSWORD}@host:port/db", "not like postgresql://user@host/database"),
        (f"postgresql+asyncpg://user:{PASSWORD}@host/db", "asyncpg is not installed|synchronous"),
        (f"postgresql+nosuch://user:{PASSWORD}@host/db", "SQLAlchemy knows no such database"),
        (f"oracle://user:{PASSWORD}@host/db", "its driver .* is not installed: pip install it, or name another"),
        ("sqlite+aiosqlite:///sync.db", "aiosqlite is not installed|synchronous"),
        ("sqlite+pysqlite:///:memory:", "what is in memory does not last"),
        ("sqlite+pysqlite://", "what is in memory does not last"),
        ("sqlite://", "is like sqlite:///sync.db"),
        ("sqlite:///", "is like sqlite:///sync.db"),
        ("sqlite:///:memory:", "what is in memory does not last"),
        ("sqlite://host/sync.db", "is like sqlite:///sync.db"),
        ("sqlite:///sync.db?mode=ro", "is like sqlite:///sync.db"),
        ("sqlite://[", "is like sqlite:///sync.db"),
        ("sqlite:sync.db", "goes on with two slashes after 'sqlite:'"),
        (f"postgresql:/user:{PASSWORD}@host/db", "goes on with two slashes after 'postgresql:'"),
        ("https://host/state.json", "SQLAlchemy knows no such database"),
        ("file:///state.json", "SQLAlchemy knows no such database"),
        ("", "not an empty text"),
        (" \n", "not an empty text"),
        ("state\0", "zero characters"),
    ],
)
def test_a_text_that_is_no_state_is_refused_without_showing_it(url: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told) as caught:
        state_for(url)
    assert PASSWORD not in shown(caught.value)


@pytest.mark.parametrize("value", [None, 5, b"state.json", ["state.json"], open])
def test_what_is_neither_path_nor_url_is_a_mistake(value: Any) -> None:
    with pytest.raises(
        TypeError, match=f"state: a path, the URL of a database, or a SyncState; not {type(value).__name__}"
    ):
        state_for(value)


def test_a_state_is_chosen_by_what_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    given = FileState("state.json")
    assert state_for(given) is given
    kinds: list[tuple[Any, type[SyncState]]] = [
        ("state.json", FileState),
        ("ä/b:1.json", FileState),
        (Path("sqlite:/state.json"), FileState),
        ("C:\\state.json", FileState),
        ("sqlite:///sync.db", SQLiteState),
        ("SQLite:///a%20b.db", SQLiteState),
        (f"sqlite:///{tmp_path}/c.db", SQLiteState),
        ("sqlite+pysqlite:///d.db", SQLAlchemyState),
        ("postgresql+psycopg://user@host/db", SQLAlchemyState),
    ]
    assert [type(state_for(value)) for value, _ in kinds] == [kind for _, kind in kinds]
    for value, _ in kinds[4:8]:
        state_for(value).open().close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a b.db", "c.db", "d.db", "sync.db"]


def test_a_directory_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(SyncStateError, match=r"there is no directory .*; make it first"):
        SQLiteState(tmp_path / "no" / "sync.db").open()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"name": ""}, "name: up to 40"),
        ({"name": "A"}, "name: up to 40"),
        ({"name": "a" * 41}, "name: up to 40"),
        ({"name": "a\n"}, "name: up to 40"),
        ({"lease": timedelta()}, "lease: longer than nothing"),
        ({"lease": timedelta(seconds=-5)}, "lease: longer than nothing"),
        ({"lease": timedelta(days=400)}, "lease: longer than nothing"),
    ],
)
def test_settings_that_make_no_sense_are_refused(tmp_path: Path, settings: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        SQLiteState(tmp_path / "sync.db", **settings)
    with pytest.raises(ConfigurationError, match=told):
        SQLAlchemyState("sqlite:///sync.db", **settings)


@pytest.mark.parametrize("value", [5, None, b"sqlite:///x"])
def test_what_is_neither_url_nor_engine_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="the URL of a database as SQLAlchemy has it, or an engine"):
        SQLAlchemyState(value)


def test_without_sqlalchemy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'klarify-client\[sqlalchemy\]'"):
        state_for("postgresql://user@host/db")
