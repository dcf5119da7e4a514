"""Generated; do not edit."""

from pydantic import StrictInt

from .._runtime.models import Model
from ._values import PermissionName


class RoleUserReference(Model):
    """A user who has a role, in short. Members beside `id` are not documented."""

    id: str | None = None
    """Identifier of the user."""


class Role(Model):
    """A role, read alone."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text; may be null."""
    company: str | None = None
    """Name of the company, or `N/A` for a built-in role."""
    users: list[str | RoleUserReference] | None = None
    """With `full`, the users who have the role, as identifiers or as objects."""
    num_users: StrictInt | None = None
    """With `full`, the number of users who have the role."""
    permissions: list[PermissionName] | None = None
    """With `full`, the names of the permissions."""
