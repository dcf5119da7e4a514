"""Rules about lists: how their pages are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .envelope_rules import inside, success_schema
from .extension_rules import unknown_members
from .operation_rules import verb_of
from .values import mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .document import Operation, Spec
    from .values import Issue

# By style: the members that name query parameters, and those that may stand beside them.
STYLES: Mapping[str, tuple[tuple[str, str], tuple[str, ...]]] = {
    "page": (("page", "size"), ("first", "items", "total", "has_next")),
    "offset": (("offset", "limit"), ("items", "total", "single")),
}


_MEMBERS = (("items", "array"), ("total", "integer"), ("has_next", "boolean"), ("single", "object"))


def paging(spec: Spec) -> Iterator[Issue]:
    """Every list says how its pages are asked for, in names that exist."""
    for operation in spec.operations:
        pointer = (*operation.pointer, "x-paging")
        if "x-paging" in operation.node:
            style = text(mapping(operation.node["x-paging"]).get("style"))
            if style not in STYLES:
                yield (pointer, "the paging style is unknown", "use `style: page` or `style: offset`")
                continue
            wanted = "offset" if "x-envelope" in spec.root else "page"
            if style != wanted:
                # Nothing in the runtime reads the other two combinations.
                problem = (
                    f"`style: {style}` does not go with answers {'in' if wanted == 'offset' else 'without'} an envelope"
                )
                yield (pointer, problem, f"use `style: {wanted}`, or teach overrides/_runtime/paging.py to read it")
            yield from _paging_parameters(spec, operation, style)
            yield from _paging_members(spec, operation)
            yield from unknown_members(spec, pointer, {"style", *STYLES[style][0], *STYLES[style][1]})
        elif verb_of(spec, operation) == "list" and "x-result" not in operation.node:
            yield (operation.pointer, "is a list without x-paging", "declare how its pages are asked for")


def _paging_parameters(spec: Spec, operation: Operation, style: str) -> Iterator[Issue]:
    pointer = (*operation.pointer, "x-paging")
    declared = mapping(operation.node["x-paging"])
    query = {one.name: one.node for one in operation.parameters if one.location == "query"}
    for member in STYLES[style][0]:
        name = text(declared.get(member))
        if name not in query:
            problem = f"`{member}` names no query parameter of the operation (`{name}`)"
            yield (pointer, problem, "correct it or declare the parameter")
    if style == "page":
        if type(declared.get("first")) is not int or declared.get("first") not in {0, 1}:
            yield (pointer, "`first` is not the number of the first page", "write `first: 0` or `first: 1`")
        return
    limit = spec.resolve(mapping(query.get(text(declared.get("limit")))).get("schema"))
    for keyword in ("default", "maximum"):
        if limit and type(limit.get(keyword)) is not int:
            problem = f"the parameter of `limit` has no `{keyword}`"
            yield (pointer, problem, "without it, nobody can tell a full page from the last one")
    if not text(declared.get("total")):
        yield (pointer, "`total` is missing", "name the member that tells the number of all rows, sent or not")


def _paging_members(spec: Spec, operation: Operation) -> Iterator[Issue]:
    pointer = (*operation.pointer, "x-paging")
    declared = mapping(operation.node["x-paging"])
    envelope = success_schema(spec, operation)
    # An answer that is missing or leads nowhere is another rule's finding.
    if not envelope:
        return
    for member, wanted in _MEMBERS:
        if member not in declared and member != "items":
            continue
        name = text(declared.get(member))
        found = inside(spec, envelope, name)
        if not found:
            problem = f"`{member}` names no member of the answer (`{name}`)"
            yield (pointer, problem, "correct it or describe the member")
        elif found.get("type") != wanted:
            yield (pointer, f"`{member}` names `{name}`, which is no {wanted}", f"name the {wanted} of the envelope")
