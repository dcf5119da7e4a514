"""How bytes leave the process: the default transports, and the adapters for a client of the caller's own."""

from __future__ import annotations

import functools
from contextvars import ContextVar
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

import httpx2

if TYPE_CHECKING:
    import ssl

    from .base_url import BaseURL

call_ends: ContextVar[float | None] = ContextVar("call_ends", default=None)
"""When the sync call in progress has to be over, by ``time.monotonic()``; ``None`` for no such moment."""


@functools.cache
def _ssl_context() -> ssl.SSLContext:
    # One per process: loading the trust store takes about 20 ms, more than everything else in a client.
    return httpx2.create_ssl_context()


def _proxy(base_url: BaseURL) -> str | None:
    # A proxy would see plain-text traffic to loopback, which never leaves the machine otherwise.
    if base_url.is_loopback or proxy_bypass(base_url.host):
        return None
    proxies = getproxies()
    proxy = proxies.get(base_url.scheme) or proxies.get("all")
    if proxy is None:
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def default_transport(base_url: BaseURL) -> httpx2.BaseTransport:
    """Return the transport of a sync client; proxies come from the environment, and it keeps to ``call_ends``."""
    # With the first transport: a client that is given one may never need httpcore2.
    from .network import Network

    transport = httpx2.HTTPTransport(verify=_ssl_context(), proxy=_proxy(base_url))
    # httpcore2 takes it as an argument, httpx2 has none for it. A test notices should the name ever change.
    transport._pool._network_backend = Network()  # pyright: ignore[reportPrivateUsage]
    return transport


def default_async_transport(base_url: BaseURL) -> httpx2.AsyncBaseTransport:
    """Return the transport of an async client; proxies come from the environment."""
    return httpx2.AsyncHTTPTransport(verify=_ssl_context(), proxy=_proxy(base_url))


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
