"""Which schema of a spec describes which part of a body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spec_lint.document import target_of
from spec_lint.values import mapping, sequence, text

from .forms import is_moment, is_url
from .json_values import is_node

if TYPE_CHECKING:
    from spec_lint.document import Operation, Spec
    from spec_lint.values import Node, Pointer

JSON_TYPE = "application/json"
ANY_TYPE = "*/*"

_FORMATS = {"date-time": is_moment, "uri": is_url}


def kind_of(value: object) -> str:
    """Name the JSON type of a value; `integer` for numbers without a fraction written as such."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names: dict[type, str] = {dict: "object", list: "array", str: "string", int: "integer", float: "number"}
    return names[type(value)]


def resolved(spec: Spec, site: Pointer) -> Pointer:
    """Follow the references of a schema to where it stands written."""
    for _ in range(20):
        target = target_of(text(spec.at(site).get("$ref")))
        if target is None:
            break
        site = target
    return site


def branches(spec: Spec, site: Pointer) -> list[Pointer]:
    """Give the schemas without `anyOf` that one is made of, in their order."""
    place = resolved(spec, site)
    options = sequence(spec.at(place).get("anyOf"))
    if not options:
        return [place]
    return [inner for index in range(len(options)) for inner in branches(spec, (*place, "anyOf", index))]


def types_of(node: Node) -> set[str]:
    """Give the JSON types that a schema without `anyOf` takes; none means any."""
    told = node.get("type")
    return {told} if isinstance(told, str) else {each for each in sequence(told) if isinstance(each, str)}


def takes(node: Node, value: object) -> bool:
    """Tell whether a schema without `anyOf` takes the type of a value."""
    types, kind = types_of(node), kind_of(value)
    whole = isinstance(value, float) and value.is_integer()
    return not types or kind in types or ("number" in types and kind == "integer") or ("integer" in types and whole)


def fit(spec: Spec, site: Pointer, value: object) -> Pointer | None:
    """Give the branch of a schema that describes a value best; nothing where none takes its type."""
    fitting = [place for place in branches(spec, site) if takes(spec.at(place), value)]
    if is_node(value):
        names = set(value)
        return max(fitting, key=lambda place: _closeness(spec.at(place), names), default=None)
    known = [place for place in fitting if value in sequence(spec.at(place).get("enum"))]
    exact = [place for place in fitting if "enum" not in spec.at(place) and in_form(spec.at(place), value)]
    return next(iter([*known, *exact, *fitting]), None)


def _closeness(node: Node, names: set[str]) -> tuple[bool, int, bool]:
    required = {text(name) for name in sequence(node.get("required"))}
    return required <= names, len(names & set(mapping(node.get("properties")))), "additionalProperties" in node


def in_form(node: Node, value: object) -> bool:
    """Tell whether a value has the format that a schema asks for."""
    check = _FORMATS.get(text(node.get("format")))
    return check is None or not isinstance(value, str) or check(value)


def enum_site(spec: Spec, site: Pointer) -> Pointer | None:
    """Give the branch of a schema that lists known texts, if there is one."""
    return next((place for place in branches(spec, site) if "enum" in spec.at(place)), None)


def label(spec: Spec, pointer: Pointer) -> str:
    """Name a place in a spec for a reader and for rules: `Procedure.name`."""
    return re.sub(r"\.anyOf\.\d+", "", spec.label(pointer).removeprefix("schemas."))


def told_status(spec: Spec, status: int, body: object) -> int:
    """Give the status that an answer means: an envelope may tell a failure inside of a success."""
    envelope = mapping(spec.root.get("x-envelope"))
    if not envelope or status >= 400 or inside(body, text(envelope.get("success"))) is not False:
        return status
    told = inside(body, text(envelope.get("status")))
    return told if isinstance(told, int) and not isinstance(told, bool) and 100 <= told <= 599 else status


def inside(value: object, path: str) -> object:
    """Give what stands at member names joined by dots; `*` is the only member, whatever its name."""
    for name in path.split("."):
        node = mapping(value)
        value = next(iter(node.values()), None) if name == "*" else node.get(name)
    return value


def response_site(spec: Spec, operation: Operation, status: int) -> Pointer | None:
    """Give where the answer of a status stands written, if it is documented."""
    if str(status) not in operation.responses:
        return None
    return resolved(spec, (*operation.pointer, "responses", str(status)))


def body_site(spec: Spec, owner: Pointer, content_type: str | None) -> Pointer | None:
    """Give the schema of a body: of an answer or of a request, for a content type."""
    content = mapping(spec.at(owner).get("content"))
    for kind in (content_type or JSON_TYPE, ANY_TYPE):
        if kind in content:
            return (*owner, "content", kind, "schema")
    return None


def request_site(spec: Spec, operation: Operation) -> Pointer | None:
    """Give where the body that an operation sends stands written, if it has one."""
    return resolved(spec, (*operation.pointer, "requestBody")) if "requestBody" in operation.node else None
