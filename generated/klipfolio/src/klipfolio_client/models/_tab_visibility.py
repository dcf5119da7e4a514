"""TabVisibility. Generated from specs/klipfolio.yaml; do not edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

TabVisibility: TypeAlias = Annotated[
    Literal["permanent", "dashboard", "library"] | str, Field(union_mode="left_to_right")
]
"""Where members of a group find a tab: `permanent`, on the dashboard and not to be removed; `dashboard`, on it,
but they may remove it; `library`, only in the library.
"""
