"""Holding a spec against its table of facts, in both directions: nothing told and missing, nothing there and untold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.contract.documents import Node, as_list, as_node
from tests.contract.fact_types import (
    Anything,
    FactsError,
    Listed,
    Marked,
    Members,
    Named,
    Scalar,
    Type,
    Union,
    Words,
    filled,
    marked,
)
from tests.contract.facts import FILE, NOTHING, Claim, Facts, as_text, content_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.contract.documents import Operation, Spec

# What says nothing of the wire.
_SPOKEN = frozenset({"description", "example", "examples", "x-evidence", "summary", "title"})
_OF_OPERATIONS = frozenset(
    {"tags", "operationId", "parameters", "requestBody", "responses"}
    | {"x-permissions", "x-paging", "x-result", "x-idempotent"}
)
_OF_PARAMETERS = frozenset({"name", "in", "required", "schema", "x-argument", "x-secret", "x-boolean-spelling"})
_STRUCTURAL = frozenset({"type", "properties", "required", "additionalProperties", "x-envelope", "x-location"})
# The parts of a document whose every leaf is told by `given`.
_GIVEN = ("servers", "security", "x-rate-limit", "x-envelope", "x-package")


def operation_faults(spec: Spec, facts: Facts, operation_id: str) -> list[str]:
    """Return where an operation differs from what the table tells of it."""
    operation = spec.operations[operation_id]
    claim = facts.claims.get((operation.method, operation.template))
    found = ["in the spec, but not told"] if claim is None else _Comparison(spec, facts).operation(operation, claim)
    return [f"{operation.method} {operation.template}: {fault}" for fault in found]


def document_faults(spec: Spec, facts: Facts) -> list[str]:
    """Return where a spec and its table differ besides: which operations there are, and what holds for all of them."""
    return list(_Comparison(spec, facts).document())


def fact_faults(spec: Spec, facts: Facts) -> list[str]:
    """Return everything in which a spec and its table differ."""
    each = [fault for name in spec.operations for fault in operation_faults(spec, facts, name)]
    return each + document_faults(spec, facts)


class _Comparison:
    def __init__(self, spec: Spec, facts: Facts) -> None:
        self._spec = spec
        self._facts = facts
        # By identity; the objects are kept, so that no other one gets it.
        self._compared = dict[tuple[int, int], tuple[Members, Node]]()

    def document(self) -> Iterator[str]:
        found = {(each.method, each.template) for each in self._spec.operations.values()}
        for method, template in sorted(self._facts.claims.keys() - found):
            yield f"{method} {template}: told, but not in the spec"
        yield from self._refusals()
        yield from self._given()
        yield from self._names()
        for name in sorted(self._spec.schemas.keys() - _named(self._spec.document)):
            yield f"schema {name}: nothing has it"

    def _refusals(self) -> Iterator[str]:
        """Of a status all operations have one and the same refusal: what it means does not depend on who is asked."""
        first = dict[str, Node]()
        for operation in self._spec.operations.values():
            for status, answer in operation.node["responses"].items():
                if int(status) >= 400 and answer != first.setdefault(status, answer):
                    yield f"{operation.method} {operation.template}: {status}: another refusal than that of the others"

    def operation(self, operation: Operation, claim: Claim) -> Iterator[str]:
        yield from _differ("members", set[str](), operation.node.keys() - _OF_OPERATIONS - _SPOKEN)
        kinds = {each["kind"] for each in operation.node["x-evidence"]}
        if claim.kind not in kinds:
            yield f"known from {claim.kind}, the spec names {', '.join(sorted(kinds))}"
        yield from _differ("x-permissions", claim.needs, operation.node.get("x-permissions", []))
        yield from _differ("x-idempotent", claim.repeat, operation.node.get("x-idempotent"))
        yield from _differ("x-paging", self._paging(claim), operation.paging)
        yield from _differ("x-result", self._result(claim), operation.result)
        yield from self._parameters(operation, claim)
        yield from self._body(operation, claim)
        yield from self._answers(operation, claim)

    def _paging(self, claim: Claim) -> Node | None:
        if claim.paged is None:
            return None
        inside = "data." if self._spec.envelope else ""
        single = {"single": inside.rstrip(".")} if claim.single else {}
        return {**self._facts.paging_style, "items": inside + claim.paged, **single}

    def _result(self, claim: Claim) -> str | None:
        """Return the place in the envelope of what a method returns: what there always is, and alone."""
        answer = self._opened(claim.answer)
        if self._spec.envelope is None or claim.paged or not isinstance(answer, Members):
            return None
        data, optional = answer.known["data"]
        if optional:
            return "created" if claim.status == 201 else None
        data = self._opened(data)
        if isinstance(data, Members) and not isinstance(self._place(claim), Named) and len(data.known) == 1:
            (name,) = data.known
            return f"data.{name}"
        return "data"

    def _place(self, claim: Claim) -> Type | None:
        """Return what is told to stand in `data`, as it is written."""
        return claim.answer.argument if isinstance(claim.answer, Named) else None

    def _parameters(self, operation: Operation, claim: Claim) -> Iterator[str]:
        path = dict.fromkeys(claim.path_parameters, (self._facts.path, False))
        query = {**claim.query, **(self._facts.paging if claim.paged else {})}
        for place, told in (("path", path), ("query", query)):
            found = operation.named(place)
            yield from _differ(f"{place} parameters", told.keys(), found.keys())
            for name in told.keys() & found.keys():
                yield from self._parameter(found[name], told[name], claim, f"{place} {name}")
        others = {
            f"{each['in']} {each['name']}" for each in operation.parameters if each["in"] not in {"path", "query"}
        }
        yield from _differ("parameters elsewhere", set[str](), others)
        if len({(each["in"], each["name"]) for each in operation.parameters}) < len(operation.parameters):
            yield "a parameter is there twice"

    def _parameter(self, parameter: Node, told: tuple[Type, bool], claim: Claim, where: str) -> Iterator[str]:
        shape, optional = told
        yield from _differ(f"{where}: members", set[str](), parameter.keys() - _OF_PARAMETERS - _SPOKEN)
        yield from _differ(f"{where}: required", not optional, parameter.get("required", False))
        name = parameter["name"]
        if parameter["in"] == "path":
            yield from _differ(f"{where}: x-argument", claim.path_names.get(name), parameter.get("x-argument"))
            yield from _differ(f"{where}: x-secret", name in claim.path_marks, parameter.get("x-secret", False))
            marks: Node = {}
        else:
            marks = {key: value for key, value in parameter.items() if key in {"x-secret", "x-boolean-spelling"}}
        yield from self._schema(shape, {**parameter["schema"], **marks}, where)

    def _body(self, operation: Operation, claim: Claim) -> Iterator[str]:
        body = operation.request_body
        yield from _differ("body", claim.body is not None, body is not None)
        if body is None or claim.body is None:
            return
        yield from _differ("body: members", set[str](), body.keys() - {"required", "content", "x-argument"} - _SPOKEN)
        yield from _differ("body: required", True, body.get("required", False))
        yield from _differ("body: x-argument", claim.argument, body.get("x-argument"))
        content: Node = body["content"]
        yield from self._content(claim.body, content, "body", also=claim.also_sent)

    def _answers(self, operation: Operation, claim: Claim) -> Iterator[str]:
        told: dict[int, Type] = dict.fromkeys(self._facts.refusals(claim), self._facts.refused)
        told[claim.status] = claim.answer
        yield from _differ("statuses", told.keys(), operation.responses.keys())
        for status in sorted(told.keys() & operation.responses.keys()):
            answer = operation.responses[status]
            known = {"headers", "content", "x-raises"} | _SPOKEN
            yield from _differ(f"{status}: members", set[str](), answer.keys() - known)
            yield from self._headers(status, answer.get("headers", {}))
            yield from self._content(told[status], answer.get("content", {}), f"{status}", answer=True)

    def _headers(self, status: int, found: Node) -> Iterator[str]:
        told = {**self._facts.headers.get("*", {}), **self._facts.headers.get(str(status), {})}
        yield from _differ(f"{status} headers", told.keys(), found.keys())
        for name in told.keys() & found.keys():
            header = self._spec.resolve(found[name])
            yield from _differ(f"{status} header {name}: members", set[str](), header.keys() - {"schema"} - _SPOKEN)
            yield from self._schema(told[name], header["schema"], f"{status} header {name}")

    def _content(
        self, told: Type, content: Node, where: str, *, answer: bool = False, also: Iterable[str] = ()
    ) -> Iterator[str]:
        expected = content_type(told)
        yield from _differ(f"{where}: content", {expected, *also} - {None}, content.keys())
        for name in content.keys() & also:
            yield from _differ(f"{where} {name}", {}, content[name]["schema"])
        if expected not in content:
            return
        schema: Node = content[expected]["schema"]
        if told == FILE:
            yield from _differ(where, {}, schema)
            return
        envelope = answer and self._spec.envelope is not None
        yield from _differ(f"{where}: x-envelope", envelope, self._spec.resolve(schema).get("x-envelope", False))
        yield from self._schema(told, schema, where)

    def _opened(self, shape: Type) -> Type:
        """Return what a name stands for."""
        while isinstance(shape, Named) and shape not in (FILE, NOTHING):
            if shape.name not in self._facts.types:
                raise FactsError(f"there is no type {shape.name}")
            gap, told = self._facts.types[shape.name]
            opened = told if gap is None or shape.argument is None else filled(told, gap, shape.argument)
            shape = marked(opened, shape.marks) if shape.marks else opened
        return shape

    def _flat(self, shape: Type) -> Iterator[Type]:
        shape = self._opened(shape)
        if isinstance(shape, Union):
            for branch in shape.branches:
                yield from self._flat(branch)
        elif isinstance(shape, Marked):
            yield from (marked(branch, shape.marks) for branch in self._flat(shape.inner))
        else:
            yield shape

    def _branches(self, schema: Node) -> Iterator[Node]:
        """Give the branches of a schema, each of one type, with the constraints that concern it."""
        node = self._spec.resolve(schema)
        if "anyOf" in node:
            beside = {
                key: value for key, value in node.items() if key not in _SPOKEN and key not in {"anyOf", "x-names"}
            }
            for branch in node["anyOf"]:
                yield from self._branches({**branch, **beside})
            return
        kinds = as_list(node.get("type"))
        for kind in kinds or [node.get("type")]:
            rest = {} if kind == "null" and kinds else {key: value for key, value in node.items() if key != "type"}
            yield rest if kind is None else {"type": kind, **rest}

    def _schema(self, told: Type, schema: Node, where: str) -> Iterator[str]:
        shapes, branches = list(self._flat(told)), list(self._branches(schema))
        if len(shapes) != len(branches):
            yield f"{where}: {_kinds(shapes)} told, {' | '.join(_spelt(each) for each in branches)} in the spec"
            return
        for shape, branch in zip(shapes, branches, strict=True):
            yield from self._branch(shape, branch, where)

    def _branch(self, shape: Type, node: Node, where: str) -> Iterator[str]:
        if isinstance(shape, Listed) and node.get("type") == "array":
            yield from _differ(f"{where}: constraints", shape.marks, _rest(node, {"items"}))
            yield from self._schema(shape.item, node.get("items", {}), f"{where}[]")
        elif isinstance(shape, Members) and node.get("type") == "object":
            yield from _differ(
                f"{where}: constraints", shape.marks, _rest(node, _STRUCTURAL | {"x-envelope", "x-location"})
            )
            yield from self._members(shape, node, where)
        elif _kinds([shape]) != _spelt(node):
            yield f"{where}: {_kinds([shape])} told, {_spelt(node)} in the spec"

    def _members(self, shape: Members, node: Node, where: str) -> Iterator[str]:
        properties: Node = node.get("properties", {})
        pair = (id(shape), id(properties))
        if properties and pair in self._compared:
            return
        self._compared[pair] = (shape, properties)
        required = {name for name, (_, optional) in shape.known.items() if not optional}
        yield from _differ(f"{where}: members", shape.known.keys(), properties.keys())
        yield from _differ(f"{where}: required", required, set(node.get("required", ())))
        for name in shape.known.keys() & properties.keys():
            yield from self._schema(shape.known[name][0], properties[name], f"{where}.{name}")
        further = node.get("additionalProperties", False)
        if shape.further is None or further is False:
            yield from _differ(f"{where}: other members", shape.further is not None, further is not False)
        else:
            yield from self._schema(shape.further, {} if further is True else further, f"{where}.*")

    def _given(self) -> Iterator[str]:
        found = dict(_leaves({name: self._spec.document[name] for name in _GIVEN if name in self._spec.document}))
        components = self._spec.document["components"]
        found |= dict(_leaves(components["securitySchemes"], "components.securitySchemes"))
        for part, extension in (("responses", "x-raises"), ("schemas", "x-location")):
            for name, node in components.get(part, {}).items():
                if extension in node:
                    found[f"components.{part}.{name}.{extension}"] = node[extension]
        found.pop("x-package.version", None)
        for place in sorted(self._facts.given.keys() | found.keys()):
            yield from _differ(place, self._facts.given.get(place), found.get(place))
        for operation in self._spec.operations.values():
            for status, answer in operation.node["responses"].items():
                if "x-raises" in answer:
                    yield f"{operation.id} {status}: x-raises of its own"

    def _names(self) -> Iterator[str]:
        found = [schema["x-names"] for schema in self._spec.schemas.values() if "x-names" in schema]
        yield from _differ("x-names", list(self._facts.names.values()), found)


def _named(document: Node) -> set[str]:
    """Return the names of the schemas that something refers to."""
    found, waiting = set[str](), list[Any]([document])
    while waiting:
        current = waiting.pop()
        node = as_node(current)
        if node is not None:
            reference = node.get("$ref")
            if isinstance(reference, str):
                found.add(reference.removeprefix("#/components/schemas/"))
            waiting.extend(node.values())
        else:
            waiting.extend(as_list(current) or ())
    return found


def _differ(what: str, told: Any, found: Any) -> Iterator[str]:
    told_set, found_set = _as_set(told), _as_set(found)
    if told_set is not None and found_set is not None:
        if told_set != found_set:
            missing, untold = sorted(map(str, told_set - found_set)), sorted(map(str, found_set - told_set))
            parts = [f"missing: {', '.join(missing)}"] * bool(missing) + [f"not told: {', '.join(untold)}"] * bool(
                untold
            )
            yield f"{what}: {'; '.join(parts)}"
    elif type(told) is not type(found) or told != found:
        yield f"{what}: {as_text(told)} told, {as_text(found)} in the spec"


def _as_set(value: Any) -> set[Any] | None:
    return set(value) if not isinstance(value, (dict, list, str)) and hasattr(value, "__iter__") else None


def _leaves(value: object, where: str = "") -> Iterator[tuple[str, Any]]:
    node, items = as_node(value), as_list(value)
    if node is not None:
        for name, member in node.items():
            if name not in _SPOKEN:
                yield from _leaves(member, f"{where}.{name}" if where else name)
    elif items and all(as_node(item) is not None for item in items):
        for index, item in enumerate(items):
            yield from _leaves(item, f"{where}.{index}")
    else:
        yield where, value


def _kinds(shapes: list[Type]) -> str:
    """Spell out types as `_spelt` does schemas."""
    return " | ".join(_kind(shape) for shape in shapes)


def _kind(shape: Type) -> str:
    match shape:
        case Scalar(text):
            return text
        case Words(words):
            return "string " + "|".join(as_text(word) for word in sorted(words))
        case Anything():
            return "any"
        case Listed():
            return "array"
        case Members():
            return "object"
        case _:
            return "several"


def _spelt(node: Node) -> str:
    """Spell out a schema of one type, all its constraints included."""
    kind = node.get("type")
    if kind in {"array", "object"}:
        return str(kind)
    text = "any" if kind is None else str(kind)
    if "format" in node:
        text += f" {node['format']}"
    if "enum" in node:
        text += " " + "|".join(as_text(word) for word in sorted(node["enum"], key=str))
    return text + _rest(node, {"format", "enum"})


def _rest(node: Node, known: frozenset[str] | set[str]) -> str:
    low = node.get("minLength" if node.get("type") == "string" else "minimum")
    high = node.get("maxLength" if node.get("type") == "string" else "maximum")
    text = "" if low is None and high is None else f" {'' if low is None else low}..{'' if high is None else high}"
    for key, value in node.items():
        if key in known or key in _SPOKEN or key in {"type", "minimum", "maximum", "minLength", "maxLength", "x-names"}:
            continue
        match key, value:
            case "default", _:
                text += f" = {as_text(value)}"
            case "x-secret", True:
                text += " secret"
            case "readOnly", True:
                text += " readonly"
            case "x-boolean-spelling", _:
                text += f" {value}"
            case "x-recommended-maximum", _:
                text += f" advised {value}"
            case "pattern", _:
                text += f" pattern {as_text(value)}"
            case _:
                text += f" {key} {as_text(value)}"
    return text
