"""Generated; do not edit."""

from datetime import datetime
from typing import Any

from pydantic import StrictBool, StrictInt

from .._runtime.models import Model
from ._user_role import UserRole


class ProfileCompany(Model):
    """The company of the calling user."""

    id: str
    """Identifier of the company."""
    name: str
    """Name of the company."""


class ProfileGroup(Model):
    """A group of the calling user."""

    id: str
    """Identifier of the group."""
    name: str
    """Name of the group."""
    type: StrictInt | None = None
    """Kind of the group, a number such as 10."""


class ProfileTabLayout(Model):
    """The arrangement of the klips on a tab of the calling user."""

    type: str
    """Kind of the layout, as for a tab."""
    state: dict[str, Any]
    """Place of each klip, in a form that depends on `type`."""


class ProfileTabInstance(Model):
    """A tab on the calling user's dashboard."""

    id: str
    """Identifier of the tab instance."""
    tab_id: str
    """Identifier of the tab."""
    name: str
    """Name of the tab."""
    context: str | None = None
    """Where the tab is shown, such as `desktop`."""
    layout: ProfileTabLayout | None = None
    """How the klips are arranged."""


class UserProfile(Model):
    """The user whom a credential belongs to."""

    id: str
    """Identifier of the user."""
    company: ProfileCompany
    """The company that the user belongs to. Everywhere else a company is a string."""
    first_name: str
    """First name."""
    last_name: str
    """Last name."""
    email: str
    """E-mail address, with which the user signs in."""
    date_last_login: datetime | None = None
    """When the user last signed in."""
    date_created: datetime
    """When the user was made."""
    is_locked_out: StrictBool
    """Whether the user is locked out."""
    tab_instances: list[ProfileTabInstance] | None = None
    """Tabs on the user's dashboard; with `full` only."""
    groups: list[ProfileGroup] | None = None
    """Groups of the user; with `full` only."""
    properties: dict[str, Any] | None = None
    """Dashboard properties of the user; with `full` only."""
    roles: list[str | UserRole] | None = None
    """The user's roles, as identifiers or as objects; with `full` only."""
    permissions: list[str] | None = None
    """Names of the user's permissions; with `full` only."""
