"""What can be wrong with a schema: every edit of it and of what stands inside of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract_mutation.edits import GONE, Edit, Node, Path, as_list, as_node, pointer, renamed, without

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a value is taken for instead.
OTHER_TYPES = {
    "string": "integer",
    "integer": "string",
    "number": "string",
    "boolean": "string",
    "array": "string",
    "object": "string",
    "null": "boolean",
}
BOUNDS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern")


def schema_edits(schema: Node, path: Path) -> Iterator[Edit]:
    """Give the edits of a schema that stands at a path of the document."""
    where = pointer(path)
    yield from _type_edits(schema, path, where)
    yield from _value_edits(schema, path, where)
    yield from _member_edits(schema, path, where)
    for name, node in schema.get("properties", {}).items():
        yield from schema_edits(node, (*path, "properties", name))
    for index, branch in enumerate(schema.get("anyOf", ())):
        yield from schema_edits(branch, (*path, "anyOf", index))
    if as_node(schema.get("items")):
        yield from schema_edits(schema["items"], (*path, "items"))
    if as_node(schema.get("additionalProperties")):
        yield from schema_edits(schema["additionalProperties"], (*path, "additionalProperties"))


def _type_edits(schema: Node, path: Path, where: str) -> Iterator[Edit]:
    kind = schema.get("type")
    kinds, spoken = as_list(kind), {key: schema[key] for key in ("description", "x-evidence") if key in schema}
    if "$ref" in schema:
        yield Edit("type changed", f"{where} to integer", path, {**spoken, "type": "integer"})
    elif kinds is not None:
        for each in kinds:
            left = [other for other in kinds if other != each]
            what = "null dropped" if each == "null" else "type changed"
            yield Edit(what, f"{where} without {each}", (*path, "type"), left[0] if len(left) == 1 else left)
        first = next(each for each in kinds if each != "null")
        others = [OTHER_TYPES[first] if each == first else each for each in kinds]
        yield Edit(
            "type changed", f"{where} to {OTHER_TYPES[first]}", path, {**without(schema, "format"), "type": others}
        )
    elif kind is not None:
        other = OTHER_TYPES[str(kind)]
        yield Edit("type changed", f"{where} to {other}", path, {**spoken, "type": other})
        if kind == "integer":
            yield Edit("type changed", f"{where} to number", path, {**schema, "type": "number"})
        if kind != "null" and "enum" not in schema and "properties" not in schema:
            yield Edit("null added", where, (*path, "type"), [kind, "null"])
    branches = as_list(schema.get("anyOf"))
    for index in range(len(branches or ())):
        left = [branch for number, branch in enumerate(branches or ()) if number != index]
        lone = {**without(schema, "anyOf"), **left[0]} if len(left) == 1 else {**schema, "anyOf": left}
        yield Edit("alternative dropped", f"{where} number {index}", path, lone)
    if "items" in schema:
        yield Edit(
            "type changed", f"{where} of anything", (*path, "items"), {} if schema["items"] else {"type": "string"}
        )


def _value_edits(schema: Node, path: Path, where: str) -> Iterator[Edit]:
    if "format" in schema:
        yield Edit("format dropped", where, (*path, "format"), GONE)
        yield Edit("format changed", where, (*path, "format"), "date" if schema["format"] != "date" else "time")
    words: list[Any] = schema.get("enum", [])
    for index, word in enumerate(words):
        others = [each for number, each in enumerate(words) if number != index]
        yield Edit("enum value dropped", f"{where} {word}", (*path, "enum"), others)
        yield Edit("enum value renamed", f"{where} {word}", (*path, "enum", index), f"{word}_renamed")
    if words:
        yield Edit("enum value added", where, (*path, "enum"), [*words, "added_value"])
    for name in BOUNDS:
        if name in schema:
            yield Edit("bound dropped", f"{where} {name}", (*path, name), GONE)
            for now in _other_bounds(name, schema[name]):
                yield Edit("bound changed", f"{where} {name} to {now}", (*path, name), now)
    if "default" in schema:
        yield Edit("default dropped", where, (*path, "default"), GONE)
        default = schema["default"]
        other = not default if isinstance(default, bool) else default + 1 if isinstance(default, int) else f"{default}x"
        yield Edit("default changed", where, (*path, "default"), other)
    for name in [name for name in schema if name == "readOnly" or (name.startswith("x-") and name != "x-evidence")]:
        yield Edit("extension dropped", f"{where} {name}", (*path, name), GONE)


def _other_bounds(name: str, bound: Any) -> list[Any]:
    if isinstance(bound, str):
        return [f"{bound}x"]
    # No length is below 0.
    return [now for now in (bound - 1, bound + 1) if now >= 0 or name in {"minimum", "maximum"}]


def _member_edits(schema: Node, path: Path, where: str) -> Iterator[Edit]:
    if schema.get("type") != "object":
        return
    known: Node = schema.get("properties", {})
    required: list[str] = schema.get("required", [])
    for name in known:
        place = f"{where} {name}"
        fewer = [each for each in required if each != name]
        yield Edit("member dropped", place, path, _object(schema, without(known, name), fewer))
        now = f"{name}_renamed"
        others = [now if each == name else each for each in required]
        yield Edit("member renamed", place, path, _object(schema, renamed(known, name, now), others))
        if name in required:
            yield Edit("member made optional", place, path, _object(schema, known, fewer))
        else:
            yield Edit("member made required", place, path, _object(schema, known, [*required, name]))
    yield Edit("member added", where, path, _object(schema, {**known, "added_member": {"type": "string"}}, required))
    further = schema.get("additionalProperties", False)
    if further is False:
        yield Edit("other members allowed", where, path, {**schema, "additionalProperties": True})
    else:
        yield Edit("other members forbidden", where, path, {**schema, "additionalProperties": False})


def _object(schema: Node, known: Node, required: list[str]) -> Node:
    new = {**schema, "properties": known}
    return {**new, "required": required} if required else without(new, "required")
