"""Values that members may have. Generated; do not edit."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

ClientResourceKey: TypeAlias = Annotated[
    Literal[
        "api.requests.perDay",
        "dashboard.combined.total",
        "company.seats",
        "published.private.links",
        "dashboard.tabs.total",
        "api.requests.perSecond",
        "api.append.data.size",
        "dashboard.klips.perTab",
        "dashboard.tabs.perDashboard",
        "workspace.datasources.perFormula",
        "sessions.concurrent",
        "published.private.concurrent",
    ]
    | str,
    Field(union_mode="left_to_right"),
]
"""Key of a resource, as a change wants it. `dashboard.tabs.total` is an older key for
`dashboard.combined.total`.
"""


ClientStatus: TypeAlias = Annotated[
    Literal["active", "trial", "setup", "disabled"] | str, Field(union_mode="left_to_right")
]
"""State of a client account, as it is sent."""


DatasourceConnector: TypeAlias = Annotated[
    Literal[
        "box",
        "comscore",
        "db",
        "dropbox",
        "facebook",
        "ftp",
        "google_adwords",
        "google_analytics",
        "google_drive",
        "google_spreadsheets",
        "hubspot",
        "iformbuilder",
        "marketo",
        "omniture",
        "radian6",
        "salesforce",
        "searchMetrics",
        "shopify",
        "simple_rest",
        "survey_monkey",
        "versature",
        "xero",
        "xmla",
    ]
    | str,
    Field(union_mode="left_to_right"),
]
"""Where a data source gets its data from. The list is not complete."""


DatasourceFormat: TypeAlias = Annotated[Literal["csv", "xml", "xls", "json"] | str, Field(union_mode="left_to_right")]
"""Format of a data source's data."""


PermissionName: TypeAlias = Annotated[
    Literal[
        "account.api",
        "account.api_key",
        "account.profile",
        "account.settings",
        "account.tokens",
        "account.usage",
        "admin.annotation",
        "admin.client",
        "admin.datasource",
        "admin.klip",
        "admin.tab",
        "client.access",
        "client.build",
        "client.delete",
        "client.edit",
        "client.login",
        "client.share",
        "dashboard.annotation.edit",
        "dashboard.annotation.view",
        "dashboard.fullscreen",
        "dashboard.klip",
        "dashboard.library",
        "dashboard.links",
        "dashboard.share",
        "dashboard.tab",
        "dashboard.theme",
        "datasource.create",
        "datasource.delete",
        "datasource.download",
        "datasource.edit",
        "datasource.import",
        "datasource.library",
        "datasource.share",
        "group.view",
        "klip.build",
        "klip.delete",
        "klip.download",
        "klip.edit",
        "klip.email",
        "klip.embed",
        "klip.import",
        "klip.library",
        "klip.share",
        "tab.build",
        "tab.delete",
        "tab.download",
        "tab.edit",
        "tab.email",
        "tab.import",
        "tab.publish",
        "tab.push",
        "tab.share",
        "user.manage",
        "user.view",
        "user.viewonly.manage",
    ]
    | str,
    Field(union_mode="left_to_right"),
]
"""Name of a permission; what stands before the first dot says what it is about. `client.access` opens client
accounts and `client.login` signs in as a client; `dashboard.tab` and `dashboard.klip` add, remove and reorder
tabs and klips, `dashboard.library` opens the library; `tab.push` manages the visibility of tabs;
`user.manage` covers all users, groups and roles. Those that end in `.import` are for partners only.
`dashboard.links` is an older name; `dashboard.share`, which tab layouts ask for, is not on the published
list. Other names are accepted.
"""


PublishedLinkTheme: TypeAlias = Annotated[Literal["light", "dark"] | str, Field(union_mode="left_to_right")]
"""Colors of a published dashboard."""


TabLayoutType: TypeAlias = Annotated[
    Literal[
        "100",
        "50_50",
        "30_60",
        "60_30",
        "30_30_30",
        "100_50_50",
        "100_30_60",
        "100_60_30",
        "100_30_30_30",
        "50_50_100",
        "30_60_100",
        "60_30_100",
        "30_30_30_100",
        "100_50_50_100",
        "100_30_60_100",
        "100_60_30_100",
        "100_30_30_30_100",
        "grid",
    ]
    | str,
    Field(union_mode="left_to_right"),
]
"""Kind of layout: `grid`, or the widths of the columns in percent, row by row."""


TabVisibility: TypeAlias = Annotated[
    Literal["permanent", "dashboard", "library"] | str, Field(union_mode="left_to_right")
]
"""Where members of a group find a tab: `permanent`, on the dashboard and not to be removed; `dashboard`, on it,
but they may remove it; `library`, only in the library.
"""
