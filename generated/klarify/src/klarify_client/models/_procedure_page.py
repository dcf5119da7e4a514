"""Generated; do not edit."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StrictInt

from .._runtime.models import Model
from ._procedure import Procedure


class ProcedurePage(Model):
    """One page of procedures."""

    data: list[Procedure]
    """The procedures on this page."""
    has_next: Annotated[StrictBool | None, Field(alias="hasNext")] = None
    """Whether more pages follow; absent means this is the last."""
    total_count: Annotated[StrictInt | None, Field(alias="totalCount")] = None
    """Number of matching procedures over all pages; absent in the third edition of the page."""
