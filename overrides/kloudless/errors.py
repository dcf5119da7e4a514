"""What the error bodies of the Kloudless Management API mean: ``{"error_code": ..., "message": ..., "id": ...}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.errors import ErrorFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

_HINTS = {
    401: "The developer key is on the portal's account page; an application's API key does not work here.",
    409: "See conflicting_resource_id in .body, where the service names what is in the way.",
}


def describe_error(status: int, body: Mapping[str, object]) -> ErrorFacts:
    """Read an error answer of the service; every member is optional."""
    code, message, name = (body.get(key) for key in ("error_code", "message", "id"))
    return ErrorFacts(
        message=message if isinstance(message, str) else None,
        error_code=code if isinstance(code, str) else None,
        request_id=name if isinstance(name, str) else None,
        hint=_HINTS.get(status),
    )
