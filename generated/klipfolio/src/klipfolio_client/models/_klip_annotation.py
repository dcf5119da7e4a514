"""Generated; do not edit."""

from datetime import datetime
from typing import Annotated, TypeAlias

from pydantic import Field

from .._runtime.models import Model


class KlipAnnotationAuthor(Model):
    """The user who wrote an annotation."""

    id: str
    """Identifier of the user."""
    name: str
    """Full name of the user."""


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


class KlipClientInstanceDetail(Model):
    """A copy of a klip in a client account: identifier and name of the copy, name of the client. The names of these
    members are not documented.
    """


KlipClientInstance: TypeAlias = Annotated[str | KlipClientInstanceDetail, Field(union_mode="left_to_right")]
"""A copy of a klip in a client account, its identifier alone or, with `full`, an object."""
