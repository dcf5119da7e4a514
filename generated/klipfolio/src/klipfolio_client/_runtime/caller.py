"""Warnings that point at the line of the user's program, not at ours."""

import warnings
from inspect import currentframe


def warn_caller(message: str) -> None:
    """Warn with a ``UserWarning`` attributed to the first frame outside this package."""
    package = __name__.partition(".")[0]
    frame = currentframe()
    level = 1
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        frame = frame.f_back
        level += 1
    warnings.warn(message, UserWarning, stacklevel=level)
