"""The credential: where it comes from, when it joins a request, and to which address, checked once, it may go."""

from __future__ import annotations

import ipaddress
import os
import re
from binascii import b2a_base64
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import quote, urlsplit

from .errors import ConfigurationError
from .options import CredentialPlace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .options import BasicPlace

    CredentialSource = str | Callable[[], str]
    AsyncCredentialSource = str | Callable[[], str] | Callable[[], Awaitable[str]]

T = TypeVar("T")

MASK = "***"
"""What is shown in place of a secret."""

_UNUSABLE_HOST = re.compile(r"[^\w.:-]")

PATH_SAFE = "/%:@!$&'()*+,;=~"
"""What stays as it is in a path that may be percent-encoded already."""


class _Hidden(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return repr(MASK)


def hidden(value: T) -> T:
    """Return a text as one whose ``repr`` is a mask, for tracebacks with local variables; anything else as it is."""
    return cast("T", _Hidden(value)) if type(value) is str else value


class Credential:
    """A secret that shows itself to nobody who only looks at the object.

    Args:
        source: The credential, or a callable that gives it; ``None`` for the environment variable.
        pair: The user name and the password; both or neither.

    Attributes:
        parts: What the credential is made of and must not be shown either.

    Raises:
        ConfigurationError: There is no credential, there are two, or it is unusable.
    """

    __slots__ = ("_fixed", "_headers", "_place", "_queries", "_read", "parts")

    def __init__(
        self,
        place: CredentialPlace,
        source: AsyncCredentialSource | None,
        basic: BasicPlace | None = None,
        pair: tuple[str | None, str | None] = (None, None),
    ) -> None:
        self._place = place
        self.parts: tuple[str, ...] = ()
        # Both, whichever is in use: no call sends a credential that the client does not know of.
        names = {place.name.lower()} if place.location == "header" else set[str]()
        self._headers = names | {"authorization"} if basic else names
        self._queries = {place.name} if place.location == "query" else set[str]()
        if basic is not None and pair != (None, None):
            if source is not None:
                raise ConfigurationError(f"pass {place.argument}, or {basic.username} and {basic.password}, not both")
            source, self.parts = _encoded(basic, *pair)
            self._place = place = _basic_place(basic)
        shown = place.argument
        if source is None:
            shown = f"the environment variable {place.environment}"
            source = hidden(os.environ.get(place.environment))
            if source is None:
                way = f"{place.argument}=..."
                if basic is not None:
                    way += f", or {basic.username}=... and {basic.password}=...,"
                raise ConfigurationError(
                    f"no credential: pass {way} or set the environment variable {place.environment}"
                )
        self._fixed: str | None = None
        if callable(source):
            self._read = source
            return
        fault = _fault(place, source, shown)
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
            return hidden(value)
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
            return hidden(value)
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
        return header.lower() in self._headers or query in self._queries

    @property
    def header(self) -> str:
        """Name of the header that carries the credential, in lower case; empty if none does."""
        return self._place.name.lower() if self._place.location == "header" else ""


def _basic_place(basic: BasicPlace) -> CredentialPlace:
    return CredentialPlace(
        argument=f"{basic.username} and {basic.password}",
        environment="",
        location="header",
        name="Authorization",
        prefix="Basic ",
    )


def _encoded(basic: BasicPlace, username: object, password: object) -> tuple[str, tuple[str, ...]]:
    """Return user name and password as they are sent, and what of it must not be shown."""
    for name, value, other in ((basic.username, username, basic.password), (basic.password, password, basic.username)):
        if value is None:
            raise ConfigurationError(f"{name} is missing: {other} is of no use without it")
        if not isinstance(value, str):
            raise ConfigurationError(f"{name}: expected str, got {type(value).__name__}")
        if not value.strip():
            raise ConfigurationError(f"{name} is blank; pass it or leave both out")
        if not value.isprintable():
            raise ConfigurationError(f"{name} holds characters that cannot be sent; copy it again")
    if username != str(username).strip():
        raise ConfigurationError(f"{basic.username} has blanks around it; remove them")
    if ":" in str(username):
        raise ConfigurationError(f"{basic.username} holds a colon, which ends the name where it is sent")
    pair = f"{username}:{password}"
    encoded = b2a_base64(pair.encode(), newline=False).decode("ascii")
    return hidden(encoded), (hidden(str(password)), hidden(pair))


def _fault(place: CredentialPlace, value: object, shown: str = "") -> str | None:
    shown = shown or place.argument
    if not isinstance(value, str):
        return f"{shown}: expected str, got {type(value).__name__}"
    if not value.strip():
        return f"{shown} is blank; pass the credential or unset it"
    if value != value.strip():
        return f"{shown} has blanks around it; remove them"
    if not value.isprintable() or (place.location == "header" and not value.isascii()):
        return f"{shown} holds characters that cannot be sent; copy it again"
    return None


@dataclass(frozen=True, slots=True)
class BaseURL:
    """A base URL in parts.

    Attributes:
        scheme: ``https``, or ``http`` to loopback.
        host: Host name or address.
        port: Port, ``None`` for the scheme's own.
        path: Path before every operation's path, percent-encoded, without a slash at the end.
    """

    scheme: str
    host: str
    port: int | None
    path: str

    @classmethod
    def parse(cls, text: object) -> BaseURL:
        """Read and check a base URL.

        Raises:
            ConfigurationError: It is no absolute http(s) URL, holds a user name, query or fragment, or would show
                the credential to a network.
        """
        if not isinstance(text, str):
            raise ConfigurationError(f"base_url: expected str, got {type(text).__name__}")
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            # The text of the error may quote a password.
            raise ConfigurationError("base_url: the host or the port cannot be read") from None
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ConfigurationError("base_url: expected an absolute URL such as https://host/path")
        if parts.username is not None or parts.password is not None:
            raise ConfigurationError("base_url: a user name or password does not belong there; use the credential")
        if parts.query or parts.fragment:
            raise ConfigurationError("base_url: no query or fragment allowed; use extra_query for single calls")
        if _UNUSABLE_HOST.search(parts.hostname):
            raise ConfigurationError("base_url: the host holds characters that no host name has")
        url = cls(parts.scheme, parts.hostname, port, quote(parts.path.rstrip("/"), safe=PATH_SAFE))
        if url.scheme == "http" and not url.is_loopback:
            raise ConfigurationError(f"base_url: http to {url.host} shows the credential to the network; use https")
        return url

    @property
    def is_loopback(self) -> bool:
        """Whether the host is this machine."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def origin(self) -> str:
        """Scheme, host and port, as they are written in a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port is not None else "")

    def __str__(self) -> str:
        return self.origin + self.path

    def same_origin(self, url: str) -> bool:
        """Tell whether an absolute URL has the same scheme, host and port."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return False
        standard = {"http": 80, "https": 443}
        return (parts.scheme, parts.hostname, port or standard.get(parts.scheme)) == (
            self.scheme,
            self.host,
            self.port or standard[self.scheme],
        )
