"""Generated; do not edit."""

from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictInt

from .._runtime.models import Model

ClientFullRow: TypeAlias = Annotated[str | dict[str, Any], Field(union_mode="left_to_right")]
"""A row that `full` adds to a client account, an identifier or an object. Its form is not documented."""


ClientStatusLabel: TypeAlias = Annotated[
    Literal["Active", "Trial", "Setup", "Disabled"] | str, Field(union_mode="left_to_right")
]
"""State of a client account, as it is answered: capitalized."""


class Client(Model):
    """A client account of a partner company."""

    id: str
    """Identifier of the client account."""
    name: str
    """Name of the client company."""
    description: str | None = None
    """Free text."""
    status: ClientStatusLabel | None = None
    """State of the account, capitalized."""
    seats: StrictInt | None = None
    """Number of users that the account may have; -1 means no limit."""
    last_sign_in: datetime | None = None
    """When somebody last signed in; null when nobody did."""
    external_id: str | None = None
    """Identifier of your own; left out when there is none."""
    custom_theme: StrictBool | None = None
    """Whether the account has a theme of its own. Only where your own company has that feature."""
    users: list[ClientFullRow] | None = None
    """Users of the account; with `full` only."""
    groups: list[ClientFullRow] | None = None
    """Groups of the account; with `full` only."""
    share_rights: list[ClientFullRow] | None = None
    """Groups that may work with the account; with `full` only."""


class ClientSummary(Model):
    """A client account, as a list shows it."""

    id: str
    """Identifier of the client account."""
    name: str
    """Name of the client company."""
    description: str | None = None
    """Free text."""
    status: ClientStatusLabel
    """State of the account, capitalized."""
    seats: StrictInt
    """Number of users that the account may have; -1 means no limit."""
    last_sign_in: datetime | None = None
    """When somebody last signed in; null when nobody did."""
    external_id: str | None = None
    """Identifier of your own; left out when there is none."""
    users: list[ClientFullRow] | None = None
    """Users of the account; with `full` only."""
    groups: list[ClientFullRow] | None = None
    """Groups of the account; with `full` only."""
    share_rights: list[ClientFullRow] | None = None
    """Groups that may work with the account; with `full` only."""
