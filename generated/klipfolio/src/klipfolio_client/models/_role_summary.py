"""Generated; do not edit."""

from .._runtime.models import Model


class RoleSummary(Model):
    """A role, as a row of the list."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text; may be null."""


class RoleUser(Model):
    """A user who has a role."""

    id: str | None = None
    """Identifier of the user; may be missing."""
    first_name: str
    """First name."""
    last_name: str
    """Last name."""
    email: str
    """E-mail address."""
