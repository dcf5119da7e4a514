"""The arguments of a method: what a caller may write and what the runtime checks, from the same lines of the spec."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .names import check_arguments, python_name
from .spec import GenerationError, Node, Spec, SpecOperation, reference_name, references

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
    "object": "Model | Mapping[str, Any]",
}


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a generated method.

    Attributes:
        name: The keyword.
        wire: Its name in the request.
        place: ``path``, ``query`` or ``body``; ``whole`` for the one that is the body, ``upload`` for content of any
            type.
        required: Whether a caller has to give it.
        annotation: Its type.
        model: The enum that the annotation names, if any.
        inputs: The objects that the annotation names, which callers write as dictionaries.
        rule: The arguments of the runtime's ``Parameter`` after the name, as source.
        secret: Whether it is a text that must not be shown.
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
    inputs: tuple[str, ...]
    rule: str
    secret: bool
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
    inputs: tuple[str, ...] = ()
    nested: str = ""


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
    named = [(place, _spelled(name, node)) for name, (place, node, _) in members.items()]
    named += [("query", node["name"]) for node in query]
    check_arguments(where, [*(("path", _spelled(node["name"], node)) for node in path), *named])
    return [
        *(_argument(spec, where, node["name"], "path", node, required=True) for node in path),
        *(
            _argument(spec, where, name, place, node, required=required)
            for name, (place, node, required) in members.items()
        ),
        *(_argument(spec, where, node["name"], "query", node, required=node.get("required", False)) for node in query),
    ]


def _spelled(name: str, node: Node) -> str:
    """Return the name from which the argument's is made."""
    return str(node.get("x-argument", name))


def _body(spec: Spec, operation: SpecOperation) -> dict[str, tuple[str, Node, bool]]:
    """Return the arguments that make up the body: place, schema, and whether they are required."""
    request = spec.resolve(operation.node.get("requestBody", {}))
    if spec.is_upload(operation):
        about = request.get("description", "")
        content_type: Node = {"type": "string", "description": "Content type of the content."}
        return {
            request["x-argument"]: ("upload", {"type": "string", "description": about}, True),
            "content_type": ("upload", content_type, False),
        }
    body = spec.body(operation)
    if body is None:
        return {}
    if "x-argument" in request:
        return {request["x-argument"]: ("whole", body, True)}
    if body.get("type") != "object" or "properties" not in body:
        raise GenerationError(
            f"{spec.file}: {operation.id}: the request body is no object with `properties`; "
            "its members become the method's arguments, so describe them in one component"
        )
    required = body.get("required", ())
    members: Node = body["properties"]
    ordered = sorted(members, key=lambda name: name not in required)
    return {name: ("body", members[name], name in required) for name in ordered}


def _argument(spec: Spec, where: str, name: str, place: str, node: Node, *, required: bool) -> Argument:
    value = _value(spec, f"{where}: `{name}`", node.get("schema", node))
    if place in {"path", "query"} and value.kind in {"array", "object"}:
        raise GenerationError(
            f"{where}: `{name}`: only a body can hold an {value.kind}; give the parameter a plain type"
        )
    nullable = value.nullable and place == "body"
    return Argument(
        name=python_name(_spelled(name, node)),
        wire=name,
        place=place,
        required=required,
        annotation=f"{value.annotation} | None" if nullable else value.annotation,
        model=value.model,
        inputs=value.inputs,
        rule=_rule(value, node, nullable=nullable),
        secret=value.kind == "string" and bool(node.get("x-secret")),
        closed=value.closed,
        description=node.get("description") or value.schema.get("description", ""),
        schema=value.schema,
        members=value.members,
    )


def _rule(value: _Value, node: Node, *, nullable: bool) -> str:
    """Return the arguments of the runtime's ``Parameter`` after the name, as source."""
    rules: dict[str, Any] = {python: value.schema[key] for key, python in _RULES.items() if key in value.schema}
    flags = {
        "nullable": nullable,
        "secret": node.get("x-secret"),
        "capitalized": node.get("x-boolean-spelling") == "capitalized",
    }
    rules |= {key: True for key, flag in flags.items() if flag}
    shown = [repr(value.kind), *(f"{key}={rule!r}" for key, rule in rules.items())]
    if value.closed:
        shown.append(f"choices=get_args(models.{value.model})")
    if value.nested:
        shown.append(value.nested)
    elif value.kind == "object":
        only_read = tuple(name for name, one in value.schema.get("properties", {}).items() if one.get("readOnly"))
        shown += [f"dropped={only_read!r}"] if only_read else []
    return ", ".join(shown)


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
        item = f"Parameter('', {_rule(items, merged['items'], nullable=items.nullable)})"
        return replace(
            items,
            kind=kind,
            annotation=f"Sequence[{items.annotation}{' | None' if items.nullable else ''}]",
            nullable=nullable,
            closed=False,
            schema=merged,
            nested=f"items={item}",
        )
    if kind == "object" and name is not None and "properties" in merged and "additionalProperties" not in merged:
        return _object(spec, name, merged, nullable=nullable)
    model = name if kind == "string" else None
    members = {key: key in merged.get("required", ()) for key in merged.get("properties", ())}
    return _Value(kind, model or _ANNOTATIONS[kind], model, nullable, all(listed), merged, members)


def input_members(spec: Spec, name: str) -> list[Argument]:
    """Return the members of an object that callers write, named as in the request.

    Raises:
        GenerationError: One of them has no single type, or a bound that nothing would enforce.
    """
    schema, where = spec.schemas()[name], f"{spec.file}: components/schemas/{name}"
    required = schema.get("required", ())
    return [
        replace(_argument(spec, where, key, "body", node, required=key in required), name=key)
        for key, node in schema["properties"].items()
    ]


def _object(spec: Spec, name: str, schema: Node, *, nullable: bool) -> _Value:
    """Describe an object with members of its own: a caller writes a dictionary, each member of which is checked."""
    if _leads_to_itself(spec, name):
        raise GenerationError(
            f"{spec.file}: components/schemas/{name}: callers write it, and it holds itself; "
            "give the inner one `additionalProperties: true`, so that nothing has to check it"
        )
    required = schema.get("required", ())
    members = input_members(spec, name)
    shown = [member.declaration for member in members]
    inputs = [name, *(inner for member in members for inner in member.inputs)]
    return _Value(
        kind="object",
        annotation=name,
        model=None,
        nullable=nullable,
        closed=False,
        schema=schema,
        members={key: key in required for key in schema["properties"]},
        inputs=tuple(inputs),
        nested=f"members=({', '.join(shown)},)",
    )


def _leads_to_itself(spec: Spec, name: str) -> bool:
    found: set[str] = set()
    pending = [name]
    while pending:
        schema = spec.schemas()[pending.pop()]
        # What is open is a dictionary of anything.
        new = set(references(schema)) - found if "additionalProperties" not in schema else set[str]()
        found |= new
        pending += new
    return name in found


def _alternatives(spec: Spec, schema: Node, name: str | None) -> Iterator[tuple[str, str | None, Node]]:
    """Yield every type a value may have, with the component that names it."""
    name = reference_name(schema) if "$ref" in schema else name
    node = spec.resolve(schema)
    for part in node.get("anyOf", ()):
        yield from _alternatives(spec, part, name)
    kinds = node.get("type", ())
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        yield kind, name, node
