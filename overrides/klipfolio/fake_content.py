"""Data sources, klips, tabs and published links in the fake of Klipfolio."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .._runtime.clock import as_utc
from .._runtime.fake import FakeResponse, ParameterError
from .fake_calls import (
    COUNT,
    DESCRIBED,
    FLAG,
    NAME,
    NAMED,
    NAMES,
    NULLABLE,
    OBJECT,
    ROWS,
    TEXT,
    Call,
    Kind,
    Properties,
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
    update_members,
)
from .fake_state import (
    GRID,
    GRID_ITEM,
    Datasource,
    Instance,
    Klip,
    Link,
    Tab,
    World,
    copy_datasource,
    copy_klip,
    datasource_ids_of,
    make_datasource,
    make_instance,
    make_klip,
    make_tab,
    moment_text,
    place,
    publish,
    schema_for,
    visibility_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_INSTANCE = "data source instance"
_INTERVAL: Rules = {"refresh_interval": COUNT}


def instance_members(world: World, instance: Instance) -> dict[str, Any]:
    """An instance as answers show it."""
    return {
        "id": instance.id,
        "datasource_id": instance.datasource_id,
        "datasource_name": world.datasources[instance.datasource_id].members["name"],
        "data_size": len(instance.data),
        **instance.members,
    }


def _datasource_shape(_: Call) -> Callable[[Datasource], dict[str, Any]]:
    names = ("name", "description", "refresh_interval", "date_last_refresh", "is_dynamic")
    return lambda datasource: datasource.row(*names)


def _datasource_detail(world: World, datasource: Datasource, full: bool) -> dict[str, Any]:
    members = {"id": datasource.id, "company": world.company_of(datasource), **datasource.members}
    if full:
        members["properties"] = datasource.properties
        members["share_rights"] = group_rights_of(world, datasource)
    return members


DATASOURCES: Kind[Datasource] = Kind(
    path="/datasources",
    name="data source",
    table=lambda world: world.datasources,
    shape=_datasource_shape,
    detail=_datasource_detail,
    make=make_datasource,
    remove=World.remove_datasource,
    required=NAMED,
    optional={**DESCRIBED, "format": NAME, "connector": NAME, **_INTERVAL, "properties": OBJECT},
    changeable={**NAMED, **DESCRIBED, **_INTERVAL},
    change=update_members,
)


def _instance(call: Call) -> Instance:
    return existing(call, call.world.instances, _INSTANCE)


def _create_datasource(call: Call) -> FakeResponse:
    datasource = DATASOURCES.new(call)
    return created(f"/datasources/{datasource.id}", instance_location=f"/datasource-instances/{datasource.id}")


def _switch_datasource(call: Call) -> FakeResponse:
    DATASOURCES.existing(call).members["disabled"] = call.request.path.endswith("/disable")
    return operation_requested(call)


def _import_datasource(call: Call) -> FakeResponse:
    datasource = DATASOURCES.existing(call)
    copy = copy_datasource(call.world, datasource, target_client(call))
    return created(f"/datasources/{copy.id}", {"op_requested": "import"})


def _delete_instances(call: Call) -> FakeResponse:
    datasource = DATASOURCES.existing(call)
    since = call.whole("last_access")
    for instance in call.world.instances_of(datasource.id):
        if since is None or instance.last_access.timestamp() < since:
            del call.world.instances[instance.id]
    return operation_requested(call)


def _renew(world: World, instance: Instance) -> None:
    now = world.now()
    instance.last_access = now
    for thing in (instance, world.datasources[instance.datasource_id]):
        thing.members["date_last_refresh"] = moment_text(now)


def _refresh(world: World, instance: Instance) -> None:
    world.refreshed.append(instance.id)
    _renew(world, instance)


def store(world: World, instance: Instance, data: bytes, content_type: str | None) -> None:
    """Replace the data of an instance."""
    instance.data = data
    instance.content_type = content_type or "application/octet-stream"
    _renew(world, instance)


def _refresh_many(call: Call) -> FakeResponse:
    world = call.world
    wanted = list(dict.fromkeys(call.body({"datasources": NAMES})["datasources"]))
    known = [world.datasources[datasource_id] for datasource_id in wanted if datasource_id in world.datasources]
    requested = [instance for datasource in known for instance in world.instances_of(datasource.id)]
    queued = [one for one in requested if not world.datasources[one.datasource_id].members["disabled"]]
    for instance in queued:
        _refresh(world, instance)
    data: dict[str, Any] = {
        "op_requested": "refresh",
        "success": len(known) == len(wanted),
        "total_datasources_requested": len(wanted),
        "total_instances_requested": len(requested),
        "queue_status": 200,
        "total_instances_queued": len(queued),
    }
    if len(known) < len(wanted):
        missing = {wanted_id: {"error": "not found"} for wanted_id in wanted if wanted_id not in world.datasources}
        data["failed_results"] = {
            "description": "Some data sources could not be refreshed.",
            "invalid_datasources": missing,
        }
    return done(data)


def _list_instances(call: Call) -> FakeResponse:
    world = call.world
    account = acting(world, call.text("client_id"))
    datasource_id = call.text("datasource_id")
    if datasource_id is None:
        rows = [instance for instance in world.instances.values() if instance.account == account]
    else:
        datasource = referred(world.datasources, datasource_id, DATASOURCES.name)
        rows = [instance for instance in world.instances_of(datasource.id) if account in (None, datasource.account)]
    # The key is the one of data sources, as documented.
    return page(call, "datasources", rows, lambda instance: instance_members(world, instance), counted=True)


def _get_instance(call: Call) -> FakeResponse:
    return done(instance_members(call.world, _instance(call)))


def _create_instance(call: Call) -> FakeResponse:
    given = call.body({"datasource_id": NAME})
    instance = make_instance(call.world, referred(call.world.datasources, given["datasource_id"], DATASOURCES.name))
    return created(f"/datasource-instances/{instance.id}")


def _delete_instance(call: Call) -> FakeResponse:
    del call.world.instances[_instance(call).id]
    return done()


def _refresh_one(call: Call) -> FakeResponse:
    _refresh(call.world, _instance(call))
    return operation_requested(call)


def _download(call: Call) -> FakeResponse:
    instance = _instance(call)
    instance.last_access = call.world.now()
    return FakeResponse(200, instance.data, {"Content-Type": instance.content_type})


def _upload(call: Call) -> FakeResponse:
    store(call.world, _instance(call), call.request.body, call.request.headers.get("content-type"))
    return done()


_DATASOURCE = "/datasources/{datasource_id}"
_ONE_INSTANCE = "/datasource-instances/{instance_id}"


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
    return [klip for klip in klips if datasource_id in datasource_ids_of(klip)]


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
    copy = copy_klip(call.world, klip, target_client(call))
    return created(f"/klips/{copy.id}", {"op_requested": "import"})


def _update_from_parent(call: Call) -> FakeResponse:
    klip, world = KLIPS.existing(call), call.world
    parent = world.klips.get(klip.parent or "")
    if parent is None or klip.account is None:
        raise RefusedError(403, "forbidden", "The klip has none that it came from.")
    klip.schema = schema_for(world, parent, klip.account)
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
    return referred(KLIPS.existing(call).annotations, call.ids[1], "annotation")


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
    rows = call.rows("klips", {"klip_id": NAME}, {"region": COUNT, "position": COUNT})
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
    referred(tab.placed, call.ids[1], "klip instance")
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
        link.members["visibility"] = visibility_of(given)
    return done()


def _delete_link(call: Call) -> FakeResponse:
    del call.world.links[_link(call).id]
    return done()


_LINKS = "/dashboard-published-links"
_LINK = f"{_LINKS}/{{published_link_id}}"

ROUTES: list[Route] = [
    *DATASOURCES.routes(
        "datasource_id",
        ("dashboard.library", "datasource.create", "datasource.edit", "datasource.delete"),
        creation=_create_datasource,
    ),
    route(f"POST {_DATASOURCE}/@/enable", _switch_datasource, "datasource.edit"),
    route(f"POST {_DATASOURCE}/@/disable", _switch_datasource, "datasource.edit"),
    route(f"POST {_DATASOURCE}/@/import", _import_datasource, "datasource.import"),
    route(f"POST {_DATASOURCE}/@/delete_instances", _delete_instances, "datasource.delete"),
    route("POST /datasources/@/refresh", _refresh_many, "datasource.edit"),
    *Properties(DATASOURCES.table, DATASOURCES.name).routes(
        _DATASOURCE, read="dashboard.library", write="datasource.edit"
    ),
    *ShareRights(DATASOURCES).routes("datasource_id", read="dashboard.library", share="datasource.share"),
    route("GET /datasource-instances", _list_instances, "dashboard.library"),
    route(f"GET {_ONE_INSTANCE}", _get_instance, "dashboard.library"),
    route("POST /datasource-instances", _create_instance),
    route(f"DELETE {_ONE_INSTANCE}", _delete_instance),
    route(f"POST {_ONE_INSTANCE}/@/refresh", _refresh_one, "dashboard.library"),
    route(f"GET {_ONE_INSTANCE}/data", _download, "datasource.download"),
    route(f"PUT {_ONE_INSTANCE}/data", _upload),
    *Properties(lambda world: world.instances, _INSTANCE).routes(
        _ONE_INSTANCE, read="dashboard.library", write="dashboard.library"
    ),
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
