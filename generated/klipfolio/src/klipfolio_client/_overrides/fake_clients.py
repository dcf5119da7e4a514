"""Client accounts in the fake of Klipfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.fake import ParameterError
from . import fake_rules as rules
from .fake_call import done, operation_requested
from .fake_rights import Properties, ShareRights, group_rights_of
from .fake_routes import DESCRIBED, NAMED, Kind, route, shown, wants_full
from .fake_state import Client, World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._runtime.fake import FakeResponse
    from .fake_call import Call
    from .fake_routes import Route

_STATUSES = ("active", "trial", "setup", "disabled")
_STATUS = rules.choice(*_STATUSES)
_MEMBERS: rules.Rules = {
    **DESCRIBED,
    "status": _STATUS,
    "seats": rules.LIMIT,
    "custom_theme": rules.FLAG,
    "external_id": rules.NULLABLE,
}
_ALLOWANCES = {
    "api.requests.perDay": "API Calls per Day",
    "dashboard.combined.total": "Dashboards",
    "company.seats": "Users",
    "published.private.links": "Private Links",
    "dashboard.tabs.total": "Dashboards",
    "api.requests.perSecond": "API Calls per Second",
    "api.append.data.size": "API Append Data Size (in KB)",
    "dashboard.klips.perTab": "Klips per Dashboard",
    "dashboard.tabs.perDashboard": "Maximum viewable Dashboards",
    "workspace.datasources.perFormula": "Data Sources per Formula",
    "sessions.concurrent": "Concurrent Sessions",
    "published.private.concurrent": "Private Link Viewers",
}


def _make(world: World, _: str | None, given: Mapping[str, Any]) -> Client:
    members = {
        "name": given["name"],
        "description": given.get("description", ""),
        "status": str(given.get("status", "active")).capitalize(),
        "seats": given.get("seats", -1),
        "last_sign_in": given.get("last_sign_in"),
        "external_id": given.get("external_id"),
        "custom_theme": given.get("custom_theme", False),
    }
    client = Client(world.new_id("client"), None, members)
    world.clients[client.id] = client
    return client


def _shape(call: Call) -> Callable[[Client], dict[str, Any]]:
    full = wants_full(call)

    def row(client: Client) -> dict[str, Any]:
        members = _detail(call.world, client, full)
        del members["custom_theme"]
        return members

    return row


def _detail(world: World, client: Client, full: bool) -> dict[str, Any]:
    members = {"id": client.id, **shown(client.members)}
    if full:
        users = [user for user in world.users.values() if user.account == client.id]
        groups = [group for group in world.groups.values() if group.account == client.id]
        members["users"] = [user.row("first_name", "last_name", "email") for user in users]
        members["groups"] = [group.row("name") for group in groups]
        members["share_rights"] = group_rights_of(world, client)
    return members


def _change(_: World, client: Client, given: dict[str, Any]) -> None:
    if "status" in given:
        given["status"] = given["status"].capitalize()
    client.members.update(given)


def _select(call: Call, clients: list[Client]) -> list[Client]:
    status = call.text("status")
    if status is None:
        return clients
    if status not in _STATUSES:
        raise ParameterError(f"status must be {_STATUS.says}.")
    return [client for client in clients if client.members["status"] == status.capitalize()]


CLIENTS: Kind[Client] = Kind(
    path="/clients",
    name="client account",
    table=lambda world: world.clients,
    shape=_shape,
    detail=_detail,
    make=_make,
    remove=World.remove_client,
    required=NAMED,
    optional=_MEMBERS,
    changeable={**NAMED, **_MEMBERS},
    change=_change,
    select=_select,
    has_external_ids=True,
    in_accounts=False,
)


def _extend_trial(call: Call) -> FakeResponse:
    CLIENTS.existing(call)
    call.body({"days": rules.POSITIVE})
    return operation_requested(call)


def _enable_direct_billing(call: Call) -> FakeResponse:
    CLIENTS.existing(call)
    return operation_requested(call)


def _get_features(call: Call) -> FakeResponse:
    return done({"features": list(CLIENTS.existing(call).features.values())})


def _put_features(call: Call) -> FakeResponse:
    client = CLIENTS.existing(call)
    rows = [
        rules.checked(row, {"name": rules.NAME, "enabled": rules.FLAG})
        for row in call.body({"features": rules.ROWS})["features"]
    ]
    if not all(row["name"] in client.features for row in rows):
        raise ParameterError("name must be one of " + ", ".join(client.features) + ".")
    for row in rows:
        client.features[row["name"]]["enabled"] = row["enabled"]
    return done({})


def _get_resources(call: Call) -> FakeResponse:
    resources = CLIENTS.existing(call).resources
    return done({"resources": [{"name": name, "value": value} for name, value in resources.items()]})


def _put_resources(call: Call) -> FakeResponse:
    client = CLIENTS.existing(call)
    rows = [
        rules.checked(row, {"name": rules.NAME, "value": rules.LIMIT})
        for row in call.body({"resources": rules.ROWS})["resources"]
    ]
    if not all(row["name"] in _ALLOWANCES for row in rows):
        raise ParameterError("name must be one of " + ", ".join(_ALLOWANCES) + ".")
    for row in rows:
        client.resources[_ALLOWANCES[row["name"]]] = row["value"]
    return done({})


def _get_settings(call: Call) -> FakeResponse:
    return done(CLIENTS.existing(call).settings)


def _post_settings(call: Call) -> FakeResponse:
    CLIENTS.existing(call).settings.update(call.json_object())
    return done({})


_SHARE_RIGHTS = ShareRights(CLIENTS, "can_manage", has_users=False)
_ONE = "/clients/{client_id}"

ROUTES: list[Route] = [
    *CLIENTS.routes("client_id", ("client.access", "client.build", "client.edit", "client.delete")),
    route(f"POST {_ONE}/@/extend_trial", _extend_trial),
    route(f"POST {_ONE}/@/enable_direct_billing", _enable_direct_billing),
    route(f"GET {_ONE}/features", _get_features, "client.access"),
    route(f"PUT {_ONE}/features", _put_features, "client.edit"),
    *Properties(CLIENTS.table, CLIENTS.name).routes(_ONE, read="client.access", write="client.edit"),
    route(f"GET {_ONE}/resources", _get_resources, "client.access"),
    route(f"PUT {_ONE}/resources", _put_resources, "client.edit"),
    route(f"GET {_ONE}/settings", _get_settings),
    route(f"POST {_ONE}/settings", _post_settings),
    *ShareRights(CLIENTS, "can_manage", has_users=False).routes(
        "client_id", read="client.access", share="client.share"
    ),
]
