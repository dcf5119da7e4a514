"""The types a user of klipfolio_client sees. Checked by mypy and pyright in `nox -s typing`, never run."""

# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, assert_type

from klipfolio_client import (
    APIStatusError,
    AsyncDownload,
    AsyncKlipfolio,
    AsyncPager,
    Created,
    DailyLimitError,
    Download,
    Klipfolio,
    Page,
    Pager,
    RateLimit,
    RawResponse,
    omit,
)
from klipfolio_client.models import (
    CLIENT_RESOURCE_KEYS,
    BulkRefresh,
    Client,
    ClientFeature,
    ClientFeatureInput,
    ClientResource,
    ClientResourceInput,
    ClientShareRight,
    ClientSummary,
    Datasource,
    DatasourceInstance,
    DatasourceSummary,
    Group,
    GroupDefaultTab,
    GroupShareRightInput,
    GroupSummary,
    GroupUser,
    Klip,
    KlipAnnotation,
    KlipClientInstance,
    KlipSchema,
    KlipSummary,
    PermissionName,
    PublishedLink,
    Role,
    RoleSummary,
    RoleUser,
    ShareRight,
    ShareRights,
    Tab,
    TabKlipInstance,
    TabKlipPlacement,
    TabLayout,
    TabShareRight,
    TabShareRightInput,
    TabShareRights,
    TabSummary,
    TabVisibility,
    User,
    UserGroup,
    UserProfile,
    UserRole,
    UserShareRightInput,
    UserSummary,
    UserTabInstance,
)

FEATURES: list[ClientFeatureInput] = [{"name": "theming", "enabled": True}]
RESOURCES: list[ClientResourceInput] = [{"name": "company.seats", "value": 20}]
GROUPS: list[GroupShareRightInput] = [{"group_id": "g", "can_edit": False}]
USERS: list[UserShareRightInput] = [{"user_id": "u", "can_edit": True}]
KLIPS: list[TabKlipPlacement] = [{"klip_id": "k"}, {"klip_id": "l", "region": 1, "position": 0}]
TAB_GROUPS: list[TabShareRightInput] = [{"group_id": "g", "can_edit": True, "visibility": "library"}]


def sync_results(client: Klipfolio) -> None:
    # What gives nothing is asked through its whole answer: mypy forbids to use a result that is always None.
    raw = client.with_raw_response

    assert_type(client.profile.get(full=True), UserProfile)

    assert_type(client.clients.list(status="active", limit=100, offset=25), Pager[ClientSummary])
    assert_type(client.clients.create(name="a", seats=5, status="trial", custom_theme=False), Created)
    assert_type(client.clients.get("c", full=True), Client)
    assert_type(raw(client.clients.update)("c", description="", seats=-1, external_id=omit), RawResponse[None])
    assert_type(raw(client.clients.delete)("c"), RawResponse[None])
    assert_type(raw(client.clients.extend_trial)("c", days=14), RawResponse[None])
    assert_type(raw(client.clients.enable_direct_billing)("c"), RawResponse[None])

    assert_type(client.clients.features.list("c"), list[ClientFeature])
    assert_type(raw(client.clients.features.update)("c", features=FEATURES), RawResponse[None])
    assert_type(client.clients.properties.get("c"), dict[str, Any])
    assert_type(raw(client.clients.properties.update)("c", properties={"plan": "gold"}), RawResponse[None])
    assert_type(raw(client.clients.properties.delete)("c", name="plan"), RawResponse[None])
    assert_type(client.clients.resources.list("c"), list[ClientResource])
    assert_type(raw(client.clients.resources.update)("c", resources=RESOURCES), RawResponse[None])
    assert_type(client.clients.settings.get("c"), dict[str, Any])
    assert_type(raw(client.clients.settings.update)("c", settings={"locale": "en"}), RawResponse[None])
    assert_type(client.clients.share_rights.list("c"), list[ClientShareRight])
    assert_type(
        raw(client.clients.share_rights.update)("c", groups=[{"group_id": "g", "can_manage": True}]), RawResponse[None]
    )
    assert_type(raw(client.clients.share_rights.delete)("c", "g"), RawResponse[None])

    assert_type(client.datasources.list(client_id="c"), Pager[DatasourceSummary])
    assert_type(
        client.datasources.create(name="a", format="csv", connector="simple_rest", properties={"a": 1}), Created
    )
    assert_type(client.datasources.get("d", full=True), Datasource)
    assert_type(raw(client.datasources.update)("d", refresh_interval=3600), RawResponse[None])
    assert_type(raw(client.datasources.delete)("d"), RawResponse[None])
    assert_type(raw(client.datasources.enable)("d"), RawResponse[None])
    assert_type(raw(client.datasources.disable)("d"), RawResponse[None])
    assert_type(client.datasources.import_("d", client_id="c"), Created)
    assert_type(raw(client.datasources.delete_instances)("d", last_access=30), RawResponse[None])
    assert_type(client.datasources.refresh(datasources=["d", "e"]), BulkRefresh)

    assert_type(client.datasources.properties.get("d"), dict[str, Any])
    assert_type(
        raw(client.datasources.properties.update)("d", properties={"endpoint_url": "https://a"}), RawResponse[None]
    )
    assert_type(raw(client.datasources.properties.delete)("d", name="endpoint_url"), RawResponse[None])
    assert_type(client.datasources.share_rights.get("d"), ShareRights)
    assert_type(raw(client.datasources.share_rights.update)("d", groups=GROUPS, users=USERS), RawResponse[None])
    assert_type(raw(client.datasources.share_rights.delete)("d", "g"), RawResponse[None])

    assert_type(client.datasource_instances.list(datasource_id="d"), Pager[DatasourceInstance])
    assert_type(client.datasource_instances.create(datasource_id="d"), Created)
    assert_type(client.datasource_instances.get("i"), DatasourceInstance)
    assert_type(raw(client.datasource_instances.delete)("i"), RawResponse[None])
    assert_type(raw(client.datasource_instances.refresh)("i", client_id="c"), RawResponse[None])

    assert_type(client.datasource_instances.data.get("i"), Download)
    assert_type(
        raw(client.datasource_instances.data.update)("i", content=Path("a.csv"), content_type="text/csv"),
        RawResponse[None],
    )
    assert_type(client.datasource_instances.properties.get("i"), dict[str, Any])
    assert_type(raw(client.datasource_instances.properties.update)("i", properties={"q": "a"}), RawResponse[None])
    assert_type(raw(client.datasource_instances.properties.delete)("i", name="q"), RawResponse[None])

    assert_type(client.klips.list(datasource_id="d", limit=50), Pager[KlipSummary])
    assert_type(client.klips.create(name="a", schema={"id": "s", "title": "a"}, client_id="c"), Created)
    assert_type(client.klips.get("k", full=True), Klip)
    assert_type(raw(client.klips.update)("k", name="b", description=""), RawResponse[None])
    assert_type(raw(client.klips.delete)("k"), RawResponse[None])
    assert_type(client.klips.import_("k", client_id="c"), Created)
    assert_type(raw(client.klips.update_from_parent)("k"), RawResponse[None])

    assert_type(client.klips.client_instances.list("k", full=True), Pager[KlipClientInstance])
    assert_type(client.klips.share_rights.get("k"), ShareRights)
    assert_type(
        raw(client.klips.share_rights.update)("k", groups=({"group_id": "g", "can_edit": True},)), RawResponse[None]
    )
    assert_type(raw(client.klips.share_rights.delete)("k", groups=GROUPS), RawResponse[None])
    assert_type(client.klips.schema.get("k"), KlipSchema)
    assert_type(raw(client.klips.schema.update)("k", schema={"id": "s", "title": "a"}), RawResponse[None])
    assert_type(client.klips.annotations.list("k", start_date=1, end_date=2), Pager[KlipAnnotation])
    assert_type(client.klips.annotations.create("k", body="up"), Created)
    assert_type(client.klips.annotations.get("k", "a"), KlipAnnotation)
    assert_type(raw(client.klips.annotations.update)("k", "a", body="down"), RawResponse[None])
    assert_type(raw(client.klips.annotations.delete)("k", "a"), RawResponse[None])

    assert_type(client.tabs.list(limit=1), Pager[TabSummary])
    assert_type(client.tabs.create(name="a", description=""), Created)
    assert_type(client.tabs.get("t", full=True), Tab)
    assert_type(raw(client.tabs.update)("t", name="b"), RawResponse[None])
    assert_type(raw(client.tabs.delete)("t"), RawResponse[None])
    assert_type(client.tabs.import_("t", client_id="c"), Created)

    assert_type(client.tabs.klip_instances.list("t"), Pager[TabKlipInstance])
    assert_type(client.tabs.klip_instances.add("t", klips=KLIPS), list[TabKlipInstance])
    assert_type(raw(client.tabs.klip_instances.remove)("t", "i"), RawResponse[None])
    assert_type(client.tabs.layout.get("t"), TabLayout)
    assert_type(
        raw(client.tabs.layout.update)("t", type="100", state={"i": {"region": "1", "idx": 0}}), RawResponse[None]
    )
    assert_type(client.tabs.share_rights.get("t"), TabShareRights)
    assert_type(raw(client.tabs.share_rights.update)("t", groups=TAB_GROUPS), RawResponse[None])
    assert_type(raw(client.tabs.share_rights.delete)("t", "g"), RawResponse[None])

    assert_type(client.published_links.list(dashboard_id="t"), Pager[PublishedLink])
    assert_type(
        client.published_links.create("t", name="a", is_public=True, theme="dark", description=None), PublishedLink
    )
    assert_type(client.published_links.get("l"), PublishedLink)
    assert_type(raw(client.published_links.update)("l", password="p", social=False), RawResponse[None])
    assert_type(raw(client.published_links.delete)("l"), RawResponse[None])

    assert_type(client.users.list(email="a@b.c", include_roles=True, include_groups=True), Pager[UserSummary])
    assert_type(
        client.users.create(first_name="a", last_name="b", email="a@b.c", roles=["r"], send_email=False), Created
    )
    assert_type(client.users.get("u", full=True), User)
    assert_type(raw(client.users.update)("u", last_name="c"), RawResponse[None])
    assert_type(raw(client.users.delete)("u"), RawResponse[None])
    assert_type(raw(client.users.resend_invite)("u"), RawResponse[None])
    assert_type(raw(client.users.reset_password)("u"), RawResponse[None])

    assert_type(client.users.groups.list("u"), Pager[UserGroup])
    assert_type(raw(client.users.groups.add)("u", "g"), RawResponse[None])
    assert_type(raw(client.users.groups.remove)("u", "g"), RawResponse[None])
    assert_type(client.users.properties.get("u"), dict[str, Any])
    assert_type(raw(client.users.properties.update)("u", properties={"region": "north"}), RawResponse[None])
    assert_type(raw(client.users.properties.delete)("u", name="region"), RawResponse[None])
    assert_type(client.users.roles.list("u"), Pager[UserRole])
    assert_type(raw(client.users.roles.add)("u", "r"), RawResponse[None])
    assert_type(raw(client.users.roles.remove)("u", "r"), RawResponse[None])
    assert_type(client.users.tab_instances.list("u"), Pager[UserTabInstance])
    assert_type(client.users.tab_instances.add("u", tab_ids=["t"]), list[UserTabInstance])
    assert_type(raw(client.users.tab_instances.remove)("u", "i"), RawResponse[None])

    assert_type(client.groups.list(external_id="x"), Pager[GroupSummary])
    assert_type(client.groups.create(name="a"), Created)
    assert_type(client.groups.get("g", full=True), Group)
    assert_type(raw(client.groups.update)("g", external_id=""), RawResponse[None])
    assert_type(raw(client.groups.delete)("g", client_id="c"), RawResponse[None])

    assert_type(client.groups.users.list("g"), Pager[GroupUser])
    assert_type(raw(client.groups.users.add)("g", "u"), RawResponse[None])
    assert_type(raw(client.groups.users.remove)("g", "u"), RawResponse[None])
    assert_type(client.groups.default_tabs.list("g"), Pager[GroupDefaultTab])
    assert_type(client.groups.default_tabs.create("g", tab_id="t", visibility="permanent", index=0), Created)
    assert_type(client.groups.default_tabs.get("g", "t"), GroupDefaultTab)
    assert_type(raw(client.groups.default_tabs.update)("g", "t", can_edit=True), RawResponse[None])
    assert_type(raw(client.groups.default_tabs.delete)("g", "t"), RawResponse[None])

    assert_type(client.roles.list(), Pager[RoleSummary])
    assert_type(client.roles.create(name="a", permissions=["klip.build", "klip.edit"]), Created)
    assert_type(client.roles.get("r", full=True), Role)
    assert_type(raw(client.roles.update)("r", permissions=()), RawResponse[None])
    assert_type(raw(client.roles.delete)("r"), RawResponse[None])

    assert_type(client.roles.users.list("r"), Pager[RoleUser])
    assert_type(raw(client.roles.users.add)("r", "u"), RawResponse[None])
    assert_type(raw(client.roles.users.remove)("r", "u"), RawResponse[None])
    assert_type(client.roles.permissions.list("r"), list[PermissionName])
    assert_type(raw(client.roles.permissions.update)("r", permissions=["tab.build"]), RawResponse[None])
    assert_type(raw(client.roles.permissions.delete)("r", permissions=["tab.build"]), RawResponse[None])


async def async_results(client: AsyncKlipfolio) -> None:

    assert_type(await client.profile.get(full=True), UserProfile)

    assert_type(client.clients.list(status="active", limit=100, offset=25), AsyncPager[ClientSummary])
    assert_type(await client.clients.create(name="a", seats=5, status="trial", custom_theme=False), Created)
    assert_type(await client.clients.get("c", full=True), Client)
    assert_type(await client.clients.update("c", description="", seats=-1, external_id=omit), None)
    assert_type(await client.clients.delete("c"), None)
    assert_type(await client.clients.extend_trial("c", days=14), None)
    assert_type(await client.clients.enable_direct_billing("c"), None)

    assert_type(await client.clients.features.list("c"), list[ClientFeature])
    assert_type(await client.clients.features.update("c", features=FEATURES), None)
    assert_type(await client.clients.properties.get("c"), dict[str, Any])
    assert_type(await client.clients.properties.update("c", properties={"plan": "gold"}), None)
    assert_type(await client.clients.properties.delete("c", name="plan"), None)
    assert_type(await client.clients.resources.list("c"), list[ClientResource])
    assert_type(await client.clients.resources.update("c", resources=RESOURCES), None)
    assert_type(await client.clients.settings.get("c"), dict[str, Any])
    assert_type(await client.clients.settings.update("c", settings={"locale": "en"}), None)
    assert_type(await client.clients.share_rights.list("c"), list[ClientShareRight])
    assert_type(await client.clients.share_rights.update("c", groups=[{"group_id": "g", "can_manage": True}]), None)
    assert_type(await client.clients.share_rights.delete("c", "g"), None)

    assert_type(client.datasources.list(client_id="c"), AsyncPager[DatasourceSummary])
    assert_type(
        await client.datasources.create(name="a", format="csv", connector="simple_rest", properties={"a": 1}), Created
    )
    assert_type(await client.datasources.get("d", full=True), Datasource)
    assert_type(await client.datasources.update("d", refresh_interval=3600), None)
    assert_type(await client.datasources.delete("d"), None)
    assert_type(await client.datasources.enable("d"), None)
    assert_type(await client.datasources.disable("d"), None)
    assert_type(await client.datasources.import_("d", client_id="c"), Created)
    assert_type(await client.datasources.delete_instances("d", last_access=30), None)
    assert_type(await client.datasources.refresh(datasources=["d", "e"]), BulkRefresh)

    assert_type(await client.datasources.properties.get("d"), dict[str, Any])
    assert_type(await client.datasources.properties.update("d", properties={"endpoint_url": "https://a"}), None)
    assert_type(await client.datasources.properties.delete("d", name="endpoint_url"), None)
    assert_type(await client.datasources.share_rights.get("d"), ShareRights)
    assert_type(await client.datasources.share_rights.update("d", groups=GROUPS, users=USERS), None)
    assert_type(await client.datasources.share_rights.delete("d", "g"), None)

    assert_type(client.datasource_instances.list(datasource_id="d"), AsyncPager[DatasourceInstance])
    assert_type(await client.datasource_instances.create(datasource_id="d"), Created)
    assert_type(await client.datasource_instances.get("i"), DatasourceInstance)
    assert_type(await client.datasource_instances.delete("i"), None)
    assert_type(await client.datasource_instances.refresh("i", client_id="c"), None)

    assert_type(await client.datasource_instances.data.get("i"), AsyncDownload)
    assert_type(
        await client.datasource_instances.data.update("i", content=Path("a.csv"), content_type="text/csv"), None
    )
    assert_type(await client.datasource_instances.properties.get("i"), dict[str, Any])
    assert_type(await client.datasource_instances.properties.update("i", properties={"q": "a"}), None)
    assert_type(await client.datasource_instances.properties.delete("i", name="q"), None)

    assert_type(client.klips.list(datasource_id="d", limit=50), AsyncPager[KlipSummary])
    assert_type(await client.klips.create(name="a", schema={"id": "s", "title": "a"}, client_id="c"), Created)
    assert_type(await client.klips.get("k", full=True), Klip)
    assert_type(await client.klips.update("k", name="b", description=""), None)
    assert_type(await client.klips.delete("k"), None)
    assert_type(await client.klips.import_("k", client_id="c"), Created)
    assert_type(await client.klips.update_from_parent("k"), None)

    assert_type(client.klips.client_instances.list("k", full=True), AsyncPager[KlipClientInstance])
    assert_type(await client.klips.share_rights.get("k"), ShareRights)
    assert_type(await client.klips.share_rights.update("k", groups=({"group_id": "g", "can_edit": True},)), None)
    assert_type(await client.klips.share_rights.delete("k", groups=GROUPS), None)
    assert_type(await client.klips.schema.get("k"), KlipSchema)
    assert_type(await client.klips.schema.update("k", schema={"id": "s", "title": "a"}), None)
    assert_type(client.klips.annotations.list("k", start_date=1, end_date=2), AsyncPager[KlipAnnotation])
    assert_type(await client.klips.annotations.create("k", body="up"), Created)
    assert_type(await client.klips.annotations.get("k", "a"), KlipAnnotation)
    assert_type(await client.klips.annotations.update("k", "a", body="down"), None)
    assert_type(await client.klips.annotations.delete("k", "a"), None)

    assert_type(client.tabs.list(limit=1), AsyncPager[TabSummary])
    assert_type(await client.tabs.create(name="a", description=""), Created)
    assert_type(await client.tabs.get("t", full=True), Tab)
    assert_type(await client.tabs.update("t", name="b"), None)
    assert_type(await client.tabs.delete("t"), None)
    assert_type(await client.tabs.import_("t", client_id="c"), Created)

    assert_type(client.tabs.klip_instances.list("t"), AsyncPager[TabKlipInstance])
    assert_type(await client.tabs.klip_instances.add("t", klips=KLIPS), list[TabKlipInstance])
    assert_type(await client.tabs.klip_instances.remove("t", "i"), None)
    assert_type(await client.tabs.layout.get("t"), TabLayout)
    assert_type(await client.tabs.layout.update("t", type="100", state={"i": {"region": "1", "idx": 0}}), None)
    assert_type(await client.tabs.share_rights.get("t"), TabShareRights)
    assert_type(await client.tabs.share_rights.update("t", groups=TAB_GROUPS), None)
    assert_type(await client.tabs.share_rights.delete("t", "g"), None)

    assert_type(client.published_links.list(dashboard_id="t"), AsyncPager[PublishedLink])
    assert_type(
        await client.published_links.create("t", name="a", is_public=True, theme="dark", description=None),
        PublishedLink,
    )
    assert_type(await client.published_links.get("l"), PublishedLink)
    assert_type(await client.published_links.update("l", password="p", social=False), None)
    assert_type(await client.published_links.delete("l"), None)

    assert_type(client.users.list(email="a@b.c", include_roles=True, include_groups=True), AsyncPager[UserSummary])
    assert_type(
        await client.users.create(first_name="a", last_name="b", email="a@b.c", roles=["r"], send_email=False), Created
    )
    assert_type(await client.users.get("u", full=True), User)
    assert_type(await client.users.update("u", last_name="c"), None)
    assert_type(await client.users.delete("u"), None)
    assert_type(await client.users.resend_invite("u"), None)
    assert_type(await client.users.reset_password("u"), None)

    assert_type(client.users.groups.list("u"), AsyncPager[UserGroup])
    assert_type(await client.users.groups.add("u", "g"), None)
    assert_type(await client.users.groups.remove("u", "g"), None)
    assert_type(await client.users.properties.get("u"), dict[str, Any])
    assert_type(await client.users.properties.update("u", properties={"region": "north"}), None)
    assert_type(await client.users.properties.delete("u", name="region"), None)
    assert_type(client.users.roles.list("u"), AsyncPager[UserRole])
    assert_type(await client.users.roles.add("u", "r"), None)
    assert_type(await client.users.roles.remove("u", "r"), None)
    assert_type(client.users.tab_instances.list("u"), AsyncPager[UserTabInstance])
    assert_type(await client.users.tab_instances.add("u", tab_ids=["t"]), list[UserTabInstance])
    assert_type(await client.users.tab_instances.remove("u", "i"), None)

    assert_type(client.groups.list(external_id="x"), AsyncPager[GroupSummary])
    assert_type(await client.groups.create(name="a"), Created)
    assert_type(await client.groups.get("g", full=True), Group)
    assert_type(await client.groups.update("g", external_id=""), None)
    assert_type(await client.groups.delete("g", client_id="c"), None)

    assert_type(client.groups.users.list("g"), AsyncPager[GroupUser])
    assert_type(await client.groups.users.add("g", "u"), None)
    assert_type(await client.groups.users.remove("g", "u"), None)
    assert_type(client.groups.default_tabs.list("g"), AsyncPager[GroupDefaultTab])
    assert_type(await client.groups.default_tabs.create("g", tab_id="t", visibility="permanent", index=0), Created)
    assert_type(await client.groups.default_tabs.get("g", "t"), GroupDefaultTab)
    assert_type(await client.groups.default_tabs.update("g", "t", can_edit=True), None)
    assert_type(await client.groups.default_tabs.delete("g", "t"), None)

    assert_type(client.roles.list(), AsyncPager[RoleSummary])
    assert_type(await client.roles.create(name="a", permissions=["klip.build", "klip.edit"]), Created)
    assert_type(await client.roles.get("r", full=True), Role)
    assert_type(await client.roles.update("r", permissions=()), None)
    assert_type(await client.roles.delete("r"), None)

    assert_type(client.roles.users.list("r"), AsyncPager[RoleUser])
    assert_type(await client.roles.users.add("r", "u"), None)
    assert_type(await client.roles.users.remove("r", "u"), None)
    assert_type(await client.roles.permissions.list("r"), list[PermissionName])
    assert_type(await client.roles.permissions.update("r", permissions=["tab.build"]), None)
    assert_type(await client.roles.permissions.delete("r", permissions=["tab.build"]), None)


async def whole_answers(client: Klipfolio, later: AsyncKlipfolio) -> None:
    answer = client.with_raw_response(client.klips.create)(name="a", timeout=3.0)
    assert_type(answer, RawResponse[Created])
    assert_type(answer.parsed.instance_location, str | None)
    assert_type(await later.with_raw_response(later.klips.get)("k"), RawResponse[Klip])
    assert_type(await later.with_raw_response(later.klips.delete)("k", client_id="c"), RawResponse[None])


async def lists(client: Klipfolio, later: AsyncKlipfolio) -> None:
    assert_type(client.klips.list().total, int | None)
    for klip in client.klips.list(limit=100).prefetch(2):
        assert_type(klip, KlipSummary)
    for page in client.tabs.list().pages():
        assert_type(page, Page[TabSummary])
    async for user in later.users.list(limit=100):
        assert_type(user, UserSummary)


def members(created: Created, klip: Klip, rights: ShareRights, link: PublishedLink, share: TabShareRight) -> None:
    assert_type(created.id, str)
    assert_type(created.location, str | None)
    assert_type(klip.date_created, datetime)
    assert_type(klip.description, str | None)
    assert_type(klip.share_rights, list[ShareRight] | None)
    assert_type(klip.to_dict(), dict[str, Any])
    assert_type(rights.share_rights[0].can_edit, bool)
    assert_type(link.location, str)
    assert_type(share.visibility, TabVisibility | None)
    assert_type(CLIENT_RESOURCE_KEYS.key_of("Users"), str)
    assert_type(CLIENT_RESOURCE_KEYS.name_of("company.seats"), str)


def downloads(download: Download) -> None:
    assert_type(download.read(), bytes)
    assert_type(download.text(), str)
    assert_type(download.save("a.csv"), int)
    for chunk in download:
        assert_type(chunk, bytes)


async def async_downloads(download: AsyncDownload) -> None:
    assert_type(await download.read(), bytes)
    assert_type(await download.text(), str)
    assert_type(await download.save(Path("a.csv")), int)
    async for chunk in download:
        assert_type(chunk, bytes)


def settings(limit: RateLimit, refused: APIStatusError, spent: DailyLimitError) -> None:
    assert_type(Klipfolio(email="a@b.c", password="p", rate_limit=limit), Klipfolio)
    assert_type(AsyncKlipfolio(api_key=lambda: "k", rate_limit=RateLimit(per_second=None)), AsyncKlipfolio)
    assert_type(refused.status_code, int)
    assert_type(refused.error_code, str | None)
    assert_type(spent.resets_at, datetime)


async def mistakes(client: Klipfolio, later: AsyncKlipfolio) -> None:
    """Each line has an error that both type checkers find; without it they complain about the comment.

    The heading above a group is the reason of its comments: they are the assertions of this function.
    """
    # Something is missing.
    client.klips.create()  # type: ignore[call-arg]  # refused
    client.klips.get()  # type: ignore[call-arg]  # refused
    client.published_links.list()  # type: ignore[call-arg]  # refused
    client.klips.share_rights.update("k", groups=[{"group_id": "g"}])  # type: ignore[typeddict-item]  # refused
    client.users.create(first_name="a", last_name="b", email="a@b.c")  # type: ignore[call-arg]  # refused
    # Something has another type.
    client.klips.create(name=1)  # type: ignore[arg-type]  # refused
    client.klips.list(limit="10")  # type: ignore[arg-type]  # refused
    client.klips.get(7)  # type: ignore[arg-type]  # refused
    client.clients.update("c", name=None)  # type: ignore[arg-type]  # refused
    client.datasources.refresh(datasources=[1])  # type: ignore[list-item]  # refused
    client.tabs.klip_instances.add("t", klips=[{"klip_id": 1}])  # type: ignore[typeddict-item]  # refused
    client.tabs.klip_instances.add("t", klips={"klip_id": "k"})  # type: ignore[arg-type]  # refused
    client.datasource_instances.data.update("i", content="a,b")  # type: ignore[arg-type]  # refused
    # Something is unknown, or stands where it may not.
    client.klips.create(name="a", title="b")  # type: ignore[call-arg]  # refused
    client.klips.list(timeouts=3)  # type: ignore[call-arg]  # refused
    client.klips.create("a")  # type: ignore[call-arg]  # refused
    client.tabs.klip_instances.add("t", klips=[{"klip_id": "k", "a": 1}])  # type: ignore[typeddict-unknown-key]  # refused
    client.klips.publish("k")  # type: ignore[attr-defined]  # refused
    Klipfolio("key")  # type: ignore[call-arg]  # refused
    # Nothing waits for the answer, or waits where there is nothing to wait for.
    later.klips.delete("k")  # type: ignore[unused-coroutine]  # refused
    later.klips.get("k").to_dict()  # type: ignore[attr-defined]  # refused
    await client.klips.get("k")  # type: ignore[misc]  # refused
    for _ in later.klips.list():  # type: ignore[attr-defined]  # refused
        pass
