"""Generated; do not edit."""

from __future__ import annotations

from .._runtime.models import Model


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
