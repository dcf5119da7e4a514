"""Klipfolio's and Kloudless's lists in a warehouse: all of them, with what hangs below, and nothing that is gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from klipfolio_client import Klipfolio, RateLimit
from klipfolio_client.dlt import klipfolio_source
from klipfolio_client.testing import FakeKlipfolio
from kloudless_management_client import KloudlessManagement
from kloudless_management_client.dlt import kloudless_source
from kloudless_management_client.testing import FakeKloudless
from ruamel.yaml import YAML

from tests.warehouse.loading import columns, load, pipeline, rows, tables

if TYPE_CHECKING:
    import pytest

SPECS = Path(__file__).resolve().parents[2] / "specs"


def listed_in_spec(api: str) -> set[str]:
    """Names of the lists, by another way: reading operations that give more than one object."""
    reader: Any = YAML(typ="safe")
    document = reader.load(SPECS / f"{api}.yaml")
    operations = [path["get"] for path in document["paths"].values() if "get" in path]
    return {one["operationId"].removesuffix("_list") for one in operations if one["operationId"].endswith("_list")}


def klipfolio(fake: FakeKlipfolio, **settings: Any) -> Klipfolio:
    limit = RateLimit(per_second=None)
    return Klipfolio(api_key="k", transport=fake.transport, rate_limit=limit, max_retries=0, **settings)


def full_klipfolio() -> FakeKlipfolio:
    """A company in which no list is empty."""
    fake = FakeKlipfolio(rate_limit=None)
    with klipfolio(fake) as client:
        account = client.clients.create(name="Account", seats=3, status="active").id
        user = client.users.create(first_name="A", last_name="B", email="a@example.com", roles=[fake.roles[0]["id"]]).id
        group = fake.add_group("Sales", users=[user])
        source = fake.add_datasource("Orders")
        klip = fake.add_klip("Sales")
        tab = fake.add_tab("Board", klips=[klip])
        client.clients.share_rights.update(account, groups=[{"group_id": group, "can_manage": True}])
        client.users.tab_instances.add(user, tab_ids=[tab])
        client.published_links.create(tab, name="Link", is_public=True)
        client.groups.default_tabs.create(group, tab_id=tab)
        client.klips.annotations.create(klip, body="Peak")
        assert source
    return fake


def test_every_list_of_the_specs_is_a_resource() -> None:
    with klipfolio(FakeKlipfolio()) as one, KloudlessManagement(developer_key="k") as two:
        assert set(klipfolio_source(client=one).resources) == listed_in_spec("klipfolio")
        assert set(kloudless_source(client=two).resources) == listed_in_spec("kloudless")
    assert len(listed_in_spec("klipfolio")) == 22
    assert len(listed_in_spec("kloudless")) == 3


def test_what_klipfolio_has_is_in_the_tables(tmp_path: Path) -> None:
    fake = full_klipfolio()
    to = pipeline(tmp_path)
    with klipfolio(fake) as client:
        load(to, klipfolio_source(client=client))
        users = [(user.id, user.email) for user in client.users.list()]
        below = [(group.id, user.id) for group in client.groups.list() for user in client.groups.users.list(group.id)]
        features = [
            (one.id, feature.name, feature.enabled)
            for one in client.clients.list()
            for feature in client.clients.features.list(one.id)
        ]
        permissions = [
            (role.id, name) for role in client.roles.list() for name in client.roles.permissions.list(role.id)
        ]
        links = [
            (tab.id, link.id, link.created_by.user_name)
            for tab in client.tabs.list()
            for link in client.published_links.list(dashboard_id=tab.id)
        ]
    assert sorted(rows(to, "SELECT id, email FROM users")) == sorted(users)
    assert sorted(rows(to, "SELECT group_id, id FROM groups_users")) == sorted(below)
    assert sorted(rows(to, "SELECT client_id, name, enabled FROM clients_features")) == sorted(features)
    assert sorted(rows(to, "SELECT role_id, value FROM roles_permissions")) == sorted(permissions)
    assert rows(to, "SELECT dashboard_id, id, created_by__user_name FROM published_links") == links
    assert min(len(found) for found in (users, below, features, permissions, links)) > 0


def test_types_and_keys_are_those_of_the_models(tmp_path: Path) -> None:
    to = pipeline(tmp_path)
    with klipfolio(full_klipfolio()) as client:
        load(to, klipfolio_source(client=client))
    found = columns(to, "groups_users")
    assert list(found)[:2] == ["group_id", "id"]
    assert found["group_id"] == found["id"] == ("VARCHAR", False)
    assert found["date_created"] == ("TIMESTAMP WITH TIME ZONE", True)
    assert found["is_locked_out"] == ("BOOLEAN", True)
    assert columns(to, "clients_resources")["value"] == ("BIGINT", True)
    assert columns(to, "clients")["users"] == columns(to, "users")["properties"] == ("JSON", True)


def test_what_is_gone_is_gone_from_the_tables_too(tmp_path: Path) -> None:
    fake = full_klipfolio()
    to = pipeline(tmp_path)
    with klipfolio(fake) as client:
        load(to, klipfolio_source(client=client))
        before = tables(to)
        (klip,) = client.klips.list()
        client.klips.delete(klip.id)
        load(to, klipfolio_source(client=client))
    changed = {name: count for name, count in tables(to).items() if before[name] != count}
    assert changed == {"klips": 0, "klips_annotations": 0, "tabs_klip_instances": 0}


def test_an_empty_list_is_an_empty_table(tmp_path: Path) -> None:
    to = pipeline(tmp_path)
    with klipfolio(FakeKlipfolio(rate_limit=None)) as client:
        load(to, klipfolio_source(client=client).with_resources("klips", "users"))
    assert tables(to) == {"klips": 0, "users": 1}
    assert list(columns(to, "klips")) == ["id", "name", "description"]


def test_a_client_account_has_lists_of_its_own(tmp_path: Path) -> None:
    fake = FakeKlipfolio(rate_limit=None)
    account = fake.add_client("Account")
    fake.add_klip("Ours")
    fake.add_klip("Theirs", client_id=account)
    to = pipeline(tmp_path)
    with klipfolio(fake) as client:
        load(to, klipfolio_source(client=client, client_id=account).with_resources("klips"))
    assert rows(to, "SELECT name FROM klips") == [("Theirs",)]


def test_what_is_removed_while_it_is_read_is_left_out(tmp_path: Path) -> None:
    fake = FakeKloudless([{"name": "One"}, {"name": "Two"}])
    second = fake.applications[1]["id"]
    answer = fake.respond

    def respond(request: Any) -> Any:
        given = answer(request)
        if request.path.endswith("/applications"):
            with KloudlessManagement(developer_key="k", transport=fake.transport) as other:
                other.applications.delete(second)
        return given

    fake.respond = respond  # type: ignore[method-assign] # it goes right after the list was read
    to = pipeline(tmp_path)
    with KloudlessManagement(developer_key="k", transport=fake.transport) as client:
        load(to, kloudless_source(client=client))
    assert tables(to)["applications"] == 2
    assert tables(to)["applications_api_keys"] == 1


def test_lists_of_many_pages_are_whole(tmp_path: Path) -> None:
    fake = FakeKlipfolio(rate_limit=None)
    for number in range(230):
        fake.add_klip(f"Klip {number}")
    to = pipeline(tmp_path)
    with klipfolio(fake) as client:
        load(to, klipfolio_source(client=client).with_resources("klips"))
    assert rows(to, "SELECT count(*), count(DISTINCT id) FROM klips") == [(230, 230)]
    assert len(fake.calls) == 3


def test_own_client_stays_open_and_those_of_the_source_are_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[KloudlessManagement] = []
    closed: list[KloudlessManagement] = []
    make, close = KloudlessManagement.__init__, KloudlessManagement.close

    def making(self: KloudlessManagement, **settings: Any) -> None:
        made.append(self)
        make(self, **settings)

    def closing(self: KloudlessManagement) -> None:
        closed.append(self)
        close(self)

    monkeypatch.setattr(KloudlessManagement, "__init__", making)
    monkeypatch.setattr(KloudlessManagement, "close", closing)
    fake = FakeKloudless([{"name": "One"}])
    own = KloudlessManagement(developer_key="k", transport=fake.transport)
    to = pipeline(tmp_path)
    load(to, kloudless_source(client=own))
    assert (len(made), closed) == (1, [])
    with fake.serve() as server:
        load(to, kloudless_source(developer_key="k", base_url=server.base_url))
    assert len(made) > 2
    assert closed == made[1:]
