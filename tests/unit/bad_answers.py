"""What the tests of bad answers share: the APIs, an envelope's and a plain one's, and what every error has to be."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import klarify_client
import klipfolio_client
import kloudless_management_client
import pytest
from klarify_client.testing import no_waiting as klarify_no_waiting
from klipfolio_client.testing import no_waiting as klipfolio_no_waiting
from kloudless_management_client.testing import no_waiting as kloudless_no_waiting

from tests.unit.misbehaving import misbehaving
from tests.unit.scripted import APPLICATION, PROCEDURE

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import ModuleType

    from tests.unit.misbehaving import Misbehaving, Reply
    from tests.unit.scripted import Face

KEY = "Qx7wSecretKeyZp4"
KLIP = {
    "id": "ec6947ab9d07fdd6b9bb41551c79fd31",
    "name": "First",
    "description": "",
    "company": "Acme Dashboards",
    "created_by": "b1b1b11c7e4d34c6410d807564c470a7",
    "date_created": "2015-03-02T14:05:09Z",
    "last_updated": "2016-06-21T13:18:30Z",
}


@dataclass(frozen=True, slots=True)
class API:
    """One of the clients, with a call that reads and one that creates.

    Attributes:
        name: What the tests call it.
        package: The client's package.
        no_waiting: Its switch that makes waits instant.
        client: Name of the client's class.
        settings: Its credential, and what keeps tests from waiting.
        reading: ``operationId`` of the call that reads.
        read: That call.
        good: Body that answers it.
        creating: ``operationId`` of the call that creates.
        create: That call.
    """

    name: str
    package: ModuleType
    no_waiting: Callable[[], contextlib.AbstractContextManager[list[float]]]
    client: str
    settings: dict[str, Any]
    reading: str
    read: Callable[[Any], Any]
    good: bytes
    creating: str = ""
    create: Callable[[Any], Any] | None = None

    def __str__(self) -> str:
        return self.name

    def error(self, name: str = "APIError") -> type[Any]:
        """One of the package's classes of errors."""
        kind: type[Any] = getattr(self.package, name)
        return kind

    def calls(self, face: Face, **settings: Any) -> Calls:
        """The calls of a new client."""
        kind = getattr(self.package, f"Async{self.client}" if face.asynchronous else self.client)
        return Calls(self, face, kind(**{**self.settings, **settings}))

    @contextlib.contextmanager
    def calling(self, face: Face, *replies: Reply, **settings: Any) -> Generator[tuple[Calls, Misbehaving]]:
        """A client of a server that misbehaves; waits between attempts take no time."""
        # The first call of a loop opens what it needs itself.
        face.run(asyncio.sleep(0))
        before = _held()
        with self.no_waiting(), misbehaving(*replies) as server:
            calls = self.calls(face, base_url=server.url, **settings)
            try:
                yield calls, server
            finally:
                face.wait(calls.client.close())
        # A loop closes sockets in its next round.
        face.run(asyncio.sleep(0))
        assert _held() == before, "threads or file descriptors are left"


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of one client, awaited where they have to be."""

    api: API
    face: Face
    client: Any

    def read(self) -> Any:
        """Read an object, or all of a list."""
        result = self.api.read(self.client)
        return self.face.items(result) if hasattr(result, "pages") else self.face.wait(result)

    def create(self) -> Any:
        """Create an object."""
        assert self.api.create is not None
        return self.face.wait(self.api.create(self.client))

    def failure(self, call: Callable[[], Any]) -> Any:
        """The error of a call: one of the package's, which tells the operation and can be printed without harm."""
        with pytest.raises(self.api.error()) as caught:
            call()
        error: Any = caught.value
        assert error.operation == (self.api.creating if call == self.create else self.api.reading)
        assert error.__cause__ is error.__context__ is None
        text = f"{error} {error!r} {vars(error)}"
        assert KEY not in text
        assert text.encode()
        return error


def _held() -> tuple[set[threading.Thread], int]:
    return {*threading.enumerate()}, len(os.listdir("/dev/fd"))  # noqa: PTH208 - names alone, as many as there are


def encoded(value: object) -> bytes:
    """JSON, with what Python writes beyond it: NaN, and halves of pairs."""
    return json.dumps(value, separators=(",", ":")).encode()


KLOUDLESS = API(
    "plain",
    kloudless_management_client,
    kloudless_no_waiting,
    "KloudlessManagement",
    {"developer_key": KEY},
    "applications_get",
    lambda client: client.applications.get("app1"),
    encoded(APPLICATION),
    "applications_create",
    lambda client: client.applications.create(name="First"),
)
KLIPFOLIO = API(
    "envelope",
    klipfolio_client,
    klipfolio_no_waiting,
    "Klipfolio",
    {"api_key": KEY, "rate_limit": klipfolio_client.RateLimit(per_second=None)},
    "klips_get",
    lambda client: client.klips.get(KLIP["id"]),
    encoded({"meta": {"success": True, "status": 200}, "data": KLIP}),
    "klips_create",
    lambda client: client.klips.create(name="First"),
)
KLARIFY = API(
    "list",
    klarify_client,
    klarify_no_waiting,
    "Klarify",
    {"access_key": KEY},
    "procedures_list",
    lambda client: client.procedures.list(),
    encoded({"data": [PROCEDURE], "hasNext": False}),
)
