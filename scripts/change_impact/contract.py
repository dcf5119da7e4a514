"""A spec as its users meet it: operations by the name of their method, schemas as alternatives. Survives faults."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from spec_lint.values import Node, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spec_lint.document import Operation, Spec

RAW = "*/*"

# What says something to readers and changes nothing.
DOCUMENTATION = frozenset(
    ["description", "summary", "title", "example", "examples", "externalDocs", "$comment", "x-evidence", "tags"]
)

Values: TypeAlias = frozenset[object]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the types that a value may have.

    Attributes:
        kind: ``string``, ``integer``, ``number``, ``boolean``, ``object``, ``array``, ``null`` or ``any``.
        node: The schema of it.
        name: The component it comes from, if any.
    """

    kind: str
    node: Node
    name: str | None


@dataclass(frozen=True)
class Method:
    """An operation as a method of the client.

    Attributes:
        operation: What the spec says.
        contract: The spec.
    """

    operation: Operation
    contract: Contract

    @property
    def id(self) -> str:
        """The ``operationId``."""
        return self.operation.id or f"{self.http} {self.operation.path}"

    @property
    def http(self) -> str:
        """The HTTP method, in capitals."""
        return str(self.operation.pointer[-1]).upper()

    @property
    def access(self) -> str:
        """How a caller reaches it: ``client.klips.share_rights.update``."""
        tag = next(iter(self.operation.tags), "")
        verb = self.operation.id.removeprefix(tag.replace(".", "_") + "_") or self.id
        return ".".join(part for part in ("client", tag, verb) if part)

    @property
    def request(self) -> Node:
        """The ``requestBody``, reference resolved."""
        return self.contract.resolve(self.operation.node.get("requestBody"))

    @property
    def body(self) -> Node | None:
        """The schema of the JSON body, as the operation has it; ``None`` where there is none."""
        content = mapping(self.request.get("content"))
        return mapping(mapping(content["application/json"]).get("schema")) if "application/json" in content else None

    @property
    def answers(self) -> dict[str, Node]:
        """The answers by status, references resolved."""
        return {status: self.contract.resolve(node) for status, node in self.operation.responses.items()}

    @property
    def success(self) -> tuple[str, Node] | None:
        """Status and answer of success: the first one, as the generator has it."""
        return next(((status, node) for status, node in self.answers.items() if status.startswith("2")), None)

    @property
    def paging(self) -> Node:
        """The ``x-paging``, empty where there is none."""
        return mapping(self.operation.node.get("x-paging"))

    @property
    def inside(self) -> str:
        """Where the envelope of the answer holds what the method returns, empty where nothing is taken out."""
        declared = self.operation.node.get("x-result")
        path = self.paging.get("items") if self.paging else declared
        return "" if path == "created" else text(path)

    def result(self) -> tuple[str, Node]:
        """Return what the method returns: nothing, created, download, object or rows; and the schema of it."""
        content = mapping(self.success[1].get("content")) if self.success else {}
        if RAW in content:
            return "download", {}
        if self.operation.node.get("x-result") == "created":
            return "created", {}
        schema = self.answer_schema(self.success[1]) if self.success else None
        if schema is None:
            return "nothing", {}
        if not self.contract.envelope and not self.paging:
            return "object", schema
        if not self.inside:
            return "nothing", {}
        for name in self.inside.split("."):
            parent = self.contract.resolve(schema)
            found = parent.get("additionalProperties") if name == "*" else mapping(parent.get("properties")).get(name)
            schema = mapping(found)
        if self.paging:
            return "rows", mapping(self.contract.resolve(schema).get("items"))
        return "object", schema

    def answer_schema(self, answer: Node) -> Node | None:
        """Return the schema of an answer's JSON body, ``None`` where there is none."""
        content = mapping(answer.get("content"))
        return mapping(mapping(content["application/json"]).get("schema")) if "application/json" in content else None


@dataclass(frozen=True)
class Contract:
    """A spec that was read."""

    spec: Spec

    @property
    def root(self) -> Node:
        """The document."""
        return self.spec.root

    @property
    def package(self) -> dict[str, str]:
        """The ``x-package``: distribution, package, client, version."""
        return {key: str(value) for key, value in mapping(self.root.get("x-package")).items()}

    @property
    def envelope(self) -> Node:
        """The ``x-envelope`` of the document, empty where answers have none."""
        return mapping(self.root.get("x-envelope"))

    @property
    def base_url(self) -> str:
        """Where requests go by default."""
        return next((text(mapping(server).get("url")) for server in sequence(self.root.get("servers"))), "")

    @cached_property
    def methods(self) -> tuple[Method, ...]:
        """All operations."""
        return tuple(Method(operation, self) for operation in self.spec.operations)

    @cached_property
    def schemas(self) -> Node:
        """The component schemas."""
        return self.spec.at(("components", "schemas"))

    def resolve(self, node: object) -> Node:
        """Follow references; what stands beside one wins over what is behind it."""
        found, followed = mapping(node), set[str]()
        while reference := text(found.get("$ref")):
            if reference in followed:
                return {}
            followed.add(reference)
            beside = {key: value for key, value in found.items() if key != "$ref"}
            found = {**self.spec.resolve({"$ref": reference}), **beside}
        return found

    def alternatives(self, node: Node, name: str | None = None) -> Iterator[Alternative]:
        """Yield every type that a value may have."""
        name = component(node) or name
        found = self.resolve(node)
        parts = [*sequence(found.get("anyOf")), *sequence(found.get("oneOf"))]
        around = {key: value for key, value in found.items() if key not in {"anyOf", "oneOf", *DOCUMENTATION}}
        if parts:
            for part in parts:
                yield from self.alternatives({**around, **mapping(part)}, name)
            return
        for part in sequence(found.get("allOf")):
            found = _joined(found, self.resolve(part))
        kinds = found.get("type")
        for kind in sequence(kinds) or [kinds or _kind(found)]:
            yield Alternative(str(kind), found, name)
        if found.get("nullable") is True:
            yield Alternative("null", {}, None)


def component(node: Node) -> str | None:
    """Return the name of the component that a node refers to."""
    reference = text(node.get("$ref"))
    return reference.rpartition("/")[2] or None


def _kind(node: Node) -> str:
    """Tell the type of a schema that does not say it."""
    if "properties" in node or "additionalProperties" in node:
        return "object"
    if "items" in node:
        return "array"
    values = [*sequence(node.get("enum")), *([node["const"]] if "const" in node else [])]
    names = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
    found = {names.get(type(value).__name__, "any") for value in values}
    return found.pop() if len(found) == 1 else "any"


def _joined(one: Node, other: Node) -> Node:
    """Join two schemas that both hold."""
    both: Node = {**other, **one}
    if "properties" in one or "properties" in other:
        both["properties"] = {**mapping(other.get("properties")), **mapping(one.get("properties"))}
    if "required" in one or "required" in other:
        both["required"] = [*sequence(one.get("required")), *sequence(other.get("required"))]
    return both
