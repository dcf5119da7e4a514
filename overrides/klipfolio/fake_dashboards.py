"""Klips, tabs and published links in the fake of Klipfolio."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from .._runtime.fake import FakeResponse, ParameterError, as_utc
from .fake_calls import (
    COUNT,
    DESCRIBED,
    FLAG,
    NAME,
    NAMED,
    NULLABLE,
    OBJECT,
    ROWS,
    TEXT,
    Call,
    Kind,
    RefusedError,
    Route,
    Rules,
    ShareRights,
    acting,
    checked,
    choice,
    created,
    done,
    existing,
    group_rights_of,
    operation_requested,
    page,
    referred,
    route,
    same_account,
    target_client,
    update_dated,
)
from .fake_datasources import copy_datasource
from .fake_state import GRID, GRID_ITEM, Klip, Link, Tab, World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def default_schema(title: str, datasource_ids: list[str]) -> dict[str, Any]:
    """The definition that a klip gets when it is made without one."""
    parts = [
        {"type": "label", "displayName": "Primary Value", "size": 2, "fmt": "txt", "role": "primary", "id": "p"},
        {"type": "label", "displayName": "Secondary Value", "size": 1, "role": "secondary", "id": "s"},
    ]
    value = {"type": "simple_value", "displayName": "Value", "id": "v", "components": parts}
    workspace = {"datasources": datasource_ids, "dimensions": {"w": 400}}
    return {
        "id": "",
        "title": title,
        "version": "1",
        "layoutConfig": "",
        "workspace": workspace,
        "components": [value],
    }


def make_klip(world: World, account: str | None, given: Mapping[str, Any]) -> Klip:
    """A new klip."""
    now = world.moment()
    members = {
        "name": given["name"],
        "description": given.get("description", ""),
        "created_by": world.user_id,
        "date_created": now,
        "last_updated": now,
    }
    klip = Klip(world.new_id("klip"), account, members)
    klip.schema = given.get("schema") or default_schema(given["name"], [])
    world.klips[klip.id] = klip
    return klip


def _datasource_ids(klip: Klip) -> list[object]:
    workspace: object = klip.schema.get("workspace")
    ids = cast("dict[str, object]", workspace).get("datasources") if isinstance(workspace, dict) else None
    return cast("list[object]", ids) if isinstance(ids, list) else []


def _schema_for(world: World, klip: Klip, client_id: str) -> dict[str, Any]:
    """The definition of a klip, with copies of its data sources in a client account; missing ones are made."""
    copies = {
        datasource.parent: datasource.id
        for datasource in world.datasources.values()
        if datasource.account == client_id and datasource.parent is not None
    }
    ids: list[object] = []
    for datasource_id in _datasource_ids(klip):
        original = world.datasources.get(datasource_id) if isinstance(datasource_id, str) else None
        if original is not None and original.id not in copies:
            copies[original.id] = copy_datasource(world, original, client_id).id
        ids.append(copies.get(datasource_id, datasource_id) if isinstance(datasource_id, str) else datasource_id)
    if not ids:
        return dict(klip.schema)
    return {**klip.schema, "workspace": {**klip.schema["workspace"], "datasources": ids}}


def _copy_klip(world: World, klip: Klip, client_id: str) -> Klip:
    """Copy a klip into a client account, with its data sources."""
    copy = make_klip(world, client_id, {**klip.members, "schema": _schema_for(world, klip, client_id)})
    copy.parent = klip.id
    return copy


def _klip_shape(_: Call) -> Callable[[Klip], dict[str, Any]]:
    return lambda klip: klip.row("name", "description")


def _klip_detail(world: World, klip: Klip, full: bool) -> dict[str, Any]:
    members = {"id": klip.id, "company": world.company_of(klip), **klip.members}
    if full:
        members["share_rights"] = group_rights_of(world, klip)
    return members


def _select_klips(call: Call, klips: list[Klip]) -> list[Klip]:
    datasource_id = call.text("datasource_id")
    if datasource_id is None:
        return klips
    referred(call.world.datasources, datasource_id, "data source")
    return [klip for klip in klips if datasource_id in _datasource_ids(klip)]


KLIPS: Kind[Klip] = Kind(
    path="/klips",
    name="klip",
    table=lambda world: world.klips,
    shape=_klip_shape,
    detail=_klip_detail,
    make=make_klip,
    remove=World.remove_klip,
    required=NAMED,
    optional={**DESCRIBED, "schema": OBJECT},
    changeable={**NAMED, **DESCRIBED},
    change=update_dated,
    select=_select_klips,
)


def _import_klip(call: Call) -> FakeResponse:
    klip = KLIPS.existing(call)
    copy = _copy_klip(call.world, klip, target_client(call))
    return created(f"/klips/{copy.id}", {"op_requested": "import"})


def _update_from_parent(call: Call) -> FakeResponse:
    klip, world = KLIPS.existing(call), call.world
    parent = world.klips.get(klip.parent or "")
    if parent is None or klip.account is None:
        raise RefusedError(403, "forbidden", "The klip has none that it came from.")
    klip.schema = _schema_for(world, parent, klip.account)
    names = ("name", "description")
    update_dated(world, klip, {name: parent.members[name] for name in names})
    return operation_requested(call)


def _client_instances(call: Call) -> FakeResponse:
    klip, world, full = KLIPS.existing(call), call.world, call.flag("full")
    copies = [copy for copy in world.klips.values() if copy.parent == klip.id]

    def row(copy: Klip) -> object:
        if not full:
            return copy.id
        return {**copy.row("name"), "client_name": world.company_of(copy)}

    return page(call, "klips", copies, row)


def _get_schema(call: Call) -> FakeResponse:
    return done({"schema": KLIPS.existing(call).schema})


def _put_schema(call: Call) -> FakeResponse:
    klip = KLIPS.existing(call)
    klip.schema = call.json_object()
    update_dated(call.world, klip, {})
    return done({})


def _list_annotations(call: Call) -> FakeResponse:
    klip = KLIPS.existing(call)
    start, end = call.whole("start_date"), call.whole("end_date")

    def wanted(annotation: Mapping[str, Any]) -> bool:
        made = as_utc(datetime.fromisoformat(annotation["date_created"])).timestamp()
        return (start is None or start <= made) and (end is None or made <= end)

    return page(call, "annotations", filter(wanted, klip.annotations.values()), dict)


def _annotation(call: Call) -> dict[str, Any]:
    klip = KLIPS.existing(call)
    if call.ids[1] not in klip.annotations:
        raise RefusedError(404, "not_found", "There is no such annotation.")
    return klip.annotations[call.ids[1]]


def _get_annotation(call: Call) -> FakeResponse:
    return done(_annotation(call))


def _create_annotation(call: Call) -> FakeResponse:
    klip, world = KLIPS.existing(call), call.world
    body = call.body({"body": NAME})["body"]
    user = world.users[world.user_id]
    annotation_id = world.new_id("annotation")
    klip.annotations[annotation_id] = {
        "id": annotation_id,
        "createdBy": {"id": user.id, "name": user.full_name},
        "date_created": world.moment(),
        "body": body,
    }
    return created(f"/klips/{klip.id}/annotations/{annotation_id}")


def _update_annotation(call: Call) -> FakeResponse:
    _annotation(call).update(call.body({}, {"body": NAME}))
    return done()


def _delete_annotation(call: Call) -> FakeResponse:
    del KLIPS.existing(call).annotations[_annotation(call)["id"]]
    return done()


_KLIP = "/klips/{klip_id}"
_ANNOTATIONS = f"{_KLIP}/annotations"
_ANNOTATION = f"{_ANNOTATIONS}/{{annotation_id}}"


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


def _tab_detail(world: World, tab: Tab, full: bool) -> dict[str, Any]:
    members = {"id": tab.id, "company": world.company_of(tab), **tab.members}
    if full:
        members["klip_instances"] = [_placed(world, tab, instance_id) for instance_id in tab.placed]
        members["share_rights"] = group_rights_of(world, tab)
    return members


def _tab_shape(call: Call) -> Callable[[Tab], dict[str, Any]]:
    if call.flag("full"):
        return lambda tab: _tab_detail(call.world, tab, True)
    return lambda tab: tab.row("name", "description")


TABS: Kind[Tab] = Kind(
    path="/tabs",
    name="tab",
    table=lambda world: world.tabs,
    shape=_tab_shape,
    detail=_tab_detail,
    make=make_tab,
    remove=World.remove_tab,
    required=NAMED,
    optional=DESCRIBED,
    changeable={**NAMED, **DESCRIBED},
    change=update_dated,
)


def _import_tab(call: Call) -> FakeResponse:
    tab, world = TABS.existing(call), call.world
    client_id = target_client(call)
    copy = make_tab(world, client_id, tab.members)
    copy.parent = tab.id
    placed = dict.fromkeys(tab.placed.values())
    klips = {klip_id: _copy_klip(world, world.klips[klip_id], client_id) for klip_id in placed}
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
        checked(row, {"klip_id": NAME}, {"region": COUNT, "position": COUNT})
        for row in call.body({"klips": ROWS})["klips"]
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
        if not all(map(OBJECT.holds, state.values())):
            raise ParameterError("state must have an object for every klip instance.")
        return list(state)
    desktop = checked(state, {"desktop": OBJECT})["desktop"]
    items = checked(desktop, {"itemConfigs": ROWS})["itemConfigs"]
    return [checked(item, {"id": NAME})["id"].removeprefix(GRID_ITEM) for item in items]


def _put_layout(call: Call) -> FakeResponse:
    tab, world = TABS.existing(call), call.world
    given = call.body({"type": NAME, "state": OBJECT})
    kept = _instance_ids(given["type"], given["state"])
    if not all(instance_id in tab.placed for instance_id in kept):
        raise ParameterError("state may name klip instances of this tab only.")
    tab.layout, tab.state = given["type"], given["state"]
    tab.placed = {instance_id: klip_id for instance_id, klip_id in tab.placed.items() if instance_id in kept}
    update_dated(world, tab, {})
    return done()


_TAB = "/tabs/{tab_id}"


_LINK_OPTIONS: Rules = {
    "password": TEXT,
    "description": NULLABLE,
    "isPublic": FLAG,
    "theme": choice("light", "dark"),
    "logo": TEXT,
    "social": FLAG,
    "wantsAdvertising": FLAG,
    "useIpRanges": FLAG,
}


def publish(world: World, tab: Tab, given: Mapping[str, Any]) -> Link:
    """A new link to a tab."""
    link_id = world.new_id("link")
    user = world.users[world.user_id]
    members = {
        "published_link_name": given["name"],
        "dashboard_url": f"app.klipfolio.com/published/{link_id}",
        "visibility": _visibility(given),
        "date_created": world.moment(),
        "created_by": {"user_public_id": user.id, "user_name": user.full_name},
        "date_last_accessed": None,
    }
    link = Link(link_id, tab.account, members, tab_id=tab.id)
    world.links[link.id] = link
    return link


def _visibility(given: Mapping[str, Any]) -> str:
    return "public_searchable" if given.get("isPublic") else "private"


def link_members(link: Link) -> dict[str, Any]:
    """A published link as answers show it."""
    return {"id": link.id, **link.members}


def _link(call: Call) -> Link:
    return existing(call, call.world.links, "published link")


def _post_link(call: Call) -> FakeResponse:
    tab = existing(call, call.world.tabs, "dashboard")
    given = call.body(NAMED, _LINK_OPTIONS)
    return done(link_members(publish(call.world, tab, given)), status=201)


def _list_links(call: Call) -> FakeResponse:
    world = call.world
    account = acting(world, call.text("client_id"))
    tab = referred(world.tabs, call.required_text("dashboard_id"), "dashboard")
    links = [link for link in world.links.values() if link.tab_id == tab.id and account in (None, link.account)]
    return page(call, "published_links", links, link_members, counted=True)


def _get_link(call: Call) -> FakeResponse:
    return done(link_members(_link(call)))


def _put_link(call: Call) -> FakeResponse:
    link = _link(call)
    given = call.body({}, {**NAMED, **_LINK_OPTIONS})
    if "name" in given:
        link.members["published_link_name"] = given["name"]
    if "isPublic" in given:
        link.members["visibility"] = _visibility(given)
    return done()


def _delete_link(call: Call) -> FakeResponse:
    del call.world.links[_link(call).id]
    return done()


_LINKS = "/dashboard-published-links"
_LINK = f"{_LINKS}/{{published_link_id}}"

ROUTES: list[Route] = [
    *KLIPS.routes("klip_id", ("dashboard.library", "klip.build", "klip.edit", "klip.delete")),
    route(f"POST {_KLIP}/@/import", _import_klip, "klip.import"),
    route(f"POST {_KLIP}/@/update_from_parent", _update_from_parent),
    route(f"GET {_KLIP}/client-instances", _client_instances, "client.access", "dashboard.library"),
    *ShareRights(KLIPS, delete_by_body=True).routes("klip_id", read="dashboard.library", share="klip.share"),
    route(f"GET {_KLIP}/schema", _get_schema, "klip.edit"),
    route(f"PUT {_KLIP}/schema", _put_schema, "klip.edit"),
    route(f"GET {_ANNOTATIONS}", _list_annotations, "dashboard.annotation.view"),
    route(f"GET {_ANNOTATION}", _get_annotation, "dashboard.annotation.view"),
    route(f"POST {_ANNOTATIONS}", _create_annotation, "dashboard.annotation.edit"),
    route(f"PUT {_ANNOTATION}", _update_annotation, "dashboard.annotation.edit"),
    route(f"DELETE {_ANNOTATION}", _delete_annotation, "dashboard.annotation.edit"),
    *TABS.routes("tab_id", ("dashboard.library", "tab.build", "tab.edit", "tab.delete")),
    route(f"POST {_TAB}/@/import", _import_tab, "tab.import"),
    route(f"GET {_TAB}/klip-instances", _list_placed, "dashboard.tab"),
    route(f"PUT {_TAB}/klip-instances", _place, "dashboard.tab"),
    route(f"DELETE {_TAB}/klip-instances/{{klip_instance_id}}", _take_off, "dashboard.tab"),
    route(f"GET {_TAB}/layout", _get_layout, "dashboard.share"),
    route(f"PUT {_TAB}/layout", _put_layout, "dashboard.share"),
    *ShareRights(TABS, has_visibility=True).routes("tab_id", read="dashboard.library", share="tab.share"),
    route(f"GET {_LINKS}", _list_links, "tab.publish"),
    route(f"GET {_LINK}", _get_link, "tab.publish"),
    route(f"POST {_LINK}", _post_link, "tab.publish"),
    route(f"PUT {_LINK}", _put_link, "tab.publish"),
    route(f"DELETE {_LINK}", _delete_link, "tab.publish"),
]
