"""Requests derived from a spec: for every operation the least, the most, and each choice in between; and wrong ones."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.contract.documents import ANY_TYPE, as_node
from tests.contract.recordings import Recording

from .values import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.documents import Node, Operation, Spec

_FILES: dict[str, object] = {
    "application/json": [{"day": 1, "orders": 2}],
    "text/csv": "day,orders\n1,2\n",
    "application/csv": "day;orders\n1;2\n",
    ANY_TYPE: "<day orders='2'/>",
}


def requests_of(spec: Spec, operation: Operation) -> list[Recording]:
    """Return requests to an operation as recordings without an answer, the fullest and the least first."""
    path, queries, bodies = _path(spec, operation), _queries(spec, operation), _bodies(spec, operation)
    least_query, least_body = queries[-1], bodies[-1]
    chosen = [("full", queries[0], bodies[0]), ("least", least_query, least_body)]
    chosen += [("query", query, bodies[0]) for query in queries[1:-1]]
    chosen += [("body", queries[0], body) for body in bodies[1:-1]]
    made: dict[str, Recording] = {}
    for number, (name, query, (content_type, body)) in enumerate(chosen):
        request: Node = {"method": operation.method, "path": path, "query": query, "headers": {}, "body": body}
        if content_type:
            request["headers"] = {"content-type": content_type}
        label = name if number < 2 else f"{name} {number - 1}"
        recording = Recording(spec.api, operation.id, label, {"request": request})
        # An operation without choices has one request.
        made.setdefault(json.dumps(request, sort_keys=True), recording)
    return list(made.values())


def _path(spec: Spec, operation: Operation) -> str:
    path = operation.template
    for name, parameter in operation.named("path").items():
        path = path.replace(f"{{{name}}}", quote(str(_first(spec, parameter)), safe=""))
    return spec.base + path


def _first(spec: Spec, parameter: Node) -> object:
    return parameter.get("example", values(spec, parameter["schema"])[0])


def _queries(spec: Spec, operation: Operation) -> list[dict[str, str]]:
    """Return queries: all parameters, one of them otherwise, and only the required ones at the end."""
    parameters = operation.named("query")
    full = {name: spelt(parameter, _first(spec, parameter)) for name, parameter in parameters.items()}
    found = [full]
    for name, parameter in parameters.items():
        found += [{**full, name: spelt(parameter, other)} for other in values(spec, parameter["schema"])[1:]]
        if not parameter.get("required"):
            found.append({other: text for other, text in full.items() if other != name})
    return [*found, {name: text for name, text in full.items() if parameters[name].get("required")}]


def spelt(parameter: Node, value: object) -> str:
    """Return a value as a query has it."""
    if isinstance(value, bool) and parameter.get("x-boolean-spelling") != "capitalized":
        return str(value).lower()
    return str(value)


def _bodies(spec: Spec, operation: Operation) -> list[tuple[str, object]]:
    """Return bodies with their content types, the fullest first, the least at the end."""
    body = operation.request_body
    if body is None:
        return [("", None)]
    if operation.is_upload:
        return [("text/plain" if kind == ANY_TYPE else kind, _FILES[kind]) for kind in body["content"]]
    content: Node = body["content"]["application/json"]
    written = [content["example"]] if "example" in content else []
    first, *others = values(spec, content["schema"])
    return [("application/json", each) for each in (first, *written, *(others or [first]))]


def wrong_requests_of(spec: Spec, recording: Recording) -> Iterator[tuple[str, Recording]]:
    """Take the fullest request to an operation and break it in one place at a time; the text says which."""
    operation, request = spec.operations[recording.operation_id], recording.request
    for name, parameter in operation.named("query").items():
        if "type" in spec.resolve(parameter["schema"]) and spec.resolve(parameter["schema"])["type"] != "string":
            yield f"query {name}: a word", recording.changed("request", query={**request.query, name: "word"})
        elif "enum" in spec.resolve(parameter["schema"]):
            yield f"query {name}: not in the list", recording.changed("request", query={**request.query, name: "word"})
        if parameter.get("required"):
            rest = {other: text for other, text in request.query.items() if other != name}
            yield f"query {name}: missing", recording.changed("request", query=rest)
    body = as_node(request.body)
    if operation.request_body is None or body is None:
        return
    schema = spec.resolve(operation.request_body["content"]["application/json"]["schema"])
    yield "body: a list", recording.changed("request", body=[])
    for name, member in schema.get("properties", {}).items():
        if "type" in spec.resolve(member):
            other = "word" if spec.resolve(member)["type"] == "array" else ["word"]
            yield f"body.{name}: another type", recording.changed("request", body={**body, name: other})
        if name in schema.get("required", ()):
            rest = {other: value for other, value in body.items() if other != name}
            yield f"body.{name}: missing", recording.changed("request", body=rest)


def answered(recording: Recording, status: int, headers: dict[str, str], body: object) -> Recording:
    """Return the request together with the answer that it was given."""
    response = {"status": status, "headers": headers, "body": body}
    return replace(recording, document={**recording.document, "response": response})
