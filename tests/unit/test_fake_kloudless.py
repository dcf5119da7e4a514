"""The fake of Kloudless' Management API: what its documentation says, and the choices where it says nothing."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from kloudless_management_client.testing import FakeKloudless

if TYPE_CHECKING:
    from collections.abc import Mapping

URL = "https://api.kloudless.com"
APPLICATIONS = "/v1/applications"
CREATED = "2015-06-01T03:57:16.770685Z"
AUTHORIZED = {"Authorization": "DeveloperKey k"}
LIST_PATHS = [APPLICATIONS, f"{APPLICATIONS}/app/apikeys", f"{APPLICATIONS}/app/webhooks"]
SEED = {
    "id": "app",
    "name": "Test App 1",
    "description": "A test application.",
    "logo_url": "https://x.example/logo.png",
    "active": True,
    "implicit_grant_enabled": True,
    "recent_enabled": False,
    "events_enabled": True,
    "created": "2014-03-18T03:57:16.770685Z",
    "modified": "2014-06-26T04:13:45.439534Z",
}


class Clock:
    """A clock that moves when told to."""

    def __init__(self) -> None:
        self.now = datetime(2015, 6, 1, 3, 57, 16, 770685, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def call(
    fake: FakeKloudless,
    method: str,
    path: str,
    *,
    headers: Mapping[str, str] = AUTHORIZED,
    params: Mapping[str, str | int] | None = None,
    json: object = None,
    content: bytes | None = None,
) -> httpx2.Response:
    with httpx2.Client(transport=fake.transport, base_url=URL) as client:
        return client.request(method, path, headers=headers, params=params, json=json, content=content)


def listed(fake: FakeKloudless, path: str = APPLICATIONS, /, **parameters: str | int) -> dict[str, Any]:
    response = call(fake, "GET", path, params=parameters)
    assert response.status_code == 200, response.text
    envelope: dict[str, Any] = response.json()
    return envelope


def assert_error(response: httpx2.Response, status: int, code: str) -> str:
    assert (response.status_code, response.json().get("error_code")) == (status, code), response.text
    assert response.headers["Content-Type"] == "application/json"
    assert response.json().keys() == {"error_code", "message", "id"}
    assert response.json()["id"] == response.headers["X-Kloudless-Request-ID"]
    message: str = response.json()["message"]
    return message


@pytest.mark.acceptance("KL-4")
@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "authentication_required"),
        ("", "authentication_required"),
        ("DeveloperKey other", "unauthorized"),
        ("DeveloperKey", "unauthorized"),
        ("DeveloperKey  s3cret", "unauthorized"),
        ("developerkey s3cret", "unauthorized"),
        ("DeveloperKey:s3cret", "unauthorized"),
        ("Bearer s3cret", "unauthorized"),
        ("ApiKey s3cret", "unauthorized"),
        ("s3cret", "unauthorized"),
    ],
)
@pytest.mark.parametrize("path", [*LIST_PATHS, f"{APPLICATIONS}/app", f"{APPLICATIONS}/app/webhooks/100"])
def test_every_call_needs_the_developer_key(path: str, header: str | None, code: str) -> None:
    fake = FakeKloudless([SEED], developer_key="s3cret")
    fake.add_webhook("app", "http://localhost:5000")
    headers = {} if header is None else {"Authorization": header}
    assert "s3cret" not in assert_error(call(fake, "GET", path, headers=headers), 401, code)
    assert call(fake, "GET", path, headers={"Authorization": "DeveloperKey s3cret"}).status_code == 200


@pytest.mark.acceptance("KL-4")
def test_without_a_key_of_its_own_the_fake_accepts_any_that_is_not_blank() -> None:
    fake = FakeKloudless()
    assert call(fake, "GET", APPLICATIONS, headers={"Authorization": "DeveloperKey anything"}).status_code == 200
    assert_error(call(fake, "GET", APPLICATIONS, headers={"Authorization": "DeveloperKey "}), 401, "unauthorized")
    assert_error(call(fake, "GET", APPLICATIONS, headers={"Authorization": "DeveloperKey a b"}), 401, "unauthorized")


@pytest.mark.acceptance("KL-19", "KL-22", "KL-24", "KL-25", "KL-27", "KL-61", "KL-62", "KL-77", "KL-78")
@pytest.mark.parametrize("path", LIST_PATHS)
def test_a_list_has_four_members_and_ten_objects_by_default(path: str) -> None:
    fake = stocked()
    response = call(fake, "GET", path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    envelope = response.json()
    assert list(envelope) == ["total", "count", "page", "objects"]
    assert (envelope["total"], envelope["count"], envelope["page"], len(envelope["objects"])) == (25, 10, 1, 10)
    assert envelope == listed(fake, path, page=1, page_size=10)


@pytest.mark.acceptance("KL-19", "KL-25", "KL-61", "KL-62", "KL-77", "KL-78")
@pytest.mark.parametrize("path", LIST_PATHS)
def test_further_pages_hold_what_follows(path: str) -> None:
    fake = stocked()
    everything = listed(fake, path, page_size=1000)["objects"]
    pages = [listed(fake, path, page=page, page_size=10) for page in (1, 2, 3, 4)]
    assert [page["count"] for page in pages] == [10, 10, 5, 0]
    assert [page["total"] for page in pages] == [25] * 4
    assert [page["page"] for page in pages] == [1, 2, 3, 4]
    assert [item for page in pages for item in page["objects"]] == everything
    assert len(everything) == 25


@pytest.mark.acceptance("KL-22", "KL-23", "KL-24", "KL-26", "KL-62", "KL-78")
@pytest.mark.parametrize("path", LIST_PATHS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("page_size", value) for value in ("0", "-1", "1001", "x", "", "1.5", "9" * 5000)],
        *[("page", value) for value in ("0", "-1", "x", "", "1.5")],
    ],
)
def test_a_page_or_size_out_of_bounds_is_refused(path: str, name: str, value: str) -> None:
    response = call(FakeKloudless([SEED]), "GET", path, params={name: value})
    assert assert_error(response, 400, "invalid_parameters").startswith(f"{name} must be ")


@pytest.mark.acceptance("KL-23", "KL-26", "KL-62", "KL-78")
@pytest.mark.parametrize("path", LIST_PATHS)
def test_the_bounds_themselves_are_accepted(path: str) -> None:
    fake = stocked()
    assert listed(fake, path, page_size=1, page=1)["count"] == 1
    assert listed(fake, path, page_size=1000, page=1)["count"] == 25


def test_a_repeated_parameter_is_refused_and_an_unknown_one_ignored() -> None:
    fake = FakeKloudless([SEED])
    assert_error(call(fake, "GET", f"{APPLICATIONS}?page=1&page=2"), 400, "invalid_parameters")
    assert listed(fake, offset=5)["count"] == 1


def stocked() -> FakeKloudless:
    fake = FakeKloudless([SEED])
    for number in range(24):
        fake.add_application({"name": f"App {number}"})
        fake.add_api_key("app")
        fake.add_webhook("app", f"https://x.example/{number}")
    fake.add_webhook("app", "https://x.example/24")
    return fake


@pytest.mark.acceptance("KL-20")
@pytest.mark.parametrize(
    ("active", "names"),
    [("True", ["a"]), ("true", ["a"]), ("TRUE", ["a"]), ("False", ["b"]), ("false", ["b"])],
)
def test_active_selects(active: str, names: list[str]) -> None:
    fake = FakeKloudless([{"name": "a"}, {"name": "b", "active": False}])
    envelope = listed(fake, active=active)
    assert [application["name"] for application in envelope["objects"]] == names
    assert envelope["total"] == 1


@pytest.mark.acceptance("KL-20")
@pytest.mark.parametrize("active", ["", "1", "0", "yes", "None"])
def test_another_spelling_of_active_is_refused(active: str) -> None:
    assert_error(call(FakeKloudless(), "GET", APPLICATIONS, params={"active": active}), 400, "invalid_parameters")


@pytest.mark.acceptance("KL-21")
def test_without_active_both_kinds_come_back() -> None:
    fake = FakeKloudless([{"name": "a"}, {"name": "b", "active": False}])
    assert [application["name"] for application in listed(fake)["objects"]] == ["a", "b"]


@pytest.mark.acceptance("KL-13", "KL-56")
def test_a_removed_application_is_gone() -> None:
    fake = FakeKloudless([SEED, {"id": "b", "name": "b", "active": False}])
    for name in ("app", "b"):
        response = call(fake, "DELETE", f"{APPLICATIONS}/{name}")
        assert (response.status_code, response.content) == (204, b"")
        assert "Content-Type" not in response.headers
        for method, path in [("GET", ""), ("DELETE", ""), ("GET", "/apikeys"), ("GET", "/webhooks")]:
            assert_error(call(fake, method, f"{APPLICATIONS}/{name}{path}"), 404, "not_found")
        assert_error(call(fake, "PATCH", f"{APPLICATIONS}/{name}", json={"active": True}), 404, "not_found")
    assert [listed(fake, **query)["total"] for query in ({}, {"active": "True"}, {"active": "False"})] == [0, 0, 0]
    assert fake.applications == []


@pytest.mark.acceptance("KL-11", "KL-14", "KL-15", "KL-16", "KL-41", "KL-42")
def test_a_new_application_has_the_documented_defaults() -> None:
    fake = FakeKloudless(clock=Clock())
    response = call(fake, "POST", APPLICATIONS, json={"name": "Test App 2"})
    assert response.status_code == 201
    assert response.headers["Content-Type"] == "application/json"
    created = response.json()
    assert created == {
        "id": created["id"],
        "name": "Test App 2",
        "description": "",
        "logo_url": "",
        "active": True,
        "implicit_grant_enabled": False,
        "recent_enabled": False,
        "events_enabled": False,
        "created": CREATED,
        "modified": CREATED,
    }
    assert isinstance(created["id"], str)
    assert fake.applications == [created]


@pytest.mark.acceptance("KL-11", "KL-42", "KL-44")
def test_what_is_sent_on_creation_comes_back() -> None:
    fake = FakeKloudless()
    sent = {
        "name": "Größe",
        "description": "d",
        "logo_url": "https://x.example/l.png",
        "implicit_grant_enabled": True,
        "recent_enabled": True,
        "events_enabled": True,
    }
    created = call(fake, "POST", APPLICATIONS, json=sent).json()
    assert {name: created[name] for name in sent} == sent
    response = call(fake, "GET", f"{APPLICATIONS}/{created['id']}")
    assert (response.status_code, response.json()) == (200, created)


def test_a_new_application_has_one_api_key() -> None:
    fake = FakeKloudless()
    ids = [call(fake, "POST", APPLICATIONS, json={"name": name}).json()["id"] for name in "ab"]
    keys = [listed(fake, f"{APPLICATIONS}/{name}/apikeys")["objects"] for name in ids]
    assert [len(held) for held in keys] == [1, 1]
    assert keys[0][0]["key"] != keys[1][0]["key"]
    assert ids[0] != ids[1]


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ({"events_grant_enabled": True}, {"events_enabled": True}),
        ({"events_grant_enabled": True, "events_enabled": False}, {"events_enabled": False}),
        ({"active": False, "id": "mine", "created": "x", "colour": "red"}, {"active": True}),
    ],
)
def test_the_other_name_of_events_enabled_is_read_and_other_members_are_not(
    sent: dict[str, Any], answered: dict[str, bool]
) -> None:
    created = call(FakeKloudless(), "POST", APPLICATIONS, json={"name": "x"} | sent).json()
    assert created.keys() == SEED.keys()
    assert created == created | answered
    assert created["id"] != "mine"
    assert created["created"] != "x"


@pytest.mark.acceptance("KL-35")
def test_a_template_fills_what_is_not_sent() -> None:
    fake = FakeKloudless([SEED | {"active": False}], clock=Clock())
    response = call(fake, "POST", APPLICATIONS, json={"name": "Test App 2", "source": "app"})
    assert response.status_code == 201
    created = response.json()
    assert created == SEED | {
        "id": created["id"],
        "name": "Test App 2",
        "created": CREATED,
        "modified": CREATED,
    }
    sent = {"name": "x", "source": "app", "description": "", "events_enabled": False}
    created = call(fake, "POST", APPLICATIONS, json=sent).json()
    assert (created["description"], created["events_enabled"]) == ("", False)
    assert (created["logo_url"], created["implicit_grant_enabled"]) == (SEED["logo_url"], True)
    assert "source" not in created


@pytest.mark.parametrize("source", ["nothing", "", None, 5, ["app"]])
def test_a_template_that_does_not_exist_is_refused(source: object) -> None:
    fake = FakeKloudless([SEED])
    response = call(fake, "POST", APPLICATIONS, json={"name": "x", "source": source})
    assert assert_error(response, 400, "invalid_parameters").startswith("source ")
    assert len(fake.applications) == 1


BAD_MEMBERS: list[dict[str, Any]] = [
    {"name": ""},
    {"name": "  "},
    {"name": None},
    {"name": 5},
    {"description": None},
    {"logo_url": False},
    {"implicit_grant_enabled": "true"},
    {"recent_enabled": 1},
    {"events_enabled": None},
]


@pytest.mark.parametrize("member", [{}, *BAD_MEMBERS])
def test_a_member_of_the_wrong_type_is_refused_on_creation(member: dict[str, Any]) -> None:
    fake = FakeKloudless()
    body = member if member in ({}, {"name": None}) else {"name": "x"} | member
    assert_error(call(fake, "POST", APPLICATIONS, json=body), 400, "invalid_parameters")
    assert fake.applications == []


@pytest.mark.acceptance("KL-48")
@pytest.mark.parametrize("member", [*BAD_MEMBERS, {"active": "False"}, {"source": "app"}, {"source": None}])
def test_a_bad_member_or_a_source_is_refused_in_a_change(member: dict[str, Any]) -> None:
    fake = FakeKloudless([SEED])
    response = call(fake, "PATCH", f"{APPLICATIONS}/app", json={"recent_enabled": True} | member)
    assert assert_error(response, 400, "invalid_parameters").startswith(next(iter(member)))
    assert fake.applications == [SEED]


@pytest.mark.parametrize("body", [b"", b"{", b"name=x", b"\xff", b"[" * 100_000, b'"x"', b"[]", b"null"])
@pytest.mark.parametrize(
    ("method", "path"), [("POST", ""), ("PATCH", "/app"), ("POST", "/app/webhooks"), ("POST", "/app/apikeys")]
)
def test_a_body_that_is_no_json_object_is_refused(method: str, path: str, body: bytes) -> None:
    response = call(FakeKloudless([SEED]), method, APPLICATIONS + path, content=body)
    if path == "/app/apikeys" and not body:
        assert response.status_code == 201
    else:
        assert_error(response, 400, "bad_request")


@pytest.mark.acceptance("KL-47", "KL-49", "KL-50")
@pytest.mark.parametrize(
    "change",
    [
        {"name": "y"},
        {"description": "A better test application."},
        {"logo_url": ""},
        {"active": False},
        {"implicit_grant_enabled": False},
        {"recent_enabled": True},
        {"events_enabled": False},
    ],
)
def test_a_change_of_one_member_leaves_the_others(change: dict[str, Any]) -> None:
    fake = FakeKloudless([SEED], clock=Clock())
    response = call(fake, "PATCH", f"{APPLICATIONS}/app", json=change)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == SEED | change | {"modified": CREATED}
    assert listed(fake)["objects"] == [response.json()]


@pytest.mark.acceptance("KL-50")
@pytest.mark.parametrize("change", [{"name": "y"}, {}, {"id": "b", "created": "x", "modified": "x", "colour": "red"}])
def test_a_change_always_moves_modified(change: dict[str, Any]) -> None:
    clock = Clock()
    fake = FakeKloudless([{"id": "app", "name": "x"}], clock=clock)
    times = [call(fake, "PATCH", f"{APPLICATIONS}/app", json=change).json() for _ in range(2)]
    clock.now += timedelta(minutes=1)
    times.append(call(fake, "PATCH", f"{APPLICATIONS}/app", json=change).json())
    assert [time["created"] for time in times] == [CREATED] * 3
    assert [time["modified"] for time in times] == [
        "2015-06-01T03:57:16.770686Z",
        "2015-06-01T03:57:16.770687Z",
        "2015-06-01T03:58:16.770685Z",
    ]
    assert {time["id"] for time in times} == {"app"}


@pytest.mark.acceptance("KL-39")
@pytest.mark.parametrize("slash", ["", "/"])
def test_a_slash_at_the_end_changes_nothing(slash: str) -> None:
    fake = FakeKloudless([SEED])
    app = f"{APPLICATIONS}/app"
    assert call(fake, "GET", APPLICATIONS + slash).json()["total"] == 1
    assert call(fake, "POST", APPLICATIONS + slash, json={"name": "x"}).status_code == 201
    assert call(fake, "GET", app + slash).json() == SEED
    assert call(fake, "PATCH", app + slash, json={"name": "x"}).status_code == 200
    assert call(fake, "GET", f"{app}/apikeys{slash}").json()["total"] == 1
    key = call(fake, "POST", f"{app}/apikeys{slash}").json()["key"]
    assert call(fake, "DELETE", f"{app}/apikeys/{key}{slash}").status_code == 204
    assert call(fake, "POST", f"{app}/webhooks{slash}", json={"url": "https://x.example"}).status_code == 201
    assert call(fake, "GET", f"{app}/webhooks{slash}").json()["total"] == 1
    assert call(fake, "GET", f"{app}/webhooks/100{slash}").json()["id"] == "100"
    assert call(fake, "DELETE", f"{app}/webhooks/100{slash}").status_code == 204
    assert call(fake, "DELETE", app + slash).status_code == 204


@pytest.mark.acceptance("KL-63", "KL-66", "KL-68", "KL-70")
@pytest.mark.parametrize("content", [None, b"", b" ", b"{}"])
def test_an_api_key_is_made_listed_and_removed(content: bytes | None) -> None:
    fake = FakeKloudless([SEED], clock=Clock())
    path = f"{APPLICATIONS}/app/apikeys"
    response = call(fake, "POST", path, content=content)
    assert response.status_code == 201
    assert response.headers["Content-Type"] == "application/json"
    created = response.json()
    assert created == {"key": created["key"], "created": CREATED, "modified": CREATED}
    response = call(fake, "GET", path)
    assert response.status_code == 200
    assert response.json()["objects"][1] == created
    assert fake.api_keys("app") == response.json()["objects"]
    for held in fake.api_keys("app"):
        response = call(fake, "DELETE", f"{path}/{held['key']}")
        assert (response.status_code, response.content) == (204, b"")
        assert "Content-Type" not in response.headers
    assert listed(fake, path)["objects"] == []
    message = assert_error(call(fake, "DELETE", f"{path}/{created['key']}"), 404, "not_found")
    assert created["key"] not in message


@pytest.mark.acceptance("KL-66")
def test_a_body_on_creation_of_an_api_key_is_refused() -> None:
    fake = FakeKloudless([SEED])
    response = call(fake, "POST", f"{APPLICATIONS}/app/apikeys", json={"key": "s3cret"})
    assert "s3cret" not in assert_error(response, 400, "bad_request")
    assert len(fake.api_keys("app")) == 1


@pytest.mark.acceptance("KL-79", "KL-84", "KL-86", "KL-88")
def test_a_webhook_is_made_read_listed_and_removed() -> None:
    fake = FakeKloudless([SEED], clock=Clock())
    path = f"{APPLICATIONS}/app/webhooks"
    response = call(fake, "POST", path, json={"url": "http://localhost:5000", "id": "7"})
    assert response.status_code == 201
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == {
        "id": "100",
        "url": "http://localhost:5000",
        "created": CREATED,
        "modified": CREATED,
    }
    read = call(fake, "GET", f"{path}/100")
    assert (read.status_code, read.json()) == (200, response.json())
    assert listed(fake, path) == {"total": 1, "count": 1, "page": 1, "objects": [response.json()]}
    assert fake.webhooks("app") == [response.json()]
    removed = call(fake, "DELETE", f"{path}/100")
    assert (removed.status_code, removed.content) == (204, b"")
    assert "Content-Type" not in removed.headers
    assert listed(fake, path)["objects"] == []
    assert_error(call(fake, "GET", f"{path}/100"), 404, "not_found")
    assert_error(call(fake, "DELETE", f"{path}/100"), 404, "not_found")
    assert call(fake, "POST", path, json={"url": "https://x.example"}).json()["id"] == "101"


@pytest.mark.parametrize(
    "url",
    [
        None,
        5,
        "",
        "x.example",
        "/hook",
        "//x.example/hook",
        "ftp://x.example",
        "http://",
        "https:///hook",
        "http://[::1",
        "http://x .example",
        "http://x.example\n",
        "http://x.example/\0",
        "http://x.example/ü",
        "http://ü.example",
        "http://x.example/a b",
        "http://x.example/<a>",
        "http://x.example/a\\b",
        "http://x.example/%zz",
        "http://x.example/100%",
        "http://x.example:65536",
        "http://x.example:port",
        "http://x.example:80:80",
        "http://:80/",
        "http://?x",
        "http://a@b@x.example",
        "http://[::g]/",
        "http://[1.2.3.4]/",
        "http://[::1]x/",
        "HTTP://x.example",
        "http:/x.example",
        " http://x.example",
    ],
)
def test_a_webhook_needs_an_absolute_http_address(url: object) -> None:
    fake = FakeKloudless([SEED])
    response = call(fake, "POST", f"{APPLICATIONS}/app/webhooks", json={"url": url})
    assert assert_error(response, 400, "invalid_parameters").startswith("url ")
    assert_error(call(fake, "POST", f"{APPLICATIONS}/app/webhooks", json={}), 400, "invalid_parameters")
    assert fake.webhooks("app") == []


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:5000",
        "https://x.example",
        "http://x.example:",
        "http://x.example:65535/",
        "https://user:word@x.example:8443/a/b%20c;d=1?x=1&y=/?#part",
        "http://127.0.0.1/",
        "http://[::1]:5000/hook",
        "http://[::ffff:1.2.3.4]",
        "https://a_b.x.example/~hook/(1)",
        "https://xn--bcher-kva.example?x",
        f"https://x.example/{'a' * 5000}",
    ],
)
def test_a_webhook_takes_every_http_address(url: str) -> None:
    fake = FakeKloudless([SEED])
    response = call(fake, "POST", f"{APPLICATIONS}/app/webhooks", json={"url": url})
    assert (response.status_code, response.json()["url"]) == (201, url)


def test_a_key_and_a_webhook_belong_to_their_application() -> None:
    fake = FakeKloudless([SEED, {"id": "b", "name": "b"}])
    key = fake.add_api_key("app")["key"]
    webhook = fake.add_webhook("app", "https://x.example")["id"]
    assert_error(call(fake, "DELETE", f"{APPLICATIONS}/b/apikeys/{key}"), 404, "not_found")
    assert_error(call(fake, "DELETE", f"{APPLICATIONS}/b/webhooks/{webhook}"), 404, "not_found")
    assert (len(fake.api_keys("app")), len(fake.webhooks("app"))) == (2, 1)
    assert fake.add_webhook("b", "https://x.example")["id"] == "101"


@pytest.mark.parametrize("name", ["a b", "a/b", "ü", "a%2Fb", ".."])
def test_path_segments_are_percent_decoded(name: str) -> None:
    fake = FakeKloudless([{"id": name, "name": "x"}])
    path = "".join(f"%{byte:02X}" for byte in name.encode())
    response = call(fake, "GET", f"{APPLICATIONS}/{path}")
    assert response.json()["id"] == name


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("", "GET, POST"),
        ("/app", "DELETE, GET, PATCH"),
        ("/app/apikeys", "GET, POST"),
        ("/app/apikeys/x", "DELETE"),
        ("/app/webhooks", "GET, POST"),
        ("/app/webhooks/x", "DELETE, GET"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE"])
def test_other_methods_are_not_allowed(path: str, allowed: str, method: str) -> None:
    if method in allowed.split(", "):
        return
    response = call(FakeKloudless([SEED]), method, APPLICATIONS + path)
    assert_error(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == allowed


def test_head_is_not_allowed_and_has_no_body() -> None:
    response = call(FakeKloudless(), "HEAD", APPLICATIONS)
    assert (response.status_code, response.content, response.headers["Allow"]) == (405, b"", "GET, POST")


@pytest.mark.parametrize(
    "path",
    [
        "/v1",
        "/v1/",
        "/v1/accounts",
        "/v1/applications/app/users",
        "/v1/applications//apikeys",
        "/v1/applications//",
        "/v1/applications/app/apikeys/x/y",
        "/v1//applications",
    ],
)
def test_an_unknown_path_is_not_found(path: str) -> None:
    assert_error(call(FakeKloudless([SEED]), "GET", URL + path), 404, "not_found")
    assert_error(call(FakeKloudless([SEED]), "DELETE", URL + path), 404, "not_found")


def test_removing_with_an_empty_id_removes_nothing() -> None:
    fake = FakeKloudless([SEED])
    assert_error(call(fake, "DELETE", f"{APPLICATIONS}/"), 405, "method_not_allowed")
    assert_error(call(fake, "DELETE", f"{APPLICATIONS}/app/webhooks/"), 405, "method_not_allowed")
    assert_error(call(fake, "DELETE", f"{APPLICATIONS}/app/apikeys/"), 405, "method_not_allowed")
    assert fake.applications == [SEED]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/applications"),
        ("POST", "/applications/"),
        ("GET", "/applications/app"),
        ("PATCH", "/applications/app"),
        ("GET", "/v0/applications"),
        ("DELETE", "/applications"),
        ("DELETE", "/applications/app/apikeys"),
        ("DELETE", "/v2/applications/app"),
        ("GET", "/"),
    ],
)
def test_a_path_without_the_version_is_told_so(method: str, path: str) -> None:
    fake = FakeKloudless([SEED])
    assert "/v1" in assert_error(call(fake, method, path, json={"name": "y"}), 404, "not_found")
    assert fake.applications == [SEED]


def test_the_published_delete_samples_work_in_the_order_of_the_page() -> None:
    fake = FakeKloudless.sample()
    app = "/applications/koiR71rFLPTdld9N-YUR"
    paths = [app, f"{app}/apikeys/80OdF5hXzkNqEs9DHRkiA1EXz1pbF4", f"{app}/webhooks/100"]
    assert [call(fake, "DELETE", path).status_code for path in paths] == [204, 204, 204]
    assert [call(fake, "DELETE", path).status_code for path in paths] == [404, 404, 404]
    fake = FakeKloudless.sample()
    assert [call(fake, "DELETE", path).status_code for path in reversed(paths)] == [204, 204, 204]


def test_below_a_removed_application_nothing_is_reached_on_versioned_paths() -> None:
    fake = FakeKloudless.sample()
    app = "/applications/koiR71rFLPTdld9N-YUR"
    assert call(fake, "DELETE", app).status_code == 204
    assert call(fake, "DELETE", f"/v1{app}/apikeys/80OdF5hXzkNqEs9DHRkiA1EXz1pbF4").status_code == 404
    assert call(fake, "DELETE", f"/v1{app}/webhooks/100").status_code == 404


@pytest.mark.parametrize("below", ["", "/apikeys/x", "/webhooks/100"])
def test_a_strict_fake_wants_the_version_everywhere(below: str) -> None:
    fake = FakeKloudless([SEED], strict_version=True)
    assert "/v1" in assert_error(call(fake, "DELETE", f"/applications/app{below}"), 404, "not_found")
    assert fake.applications == [SEED]


def test_the_version_is_wanted_before_the_key_and_the_key_before_the_object() -> None:
    fake = FakeKloudless(developer_key="k")
    assert call(fake, "GET", "/applications", headers={}).status_code == 404
    assert call(fake, "DELETE", "/applications/app", headers={}).status_code == 401
    assert call(fake, "GET", "/v1/applications/app", headers={}).status_code == 401
    assert call(fake, "PUT", "/v1/applications/app", headers={}).status_code == 401


@pytest.mark.acceptance("KL-27", "KL-63", "KL-79")
def test_the_sample_is_what_the_page_shows() -> None:
    fake = FakeKloudless.sample()
    envelope = listed(fake)
    assert (envelope["total"], envelope["count"], envelope["page"]) == (3, 3, 1)
    assert [(it["id"], it["name"]) for it in envelope["objects"]] == [
        ("wSPk9y5D7p5o87k0ACGKxR", "Test App 1"),
        ("osM_FF6fIWXmCLDfWVRX", "Test App 2"),
        ("koiR71rFLPTdld9N-YUR", "Demo App"),
    ]
    assert envelope["objects"][0] == {
        "id": "wSPk9y5D7p5o87k0ACGKxR",
        "name": "Test App 1",
        "description": "A test application.",
        "logo_url": "",
        "active": True,
        "implicit_grant_enabled": False,
        "recent_enabled": False,
        "events_enabled": False,
        "created": "2014-03-18T03:57:16.770685Z",
        "modified": "2014-06-26T04:13:45.439534Z",
    }
    assert listed(fake, f"{APPLICATIONS}/wSPk9y5D7p5o87k0ACGKxR/apikeys") == {
        "total": 1,
        "count": 1,
        "page": 1,
        "objects": [
            {
                "key": "80OdF5hXzkNqEs9DHRkiA1EXz1pbF4",
                "created": "2014-03-18T03:57:16.770685Z",
                "modified": "2014-03-18T03:57:16.770685Z",
            }
        ],
    }
    assert listed(fake, f"{APPLICATIONS}/wSPk9y5D7p5o87k0ACGKxR/webhooks") == {
        "total": 1,
        "count": 1,
        "page": 1,
        "objects": [
            {
                "id": "100",
                "url": "http://localhost:5000",
                "created": "2015-08-10T03:34:28.273777Z",
                "modified": "2015-08-10T03:34:28.273804Z",
            }
        ],
    }
    assert fake.add_webhook("osM_FF6fIWXmCLDfWVRX", "https://x.example")["id"] == "101"
    assert FakeKloudless.for_command_line(key=None, empty=False).applications == fake.applications
    assert FakeKloudless.for_command_line(key=None, empty=True).applications == []


def test_too_many_requests_within_a_second() -> None:
    clock = Clock()
    fake = FakeKloudless(clock=clock, rate_limit=2)

    def ask() -> httpx2.Response:
        return call(fake, "GET", APPLICATIONS)

    assert [ask().status_code for _ in range(2)] == [200, 200]
    clock.now += timedelta(seconds=0.5)
    refused = ask()
    assert_error(refused, 429, "too_many_requests")
    assert refused.headers["Retry-After"] == "1"
    clock.now += timedelta(seconds=0.5)
    assert [ask().status_code for _ in range(3)] == [200, 200, 429]


def test_every_answer_has_a_request_id_of_its_own() -> None:
    fake = FakeKloudless([SEED])
    answers = [
        call(fake, "GET", APPLICATIONS),
        call(fake, "GET", "/v1/x"),
        call(fake, "DELETE", "/v1/applications/app"),
    ]
    assert len({answer.headers["X-Kloudless-Request-ID"] for answer in answers}) == 3


def test_no_secret_is_to_be_seen_in_the_calls() -> None:
    fake = FakeKloudless([SEED], developer_key="s3cret")
    headers = {"Authorization": "DeveloperKey s3cret", "X-Api-Key": "s3cret"}
    call(fake, "DELETE", f"{APPLICATIONS}/app/apikeys/s3cret/?key=s3cret", headers=headers)
    call(fake, "DELETE", "/applications/app/%61pikeys/s3cret", headers={"Authorization": "s3cret"})
    call(fake, "DELETE", f"{APPLICATIONS}/app/apikeys/s3cret/s3cret", headers={"Authorization": "s3cret s3cret"})
    assert fake.calls[0].path == "/v1/applications/app/apikeys/***"
    assert fake.calls[0].headers["authorization"] == "DeveloperKey ***"
    assert fake.calls[0].status == 404
    assert "s3cret" not in repr(fake.calls) + repr(fake)


def test_wrong_arguments_are_refused() -> None:
    for wrong in ({}, {"name": " "}, {"name": "x", "id": "app"}, {"name": "x", "id": 5}, {"name": "x", "id": ""}):
        with pytest.raises(ValueError, match=r"name|id"):
            FakeKloudless([SEED, wrong])
    with pytest.raises(TypeError):
        FakeKloudless([{"name": "x", "description": object()}])
    with pytest.raises(ValueError, match="developer_key"):
        FakeKloudless(developer_key=" ")
    with pytest.raises(ValueError, match="rate_limit"):
        FakeKloudless(rate_limit=0)
    fake = FakeKloudless([SEED])
    fake.add_application({"name": "x"}, api_keys=["one"])
    with pytest.raises(ValueError, match="API key"):
        fake.add_api_key("app", "one")
    with pytest.raises(KeyError):
        fake.add_webhook("nothing", "https://x.example")


def test_a_snapshot_is_a_copy_and_further_members_are_answered() -> None:
    fake = FakeKloudless([{"id": "app", "name": "x", "type": "application", "tags": ["a"]}])
    fake.applications[0]["tags"].append("b")
    fake.api_keys("app")[0]["key"] = "changed"
    assert listed(fake)["objects"][0]["tags"] == ["a"]
    assert fake.api_keys("app")[0]["key"] != "changed"


def test_an_application_that_was_removed_can_be_added_again() -> None:
    fake = FakeKloudless([SEED])
    call(fake, "DELETE", f"{APPLICATIONS}/app")
    assert fake.add_application(SEED) == SEED
    assert fake.applications == [SEED]


@pytest.mark.acceptance("KL-42", "KL-47", "KL-56", "KL-84")
def test_the_async_client_works_on_the_same_state() -> None:
    fake = FakeKloudless(developer_key="k")

    async def work() -> None:
        headers = {"Authorization": "DeveloperKey k"}
        async with httpx2.AsyncClient(transport=fake.transport, base_url=f"{URL}/v1", headers=headers) as client:
            created = (await client.post("/applications", json={"name": "x"})).json()
            path = f"/applications/{created['id']}"
            changed = await client.patch(path, json={"active": False})
            assert (changed.status_code, changed.json()["active"]) == (200, False)
            assert (await client.post(f"{path}/webhooks", json={"url": "https://x.example"})).status_code == 201
            assert len(fake.webhooks(created["id"])) == 1
            assert (await client.delete(path)).status_code == 204

    asyncio.run(work())
    assert fake.applications == []


@pytest.mark.acceptance("KL-4", "KL-19", "KL-39", "KL-42", "KL-56", "KL-68", "KL-70")
def test_a_program_works_on_it_over_loopback() -> None:
    fake = FakeKloudless(developer_key="k")
    headers = {"Authorization": "DeveloperKey k"}
    with fake.serve() as server, httpx2.Client(base_url=server.url, headers=headers) as client:
        created = client.post("/v1/applications/", json={"name": "x"}).json()
        assert client.get("/v1/applications").json()["objects"] == [created] == fake.applications
        key = client.post(f"/v1/applications/{created['id']}/apikeys/")
        assert key.status_code == 201
        removed = client.delete(f"/v1/applications/{created['id']}/apikeys/{key.json()['key']}")
        assert (removed.status_code, removed.content) == (204, b"")
        assert removed.headers.keys() & {"content-type", "content-length"} == set()
        assert client.delete(f"/v1/applications/{created['id']}").status_code == 204
        assert client.get("/v1/applications", headers={"Authorization": "DeveloperKey x"}).status_code == 401
