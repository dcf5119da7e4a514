"""A project of one small API, to change a recording, a row or a text of it and see what the pages say then."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from evidence_report.knowledge import gather
from evidence_report.pages import pages

from tests.contract.documents import as_node, load_spec
from tests.contract.recordings import read_recordings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from evidence_report.facts import Fact
    from evidence_report.kinds import Kind
    from evidence_report.knowledge import Knowledge

    from tests.contract.documents import Node

README = "# Small\n\n<!-- evidence:begin -->\n<!-- evidence:end -->\n\nThe end.\n"
ROWS = """\
| Id | Lines | Kind | Statement |
| --- | --- | --- | --- |
| SM-1 | 1 | SC | Things are listed. |
| SM-2 | 2 | M | Things are made. |
| SM-3 | 3 | D | Things are old. |
| SM-4 | 4 | C | Things are synced. |
"""
LATER = '[[later]]\ntitle = "sync"\nreason = "It comes later."\nrows = ["SM-4"]\n'

SPEC = """\
openapi: 3.1.0
info: {title: Small API, version: "1"}
servers: [{url: https://small.example/v1}]
security: [{Key: []}]
x-package: {distribution: small-client, package: small_client, client: Small, version: 0.1.0}
paths:
  /things/{thing_id}:
    parameters:
      - {name: thing_id, in: path, required: true, schema: {type: string}}
    get:
      tags: [things]
      operationId: things_get
      x-evidence:
        - {kind: documented, source: The page of things}
      parameters:
        - {name: view, in: query, schema: {type: string, enum: [short, long]}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        "200":
          headers: {X-Left: {schema: {type: integer}}}
          content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
        "404":
          x-evidence:
            - {kind: inferred, source: Common sense}
          content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}
    put:
      tags: [things]
      operationId: things_update
      x-evidence:
        - {kind: client, source: A client}
        - {kind: inferred, source: Common sense, note: The status.}
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
      responses:
        "204": {}
        "404":
          content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key, x-credential: {argument: key, environment: SMALL_KEY}}
  schemas:
    Thing:
      type: object
      properties:
        id: {readOnly: true, anyOf: [{type: string}, {type: integer}]}
        name: {type: [string, "null"]}
        state: {$ref: "#/components/schemas/State"}
        parts: {type: array, items: {$ref: "#/components/schemas/Part"}}
        labels: {type: object, additionalProperties: {$ref: "#/components/schemas/Label"}}
        owner:
          anyOf:
            - {$ref: "#/components/schemas/Person"}
            - {$ref: "#/components/schemas/Team"}
        guess:
          type: string
          x-evidence:
            - {kind: inferred, source: Nobody knows}
        more:
          type: object
          properties:
            deep: {type: boolean}
    State:
      anyOf: [{type: string, enum: [new, old]}, {type: string}]
    Part:
      type: object
      x-evidence:
        - {kind: client, source: A client}
      properties:
        size: {type: integer, enum: [1, 2]}
        parts: {type: array, items: {$ref: "#/components/schemas/Part"}}
    Label:
      type: object
      properties:
        color: {type: string}
        text: {type: string}
    Person:
      type: object
      properties: {id: {type: string}, mail: {type: string}}
    Team:
      type: object
      properties: {id: {type: string}, members: {type: array, items: {$ref: "#/components/schemas/Person"}}}
    Error:
      type: object
      properties: {message: {type: string}}
"""
NOTHING: Mapping[str, object] = MappingProxyType({})


class SmallProject:
    """The project in a directory; it begins without recordings."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("specs/small.yaml", SPEC)
        self.write("tests/acceptance/small.md", ROWS)
        self.write("tests/reporting/later.toml", LATER)
        self.write("README.md", README)

    def write(self, path: str, text: str) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def edit_spec(self, change: Mapping[str, Any]) -> None:
        """Merge a mapping into the spec, before anything has read it."""
        document = load_spec.__wrapped__("small", self.root).document
        _merge(document, change)
        # JSON is YAML.
        self.write("specs/small.yaml", json.dumps(document))

    def record(
        self,
        name: str,
        kind: str,
        answered: object = None,
        *,
        sent: object = None,
        asked: Mapping[str, object] = NOTHING,
        told: Mapping[str, object] = NOTHING,
        document: Mapping[str, object] = NOTHING,
    ) -> Path:
        """Write an exchange.

        Args:
            name: Operation and case.
            kind: Its kind.
            answered: Body of the answer.
            sent: Body of the request.
            asked: Other members of the request.
            told: Other members of the response.
            document: Other members of the file.
        """
        reads = name.startswith("things_get.")
        headers = {"X-Key": "test-key"} | ({} if sent is None else {"Content-Type": "application/json"})
        request: Node = {"method": "GET" if reads else "PUT", "path": "/v1/things/1", "query": {}, "headers": headers}
        response: Node = {"status": 200 if reads else 204, "headers": {}, "body": answered}
        recording: Node = {
            "source": f"Source of {name}",
            "kind": kind,
            "request": {**request, "body": sent, **asked},
            "response": {**response, **told},
            "note": "None.",
            **document,
        }
        return self.write(f"tests/recordings/small/{name}.json", json.dumps(recording))

    def knowledge(self) -> Knowledge:
        return gather(load_spec.__wrapped__("small", self.root), read_recordings(self.root))

    def pages(self, claims: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
        return {path: text for path, text in pages(self.root, claims or {}).items() if text is not None}


def _merge(into: Node, change: Mapping[str, Any]) -> None:
    for key, value in change.items():
        inner, further = as_node(into.get(key)), as_node(value)
        if inner is not None and further is not None:
            _merge(inner, further)
        else:
            into[key] = value


def facts(knowledge: Knowledge) -> dict[str, Fact]:
    """Return the facts by side and label."""
    return {f"{fact.place.side.value} {fact.place.label}": fact for fact in knowledge.facts}


def seen(knowledge: Knowledge) -> dict[str, Kind]:
    """Return the best kind of exchange for each fact that any exchange has."""
    return {
        name: knowledge.seen(fact) for name, fact in facts(knowledge).items() if knowledge.seen(fact).value != "nothing"
    }
