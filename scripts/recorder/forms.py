"""The forms that values have, and placeholders of the same form.

A placeholder says nothing about its value: it is drawn with a random key that lives as long as the run. Within a run
the same value gets the same placeholder, wherever and in whatever spelling it stands.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_HEX = re.compile(r"[0-9a-f]{16,128}|[0-9A-F]{16,128}")
_DIGITS = re.compile(r"[0-9]{1,40}")
_MAIL = re.compile(r"[^@\s/?#]+@[^@\s/?#]+\.[^@\s/?#.]+")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")
_HOST = re.compile(r"(?=.*[a-zA-Z])(?:[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z]{2,24}")
_OPAQUE = re.compile(r"(?=.*[0-9])[A-Za-z0-9]{12,64}|(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9]{16,64}")
# What of a longer text keeps its own placeholder, so that it can be followed.
_PIECES = re.compile(
    r"[0-9a-fA-F]{16,}|[^@\s/?#\"'<>(),;:=]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,24}|(?<![0-9])[0-9]{5,}(?![0-9])"
)
_BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_ATTEMPTS = 200
_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_SPAN = 3 * 365 * 24 * 3600
EXAMPLE = "example.com"
WINDOW = 6
"""Characters from which on a placeholder must not hold a value that was replaced."""

CLASSES = ("secret", "mail", "host", "id", "name", "text")
"""What a text can be, by rule; of several for one value, the first one counts."""


_SKELETONS = (
    f"https://host-.{EXAMPLE}/",
    f"http://host.{EXAMPLE}/",
    f"user-@{EXAMPLE}",
    "2001:db8::",
    "test-key-",
    ".000000z",
)


def is_skeleton(value: str) -> bool:
    """Tell whether a text is what placeholders are made around, so that finding it in one says nothing."""
    return any(value.lower() in skeleton for skeleton in _SKELETONS)


def is_moment(value: str) -> bool:
    """Tell whether a text is a timestamp of RFC 3339."""
    if not MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_url(value: str) -> bool:
    """Tell whether a text is an absolute address."""
    if not _URL.fullmatch(value) or re.search(r"[\s<>\"{}|\\^`]", value):
        return False
    try:
        return bool(urlsplit(value).netloc)
    except ValueError:
        return False


def _is_ip(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return not value.isdigit()


class Placeholders:
    """Gives placeholders, each for one value and no other.

    Args:
        paths: Segments of paths that are known, as of the API and of the product's addresses; they stay in URLs.
        prefixes: What the service writes before identifiers.
        key: For tests; drawn at random otherwise.
    """

    def __init__(self, paths: Iterable[str] = (), prefixes: Iterable[str] = (), key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)
        self._known_segments = frozenset(paths)
        self._prefixes = tuple(prefixes)
        self._made: dict[tuple[str, str], str] = {}
        self._owner: dict[str, tuple[str, str]] = {}
        self._classes: dict[str, int] = {}
        self._starts: dict[str, set[str]] = {}
        self._needles: set[str] = set()

    def notice(self, value: str, kind: str = "text") -> None:
        """Learn about a value before any placeholder is made, so that none of them holds it by chance."""
        rank = CLASSES.index(kind)
        plain = _canonical(value)
        self._classes[plain] = min(rank, self._classes.get(plain, rank))
        lowered = value.lower()
        if len(lowered) >= WINDOW and lowered not in self._needles and not is_skeleton(lowered):
            self._needles.add(lowered)
            self._starts.setdefault(lowered[:WINDOW], set()).add(lowered)

    def text(self, value: str) -> str:
        """Give the placeholder of a text, in a form that the same schemas accept."""
        stripped = value.strip()
        if not stripped:
            return " " if value else ""
        kind = CLASSES[self._classes.get(_canonical(value), CLASSES.index("text"))]
        if kind == "secret":
            return self._unique("secret", stripped, lambda draw: f"test-key-{draw.hex(12)}")
        return self._formed(stripped, kind)

    def number(self, value: float, least: float | None = None, most: float | None = None) -> int | float:
        """Give the placeholder of a number: an integer for an integer, within bounds that the value keeps."""
        if isinstance(value, float) and not value.is_integer():
            return self._within(int(self._digits(str(abs(int(value))))), value, least, most) + 0.5
        made = int(self._digits(str(abs(int(value)))))
        made = -made if value < 0 else made
        whole = self._within(made, value, least, most)
        return float(whole) if isinstance(value, float) else whole

    def _within(self, made: int, value: float, least: float | None, most: float | None) -> int:
        if least is not None:
            made = max(made, int(least)) if value >= least else int(least) - 1
        if most is not None:
            made = min(made, int(most)) if value <= most else int(most) + 1
        return made

    def _formed(self, value: str, kind: str) -> str:
        for prefix in self._prefixes:
            if value.startswith(prefix) and _HEX.fullmatch(value.removeprefix(prefix)):
                return prefix + self._formed(value.removeprefix(prefix), kind)
        return self._number_or_moment(value) or self._address(value, kind) or self._identifier(value, kind)

    def _number_or_moment(self, value: str) -> str:
        if is_moment(value):
            return self._unique("moment", value, lambda draw: _moment(value, draw))
        if _DATE.fullmatch(value):
            return self._unique("date", value, lambda draw: (_EPOCH + timedelta(draw.below(1000))).date().isoformat())
        return self._digits(value) if _DIGITS.fullmatch(value) else ""

    def _address(self, value: str, kind: str) -> str:
        if _MAIL.fullmatch(value):
            return self._unique("mail", value.lower(), lambda draw: f"user-{draw.hex(8)}@{EXAMPLE}")
        if _URL.fullmatch(value):
            return self._url(value)
        if value.startswith("/") and not re.search(r"\s", value):
            return self.path(value)
        if _is_ip(value):
            return self._unique("ip", value, lambda draw: f"2001:db8::{draw.hex(4)}:{draw.hex(4)}")
        return self._host(value) if kind == "host" or _HOST.fullmatch(value) else ""

    def _identifier(self, value: str, kind: str) -> str:
        if _UUID.fullmatch(value) or _HEX.fullmatch(value):
            lower = value.lower()
            made = self._unique("hex", lower, lambda draw: re.sub("[0-9a-f]", lambda _: draw.hex(1), lower))
            return made.upper() if value != lower and value == value.upper() else made
        if _OPAQUE.fullmatch(value):
            return self._unique("opaque", value, lambda draw: "".join(draw.of(_BASE62) for _ in value))
        if kind == "id":
            return self._unique("id", value, lambda draw: f"id-{draw.hex(8)}")
        return self._words(value, kind)

    def _words(self, value: str, kind: str) -> str:
        made = self._unique("words", value, lambda draw: f"{kind.capitalize()} {draw.hex(8)}")
        pieces = [found for found in dict.fromkeys(_PIECES.findall(value)) if found != value]
        return " ".join([made, *(self._formed(piece, "text") for piece in pieces)])

    def _digits(self, value: str) -> str:
        # Small numbers are few: without more digits, placeholders would be numbers of others.
        length = min(max(len(value), 5), 15) if len(value) < 16 else len(value)
        return self._unique(
            "digits",
            value.lstrip("0") or "0",
            lambda draw: draw.of("123456789") + "".join(draw.of("0123456789") for _ in range(length - 1)),
        )

    def _host(self, value: str) -> str:
        return self._unique("host", value.lower(), lambda draw: f"host-{draw.hex(8)}.{EXAMPLE}")

    def _url(self, value: str) -> str:
        try:
            parts = urlsplit(value)
            host = parts.hostname or ""
        except ValueError:
            return f"https://host-{self._unique('words', value, lambda draw: draw.hex(8))}.{EXAMPLE}/"
        scheme = parts.scheme.lower() if parts.scheme.lower() in {"http", "https"} else "https"
        query = urlencode(
            [(self.text(name), self.text(told)) for name, told in parse_qsl(parts.query)], quote_via=quote
        )
        fragment = quote(self.text(unquote(parts.fragment)), safe="") if parts.fragment else ""
        netloc = self._host(host) if host else f"host.{EXAMPLE}"
        return SplitResult(scheme, netloc, self.path(parts.path), query, fragment).geturl()

    def path(self, value: str) -> str:
        """Give a path whose known segments stay and whose others are replaced; what follows a `?` or `#` is too."""
        path, mark, rest = value, "", ""
        if found := re.search(r"[?#]", value):
            path, mark, rest = value[: found.start()], found[0], value[found.end() :]
        segments = [
            segment if not segment or segment in self._known_segments else quote(self.text(unquote(segment)), safe="@")
            for segment in path.split("/")
        ]
        return "/".join(segments) + (f"{mark}{quote(self.text(rest), safe='')}" if mark and rest else "")

    def name(self, value: str) -> str:
        """Give the placeholder of a member name or map key."""
        return self.text(value) if value.strip() else self._unique("words", value, lambda draw: f"Text {draw.hex(8)}")

    def _unique(self, form: str, value: str, make: Callable[[_Draw], str]) -> str:
        place = (form, value)
        if place not in self._made:
            attempts = (make(_Draw(self._key, f"{form}\0{value}\0{attempt}")) for attempt in range(_ATTEMPTS))
            free = (made for made in attempts if made not in self._owner and not self._holds_value(made))
            # The search before writing refuses what should still hold a value.
            made = next(free, None) or make(_Draw(self._key, f"{form}\0{value}"))
            self._owner[made] = place
            self._made[place] = made
        return self._made[place]

    def _holds_value(self, made: str) -> bool:
        lowered = made.lower()
        return any(
            needle in lowered
            for index in range(len(lowered) - WINDOW + 1)
            for needle in self._starts.get(lowered[index : index + WINDOW], ())
        )


def _canonical(value: str) -> str:
    return value.strip().lower()


def _moment(value: str, draw: _Draw) -> str:
    moment = _EPOCH + timedelta(seconds=draw.below(_SPAN))
    fraction = re.search(r"\.(\d+)", value)
    digits = f".{''.join(draw.of('0123456789') for _ in fraction[1])}" if fraction else ""
    zone = "Z" if value.endswith("Z") else "+00:00"
    return f"{moment:%Y-%m-%dT%H:%M:%S}{digits}{zone}"


class _Draw:
    """Letters and numbers that follow from a key and a label, for whoever has the key."""

    def __init__(self, key: bytes, label: str) -> None:
        self._key = key
        self._label = label.encode("utf-8", "surrogatepass")
        self._count = 0

    def below(self, limit: int) -> int:
        self._count += 1
        digest = hmac.new(self._key, self._label + self._count.to_bytes(4), hashlib.sha256).digest()
        return int.from_bytes(digest[:12]) % limit

    def of(self, letters: str) -> str:
        return letters[self.below(len(letters))]

    def hex(self, length: int) -> str:
        return "".join(self.of("0123456789abcdef") for _ in range(length))
