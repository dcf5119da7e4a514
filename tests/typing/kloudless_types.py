"""The types a user of kloudless_management_client sees. Checked by mypy and pyright in `nox -s typing`, never run."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, assert_type

from kloudless_management_client import (
    APIStatusError,
    AsyncKloudlessManagement,
    AsyncPager,
    KloudlessManagement,
    Pager,
    RawResponse,
    omit,
)
from kloudless_management_client.models import ApiKey, Application, Webhook
from kloudless_management_client.testing import FakeKloudless
from kloudless_management_client.webhooks import (
    Answer,
    InvalidSignatureError,
    WebhookApp,
    WebhookEvent,
    WebhookTest,
    answer,
    parse,
    receive,
    sign,
    verify,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, MutableMapping

    import httpx2


def sync_results(client: KloudlessManagement) -> None:
    assert_type(client.applications.list(active=True, page_size=1000, page=2), Pager[Application])
    assert_type(client.applications.create(name="a", source="b", logo_url=""), Application)
    assert_type(client.applications.get("a"), Application)
    assert_type(client.applications.update("a", active=False, description=omit), Application)
    delete_application: Callable[[str], None] = client.applications.delete
    delete_application("a")
    assert_type(client.applications.api_keys.list("a", page=1), Pager[ApiKey])
    assert_type(client.applications.api_keys.create("a"), ApiKey)
    delete_key: Callable[[str, str], None] = client.applications.api_keys.delete
    delete_key("a", "k")
    assert_type(client.applications.webhooks.list("a"), Pager[Webhook])
    assert_type(client.applications.webhooks.create("a", url="https://b"), Webhook)
    assert_type(client.applications.webhooks.get("a", "w"), Webhook)
    delete_webhook: Callable[[str, str], None] = client.applications.webhooks.delete
    delete_webhook("a", "w")
    answer = client.with_raw_response(client.applications.get)("a", timeout=3.0)
    assert_type(answer, RawResponse[Application])
    assert_type(answer.parsed, Application)
    assert_type(client.with_raw_response(client.applications.delete)("a"), RawResponse[None])


async def async_results(client: AsyncKloudlessManagement) -> None:
    assert_type(client.applications.list(active=False), AsyncPager[Application])
    assert_type(await client.applications.create(name="a", events_enabled=True), Application)
    assert_type(await client.applications.get("a"), Application)
    assert_type(await client.applications.update("a", name="b"), Application)
    assert_type(await client.applications.delete("a"), None)
    assert_type(client.applications.api_keys.list("a"), AsyncPager[ApiKey])
    assert_type(await client.applications.api_keys.create("a"), ApiKey)
    assert_type(await client.applications.api_keys.delete("a", "k"), None)
    assert_type(client.applications.webhooks.list("a", page_size=5), AsyncPager[Webhook])
    assert_type(await client.applications.webhooks.create("a", url="https://b"), Webhook)
    assert_type(await client.applications.webhooks.get("a", "w"), Webhook)
    assert_type(await client.applications.webhooks.delete("a", "w"), None)
    assert_type(await client.with_raw_response(client.applications.get)("a"), RawResponse[Application])


def members(application: Application, key: ApiKey, webhook: Webhook, error: APIStatusError) -> None:
    assert_type(application.id, str)
    assert_type(application.active, bool)
    assert_type(application.created, datetime)
    assert_type(key.key, str)
    assert_type(webhook.id, str)
    assert_type(error.error_code, str | None)
    assert_type(error.id, str | None)
    assert_type(error.status_code, int)


def webhooks(
    body: bytes, pairs: list[tuple[bytes, bytes]], environment: dict[str, object], headers: httpx2.Headers
) -> None:
    assert_type(verify(body, pairs, {"app": "key"}), str)
    assert_type(verify(body, environment, {"app": ["old", "new"]}), str)
    assert_type(parse(body, headers, "app"), WebhookEvent | WebhookTest)
    delivery = receive(body, headers, {"app": ("old", "new")})
    assert_type(delivery.app_id, str)
    if isinstance(delivery, WebhookEvent):
        assert_type(delivery.account, str)
        assert_type(delivery.further, tuple[tuple[str, str], ...])
    else:
        assert_type(delivery, WebhookTest)
    assert_type(answer(delivery.app_id), Answer)
    headers_to_send: Mapping[str, str] = answer("app").headers
    print(headers_to_send)
    assert_type(sign(body, "key"), str)


def webhook_apps(fault: InvalidSignatureError, transport: httpx2.MockTransport) -> None:
    def handle(event: WebhookEvent) -> None:
        print(event.account)

    async def ahandle(event: WebhookEvent) -> int:
        return len(event.account)

    def source(path: str) -> dict[str, str]:
        return {path: "key"}

    async def asource(path: str) -> dict[str, list[str]]:
        return {path: ["old", "new"]}

    # As the types of ASGI servers and frameworks have it.
    app: Callable[
        [
            MutableMapping[str, Any],
            Callable[[], Awaitable[MutableMapping[str, Any]]],
            Callable[[MutableMapping[str, Any]], Awaitable[None]],
        ],
        Awaitable[None],
    ] = WebhookApp(handle, {"app": "key"})
    WebhookApp(ahandle, source, body_timeout=5)
    WebhookApp(ahandle, asource, max_body_bytes=1024)
    assert_type(fault.fault in ("missing", "repeated", "malformed", "wrong"), bool)
    FakeKloudless(deliver_to=app)
    FakeKloudless(deliver_to=transport, answer_within=1)
    fake = FakeKloudless(deliver_to="loopback")
    (delivery,) = fake.deliver("app", account="1")
    assert_type(delivery.status, int | None)
    assert_type(delivery.problem, str | None)
