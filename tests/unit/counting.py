"""A service that only counts: when requests arrive over loopback, and from which process."""

from __future__ import annotations

import asyncio
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

_BODY = b'{"meta": {"status": 200, "success": true}}'
_ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(_BODY), _BODY)


class Arrivals(list[tuple[float, str]]):
    """When requests arrived, and the last part of their paths: what their senders call themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.url = ""

    def wait_for(self, *senders: str, timeout: float) -> None:
        """Wait until each of the senders was heard of."""
        end = time.perf_counter() + timeout
        while not {*senders} <= {sender for _, sender in self}:
            assert time.perf_counter() < end, f"only {sorted({sender for _, sender in self})} sent anything"
            time.sleep(0.05)

    def after(self, moment: float) -> list[float]:
        return sorted(arrived for arrived, _ in self if arrived > moment)


class _Connection(asyncio.Protocol):
    def __init__(self, arrivals: Arrivals) -> None:
        self._arrivals = arrivals
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            self._arrivals.append((now, head.split(b" ", 2)[1].rpartition(b"/")[2].decode()))
            self._transport.write(_ANSWER)


@contextmanager
def counting() -> Generator[Arrivals]:
    arrivals = Arrivals()
    ready = threading.Event()
    ending: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def run() -> None:
        loop, end = asyncio.get_running_loop(), asyncio.Event()
        ending.append((loop, end))
        server = await loop.create_server(lambda: _Connection(arrivals), "127.0.0.1", 0)
        arrivals.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ready.set()
        await end.wait()
        server.close()

    thread = threading.Thread(target=asyncio.run, args=[run()])
    thread.start()
    assert ready.wait(10)
    try:
        yield arrivals
    finally:
        loop, end = ending[0]
        loop.call_soon_threadsafe(end.set)
        thread.join()
