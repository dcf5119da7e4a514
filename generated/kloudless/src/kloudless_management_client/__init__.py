"""Client of the Kloudless Management API. Generated from specs/kloudless.yaml; do not edit.

Objects of the API are in ``kloudless_management_client.models``, a fake of the service in ``kloudless_management_client.testing``.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._client import AsyncKloudlessManagement, KloudlessManagement
    from ._runtime.attempts import Attempt, Retry
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
        InternalServerError,
        MethodNotAllowedError,
        NotFoundError,
        PaginationError,
        PermissionDeniedError,
        RateLimitError,
    )
    from ._runtime.operation import RawResponse
    from ._runtime.options import CallOptions, ListOptions
    from ._runtime.paging import Page
    from ._runtime.parameters import Omit, omit
    from ._runtime.resource import AsyncPager, Pager

# Nothing is loaded before it is used: importing the package costs a program next to nothing.
_MODULES = {
    "KloudlessManagement": "_client",
    "AsyncKloudlessManagement": "_client",
    "Attempt": "_runtime.attempts",
    "Retry": "_runtime.attempts",
    "APIConnectionError": "_runtime.errors",
    "APIError": "_runtime.errors",
    "APIResponseValidationError": "_runtime.errors",
    "APIStatusError": "_runtime.errors",
    "APITimeoutError": "_runtime.errors",
    "AuthenticationError": "_runtime.errors",
    "BadRequestError": "_runtime.errors",
    "ConfigurationError": "_runtime.errors",
    "ConflictError": "_runtime.errors",
    "InternalServerError": "_runtime.errors",
    "MethodNotAllowedError": "_runtime.errors",
    "NotFoundError": "_runtime.errors",
    "PaginationError": "_runtime.errors",
    "PermissionDeniedError": "_runtime.errors",
    "RateLimitError": "_runtime.errors",
    "RawResponse": "_runtime.operation",
    "CallOptions": "_runtime.options",
    "ListOptions": "_runtime.options",
    "Page": "_runtime.paging",
    "Omit": "_runtime.parameters",
    "omit": "_runtime.parameters",
    "AsyncPager": "_runtime.resource",
    "Pager": "_runtime.resource",
}

_PUBLIC = {"dlt", "models", "telemetry", "testing", "webhooks"}

__all__ = [
    "__version__",
    "KloudlessManagement",
    "AsyncKloudlessManagement",
    "Attempt",
    "Retry",
    "APIConnectionError",
    "APIError",
    "APIResponseValidationError",
    "APIStatusError",
    "APITimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "InternalServerError",
    "MethodNotAllowedError",
    "NotFoundError",
    "PaginationError",
    "PermissionDeniedError",
    "RateLimitError",
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
