"""The recorded and published exchanges in `tests/recordings/`."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from tests.contract.documents import ROOT, Node

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("recorded", "published-example", "observed-in-public-code", "fabricated")
"""What an exchange can be, the strongest evidence first."""


@dataclass(frozen=True)
class Message:
    """A request or a response, as far as the recording tells it; header names in lower case."""

    headers: dict[str, str]
    body: Any

    @property
    def is_json(self) -> bool:
        return self.headers.get("content-type", "application/json") == "application/json"

    @property
    def content(self) -> bytes:
        """The body as it goes over the wire: text as it stands unless it is JSON, nothing for no body."""
        if self.body is None:
            return b""
        return json.dumps(self.body).encode() if self.is_json else str(self.body).encode()


@dataclass(frozen=True)
class Request(Message):
    method: str
    path: str
    query: dict[str, str]


@dataclass(frozen=True)
class Response(Message):
    status: int


@dataclass(frozen=True)
class Recording:
    """One exchange. `document` is the file as it stands."""

    api: str
    operation_id: str
    case: str
    document: Node

    @property
    def id(self) -> str:
        return f"{self.api}/{self.operation_id}.{self.case}"

    @property
    def kind(self) -> str:
        return cast("str", self.document["kind"])

    @property
    def inbound(self) -> bool:
        """Whether the vendor calls us, which no operation of ours describes."""
        return self.document.get("direction") == "inbound"

    @property
    def sendable(self) -> bool:
        """Whether our client can be brought to send the request."""
        return self.document.get("sendable", True) is True

    @property
    def request(self) -> Request:
        node = self.document["request"]
        return Request(
            method=node["method"],
            path=node["path"],
            query=node["query"],
            headers=_lower(node["headers"]),
            body=node["body"],
        )

    @property
    def response(self) -> Response:
        node = self.document["response"]
        return Response(status=node["status"], headers=_lower(node.get("headers", {})), body=node["body"])

    @property
    def superseded(self) -> bool:
        """Whether a later edition of the documents takes back what the answer shows, so that the spec is silent."""
        return self.document.get("superseded", False) is True

    @property
    def foreign(self) -> bool:
        """Whether the answer is none of the API's: a refusal by what stands before it, which no spec describes."""
        return self.response.status >= 400 and not self.response.is_json

    def changed(self, part: str, **members: object) -> Recording:
        """Return a copy whose request or response has other members."""
        return replace(self, document={**self.document, part: {**self.document[part], **members}})


def _lower(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def read_recording(path: Path) -> Recording:
    operation_id, _, case = path.stem.partition(".")
    return Recording(path.parent.name, operation_id, case, json.loads(path.read_text(encoding="utf-8")))


def read_recordings(root: Path = ROOT) -> list[Recording]:
    return [read_recording(path) for path in sorted((root / "tests" / "recordings").glob("*/*.json"))]


RECORDINGS = read_recordings()
BY_ID = {recording.id: recording for recording in RECORDINGS}
