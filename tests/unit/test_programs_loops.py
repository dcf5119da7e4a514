"""One client in many threads, and in many event loops of asyncio and trio."""

from __future__ import annotations

import asyncio
import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import pytest
import trio

from tests.unit.services import PATIENCE, authority, server_context, serving
from tests.unit.small_api import AsyncSmall, RateLimit, Small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.unit.services import Heard, Service

T = TypeVar("T", Small, AsyncSmall)


def with_asyncio(function: Callable[[], Any]) -> Any:
    return asyncio.run(function())


RUNS = [pytest.param(with_asyncio, id="asyncio"), pytest.param(trio.run, id="trio")]


@pytest.fixture(params=["http", "https"])
def service(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service, without and with TLS."""
    authority().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with serving(tls=server_context() if request.param == "https" else None) as service:
        yield service


def make(kind: type[T], service: Service) -> T:
    return kind(api_key="small-test-key", base_url=service.url, rate_limit=RateLimit(None), max_retries=0)


def test_many_threads_share_a_client(service: Service) -> None:
    together = threading.Barrier(32)

    def call(client: Small) -> None:
        together.wait(PATIENCE)
        for _ in range(3):
            client.things.get()

    with make(Small, service) as client, ThreadPoolExecutor(32) as pool:
        for done in [pool.submit(call, client) for _ in range(32)]:
            done.result()
    assert len(service.heard) == 96
    assert service.accepted <= 32
    service.wait_until(lambda: len(service.closed) == service.accepted)


@pytest.mark.parametrize("run", RUNS)
def test_a_client_outlives_an_event_loop(service: Service, run: Callable[..., None]) -> None:
    client = make(AsyncSmall, service)

    async def call_twice() -> None:
        await client.things.get()
        await client.things.get()

    run(call_twice)
    # At the end of the loop and not of the client, which could not close them any more.
    service.wait_until(lambda: service.closed == [0])
    run(call_twice)
    assert service.connections == [0, 0, 1, 1]
    service.wait_until(lambda: service.closed == [0, 1])


def test_a_client_goes_from_asyncio_to_trio_and_back(service: Service) -> None:
    client = make(AsyncSmall, service)

    async def call() -> None:
        await client.things.get()

    for run in (with_asyncio, trio.run, with_asyncio):
        run(call)
    assert service.connections == [0, 1, 2]


@pytest.mark.parametrize("other", RUNS)
def test_event_loops_of_several_threads_share_a_client_at_once(service: Service, other: Callable[..., None]) -> None:
    client = make(AsyncSmall, service)
    together = threading.Barrier(2)
    connections: dict[str, set[int]] = {"first": set(), "second": set()}

    async def call_from(name: str) -> None:
        together.wait(PATIENCE)
        for _ in range(10):
            await client.things.get(extra_headers={"X-Name": name})

    with ThreadPoolExecutor(2) as pool:
        for done in [
            pool.submit(with_asyncio, lambda: call_from("first")),
            pool.submit(other, lambda: call_from("second")),
        ]:
            done.result()
    for heard in service.heard:
        connections[heard.headers["x-name"]].add(heard.connection)
    assert {len(used) for used in connections.values()} == {1}
    assert not connections["first"] & connections["second"]
    service.wait_until(lambda: len(service.closed) == 2)


@pytest.mark.parametrize("run", RUNS)
def test_leaving_the_client_closes_its_connections_at_once(service: Service, run: Callable[..., None]) -> None:
    async def use() -> None:
        async with make(AsyncSmall, service) as client:
            await client.things.get()
        await anyio.to_thread.run_sync(service.wait_until, lambda: service.closed == [0])

    run(use)


def test_closing_in_one_event_loop_closes_the_connections_of_the_others(service: Service) -> None:
    client = make(AsyncSmall, service)
    with asyncio.Runner() as first, asyncio.Runner() as second:
        first.run(client.things.get())
        second.run(client.things.get())
        second.run(client.aclose())
        service.wait_until(lambda: 1 in service.closed)
        first.run(asyncio.sleep(0.01))
        service.wait_until(lambda: service.closed == [1, 0])


def test_an_event_loop_is_not_kept_alive_by_the_client(service: Service) -> None:
    client = make(AsyncSmall, service)

    def use() -> weakref.ref[object]:
        with asyncio.Runner() as runner:
            runner.run(client.things.get())
            return weakref.ref(runner.get_loop())

    loop = use()
    gc.collect()
    assert loop() is None
    asyncio.run(client.aclose())


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_a_loop_that_ended_without_cleaning_up_does_no_harm(service: Service) -> None:
    client = make(AsyncSmall, service)

    def use() -> weakref.ref[object]:
        loop = asyncio.new_event_loop()
        loop.run_until_complete(client.things.get())
        loop.close()
        return weakref.ref(loop)

    loop = use()
    asyncio.run(client.things.get())
    gc.collect()
    assert loop() is None
    assert service.connections == [0, 1]
    service.wait_until(lambda: sorted(service.closed) == [0, 1])


# Of trio, about the client that nobody closes.
@pytest.mark.filterwarnings("ignore:Async generator:ResourceWarning")
@pytest.mark.parametrize("run", RUNS)
def test_a_download_goes_on_when_nobody_keeps_its_client(run: Callable[..., bytes]) -> None:
    asked = threading.Event()

    def answer(_: Heard) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nthis "
        assert asked.wait(PATIENCE)
        yield b"that"

    async def use(url: str) -> bytes:
        client = AsyncSmall(api_key="k", base_url=url, rate_limit=RateLimit(None))
        async with await client.things.download() as download:
            del client
            gc.collect()
            # Whatever the collection set off has its time.
            await anyio.sleep(0.01)
            asked.set()
            return await download.read()

    with serving(answer) as service:
        assert run(partial(use, service.url)) == b"this that"
        service.wait_until(lambda: service.closed == [0])
