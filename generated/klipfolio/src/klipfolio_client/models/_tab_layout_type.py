"""TabLayoutType. Generated from specs/klipfolio.yaml; do not edit."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

TabLayoutType: TypeAlias = Annotated[
    Literal[
        "100",
        "50_50",
        "30_60",
        "60_30",
        "30_30_30",
        "100_50_50",
        "100_30_60",
        "100_60_30",
        "100_30_30_30",
        "50_50_100",
        "30_60_100",
        "60_30_100",
        "30_30_30_100",
        "100_50_50_100",
        "100_30_60_100",
        "100_60_30_100",
        "100_30_30_30_100",
        "grid",
    ]
    | str,
    Field(union_mode="left_to_right"),
]
"""Kind of layout: `grid`, or the widths of the columns in percent, row by row."""
