"""Client of the Klipfolio API. Generated from specs/klipfolio.yaml; do not edit.

Objects of the API are in ``klipfolio_client.models``, a fake of the service in ``klipfolio_client.testing``.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._client import AsyncKlipfolio, Klipfolio, RateLimit
    from ._runtime.attempts import Attempt, Retry
    from ._runtime.content import AsyncDownload, Download
    from ._runtime.errors import (
        APIConnectionError,
        APIError,
        APIResponseValidationError,
        APIStatusError,
        APITimeoutError,
        AuthenticationError,
        BadRequestError,
        ConfigurationError,
        ConflictError,
        DailyLimitError,
        InternalServerError,
        MethodNotAllowedError,
        NotFoundError,
        PaginationError,
        PermissionDeniedError,
        RateLimitError,
        SharedLimitError,
    )
    from ._runtime.operation import Created, RawResponse
    from ._runtime.options import CallOptions, ListOptions
    from ._runtime.paging import Page
    from ._runtime.parameters import Omit, omit
    from ._runtime.resource import AsyncPager, Pager

# Nothing is loaded before it is used: importing the package costs a program next to nothing.
_MODULES = {
    "Klipfolio": "_client",
    "AsyncKlipfolio": "_client",
    "RateLimit": "_client",
    "Attempt": "_runtime.attempts",
    "Retry": "_runtime.attempts",
    "AsyncDownload": "_runtime.content",
    "Download": "_runtime.content",
    "APIConnectionError": "_runtime.errors",
    "APIError": "_runtime.errors",
    "APIResponseValidationError": "_runtime.errors",
    "APIStatusError": "_runtime.errors",
    "APITimeoutError": "_runtime.errors",
    "AuthenticationError": "_runtime.errors",
    "BadRequestError": "_runtime.errors",
    "ConfigurationError": "_runtime.errors",
    "ConflictError": "_runtime.errors",
    "DailyLimitError": "_runtime.errors",
    "InternalServerError": "_runtime.errors",
    "MethodNotAllowedError": "_runtime.errors",
    "NotFoundError": "_runtime.errors",
    "PaginationError": "_runtime.errors",
    "PermissionDeniedError": "_runtime.errors",
    "RateLimitError": "_runtime.errors",
    "SharedLimitError": "_runtime.errors",
    "Created": "_runtime.operation",
    "RawResponse": "_runtime.operation",
    "CallOptions": "_runtime.options",
    "ListOptions": "_runtime.options",
    "Page": "_runtime.paging",
    "Omit": "_runtime.parameters",
    "omit": "_runtime.parameters",
    "AsyncPager": "_runtime.resource",
    "Pager": "_runtime.resource",
}

_PUBLIC = {"dlt", "models", "telemetry", "testing"}

__all__ = [
    "__version__",
    "Klipfolio",
    "AsyncKlipfolio",
    "RateLimit",
    "Attempt",
    "Retry",
    "AsyncDownload",
    "Download",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "DailyLimitError",
    "InternalServerError",
    "MethodNotAllowedError",
    "NotFoundError",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimitError",
    "SharedLimitError",
    "Created",
    "RawResponse",
    "CallOptions",
    "ListOptions",
    "Page",
    "Omit",
    "omit",
    "AsyncPager",
    "Pager",
]


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _PUBLIC:
        return import_module(f".{name}", __name__)
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES, *_PUBLIC})
