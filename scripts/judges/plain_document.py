"""A spec in terms that every reader of OpenAPI knows, for judges who have not heard of our extensions."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

from tests.contract.documents import as_list, as_node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tests.contract.documents import Node, Operation, Spec


def plain_document(spec: Spec) -> Node:
    """Return a copy of a spec in which booleans that are spelt in capitals are the two words they are spelt as."""
    document: Node = copy.deepcopy(spec.document)
    _spell(document, {"enum": ["True", "False"]})
    return document


def document_of_fake(
    spec: Spec, existing: Callable[[Operation], Mapping[str, str | None]], chosen: Iterable[str]
) -> Node:
    """Return a copy of a spec that says of a fake what the spec does not.

    Booleans that are spelt in capitals are taken in any case.

    Args:
        spec: The spec.
        existing: Gives the values that parameters of an operation have as examples, by their names; the spec's own
            examples name what a fake does not have. `None` leaves a parameter out.
        chosen: Statuses that the fake answers by a choice of its own, with the body of other errors.
    """
    document: Node = copy.deepcopy(spec.document)
    for operation in spec.operations.values():
        node: Node = document["paths"][operation.template][operation.method.lower()]
        ids = existing(operation)
        node["parameters"] = [
            {**each, "example": ids[each["name"]]} if each["name"] in ids else dict(each)
            for each in operation.parameters
            if ids.get(each["name"], "") is not None
        ]
        # Those of the path are said again by the operation.
        document["paths"][operation.template].pop("parameters", None)
        for status in chosen:
            content = next(each["content"] for code, each in operation.responses.items() if code >= 400)
            node["responses"][status] = {"description": "A choice of the fake's", "content": content}
    # Copied, so that what several operations share is spelt once for each.
    document = json.loads(json.dumps(document))
    _spell(document, {"pattern": "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"})
    return document


def _spell(value: Any, spelling: Node) -> None:
    node = as_node(value)
    if node is None:
        for item in as_list(value) or ():
            _spell(item, spelling)
        return
    if node.get("x-boolean-spelling") == "capitalized":
        node["schema"] = {"type": "string", **spelling}
    for member in node.values():
        _spell(member, spelling)
