"""Syncs whose processes are killed at random moments, while what they read changes: nothing may be lost."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psycopg
import pytest
from klarify_client.testing import FakeKlarify

from tests.unit import sync_states
from tests.unit.sync_states import KINDS, ROOT, Place
from tests.unit.sync_worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from klarify_client._runtime.fake import FakeRequest, FakeResponse

places, shared, server = sync_states.places, sync_states.shared, sync_states.server

# Of each kind of store; set the variable for a longer run.
KILLS = int(os.environ.get("SYNC_KILLS", "60"))
PAGE = 5
# A worker lives for so many pages at most, and so many seconds more.
LONGEST_LIFE = 6
MOMENT = 0.03


class Restless(FakeKlarify):
    """A service whose procedures change while they are read.

    Attributes:
        restless: How likely a change comes between two requests, 0 to 1.
    """

    def __init__(self, seed: int, count: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self._time = datetime(2024, 1, 15, tzinfo=UTC)
        self.restless = 0.0
        self._requests = 0
        self._arrived = threading.Condition()
        super().__init__((), clock=self._tick)
        for _ in range(count):
            self._add()

    def _tick(self) -> datetime:
        # Many changes share a second.
        self._time += timedelta(seconds=self._random.choice([0, 0, 0, 1, 2, 600]))
        return self._time

    def _add(self) -> None:
        self.add({"name": f"Procedure {self._random.random()}"})

    def change(self) -> None:
        """Add, modify or remove some of the procedures."""
        with self._lock:
            ids = [procedure["id"] for procedure in self.procedures]
            for _ in range(self._random.randint(1, 4)):
                match self._random.choice(["add", "update", "update", "update", "remove"]):
                    case "add" if len(ids) < 60:
                        self._add()
                    case "remove" if len(ids) > 40:
                        self.remove(ids.pop(self._random.randrange(len(ids))))
                    case _:
                        self.update(self._random.choice(ids), name=f"Procedure {self._random.random()}")

    def handle(self, request: FakeRequest) -> FakeResponse:
        if self._random.random() < self.restless:
            self.change()
        answer = super().handle(request)
        with self._arrived:
            self._requests += 1
            self._arrived.notify_all()
        return answer

    @property
    def requests(self) -> int:
        return self._requests

    def wait_for(self, requests: int) -> None:
        """Wait until so many have been answered."""
        with self._arrived:
            assert self._arrived.wait_for(lambda: self._requests >= requests, 60)

    @property
    def truth(self) -> dict[str, str]:
        return {procedure["id"]: procedure["updated_at"] for procedure in self.procedures}


@dataclass
class Workers:
    """Worker processes, made by one that forks."""

    parent: subprocess.Popen[str]
    started: list[int] = field(default_factory=list[int])

    def start(self, job: Job) -> int:
        assert self.parent.stdin is not None
        assert self.parent.stdout is not None
        self.parent.stdin.write(job.line())
        self.parent.stdin.flush()
        number = int(self.parent.stdout.readline())
        self.started.append(number)
        return number

    def kill(self, number: int) -> None:
        os.kill(number, signal.SIGKILL)
        self.wait(number)

    def wait(self, *numbers: int) -> None:
        end = time.monotonic() + 60
        for number in numbers:
            while is_alive(number):
                assert time.monotonic() < end
                time.sleep(0.001)
            self.started.remove(number)


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def is_stopped(number: int) -> bool:
    return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "T"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    command = [sys.executable, "-W", "error", "-m", "tests.unit.sync_worker"]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT, env=path) as parent:
        workers = Workers(parent)
        try:
            yield workers
        finally:
            for number in workers.started:
                os.kill(number, signal.SIGKILL)
            _, errors = parent.communicate(timeout=60)
    assert errors == ""


@dataclass(frozen=True)
class Log:
    """What workers were given."""

    path: Path

    def lines(self) -> list[tuple[int, str, str, str]]:
        """Number of the process, kind, id and version of every change."""
        if not self.path.exists():
            return []
        words = [line.split(" ") for line in self.path.read_text().splitlines()]
        return [(int(number), kind, name, version[0] if version else "") for number, kind, name, *version in words]

    def ends(self) -> Counter[str]:
        """How runs ended."""
        path = self.path.with_name(f"{self.path.name}.ends")
        return Counter(line.split(" ")[1] for line in path.read_text().splitlines()) if path.exists() else Counter()

    def given(self) -> Counter[tuple[str, str]]:
        return Counter((name, version) for _, kind, name, version in self.lines() if kind != "removed")

    def repeats(self) -> Counter[int]:
        """How many changes each process was given that had been given before."""
        seen: set[tuple[str, str]] = set()
        repeated: Counter[int] = Counter()
        for number, kind, name, version in self.lines():
            if kind != "removed":
                repeated[number] += (name, version) in seen
                seen.add((name, version))
        return repeated


@contextmanager
def syncing(place: Place, log: Path, seed: int = 1, count: int = 50) -> Generator[tuple[Restless, Job, Log]]:
    fake = Restless(seed, count)
    with fake.serve() as service:
        yield fake, Job(service.url, (place.kind, place.url, place.name), str(log), page_size=PAGE), Log(log)


def finish(workers: Workers, job: Job) -> None:
    """Two runs that nothing disturbs: what moved in the list during the first is found by the second."""
    workers.wait(workers.start(replace(job, runs=2)))


def assert_complete(fake: Restless, *logs: Log) -> None:
    given = {version for log in logs for version in log.given()}
    assert [version for version in fake.truth.items() if version not in given] == []


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A directory that is quick: what is killed is a process, and for that nothing has to reach a disk."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a directory of its own in it
    with TemporaryDirectory(dir=memory, prefix="sync-kills-") as directory:
        yield Path(directory)


@pytest.mark.acceptance("KY-63", "KY-64", "KY-65")
@pytest.mark.parametrize("kind", ["file", "sqlite", "postgresql"])
def test_workers_that_are_killed_lose_nothing(
    places: Callable[[str], Place], workers: Workers, in_memory: Path, kind: str
) -> None:
    place = places(kind)
    if kind != "postgresql":
        place = replace(place, url=str(in_memory / "state"))
    chance = random.Random(f"{kind} {KILLS}")  # noqa: S311 - no secret
    with syncing(place, in_memory / "log") as (fake, job, log):
        fake.restless = 0.4
        for _ in range(KILLS):
            # By requests, not by time: a busy machine may need long for the first.
            pages = fake.requests + chance.randint(0, LONGEST_LIFE)
            worker = workers.start(job)
            fake.wait_for(pages)
            time.sleep(chance.uniform(0, MOMENT))
            workers.kill(worker)
            end_lease(place)
            fake.change()
        fake.restless = 0.0
        finish(workers, job)
        assert_complete(fake, log)
        repeats = log.repeats()
        # The runs had come somewhere when they were killed.
        assert len(repeats) > KILLS / 4
        assert log.given().total() > 3 * len(fake.truth)
        assert max(repeats.values()) <= PAGE
        workers.wait(workers.start(replace(job, runs=1, full=True)))
        gone = {name for name, _ in log.given()} - {*fake.truth}
        removed = {name for _, kind, name, _ in log.lines() if kind == "removed"}
        # What was about to be given when a worker died may have been removed before anybody had it.
        assert gone <= removed
        assert not removed & {*fake.truth}
    assert log.ends() == Counter({"done": log.ends()["done"]})
    assert [path.name for path in in_memory.iterdir() if path.name in {"state.temp", "state-journal"}] == []


def end_lease(place: Place) -> None:
    """Let the lease of a dead worker end."""
    # The first ones may have died before there were tables.
    with suppress(sqlite3.OperationalError, psycopg.errors.UndefinedTable):
        if place.kind != "file":
            place.pass_time(301)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("failure", [1, 4, 5, 6, 17])
def test_a_consumer_that_fails_is_given_the_page_again(
    places: Callable[[str], Place], workers: Workers, tmp_path: Path, kind: str, failure: int
) -> None:
    with syncing(places(kind), tmp_path / "log", count=20) as (fake, job, log):
        workers.wait(workers.start(replace(job, raise_after=failure, runs=1)))
        assert log.ends() == {"ConsumerError": 1}
        workers.wait(workers.start(replace(job, runs=1)))
        assert_complete(fake, log)
        # The whole page again, as nobody knows how far the consumer came.
        assert max(log.repeats().values()) == (failure - 1) % PAGE + 1


@pytest.mark.parametrize("kind", ["file", "sqlite", "sqlalchemy"])
def test_a_disk_that_is_full_ends_the_run_and_loses_nothing(
    places: Callable[[str], Place], workers: Workers, tmp_path: Path, kind: str
) -> None:
    place = places(kind)
    with syncing(place, tmp_path / "log", count=200) as (fake, job, log):
        workers.wait(workers.start(replace(job, runs=1, page_size=50)))
        for _ in range(60):
            fake.change()
        size = Path(place.url.removeprefix("sqlite:///")).stat().st_size
        # The document grows with each save; of the database, the pages that are written may be the first.
        full = size if kind == "file" else size // 4
        refused = Log(tmp_path / "refused")
        workers.wait(workers.start(replace(job, runs=1, most_bytes=full, log=str(refused.path))))
        assert refused.ends() == {"SyncStateError": 1}
        assert refused.given().total() > 0
        assert [path.name for path in tmp_path.iterdir() if path.suffix == ".temp"] == []
        finish(workers, job)
        assert_complete(fake, log, refused)
        # Of what the refused run was given, all but a page at most was stored.
        assert (refused.given() - log.given()).total() >= refused.given().total() - PAGE


def test_two_workers_of_one_database_take_turns(shared: Place, workers: Workers, tmp_path: Path) -> None:
    with syncing(shared, tmp_path / "log") as (fake, job, log):
        fake.restless = 0.3
        together = [workers.start(replace(job, runs=8)) for _ in range(2)]
        workers.wait(*together)
        fake.restless = 0.0
        finish(workers, job)
        assert_complete(fake, log)
        assert set(log.given().values()) == {1}
        assert {number for number, *_ in log.lines()} >= {*together}
    assert log.ends()["done"] == 18


def test_a_worker_that_slept_while_it_was_taken_over_stores_nothing(
    shared: Place, workers: Workers, tmp_path: Path
) -> None:
    with syncing(shared, tmp_path / "log") as (fake, job, log):
        sleeper = workers.start(replace(job, stop_after=PAGE + 2))
        end = time.monotonic() + 60
        while not is_stopped(sleeper):
            assert time.monotonic() < end
            time.sleep(0.005)
        shared.pass_time(301)
        fake.change()
        finish(workers, job)
        stored = sync_states.content(shared)
        fake.change()
        os.kill(sleeper, signal.SIGCONT)
        workers.wait(sleeper)
        assert log.ends() == {"done": 2, "lost": 1}
        assert sync_states.content(shared) == stored
        finish(workers, job)
        assert_complete(fake, log)
        # What the sleeper was given of its page, and what it was given of it after it woke up.
        assert sum(log.repeats().values()) <= 2 * PAGE
