"""The last look before anything is written: is a secret in there, in whatever encoding?"""

from __future__ import annotations

import base64
import html
import json
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote

from spec_lint.values import mapping, sequence

from .forms import is_skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST_SECRET = 4
"""Characters of the shortest secret that is looked for."""
SHORTEST_VALUE = 6
"""Characters of the shortest replaced value that is looked for inside of texts; shorter ones are compared whole."""
_OFFSETS = 3
# Shorter encodings of replaced values are found in hexadecimal placeholders by chance.
_SHORTEST_SPELLING = 10


def encodings(value: str) -> set[str]:
    """Give the spellings, in lower case, that a value may have inside of a text: itself, and encoded once or twice."""
    found: set[str] = set()
    for each in {value, unquote(value), html.unescape(value), value.strip()}:
        if not each.strip():
            continue
        raw = each.encode("utf-8", "surrogatepass")
        percent = quote(raw, safe="")
        every = "".join(f"%{byte:02x}" for byte in raw)
        found |= {
            each, percent, quote_plus(raw), quote(percent, safe=""), every, quote(every, safe=""),
            json.dumps(each)[1:-1], json.dumps(json.dumps(each)[1:-1])[1:-1],
            "".join(f"\\u{ord(letter):04x}" for letter in each),
            html.escape(each), html.escape(html.escape(each)),
            "".join(f"&#{ord(letter)};" for letter in each), "".join(f"&#x{ord(letter):x};" for letter in each),
            raw.hex(), raw.hex(" "), raw.hex(":"), raw.hex().encode().hex(), "".join(f"\\x{byte:02x}" for byte in raw),
            base64.b32encode(raw).decode().rstrip("="), base64.b85encode(raw).decode(),
        }  # fmt: skip
        for code in ("utf-16-le", "utf-16-be"):
            wide = each.encode(code, "surrogatepass")
            found |= {wide.hex(), "\0".join(each), *_base64(wide)}
        found |= {twice for once in _base64(raw) for twice in (once, quote(once, safe=""), *_base64(once.encode()))}
    return {each.lower() for each in found if len(each) >= min(SHORTEST_SECRET, len(value))}


def _base64(raw: bytes) -> set[str]:
    """Give what is certain of the base64 of a longer text that holds these bytes, at each of the three offsets."""
    found: set[str] = set()
    for offset in range(_OFFSETS):
        encoded = base64.b64encode(b"\0" * offset + raw).decode().rstrip("=")
        start, spare = (0, 2, 3)[offset], (offset + len(raw)) % 3
        sure = encoded[start : len(encoded) - (1 if spare else 0)]
        if len(sure) >= SHORTEST_VALUE:
            found |= {sure, sure.replace("+", "-").replace("/", "_")}
    return found


class Sweep:
    """Looks for values in texts and documents, without regard to case.

    Args:
        secrets: What must not be anywhere, in any encoding.
        values: What was replaced, and must not be in what came from outside.
        public: A text that everybody may read, such as the spec; what stands in it is no secret.
        never_public: Secrets all the same, such as the credential.
    """

    def __init__(
        self, secrets: Iterable[str], values: Iterable[str], public: str, never_public: Iterable[str] = ()
    ) -> None:
        lowered = public.lower()
        strict = {each for each in never_public if len(each) >= SHORTEST_SECRET}
        open_secrets = {
            each
            for each in secrets
            if len(each.strip()) >= SHORTEST_SECRET
            and each.strip().lower() not in lowered
            and not is_skeleton(each.strip())
        }
        long_secrets = {each for each in open_secrets if len(each.strip()) >= SHORTEST_VALUE}
        self._short = {each.strip().lower() for each in open_secrets - long_secrets}
        self._secrets = _index(spelling for each in strict | long_secrets for spelling in encodings(each))
        values = {
            each for each in values if each.lower() not in lowered and not is_skeleton(each) and not _is_plain(each)
        }
        self._values = _index(
            spelling
            for each in values
            if len(each) >= SHORTEST_VALUE
            for spelling in encodings(each)
            if len(spelling) >= _SHORTEST_SPELLING or spelling == each.lower()
        )
        self._whole = {each.lower() for each in values if len(each) < SHORTEST_VALUE}

    def in_text(self, text: str) -> bool:
        """Tell whether a secret is in a text, in whatever encoding."""
        return _found(self._secrets, text)

    def in_document(self, document: object, kept: frozenset[str], where: str = "") -> Iterator[str]:
        """Give the places of a document that hold a secret or a value that was to be replaced.

        Args:
            document: What would be written.
            kept: Texts and names that the spec or the rules have, and that are no find.
            where: Name of the document's own place.
        """
        for name, member in mapping(document).items():
            # A name with a secret in it must not be told.
            bad = self._is_bad(name, kept)
            yield from [f"{where}: the name of a member"] if bad else []
            yield from self.in_document(member, kept, f"{where}.{'*' if bad else name}")
        for index, item in enumerate(sequence(document)):
            yield from self.in_document(item, kept, f"{where}[{index}]")
        if (
            isinstance(document, str | int | float)
            and not isinstance(document, bool)
            and self._is_bad(str(document), kept)
        ):
            yield where

    def _is_bad(self, value: str, kept: frozenset[str]) -> bool:
        if _found(self._secrets, value):
            return True
        lowered = value.lower()
        if value in kept:
            return False
        return lowered in self._short or lowered in self._whole or _found(self._values, value)


def _is_plain(value: str) -> bool:
    """Tell whether a value is too common to be looked for: a small number."""
    return value.lstrip("-").isdigit() and len(value) < SHORTEST_VALUE


def _index(spellings: Iterable[str]) -> dict[str, set[str]]:
    index: dict[str, set[str]] = {}
    for each in spellings:
        index.setdefault(each[:SHORTEST_SECRET], set()).add(each)
    return index


def _found(index: dict[str, set[str]], text: str) -> bool:
    lowered = text.lower()
    return any(
        lowered.startswith(each, start)
        for start in range(len(lowered) - SHORTEST_SECRET + 1)
        for each in index.get(lowered[start : start + SHORTEST_SECRET], ())
    )
