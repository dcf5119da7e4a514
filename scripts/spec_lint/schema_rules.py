"""Rules about components: schemas, bodies, references, descriptions."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from .document import target_of
from .values import PASCAL_CASE, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Spec
    from .values import Issue, Pointer

JSON_TYPE = "application/json"
# Content of any type, which is passed on as it is.
RAW_TYPE = "*/*"

JSON_TYPES = ("string", "integer", "number", "boolean", "array", "object", "null")
# Keywords that only make sense on an object, which need not say so.
OBJECT_KEYWORDS = frozenset(["properties", "additionalProperties", "patternProperties"])


def bodies(spec: Spec) -> Iterator[Issue]:
    """Bodies are JSON, or content of any type that is passed on as it is."""
    for pointer, node in spec.walk():
        if "content" not in node:
            continue
        content = mapping(node["content"])
        raw = RAW_TYPE in content
        if raw and pointer[-1:] == ("requestBody",) and "x-argument" not in node:
            yield (pointer, "content of any type has no name", "name its argument with `x-argument`")
        for kind in content:
            inner = (*pointer, "content", kind)
            if kind != JSON_TYPE and not raw:
                yield (
                    inner,
                    f"content type `{kind}` is not supported",
                    f"describe it as {JSON_TYPE}, or add `{RAW_TYPE}` for content that is passed on as it is",
                )
            if "schema" not in mapping(content[kind]):
                yield (inner, "a body has no schema", "refer to a component")


def named_schemas(spec: Spec) -> Iterator[Issue]:
    """Objects and enums are components; nothing is closed to further members or left without a type."""
    for pointer, node in spec.schemas:
        is_component = len(pointer) == 3 and pointer[:2] == ("components", "schemas")
        if node.get("additionalProperties") is False:
            yield (pointer, "forbids further members", "remove `additionalProperties: false`")
        is_map = "additionalProperties" in node and "properties" not in node
        # Written out, `{}` means anything on purpose, where a list or content of any type holds it.
        is_content = not node and (pointer[-1] == "items" or RAW_TYPE in spec.at(pointer[:-2]))
        if is_component or in_envelope(spec, pointer) or is_map or is_content:
            continue
        types = node.get("type")
        if types == "object" or "object" in sequence(types) or OBJECT_KEYWORDS & set(node):
            yield (pointer, "is an inline object", "make it a component and refer to it")
        elif "enum" in node and not (len(pointer) == 5 and pointer[3] == "anyOf"):
            yield (pointer, "is an inline enum", "make it a component and refer to it")
        elif not {"$ref", "type", "anyOf", "oneOf", "allOf", "enum", "const"} & set(node):
            yield (pointer, "is a schema without a type", "give it one, or refer to a component")


def known_types(spec: Spec) -> Iterator[Issue]:
    """A type is one that JSON has."""
    for pointer, node in spec.schemas:
        given = sequence(node["type"]) or [node["type"]] if "type" in node else []
        for kind in given:
            if kind not in JSON_TYPES:
                likely = get_close_matches(str(kind), JSON_TYPES, n=1)
                remedy = f"write `{likely[0]}`" if likely else f"write one of {', '.join(JSON_TYPES)}"
                yield ((*pointer, "type"), f"`{kind}` is no type", remedy)


def in_envelope(spec: Spec, pointer: Pointer) -> bool:
    """Tell whether a schema is part of a component that is only an envelope, of which no class is made."""
    return pointer[:2] == ("components", "schemas") and spec.at(pointer[:3]).get("x-envelope") is True


def open_enums(spec: Spec) -> Iterator[Issue]:
    """An enum reached from an answer is open: an answer may hold a value that is not known yet."""
    answered = spec.reachable(lambda pointer: "responses" in pointer)
    for pointer, node in spec.schemas:
        if pointer not in answered:
            continue
        members = [mapping(member) for member in sequence(node.get("anyOf"))]
        is_open = any(member.get("type") == "string" and "enum" not in member for member in members)
        if "enum" in node or (any("enum" in member for member in members) and not is_open):
            yield (pointer, "is a closed enum in an answer", "open it: `anyOf` of the enum and of a plain string")


def component_names(spec: Spec) -> Iterator[Issue]:
    """Component names are PascalCase, so that both generators keep them as they are."""
    for section, components in spec.at(("components",)).items():
        for name in mapping(components):
            if not PASCAL_CASE.fullmatch(name):
                yield (("components", section, name), f"`{name}` is not PascalCase", "write words like `ApiKeyPage`")


def components_used(spec: Spec) -> Iterator[Issue]:
    """Every component is reached from an operation."""
    reached = spec.reachable(lambda pointer: pointer[:1] != ("components",))
    named = [spec.root, *(operation.node for operation in spec.operations)]
    schemes = {name for node in named for option in sequence(node.get("security")) for name in mapping(option)}
    reached |= {("components", "securitySchemes", name) for name in schemes}
    for section, components in spec.at(("components",)).items():
        for name in mapping(components):
            if ("components", section, name) not in reached:
                yield (("components", section, name), "is used by no operation", "remove it")


def references_resolve(spec: Spec) -> Iterator[Issue]:
    """Every reference leads to a component of the same document."""
    for pointer, reference in spec.references:
        target = target_of(reference)
        if target is None:
            yield ((*pointer, "$ref"), f"`{reference}` leaves the document", "copy what it means into it")
        elif spec.get(target) is None:
            yield ((*pointer, "$ref"), f"`{reference}` leads nowhere", "correct it or add the component")
        elif len(target) != 3 or target[0] != "components":
            yield ((*pointer, "$ref"), f"`{reference}` is no component", "move what it means into `components`")


def descriptions(spec: Spec) -> Iterator[Issue]:
    """Every component schema, property and parameter says what it means."""
    for pointer, node in spec.schemas:
        is_component = len(pointer) == 3
        # A property may itself be called `properties`.
        is_property = len(pointer) > 1 and pointer[-2] == "properties" and "properties" not in pointer[-3:-2]
        is_property = is_property and not in_envelope(spec, pointer)
        if (is_component or is_property) and not text(node.get("description")).strip():
            yield (pointer, "has no description", "say what it means, in a sentence of ours")
    for pointer, node in spec.walk():
        if "parameters" in pointer[-2:-1] and "in" in node and not text(node.get("description")).strip():
            name = text(node.get("name"))
            yield (pointer, f"parameter `{name}` has no description", "say what it means, in a sentence of ours")
