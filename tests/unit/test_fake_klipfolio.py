"""The fake of Klipfolio: credentials, permissions, limits, paths, pages, and what it says of bad requests."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from klipfolio_client._runtime import clock as client_clock
from klipfolio_client.testing import FakeKlipfolio

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

URL = "https://app.klipfolio.com/api/1.0"
KEY = {"kf-api-key": "k"}


class Clock:
    """A clock that moves when told to."""

    def __init__(self, now: datetime = datetime(2026, 7, 1, 12, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def call(
    fake: FakeKlipfolio,
    method: str,
    path: str,
    *,
    headers: Mapping[str, str] = KEY,
    json: object = None,
    content: bytes | None = None,
    params: Mapping[str, str | int] | None = None,
) -> httpx2.Response:
    with httpx2.Client(transport=fake.transport) as client:
        return client.request(method, f"{URL}{path}", headers=headers, params=params, json=json, content=content)


def rows(response: httpx2.Response) -> list[Any]:
    assert response.status_code == 200, response.text
    (found,) = response.json()["data"].values()
    return list(found)


def assert_error(response: httpx2.Response, status: int, code: str) -> str:
    assert response.headers["Content-Type"] == "application/json"
    assert response.json().keys() == {"meta"}
    meta = response.json()["meta"]
    description: str = meta.pop("error_desc")
    assert (response.status_code, meta) == (status, {"success": False, "status": status, "error_code": code})
    assert description
    return description


def basic(pair: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}


@pytest.mark.acceptance("KF-16", "KF-17", "KF-33", "KF-41")
def test_a_key_is_sent_in_a_header_of_its_own() -> None:
    fake = FakeKlipfolio(api_key="s3cret")
    assert call(fake, "GET", "/profile", headers={"kf-api-key": "s3cret"}).status_code == 200
    assert "s3cret" not in assert_error(call(fake, "GET", "/profile", headers={}), 401, "auth_not_provided")
    assert_error(call(fake, "GET", "/profile", headers={"kf-api-key": " "}), 401, "auth_not_provided")
    assert_error(call(fake, "GET", "/profile", headers={"kf-api-key": "S3cret"}), 401, "auth_fail")
    assert_error(call(fake, "GET", "/profile", headers={"Authorization": "Bearer s3cret"}), 401, "auth_fail")


@pytest.mark.acceptance("KF-15", "KF-33", "KF-41")
def test_e_mail_and_password_are_sent_as_basic_authentication() -> None:
    fake = FakeKlipfolio(email="jo@example.com", password="pass:wörd")
    response = call(fake, "GET", "/profile", headers=basic("jo@example.com:pass:wörd"))
    assert response.json()["data"]["email"] == "jo@example.com"
    for pair in ("jo@example.com:pass", "jo@example.com", "", "bo@example.com:pass:wörd"):
        assert_error(call(fake, "GET", "/profile", headers=basic(pair)), 401, "auth_fail")
    for header in ("Basic", "Basic ***", "Basic /w=="):
        assert_error(call(fake, "GET", "/profile", headers={"Authorization": header}), 401, "auth_fail")


def test_without_credentials_of_its_own_the_fake_accepts_all_that_are_not_blank() -> None:
    fake = FakeKlipfolio()
    assert call(fake, "GET", "/profile", headers={"kf-api-key": "anything"}).status_code == 200
    assert call(fake, "GET", "/profile", headers=basic("a:b")).status_code == 200
    for pair in ("a:", ":b", " : "):
        assert_error(call(fake, "GET", "/profile", headers=basic(pair)), 401, "auth_fail")


def test_a_key_wins_over_a_password() -> None:
    fake = FakeKlipfolio(api_key="k", email="a", password="b")
    assert_error(call(fake, "GET", "/profile", headers=basic("a:b") | {"kf-api-key": "x"}), 401, "auth_fail")
    assert call(fake, "GET", "/profile", headers=basic("x:y") | KEY).status_code == 200


@pytest.mark.parametrize(
    "arguments",
    [
        {"api_key": ""},
        {"api_key": " k"},
        {"email": "a"},
        {"password": "b"},
        {"email": "", "password": "b"},
        {"rate_limit": 0},
        {"daily_limit": 0},
    ],
)
def test_arguments_out_of_bounds_are_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(arguments))):
        FakeKlipfolio(**arguments)


@pytest.mark.acceptance("KF-33")
def test_permissions_may_change_while_it_runs() -> None:
    fake = FakeKlipfolio(permissions=["dashboard.library"], rate_limit=None)
    assert call(fake, "GET", "/klips").status_code == 200
    assert_error(call(fake, "POST", "/klips", json={"name": "x"}), 401, "permission_denied")
    fake.permissions = frozenset({"klip.build"})
    assert call(fake, "POST", "/klips", json={"name": "x"}).status_code == 201
    assert_error(call(fake, "GET", "/klips"), 401, "permission_denied")
    assert call(fake, "GET", "/profile", params={"full": "true"}).json()["data"]["permissions"] == ["klip.build"]
    fake.permissions = None
    assert "user.manage" in call(fake, "GET", "/profile", params={"full": "true"}).json()["data"]["permissions"]
    assert len(rows(call(fake, "GET", "/klips"))) == 1


@pytest.mark.acceptance("KF-10", "KF-13", "KF-14", "KF-37")
def test_a_sixth_request_in_a_second_is_refused_whoever_sends_it() -> None:
    clock = Clock()
    fake = FakeKlipfolio(clock=clock)
    for user in "abcde":
        assert call(fake, "GET", "/klips", headers={"kf-api-key": user}).status_code == 200
        clock.now += timedelta(milliseconds=199)
    response = call(fake, "GET", "/klips", headers=basic("f:f"))
    assert "Too many" in assert_error(response, 429, "too_many_requests")
    assert_error(call(fake, "GET", "/klips", headers={}), 401, "auth_not_provided")
    clock.now += timedelta(milliseconds=5)
    assert call(fake, "GET", "/klips").status_code == 200
    assert_error(call(fake, "GET", "/nothing"), 429, "too_many_requests")
    fake.rate_limit = None
    assert {call(fake, "GET", "/klips").status_code for _ in range(20)} == {200}
    fake.rate_limit = 1
    assert_error(call(fake, "GET", "/klips"), 429, "too_many_requests")


@pytest.fixture
def waits() -> Iterator[list[float]]:
    """Time of the client that passes by waiting alone."""
    slept: list[float] = []

    def now() -> datetime:
        return datetime(2026, 7, 1, tzinfo=UTC) + timedelta(seconds=sum(slept))

    async def asleep(seconds: float) -> None:
        slept.append(seconds)

    client_clock.use(client_clock.Clock(lambda: sum(slept), now, slept.append, asleep))
    yield slept
    client_clock.use(None)


@pytest.mark.acceptance("KF-10")
def test_waits_of_the_client_move_the_limit_on(waits: list[float]) -> None:
    fake = FakeKlipfolio(rate_limit=2)
    assert [call(fake, "GET", "/klips").status_code for _ in range(3)] == [200, 200, 429]
    client_clock.current().sleep(1)
    assert [call(fake, "GET", "/klips").status_code for _ in range(3)] == [200, 200, 429]

    async def later() -> None:
        await client_clock.current().asleep(0.9)

    asyncio.run(later())
    assert call(fake, "GET", "/klips").status_code == 200
    assert waits == [1, 0.9]


@pytest.mark.acceptance("KF-13", "KF-14", "KF-37")
@pytest.mark.parametrize(
    ("first", "midnight"),
    [
        (datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 7, 2, 4, tzinfo=UTC)),
        (datetime(2026, 1, 5, 4, 59, tzinfo=UTC), datetime(2026, 1, 5, 5, tzinfo=UTC)),
        (datetime(2026, 3, 8, 12, tzinfo=UTC), datetime(2026, 3, 9, 4, tzinfo=UTC)),
    ],
)
def test_the_daily_limit_starts_again_at_midnight_in_new_york(first: datetime, midnight: datetime) -> None:
    clock = Clock(first)
    fake = FakeKlipfolio(clock=clock, daily_limit=3, rate_limit=None)
    assert [call(fake, "GET", "/klips").status_code for _ in range(4)] == [200, 200, 200, 429]
    clock.now = midnight - timedelta(seconds=1)
    assert "day" in assert_error(call(fake, "GET", "/klips"), 429, "too_many_requests")
    clock.now = midnight
    assert [call(fake, "GET", "/klips").status_code for _ in range(4)] == [200, 200, 200, 429]
    fake.daily_limit = 4
    assert [call(fake, "GET", "/klips").status_code for _ in range(2)] == [200, 429]


@pytest.mark.acceptance("KF-1", "KF-20")
def test_the_version_may_be_written_short() -> None:
    fake = FakeKlipfolio(rate_limit=None)
    with httpx2.Client(transport=fake.transport, headers=KEY) as client:
        for root in ("/api/1.0", "/api/1"):
            assert client.get(f"https://app.klipfolio.com{root}/klips").status_code == 200
        for path in (
            "/klips",
            "/api/klips",
            "/api/2.0/klips",
            "/api/1.0",
            "/api/1.0/",
            "/api/1/klips/",
            "/",
            "/api/1//klips",
        ):
            assert_error(client.get(f"https://app.klipfolio.com{path}"), 404, "not_found")


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/tags", "/datasources/x/data", "/klips/x/share-rights/y", "/datasources/@/", "/klips/@/refresh"],
)
def test_paths_that_are_none_are_not_found(path: str) -> None:
    assert_error(call(FakeKlipfolio(), "GET", path), 404, "not_found")


@pytest.mark.acceptance("KF-4", "KF-36")
@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PATCH", "/klips", "GET, POST"),
        ("DELETE", "/klips", "GET, POST"),
        ("HEAD", "/klips/x", "DELETE, GET, PUT"),
        ("PUT", "/clients/x/settings", "GET, POST"),
        ("GET", "/datasources/@/refresh", "POST"),
        ("GET", "/datasources/x/@/enable", "POST"),
        ("POST", "/profile", "GET"),
    ],
)
def test_other_methods_of_a_path_are_not_allowed(method: str, path: str, allowed: str) -> None:
    response = call(FakeKlipfolio(), method, path)
    assert (response.status_code, response.headers["Allow"]) == (405, allowed)
    if method != "HEAD":
        assert_error(response, 405, "method_not_allowed")


@pytest.mark.acceptance("KF-21", "KF-22", "KF-23", "KF-24", "KF-27", "KF-28")
def test_lists_come_in_pages_in_the_order_of_creation() -> None:
    fake = FakeKlipfolio(sample=True, rate_limit=None)
    names = [klip["name"] for klip in fake.klips if klip["company"] == "Self"]
    assert len(names) == 60
    first = call(fake, "GET", "/klips").json()
    assert first["meta"] == {"success": True, "status": 200, "count": 25, "total": 60}
    assert [klip["name"] for klip in first["data"]["klips"]] == names[:25]
    second = rows(call(fake, "GET", "/klips", params={"limit": 10, "offset": 10}))
    assert [klip["name"] for klip in second] == names[10:20]
    assert [klip["name"] for klip in rows(call(fake, "GET", "/klips", params={"limit": 100}))] == names
    last = call(fake, "GET", "/klips", params={"offset": 50}).json()
    assert (last["meta"]["count"], last["data"]["klips"][-1]["name"]) == (10, names[-1])
    past = call(fake, "GET", "/klips", params={"offset": 60}).json()
    assert (past["meta"]["count"], past["meta"]["total"], past["data"]) == (0, 60, {"klips": []})


@pytest.mark.acceptance("KF-21")
def test_sub_lists_have_pages_too_but_never_a_total() -> None:
    fake = FakeKlipfolio(sample=True, rate_limit=None)
    group = next(group for group in fake.groups if group["name"] == "All Users")
    pages = [
        call(fake, "GET", f"/groups/{group['id']}/users", params={"limit": 12, "offset": offset})
        for offset in (0, 12, 24)
    ]
    assert [len(rows(page)) for page in pages] == [12, 12, 6]
    assert [user["id"] for page in pages for user in rows(page)] == [member["id"] for member in group["members"]]
    assert [page.json()["meta"] for page in pages] == [{"success": True, "status": 200}] * 3


def test_totals_may_be_left_out() -> None:
    fake = FakeKlipfolio(sample=True, totals=False)
    assert call(fake, "GET", "/clients").json()["meta"] == {"success": True, "status": 200}


@pytest.mark.acceptance("KF-25", "KF-26", "KF-32")
@pytest.mark.parametrize("path", ["/klips", "/datasource-instances", "/users/{user_id}/roles"])
@pytest.mark.parametrize(
    "query", [{"limit": "101"}, {"limit": "0"}, {"limit": "x"}, {"limit": ""}, {"offset": "-1"}, {"offset": "1.5"}]
)
def test_a_page_out_of_bounds_is_refused(path: str, query: dict[str, str]) -> None:
    fake = FakeKlipfolio()
    response = call(fake, "GET", path.format(user_id=fake.users[0]["id"]), params=query)
    assert assert_error(response, 400, "bad_request").startswith(next(iter(query)))


@pytest.mark.acceptance("KF-32")
def test_other_parameters_are_checked_and_unknown_ones_ignored() -> None:
    fake = FakeKlipfolio(rate_limit=None)
    assert_error(call(fake, "GET", "/profile", params={"full": "yes"}), 400, "bad_request")
    assert_error(call(fake, "GET", "/klips?limit=1&limit=2"), 400, "bad_request")
    assert_error(call(fake, "GET", "/clients", params={"status": "Active"}), 400, "bad_request")
    assert call(fake, "GET", "/clients", params={"colour": "red"}).status_code == 200


@pytest.mark.acceptance("KF-32")
@pytest.mark.parametrize("body", [b"", b"{", b"name=x", b"\xff", b"[" * 100_000, b'"x"', b"[]", b"null"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/klips"), ("PUT", "/klips/{id}"), ("PUT", "/klips/{id}/schema")]
)
def test_a_body_that_is_no_json_object_is_refused(method: str, path: str, body: bytes) -> None:
    fake = FakeKlipfolio()
    klip_id = fake.add_klip("x")
    assert_error(call(fake, method, path.format(id=klip_id), content=body), 400, "bad_request")


@pytest.mark.acceptance("KF-32")
@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        ("/klips", {}, "name"),
        ("/klips", {"name": " "}, "name"),
        ("/klips", {"name": None}, "name"),
        ("/klips", {"name": "x", "description": 5}, "description"),
        ("/klips", {"name": "x", "schema": []}, "schema"),
        ("/clients", {"name": "x", "seats": True}, "seats"),
        ("/clients", {"name": "x", "seats": -2}, "seats"),
        ("/clients", {"name": "x", "status": "Active"}, "status"),
        ("/datasources", {"name": "x", "refresh_interval": "60"}, "refresh_interval"),
        ("/datasources/@/refresh", {"datasources": "x"}, "datasources"),
        ("/datasources/@/refresh", {"datasources": [1]}, "datasources"),
        ("/users", {"first_name": "x", "last_name": "y", "email": "z"}, "roles"),
        ("/users", {"first_name": "x", "last_name": "y", "email": "admin@example.com", "roles": []}, "email"),
        ("/roles", {"name": "x", "permissions": [""]}, "permissions"),
    ],
)
def test_members_that_are_missing_or_wrong_are_refused(path: str, body: dict[str, Any], named: str) -> None:
    fake = FakeKlipfolio()
    before = [fake.klips, fake.clients, fake.datasources, fake.users, fake.roles]
    assert assert_error(call(fake, "POST", path, json=body), 400, "bad_request").startswith(f"{named} ")
    assert [fake.klips, fake.clients, fake.datasources, fake.users, fake.roles] == before


def test_unknown_members_are_ignored() -> None:
    fake = FakeKlipfolio()
    call(fake, "POST", "/klips", json={"name": "x", "id": "mine", "colour": "red"})
    (klip,) = fake.klips
    assert klip["id"] != "mine"
    assert "colour" not in klip


def test_credentials_and_passwords_are_not_logged() -> None:
    fake = FakeKlipfolio(rate_limit=None)
    password = 'two words, "quoted" & more'
    for headers in ({"kf-api-key": "s3cret"}, basic("a@b.example:s3cret")):
        call(fake, "POST", "/users", headers=headers, json={"first_name": "x", "password": password})
    call(fake, "POST", "/datasources", json={"name": "x", "properties": {"oauth_user_token": "two words"}})
    for logged in fake.calls:
        shown = repr(logged)
        assert not any(secret in shown for secret in ("s3cret", "words", "quoted", "more"))
        assert basic("a@b.example:s3cret")["Authorization"][6:] not in shown
    assert [call.headers.get("kf-api-key") for call in fake.calls] == ["***", None, "***"]
    assert json.loads(fake.calls[0].body) == {"first_name": "x", "password": "***"}


def test_moments_are_told_to_the_second_in_utc() -> None:
    fake = FakeKlipfolio(clock=lambda: datetime(2026, 7, 1, 12, 30, 5, 999))  # noqa: DTZ001 - read as UTC
    fake.add_klip("x")
    assert fake.klips[0]["date_created"] == "2026-07-01T12:30:05Z"


def test_ids_are_the_same_in_every_run() -> None:
    ids = [[thing["id"] for thing in FakeKlipfolio(sample=True).tabs] for _ in range(2)]
    assert ids[0] == ids[1]
    assert all(len(name) == 32 and set(name) <= set("0123456789abcdef") for name in ids[0])


def test_the_command_line_serves_the_sample() -> None:
    fake = FakeKlipfolio.for_command_line(key="k", empty=False)
    assert len(fake.clients) == 30
    assert "kf-api-key" in fake.example_command("http://127.0.0.1:1")
    empty = FakeKlipfolio.for_command_line(key=None, empty=True)
    assert (empty.clients, empty.klips, len(empty.users), len(empty.roles)) == ([], [], 1, 3)


def test_helpers_refuse_what_the_api_refuses() -> None:
    fake = FakeKlipfolio()
    with pytest.raises(ValueError, match="client account"):
        fake.add_klip("x", client_id="nobody")
    with pytest.raises(ValueError, match="email"):
        fake.add_user("admin@example.com")
