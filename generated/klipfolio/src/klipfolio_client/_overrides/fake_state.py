"""The state behind the fake of Klipfolio: what a company and its client accounts hold, and how that is made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from .._runtime.clock import as_utc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from .._runtime.fake import FakeClock

PERMISSIONS = (
    *("account.api", "account.api_key", "account.profile", "account.settings", "account.tokens", "account.usage"),
    *("admin.annotation", "admin.client", "admin.datasource", "admin.klip", "admin.tab"),
    *("client.access", "client.build", "client.delete", "client.edit", "client.login", "client.share"),
    *("dashboard.annotation.edit", "dashboard.annotation.view", "dashboard.fullscreen", "dashboard.klip"),
    *("dashboard.library", "dashboard.share", "dashboard.tab", "dashboard.theme"),
    *("datasource.create", "datasource.delete", "datasource.download", "datasource.edit", "datasource.import"),
    *("datasource.library", "datasource.share", "group.view"),
    *("klip.build", "klip.delete", "klip.download", "klip.edit", "klip.email", "klip.embed", "klip.import"),
    *("klip.library", "klip.share"),
    *("tab.build", "tab.delete", "tab.download", "tab.edit", "tab.email", "tab.import", "tab.publish", "tab.push"),
    *("tab.share", "user.manage", "user.view", "user.viewonly.manage"),
)
"""Names of permissions: the documented list and `dashboard.share`, which only the page of tab layouts names."""

BUILT_IN_ADMIN = "Admin"
"""Name of the built-in role that must not lose its last user."""

GRID = "grid"
"""The type of layout that has a state of its own form."""

GRID_ITEM = "gridklip-"
"""What stands before the id of a klip instance there."""

_FEATURES = (
    ("theming", "Custom Theme"),
    ("domain_cloaking", "SSL Domain Alias"),
    ("published_dashboards", "Private Links"),
    ("downloadable_reports", "Download Reports"),
    ("scheduled_emails", "Email Reports"),
    ("sso", "SSO"),
    ("embeds", "Embeds"),
    ("public_dashboards", "Public Links"),
)
_ALLOWANCES = (("API Calls per Day", 10000), ("Dashboards", -1), ("Users", 3), ("Private Links", 0))


def _features() -> dict[str, dict[str, Any]]:
    return {name: {"name": name, "display_name": shown, "enabled": False} for name, shown in _FEATURES}


@dataclass(slots=True)
class Thing:
    """What all objects have that stand at the head of a path."""

    id: str
    account: str | None
    """Client account that holds it; `None` for the company itself."""
    members: dict[str, Any]
    """Members that answers show as they are."""
    properties: dict[str, Any] = field(default_factory=dict[str, Any])
    group_rights: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    """What each group that it is shared with may do, by the id of the group."""
    user_rights: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    parent: str | None = None
    """What it was copied from."""
    shared: bool = False
    """Whether every account sees it, as the built-in roles."""

    def row(self, *names: str) -> dict[str, Any]:
        """The id and these members."""
        return {"id": self.id, **{name: self.members[name] for name in names}}


@dataclass(slots=True)
class Client(Thing):
    """A client account."""

    features: dict[str, dict[str, Any]] = field(default_factory=_features)
    resources: dict[str, int] = field(default_factory=lambda: dict(_ALLOWANCES))
    """Allowances, by the name that is displayed."""
    settings: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(slots=True)
class Datasource(Thing):
    """A data source."""


@dataclass(slots=True, kw_only=True)
class Instance(Thing):
    """An instance of a data source, with its data."""

    datasource_id: str
    last_access: datetime
    data: bytes = b""
    content_type: str = "application/octet-stream"


@dataclass(slots=True)
class Klip(Thing):
    """A klip."""

    schema: dict[str, Any] = field(default_factory=dict[str, Any])
    annotations: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])


@dataclass(slots=True)
class Tab(Thing):
    """A tab with the klips on it."""

    placed: dict[str, str] = field(default_factory=dict[str, str])
    """Id of the klip, by the id of the klip instance."""
    layout: str = "100"
    state: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(slots=True, kw_only=True)
class Link(Thing):
    """A published link."""

    tab_id: str


@dataclass(slots=True)
class User(Thing):
    """A user."""

    tab_instances: dict[str, str] = field(default_factory=dict[str, str])
    """Id of the tab, by the id of the tab instance."""

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.members['first_name']} {self.members['last_name']}"


@dataclass(slots=True)
class Group(Thing):
    """A group of users."""

    default_tabs: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])


@dataclass(slots=True)
class Role(Thing):
    """A role."""

    permissions: list[str] = field(default_factory=list[str])


_T = TypeVar("_T", bound=Thing)


@dataclass(slots=True)
class World:
    """Everything the fake knows. Tables are in the order of creation."""

    clock: FakeClock
    totals: bool
    company_id: str = ""
    company_name: str = "Example Company"
    permissions: frozenset[str] | None = None
    """What the user of the credential may do; `None` for everything."""
    user_id: str = ""
    """The user of the credential."""
    clients: dict[str, Client] = field(default_factory=dict[str, Client])
    datasources: dict[str, Datasource] = field(default_factory=dict[str, Datasource])
    instances: dict[str, Instance] = field(default_factory=dict[str, Instance])
    klips: dict[str, Klip] = field(default_factory=dict[str, Klip])
    tabs: dict[str, Tab] = field(default_factory=dict[str, Tab])
    links: dict[str, Link] = field(default_factory=dict[str, Link])
    users: dict[str, User] = field(default_factory=dict[str, User])
    groups: dict[str, Group] = field(default_factory=dict[str, Group])
    roles: dict[str, Role] = field(default_factory=dict[str, Role])
    members: dict[tuple[str, str], None] = field(default_factory=dict[tuple[str, str], None])
    """Pairs of a group and a user in it."""
    holders: dict[tuple[str, str], None] = field(default_factory=dict[tuple[str, str], None])
    """Pairs of a role and a user who has it."""
    refreshed: list[str] = field(default_factory=list[str])
    invited: list[str] = field(default_factory=list[str])
    passwords_reset: list[str] = field(default_factory=list[str])
    _counts: dict[str, int] = field(default_factory=dict[str, int])

    def new_id(self, kind: str) -> str:
        """An id that no other object has, the same one in every run."""
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        return hashlib.sha256(f"{kind} {count}".encode()).hexdigest()[:32]

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return as_utc(self.clock())

    def moment(self) -> str:
        """The present moment, as answers write it."""
        return moment_text(self.now())

    def company_of(self, thing: Thing) -> str:
        """What answers show as the company of an object."""
        if thing.shared:
            return "N/A"
        client = self.clients.get(thing.account or "")
        return "Self" if client is None else str(client.members["name"])

    def users_in(self, group_id: str) -> list[User]:
        """The users of a group."""
        return [self.users[user] for group, user in self.members if group == group_id]

    def users_with(self, role_id: str, account: str | None) -> list[User]:
        """The users of an account who have a role."""
        holders = (self.users[user] for role, user in self.holders if role == role_id)
        return [user for user in holders if user.account == account]

    def groups_of(self, user_id: str) -> list[Group]:
        """The groups that a user is in."""
        return [self.groups[group] for group, user in self.members if user == user_id]

    def roles_of(self, user_id: str) -> list[Role]:
        """The roles that a user has."""
        return [self.roles[role] for role, user in self.holders if user == user_id]

    def instances_of(self, datasource_id: str) -> list[Instance]:
        """The instances of a data source."""
        return [instance for instance in self.instances.values() if instance.datasource_id == datasource_id]

    def remove_client(self, client: Client) -> None:
        """Remove a client account and all it holds."""
        self._remove_of(client.id, self.tabs.values(), self.remove_tab)
        self._remove_of(client.id, self.klips.values(), self.remove_klip)
        self._remove_of(client.id, self.datasources.values(), self.remove_datasource)
        self._remove_of(client.id, self.groups.values(), self.remove_group)
        self._remove_of(client.id, self.users.values(), self.remove_user)
        self._remove_of(client.id, self.roles.values(), self.remove_role)
        del self.clients[client.id]

    def remove_datasource(self, datasource: Datasource) -> None:
        """Remove a data source and its instances."""
        for instance in self.instances_of(datasource.id):
            del self.instances[instance.id]
        del self.datasources[datasource.id]

    def remove_klip(self, klip: Klip) -> None:
        """Remove a klip, from all tabs too."""
        for tab in self.tabs.values():
            for instance_id in [placed for placed, klip_id in tab.placed.items() if klip_id == klip.id]:
                self.take_off(tab, instance_id)
        del self.klips[klip.id]

    def take_off(self, tab: Tab, instance_id: str) -> None:
        """Take a klip instance off a tab, out of its layout too."""
        del tab.placed[instance_id]
        tab.state.pop(instance_id, None)
        if tab.layout == GRID:
            items: list[dict[str, Any]] = tab.state["desktop"]["itemConfigs"]
            items[:] = [item for item in items if item["id"] != GRID_ITEM + instance_id]

    def remove_tab(self, tab: Tab) -> None:
        """Remove a tab, its links, and the tab from users and groups."""
        for link in [link for link in self.links.values() if link.tab_id == tab.id]:
            del self.links[link.id]
        for user in self.users.values():
            user.tab_instances = {key: tab_id for key, tab_id in user.tab_instances.items() if tab_id != tab.id}
        for group in self.groups.values():
            group.default_tabs = {key: row for key, row in group.default_tabs.items() if row["tab_id"] != tab.id}
        del self.tabs[tab.id]

    def remove_user(self, user: User) -> None:
        """Remove a user, with groups, roles and rights."""
        self.members = {pair: None for pair in self.members if pair[1] != user.id}
        self.holders = {pair: None for pair in self.holders if pair[1] != user.id}
        for thing in (*self.datasources.values(), *self.klips.values(), *self.tabs.values()):
            thing.user_rights.pop(user.id, None)
        del self.users[user.id]

    def remove_group(self, group: Group) -> None:
        """Remove a group; its members stay."""
        self.members = {pair: None for pair in self.members if pair[0] != group.id}
        tables = (self.clients, self.datasources, self.klips, self.tabs)
        for thing in (thing for table in tables for thing in table.values()):
            thing.group_rights.pop(group.id, None)
        del self.groups[group.id]

    def remove_role(self, role: Role) -> None:
        """Remove a role; its users stay."""
        self.holders = {pair: None for pair in self.holders if pair[0] != role.id}
        del self.roles[role.id]

    @staticmethod
    def _remove_of(client_id: str, things: Iterable[_T], remove: Callable[[_T], None]) -> None:
        for thing in [thing for thing in things if thing.account == client_id]:
            remove(thing)


def moment_text(moment: datetime) -> str:
    """A moment in UTC as answers write it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


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


def default_schema(title: str, datasource_ids: list[str]) -> dict[str, Any]:
    """The definition that a klip gets when it is made without one."""
    parts = [
        {"type": "label", "displayName": "Primary Value", "size": 2, "fmt": "txt", "role": "primary", "id": "p"},
        {"type": "label", "displayName": "Secondary Value", "size": 1, "role": "secondary", "id": "s"},
    ]
    value = {"type": "simple_value", "displayName": "Value", "id": "v", "components": parts}
    workspace = {"datasources": datasource_ids, "dimensions": {"w": 400}}
    return {"id": "", "title": title, "version": "1", "layoutConfig": "", "workspace": workspace, "components": [value]}


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


def datasource_ids_of(klip: Klip) -> list[object]:
    """The data sources that the definition of a klip names, which may be anything."""
    workspace: object = klip.schema.get("workspace")
    ids = cast("dict[str, object]", workspace).get("datasources") if isinstance(workspace, dict) else None
    return cast("list[object]", ids) if isinstance(ids, list) else []


def schema_for(world: World, klip: Klip, client_id: str) -> dict[str, Any]:
    """The definition of a klip, with copies of its data sources in a client account; missing ones are made."""
    copies = {
        datasource.parent: datasource.id
        for datasource in world.datasources.values()
        if datasource.account == client_id and datasource.parent is not None
    }
    ids: list[object] = []
    for datasource_id in datasource_ids_of(klip):
        original = world.datasources.get(datasource_id) if isinstance(datasource_id, str) else None
        if original is not None and original.id not in copies:
            copies[original.id] = copy_datasource(world, original, client_id).id
        ids.append(copies.get(datasource_id, datasource_id) if isinstance(datasource_id, str) else datasource_id)
    if not ids:
        return dict(klip.schema)
    return {**klip.schema, "workspace": {**klip.schema["workspace"], "datasources": ids}}


def copy_klip(world: World, klip: Klip, client_id: str) -> Klip:
    """Copy a klip into a client account, with its data sources."""
    copy = make_klip(world, client_id, {**klip.members, "schema": schema_for(world, klip, client_id)})
    copy.parent = klip.id
    return copy


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


def publish(world: World, tab: Tab, given: Mapping[str, Any]) -> Link:
    """A new link to a tab."""
    link_id = world.new_id("link")
    user = world.users[world.user_id]
    members = {
        "published_link_name": given["name"],
        "dashboard_url": f"app.klipfolio.com/published/{link_id}",
        "visibility": visibility_of(given),
        "date_created": world.moment(),
        "created_by": {"user_public_id": user.id, "user_name": user.full_name},
        "date_last_accessed": None,
    }
    link = Link(link_id, tab.account, members, tab_id=tab.id)
    world.links[link.id] = link
    return link


def visibility_of(given: Mapping[str, Any]) -> str:
    """The visibility of a link, as answers tell it."""
    return "public_searchable" if given.get("isPublic") else "private"


def make_client(world: World, _: str | None, given: Mapping[str, Any]) -> Client:
    """A new client account."""
    members = {
        "name": given["name"],
        "description": given.get("description", ""),
        "status": str(given.get("status", "active")).capitalize(),
        "seats": given.get("seats", -1),
        "last_sign_in": given.get("last_sign_in"),
        "external_id": given.get("external_id"),
        "custom_theme": given.get("custom_theme", False),
    }
    client = Client(world.new_id("client"), None, members)
    world.clients[client.id] = client
    return client


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


def make_role(world: World, account: str | None, given: Mapping[str, Any]) -> Role:
    """A new role."""
    members = {"name": given["name"], "description": given.get("description", "")}
    role = Role(world.new_id("role"), account, members)
    role.permissions = list(dict.fromkeys(given.get("permissions", [])))
    world.roles[role.id] = role
    return role
