"""Text that does not show itself where somebody prints what holds it."""

from __future__ import annotations

from typing import TypeVar, cast

T = TypeVar("T")

MASK = "***"
"""What is shown in place of a secret."""


class _Hidden(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return repr(MASK)


def hidden(value: T) -> T:
    """Return a text as one whose ``repr`` is a mask, and anything else as it is.

    Error reporters print the local variables of a traceback, and debuggers what objects are made of.
    """
    return cast("T", _Hidden(value)) if type(value) is str else value
