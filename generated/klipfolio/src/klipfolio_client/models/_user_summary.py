"""Generated; do not edit."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StrictBool

from .._runtime.models import Model
from ._user import UserGroupReference
from ._user_role import UserRole


class UserSummary(Model):
    """A user, as a row of the list."""

    id: str
    """Identifier."""
    first_name: str
    """First name."""
    last_name: str
    """Last name."""
    email: str
    """E-mail address."""
    date_last_login: datetime | None = None
    """When the user last signed in. Missing or null for a user who never did."""
    is_activated: Annotated[StrictBool | None, Field(alias="isActivated")] = None
    """Whether the user is activated."""
    external_id: str | None = None
    """Identifier in a system of your own; left out when there is none."""
    tab_instances: list[str] | None = None
    """With `full`, identifiers of the tab instances on the user's dashboard."""
    properties: dict[str, Any] | None = None
    """With `full`, the user's properties, names with values."""
    roles: list[str | UserRole] | None = None
    """With `include_roles`, the user's roles, as identifiers or as objects."""
    groups: list[str | UserGroupReference] | None = None
    """With `include_groups`, the user's groups, as identifiers or as objects."""
