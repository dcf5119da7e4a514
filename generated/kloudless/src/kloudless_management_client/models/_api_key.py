"""Generated; do not edit."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictInt

from .._runtime.models import Model


class ApiKey(Model):
    """A key of an application. It has no identifier but the secret itself."""

    key: Annotated[str, Field(repr=False)]
    """The secret, unique over all applications."""
    created: datetime
    """When the key was made."""
    modified: datetime
    """When the key last changed."""


class ApiKeyPage(Model):
    """One page of API keys."""

    total: StrictInt
    """Number of API keys over all pages."""
    count: StrictInt
    """Number of API keys on this page."""
    page: StrictInt
    """Number of this page, counted from 1."""
    objects: list[ApiKey]
    """The API keys on this page."""
