"""Groups and roles in the fake of Klipfolio: both have users, and groups have default tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import fake_rules as rules
from .fake_call import RefusedError, created, done, page, referred, same_account
from .fake_rights import VISIBILITY
from .fake_routes import DESCRIBED, NAMED, Kind, route, shown, update_members, wants_full
from .fake_state import Group, Role, World
from .fake_users import EXTERNAL, MANAGE, USERS, check_admins, person, user_detail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._runtime.fake import FakeResponse
    from .fake_call import Call, Handler
    from .fake_routes import Route
    from .fake_state import User

    _Change = Callable[[Call, Any, User], FakeResponse]


def make_group(world: World, account: str | None, given: Mapping[str, Any]) -> Group:
    """A new group without members."""
    members = {
        "name": given["name"],
        "description": given.get("description", ""),
        "external_id": given.get("external_id"),
    }
    group = Group(world.new_id("group"), account, members)
    world.groups[group.id] = group
    return group


def _group_members(world: World, group: Group) -> list[dict[str, Any]]:
    return [{"id": user.id, "full_name": user.full_name} for user in world.users_in(group.id)]


def _group_shape(call: Call) -> Callable[[Group], dict[str, Any]]:
    full = wants_full(call)

    def row(group: Group) -> dict[str, Any]:
        members = {"id": group.id, **shown(group.members)}
        return members | {"members": _group_members(call.world, group)} if full else members

    return row


def _group_detail(world: World, group: Group, full: bool) -> dict[str, Any]:
    users = _group_members(world, group)
    members = {"id": group.id, "company": world.company_of(group), **shown(group.members), "num_members": len(users)}
    return members | {"members": users} if full else members


GROUPS: Kind[Group] = Kind(
    path="/groups",
    name="group",
    table=lambda world: world.groups,
    shape=_group_shape,
    detail=_group_detail,
    make=make_group,
    remove=World.remove_group,
    required=NAMED,
    optional={**DESCRIBED, **EXTERNAL},
    changeable={**NAMED, **DESCRIBED, **EXTERNAL},
    change=update_members,
    has_external_ids=True,
)


def make_role(world: World, account: str | None, given: Mapping[str, Any]) -> Role:
    """A new role."""
    members = {"name": given["name"], "description": given.get("description", "")}
    role = Role(world.new_id("role"), account, members)
    role.permissions = list(dict.fromkeys(given.get("permissions", [])))
    world.roles[role.id] = role
    return role


def _role_shape(_: Call) -> Callable[[Role], dict[str, Any]]:
    return lambda role: {"id": role.id, **role.members}


def _role_detail(world: World, role: Role, full: bool) -> dict[str, Any]:
    members = {"id": role.id, "company": world.company_of(role), **role.members}
    if full:
        users = [person(user) for user in world.users_with(role.id, role.account)]
        members |= {"users": users, "num_users": len(users), "permissions": role.permissions}
    return members


def _change_role(_: World, role: Role, given: dict[str, Any]) -> None:
    if "permissions" in given:
        role.permissions = list(dict.fromkeys(given.pop("permissions")))
    role.members.update(given)


def _custom(_: World, role: Role) -> None:
    if role.shared:
        raise RefusedError(403, "forbidden", "A built-in role stays as it is.")


ROLES: Kind[Role] = Kind(
    path="/roles",
    name="role",
    table=lambda world: world.roles,
    shape=_role_shape,
    detail=_role_detail,
    make=make_role,
    remove=World.remove_role,
    required=NAMED,
    optional={**DESCRIBED, "permissions": rules.NAMES},
    changeable={**NAMED, **DESCRIBED, "permissions": rules.NAMES},
    change=_change_role,
    may_change=_custom,
)


def _join(call: Call, group: Group, user: User) -> FakeResponse:
    call.world.members[group.id, user.id] = None
    return done()


def _leave(call: Call, group: Group, user: User) -> FakeResponse:
    if (group.id, user.id) not in call.world.members:
        raise RefusedError(403, "forbidden", "The user is not in this group.")
    del call.world.members[group.id, user.id]
    return done()


def _give(call: Call, role: Role, user: User) -> FakeResponse:
    if (role.id, user.id) in call.world.holders:
        raise RefusedError(403, "forbidden", "The user has this role already.")
    call.world.holders[role.id, user.id] = None
    return done({})


def _take_away(call: Call, role: Role, user: User) -> FakeResponse:
    if (role.id, user.id) not in call.world.holders:
        raise RefusedError(403, "forbidden", "The user does not have this role.")
    check_admins(call.world, role, user)
    del call.world.holders[role.id, user.id]
    return done()


def _from_both_sides(kind: Kind[Any], id_name: str, add: _Change, remove: _Change) -> list[Route]:
    """The four routes of a relation with users: below the object of `kind`, and below the user."""

    def seen_from(first: Kind[Any], second: Kind[Any], change: _Change) -> Handler:
        def handler(call: Call) -> FakeResponse:
            one = first.existing(call)
            other = referred(second.table(call.world), call.ids[1], second.name)
            same_account(one, other)
            return change(call, other, one) if first is USERS else change(call, one, other)

        return handler

    one, user = f"{kind.path}/{{{id_name}}}", "/users/{user_id}"
    return [
        route(f"PUT {one}{user}", seen_from(kind, USERS, add), MANAGE),
        route(f"DELETE {one}{user}", seen_from(kind, USERS, remove), MANAGE),
        route(f"PUT {user}{one}", seen_from(USERS, kind, add), MANAGE),
        route(f"DELETE {user}{one}", seen_from(USERS, kind, remove), MANAGE),
    ]


def _list_groups_of(call: Call) -> FakeResponse:
    groups = call.world.groups_of(USERS.existing(call).id)
    return page(call, "groups", groups, lambda group: group.row("name", "description"))


def _list_roles_of(call: Call) -> FakeResponse:
    return page(call, "roles", call.world.roles_of(USERS.existing(call).id), _role_shape(call))


def _list_users_in(call: Call) -> FakeResponse:
    world = call.world
    return page(call, "users", world.users_in(GROUPS.existing(call).id), lambda user: user_detail(world, user, False))


def _list_users_with(call: Call) -> FakeResponse:
    role = ROLES.existing(call)
    client_id = call.text("client_id")
    return page(call, "users", call.world.users_with(role.id, client_id or role.account), person)


_DEFAULT_TAB: rules.Rules = {"can_edit": rules.FLAG, "visibility": VISIBILITY, "index": rules.COUNT}


def _default_tab_row(world: World, default_tab: Mapping[str, Any]) -> dict[str, Any]:
    tab = world.tabs[default_tab["tab_id"]].members
    return {**default_tab, "name": tab["name"], "description": tab["description"]}


def _default_tab(call: Call) -> dict[str, Any]:
    group = GROUPS.existing(call)
    if call.ids[1] not in group.default_tabs:
        raise RefusedError(404, "not_found", "There is no such default tab.")
    return group.default_tabs[call.ids[1]]


def _list_default_tabs(call: Call) -> FakeResponse:
    rows = GROUPS.existing(call).default_tabs.values()
    return page(call, "default_tabs", rows, lambda row: _default_tab_row(call.world, row))


def _get_default_tab(call: Call) -> FakeResponse:
    return done(_default_tab_row(call.world, _default_tab(call)))


def _create_default_tab(call: Call) -> FakeResponse:
    group, world = GROUPS.existing(call), call.world
    given = call.body({"tab_id": rules.NAME}, _DEFAULT_TAB)
    same_account(group, referred(world.tabs, given["tab_id"], "tab"))
    default_tab_id = world.new_id("default tab")
    usual = {"can_edit": False, "visibility": "library", "index": len(group.default_tabs)}
    group.default_tabs[default_tab_id] = {"id": default_tab_id, **usual, **given}
    return created(f"/groups/{group.id}/default-tabs/{default_tab_id}")


def _update_default_tab(call: Call) -> FakeResponse:
    _default_tab(call).update(call.body({}, _DEFAULT_TAB))
    return done()


def _delete_default_tab(call: Call) -> FakeResponse:
    del GROUPS.existing(call).default_tabs[_default_tab(call)["id"]]
    return done()


def _get_permissions(call: Call) -> FakeResponse:
    return done({"permissions": ROLES.existing(call).permissions})


def _put_permissions(call: Call) -> FakeResponse:
    role = ROLES.existing(call)
    given = call.body({"permissions": rules.NAMES})["permissions"]
    _custom(call.world, role)
    role.permissions = list(dict.fromkeys([*role.permissions, *given]))
    return done()


def _delete_permissions(call: Call) -> FakeResponse:
    role = ROLES.existing(call)
    given = call.body({"permissions": rules.NAMES})["permissions"]
    _custom(call.world, role)
    role.permissions = [permission for permission in role.permissions if permission not in given]
    return done()


_GROUP = "/groups/{group_id}"
_ROLE = "/roles/{role_id}"
_DEFAULT_TABS = f"{_GROUP}/default-tabs"
_ONE_DEFAULT_TAB = f"{_DEFAULT_TABS}/{{default_tab_id}}"

ROUTES: list[Route] = [
    *GROUPS.routes("group_id", (MANAGE,) * 4, open_list=True),
    route(f"GET {_GROUP}/users", _list_users_in, MANAGE),
    route("GET /users/{user_id}/groups", _list_groups_of, MANAGE),
    *_from_both_sides(GROUPS, "group_id", _join, _leave),
    route(f"GET {_DEFAULT_TABS}", _list_default_tabs),
    route(f"GET {_ONE_DEFAULT_TAB}", _get_default_tab),
    route(f"POST {_DEFAULT_TABS}", _create_default_tab),
    route(f"PUT {_ONE_DEFAULT_TAB}", _update_default_tab),
    route(f"DELETE {_ONE_DEFAULT_TAB}", _delete_default_tab),
    *ROLES.routes("role_id", (MANAGE,) * 4),
    route(f"GET {_ROLE}/users", _list_users_with, MANAGE),
    route("GET /users/{user_id}/roles", _list_roles_of, MANAGE),
    *_from_both_sides(ROLES, "role_id", _give, _take_away),
    route(f"GET {_ROLE}/permissions", _get_permissions, MANAGE),
    route(f"PUT {_ROLE}/permissions", _put_permissions, MANAGE),
    route(f"DELETE {_ROLE}/permissions", _delete_permissions, MANAGE),
]
