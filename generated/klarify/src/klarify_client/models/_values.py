"""Values that members may have. Generated; do not edit."""

from typing import Literal, TypeAlias

ProcedureSort: TypeAlias = Literal[
    "updated_at,asc",
    "updated_at,desc",
    "name,asc",
    "name,desc",
    "created_at,asc",
    "created_at,desc",
    "status,asc",
    "status,desc",
]
"""What to order procedures by, as field and direction."""
