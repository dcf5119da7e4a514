"""Tables of facts can fail: every difference from a spec is reported, and what cannot be read is refused."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.comparing import fact_faults
from tests.contract.documents import Node, Spec
from tests.contract.fact_types import FactsError, Reader
from tests.contract.facts import Facts, read_facts

if TYPE_CHECKING:
    from collections.abc import Callable


TABLE = """
given servers.0.url "https://example.org"
refused {error: string}
refuses 404 path
## documented: Page
type Thing = {id: string, size?: integer 1..9 = 2, more: [Thing], kind?: "a" | "b" | string}
path string 1..
GET /things/{thing_id}
    query {full?: boolean}  # said twice
    200 Thing
"""


SENT: Node = {"type": "string", "minLength": 1}


def document() -> Node:
    def answer(schema: str) -> Node:
        return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}}

    return {
        "servers": [{"url": "https://example.org", "description": "The one"}],
        "paths": {
            "/things/{thing_id}": {
                "get": {
                    "operationId": "things_get",
                    "x-evidence": [{"kind": "documented"}],
                    "parameters": [
                        {
                            "name": "thing_id",
                            "in": "path",
                            "required": True,
                            "schema": {"type": "string", "minLength": 1},
                        },
                        {"name": "full", "in": "query", "schema": {"type": "boolean"}},
                    ],
                    "responses": {"200": answer("Thing"), "404": answer("Error")},
                }
            }
        },
        "components": {
            "securitySchemes": {},
            "schemas": {
                "Thing": {
                    "type": "object",
                    "required": ["id", "more"],
                    "properties": {
                        "id": {"type": "string"},
                        "size": {"type": "integer", "minimum": 1, "maximum": 9, "default": 2},
                        "more": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                        "kind": {"anyOf": [{"type": "string", "enum": ["b", "a"]}, {"type": "string"}]},
                    },
                },
                "Error": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}},
            },
        },
    }


def faults(change: Callable[[Any], object], table: str = TABLE) -> list[str]:
    changed = deepcopy(document())
    change(changed)
    return fact_faults(Spec("things", changed), read_facts(table))


def operation(document: Any) -> Any:
    return document["paths"]["/things/{thing_id}"]["get"]


def thing(document: Any) -> Any:
    return document["components"]["schemas"]["Thing"]


def test_what_agrees_has_no_faults() -> None:
    assert faults(lambda _: None) == []


GET = "GET /things/{thing_id}: "
CHANGES: list[tuple[Callable[[Any], object], list[str]]] = [
    (lambda each: thing(each)["properties"].pop("size"), [GET + "200: members: missing: size"]),
    (
        lambda each: thing(each)["properties"].update(name={"type": "string"}),
        [GET + "200: members: not told: name"],
    ),
    (lambda each: thing(each)["required"].append("size"), [GET + "200: required: not told: size"]),
    (lambda each: thing(each)["required"].remove("id"), [GET + "200: required: missing: id"]),
    (
        lambda each: thing(each)["properties"]["id"].update(type="integer"),
        [GET + "200.id: string told, integer in the spec"],
    ),
    (
        lambda each: thing(each)["properties"]["id"].update(type=["string", "null"]),
        [GET + "200.id: string told, string | null in the spec"],
    ),
    (
        lambda each: thing(each)["properties"]["id"].update(format="uri"),
        [GET + "200.id: string told, string uri in the spec"],
    ),
    (
        lambda each: thing(each)["properties"]["size"].update(maximum=8),
        [GET + "200.size: integer 1..9 = 2 told, integer 1..8 = 2 in the spec"],
    ),
    (
        lambda each: thing(each)["properties"]["size"].pop("default"),
        [GET + "200.size: integer 1..9 = 2 told, integer 1..9 in the spec"],
    ),
    (
        lambda each: thing(each)["properties"]["id"].update(multipleOf=2),
        [GET + "200.id: string told, string multipleOf 2 in the spec"],
    ),
    (
        lambda each: thing(each)["properties"]["more"].update(items={"type": "string"}),
        [GET + "200.more[]: object told, string in the spec"],
    ),
    (
        lambda each: thing(each)["properties"]["kind"]["anyOf"][0]["enum"].remove("a"),
        [GET + '200.kind: string "a"|"b" told, string "b" in the spec'],
    ),
    (
        lambda each: thing(each)["properties"]["kind"]["anyOf"].pop(),
        [GET + '200.kind: string "a"|"b" | string told, string "a"|"b" in the spec'],
    ),
    (
        lambda each: thing(each).update(additionalProperties=True),
        [GET + "200: other members: false told, true in the spec"],
    ),
    (
        lambda each: operation(each)["parameters"].pop(),
        [GET + "query parameters: missing: full"],
    ),
    (
        lambda each: operation(each)["parameters"][1].update({"in": "header"}),
        [GET + "query parameters: missing: full", GET + "parameters elsewhere: not told: header full"],
    ),
    (
        lambda each: operation(each)["parameters"][1].update(required=True),
        [GET + "query full: required: false told, true in the spec"],
    ),
    (
        lambda each: operation(each)["responses"].pop("404"),
        [GET + "statuses: missing: 404", "schema Error: nothing has it"],
    ),
    (
        lambda each: operation(each)["responses"].update({"409": operation(each)["responses"]["404"]}),
        [GET + "statuses: not told: 409"],
    ),
    (
        lambda each: operation(each)["responses"]["200"].pop("content"),
        [GET + "200: content: missing: application/json"],
    ),
    (
        lambda each: operation(each)["responses"]["404"].update(headers={"X": {"schema": {"type": "string"}}}),
        [GET + "404 headers: not told: X"],
    ),
    (
        lambda each: operation(each).update({"x-permissions": ["things.see"]}),
        [GET + 'x-permissions: [] told, ["things.see"] in the spec'],
    ),
    (lambda each: operation(each).update(deprecated=True), [GET + "members: not told: deprecated"]),
    (
        lambda each: operation(each).update({"x-evidence": [{"kind": "client"}]}),
        [GET + "known from documented, the spec names client"],
    ),
    (
        lambda each: each["paths"].update({"/thing": each["paths"].pop("/things/{thing_id}")}),
        [
            "GET /thing: in the spec, but not told",
            GET + "told, but not in the spec",
        ],
    ),
    (
        lambda each: each["servers"][0].update(url="http://example.org"),
        ['servers.0.url: "https://example.org" told, "http://example.org" in the spec'],
    ),
]


@pytest.mark.parametrize(("change", "found"), CHANGES)
def test_a_difference_is_reported(change: Callable[[Any], object], found: list[str]) -> None:
    assert faults(change) == found


@pytest.mark.parametrize(
    ("told", "now", "found"),
    [
        ("size?: integer 1..9 = 2, ", "", GET + "200: members: not told: size"),
        ("GET /things", "PUT /things", "PUT /things/{thing_id}: told, but not in the spec"),
        ("query {full?: boolean}", "query {full: boolean}", GET + "query full: required: true told, false in the spec"),
        ("refuses 404 path", "refuses 404 write", GET + "statuses: not told: 404"),
        ("200 Thing", "200 [Thing]", GET + "200: array told, object in the spec"),
    ],
)
def test_a_table_that_says_something_else_is_reported(told: str, now: str, found: str) -> None:
    assert told in TABLE
    assert found in faults(lambda _: None, TABLE.replace(told, now))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type A = strnig", "line 1: 'strnig' is no type"),
        ("type A = {a: string\nb: string}", "line 1: 'b' instead of ','"),
        ("type A = {a: string, a?: string}", "line 1: a is told twice"),
        ("\ntype A = string\ntype A = string", "line 3: A is told twice"),
        ("GET /things\n    200 A", "line 1: '' says nothing of how it is known: `documented` or `client`"),
        ("## client: B\nGET /a\nGET /a", "line 3: GET /a is told twice"),
        ("## client: B\nGET /a\n    needed b.c", "line 3: 'needed' is no statement"),
        ("given a.b oops", "line 1: no JSON value: Expecting value: line 1 column 11 (char 10)"),
        ("## client: B\nGET /a\n    query A", "line 3: no object"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(FactsError) as caught:
        read_facts(text)
    assert str(caught.value) == message


def test_a_type_that_is_not_told_is_named() -> None:
    with pytest.raises(FactsError, match="no type Thong"):
        faults(lambda _: None, TABLE.replace("200 Thing", "200 Thong"))


def test_what_is_read_is_what_is_written() -> None:
    assert (
        Reader('[{a?: string 1.. secret, *: "x" | null}] | any').type()
        == Reader('[ { a ? : string 1.. secret , * : "x"|null } ]|any').type()
    )
    assert isinstance(read_facts(""), Facts)
