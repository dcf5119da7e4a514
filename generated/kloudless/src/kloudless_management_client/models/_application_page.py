"""Generated; do not edit."""

from __future__ import annotations

from pydantic import StrictInt

from .._runtime.models import Model
from ._application import Application


class ApplicationPage(Model):
    """One page of applications."""

    total: StrictInt
    """Number of matching applications over all pages."""
    count: StrictInt
    """Number of applications on this page."""
    page: StrictInt
    """Number of this page, counted from 1."""
    objects: list[Application]
    """The applications on this page."""
