"""Generated; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from .._runtime.models import Model


class KlipAnnotation(Model):
    """A note on a klip."""

    id: str
    """Identifier."""
    created_by: Annotated[KlipAnnotationAuthor, Field(alias="createdBy")]
    """User who wrote it."""
    date_created: datetime
    """When it was written."""
    body: str
    """The text."""


class KlipAnnotationAuthor(Model):
    """The user who wrote an annotation."""

    id: str
    """Identifier of the user."""
    name: str
    """Full name of the user."""
