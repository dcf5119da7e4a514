"""A call to the fake of Klipfolio: its route, its checks and its answer; and what many kinds of objects have."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, cast
from urllib.parse import unquote

from .._runtime.fake import FakeRequest, FakeResponse, ParameterError, integer_parameter, single_parameter
from .fake_state import Thing, World


@dataclass(frozen=True, slots=True)
class Rule:
    """What the value of a member must be."""

    holds: Callable[[object], bool]
    says: str


Rules: TypeAlias = Mapping[str, Rule]


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_whole(value: object, minimum: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= minimum


def _list_of(rule: Rule, says: str) -> Rule:
    return Rule(lambda value: isinstance(value, list) and all(map(rule.holds, cast("list[object]", value))), says)


NAME = Rule(_is_name, "text that is not blank")
TEXT = Rule(lambda value: isinstance(value, str), "text")
NULLABLE = Rule(lambda value: value is None or isinstance(value, str), "text or null")
FLAG = Rule(lambda value: isinstance(value, bool), "true or false")
LIMIT = Rule(lambda value: _is_whole(value, -1), "a whole number, -1 or higher")
COUNT = Rule(lambda value: _is_whole(value, 0), "a whole number, 0 or higher")
POSITIVE = Rule(lambda value: _is_whole(value, 1), "a whole number, 1 or higher")
OBJECT = Rule(lambda value: isinstance(value, dict), "an object")
NAMES = _list_of(NAME, "a list of texts that are not blank")
ROWS = _list_of(OBJECT, "a list of objects")


def choice(*values: str) -> Rule:
    """One of some texts."""
    return Rule(lambda value: value in values, "one of " + ", ".join(values))


def checked(given: Mapping[str, Any], required: Rules, optional: Rules | None = None) -> dict[str, Any]:
    """The known members of an object; raises `ParameterError` for one that is missing or against its rule."""
    members: dict[str, Any] = {}
    for name, rule in {**required, **(optional or {})}.items():
        if name in given:
            if not rule.holds(given[name]):
                raise ParameterError(f"{name} must be {rule.says}.")
            members[name] = given[name]
        elif name in required:
            raise ParameterError(f"{name} is required.")
    return members


_LARGEST_PAGE = 100
_USUAL_PAGE = 25


class RefusedError(Exception):
    """An answer with an error."""

    def __init__(self, status: int, code: str, description: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.code = code
        self.headers = headers


class Call:
    """A request on its way to an operation."""

    __slots__ = ("_parameters", "ids", "request", "world")

    def __init__(self, world: World, request: FakeRequest, ids: list[str]) -> None:
        self.world = world
        self.request = request
        self.ids = ids
        """The ids in the path."""
        self._parameters = request.parameters() if request.query else {}

    def text(self, name: str) -> str | None:
        """The value of a query parameter, `None` when it is absent."""
        return single_parameter(self._parameters, name)

    def required_text(self, name: str) -> str:
        """The value of a query parameter that must be there, and not be blank."""
        value = self.text(name)
        if value is None or not value.strip():
            raise ParameterError(f"{name} is required.")
        return value

    def flag(self, name: str) -> bool:
        """The value of a query parameter that is true or false, false when it is absent."""
        value = self.text(name)
        if value not in (None, "true", "false"):
            raise ParameterError(f"{name} must be true or false.")
        return value == "true"

    def whole(self, name: str) -> int | None:
        """The value of a query parameter that is a whole number, `None` when it is absent."""
        if self.text(name) is None:
            return None
        return integer_parameter(self._parameters, name, default=0, minimum=0)

    def page(self) -> slice:
        """Which rows of a list are asked for."""
        limit = integer_parameter(self._parameters, "limit", default=_USUAL_PAGE, minimum=1, maximum=_LARGEST_PAGE)
        offset = integer_parameter(self._parameters, "offset", default=0, minimum=0)
        return slice(offset, offset + limit)

    def json_object(self) -> dict[str, Any]:
        """The body, which must be a JSON object."""
        try:
            value: object = json.loads(self.request.body)
        except (ValueError, RecursionError):
            raise ParameterError("The body must be JSON.") from None
        if not isinstance(value, dict):
            raise ParameterError("The body must be a JSON object.")
        return cast("dict[str, Any]", value)

    def body(self, required: Rules, optional: Rules | None = None) -> dict[str, Any]:
        """The known members of the body."""
        return checked(self.json_object(), required, optional)

    def rows(self, name: str, required: Rules, optional: Rules | None = None) -> list[dict[str, Any]]:
        """The known members of the objects in a list, which the body must have."""
        return [checked(row, required, optional) for row in self.body({name: ROWS})[name]]


Handler = Callable[[Call], FakeResponse]

_T = TypeVar("_T")
_Thing = TypeVar("_Thing", bound=Thing)


def done(data: object = None, *, status: int = 200, **meta: object) -> FakeResponse:
    """An answer in its envelope; without `data` if that is `None`."""
    envelope: dict[str, object] = {"meta": {"success": True, "status": status, **meta}}
    if data is not None:
        envelope["data"] = data
    return FakeResponse.json(status, envelope)


def created(location: str, data: object = None, **meta: object) -> FakeResponse:
    """The answer to what made an object."""
    return done(data, status=201, location=location, **meta)


def operation_requested(call: Call) -> FakeResponse:
    """The answer to an operation: its name, as it stands in the path."""
    return done({"op_requested": call.request.path.rpartition("/")[2]})


def refused(error: RefusedError) -> FakeResponse:
    """An error in its envelope."""
    meta = {"success": False, "status": error.status, "error_code": error.code, "error_desc": str(error)}
    return FakeResponse.json(error.status, {"meta": meta}, error.headers)


def page(
    call: Call, key: str, rows: Iterable[_T], shape: Callable[[_T], object], *, counted: bool = False
) -> FakeResponse:
    """One page of a list; the lists that are `counted` tell their length, where the fake does so."""
    everything = list(rows)
    shown = [shape(row) for row in everything[call.page()]]
    counts = {"count": len(shown), "total": len(everything)} if counted and call.world.totals else {}
    return done({key: shown}, **counts)


def acting(world: World, client_id: str | None) -> str | None:
    """The account to act on: the client account of this id, or the company."""
    if client_id is not None and client_id not in world.clients:
        raise RefusedError(404, "not_found", "There is no such client account.")
    return client_id


def target_client(call: Call) -> str:
    """The client account that the body of an import names."""
    client_id: str = call.body({"client_id": NAME})["client_id"]
    acting(call.world, client_id)
    return client_id


def existing(call: Call, table: Mapping[str, _Thing], kind: str) -> _Thing:
    """The object whose id is in the path; with `client_id` in the query, only what that client account holds."""
    thing = table.get(call.ids[0])
    if thing is not None:
        client_id = acting(call.world, call.text("client_id"))
        if client_id is None or thing.account == client_id or thing.shared:
            return thing
    raise RefusedError(404, "not_found", f"There is no such {kind}.")


def referred(table: Mapping[str, _T], thing_id: str, kind: str) -> _T:
    """What a body, or the second id of a path, names."""
    if thing_id not in table:
        raise RefusedError(404, "not_found", f"There is no such {kind}.")
    return table[thing_id]


def same_account(one: Thing, other: Thing) -> None:
    """Refuse to bring together what belongs to different accounts."""
    if one.account != other.account and not (one.shared or other.shared):
        raise RefusedError(403, "forbidden", "These belong to different companies.")


NAMED: Rules = {"name": NAME}
DESCRIBED: Rules = {"description": NULLABLE}


class Route(NamedTuple):
    """An operation: its place, who may call it, and what it does."""

    method: str
    template: str
    handler: Handler
    permissions: tuple[str, ...]


def route(place: str, handler: Handler, *permissions: str) -> Route:
    """The operation at `place`, a method and a path template."""
    method, _, template = place.partition(" ")
    return Route(method, template, handler, permissions)


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict[str, "_Node"])
    """What may follow, by segment."""
    child: _Node | None = None
    """What follows an id."""
    routes: dict[str, Route] = field(default_factory=dict[str, Route])
    """What ends here, by method."""


class Router:
    """Finds routes, a step for each segment of a path."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(routes)
        self._root = _Node()
        for found in self.routes:
            node = self._root
            for segment in found.template.split("/")[1:]:
                if segment.startswith("{"):
                    node.child = node = node.child or _Node()
                else:
                    node = node.children.setdefault(segment, _Node())
            node.routes[found.method] = found

    def find(self, method: str, path: str) -> tuple[Route, list[str]]:
        """The route of a request, and the ids in its path, which is still percent-encoded."""
        node, ids = self._root, list[str]()
        for segment in map(unquote, path.split("/")[1:]):
            following = node.children.get(segment)
            if following is None and segment:
                following = node.child
                ids.append(segment)
            if following is None:
                node = _Node()
                break
            node = following
        if not node.routes:
            raise RefusedError(404, "not_found", "There is nothing at this path.")
        if method not in node.routes:
            allowed = {"Allow": ", ".join(sorted(node.routes))}
            raise RefusedError(405, "method_not_allowed", "This method is not allowed here.", allowed)
        return node.routes[method], ids


def _all_rows(_: Call, rows: list[Any]) -> list[Any]:
    return rows


def _nothing(_: World, __: Any) -> None:
    return


@dataclass(frozen=True, slots=True)
class Kind(Generic[_Thing]):
    """A kind of objects with a list, and objects that are read, made, changed and removed."""

    path: str
    """For example `/klips`."""
    name: str
    """What error texts call it."""
    table: Callable[[World], dict[str, _Thing]]
    shape: Callable[[Call], Callable[[_Thing], dict[str, Any]]]
    """How a call wants the rows of the list."""
    detail: Callable[[World, _Thing, bool], dict[str, Any]]
    """The object alone, with everything when `full`."""
    make: Callable[[World, str | None, Mapping[str, Any]], _Thing]
    change: Callable[[World, _Thing, dict[str, Any]], None]
    remove: Callable[[World, _Thing], None]
    required: Rules
    """Members that a new object needs."""
    optional: Rules
    """Members that a new object may have."""
    changeable: Rules
    select: Callable[[Call, list[_Thing]], list[_Thing]] = _all_rows
    """The rows that the query asks for."""
    may_change: Callable[[World, _Thing], None] = _nothing
    """Refuses a change of, or the removal of, what must stay."""
    has_external_ids: bool = False
    in_accounts: bool = True
    """Whether client accounts have such objects."""

    def routes(
        self, id_name: str, permissions: Sequence[str], *, open_list: bool = False, creation: Handler | None = None
    ) -> list[Route]:
        """The five routes.

        Args:
            id_name: Name of the id in the path.
            permissions: What is needed to read, make, change and remove.
            open_list: Whether the list needs no permission.
            creation: Stands in for `create`.
        """
        read, make, change, remove = permissions
        one = f"{self.path}/{{{id_name}}}"
        return [
            route(f"GET {self.path}", self._list, *([] if open_list else [read])),
            route(f"GET {one}", self._get, read),
            route(f"POST {self.path}", creation or self._post, make),
            route(f"PUT {one}", self._put, change),
            route(f"DELETE {one}", self._delete, remove),
        ]

    def existing(self, call: Call) -> _Thing:
        """The object whose id comes first in the path."""
        return existing(call, self.table(call.world), self.name)

    def new(self, call: Call) -> _Thing:
        """A new object, in the client account that the body names."""
        given = call.body(self.required, {**self.optional, "client_id": NULLABLE})
        client_id = given.pop("client_id", None)
        return self.make(call.world, acting(call.world, client_id) if self.in_accounts else None, given)

    def _list(self, call: Call) -> FakeResponse:
        account = acting(call.world, call.text("client_id")) if self.in_accounts else None
        rows = [row for row in self.table(call.world).values() if row.account == account or row.shared]
        external_id = call.text("external_id")
        if external_id is not None and self.has_external_ids:
            rows = [row for row in rows if row.members["external_id"] == external_id]
        return page(call, self.path[1:], self.select(call, rows), self.shape(call), counted=True)

    def _get(self, call: Call) -> FakeResponse:
        return done(self.detail(call.world, self.existing(call), call.flag("full")))

    def _post(self, call: Call) -> FakeResponse:
        return created(f"{self.path}/{self.new(call).id}")

    def _put(self, call: Call) -> FakeResponse:
        thing = self.existing(call)
        given = call.body({}, self.changeable)
        self.may_change(call.world, thing)
        self.change(call.world, thing, given)
        return done()

    def _delete(self, call: Call) -> FakeResponse:
        thing = self.existing(call)
        self.may_change(call.world, thing)
        self.remove(call.world, thing)
        return done()


def wants_full(call: Call) -> bool:
    """Whether a list is asked for with everything, which works together with `external_id` alone."""
    return call.flag("full") and call.text("external_id") is not None


def shown(members: Mapping[str, Any]) -> dict[str, Any]:
    """Members as answers show them: without an `external_id` that is null."""
    return {name: value for name, value in members.items() if value is not None or name != "external_id"}


def update_members(_: World, thing: Thing, given: dict[str, Any]) -> None:
    """Change members, and nothing else."""
    thing.members.update(given)


def update_dated(world: World, thing: Thing, given: dict[str, Any]) -> None:
    """Change members, and tell when."""
    thing.members.update(given, last_updated=world.moment())


VISIBILITY = choice("permanent", "dashboard", "library")


def group_rights_of(world: World, thing: Thing) -> list[dict[str, Any]]:
    """The groups that an object is shared with, as answers show them."""
    rights = thing.group_rights.items()
    return [{"group_id": key, "group_name": world.groups[key].members["name"], **right} for key, right in rights]


def _user_rights_of(world: World, thing: Thing) -> list[dict[str, Any]]:
    rights = [(world.users[user_id], right) for user_id, right in thing.user_rights.items()]
    names = ("first_name", "last_name")
    return [{"user_id": user.id, **{name: user.members[name] for name in names}, **right} for user, right in rights]


@dataclass(frozen=True, slots=True)
class ShareRights(Generic[_Thing]):
    """The share rights of a kind."""

    kind: Kind[_Thing]
    flag: str = "can_edit"
    """Name of the member that says what a group may do."""
    has_users: bool = True
    """Whether it is shared with users too."""
    has_visibility: bool = False
    """Whether a right has a visibility."""
    delete_by_body: bool = False
    """Whether the body names the groups to remove, and not the path."""

    def routes(self, id_name: str, *, read: str, share: str) -> list[Route]:
        """The three routes, with the permission to see the rights and the one to change them."""
        path = f"{self.kind.path}/{{{id_name}}}/share-rights"
        return [
            route(f"GET {path}", self._get, read),
            route(f"PUT {path}", self._put, share),
            route(f"DELETE {path}" if self.delete_by_body else f"DELETE {path}/{{group_id}}", self._delete, share),
        ]

    def _get(self, call: Call) -> FakeResponse:
        thing = self.kind.existing(call)
        data = {"share_rights": group_rights_of(call.world, thing)}
        return done(data | {"user_share_rights": _user_rights_of(call.world, thing)} if self.has_users else data)

    def _put(self, call: Call) -> FakeResponse:
        thing, world = self.kind.existing(call), call.world
        given = call.body({"groups": ROWS}, {"users": ROWS} if self.has_users else {})
        flag: Rules = {self.flag: FLAG}
        visibility: Rules = {"visibility": VISIBILITY} if self.has_visibility else {}
        groups = [checked(row, {"group_id": NAME}, {**flag, **visibility}) for row in given["groups"]]
        users = [checked(row, {"user_id": NAME}, flag) for row in given.get("users", [])]
        # All are looked at before any is changed: a refusal changes nothing.
        for row in groups:
            same_account(thing, referred(world.groups, row["group_id"], "group"))
        for row in users:
            same_account(thing, referred(world.users, row["user_id"], "user"))
        usual = {self.flag: False, **({"visibility": "library"} if self.has_visibility else {})}
        for row in groups:
            group_id = row.pop("group_id")
            thing.group_rights[group_id] = thing.group_rights.get(group_id, usual) | row
        for row in users:
            user_id = row.pop("user_id")
            thing.user_rights[user_id] = thing.user_rights.get(user_id, {self.flag: False}) | row
        return done({})

    def _delete(self, call: Call) -> FakeResponse:
        thing = self.kind.existing(call)
        group_ids = call.ids[1:]
        if self.delete_by_body:
            group_ids = [row["group_id"] for row in call.rows("groups", {"group_id": NAME})]
        for group_id in group_ids:
            referred(call.world.groups, group_id, "group")
            if group_id not in thing.group_rights:
                raise RefusedError(403, "forbidden", f"The {self.kind.name} is not shared with this group.")
        for group_id in group_ids:
            thing.group_rights.pop(group_id, None)
        return done({})


@dataclass(frozen=True, slots=True)
class Properties(Generic[_Thing]):
    """The properties of objects."""

    table: Callable[[World], dict[str, _Thing]]
    name: str
    """What error texts call the object."""
    others: Callable[[World, _Thing], list[_Thing]] | None = None
    """Objects that have the same properties, with values of their own: a new one comes into being for all of them, and
    is removed from all.
    """

    def routes(self, path: str, *, read: str, write: str) -> list[Route]:
        """The three routes, with the permission to see the properties and the one to change them."""
        return [
            route(f"GET {path}/properties", self._get, read),
            route(f"PUT {path}/properties", self._put, write),
            route(f"DELETE {path}/properties", self._delete, write),
        ]

    def _find(self, call: Call) -> tuple[_Thing, list[_Thing]]:
        thing = existing(call, self.table(call.world), self.name)
        return thing, [] if self.others is None else self.others(call.world, thing)

    def _get(self, call: Call) -> FakeResponse:
        return done({"properties": self._find(call)[0].properties})

    def _put(self, call: Call) -> FakeResponse:
        thing, others = self._find(call)
        given: Mapping[str, Any] = call.body({"properties": OBJECT})["properties"]
        if not all(map(str.strip, given)):
            raise ParameterError("The name of a property must not be blank.")
        for other in others:
            other.properties = dict.fromkeys(given, "") | other.properties
        thing.properties.update(given)
        return done({})

    def _delete(self, call: Call) -> FakeResponse:
        thing, others = self._find(call)
        name = call.required_text("name")
        if name not in thing.properties:
            raise RefusedError(404, "not_found", "There is no such property.")
        for owner in (thing, *others):
            owner.properties.pop(name, None)
        return done({})
