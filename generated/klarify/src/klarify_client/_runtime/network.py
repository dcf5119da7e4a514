"""The network below httpcore2: it ends with the attempt, and the async one lets go of what is cancelled.

Timeouts of httpcore2 count for one operation of a socket: a service that sends a byte now and then never exceeds them.
A call that is cancelled while TLS begins would leave its socket open, and an alert of TLS after that would be no error
of theirs.
"""

from __future__ import annotations

import socket
import ssl
import time
from typing import TYPE_CHECKING, Any

import anyio
import httpcore2

from .program import after_fork
from .transport import call_ends

if TYPE_CHECKING:
    from collections.abc import Iterable

# httpcore2 counts its timeout anew for every part of a write that the system accepts.
_PART = 65536


def _left(timeout: float | None, late: type[httpcore2.TimeoutException]) -> float | None:
    """Return the seconds that an operation may take.

    Raises:
        httpcore2.TimeoutException: The call has none left; of the class given.
    """
    ends = call_ends.get()
    if ends is None:
        return timeout
    left = ends - time.monotonic()
    if left <= 0:
        raise late("the deadline has passed")
    return left if timeout is None else min(timeout, left)


class Stream(httpcore2.NetworkStream):
    """A connection whose operations end with the call in progress."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream
        # Closing says nothing to the other side, which goes on talking to the parent.
        after_fork(self, Stream.close)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has arrived; nothing at the end."""
        return self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        for start in range(0, len(buffer), _PART):
            self._stream.write(buffer[start : start + _PART], _left(timeout, httpcore2.WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Stream:
        """Return the connection with TLS on it."""
        left = _left(timeout, httpcore2.ConnectTimeout)
        return Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore2 asks about the connection."""
        return self._stream.get_extra_info(info)


class Network(httpcore2.SyncBackend):
    """Makes connections within what time the call in progress has. The look-up of a name cannot be cut short."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> Stream:
        """Connect to the first address of a host that lets us."""
        hosts = [host]
        if call_ends.get() is not None:
            # Here and not below, where every address gets the whole timeout.
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except OSError as error:
                raise httpcore2.ConnectError(str(error)) from error
            hosts = [str(address[0]) for *_, address in found]
        while True:
            left = _left(timeout, httpcore2.ConnectTimeout)
            try:
                return Stream(super().connect_tcp(hosts.pop(0), port, left, local_address, socket_options))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if not hosts:
                    raise


class AsyncStream(httpcore2.AsyncNetworkStream):
    """A connection that ends with the attempt, leaves nothing open and raises nothing but errors of httpcore2."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream) -> None:
        self._stream = stream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has arrived; nothing at the end."""
        try:
            return await self._stream.read(max_bytes, _left(timeout, httpcore2.ReadTimeout))
        except ssl.SSLError as error:
            raise httpcore2.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        try:
            await self._stream.write(buffer, _left(timeout, httpcore2.WriteTimeout))
        except ssl.SSLError as error:
            raise httpcore2.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> AsyncStream:
        """Return the connection with TLS on it."""
        try:
            return AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self._stream.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        """Return what httpcore2 asks about the connection."""
        return self._stream.get_extra_info(info)


class AsyncNetwork(httpcore2.AsyncNetworkBackend):
    """Makes connections as another network does."""

    def __init__(self, network: httpcore2.AsyncNetworkBackend) -> None:
        self._network = network

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> AsyncStream:
        """Connect to a host."""
        return AsyncStream(await self._network.connect_tcp(host, port, timeout, local_address, socket_options))
