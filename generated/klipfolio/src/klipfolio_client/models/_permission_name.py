"""PermissionName. Generated from specs/klipfolio.yaml; do not edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

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
