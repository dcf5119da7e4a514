"""The value that means "do not send this member", which is not the same as sending ``null``."""

from typing import Final, final


@final
class Omit:
    """Type of :data:`omit`; a parameter of this type may be left out of the request."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "omit"


omit: Final = Omit()
"""Default of every optional body member: the member is not sent, so the service keeps or chooses its value."""
