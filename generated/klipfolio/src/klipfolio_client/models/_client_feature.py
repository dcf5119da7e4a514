"""Generated; do not edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool

from .._runtime.models import Model


class ClientFeature(Model):
    """A feature of a client account."""

    name: ClientFeatureName
    """Name of the feature, as a change wants it."""
    display_name: str
    """Name of the feature in the web application."""
    enabled: StrictBool
    """Whether it is switched on."""


ClientFeatureName: TypeAlias = Annotated[
    Literal[
        "downloadable_reports",
        "embeds",
        "public_dashboards",
        "scheduled_emails",
        "published_dashboards",
        "theming",
        "domain_cloaking",
        "sso",
    ]
    | str,
    Field(union_mode="left_to_right"),
]
"""A feature that a client account can have. `theming` is shown as Custom Theme, `domain_cloaking` as SSL Domain
Alias, `published_dashboards` as Private Links and `public_dashboards` as Public Links.
"""
