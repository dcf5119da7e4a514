"""Generated; do not edit."""

from .._runtime.models import Model


class UserGroup(Model):
    """A group that a user is a member of."""

    id: str
    """Identifier of the group."""
    name: str
    """Name of the group."""
    description: str | None = None
    """Free text; may be null."""


class UserTabInstance(Model):
    """A tab on the dashboard of a user."""

    id: str
    """Identifier of the instance."""
    tab_id: str
    """Identifier of the tab that it shows."""
    name: str
    """Name of the tab."""
    context: str | None = None
    """Where the tab is shown, such as `desktop`. Missing from instances just added."""
