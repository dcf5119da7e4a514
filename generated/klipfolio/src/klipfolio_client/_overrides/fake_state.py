"""The state behind the fake of Klipfolio: what a company and its client accounts hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from .._runtime.fake import as_utc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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
