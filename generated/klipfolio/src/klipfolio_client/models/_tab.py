"""Generated; do not edit."""

from datetime import datetime
from typing import Annotated, TypeAlias

from pydantic import Field

from .._runtime.models import Model
from ._tab_share_right import TabShareRight


class TabMemberDetail(Model):
    """A klip on a tab read with `full`. Any member may be missing."""

    id: str | None = None
    """Identifier of the klip instance."""
    klip_id: str | None = None
    """Identifier of the klip."""
    name: str | None = None
    """Name of the klip."""


TabMember: TypeAlias = Annotated[str | TabMemberDetail, Field(union_mode="left_to_right")]
"""A klip on a tab read with `full`, as an object or by the identifier of the instance."""


class Tab(Model):
    """A tab, which the product calls a dashboard."""

    id: str
    """Identifier."""
    name: str
    """Name."""
    description: str | None = None
    """Free text."""
    company: str | None = None
    """Name of the company that the tab belongs to."""
    created_by: str | None = None
    """Identifier of the user who made it."""
    last_updated: datetime | None = None
    """When it last changed."""
    klip_instances: list[TabMember] | None = None
    """The klips on the tab; only with `full`."""
    share_rights: list[TabShareRight] | None = None
    """Groups that may use the tab; only with `full`."""
