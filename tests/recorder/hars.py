"""HAR files as browsers and proxies write them, with secrets in odd places."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from typing import Any
from urllib.parse import quote

from tests.contract.documents import load_spec
from tests.recorder.exchanging import CREDENTIALS

Entry = dict[str, Any]


def entry(
    url: str,
    body: object = None,
    *,
    method: str = "GET",
    status: int = 200,
    headers: list[tuple[str, str]] | None = None,
    answer_headers: list[tuple[str, str]] | None = None,
    post: Entry | None = None,
    content: Entry | None = None,
) -> Entry:
    """Make an entry the way Chrome does."""
    shown = content or {"size": 1, "mimeType": "application/json; charset=utf-8", "text": json.dumps(body)}
    return {
        "startedDateTime": "2026-03-04T05:06:07.089+01:00",
        "time": 12.5,
        "request": {
            "method": method,
            "url": url,
            "httpVersion": "h2",
            "headers": [{"name": name, "value": value} for name, value in headers or []],
            "queryString": [],
            "cookies": [],
            "headersSize": -1,
            "bodySize": 0,
            **({"postData": post} if post else {}),
        },
        "response": {
            "status": status,
            "statusText": "",
            "httpVersion": "h2",
            "headers": [
                {"name": name, "value": value}
                for name, value in answer_headers or [("Content-Type", "application/json; charset=utf-8")]
            ],
            "cookies": [],
            "content": shown,
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": 1,
        },
        "cache": {},
        "timings": {"send": 1, "wait": 10, "receive": 1},
    }


def archive(*entries: Entry, **log: object) -> Entry:
    """Make a HAR file's document."""
    return {"log": {"version": "1.2", "creator": {"name": "browser", "version": "1"}, "entries": list(entries), **log}}


def address(api: str, path: str, **query: str) -> str:
    """Give the address of a call, with the credential where it belongs into the query."""
    spec = load_spec(api)
    pairs = dict(query)
    if spec.security["in"] == "query":
        pairs[spec.security["name"]] = CREDENTIALS[api]
    return (
        spec.server
        + path
        + ("?" + "&".join(f"{name}={quote(value)}" for name, value in pairs.items()) if pairs else "")
    )


def key_headers(api: str) -> list[tuple[str, str]]:
    """Give the headers with the credential, the way HTTP/2 and browsers write them."""
    scheme = load_spec(api).security
    pseudo = [(":authority", "any"), (":method", "GET"), (":path", "/"), (":scheme", "https")]
    if scheme["in"] == "query":
        return pseudo
    return [*pseudo, (scheme["name"].title(), scheme["x-credential"].get("prefix", "") + CREDENTIALS[api])]


def packed(body: object, coding: str) -> Entry:
    """Give a content that a proxy stored compressed, in base64."""
    raw = json.dumps(body).encode()
    bytes_ = gzip.compress(raw) if coding == "gzip" else zlib.compress(raw)
    return {
        "size": len(bytes_),
        "mimeType": "application/json",
        "text": base64.b64encode(bytes_).decode(),
        "encoding": "base64",
    }
