"""Which places of a spec an exchange shows: its request and its answer, walked along the schemas."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.contract.checks import BASIC_HEADER, read_text, request_faults, response_faults
from tests.contract.documents import as_list, as_node
from tests.contract.strictness import schema_faults
from tests.reporting.evidence import is_answer, is_call

from .facts import (
    Place,
    Side,
    alternatives,
    content_schema,
    enumerated,
    follow,
    header_place,
    operation_place,
    parameter_place,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.documents import Node, Spec
    from tests.contract.recordings import Recording, Request


def contradictions(spec: Spec, recording: Recording) -> list[str]:
    """Return where the spec contradicts an exchange, of which it can then not be told what it shows."""
    if recording.inbound:
        return []
    if recording.operation_id not in spec.operations:
        return [f"{recording.operation_id}: there is no such operation"]
    answer = response_faults(spec, recording) if is_answer(recording) else []
    request = request_faults(spec, recording) if recording.sendable else []
    return [f"request: {fault}" for fault in request] + [f"answer: {fault}" for fault in answer]


def places(spec: Spec, recording: Recording) -> Iterator[Place]:
    """Give the places of a spec that an exchange shows, some more than once."""
    if is_call(spec, recording):
        yield from _request_places(spec, recording)
    if is_answer(recording):
        yield from _answer_places(spec, recording)


def _request_places(spec: Spec, recording: Recording) -> Iterator[Place]:
    operation, request = spec.operations[recording.operation_id], recording.request
    given = {
        "path": operation.path_values(request.path, spec.base) or {},
        "query": request.query,
        "header": request.headers,
    }
    for parameter in operation.parameters:
        name: str = parameter["name"]
        text = given.get(parameter["in"], {}).get(name.lower() if parameter["in"] == "header" else name)
        if text is not None:
            place = parameter_place(operation, parameter)
            yield place
            value = read_text(parameter, spec.resolve(parameter["schema"]), text)
            yield from _value_places(spec, parameter["schema"], value, place)
    if operation.request_body is not None and request.body is not None:
        place = operation_place(operation, Side.REQUEST, "body")
        yield place
        schema = content_schema(operation.request_body["content"])
        if schema is not None and request.is_json:
            yield from _value_places(spec, schema, request.body, place)
    yield from _credential_places(spec, request)


def _credential_places(spec: Spec, request: Request) -> Iterator[Place]:
    schemes: dict[str, Node] = spec.document["components"]["securitySchemes"]
    for name, scheme in schemes.items():
        if scheme["type"] == "apiKey":
            key: str = scheme["name"]
            carried = key.lower() in request.headers if scheme["in"] == "header" else key in request.query
        else:
            carried = request.headers.get(BASIC_HEADER, "").lower().startswith(f"{scheme['scheme']} ".lower())
        if carried:
            yield Place(Side.REQUEST, name)


def _answer_places(spec: Spec, recording: Recording) -> Iterator[Place]:
    operation, response = spec.operations[recording.operation_id], recording.response
    status = spec.told_status(response.status, response.body)
    answer = operation.responses[status]
    place = operation_place(operation, Side.ANSWER, str(status))
    yield place
    headers: dict[str, Node] = answer.get("headers", {})
    for name, node in headers.items():
        text = response.headers.get(name.lower())
        if text is not None:
            header, where = spec.resolve(node), header_place(operation, status, name)
            schema: Node = header.get("schema", {})
            yield where
            yield from _value_places(spec, schema, read_text(header, spec.resolve(schema), text), where)
    schema_of_body = content_schema(answer.get("content", {}))
    if schema_of_body is not None and response.is_json and response.body is not None:
        yield from _value_places(spec, schema_of_body, response.body, place)


def _value_places(spec: Spec, schema: Node, value: object, place: Place) -> Iterator[Place]:
    schema, place = follow(spec, schema, place)
    for each in enumerated(schema):
        # As JSON, because Python takes 1 for True.
        if json.dumps(each) == json.dumps(value):
            yield place.value(each)
    further = as_node(schema.get("additionalProperties"))
    members: dict[str, Node] = schema.get("properties", {})
    for name, member in (as_node(value) or {}).items():
        if name in members:
            yield place.member(name)
            yield from _value_places(spec, members[name], member, place.member(name))
        elif further:
            yield from _value_places(spec, further, member, place.entry())
    for item in as_list(value) or []:
        yield from _value_places(spec, schema.get("items", {}), item, place.further("[]"))
    fitting = [each for each in alternatives(spec, schema, place) if not schema_faults(spec, each.schema, value, "")]
    if fitting:
        meant = max(fitting, key=lambda each: _named(spec, each.schema, value))
        if meant.form is not None:
            yield meant.form
        yield from _value_places(spec, meant.schema, value, meant.place)
    for part in schema.get("allOf", ()):
        yield from _value_places(spec, part, value, place)


def _named(spec: Spec, branch: Node, value: object) -> int:
    """Count the members of a value that an alternative names: of several that fit, the most telling one is meant."""
    return len((as_node(value) or {}).keys() & spec.resolve(branch).get("properties", {}).keys())
