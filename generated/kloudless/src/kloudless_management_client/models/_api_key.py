"""Generated; do not edit."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from .._runtime.models import Model


class ApiKey(Model):
    """A key of an application. It has no identifier but the secret itself."""

    key: Annotated[str, Field(repr=False)]
    """The secret, unique over all applications."""
    created: datetime
    """When the key was made."""
    modified: datetime
    """When the key last changed."""
