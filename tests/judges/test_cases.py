"""What is asked of the judges is derived from the specs, completely and rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from judges.cases import requests_of, wrong_requests_of
from judges.values import values

from tests.contract.checks import request_faults
from tests.contract.documents import ANY_TYPE, apis, load_spec
from tests.contract.strictness import schema_faults

if TYPE_CHECKING:
    from tests.contract.documents import Spec
    from tests.contract.recordings import Recording

OPERATIONS = [(api, name) for api in apis() for name in load_spec(api).operations]


def with_credential(spec: Spec, recording: Recording) -> Recording:
    scheme, request = spec.security, recording.request
    sent = {scheme["name"]: f"{scheme['x-credential'].get('prefix', '')}test-key"}
    if scheme["in"] == "query":
        return recording.changed("request", query={**request.query, **sent})
    return recording.changed("request", headers={**request.headers, **sent})


@pytest.mark.parametrize(("api", "name"), OPERATIONS)
def test_requests_are_those_that_the_spec_describes(api: str, name: str) -> None:
    spec = load_spec(api)
    requests = requests_of(spec, spec.operations[name])
    faults = [fault for request in requests for fault in request_faults(spec, with_credential(spec, request))]
    assert faults == []


@pytest.mark.parametrize(("api", "name"), OPERATIONS)
def test_the_first_request_says_all_that_can_be_said_and_the_second_as_little(api: str, name: str) -> None:
    spec = load_spec(api)
    operation = spec.operations[name]
    full, *others = requests_of(spec, operation)
    least = others[0] if others else full
    parameters = operation.named("query")
    assert full.request.query.keys() == parameters.keys()
    assert least.request.query.keys() == {key for key, each in parameters.items() if each.get("required")}
    if operation.request_body is None or ANY_TYPE in operation.request_body["content"]:
        return
    schema = spec.resolve(operation.request_body["content"]["application/json"]["schema"])
    assert full.request.body.keys() >= schema.get("properties", {}).keys()
    assert least.request.body.keys() == set(schema.get("required", ()))


@pytest.mark.parametrize("api", apis())
def test_every_known_value_of_an_enum_is_sent(api: str) -> None:
    spec = load_spec(api)
    for operation in spec.operations.values():
        requests = requests_of(spec, operation)
        for name, parameter in operation.named("query").items():
            listed = spec.resolve(parameter["schema"]).get("enum", ())
            assert {request.request.query.get(name) for request in requests} >= set(listed)


@pytest.mark.parametrize(("api", "name"), OPERATIONS)
def test_wrong_requests_are_wrong_in_the_place_they_name(api: str, name: str) -> None:
    spec = load_spec(api)
    full = requests_of(spec, spec.operations[name])[0]
    for what, wrong in wrong_requests_of(spec, full):
        faults = request_faults(spec, with_credential(spec, wrong))
        place = what.partition(":")[0]
        assert [fault for fault in faults if fault.startswith((place, "body"))], what


def test_values_of_a_schema_differ_in_one_choice_each() -> None:
    spec = load_spec("klarify")
    schema = {
        "type": "object",
        "required": ["size"],
        "properties": {
            "size": {"type": "integer", "minimum": 1, "maximum": 9},
            "color": {"anyOf": [{"enum": ["red", "blue"]}, {"type": "null"}]},
            "tags": {"type": "array", "items": {"type": "string"}},
        },
    }
    found = values(spec, schema)
    assert found == [
        {"size": 2, "color": "red", "tags": ["text"]},
        {"size": 1, "color": "red", "tags": ["text"]},
        {"size": 9, "color": "red", "tags": ["text"]},
        {"size": 2, "color": "blue", "tags": ["text"]},
        {"size": 2, "color": None, "tags": ["text"]},
        {"size": 2, "color": "red", "tags": []},
        {"size": 2},
    ]
    assert [fault for value in found for fault in schema_faults(spec, schema, value, "value")] == []
