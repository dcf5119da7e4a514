"""The operators do what they say: each mutant differs in one thing, and the original stays as it was."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from contract_mutation.edits import GONE, Edit, Node, renamed, replaced, without
from contract_mutation.recording_edits import recording_edits
from contract_mutation.schema_edits import schema_edits
from contract_mutation.spec_edits import spec_edits

from tests.contract.documents import load_spec
from tests.contract.recordings import BY_ID


def test_a_copy_shares_what_did_not_change() -> None:
    document: Any = {"a": {"b": [1, {"c": 2}]}, "d": {"e": 3}}
    before = deepcopy(document)
    changed = replaced(document, ("a", "b", 1, "c"), 9)
    assert changed == {"a": {"b": [1, {"c": 9}]}, "d": {"e": 3}}
    assert changed["d"] is document["d"]
    assert replaced(document, ("a", "b", 0), GONE) == {"a": {"b": [{"c": 2}]}, "d": {"e": 3}}
    assert replaced(document, ("d", "e"), GONE) == {"a": {"b": [1, {"c": 2}]}, "d": {}}
    assert replaced(document, (), 1) == 1
    assert document == before


def test_members_keep_their_order() -> None:
    assert list(renamed({"a": 1, "b": 2, "c": 3}, "b", "x").items()) == [("a", 1), ("x", 2), ("c", 3)]
    assert without({"a": 1, "b": 2}, "a") == {"b": 2}


def mutants(schema: Node) -> dict[str, Any]:
    """Return what each edit makes of a schema that stands at `s`."""
    found = {edit.id: edit.applied({"s": schema})["s"] for edit in schema_edits(schema, ("s",))}
    assert all(changed != schema for changed in found.values())
    return found


OBJECT: Node = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "size": {"$ref": "#/components/schemas/Size"}},
}


def test_members_are_dropped_renamed_retyped_and_required() -> None:
    found = mutants(OBJECT)
    properties = OBJECT["properties"]
    assert found["member dropped: s id"] == {"type": "object", "properties": {"size": properties["size"]}}
    assert found["member dropped: s size"] == {**OBJECT, "properties": {"id": properties["id"]}}
    assert found["member renamed: s id"]["required"] == ["id_renamed"]
    assert list(found["member renamed: s id"]["properties"]) == ["id_renamed", "size"]
    assert found["member made optional: s id"] == {"type": "object", "properties": properties}
    assert found["member made required: s size"] == {**OBJECT, "required": ["id", "size"]}
    assert found["type changed: s/properties/id to integer"]["properties"]["id"] == {"type": "integer"}
    assert found["type changed: s/properties/size to integer"]["properties"]["size"] == {"type": "integer"}
    assert found["null added: s/properties/id"]["properties"]["id"] == {"type": ["string", "null"]}
    assert found["other members allowed: s"] == {**OBJECT, "additionalProperties": True}
    assert list(found["member added: s"]["properties"]) == ["id", "size", "added_member"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (
            {"type": "integer", "minimum": 1, "maximum": 9, "default": 2},
            {
                "bound dropped: s minimum": {"type": "integer", "maximum": 9, "default": 2},
                "bound changed: s minimum to 0": {"type": "integer", "minimum": 0, "maximum": 9, "default": 2},
                "bound changed: s maximum to 10": {"type": "integer", "minimum": 1, "maximum": 10, "default": 2},
                "default dropped: s": {"type": "integer", "minimum": 1, "maximum": 9},
                "default changed: s": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3},
                "type changed: s to number": {"type": "number", "minimum": 1, "maximum": 9, "default": 2},
            },
        ),
        (
            {"type": ["string", "null"], "format": "date-time"},
            {
                "null dropped: s without null": {"type": "string", "format": "date-time"},
                "type changed: s without string": {"type": "null", "format": "date-time"},
                "type changed: s to integer": {"type": ["integer", "null"]},
                "format dropped: s": {"type": ["string", "null"]},
                "format changed: s": {"type": ["string", "null"], "format": "date"},
            },
        ),
        (
            {"anyOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "string"}]},
            {
                "enum value dropped: s/anyOf/0 a": {"anyOf": [{"type": "string", "enum": ["b"]}, {"type": "string"}]},
                "enum value renamed: s/anyOf/0 b": {
                    "anyOf": [{"type": "string", "enum": ["a", "b_renamed"]}, {"type": "string"}]
                },
                "enum value added: s/anyOf/0": {
                    "anyOf": [{"type": "string", "enum": ["a", "b", "added_value"]}, {"type": "string"}]
                },
                "alternative dropped: s number 1": {"type": "string", "enum": ["a", "b"]},
            },
        ),
        (
            {"type": "array", "items": {"type": "object", "additionalProperties": True}},
            {
                "type changed: s of anything": {"type": "array", "items": {}},
                "other members forbidden: s/items": {
                    "type": "array",
                    "items": {"type": "object", "additionalProperties": False},
                },
            },
        ),
        (
            {"type": "string", "minLength": 0, "x-secret": True},
            {
                "bound changed: s minLength to 1": {"type": "string", "minLength": 1, "x-secret": True},
                "extension dropped: s x-secret": {"type": "string", "minLength": 0},
            },
        ),
    ],
)
def test_values_are_changed_as_the_name_says(schema: Node, expected: dict[str, Any]) -> None:
    found = mutants(schema)
    assert {name: found.get(name) for name in expected} == expected


def test_no_length_below_nothing_is_tried() -> None:
    assert not [name for name in mutants({"type": "string", "minLength": 0}) if "-1" in name]
    assert "bound changed: s minimum to -1" in mutants({"type": "integer", "minimum": 0})


SPEC = load_spec("kloudless").document
EDITS = list(spec_edits(SPEC))
BY_NAME = {edit.id: edit for edit in EDITS}


def test_each_edit_of_a_spec_has_a_name_of_its_own_and_changes_something() -> None:
    assert len(BY_NAME) == len(EDITS)
    before = json.dumps(SPEC, sort_keys=True)
    assert before not in {json.dumps(edit.applied(SPEC), sort_keys=True) for edit in EDITS[::7]}
    assert json.dumps(SPEC, sort_keys=True) == before


def at(name: str, *path: str | int) -> Any:
    value = BY_NAME[name].applied(SPEC)
    for step in path:
        value = value[step]
    return value


def test_paths_methods_and_operations_are_changed() -> None:
    assert "/applicationsx" in at("path changed: /applications to /applicationsx", "paths")
    assert "/applications/" in at("path changed: /applications with a slash", "paths")
    assert at("operation dropped: get /applications", "paths", "/applications").keys() == {"post"}
    changed = at("method changed: post /applications to put", "paths", "/applications")
    assert changed.keys() == {"get", "put"}
    assert changed["put"]["operationId"] == "applications_create"


LIST = "paths//applications/get"


def test_parameters_are_dropped_renamed_moved_and_required() -> None:
    where: tuple[str | int, ...] = ("paths", "/applications", "get", "parameters")
    left: list[Node] = at(f"parameter dropped: {LIST}/parameters query active", *where)
    assert [each["$ref"] for each in left] == ["#/components/parameters/PageSize", "#/components/parameters/Page"]
    assert at(f"parameter renamed: {LIST}/parameters query page_size", *where, 1, "name") == "page_size_renamed"
    assert at(f"parameter moved: {LIST}/parameters query active to header", *where, 0, "in") == "header"
    assert at(f"parameter made required: {LIST}/parameters query page", *where, 2, "required") is True
    assert at(f"parameter added: {LIST}", *where, -1, "name") == "added_parameter"
    component = at("parameter made optional: components/parameters/Key", "components", "parameters", "Key")
    assert "required" not in component


def test_statuses_bodies_headers_and_extensions_are_changed() -> None:
    responses: tuple[str | int, ...] = ("paths", "/applications", "post", "responses")
    place = "paths//applications/post"
    assert "409" not in at(f"status dropped: {place}/responses 409", *responses)
    assert at(f"status changed: {place}/responses 201 to 202", *responses).keys() >= {"202"}
    assert "content" not in at(f"content dropped: {place}/responses/201", *responses, "201")
    assert at(f"header dropped: {place}/responses/201 X-Kloudless-Request-ID", *responses, "201", "headers") == {}
    assert "requestBody" not in at(f"body dropped: {place}/requestBody", "paths", "/applications", "post")
    paging: tuple[str | int, ...] = ("paths", "/applications", "get", "x-paging")
    assert at(f"extension changed: {LIST}/x-paging/items to objectsx", *paging, "items") == "objectsx"
    assert at(
        "credential changed: components/securitySchemes/DeveloperKey/in to headerx", "components", "securitySchemes"
    )
    assert at("setting changed: servers/0/url to https://api.kloudless.com/v1x", "servers", 0, "url").endswith("v1x")


def test_a_schema_is_swapped_for_the_one_it_is_most_easily_taken_for() -> None:
    thing: Node = {"type": "object", "description": "A thing", "properties": {"a": {"type": "string"}}}
    document: Node = {
        "paths": {},
        "security": [],
        "components": {
            "securitySchemes": {},
            "schemas": {
                "Holder": {"type": "object", "properties": {"thing": {"$ref": "#/components/schemas/Thing"}}},
                "Another": {"type": "object", "properties": {"b": {"type": "string"}}},
                "Thing": thing,
                "Twin": {**thing, "description": "Another thing"},
            },
        },
    }
    swaps = [edit.value for edit in spec_edits(document) if edit.kind == "schema swapped"]
    assert swaps == ["#/components/schemas/Twin"]


RECORDING: Node = {
    "source": "Page",
    "kind": "published-example",
    "request": {"method": "GET", "path": "/v1/a", "query": {"q": "1"}, "headers": {"K": "k"}, "body": None},
    "response": {"status": 200, "body": {"n": 1, "on": True, "list": [{"t": "2024-01-15T09:00:00Z"}]}},
    "note": "None",
}


def test_a_recording_is_changed_in_every_place() -> None:
    edits = list(recording_edits(RECORDING))
    found = {edit.id: edit.applied(RECORDING) for edit in edits}
    assert len(found) == len(edits)
    assert all(changed != RECORDING for changed in found.values())
    bodies: dict[str, Any] = {name: changed["response"]["body"] for name, changed in found.items()}
    assert bodies["member dropped: response/body n"] == {"on": True, "list": [{"t": "2024-01-15T09:00:00Z"}]}
    assert bodies["member renamed: response/body on"].keys() == {"n", "on_renamed", "list"}
    assert bodies["member retyped: response/body/n to text"]["n"] == "1"
    assert bodies["value changed: response/body/on"]["on"] is False
    assert bodies["value changed: response/body/list/0/t"]["list"] == [{"t": "2025-01-15T09:00:00Z"}]
    assert bodies["item dropped: response/body/list 0"]["list"] == []
    assert found["status changed: response status to 404"]["response"]["status"] == 404
    requests: dict[str, Any] = {name: changed["request"] for name, changed in found.items()}
    assert requests["query renamed: request/query q"]["query"] == {"q-renamed": "1"}
    assert requests["header changed: request/headers K"]["headers"] == {"K": "kx"}
    assert requests["path changed: request path to /v1/ax"]["path"] == "/v1/ax"
    assert requests["method changed: request method"]["method"] == "POST"
    assert requests["body added: request"]["body"] == {"added_member": 1}
    assert found["kind changed: kind to recorded"]["kind"] == "recorded"
    assert found["flag added: superseded"]["superseded"] is True


def test_every_kind_of_edit_is_made_of_the_recordings_there_are() -> None:
    whole = {edit.kind for edit in recording_edits(BY_ID["kloudless/applications_list.filtered"].document)}
    assert whole >= {"member dropped", "member renamed", "member retyped", "value changed", "status changed"}
    assert whole >= {"header dropped", "header changed", "query dropped", "query changed", "path changed"}
    assert isinstance(EDITS[0], Edit)
