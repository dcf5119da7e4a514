"""Output of datamodel-code-generator's ``--generate-client httpx2``, used as its README says."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import httpx2

from ..bodies import APPLICATION_ID, KLIP_ID, ONE_APPLICATION, ONE_KLIP, procedures
from ..rows import ALL_MODELS, DATAMODEL_CODE_GENERATOR, FIRST_CALL, FIRST_RESOURCE, IMPORT
from .contender import APPLICATION, KLIP, KLIPS, PROCEDURES, WALK, AsyncContender, AsyncReads, Reads
from .ours import KEY, in_process

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_CREDENTIALS = {"klarify": "access_key", "kloudless": "developer_key", "klipfolio": "api_key"}


def _start_up() -> dict[str, str]:
    made = {
        "Klarify": ("klarify", "procedures", "procedures_list()", procedures(0, size=1)),
        "Kloudless": ("kloudless", "applications", "applications_get(application_id='a')", ONE_APPLICATION),
        "Klipfolio": ("klipfolio", "klips", "klips_get(klip_id='k')", ONE_KLIP),
    }
    statements = {ALL_MODELS: "from dmcg_klipfolio.models import *"}
    for api, (name, resource, call, body) in made.items():
        new = f"from dmcg_{name}.client import Client; c = Client({_CREDENTIALS[name]}='k'"
        transport = f"httpx2.MockTransport(lambda r: httpx2.Response(200, content={body!r}, headers=h))"
        answer = f"h = {{'Content-Type': 'application/json'}}; t = httpx2.Client(transport={transport})"
        statements[IMPORT.format(api)] = f"import dmcg_{name}.client"
        statements[FIRST_RESOURCE.format(api)] = f"{new}); c.{resource}"
        statements[FIRST_CALL.format(api)] = f"import httpx2; {answer}; {new}, http_client=t); c.{resource}.{call}"
    return statements


def _walk(client: Any) -> int:
    count = page = 0
    while True:
        answer = client.procedures.procedures_list(page=page)
        count += len(answer.data)
        if not answer.hasNext:
            return count
        page += 1


async def _async_walk(client: Any) -> int:
    count = page = 0
    while True:
        answer = await client.procedures.procedures_list(page=page)
        count += len(answer.data)
        if not answer.hasNext:
            return count
        page += 1


_BOTH: Mapping[str, Callable[[Any], Any]] = {
    APPLICATION: lambda client: client.applications.applications_get(application_id=APPLICATION_ID),
    PROCEDURES: lambda client: client.procedures.procedures_list(),
    KLIP: lambda client: client.klips.klips_get(klip_id=KLIP_ID),
    KLIPS: lambda client: client.klips.klips_list(limit=100),
}
_READS: Reads = {**_BOTH, WALK: _walk}
_ASYNC_READS: AsyncReads = {**_BOTH, WALK: _async_walk}


class DatamodelCodegen(AsyncContender):
    """A client object with resources; both faces have the same methods."""

    column = DATAMODEL_CODE_GENERATOR
    start_up = _start_up()
    reads = _READS
    async_reads = _ASYNC_READS

    def open(self, api: str, target: bytes | str) -> Any:
        """Return a client."""
        make = import_module(f"dmcg_{api}.client").Client
        if isinstance(target, str):
            return make(**{_CREDENTIALS[api]: KEY}, base_url=target)
        return make(**{_CREDENTIALS[api]: KEY}, http_client=httpx2.Client(transport=in_process(target)))

    def open_async(self, api: str, target: bytes | str) -> Any:
        """Return an async client."""
        make = import_module(f"dmcg_{api}.client").AsyncClient
        if isinstance(target, str):
            return make(**{_CREDENTIALS[api]: KEY}, base_url=target)
        return make(**{_CREDENTIALS[api]: KEY}, http_client=httpx2.AsyncClient(transport=in_process(target)))
