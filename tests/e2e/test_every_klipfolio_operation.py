"""A company's life, told with every operation of the Klipfolio client, against the fake, inside both rate limits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import klipfolio_client
import pytest
from klipfolio_client.models import CLIENT_RESOURCE_KEYS
from klipfolio_client.testing import FakeKlipfolio, no_waiting
from ruamel.yaml import YAML

from tests.unit.conftest import face

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.scripted import Face

__all__ = ["face"]

SPEC = Path(__file__).resolve().parents[2] / "specs" / "klipfolio.yaml"


def operation_ids() -> set[str]:
    reader: Any = YAML(typ="safe", pure=True)
    paths = reader.load(SPEC)["paths"]
    return {node["operationId"] for item in paths.values() for node in item.values() if "operationId" in node}


class Story:
    """Calls of one client, whichever face it has; remembers which operations they were."""

    def __init__(self, face: Face, fake: FakeKlipfolio) -> None:
        kind: Any = klipfolio_client.AsyncKlipfolio if face.asynchronous else klipfolio_client.Klipfolio
        self.client: Any = kind(api_key="k", transport=fake.transport)
        self.called: set[str] = set()
        self._face = face
        prepare: Callable[..., Any] = self.client.prepare

        def spied(operation: Any, *rest: Any) -> Any:
            self.called.add(operation.id)
            return prepare(operation, *rest)

        self.client.prepare = spied

    def do(self, result: Any) -> Any:
        return self._face.wait(result)

    def rows(self, pager: Any) -> list[Any]:
        async def collected() -> list[Any]:
            return [row async for row in pager]

        return self._face.run(collected()) if self._face.asynchronous else list(pager)

    def names(self, pager: Any) -> list[str]:
        return [row.name for row in self.rows(pager)]

    def download(self, result: Any) -> bytes:
        content: bytes = self.do(self.do(result).read())
        return content


def tell_of_clients(story: Story) -> str:
    do, clients = story.do, story.client.clients
    created = do(clients.create(name="Acme", status="trial", seats=3, external_id="a-1"))
    assert created.location == f"/clients/{created.id}"
    do(clients.update(created.id, description="Rockets"))
    assert do(clients.get(created.id)).description == "Rockets"
    assert story.names(clients.list(external_id="a-1")) == ["Acme"]
    do(clients.extend_trial(created.id, days=14))
    do(clients.enable_direct_billing(created.id))
    do(clients.features.update(created.id, features=[{"name": "sso", "enabled": True}]))
    assert [one.name for one in do(clients.features.list(created.id)) if one.enabled] == ["sso"]
    do(clients.properties.update(created.id, properties={"color": "red", "size": "9"}))
    do(clients.properties.delete(created.id, name="size"))
    assert do(clients.properties.get(created.id)) == {"color": "red"}
    do(clients.resources.update(created.id, resources=[{"name": "company.seats", "value": 7}]))
    assert {CLIENT_RESOURCE_KEYS.key_of(one.name): one.value for one in do(clients.resources.list(created.id))}[
        "company.seats"
    ] == 7
    do(clients.settings.update(created.id, settings={"brand.parent.enabled": True}))
    assert do(clients.settings.get(created.id))["brand.parent.enabled"] is True
    group = do(story.client.groups.create(name="Account managers"))
    do(clients.share_rights.update(created.id, groups=[{"group_id": group.id, "can_manage": True}]))
    assert [one.group_name for one in do(clients.share_rights.list(created.id))] == ["Account managers"]
    do(clients.share_rights.delete(created.id, group.id))
    return str(created.id)


def tell_of_data(story: Story, client_id: str) -> str:
    do, datasources, instances = story.do, story.client.datasources, story.client.datasource_instances
    created = do(datasources.create(name="Orders", format="csv", connector="simple_rest", refresh_interval=0))
    do(datasources.update(created.id, name="All orders"))
    assert do(datasources.get(created.id)).name == "All orders"
    assert story.names(datasources.list()) == ["All orders"]
    do(datasources.disable(created.id))
    assert do(datasources.get(created.id)).disabled is True
    do(datasources.enable(created.id))
    copy = do(datasources.import_(created.id, client_id=client_id))
    assert copy.location
    do(datasources.properties.update(created.id, properties={"endpoint_url": "https://x.test", "method": "GET"}))
    do(datasources.properties.delete(created.id, name="method"))
    assert "method" not in do(datasources.properties.get(created.id))
    group = do(story.client.groups.create(name="Analysts"))
    do(datasources.share_rights.update(created.id, groups=[{"group_id": group.id, "can_edit": True}]))
    assert [one.group_id for one in do(datasources.share_rights.get(created.id)).share_rights] == [group.id]
    do(datasources.share_rights.delete(created.id, group.id))

    second = do(instances.create(datasource_id=created.id))
    assert {row.id for row in story.rows(instances.list(datasource_id=created.id))} == {created.id, second.id}
    do(instances.data.update(second.id, content=b"day,orders\n", content_type="text/csv"))
    assert story.download(instances.data.get(second.id)) == b"day,orders\n"
    do(instances.refresh(second.id))
    do(instances.properties.update(second.id, properties={"param": "1"}))
    assert do(instances.properties.get(second.id)) == {"param": "1"}
    do(instances.properties.delete(second.id, name="param"))
    assert do(instances.get(second.id)).datasource_id == created.id
    do(instances.delete(second.id))
    queued = do(datasources.refresh(datasources=[created.id, "0" * 32]))
    assert set(queued.failed_results.invalid_datasources) == {"0" * 32}
    do(datasources.delete_instances(created.id))
    return str(created.id)


def tell_of_klips(story: Story, client_id: str) -> str:
    do, klips = story.do, story.client.klips
    created = do(klips.create(name="Orders by day"))
    do(klips.update(created.id, description="A line"))
    assert do(klips.get(created.id, full=True)).description == "A line"
    assert story.names(klips.list()) == ["Orders by day"]
    copy = do(klips.import_(created.id, client_id=client_id))
    copies = story.rows(klips.client_instances.list(created.id))
    assert copies == [copy.location.rpartition("/")[2]]
    do(klips.update_from_parent(copies[0]))
    group = do(story.client.groups.create(name="Sales"))
    right = {"group_id": group.id, "can_edit": False}
    do(klips.share_rights.update(created.id, groups=[right]))
    assert [one.group_name for one in do(klips.share_rights.get(created.id)).share_rights] == ["Sales"]
    do(klips.share_rights.delete(created.id, groups=[right]))
    do(klips.schema.update(created.id, schema={"title": "Orders", "version": "1", "components": []}))
    assert do(klips.schema.get(created.id)).title == "Orders"
    do(klips.annotations.create(created.id, body="A holiday"))
    (note,) = story.rows(klips.annotations.list(created.id))
    do(klips.annotations.update(created.id, note.id, body="Two holidays"))
    assert do(klips.annotations.get(created.id, note.id)).body == "Two holidays"
    do(klips.annotations.delete(created.id, note.id))
    return str(created.id)


def tell_of_tabs(story: Story, client_id: str, klip_id: str) -> str:
    do, tabs, links = story.do, story.client.tabs, story.client.published_links
    created = do(tabs.create(name="Overview"))
    do(tabs.update(created.id, description="Everything"))
    assert do(tabs.get(created.id)).description == "Everything"
    assert story.names(tabs.list()) == ["Overview"]
    assert do(tabs.import_(created.id, client_id=client_id)).location
    do(tabs.klip_instances.add(created.id, klips=[{"klip_id": klip_id}, {"klip_id": klip_id, "position": 1}]))
    first, second = story.rows(tabs.klip_instances.list(created.id))
    do(tabs.klip_instances.remove(created.id, first.id))
    do(tabs.layout.update(created.id, type="100", state={second.id: {"region": "region-1", "idx": 1}}))
    assert set(do(tabs.layout.get(created.id)).state) == {second.id}
    group = do(story.client.groups.create(name="Board"))
    do(tabs.share_rights.update(created.id, groups=[{"group_id": group.id, "can_edit": False}]))
    assert [one.group_id for one in do(tabs.share_rights.get(created.id)).share_rights] == [group.id]
    do(tabs.share_rights.delete(created.id, group.id))
    link = do(links.create(created.id, name="For all"))
    assert link.location == f"/dashboard-published-links/{link.id}"
    do(links.update(link.id, name="For everybody"))
    assert do(links.get(link.id)).published_link_name == "For everybody"
    assert [row.id for row in story.rows(links.list(dashboard_id=created.id))] == [link.id]
    do(links.delete(link.id))
    return str(created.id)


def tell_of_people(story: Story, tab_id: str) -> None:
    do, client = story.do, story.client
    role = do(client.roles.create(name="Reader", permissions=["dashboard.library"]))
    do(client.roles.update(role.id, description="Reads"))
    assert do(client.roles.get(role.id)).description == "Reads"
    assert "Reader" in story.names(client.roles.list())
    do(client.roles.permissions.update(role.id, permissions=["klip.build"]))
    do(client.roles.permissions.delete(role.id, permissions=["klip.build"]))
    assert do(client.roles.permissions.list(role.id)) == ["dashboard.library"]
    user = do(client.users.create(first_name="Ada", last_name="King", email="ada@example.com", roles=[role.id]))
    do(client.users.update(user.id, last_name="Lovelace"))
    assert do(client.users.get(user.id)).last_name == "Lovelace"
    assert "ada@example.com" in [row.email for row in story.rows(client.users.list())]
    do(client.users.resend_invite(user.id))
    do(client.users.reset_password(user.id))
    do(client.users.properties.update(user.id, properties={"region": "EMEA"}))
    assert do(client.users.properties.get(user.id))["region"] == "EMEA"
    do(client.users.properties.delete(user.id, name="region"))
    do(client.users.roles.remove(user.id, role.id))
    do(client.roles.users.add(role.id, user.id))
    assert [row.email for row in story.rows(client.roles.users.list(role.id))] == ["ada@example.com"]
    do(client.roles.users.remove(role.id, user.id))
    do(client.users.roles.add(user.id, role.id))
    assert story.names(client.users.roles.list(user.id)) == ["Reader"]
    do(client.users.tab_instances.add(user.id, tab_ids=[tab_id]))
    (instance,) = story.rows(client.users.tab_instances.list(user.id))
    do(client.users.tab_instances.remove(user.id, instance.id))
    group = do(client.groups.create(name="Readers"))
    do(client.groups.update(group.id, description="All who read"))
    assert do(client.groups.get(group.id, full=True)).description == "All who read"
    assert "Readers" in story.names(client.groups.list())
    do(client.groups.users.add(group.id, user.id))
    assert [row.id for row in story.rows(client.groups.users.list(group.id))] == [user.id]
    do(client.groups.users.remove(group.id, user.id))
    do(client.users.groups.add(user.id, group.id))
    assert story.names(client.users.groups.list(user.id)) == ["Readers"]
    do(client.users.groups.remove(user.id, group.id))
    do(client.groups.default_tabs.create(group.id, tab_id=tab_id, visibility="library"))
    (default,) = story.rows(client.groups.default_tabs.list(group.id))
    do(client.groups.default_tabs.update(group.id, default.id, visibility="dashboard"))
    assert do(client.groups.default_tabs.get(group.id, default.id)).id == default.id
    do(client.groups.default_tabs.delete(group.id, default.id))
    for delete, name in (
        (client.users.delete, user.id),
        (client.groups.delete, group.id),
        (client.roles.delete, role.id),
    ):
        do(delete(name))


@pytest.mark.parametrize("totals", [True, False])
def test_every_operation_works_from_end_to_end(face: Face, totals: bool) -> None:
    with no_waiting() as waits:
        fake = FakeKlipfolio(api_key="k", totals=totals)
        story = Story(face, fake)
        assert story.do(story.client.profile.get(full=True)).id
        client_id = tell_of_clients(story)
        datasource_id = tell_of_data(story, client_id)
        klip_id = tell_of_klips(story, client_id)
        tab_id = tell_of_tabs(story, client_id, klip_id)
        tell_of_people(story, tab_id)
        for resource, name in (
            ("tabs", tab_id),
            ("klips", klip_id),
            ("datasources", datasource_id),
            ("clients", client_id),
        ):
            story.do(getattr(story.client, resource).delete(name))
    assert story.called == operation_ids()
    assert {call.status for call in fake.calls} == {200, 201}
    # 5 requests in 1.01 s, of which the first five need not wait.
    assert sum(waits) == pytest.approx((len(fake.calls) - 5) / 5 * 1.01, abs=1)
