"""Every operation of Klipfolio's spec on its fake: the answer has the documented form, and needs what is documented."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from klipfolio_client._runtime.fake import FakeRequest, FakeResponse
from klipfolio_client.testing import FakeKlipfolio

from tests.contract.documents import load_spec
from tests.contract.strictness import schema_faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.contract.documents import Operation

SPEC = load_spec("klipfolio")
BODIES: dict[str, dict[str, Any]] = {
    "clients_create": {"name": "New", "description": "d", "status": "trial", "seats": 3, "external_id": "x"},
    "clients_update": {"name": "Renamed", "custom_theme": True},
    "clients_extend_trial": {"days": 14},
    "clients_features_update": {"features": [{"name": "sso", "enabled": True}]},
    "clients_properties_update": {"properties": {"alpha": "omega"}},
    "clients_resources_update": {"resources": [{"name": "dashboard.combined.total", "value": 7}]},
    "clients_settings_update": {"brand.parent.enabled": True},
    "clients_share_rights_update": {"groups": [{"group_id": "{group_id}", "can_manage": True}]},
    "datasources_create": {
        "name": "New",
        "format": "csv",
        "connector": "box",
        "refresh_interval": 60,
        "properties": {},
    },
    "datasources_update": {"refresh_interval": 0},
    "datasources_import_": {"client_id": "{client_id}"},
    "datasources_refresh": {"datasources": ["{datasource_id}", "0123456789abcdef0123456789abcdef"]},
    "datasources_properties_update": {"properties": {"method": "GET"}},
    "datasources_share_rights_update": {
        "groups": [{"group_id": "{group_id}", "can_edit": True}],
        "users": [{"user_id": "{user_id}", "can_edit": True}],
    },
    "datasource_instances_create": {"datasource_id": "{datasource_id}"},
    "datasource_instances_data_update": {"rows": [1, 2]},
    "datasource_instances_properties_update": {"properties": {"Stuff": "NewStuff"}},
    "klips_create": {"name": "New", "description": "d"},
    "klips_update": {"description": "d"},
    "klips_import_": {"client_id": "{client_id}"},
    "klips_share_rights_update": {"groups": [{"group_id": "{group_id}", "can_edit": True}]},
    "klips_share_rights_delete": {"groups": [{"group_id": "{group_id}", "can_edit": True}]},
    "klips_schema_update": {"id": "", "title": "Default", "workspace": {"datasources": []}, "components": []},
    "klips_annotations_create": {"body": "Order status for June"},
    "klips_annotations_update": {"body": "Order status for July"},
    "tabs_create": {"name": "New"},
    "tabs_update": {"name": "Renamed"},
    "tabs_import_": {"client_id": "{client_id}"},
    "tabs_klip_instances_add": {"klips": [{"klip_id": "{klip_id}", "region": 0, "position": 1}]},
    "tabs_layout_update": {"type": "100", "state": {"{klip_instance_id}": {"region": "region-1", "idx": 1}}},
    "tabs_share_rights_update": {"groups": [{"group_id": "{group_id}", "can_edit": True, "visibility": "permanent"}]},
    "published_links_create": {"name": "New", "isPublic": True, "theme": "dark", "description": None},
    "published_links_update": {"name": "Renamed"},
    "users_create": {"first_name": "A", "last_name": "B", "email": "a@b.example", "roles": ["{role_id}"]},
    "users_update": {"last_name": "C"},
    "users_properties_update": {"properties": {"City": "Ottawa"}},
    "users_tab_instances_add": {"tab_ids": ["{tab_id}"]},
    "groups_create": {"name": "New Group", "description": "A brand new group", "external_id": "group_api"},
    "groups_update": {"name": "Renamed"},
    "groups_default_tabs_create": {"tab_id": "{tab_id}", "can_edit": True, "visibility": "dashboard", "index": 0},
    "groups_default_tabs_update": {"index": 2},
    "roles_create": {"name": "New", "description": "d", "permissions": ["klip.build"]},
    "roles_update": {"permissions": ["klip.build", "klip.edit"]},
    "roles_permissions_update": {"permissions": ["klip.build"]},
    "roles_permissions_delete": {"permissions": ["klip.build"]},
}
QUERIES = {
    "clients_properties_delete": {"name": "alpha"},
    "datasources_properties_delete": {"name": "alpha"},
    "datasource_instances_properties_delete": {"name": "alpha"},
    "users_properties_delete": {"name": "alpha"},
    "published_links_list": {"dashboard_id": "{tab_id}"},
}
"""Only what is required."""


class Stage:
    """A fake with something to do for every operation, and the ids of that."""

    def __init__(self) -> None:
        self.fake = fake = FakeKlipfolio(sample=True, rate_limit=None)
        held_role = fake.add_role("Held")
        user_id = fake.add_user("new@example.com", roles=[held_role])
        joined_group = fake.add_group("Joined", users=[user_id])
        tab = fake.tabs[0]
        self.ids = ids = {
            "client_id": fake.clients[0]["id"],
            "datasource_id": fake.datasources[0]["id"],
            "instance_id": fake.datasource_instances[0]["id"],
            "klip_id": fake.klips[0]["id"],
            "tab_id": tab["id"],
            "klip_instance_id": tab["klip_instances"][0]["id"],
            "user_id": user_id,
            "group_id": next(group["id"] for group in fake.groups if group["name"] == "Marketing"),
            "role_id": fake.add_role("Custom"),
            "published_link_id": fake.published_links[0]["id"],
        }
        properties = {"properties": {"alpha": "omega"}}
        for path in ("/clients/{client_id}", "/datasources/{datasource_id}", "/datasource-instances/{instance_id}"):
            self.send("PUT", f"{path}/properties", properties)
        self.send("PUT", "/users/{user_id}/properties", properties)
        ids["annotation_id"] = self.made("POST", "/klips/{klip_id}/annotations", {"body": "Note"})
        ids["default_tab_id"] = self.made("POST", "/groups/{group_id}/default-tabs", {"tab_id": tab["id"]})
        added = self.send("PUT", "/users/{user_id}/tab-instances", {"tab_ids": [tab["id"]]})
        ids["tab_instance_id"] = added["data"]["tab_instances"][0]["id"]
        copy = self.made("POST", "/klips/{klip_id}/@/import", {"client_id": ids["client_id"]})
        self.other_ids = {
            "klips_update_from_parent": {"klip_id": copy},
            "published_links_create": {"published_link_id": tab["id"]},
            "users_roles_remove": {"role_id": held_role},
            "roles_users_remove": {"role_id": held_role},
            "users_groups_remove": {"group_id": joined_group},
            "groups_users_remove": {"group_id": joined_group},
        }

    def request(self, method: str, path: str, query: Mapping[str, str], body: object) -> FakeResponse:
        content = b"" if body is None else json.dumps(body).encode()
        return self.fake.respond(
            FakeRequest(method, f"{SPEC.base}{path}", urlencode(query), {"kf-api-key": "k"}, content)
        )

    def send(self, method: str, template: str, body: dict[str, Any]) -> dict[str, Any]:
        response = self.request(method, template.format(**self.ids), {}, body)
        assert response.status in (200, 201), response.body
        return read(response)

    def made(self, method: str, template: str, body: dict[str, Any]) -> str:
        location: str = self.send(method, template, body)["meta"]["location"]
        return location.rpartition("/")[2]

    def call(self, operation: Operation, *, missing: str = "", **query: str) -> FakeResponse:
        ids = self.ids | self.other_ids.get(operation.id, {})
        path = operation.template.format(**(ids | {missing: "0" * 32}))
        body = filled(BODIES[operation.id], ids) if operation.id in BODIES else None
        return self.request(operation.method, path, filled(QUERIES.get(operation.id, {}), ids) | query, body)


def read(response: FakeResponse) -> dict[str, Any]:
    assert response.headers["Content-Type"] == "application/json"
    answer: dict[str, Any] = json.loads(response.body)
    return answer


def filled(value: Any, ids: dict[str, str]) -> Any:
    """The value with ids in place of their names in braces."""
    text = json.dumps(value)
    for name, each in ids.items():
        text = text.replace(f"{{{name}}}", each)
    return json.loads(text)


def success(operation: Operation) -> tuple[int, dict[str, Any]]:
    (found,) = ((status, node) for status, node in operation.responses.items() if status < 300)
    return found


@pytest.mark.acceptance("KF-39", "KF-40")
@pytest.mark.parametrize("name", SPEC.operations)
def test_every_operation_is_answered_in_the_documented_form(name: str) -> None:
    operation = SPEC.operations[name]
    stage = Stage()
    response = stage.call(operation)
    status, node = success(operation)
    assert response.status == status, response.body
    schema = node["content"].get("application/json", {}).get("schema")
    if schema is None:
        assert (response.headers["Content-Type"], response.body[:12]) == ("text/csv", b"month,visits")
    else:
        assert schema_faults(SPEC, schema, read(response), name) == []


@pytest.mark.parametrize("name", [name for name, each in SPEC.operations.items() if "full" in each.named("query")])
def test_full_answers_have_the_documented_form(name: str) -> None:
    operation = SPEC.operations[name]
    stage = Stage()
    query = {"full": "true"}
    if "external_id" in operation.named("query"):
        stage.fake.add_client("One", external_id="x")
        stage.fake.add_group("One", external_id="x", users=[stage.ids["user_id"]])
        stage.fake.add_user("one@example.com", external_id="x")
        query["external_id"] = "x"
    response = stage.call(operation, **query)
    assert response.status == 200
    schema = success(operation)[1]["content"]["application/json"]["schema"]
    assert schema_faults(SPEC, schema, read(response), name) == []
    if operation.paging and "external_id" in query:
        assert [len(rows) for rows in read(response)["data"].values()] == [1]


@pytest.mark.acceptance("KF-33")
@pytest.mark.parametrize("name", SPEC.operations)
def test_every_operation_needs_its_permission(name: str) -> None:
    operation = SPEC.operations[name]
    needed: list[str] = operation.node.get("x-permissions", [])
    for lacking in needed:
        stage = Stage()
        stage.fake.permissions = frozenset(needed) - {lacking}
        response = stage.call(operation)
        assert (response.status, read(response)["meta"]["error_code"]) == (401, "permission_denied")
    stage = Stage()
    stage.fake.permissions = frozenset(needed)
    assert stage.call(operation).status < 300


@pytest.mark.acceptance("KF-35")
@pytest.mark.parametrize("name", [name for name, each in SPEC.operations.items() if each.named("path")])
def test_every_operation_with_an_id_knows_what_does_not_exist(name: str) -> None:
    operation = SPEC.operations[name]
    stage = Stage()
    for parameter in operation.named("path"):
        response = stage.call(operation, missing=parameter)
        assert (response.status, read(response)["meta"]["error_code"]) == (404, "not_found"), parameter
