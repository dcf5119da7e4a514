"""The store that a caller means."""

from __future__ import annotations

import os
import re

from .._runtime.credentials import hidden
from .._runtime.errors import ConfigurationError
from .state import SyncState


def state_for(value: str | os.PathLike[str] | SyncState) -> SyncState:
    """Return the store that is meant: a path is a file, ``sqlite:///path`` SQLite, any other URL SQLAlchemy's.

    As in SQLAlchemy, ``sqlite:///sync.db`` is relative to the working directory; absolute paths have four slashes.

    Raises:
        ConfigurationError: It is no path and no URL of a database, or what the database needs is not installed.
        TypeError: It is something else.
    """
    # It may hold a password, which a traceback with local variables has no need to show.
    value = hidden(value)
    if isinstance(value, SyncState):
        return value
    if not isinstance(value, str):
        path: object = os.fspath(value) if hasattr(value, "__fspath__") else value
        if not isinstance(path, str):
            raise TypeError(f"state: a path, the URL of a database, or a SyncState; not {type(path).__name__}")
        return _file(path)
    if not value.strip():
        raise ConfigurationError("state: a path or the URL of a database, not an empty text")
    if not (scheme := re.match(r"([A-Za-z][\w+.-]+):", value)):
        return _file(value)
    if not value[scheme.end() :].startswith("//"):
        raise ConfigurationError(
            f"state: a URL goes on with two slashes after {scheme[0]!r}; for a file whose name begins like that, give "
            "a pathlib.Path"
        )
    if scheme[1].lower() == "sqlite":
        from .state_database import SQLiteState

        return SQLiteState.of_url(value)
    from .state_database import SQLAlchemyState

    return SQLAlchemyState(value)


def _file(path: str) -> SyncState:
    from .state_file import FileState

    return FileState(path)
