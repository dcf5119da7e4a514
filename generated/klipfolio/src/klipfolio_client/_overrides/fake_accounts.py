"""Client accounts, users, groups and roles in the fake of Klipfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from .._runtime.fake import FakeResponse, ParameterError
from .fake_calls import (
    COUNT,
    DESCRIBED,
    FLAG,
    LIMIT,
    NAME,
    NAMED,
    NAMES,
    NULLABLE,
    POSITIVE,
    VISIBILITY,
    Call,
    Handler,
    Kind,
    Properties,
    RefusedError,
    Route,
    Rules,
    ShareRights,
    choice,
    created,
    done,
    group_rights_of,
    operation_requested,
    page,
    referred,
    route,
    same_account,
    shown,
    update_members,
    wants_full,
)
from .fake_state import (
    BUILT_IN_ADMIN,
    PERMISSIONS,
    Client,
    Group,
    Role,
    User,
    World,
    make_client,
    make_group,
    make_role,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_STATUSES = ("active", "trial", "setup", "disabled")
_STATUS = choice(*_STATUSES)
_CLIENT_MEMBERS: Rules = {**DESCRIBED, "status": _STATUS, "seats": LIMIT, "custom_theme": FLAG, "external_id": NULLABLE}
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


def _client_shape(call: Call) -> Callable[[Client], dict[str, Any]]:
    full = wants_full(call)

    def row(client: Client) -> dict[str, Any]:
        members = _client_detail(call.world, client, full)
        del members["custom_theme"]
        return members

    return row


def _client_detail(world: World, client: Client, full: bool) -> dict[str, Any]:
    members = {"id": client.id, **shown(client.members)}
    if full:
        users = [user for user in world.users.values() if user.account == client.id]
        groups = [group for group in world.groups.values() if group.account == client.id]
        members["users"] = [user.row("first_name", "last_name", "email") for user in users]
        members["groups"] = [group.row("name") for group in groups]
        members["share_rights"] = group_rights_of(world, client)
    return members


def _change_client(_: World, client: Client, given: dict[str, Any]) -> None:
    if "status" in given:
        given["status"] = given["status"].capitalize()
    client.members.update(given)


def _select_clients(call: Call, clients: list[Client]) -> list[Client]:
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
    shape=_client_shape,
    detail=_client_detail,
    make=make_client,
    remove=World.remove_client,
    required=NAMED,
    optional=_CLIENT_MEMBERS,
    changeable={**NAMED, **_CLIENT_MEMBERS},
    change=_change_client,
    select=_select_clients,
    has_external_ids=True,
    in_accounts=False,
)


def _extend_trial(call: Call) -> FakeResponse:
    CLIENTS.existing(call)
    call.body({"days": POSITIVE})
    return operation_requested(call)


def _enable_direct_billing(call: Call) -> FakeResponse:
    CLIENTS.existing(call)
    return operation_requested(call)


def _get_features(call: Call) -> FakeResponse:
    return done({"features": list(CLIENTS.existing(call).features.values())})


def _put_features(call: Call) -> FakeResponse:
    client = CLIENTS.existing(call)
    rows = call.rows("features", {"name": NAME, "enabled": FLAG})
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
    rows = call.rows("resources", {"name": NAME, "value": LIMIT})
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


_CLIENT = "/clients/{client_id}"


_PERSON = ("first_name", "last_name", "email")
_PERSON_RULES: Rules = dict.fromkeys(_PERSON, NAME)
_EXTERNAL: Rules = {"external_id": NULLABLE}
_GROUP_TYPE = 10
_MANAGE = "user.manage"


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


def _person(user: User) -> dict[str, Any]:
    """A user in short."""
    return user.row(*_PERSON)


def _user_shape(call: Call) -> Callable[[User], dict[str, Any]]:
    world = call.world
    full, roles, groups = wants_full(call), call.flag("include_roles"), call.flag("include_groups")

    def row(user: User) -> dict[str, Any]:
        last_login = user.members["date_last_login"]
        members = _person(user) | {"date_last_login": last_login, "isActivated": last_login is not None}
        members |= {name: user.members[name] for name in ("external_id",) if user.members[name] is not None}
        if full:
            members |= {"tab_instances": list(user.tab_instances), "properties": user.properties}
        if roles:
            members["roles"] = [role.id for role in world.roles_of(user.id)]
        if groups:
            members["groups"] = [group.id for group in world.groups_of(user.id)]
        return members

    return row


def _user_detail(world: World, user: User, full: bool) -> dict[str, Any]:
    """A user, read alone."""
    members = {"id": user.id, "company": world.company_of(user), **shown(user.members)}
    if full:
        members["tab_instances"] = list(user.tab_instances)
        members["groups"] = [group.row("name") for group in world.groups_of(user.id)]
        members["roles"] = [role.id for role in world.roles_of(user.id)]
        members["properties"] = user.properties
    return members


def _change_user(world: World, user: User, given: dict[str, Any]) -> None:
    _check_email(world, user, given)
    user.members.update(given)


def _check_admins(world: World, role: Role, user: User) -> None:
    """Refuse to take the admin role away from the last user who has it."""
    is_admin = role.shared and role.members["name"] == BUILT_IN_ADMIN
    if is_admin and len(world.users_with(role.id, user.account)) == 1:
        raise RefusedError(403, "forbidden", "The admin role must keep a user.")


def _remove_user(world: World, user: User) -> None:
    if user.id == world.user_id:
        raise RefusedError(403, "forbidden", "The user of the credential cannot be removed.")
    for role in world.roles_of(user.id):
        _check_admins(world, role, user)
    world.remove_user(user)


def _select_users(call: Call, users: list[User]) -> list[User]:
    email = call.text("email")
    return users if email is None else [user for user in users if user.members["email"] == email]


USERS: Kind[User] = Kind(
    path="/users",
    name="user",
    table=lambda world: world.users,
    shape=_user_shape,
    detail=_user_detail,
    make=make_user,
    remove=_remove_user,
    required={**_PERSON_RULES, "roles": NAMES},
    optional={"password": NAME, **_EXTERNAL},
    changeable={**_PERSON_RULES, **_EXTERNAL},
    change=_change_user,
    select=_select_users,
    has_external_ids=True,
)


def _create_user(call: Call) -> FakeResponse:
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
    members = _user_detail(world, user, False) | {"company": {"id": world.company_id, "name": world.company_name}}
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
    tabs = [referred(world.tabs, tab_id, "tab") for tab_id in call.body({"tab_ids": NAMES})["tab_ids"]]
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
    referred(user.tab_instances, call.ids[1], "tab instance")
    del user.tab_instances[call.ids[1]]
    return done({})


_USER = "/users/{user_id}"
_TAB_INSTANCES = f"{_USER}/tab-instances"


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
    optional={**DESCRIBED, **_EXTERNAL},
    changeable={**NAMED, **DESCRIBED, **_EXTERNAL},
    change=update_members,
    has_external_ids=True,
)


def _role_shape(_: Call) -> Callable[[Role], dict[str, Any]]:
    return lambda role: {"id": role.id, **role.members}


def _role_detail(world: World, role: Role, full: bool) -> dict[str, Any]:
    members = {"id": role.id, "company": world.company_of(role), **role.members}
    if full:
        users = [_person(user) for user in world.users_with(role.id, role.account)]
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
    optional={**DESCRIBED, "permissions": NAMES},
    changeable={**NAMED, **DESCRIBED, "permissions": NAMES},
    change=_change_role,
    may_change=_custom,
)


_Change: TypeAlias = "Callable[[Call, Any, User], FakeResponse]"


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
    _check_admins(call.world, role, user)
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
        route(f"PUT {one}{user}", seen_from(kind, USERS, add), _MANAGE),
        route(f"DELETE {one}{user}", seen_from(kind, USERS, remove), _MANAGE),
        route(f"PUT {user}{one}", seen_from(USERS, kind, add), _MANAGE),
        route(f"DELETE {user}{one}", seen_from(USERS, kind, remove), _MANAGE),
    ]


def _list_groups_of(call: Call) -> FakeResponse:
    groups = call.world.groups_of(USERS.existing(call).id)
    return page(call, "groups", groups, lambda group: group.row("name", "description"))


def _list_roles_of(call: Call) -> FakeResponse:
    return page(call, "roles", call.world.roles_of(USERS.existing(call).id), _role_shape(call))


def _list_users_in(call: Call) -> FakeResponse:
    world = call.world
    return page(call, "users", world.users_in(GROUPS.existing(call).id), lambda user: _user_detail(world, user, False))


def _list_users_with(call: Call) -> FakeResponse:
    role = ROLES.existing(call)
    client_id = call.text("client_id")
    return page(call, "users", call.world.users_with(role.id, client_id or role.account), _person)


_DEFAULT_TAB: Rules = {"can_edit": FLAG, "visibility": VISIBILITY, "index": COUNT}


def _default_tab_row(world: World, default_tab: Mapping[str, Any]) -> dict[str, Any]:
    tab = world.tabs[default_tab["tab_id"]].members
    return {**default_tab, "name": tab["name"], "description": tab["description"]}


def _default_tab(call: Call) -> dict[str, Any]:
    return referred(GROUPS.existing(call).default_tabs, call.ids[1], "default tab")


def _list_default_tabs(call: Call) -> FakeResponse:
    rows = GROUPS.existing(call).default_tabs.values()
    return page(call, "default_tabs", rows, lambda row: _default_tab_row(call.world, row))


def _get_default_tab(call: Call) -> FakeResponse:
    return done(_default_tab_row(call.world, _default_tab(call)))


def _create_default_tab(call: Call) -> FakeResponse:
    group, world = GROUPS.existing(call), call.world
    given = call.body({"tab_id": NAME}, _DEFAULT_TAB)
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
    given = call.body({"permissions": NAMES})["permissions"]
    _custom(call.world, role)
    role.permissions = list(dict.fromkeys([*role.permissions, *given]))
    return done()


def _delete_permissions(call: Call) -> FakeResponse:
    role = ROLES.existing(call)
    given = call.body({"permissions": NAMES})["permissions"]
    _custom(call.world, role)
    role.permissions = [permission for permission in role.permissions if permission not in given]
    return done()


_GROUP = "/groups/{group_id}"
_ROLE = "/roles/{role_id}"
_DEFAULT_TABS = f"{_GROUP}/default-tabs"
_ONE_DEFAULT_TAB = f"{_DEFAULT_TABS}/{{default_tab_id}}"

ROUTES: list[Route] = [
    *CLIENTS.routes("client_id", ("client.access", "client.build", "client.edit", "client.delete")),
    route(f"POST {_CLIENT}/@/extend_trial", _extend_trial),
    route(f"POST {_CLIENT}/@/enable_direct_billing", _enable_direct_billing),
    route(f"GET {_CLIENT}/features", _get_features, "client.access"),
    route(f"PUT {_CLIENT}/features", _put_features, "client.edit"),
    *Properties(CLIENTS.table, CLIENTS.name).routes(_CLIENT, read="client.access", write="client.edit"),
    route(f"GET {_CLIENT}/resources", _get_resources, "client.access"),
    route(f"PUT {_CLIENT}/resources", _put_resources, "client.edit"),
    route(f"GET {_CLIENT}/settings", _get_settings),
    route(f"POST {_CLIENT}/settings", _post_settings),
    *ShareRights(CLIENTS, "can_manage", has_users=False).routes(
        "client_id", read="client.access", share="client.share"
    ),
    route("GET /profile", _profile),
    *USERS.routes("user_id", (_MANAGE,) * 4, open_list=True, creation=_create_user),
    route(f"POST {_USER}/@/resend-invite", _resend_invite, _MANAGE),
    route(f"POST {_USER}/@/reset-password", _reset_password, _MANAGE),
    *Properties(USERS.table, USERS.name, _fellows).routes(_USER, read=_MANAGE, write=_MANAGE),
    route(f"GET {_TAB_INSTANCES}", _list_tab_instances, _MANAGE),
    route(f"PUT {_TAB_INSTANCES}", _add_tab_instances, _MANAGE),
    route(f"DELETE {_TAB_INSTANCES}/{{tab_instance_id}}", _remove_tab_instance, _MANAGE),
    *GROUPS.routes("group_id", (_MANAGE,) * 4, open_list=True),
    route(f"GET {_GROUP}/users", _list_users_in, _MANAGE),
    route("GET /users/{user_id}/groups", _list_groups_of, _MANAGE),
    *_from_both_sides(GROUPS, "group_id", _join, _leave),
    route(f"GET {_DEFAULT_TABS}", _list_default_tabs),
    route(f"GET {_ONE_DEFAULT_TAB}", _get_default_tab),
    route(f"POST {_DEFAULT_TABS}", _create_default_tab),
    route(f"PUT {_ONE_DEFAULT_TAB}", _update_default_tab),
    route(f"DELETE {_ONE_DEFAULT_TAB}", _delete_default_tab),
    *ROLES.routes("role_id", (_MANAGE,) * 4),
    route(f"GET {_ROLE}/users", _list_users_with, _MANAGE),
    route("GET /users/{user_id}/roles", _list_roles_of, _MANAGE),
    *_from_both_sides(ROLES, "role_id", _give, _take_away),
    route(f"GET {_ROLE}/permissions", _get_permissions, _MANAGE),
    route(f"PUT {_ROLE}/permissions", _put_permissions, _MANAGE),
    route(f"DELETE {_ROLE}/permissions", _delete_permissions, _MANAGE),
]
