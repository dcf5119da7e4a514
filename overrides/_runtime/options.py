"""What may be set for a single call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from httpx2 import Timeout


class CallOptions(TypedDict, total=False):
    """Keyword arguments that every method takes.

    Attributes:
        timeout: Seconds for each attempt, or an ``httpx2.Timeout``; instead of the client's.
        max_retries: Most retries of this call, 0 for none; instead of the client's.
        extra_headers: Headers to send in addition. The credential's own header is refused.
        extra_query: Query parameters to send in addition. The credential's own parameter is refused.
    """

    timeout: float | Timeout
    max_retries: int
    extra_headers: Mapping[str, str]
    extra_query: Mapping[str, str | int | float | bool]
