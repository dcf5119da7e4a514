"""The vendors' sample calls, letter by letter, and what their sample answers are to a user of the typed clients."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import respx
from klarify_client import InternalServerError, Klarify
from kloudless_management_client import KloudlessManagement

from tests.contract.recordings import BY_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

    from tests.contract.documents import Node

EMPTY_PAGE: dict[str, Any] = {"data": [], "hasNext": False}


def target(router: respx.Router) -> str:
    """Return path and query of the one request, as they went over the wire."""
    assert router.calls.call_count == 1
    request: httpx.Request = router.calls.last.request
    return request.url.raw_path.decode("ascii")


def respond(router: respx.Router, recording: str) -> None:
    response = BY_ID[recording].response
    if response.body is None:
        router.route().respond(response.status)
    else:
        router.route().respond(response.status, json=response.body)


@pytest.fixture
def klarify() -> Iterator[Klarify]:
    with Klarify(access_key="YOUR_KEY", max_retries=0) as client:
        yield client


@pytest.fixture
def kloudless() -> Iterator[KloudlessManagement]:
    with KloudlessManagement(developer_key="isgqXuDfLBOhcZzf7cO93T", max_retries=0) as client:
        yield client


@pytest.mark.acceptance("KY-55", "KY-70")
def test_klarify_first_page(klarify: Klarify, httpx2_mock: respx.Router) -> None:
    httpx2_mock.route().respond(200, json=EMPTY_PAGE)
    klarify.procedures.list(page_size=50).first_page()
    assert target(httpx2_mock) == "/api/procedures?access_key=YOUR_KEY&pageSize=50"


@pytest.mark.acceptance("KY-56", "KY-70")
def test_klarify_third_page(klarify: Klarify, httpx2_mock: respx.Router) -> None:
    httpx2_mock.route().respond(200, json=EMPTY_PAGE)
    klarify.procedures.list(page=2, page_size=50).first_page()
    assert target(httpx2_mock) == "/api/procedures?access_key=YOUR_KEY&page=2&pageSize=50"


@pytest.mark.acceptance("KY-28")
@pytest.mark.parametrize("size", [25, 50, 100])
def test_klarify_page_sizes(size: int, klarify: Klarify, httpx2_mock: respx.Router) -> None:
    httpx2_mock.route().respond(200, json=EMPTY_PAGE)
    klarify.procedures.list(page_size=size).first_page()
    assert target(httpx2_mock).endswith(f"&pageSize={size}")


def klarify_pages(*sizes: int) -> list[Node]:
    """Return pages of procedures numbered through, of which the last says so."""
    published = BY_ID["klarify/procedures_list.first_edition"].response.body["data"][0]
    numbers = itertools.count()
    return [
        {"data": [{**published, "id": str(next(numbers))} for _ in range(size)], "hasNext": index < len(sizes)}
        for index, size in enumerate(sizes, start=1)
    ]


@pytest.mark.acceptance("KY-25", "KY-42", "KY-57")
def test_klarify_reading_everything_joins_pages_of_100_in_order(klarify: Klarify, httpx2_mock: respx.Router) -> None:
    pages, asked = iter(klarify_pages(100, 100, 3)), list[dict[str, str]]()

    def serve(request: httpx.Request) -> httpx.Response:
        asked.append(dict(request.url.params))
        return respx.MockResponse(200, json=next(pages))

    httpx2_mock.route().mock(side_effect=serve)
    read = [procedure.id for procedure in klarify.procedures.list(page_size=100)]
    assert read == [str(number) for number in range(203)]
    assert asked == [
        {"access_key": "YOUR_KEY", "pageSize": "100"},
        {"access_key": "YOUR_KEY", "pageSize": "100", "page": "1"},
        {"access_key": "YOUR_KEY", "pageSize": "100", "page": "2"},
    ]


@pytest.mark.acceptance("KY-58")
def test_klarify_reading_everything_raises_where_a_page_is_missing(klarify: Klarify, httpx2_mock: respx.Router) -> None:
    (first, _) = klarify_pages(100, 100)
    route = httpx2_mock.route()
    route.side_effect = [respx.MockResponse(200, json=first), respx.MockResponse(503)]
    with pytest.raises(InternalServerError):
        list(klarify.procedures.list(page_size=100))
    assert route.call_count == 2


@pytest.mark.acceptance("KY-36")
def test_klarify_takes_a_moment_in_any_zone_and_sends_it_in_the_documented_form(
    klarify: Klarify, httpx2_mock: respx.Router
) -> None:
    httpx2_mock.route().respond(200, json=EMPTY_PAGE)
    moment = datetime.fromisoformat("2024-01-15T10:00:00.750+01:00")
    klarify.procedures.list(last_updated_at=moment).first_page()
    assert httpx2_mock.calls.last.request.url.params["last_updated_at"] == "2024-01-15T09:00:00Z"


@pytest.mark.acceptance("KY-10", "KY-72")
def test_klarify_key_of_any_form_arrives_as_it_is(httpx2_mock: respx.Router) -> None:
    key = "k&page=9#ä/+%20 ="
    httpx2_mock.route().respond(200, json=EMPTY_PAGE)
    with Klarify(access_key=key) as client:
        client.procedures.list().first_page()
    assert target(httpx2_mock) == "/api/procedures?access_key=k%26page%3D9%23%C3%A4%2F%2B%2520%20%3D"
    assert dict(httpx2_mock.calls.last.request.url.params) == {"access_key": key}


@pytest.mark.acceptance("KY-40", "KY-41", "KY-45", "KY-51")
def test_klarify_published_page(klarify: Klarify, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, "klarify/procedures_list.first_edition")
    page = klarify.procedures.list().first_page()
    (procedure,) = page.items
    assert page.total == 1247
    assert page.raw.json()["hasNext"] is True
    assert procedure.id == "12345"
    assert procedure.owner == "John Smith"
    assert procedure.lanes == ["Customer Service", "Account Management"]
    assert procedure.called_within == []
    assert procedure.updated_at == datetime(2024, 1, 15, 14, 30, tzinfo=UTC)


@pytest.mark.acceptance("KL-6")
def test_kloudless_list_call(kloudless: KloudlessManagement, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, "kloudless/applications_list.published")
    kloudless.applications.list().first_page()
    request = httpx2_mock.calls.last.request
    assert (request.method, str(request.url)) == ("GET", "https://api.kloudless.com/v1/applications")
    assert request.headers["Authorization"] == "DeveloperKey isgqXuDfLBOhcZzf7cO93T"


@pytest.mark.acceptance("KL-17", "KL-28")
def test_kloudless_published_list(kloudless: KloudlessManagement, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, "kloudless/applications_list.published")
    page = kloudless.applications.list().first_page()
    assert (page.total, page.number, len(page.items)) == (3, 1, 3)
    assert page.raw.json()["count"] == 3
    assert [application.name for application in page.items] == ["Test App 1", "Test App 2", "Demo App"]
    assert [len(application.to_dict()) for application in page.items] == [10, 10, 10]
    assert page.items[0].created == datetime(2014, 3, 18, 3, 57, 16, 770685, tzinfo=UTC)


@pytest.mark.acceptance("KL-37", "KL-39", "KL-40")
def test_kloudless_first_creation_sample(kloudless: KloudlessManagement, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, "kloudless/applications_create.published")
    kloudless.applications.create(name="Test App 1", description="A test application.")
    request = httpx2_mock.calls.last.request
    assert (request.method, target(httpx2_mock)) == ("POST", "/v1/applications")
    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.content) == {"name": "Test App 1", "description": "A test application."}


@pytest.mark.acceptance("KL-38", "KL-39")
def test_kloudless_second_creation_sample(kloudless: KloudlessManagement, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, "kloudless/applications_create.from_source")
    kloudless.applications.create(name="Test App 2", source="wSPk9y5D7p5o87k0ACGKxR")
    assert target(httpx2_mock) == "/v1/applications"
    content = httpx2_mock.calls.last.request.content
    assert json.loads(content) == {"name": "Test App 2", "source": "wSPk9y5D7p5o87k0ACGKxR"}


@pytest.mark.acceptance("KL-67")
def test_kloudless_key_creation_sample_is_bare(kloudless: KloudlessManagement, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, "kloudless/applications_api_keys_create.published")
    key = kloudless.applications.api_keys.create("wSPk9y5D7p5o87k0ACGKxR")
    request = httpx2_mock.calls.last.request
    assert target(httpx2_mock) == "/v1/applications/wSPk9y5D7p5o87k0ACGKxR/apikeys"
    assert request.content == b""
    assert "Content-Type" not in request.headers
    assert request.headers["Content-Length"] == "0"
    assert key.key == "80OdF5hXzkNqEs9DHRkiA1EXz1pbF4"


DELETIONS: dict[str, tuple[str, str, Callable[[KloudlessManagement], None]]] = {
    "application": (
        "KL-57",
        "/v1/applications/koiR71rFLPTdld9N-YUR",
        lambda client: client.applications.delete("koiR71rFLPTdld9N-YUR"),
    ),
    "api-key": (
        "KL-71",
        "/v1/applications/koiR71rFLPTdld9N-YUR/apikeys/80OdF5hXzkNqEs9DHRkiA1EXz1pbF4",
        lambda client: client.applications.api_keys.delete("koiR71rFLPTdld9N-YUR", "80OdF5hXzkNqEs9DHRkiA1EXz1pbF4"),
    ),
    "webhook": (
        "KL-89",
        "/v1/applications/koiR71rFLPTdld9N-YUR/webhooks/100",
        lambda client: client.applications.webhooks.delete("koiR71rFLPTdld9N-YUR", "100"),
    ),
}


@pytest.mark.parametrize(
    ("path", "delete"),
    [
        pytest.param(path, delete, id=name, marks=pytest.mark.acceptance(row))
        for name, (row, path, delete) in DELETIONS.items()
    ],
)
def test_kloudless_deletion_samples_get_their_missing_version(
    path: str, delete: Callable[[KloudlessManagement], None], kloudless: KloudlessManagement, httpx2_mock: respx.Router
) -> None:
    httpx2_mock.route().respond(204)
    delete(kloudless)
    assert (httpx2_mock.calls.last.request.method, target(httpx2_mock)) == ("DELETE", path)


@pytest.mark.acceptance("KL-72", "KL-75", "KL-83")
def test_kloudless_webhook_creation_sample(kloudless: KloudlessManagement, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, "kloudless/applications_webhooks_create.published")
    webhook = kloudless.applications.webhooks.create("wSPk9y5D7p5o87k0ACGKxR", url="http://localhost:5000")
    assert target(httpx2_mock) == "/v1/applications/wSPk9y5D7p5o87k0ACGKxR/webhooks"
    assert json.loads(httpx2_mock.calls.last.request.content) == {"url": "http://localhost:5000"}
    assert webhook.id == "100"
    assert (webhook.modified - webhook.created).microseconds == 27


@pytest.mark.acceptance("KL-63", "KL-79")
def test_kloudless_published_lists_of_one(kloudless: KloudlessManagement, httpx2_mock: respx.Router) -> None:
    keys, webhooks = "kloudless/applications_api_keys_list.published", "kloudless/applications_webhooks_list.published"
    httpx2_mock.route(path__regex="/apikeys$").respond(200, json=BY_ID[keys].response.body)
    httpx2_mock.route(path__regex="/webhooks$").respond(200, json=BY_ID[webhooks].response.body)
    (key,) = kloudless.applications.api_keys.list("wSPk9y5D7p5o87k0ACGKxR")
    (webhook,) = kloudless.applications.webhooks.list("wSPk9y5D7p5o87k0ACGKxR")
    assert key.key == "80OdF5hXzkNqEs9DHRkiA1EXz1pbF4"
    assert (webhook.id, webhook.url) == ("100", "http://localhost:5000")
