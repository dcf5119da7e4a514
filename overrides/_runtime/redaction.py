"""Keeps secrets out of texts that people and programs store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

import httpx2

from .operation import MASK

if TYPE_CHECKING:
    from collections.abc import Iterable


_SHORT = 8


class SafeURL(httpx2.URL):
    """A URL that is sent as it is and printed without its secrets.

    The key of some APIs is part of the URL, and httpx2, proxies' clients and tracing libraries print URLs.
    """

    safe: str

    def __str__(self) -> str:
        return self.safe

    def __repr__(self) -> str:
        return f"URL({self.safe!r})"


def scrub(text: str, secrets: Iterable[str]) -> str:
    """Replace every secret in the text, plain or percent-encoded, by a mask."""
    for secret in secrets:
        for form in {secret, quote(secret, safe=""), quote(secret), quote_plus(secret)}:
            if form in text:
                # A short secret (a test's) is only masked as a whole word: "k" is in most words.
                edge = r"(?![A-Za-z0-9])" if len(form) < _SHORT else ""
                text = re.sub(edge.replace("?!", "?<!") + re.escape(form) + edge, MASK, text)
    return text
