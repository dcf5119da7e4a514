"""Generated; do not edit."""

from __future__ import annotations

from .._runtime.models import Model


class UserGroupReference(Model):
    """A group that a user is a member of, in short."""

    id: str
    """Identifier of the group."""
    name: str
    """Name of the group."""
