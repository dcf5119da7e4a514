"""A spec as the rules see it: nodes with their lines, operations, schemas, references."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from .values import Node, Pointer, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# Maps whose keys are names that the author chose, so that a property called `default` is not taken for the keyword.
NAME_MAPS = frozenset(
    [
        "properties",
        "patternProperties",
        "$defs",
        "paths",
        "content",
        "schemas",
        "parameters",
        "headers",
        "responses",
        "requestBodies",
        "securitySchemes",
        "links",
        "callbacks",
        "pathItems",
    ]
)
# Values that are data: nothing in them is a schema or a reference.
DATA_KEYWORDS = frozenset(["example", "examples", "default", "enum", "const"])


@dataclass(frozen=True, order=True)
class Finding:
    """One departure from the conventions.

    `line` counts from 1. `where` is the operation's id or the component's dotted name, `problem` says what is wrong and
    `remedy` what to do about it.
    """

    path: Path
    line: int
    where: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        """Give the line that is printed."""
        return f"{self.path.as_posix()}:{self.line}: {self.where}: {self.problem}; {self.remedy}"


@dataclass(frozen=True)
class Parameter:
    """A parameter as an operation has it, reference resolved; `pointer` is where the operation names it."""

    pointer: Pointer
    node: Node

    @property
    def name(self) -> str:
        """The name as it is sent."""
        return text(self.node.get("name"))

    @property
    def location(self) -> str:
        """Where it is sent: `path`, `query`, `header` or `cookie`."""
        return text(self.node.get("in"))


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    pointer: Pointer
    path: str
    node: Node
    parameters: tuple[Parameter, ...]

    @property
    def id(self) -> str:
        """The operationId; empty when there is none."""
        return text(self.node.get("operationId"))

    @property
    def tags(self) -> list[str]:
        """The tags as written, declared or not."""
        return [text(tag) for tag in sequence(self.node.get("tags"))]

    @property
    def responses(self) -> Node:
        """The answers by status."""
        return mapping(self.node.get("responses"))


@dataclass(frozen=True)
class Spec:
    """A parsed document, with the line on which each of its nodes starts."""

    path: Path
    root: Node
    lines: dict[Pointer, int]

    def finding(self, pointer: Pointer, problem: str, remedy: str) -> Finding:
        """Make a finding about the node at `pointer`, or about the nearest node around it that exists."""
        nearest = pointer
        while nearest and nearest not in self.lines:
            nearest = nearest[:-1]
        return Finding(self.path, self.lines.get(nearest, 1), self.label(pointer), problem, remedy)

    def label(self, pointer: Pointer) -> str:
        """Name what is at `pointer`: an operation's id, a path, or a dotted name."""
        match pointer:
            case ("paths", str(path), str(method), *_) if method in METHODS:
                return text(self.at(pointer[:3]).get("operationId")) or f"{method.upper()} {path}"
            case ("paths", str(path), *_):
                return path
            case ("components", _, _, *rest):
                shown = [str(pointer[1]), str(pointer[2])]
                is_name = False
                for part in rest:
                    keyword_of_names = part in NAME_MAPS and not is_name
                    if not keyword_of_names:
                        shown.append(str(part))
                    is_name = keyword_of_names
                return ".".join(shown)
            case _:
                return ".".join(str(part) for part in pointer) or "document"

    def get(self, pointer: Pointer) -> object:
        """Give the node at `pointer`, or None."""
        node: object = self.root
        for part in pointer:
            if isinstance(part, int):
                items = sequence(node)
                node = items[part] if part < len(items) else None
            else:
                node = mapping(node).get(part)
        return node

    def at(self, pointer: Pointer) -> Node:
        """Give the mapping at `pointer`, or an empty one."""
        return mapping(self.get(pointer))

    def resolve(self, node: object) -> Node:
        """Follow references within the document; an empty mapping stands for one that leads nowhere."""
        followed: set[str] = set()
        found = mapping(node)
        while reference := text(found.get("$ref")):
            if reference in followed:
                return {}
            followed.add(reference)
            target = target_of(reference)
            found = self.at(target) if target else {}
        return found

    def walk(self) -> Iterator[tuple[Pointer, Node]]:
        """Give every mapping that is OpenAPI or JSON schema, leaving out examples and other data."""
        yield from _walk((), self.root, keys_are_names=False)

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation, in the order of the document."""
        found: list[Operation] = []
        for path, item in self.at(("paths",)).items():
            shared = self._parameters(("paths", path, "parameters"))
            for method in METHODS:
                pointer: Pointer = ("paths", path, method)
                if method in mapping(item):
                    own = self._parameters((*pointer, "parameters"))
                    overridden = {(one.name, one.location) for one in own}
                    kept = [one for one in shared if (one.name, one.location) not in overridden]
                    found.append(Operation(pointer, path, self.at(pointer), (*kept, *own)))
        return tuple(found)

    def _parameters(self, pointer: Pointer) -> list[Parameter]:
        return [
            Parameter((*pointer, index), self.resolve(node)) for index, node in enumerate(sequence(self.get(pointer)))
        ]

    @cached_property
    def schemas(self) -> tuple[tuple[Pointer, Node], ...]:
        """Every schema of the document, nested ones included."""
        return tuple((pointer, node) for pointer, node in self.walk() if _is_schema_position(pointer))

    @cached_property
    def references(self) -> tuple[tuple[Pointer, str], ...]:
        """Every reference, with the node that makes it."""
        return tuple((pointer, text(node["$ref"])) for pointer, node in self.walk() if "$ref" in node)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The names of the declared tags."""
        return tuple(text(mapping(tag).get("name")) for tag in sequence(self.root.get("tags")))

    def reachable(self, start: Callable[[Pointer], bool]) -> set[Pointer]:
        """Give the components that references lead to from the nodes `start` accepts, however many steps away."""
        uses: dict[Pointer, set[Pointer]] = {}
        reached: set[Pointer] = set()
        for pointer, reference in self.references:
            target = target_of(reference)
            if target:
                uses.setdefault(pointer[:3], set()).add(target[:3])
                if start(pointer):
                    reached.add(target[:3])
        waiting = list(reached)
        while waiting:
            for target in uses.get(waiting.pop(), set()) - reached:
                reached.add(target)
                waiting.append(target)
        return reached


def target_of(reference: str) -> Pointer | None:
    """Turn a reference into a pointer; None when it leaves the document."""
    if not reference.startswith("#/"):
        return None
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in reference[2:].split("/"))


def _walk(pointer: Pointer, value: object, *, keys_are_names: bool) -> Iterator[tuple[Pointer, Node]]:
    if isinstance(value, list):
        for index, item in enumerate(sequence(cast("object", value))):
            yield from _walk((*pointer, index), item, keys_are_names=False)
        return
    if not isinstance(value, dict):
        return
    node = mapping(cast("object", value))
    if not keys_are_names:
        yield pointer, node
    for key, child in node.items():
        if keys_are_names:
            yield from _walk((*pointer, key), child, keys_are_names=False)
        elif key not in DATA_KEYWORDS and not key.startswith("x-"):
            yield from _walk((*pointer, key), child, keys_are_names=key in NAME_MAPS and isinstance(child, dict))


def _is_schema_position(pointer: Pointer) -> bool:
    match pointer:
        case ("components", "schemas", _):
            return True
        case (*_, "schema" | "items" | "additionalProperties" | "not"):
            return True
        case (*_, "properties" | "patternProperties" | "$defs", str()):
            return True
        case (*_, "anyOf" | "oneOf" | "allOf" | "prefixItems", int()):
            return True
        case _:
            return False
