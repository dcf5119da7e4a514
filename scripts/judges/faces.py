"""The clients, sync and async, as users make them, with a recorder below that keeps what was asked and answered."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx2

from tests.contract.calls import package_of

if TYPE_CHECKING:
    from collections.abc import Generator

    from tests.contract.calls import Call
    from tests.contract.documents import Spec


@dataclass
class Exchange:
    """What went over the wire last."""

    request: httpx2.Request
    status: int
    headers: dict[str, str]
    content: bytes


class _Recorder(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Passes requests on, blocking or awaited, and keeps the last answer."""

    def __init__(self) -> None:
        self.last: Exchange | None = None
        self._sync = httpx2.HTTPTransport()
        self._async = httpx2.AsyncHTTPTransport()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._sync.handle_request(request)
        response.read()
        return self._kept(request, response)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._async.handle_async_request(request)
        await response.aread()
        return self._kept(request, response)

    def _kept(self, request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        self.last = Exchange(request, response.status_code, headers, response.content)
        return httpx2.Response(response.status_code, headers=response.headers, content=response.content)

    def close(self) -> None:
        self._sync.close()

    async def aclose(self) -> None:
        await self._async.aclose()


class Driver:
    """A client of one face with one credential."""

    def __init__(self, client: Any, recorder: _Recorder, runner: asyncio.Runner | None) -> None:
        self._client = client
        self._recorder = recorder
        self._runner = runner

    def start(self, call: Call) -> Any:
        """Call the method as a user does and return what it gives; of a list, its first page."""
        self._recorder.last = None
        if self._runner is None:
            return call.start(self._client)

        async def started() -> Any:
            return await call.start(self._client)

        return self._runner.run(started())

    @property
    def last(self) -> Exchange | None:
        """What went over the wire in the last call; nothing, if it was refused before."""
        return self._recorder.last


def credentials(spec: Spec) -> list[dict[str, str]]:
    """Return the arguments of every credential that the API takes."""
    found = [{spec.security["x-credential"]["argument"]: "test-key"}]
    if spec.basic:
        arguments = spec.basic["x-credential"]
        found.append({arguments["username"]: "ada@example.com", arguments["password"]: "test-password"})
    return found


@contextmanager
def driver(spec: Spec, base_url: str, credential: dict[str, str], *, asynchronous: bool) -> Generator[Driver]:
    """Make a client that asks `base_url`, retries nothing and waits for no turn."""
    package, recorder = package_of(spec), _Recorder()
    options: dict[str, Any] = {"base_url": base_url, "transport": recorder, "max_retries": 0, **credential}
    if "x-rate-limit" in spec.document:
        options["rate_limit"] = package.RateLimit(per_second=None)
    client = getattr(package, f"{'Async' if asynchronous else ''}{spec.package['client']}")(**options)
    with ExitStack() as stack:
        if not asynchronous:
            stack.callback(recorder.close)
            yield Driver(stack.enter_context(client), recorder, None)
            return
        runner = stack.enter_context(asyncio.Runner())
        stack.callback(lambda: runner.run(recorder.aclose()))
        stack.callback(lambda: runner.run(client.aclose()))
        yield Driver(client, recorder, runner)
