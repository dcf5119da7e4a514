"""A small spec to edit, and helpers that compare it with what it was."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from change_impact.changes import Change, merged
from change_impact.contract import Contract
from change_impact.wire import wire_changes
from spec_lint.document import METHODS, Spec
from spec_lint.reading import load

if TYPE_CHECKING:
    from collections.abc import Callable

Document: TypeAlias = dict[str, Any]

SHOP: Document = dict(load(Path(__file__).with_name("shop.yaml")).root)


def contract(document: Document) -> Contract:
    return Contract(Spec(Path("specs/shop.yaml"), document, {}))


def changes(edit: Callable[[Document], object], before: Document = SHOP) -> list[Change]:
    """Give what an edit of the small spec does to its users."""
    after = copy.deepcopy(before)
    edit(after)
    return merged(wire_changes(contract(before), contract(after))[0])


def renames(edit: Callable[[Document], object]) -> dict[str, str]:
    """Give what has another name after an edit of the small spec."""
    after = copy.deepcopy(SHOP)
    edit(after)
    return wire_changes(contract(SHOP), contract(after))[1]


def operation(document: Document, operation_id: str) -> Document:
    items: list[Document] = list(document["paths"].values())
    nodes: list[Document] = [item[method] for item in items for method in METHODS if method in item]
    return next(node for node in nodes if node["operationId"] == operation_id)


def parameter(document: Document, name: str, operation_id: str = "orders_list") -> Document:
    listed: list[Document] = operation(document, operation_id)["parameters"]
    return next(node for node in listed if node["name"] == name)


def schema(document: Document, name: str) -> Document:
    found: Document = document["components"]["schemas"][name]
    return found


def member(document: Document, name: str, key: str) -> Document:
    found: Document = schema(document, name)["properties"][key]
    return found


def credential(document: Document) -> Document:
    found: Document = document["components"]["securitySchemes"]["Key"]
    return found
