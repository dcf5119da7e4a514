"""Generated; do not edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictInt

from .._runtime.models import Model


class ClientResource(Model):
    """An allowance of a client account."""

    name: ClientResourceName
    """Name of the resource as the web application shows it, not its key."""
    value: StrictInt
    """How much the account may use; -1 means no limit."""


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
