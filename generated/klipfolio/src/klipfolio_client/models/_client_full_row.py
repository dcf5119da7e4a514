"""ClientFullRow. Generated from specs/klipfolio.yaml; do not edit."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import Field

ClientFullRow: TypeAlias = Annotated[str | dict[str, Any], Field(union_mode="left_to_right")]
"""A row that `full` adds to a client account, an identifier or an object. Its form is not documented."""
