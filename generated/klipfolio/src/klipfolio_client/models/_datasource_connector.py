"""DatasourceConnector. Generated from specs/klipfolio.yaml; do not edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

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
