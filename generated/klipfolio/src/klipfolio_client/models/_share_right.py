"""Generated; do not edit."""

from pydantic import StrictBool

from .._runtime.models import Model


class ShareRight(Model):
    """A group that something is shared with."""

    group_id: str
    """Identifier of the group."""
    group_name: str | None = None
    """Name of the group."""
    can_edit: StrictBool
    """Whether its members may change it, not only use it."""
