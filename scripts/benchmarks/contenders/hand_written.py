"""What somebody would write by hand, and the least that has to be done."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import orjson

from ..bodies import APPLICATION_ID, KLIP_ID, ONE_APPLICATION, ONE_KLIP, PAGES, procedures
from ..rows import BASE, BASE_CALL, FIRST_CALL, FIRST_RESOURCE, FLOOR, HAND_WRITTEN, IMPORT
from .contender import AHEAD, APPLICATION, KLIP, KLIPS, PROCEDURES, WALK, AsyncContender, AsyncReads, Reads
from .ours import KEY, in_process

_SERVERS = {
    "klarify": "https://integration.klarify.biz",
    "kloudless": "https://api.kloudless.com/v1",
    "klipfolio": "https://app.klipfolio.com/api/1.0",
}
_HEADERS: dict[str, dict[str, str]] = {
    "klarify": {},
    "kloudless": {"Authorization": f"DeveloperKey {KEY}"},
    "klipfolio": {"kf-api-key": KEY},
}
_APPLICATION = f"/applications/{APPLICATION_ID}"
_KLIP = f"/klips/{KLIP_ID}"
_KLIPS = "/klips?limit=100"
_AT_ONCE = 16
_BASE = "import httpx2; from pydantic import BaseModel"
_BASE_CALL = f"""{_BASE}
class Model(BaseModel):
    id: str
transport = httpx2.MockTransport(lambda r: httpx2.Response(200, content=b'{{"id": "1"}}'))
Model.model_validate_json(httpx2.Client(transport=transport).get('https://service.test/').content)"""


def _start_up(parser: str, new: str, call: str) -> dict[str, str]:
    bodies = {"Klarify": procedures(0, size=1), "Kloudless": ONE_APPLICATION, "Klipfolio": ONE_KLIP}
    statements: dict[str, str] = {}
    for api, body in bodies.items():
        transport = f"httpx2.MockTransport(lambda r: httpx2.Response(200, content={body!r}))"
        statements[IMPORT.format(api)] = f"import httpx2, {parser}"
        statements[FIRST_RESOURCE.format(api)] = f"import httpx2, {parser}; {new}"
        statements[FIRST_CALL.format(api)] = f"import httpx2, {parser}; t = {transport}; {call}"
    return statements


_START_UP = {
    BASE: _BASE,
    BASE_CALL: _BASE_CALL,
    **_start_up("json", "httpx2.Client()", "httpx2.Client(transport=t).get('https://service.test/').json()"),
}
_FLOOR_START_UP = _start_up(
    "orjson",
    "httpx2.HTTPTransport()",
    "orjson.loads(t.handle_request(httpx2.Request('GET', 'https://service.test/')).read())",
)


def _procedures(page: int) -> str:
    return f"/api/procedures?access_key={KEY}&page={page}"


async def _read(client: httpx2.AsyncClient, path: str) -> Any:
    return (await client.get(path)).json()


def _walk(client: httpx2.Client) -> int:
    count = page = 0
    while True:
        answer = client.get(_procedures(page)).json()
        count += len(answer["data"])
        if not answer["hasNext"]:
            return count
        page += 1


async def _async_walk(client: httpx2.AsyncClient) -> int:
    count = page = 0
    while True:
        answer = await _read(client, _procedures(page))
        count += len(answer["data"])
        if not answer["hasNext"]:
            return count
        page += 1


def _ahead(client: httpx2.Client) -> int:
    def count(page: int) -> int:
        return len(client.get(_procedures(page)).json()["data"])

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return sum(pool.map(count, range(PAGES)))


async def _async_ahead(client: httpx2.AsyncClient) -> int:
    pages = iter(range(PAGES))

    async def some() -> int:
        return sum([len((await _read(client, _procedures(page)))["data"]) for page in pages])

    return sum(await asyncio.gather(*(some() for _ in range(_AT_ONCE))))


_READS: Reads = {
    APPLICATION: lambda client: client.get(_APPLICATION).json(),
    PROCEDURES: lambda client: client.get(_procedures(0)).json(),
    KLIP: lambda client: client.get(_KLIP).json(),
    KLIPS: lambda client: client.get(_KLIPS).json(),
    WALK: _walk,
    AHEAD: _ahead,
}
_ASYNC_READS: AsyncReads = {
    APPLICATION: lambda client: _read(client, _APPLICATION),
    PROCEDURES: lambda client: _read(client, _procedures(0)),
    KLIP: lambda client: _read(client, _KLIP),
    KLIPS: lambda client: _read(client, _KLIPS),
    WALK: _async_walk,
    AHEAD: _async_ahead,
}


class HandWritten(AsyncContender):
    """An httpx2 client, its URLs and ``.json()``: no models, no retries, no checks; not even of the status."""

    column = HAND_WRITTEN
    start_up = _START_UP
    reads = _READS
    async_reads = _ASYNC_READS

    def open(self, api: str, target: bytes | str) -> httpx2.Client:
        """Return an httpx2 client with the credential in its headers."""
        if isinstance(target, str):
            return httpx2.Client(base_url=target, headers=_HEADERS[api])
        return httpx2.Client(base_url=_SERVERS[api], headers=_HEADERS[api], transport=in_process(target))

    def open_async(self, api: str, target: bytes | str) -> httpx2.AsyncClient:
        """Return an async httpx2 client with the credential in its headers."""
        if isinstance(target, str):
            return httpx2.AsyncClient(base_url=target, headers=_HEADERS[api])
        return httpx2.AsyncClient(base_url=_SERVERS[api], headers=_HEADERS[api], transport=in_process(target))


class _Link:
    def __init__(self, server: str, headers: dict[str, str], transport: Any) -> None:
        self._server = server
        self._headers = headers
        self._transport = transport

    def get(self, path: str) -> Any:
        request = httpx2.Request("GET", self._server + path, headers=self._headers)
        return orjson.loads(self._transport.handle_request(request).read())

    async def aget(self, path: str) -> Any:
        request = httpx2.Request("GET", self._server + path, headers=self._headers)
        response = await self._transport.handle_async_request(request)
        return orjson.loads(await response.aread())

    def walk(self) -> int:
        return sum(len(self.get(_procedures(page))["data"]) for page in range(PAGES))

    async def awalk(self) -> int:
        return sum([len((await self.aget(_procedures(page)))["data"]) for page in range(PAGES)])


_FLOOR_READS: Reads = {
    APPLICATION: lambda link: link.get(_APPLICATION),
    PROCEDURES: lambda link: link.get(_procedures(0)),
    KLIP: lambda link: link.get(_KLIP),
    KLIPS: lambda link: link.get(_KLIPS),
    WALK: lambda link: link.walk(),
}
_ASYNC_FLOOR_READS: AsyncReads = {
    APPLICATION: lambda link: link.aget(_APPLICATION),
    PROCEDURES: lambda link: link.aget(_procedures(0)),
    KLIP: lambda link: link.aget(_KLIP),
    KLIPS: lambda link: link.aget(_KLIPS),
    WALK: lambda link: link.awalk(),
}


class Floor(AsyncContender):
    """A bare transport and the fastest parser: what is left when nothing is done for the caller."""

    column = FLOOR
    start_up = _FLOOR_START_UP
    reads = _FLOOR_READS
    async_reads = _ASYNC_FLOOR_READS

    def open(self, api: str, target: bytes | str) -> _Link:
        """Return a transport with an address."""
        if isinstance(target, str):
            return _Link(target, _HEADERS[api], httpx2.HTTPTransport())
        return _Link(_SERVERS[api], _HEADERS[api], in_process(target))

    def open_async(self, api: str, target: bytes | str) -> _Link:
        """Return an async transport with an address."""
        if isinstance(target, str):
            return _Link(target, _HEADERS[api], httpx2.AsyncHTTPTransport())
        return _Link(_SERVERS[api], _HEADERS[api], in_process(target))
