"""Rules about lists: how their pages are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .extension_rules import unknown_members
from .operation_rules import verb_of
from .schema_rules import JSON_TYPE
from .values import mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Operation, Spec
    from .values import Issue, Node


def paging(spec: Spec) -> Iterator[Issue]:
    """Every list says how its pages are asked for, in names that exist."""
    for operation in spec.operations:
        if "x-paging" in operation.node:
            yield from _paging_parameters(operation)
            yield from _paging_members(spec, operation)
            known = {"style", "page", "size", "first", "items", "total", "has_next"}
            yield from unknown_members(spec, (*operation.pointer, "x-paging"), known)
        elif verb_of(spec, operation) == "list":
            yield (operation.pointer, "is a list without x-paging", "declare how its pages are asked for")


def _paging_parameters(operation: Operation) -> Iterator[Issue]:
    pointer = (*operation.pointer, "x-paging")
    declared = mapping(operation.node["x-paging"])
    if declared.get("style") != "page":
        yield (pointer, "the paging style is unknown", "use `style: page`")
    if type(declared.get("first")) is not int or declared.get("first") not in {0, 1}:
        yield (pointer, "`first` is not the number of the first page", "write `first: 0` or `first: 1`")
    query = {one.name for one in operation.parameters if one.location == "query"}
    for member in ("page", "size"):
        name = text(declared.get(member))
        if name not in query:
            problem = f"`{member}` names no query parameter of the operation (`{name}`)"
            yield (pointer, problem, "correct it or declare the parameter")


def _paging_members(spec: Spec, operation: Operation) -> Iterator[Issue]:
    pointer = (*operation.pointer, "x-paging")
    declared = mapping(operation.node["x-paging"])
    envelope = _success_schema(spec, operation)
    # An answer that is missing or leads nowhere is another rule's finding.
    if not envelope:
        return
    properties = mapping(envelope.get("properties"))
    for member, wanted in (("items", "array"), ("total", "integer"), ("has_next", "boolean")):
        if member not in declared and member != "items":
            continue
        name = text(declared.get(member))
        if name not in properties:
            problem = f"`{member}` names no member of the answer (`{name}`)"
            yield (pointer, problem, "correct it or describe the member")
        elif spec.resolve(properties[name]).get("type") != wanted:
            yield (pointer, f"`{member}` names `{name}`, which is no {wanted}", f"name the {wanted} of the envelope")


def _success_schema(spec: Spec, operation: Operation) -> Node:
    for status, response in operation.responses.items():
        if status.startswith("2"):
            content = mapping(spec.resolve(response).get("content"))
            return spec.resolve(mapping(content.get(JSON_TYPE)).get("schema"))
    return {}
