"""Where a schema leaves room: what each place of a body takes besides what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.contract.documents import Node, as_list, as_node
from tests.contract.strictness import schema_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.contract.documents import Spec

Container = dict[str, Any] | list[Any]
ANYTHING: Node = {}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place of a body.

    Attributes:
        members: Whether it is an object that takes members the spec does not name.
        objects: Whether it takes an object without members.
        numbers: Whether it takes a number, and not only integers.
        optional: Whether it is a member that need not be there.
        enumerated: Whether it is text of which some values are known, and others are welcome.
    """

    members: bool = False
    objects: bool = False
    numbers: bool = False
    optional: bool = False
    enumerated: bool = False


def parts(value: object, where: str = "body") -> Iterator[tuple[str, object, Container | None, Any]]:
    """Walk a body; give each value with its place and what holds it."""
    yield where, value, None, None
    node, items = as_node(value), as_list(value)
    pairs: list[tuple[Any, Any]] = list(node.items()) if node is not None else list(enumerate(items or []))
    holder = node if node is not None else items
    for key, item in pairs:
        place = f"{where}.{key}" if node is not None else f"{where}[{key}]"
        for path, each, inner, inner_key in parts(item, place):
            yield path, each, inner if inner is not None else holder, inner_key if inner is not None else key


def places(spec: Spec, schema: Node, value: object) -> dict[str, Place]:
    """Return what each place of a body takes, by the name that faults give it."""
    return dict(_places(spec, schema, value, "body", optional=False))


def _places(spec: Spec, schema: Node, value: object, where: str, *, optional: bool) -> Iterator[tuple[str, Place]]:
    branches = [*_branches(spec, schema)]
    yield (
        where,
        Place(
            members=any(branch.get("additionalProperties", branch == ANYTHING) is not False for branch in branches),
            objects=any(_takes(branch, "object") and not branch.get("required") for branch in branches),
            numbers=any(_takes(branch, "number") for branch in branches),
            optional=optional,
            enumerated=len(branches) > 1 and any("enum" in branch for branch in branches),
        ),
    )
    branch = next((each for each in branches if not schema_faults(spec, each, value, where)), ANYTHING)
    for name, member in (as_node(value) or {}).items():
        known, further = branch.get("properties", {}), as_node(branch.get("additionalProperties")) or ANYTHING
        need_not = name in known and name not in branch.get("required", ())
        yield from _places(spec, known.get(name, further), member, f"{where}.{name}", optional=need_not)
    for index, item in enumerate(as_list(value) or []):
        yield from _places(spec, branch.get("items", ANYTHING), item, f"{where}[{index}]", optional=False)


def _branches(spec: Spec, schema: Node) -> Iterator[Node]:
    resolved = spec.resolve(schema)
    for branch in resolved.get("anyOf", ()):
        yield from _branches(spec, branch)
    if "anyOf" not in resolved:
        yield resolved


def _takes(branch: Node, kind: str) -> bool:
    kinds: Any = branch.get("type", kind)
    return kind in (as_list(kinds) or [kinds])
