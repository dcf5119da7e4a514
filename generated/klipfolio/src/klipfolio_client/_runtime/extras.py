"""What a caller adds to a single request by hand: checked like everything else that is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .credentials import Credential
    from .operation import Operation

_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_HEADER_VALUE = re.compile(r"[\t -~]*")
# They say where a request goes and where it ends; a second opinion on that is how requests are smuggled.
_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection"})


def check_headers(credential: Credential, headers: Mapping[str, object]) -> None:
    """Check the headers of one call.

    Raises:
        ConfigurationError: One of them would replace the credential.
        TypeError: A value is not text.
        ValueError: A name or value cannot be sent, or the header is the client's own business.
    """
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"extra_headers: {name!r} is no name of a header")
        if credential.owns(header=name):
            raise ConfigurationError(f"extra_headers: {name} carries the credential; set that on the client")
        if name.lower() in _OURS:
            raise ValueError(f"extra_headers: {name} is set by the client; leave it out")
        if not isinstance(value, str):
            raise TypeError(f"extra_headers: {name}: expected str, got {type(value).__name__}")
        if not _HEADER_VALUE.fullmatch(value):
            raise ValueError(f"extra_headers: {name}: a value is one line of ASCII; encode it first")


def check_query(credential: Credential, operation: Operation[Any], query: Mapping[str, object]) -> None:
    """Check the query parameters that one call adds.

    Raises:
        ConfigurationError: One of them would replace the credential.
        TypeError: A value is no text, number or boolean.
        ValueError: The operation has a parameter of that name.
    """
    named = {parameter.wire_name: parameter.name for parameter in operation.query}
    for name, value in query.items():
        if credential.owns(query=name):
            raise ConfigurationError(f"extra_query: {name} carries the credential; set that on the client")
        if name in named:
            raise ValueError(f"extra_query: {name} is a parameter of {operation.id}; pass {named[name]}=...")
        if not isinstance(value, str | int | float):
            raise TypeError(f"extra_query: {name}: expected str, int, float or bool, got {type(value).__name__}")
