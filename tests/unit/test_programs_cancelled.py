"""A call that is cancelled, wherever it stands, leaves no connection behind, and the client works on."""

from __future__ import annotations

import asyncio
import signal
import sys
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import httpx2
import pytest
import trio

from tests.unit.services import OK, authority, server_context, serving
from tests.unit.small_api import AsyncSmall, RateLimit, Small

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator
    from pathlib import Path

    from tests.unit.services import Answer, Heard, Service


@pytest.fixture(autouse=True)
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority().cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


async def _until(reached: Callable[[], bool]) -> None:
    with anyio.fail_after(10):
        while not reached():  # noqa: ASYNC110 - the service tells it from a thread
            await anyio.sleep(0.005)
    # On to where the call waits for what comes next.
    await anyio.sleep(0.02)


async def by_task(call: Callable[[], Coroutine[Any, Any, object]], reached: Callable[[], bool]) -> None:
    """Cancel as asyncio does."""

    async def run() -> None:
        await call()

    task = asyncio.create_task(run())
    await _until(reached)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def by_nursery(call: Callable[[], Coroutine[Any, Any, object]], reached: Callable[[], bool]) -> None:
    """Cancel as trio does."""
    async with trio.open_nursery() as nursery:
        nursery.start_soon(call)
        await _until(reached)
        nursery.cancel_scope.cancel()


async def by_time(call: Callable[[], Coroutine[Any, Any, object]], reached: Callable[[], bool]) -> None:
    """Cancel with a limit of time, as anyio does on both."""

    async def run() -> None:
        with anyio.fail_after(30) as scope:
            async with anyio.create_task_group() as group:
                group.start_soon(call)
                await _until(reached)
                scope.deadline = anyio.current_time()
                await anyio.sleep_forever()

    with pytest.raises(TimeoutError):
        await run()


def with_asyncio(function: Callable[[], Any]) -> None:
    asyncio.run(function())


WAYS = [
    pytest.param(with_asyncio, by_task, id="asyncio-task"),
    pytest.param(with_asyncio, by_time, id="asyncio-time"),
    pytest.param(trio.run, by_nursery, id="trio-nursery"),
    pytest.param(trio.run, by_time, id="trio-time"),
]


def fine(_: Heard) -> Answer:
    return OK


@dataclass
class Stage:
    """Where a call is stopped: what the service answers first, and how to tell that the call has come so far."""

    first: Callable[[Heard], Answer] = fine
    reached: Callable[[Service], bool] = lambda service: len(service.heard) == 1
    greet: bool = True


def begin(_: Heard) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"


STAGES = {
    "TLS": Stage(greet=False, reached=lambda service: service.accepted == 1),
    "headers": Stage(first=lambda _: b""),
    "half of the headers": Stage(first=lambda _: b"HTTP/1.1 200 OK\r\nContent-"),
    "body": Stage(first=begin),
    "retry": Stage(first=lambda _: b"HTTP/1.1 503 Busy\r\nRetry-After: 50\r\nContent-Length: 0\r\n\r\n"),
}


@pytest.mark.parametrize(("run", "cancelled"), WAYS)
@pytest.mark.parametrize("stage", STAGES.values(), ids=STAGES)
def test_a_cancelled_call_leaves_no_connection(
    run: Callable[[Callable[[], Awaitable[None]]], None], cancelled: Callable[..., Awaitable[None]], stage: Stage
) -> None:
    answers = iter([stage.first])

    def answer(heard: Heard) -> Answer:
        return next(answers, fine)(heard)

    async def story(service: Service) -> None:
        client = AsyncSmall(api_key="k", base_url=service.url, rate_limit=RateLimit(None), timeout=5)
        async with client:
            await cancelled(client.things.get, lambda: stage.reached(service))
            if stage is not STAGES["retry"]:
                await anyio.to_thread.run_sync(service.wait_until, lambda: service.closed == [0])
            await client.things.get()
            await client.things.get()

    with serving(answer, tls=server_context(), greet=stage.greet) as service:
        run(partial(story, service))
        assert service.accepted <= 2
        assert len({*service.connections[-2:]}) == 1


@pytest.mark.parametrize(("run", "cancelled"), WAYS)
def test_a_call_cancelled_in_the_queue_for_a_connection_leaves_the_queue(
    run: Callable[[Callable[[], Awaitable[None]]], None], cancelled: Callable[..., Awaitable[None]]
) -> None:
    async def story(service: Service) -> None:
        limits = httpx2.Limits(max_connections=1)
        async with httpx2.AsyncHTTPTransport(limits=limits) as transport:
            client = AsyncSmall(api_key="k", base_url=service.url, rate_limit=RateLimit(None), transport=transport)
            async with await client.things.download() as download:
                await cancelled(client.things.get, lambda: True)
                assert await download.read() == b"{}"
            await client.things.get()

    with serving() as service:
        run(partial(story, service))
    assert service.connections == [0, 0]


@pytest.mark.parametrize(("run", "cancelled"), WAYS)
def test_a_call_cancelled_in_the_queue_for_its_turn_gives_the_turn_back(
    run: Callable[[Callable[[], Awaitable[None]]], None], cancelled: Callable[..., Awaitable[None]]
) -> None:
    async def story(service: Service) -> None:
        async with AsyncSmall(api_key="k", base_url=service.url, rate_limit=RateLimit(2)) as client:
            await client.things.get()
            await client.things.get()
            began = anyio.current_time()
            await cancelled(client.things.get, lambda: True)
            await client.things.get()
            # One window and not two, as if the other had never been.
            assert anyio.current_time() - began < 1.9

    with serving() as service:
        run(partial(story, service))
    assert service.connections == [0, 0, 0]


class Stopped(KeyboardInterrupt):
    """What ctrl-C raises, without ending pytest where the test fails."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no timer signals")
@pytest.mark.parametrize("name", [name for name in STAGES if name != "TLS"])
def test_an_interrupted_call_leaves_no_connection(name: str) -> None:
    answers = iter([STAGES[name].first])

    def answer(heard: Heard) -> Answer:
        return next(answers, fine)(heard)

    def stop(*_: object) -> None:
        raise Stopped

    before = signal.signal(signal.SIGALRM, stop)
    try:
        with (
            serving(answer, tls=server_context()) as service,
            Small(api_key="k", base_url=service.url, rate_limit=RateLimit(None), timeout=5) as client,
        ):
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            with pytest.raises(Stopped):
                client.things.get()
            client.things.get()
            client.things.get()
            assert service.accepted <= 2
            assert len({*service.connections[-2:]}) == 1
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
