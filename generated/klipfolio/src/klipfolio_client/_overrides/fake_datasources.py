"""Data sources and their instances in the fake of Klipfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.fake import FakeResponse
from .fake_calls import (
    COUNT,
    DESCRIBED,
    NAME,
    NAMED,
    NAMES,
    OBJECT,
    Call,
    Kind,
    Properties,
    Route,
    Rules,
    ShareRights,
    acting,
    created,
    done,
    existing,
    group_rights_of,
    operation_requested,
    page,
    referred,
    route,
    target_client,
    update_members,
)
from .fake_state import Datasource, Instance, World, moment_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_INSTANCE = "data source instance"
_INTERVAL: Rules = {"refresh_interval": COUNT}


def make_datasource(world: World, account: str | None, given: Mapping[str, Any]) -> Datasource:
    """A new data source with its instance."""
    now = world.moment()
    members = {
        "name": given["name"],
        "description": given.get("description", ""),
        "connector": given.get("connector", "simple_rest"),
        "format": given.get("format", "json"),
        "refresh_interval": given.get("refresh_interval", 0),
        "created_by": world.user_id,
        "is_dynamic": given.get("is_dynamic", False),
        "disabled": False,
        "date_created": now,
        "date_last_refresh": now,
        "in_progress": False,
        "is_locked": False,
        "isDataFeed": False,
    }
    datasource = Datasource(world.new_id("datasource"), account, members, dict(given.get("properties", {})))
    world.datasources[datasource.id] = datasource
    make_instance(world, datasource)
    return datasource


def make_instance(world: World, datasource: Datasource) -> Instance:
    """A new instance of a data source; the first one has the id of the data source, a second one makes it dynamic."""
    instance_id = datasource.id
    if instance_id in world.instances:
        instance_id = world.new_id("instance")
        datasource.members["is_dynamic"] = True
    now = world.now()
    members: dict[str, Any] = {"refresh_fail_count": 0, "date_last_refresh": moment_text(now)}
    instance = Instance(instance_id, datasource.account, members, datasource_id=datasource.id, last_access=now)
    world.instances[instance.id] = instance
    return instance


def copy_datasource(world: World, datasource: Datasource, client_id: str) -> Datasource:
    """Copy a data source into a client account, with properties and data."""
    copy = make_datasource(world, client_id, {**datasource.members, "properties": datasource.properties})
    copy.parent = datasource.id
    original = world.instances.get(datasource.id)
    if original is not None:
        copied = world.instances[copy.id]
        copied.data, copied.content_type = original.data, original.content_type
    return copy


def instance_members(world: World, instance: Instance) -> dict[str, Any]:
    """An instance as answers show it."""
    return {
        "id": instance.id,
        "datasource_id": instance.datasource_id,
        "datasource_name": world.datasources[instance.datasource_id].members["name"],
        "data_size": len(instance.data),
        **instance.members,
    }


def _shape(_: Call) -> Callable[[Datasource], dict[str, Any]]:
    names = ("name", "description", "refresh_interval", "date_last_refresh", "is_dynamic")
    return lambda datasource: datasource.row(*names)


def _detail(world: World, datasource: Datasource, full: bool) -> dict[str, Any]:
    members = {"id": datasource.id, "company": world.company_of(datasource), **datasource.members}
    if full:
        members["properties"] = datasource.properties
        members["share_rights"] = group_rights_of(world, datasource)
    return members


DATASOURCES: Kind[Datasource] = Kind(
    path="/datasources",
    name="data source",
    table=lambda world: world.datasources,
    shape=_shape,
    detail=_detail,
    make=make_datasource,
    remove=World.remove_datasource,
    required=NAMED,
    optional={**DESCRIBED, "format": NAME, "connector": NAME, **_INTERVAL, "properties": OBJECT},
    changeable={**NAMED, **DESCRIBED, **_INTERVAL},
    change=update_members,
)


def _instance(call: Call) -> Instance:
    return existing(call, call.world.instances, _INSTANCE)


def _create(call: Call) -> FakeResponse:
    datasource = DATASOURCES.new(call)
    return created(f"/datasources/{datasource.id}", instance_location=f"/datasource-instances/{datasource.id}")


def _switch(call: Call) -> FakeResponse:
    DATASOURCES.existing(call).members["disabled"] = call.request.path.endswith("/disable")
    return operation_requested(call)


def _import(call: Call) -> FakeResponse:
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


_ONE = "/datasources/{datasource_id}"
_ONE_INSTANCE = "/datasource-instances/{instance_id}"

ROUTES: list[Route] = [
    *DATASOURCES.routes(
        "datasource_id",
        ("dashboard.library", "datasource.create", "datasource.edit", "datasource.delete"),
        creation=_create,
    ),
    route(f"POST {_ONE}/@/enable", _switch, "datasource.edit"),
    route(f"POST {_ONE}/@/disable", _switch, "datasource.edit"),
    route(f"POST {_ONE}/@/import", _import, "datasource.import"),
    route(f"POST {_ONE}/@/delete_instances", _delete_instances, "datasource.delete"),
    route("POST /datasources/@/refresh", _refresh_many, "datasource.edit"),
    *Properties(DATASOURCES.table, DATASOURCES.name).routes(_ONE, read="dashboard.library", write="datasource.edit"),
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
]
