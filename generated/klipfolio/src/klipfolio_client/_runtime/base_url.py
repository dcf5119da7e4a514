"""The address of the service, checked once so that a credential never goes to the wrong place."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from .errors import ConfigurationError

_UNUSABLE_HOST = re.compile(r"[^\w.:-]")


PATH_SAFE = "/%:@!$&'()*+,;=~"
"""What stays as it is in a path that may be percent-encoded already."""


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
