"""Reads HAR 1.2 files of browsers and proxies. Takes of an entry what was sent and answered, nothing else."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl, urlencode, urlsplit

from spec_lint.values import mapping, sequence, text

from .errors import MisuseError
from .exchanges import DEEPEST, Exchange, UnreadableError, decompressed, depth_over, lower_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spec_lint.values import Node

LARGEST_FILE = 256 * 2**20
"""Bytes of a HAR file; a larger one has to be filtered by whoever saves it."""
_SECRET_NAME = re.compile(
    r"auth|cookie|token|secret|key|passw|pwd|session|sess|sid\b|csrf|xsrf|signature|\bsig\b|credential|jwt|bearer|otp|code\b",
    re.IGNORECASE,
)
_FEW = 4


@dataclass(frozen=True)
class Archive:
    """What a HAR file holds.

    Attributes:
        exchanges: Finished requests to the wanted host, in the order of the file.
        secrets: Values, of all hosts, that open something: of headers, cookies, queries and forms.
        ignored: How many entries were left out, by reason.
    """

    exchanges: list[Exchange]
    secrets: set[str] = field(repr=False)
    ignored: dict[str, int]


def read_archive(path: Path, origin: str) -> Archive:
    """Read a HAR file; keep the exchanges with `origin`, such as `https://api.example`.

    Raises:
        MisuseError: The file cannot be read or is no HAR.
    """
    entries = _entries(path)
    exchanges: list[Exchange] = []
    ignored: dict[str, int] = {}
    secrets: set[str] = set()
    for entry in entries:
        secrets |= set(_secrets(entry))
        found = _exchange(mapping(entry), origin)
        if isinstance(found, str):
            ignored[found] = ignored.get(found, 0) + 1
        else:
            exchanges.append(found)
    return Archive(exchanges, secrets, ignored)


def _entries(path: Path) -> list[object]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            limit = LARGEST_FILE // 2**20
            raise MisuseError(f"--har: larger than {limit} MiB: filter by the API's host before saving it")
        raw = path.read_bytes()
    except OSError as error:
        raise MisuseError(f"--har: cannot be read ({error.strerror}): check the name") from error
    try:
        document: object = json.loads(_decoded(raw))
    except RecursionError as error:
        raise MisuseError("--har: nested too deeply to be a HAR file") from error
    except ValueError as error:
        raise MisuseError("--har: is no JSON: save it again as HAR 1.2") from error
    log = mapping(document).get("log")
    if not isinstance(log, dict) or not isinstance(mapping(cast("object", log)).get("entries"), list):
        raise MisuseError("--har: has no `log.entries`: save it as HAR 1.2")
    return sequence(mapping(cast("object", log)).get("entries"))


def _decoded(raw: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        # Some proxies write bytes of bodies as they came; every one of these has a character in Latin-1.
        return raw.decode("latin-1")


def same_origin(url: str, origin: str) -> bool:
    """Tell whether a URL is on the host, scheme and port of `origin`; user names in it do not count."""
    try:
        return _origin(url) == _origin(origin)
    except ValueError:
        return False


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").rstrip("."), parts.port or {"https": 443, "http": 80}.get(scheme, 0)


def _exchange(entry: Node, origin: str) -> Exchange | str:
    request, answer = mapping(entry.get("request")), mapping(entry.get("response"))
    url = text(request.get("url")).strip()
    if not same_origin(url, origin):
        return "of other hosts"
    status = answer.get("status")
    if not isinstance(status, int) or isinstance(status, bool) or not 200 <= status <= 599:
        return "without an answer"
    if status == 304:
        return "answered from a cache (304)"
    method = text(request.get("method")).strip().upper()
    if not re.fullmatch(r"[A-Z]{3,10}", method):
        return "without a method"
    headers = lower_names(_pairs(request.get("headers")))
    answer_headers = lower_names(_pairs(answer.get("headers")))
    content = mapping(answer.get("content"))
    if "content-type" not in dict(answer_headers) and text(content.get("mimeType")) not in {"", "x-unknown"}:
        answer_headers = (*answer_headers, ("content-type", text(content.get("mimeType"))))
    problem, body = None, b""
    try:
        body = _answered(content, dict(answer_headers).get("content-encoding", ""))
    except UnreadableError as error:
        problem = str(error)
    return Exchange(
        method=method,
        url=url,
        headers=headers,
        content=_posted(mapping(request.get("postData"))),
        status=status,
        answer_headers=answer_headers,
        answer_content=body,
        answered_on=_day(entry.get("startedDateTime")),
        problem=problem,
    )


def _day(moment: object) -> str | None:
    found = re.match(r"(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T", text(moment), re.ASCII)
    return "-".join(found.groups()) if found else None


def _pairs(value: object) -> Iterator[tuple[str, str]]:
    for item in sequence(value):
        node = mapping(item)
        if text(node.get("name")):
            yield text(node.get("name")), text(node.get("value"))


def _answered(content: Node, coding: str) -> bytes:
    stored = text(content.get("text"))
    size = content.get("size")
    if not stored and isinstance(size, int) and size > 0:
        raise UnreadableError("its body was not saved; save the HAR with content")
    if text(content.get("encoding")).lower() == "base64":
        try:
            raw = base64.b64decode(re.sub(r"\s", "", stored), validate=True)
        except (binascii.Error, ValueError) as error:
            raise UnreadableError("its body is no base64, though marked so") from error
        return decompressed(raw, coding)
    raw = stored.encode("utf-8", "surrogatepass")
    if stored[:2] == "\x1f\x8b":
        # Written byte by byte, as characters.
        raw = stored.encode("latin-1", "replace")
    return decompressed(raw, coding)


def _posted(data: Node) -> bytes:
    if text(data.get("text")):
        return text(data.get("text")).encode("utf-8", "surrogatepass")
    pairs = list(_pairs(data.get("params")))
    return urlencode(pairs).encode() if pairs else b""


def _secrets(entry: object) -> Iterator[str]:
    request, answer = mapping(mapping(entry).get("request")), mapping(mapping(entry).get("response"))
    for message in (request, answer):
        for name, value in _pairs(message.get("headers")):
            if _SECRET_NAME.search(name):
                yield from secrets_of_header(name, value)
            elif name.lower() in {"referer", "location", "origin"}:
                yield from secrets_of_url(value)
        for _, value in _pairs(message.get("cookies")):
            yield value
    for name, value in [*_pairs(request.get("queryString")), *_pairs(mapping(request.get("postData")).get("params"))]:
        if _SECRET_NAME.search(name):
            yield value
    yield from secrets_of_url(text(request.get("url")))
    yield from secrets_of_url(text(answer.get("redirectURL")))
    for body in (mapping(request.get("postData")).get("text"), mapping(answer.get("content")).get("text")):
        yield from _secrets_of_body(text(body))


def secrets_of_header(name: str, value: str) -> Iterator[str]:
    """Give what opens something in the value of a header with credentials."""
    if name.lower() in {"cookie", "set-cookie"}:
        for index, part in enumerate(re.split(r";\s*|\n", value)):
            key, sign, told = part.partition("=")
            if sign and (index == 0 or key.strip().lower() not in {"path", "expires", "max-age", "domain", "samesite"}):
                yield told.strip().strip('"')
        return
    yield value.strip()
    scheme, _, rest = value.strip().partition(" ")
    yield rest.strip()
    if scheme.lower() == "basic":
        try:
            pair = base64.b64decode(rest.strip()).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return
        yield pair
        yield from pair.split(":", 1)


def secrets_of_url(url: str) -> Iterator[str]:
    """Give what opens something in a URL: before the host, and in query or fragment under such a name."""
    try:
        parts = urlsplit(url)
        yield from (each for each in (parts.username, parts.password) if each)
    except ValueError:
        return
    for piece in (parts.query, parts.fragment):
        for name, value in parse_qsl(piece):
            if _SECRET_NAME.search(name):
                yield value


def _secrets_of_body(body: str) -> Iterator[str]:
    if not body or not _SECRET_NAME.search(body):
        return
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        for name, told in parse_qsl(body[:LARGEST_FILE], max_num_fields=None) if "=" in body[:4096] else []:
            if _SECRET_NAME.search(name):
                yield told
        return
    if not depth_over(value, DEEPEST):
        yield from secrets_of_json(value)


def secrets_of_json(value: object) -> Iterator[str]:
    """Give the texts of a JSON value that stand under a name like `token` or `api_key`."""
    for name, member in mapping(value).items():
        if isinstance(member, str) and len(member) >= _FEW and _SECRET_NAME.search(name):
            yield member
        yield from secrets_of_json(member)
    for item in sequence(value):
        yield from secrets_of_json(item)
