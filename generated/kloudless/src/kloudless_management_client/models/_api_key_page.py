"""Generated; do not edit."""

from __future__ import annotations

from pydantic import StrictInt

from .._runtime.models import Model
from ._api_key import ApiKey


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
