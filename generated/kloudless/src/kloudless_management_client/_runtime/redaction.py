"""Keeps secrets out of texts that people and programs store."""

from __future__ import annotations

import logging
import re
from contextvars import ContextVar
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

import httpx2

from .credentials import MASK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_SHORT = 8

_in_call: ContextVar[Secrets | None] = ContextVar("secrets", default=None)


class SafeURL(httpx2.URL):
    """A URL that is sent as it is and printed without its secrets.

    The key of some APIs is part of the URL, and httpx2 and tracing libraries print URLs.

    It knows the parts that a transport needs and parses the rest when somebody asks: parsing takes 22 us, a fifth of
    what a call costs in process (bench: "one object").

    Args:
        base: URL of the service, without a path.
        target: Path and query to send, percent-encoded.
        shown: Gives the text to print.
    """

    # Not in a dictionary of the object, which vars() would show.
    __slots__ = ("_base", "_shown", "_target")

    def __init__(self, base: httpx2.URL, target: bytes, shown: Callable[[], str]) -> None:
        self._base = base
        self._target = target
        self._shown = shown

    def __getattr__(self, name: str) -> Any:
        # Only called for what httpx2.URL would have set in its own constructor.
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(httpx2.URL(self._base, raw_path=self._target), name)

    def __reduce__(self) -> tuple[type[httpx2.URL], tuple[str]]:
        return httpx2.URL, (self._shown(),)

    def __str__(self) -> str:
        return self._shown()

    def __repr__(self) -> str:
        return f"URL({self._shown()!r})"

    @property
    def raw_scheme(self) -> bytes:
        """Scheme, as bytes."""
        return self._base.raw_scheme

    @property
    def raw_host(self) -> bytes:
        """Host, as bytes."""
        return self._base.raw_host

    @property
    def port(self) -> int | None:
        """Port, ``None`` for the scheme's own."""
        return self._base.port

    @property
    def raw_path(self) -> bytes:
        """Path and query, as bytes."""
        return self._target


class SafeHeaders(httpx2.Headers):
    """Headers that are sent as they are and printed without the value of one of them.

    Args:
        headers: The headers.
        secret: Name of the one that is not shown, in lower case.
    """

    def __init__(self, headers: httpx2.Headers, secret: str) -> None:
        super().__init__(headers)
        self._secret = secret

    def __repr__(self) -> str:
        shown = httpx2.Headers(self)
        if self._secret in shown:
            shown[self._secret] = "[secure]"
        return repr(shown)

    def copy(self) -> httpx2.Headers:
        """Return the same headers, which may be changed."""
        return SafeHeaders(self, self._secret)


class Secrets:
    """The secrets of one call, and texts cleared of them. It shows them to nobody who only looks at the object."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = {*texts}

    def use(self, text: str) -> None:
        """Add the credential of the attempt that this thread or task now makes; the logs below are cleared of it."""
        self._texts.add(text)
        _in_call.set(self)

    def clear(self, text: str) -> str:
        """Return the text with a mask in place of every secret, in whatever spelling it stands there."""
        # Longest first: of two secrets, one may begin with the other.
        for secret in sorted(self._texts, key=len, reverse=True):
            text = _spellings(secret).sub(MASK, text)
        return text


@lru_cache(maxsize=64)
def _spellings(secret: str) -> re.Pattern[str]:
    # A short secret (a test's) is only masked as a whole word: "k" is in most words.
    before, after = (r"(?<!\w)", r"(?!\w)") if len(secret) < _SHORT else ("", "")
    return re.compile(before + "".join(map(_spelling, secret)) + after)


def _spelling(character: str) -> str:
    """Match a character as it is, percent-encoded, or escaped for JSON, HTML or a Python literal, once or more."""
    if character.isascii() and character.isalnum():
        return character
    in_utf8 = character.encode()
    in_utf16 = character.encode("utf-16-be").hex()
    code = ord(character)
    name = f"|{escape(character)[1:-1]}" if escape(character) != character else ""
    forms = [
        r"\\*" + re.escape(character),
        "".join(f"%(?:25)*{byte:02x}" for byte in in_utf8),
        "".join(rf"\\+x{byte:02x}" for byte in in_utf8),
        "".join(rf"\\+u{in_utf16[start : start + 4]}" for start in range(0, len(in_utf16), 4)),
        f"&(?:amp;)*(?:#0*{code}|#x0*{code:x}{name});",
    ]
    if character == " ":
        forms.append(r"\+")
    return f"(?i:{'|'.join(forms)})"


class _ClearedLog(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        secrets = _in_call.get()
        if secrets is not None:
            if record.name.startswith("hpack."):
                # The coding of HTTP/2, in which headers are logged as well, leaves nothing to recognize them by.
                return False
            text = record.getMessage()
            cleared = secrets.clear(text)
            if cleared != text:
                record.msg, record.args = cleared, None
        return True


_CLEARED_LOG = _ClearedLog()
_BELOW = (
    "httpx2",
    *(f"httpcore2.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
    "hpack.hpack",
    "hpack.table",
)


def clear_logs_below() -> None:
    """Mask the secrets of this package's calls in what the libraries below log: an answer's headers may echo them."""
    for name in _BELOW:
        logging.getLogger(name).addFilter(_CLEARED_LOG)
