"""Generated; do not edit."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StrictInt

from .._runtime.models import Model


class KlipComponent(Model):
    """A component of a klip, such as a value or a label. It may hold further components."""

    type: str | None = None
    """Kind of component."""
    display_name: Annotated[str | None, Field(alias="displayName")] = None
    """Name shown in the editor."""
    id: str | None = None
    """Identifier within the klip."""
    size: Annotated[StrictInt | str | None, Field(union_mode="left_to_right")] = None
    """Size of the text, as a step."""
    fmt: str | None = None
    """Format of the value."""
    role: str | None = None
    """Part that the component plays in the one around it."""
    formulas: list[Any] | None = None
    """Formulas that compute the data."""
    data: list[list[Any]] | None = None
    """The data, a list for each formula."""
    components: list[KlipComponent] | None = None
    """Components inside this one."""


class KlipDimensions(Model):
    """Size of a klip in the editor."""

    w: StrictInt | None = None
    """Width in pixels."""


class KlipWorkspace(Model):
    """What the editor of a klip works with."""

    datasources: list[str] | None = None
    """Identifiers of the data sources that the klip uses."""
    dimensions: KlipDimensions | None = None
    """Size in the editor."""


class KlipSchema(Model):
    """The definition of a klip: what it is built of and which data sources it uses. Open, as components of every
    kind have members of their own.
    """

    id: str | None = None
    """Identifier; may be empty."""
    title: str | None = None
    """Title shown on the klip."""
    version: str | None = None
    """Version of the form of the definition."""
    layout_config: Annotated[str | None, Field(alias="layoutConfig")] = None
    """Where the klip stands on a tab."""
    workspace: KlipWorkspace | None = None
    """Data sources and size."""
    components: list[KlipComponent] | None = None
    """The components, outermost first."""
    applied_migrations: Annotated[
        list[Any] | dict[str, Any] | None, Field(alias="appliedMigrations", union_mode="left_to_right")
    ] = None
    """Empty, where it is there. An update does not take it."""
