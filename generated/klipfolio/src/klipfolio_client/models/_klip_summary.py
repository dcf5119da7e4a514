"""Generated; do not edit."""

from .._runtime.models import Model


class KlipSummary(Model):
    """A klip, as a list shows it."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text; may be null."""
