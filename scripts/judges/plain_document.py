"""A spec in terms that every reader of OpenAPI knows, for judges who have not heard of our extensions."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from tests.contract.documents import as_list, as_node

if TYPE_CHECKING:
    from pathlib import Path

    from tests.contract.documents import Node, Spec


def plain_document(spec: Spec) -> Node:
    """Return a copy of a spec in which booleans that are spelt in capitals are the two words they are spelt as."""
    document: Node = copy.deepcopy(spec.document)
    _spell(document)
    return document


def _spell(value: Any) -> None:
    node = as_node(value)
    if node is None:
        for item in as_list(value) or ():
            _spell(item)
        return
    if node.get("x-boolean-spelling") == "capitalized":
        node["schema"] = {"type": "string", "enum": ["True", "False"]}
    for member in node.values():
        _spell(member)


def write_plain(spec: Spec, directory: Path) -> Path:
    """Write the copy of a spec into a directory and return the file."""
    path = directory / f"{spec.api}.json"
    path.write_text(json.dumps(plain_document(spec)), encoding="utf-8")
    return path
