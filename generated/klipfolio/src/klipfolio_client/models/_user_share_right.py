"""Generated; do not edit."""

from pydantic import StrictBool

from .._runtime.models import Model


class UserShareRight(Model):
    """A user whom something is shared with."""

    user_id: str
    """Identifier of the user."""
    first_name: str | None = None
    """First name."""
    last_name: str | None = None
    """Last name."""
    can_edit: StrictBool
    """Whether the user may change it, not only use it."""
