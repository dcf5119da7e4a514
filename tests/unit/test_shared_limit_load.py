"""Four processes share a limit, as the service counts it; each from a thread and from tasks, of asyncio or trio."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit import stores
from tests.unit.counting import Arrivals, counting

if TYPE_CHECKING:
    from collections.abc import Generator

PROGRAM = Path(__file__).with_name("limited_program.py")
PROCESSES = ("p0", "p1", "p2", "p3")
TOGETHER = 11.0
AFTER_A_KILL = 6.5


@dataclass
class Drive:
    """What a service saw of the processes of one store.

    Attributes:
        arrivals: All of it.
        begin: Since when every thread and every event loop had sent something.
        killed: When the first of the processes was killed.
        end: When the others were.
    """

    arrivals: Arrivals
    begin: float
    killed: float
    end: float

    def between(self, begin: float, end: float) -> list[tuple[float, str]]:
        return sorted((moment, sender) for moment, sender in self.arrivals if begin <= moment < end)


def started(service: str, store: str) -> list[subprocess.Popen[bytes]]:
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    backends = ["asyncio", "trio"] * 2
    return [
        subprocess.Popen(
            [sys.executable, PROGRAM, service, store, name, backend],
            env=path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for name, backend in zip(PROCESSES, backends, strict=True)
    ]


@pytest.fixture(scope="module")
def drives(tmp_path_factory: pytest.TempPathFactory) -> Generator[dict[str, Drive]]:
    """All stores at once: it takes the time of one."""
    directory = tmp_path_factory.mktemp("stores")
    with ExitStack() as stack:
        urls = {"sqlite": stores.sqlite(directory)}
        if not stores.missing("redis"):
            redis = stores.Redis(directory)
            stack.callback(redis.stop)
            redis.start()
            urls["redis"] = redis.url
        if not stores.missing("postgresql"):
            urls["postgresql"] = stack.enter_context(stores.postgres())
        services = {name: stack.enter_context(counting()) for name in urls}
        processes = {name: started(services[name].url, urls[name]) for name in urls}
        every = [process for group in processes.values() for process in group]
        try:
            # A dozen interpreters that start at once would keep each other from sending in time.
            for process in every:
                assert process.stdout is not None
                assert process.stdout.readline() == b"ready\n"
            for process in every:
                assert process.stdin is not None
                process.stdin.close()
            for service in services.values():
                service.wait_for(*[f"{name}-{face}" for name in PROCESSES for face in ("sync", "async")], timeout=60)
            begin = time.perf_counter()
            time.sleep(TOGETHER)
            killed = time.perf_counter()
            for group in processes.values():
                group[0].kill()
            time.sleep(AFTER_A_KILL)
            end = time.perf_counter()
            assert [process.poll() for group in processes.values() for process in group[1:]] == [None] * 3 * len(urls)
        finally:
            for process in every:
                process.kill()
                process.wait()
                for stream in (process.stdin, process.stdout):
                    if stream is not None:
                        stream.close()
        yield {name: Drive(service, begin, killed, end) for name, service in services.items()}


@pytest.fixture(params=["sqlite", "redis", "postgresql"])
def drive(request: pytest.FixtureRequest, drives: dict[str, Drive]) -> Drive:
    store = str(request.param)
    if store not in drives:
        pytest.skip(stores.missing(store))
    return drives[store]


def a_second(moments: list[float]) -> float:
    """How many a second: from a request to the last that comes whole fives after it, so that bursts do not count twice.

    Of the five requests from which one can count, the first.
    """
    fives = (len(moments) - 1) // 5 * 5
    return fives / (moments[fives] - moments[0])


def test_no_window_of_a_second_has_more_than_the_service_allows(drive: Drive) -> None:
    moments = sorted(moment for moment, _ in drive.arrivals)
    assert len(moments) > 50
    shortest = min(sixth - first for first, sixth in zip(moments, moments[5:], strict=False))
    assert shortest > 1.0


def test_what_is_allowed_is_used(drive: Drive) -> None:
    assert a_second([moment for moment, _ in drive.between(drive.begin, drive.killed)]) >= 4.7


def test_every_process_gets_its_share_and_so_do_its_threads_and_tasks(drive: Drive) -> None:
    counts = Counter(sender for _, sender in drive.between(drive.begin, drive.killed))
    assert {*counts} == {f"{name}-{face}" for name in PROCESSES for face in ("sync", "async")}
    fair = counts.total() / len(PROCESSES)
    for name in PROCESSES:
        assert 0.7 * fair <= counts[f"{name}-sync"] + counts[f"{name}-async"] <= 1.3 * fair


def test_a_process_that_is_killed_leaves_its_share_to_the_others(drive: Drive) -> None:
    left = drive.between(drive.killed + 0.1, drive.end)
    assert not [sender for _, sender in left if sender.startswith("p0")]
    # A turn that it had taken may be lost.
    assert len(left) >= 4.7 * (AFTER_A_KILL - 1.0) - 1
    assert a_second([moment for moment, _ in left if moment > drive.killed + 1.3]) >= 4.7
