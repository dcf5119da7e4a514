"""Generated; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StrictBool, StrictInt

from .._runtime.models import Model


class ProcedureOwner(Model):
    """The position that answers for a procedure."""

    id: StrictInt
    """Identifier of the position."""
    job_title: str | None = None
    """Title of the position."""


ProcedureStatus: TypeAlias = Annotated[
    Literal["published", "draft", "archived", "PUBLISHED", "DRAFT", "EDITED"] | str, Field(union_mode="left_to_right")
]
"""State of publication; the third edition writes it in capitals. Compare without regard to case."""


ProcedureType: TypeAlias = Annotated[
    Literal["PROCESS_MODEL", "TASK_INSTRUCTIONS", "SUBPROCESS", "TASK"] | str, Field(union_mode="left_to_right")
]
"""Kind of procedure."""


class ProcedureReference(Model):
    """Another procedure, in short."""

    id: Annotated[str | StrictInt, Field(union_mode="left_to_right")]
    """Identifier of that procedure."""
    name: str
    """Display name of that procedure."""
    type: ProcedureType | None = None
    """Kind of that procedure."""
    status: ProcedureStatus | None = None
    """State of publication of that procedure."""
    url: str | None = None
    """Address of that procedure in the product."""
    updated_at: datetime | None = None
    """When that procedure last changed."""
    first_published_at: datetime | None = None
    """When that procedure was first published."""


ReferenceOrName: TypeAlias = Annotated[str | ProcedureReference, Field(union_mode="left_to_right")]
"""Another procedure, by name or (third edition) in short."""


class Procedure(Model):
    """A procedure, process, subprocess or task."""

    id: Annotated[str | StrictInt, Field(union_mode="left_to_right")]
    """Identifier, stable across edits; a string in the first two editions, an integer in the third."""
    name: str
    """Display name; may change."""
    type: ProcedureType | None = None
    """Kind of procedure."""
    status: ProcedureStatus
    """State of publication."""
    owner: Annotated[str | ProcedureOwner | None, Field(union_mode="left_to_right")]
    """Who answers for the procedure, as a name, a mail address or (third edition) a position."""
    performer: str | None = None
    """Role or team that does the work; absent in the third edition."""
    lanes: list[LaneOrName]
    """Roles that take part, as names or (third edition) as lanes."""
    created_at: datetime | None = None
    """When the procedure was made, as far as the API tells."""
    updated_at: datetime
    """When the procedure last changed in any way."""
    first_published_at: datetime | None = None
    """When the procedure was first published."""
    url: str
    """Address of the procedure in the product; its host and path differ between editions."""
    called_within: list[ReferenceOrName]
    """Procedures that contain this one, as names or (third edition) as references."""
    called_from: list[ReferenceOrName]
    """Related or earlier procedures, as names or (third edition) as references."""


class ProcedurePage(Model):
    """One page of procedures."""

    data: list[Procedure]
    """The procedures on this page."""
    has_next: Annotated[StrictBool | None, Field(alias="hasNext")] = None
    """Whether more pages follow; absent means this is the last."""
    total_count: Annotated[StrictInt | None, Field(alias="totalCount")] = None
    """Number of matching procedures over all pages; absent in the third edition of the page."""


class ProcedureLane(Model):
    """A role that takes part in a procedure."""

    id: Annotated[str | StrictInt, Field(union_mode="left_to_right")]
    """Identifier of the lane."""
    name: str
    """Name of the role."""
    nested_lanes: Annotated[list[LaneOrName] | None, Field(alias="nestedLanes")] = None
    """Lanes inside this one."""


LaneOrName: TypeAlias = Annotated[str | ProcedureLane, Field(union_mode="left_to_right")]
"""A role that takes part, by name or (third edition) as a lane."""
