"""Generated; do not edit."""

from .._runtime.models import Model


class TabKlipInstance(Model):
    """A klip placed on a tab."""

    id: str
    """Identifier of the instance."""
    klip_id: str
    """Identifier of the klip."""
    name: str
    """Name of the klip."""


class TabSummary(Model):
    """A tab, as a list shows it."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text."""
