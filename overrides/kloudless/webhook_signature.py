"""Who sent a delivery: its signature, and the API keys that may have made it."""

from __future__ import annotations

import hmac
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, cast

from .._runtime.credentials import hidden
from .._runtime.errors import ConfigurationError

SIGNATURE_HEADER = "X-Kloudless-Signature"
"""Name of the header that has the signature."""

Applications: TypeAlias = Mapping[str, str | Iterable[str]]
"""API keys by App ID: the key of an application, or all of its keys."""
Headers: TypeAlias = Mapping[str, Any] | Mapping[bytes, Any] | Iterable[tuple[str, Any]] | Iterable[tuple[bytes, Any]]
"""Headers as frameworks give them: a mapping or pairs, of text or bytes, in any case; a WSGI environment as well."""
Fault: TypeAlias = Literal["missing", "repeated", "malformed", "wrong"]

_SIGNATURE = re.compile(rb"[A-Za-z0-9+/]{43}=")
_PRINTABLE = re.compile(r"[!-~]+")


class WebhookError(Exception):
    """A delivery is not taken. No text holds an API key, a signature or what was delivered."""


class InvalidSignatureError(WebhookError):
    """Nothing shows that Kloudless sent this: answer 401 or 403, and do nothing else.

    Attributes:
        fault: ``missing`` or ``repeated``: the header; ``malformed``: it holds no signature; ``wrong``: it holds one
            that none of the keys gives.
    """

    def __init__(self, message: str, fault: Fault) -> None:
        super().__init__(message)
        self.fault: Fault = fault

    def __reduce__(self) -> tuple[type[InvalidSignatureError], tuple[str, Fault]]:
        return type(self), (str(self), self.fault)


def sign(body: bytes, key: str) -> str:
    """Return the signature of a body, as the service puts it into the header: for tests of your own.

    Args:
        body: The body as it is sent.
        key: An API key of the application.

    Raises:
        ConfigurationError: The key cannot be one.
        TypeError: The body is text.
    """
    fault = _key_fault(key)
    if fault is not None:
        # Nearly a key: tracebacks with local variables must not show it.
        del key
        raise ConfigurationError(fault)
    key = hidden(key)
    return signature_of(raw(body), key).decode()


def signature_of(body: bytes, key: str) -> bytes:
    """Return the signature of a body, whatever the key is."""
    return b64encode(hmac.digest(key.encode(), body, "sha256"))


class Keyring:
    """The API keys that may have signed; shows none of them to who only looks at the object.

    Args:
        applications: API keys by App ID. What is wrong with them is told by ``check``, not here: of the frames of an
            error, none may have them among its local variables.
    """

    __slots__ = ("_fault", "_owners")

    def __init__(self, applications: Applications) -> None:
        self._owners: dict[str, str] = {}
        self._fault = self._read(applications)

    def __repr__(self) -> str:
        return f"<{len(self._owners)} API keys: hidden>"

    def __reduce__(self) -> str:
        raise TypeError("API keys are not pickled; make the receiver of webhooks in each process")

    def check(self) -> None:
        """Say what is wrong with the keys.

        Raises:
            ConfigurationError: There are none, or one cannot be a key; nothing was verified with them.
        """
        if self._fault is not None:
            raise ConfigurationError(self._fault)

    def owner(self, body: bytes, headers: Iterable[tuple[object, object]]) -> str:
        """Return the App ID to which the key belongs that signed the body.

        Raises:
            InvalidSignatureError: None of them did.
            ConfigurationError: See ``check``.
        """
        self.check()
        given = _signature_in(headers)
        found = None
        for key, app_id in self._owners.items():
            # All of them, and no early end: how long it takes must not tell which key it was.
            if hmac.compare_digest(signature_of(body, key), given):
                found = app_id
        if found is None:
            raise InvalidSignatureError(
                "none of the API keys gives this signature: it was made with another key, or the body is not the one "
                "that was signed. Pass the bytes as they arrived: what was decoded and written anew is another body",
                "wrong",
            )
        return found

    def _read(self, applications: Applications) -> str | None:
        if not isinstance(cast("object", applications), Mapping):
            return "applications has to be a mapping of App IDs to API keys"
        for number, (app_id, given) in enumerate(applications.items(), 1):
            # By its number: who mixes the two up has a key where the App ID belongs.
            where = f"application {number} of {len(applications)}"
            if not isinstance(cast("object", app_id), str) or not _PRINTABLE.fullmatch(app_id):
                return f"{where}: an App ID has to be text of visible ASCII characters, and not empty"
            # Bytes are an iterable too, of numbers: as one key they get the text that fits.
            if isinstance(cast("object", given), str | bytes) or not isinstance(cast("object", given), Iterable):
                keys: list[str] = [cast("str", given)]
            else:
                keys = list(given)
            if not keys:
                return f"{where} has no API key"
            for key in keys:
                fault = _key_fault(key)
                if fault is None and self._owners.setdefault(hidden(key), app_id) != app_id:
                    fault = "two applications have the same API key, but keys are unique over all applications"
                if fault is not None:
                    return f"{where}: {fault}"
        return None if self._owners else "there are no API keys to verify with"


def _key_fault(key: object) -> str | None:
    if isinstance(key, bytes | bytearray):
        return "an API key has to be text, and this one is bytes; decode it"
    if not isinstance(key, str):
        return f"an API key has to be text, and this is {type(key).__name__}"
    if not key.strip():
        return "an API key is blank; is its environment variable set?"
    if not _PRINTABLE.fullmatch(key):
        return "an API key has blanks, line breaks or characters beyond ASCII in or around it; copy it again"
    return None


def raw(body: object) -> bytes:
    """Return a body as bytes.

    Raises:
        TypeError: It is something else.
    """
    if isinstance(body, bytes | bytearray | memoryview):
        return bytes(cast("bytes", body))
    raise TypeError(
        f"body has to be the bytes as they arrived, not {type(body).__name__}: the signature is of those bytes, and "
        "text or parsed members cannot be turned back into them"
    )


def pairs_of(headers: Headers) -> list[tuple[object, object]]:
    """Return headers as pairs of names and values: read once, as they may be an iterator.

    Raises:
        TypeError: These are no headers.
    """
    given: Any = headers
    items = getattr(given, "items", None)
    try:
        pairs: Iterable[tuple[object, object]] = cast("Any", items)() if callable(items) else given
        return [(name, value) for name, value in pairs]
    except (TypeError, ValueError):
        raise TypeError(
            "headers has to hold all headers of the request: a mapping, or pairs of names and values"
        ) from None


def values_of(headers: Iterable[tuple[object, object]], *names: str) -> list[object]:
    """Return every value of a header.

    Args:
        headers: Names and values.
        names: The name, and what else it may be called, in lower case.
    """
    found: list[object] = []
    for name, value in headers:
        text = name.decode("latin-1") if isinstance(name, bytes) else name
        if isinstance(text, str) and text.lower() in names and value is not None:
            # A list: of such headers as occur more than once, in the events of some hosted functions.
            found += cast("list[object]", value) if isinstance(value, list | tuple) else [value]
    return found


def _signature_in(headers: Iterable[tuple[object, object]]) -> bytes:
    values = values_of(headers, SIGNATURE_HEADER.lower(), "http_x_kloudless_signature")
    if not values:
        raise InvalidSignatureError(
            f"the request has no header {SIGNATURE_HEADER}: Kloudless did not send it, or a proxy removed it", "missing"
        )
    if len(values) > 1:
        raise InvalidSignatureError(f"the request has the header {SIGNATURE_HEADER} more than once", "repeated")
    value = values[0]
    if isinstance(value, str):
        value = value.encode("ascii", "replace")
    if not isinstance(value, bytes) or not _SIGNATURE.fullmatch(value):
        found = f"its length is {len(value)}" if isinstance(value, bytes) else "it is no text"
        raise InvalidSignatureError(
            f"the header {SIGNATURE_HEADER} holds no signature ({found}): one has 44 characters of base64, with + "
            "and / among them and = at the end",
            "malformed",
        )
    return value
