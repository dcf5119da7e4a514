"""Values that a schema allows, derived from nothing but the schema: what a caller may pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.documents import as_list, as_node

if TYPE_CHECKING:
    from tests.contract.documents import Node, Spec

_TEXTS = {
    "date-time": "2024-01-15T09:00:00Z",
    "email": "ada@example.com",
    "uri": "https://example.com/a?b=c",
    "password": "test-password",
}
# Deeper than any request goes; a schema that holds itself ends there.
_DEEPEST = 8


def values(spec: Spec, schema: Node, depth: int = 0) -> list[object]:
    """Return values that fit a schema, the fullest first; each further one differs from it in a single choice.

    A choice is: every value of an enumeration, every branch of a union, both booleans, the bounds of a number, no
    items, a member left out that may be, all of them left out.
    """
    node = spec.resolve(schema)
    branches = as_list(node.get("anyOf")) or as_list(node.get("oneOf"))
    if "enum" in node:
        return list(node["enum"])
    if branches:
        return [value for branch in branches for value in values(spec, branch, depth)]
    kinds = as_list(node.get("type")) or [node.get("type")]
    return [value for kind in kinds for value in _of_kind(spec, node, kind, depth)]


def _of_kind(spec: Spec, node: Node, kind: object, depth: int) -> list[object]:
    match kind:
        case "null":
            return [None]
        case "boolean":
            return [True, False]
        case "integer" | "number":
            return _numbers(node)
        case "string":
            return [_text(node)]
        case "array":
            return _arrays(spec, node, depth)
        case "object":
            return _objects(spec, node, depth)
        case _:
            return ["anything"]


def _text(node: Node) -> str:
    if isinstance(node.get("example"), str):
        return str(node["example"])
    text = _TEXTS.get(node.get("format", ""), "https://example.com/hook" if "pattern" in node else "text")
    return text.ljust(node.get("minLength", 0), "x")


def _numbers(node: Node) -> list[object]:
    low, high = node.get("minimum", 0), node.get("maximum")
    first = node.get("example", low + 1 if high is None else min(low + 1, high))
    return list(dict.fromkeys([first, low, *([] if high is None else [high])]))


def _arrays(spec: Spec, node: Node, depth: int) -> list[object]:
    items = [] if depth >= _DEEPEST else values(spec, node["items"], depth + 1)
    least = node.get("minItems", 0)
    found: list[object] = [[item] * max(least, 1) for item in items]
    return found if least and items else [*found, []]


def _objects(spec: Spec, node: Node, depth: int) -> list[object]:
    members: dict[str, list[object]] = {}
    if depth < _DEEPEST:
        members = {name: values(spec, schema, depth + 1) for name, schema in node.get("properties", {}).items()}
        further = as_node(node.get("additionalProperties"))
        if node.get("additionalProperties") is True:
            members["further_member"] = ["text"]
        elif further is not None:
            members["further_member"] = values(spec, further, depth + 1)
    fullest = {name: choices[0] for name, choices in members.items()}
    required: list[str] = node.get("required", [])
    found: list[object] = [fullest]
    found += [{**fullest, name: other} for name, choices in members.items() for other in choices[1:]]
    if fullest.keys() - set(required):
        found.append({name: fullest[name] for name in required})
    return found
