"""Generated; do not edit."""

from pydantic import StrictBool

from .._runtime.models import Model
from ._values import TabVisibility


class TabShareRight(Model):
    """What a group may do with a tab."""

    group_id: str
    """Identifier of the group."""
    group_name: str | None = None
    """Name of the group."""
    can_edit: StrictBool | None = None
    """Whether the group may change the tab."""
    visibility: TabVisibility | None = None
    """Where members of the group find the tab."""
