"""What the acceptance list of the Klipfolio API says: of the spec (rows of kind S), the client (C) and the fake (M)."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import httpx2
import pytest
from klipfolio_client import (
    APIStatusError,
    AsyncKlipfolio,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    InternalServerError,
    Klipfolio,
    MethodNotAllowedError,
    NotFoundError,
    PermissionDeniedError,
    RateLimit,
    RateLimitError,
)
from klipfolio_client.testing import FakeKlipfolio, no_waiting

from tests.contract.documents import Node, Operation, inside, load_spec
from tests.contract.recordings import BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    import respx

SPEC = load_spec("klipfolio")
PAGED = [each for each in SPEC.operations.values() if each.paging]
UNLIMITED = RateLimit(per_second=None)
NOBODY = "0" * 32


def says(node: Node, *words: str) -> bool:
    text = " ".join(node["description"].split())
    return all(word in text for word in words)


def by_method(method: str) -> list[Operation]:
    return [each for each in SPEC.operations.values() if each.method == method]


def success(operation: Operation) -> int:
    (status,) = [status for status in operation.responses if status < 400]
    return status


def ask(
    fake: FakeKlipfolio,
    path: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    content: bytes = b"",
    **query: object,
) -> httpx2.Response:
    """Send a request of our own to the fake, past the client."""
    target = f"https://app.klipfolio.com{path}{'?' if query else ''}{urlencode(query)}"
    with httpx2.Client(transport=fake.transport) as http:
        return http.request(
            method, target, headers={"kf-api-key": "k"} if headers is None else headers, content=content
        )


def open_client(fake: FakeKlipfolio, **settings: Any) -> Klipfolio:
    given: dict[str, Any] = {"api_key": "k", "transport": fake.transport, "rate_limit": UNLIMITED, **settings}
    return Klipfolio(**given)


@pytest.fixture
def fake() -> FakeKlipfolio:
    """A company with 60 klips, whose limits are out of the way."""
    made = FakeKlipfolio(rate_limit=None)
    for number in range(60):
        made.add_klip(f"{number}")
    return made


@pytest.fixture
def client(fake: FakeKlipfolio) -> Iterator[Klipfolio]:
    with open_client(fake, max_retries=0) as made:
        yield made


@pytest.mark.acceptance("KF-1")
def test_there_is_one_base_address_and_it_is_https(client: Klipfolio, fake: FakeKlipfolio) -> None:
    assert [server["url"] for server in SPEC.document["servers"]] == ["https://app.klipfolio.com/api/1.0"]
    client.profile.get()
    assert fake.calls[-1].path == "/api/1.0/profile"
    assert fake.calls[-1].headers["host"] == "app.klipfolio.com"


@pytest.mark.acceptance("KF-1")
def test_http_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="https"):
        Klipfolio(api_key="k", base_url="http://app.klipfolio.com/api/1.0")


@pytest.mark.acceptance("KF-2")
def test_every_answer_is_json_but_for_stored_data(fake: FakeKlipfolio) -> None:
    types = {
        operation.id: set(answer["content"])
        for operation in SPEC.operations.values()
        for status, answer in operation.responses.items()
        if status < 400
    }
    others = {name: found for name, found in types.items() if found != {"application/json"}}
    assert others == {"datasource_instances_data_get": {"*/*"}}
    for path in ("/api/1.0/profile", "/api/1.0/klips", f"/api/1.0/klips/{NOBODY}", "/api/1.0/nothing"):
        answer = ask(fake, path)
        assert answer.headers["content-type"].startswith("application/json")
        assert answer.json()["meta"]["status"] == answer.status_code


@pytest.mark.acceptance("KF-4")
def test_four_methods_are_in_use(fake: FakeKlipfolio) -> None:
    assert {each.method for each in SPEC.operations.values()} == {"GET", "POST", "PUT", "DELETE"}
    (klip_id, *_) = [klip["id"] for klip in fake.klips]
    assert ask(fake, f"/api/1.0/klips/{klip_id}", method="PATCH", content=b"{}").status_code == 405


@pytest.mark.acceptance("KF-5", "KF-6", "KF-7", "KF-8")
def test_each_method_has_its_verbs() -> None:
    assert {each.verb for each in by_method("GET")} == {"get", "list"}
    assert {each.verb for each in by_method("DELETE")} == {"delete", "remove"}
    assert {each.verb for each in by_method("PUT")} == {"update", "add"}
    operations = [each for each in by_method("POST") if "/@/" in each.template]
    assert {each.verb for each in by_method("POST") if each not in operations} == {"create", "update"}
    assert [each.id for each in by_method("POST") if each.verb == "update"] == ["clients_settings_update"]
    assert not [each.id for each in SPEC.operations.values() if "/@/" in each.template and each.method != "POST"]
    assert not [each.id for each in by_method("GET") if each.request_body]


@pytest.mark.acceptance("KF-5", "KF-6", "KF-7", "KF-8")
def test_a_client_makes_reads_changes_and_removes(client: Klipfolio, fake: FakeKlipfolio) -> None:
    created = client.klips.create(name="Orders")
    assert client.klips.get(created.id).name == "Orders"
    client.klips.update(created.id, name="Sales")
    assert client.klips.get(created.id).name == "Sales"
    client.klips.delete(created.id)
    with pytest.raises(NotFoundError):
        client.klips.get(created.id)
    assert [call.method for call in fake.calls] == ["POST", "GET", "PUT", "GET", "DELETE", "GET"]


@pytest.mark.acceptance("KF-10")
def test_a_client_sends_five_requests_a_second_and_is_never_refused() -> None:
    fake = FakeKlipfolio(rate_limit=5)
    with no_waiting() as waits, open_client(fake, rate_limit=None, max_retries=0) as client:
        for _ in range(12):
            client.profile.get()
    assert [call.status for call in fake.calls] == [200] * 12
    assert waits
    assert sum(waits) == pytest.approx(2, abs=0.1)


@pytest.mark.acceptance("KF-10", "KF-13", "KF-37")
def test_the_sixth_request_of_a_second_is_refused() -> None:
    fake = FakeKlipfolio(rate_limit=5)
    with no_waiting(), open_client(fake, max_retries=0) as client:
        for _ in range(5):
            client.profile.get()
        with pytest.raises(RateLimitError) as caught:
            client.profile.get()
    assert caught.value.status_code == 429
    assert caught.value.message


@pytest.mark.acceptance("KF-13")
def test_what_is_above_the_limit_of_the_day_is_refused_too() -> None:
    fake = FakeKlipfolio(rate_limit=None, daily_limit=3)
    with open_client(fake, max_retries=0) as client:
        for _ in range(3):
            client.profile.get()
        with pytest.raises(RateLimitError):
            client.profile.get()


@pytest.mark.acceptance("KF-13", "KF-37")
def test_a_refused_request_is_repeated_even_when_it_creates(fake: FakeKlipfolio) -> None:
    fake.inject(status=429, body={"meta": {"success": False, "status": 429}})
    with no_waiting(), open_client(fake) as client:
        created = client.klips.create(name="Once")
    assert [call.status for call in fake.calls] == [429, 201]
    assert [klip["id"] for klip in fake.klips if klip["name"] == "Once"] == [created.id]


@pytest.mark.acceptance("KF-14")
def test_credentials_of_one_company_share_the_limits() -> None:
    fake = FakeKlipfolio(rate_limit=5)
    with (
        no_waiting(),
        open_client(fake, max_retries=0) as one,
        open_client(fake, api_key="other", max_retries=0) as other,
    ):
        for client in (one, other, one, other, one):
            client.profile.get()
        with pytest.raises(RateLimitError):
            other.profile.get()


@pytest.mark.acceptance("KF-14")
def test_clients_may_share_one_limit() -> None:
    fake, shared = FakeKlipfolio(rate_limit=5), RateLimit()
    with (
        no_waiting(),
        open_client(fake, rate_limit=shared, max_retries=0) as one,
        open_client(fake, api_key="other", rate_limit=shared, max_retries=0) as other,
    ):
        for client in (one, other) * 6:
            client.profile.get()
    assert [call.status for call in fake.calls] == [200] * 12


@pytest.mark.acceptance("KF-15")
def test_basic_authentication_is_accepted() -> None:
    assert SPEC.basic is not None
    assert (SPEC.basic["type"], SPEC.basic["scheme"]) == ("http", "basic")
    fake = FakeKlipfolio(email="jane@example.com", password="s3:cret", api_key="unused")
    with Klipfolio(email="jane@example.com", password="s3:cret", transport=fake.transport) as client:
        assert client.profile.get().email == "jane@example.com"
    with (
        Klipfolio(email="jane@example.com", password="wrong", transport=fake.transport) as client,
        pytest.raises(AuthenticationError) as caught,
    ):
        client.profile.get()
    assert caught.value.error_code == "auth_fail"


@pytest.mark.acceptance("KF-15")
def test_the_pair_goes_out_as_http_says(httpx2_mock: respx.Router) -> None:
    body = BY_ID["klipfolio/profile_get.published"].response.body
    httpx2_mock.route().respond(200, json=body)
    with Klipfolio(email="jane@example.com", password="s3:crét") as client:
        client.profile.get()
    request: httpx.Request = httpx2_mock.calls.last.request
    pair = base64.b64encode("jane@example.com:s3:crét".encode()).decode()
    assert request.headers["Authorization"] == f"Basic {pair}"
    assert "kf-api-key" not in request.headers


@pytest.mark.acceptance("KF-16", "KF-17")
def test_an_api_key_goes_bare_into_its_header(httpx2_mock: respx.Router) -> None:
    assert (SPEC.security["type"], SPEC.security["in"], SPEC.security["name"]) == ("apiKey", "header", "kf-api-key")
    assert "prefix" not in SPEC.security["x-credential"]
    assert SPEC.document["security"] == [{"ApiKey": []}, {"Basic": []}]
    assert not [each.id for each in SPEC.operations.values() if "security" in each.node]
    httpx2_mock.route().respond(200, json=BY_ID["klipfolio/profile_get.published"].response.body)
    with Klipfolio(api_key="0f" * 20) as client:
        client.profile.get()
    request: httpx.Request = httpx2_mock.calls.last.request
    assert request.headers["kf-api-key"] == "0f" * 20
    assert "Authorization" not in request.headers


@pytest.mark.acceptance("KF-17")
def test_only_the_right_key_opens_the_fake() -> None:
    fake = FakeKlipfolio(api_key="right")
    assert ask(fake, "/api/1.0/profile", headers={"kf-api-key": "right"}).status_code == 200
    assert ask(fake, "/api/1.0/profile", headers={"KF-API-KEY": "right"}).status_code == 200
    assert ask(fake, "/api/1.0/profile", headers={"kf-api-key": "wrong"}).status_code == 401
    assert ask(fake, "/api/1.0/profile", headers={"Authorization": "right"}).status_code == 401
    assert ask(fake, "/api/1.0/profile?kf-api-key=right", headers={}).status_code == 401


@pytest.mark.acceptance("KF-20")
def test_the_version_is_1_0_and_1_will_do(fake: FakeKlipfolio) -> None:
    assert SPEC.document["info"]["version"] == "1.0"
    assert says(SPEC.document["info"], "The address takes `1` in place of `1.0`")
    with open_client(fake, base_url="https://app.klipfolio.com/api/1") as client:
        assert client.klips.list().first_page().items[0].name == "0"
    assert fake.calls[-1].path == "/api/1/klips"
    assert ask(fake, "/api/2.0/klips").status_code == 404


MAIN_LISTS = {
    "clients_list",
    "datasources_list",
    "datasource_instances_list",
    "klips_list",
    "tabs_list",
    "published_links_list",
    "users_list",
    "groups_list",
    "roles_list",
}
SUB_LISTS = {
    "klips_annotations_list",
    "klips_client_instances_list",
    "tabs_klip_instances_list",
    "users_groups_list",
    "users_roles_list",
    "users_tab_instances_list",
    "groups_users_list",
    "groups_default_tabs_list",
    "roles_users_list",
}


@pytest.mark.acceptance("KF-21", "KF-22")
def test_lists_of_assets_are_paged_by_offset_and_limit() -> None:
    assert {each.id for each in PAGED} == MAIN_LISTS | SUB_LISTS
    assert {each.method for each in PAGED} == {"GET"}
    for each in PAGED:
        paging = each.paging or {}
        assert (paging["style"], paging["offset"], paging["limit"]) == ("offset", "offset", "limit")
        assert paging["total"] == "meta.total"
        assert {"offset", "limit"} <= each.named("query").keys()
    others = [each.id for each in SPEC.operations.values() if "limit" in each.named("query") and each not in PAGED]
    assert others == []


@pytest.mark.acceptance("KF-23", "KF-24", "KF-25")
@pytest.mark.parametrize("operation", PAGED, ids=lambda each: each.id)
def test_offset_and_limit_have_their_bounds(operation: Operation) -> None:
    query = operation.named("query")
    assert query["offset"]["schema"] == {"type": "integer", "minimum": 0, "default": 0}
    assert query["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 25}
    assert not query["offset"].get("required")
    assert not query["limit"].get("required")
    assert says(query["offset"], "Index of the first row, counted from 0")
    assert says(query["limit"], "Most rows on a page", "More than 100 is refused with 400")


def names(rows: list[Any]) -> list[str]:
    return [row["name"] if isinstance(row, dict) else row.name for row in rows]


def numbers(start: int, stop: int) -> list[str]:
    return [str(number) for number in range(start, stop)]


@pytest.mark.acceptance("KF-21", "KF-22", "KF-23", "KF-24")
def test_reading_a_list_goes_on_by_offset(client: Klipfolio, fake: FakeKlipfolio) -> None:
    assert names(list(client.klips.list())) == numbers(0, 60)
    assert names(list(client.klips.list(limit=20, offset=15))) == numbers(15, 60)
    assert [dict(parse_qsl(call.query)) for call in fake.calls] == [
        {},
        {"offset": "25", "limit": "100"},
        {"offset": "15", "limit": "20"},
        {"offset": "35", "limit": "20"},
        {"offset": "55", "limit": "20"},
    ]


@pytest.mark.acceptance("KF-23")
def test_offset_counts_from_0(fake: FakeKlipfolio) -> None:
    assert names(ask(fake, "/api/1.0/klips", offset=0, limit=2).json()["data"]["klips"]) == ["0", "1"]
    assert names(ask(fake, "/api/1.0/klips", offset=59).json()["data"]["klips"]) == ["59"]
    assert ask(fake, "/api/1.0/klips", offset=60).json()["data"]["klips"] == []


@pytest.mark.acceptance("KF-24", "KF-25")
@pytest.mark.parametrize("limit", [1, 25, 60, 100])
def test_a_page_holds_no_more_than_the_limit(limit: int, client: Klipfolio, fake: FakeKlipfolio) -> None:
    for number in range(60, 130):
        fake.add_klip(f"{number}")
    page = client.klips.list(limit=limit).first_page()
    assert names(list(page.items)) == numbers(0, limit)
    assert page.total == 130


@pytest.mark.acceptance("KF-25", "KF-26")
def test_a_limit_above_100_is_refused_by_the_service_and_before_that_by_the_client(
    client: Klipfolio, fake: FakeKlipfolio
) -> None:
    answer = ask(fake, "/api/1.0/klips", limit=101)
    assert (answer.status_code, answer.json()["meta"]["success"]) == (400, False)
    fake.clear()
    with pytest.raises(ValueError, match="limit: 101 is above 100, the largest value allowed"):
        client.klips.list(limit=101)
    assert fake.calls == []
    fake.inject(status=answer.status_code, body=answer.json())
    with pytest.raises(BadRequestError):
        client.klips.list().first_page()


@pytest.mark.acceptance("KF-27")
def test_the_second_page_of_ten_klips(client: Klipfolio, fake: FakeKlipfolio) -> None:
    rows = ask(fake, "/api/1.0/klips", limit=10, offset=10).json()["data"]["klips"]
    assert names(rows) == numbers(10, 20)
    page = client.klips.list(limit=10, offset=10).first_page()
    assert (page.number, names(list(page.items))) == (10, numbers(10, 20))
    assert fake.calls[-1].path == "/api/1.0/klips"
    assert sorted(fake.calls[-1].query.split("&")) == ["limit=10", "offset=10"]


@pytest.mark.acceptance("KF-28")
def test_without_parameters_the_first_25_come(client: Klipfolio, fake: FakeKlipfolio) -> None:
    assert names(ask(fake, "/api/1.0/klips").json()["data"]["klips"]) == numbers(0, 25)
    page = client.klips.list().first_page()
    assert (page.number, names(list(page.items))) == (0, numbers(0, 25))
    assert fake.calls[-1].query == ""


@pytest.mark.acceptance("KF-30")
def test_parameters_of_their_own_stand_with_their_requests() -> None:
    own = {
        each.id: found
        for each in SPEC.operations.values()
        if (found := sorted(each.named("query").keys() - {"limit", "offset", "client_id", "full", "name"}))
    }
    assert own == {
        "clients_list": ["external_id", "status"],
        "datasources_delete_instances": ["last_access"],
        "datasource_instances_list": ["datasource_id"],
        "klips_list": ["datasource_id"],
        "klips_annotations_list": ["end_date", "start_date"],
        "published_links_list": ["dashboard_id"],
        "users_list": ["email", "external_id", "include_groups", "include_roles"],
        "users_create": ["send_email"],
        "groups_list": ["external_id"],
    }
    assert not [
        (each.id, parameter["name"])
        for each in SPEC.operations.values()
        for parameter in each.parameters
        if not parameter.get("description")
    ]


@pytest.mark.acceptance("KF-31")
def test_client_accounts_are_viewed_made_changed_and_managed() -> None:
    found = {(each.method, each.template) for each in SPEC.operations.values() if each.tag == "clients"}
    assert found >= {
        ("GET", "/clients"),
        ("GET", "/clients/{client_id}"),
        ("POST", "/clients"),
        ("PUT", "/clients/{client_id}"),
        ("DELETE", "/clients/{client_id}"),
    }
    tags = {each.tag for each in SPEC.operations.values()}
    assert {"clients.features", "clients.properties", "clients.resources", "clients.share_rights"} <= tags
    assert says(SPEC.operations["clients_list"].node, "administrators see all of them")


REFUSALS: dict[int, tuple[str, type[APIStatusError], tuple[str, ...]]] = {
    400: ("KF-32", BadRequestError, ("badly formed", "field is missing or invalid")),
    401: ("KF-33", AuthenticationError, ("credential is missing or wrong", "lacks the permission")),
    403: ("KF-34", PermissionDeniedError, ("not allowed",)),
    404: ("KF-35", NotFoundError, ("no such object",)),
    405: ("KF-36", MethodNotAllowedError, ("does not offer",)),
    429: ("KF-37", RateLimitError, ("More than five requests in a second", "daily number")),
    500: ("KF-38", InternalServerError, ("general or unexpected error",)),
}
EVERYWHERE = {401, 429, 500}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        pytest.param(status, words, id=str(status), marks=pytest.mark.acceptance(row))
        for status, (row, _, words) in REFUSALS.items()
    ],
)
def test_a_refusal_is_documented_with_its_meaning(status: int, words: tuple[str, ...]) -> None:
    with_it = {each.id: each.responses[status] for each in SPEC.operations.values() if status in each.responses}
    assert with_it
    if status in EVERYWHERE:
        assert with_it.keys() == SPEC.operations.keys()
    for response in with_it.values():
        assert says(response, *words)
        assert response["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/ErrorAnswer"}


@pytest.mark.acceptance("KF-32", "KF-34", "KF-35")
def test_refusals_stand_where_they_can_happen() -> None:
    for each in SPEC.operations.values():
        assert (404 in each.responses) >= bool(each.named("path")), each.id
        assert (403 in each.responses) >= (each.method != "GET"), each.id
        assert (400 in each.responses) >= (each.request_body is not None), each.id


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        pytest.param(status, kind, id=str(status), marks=pytest.mark.acceptance(row))
        for status, (row, kind, _) in REFUSALS.items()
    ],
)
def test_a_refusal_is_an_error_of_its_own_class(
    status: int, kind: type[APIStatusError], client: Klipfolio, fake: FakeKlipfolio
) -> None:
    meta = {"success": False, "status": status, "error_code": "some_code", "error_desc": "Some text.", "error_id": "e1"}
    fake.inject(status=status, body={"meta": meta})
    with pytest.raises(kind) as caught:
        client.klips.delete(NOBODY)
    assert type(caught.value) is kind
    error = caught.value
    assert (error.status_code, error.error_code, error.message, error.id) == (status, "some_code", "Some text.", "e1")


@pytest.mark.anyio
@pytest.mark.acceptance("KF-41")
@pytest.mark.parametrize("status", REFUSALS)
async def test_the_async_client_raises_the_same(status: int, fake: FakeKlipfolio) -> None:
    fake.inject(status=status, body={"meta": {"success": False, "status": status}})
    async with AsyncKlipfolio(api_key="k", transport=fake.transport, max_retries=0) as client:
        with pytest.raises(REFUSALS[status][1]) as caught:
            await client.klips.delete(NOBODY)
    assert type(caught.value) is REFUSALS[status][1]


@pytest.mark.acceptance("KF-32")
@pytest.mark.parametrize(
    "content", [b"", b"no json", b"[]", b"{}", b'{"name": 1}', b'{"name": ""}'], ids=lambda content: repr(content)
)
def test_the_fake_refuses_bad_requests(content: bytes, fake: FakeKlipfolio) -> None:
    before = fake.klips
    answer = ask(fake, "/api/1.0/klips", method="POST", content=content)
    assert (answer.status_code, inside(answer.json(), "meta.status")) == (400, 400)
    assert fake.klips == before


@pytest.mark.acceptance("KF-33", "KF-41")
@pytest.mark.parametrize(
    ("headers", "code"),
    [({}, "auth_not_provided"), ({"kf-api-key": "wrong"}, "auth_fail"), ({"Authorization": "Basic !"}, "auth_fail")],
)
def test_the_fake_refuses_bad_credentials(headers: dict[str, str], code: str) -> None:
    answer = ask(FakeKlipfolio(api_key="right"), "/api/1.0/klips", headers=headers)
    assert answer.status_code == 401
    assert answer.json()["meta"]["error_code"] == code


@pytest.mark.acceptance("KF-33", "KF-41")
def test_a_missing_permission_is_401_too_and_the_error_names_it() -> None:
    fake = FakeKlipfolio(permissions=["dashboard.library"])
    with open_client(fake) as client:
        assert list(client.klips.list()) == []
        with pytest.raises(AuthenticationError, match=r"klip\.build") as caught:
            client.klips.create(name="Orders")
    assert caught.value.status_code == 401
    assert caught.value.error_code not in {"auth_fail", "auth_not_provided"}
    assert SPEC.operations["klips_create"].node["x-permissions"] == ["klip.build"]


@pytest.mark.acceptance("KF-34")
def test_the_fake_refuses_what_may_not_be_done(client: Klipfolio, fake: FakeKlipfolio) -> None:
    role, user = fake.add_role("Guest"), fake.add_user("jane@example.com")
    client.roles.users.add(role, user)
    with pytest.raises(PermissionDeniedError):
        client.roles.users.add(role, user)
    client.roles.users.remove(role, user)
    with pytest.raises(PermissionDeniedError):
        client.roles.users.remove(role, user)


@pytest.mark.acceptance("KF-35")
@pytest.mark.parametrize("path", [f"/klips/{NOBODY}", f"/klips/{NOBODY}/schema", f"/clients/{NOBODY}", "/nothing"])
def test_the_fake_knows_what_there_is_not(path: str, fake: FakeKlipfolio) -> None:
    assert ask(fake, f"/api/1.0{path}").status_code == 404


@pytest.mark.acceptance("KF-35")
def test_the_client_says_that_there_is_no_such_klip(client: Klipfolio) -> None:
    with pytest.raises(NotFoundError):
        client.klips.get(NOBODY)


@pytest.mark.acceptance("KF-36")
def test_the_fake_refuses_other_methods(fake: FakeKlipfolio) -> None:
    for path, method in [("/profile", "POST"), ("/klips", "DELETE"), (f"/klips/{NOBODY}", "POST")]:
        answer = ask(fake, f"/api/1.0{path}", method=method)
        assert (answer.status_code, answer.json()["meta"]["success"]) == (405, False)


@pytest.mark.acceptance("KF-38")
def test_an_unexpected_error_is_repeated_only_where_nothing_can_happen_twice(fake: FakeKlipfolio) -> None:
    with no_waiting(), open_client(fake, max_retries=1) as client:
        fake.inject(status=500)
        assert client.profile.get().id
        fake.inject(status=500)
        with pytest.raises(InternalServerError) as caught:
            client.klips.create(name="Once")
    assert caught.value.attempts == 1
    assert not [klip for klip in fake.klips if klip["name"] == "Once"]


@pytest.mark.acceptance("KF-39", "KF-40")
def test_success_is_200_and_creation_201(fake: FakeKlipfolio) -> None:
    creations = {each.id for each in SPEC.operations.values() if success(each) == 201}
    assert creations == {each.id for each in by_method("POST") if each.verb in {"create", "import_"}}
    assert {success(each) for each in SPEC.operations.values()} == {200, 201}
    answer = ask(fake, "/api/1.0/klips", method="POST", content=b'{"name": "Orders"}')
    assert answer.status_code == answer.json()["meta"]["status"] == 201
    klip_id = answer.json()["meta"]["location"].rpartition("/")[2]
    for method in ("GET", "DELETE"):
        answer = ask(fake, f"/api/1.0/klips/{klip_id}", method=method)
        assert answer.status_code == answer.json()["meta"]["status"] == 200


CREATIONS = [each for each in SPEC.operations.values() if success(each) == 201]


@pytest.mark.acceptance("KF-40")
def test_the_spec_tells_where_the_new_object_is() -> None:
    envelope = SPEC.envelope or {}
    assert (envelope["location"], envelope["id"]) == ("meta.location", "data.id")
    assert {each.result for each in CREATIONS} <= {"created", "data"}
    assert {each.id for each in CREATIONS if each.result == "data"} <= {"published_links_create"}


@pytest.mark.acceptance("KF-40")
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"meta": {"location": "/klips/0f0f"}}, ("0f0f", "/klips/0f0f")),
        ({"meta": {"location": "/klips/0f0f/"}}, ("0f0f", "/klips/0f0f/")),
        ({"meta": {}, "data": {"id": "0f0f"}}, ("0f0f", None)),
        ({"meta": {"location": "/klips/f0f0"}, "data": {"id": "0f0f"}}, ("0f0f", "/klips/f0f0")),
    ],
    ids=["location", "location-with-slash", "id", "both"],
)
def test_the_client_takes_the_id_or_the_location(
    body: Node, expected: tuple[str, str | None], client: Klipfolio, fake: FakeKlipfolio
) -> None:
    body["meta"] |= {"success": True, "status": 201}
    fake.inject(status=201, body=body)
    created = client.klips.create(name="Orders")
    assert (created.id, created.location) == expected


@pytest.mark.acceptance("KF-40")
def test_the_fake_tells_the_location_of_what_it_made(client: Klipfolio, fake: FakeKlipfolio) -> None:
    created = client.klips.create(name="Orders")
    assert created.location == f"/klips/{created.id}"
    assert fake.klips[-1]["id"] == created.id
    source = client.datasources.create(name="Sales", connector="simple_rest", format="csv")
    assert source.instance_location == f"/datasource-instances/{source.id}"
    link = client.published_links.create(fake.add_tab("Board"), name="Public")
    assert [each["id"] for each in fake.published_links] == [link.id]


@pytest.mark.acceptance("KF-32", "KF-34", "KF-35")
def test_the_fake_s_refusals_have_the_documented_form(fake: FakeKlipfolio) -> None:
    for answer in (
        ask(fake, "/api/1.0/klips", limit=0),
        ask(fake, "/api/1.0/klips", headers={}),
        ask(fake, f"/api/1.0/klips/{NOBODY}"),
        ask(fake, "/api/1.0/profile", method="POST"),
    ):
        body = json.loads(answer.content)
        assert body.keys() == {"meta"}
        assert body["meta"].keys() == {"success", "status", "error_code", "error_desc"}
        assert body["meta"]["success"] is False
