"""Looks for a secret in whatever a run has left behind. Shares no code with the recorder's own search."""

from __future__ import annotations

import base64
import html
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

from tests.contract.documents import as_list, as_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHORTEST = 4
_ALPHABETS = re.compile(r"[A-Za-z0-9+/_-]{4,}")


def _decoded(text: str) -> Iterator[str]:
    """Give what a text means to those who decode it, one step at a time."""
    yield unquote_plus(text)
    yield html.unescape(text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    yield re.sub(r"\\x([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), text)
    yield text.replace("\0", "")
    yield re.sub(r"[\s:]", "", text)
    yield text[::-1]
    for run in re.findall(r"[0-9a-fA-F]{8,}", text):
        for start in (0, 1):
            piece = run[start:]
            yield bytes.fromhex(piece[: len(piece) // 2 * 2]).decode("latin-1")
    for run in _ALPHABETS.findall(text):
        plain = run.replace("-", "+").replace("_", "/")
        for start in range(4):
            piece = plain[start:]
            raw = base64.b64decode(piece[: len(piece) // 4 * 4] + "", validate=False) if len(piece) >= 4 else b""
            yield raw.decode("latin-1")
            yield raw.decode("utf-16-le", "ignore")
            yield raw.decode("utf-16-be", "ignore")


class Readings:
    """Everything that texts say to those who decode them, up to twice."""

    def __init__(self, texts: Iterable[str]) -> None:
        level = {line for text in texts for line in [*text.splitlines(), text] if line}
        found = set(level)
        for _ in range(2):
            level = {inner for text in level for inner in _decoded(text) if len(inner) >= _SHORTEST} - found
            found |= level
        self._all = "\n".join(found).lower()

    def __contains__(self, secret: str) -> bool:
        return secret.lower() in self._all


def strings_of(value: object) -> Iterator[str]:
    """Give every text, number and name of a JSON value."""
    members, items = as_node(value), as_list(value)
    if members is not None:
        for name, member in members.items():
            yield name
            yield from strings_of(member)
    elif items is not None:
        for item in items:
            yield from strings_of(item)
    else:
        yield value if isinstance(value, str) else json.dumps(value)
