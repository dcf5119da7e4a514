"""What the fake of Klipfolio begins with: the company, and sample data on demand."""

from __future__ import annotations

from .fake_clients import CLIENTS
from .fake_datasources import make_datasource, store
from .fake_groups import make_group, make_role
from .fake_klips import default_schema, make_klip
from .fake_links import publish
from .fake_state import BUILT_IN_ADMIN, GRID, PERMISSIONS, World
from .fake_tabs import make_tab, place
from .fake_users import make_user

_BUILT_IN_ROLES = (
    (BUILT_IN_ADMIN, "Manages everything of the account.", PERMISSIONS),
    ("Editor", "Builds klips and dashboards.", ("dashboard.library", "klip.build", "klip.edit", "tab.build")),
    ("View Only", "Looks at dashboards.", ("dashboard.fullscreen", "dashboard.theme")),
)
_CSV = b"month,visits\n2026-01,1200\n2026-02,1350\n"
_FIRST_NAMES = ("Ada", "Boris", "Chloe", "Dmitri", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas")
_LAST_NAMES = ("Adams", "Brown", "Clark")
_STATUSES = ("active", "active", "trial", "setup", "disabled")


def found_company(world: World, email: str) -> None:
    """Make what every company has: the built-in roles, and the user of the credential, who is an admin."""
    world.company_id = world.new_id("company")
    for name, description, permissions in _BUILT_IN_ROLES:
        role = make_role(world, None, {"name": name, "description": description, "permissions": permissions})
        role.shared = True
    admin = next(iter(world.roles))
    person = {"first_name": "Alex", "last_name": "Admin", "email": email, "roles": [admin]}
    world.user_id = make_user(world, None, {**person, "date_last_login": world.moment()}).id


def fill(world: World) -> None:
    """Add the sample: 30 client accounts, users, groups, roles, 12 data sources, 60 klips, 8 tabs and more."""
    clients = [
        CLIENTS.make(world, None, {"name": f"Client {number:02}", "status": _STATUSES[number % len(_STATUSES)]})
        for number in range(1, 31)
    ]
    editor = list(world.roles)[1]
    users = [
        make_user(
            world,
            None,
            {
                "first_name": first,
                "last_name": last,
                "email": f"{first}.{last}@example.com".lower(),
                "roles": [editor],
                "date_last_login": world.moment() if last == "Adams" else None,
            },
        )
        for last in _LAST_NAMES
        for first in _FIRST_NAMES
    ]
    make_role(world, None, {"name": "Publisher", "permissions": ["dashboard.library", "tab.publish"]})
    groups = [make_group(world, None, {"name": name}) for name in ("All Users", "Marketing", "Sales", "Finance")]
    for place_in_list, user in enumerate(users):
        world.members[groups[0].id, user.id] = None
        world.members[groups[1 + place_in_list % 3].id, user.id] = None
    datasources = [
        make_datasource(world, None, {"name": f"Data source {number:02}", "format": "csv", "refresh_interval": 3600})
        for number in range(1, 13)
    ]
    for datasource in datasources:
        store(world, world.instances[datasource.id], _CSV, "text/csv")
    klips = [
        make_klip(
            world,
            None,
            {
                "name": f"Klip {number:02}",
                "description": f"Sample klip {number}.",
                "schema": default_schema(f"Klip {number:02}", [datasources[number % len(datasources)].id]),
            },
        )
        for number in range(1, 61)
    ]
    tabs = [make_tab(world, None, {"name": f"Dashboard {number}"}) for number in range(1, 9)]
    tabs[-1].layout, tabs[-1].state = GRID, {"desktop": {"itemConfigs": [], "colWidths": ["auto", "auto"], "cols": 2}}
    for index, klip in enumerate(klips):
        place(world, tabs[index % len(tabs)], klip, position=index // len(tabs))
    for thing in (*clients, *datasources, *klips, *tabs):
        flag = "can_manage" if thing.id in world.clients else "can_edit"
        visibility = {"visibility": "dashboard"} if thing.id in world.tabs else {}
        thing.group_rights[groups[1].id] = {flag: True, **visibility}
    publish(world, tabs[0], {"name": "For everybody", "isPublic": True})
    first = clients[0]
    make_user(
        world,
        first.id,
        {"first_name": "Cleo", "last_name": "Client", "email": "cleo@client.example", "roles": [editor]},
    )
    make_klip(world, first.id, {"name": "Klip of a client"})
