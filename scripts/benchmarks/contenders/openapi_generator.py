"""Output of openapi-generator's ``python`` generator, with urllib3, its default; it has no async client then."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

import urllib3

from ..bodies import APPLICATION_ID, KLIP_ID, ONE_APPLICATION, ONE_KLIP, procedures
from ..rows import ALL_MODELS, FIRST_CALL, FIRST_RESOURCE, IMPORT, OPENAPI_GENERATOR
from .contender import APPLICATION, JSON, KLIP, KLIPS, PROCEDURES, WALK, Contender, Reads

_SCHEMES = {"klarify": "AccessKey", "kloudless": "DeveloperKey", "klipfolio": "ApiKey"}
_GROUPS = {"klarify": "ProceduresApi", "kloudless": "ApplicationsApi", "klipfolio": "KlipsApi"}
_POOL = """
import io, urllib3
class Pool(urllib3.HTTPConnectionPool):
    def urlopen(self, *a, **k):
        headers = {{"Content-Type": "application/json"}}
        return urllib3.HTTPResponse(io.BytesIO({body!r}), headers, 200, preload_content=False)
class Manager(urllib3.PoolManager):
    def connection_from_host(self, *a, **k):
        return Pool("service.test")
c.api_client.rest_client.pool_manager = Manager()
c.{call}
"""


def _start_up() -> dict[str, str]:
    made = {
        "Klarify": ("klarify", "procedures_list()", procedures(0, size=1)),
        "Kloudless": ("kloudless", "applications_get('a')", ONE_APPLICATION),
        "Klipfolio": ("klipfolio", "klips_get('k')", ONE_KLIP),
    }
    statements = {ALL_MODELS: "from oag_klipfolio.models import *"}
    for api, (name, call, body) in made.items():
        new = f"import oag_{name} as p; "
        new += f"c = p.{_GROUPS[name]}(p.ApiClient(p.Configuration(api_key={{{_SCHEMES[name]!r}: 'k'}})))"
        statements[IMPORT.format(api)] = f"import oag_{name}"
        statements[FIRST_RESOURCE.format(api)] = new
        statements[FIRST_CALL.format(api)] = new + _POOL.format(body=body, call=call)
    return statements


class _Pool(urllib3.HTTPConnectionPool):
    """A pool without connections: what a mock transport is to httpx."""

    def __init__(self, body: bytes) -> None:
        super().__init__("service.test")
        self._body = body

    def urlopen(self, *_: Any, **__: Any) -> urllib3.BaseHTTPResponse:
        return urllib3.HTTPResponse(io.BytesIO(self._body), JSON, 200, preload_content=False)


class _Manager(urllib3.PoolManager):
    def __init__(self, body: bytes) -> None:
        super().__init__()
        self._pool = _Pool(body)

    def connection_from_host(self, *_: Any, **__: Any) -> urllib3.HTTPConnectionPool:
        return self._pool


def _walk(group: Any) -> int:
    count = page = 0
    while True:
        answer = group.procedures_list(page=page)
        count += len(answer.data)
        if not answer.has_next:
            return count
        page += 1


_READS: Reads = {
    APPLICATION: lambda group: group.applications_get(APPLICATION_ID),
    PROCEDURES: lambda group: group.procedures_list(),
    KLIP: lambda group: group.klips_get(KLIP_ID),
    KLIPS: lambda group: group.klips_list(limit=100),
    WALK: _walk,
}


class OpenAPIGenerator(Contender):
    """A class for each tag."""

    column = OPENAPI_GENERATOR
    start_up = _start_up()
    reads = _READS

    def open(self, api: str, target: bytes | str) -> Any:
        """Return the group of operations that an API's calls are in."""
        package = import_module(f"oag_{api}")
        host = target if isinstance(target, str) else None
        client = package.ApiClient(package.Configuration(host=host, api_key={_SCHEMES[api]: "of-nobody"}))
        if isinstance(target, bytes):
            client.rest_client.pool_manager = _Manager(target)
        return getattr(package, _GROUPS[api])(client)
