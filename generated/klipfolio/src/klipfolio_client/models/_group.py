"""Generated; do not edit."""

from __future__ import annotations

from pydantic import StrictInt

from .._runtime.models import Model
from ._group_member import GroupMember


class Group(Model):
    """A group of users, read alone."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text; may be null."""
    company: str | None = None
    """Name of the company, or `Self`."""
    num_members: StrictInt | None = None
    """Number of users in the group."""
    external_id: str | None = None
    """Identifier in a system of your own; left out when there is none."""
    members: list[GroupMember] | None = None
    """With `full`, the users in the group."""
