"""How bytes leave the process: the default transports, and the adapters for a client of the caller's own."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from contextvars import ContextVar
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.request import getproxies, proxy_bypass

import httpx2

from .errors import ConfigurationError

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncGenerator, Callable

    from .credentials import BaseURL

T = TypeVar("T")

call_ends: ContextVar[float | None] = ContextVar("call_ends", default=None)
"""When the attempt in progress has to be over, by ``time.monotonic()``; ``None`` for no such moment."""


@functools.lru_cache(maxsize=8)
def _ssl_context(*_: object) -> ssl.SSLContext:
    # Loading the trust store takes about 20 ms, more than everything else in a client.
    try:
        return httpx2.create_ssl_context()
    except OSError as error:
        reason = error.strerror or type(error).__name__
    raise ConfigurationError(f"SSL_CERT_FILE, SSL_CERT_DIR: no certificates can be read from there ({reason})")


def _proxy(base_url: BaseURL) -> str | None:
    # A proxy would see plain-text traffic to loopback, which never leaves the machine otherwise.
    if base_url.is_loopback or proxy_bypass(base_url.host):
        return None
    proxies = getproxies()
    proxy = proxies.get(base_url.scheme) or proxies.get("all")
    if proxy is None:
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _made(kind: Callable[..., T], base_url: BaseURL, *, http2: bool) -> T:
    """Return a transport with what the environment says of certificates and proxies.

    Raises:
        ConfigurationError: What it says is not usable.
    """
    # One context for each way of negotiating: every new connection writes what it offers into the context.
    context = _ssl_context(http2, os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
    proxy = _proxy(base_url)
    try:
        return kind(verify=context, proxy=proxy, http2=http2)
    except ImportError:
        advice = 'a SOCKS proxy needs another package: pip install "httpx2[socks]"'
    except (ValueError, httpx2.InvalidURL):
        # Their texts hold parts of the URL, in which there may be a password.
        advice = "the proxy is no URL such as http://proxy.example:3128"
    raise ConfigurationError(f"{base_url.scheme.upper()}_PROXY or ALL_PROXY: {advice}")


def default_transport(base_url: BaseURL) -> httpx2.BaseTransport:
    """Return the transport of a sync client; proxies come from the environment, and it keeps to ``call_ends``.

    It speaks HTTP/1.1: over HTTP/2, a thread reads for all, and the others wait for it beyond their own timeouts.

    Raises:
        ConfigurationError: The environment names a proxy or certificates that are not usable.
    """
    # With the first transport: a client that is given one may never need httpcore2.
    from .network import Network

    transport = _made(httpx2.HTTPTransport, base_url, http2=False)
    # httpcore2 takes it as an argument, httpx2 has none for it. Tests notice should the name ever change.
    transport._pool._network_backend = Network()  # pyright: ignore[reportPrivateUsage] - see above
    return transport


def default_async_transport(base_url: BaseURL) -> httpx2.AsyncBaseTransport:
    """Return the transport of an async client; proxies come from the environment, HTTP/2 where it is installed."""

    def make() -> httpx2.AsyncBaseTransport:
        from .network import AsyncNetwork

        transport = _made(httpx2.AsyncHTTPTransport, base_url, http2=find_spec("h2") is not None)
        pool = transport._pool  # pyright: ignore[reportPrivateUsage] - as above
        pool._network_backend = AsyncNetwork(pool._network_backend)  # pyright: ignore[reportPrivateUsage] - likewise
        return transport

    return LoopTransports(make)


class LoopTransports(httpx2.AsyncBaseTransport):
    """A transport for every event loop: a connection works in none but the one that made it.

    Its connections are closed at the latest when a loop ends.

    Args:
        make: Makes a transport.
    """

    def __init__(self, make: Callable[[], httpx2.AsyncBaseTransport]) -> None:
        self._make = make
        self._opened: dict[object, tuple[httpx2.AsyncBaseTransport, AsyncGenerator[None]]] = {}

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request."""
        loop = _running_loop()
        transport, _ = self._opened.get(loop) or self._open(loop)
        response = await transport.handle_async_request(request)
        # A download goes on where nobody keeps its client.
        response.extensions["transport"] = self
        return response

    def _open(self, loop: object) -> tuple[httpx2.AsyncBaseTransport, AsyncGenerator[None]]:
        for other in list(self._opened):
            # Closed without a chance for its generators. Those of trio always get one.
            if getattr(other, "is_closed", bool)():
                self._opened.pop(other, None)
        transport = self._make()
        end = _at_the_end(self._opened, loop, transport)
        # Started, because an event loop that ends closes the generators that were.
        with contextlib.suppress(StopIteration):
            end.__anext__().__await__().send(None)
        self._opened[loop] = transport, end
        return transport, end

    async def aclose(self) -> None:
        """Close the connections; other event loops close theirs as soon as they get to it."""
        _, end = self._opened.pop(_running_loop(), (None, None))
        self._opened.clear()
        if end is not None:
            await end.aclose()


async def _at_the_end(
    opened: dict[object, Any], loop: object, transport: httpx2.AsyncBaseTransport
) -> AsyncGenerator[None]:
    try:
        yield
    finally:
        opened.pop(loop, None)
        await transport.aclose()


def _running_loop() -> object:
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        trio: Any = sys.modules.get("trio")
        if trio is None:
            raise
        return trio.lowlevel.current_trio_token()


def _shown(request: httpx2.Request) -> httpx2.Request:
    # A client hangs what it sent on errors and answers. Middleware and downloads would pass the credential on with it.
    return httpx2.Request(request.method, str(request.url))


class ClientTransport(httpx2.BaseTransport):
    """Sends through an ``httpx2.Client`` of the caller's, which keeps its proxies, hooks and limits."""

    def __init__(self, client: httpx2.Client) -> None:
        self._client = client

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; redirects and credentials stay the runtime's business."""
        try:
            response = self._client.send(request, stream=True, auth=None, follow_redirects=False)
        except httpx2.RequestError as error:
            error.request = _shown(request)
            raise
        response.request = _shown(request)
        return response


class AsyncClientTransport(httpx2.AsyncBaseTransport):
    """Sends through an ``httpx2.AsyncClient`` of the caller's, which keeps its proxies, hooks and limits."""

    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request; redirects and credentials stay the runtime's business."""
        try:
            response = await self._client.send(request, stream=True, auth=None, follow_redirects=False)
        except httpx2.RequestError as error:
            error.request = _shown(request)
            raise
        response.request = _shown(request)
        return response
