"""The arguments of a method: what a caller may write and what the runtime checks, from the same lines of the spec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .names import check_arguments, python_name
from .spec import GenerationError, Node, Spec, SpecOperation, reference_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Keywords of JSON schema that the runtime enforces, and what its Parameter calls them.
_RULES: Mapping[str, str] = {
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "min_length",
    "maxLength": "max_length",
    "pattern": "pattern",
    "x-recommended-maximum": "recommended_maximum",
}
# Keywords that bound a value and that nothing enforces: better refused than forgotten.
_UNSUPPORTED = (
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "const",
    "not",
    "oneOf",
    "allOf",
)
_ANNOTATIONS: Mapping[str, str] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "date-time": "datetime | str",
    "object": "dict[str, Any]",
}


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a generated method.

    Attributes:
        name: The keyword.
        wire: Its name in the request.
        place: ``path``, ``query`` or ``body``.
        required: Whether a caller has to give it.
        annotation: Its type.
        model: The component that the annotation names, if any.
        rule: The arguments of the runtime's ``Parameter`` after the name, as source.
        closed: Whether ``model`` lists the only values allowed.
        description: Its meaning.
        schema: Bounds and default.
        members: What the object holds, or each object of the array: names, and whether they are required.
    """

    name: str
    wire: str
    place: str
    required: bool
    annotation: str
    model: str | None
    rule: str
    closed: bool
    description: str
    schema: Node
    members: dict[str, bool]

    @property
    def declaration(self) -> str:
        """The runtime's ``Parameter``, as source."""
        wire = f", wire={self.wire!r}" if self.wire != self.name else ""
        required = ", required=True" if self.required else ""
        return f"Parameter({self.name!r}, {self.rule}{wire}{required})"


@dataclass(frozen=True, slots=True)
class _Value:
    kind: str
    annotation: str
    model: str | None
    nullable: bool
    closed: bool
    schema: Node
    members: dict[str, bool]


def arguments(spec: Spec, operation: SpecOperation) -> list[Argument]:
    """Return the arguments of an operation in the order of its signature: path, required body, optional body, query.

    Raises:
        GenerationError: One of them has no Python name, no single type, or a bound that nothing would enforce.
    """
    where = f"{spec.file}: {operation.id}"
    path = [node for node in operation.parameters if node["in"] == "path"]
    path.sort(key=lambda node: operation.path.index(f"{{{node['name']}}}"))
    query = [node for node in operation.parameters if node["in"] == "query"]
    members = _body(spec, operation)
    named = [("body", name) for name in members] + [("query", node["name"]) for node in query]
    check_arguments(where, [*(("path", node["name"]) for node in path), *named])
    return [
        *(_argument(spec, where, node["name"], "path", node, required=True) for node in path),
        *(_argument(spec, where, name, "body", node, required=required) for name, (node, required) in members.items()),
        *(_argument(spec, where, node["name"], "query", node, required=node.get("required", False)) for node in query),
    ]


def _body(spec: Spec, operation: SpecOperation) -> dict[str, tuple[Node, bool]]:
    body = spec.body(operation)
    if body is None:
        return {}
    if body.get("type") != "object" or "properties" not in body:
        raise GenerationError(
            f"{spec.file}: {operation.id}: the request body is no object with `properties`; "
            "its members become the method's arguments, so describe them in one component"
        )
    required = body.get("required", ())
    members: Node = body["properties"]
    return {name: (members[name], name in required) for name in sorted(members, key=lambda name: name not in required)}


def _argument(spec: Spec, where: str, name: str, place: str, node: Node, *, required: bool) -> Argument:
    value = _value(spec, f"{where}: `{name}`", node.get("schema", node))
    if place != "body" and value.kind in {"array", "object"}:
        raise GenerationError(
            f"{where}: `{name}`: only a body can hold an {value.kind}; give the parameter a plain type"
        )
    rules: dict[str, Any] = {python: value.schema[key] for key, python in _RULES.items() if key in value.schema}
    if value.nullable and place == "body":
        rules["nullable"] = True
    flags = {"secret": node.get("x-secret"), "capitalized": node.get("x-boolean-spelling") == "capitalized"}
    rules |= {key: True for key, flag in flags.items() if flag}
    shown = [repr(value.kind), *(f"{key}={rule!r}" for key, rule in rules.items())]
    if value.closed:
        shown.append(f"choices=get_args({value.model})")
    return Argument(
        name=python_name(name),
        wire=name,
        place=place,
        required=required,
        annotation=f"{value.annotation} | None" if value.nullable and place == "body" else value.annotation,
        model=value.model,
        rule=", ".join(shown),
        closed=value.closed,
        description=node.get("description") or value.schema.get("description", ""),
        schema=value.schema,
        members=value.members,
    )


def _value(spec: Spec, where: str, schema: Node) -> _Value:
    alternatives = list(_alternatives(spec, schema, None))
    given = [(kind, name, node) for kind, name, node in alternatives if kind != "null"]
    if len({(kind, node.get("format")) for kind, _, node in given}) != 1:
        raise GenerationError(f'{where} has no single type; give it one `type`, with "null" beside it if need be')
    kind, name, node = given[0]
    merged = {**spec.resolve(schema), **node} if len(given) == 1 else spec.resolve(schema)
    unsupported = [key for key in _UNSUPPORTED if key in merged]
    if unsupported:
        raise GenerationError(
            f"{where}: nothing would enforce `{unsupported[0]}`; use {', '.join(_RULES)}, or say it in the description"
        )
    kind = "date-time" if (kind, node.get("format")) == ("string", "date-time") else kind
    listed = ["enum" in node for _, _, node in given]
    if any(listed) and (kind != "string" or name is None):
        raise GenerationError(f"{where}: only an enum of strings is supported, as a component of its own")
    nullable = len(given) < len(alternatives)
    if kind == "array":
        items = _value(spec, f"{where}, items", merged["items"])
        return _Value(kind, f"Sequence[{items.annotation}]", items.model, nullable, False, merged, items.members)
    model = name if kind == "string" else None
    members = {key: key in merged.get("required", ()) for key in merged.get("properties", ())}
    return _Value(kind, model or _ANNOTATIONS[kind], model, nullable, all(listed), merged, members)


def _alternatives(spec: Spec, schema: Node, name: str | None) -> Iterator[tuple[str, str | None, Node]]:
    """Yield every type a value may have, with the component that names it."""
    name = reference_name(schema) if "$ref" in schema else name
    node = spec.resolve(schema)
    for part in node.get("anyOf", ()):
        yield from _alternatives(spec, part, name)
    kinds = node.get("type", ())
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        yield kind, name, node
