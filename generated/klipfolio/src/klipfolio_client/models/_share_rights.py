"""Generated; do not edit."""

from .._runtime.models import Model
from ._share_right import ShareRight
from ._user_share_right import UserShareRight


class ShareRights(Model):
    """Whom something is shared with."""

    share_rights: list[ShareRight]
    """Groups that it is shared with."""
    user_share_rights: list[UserShareRight] | None = None
    """Single users whom it is shared with."""
