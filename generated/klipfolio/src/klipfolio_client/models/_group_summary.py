"""Generated; do not edit."""

from __future__ import annotations

from .._runtime.models import Model
from ._group_member import GroupMember


class GroupSummary(Model):
    """A group of users, as a row of the list."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text; may be null."""
    external_id: str | None = None
    """Identifier in a system of your own; left out when there is none."""
    members: list[GroupMember] | None = None
    """With `full`, the users in the group."""
