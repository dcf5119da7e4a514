"""What of a spec the recordings show: members, parameters and words, by operation.

A place is named as people would say it: `klips_get 200.data.name`, `klips_list query limit`, `klips_create body.name`.
What is alike everywhere has no operation: `meta.total`, which an envelope tells of the call, and `refusal.error_code`;
a word has the name of its component, `ClientStatus active`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.checks import JSON_TYPE
from tests.contract.documents import Node, as_list, as_node
from tests.contract.strictness import schema_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.documents import Operation, Spec
    from tests.contract.recordings import Recording

_WORD = "word "


def documented(spec: Spec) -> set[str]:
    """Return all places that a spec names."""
    found = _words(spec)
    for operation in spec.operations.values():
        found |= {f"{operation.id} {each['in']} {each['name']}" for each in operation.parameters}
        for _, schema, where in _schemas(operation):
            found |= {_placed(operation, place) for place in _known(spec, schema, where)}
    return found


def shown(spec: Spec, recording: Recording) -> set[str]:
    """Return the places that a recording shows."""
    operation, request = spec.operations[recording.operation_id], recording.request
    names = {f"path {name}" for name in operation.path_values(request.path, spec.base) or ()}
    names |= {f"query {name}" for name in request.query}
    found = {f"{operation.id} {name}" for name in names}
    for name, parameter in operation.named("query").items():
        found |= {_placed(operation, word) for word in _seen(spec, parameter["schema"], request.query.get(name), "")}
    told = spec.told_status(recording.response.status, recording.response.body)
    bodies = {"request": request.body, told: recording.response.body}
    for part, schema, where in _schemas(operation):
        if bodies.get(part) is not None:
            found |= {_placed(operation, place) for place in _seen(spec, schema, bodies[part], where)}
    return found


def _placed(operation: Operation, place: str) -> str:
    if place.startswith(_WORD):
        return place.removeprefix(_WORD)
    status, _, inside = place.partition(".")
    if status.isdigit() and int(status) >= 400:
        return f"refusal.{inside}"
    return inside if status.isdigit() and inside.startswith("meta.") else f"{operation.id} {place}"


def _schemas(operation: Operation) -> Iterator[tuple[int | str, Node, str]]:
    """Give the schemas of JSON that is sent or answered."""
    body: Node = (operation.request_body or {}).get("content", {})
    if JSON_TYPE in body:
        yield "request", body[JSON_TYPE]["schema"], "body"
    for status, answer in operation.responses.items():
        if JSON_TYPE in answer.get("content", {}):
            yield status, answer["content"][JSON_TYPE]["schema"], str(status)


def _known(spec: Spec, schema: Node, where: str, inside: tuple[str, ...] = ()) -> Iterator[str]:
    reference = schema.get("$ref", "")
    if reference in inside:
        return
    inside = (*inside, reference) if reference else inside
    node = spec.resolve(schema)
    for branch in node.get("anyOf", ()):
        yield from _known(spec, branch, where, inside)
    for name, member in node.get("properties", {}).items():
        yield f"{where}.{name}"
        yield from _known(spec, member, f"{where}.{name}", inside)
    further = as_node(node.get("additionalProperties"))
    if further is not None:
        yield from _known(spec, further, f"{where}.*", inside)
    if as_node(node.get("items")):
        yield from _known(spec, node["items"], f"{where}[]", inside)


def _words(spec: Spec) -> set[str]:
    return {f"{name} {word}" for name, schema in spec.schemas.items() for word in _values(schema)}


def _values(schema: Node) -> set[str]:
    return {word for branch in (schema, *schema.get("anyOf", ())) for word in branch.get("enum", ())}


def _seen(spec: Spec, schema: Node, value: object, where: str) -> Iterator[str]:
    node = spec.resolve(schema)
    if "$ref" in schema and isinstance(value, str) and value in _values(node):
        yield f"{_WORD}{schema['$ref'].rpartition('/')[2]} {value}"
    branches: list[Node] = node.get("anyOf", [])
    if branches:
        fitting = [each for each in branches if not schema_faults(spec, each, value, where)]
        for branch in fitting[:1]:
            yield from _seen(spec, branch, value, where)
        return
    properties: Node = node.get("properties", {})
    further = as_node(node.get("additionalProperties")) or {}
    for key, member in (as_node(value) or {}).items():
        if key in properties:
            yield f"{where}.{key}"
            yield from _seen(spec, properties[key], member, f"{where}.{key}")
        else:
            yield from _seen(spec, further, member, f"{where}.*")
    for item in as_list(value) or ():
        yield from _seen(spec, node.get("items", {}), item, f"{where}[]")
