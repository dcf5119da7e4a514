"""Generated; do not edit."""

from pydantic import StrictBool

from .._runtime.models import Model


class ClientShareRight(Model):
    """A group that may work with a client account."""

    group_id: str
    """Identifier of the group."""
    group_name: str
    """Name of the group."""
    can_manage: StrictBool
    """Whether its members may manage the account, not only open it."""
