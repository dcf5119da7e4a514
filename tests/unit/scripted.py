"""What the unit tests share: a service that answers as told, the two faces of the clients, and sample objects."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

import httpx2
from klarify_client import AsyncKlarify, Klarify
from klarify_client import AsyncPager as AsyncKlarifyPager
from klarify_client import Pager as KlarifyPager
from kloudless_management_client import AsyncKloudlessManagement, KloudlessManagement
from kloudless_management_client import AsyncPager as AsyncKloudlessPager
from kloudless_management_client import Pager as KloudlessPager

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

T = TypeVar("T")

Outcome: TypeAlias = "httpx2.Response | Exception | Callable[[httpx2.Request], httpx2.Response]"
AnyPager: TypeAlias = "KlarifyPager[T] | AsyncKlarifyPager[T] | KloudlessPager[T] | AsyncKloudlessPager[T]"
AnyKlarify: TypeAlias = Klarify | AsyncKlarify
AnyKloudless: TypeAlias = KloudlessManagement | AsyncKloudlessManagement

APPLICATION: dict[str, Any] = {
    "id": "app1",
    "name": "First",
    "description": "",
    "logo_url": "",
    "active": True,
    "implicit_grant_enabled": False,
    "recent_enabled": False,
    "events_enabled": False,
    "created": "2015-03-16T21:25:26.123456Z",
    "modified": "2015-03-16T21:25:26.123456Z",
}
API_KEY: dict[str, Any] = {
    "key": "application-key-1",
    "created": "2015-03-16T21:25:26.123456Z",
    "modified": "2015-03-16T21:25:26.123456Z",
}
WEBHOOK: dict[str, Any] = {
    "id": "100",
    "url": "http://localhost:5000",
    "created": "2015-03-16T21:25:26.123456Z",
    "modified": "2015-03-16T21:25:26.123461Z",
}
PROCEDURE: dict[str, Any] = {
    "id": "12345",
    "name": "Order",
    "status": "published",
    "owner": "Ann",
    "performer": "Sales",
    "lanes": ["Sales"],
    "updated_at": "2024-01-15T14:30:00Z",
    "url": "https://yourorg.klarify.me/process/12345",
    "called_within": [],
    "called_from": [],
}


def application(number: int) -> dict[str, Any]:
    return {**APPLICATION, "id": f"app{number}", "name": f"{number}"}


def applications_page(numbers: range, *, total: int, page: int = 1) -> httpx2.Response:
    objects = [application(number) for number in numbers]
    return httpx2.Response(200, json={"total": total, "count": len(objects), "page": page, "objects": objects})


def procedures_page(numbers: range, *, has_next: bool | None, total: int | None = None) -> httpx2.Response:
    data = [{**PROCEDURE, "id": f"proc_{number}", "name": f"{number}"} for number in numbers]
    body: dict[str, Any] = {"data": data}
    if has_next is not None:
        body["hasNext"] = has_next
    if total is not None:
        body["totalCount"] = total
    return httpx2.Response(200, json=body)


class Script(httpx2.MockTransport):
    """A service that gives the outcomes in their order, and keeps the requests."""

    def __init__(self, *outcomes: Outcome) -> None:
        super().__init__(self._play)
        self._outcomes = [*outcomes]
        self.requests: list[httpx2.Request] = []

    def _play(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        assert self._outcomes, f"one request too many: {request.method} {request.url}"
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome if isinstance(outcome, httpx2.Response) else outcome(request)

    @property
    def sent(self) -> int:
        return len(self.requests)

    @property
    def targets(self) -> list[str]:
        """Path and query of every request, as they went over the wire."""
        return [request.url.raw_path.decode("ascii") for request in self.requests]

    def assert_all_used(self) -> None:
        assert not self._outcomes, f"{len(self._outcomes)} outcomes were not asked for"


class Face:
    """The sync or the async clients, driven in the same way."""

    def __init__(self, name: str, runner: asyncio.Runner) -> None:
        self.name = name
        self.asynchronous = name == "async"
        self._runner = runner

    def klarify(self, transport: httpx2.MockTransport | None, **settings: Any) -> AnyKlarify:
        settings = {"access_key": "klarify-test-key", "transport": transport, **settings}
        return AsyncKlarify(**settings) if self.asynchronous else Klarify(**settings)

    def kloudless(self, transport: httpx2.MockTransport | None, **settings: Any) -> AnyKloudless:
        settings = {"developer_key": "kloudless-test-key", "transport": transport, **settings}
        return AsyncKloudlessManagement(**settings) if self.asynchronous else KloudlessManagement(**settings)

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """What a coroutine gives."""
        return self._runner.run(coroutine)

    def wait(self, result: T | Coroutine[Any, Any, T]) -> T:
        """The result of a call, awaited where it has to be."""
        if isinstance(result, Coroutine):
            return self._runner.run(cast("Coroutine[Any, Any, T]", result))
        return result

    def items(self, pager: AnyPager[T]) -> list[T]:
        """All objects of a list."""
        if isinstance(pager, AsyncKlarifyPager | AsyncKloudlessPager):
            return self._runner.run(_collected(pager))
        return list(pager)

    def close(self, client: AnyKlarify | AnyKloudless | httpx2.Client | httpx2.AsyncClient) -> None:
        if isinstance(client, httpx2.Client | Klarify | KloudlessManagement):
            client.close()
        else:
            self.run(client.aclose())


async def _collected(pager: AsyncKlarifyPager[T] | AsyncKloudlessPager[T]) -> list[T]:
    return [item async for item in pager]
