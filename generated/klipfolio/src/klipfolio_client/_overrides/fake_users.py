"""Users in the fake of Klipfolio, and the profile of the user whom the credential belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._runtime.fake import ParameterError
from . import fake_rules as rules
from .fake_call import RefusedError, created, done, operation_requested, page, referred, same_account
from .fake_rights import Properties
from .fake_routes import Kind, route, shown, wants_full
from .fake_state import BUILT_IN_ADMIN, PERMISSIONS, User, World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .._runtime.fake import FakeResponse
    from .fake_call import Call
    from .fake_routes import Route
    from .fake_state import Role

_PERSON = ("first_name", "last_name", "email")
_PERSON_RULES: rules.Rules = dict.fromkeys(_PERSON, rules.NAME)
EXTERNAL: rules.Rules = {"external_id": rules.NULLABLE}
_GROUP_TYPE = 10
MANAGE = "user.manage"


def make_user(world: World, account: str | None, given: Mapping[str, Any]) -> User:
    """A new user with the roles given."""
    roles = [referred(world.roles, role_id, "role") for role_id in given["roles"]]
    members = {
        "first_name": given["first_name"],
        "last_name": given["last_name"],
        "email": given["email"],
        "external_id": given.get("external_id"),
        "date_created": world.moment(),
        "date_last_login": given.get("date_last_login"),
        "is_locked_out": False,
    }
    user = User(world.new_id("user"), account, members)
    for role in roles:
        same_account(user, role)
    _check_email(world, user, given)
    user.properties = {name: "" for other in _fellows(world, user) for name in other.properties}
    world.users[user.id] = user
    world.holders.update({(role.id, user.id): None for role in roles})
    return user


def _fellows(world: World, user: User) -> list[User]:
    return [other for other in world.users.values() if other.account == user.account and other is not user]


def _check_email(world: World, user: User, given: Mapping[str, Any]) -> None:
    email = str(given.get("email", "")).casefold()
    if any(other.members["email"].casefold() == email for other in world.users.values() if other is not user):
        raise ParameterError("email must be one that no other user has.")


def person(user: User) -> dict[str, Any]:
    """A user in short."""
    return user.row(*_PERSON)


def _shape(call: Call) -> Callable[[User], dict[str, Any]]:
    world = call.world
    full, roles, groups = wants_full(call), call.flag("include_roles"), call.flag("include_groups")

    def row(user: User) -> dict[str, Any]:
        last_login = user.members["date_last_login"]
        members = person(user) | {"date_last_login": last_login, "isActivated": last_login is not None}
        members |= {name: user.members[name] for name in ("external_id",) if user.members[name] is not None}
        if full:
            members |= {"tab_instances": list(user.tab_instances), "properties": user.properties}
        if roles:
            members["roles"] = [role.id for role in world.roles_of(user.id)]
        if groups:
            members["groups"] = [group.id for group in world.groups_of(user.id)]
        return members

    return row


def user_detail(world: World, user: User, full: bool) -> dict[str, Any]:
    """A user, read alone."""
    members = {"id": user.id, "company": world.company_of(user), **shown(user.members)}
    if full:
        members["tab_instances"] = list(user.tab_instances)
        members["groups"] = [group.row("name") for group in world.groups_of(user.id)]
        members["roles"] = [role.id for role in world.roles_of(user.id)]
        members["properties"] = user.properties
    return members


def _change(world: World, user: User, given: dict[str, Any]) -> None:
    _check_email(world, user, given)
    user.members.update(given)


def check_admins(world: World, role: Role, user: User) -> None:
    """Refuse to take the admin role away from the last user who has it."""
    is_admin = role.shared and role.members["name"] == BUILT_IN_ADMIN
    if is_admin and len(world.users_with(role.id, user.account)) == 1:
        raise RefusedError(403, "forbidden", "The admin role must keep a user.")


def _remove(world: World, user: User) -> None:
    if user.id == world.user_id:
        raise RefusedError(403, "forbidden", "The user of the credential cannot be removed.")
    for role in world.roles_of(user.id):
        check_admins(world, role, user)
    world.remove_user(user)


def _select(call: Call, users: list[User]) -> list[User]:
    email = call.text("email")
    return users if email is None else [user for user in users if user.members["email"] == email]


USERS: Kind[User] = Kind(
    path="/users",
    name="user",
    table=lambda world: world.users,
    shape=_shape,
    detail=user_detail,
    make=make_user,
    remove=_remove,
    required={**_PERSON_RULES, "roles": rules.NAMES},
    optional={"password": rules.NAME, **EXTERNAL},
    changeable={**_PERSON_RULES, **EXTERNAL},
    change=_change,
    select=_select,
    has_external_ids=True,
)


def _create(call: Call) -> FakeResponse:
    send_email = call.flag("send_email")
    user = USERS.new(call)
    if send_email:
        call.world.invited.append(user.id)
    return created(f"/users/{user.id}")


def _resend_invite(call: Call) -> FakeResponse:
    call.world.invited.append(USERS.existing(call).id)
    return operation_requested(call)


def _reset_password(call: Call) -> FakeResponse:
    call.world.passwords_reset.append(USERS.existing(call).id)
    return operation_requested(call)


def _profile(call: Call) -> FakeResponse:
    world = call.world
    user = world.users[world.user_id]
    members = user_detail(world, user, False) | {"company": {"id": world.company_id, "name": world.company_name}}
    if call.flag("full"):
        permissions = PERMISSIONS if world.permissions is None else sorted(world.permissions)
        members["tab_instances"] = [
            {
                **_tab_instance(world, user, instance_id),
                "layout": {"type": world.tabs[tab_id].layout, "state": world.tabs[tab_id].state},
            }
            for instance_id, tab_id in user.tab_instances.items()
        ]
        members["groups"] = [{**group.row("name"), "type": _GROUP_TYPE} for group in world.groups_of(user.id)]
        members["properties"] = user.properties
        members["roles"] = [role.id for role in world.roles_of(user.id)]
        members["permissions"] = list(permissions)
    return done(members)


def _tab_instance(world: World, user: User, instance_id: str) -> dict[str, Any]:
    tab = world.tabs[user.tab_instances[instance_id]]
    return {"id": instance_id, "tab_id": tab.id, "name": tab.members["name"], "context": "desktop"}


def _list_tab_instances(call: Call) -> FakeResponse:
    user = USERS.existing(call)
    return page(
        call, "tab_instances", user.tab_instances, lambda instance_id: _tab_instance(call.world, user, instance_id)
    )


def _add_tab_instances(call: Call) -> FakeResponse:
    user, world = USERS.existing(call), call.world
    tabs = [referred(world.tabs, tab_id, "tab") for tab_id in call.body({"tab_ids": rules.NAMES})["tab_ids"]]
    for tab in tabs:
        same_account(user, tab)
    added: list[dict[str, Any]] = []
    for tab in tabs:
        instance_id = world.new_id("tab instance")
        user.tab_instances[instance_id] = tab.id
        added.append({"id": instance_id, "tab_id": tab.id, "name": tab.members["name"]})
    return done({"tab_instances": added})


def _remove_tab_instance(call: Call) -> FakeResponse:
    user = USERS.existing(call)
    if call.ids[1] not in user.tab_instances:
        raise RefusedError(404, "not_found", "There is no such tab instance.")
    del user.tab_instances[call.ids[1]]
    return done({})


_ONE = "/users/{user_id}"
_TAB_INSTANCES = f"{_ONE}/tab-instances"

ROUTES: list[Route] = [
    route("GET /profile", _profile),
    *USERS.routes("user_id", (MANAGE,) * 4, open_list=True, creation=_create),
    route(f"POST {_ONE}/@/resend-invite", _resend_invite, MANAGE),
    route(f"POST {_ONE}/@/reset-password", _reset_password, MANAGE),
    *Properties(USERS.table, USERS.name, _fellows).routes(_ONE, read=MANAGE, write=MANAGE),
    route(f"GET {_TAB_INSTANCES}", _list_tab_instances, MANAGE),
    route(f"PUT {_TAB_INSTANCES}", _add_tab_instances, MANAGE),
    route(f"DELETE {_TAB_INSTANCES}/{{tab_instance_id}}", _remove_tab_instance, MANAGE),
]
