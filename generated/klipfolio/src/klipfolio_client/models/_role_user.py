"""Generated; do not edit."""

from __future__ import annotations

from .._runtime.models import Model


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
