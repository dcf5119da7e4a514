"""Objects and lists that callers write are checked down to their members, and errors name the place."""

from __future__ import annotations

import json
from collections import OrderedDict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import httpx2
import pytest
from klipfolio_client import AsyncKlipfolio, Klipfolio, omit

from tests.unit.scripted import Face, Script

if TYPE_CHECKING:
    from collections.abc import Callable

AnyKlipfolio: TypeAlias = Klipfolio | AsyncKlipfolio
Call: TypeAlias = "Callable[[AnyKlipfolio, Any], Any]"

DONE: dict[str, Any] = {"meta": {"success": True, "status": 200}}
RIGHT = {"group_id": "g1", "can_edit": True}
NAN = float("nan")
ENDLESS: dict[str, Any] = {}
ENDLESS["again"] = ENDLESS


def made(face: Face, service: Script) -> AnyKlipfolio:
    return (AsyncKlipfolio if face.asynchronous else Klipfolio)(api_key="any", transport=service)


def body_of(face: Face, call: Call, value: Any, **data: Any) -> Any:
    """What a call sends."""
    service = Script(httpx2.Response(200, json={**DONE, "data": data}))
    face.wait(call(made(face, service), value))
    (request,) = service.requests
    return json.loads(request.content)


def refusal_of(face: Face, call: Call, value: Any) -> tuple[type[Exception], str]:
    """The error of a call that sends nothing."""
    service = Script()
    with pytest.raises((TypeError, ValueError)) as caught:
        face.wait(call(made(face, service), value))
    assert not service.sent
    return caught.type, str(caught.value)


def share_klip(client: AnyKlipfolio, groups: Any) -> Any:
    return client.klips.share_rights.update("k1", groups=groups)


def unshare_klip(client: AnyKlipfolio, groups: Any) -> Any:
    return client.klips.share_rights.delete("k1", groups=groups)


def share_client(client: AnyKlipfolio, groups: Any) -> Any:
    return client.clients.share_rights.update("c1", groups=groups)


def share_datasource(client: AnyKlipfolio, users: Any) -> Any:
    return client.datasources.share_rights.update("d1", groups=[], users=users)


def share_tab(client: AnyKlipfolio, groups: Any) -> Any:
    return client.tabs.share_rights.update("t1", groups=groups)


def place(client: AnyKlipfolio, klips: Any) -> Any:
    return client.tabs.klip_instances.add("t1", klips=klips)


def features(client: AnyKlipfolio, value: Any) -> Any:
    return client.clients.features.update("c1", features=value)


def resources(client: AnyKlipfolio, value: Any) -> Any:
    return client.clients.resources.update("c1", resources=value)


def user(client: AnyKlipfolio, roles: Any) -> Any:
    return client.users.create(first_name="Ann", last_name="Bee", email="ann@example.com", roles=roles)


def refresh(client: AnyKlipfolio, datasources: Any) -> Any:
    return client.datasources.refresh(datasources=datasources)


def put_on_dashboard(client: AnyKlipfolio, tab_ids: Any) -> Any:
    return client.users.tab_instances.add("u1", tab_ids=tab_ids)


def role(client: AnyKlipfolio, permissions: Any) -> Any:
    return client.roles.create(name="Editor", permissions=permissions)


def klip(client: AnyKlipfolio, schema: Any) -> Any:
    return client.klips.create(name="Sales", schema=schema)


def layout(client: AnyKlipfolio, state: Any) -> Any:
    return client.tabs.layout.update("t1", type="100", state=state)


def properties(client: AnyKlipfolio, value: Any) -> Any:
    return client.datasources.properties.update("d1", properties=value)


REFUSED: list[tuple[Call, Any, type[Exception], str]] = [
    # A member of another type, or outside of its bounds.
    (share_klip, [{"group_id": 7, "can_edit": True}], TypeError, "groups[0].group_id: expected str, got int"),
    (share_klip, [{"group_id": "g1", "can_edit": 1}], TypeError, "groups[0].can_edit: expected bool, got int"),
    (share_klip, [RIGHT, {**RIGHT, "can_edit": "yes"}], TypeError, "groups[1].can_edit: expected bool, got str"),
    (
        share_client,
        [{"group_id": "g1", "can_manage": 0}],
        TypeError,
        "groups[0].can_manage: expected bool, got int",
    ),
    (share_tab, [{**RIGHT, "visibility": True}], TypeError, "groups[0].visibility: expected str, got bool"),
    (place, [{"klip_id": "k1", "region": "0"}], TypeError, "klips[0].region: expected int, got str"),
    (place, [{"klip_id": "k1", "position": True}], TypeError, "klips[0].position: expected int, got bool"),
    (
        place,
        [{"klip_id": "k1"}, {"klip_id": "k1", "region": -1}],
        ValueError,
        "klips[1].region: -1 is below 0, the smallest value allowed",
    ),
    (
        resources,
        [{"name": "company.seats", "value": 1.5}],
        TypeError,
        "resources[0].value: expected int, got float",
    ),
    (
        resources,
        [{"name": "company.seats", "value": -2}],
        ValueError,
        "resources[0].value: -2 is below -1, the smallest value allowed",
    ),
    (
        features,
        [{"name": None, "enabled": True}],
        TypeError,
        "features[0].name: None is not accepted here; give a value",
    ),
    # An identifier that is none.
    (share_klip, [{**RIGHT, "group_id": ""}], ValueError, "groups[0].group_id: must not be empty"),
    (unshare_klip, [{**RIGHT, "group_id": ""}], ValueError, "groups[0].group_id: must not be empty"),
    (share_tab, [{**RIGHT, "group_id": ""}], ValueError, "groups[0].group_id: must not be empty"),
    (
        share_client,
        [{"group_id": "", "can_manage": True}],
        ValueError,
        "groups[0].group_id: must not be empty",
    ),
    (
        share_datasource,
        [{"user_id": "", "can_edit": True}],
        ValueError,
        "users[0].user_id: must not be empty",
    ),
    (place, [{"klip_id": ""}], ValueError, "klips[0].klip_id: must not be empty"),
    (user, ["r1", ""], ValueError, "roles[1]: must not be empty"),
    (refresh, [""], ValueError, "datasources[0]: must not be empty"),
    (put_on_dashboard, ["t1", ""], ValueError, "tab_ids[1]: must not be empty"),
    (
        share_klip,
        [{**RIGHT, "group_id": "\ud800"}],
        ValueError,
        "groups[0].group_id: the text holds half of a character (a surrogate), which cannot be sent",
    ),
    # A member that is missing, or unknown.
    (share_klip, [{"group_id": "g1"}], TypeError, "groups[0]: the member 'can_edit' is missing"),
    (share_klip, [RIGHT, {"can_edit": True}], TypeError, "groups[1]: the member 'group_id' is missing"),
    (share_klip, [{}], TypeError, "groups[0]: the member 'group_id' is missing"),
    (place, [{"region": 1}], TypeError, "klips[0]: the member 'klip_id' is missing"),
    (features, [{"name": "sso"}], TypeError, "features[0]: the member 'enabled' is missing"),
    (
        share_klip,
        [{**RIGHT, "can_manage": True}],
        TypeError,
        "groups[0]: 'can_manage' is no member of it; known: group_id, can_edit",
    ),
    (
        place,
        [{"klip_id": "k1", "id": "k1"}],
        TypeError,
        "klips[0]: 'id' is no member of it; known: klip_id, region, position",
    ),
    (share_klip, [{1: 2}], TypeError, "groups[0]: 1 is no member of it; known: group_id, can_edit"),
    # An item of another type.
    (share_klip, ["g1"], TypeError, "groups[0]: expected dict, got str"),
    (share_klip, [RIGHT, None], TypeError, "groups[1]: None is not accepted here; leave it out to not send it"),
    (place, [["k1"]], TypeError, "klips[0]: expected dict, got list"),
    (user, ["r1", 7], TypeError, "roles[1]: expected str, got int"),
    (user, [["r1"]], TypeError, "roles[0]: expected str, got list"),
    (refresh, [None], TypeError, "datasources[0]: None is not accepted here; leave it out to not send it"),
    (role, ["klip.build", True], TypeError, "permissions[1]: expected str, got bool"),
    # No list, or no object: text and dictionaries are sequences of something, but not of this.
    (share_klip, RIGHT, TypeError, "groups: expected list, got dict"),
    (share_klip, None, TypeError, "groups: None is not accepted here; give a value"),
    (share_klip, omit, TypeError, "groups: this parameter is required"),
    (user, "r1", TypeError, "roles: expected list, got str"),
    (user, {"r1"}, TypeError, "roles: expected list, got set"),
    (refresh, b"d1", TypeError, "datasources: expected list, got bytes"),
    (klip, [("id", "s1")], TypeError, "schema: expected dict, got list"),
    (klip, "{}", TypeError, "schema: expected dict, got str"),
    (klip, None, TypeError, "schema: None is not accepted here; leave it out to not send it"),
    (layout, [], TypeError, "state: expected dict, got list"),
    # What JSON has no way to say.
    (klip, {"a": [NAN]}, ValueError, "schema: JSON cannot hold this: Out of range float values"),
    (klip, {"a": {1}}, TypeError, "schema: JSON cannot hold this: Object of type set is not JSON serializable"),
    (klip, {"a": b""}, TypeError, "schema: JSON cannot hold this: Object of type bytes is not JSON serializable"),
    (layout, {"a": "\ud800"}, ValueError, "state: JSON cannot hold this: 'utf-8' codec can't encode character"),
    (layout, ENDLESS, ValueError, "state: JSON cannot hold this: "),
    (properties, {"a": {(1, 2): 3}}, TypeError, "properties: JSON cannot hold this: keys must be str"),
]


@pytest.mark.parametrize(("call", "value", "kind", "text"), REFUSED)
def test_what_the_service_could_not_read_is_refused(
    face: Face, call: Call, value: Any, kind: type[Exception], text: str
) -> None:
    refused, message = refusal_of(face, call, value)
    assert refused is kind
    # What follows JSON's own word differs between versions of Python.
    assert message.startswith(text) if "JSON" in text else message == text


@pytest.mark.parametrize(
    ("call", "value", "body"),
    [
        (share_klip, [RIGHT], {"groups": [RIGHT]}),
        (share_klip, (RIGHT, {**RIGHT, "can_edit": False}), {"groups": [RIGHT, {**RIGHT, "can_edit": False}]}),
        (share_klip, [], {"groups": []}),
        (share_klip, [MappingProxyType(RIGHT)], {"groups": [RIGHT]}),
        (share_klip, [OrderedDict(RIGHT)], {"groups": [RIGHT]}),
        (
            share_datasource,
            [{"user_id": "u1", "can_edit": False}],
            {"groups": [], "users": [{"user_id": "u1", "can_edit": False}]},
        ),
        (
            role,
            ["klip.build", "permission.of_tomorrow"],
            {"name": "Editor", "permissions": ["klip.build", "permission.of_tomorrow"]},
        ),
        (role, (), {"name": "Editor", "permissions": []}),
        (role, omit, {"name": "Editor"}),
        (
            resources,
            [{"name": "resource.of_tomorrow", "value": -1}],
            {"resources": [{"name": "resource.of_tomorrow", "value": -1}]},
        ),
        (klip, {"id": "s1", "more": [{"x": None}]}, {"name": "Sales", "schema": {"id": "s1", "more": [{"x": None}]}}),
        (klip, {}, {"name": "Sales", "schema": {}}),
        (klip, omit, {"name": "Sales"}),
    ],
)
def test_what_is_in_order_is_sent_as_it_is(face: Face, call: Call, value: Any, body: Any) -> None:
    assert body_of(face, call, value, id="1") == body
