"""The examples inside the specs keep to the schemas they illustrate, with nothing unknown in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract.documents import Node, Spec, apis, as_list, as_node, load_spec
from tests.contract.strictness import schema_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet


def examples(value: object, where: str = "#") -> Iterator[tuple[str, Node, object]]:
    """Walk a document; give each example with its place and the schema it belongs to."""
    node = as_node(value)
    if node is not None:
        if "example" in node:
            yield where, as_node(node.get("schema")) or node, node["example"]
        for name, member in node.items():
            if name != "example":
                yield from examples(member, f"{where}/{name.replace('/', '~1')}")
    for index, item in enumerate(as_list(value) or []):
        yield from examples(item, f"{where}/{index}")


def cases() -> list[ParameterSet]:
    return [
        pytest.param(load_spec(api), schema, example, id=f"{api}{where}")
        for api in apis()
        for where, schema, example in examples(load_spec(api).document)
    ]


@pytest.mark.parametrize(("spec", "schema", "example"), cases())
def test_an_example_keeps_to_its_schema(spec: Spec, schema: Node, example: object) -> None:
    assert schema_faults(spec, schema, example, "example") == []


def test_a_wrong_example_is_found() -> None:
    document = {"content": {"schema": {"type": "string"}, "example": 1}}
    ((where, schema, example),) = examples(document)
    assert where == "#/content"
    assert schema_faults(load_spec("klarify"), schema, example, "example") == ["example: 1 is not of type 'string'"]
