"""Generated; do not edit."""

from __future__ import annotations

from .._runtime.models import Model


class GroupMember(Model):
    """A user in a group, in short."""

    id: str
    """Identifier of the user."""
    full_name: str
    """First and last name."""
