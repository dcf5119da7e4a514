"""What the methods return, from the answers that the spec describes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from .spec import GenerationError, Node, Spec, SpecOperation, reference_name

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN: Mapping[str, str] = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


@dataclass(frozen=True, slots=True)
class Result:
    """What a method returns.

    Attributes:
        kind: ``object``, ``rows`` of a paged list, ``created``, ``download``, or ``nothing``.
        type: The type, as source: of a paged list, that of its rows.
        models: Models that the type names.
        inside: Where the envelope holds it, empty without an envelope.
    """

    kind: str
    type: str = "None"
    models: tuple[str, ...] = ()
    inside: str = ""

    @property
    def source(self) -> str:
        """The type as it stands where models are members of their package, which loads them one by one."""
        return re.sub(r"\w+", lambda found: f"models.{found[0]}" if found[0] in self.models else found[0], self.type)

    @property
    def annotation(self) -> str:
        """The type as a class with a method called ``list`` has to write it."""
        return self.type.replace("list[", "builtins.list[")


def result_of(spec: Spec, operation: SpecOperation) -> Result:
    """Return what the method of an operation returns.

    Raises:
        GenerationError: The answer is described in a way that no model can be made of.
    """
    if spec.is_download(operation):
        return Result("download", "Download")
    success = spec.success(operation)
    if success is None:
        return Result("nothing")
    if spec.envelope is not None:
        return _enveloped(spec, operation, success)
    if "$ref" not in success or spec.resolve(success).get("type") != "object":
        raise GenerationError(
            f"{spec.file}: {operation.id}: the answer is no component of type object; "
            "make it one and refer to it, so that it becomes a model"
        )
    paging = operation.node.get("x-paging")
    if paging is None:
        return Result("object", reference_name(success), (reference_name(success),))
    items = spec.resolve(spec.resolve(success)["properties"][paging["items"]])["items"]
    if "$ref" not in items:
        raise GenerationError(
            f"{spec.file}: {operation.id}: the items of `{paging['items']}` are no component; make them one"
        )
    return Result("rows", reference_name(items), (reference_name(success), reference_name(items)))


def _enveloped(spec: Spec, operation: SpecOperation, success: Node) -> Result:
    paging, declared = operation.node.get("x-paging"), operation.node.get("x-result")
    if declared == "created":
        return Result("created", "Created")
    inside = paging["items"] if paging else declared
    if inside is None:
        return Result("nothing")
    node = success
    for name in inside.split("."):
        parent = spec.resolve(node)
        node = parent["additionalProperties"] if name == "*" else parent["properties"][name]
    models: list[str] = []
    if paging:
        rows = spec.resolve(node)["items"]
        return Result("rows", _type(spec, operation, rows, models), tuple(models), inside)
    return Result("object", _type(spec, operation, node, models), tuple(models), inside)


def _type(spec: Spec, operation: SpecOperation, node: Node, models: list[str]) -> str:
    """Write a schema as a type; the models that it names are added to the list."""
    resolved = spec.resolve(node)
    is_map = "additionalProperties" in resolved and "properties" not in resolved
    if "$ref" in node and not is_map:
        models.append(reference_name(node))
        return reference_name(node)
    kind = resolved.get("type")
    if kind == "array":
        return f"list[{_type(spec, operation, resolved['items'], models)}]"
    if kind == "object" and "properties" not in resolved:
        values: Node | bool = resolved.get("additionalProperties", True)
        return f"dict[str, {_type(spec, operation, values, models) if isinstance(values, dict) and values else 'Any'}]"
    if isinstance(kind, str) and kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, list) or "anyOf" in resolved:
        return "Any"
    raise GenerationError(
        f"{spec.file}: {operation.id}: what the method returns is described in place ({cast('object', kind)}); "
        "make it a component and refer to it, so that it becomes a model"
    )
