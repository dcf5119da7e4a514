"""The whole answer behind a result: status, headers, bytes, attempts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .operation import Operation
    from .retry import Retry

T = TypeVar("T")


def request_id(headers: Mapping[str, str]) -> str | None:
    """Return the value of the header that names the request, if there is one."""
    return next((value for name, value in headers.items() if name.lower().endswith("request-id")), None)


@dataclass(frozen=True, slots=True)
class RawResponse(Generic[T]):
    """One answered call.

    Attributes:
        operation: The operation that was called.
        method: HTTP method.
        url: Address that was called, with credentials masked.
        status_code: HTTP status.
        headers: Headers of the answer; names are looked up without regard to case.
        content: Body of the answer, decompressed; that of a download is empty until it is read.
        attempts: How many times the request was sent.
        elapsed: Seconds from the start of the call to the answer, waits included.
        parsed: What the method itself would have returned.
        history: The attempts before the last one: what went wrong, and the wait that followed.
    """

    operation: Operation[T]
    method: str
    url: str
    status_code: int
    headers: Mapping[str, str]
    content: bytes
    attempts: int
    elapsed: float
    parsed: T
    history: tuple[Retry, ...] = ()

    def fill(self, content: bytes) -> None:
        """Take the body of a download, which was read after the answer was made."""
        object.__setattr__(self, "content", content)

    @property
    def request_id(self) -> str | None:
        """The service's name for this request, if it gave one in a header."""
        return request_id(self.headers)

    @property
    def text(self) -> str:
        """The body as text; bytes that are not UTF-8 are replaced."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """Return the body as plain JSON values: the envelope, with members the models leave out of the way."""
        return json.loads(self.content)

    def __repr__(self) -> str:
        return f"<RawResponse {self.method} {self.url} {self.status_code}, {self.attempts} attempts>"
