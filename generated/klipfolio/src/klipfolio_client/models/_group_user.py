"""Generated; do not edit."""

from datetime import datetime

from pydantic import StrictBool

from .._runtime.models import Model


class GroupUser(Model):
    """A member of a group."""

    id: str
    """Identifier of the user."""
    company: str | None = None
    """Name of the company, or `Self`."""
    first_name: str | None = None
    """First name."""
    last_name: str | None = None
    """Last name."""
    email: str | None = None
    """E-mail address."""
    date_created: datetime | None = None
    """When the user was made."""
    date_last_login: datetime | None = None
    """When the user last signed in. Missing or null for a user who never did."""
    is_locked_out: StrictBool | None = None
    """Whether the user is kept from signing in."""
