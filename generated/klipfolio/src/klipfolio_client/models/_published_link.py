"""Generated; do not edit."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from .._runtime.models import Model


class PublishedLinkAuthor(Model):
    """The user who made a published link."""

    user_public_id: str
    """Identifier of the user."""
    user_name: str
    """Name of the user."""


PublishedLinkVisibility: TypeAlias = Annotated[Literal["public_searchable"] | str, Field(union_mode="left_to_right")]
"""Who may find a published dashboard. Other values are possible."""


class PublishedLink(Model):
    """A link under which a dashboard is shown without an account."""

    id: str
    """Identifier of the link."""
    published_link_name: str
    """Name of the link; a request calls it `name`."""
    dashboard_url: str
    """Address of the published dashboard, without `https://` before it."""
    visibility: PublishedLinkVisibility
    """Who may find the dashboard."""
    date_created: datetime
    """When the link was made."""
    created_by: PublishedLinkAuthor
    """User who made the link."""
    date_last_accessed: datetime | None = None
    """When the link was last opened; null before anybody did."""

    @property
    def location(self) -> str:
        """Path of the object, as creates of other objects tell it."""
        return f"/dashboard-published-links/{self.id}"
