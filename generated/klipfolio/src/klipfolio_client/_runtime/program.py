"""The program around the client: it may fork, and a warning has to point at its own line."""

from __future__ import annotations

import os
import warnings
from inspect import currentframe
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_renewals: WeakKeyDictionary[Any, Callable[[Any], object]] = WeakKeyDictionary()


def after_fork(owner: T, renew: Callable[[T], object]) -> None:
    """Have ``renew(owner)`` called in every child process forked from now on, while the owner lives.

    It may not wait for a lock: of the parent's threads, none lives in the child to release it.
    """
    _renewals[owner] = renew


def _renew_all() -> None:
    for owner, renew in list(_renewals.items()):
        renew(owner)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_renew_all)


def warn_caller(message: str) -> None:
    """Warn with a ``UserWarning`` attributed to the first frame outside this package."""
    package = __name__.partition(".")[0]
    frame = currentframe()
    level = 1
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == package:
        frame = frame.f_back
        level += 1
    warnings.warn(message, UserWarning, stacklevel=level)
