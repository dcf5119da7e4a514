"""Exchanges with services, made up: what a recorder would have seen on the wire."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from recorder.exchanges import Exchange
from recorder.provenance import Provenance
from recorder.rules import load_rules
from recorder.session import Result, Session
from spec_lint.reading import load

from tests.contract.documents import ROOT, load_spec
from tests.contract.recordings import Recording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CREDENTIALS = {
    "klarify": "kQ7-made-up-access-key-0451",
    "klipfolio": "9d8c7b6a5f4e3d2c1b0a99887766554433221100",
    "kloudless": "dK3yMadeUpForTests0451aBcDeFg",
}
_own = cache(load)
KEY = b"a key for tests, which makes every run give the same"


def exchange(
    api: str,
    path: str,
    body: object,
    *,
    method: str = "GET",
    status: int = 200,
    query: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    sent: object = None,
) -> Exchange:
    """Make an exchange with a service at its documented address, credential included."""
    spec = load_spec(api)
    scheme, pairs = spec.security, dict(query or {})
    sent_headers = {"user-agent": "a browser"}
    if scheme["in"] == "query":
        pairs[scheme["name"]] = CREDENTIALS[api]
    else:
        sent_headers[scheme["name"].lower()] = scheme["x-credential"].get("prefix", "") + CREDENTIALS[api]
    if sent is not None:
        sent_headers["content-type"] = "application/json"
    answer = {"content-type": "application/json; charset=utf-8", **(headers or {})}
    return Exchange(
        method=method,
        url=f"{spec.server}{path}" + (f"?{urlencode(pairs)}" if pairs else ""),
        headers=tuple(sent_headers.items()),
        content=b"" if sent is None else json.dumps(sent).encode(),
        status=status,
        answer_headers=tuple((name.lower(), value) for name, value in answer.items()),
        answer_content=b"" if body is None else json.dumps(body).encode(),
        answered_on="2026-03-04",
    )


def run(
    api: str,
    exchanges: Iterable[Exchange],
    spec: Path | None = None,
    *,
    secrets: Iterable[str] = (),
    genuine: bool = True,
) -> Result:
    """Run the recorder on exchanges, against the API's own spec or another one."""
    described = load_spec(api)
    path = spec or ROOT / "specs" / f"{api}.yaml"
    revision: dict[str, object] = {"commit": "0" * 40, "sha256": "0" * 64, "dirty": False}
    origin = urlsplit(described.server)._replace(path="").geturl()
    provenance = Provenance(origin, genuine, "live", revision)
    loaded = load(spec) if spec else _own(path)
    return Session(loaded, path, load_rules(api), provenance, described.base, secrets, KEY).run(list(exchanges))


def recordings(api: str, files: dict[str, str]) -> list[Recording]:
    """Read what would be written as the contract tests read it."""
    found: list[Recording] = []
    for name, content in files.items():
        operation_id, case, _ = name.split(".")
        document: dict[str, Any] = json.loads(content)
        found.append(Recording(api, operation_id, case, document))
    return found
