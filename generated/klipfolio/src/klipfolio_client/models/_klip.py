"""Generated; do not edit."""

from datetime import datetime

from .._runtime.models import Model
from ._share_right import ShareRight


class Klip(Model):
    """A klip, without its definition."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text; may be null."""
    company: str
    """Name of the company that the klip belongs to."""
    created_by: str
    """Identifier of the user who made it."""
    date_created: datetime
    """When it was made."""
    last_updated: datetime
    """When it last changed."""
    share_rights: list[ShareRight] | None = None
    """Groups that may use the klip; only with `full`."""
