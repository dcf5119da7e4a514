"""Klips, their definitions and annotations in the fake of Klipfolio."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from .._runtime.fake import as_utc
from . import fake_rules as rules
from .fake_call import RefusedError, created, done, operation_requested, page, referred, target_client
from .fake_datasources import copy_datasource
from .fake_rights import ShareRights, group_rights_of
from .fake_routes import DESCRIBED, NAMED, Kind, route, update_dated
from .fake_state import Klip, World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._runtime.fake import FakeResponse
    from .fake_call import Call
    from .fake_routes import Route


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


def copy_klip(world: World, klip: Klip, client_id: str) -> Klip:
    """Copy a klip into a client account, with its data sources."""
    copy = make_klip(world, client_id, {**klip.members, "schema": _schema_for(world, klip, client_id)})
    copy.parent = klip.id
    return copy


def _shape(_: Call) -> Callable[[Klip], dict[str, Any]]:
    return lambda klip: klip.row("name", "description")


def _detail(world: World, klip: Klip, full: bool) -> dict[str, Any]:
    members = {"id": klip.id, "company": world.company_of(klip), **klip.members}
    if full:
        members["share_rights"] = group_rights_of(world, klip)
    return members


def _select(call: Call, klips: list[Klip]) -> list[Klip]:
    datasource_id = call.text("datasource_id")
    if datasource_id is None:
        return klips
    referred(call.world.datasources, datasource_id, "data source")
    return [klip for klip in klips if datasource_id in _datasource_ids(klip)]


KLIPS: Kind[Klip] = Kind(
    path="/klips",
    name="klip",
    table=lambda world: world.klips,
    shape=_shape,
    detail=_detail,
    make=make_klip,
    remove=World.remove_klip,
    required=NAMED,
    optional={**DESCRIBED, "schema": rules.OBJECT},
    changeable={**NAMED, **DESCRIBED},
    change=update_dated,
    select=_select,
)


def _import(call: Call) -> FakeResponse:
    klip = KLIPS.existing(call)
    copy = copy_klip(call.world, klip, target_client(call))
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
    body = call.body({"body": rules.NAME})["body"]
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
    _annotation(call).update(call.body({}, {"body": rules.NAME}))
    return done()


def _delete_annotation(call: Call) -> FakeResponse:
    del KLIPS.existing(call).annotations[_annotation(call)["id"]]
    return done()


_ONE = "/klips/{klip_id}"
_ANNOTATIONS = f"{_ONE}/annotations"
_ANNOTATION = f"{_ANNOTATIONS}/{{annotation_id}}"

ROUTES: list[Route] = [
    *KLIPS.routes("klip_id", ("dashboard.library", "klip.build", "klip.edit", "klip.delete")),
    route(f"POST {_ONE}/@/import", _import, "klip.import"),
    route(f"POST {_ONE}/@/update_from_parent", _update_from_parent),
    route(f"GET {_ONE}/client-instances", _client_instances, "client.access", "dashboard.library"),
    *ShareRights(KLIPS, delete_by_body=True).routes("klip_id", read="dashboard.library", share="klip.share"),
    route(f"GET {_ONE}/schema", _get_schema, "klip.edit"),
    route(f"PUT {_ONE}/schema", _put_schema, "klip.edit"),
    route(f"GET {_ANNOTATIONS}", _list_annotations, "dashboard.annotation.view"),
    route(f"GET {_ANNOTATION}", _get_annotation, "dashboard.annotation.view"),
    route(f"POST {_ANNOTATIONS}", _create_annotation, "dashboard.annotation.edit"),
    route(f"PUT {_ANNOTATION}", _update_annotation, "dashboard.annotation.edit"),
    route(f"DELETE {_ANNOTATION}", _delete_annotation, "dashboard.annotation.edit"),
]
