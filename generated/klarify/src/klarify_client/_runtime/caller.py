"""Warnings that point at the line of the user's program, not at ours."""

import sys
import warnings


def warn_caller(message: str) -> None:
    """Warn with a ``UserWarning`` attributed to the first frame outside this package."""
    package = __name__.partition(".")[0]
    frame = sys._getframe(1)
    level = 2
    while frame.f_back is not None and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        frame = frame.f_back
        level += 1
    warnings.warn(message, UserWarning, stacklevel=level - 1)
