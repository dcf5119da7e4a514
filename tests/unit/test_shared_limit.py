"""A rate limit in a store: what users meet when they share one, and when the store is not there."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import httpx2
import klipfolio_client
import pytest
from klarify_client._runtime import clock
from klarify_client._runtime.errors import APITimeoutError, ConfigurationError, DailyLimitError, SharedLimitError
from klarify_client._runtime.rate_limit import TooLate
from klarify_client._runtime.shared_limit import Store
from redis import Redis

from tests.unit import stores
from tests.unit.small_api import RateLimit, Small, small

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from tests.unit.conftest import Waits
    from tests.unit.scripted import Face

NEW_YORK = ZoneInfo("America/New_York")


class Stamps(httpx2.MockTransport):
    """A service that keeps the moments at which requests arrive."""

    def __init__(self) -> None:
        super().__init__(self._play)
        self.moments: list[float] = []

    def _play(self, _: httpx2.Request) -> httpx2.Response:
        self.moments.append(time.perf_counter())
        return httpx2.Response(200)


@pytest.fixture
def store(tmp_path: Path) -> str:
    return stores.sqlite(tmp_path)


@pytest.fixture
def limits() -> Iterator[Callable[..., RateLimit]]:
    """Makes limits that are closed with the test."""
    made: list[RateLimit] = []

    def make(*args: Any, **settings: Any) -> RateLimit:
        made.append(RateLimit(*args, **settings))
        return made[-1]

    yield make
    for limit in made:
        limit.close()


@pytest.fixture
def redis(tmp_path: Path) -> Generator[stores.Redis]:
    server = stores.Redis(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def postgresql() -> Generator[str]:
    if reason := stores.missing("postgresql"):
        pytest.skip(reason)
    with stores.postgres() as url:
        yield url


@pytest.fixture(params=["store", "redis", "postgresql"])
def any_store(request: pytest.FixtureRequest) -> str:
    """Every kind of store in turn."""
    found: str | stores.Redis = request.getfixturevalue(str(request.param))
    return found if isinstance(found, str) else found.url


def call(face: Face, client: Any, times: int = 1) -> None:
    for _ in range(times):
        face.wait(client.things.get())


def rows(store: str, table: str = "klarify_client") -> int:
    connection = sqlite3.connect(store.removeprefix("sqlite://"))
    try:
        (count,) = connection.execute(f"SELECT count(*) FROM '{table}'").fetchone()  # noqa: S608 - a name of these tests
    finally:
        connection.close()
    return int(count)


def test_limits_of_one_store_count_together(face: Face, any_store: str, limits: Callable[..., RateLimit]) -> None:
    service = Stamps()
    clients = [small(face, service, rate_limit=limits(shared=any_store, name="together")) for _ in range(2)]
    for client in clients * 3:
        call(face, client)
    first, *others = service.moments
    assert others[3] - first < 1.0
    assert 1.0 <= others[4] - first < 1.5


def test_a_url_is_enough_and_the_client_closes_what_it_opened(face: Face, store: str) -> None:
    service = Stamps()
    for _ in range(2):
        client = small(face, service, rate_limit=store)
        call(face, client, 3)
        face.wait(client.close())
    assert service.moments[5] - service.moments[0] >= 1.0
    assert not [file for file in Path("/proc/self/fd").iterdir() if "limits.db" in str(file.resolve())]


def test_a_store_is_not_touched_before_the_first_request(tmp_path: Path) -> None:
    Small(api_key="k", rate_limit=stores.sqlite(tmp_path))
    assert [*tmp_path.iterdir()] == []


def test_accounts_have_names(store: str, limits: Callable[..., RateLimit]) -> None:
    begin = time.perf_counter()
    for name in ("acme", "globex", "initech-2"):
        limit = limits(1, shared=store, name=name)
        limit.take()
    assert time.perf_counter() - begin < 1.0
    assert [rows(store, name) for name in ("acme", "globex", "initech-2")] == [1, 1, 1]


def test_a_budget_is_one_for_all(face: Face, any_store: str, limits: Callable[..., RateLimit]) -> None:
    service = Stamps()
    settings = {"shared": any_store, "name": "async" if face.asynchronous else "sync"}
    first, second = [small(face, service, rate_limit=limits(None, 3, **settings)) for _ in range(2)]
    call(face, first, 2)
    call(face, second)
    for client in (first, second):
        with pytest.raises(DailyLimitError, match="the budget of 3 requests a day is spent") as caught:
            call(face, client)
        assert caught.value.operation == "things_get"
        assert caught.value.attempts == 0
    assert len(service.moments) == 3


def test_turns_of_a_process_whose_clock_is_ahead_are_counted(
    redis: stores.Redis, limits: Callable[..., RateLimit]
) -> None:
    first, second = (limits(None, 1, shared=redis.url) for _ in range(2))
    first.take()
    connected: Any = Redis(port=redis.port)
    with connected as client:
        client.zincrby("rate-limit:klarify_client", 500, client.zrange("rate-limit:klarify_client", 0, 0)[0])
    with pytest.raises(DailyLimitError):
        second.take()


@pytest.mark.parametrize("per_day", [1, 5, 6, 400_000, 10**9])
def test_a_budget_may_be_of_any_size(store: str, limits: Callable[..., RateLimit], per_day: int) -> None:
    limit = limits(5, per_day, shared=store)
    for _ in range(min(per_day, 5)):
        limit.take()
    if per_day <= 5:
        with pytest.raises(DailyLimitError):
            limit.take()


def test_days_of_the_past_are_neither_counted_nor_kept(store: str, limits: Callable[..., RateLimit]) -> None:
    limits(5, 3, shared=store).take()
    midnight = datetime.combine(datetime.now(NEW_YORK), datetime.min.time(), NEW_YORK)
    yesterday = round(midnight.timestamp() * 1000) - 1000
    connection = sqlite3.connect(store.removeprefix("sqlite://"))
    connection.executemany("INSERT INTO klarify_client VALUES ('', ?)", [(yesterday,)] * 50)
    connection.commit()
    connection.close()
    limits(5, 3, shared=store).take()
    assert rows(store) == 2


def test_waits_are_instant_in_tests(face: Face, store: str, limits: Callable[..., RateLimit]) -> None:
    client = small(face, Stamps(), rate_limit=limits(1, shared=store))
    begin = time.perf_counter()
    with clock.no_waiting() as waits:
        call(face, client, 4)
    assert len(waits) == 3
    assert sum(waits) > 3.0
    assert time.perf_counter() - begin < 1.0


class Slow(httpx2.MockTransport):
    """A transport that takes its time to connect, once, and tells when it sends, as the default ones do."""

    def __init__(self, seconds: float, meanwhile: Callable[[], None] = lambda: None) -> None:
        super().__init__(lambda _: httpx2.Response(200))
        self._seconds = seconds
        self._meanwhile = meanwhile

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._meanwhile()
        time.sleep(self._seconds)
        request.extensions["trace"]("http11.send_request_headers.started", {})
        return super().handle_request(request)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self._meanwhile()
        await asyncio.sleep(self._seconds)
        await request.extensions["trace"]("http2.send_request_headers.started", {})
        return await super().handle_async_request(request)


@pytest.mark.parametrize(("seconds", "turns"), [(0.0, 1), (0.2, 2)])
def test_what_goes_out_long_after_its_turn_takes_another(
    face: Face, store: str, limits: Callable[..., RateLimit], seconds: float, turns: int
) -> None:
    call(face, small(face, Slow(seconds), rate_limit=limits(shared=store)))
    assert rows(store) == turns


def test_a_store_that_goes_away_before_the_other_turn_is_an_error_of_the_call(
    face: Face, redis: stores.Redis, limits: Callable[..., RateLimit]
) -> None:
    client = small(face, Slow(0.05, redis.stop), rate_limit=limits(shared=redis.url))
    with pytest.raises(SharedLimitError, match=r"things_get: .* nothing was sent"):
        call(face, client)


def test_a_turn_after_the_deadline_is_not_waited_for(face: Face, store: str, limits: Callable[..., RateLimit]) -> None:
    limit = limits(0.2, shared=store)
    client = small(face, service := Stamps(), rate_limit=limit)
    call(face, client)
    begin = time.perf_counter()
    for _ in range(3):
        with pytest.raises(APITimeoutError, match="rate limit lets the next request pass in"):
            face.wait(client.things.get(deadline=0.5))
    assert time.perf_counter() - begin < 0.4
    assert len(service.moments) == 1
    # One was put down before it was found to be too late; the next in time takes it.
    assert rows(store) == 2


def test_a_turn_that_is_given_back_goes_to_the_next(store: str, limits: Callable[..., RateLimit]) -> None:
    limit = limits(1, shared=store)
    limit.take()
    begin = time.perf_counter()
    with pytest.raises(TooLate) as caught:
        limit.take(begin + 0.5)
    assert 0.5 < caught.value.wait < 1.1
    limit.take()
    assert time.perf_counter() - begin < 1.5
    assert rows(store) == 2


def test_waits_that_are_cancelled_hold_no_turns(store: str, limits: Callable[..., RateLimit]) -> None:
    limit = limits(2, shared=store)

    async def run() -> float:
        waiting = [asyncio.create_task(limit.atake()) for _ in range(50)]
        await asyncio.sleep(0.3)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        begin = time.perf_counter()
        await limit.atake()
        return time.perf_counter() - begin

    assert asyncio.run(run()) < 1.5
    assert rows(store) <= 4


def test_a_cancelled_question_to_the_store_does_not_disturb_the_next(
    monkeypatch: pytest.MonkeyPatch, store: str, limits: Callable[..., RateLimit]
) -> None:
    limit = limits(100, shared=store)
    reserve = Store.reserve
    running: list[int] = []
    together: list[int] = []

    def slowly(self: Store) -> tuple[float | None, int]:
        running.append(1)
        together.append(len(running))
        time.sleep(0.05)
        running.pop()
        return reserve(self)

    async def run() -> None:
        task = asyncio.create_task(limit.atake())
        await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.wait_for(limit.atake(), 5)
        await asyncio.wait([task])

    monkeypatch.setattr(Store, "reserve", slowly)
    asyncio.run(run())
    assert together == [1, 1]


def test_a_loop_that_is_busy_with_something_else_holds_up_nobody(store: str, limits: Callable[..., RateLimit]) -> None:
    limit = limits(2, shared=store)
    limit.take()
    limit.take()
    stalled = threading.Event()
    end = threading.Event()

    async def stall() -> None:
        waiting = [asyncio.create_task(limit.atake()) for _ in range(3)]
        await asyncio.sleep(0.2)
        stalled.set()
        end.wait(10)
        await asyncio.gather(*waiting)

    thread = threading.Thread(target=asyncio.run, args=[stall()])
    thread.start()
    assert stalled.wait(10)
    begin = time.perf_counter()
    limit.take()
    took = time.perf_counter() - begin
    end.set()
    thread.join()
    assert took < 5.0


FORKING = """
import os, sys, time
from klipfolio_client import RateLimit
limit = RateLimit(shared=sys.argv[1])
limit.take()
begin = time.perf_counter()
child = os.fork()
for _ in range(4):
    limit.take()
if not child:
    limit.close()
    os._exit(0)
_, status = os.waitpid(child, 0)
limit.take()
limit.close()
assert status == 0, status
print(time.perf_counter() - begin)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_process_uses_a_connection_of_its_own(any_store: str) -> None:
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-W", "error", "-X", "dev", "-c", FORKING, any_store]
    run = subprocess.run(command, env=path, capture_output=True, text=True, timeout=60)
    assert run.stderr == ""
    # Ten requests: five at once, four of the others a window later.
    assert 1.0 < float(run.stdout) < 4.0


def shown(error: BaseException) -> str:
    """What a program may print of an error, with the variables of all frames but the test's own."""
    texts = [str(error), repr(error), str(vars(error))]
    for one in (error, error.__cause__, error.__context__):
        if one is not None:
            frames = traceback.StackSummary.extract(traceback.walk_tb(one.__traceback__), capture_locals=True)
            texts += [str(frame.locals) for frame in frames if not frame.filename.endswith("test_shared_limit.py")]
    return "\n".join(texts)


@pytest.mark.parametrize(
    "url",
    [
        "redis://user:{password}@127.0.0.1:{port}/0",
        "redis://127.0.0.1:{port}/0?password={password}",
        "rediss://:{password}@127.0.0.1:{port}/0",
        "postgresql://user:{password}@127.0.0.1:{port}/limits",
        "postgres://user@127.0.0.1:{port}/limits?password={password}",
    ],
)
def test_a_store_that_is_away_is_an_error_that_says_so(face: Face, limits: Callable[..., RateLimit], url: str) -> None:
    password = "quite-Secret-123"
    port = stores.free_port()
    client = small(face, service := Stamps(), rate_limit=limits(shared=url.format(password=password, port=port)))
    with pytest.raises(SharedLimitError, match="nothing was sent") as caught:
        call(face, client)
    error = caught.value
    assert f"127.0.0.1:{port}" in str(error)
    assert "on_outage='local'" in str(error)
    assert error.operation == "things_get"
    assert error.attempts == 0
    assert password not in shown(error)
    limit = client._limit
    assert password not in f"{client!r} {vars(client)} {limit!r} {vars(limit)} {vars(limit._shared)}"
    assert service.moments == []


def test_a_wrong_password_is_said(face: Face, tmp_path: Path, limits: Callable[..., RateLimit]) -> None:
    server = stores.Redis(tmp_path, "--requirepass", "the-Right-one")
    server.start()
    try:
        for url in (server.url, server.url.replace("127.", ":the-Wrong-one@127.")):
            client = small(face, Stamps(), rate_limit=limits(shared=url))
            with pytest.raises(SharedLimitError, match="Authentication") as caught:
                call(face, client)
            assert "the-Wrong-one" not in shown(caught.value)
        right = server.url.replace("127.", ":the-Right-one@127.")
        call(face, small(face, Stamps(), rate_limit=limits(shared=right)))
    finally:
        server.stop()


def test_a_store_that_does_not_answer_is_given_up(
    face: Face, redis: stores.Redis, limits: Callable[..., RateLimit]
) -> None:
    client = small(face, Stamps(), rate_limit=limits(shared=redis.url))
    call(face, client)
    redis.send(signal.SIGSTOP)
    begin = time.perf_counter()
    with pytest.raises(SharedLimitError):
        call(face, client)
    assert time.perf_counter() - begin < 3.0
    redis.send(signal.SIGCONT)
    time.sleep(0.01)
    while time.perf_counter() - begin < 6.0:
        try:
            call(face, client)
        except SharedLimitError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the store is there again, but not used")


def test_a_store_may_be_started_again(face: Face, redis: stores.Redis, limits: Callable[..., RateLimit]) -> None:
    client = small(face, service := Stamps(), rate_limit=limits(shared=redis.url))
    call(face, client)
    redis.stop()
    redis.start()
    call(face, client)
    assert len(service.moments) == 2


def test_on_request_an_outage_is_a_warning_and_the_process_keeps_to_the_limit(
    face: Face, redis: stores.Redis, limits: Callable[..., RateLimit], waits: Waits
) -> None:
    client = small(face, Stamps(), rate_limit=limits(shared=redis.url, on_outage="local"))
    call(face, client, 5)
    redis.stop()
    with pytest.warns(UserWarning, match="127.0.0.1:.*this process keeps to the limit by itself") as told:
        call(face, client)
    # The first line that is not of the package.
    assert told[0].filename.endswith("small_api.py")
    # What went through the store before counts; and no second warning for the same outage.
    call(face, client, 10)
    assert [round(wait, 2) for wait in waits] == [1.0, 1.0, 1.0]


def test_after_an_outage_the_limit_is_shared_again_and_another_warns_again(
    redis: stores.Redis, limits: Callable[..., RateLimit]
) -> None:
    limit, other = (limits(1, shared=redis.url, on_outage="local") for _ in range(2))
    with clock.no_waiting() as waits:
        for _ in range(2):
            redis.stop()
            with pytest.warns(UserWarning, match="keeps to the limit by itself"):
                limit.take()
            clock.current().sleep(10)
            limit.take()
            redis.start()
            clock.current().sleep(10)
            limit.take()
            waits.clear()
            other.take()
            assert sum(waits) > 0.5
            other.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "like redis://host/0"),
        ("5", "like redis://host/0"),
        ("redis:", "like redis://host/0"),
        ("redis:///0", "like redis://host/0"),
        ("redis://host:port/0", "like redis://host/0"),
        ("redis://[::1", "like redis://host/0"),
        ("https://host", "like redis://host/0"),
        ("mysql://host/limits", "like redis://host/0"),
        ("sqlite://", "cannot be written"),
        ("sqlite://limits.db", "cannot be written"),
        ("sqlite:///", "cannot be written"),
        ("sqlite:////no/such/directory/limits.db", "cannot be written"),
        ("sqlite:///:memory:/limits.db", "cannot be written"),
    ],
)
def test_a_url_that_is_none_is_refused_at_once(url: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        RateLimit(shared=url)
    with pytest.raises(ConfigurationError, match=told):
        Small(api_key="k", rate_limit=url)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"name": "Acme"}, "name:"),
        ({"name": ""}, "name:"),
        ({"name": "a'; DROP TABLE x"}, "name:"),
        ({"name": "a" * 41}, "name:"),
        ({"on_outage": "go on"}, "on_outage:"),
        ({"per_second": None}, "nothing to share"),
    ],
)
def test_settings_that_make_no_sense_are_refused(store: str, settings: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        RateLimit(shared=store, **settings)


@pytest.mark.parametrize(
    ("url", "module", "extra"),
    [
        ("redis://host/0", "redis", "redis"),
        ("rediss://host/0", "pyrate_limiter", "redis"),
        ("postgresql://host/limits", "psycopg", "postgres"),
        ("sqlite:///tmp/limits.db", "pyrate_limiter", "sqlite"),
    ],
)
def test_without_its_library_a_store_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, url: str, module: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "klipfolio_client._runtime.shared_limit", raising=False)
    with pytest.raises(klipfolio_client.ConfigurationError, match=rf"pip install 'klipfolio-client\[{extra}\]'"):
        klipfolio_client.Klipfolio(api_key="k", rate_limit=url)
