"""A stateful fake of the Klipfolio API."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import deque
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self, cast

from .._runtime import clock as time_source
from .._runtime.fake import REDACTED, Fake, ParameterError
from . import fake_accounts, fake_content
from .fake_accounts import CLIENTS, GROUPS, ROLES, USERS, make_user
from .fake_calls import Call, RefusedError, Router, acting, refused
from .fake_content import DATASOURCES, KLIPS, TABS, instance_members, link_members, store
from .fake_state import (
    BUILT_IN_ADMIN,
    GRID,
    PERMISSIONS,
    World,
    default_schema,
    make_datasource,
    make_group,
    make_klip,
    make_role,
    make_tab,
    place,
    publish,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .._runtime.fake import FakeCall, FakeClock, FakeRequest, FakeResponse
    from .fake_calls import Kind

__all__ = ["FakeKlipfolio"]

_ROOTS = ("/api/1.0/", "/api/1/")
_ZONE = "America/New_York"
_SECRET_NAME = re.compile(r"passw|secret|token|key", re.IGNORECASE)
_ROUTER = Router([*fake_content.ROUTES, *fake_accounts.ROUTES])
_BUILT_IN_ROLES = (
    (BUILT_IN_ADMIN, "Manages everything of the account.", PERMISSIONS),
    (
        "Editor",
        "Builds klips and dashboards.",
        ("dashboard.library", "klip.build", "klip.edit", "tab.build"),
    ),
    ("View Only", "Looks at dashboards.", ("dashboard.fullscreen", "dashboard.theme")),
)
_CSV = b"month,visits\n2026-01,1200\n2026-02,1350\n"
_FIRST_NAMES = ("Ada", "Boris", "Chloe", "Dmitri", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jonas")
_LAST_NAMES = ("Adams", "Brown", "Clark")
_STATUSES = ("active", "active", "trial", "setup", "disabled")


def _present() -> datetime:
    return time_source.current().now()


class FakeKlipfolio(Fake):
    """The 126 operations of the Klipfolio API 1.0, answered from memory.

    ```python
    fake = FakeKlipfolio(api_key="k")
    with Klipfolio(api_key="k", transport=fake.transport) as client:
        created = client.klips.create(name="Orders")
    assert [klip["id"] for klip in fake.klips] == [created.id]
    ```

    One fake is one company with its client accounts. It begins with what every company has: a user, whom the
    credential belongs to, and the built-in roles Admin, Editor and View Only, which all accounts share.

    Documented, and so answered: the envelope, `1` for `1.0` in the path, the two credentials, 401 for want of a
    permission, both limits counted over the company, pages of 25 and at most 100 rows, `external_id` left out when
    null, the list of instances under `datasources`, an instance with the id of its data source, `meta.location` of
    creates and imports, links answered as objects, features and allowances under two names, PUT of a layout taking off
    what it leaves out, PUT of a role replacing its permissions, 200 for a bulk refresh that fails in part, a property
    of users removed from all of them, 403 for giving a role twice, taking away one that the user lacks, the last admin,
    and a client account that is not shared with the group. Known from client code: the error codes `auth_not_provided`
    and `auth_fail`, and most of the operations on tabs, groups and roles; some permissions are inferred.

    Not documented, and so the fake's choice:

    - Order of checks: key or password, limits, path, method, permission, then objects, parameters and body. A request
      without a valid credential counts for no limit, nor does one that is refused for a limit.
    - Error codes: `permission_denied` for 401 where the user lacks a permission, `bad_request`, `forbidden`,
      `not_found`, `method_not_allowed` (with `Allow`), `too_many_requests`. Error texts never quote the request.
    - An API key wins over Basic where both are sent. Setting one of them does not shut out the other.
    - An operation whose permission is not known needs none. Roles give the fake's user nothing: `permissions` decides.
    - A slash at the end of a path is 404.
    - 400: a blank `name`, a parameter given twice, a boolean in the query other than `true` or `false`, an unknown
      client `status`, feature, allowance, `theme` or `visibility`, an e-mail address that is taken, a layout that names
      what is not on the tab. `description` and `external_id` may be null. Unknown members and parameters are ignored,
      and so is the body of an operation that takes none.
    - `limit` and `offset` work on sub-lists too, whose answers never have `count` and `total`.
    - An object of a client account is reached by its id alone; with `client_id` it has to be in that account. Lists
      without `client_id` are those of the company. An unknown id in a body or a query is 404, and bringing together
      objects of two accounts is 403.
    - Removing a group or a user from what it has no part in is 403, and so are changes of built-in roles, removing the
      credential's own user, and `update_from_parent` of what is no copy.
    - A second instance makes a data source dynamic. `last_access` moves with refreshes, uploads and downloads. A
      disabled data source is left out of a bulk refresh, which is no failure. Refreshes are done at once; data changes
      by uploads alone. An instance without data answers an empty file.
    - Imports always make a new copy; a klip brings along the data sources that the account has no copy of yet.
    - Only `public_searchable` is a known visibility of links; the other one is called `private`.
    - A share right without `can_edit` or `can_manage` is false; of a tab, it has the visibility `library`.
    - A new property of a user is empty text for the others. The key of default tabs is `default_tabs`.
    - PUT of a role's permissions adds, and DELETE takes those that the body names.
    - Extending a trial and enabling direct billing are accepted, whatever the status, and change nothing.
    - Ids are made from a count, so that every run gives the same ones. None is given out twice.
    - 429 has no `Retry-After`. By the clock of the client the second is a tenth shorter, as requests that were sent a
      second apart may arrive in less; by a `clock` of your own it is a whole one.
    """

    title: ClassVar[str] = "Klipfolio API"
    credential: ClassVar[str] = "API key"
    base_path: ClassVar[str] = "/api/1.0"

    def __init__(
        self,
        *,
        api_key: str | None = None,
        email: str | None = None,
        password: str | None = None,
        permissions: Iterable[str] | None = None,
        rate_limit: int | None = 5,
        daily_limit: int | None = None,
        clock: FakeClock | None = None,
        sample: bool = False,
        totals: bool = True,
    ) -> None:
        """Make a fake.

        Args:
            api_key: The only API key accepted; `None` accepts every one that is not blank.
            email: With `password`, the only pair accepted for Basic authentication; `None` accepts every pair without
                blanks. It is the address of the credential's user too.
            password: See `email`.
            permissions: Names of what the credential's user may do; `None` for everything.
            rate_limit: Requests allowed within a second, 1 or more; `None` for no limit.
            daily_limit: Requests allowed in a day of New York, 1 or more; `None` for no limit.
            clock: Tells the time, for timestamps and limits; `None` for the clock of the client, which `no_waiting`
                moves on.
            sample: Start with sample data, enough for several pages.
            totals: Whether lists tell how many rows they have in all. Published examples differ in this.

        Raises:
            ValueError: An argument is out of its bounds, or only one of `email` and `password` is given.
        """
        super().__init__()
        if api_key is not None and (not api_key or api_key != api_key.strip()):
            raise ValueError("api_key must not be blank, nor have blanks around it")
        if (email is None) != (password is None) or email == "" or password == "":
            raise ValueError("email and password go together, and must not be empty")
        self._api_key = api_key
        self._basic = None if email is None else f"{email}:{password}"
        self._second = timedelta(seconds=0.9 if clock is None else 1)
        self._world = World(clock or _present, totals)
        self._recent: deque[datetime] = deque()
        self._day = ""
        self._used = 0
        self.rate_limit = rate_limit
        self.daily_limit = daily_limit
        self.permissions = None if permissions is None else frozenset(permissions)
        _found_company(self._world, email or "admin@example.com")
        if sample:
            _fill(self._world)

    @classmethod
    def for_command_line(cls, *, key: str | None, empty: bool) -> Self:
        """The fake that `python -m klipfolio_client.testing` serves, with the sample data in it."""
        return cls(api_key=key, sample=not empty)

    def example_command(self, url: str) -> str:
        """A curl command that lists klips."""
        return f"curl -H 'kf-api-key: YOUR_KEY' '{url}/api/1.0/klips?limit=10'"

    @property
    def permissions(self) -> frozenset[str] | None:
        """What the credential's user may do, `None` for everything; may be set at any time."""
        return self._world.permissions

    @permissions.setter
    def permissions(self, names: Iterable[str] | None) -> None:
        self._world.permissions = None if names is None else frozenset(names)

    @property
    def rate_limit(self) -> int | None:
        """Requests allowed within a second, `None` for no limit; may be set at any time."""
        return self._rate_limit

    @rate_limit.setter
    def rate_limit(self, limit: int | None) -> None:
        self._rate_limit = _limit("rate_limit", limit)

    @property
    def daily_limit(self) -> int | None:
        """Requests allowed in a day of New York, `None` for no limit; may be set at any time."""
        return self._daily_limit

    @daily_limit.setter
    def daily_limit(self, limit: int | None) -> None:
        self._daily_limit = _limit("daily_limit", limit)

    @property
    def clients(self) -> list[dict[str, Any]]:
        """Every client account as the API answers it with `full`. Changing it changes nothing."""
        return self._all(CLIENTS)

    @property
    def datasources(self) -> list[dict[str, Any]]:
        """Every data source, of client accounts too."""
        return self._all(DATASOURCES)

    @property
    def datasource_instances(self) -> list[dict[str, Any]]:
        """Every instance of a data source."""
        with self._lock:
            instances = self._world.instances.values()
            return [instance_members(self._world, instance) for instance in instances]

    def instance_data(self, instance_id: str) -> bytes:
        """The data of an instance; raises `KeyError` when there is no such one."""
        return self._world.instances[instance_id].data

    @property
    def klips(self) -> list[dict[str, Any]]:
        """Every klip, of client accounts too."""
        return self._all(KLIPS)

    @property
    def tabs(self) -> list[dict[str, Any]]:
        """Every tab, of client accounts too."""
        return self._all(TABS)

    @property
    def published_links(self) -> list[dict[str, Any]]:
        """Every published link."""
        with self._lock:
            return _copied([link_members(link) for link in self._world.links.values()])

    @property
    def users(self) -> list[dict[str, Any]]:
        """Every user, of client accounts too; the first one is the user of the credential."""
        return self._all(USERS)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Every group, of client accounts too."""
        return self._all(GROUPS)

    @property
    def roles(self) -> list[dict[str, Any]]:
        """Every role; the first three are built in."""
        return self._all(ROLES)

    @property
    def refreshed(self) -> list[str]:
        """Ids of the data source instances that were refreshed, in order, repeats included."""
        return list(self._world.refreshed)

    @property
    def invited(self) -> list[str]:
        """Ids of the users who were sent a mail of welcome or invitation, in order, repeats included."""
        return list(self._world.invited)

    @property
    def passwords_reset(self) -> list[str]:
        """Ids of the users whose password was reset, in order, repeats included."""
        return list(self._world.passwords_reset)

    def add_client(self, name: str, **members: Any) -> str:
        """Add a client account, with members as for creation, and return its id."""
        return self._add(CLIENTS, None, {**members, "name": name})

    def add_datasource(
        self,
        name: str,
        *,
        data: bytes = b"",
        content_type: str | None = None,
        client_id: str | None = None,
        **members: Any,
    ) -> str:
        """Add a data source and its instance with this data, with members as for creation, and return their id."""
        with self._lock:
            datasource_id = self._add(DATASOURCES, client_id, {**members, "name": name})
            store(self._world, self._world.instances[datasource_id], data, content_type)
            return datasource_id

    def add_klip(self, name: str, *, client_id: str | None = None, **members: Any) -> str:
        """Add a klip, with members as for creation, and return its id."""
        return self._add(KLIPS, client_id, {**members, "name": name})

    def add_tab(self, name: str, *, klips: Iterable[str] = (), client_id: str | None = None, **members: Any) -> str:
        """Add a tab, with members as for creation and the klips of these ids on it, and return its id."""
        with self._lock:
            placed = [self._world.klips[klip_id] for klip_id in klips]
            tab_id = self._add(TABS, client_id, {**members, "name": name})
            for position, klip in enumerate(placed):
                place(self._world, self._world.tabs[tab_id], klip, position=position)
            return tab_id

    def add_user(self, email: str, *, client_id: str | None = None, roles: Iterable[str] = (), **members: Any) -> str:
        """Add a user, with members as for creation, and return its id; names are made up where they are missing."""
        person = {"first_name": email.partition("@")[0], "last_name": "Example", **members}
        return self._add(USERS, client_id, {**person, "email": email, "roles": list(roles)})

    def add_group(self, name: str, *, users: Iterable[str] = (), client_id: str | None = None, **members: Any) -> str:
        """Add a group, with members as for creation and the users of these ids in it, and return its id."""
        with self._lock:
            joining = [self._world.users[user_id].id for user_id in users]
            group_id = self._add(GROUPS, client_id, {**members, "name": name})
            self._world.members.update({(group_id, user_id): None for user_id in joining})
            return group_id

    def add_role(self, name: str, *, client_id: str | None = None, **members: Any) -> str:
        """Add a role, with members as for creation, and return its id."""
        return self._add(ROLES, client_id, {**members, "name": name})

    def handle(self, request: FakeRequest) -> FakeResponse:
        """Answer as the API would."""
        with self._lock:
            try:
                return self._answer(request)
            except RefusedError as refusal:
                return refused(refusal)
            except ParameterError as error:
                return refused(RefusedError(400, "bad_request", str(error)))

    def _answer(self, request: FakeRequest) -> FakeResponse:
        self._authenticate(request)
        self._count()
        root = next((root for root in _ROOTS if request.path.startswith(root)), None)
        if root is None:
            raise RefusedError(404, "not_found", "There is nothing at this path; paths start with /api/1.0.")
        found, ids = _ROUTER.find(request.method, request.path[len(root) - 1 :])
        granted = self._world.permissions
        if granted is not None and not granted.issuperset(found.permissions):
            raise RefusedError(401, "permission_denied", "The user lacks the permission for this operation.")
        return found.handler(Call(self._world, request, ids))

    def _authenticate(self, request: FakeRequest) -> None:
        key = request.headers.get("kf-api-key", "").strip()
        authorization = request.headers.get("authorization", "").strip()
        if key:
            known = self._api_key in (None, key)
        elif authorization:
            scheme, _, encoded = authorization.partition(" ")
            known = scheme.lower() == "basic" and self._knows_pair(encoded)
        else:
            raise RefusedError(401, "auth_not_provided", "This operation requires authentication")
        if not known:
            raise RefusedError(401, "auth_fail", "The credentials you provided are invalid")

    def _knows_pair(self, encoded: str) -> bool:
        try:
            pair = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return False
        email, _, password = pair.partition(":")
        return pair == self._basic if self._basic is not None else bool(email.strip() and password.strip())

    def _count(self) -> None:
        if self._rate_limit is None and self._daily_limit is None:
            return
        now = self._world.now()
        while self._recent and now - self._recent[0] >= self._second:
            self._recent.popleft()
        if self._rate_limit is not None and len(self._recent) >= self._rate_limit:
            raise RefusedError(429, "too_many_requests", "Too many requests within a second.")
        if self._daily_limit is not None:
            self._count_for_day(now, self._daily_limit)
        self._recent.append(now)

    def _count_for_day(self, now: datetime, limit: int) -> None:
        # Imported late: only this needs it.
        from zoneinfo import ZoneInfo

        day = now.astimezone(ZoneInfo(_ZONE)).date().isoformat()
        if day != self._day:
            self._day, self._used = day, 0
        if self._used >= limit:
            raise RefusedError(429, "too_many_requests", "The requests of the day are used up.")
        self._used += 1

    def _all(self, kind: Kind[Any]) -> list[dict[str, Any]]:
        with self._lock:
            return _copied([kind.detail(self._world, thing, True) for thing in kind.table(self._world).values()])

    def _add(self, kind: Kind[Any], client_id: str | None, given: dict[str, Any]) -> str:
        with self._lock:
            try:
                thing = kind.make(self._world, acting(self._world, client_id), json.loads(json.dumps(given)))
            except (RefusedError, ParameterError) as error:
                raise ValueError(str(error)) from None
            return str(thing.id)

    def _redacted(self, request: FakeRequest, status: int) -> FakeCall:
        call = super()._redacted(request, status)
        if not _SECRET_NAME.search(call.body):
            return call
        try:
            body: object = json.loads(request.body)
        except (ValueError, RecursionError):
            return call
        return replace(call, body=json.dumps(_without_secrets(body), ensure_ascii=False))


def _copied(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    # JSON it is: far faster than a deep copy.
    copy: list[dict[str, Any]] = json.loads(json.dumps(rows))
    return copy


def _limit(name: str, limit: int | None) -> int | None:
    if limit is not None and limit < 1:
        raise ValueError(f"{name} must be 1 or more")
    return limit


def _without_secrets(value: object) -> object:
    if isinstance(value, dict):
        members = cast("dict[str, object]", value)
        return {
            name: REDACTED if _SECRET_NAME.search(name) else _without_secrets(inner) for name, inner in members.items()
        }
    if isinstance(value, list):
        return [_without_secrets(inner) for inner in cast("list[object]", value)]
    return value


def _found_company(world: World, email: str) -> None:
    """Make what every company has: the built-in roles, and the user of the credential, who is an admin."""
    world.company_id = world.new_id("company")
    for name, description, permissions in _BUILT_IN_ROLES:
        role = make_role(world, None, {"name": name, "description": description, "permissions": permissions})
        role.shared = True
    admin = next(iter(world.roles))
    person = {"first_name": "Alex", "last_name": "Admin", "email": email, "roles": [admin]}
    world.user_id = make_user(world, None, {**person, "date_last_login": world.moment()}).id


def _fill(world: World) -> None:
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
