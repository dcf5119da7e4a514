"""Answers questions about a spec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from spec_lint.document import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

Node = dict[str, Any]

# Content of any type, which is passed on as it is.
RAW = "*/*"


class GenerationError(Exception):
    """A spec, template or override that no package can be made of; says which file, where, and what to do."""


@dataclass(frozen=True, slots=True)
class SpecOperation:
    """One operation of a spec.

    Attributes:
        path: Path template.
        method: HTTP method in capitals.
        node: The operation object.
        parameters: Its parameters and those of its path that it does not override, references resolved.
    """

    path: str
    method: str
    node: Node
    parameters: tuple[Node, ...]

    @property
    def id(self) -> str:
        """The ``operationId``."""
        return str(self.node["operationId"])

    @property
    def tag(self) -> str:
        """The resource path, with dots."""
        return str(self.node["tags"][0])

    @property
    def verb(self) -> str:
        """The part of the ``operationId`` after the resource: the name of the method."""
        return self.id.removeprefix(self.tag.replace(".", "_") + "_")


@dataclass(frozen=True, slots=True)
class Spec:
    """A parsed spec that the spec lint has accepted.

    Attributes:
        api: Name of the API: the file's name without its ending.
        document: The document.
    """

    api: str
    document: Node

    @property
    def file(self) -> str:
        """The file's path within the repository, for messages."""
        return f"specs/{self.api}.yaml"

    @property
    def package(self) -> Node:
        """The ``x-package`` object."""
        return cast("Node", self.document["x-package"])

    @property
    def envelope(self) -> Node | None:
        """The ``x-envelope`` object: where the envelope of the answers holds what."""
        return self.document.get("x-envelope")

    @property
    def tags(self) -> dict[str, str]:
        """Resource paths and their descriptions, in the order of the spec."""
        return {tag["name"]: tag["description"] for tag in self.document["tags"]}

    def operations(self) -> Iterator[SpecOperation]:
        """Yield the operations in the order of the spec."""
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    node = item[method]
                    listed = [*node.get("parameters", ()), *item.get("parameters", ())]
                    found: dict[tuple[str, str], Node] = {}
                    for parameter in map(self.resolve, listed):
                        found.setdefault((parameter["name"], parameter["in"]), parameter)
                    yield SpecOperation(path, method.upper(), node, tuple(found.values()))

    def resolve(self, node: Node) -> Node:
        """Follow a ``$ref``; members beside it win over those behind it."""
        while "$ref" in node:
            target: Any = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
        return node

    def schemas(self) -> Node:
        """The component schemas."""
        return cast("Node", self.document["components"]["schemas"])

    def success(self, operation: SpecOperation) -> Node | None:
        """Return the schema (or reference) of the successful answer's JSON body, ``None`` where there is no body."""
        for status, response in operation.node["responses"].items():
            if str(status).startswith("2"):
                content = self.resolve(response).get("content", {})
                return cast("Node", content["application/json"]["schema"]) if content and RAW not in content else None
        return None

    def is_download(self, operation: SpecOperation) -> bool:
        """Tell whether the successful answer is content of any type."""
        answers = operation.node["responses"].items()
        return any(
            RAW in self.resolve(answer).get("content", {}) for status, answer in answers if str(status).startswith("2")
        )

    def is_upload(self, operation: SpecOperation) -> bool:
        """Tell whether the request's body is content of any type."""
        return RAW in self.resolve(operation.node.get("requestBody", {})).get("content", {})

    def body(self, operation: SpecOperation) -> Node | None:
        """Return the resolved schema of the JSON request body, ``None`` where there is none."""
        if "requestBody" not in operation.node or self.is_upload(operation):
            return None
        content = self.resolve(operation.node["requestBody"])["content"]
        return self.resolve(content["application/json"]["schema"])


def reference_name(node: Node) -> str:
    """Return the component's name behind a ``$ref``."""
    return str(node["$ref"]).rpartition("/")[2]


def references(node: object) -> Iterator[str]:
    """Yield the names of all schemas that a node refers to, itself included."""
    if isinstance(node, dict):
        for key, value in cast("Node", node).items():
            if key == "$ref" and str(value).startswith("#/components/schemas/"):
                yield str(value).rpartition("/")[2]
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in cast("list[object]", node):
            yield from references(value)
