"""Generated; do not edit."""

from __future__ import annotations

from .._runtime.models import Model


class TabSummary(Model):
    """A tab, as a list shows it."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text."""
