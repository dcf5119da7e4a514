"""The store that a caller means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.errors import ConfigurationError
from .state import SyncState

if TYPE_CHECKING:
    from os import PathLike


def state_for(given: SyncState | str | PathLike[str]) -> SyncState:
    """Return the state that a path, a URL or a state itself stands for.

    Raises:
        ConfigurationError: It stands for none.
    """
    if isinstance(given, SyncState):
        return given
    raise ConfigurationError("state: give a SyncState")
