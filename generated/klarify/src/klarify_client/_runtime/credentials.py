"""The credential: where it comes from, and the last moment at which it joins a request."""

from __future__ import annotations

import os
from collections.abc import Coroutine
from typing import TYPE_CHECKING
from urllib.parse import quote

from .errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .profile import CredentialPlace

    CredentialSource = str | Callable[[], str]
    AsyncCredentialSource = str | Callable[[], str] | Callable[[], Awaitable[str]]


class Credential:
    """A secret that shows itself to nobody who only looks at the object."""

    __slots__ = ("_fixed", "_place", "_read")

    def __init__(self, place: CredentialPlace, source: AsyncCredentialSource | None) -> None:
        if source is None:
            source = os.environ.get(place.environment)
            if source is None:
                raise ConfigurationError(
                    f"no credential: pass {place.argument}=... or set the environment variable {place.environment}"
                )
        self._place = place
        self._fixed: str | None = None
        if callable(source):
            self._read = source
            return
        fault = _fault(place, source)
        if fault is not None:
            raise ConfigurationError(fault)
        self._fixed = source

    def __repr__(self) -> str:
        return f"<{self._place.argument}: hidden>"

    def __reduce__(self) -> str:
        raise TypeError(f"a client holds its {self._place.argument} and cannot be pickled; make one in each process")

    def get(self) -> str:
        """Return the credential.

        Raises:
            ConfigurationError: The callable gave something that cannot be a credential.
        """
        if self._fixed is not None:
            return self._fixed
        value = self._read()
        if not isinstance(value, str) and isinstance(value, Coroutine):
            value.close()
            raise ConfigurationError(f"{self._place.argument}: a coroutine function needs the async client")
        fault = _fault(self._place, value)
        if isinstance(value, str) and fault is None:
            return value
        # Nearly a credential: tracebacks with local variables must not show it.
        del value
        raise ConfigurationError(fault)

    async def aget(self) -> str:
        """Return the credential; the source may be a coroutine function.

        Raises:
            ConfigurationError: The callable gave something that cannot be a credential.
        """
        if self._fixed is not None:
            return self._fixed
        value = self._read()
        if not isinstance(value, str) and hasattr(value, "__await__"):
            value = await value
        fault = _fault(self._place, value)
        if isinstance(value, str) and fault is None:
            return value
        del value
        raise ConfigurationError(fault)

    def headers(self, value: str) -> list[tuple[str, str]]:
        """Return the header that carries the credential, if a header does."""
        return [(self._place.name, self._place.prefix + value)] if self._place.location == "header" else []

    def query(self, value: str) -> str:
        """Return the percent-encoded query parameter that carries the credential, if one does."""
        return f"{self._place.name}={quote(value, safe='')}" if self._place.location == "query" else ""

    def owns(self, *, header: str = "", query: str = "") -> bool:
        """Tell whether this is the header or the query parameter that carries the credential."""
        name = header.lower() if self._place.location == "header" else query
        return name == (self._place.name.lower() if self._place.location == "header" else self._place.name)


def _fault(place: CredentialPlace, value: object) -> str | None:
    if not isinstance(value, str):
        return f"{place.argument}: expected str, got {type(value).__name__}"
    if not value.strip():
        return f"{place.argument} is blank; pass the credential or unset it"
    if value != value.strip():
        return f"{place.argument} has blanks around it; remove them"
    if not value.isprintable() or (place.location == "header" and not value.isascii()):
        return f"{place.argument} holds characters that cannot be sent; copy it again"
    return None
