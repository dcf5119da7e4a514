"""Generated; do not edit."""

from .._runtime.models import Model
from ._tab_share_right import TabShareRight
from ._user_share_right import UserShareRight


class TabShareRights(Model):
    """Who may use a tab."""

    share_rights: list[TabShareRight]
    """Groups that may use the tab."""
    user_share_rights: list[UserShareRight] | None = None
    """Users who may use the tab."""
