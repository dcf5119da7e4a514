"""Generated; do not edit."""

from datetime import datetime

from pydantic import StrictBool, StrictInt

from .._runtime.models import Model


class DatasourceSummary(Model):
    """A data source, as a list shows it."""

    id: str
    """Identifier of the data source."""
    name: str
    """Name of the data source."""
    description: str | None = None
    """Free text."""
    refresh_interval: StrictInt
    """Seconds between two refreshes; 0 means never."""
    date_last_refresh: datetime | None = None
    """When it last refreshed."""
    is_dynamic: StrictBool
    """Whether it may have several instances."""
