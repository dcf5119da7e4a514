"""What our templates need and openapi-python-client leaves out: bounds, evidence, paging, the resource tree."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Any

from .docs import docstring, one_line
from .spec import GenerationError, Node, Spec, SpecOperation, reference_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_RULES: Mapping[str, str] = {
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "x-recommended-maximum": "recommended_maximum",
}


def snake_case(name: str) -> str:
    """Return the Python name of a member: the rule that both generators follow."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)
    return "_".join(words).lower()


def pascal_case(name: str) -> str:
    """Return the class name of a resource path."""
    return "".join(word.capitalize() for word in re.split(r"[._]", name))


def build_context(spec: Spec) -> Node:
    """Return the data of one spec, ready to be printed by the templates."""
    scheme = next(iter(spec.document["components"]["securitySchemes"].values()))
    return {
        "api": spec.document["info"]["title"],
        "summary": spec.document["info"]["summary"],
        "base_url": spec.document["servers"][0]["url"],
        "package": spec.package,
        "spec": f"specs/{spec.api}.yaml",
        "credential": {**scheme["x-credential"], "location": scheme["in"], "name": scheme["name"]},
        "fake": f"Fake{spec.api.capitalize()}",
        "resources": _resources(spec),
        "operations": {operation.id: _operation(spec, operation) for operation in spec.operations()},
    }


def _resources(spec: Spec) -> Node:
    resources: Node = {}
    for tag, description in spec.tags.items():
        parent, _, name = tag.rpartition(".")
        if parent and parent not in resources:
            raise GenerationError(f"specs/{spec.api}.yaml: tag {tag}: declare its parent {parent} before it")
        resources[tag] = {
            "module": tag.replace(".", "_"),
            "attribute": name,
            "class": pascal_case(tag),
            "description": one_line(description).rstrip("."),
            "children": [],
        }
        if parent:
            resources[parent]["children"].append(tag)
    return resources


def _operation(spec: Spec, operation: SpecOperation) -> Node:
    success = spec.success(operation)
    body = spec.body(operation)
    members: Node = body.get("properties", {}) if body else {}
    arguments = {snake_case(node["name"]): node for node in operation.parameters}
    required_first = sorted(members, key=lambda name: name not in (body or {}).get("required", ()))
    arguments |= {snake_case(name): members[name] for name in required_first}
    return {
        "tag": operation.tag,
        "method": operation.verb + ("_" if keyword.iskeyword(operation.verb) else ""),
        "http": f"{operation.method} {operation.path}",
        "result": reference_name(success) if success else None,
        "item": _item(spec, operation),
        "idempotent": operation.node.get("x-idempotent"),
        "paging": _paging(operation),
        "rules": {node["name"]: _rules(spec, node, node["schema"]) for node in operation.parameters}
        | {name: _rules(spec, node, node) for name, node in members.items()},
        "doc": docstring(spec, operation, arguments),
    }


def _item(spec: Spec, operation: SpecOperation) -> str | None:
    paging, success = operation.node.get("x-paging"), spec.success(operation)
    if paging is None or success is None:
        return None
    return reference_name(spec.resolve(success)["properties"][paging["items"]]["items"])


def _paging(operation: SpecOperation) -> str | None:
    paging = operation.node.get("x-paging")
    if paging is None:
        return None
    if paging["style"] != "page":
        raise GenerationError(f"{operation.id}: x-paging style {paging['style']!r} is not known; use 'page'")
    size = next(node for node in operation.parameters if node["name"] == paging["size"])
    values: dict[str, Any] = {key: snake_case(paging[key]) for key in ("page", "size")}
    values |= {"first": paging["first"], "default_size": size["schema"].get("default")}
    values |= {key: snake_case(paging[key]) for key in ("items", "total", "has_next") if key in paging}
    return f"PagePaging({', '.join(f'{key}={value!r}' for key, value in values.items())})"


def _rules(spec: Spec, node: Node, schema: Node) -> str:
    """Return the arguments of ``Parameter`` after its name."""
    schema = spec.resolve(schema)
    name = str(node.get("name", ""))
    kinds = [kind for kind in _types(spec, schema) if kind != "null"]
    if len(kinds) != 1:
        raise GenerationError(f"specs/{spec.api}.yaml: parameter {name or one_line(str(schema))}: give it one type")
    kind = "date-time" if schema.get("format") == "date-time" else kinds[0]
    values: dict[str, Any] = {keyword_: schema[key] for key, keyword_ in _RULES.items() if key in schema}
    if "null" in _types(spec, schema):
        values["nullable"] = True
    if "enum" in schema:
        values["choices"] = tuple(schema["enum"])
    if node.get("x-secret"):
        values["secret"] = True
    if node.get("x-boolean-spelling") == "capitalized":
        values["capitalized"] = True
    return ", ".join([repr(kind), *(f"{key}={value!r}" for key, value in values.items())])


def _types(spec: Spec, schema: Node) -> list[str]:
    schema = spec.resolve(schema)
    if "anyOf" in schema:
        return sorted({kind for part in schema["anyOf"] for kind in _types(spec, part)})
    kinds = schema["type"]
    return [kinds] if isinstance(kinds, str) else list(kinds)
