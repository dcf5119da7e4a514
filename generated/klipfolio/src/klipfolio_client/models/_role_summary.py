"""Generated; do not edit."""

from __future__ import annotations

from .._runtime.models import Model


class RoleSummary(Model):
    """A role, as a row of the list."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text; may be null."""
