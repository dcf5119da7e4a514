"""ClientStatusLabel. Generated from specs/klipfolio.yaml; do not edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

ClientStatusLabel: TypeAlias = Annotated[
    Literal["Active", "Trial", "Setup", "Disabled"] | str, Field(union_mode="left_to_right")
]
"""State of a client account, as it is answered: capitalized."""
