"""What the fake of Klipfolio remembers: objects that are made, read, changed, copied, shared and removed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from klipfolio_client.testing import FakeKlipfolio

URL = "https://app.klipfolio.com/api/1.0"
NOWHERE = "0" * 32


class Api:
    """A fake and the calls to it, each with the status that it must have."""

    def __init__(self, **arguments: Any) -> None:
        self.fake = FakeKlipfolio(rate_limit=None, **arguments)
        self.client = httpx2.Client(transport=self.fake.transport, headers={"kf-api-key": "k"})

    def call(self, method: str, path: str, json: object, expect: int, **arguments: Any) -> httpx2.Response:
        response = self.client.request(method, URL + path, json=json, **arguments)
        assert response.status_code == expect, response.text
        return response

    def get(self, path: str, *, expect: int = 200, **query: str) -> Any:
        return self.call("GET", path, None, expect, params=query or None).json().get("data")

    def put(self, path: str, json: object = None, *, expect: int = 200, **query: str) -> Any:
        return self.call("PUT", path, json, expect, params=query or None).json().get("data")

    def post(self, path: str, json: object = None, *, expect: int = 200, **query: str) -> Any:
        return self.call("POST", path, json, expect, params=query or None).json().get("data")

    def delete(self, path: str, json: object = None, *, expect: int = 200, **query: str) -> Any:
        return self.call("DELETE", path, json, expect, params=query or None).json().get("data")

    def made(self, path: str, json: object, **query: str) -> str:
        """The id of what a call makes, from the location that is answered."""
        meta = self.call("POST", path, json, 201, params=query or None).json()["meta"]
        place, _, name = meta["location"].rpartition("/")
        assert path.startswith(place)
        return str(name)


@pytest.fixture
def api() -> Api:
    return Api()


PERSON = {"first_name": "Ann", "last_name": "Lee", "email": "ann@example.com"}
KINDS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("clients", {"name": "a", "description": "d", "seats": 3, "external_id": "x"}, {"name": "b", "seats": -1}),
    ("datasources", {"name": "a", "format": "csv", "connector": "box", "refresh_interval": 60}, {"description": "d"}),
    ("klips", {"name": "a", "description": "d"}, {"name": "b", "description": None}),
    ("tabs", {"name": "a", "description": "d"}, {"name": "b"}),
    ("users", PERSON, {"email": "b@example.com", "external_id": "x"}),
    ("groups", {"name": "a", "description": "d", "external_id": "x"}, {"name": "b"}),
    ("roles", {"name": "a", "description": "d"}, {"description": "e"}),
]


@pytest.mark.acceptance("KF-5", "KF-6", "KF-7", "KF-8", "KF-35", "KF-39", "KF-40")
@pytest.mark.parametrize(("kind", "first", "change"), KINDS, ids=[kind for kind, _, _ in KINDS])
def test_things_are_made_read_changed_and_removed(
    api: Api, kind: str, first: dict[str, Any], change: dict[str, Any]
) -> None:
    before = len(getattr(api.fake, kind))
    name = api.made(f"/{kind}", {**first, "roles": []} if kind == "users" else first)
    thing = api.get(f"/{kind}/{name}")
    assert thing == {**thing, **first, "id": name}
    assert api.get(f"/{kind}")[kind][-1]["id"] == name
    api.put(f"/{kind}/{name}", change)
    assert api.get(f"/{kind}/{name}") == {**thing, **change}
    assert getattr(api.fake, kind)[-1] == api.get(f"/{kind}/{name}", full="true")
    api.delete(f"/{kind}/{name}")
    api.get(f"/{kind}/{name}", expect=404)
    api.put(f"/{kind}/{name}", change, expect=404)
    api.delete(f"/{kind}/{name}", expect=404)
    assert len(getattr(api.fake, kind)) == before


@pytest.mark.parametrize("kind", ["clients", "users", "groups"])
def test_an_external_id_that_is_null_is_left_out(api: Api, kind: str) -> None:
    add: Any = {"clients": api.fake.add_client, "users": api.fake.add_user, "groups": api.fake.add_group}[kind]
    plain, marked = add("a"), add("b", external_id="x")
    assert "external_id" not in api.get(f"/{kind}/{plain}")
    assert [row["id"] for row in api.get(f"/{kind}", external_id="x")[kind]] == [marked]
    assert api.get(f"/{kind}", external_id="y")[kind] == []
    api.put(f"/{kind}/{marked}", {"external_id": None})
    assert "external_id" not in api.get(f"/{kind}/{marked}")


def test_client_accounts_hold_things_of_their_own(api: Api) -> None:
    client = api.fake.add_client("Client")
    other = api.fake.add_client("Other")
    for kind in ("datasources", "klips", "tabs", "groups", "roles"):
        name = api.made(f"/{kind}", {"name": "x", "client_id": client})
        assert name not in [row["id"] for row in api.get(f"/{kind}")[kind]]
        assert name in [row["id"] for row in api.get(f"/{kind}", client_id=client)[kind]]
        assert api.get(f"/{kind}/{name}", client_id=client)["company"] == "Client"
        assert api.get(f"/{kind}/{name}")["company"] == "Client"
        api.get(f"/{kind}/{name}", client_id=other, expect=404)
        api.get(f"/{kind}", client_id=NOWHERE, expect=404)
        api.post(f"/{kind}", {"name": "x", "client_id": NOWHERE}, expect=404)
    assert api.fake.klips[0]["company"] == "Client"
    api.delete(f"/clients/{client}")
    assert (api.fake.klips, api.fake.tabs, api.fake.datasources, api.fake.datasource_instances) == ([], [], [], [])
    assert [role["name"] for role in api.fake.roles] == ["Admin", "Editor", "View Only"]


def test_client_accounts_are_found_by_status_and_shown_with_a_capital(api: Api) -> None:
    names = {status: api.made("/clients", {"name": "x", "status": status}) for status in ("active", "trial", "setup")}
    for status, name in names.items():
        (row,) = api.get("/clients", status=status)["clients"]
        assert (row["id"], row["status"]) == (name, status.capitalize())
    api.put(f"/clients/{names['trial']}", {"status": "disabled"})
    assert api.get(f"/clients/{names['trial']}")["status"] == "Disabled"


def test_features_and_allowances_have_two_names(api: Api) -> None:
    path = f"/clients/{api.fake.add_client('x')}"
    api.put(f"{path}/features", {"features": [{"name": "theming", "enabled": True}]})
    features = api.get(f"{path}/features")["features"]
    assert features[0] == {"name": "theming", "display_name": "Custom Theme", "enabled": True}
    assert [feature["enabled"] for feature in features[1:]] == [False] * 7
    api.put(f"{path}/resources", {"resources": [{"name": "company.seats", "value": 9}]})
    assert {"name": "Users", "value": 9} in api.get(f"{path}/resources")["resources"]
    api.put(f"{path}/features", {"features": [{"name": "x", "enabled": True}]}, expect=400)
    api.put(f"{path}/resources", {"resources": [{"name": "Users", "value": 9}]}, expect=400)


def test_settings_are_added_to(api: Api) -> None:
    path = f"/clients/{api.fake.add_client('x')}/settings"
    api.post(path, {"a": 1, "b": 2})
    api.post(path, {"b": 3})
    assert api.get(path) == {"a": 1, "b": 3}


@pytest.mark.parametrize("kind", ["clients", "datasources", "datasource-instances", "users"])
def test_properties_are_set_and_removed_by_name(api: Api, kind: str) -> None:
    add: Any = {"clients": api.fake.add_client, "users": api.fake.add_user}.get(kind, api.fake.add_datasource)
    path = f"/{kind}/{add('x')}/properties"
    api.put(path, {"properties": {"a": "1", "b": "2"}})
    api.put(path, {"properties": {"b": "3"}})
    assert api.get(path) == {"properties": {"a": "1", "b": "3"}}
    api.delete(path, name="a")
    assert api.get(path) == {"properties": {"b": "3"}}
    api.delete(path, name="a", expect=404)
    api.delete(path, expect=400)
    api.put(path, {"b": "4"}, expect=400)
    api.put(path, {"properties": {" ": "4"}}, expect=400)


def test_a_property_of_users_is_one_of_all_of_them(api: Api) -> None:
    first, second = api.fake.add_user("first"), api.fake.add_user("second")
    api.put(f"/users/{first}/properties", {"properties": {"City": "Ottawa"}})
    assert api.get(f"/users/{second}/properties") == {"properties": {"City": ""}}
    api.put(f"/users/{second}/properties", {"properties": {"City": "Gatineau"}})
    assert api.get(f"/users/{first}", full="true")["properties"] == {"City": "Ottawa"}
    assert api.get(f"/users/{api.fake.add_user('third')}/properties") == {"properties": {"City": ""}}
    api.delete(f"/users/{first}/properties", name="City")
    assert api.get(f"/users/{second}/properties") == {"properties": {}}


@pytest.mark.acceptance("KF-34")
@pytest.mark.parametrize("kind", ["clients", "datasources", "klips", "tabs"])
def test_share_rights_are_added_to_and_taken_away(api: Api, kind: str) -> None:
    fake, flag = api.fake, "can_manage" if kind == "clients" else "can_edit"
    add = {"clients": fake.add_client, "datasources": fake.add_datasource, "klips": fake.add_klip, "tabs": fake.add_tab}
    path = f"/{kind}/{add[kind]('x')}/share-rights"
    first, second = fake.add_group("First"), fake.add_group("Second")
    api.put(path, {"groups": [{"group_id": first, flag: True}]})
    api.put(path, {"groups": [{"group_id": second, flag: False}]})
    rights = api.get(path)["share_rights"]
    assert [(right["group_name"], right[flag]) for right in rights] == [("First", True), ("Second", False)]
    assert ("user_share_rights" in api.get(path)) == (kind != "clients")
    api.put(path, {"groups": [{"group_id": NOWHERE, flag: True}]}, expect=404)
    api.put(path, {}, expect=400)

    def take_away(group: str, expect: int = 200) -> None:
        if kind == "klips":
            api.delete(path, {"groups": [{"group_id": group, flag: True}]}, expect=expect)
        else:
            api.delete(f"{path}/{group}", expect=expect)

    take_away(first)
    assert [right["group_id"] for right in api.get(path)["share_rights"]] == [second]
    take_away(first, expect=403)
    take_away(NOWHERE, expect=404)
    api.delete(f"/groups/{second}")
    assert api.get(path)["share_rights"] == []


@pytest.mark.acceptance("KF-34")
def test_what_belongs_to_two_accounts_is_not_brought_together(api: Api) -> None:
    client = api.fake.add_client("Client")
    klip, tab, user = api.fake.add_klip("x"), api.fake.add_tab("x"), api.fake.add_user("x")
    strange, strange_klip = api.fake.add_group("x", client_id=client), api.fake.add_klip("x", client_id=client)
    api.put(f"/klips/{klip}/share-rights", {"groups": [{"group_id": strange, "can_edit": True}]}, expect=403)
    api.put(f"/groups/{strange}/users/{user}", expect=403)
    api.put(f"/users/{user}/groups/{strange}", expect=403)
    api.put(f"/tabs/{tab}/klip-instances", {"klips": [{"klip_id": strange_klip}]}, expect=403)
    strange_tab, strange_role = (add("x", client_id=client) for add in (api.fake.add_tab, api.fake.add_role))
    api.put(f"/users/{user}/tab-instances", {"tab_ids": [strange_tab]}, expect=403)
    api.post("/users", {**PERSON, "roles": [strange_role]}, expect=403)
    assert len(api.fake.users) == 2
    assert api.get(f"/klips/{klip}/share-rights")["share_rights"] == []


def test_users_have_share_rights_too(api: Api) -> None:
    path = f"/datasources/{api.fake.add_datasource('x')}/share-rights"
    user = api.fake.add_user("ann@example.com")
    api.put(path, {"groups": [], "users": [{"user_id": user, "can_edit": True}]})
    right = {"user_id": user, "first_name": "ann", "last_name": "Example", "can_edit": True}
    assert api.get(path) == {"share_rights": [], "user_share_rights": [right]}
    api.put(path, {"users": [{"user_id": user, "can_edit": True}]}, expect=400)
    strange = api.fake.add_user("strange", client_id=api.fake.add_client("Client"))
    api.put(path, {"groups": [], "users": [{"user_id": strange, "can_edit": True}]}, expect=403)
    api.delete(f"/users/{user}")
    assert api.get(path)["user_share_rights"] == []


def test_a_share_right_of_a_tab_has_a_visibility(api: Api) -> None:
    path = f"/tabs/{api.fake.add_tab('x')}/share-rights"
    group = api.fake.add_group("x")
    api.put(path, {"groups": [{"group_id": group, "can_edit": True}]})
    assert api.get(path)["share_rights"][0]["visibility"] == "library"
    api.put(path, {"groups": [{"group_id": group, "visibility": "permanent"}]})
    assert api.get(path)["share_rights"][0] == {
        "group_id": group,
        "group_name": "x",
        "can_edit": True,
        "visibility": "permanent",
    }
    api.put(path, {"groups": [{"group_id": group, "visibility": "secret"}]}, expect=400)


def test_a_data_source_is_made_with_an_instance_of_the_same_id(api: Api) -> None:
    meta = api.call("POST", "/datasources", {"name": "x"}, 201).json()["meta"]
    name = meta["location"].removeprefix("/datasources/")
    assert meta["instance_location"] == f"/datasource-instances/{name}"
    (instance,) = api.get("/datasource-instances", datasource_id=name)["datasources"]
    assert (instance["id"], instance["datasource_id"], instance["datasource_name"]) == (name, name, "x")
    second = api.made("/datasource-instances", {"datasource_id": name})
    assert api.get(f"/datasources/{name}")["is_dynamic"] is True
    assert len(api.fake.datasource_instances) == 2
    api.delete(f"/datasource-instances/{second}")
    api.get(f"/datasource-instances/{second}", expect=404)
    api.delete(f"/datasources/{name}")
    assert api.fake.datasource_instances == []


def test_the_data_of_an_instance_comes_back_as_it_was_sent(api: Api) -> None:
    name = api.fake.add_datasource("x")
    path = f"{URL}/datasource-instances/{name}/data"
    assert (api.client.get(path).status_code, api.client.get(path).content) == (200, b"")
    for data, content_type in ((b"a,b\n1,2\n", "text/csv"), (b"\x00\xff" * 999, "application/vnd.ms-excel")):
        assert api.client.put(path, content=data, headers={"Content-Type": content_type}).status_code == 200
        answer = api.client.get(path)
        assert (answer.content, answer.headers["Content-Type"]) == (data, content_type)
        assert api.fake.instance_data(name) == data
        assert api.get(f"/datasource-instances/{name}")["data_size"] == len(data)
    assert api.client.put(path, content=b"").status_code == 200
    assert api.client.get(path).headers["Content-Type"] == "application/octet-stream"


def test_refreshes_are_told_and_some_may_fail(api: Api) -> None:
    first, second = api.fake.add_datasource("first"), api.fake.add_datasource("second")
    assert api.post(f"/datasource-instances/{first}/@/refresh") == {"op_requested": "refresh"}
    api.post(f"/datasources/{second}/@/disable")
    answer = api.post("/datasources/@/refresh", {"datasources": [first, second]})
    assert (answer["success"], answer["total_instances_requested"], answer["total_instances_queued"]) == (True, 2, 1)
    assert "failed_results" not in answer
    api.post(f"/datasources/{second}/@/enable")
    answer = api.post("/datasources/@/refresh", {"datasources": [second, NOWHERE, second]})
    assert (answer["success"], answer["total_datasources_requested"], answer["total_instances_queued"]) == (False, 2, 1)
    assert list(answer["failed_results"]["invalid_datasources"]) == [NOWHERE]
    assert api.fake.refreshed == [first, first, second]


def test_instances_are_removed_by_their_last_use() -> None:
    now = datetime(2026, 7, 1, tzinfo=UTC)
    api = Api(clock=lambda: now)
    name = api.fake.add_datasource("x")
    now += timedelta(hours=1)
    recent = api.made("/datasource-instances", {"datasource_id": name})
    since = str(int(now.timestamp()))
    api.post(f"/datasources/{name}/@/delete_instances", last_access=since)
    assert [instance["id"] for instance in api.fake.datasource_instances] == [recent]
    assert api.post(f"/datasources/{name}/@/delete_instances") == {"op_requested": "delete_instances"}
    assert api.fake.datasource_instances == []
    assert api.made("/datasource-instances", {"datasource_id": name}) == name


@pytest.mark.parametrize(("method", "below"), [("POST", "@/refresh"), ("GET", "data"), ("PUT", "data")])
def test_using_an_instance_is_told_by_its_last_use(method: str, below: str) -> None:
    now = datetime(2026, 7, 1, tzinfo=UTC)
    api = Api(clock=lambda: now)
    name = api.fake.add_datasource("x")
    now += timedelta(hours=1)
    api.client.request(method, f"{URL}/datasource-instances/{name}/{below}", content=b"")
    api.post(f"/datasources/{name}/@/delete_instances", last_access=str(int(now.timestamp())))
    assert len(api.fake.datasource_instances) == 1
    moment = "2026-07-01T00:00:00Z" if method == "GET" else "2026-07-01T01:00:00Z"
    assert api.get(f"/datasource-instances/{name}")["date_last_refresh"] == moment
    assert api.get(f"/datasources/{name}")["date_last_refresh"] == moment


def test_an_import_makes_a_copy_in_the_client_account(api: Api) -> None:
    client = api.fake.add_client("Client")
    source = api.fake.add_datasource("x", data=b"1", content_type="text/plain")
    klip = api.fake.add_klip("x", schema={"workspace": {"datasources": [source]}})
    tab = api.fake.add_tab("x", klips=[klip, klip])
    api.post(f"/klips/{klip}/@/import", {}, expect=400)
    api.post(f"/klips/{klip}/@/import", {"client_id": NOWHERE}, expect=404)
    copy = api.made(f"/klips/{klip}/@/import", {"client_id": client})
    (copied_source,) = (row["id"] for row in api.get("/datasources", client_id=client)["datasources"])
    assert api.get(f"/klips/{copy}/schema")["schema"]["workspace"]["datasources"] == [copied_source]
    assert api.fake.instance_data(copied_source) == b"1"
    assert [row["id"] for row in api.get("/klips", client_id=client, datasource_id=copied_source)["klips"]] == [copy]
    assert api.get(f"/klips/{klip}/client-instances") == {"klips": [copy]}
    assert api.get(f"/klips/{klip}/client-instances", full="true")["klips"][0]["client_name"] == "Client"
    copied_tab = api.made(f"/tabs/{tab}/@/import", {"client_id": client})
    placed = api.get(f"/tabs/{copied_tab}/klip-instances")["klip_instances"]
    assert len({row["klip_id"] for row in placed}) == 1
    assert [row["id"] for row in placed] == list(api.get(f"/tabs/{copied_tab}/layout")["state"])
    assert len(api.get("/datasources", client_id=client)["datasources"]) == 1
    other = api.made(f"/datasources/{source}/@/import", {"client_id": client})
    assert other not in (source, copied_source)


@pytest.mark.acceptance("KF-34")
def test_a_copy_follows_what_it_came_from(api: Api) -> None:
    client = api.fake.add_client("Client")
    klip = api.fake.add_klip("Old")
    copy = api.made(f"/klips/{klip}/@/import", {"client_id": client})
    api.put(f"/klips/{klip}", {"name": "New"})
    api.put(f"/klips/{klip}/schema", {"title": "New", "workspace": {"datasources": []}})
    assert api.post(f"/klips/{copy}/@/update_from_parent") == {"op_requested": "update_from_parent"}
    assert api.get(f"/klips/{copy}", client_id=client)["name"] == "New"
    assert api.get(f"/klips/{copy}/schema")["schema"]["title"] == "New"
    api.post(f"/klips/{klip}/@/update_from_parent", expect=403)


def test_a_schema_is_replaced_and_comes_back_in_a_wrapper(api: Api) -> None:
    source = api.fake.add_datasource("x")
    klip = api.made("/klips", {"name": "Sales"})
    assert api.get(f"/klips/{klip}/schema")["schema"]["title"] == "Sales"
    assert api.get("/klips", datasource_id=source)["klips"] == []
    schema = {"id": "", "title": "t", "workspace": {"datasources": [source]}, "components": [{"type": "x"}]}
    api.put(f"/klips/{klip}/schema", schema)
    assert api.get(f"/klips/{klip}/schema") == {"schema": schema}
    assert [row["id"] for row in api.get("/klips", datasource_id=source)["klips"]] == [klip]
    api.get("/klips", datasource_id=NOWHERE, expect=404)


def test_annotations_are_found_by_their_date() -> None:
    now = datetime(2026, 7, 1, tzinfo=UTC)
    api = Api(clock=lambda: now)
    path = f"/klips/{api.fake.add_klip('x')}/annotations"
    first = api.made(path, {"body": "first"})
    between = str(int(now.timestamp()) + 1800)
    now += timedelta(hours=1)
    second = api.made(path, {"body": "second"})

    def found(start_date: str = "0", end_date: str = "9999999999") -> list[str]:
        return [row["id"] for row in api.get(path, start_date=start_date, end_date=end_date)["annotations"]]

    assert found() == [first, second]
    assert (found(end_date=between), found(start_date=between)) == ([first], [second])
    assert found(start_date=between, end_date=between) == []
    api.put(f"{path}/{first}", {"body": "changed"})
    assert api.get(f"{path}/{first}") == {
        "id": first,
        "createdBy": {"id": api.fake.users[0]["id"], "name": "Alex Admin"},
        "date_created": "2026-07-01T00:00:00Z",
        "body": "changed",
    }
    api.delete(f"{path}/{first}")
    assert found() == [second]
    api.get(path, start_date="yesterday", expect=400)
    api.post(path, {"body": " "}, expect=400)


def test_klips_are_placed_on_tabs_and_taken_off(api: Api) -> None:
    klip, tab = api.fake.add_klip("Visits"), api.fake.add_tab("x")
    path = f"/tabs/{tab}/klip-instances"
    (placed,) = api.put(path, {"klips": [{"klip_id": klip, "region": 2, "position": 1}]})["klip_instances"]
    assert placed == {"id": placed["id"], "klip_id": klip, "name": "Visits"}
    (again,) = api.put(path, {"klips": [{"klip_id": klip}]})["klip_instances"]
    assert api.get(path)["klip_instances"] == [placed, again]
    assert api.get(f"/tabs/{tab}/layout")["state"] == {
        placed["id"]: {"region": "region-2", "idx": 1},
        again["id"]: {"region": "region-1", "idx": 0},
    }
    api.delete(f"{path}/{placed['id']}")
    api.delete(f"{path}/{placed['id']}", expect=404)
    assert list(api.get(f"/tabs/{tab}/layout")["state"]) == [again["id"]]
    api.put(path, {"klips": [{"klip_id": NOWHERE}]}, expect=404)
    api.delete(f"/klips/{klip}")
    assert (api.get(path)["klip_instances"], api.get(f"/tabs/{tab}/layout")["state"]) == ([], {})


def test_a_layout_takes_off_what_it_leaves_out(api: Api) -> None:
    tab = api.fake.add_tab("x", klips=[api.fake.add_klip(name) for name in "abc"])
    path = f"/tabs/{tab}/layout"
    first, second, third = api.get(path)["state"]
    layout: dict[str, Any] = {"type": "50_50", "state": {third: {"region": "region-2", "idx": 1}}}
    api.put(path, {"type": "100", "state": {NOWHERE: {}}}, expect=400)
    api.put(path, {"type": "100", "state": {first: 1}}, expect=400)
    api.put(path, {"type": "grid", "state": {first: {}}}, expect=400)
    api.put(path, {"type": "100"}, expect=400)
    items = [{"id": f"gridklip-{name}", "index": [0, 1], "colSpan": 1, "minHeight": 40} for name in (third, second)]
    grid = {"type": "grid", "state": {"desktop": {"itemConfigs": items, "colWidths": ["auto"], "cols": 1}}}
    api.put(path, grid)
    assert api.get(path) == grid
    assert [row["id"] for row in api.get(f"/tabs/{tab}/klip-instances")["klip_instances"]] == [second, third]
    (new,) = api.put(f"/tabs/{tab}/klip-instances", {"klips": [{"klip_id": api.fake.klips[0]["id"]}]})["klip_instances"]
    api.delete(f"/tabs/{tab}/klip-instances/{second}")
    shown = api.get(path)["state"]["desktop"]["itemConfigs"]
    assert [item["id"] for item in shown] == [f"gridklip-{third}", f"gridklip-{new['id']}"]
    api.put(path, layout)
    assert api.get(path) == layout
    assert [row["id"] for row in api.get(f"/tabs/{tab}", full="true")["klip_instances"]] == [third]


@pytest.mark.acceptance("KF-40")
def test_a_link_is_made_with_a_dashboard_and_answers_in_other_words(api: Api) -> None:
    tab = api.fake.add_tab("x")
    links = "/dashboard-published-links"
    meta = api.call("POST", f"{links}/{tab}", {"name": "n", "isPublic": True, "password": "p"}, 201).json()["meta"]
    assert meta == {"success": True, "status": 201}
    (link,) = api.get(links, dashboard_id=tab)["published_links"]
    assert (link["published_link_name"], link["visibility"]) == ("n", "public_searchable")
    assert link["dashboard_url"].startswith("app.klipfolio.com/published/")
    assert link["created_by"] == {"user_public_id": api.fake.users[0]["id"], "user_name": "Alex Admin"}
    assert "password" not in link
    api.put(f"{links}/{link['id']}", {"name": "m", "isPublic": False})
    changed = api.get(f"{links}/{link['id']}")
    assert changed == {**link, "published_link_name": "m", "visibility": "private"}
    assert api.fake.published_links == [changed]
    api.get(links, expect=400)
    api.get(links, dashboard_id=NOWHERE, expect=404)
    api.get(f"{links}/{tab}", expect=404)
    api.post(f"{links}/{link['id']}", {"name": "n"}, expect=404)
    api.post(f"{links}/{tab}", {"name": "n", "theme": "pink"}, expect=400)
    api.delete(f"{links}/{link['id']}")
    assert api.get(links, dashboard_id=tab)["published_links"] == []
    api.post(f"{links}/{tab}", {"name": "n"}, expect=201)
    api.delete(f"/tabs/{tab}")
    assert api.fake.published_links == []


def test_a_new_user_is_invited_when_asked_for(api: Api) -> None:
    first = api.made("/users", {**PERSON, "roles": [], "password": "p"})
    assert api.fake.invited == []
    second = api.made("/users", {**PERSON, "email": "b", "roles": []}, send_email="true")
    assert api.post(f"/users/{first}/@/resend-invite") == {"op_requested": "resend-invite"}
    assert api.post(f"/users/{first}/@/reset-password") == {"op_requested": "reset-password"}
    assert (api.fake.invited, api.fake.passwords_reset) == ([second, first], [first])
    assert "password" not in api.get(f"/users/{first}", full="true")
    api.post("/users", {**PERSON, "email": "c", "roles": []}, send_email="maybe", expect=400)
    api.post("/users", {**PERSON, "email": "c", "roles": [NOWHERE]}, expect=404)
    assert [user["id"] for user in api.get("/users", email="b")["users"]] == [second]
    assert len(api.fake.users) == 3


def test_groups_and_users_are_the_same_relation_from_both_sides(api: Api) -> None:
    group, user = api.fake.add_group("g"), api.fake.add_user("u")
    for add, remove in (
        (f"/groups/{group}/users/{user}", f"/users/{user}/groups/{group}"),
        (f"/users/{user}/groups/{group}", f"/groups/{group}/users/{user}"),
    ):
        api.put(add)
        api.put(add)
        assert [row["id"] for row in api.get(f"/groups/{group}/users")["users"]] == [user]
        assert [row["id"] for row in api.get(f"/users/{user}/groups")["groups"]] == [group]
        assert api.get(f"/groups/{group}")["num_members"] == 1
        (row,) = api.get("/users", email="u", include_groups="true", include_roles="true")["users"]
        assert (row["groups"], row["roles"]) == ([group], [])
        api.delete(remove)
        assert api.get(f"/groups/{group}/users")["users"] == []
        api.delete(remove, expect=403)
    api.put(f"/groups/{group}/users/{user}")
    api.delete(f"/users/{user}")
    assert api.get(f"/groups/{group}", full="true")["members"] == []


@pytest.mark.acceptance("KF-34")
def test_roles_and_users_are_the_same_relation_from_both_sides(api: Api) -> None:
    role, user = api.fake.add_role("r"), api.fake.add_user("u")
    for give, take in (
        (f"/roles/{role}/users/{user}", f"/users/{user}/roles/{role}"),
        (f"/users/{user}/roles/{role}", f"/roles/{role}/users/{user}"),
    ):
        api.put(give)
        api.put(give, expect=403)
        assert [row["id"] for row in api.get(f"/roles/{role}/users")["users"]] == [user]
        assert [row["name"] for row in api.get(f"/users/{user}/roles")["roles"]] == ["r"]
        assert api.get(f"/roles/{role}", full="true")["num_users"] == 1
        api.delete(take)
        api.delete(take, expect=403)
        assert api.get(f"/users/{user}", full="true")["roles"] == []


def test_what_is_removed_is_gone_from_the_other_side(api: Api) -> None:
    role, gone_role = api.fake.add_role("r"), api.fake.add_role("gone")
    user, gone_user = api.fake.add_user("u", roles=[role, gone_role]), api.fake.add_user("gone", roles=[role])
    group, gone_group = api.fake.add_group("g", users=[user, gone_user]), api.fake.add_group("gone", users=[user])
    for path in (f"/roles/{gone_role}", f"/users/{gone_user}", f"/groups/{gone_group}"):
        api.delete(path)
    assert [row["id"] for row in api.get(f"/users/{user}/roles")["roles"]] == [role]
    assert [row["id"] for row in api.get(f"/users/{user}/groups")["groups"]] == [group]
    assert [row["id"] for row in api.get(f"/roles/{role}/users")["users"]] == [user]
    assert [row["id"] for row in api.get(f"/groups/{group}/users")["users"]] == [user]


@pytest.mark.acceptance("KF-34")
def test_the_admin_role_keeps_a_user_and_built_in_roles_stay(api: Api) -> None:
    admin, me, user = api.fake.roles[0]["id"], api.fake.users[0]["id"], api.fake.add_user("u")
    api.delete(f"/roles/{admin}/users/{me}", expect=403)
    api.delete(f"/users/{me}/roles/{admin}", expect=403)
    api.put(f"/roles/{admin}/users/{user}")
    api.delete(f"/roles/{admin}/users/{me}")
    api.delete(f"/users/{user}", expect=403)
    api.delete(f"/users/{me}", expect=403)
    assert api.get(f"/roles/{admin}")["company"] == "N/A"
    api.put(f"/roles/{admin}", {"name": "x"}, expect=403)
    api.put(f"/roles/{admin}/permissions", {"permissions": ["x"]}, expect=403)
    api.delete(f"/roles/{admin}/permissions", {"permissions": ["klip.build"]}, expect=403)
    api.delete(f"/roles/{admin}", expect=403)


def test_permissions_of_a_role_are_replaced_added_to_and_taken_away(api: Api) -> None:
    role = api.made("/roles", {"name": "r", "permissions": ["klip.build", "klip.edit"]})
    path = f"/roles/{role}/permissions"
    assert api.get(path) == {"permissions": ["klip.build", "klip.edit"]}
    api.put(f"/roles/{role}", {"permissions": ["tab.build", "tab.edit", "tab.build"]})
    assert api.get(path) == {"permissions": ["tab.build", "tab.edit"]}
    api.put(path, {"permissions": ["tab.edit", "of.my.own"]})
    api.delete(path, {"permissions": ["tab.build", "klip.build"]})
    assert api.get(path) == {"permissions": ["tab.edit", "of.my.own"]}
    api.delete(path, {}, expect=400)


def test_tabs_are_put_on_the_dashboard_of_a_user(api: Api) -> None:
    user, tab = api.fake.add_user("u"), api.fake.add_tab("Sales")
    path = f"/users/{user}/tab-instances"
    (added,) = api.put(path, {"tab_ids": [tab]})["tab_instances"]
    assert added == {"id": added["id"], "tab_id": tab, "name": "Sales"}
    assert api.get(path)["tab_instances"] == [{**added, "context": "desktop"}]
    assert api.get(f"/users/{user}", full="true")["tab_instances"] == [added["id"]]
    api.delete(f"{path}/{added['id']}")
    api.delete(f"{path}/{added['id']}", expect=404)
    api.put(path, {"tab_ids": [tab, tab]})
    api.delete(f"/tabs/{tab}")
    assert api.get(path)["tab_instances"] == []


def test_the_profile_shows_the_user_of_the_credential(api: Api) -> None:
    me = api.fake.users[0]["id"]
    group, tab = api.fake.add_group("g", users=[me]), api.fake.add_tab("t")
    api.put(f"/users/{me}/tab-instances", {"tab_ids": [tab]})
    short, full = api.get("/profile"), api.get("/profile", full="true")
    assert (short["id"], short["email"], short["company"]["name"]) == (me, "admin@example.com", "Example Company")
    assert len(short["company"]["id"]) == 32
    assert not short.keys() & {"groups", "permissions"}
    assert full["groups"] == [{"id": group, "name": "g", "type": 10}]
    assert full["tab_instances"][0]["layout"] == {"type": "100", "state": {}}
    assert full == {**full, **short}


def test_default_tabs_of_a_group_are_kept(api: Api) -> None:
    group, tab = api.fake.add_group("g"), api.fake.add_tab("Sales")
    path = f"/groups/{group}/default-tabs"
    name = api.made(path, {"tab_id": tab, "visibility": "dashboard"})
    row = api.get(f"{path}/{name}")
    expected = {"id": name, "tab_id": tab, "name": "Sales", "can_edit": False, "visibility": "dashboard", "index": 0}
    assert row == {**row, **expected}
    assert api.get(path) == {"default_tabs": [row]}
    api.put(f"{path}/{name}", {"can_edit": True, "index": 3})
    assert api.get(f"{path}/{name}") == {**row, "can_edit": True, "index": 3}
    api.put(f"{path}/{name}", {"visibility": "x"}, expect=400)
    api.post(path, {"tab_id": NOWHERE}, expect=404)
    api.delete(f"{path}/{name}")
    api.get(f"{path}/{name}", expect=404)
    api.made(path, {"tab_id": tab})
    api.delete(f"/tabs/{tab}")
    assert api.get(path) == {"default_tabs": []}
