"""Rules about answers that come in an envelope: what the envelope says, and what methods take out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .extension_rules import unknown_members
from .schema_rules import JSON_TYPE
from .values import mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Operation, Spec
    from .values import Issue, Node

ENVELOPE_MEMBERS = ("success", "status", "location", "instance_location", "id")
CREATED = "created"


def envelope(spec: Spec) -> Iterator[Issue]:
    """`x-envelope` says where the envelope holds what."""
    if "x-envelope" not in spec.root:
        return
    declared = spec.at(("x-envelope",))
    for member in ENVELOPE_MEMBERS:
        if not text(declared.get(member)):
            yield (("x-envelope", member), f"`{member}` is missing", "write member names joined by dots: `meta.status`")
    yield from unknown_members(spec, ("x-envelope",), {*ENVELOPE_MEMBERS})


def results(spec: Spec) -> Iterator[Issue]:
    """`x-result` names something in the answer, and stands where there is an envelope to take it out of."""
    for operation in spec.operations:
        if "x-result" not in operation.node:
            continue
        pointer = (*operation.pointer, "x-result")
        declared = text(operation.node["x-result"])
        if "x-envelope" not in spec.root:
            yield (pointer, "there is no envelope to take a result out of", "remove it, or declare `x-envelope`")
        elif "x-paging" in operation.node:
            yield (pointer, "a paged list says in x-paging what it returns", "remove `x-result`")
        elif declared != CREATED and not inside(spec, success_schema(spec, operation), declared):
            yield (pointer, f"`{declared}` is not in the answer", f"name a member of the envelope, or `{CREATED}`")


def success_schema(spec: Spec, operation: Operation) -> Node:
    """Give the schema of the JSON answer of a call that worked, reference resolved; empty when there is none."""
    for status, response in operation.responses.items():
        if status.startswith("2"):
            content = mapping(spec.resolve(response).get("content"))
            return spec.resolve(mapping(content.get(JSON_TYPE)).get("schema"))
    return {}


def inside(spec: Spec, schema: Node, path: str) -> Node:
    """Give the schema at a path of member names joined by dots, `*` for any member; empty when it leads nowhere."""
    found = schema
    for name in path.split("."):
        node = found.get("additionalProperties") if name == "*" else mapping(found.get("properties")).get(name)
        found = spec.resolve(node)
    return found
