"""Generated; do not edit."""

from .._runtime.models import Model


class UserRole(Model):
    """A role that a user has."""

    id: str
    """Identifier of the role."""
    name: str
    """Name of the role."""
    description: str | None = None
    """Free text; may be null."""
