"""Objects of the Klipfolio API. Generated from specs/klipfolio.yaml; do not edit."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._bulk_refresh import BulkRefresh, BulkRefreshFailure, BulkRefreshFailures
    from ._client import Client, ClientFullRow, ClientStatusLabel, ClientSummary
    from ._client_feature import ClientFeature, ClientFeatureName, ClientResource, ClientResourceName
    from ._client_share_right import ClientShareRight
    from ._datasource import Datasource
    from ._datasource_instance import DatasourceInstance
    from ._datasource_summary import DatasourceSummary
    from ._group import Group, GroupMember, GroupSummary
    from ._group_default_tab import GroupDefaultTab
    from ._group_user import GroupUser
    from ._inputs import (
        ClientFeatureInput,
        ClientResourceInput,
        ClientShareRightInput,
        GroupShareRightInput,
        TabKlipPlacement,
        TabShareRightInput,
        UserShareRightInput,
    )
    from ._klip import Klip
    from ._klip_annotation import KlipAnnotation, KlipAnnotationAuthor, KlipClientInstance, KlipClientInstanceDetail
    from ._klip_schema import KlipComponent, KlipDimensions, KlipSchema, KlipWorkspace
    from ._klip_summary import KlipSummary
    from ._names import CLIENT_RESOURCE_KEYS
    from ._published_link import PublishedLink, PublishedLinkAuthor, PublishedLinkVisibility
    from ._role import Role, RoleUserReference
    from ._role_summary import RoleSummary, RoleUser
    from ._share_right import ShareRight
    from ._share_rights import ShareRights
    from ._tab import Tab, TabMember, TabMemberDetail
    from ._tab_klip_instance import TabKlipInstance, TabSummary
    from ._tab_layout import (
        ColumnLayoutItem,
        ColumnLayoutState,
        GridColumnWidth,
        GridLayout,
        GridLayoutItem,
        GridLayoutState,
        TabLayout,
        TabLayoutState,
    )
    from ._tab_share_right import TabShareRight
    from ._tab_share_rights import TabShareRights
    from ._user import User, UserGroupReference
    from ._user_group import UserGroup, UserTabInstance
    from ._user_profile import ProfileCompany, ProfileGroup, ProfileTabInstance, ProfileTabLayout, UserProfile
    from ._user_role import UserRole
    from ._user_share_right import UserShareRight
    from ._user_summary import UserSummary
    from ._values import (
        ClientResourceKey,
        ClientStatus,
        DatasourceConnector,
        DatasourceFormat,
        PermissionName,
        PublishedLinkTheme,
        TabLayoutType,
        TabVisibility,
    )

_MODULES = {
    "BulkRefresh": "_bulk_refresh",
    "BulkRefreshFailure": "_bulk_refresh",
    "BulkRefreshFailures": "_bulk_refresh",
    "CLIENT_RESOURCE_KEYS": "_names",
    "Client": "_client",
    "ClientFeature": "_client_feature",
    "ClientFeatureInput": "_inputs",
    "ClientFeatureName": "_client_feature",
    "ClientFullRow": "_client",
    "ClientResource": "_client_feature",
    "ClientResourceInput": "_inputs",
    "ClientResourceKey": "_values",
    "ClientResourceName": "_client_feature",
    "ClientShareRight": "_client_share_right",
    "ClientShareRightInput": "_inputs",
    "ClientStatus": "_values",
    "ClientStatusLabel": "_client",
    "ClientSummary": "_client",
    "ColumnLayoutItem": "_tab_layout",
    "ColumnLayoutState": "_tab_layout",
    "Datasource": "_datasource",
    "DatasourceConnector": "_values",
    "DatasourceFormat": "_values",
    "DatasourceInstance": "_datasource_instance",
    "DatasourceSummary": "_datasource_summary",
    "GridColumnWidth": "_tab_layout",
    "GridLayout": "_tab_layout",
    "GridLayoutItem": "_tab_layout",
    "GridLayoutState": "_tab_layout",
    "Group": "_group",
    "GroupDefaultTab": "_group_default_tab",
    "GroupMember": "_group",
    "GroupShareRightInput": "_inputs",
    "GroupSummary": "_group",
    "GroupUser": "_group_user",
    "Klip": "_klip",
    "KlipAnnotation": "_klip_annotation",
    "KlipAnnotationAuthor": "_klip_annotation",
    "KlipClientInstance": "_klip_annotation",
    "KlipClientInstanceDetail": "_klip_annotation",
    "KlipComponent": "_klip_schema",
    "KlipDimensions": "_klip_schema",
    "KlipSchema": "_klip_schema",
    "KlipSummary": "_klip_summary",
    "KlipWorkspace": "_klip_schema",
    "PermissionName": "_values",
    "ProfileCompany": "_user_profile",
    "ProfileGroup": "_user_profile",
    "ProfileTabInstance": "_user_profile",
    "ProfileTabLayout": "_user_profile",
    "PublishedLink": "_published_link",
    "PublishedLinkAuthor": "_published_link",
    "PublishedLinkTheme": "_values",
    "PublishedLinkVisibility": "_published_link",
    "Role": "_role",
    "RoleSummary": "_role_summary",
    "RoleUser": "_role_summary",
    "RoleUserReference": "_role",
    "ShareRight": "_share_right",
    "ShareRights": "_share_rights",
    "Tab": "_tab",
    "TabKlipInstance": "_tab_klip_instance",
    "TabKlipPlacement": "_inputs",
    "TabLayout": "_tab_layout",
    "TabLayoutState": "_tab_layout",
    "TabLayoutType": "_values",
    "TabMember": "_tab",
    "TabMemberDetail": "_tab",
    "TabShareRight": "_tab_share_right",
    "TabShareRightInput": "_inputs",
    "TabShareRights": "_tab_share_rights",
    "TabSummary": "_tab_klip_instance",
    "TabVisibility": "_values",
    "User": "_user",
    "UserGroup": "_user_group",
    "UserGroupReference": "_user",
    "UserProfile": "_user_profile",
    "UserRole": "_user_role",
    "UserShareRight": "_user_share_right",
    "UserShareRightInput": "_inputs",
    "UserSummary": "_user_summary",
    "UserTabInstance": "_user_group",
}

__all__ = [
    "BulkRefresh",
    "BulkRefreshFailure",
    "BulkRefreshFailures",
    "CLIENT_RESOURCE_KEYS",
    "Client",
    "ClientFeature",
    "ClientFeatureInput",
    "ClientFeatureName",
    "ClientFullRow",
    "ClientResource",
    "ClientResourceInput",
    "ClientResourceKey",
    "ClientResourceName",
    "ClientShareRight",
    "ClientShareRightInput",
    "ClientStatus",
    "ClientStatusLabel",
    "ClientSummary",
    "ColumnLayoutItem",
    "ColumnLayoutState",
    "Datasource",
    "DatasourceConnector",
    "DatasourceFormat",
    "DatasourceInstance",
    "DatasourceSummary",
    "GridColumnWidth",
    "GridLayout",
    "GridLayoutItem",
    "GridLayoutState",
    "Group",
    "GroupDefaultTab",
    "GroupMember",
    "GroupShareRightInput",
    "GroupSummary",
    "GroupUser",
    "Klip",
    "KlipAnnotation",
    "KlipAnnotationAuthor",
    "KlipClientInstance",
    "KlipClientInstanceDetail",
    "KlipComponent",
    "KlipDimensions",
    "KlipSchema",
    "KlipSummary",
    "KlipWorkspace",
    "PermissionName",
    "ProfileCompany",
    "ProfileGroup",
    "ProfileTabInstance",
    "ProfileTabLayout",
    "PublishedLink",
    "PublishedLinkAuthor",
    "PublishedLinkTheme",
    "PublishedLinkVisibility",
    "Role",
    "RoleSummary",
    "RoleUser",
    "RoleUserReference",
    "ShareRight",
    "ShareRights",
    "Tab",
    "TabKlipInstance",
    "TabKlipPlacement",
    "TabLayout",
    "TabLayoutState",
    "TabLayoutType",
    "TabMember",
    "TabMemberDetail",
    "TabShareRight",
    "TabShareRightInput",
    "TabShareRights",
    "TabSummary",
    "TabVisibility",
    "User",
    "UserGroup",
    "UserGroupReference",
    "UserProfile",
    "UserRole",
    "UserShareRight",
    "UserShareRightInput",
    "UserSummary",
    "UserTabInstance",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
