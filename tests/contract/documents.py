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
ANY_TYPE = "*/*"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

Node: TypeAlias = dict[str, Any]


def as_node(value: object) -> Node | None:
    """Return a JSON object as such, and nothing for any other value."""
    return cast("Node", value) if isinstance(value, dict) else None


def as_list(value: object) -> list[Any] | None:
    """Return a JSON array as such, and nothing for any other value."""
    return cast("list[object]", value) if isinstance(value, list) else None


def inside(value: object, path: str) -> Any:
    """Return what stands at a path of member names joined by dots; `*` is the only member, whatever its name."""
    for name in path.split("."):
        node = as_node(value) or {}
        value = next(iter(node.values()), None) if name == "*" else node.get(name)
    return value


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

    @property
    def result(self) -> str | None:
        """Where an envelope holds what the method returns, or `created`."""
        return cast("str | None", self.node.get("x-result"))

    @property
    def is_download(self) -> bool:
        """Whether the answer is a file, to be read by the caller."""
        return any(ANY_TYPE in answer.get("content", {}) for status, answer in self.responses.items() if status < 300)

    @property
    def is_upload(self) -> bool:
        """Whether the body is a file of any type."""
        return self.request_body is not None and ANY_TYPE in self.request_body["content"]

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
    def origin(self) -> str:
        """The address of the server, without a path."""
        return urlsplit(self.server)._replace(path="").geturl()

    @property
    def package(self) -> Node:
        return cast("Node", self.document["x-package"])

    @property
    def security(self) -> Node:
        """The security scheme of the key that every call may carry."""
        return self._schemes[0]

    @property
    def basic(self) -> Node | None:
        """The scheme of a user name and a password in place of the key, if there is one."""
        return next((each for each in self._schemes[1:] if each["type"] == "http" and each["scheme"] == "basic"), None)

    @property
    def _schemes(self) -> list[Node]:
        names = [name for requirement in self.document["security"] for name in requirement]
        return [self.document["components"]["securitySchemes"][name] for name in names]

    @property
    def envelope(self) -> dict[str, str] | None:
        """Where the envelope of every answer holds what, if the API has one."""
        return cast("dict[str, str] | None", self.document.get("x-envelope"))

    def told_status(self, status: int, body: object) -> int:
        """Return the status that an answer means: a failure inside of a success is one."""
        if self.envelope is None or status >= 400 or inside(body, self.envelope["success"]) is not False:
            return status
        told = inside(body, self.envelope["status"])
        return told if isinstance(told, int) else status

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
                    own = [self.resolve(each) for each in node.get("parameters", ())]
                    named = {(each["in"], each["name"]) for each in own}
                    shared = [self.resolve(each) for each in item.get("parameters", ())]
                    yield Operation(
                        id=node["operationId"],
                        method=method.upper(),
                        template=template,
                        node=node,
                        parameters=(*(each for each in shared if (each["in"], each["name"]) not in named), *own),
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
