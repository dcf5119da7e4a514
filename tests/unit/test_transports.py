"""How requests leave the process: time limits, the caller's own transport or client, proxies, closing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import pytest
from klarify_client import AsyncKlarify, ConfigurationError, Klarify
from klarify_client.testing import FakeKlarify

from tests.unit.scripted import APPLICATION, AnyKlarify, Face, Script, procedures_page
from tests.unit.small_api import RateLimit, small

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.unit.scripted import Outcome


def ok() -> httpx2.Response:
    return procedures_page(range(1), has_next=False)


def limits_of_a_call(face: Face, client: dict[str, Any], call: dict[str, Any]) -> dict[str, float | None]:
    service = Script(ok())
    face.items(face.klarify(service, **client).procedures.list(**call))
    limits: dict[str, float | None] = service.requests[0].extensions["timeout"]
    return limits


def all_of(seconds: float) -> dict[str, float | None]:
    return dict.fromkeys(("connect", "read", "write", "pool"), seconds)


@pytest.mark.acceptance("KY-74")
def test_every_attempt_has_thirty_seconds(face: Face) -> None:
    assert limits_of_a_call(face, {}, {}) == all_of(30)


@pytest.mark.parametrize(
    ("client", "call", "seconds"),
    [({"timeout": 5}, {}, 5), ({}, {"timeout": 0.5}, 0.5), ({"timeout": 5}, {"timeout": 7}, 7)],
)
def test_the_time_limit_can_be_set(face: Face, client: dict[str, Any], call: dict[str, Any], seconds: float) -> None:
    assert limits_of_a_call(face, client, call) == all_of(seconds)


def test_the_time_limit_can_be_set_in_parts(face: Face) -> None:
    parts = httpx2.Timeout(10, connect=2)
    for client, call in (({"timeout": parts}, {}), ({}, {"timeout": parts})):
        assert limits_of_a_call(face, client, call) == {**all_of(10), "connect": 2}


def test_the_time_limit_of_a_list_counts_for_every_page(face: Face) -> None:
    service = Script(procedures_page(range(1), has_next=True), procedures_page(range(1, 2), has_next=False))
    face.items(face.klarify(service).procedures.list(timeout=3))
    assert [request.extensions["timeout"] for request in service.requests] == [all_of(3)] * 2


@pytest.mark.parametrize("value", [0, -1, float("inf"), float("nan"), True, None, "5", (1, 2)])
def test_a_time_limit_that_is_none_is_refused(face: Face, value: Any) -> None:
    with pytest.raises(ConfigurationError, match="timeout"):
        face.klarify(Script(), timeout=value)
    with pytest.raises(ConfigurationError, match="timeout"):
        face.klarify(Script()).procedures.list(timeout=value)


def own_client(face: Face, service: httpx2.MockTransport, **settings: Any) -> httpx2.Client | httpx2.AsyncClient:
    kind = httpx2.AsyncClient if face.asynchronous else httpx2.Client
    return kind(transport=service, **settings)


@pytest.fixture
def closing(face: Face) -> Iterator[list[httpx2.Client | httpx2.AsyncClient]]:
    """Clients to close at the end of the test."""
    clients: list[httpx2.Client | httpx2.AsyncClient] = []
    yield clients
    for client in clients:
        face.close(client)


def test_a_transport_and_a_client_at_once_are_refused(
    face: Face, closing: list[httpx2.Client | httpx2.AsyncClient]
) -> None:
    closing.append(own := own_client(face, Script()))
    with pytest.raises(ConfigurationError, match="transport or http_client, not both"):
        face.klarify(Script(), http_client=own)


@pytest.mark.parametrize(
    ("transport", "advice"),
    [(FakeKlarify(), r"pass its \.transport"), (object(), r"it has no handle_(async_)?request\(\)")],
)
def test_what_is_no_transport_is_refused_at_once(face: Face, transport: Any, advice: str) -> None:
    with pytest.raises(
        ConfigurationError, match=f"^transport: {type(transport).__name__} is no .* transport; {advice}"
    ):
        face.klarify(transport)


def test_a_client_of_the_callers_is_sent_through_and_stays_open(
    face: Face, closing: list[httpx2.Client | httpx2.AsyncClient]
) -> None:
    closing.append(own := own_client(face, service := Script(ok())))
    client = face.klarify(None, http_client=own)
    assert len(face.items(client.procedures.list())) == 1
    face.close(client)
    assert service.sent == 1
    assert not own.is_closed


def test_the_credentials_headers_and_cookies_of_the_callers_client_are_not_sent(
    face: Face, closing: list[httpx2.Client | httpx2.AsyncClient]
) -> None:
    service = Script(httpx2.Response(200, json=APPLICATION), ok())
    closing.append(
        own := own_client(face, service, auth=("user", "pass"), headers={"X-Own": "1"}, cookies={"session": "1"})
    )
    face.wait(face.kloudless(None, http_client=own).applications.get("app1"))
    face.items(face.klarify(None, http_client=own).procedures.list())
    first, second = service.requests
    assert first.headers.get_list("authorization") == ["DeveloperKey kloudless-test-key"]
    assert "authorization" not in second.headers
    for request in service.requests:
        assert "x-own" not in request.headers
        assert "cookie" not in request.headers
        assert request.headers["user-agent"].partition("/")[0].endswith("-client")


def test_the_hooks_of_the_callers_client_run(face: Face, closing: list[httpx2.Client | httpx2.AsyncClient]) -> None:
    seen: list[str] = []

    def note(message: httpx2.Request | httpx2.Response) -> None:
        seen.append(type(message).__name__)

    async def anote(message: httpx2.Request | httpx2.Response) -> None:
        note(message)

    hook = anote if face.asynchronous else note
    closing.append(own := own_client(face, Script(ok()), event_hooks={"request": [hook], "response": [hook]}))
    face.items(face.klarify(None, http_client=own).procedures.list())
    assert seen == ["Request", "Response"]


def test_the_callers_client_follows_no_redirect_by_itself(
    face: Face, closing: list[httpx2.Client | httpx2.AsyncClient]
) -> None:
    service = Script(httpx2.Response(301, headers={"Location": "https://elsewhere.example/"}))
    closing.append(own := own_client(face, service, follow_redirects=True))
    with pytest.raises(klarify_client.APIStatusError, match="not followed"):
        face.items(face.klarify(None, http_client=own).procedures.list())
    assert service.sent == 1


def test_the_time_limit_of_the_callers_client_gives_way(
    face: Face, closing: list[httpx2.Client | httpx2.AsyncClient]
) -> None:
    service = Script(ok())
    closing.append(own := own_client(face, service, timeout=1))
    face.items(face.klarify(None, http_client=own, timeout=9).procedures.list())
    assert service.requests[0].extensions["timeout"] == all_of(9)


def test_the_hooks_of_the_callers_client_do_not_show_the_credential(
    face: Face, closing: list[httpx2.Client | httpx2.AsyncClient]
) -> None:
    shown: list[str] = []

    def note(message: httpx2.Request | httpx2.Response) -> None:
        request = message if isinstance(message, httpx2.Request) else message.request
        shown.append(f"{message!r} {request!r} {request.url} {request.url!r} {request.headers!r}")

    async def anote(message: httpx2.Request | httpx2.Response) -> None:
        note(message)

    hook = anote if face.asynchronous else note
    service = Script(ok(), httpx2.Response(200, json=APPLICATION), httpx2.Response(200))
    closing.append(own := own_client(face, service, event_hooks={"request": [hook], "response": [hook]}))
    face.items(face.klarify(None, http_client=own).procedures.list())
    face.wait(face.kloudless(None, http_client=own).applications.get("app1"))
    face.wait(small(face, http_client=own).things.get())
    assert len(shown) == 6
    for credential in ("klarify-test-key", "kloudless-test-key", "small-test-key"):
        assert credential not in "".join(shown)
    sent = [f"{request.url.raw_path!r} {request.headers.raw!r}" for request in service.requests]
    assert ["klarify-test-key" in sent[0], "kloudless-test-key" in sent[1], "small-test-key" in sent[2]] == [True] * 3


def test_the_limit_holds_for_the_callers_client(face: Face, closing: list[httpx2.Client | httpx2.AsyncClient]) -> None:
    closing.append(own := own_client(face, service := Script(httpx2.Response(200))))
    client = small(face, http_client=own, rate_limit=RateLimit(None, per_day=1))
    face.wait(client.things.get())
    with pytest.raises(klarify_client.APIError, match="requests"):
        face.wait(client.things.get())
    assert service.sent == 1


def test_the_callers_client_leads_nowhere_else(face: Face, closing: list[httpx2.Client | httpx2.AsyncClient]) -> None:
    service = Script(ok())
    closing.append(own := own_client(face, service, base_url="https://elsewhere.example/v9", params={"more": "1"}))
    face.items(face.klarify(None, http_client=own).procedures.list())
    assert service.requests[0].url.host == "integration.klarify.biz"
    assert "more" not in service.targets[0]


class Watched(Script):
    """A transport that tells whether it was closed; it stands in for those of httpx2, which hold a pool."""

    closed = 0

    def __init__(self, *outcomes: Outcome) -> None:
        super().__init__(*outcomes)
        self._pool = SimpleNamespace(_network_backend=None)

    def close(self) -> None:
        self.closed += 1

    async def aclose(self) -> None:
        self.closed += 1


def test_a_transport_of_the_callers_stays_open(face: Face) -> None:
    service = Watched(ok())
    client = face.klarify(service)
    face.items(client.procedures.list())
    face.close(client)
    assert service.closed == 0


@pytest.fixture
def default(face: Face, monkeypatch: pytest.MonkeyPatch) -> tuple[Watched, list[Any]]:
    """Stands in for the network; gives the arguments of the transports that clients make for themselves."""
    made: list[Any] = []
    service = Watched(*[ok() for _ in range(3)])

    def make(**settings: Any) -> Watched:
        made.append(settings.get("proxy"))
        return service

    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)
    monkeypatch.setattr(httpx2, "AsyncHTTPTransport" if face.asynchronous else "HTTPTransport", make)
    return service, made


def test_a_client_closes_the_transport_it_made_once(face: Face, default: tuple[Watched, list[Any]]) -> None:
    service, made = default
    client = face.klarify(None)
    assert made == []
    face.items(client.procedures.list())
    face.items(client.procedures.list())
    assert made == [None]
    face.close(client)
    face.close(client)
    assert service.closed == 1


def test_threads_that_call_first_at_once_share_one_transport(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Watched] = []
    both_want_one = threading.Barrier(2)

    def make(**_: Any) -> Watched:
        both_want_one.wait()
        made.append(Watched(ok(), ok()))
        return made[-1]

    monkeypatch.setattr(httpx2, "HTTPTransport", make)
    client = Klarify(access_key="klarify-test-key")
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(client.procedures.list().first_page) for _ in range(2)]
    assert [len(answer.result().items) for answer in answers] == [1, 1]
    assert sorted(service.sent for service in made) == [0, 2]


def test_closing_an_unused_client_opens_nothing(face: Face, default: tuple[Watched, list[Any]]) -> None:
    client = face.klarify(None)
    face.close(client)
    face.close(client)
    assert default[1] == []


def test_a_list_begun_before_closing_opens_nothing_after_it(face: Face, default: tuple[Watched, list[Any]]) -> None:
    client = face.klarify(None)
    pager = client.procedures.list()
    face.close(client)
    with pytest.raises(ConfigurationError, match="closed"):
        face.items(pager)
    assert default[1] == []


def test_calls_after_closing_are_refused(face: Face) -> None:
    service = Script(procedures_page(range(1), has_next=True))
    client = face.klarify(service)
    pager = client.procedures.list()
    face.wait(pager.first_page())
    face.close(client)
    with pytest.raises(ConfigurationError, match="closed"):
        client.procedures.list()
    with pytest.raises(ConfigurationError, match="closed"):
        face.items(pager)
    assert service.sent == 1


def test_leaving_the_context_closes(face: Face, default: tuple[Watched, list[Any]]) -> None:
    async def use(client: AsyncKlarify) -> None:
        async with client as entered:
            assert entered is client
            await client.procedures.list().first_page()

    client: AnyKlarify = face.klarify(None)
    if isinstance(client, Klarify):
        with client as entered:
            assert entered is client
            client.procedures.list().first_page()
    else:
        face.run(use(client))
    assert default[0].closed == 1
    assert repr(client).endswith(" closed>")


def test_leaving_the_context_by_an_error_closes_and_raises(face: Face, default: tuple[Watched, list[Any]]) -> None:
    async def use(client: AsyncKlarify) -> None:
        async with client:
            await client.procedures.list().first_page()
            raise LookupError("mine")

    def use_sync(client: Klarify) -> None:
        with client:
            client.procedures.list().first_page()
            raise LookupError("mine")

    client = face.klarify(None)
    with pytest.raises(LookupError, match="mine"):
        use_sync(client) if isinstance(client, Klarify) else face.run(use(client))
    assert default[0].closed == 1


PROXY = "http://proxy.example:3128"


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": PROXY}, PROXY),
        ({"https_proxy": PROXY}, PROXY),
        ({"ALL_PROXY": PROXY}, PROXY),
        ({"HTTPS_PROXY": "proxy.example:3128"}, PROXY),
        ({"HTTP_PROXY": PROXY}, None),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "klarify.biz"}, None),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "*"}, None),
        ({"HTTPS_PROXY": PROXY, "NO_PROXY": "example.com"}, PROXY),
        ({"HTTPS_PROXY": ""}, None),
    ],
)
def test_a_proxy_comes_from_the_environment(
    face: Face,
    default: tuple[Watched, list[Any]],
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    proxy: str | None,
) -> None:
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    face.items(face.klarify(None).procedures.list())
    assert default[1] == [proxy]


@pytest.mark.parametrize("base_url", ["http://localhost:8000", "http://127.0.0.1:8000", "http://[::1]:8000"])
@pytest.mark.parametrize("variable", ["HTTP_PROXY", "ALL_PROXY"])
def test_loopback_is_never_reached_through_a_proxy(
    face: Face,
    default: tuple[Watched, list[Any]],
    monkeypatch: pytest.MonkeyPatch,
    base_url: str,
    variable: str,
) -> None:
    monkeypatch.setenv(variable, PROXY)
    face.items(face.klarify(None, base_url=base_url).procedures.list())
    assert default[1] == [None]


def test_the_fake_serves_both_faces_and_stays_usable(face: Face) -> None:
    fake = FakeKlarify([{"name": "Order"}])
    for _ in range(2):
        client = face.klarify(fake.transport)
        assert [item.name for item in face.items(client.procedures.list())] == ["Order"]
        face.close(client)
