"""Generated; do not edit."""

from pydantic import StrictBool, StrictInt

from .._runtime.models import Model


class BulkRefreshFailure(Model):
    """Why a data source could not be queued for a refresh."""

    error: str
    """Explanation for a reader."""


class BulkRefreshFailures(Model):
    """What could not be queued for a refresh. There may be further members."""

    description: str | None = None
    """Explanation for a reader."""
    invalid_datasources: dict[str, BulkRefreshFailure] | None = None
    """The data sources that failed, identifiers with the reason."""


class BulkRefresh(Model):
    """What became of a request to refresh several data sources."""

    op_requested: str
    """The operation that was asked for, `refresh`."""
    success: StrictBool
    """Whether the request worked; look at `failed_results` for what did not."""
    total_datasources_requested: StrictInt
    """Number of data sources that were asked for."""
    total_instances_requested: StrictInt
    """Number of instances that these data sources have."""
    queue_status: StrictInt | None = None
    """Status of the queue, such as 200. May be left out where nothing was queued."""
    total_instances_queued: StrictInt | None = None
    """Number of instances that were queued. May be left out where nothing was."""
    failed_results: BulkRefreshFailures | None = None
    """What could not be queued; left out when there is nothing."""
