"""Generated; do not edit."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictInt

from .._runtime.models import Model

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


class ClientFeature(Model):
    """A feature of a client account."""

    name: ClientFeatureName
    """Name of the feature, as a change wants it."""
    display_name: str
    """Name of the feature in the web application."""
    enabled: StrictBool
    """Whether it is switched on."""


ClientResourceName: TypeAlias = Annotated[
    Literal[
        "API Calls per Day",
        "Dashboards",
        "Users",
        "Private Links",
        "API Calls per Second",
        "API Append Data Size (in KB)",
        "Klips per Dashboard",
        "Maximum viewable Dashboards",
        "Data Sources per Formula",
        "Concurrent Sessions",
        "Private Link Viewers",
    ]
    | str,
    Field(union_mode="left_to_right"),
]
"""Name of a resource in the web application, as a list of allowances has it."""


class ClientResource(Model):
    """An allowance of a client account."""

    name: ClientResourceName
    """Name of the resource as the web application shows it, not its key."""
    value: StrictInt
    """How much the account may use; -1 means no limit."""
