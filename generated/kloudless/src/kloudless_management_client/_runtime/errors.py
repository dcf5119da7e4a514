"""The errors a caller meets. None of their texts, attributes or causes holds a credential."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from .attempts import Retry


class ConfigurationError(ValueError):
    """The client was set up wrongly (no credential, unsafe base URL, ...); nothing was sent."""


class PaginationError(RuntimeError):
    """A list does not end, or the service answered the same page again."""


class APIError(Exception):
    """A call failed.

    Attributes:
        message: What went wrong, as far as the service tells it.
        operation: ``operationId`` of the call.
        method: HTTP method.
        url: Address that was called, with credentials masked.
        attempts: How many times the request was sent, or tried to be.
        elapsed: Seconds from the start of the call to the error, waits included.
        history: The attempts before the last one: what went wrong, and the wait that followed.
    """

    operation: str = ""
    method: str = ""
    url: str = ""
    attempts: int = 0
    elapsed: float = 0.0
    history: tuple[Retry, ...] = ()

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        # One line, for logs: services put line breaks into their messages.
        text = " ".join(self.message.split())
        if self.operation:
            text = f"{self.operation}: {text} [{self.method} {self.url}"
            text += f", {self.attempts} attempts]" if self.attempts > 1 else "]"
        return text

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self)!r})"


class APIConnectionError(APIError):
    """The service could not be reached, or the connection broke.

    Attributes:
        status_code: HTTP status of an answer that broke off, ``None`` if none had begun.
        request_id: The service's name for this request, if such an answer gave one.
    """

    status_code: int | None = None
    request_id: str | None = None

    def __str__(self) -> str:
        text = super().__str__()
        return f"{text} (HTTP {self.status_code}{_named(self.request_id)})" if self.status_code else text


class APITimeoutError(APIConnectionError):
    """The service did not answer within ``timeout``, or the call was not done by its ``deadline``."""


class DailyLimitError(APIError):
    """The budget of requests for this day, which the client was given, is spent; nothing was sent.

    Attributes:
        resets_at: When it starts again.
    """

    resets_at: datetime

    @classmethod
    def until(cls, resets_at: datetime, now: datetime, budget: int) -> DailyLimitError:
        """Make the error of a budget that starts again at a moment."""
        minutes = math.ceil((resets_at - now).total_seconds() / 60)
        hours = f"{minutes // 60} h {minutes % 60:02} min"
        error = cls(
            f"the budget of {budget} requests a day is spent and starts again at {resets_at.isoformat()}, in {hours}; "
            "wait until then, or make the client with a RateLimit of more per_day"
        )
        error.resets_at = resets_at
        return error


class SharedLimitError(APIError):
    """The store of a shared rate limit is away, and requests are not to go on without it; nothing was sent."""

    @classmethod
    def of(cls, store: str, problem: str) -> SharedLimitError:
        """Make the error of a store, from what may be printed of its URL and of its own error."""
        return cls(
            f"the rate limit is shared in {store}, which cannot be used ({problem}); nothing was sent. See that it "
            "runs and may be reached, or make the client with a RateLimit of on_outage='local'"
        )


class APIResponseValidationError(APIError):
    """The service answered with success, but the body is not what the spec says.

    Attributes:
        faults: One entry per fault: path of the member and what is wrong with it. No values.
        status_code: HTTP status of the answer.
        request_id: The service's name for this request, if it gave one.
    """

    faults: tuple[tuple[str, str], ...] = ()
    status_code: int = 0
    request_id: str | None = None

    @classmethod
    def from_faults(cls, faults: Iterable[Mapping[str, Any]]) -> APIResponseValidationError:
        """Make the error from pydantic's list of faults."""
        listed = tuple((".".join(map(str, fault["loc"])) or "(body)", str(fault["msg"])) for fault in faults)
        shown = "; ".join(f"{path}: {text}" for path, text in listed[:5])
        more = f"; and {len(listed) - 5} more" if len(listed) > 5 else ""
        error = cls(f"the answer is not what the API's specification says: {shown}{more}")
        error.faults = listed
        return error

    def __str__(self) -> str:
        text = super().__str__()
        return f"{text} (HTTP {self.status_code}{_named(self.request_id)})" if self.status_code else text


class APIStatusError(APIError):
    """The service answered with a status that means failure.

    Attributes:
        status_code: HTTP status.
        error_code: The service's own code for the error, if it gave one.
        request_id: The service's name for this request, to quote to its support, if it gave one.
        headers: Headers of the answer, names in lower case.
        body: Body of the answer, decoded when it is JSON, text otherwise, ``None`` when empty.
        retry_after: Seconds that the service asks to wait before the next request, if it does.
        hint: What to do about it, where this client knows.
    """

    status_code: int = 0
    error_code: str | None = None
    request_id: str | None = None
    headers: Mapping[str, str]
    body: Any = None
    retry_after: float | None = None
    hint: str | None = None

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.headers = {}

    @property
    def id(self) -> str | None:
        """The same as ``request_id``, by the name some services give it."""
        return self.request_id

    def __str__(self) -> str:
        text = f"{super().__str__()} (HTTP {self.status_code}"
        if self.error_code and self.error_code != self.message:
            text += f", {self.error_code}"
        text += f"{_named(self.request_id)})"
        return f"{text}. {self.hint}" if self.hint else text


def _named(request_id: str | None) -> str:
    return f", request {request_id}" if request_id else ""


class BadRequestError(APIStatusError):
    """400: the service refuses the request as it stands."""


class AuthenticationError(APIStatusError):
    """401, or what an API answers instead: the credential is missing, unknown or revoked."""


class PermissionDeniedError(APIStatusError):
    """403: the credential may not do this."""


class NotFoundError(APIStatusError):
    """404: there is no such object."""


class MethodNotAllowedError(APIStatusError):
    """405: the service does not offer this method here."""


class ConflictError(APIStatusError):
    """409: it exists already, or changed meanwhile."""


class RateLimitError(APIStatusError):
    """429: too many requests."""


class InternalServerError(APIStatusError):
    """5xx: the service failed."""


_BY_STATUS: Mapping[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    409: ConflictError,
    429: RateLimitError,
}


def class_for_status(status: int) -> type[APIStatusError]:
    """Return the error class of a status."""
    if status >= 500:
        return InternalServerError
    return _BY_STATUS.get(status, APIStatusError)


@dataclass(frozen=True, slots=True)
class ErrorFacts:
    """What one API's error body says; made by ``describe_error`` of that API's overrides.

    Attributes:
        message: The text for people.
        error_code: The code for programs.
        request_id: The service's name for the request.
        error_class: Class to raise where the status alone would mislead.
        final: True where a retry can never help, whatever the status.
        hint: What the user can do.
        permission: Whether the refusal may be for want of a permission; the hint then says which one it takes.
    """

    message: str | None = None
    error_code: str | None = None
    request_id: str | None = None
    error_class: type[APIStatusError] | None = None
    final: bool = False
    hint: str | None = None
    permission: bool = False
