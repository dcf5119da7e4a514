"""The clients of this repository, from their wheels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
from klarify_client import AsyncKlarify, Klarify
from klipfolio_client import AsyncKlipfolio, Klipfolio, RateLimit
from kloudless_management_client import AsyncKloudlessManagement, KloudlessManagement

from ..bodies import APPLICATION_ID, KLIP_ID, ONE_APPLICATION, ONE_KLIP, procedures
from ..rows import ALL_MODELS, FIRST_CALL, FIRST_RESOURCE, IMPORT, OURS
from .contender import AHEAD, APPLICATION, JSON, KLIP, KLIPS, PROCEDURES, WALK, AsyncContender, AsyncReads, Reads

if TYPE_CHECKING:
    from collections.abc import AsyncIterable

KEY = "a-key-of-nobody"
# Counts every request, as by default, but lets more pass than a benchmark could send.
_LIMIT = RateLimit(per_second=1_000_000)


def _start_up() -> dict[str, str]:
    made = {
        "Klarify": (
            "klarify_client",
            "Klarify",
            "access_key",
            "procedures",
            "list().first_page()",
            procedures(0, size=1),
        ),
        "Kloudless": (
            "kloudless_management_client",
            "KloudlessManagement",
            "developer_key",
            "applications",
            "get('a')",
            ONE_APPLICATION,
        ),
        "Klipfolio": ("klipfolio_client", "Klipfolio", "api_key", "klips", "get('k')", ONE_KLIP),
    }
    statements = {ALL_MODELS: "from klipfolio_client.models import *"}
    for api, (package, client, credential, resource, call, body) in made.items():
        new = f"from {package} import {client}; c = {client}({credential}='k'"
        transport = f"httpx2.MockTransport(lambda r: httpx2.Response(200, content={body!r}))"
        statements[IMPORT.format(api)] = f"import {package}"
        statements[FIRST_RESOURCE.format(api)] = f"{new}); c.{resource}"
        statements[FIRST_CALL.format(api)] = f"import httpx2; {new}, transport={transport}); c.{resource}.{call}"
    return statements


async def _count(items: AsyncIterable[object]) -> int:
    count = 0
    async for _ in items:
        count += 1
    return count


_READS: Reads = {
    APPLICATION: lambda client: client.applications.get(APPLICATION_ID),
    PROCEDURES: lambda client: list(client.procedures.list()),
    KLIP: lambda client: client.klips.get(KLIP_ID),
    KLIPS: lambda client: list(client.klips.list(limit=100)),
    WALK: lambda client: sum(1 for _ in client.procedures.list()),
    AHEAD: lambda client: sum(1 for _ in client.procedures.list().prefetch(16)),
}
_ASYNC_READS: AsyncReads = {
    APPLICATION: lambda client: client.applications.get(APPLICATION_ID),
    PROCEDURES: lambda client: client.procedures.list().first_page(),
    KLIP: lambda client: client.klips.get(KLIP_ID),
    KLIPS: lambda client: client.klips.list(limit=100).first_page(),
    WALK: lambda client: _count(client.procedures.list()),
    AHEAD: lambda client: _count(client.procedures.list().prefetch(16)),
}


class Ours(AsyncContender):
    """Calls as the README shows them."""

    column = OURS
    start_up = _start_up()
    reads = _READS
    async_reads = _ASYNC_READS

    def open(self, api: str, target: bytes | str) -> Any:
        """Return a client."""
        transport = None if isinstance(target, str) else in_process(target)
        url = target if isinstance(target, str) else None
        match api:
            case "klarify":
                return Klarify(access_key=KEY, base_url=url, transport=transport)
            case "kloudless":
                return KloudlessManagement(developer_key=KEY, base_url=url, transport=transport)
            case _:
                return Klipfolio(api_key=KEY, base_url=url, transport=transport, rate_limit=_LIMIT)

    def open_async(self, api: str, target: bytes | str) -> Any:
        """Return an async client."""
        transport = None if isinstance(target, str) else in_process(target)
        url = target if isinstance(target, str) else None
        match api:
            case "klarify":
                return AsyncKlarify(access_key=KEY, base_url=url, transport=transport)
            case "kloudless":
                return AsyncKloudlessManagement(developer_key=KEY, base_url=url, transport=transport)
            case _:
                return AsyncKlipfolio(api_key=KEY, base_url=url, transport=transport, rate_limit=_LIMIT)


def in_process(body: bytes) -> httpx2.MockTransport:
    """Return a transport that answers everything with the same body."""
    return httpx2.MockTransport(lambda _: httpx2.Response(200, content=body, headers=JSON))
