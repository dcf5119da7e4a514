"""Objects of the Klipfolio API. Generated from specs/klipfolio.yaml; do not edit."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._bulk_refresh import BulkRefresh, BulkRefreshFailure, BulkRefreshFailures
    from ._client import Client
    from ._client_feature import ClientFeature, ClientFeatureName
    from ._client_resource import ClientResource, ClientResourceName
    from ._client_share_right import ClientShareRight
    from ._client_summary import ClientSummary
    from ._datasource import Datasource
    from ._datasource_instance import DatasourceInstance
    from ._datasource_summary import DatasourceSummary
    from ._group import Group
    from ._group_default_tab import GroupDefaultTab
    from ._group_member import GroupMember
    from ._group_summary import GroupSummary
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
    from ._klip_annotation import KlipAnnotation, KlipAnnotationAuthor
    from ._klip_client_instance import KlipClientInstance, KlipClientInstanceDetail
    from ._klip_schema import KlipComponent, KlipDimensions, KlipSchema, KlipWorkspace
    from ._klip_summary import KlipSummary
    from ._names import CLIENT_RESOURCE_KEYS
    from ._published_link import PublishedLink, PublishedLinkAuthor, PublishedLinkVisibility
    from ._role import Role, RoleUserReference
    from ._role_summary import RoleSummary
    from ._role_user import RoleUser
    from ._share_right import ShareRight
    from ._share_rights import ShareRights
    from ._tab import Tab, TabMember, TabMemberDetail
    from ._tab_klip_instance import TabKlipInstance
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
    from ._tab_summary import TabSummary
    from ._user import User
    from ._user_group import UserGroup
    from ._user_group_reference import UserGroupReference
    from ._user_profile import ProfileCompany, ProfileGroup, ProfileTabInstance, ProfileTabLayout, UserProfile
    from ._user_role import UserRole
    from ._user_share_right import UserShareRight
    from ._user_summary import UserSummary
    from ._user_tab_instance import UserTabInstance
    from ._values import (
        ClientFullRow,
        ClientResourceKey,
        ClientStatus,
        ClientStatusLabel,
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
    "ClientFullRow": "_values",
    "ClientResource": "_client_resource",
    "ClientResourceInput": "_inputs",
    "ClientResourceKey": "_values",
    "ClientResourceName": "_client_resource",
    "ClientShareRight": "_client_share_right",
    "ClientShareRightInput": "_inputs",
    "ClientStatus": "_values",
    "ClientStatusLabel": "_values",
    "ClientSummary": "_client_summary",
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
    "GroupMember": "_group_member",
    "GroupShareRightInput": "_inputs",
    "GroupSummary": "_group_summary",
    "GroupUser": "_group_user",
    "Klip": "_klip",
    "KlipAnnotation": "_klip_annotation",
    "KlipAnnotationAuthor": "_klip_annotation",
    "KlipClientInstance": "_klip_client_instance",
    "KlipClientInstanceDetail": "_klip_client_instance",
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
    "RoleUser": "_role_user",
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
    "TabSummary": "_tab_summary",
    "TabVisibility": "_values",
    "User": "_user",
    "UserGroup": "_user_group",
    "UserGroupReference": "_user_group_reference",
    "UserProfile": "_user_profile",
    "UserRole": "_user_role",
    "UserShareRight": "_user_share_right",
    "UserShareRightInput": "_inputs",
    "UserSummary": "_user_summary",
    "UserTabInstance": "_user_tab_instance",
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
