"""What the error bodies of the Klarify Integration API mean: ``{"error": ..., "message": ...}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._runtime.errors import AuthenticationError, ErrorFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

# The service has no 401: a bad key is answered with 404, a missing one with 500, told apart by the body alone.
_KEY_ERRORS = {
    (404, "invalid access_key"): "Check the key for typing errors; making a new key disables the old one at once.",
    (500, "missing required access_key"): "The key did not arrive; check base_url and proxies.",
}


def describe_error(status: int, body: Mapping[str, object]) -> ErrorFacts:
    """Read an error answer of the service."""
    error, message = body.get("error"), body.get("message")
    code = error if isinstance(error, str) else None
    text = message if isinstance(message, str) else code
    key_hint = _KEY_ERRORS.get((status, code or ""))
    if key_hint is not None:
        return ErrorFacts(message=text, error_code=code, error_class=AuthenticationError, final=True, hint=key_hint)
    if status == 404:
        return ErrorFacts(message=text, error_code=code, hint="This address is unknown there; check base_url.")
    return ErrorFacts(message=text, error_code=code)
