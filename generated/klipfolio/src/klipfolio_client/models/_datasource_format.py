"""DatasourceFormat. Generated from specs/klipfolio.yaml; do not edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

DatasourceFormat: TypeAlias = Annotated[Literal["csv", "xml", "xls", "json"] | str, Field(union_mode="left_to_right")]
"""Format of a data source's data."""
