"""Generated; do not edit."""

from typing import Annotated, TypeAlias

from pydantic import Field, StrictInt

from .._runtime.models import Model
from ._values import TabLayoutType


class ColumnLayoutItem(Model):
    """Where a klip instance stands in columns."""

    region: str
    """The column, `region-1` and so on."""
    idx: StrictInt
    """Place within the column."""


ColumnLayoutState: TypeAlias = dict[str, ColumnLayoutItem]
"""Places in columns, by the identifier of the klip instance."""


GridColumnWidth: TypeAlias = Annotated[str | StrictInt, Field(union_mode="left_to_right")]
"""Width of a column, `auto` or a number."""


class GridLayoutItem(Model):
    """A klip instance on a grid."""

    id: str
    """The word `gridklip-` and the identifier of the klip instance."""
    index: list[StrictInt]
    """Column and place within it, two numbers. Whether in this order is not documented."""
    col_span: Annotated[StrictInt, Field(alias="colSpan")]
    """Number of columns that it covers."""
    min_height: Annotated[StrictInt, Field(alias="minHeight")]
    """Least height."""
    height: StrictInt | None = None
    """Height, where it was set."""


class GridLayout(Model):
    """A grid and what stands on it."""

    item_configs: Annotated[list[GridLayoutItem], Field(alias="itemConfigs")]
    """The klip instances on the grid."""
    col_widths: Annotated[list[GridColumnWidth], Field(alias="colWidths")]
    """Width of each column."""
    cols: StrictInt
    """Number of columns."""


class GridLayoutState(Model):
    """Places on a grid."""

    desktop: GridLayout
    """The grid on a wide screen."""


TabLayoutState: TypeAlias = Annotated[GridLayoutState | ColumnLayoutState, Field(union_mode="left_to_right")]
"""Where each klip instance of a tab stands; the shape depends on the type of the layout."""


class TabLayout(Model):
    """How the klips on a tab are arranged."""

    type: TabLayoutType
    """Kind of layout; tells which shape `state` has."""
    state: TabLayoutState
    """Where each klip instance stands."""
