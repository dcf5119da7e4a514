"""Generated; do not edit."""

from __future__ import annotations

from .._runtime.models import Model


class UserGroup(Model):
    """A group that a user is a member of."""

    id: str
    """Identifier of the group."""
    name: str
    """Name of the group."""
    description: str | None = None
    """Free text; may be null."""
