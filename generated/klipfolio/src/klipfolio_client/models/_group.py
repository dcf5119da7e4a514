"""Generated; do not edit."""

from pydantic import StrictInt

from .._runtime.models import Model


class GroupMember(Model):
    """A user in a group, in short."""

    id: str
    """Identifier of the user."""
    full_name: str
    """First and last name."""


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
