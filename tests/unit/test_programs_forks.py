"""Clients in processes that fork. Each test runs a program of its own: this one has threads, which do not fork well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.services import PATIENCE, authority, server_context, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.services import Service

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows does not fork")

# The warning of Python 3.12 about threads is what some of these programs are about.
PROGRAM = """
import asyncio, os, signal, sys, threading, time, warnings
from concurrent.futures import ThreadPoolExecutor

from tests.unit.small_api import AsyncSmall, RateLimit, Small

warnings.filterwarnings("ignore", message=".*fork", category=DeprecationWarning)



def make(kind):
    return kind(api_key="small-test-key", base_url=sys.argv[1], rate_limit=RateLimit(None), max_retries=0, timeout=5)


def child(work):
    process = os.fork()
    if not process:
        signal.alarm(20)
        try:
            work()
        except BaseException as error:
            print("child:", repr(error), flush=True)
            os._exit(1)
        os._exit(0)
    return process


def ended(process):
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def name(client, who):
    return client.things.get(extra_headers={"X-Process": who})
"""


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service with TLS, of which two processes that share a connection make rubbish at once."""
    authority().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with serving(tls=server_context()) as service:
        yield service


def started(code: str, service: Service) -> subprocess.Popen[str]:
    """Run a program that has `PROGRAM` as its beginning."""
    program = f"import sys; sys.path[:] = {sys.path!r}\n{PROGRAM}\n{code}"
    return subprocess.Popen(
        [sys.executable, "-W", "always", "-c", program, service.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def printed(process: subprocess.Popen[str]) -> str:
    """What a program prints until its end, and it has to end well and without a word of complaint."""
    with process:
        try:
            out, err = process.communicate(timeout=6 * PATIENCE)
        finally:
            process.kill()
    assert (process.returncode, err) == (0, ""), out
    return out


def used_by(service: Service) -> dict[str, list[int]]:
    """The connections of the processes, in the order of their calls."""
    used: dict[str, list[int]] = {}
    for heard in service.heard:
        used.setdefault(heard.headers["x-process"], []).append(heard.connection)
    return used


PARENT_AND_CHILD = """
client = make(Small)
name(client, "parent")
process = child(lambda: (name(client, "child"), name(client, "child"), client.close()))
assert ended(process) == 0
name(client, "parent")
client.close()
"""


def test_a_child_has_connections_of_its_own(service: Service) -> None:
    printed(started(PARENT_AND_CHILD, service))
    assert used_by(service) == {"parent": [0, 0], "child": [1, 1]}


def test_a_child_has_plain_connections_of_its_own() -> None:
    with serving() as service:
        printed(started(PARENT_AND_CHILD, service))
    assert used_by(service) == {"parent": [0, 0], "child": [1, 1]}


def test_a_child_holds_no_connection_of_its_parent_open(service: Service) -> None:
    program = started(
        """
client = make(Small)
name(client, "parent")
process = child(sys.stdin.readline)
client.close()
assert ended(process) == 0
""",
        service,
    )
    service.wait_until(lambda: service.closed == [0])
    assert program.poll() is None
    printed(program)


@pytest.mark.parametrize("where", ["parent's loop still runs", "parent's loop is over"])
def test_a_child_has_event_loops_of_its_own(service: Service, where: str) -> None:
    program = started(
        f"""
client = make(AsyncSmall)
runs = {where == "parent's loop still runs"}
over = threading.Event()
called = threading.Event()

async def parent():
    await name(client, "parent")
    called.set()
    if runs:
        await asyncio.to_thread(over.wait)
        await name(client, "parent")

async def in_child():
    await name(client, "child")
    await name(client, "child")

if runs:
    thread = threading.Thread(target=lambda: asyncio.run(parent()))
    thread.start()
    called.wait()
else:
    asyncio.run(parent())
process = child(lambda: asyncio.run(in_child()))
status = ended(process)
if runs:
    over.set()
    thread.join()
assert status == 0
""",
        service,
    )
    printed(program)
    assert used_by(service) == {"parent": [0, 0] if where == "parent's loop still runs" else [0], "child": [1, 1]}


def test_a_child_waits_for_no_lock_of_a_thread_that_it_has_not(service: Service) -> None:
    program = started(
        """
import httpcore2

client = make(Small)
name(client, "parent")
within, over = threading.Event(), threading.Event()
create_connection = httpcore2.ConnectionPool.create_connection

def slowly(pool, origin):
    # The pool calls it with its lock held.
    if os.getpid() == parent:
        within.set()
        over.wait()
    return create_connection(pool, origin)

def call():
    with client.things.download():
        client.things.get(extra_headers={"X-Process": "parent's thread"})

parent = os.getpid()
httpcore2.ConnectionPool.create_connection = slowly
thread = threading.Thread(target=call)
thread.start()
within.wait()
process = child(lambda: name(client, "child"))
for _ in range(100):
    found, status = os.waitpid(process, os.WNOHANG)
    if found:
        break
    time.sleep(0.1)
else:
    os.kill(process, 9)
    status = ended(process)
over.set()
thread.join()
client.close()
print(os.waitstatus_to_exitcode(status))
""",
        service,
    )
    assert printed(program) == "0\n"


@pytest.mark.parametrize("kind", ["Small", "AsyncSmall"])
def test_workers_share_what_was_made_before_they_were_forked(service: Service, kind: str) -> None:
    program = started(
        f"""
client = make({kind})
asynchronous = {kind == "AsyncSmall"}

def calls(who, run=map):
    if asynchronous:
        async def all_at_once():
            await asyncio.gather(*[name(client, who) for _ in range(8)])
        asyncio.run(all_at_once())
    else:
        list(run(lambda _: name(client, who), range(8)))

def work(number):
    with ThreadPoolExecutor(8) as pool:
        calls(f"worker {{number}}", pool.map)

# Without threads: one that ends holds a lock of OpenSSL for a moment longer than Python waits for it.
calls("master")
workers = [child(lambda: work(number)) for number in range(4)]
assert [ended(worker) for worker in workers] == [0] * 4
calls("master")
if asynchronous:
    asyncio.run(client.aclose())
else:
    client.close()
""",
        service,
    )
    printed(program)
    used = used_by(service)
    assert {who: len(connections) for who, connections in used.items()} == {
        "master": 16,
        **{f"worker {number}": 8 for number in range(4)},
    }
    for who, connections in used.items():
        others = {number for other, numbers in used.items() if other != who for number in numbers}
        assert not others & {*connections}
