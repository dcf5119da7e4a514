"""Generated; do not edit."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StrictBool, StrictInt

from .._runtime.models import Model
from ._share_right import ShareRight
from ._values import DatasourceConnector, DatasourceFormat


class Datasource(Model):
    """A data source, which fetches or receives data."""

    id: str
    """Identifier of the data source."""
    company: str
    """Name of the company that it belongs to; `Self` for your own."""
    name: str
    """Name of the data source."""
    description: str | None = None
    """Free text."""
    connector: DatasourceConnector
    """Where the data come from."""
    format: DatasourceFormat
    """Format of the data."""
    refresh_interval: StrictInt
    """Seconds between two refreshes; 0 means never."""
    created_by: str
    """Identifier of the user who made it."""
    is_dynamic: StrictBool
    """Whether it may have several instances."""
    disabled: StrictBool
    """Whether it is switched off."""
    date_created: datetime
    """When it was made."""
    date_last_refresh: datetime | None = None
    """When it last refreshed."""
    last_updated: datetime | None = None
    """When it last changed."""
    in_progress: StrictBool | None = None
    """Whether it is refreshing now."""
    is_locked: StrictBool | None = None
    """Whether it is locked."""
    is_data_feed: Annotated[StrictBool | None, Field(alias="isDataFeed")] = None
    """Whether it is a data feed."""
    product_family: StrictInt | None = None
    """A number whose meaning is not documented."""
    service_provider_public_id: Annotated[str | None, Field(alias="serviceProviderPublicId")] = None
    """Identifier of the service provider."""
    properties: Annotated[dict[str, Any] | None, Field(repr=False)] = None
    """Connection settings, names with values; they may hold credentials. May come with `full` only."""
    share_rights: list[ShareRight] | None = None
    """Groups that it is shared with. May come with `full` only."""
