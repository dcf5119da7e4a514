"""Objects that callers write. Generated; do not edit."""

from typing import NotRequired, TypedDict

from . import ClientFeatureName, ClientResourceKey, TabVisibility


class ClientFeatureInput(TypedDict):
    """A feature to switch on or off."""

    name: ClientFeatureName
    """Name of the feature, not its display name."""
    enabled: bool
    """Whether to switch it on."""


class ClientResourceInput(TypedDict):
    """An allowance to set."""

    name: ClientResourceKey
    """Key of the resource, not its display name."""
    value: int
    """How much the account may use; -1 means no limit."""


class ClientShareRightInput(TypedDict):
    """A group to share a client account with."""

    group_id: str
    """Identifier of the group."""
    can_manage: bool
    """Whether its members may manage the account, not only open it."""


class GroupShareRightInput(TypedDict):
    """A group to share something with."""

    group_id: str
    """Identifier of the group."""
    can_edit: bool
    """Whether its members may change it, not only use it."""


class TabKlipPlacement(TypedDict):
    """A klip and where it goes on a tab."""

    klip_id: str
    """Identifier of the klip, not of an instance."""
    region: NotRequired[int]
    """Region of the layout. Whether counting starts at 0 or 1 is not documented."""
    position: NotRequired[int]
    """Place within the region, counted from 0."""


class TabShareRightInput(TypedDict):
    """A group and what it may do with a tab."""

    group_id: str
    """Identifier of the group."""
    can_edit: bool
    """Whether the group may change the tab."""
    visibility: NotRequired[TabVisibility]
    """Where members of the group find the tab."""


class UserShareRightInput(TypedDict):
    """A user to share something with."""

    user_id: str
    """Identifier of the user."""
    can_edit: bool
    """Whether the user may change it, not only use it."""
