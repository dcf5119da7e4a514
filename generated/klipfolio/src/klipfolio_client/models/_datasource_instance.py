"""Generated; do not edit."""

from datetime import datetime

from pydantic import StrictInt

from .._runtime.models import Model


class DatasourceInstance(Model):
    """An instance of a data source, with data of its own."""

    id: str
    """Identifier of the instance. Unless the data source is dynamic, it is that of the data source."""
    datasource_id: str
    """Identifier of the data source."""
    datasource_name: str
    """Name of the data source."""
    refresh_fail_count: StrictInt
    """How often a refresh failed."""
    data_size: StrictInt | None = None
    """Size of the stored data, in bytes."""
    date_last_refresh: datetime | None = None
    """When the instance last refreshed."""
