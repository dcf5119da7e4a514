"""Generated; do not edit."""

from __future__ import annotations

from .._runtime.models import Model


class TabKlipInstance(Model):
    """A klip placed on a tab."""

    id: str
    """Identifier of the instance."""
    klip_id: str
    """Identifier of the klip."""
    name: str
    """Name of the klip."""
