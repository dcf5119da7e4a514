"""What several kinds of the fake of Klipfolio have below an object: share rights, and properties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._runtime.fake import ParameterError
from . import fake_rules as rules
from .fake_call import RefusedError, done, existing, referred, same_account
from .fake_routes import route
from .fake_state import Thing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._runtime.fake import FakeResponse
    from .fake_call import Call
    from .fake_routes import Kind, Route
    from .fake_state import World

VISIBILITY = rules.choice("permanent", "dashboard", "library")

_T = TypeVar("_T", bound=Thing)


def group_rights_of(world: World, thing: Thing) -> list[dict[str, Any]]:
    """The groups that an object is shared with, as answers show them."""
    rights = thing.group_rights.items()
    return [{"group_id": key, "group_name": world.groups[key].members["name"], **right} for key, right in rights]


def _user_rights_of(world: World, thing: Thing) -> list[dict[str, Any]]:
    rights = [(world.users[user_id], right) for user_id, right in thing.user_rights.items()]
    names = ("first_name", "last_name")
    return [{"user_id": user.id, **{name: user.members[name] for name in names}, **right} for user, right in rights]


@dataclass(frozen=True, slots=True)
class ShareRights(Generic[_T]):
    """The share rights of a kind."""

    kind: Kind[_T]
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
        given = call.body({"groups": rules.ROWS}, {"users": rules.ROWS} if self.has_users else {})
        flag: rules.Rules = {self.flag: rules.FLAG}
        visibility: rules.Rules = {"visibility": VISIBILITY} if self.has_visibility else {}
        groups = [rules.checked(row, {"group_id": rules.NAME}, {**flag, **visibility}) for row in given["groups"]]
        users = [rules.checked(row, {"user_id": rules.NAME}, flag) for row in given.get("users", [])]
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
            rows = call.body({"groups": rules.ROWS})["groups"]
            group_ids = [rules.checked(row, {"group_id": rules.NAME})["group_id"] for row in rows]
        for group_id in group_ids:
            referred(call.world.groups, group_id, "group")
            if group_id not in thing.group_rights:
                raise RefusedError(403, "forbidden", f"The {self.kind.name} is not shared with this group.")
        for group_id in group_ids:
            thing.group_rights.pop(group_id, None)
        return done({})


@dataclass(frozen=True, slots=True)
class Properties(Generic[_T]):
    """The properties of objects."""

    table: Callable[[World], dict[str, _T]]
    name: str
    """What error texts call the object."""
    others: Callable[[World, _T], list[_T]] | None = None
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

    def _find(self, call: Call) -> tuple[_T, list[_T]]:
        thing = existing(call, self.table(call.world), self.name)
        return thing, [] if self.others is None else self.others(call.world, thing)

    def _get(self, call: Call) -> FakeResponse:
        return done({"properties": self._find(call)[0].properties})

    def _put(self, call: Call) -> FakeResponse:
        thing, others = self._find(call)
        given: Mapping[str, Any] = call.body({"properties": rules.OBJECT})["properties"]
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
