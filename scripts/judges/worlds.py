"""The fakes with one object of every kind in them, for judges that have to find something there."""

from __future__ import annotations

import functools
import inspect
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from klarify_client.testing import FakeKlarify
from klipfolio_client import Klipfolio, RateLimit
from klipfolio_client.testing import FakeKlipfolio
from kloudless_management_client import KloudlessManagement
from kloudless_management_client.testing import FakeKloudless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    import httpx2

    from tests.contract.documents import Operation

KEY = "test-key"
"""The only credential that the fakes take."""


class Server(Protocol):
    """Where a fake is served."""

    @property
    def base_url(self) -> str:
        """Address for clients."""
        ...


class Fake(Protocol):
    """What the fakes of all packages have; each package has a class of its own for it."""

    def respond(self, request: Any) -> Any:
        """Answer a request."""
        ...

    def serve(self, port: int = 0) -> AbstractContextManager[Server]:
        """Serve it over loopback."""
        ...


Ids: TypeAlias = dict[str, str]
"""What exists: by the name of a parameter, or of a member of bodies, that names it."""


@dataclass(frozen=True)
class Known:
    """What exists in a fake.

    Attributes:
        ids: In the company of the credential.
        of_account: In a client account, for operations that take a `client_id`.
        of_operation: For operations that ask for something else; `None` is a parameter that must not be sent.
    """

    ids: Ids = field(default_factory=Ids)
    of_account: Ids = field(default_factory=Ids)
    of_operation: dict[str, dict[str, str | None]] = field(default_factory=dict[str, dict[str, "str | None"]])

    def existing(self, operation: Operation) -> Mapping[str, str | None]:
        """Return the ids under which an operation finds what it needs."""
        usual = self.of_account if "client_id" in operation.named("query") else self.ids
        return {**usual, **self.of_operation.get(operation.id, {})}


def transport_of(fake: Any) -> httpx2.MockTransport:
    """Return what reaches a fake in process."""
    transport: httpx2.MockTransport = fake.transport
    return transport


def _nothing(_: Fake) -> Known:
    return Known()


def _look_around_kloudless(fake: Fake) -> Known:
    with KloudlessManagement(developer_key=KEY, transport=transport_of(fake)) as client:
        application = next(iter(client.applications.list()))
        return Known(
            {
                "application_id": application.id,
                "key": next(iter(client.applications.api_keys.list(application.id))).key,
                "webhook_id": next(iter(client.applications.webhooks.list(application.id))).id,
                "source": application.id,
            }
        )


def _furnish_klipfolio(fake: Fake) -> Known:
    options: Any = {"api_key": KEY, "transport": transport_of(fake), "rate_limit": RateLimit(per_second=None)}
    with Klipfolio(**options) as client:
        account = client.clients.create(name="Acme", status="trial", external_id="a-1").id
        client.clients.properties.update(account, properties={"color": "red"})
        own = {"client_id": account, "external_id": "a-1", **_company(client, None, account)}
        group = own["group_id"]
        client.clients.share_rights.update(account, groups=[{"group_id": group, "can_manage": True}])
        accounts = {"client_id": account, **_company(client, account, account)}
        copy = str(next(iter(client.klips.client_instances.list(own["klip_id"]))))
        free = client.roles.create(name="Writer", permissions=["klip.build"]).id
        special: dict[str, dict[str, str | None]] = {
            "klips_update_from_parent": {"klip_id": copy},
            # Posted under the id of a dashboard.
            "published_links_create": {"published_link_id": accounts["tab_id"]},
            # A role that the user has cannot be given again.
            "roles_users_add": {**own, "role_id": free, "client_id": None},
            "users_roles_add": {"role_id": free},
            # In a client account are only the built-in roles, which nobody changes.
            "roles_update": {**own, "client_id": None},
        }
        return Known(own, accounts, special)


def _company(client: Klipfolio, company: str | None, account: str) -> Ids:
    """Make one object of every kind in a client account, or in the own company where that is not said."""

    def of(method: Callable[..., Any]) -> Callable[..., Any]:
        takes = company is not None and "client_id" in inspect.signature(method).parameters
        return functools.partial(method, client_id=company) if takes else method

    # Roles are made in the own company alone; the built-in ones belong to all; the last admin could not be removed.
    built_in = [role.id for role in client.roles.list()][1]
    role = built_in if company else client.roles.create(name="Reader", permissions=["dashboard.library"]).id
    person = {"first_name": "Ada", "last_name": "King", "email": f"ada@{company or 'example'}.test"}
    user = of(client.users.create)(**person, roles=[built_in]).id
    of(client.users.properties.update)(user, properties={"color": "red"})
    if not company:
        client.roles.users.add(role, user)
    group = of(client.groups.create)(name="Readers").id
    of(client.groups.users.add)(group, user)
    datasource = of(client.datasources.create)(name="Orders", format="csv", connector="simple_rest").id
    of(client.datasources.properties.update)(datasource, properties={"color": "red"})
    instance = of(client.datasource_instances.create)(datasource_id=datasource).id
    of(client.datasource_instances.properties.update)(instance, properties={"color": "red"})
    of(client.datasource_instances.data.update)(instance, content=b"day,orders\n", content_type="text/csv")
    klip = of(client.klips.create)(name="Orders by day").id
    of(client.klips.annotations.create)(klip, body="A holiday")
    if company is None:
        client.klips.import_(klip, client_id=account)
    tab = of(client.tabs.create)(name="Overview").id
    of(client.tabs.klip_instances.add)(tab, klips=[{"klip_id": klip}])
    of(client.users.tab_instances.add)(user, tab_ids=[tab])
    of(client.groups.default_tabs.create)(group, tab_id=tab, visibility="library")
    link = of(client.published_links.create)(tab, name="For all").id
    for resource, thing in ((client.datasources, datasource), (client.klips, klip), (client.tabs, tab)):
        of(resource.share_rights.update)(thing, groups=[{"group_id": group, "can_edit": False}])
    return {
        # Of a property, which is removed by it.
        "name": "color",
        "role_id": role,
        "user_id": user,
        "group_id": group,
        "datasource_id": datasource,
        "instance_id": instance,
        "klip_id": klip,
        "annotation_id": next(iter(of(client.klips.annotations.list)(klip))).id,
        "tab_id": tab,
        "dashboard_id": tab,
        "klip_instance_id": next(iter(of(client.tabs.klip_instances.list)(tab))).id,
        "tab_instance_id": next(iter(of(client.users.tab_instances.list)(user))).id,
        "default_tab_id": next(iter(of(client.groups.default_tabs.list)(group))).id,
        "published_link_id": link,
        "datasources[*]": datasource,
        "roles[*]": role,
        "tab_ids[*]": tab,
        "groups[*].group_id": group,
        "users[*].user_id": user,
        "klips[*].klip_id": klip,
    }


_WORLDS: dict[str, tuple[Callable[[], Fake], Callable[[Fake], Known]]] = {
    "klarify": (lambda: FakeKlarify(FakeKlarify.sample(250), access_key=KEY), _nothing),
    "klipfolio": (
        lambda: FakeKlipfolio(api_key=KEY, email="a@example.com", password=KEY, rate_limit=None),
        _furnish_klipfolio,
    ),
    "kloudless": (lambda: FakeKloudless.sample(developer_key=KEY), _look_around_kloudless),
}
"""How each fake is made, and what is put into it."""


def furnished(api: str) -> tuple[Fake, Known]:
    """Make a fake with one object of every kind that has an id, at least."""
    make, furnish = _WORLDS[api]
    fake = make()
    return fake, furnish(fake)


def renewed(api: str) -> tuple[Fake, Known]:
    """Make such a fake that is as new after every request that changed it, so that nothing is used up.

    Ids of fakes are the same in every run, so that what is returned goes on to exist.
    """
    make, furnish = _WORLDS[api]
    fake = make()
    lock = threading.Lock()
    current, history = fake.respond, list[Any]()

    def remembered(request: Any) -> Any:
        history.append(request)
        return current(request)

    def respond(request: Any) -> Any:
        nonlocal current
        with lock:
            answer = current(request)
            if request.method != "GET" and answer.status < 300:
                current = make().respond
                # Said again as it was said first: without a client, in a tenth of the time.
                for earlier in history:
                    current(earlier)
        return answer

    answering: Any = fake
    answering.respond = remembered
    known = furnish(fake)
    answering.respond = respond
    return fake, known
