"""ClientResourceKey. Generated from specs/klipfolio.yaml; do not edit."""

from __future__ import annotations

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
