"""What the error bodies of the Klipfolio API mean: ``{"meta": {"error_code": ..., "error_desc": ..., ...}}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from .._runtime.errors import ErrorFacts

if TYPE_CHECKING:
    from collections.abc import Mapping

# 401 is the answer to a bad credential and to a user who lacks a permission; only these codes tell the former.
_CREDENTIAL_HINTS = {
    "auth_fail": "Check the API key, or the e-mail address and password, for typing errors.",
    "auth_not_provided": "The credential did not arrive; check base_url and proxies.",
}
_TOO_MANY = (
    "A company has five requests a second and, by its plan, a number a day, whoever makes them. If others make some "
    "too, give the client a smaller RateLimit; if the day is used up, it begins again at midnight in New York."
)


def describe_error(status: int, body: Mapping[str, object]) -> ErrorFacts:
    """Read an error answer of the service; every member is optional."""
    found = body.get("meta")
    meta = cast("dict[str, object]", found) if isinstance(found, dict) else {}
    code, message, name = (meta.get(key) for key in ("error_code", "error_desc", "error_id"))
    code = code if isinstance(code, str) and code else None
    hint = _CREDENTIAL_HINTS.get(code or "") if status == 401 else None
    return ErrorFacts(
        message=message if isinstance(message, str) and message else code,
        error_code=code,
        request_id=name if isinstance(name, str) and name else None,
        hint=_TOO_MANY if status == 429 else hint,
        permission=status == 401 and hint is None,
    )
