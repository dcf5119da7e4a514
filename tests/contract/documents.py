"""The specs as the tests read them: operations by name or by request, references resolved.

Written apart from what `scripts/` reads, so that a misreading there does not hide itself here.
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from urllib.parse import unquote, urlsplit

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Node: TypeAlias = dict[str, Any]


def as_node(value: object) -> Node | None:
    """Return a JSON object as such, and nothing for any other value."""
    return cast("Node", value) if isinstance(value, dict) else None


def as_list(value: object) -> list[Any] | None:
    """Return a JSON array as such, and nothing for any other value."""
    return cast("list[object]", value) if isinstance(value, list) else None


def python_name(name: str) -> str:
    """Return the name that a member or a parameter has in Python."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return f"{snake}_" if keyword.iskeyword(snake) else snake


@dataclass(frozen=True)
class Operation:
    """One operation of a spec, with what its path item and its references say filled in."""

    id: str
    method: str
    template: str
    node: Node
    parameters: tuple[Node, ...]
    request_body: Node | None
    responses: dict[int, Node]

    @property
    def tag(self) -> str:
        return cast("str", self.node["tags"][0])

    @property
    def verb(self) -> str:
        return self.id.removeprefix(f"{self.tag.replace('.', '_')}_")

    @property
    def paging(self) -> Node | None:
        return as_node(self.node.get("x-paging"))

    def named(self, place: str) -> dict[str, Node]:
        """Return the parameters of one place, by name."""
        return {parameter["name"]: parameter for parameter in self.parameters if parameter["in"] == place}

    def path_values(self, path: str, base: str) -> dict[str, str] | None:
        """Return the path parameters that a request has, or nothing where the path is not this operation's."""
        pieces = re.split(r"\{(\w+)\}", base + self.template)
        pattern = "".join(
            f"(?P<{piece}>[^/]+)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces)
        )
        found = re.fullmatch(pattern, path)
        return {name: unquote(value) for name, value in found.groupdict().items()} if found else None


@dataclass(frozen=True, eq=False)
class Spec:
    """One spec; equal only to itself, so that it can be a key of caches."""

    api: str
    document: Node

    @property
    def server(self) -> str:
        return cast("str", self.document["servers"][0]["url"])

    @property
    def base(self) -> str:
        return urlsplit(self.server).path

    @property
    def package(self) -> Node:
        return cast("Node", self.document["x-package"])

    @property
    def security(self) -> Node:
        """The one security scheme that every call uses."""
        (requirement,) = self.document["security"]
        (name,) = requirement
        return cast("Node", self.document["components"]["securitySchemes"][name])

    @property
    def schemas(self) -> dict[str, Node]:
        return cast("dict[str, Node]", self.document["components"]["schemas"])

    def resolve(self, node: Node) -> Node:
        """Follow a reference; members beside it stay."""
        while "$ref" in node:
            target: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = {**cast("Node", target), **{key: value for key, value in node.items() if key != "$ref"}}
        return node

    def member(self, schema: str, name: str) -> Node:
        """Return a property of a component schema."""
        return self.resolve(self.schemas[schema]["properties"][name])

    @cached_property
    def operations(self) -> dict[str, Operation]:
        return {operation.id: operation for operation in self._operations()}

    def _operations(self) -> Iterator[Operation]:
        for template, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    node: Node = item[method]
                    body = as_node(node.get("requestBody"))
                    yield Operation(
                        id=node["operationId"],
                        method=method.upper(),
                        template=template,
                        node=node,
                        parameters=tuple(
                            self.resolve(each) for each in (*item.get("parameters", ()), *node.get("parameters", ()))
                        ),
                        request_body=self.resolve(body) if body else None,
                        responses={int(status): self.resolve(each) for status, each in node["responses"].items()},
                    )

    def match(self, method: str, path: str) -> Operation | None:
        """Return the operation that a request calls."""
        for operation in self.operations.values():
            if operation.method == method and operation.path_values(path, self.base) is not None:
                return operation
        return None


@cache
def load_spec(api: str, root: Path = ROOT) -> Spec:
    """Read `specs/<api>.yaml`."""
    reader: Any = YAML(typ="safe", pure=True)
    return Spec(api, reader.load(root / "specs" / f"{api}.yaml"))


def apis(root: Path = ROOT) -> list[str]:
    """Return the names of all specs."""
    return sorted(path.stem for path in (root / "specs").glob("*.yaml"))
