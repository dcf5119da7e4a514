"""A load that kills itself, in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dlt
from dlt.pipeline.exceptions import PipelineStepFailed
from klarify_client.dlt import klarify_source
from kloudless_management_client.dlt import kloudless_source

if TYPE_CHECKING:
    from dlt.extract import DltSource

NEVER = 0
NOT_REACHED = 1_000_000
_EVENTS = {"open", "os.rename", "os.remove", "socket.connect", "os.mkdir"}
# Importing dlt takes more than a load: it is imported once, by a server of which every process is a fork.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["dlt", "duckdb", "psycopg2", "dlt.destinations.impl.duckdb.duck", __name__])


def run(api: str, url: str, target: str, work: Path, moment: int) -> int | None:
    """Load an API's fake at a URL into a target; gives the process's exit code.

    It is sent SIGKILL after so many events (files opened and renamed, connections). With ``NEVER`` as the moment it
    writes down how many there were at the end of each step, and with ``NOT_REACHED`` it does what a person would.
    """
    process = _PROCESSES.Process(target=_load, args=(api, url, target, str(work), moment))
    process.start()
    process.join()
    return process.exitcode


def _load(api: str, url: str, target: str, work: str, moment: int) -> None:
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    if target.startswith("postgresql:"):
        destination: Any = dlt.destinations.postgres(target)
    else:
        # Rows are loaded twice if the kill comes between what is committed and dlt's note of it. An index makes that an
        # error, as it is in PostgreSQL.
        destination = dlt.destinations.duckdb(target, create_indexes=True)
    where: dict[str, Any] = {"destination": destination, "dataset_name": "loaded", "pipelines_dir": work}
    pipeline = dlt.pipeline("killed", **where)
    source = _source(api, url)
    numbers, seen = count(1), [0]

    def hook(event: str, _: object) -> None:
        if event in _EVENTS:
            seen[0] = next(numbers)
            if seen[0] == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    if moment == NOT_REACHED:
        try:
            pipeline.run(source)
        except PipelineStepFailed:
            # Killed at some moments, dlt cannot go on with what it had begun. The destination has the state of what was
            # loaded, so the working directory can go.
            pipeline.drop()
            dlt.pipeline("killed", **where).run(_source(api, url))
        return
    if moment != NEVER:
        pipeline.run(source)
        return
    ends: list[str] = []
    for step in (lambda: pipeline.extract(source), pipeline.normalize, pipeline.load):
        step()
        ends.append(str(seen[0]))
    Path(work, "events").write_text(" ".join(ends), encoding="utf-8")


def _source(api: str, url: str) -> DltSource:
    if api == "klarify":
        return klarify_source(access_key="k", base_url=url)
    return kloudless_source(developer_key="k", base_url=url)
