"""Generated; do not edit."""

from pydantic import StrictBool, StrictInt

from .._runtime.models import Model
from ._values import TabVisibility


class GroupDefaultTab(Model):
    """A dashboard that the members of a group get."""

    id: str
    """Identifier."""
    name: str | None = None
    """Name of the dashboard."""
    description: str | None = None
    """Free text; may be null."""
    tab_id: str | None = None
    """Identifier of the tab."""
    can_edit: StrictBool | None = None
    """Whether members may change the dashboard."""
    visibility: TabVisibility | None = None
    """How members meet the dashboard."""
    index: StrictInt | None = None
    """Place in the order of the dashboards."""
