"""One request and its answer as they were on the wire, and how their bodies are read. Never printed, never stored."""

from __future__ import annotations

import json
import math
import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from spec_lint.values import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

Pairs = tuple[tuple[str, str], ...]

LARGEST_BODY = 64 * 2**20
"""Bytes of a body after decompression; a larger one is not read."""
DEEPEST = 200
"""Levels of lists and objects in a body; a deeper one is not read."""


class UnreadableError(Exception):
    """A body cannot be read; the text says why and quotes nothing of it."""


@dataclass(frozen=True)
class Exchange:
    """A request and its answer.

    Attributes:
        headers: Names in lower case, in the order sent; the same name may come twice.
        answered_on: Day of the answer, as `2026-01-31`, if it is known.
        problem: Why the content of the answer could not be read, or nothing.
    """

    method: str
    url: str = field(repr=False)
    headers: Pairs = field(repr=False)
    content: bytes = field(repr=False)
    status: int
    answer_headers: Pairs = field(repr=False)
    answer_content: bytes = field(repr=False)
    answered_on: str | None = None
    problem: str | None = None

    @property
    def address(self) -> SplitResult:
        """The parts of the URL."""
        return urlsplit(self.url)

    @property
    def content_type(self) -> str | None:
        """Media type of the request's body, without parameters."""
        return media_type(self.headers)

    @property
    def answer_type(self) -> str | None:
        """Media type of the answer's body, without parameters."""
        return media_type(self.answer_headers)


def lower_names(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Give headers with their names in lower case, without the pseudo headers of HTTP/2."""
    return tuple((name.strip().lower(), value) for name, value in pairs if not name.startswith(":"))


def media_type(headers: Pairs) -> str | None:
    """Give the media type that headers tell, without parameters; nothing where they tell none."""
    told = next((value for name, value in headers if name == "content-type"), "")
    return told.partition(";")[0].strip().lower() or None


def is_json(kind: str | None) -> bool:
    """Tell whether a media type is one of JSON."""
    return kind is not None and (kind.endswith("+json") or kind in {"application/json", "text/json"})


def decompressed(content: bytes, coding: str) -> bytes:
    """Undo the content codings of an answer, as far as they are there: many exports undo them and keep the header.

    Raises:
        UnreadableError: It is compressed by a method that is not known here, cut off, or too large.
    """
    codings = [name for name in re.split(r"[,\s]+", coding.lower()) if name not in {"", "identity"}]
    for name in reversed(codings):
        if name in {"gzip", "x-gzip"} and content[:2] == b"\x1f\x8b":
            content = _inflated(content, 31)
        elif name == "deflate" and content[:1] == b"\x78" and int.from_bytes(content[:2]) % 31 == 0:
            content = _inflated(content, 15)
        elif name == "zstd" and content[:4] == b"\x28\xb5\x2f\xfd":
            raise UnreadableError("its body is compressed with zstd; save it decompressed")
    if content[:2] == b"\x1f\x8b":
        content = _inflated(content, 31)
    if len(content) > LARGEST_BODY:
        raise UnreadableError(f"its body is larger than {LARGEST_BODY // 2**20} MiB")
    return content


def _inflated(content: bytes, window: int) -> bytes:
    stream = zlib.decompressobj(window)
    try:
        out = stream.decompress(content, LARGEST_BODY + 1)
    except zlib.error as error:
        raise UnreadableError("its body is compressed and damaged") from error
    if len(out) > LARGEST_BODY:
        raise UnreadableError(f"its body is larger than {LARGEST_BODY // 2**20} MiB")
    if not stream.eof:
        raise UnreadableError("its body is compressed and cut off")
    return out


def read_json(content: bytes) -> object:
    """Read a JSON text in UTF-8 (a byte order mark is skipped), UTF-16 or UTF-32.

    Raises:
        UnreadableError: It is none, or nested too deeply.
    """
    try:
        value: object = json.loads(
            content.removeprefix(b"\xef\xbb\xbf"), parse_constant=_no_constant, parse_float=_finite
        )
    except RecursionError as error:
        raise UnreadableError(f"its body is nested more than {DEEPEST} levels deep") from error
    except ValueError as error:
        raise UnreadableError("its body is no JSON") from error
    if depth_over(value, DEEPEST):
        raise UnreadableError(f"its body is nested more than {DEEPEST} levels deep")
    return value


def depth_over(value: object, most: int) -> bool:
    """Tell whether lists and objects are nested deeper than `most` levels."""
    level: list[object] = [value]
    for _ in range(most):
        level = [inner for each in level for inner in (*mapping(each).values(), *sequence(each))]
        if not level:
            return False
    return True


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("beyond what a number can be")
    return number


def _no_constant(name: str) -> object:
    raise ValueError(name)
