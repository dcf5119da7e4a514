"""A program that runs a sync, and writes each change that it is given to a log; to be killed at any moment.

python -m tests.unit.sync_worker, and a job in each line of its input

It forks a worker for each job and says its number: to start an interpreter would take longer than most of them live.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from klarify_client import APIConnectionError, Klarify
from klarify_client._overrides.state import SyncInUseError, SyncLostError, SyncState, SyncStateError
from klarify_client.testing import FakeKlarify

from tests.unit.sync_states import Place

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Job:
    """What a worker does.

    Attributes:
        url: Of the service.
        place: Kind, address and name of the state.
        lease: In seconds.
        log: What changes are appended to.
        page_size: Procedures a page.
        runs: How many runs; 0 for as many as it lives.
        raise_after: The consumer fails after so many changes.
        stop_after: The process stops itself after so many.
        most_bytes: Files may not be longer, as on a full disk.
    """

    url: str
    place: Sequence[str]
    log: str
    lease: float = 300
    page_size: int = 5
    runs: int = 0
    raise_after: int = 0
    stop_after: int = 0
    most_bytes: int = 0
    full: bool = False

    def line(self) -> str:
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def of_line(cls, line: str) -> Job:
        members: dict[str, Any] = json.loads(line)
        return cls(**members)


class ConsumerError(Exception):
    """What a consumer may raise."""


def _appended(path: str, *words: str) -> None:
    # Not flushed to the disk: it is the process that is killed, not the machine.
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(file, (" ".join((str(os.getpid()), *words)) + "\n").encode())
    finally:
        os.close(file)


def _state(job: Job) -> SyncState:
    kind, url, name = job.place
    return Place(kind, url, name, timedelta(seconds=job.lease)).state()


def _run(job: Job, client: Klarify) -> None:
    state = _state(job)
    if job.most_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job.most_bytes, job.most_bytes))
    taken = 0
    for change in client.sync(state, page_size=job.page_size, full=job.full):
        if change.kind == "removed":
            _appended(job.log, change.kind, change.id)
            continue
        moment = change.procedure.updated_at
        _appended(job.log, change.kind, change.id, f"{moment:%Y-%m-%dT%H:%M:%SZ}")
        taken += 1
        if taken == job.raise_after:
            raise ConsumerError
        if taken == job.stop_after:
            os.kill(os.getpid(), signal.SIGSTOP)


def work(job: Job) -> None:
    """Run the sync as often as asked for, and tell how it ended in a line beside the log."""
    ended = 0
    with Klarify(access_key="key", base_url=job.url, max_retries=0) as client:
        while not job.runs or ended < job.runs:
            try:
                _run(job, client)
                ended += 1
            except SyncInUseError:
                _appended(f"{job.log}.ends", "in-use")
                time.sleep(0.005)
            except (ConsumerError, SyncStateError) as error:
                _appended(f"{job.log}.ends", "lost" if isinstance(error, SyncLostError) else type(error).__name__)
                return
            else:
                _appended(f"{job.log}.ends", "done")


def _child(line: str) -> None:
    status = 1
    try:
        work(Job.of_line(line))
        status = 0
    except BaseException:  # noqa: BLE001 - nothing may get into the parent's code
        with suppress(BaseException):
            traceback.print_exc()
            sys.stderr.flush()
    os._exit(status)


def _load() -> None:
    """Load all that a worker uses: loaded with first use, each of them would have to do so."""
    fake = FakeKlarify([{"name": "First"}])
    with TemporaryDirectory() as directory, Klarify(access_key="key", transport=fake.transport) as client:
        for kind, url in (("file", directory + "/state"), ("sqlalchemy", f"sqlite:///{directory}/state.db")):
            assert [change.kind for change in client.sync(Place(kind, url, "load").state())] == ["new"]
    # The fake is reached without what connects to a service.
    with (
        suppress(APIConnectionError),
        Klarify(access_key="key", base_url="http://127.0.0.1:9", max_retries=0) as client,
    ):
        client.procedures.list().first_page()


def main() -> None:
    """Fork a worker for every line of the input."""
    # Nobody waits for them.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _load()
    # The collector would touch, and with that copy, all the memory that a worker shares with this process.
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        number = os.fork()
        if not number:
            _child(line)
        print(number, flush=True)


if __name__ == "__main__":
    main()
