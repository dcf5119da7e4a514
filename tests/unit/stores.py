"""Servers in which limits are shared, started for a test on free ports of this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_REDIS = shutil.which("redis-server")
_FOUND = shutil.which("postgres")
_POSTGRES = [Path(_FOUND).parent] if _FOUND else sorted(Path("/usr/lib/postgresql").glob("*/bin"))


def missing(store: str) -> str:
    """Why a store cannot be used on this machine; nothing if it can."""
    if store == "redis" and _REDIS is None:
        return "no redis-server on this machine; Debian's package of that name has it"
    if store == "postgresql" and not _POSTGRES:
        return "no PostgreSQL server on this machine; Debian's package postgresql has it"
    return ""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _answers(url: str) -> bool:
    # It listens before it is ready.
    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=1).close()
        return True
    return False


def _wait_for(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        if ready():
            return
        time.sleep(0.02)
    raise AssertionError(f"{process.args!r} does not listen")


class Redis:
    """A redis-server, which keeps nothing when it is stopped."""

    def __init__(self, directory: Path, *options: str) -> None:
        if _REDIS is None:
            pytest.skip(missing("redis"))
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        where = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(directory)]
        self._command = [_REDIS, *where, "--save", "", "--appendonly", "no", "--daemonize", "no", *options]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        _wait_for(partial(_listens, self.port), self._process)

    def send(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextlib.contextmanager
def postgres() -> Generator[str]:
    """A PostgreSQL server; gives the URL of a database."""
    # It refuses to run as root, and its user cannot enter the directories of pytest.
    user = "postgres" if os.getuid() == 0 else None
    directory = tempfile.mkdtemp(prefix="limits-")
    data = f"{directory}/data"
    port = free_port()
    try:
        if user is not None:
            shutil.chown(directory, user)
        make = [str(_POSTGRES[-1] / "initdb"), "-D", data, "-A", "trust", "-U", "limits", "--no-sync"]
        subprocess.run(make, check=True, user=user, cwd=directory, stdout=subprocess.DEVNULL)
        where = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        # fsync of a loaded machine is not what is tested.
        run = [str(_POSTGRES[-1] / "postgres"), "-D", data, *where, "-c", "fsync=off"]
        with (Path(directory) / "log").open("wb") as log:
            server = subprocess.Popen(run, user=user, cwd=directory, stderr=log, stdout=log)
        try:
            url = f"postgresql://limits@127.0.0.1:{port}/postgres"
            _wait_for(partial(_answers, url), server)
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()
    finally:
        shutil.rmtree(directory)


def sqlite(directory: Path) -> str:
    return f"sqlite://{directory.absolute().as_posix()}/limits.db"
