"""Generated; do not edit."""

from datetime import datetime
from typing import Any

from pydantic import StrictBool

from .._runtime.models import Model


class UserGroupReference(Model):
    """A group that a user is a member of, in short."""

    id: str
    """Identifier of the group."""
    name: str
    """Name of the group."""


class User(Model):
    """A user, read alone."""

    id: str
    """Identifier."""
    first_name: str
    """First name."""
    last_name: str
    """Last name."""
    email: str
    """E-mail address."""
    company: str | None = None
    """Name of the company, or `Self`."""
    date_created: datetime | None = None
    """When the user was made."""
    date_last_login: datetime | None = None
    """When the user last signed in. Missing or null for a user who never did."""
    is_locked_out: StrictBool | None = None
    """Whether the user is kept from signing in."""
    external_id: str | None = None
    """Identifier in a system of your own; left out when there is none."""
    tab_instances: list[str] | None = None
    """With `full`, identifiers of the tab instances on the user's dashboard."""
    groups: list[UserGroupReference] | None = None
    """With `full`, the groups that the user is a member of."""
    roles: list[str] | None = None
    """With `full`, identifiers of the user's roles."""
    properties: dict[str, Any] | None = None
    """With `full`, the user's properties, names with values."""
