"""Tabs, the klips on them and their layout in the fake of Klipfolio."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .._runtime.fake import ParameterError
from . import fake_rules as rules
from .fake_call import RefusedError, created, done, page, referred, same_account, target_client
from .fake_klips import copy_klip
from .fake_rights import ShareRights, group_rights_of
from .fake_routes import DESCRIBED, NAMED, Kind, route, update_dated
from .fake_state import GRID, GRID_ITEM, Tab, World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._runtime.fake import FakeResponse
    from .fake_call import Call
    from .fake_routes import Route
    from .fake_state import Klip


def make_tab(world: World, account: str | None, given: Mapping[str, Any]) -> Tab:
    """A new tab without klips."""
    members = {
        "name": given["name"],
        "description": given.get("description", ""),
        "created_by": world.user_id,
        "last_updated": world.moment(),
    }
    tab = Tab(world.new_id("tab"), account, members)
    world.tabs[tab.id] = tab
    return tab


def place(world: World, tab: Tab, klip: Klip, region: int = 1, position: int = 0) -> str:
    """Place a klip on a tab and return the id of the klip instance."""
    instance_id = world.new_id("klip instance")
    tab.placed[instance_id] = klip.id
    if tab.layout == GRID:
        item = {"id": GRID_ITEM + instance_id, "index": [region, position], "colSpan": 1, "minHeight": 40}
        tab.state["desktop"]["itemConfigs"].append(item)
    else:
        tab.state[instance_id] = {"region": f"region-{region}", "idx": position}
    return instance_id


def _placed(world: World, tab: Tab, instance_id: str) -> dict[str, Any]:
    klip = world.klips[tab.placed[instance_id]]
    return {"id": instance_id, "klip_id": klip.id, "name": klip.members["name"]}


def _detail(world: World, tab: Tab, full: bool) -> dict[str, Any]:
    members = {"id": tab.id, "company": world.company_of(tab), **tab.members}
    if full:
        members["klip_instances"] = [_placed(world, tab, instance_id) for instance_id in tab.placed]
        members["share_rights"] = group_rights_of(world, tab)
    return members


def _shape(call: Call) -> Callable[[Tab], dict[str, Any]]:
    if call.flag("full"):
        return lambda tab: _detail(call.world, tab, True)
    return lambda tab: tab.row("name", "description")


TABS: Kind[Tab] = Kind(
    path="/tabs",
    name="tab",
    table=lambda world: world.tabs,
    shape=_shape,
    detail=_detail,
    make=make_tab,
    remove=World.remove_tab,
    required=NAMED,
    optional=DESCRIBED,
    changeable={**NAMED, **DESCRIBED},
    change=update_dated,
)


def _import(call: Call) -> FakeResponse:
    tab, world = TABS.existing(call), call.world
    client_id = target_client(call)
    copy = make_tab(world, client_id, tab.members)
    copy.parent = tab.id
    placed = dict.fromkeys(tab.placed.values())
    klips = {klip_id: copy_klip(world, world.klips[klip_id], client_id) for klip_id in placed}
    state = json.dumps(tab.state)
    for instance_id, klip_id in tab.placed.items():
        new_id = world.new_id("klip instance")
        copy.placed[new_id] = klips[klip_id].id
        state = state.replace(instance_id, new_id)
    copy.layout, copy.state = tab.layout, json.loads(state)
    return created(f"/tabs/{copy.id}", {"op_requested": "import"})


def _list_placed(call: Call) -> FakeResponse:
    tab = TABS.existing(call)
    return page(call, "klip_instances", tab.placed, lambda instance_id: _placed(call.world, tab, instance_id))


def _place(call: Call) -> FakeResponse:
    tab, world = TABS.existing(call), call.world
    rows = [
        rules.checked(row, {"klip_id": rules.NAME}, {"region": rules.COUNT, "position": rules.COUNT})
        for row in call.body({"klips": rules.ROWS})["klips"]
    ]
    klips = [referred(world.klips, row["klip_id"], "klip") for row in rows]
    for klip in klips:
        same_account(tab, klip)
    new = [
        place(world, tab, klip, row.get("region", 1), row.get("position", 0))
        for klip, row in zip(klips, rows, strict=True)
    ]
    update_dated(world, tab, {})
    return done({"klip_instances": [_placed(world, tab, instance_id) for instance_id in new]})


def _take_off(call: Call) -> FakeResponse:
    tab = TABS.existing(call)
    if call.ids[1] not in tab.placed:
        raise RefusedError(404, "not_found", "There is no such klip instance.")
    call.world.take_off(tab, call.ids[1])
    update_dated(call.world, tab, {})
    return done({})


def _get_layout(call: Call) -> FakeResponse:
    tab = TABS.existing(call)
    return done({"type": tab.layout, "state": tab.state})


def _instance_ids(layout: str, state: dict[str, Any]) -> list[str]:
    """The klip instances that a layout has; raises `ParameterError` for a state that does not go with its type."""
    if layout != GRID:
        if not all(map(rules.OBJECT.holds, state.values())):
            raise ParameterError("state must have an object for every klip instance.")
        return list(state)
    desktop = rules.checked(state, {"desktop": rules.OBJECT})["desktop"]
    items = rules.checked(desktop, {"itemConfigs": rules.ROWS})["itemConfigs"]
    return [rules.checked(item, {"id": rules.NAME})["id"].removeprefix(GRID_ITEM) for item in items]


def _put_layout(call: Call) -> FakeResponse:
    tab, world = TABS.existing(call), call.world
    given = call.body({"type": rules.NAME, "state": rules.OBJECT})
    kept = _instance_ids(given["type"], given["state"])
    if not all(instance_id in tab.placed for instance_id in kept):
        raise ParameterError("state may name klip instances of this tab only.")
    tab.layout, tab.state = given["type"], given["state"]
    tab.placed = {instance_id: klip_id for instance_id, klip_id in tab.placed.items() if instance_id in kept}
    update_dated(world, tab, {})
    return done()


_ONE = "/tabs/{tab_id}"

ROUTES: list[Route] = [
    *TABS.routes("tab_id", ("dashboard.library", "tab.build", "tab.edit", "tab.delete")),
    route(f"POST {_ONE}/@/import", _import, "tab.import"),
    route(f"GET {_ONE}/klip-instances", _list_placed, "dashboard.tab"),
    route(f"PUT {_ONE}/klip-instances", _place, "dashboard.tab"),
    route(f"DELETE {_ONE}/klip-instances/{{klip_instance_id}}", _take_off, "dashboard.tab"),
    route(f"GET {_ONE}/layout", _get_layout, "dashboard.share"),
    route(f"PUT {_ONE}/layout", _put_layout, "dashboard.share"),
    *ShareRights(TABS, has_visibility=True).routes("tab_id", read="dashboard.library", share="tab.share"),
]
