"""Plain output of openapi-python-client, used as its README says."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import httpx

from ..bodies import APPLICATION_ID, KLIP_ID, ONE_APPLICATION, ONE_KLIP, procedures
from ..rows import ALL_MODELS, FIRST_CALL, FIRST_RESOURCE, IMPORT, OPENAPI_PYTHON_CLIENT
from .contender import APPLICATION, JSON, KLIP, KLIPS, PROCEDURES, WALK, AsyncContender, AsyncReads, Reads

_SERVER = "https://service.test"


def _start_up() -> dict[str, str]:
    made = {
        "Klarify": ("opc_klarify", "procedures", "procedures_list", "", procedures(0, size=1)),
        "Kloudless": ("opc_kloudless", "applications", "applications_get", "'a', ", ONE_APPLICATION),
        "Klipfolio": ("opc_klipfolio", "klips", "klips_get", "'k', ", ONE_KLIP),
    }
    statements = {ALL_MODELS: "from opc_klipfolio.models import *"}
    for api, (package, tag, endpoint, arguments, body) in made.items():
        new = f"from {package} import AuthenticatedClient as C; c = C(base_url={_SERVER!r}, token='t')\n"
        new += f"from {package}.api.{tag} import {endpoint}"
        transport = f"httpx.MockTransport(lambda r: httpx.Response(200, content={body!r}))"
        transport = f"c.set_httpx_client(httpx.Client(base_url={_SERVER!r}, transport={transport}))"
        statements[IMPORT.format(api)] = f"import {package}"
        statements[FIRST_RESOURCE.format(api)] = new
        statements[FIRST_CALL.format(api)] = f"{new}\nimport httpx; {transport}; {endpoint}.sync({arguments}client=c)"
    return statements


@cache
def _endpoint(api: str, tag: str, name: str) -> Any:
    return import_module(f"opc_{api}.api.{tag}.{name}")


def _procedures(client: Any, page: int) -> Any:
    return _endpoint("klarify", "procedures", "procedures_list").sync(client=client, page=page)


def _walk(client: Any) -> int:
    count = page = 0
    while True:
        answer = _procedures(client, page)
        count += len(answer.data)
        if not answer.has_next:
            return count
        page += 1


async def _async_walk(client: Any) -> int:
    read = _endpoint("klarify", "procedures", "procedures_list").asyncio
    count = page = 0
    while True:
        answer = await read(client=client, page=page)
        count += len(answer.data)
        if not answer.has_next:
            return count
        page += 1


_READS: Reads = {
    APPLICATION: lambda client: _endpoint("kloudless", "applications", "applications_get").sync(
        APPLICATION_ID, client=client
    ),
    PROCEDURES: lambda client: _procedures(client, 0),
    KLIP: lambda client: _endpoint("klipfolio", "klips", "klips_get").sync(KLIP_ID, client=client),
    KLIPS: lambda client: _endpoint("klipfolio", "klips", "klips_list").sync(client=client, limit=100),
    WALK: _walk,
}
_ASYNC_READS: AsyncReads = {
    APPLICATION: lambda client: _endpoint("kloudless", "applications", "applications_get").asyncio(
        APPLICATION_ID, client=client
    ),
    PROCEDURES: lambda client: _endpoint("klarify", "procedures", "procedures_list").asyncio(client=client),
    KLIP: lambda client: _endpoint("klipfolio", "klips", "klips_get").asyncio(KLIP_ID, client=client),
    KLIPS: lambda client: _endpoint("klipfolio", "klips", "klips_list").asyncio(client=client, limit=100),
    WALK: _async_walk,
}


class OpenAPIPythonClient(AsyncContender):
    """A client object and a module for each operation."""

    column = OPENAPI_PYTHON_CLIENT
    start_up = _start_up()
    reads = _READS
    async_reads = _ASYNC_READS

    def open(self, api: str, target: bytes | str) -> Any:
        """Return a client."""
        if isinstance(target, str):
            return self._client(api, target)
        return self._client(api, _SERVER).set_httpx_client(
            httpx.Client(base_url=_SERVER, transport=_in_process(target))
        )

    def open_async(self, api: str, target: bytes | str) -> Any:
        """Return a client, which is both."""
        if isinstance(target, str):
            return self._client(api, target)
        return self._client(api, _SERVER).set_async_httpx_client(
            httpx.AsyncClient(base_url=_SERVER, transport=_in_process(target))
        )

    @staticmethod
    def _client(api: str, url: str) -> Any:
        return import_module(f"opc_{api}").AuthenticatedClient(base_url=url, token="of-nobody", prefix="DeveloperKey")


def _in_process(body: bytes) -> httpx.MockTransport:
    return httpx.MockTransport(lambda _: httpx.Response(200, content=body, headers=JSON))
