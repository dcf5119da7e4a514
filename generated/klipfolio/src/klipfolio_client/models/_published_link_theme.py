"""PublishedLinkTheme. Generated from specs/klipfolio.yaml; do not edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

PublishedLinkTheme: TypeAlias = Annotated[Literal["light", "dark"] | str, Field(union_mode="left_to_right")]
"""Colors of a published dashboard."""
