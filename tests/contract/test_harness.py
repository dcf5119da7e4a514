"""The contract can fail: every planted fault is reported, by the spec checks and by the played recordings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.calls import derive_call, make_client, package_of
from tests.contract.checks import request_faults, response_faults
from tests.contract.documents import Node, Operation, Spec, as_list, as_node, load_spec
from tests.contract.lossless import differences, type_faults
from tests.contract.playing import answer, error_faults, result_faults, sent_faults
from tests.contract.recordings import BY_ID, RECORDINGS, Recording
from tests.contract.strictness import closed, is_timestamp, is_uri

if TYPE_CHECKING:
    import respx
    from _pytest.mark import ParameterSet

LIST = BY_ID["kloudless/applications_list.filtered"]
CREATE = BY_ID["kloudless/applications_create.published"]
KEY = BY_ID["kloudless/applications_api_keys_create.published"]
DELETE = BY_ID["kloudless/applications_delete.published"]
THIRD_EDITION = BY_ID["klarify/procedures_list.third_edition"]
LAST_PAGE = BY_ID["klarify/procedures_list.last_page"]
BODIES = [each for each in RECORDINGS if not each.inbound and each.response.body is not None]

Container = dict[str, Any] | list[Any]
Plant = tuple[str, Callable[[], object]]


def spec_of(recording: Recording) -> Spec:
    return load_spec(recording.api)


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


def planted_everywhere(body: object, plant: Callable[[Any, Container | None, Any], bool]) -> Iterator[tuple[str, Any]]:
    """Give copies of a body, each with one fault; `plant` says whether it could plant one there."""
    for index, (where, *_) in enumerate(list(parts(body))):
        copy = deepcopy(body)
        _, value, holder, key = list(parts(copy))[index]
        if plant(value, holder, key):
            yield where, copy


def unknown_member(value: object, _holder: Container | None, _key: Any) -> bool:
    node = as_node(value)
    if node is not None:
        node["planted"] = "x"
    return node is not None


def wrong_type(value: object, holder: Any, key: Any) -> bool:
    # No schema of these APIs takes an object without members, nor text for an object or a list of objects.
    if holder is None:
        return False
    is_container = as_node(value) is not None or as_list(value) is not None
    holder[key] = 0.5 if is_container else {}
    return True


def body_cases() -> list[ParameterSet]:
    return [pytest.param(recording, id=recording.id) for recording in BODIES]


@pytest.mark.parametrize("recording", body_cases())
def test_an_unknown_member_is_reported_wherever_it_is_planted(recording: Recording) -> None:
    planted = list(planted_everywhere(recording.response.body, unknown_member))
    assert planted
    for where, body in planted:
        faults = response_faults(spec_of(recording), recording.changed("response", body=body))
        assert len(faults) == 1, where
        assert faults[0].startswith(f"{where}: ")
        assert "'planted' was unexpected" in faults[0]


@pytest.mark.parametrize("recording", body_cases())
def test_a_wrong_type_is_reported_wherever_it_is_planted(recording: Recording) -> None:
    planted = list(planted_everywhere(recording.response.body, wrong_type))
    assert planted
    for where, body in planted:
        faults = response_faults(spec_of(recording), recording.changed("response", body=body))
        assert [fault for fault in faults if fault.startswith(where)], where


@pytest.mark.parametrize(
    ("recording", "schema"),
    [
        pytest.param(BY_ID["kloudless/applications_get.published"], "Application", id="application"),
        pytest.param(KEY, "ApiKey", id="api-key"),
        pytest.param(BY_ID["kloudless/applications_webhooks_get.published"], "Webhook", id="webhook"),
        pytest.param(LIST, "ApplicationPage", id="page"),
    ],
)
def test_a_missing_required_member_is_reported(recording: Recording, schema: str) -> None:
    spec = spec_of(recording)
    for name in spec.schemas[schema]["required"]:
        body = {key: value for key, value in recording.response.body.items() if key != name}
        faults = response_faults(spec, recording.changed("response", body=body))
        assert faults == [f"body: '{name}' is a required property"]


def test_a_missing_member_inside_a_list_is_reported_with_its_place() -> None:
    body = deepcopy(THIRD_EDITION.response.body)
    del body["data"][0]["lanes"][0]["nestedLanes"][0]["name"]
    faults = response_faults(spec_of(THIRD_EDITION), THIRD_EDITION.changed("response", body=body))
    assert faults == ["body.data[0].lanes[0].nestedLanes[0]: 'name' is a required property"]


@pytest.mark.parametrize(
    ("recording", "change", "fault"),
    [
        (CREATE, {"status": 202}, "status 202: not documented for applications_create"),
        (CREATE, {"body": None}, "body: missing"),
        (DELETE, {"body": {}}, "body: none is documented"),
        (DELETE, {"headers": {"Content-Type": "text/html"}}, "header content-type: text/html without a body"),
        (CREATE, {"headers": {"Content-Type": "text/html"}}, "header content-type: text/html is not documented"),
        (
            CREATE,
            {"headers": {"X-Planted": "1"}},
            "header x-planted: not documented for applications_create 201",
        ),
        (
            BY_ID["kloudless/applications_list.too_many_requests"],
            {"headers": {"Retry-After": "soon"}},
            "header retry-after: 'soon' is not of type 'number'",
        ),
    ],
)
def test_a_changed_answer_is_reported(recording: Recording, change: Node, fault: str) -> None:
    assert response_faults(spec_of(recording), recording.changed("response", **change)) == [fault]


@pytest.mark.parametrize(
    ("recording", "change", "fault"),
    [
        (LIST, {"path": "/v1/application"}, "GET /v1/application: no operation is called so"),
        (LIST, {"path": "/applications"}, "GET /applications: no operation is called so"),
        (LIST, {"path": "/v1/applications/"}, "GET /v1/applications/: no operation is called so"),
        (DELETE, {"method": "PUT"}, f"PUT {DELETE.request.path}: no operation is called so"),
        (
            DELETE,
            {"method": "GET"},
            f"GET {DELETE.request.path}: calls applications_get, not applications_delete",
        ),
        (LIST, {"query": {"active": "true"}}, "query active: 'true' is not of type 'boolean'"),
        (LIST, {"query": {"page_size": "0"}}, "query page_size: 0 is less than the minimum of 1"),
        (LIST, {"query": {"page_size": "1001"}}, "query page_size: 1001 is greater than the maximum of 1000"),
        (LIST, {"query": {"page": "one"}}, "query page: 'one' is not of type 'integer'"),
        (LIST, {"query": {"order": "name"}}, "query order: not documented for applications_list"),
        (LIST, {"headers": {}}, "header authorization: the credential is missing"),
        (
            LIST,
            {"headers": {"Authorization": "Bearer key"}},
            "header authorization: the credential has not the form DeveloperKey ...",
        ),
        (
            LIST,
            {"headers": {"Authorization": "DeveloperKey k", "X-Planted": "1"}},
            "header x-planted: not documented for applications_list",
        ),
        (LIST, {"body": {}}, "body: none is documented"),
        (
            KEY,
            {"headers": {"Authorization": "DeveloperKey k", "Content-Type": "application/json"}},
            "header content-type: application/json without a body",
        ),
        (CREATE, {"body": {}}, "body: 'name' is a required property"),
        (
            CREATE,
            {"body": {"name": "A", "active": False}},
            "body: Additional properties are not allowed ('active' was unexpected)",
        ),
        (CREATE, {"body": None}, "body: missing"),
        (
            CREATE,
            {"headers": {"Authorization": "DeveloperKey k"}},
            "header content-type: missing, though there is a body",
        ),
        (LAST_PAGE, {"query": {}}, "query access_key: the credential is missing"),
        (
            LAST_PAGE,
            {"query": {"access_key": "k", "last_updated_at": "2024-01-15"}},
            "query last_updated_at: '2024-01-15' is not a 'date-time'",
        ),
    ],
)
def test_a_changed_request_is_reported(recording: Recording, change: Node, fault: str) -> None:
    assert request_faults(spec_of(recording), recording.changed("request", **change)) == [fault]


def test_a_required_parameter_that_is_missing_is_reported() -> None:
    document = deepcopy(load_spec("klarify").document)
    page: Node = document["paths"]["/api/procedures"]["get"]["parameters"][0]
    page["required"] = True
    faults = request_faults(Spec("klarify", document), THIRD_EDITION)
    assert faults == ["query page: required and missing"]


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("2014-03-18T03:57:16.770685Z", True),
        ("2014-03-18T03:57:16+02:00", True),
        ("2014-03-18T03:57:16", False),
        ("2014-02-30T03:57:16Z", False),
        ("2014-03-18", False),
    ],
)
def test_timestamps_are_checked(text: str, valid: bool) -> None:
    assert is_timestamp(text) is valid
    body = {**KEY.response.body, "created": text}
    assert (response_faults(spec_of(KEY), KEY.changed("response", body=body)) == []) is valid


@pytest.mark.parametrize(
    ("text", "valid"),
    [("http://localhost:5000", True), ("localhost", False), ("/process/1", False), ("https://a b/", False)],
)
def test_addresses_are_checked(text: str, valid: bool) -> None:
    assert is_uri(text) is valid
    recording = BY_ID["kloudless/applications_webhooks_get.published"]
    body = {**recording.response.body, "url": text}
    assert (response_faults(spec_of(recording), recording.changed("response", body=body)) == []) is valid


def test_an_object_composed_of_others_is_refused_and_not_closed_wrongly() -> None:
    with pytest.raises(ValueError, match="allOf"):
        closed({"allOf": [{"type": "object", "properties": {}}]})


@pytest.mark.parametrize(
    ("recorded", "returned", "found"),
    [
        (1, True, ["body: 1 became True"]),
        (1, 1.0, ["body: 1 became 1.0"]),
        (1, "1", ["body: 1 became '1'"]),
        ({"a": None}, {}, ["body.a: lost"]),
        ({}, {"a": None}, ["body.a: added"]),
        ([1, 2], [1], ["body: 2 items became 1"]),
        ({"a": [{"b": "x"}]}, {"a": [{"b": "y"}]}, ["body.a[0].b: 'x', 'y'"]),
        ("2024-01-15T14:30:00Z", "2024-01-15T14:30:00.000000Z", []),
        ("2024-01-15T14:30:00Z", "2024-01-15T14:30:01Z", ["body: '2024-01-15T14:30:00Z', '2024-01-15T14:30:01Z'"]),
        ("2024-01-15T14:30:00", "2024-01-15T14:30:00Z", ["body: '2024-01-15T14:30:00', '2024-01-15T14:30:00Z'"]),
    ],
)
def test_a_loss_is_reported(recorded: object, returned: object, found: list[str]) -> None:
    assert differences(recorded, returned) == found


def test_a_client_that_sends_something_else_is_reported(httpx2_mock: respx.Router) -> None:
    answer(httpx2_mock, LIST)
    with make_client(load_spec("kloudless"), LIST) as client:
        client.applications.list(active=False, page_size=1, extra_headers={"X-Planted": "1"}).first_page()
    assert sent_faults(load_spec("kloudless"), LIST, httpx2_mock) == [
        f"query: recorded {sorted(LIST.request.query.items())}, sent [('active', 'False'), ('page_size', '1')]",
        "header x-planted: sent, though not recorded",
    ]


def test_a_client_that_sends_to_another_place_is_reported(httpx2_mock: respx.Router) -> None:
    spec = load_spec("kloudless")
    answer(httpx2_mock, CREATE)
    factory = package_of(spec).KloudlessManagement
    with factory(developer_key="other", base_url="https://example.org/v2", max_retries=0) as client:
        client.applications.create(name="Test App 1")
    assert sent_faults(spec, CREATE, httpx2_mock) == [
        "origin: recorded 'https://api.kloudless.com', sent 'https://example.org'",
        "path: recorded '/v1/applications', sent '/v2/applications'",
        "header authorization: recorded 'DeveloperKey test-developer-key', sent 'DeveloperKey other'",
        "sent body.description: lost",
    ]


def test_a_client_that_sends_a_body_where_there_is_none_is_reported(httpx2_mock: respx.Router) -> None:
    spec = load_spec("kloudless")
    answer(httpx2_mock, CREATE)
    with make_client(spec, CREATE) as client:
        client.applications.create(name="A")
    bodiless = CREATE.changed("request", body=None, headers={"Authorization": "DeveloperKey test-developer-key"})
    assert sent_faults(spec, bodiless, httpx2_mock) == [
        "header content-type: sent, though not recorded",
        """body: none recorded, sent b'{"name":"A"}'""",
    ]


def test_a_client_that_sends_twice_is_reported(httpx2_mock: respx.Router) -> None:
    spec = load_spec("kloudless")
    answer(httpx2_mock, DELETE)
    with make_client(spec, DELETE) as client:
        derive_call(spec, DELETE).start(client)
        derive_call(spec, DELETE).start(client)
    assert sent_faults(spec, DELETE, httpx2_mock) == ["2 requests instead of one"]


def test_a_client_that_returns_something_else_is_reported(httpx2_mock: respx.Router) -> None:
    spec = load_spec("kloudless")
    answer(httpx2_mock, LIST)
    with make_client(spec, LIST) as client:
        page = derive_call(spec, LIST).start(client)
    assert result_faults(spec, LIST.changed("response", body={**LIST.response.body, "total": 4}), page) == [
        "page total: recorded 4, got 3",
        f"page raw body: recorded { {**LIST.response.body, 'total': 4}!r}, got {LIST.response.body!r}",
        "body.total: 4, 3",
    ]
    assert result_faults(spec, DELETE, page.items[0]) == [f"returned {page.items[0]!r} for an answer without a body"]
    schema = {"$ref": "#/components/schemas/Application"}
    models = package_of(spec).models
    application = LIST.response.body["objects"][0]
    assert type_faults(spec, models, schema, application, application) == ["body: dict instead of Application"]
    untyped = page.items[0].model_copy(update={"created": application["created"]})
    assert type_faults(spec, models, schema, application, untyped) == ["body.created: str instead of datetime"]


def test_an_error_of_another_kind_is_reported(httpx2_mock: respx.Router) -> None:
    recording = BY_ID["kloudless/applications_get.not_found"]
    spec = load_spec("kloudless")
    answer(httpx2_mock, recording)
    with make_client(spec, recording) as client, pytest.raises(package_of(spec).NotFoundError) as caught:
        derive_call(spec, recording).start(client)
    assert error_faults(spec, recording, caught.value) == []
    (fault,) = error_faults(spec, recording.changed("response", status=403), caught.value)
    assert fault.endswith("instead of PermissionDeniedError")
    body = {**recording.response.body, "error_code": "gone", "id": "another"}
    assert error_faults(spec, recording.changed("response", body=body), caught.value) == [
        "error error_code: expected 'gone', got 'not_found'",
        "error request_id: expected 'another', got '5f0c9b0e-6d1b-4a5e-9a38-0d6b2c1f7e42'",
        "error id: expected 'another', got '5f0c9b0e-6d1b-4a5e-9a38-0d6b2c1f7e42'",
        f"error body: expected {body!r}, got {recording.response.body!r}",
    ]


BREAKING: dict[str, Callable[[Any], object]] = {
    "total": lambda body: body.pop("total"),
    "count": lambda body: body.update(count="three"),
    "objects.0.created": lambda body: body["objects"][0].pop("created"),
    "objects.0.active": lambda body: body["objects"][0].update(active="perhaps"),
}


@pytest.mark.parametrize(("place", "change"), BREAKING.items(), ids=BREAKING)
def test_the_client_names_the_member_that_breaks_the_contract(
    place: str, change: Callable[[Any], object], httpx2_mock: respx.Router
) -> None:
    spec, body = load_spec("kloudless"), deepcopy(LIST.response.body)
    change(body)
    answer(httpx2_mock, LIST.changed("response", body=body))
    with make_client(spec, LIST) as client, pytest.raises(package_of(spec).APIResponseValidationError) as caught:
        derive_call(spec, LIST).start(client)
    assert [path for path, _ in caught.value.faults] == [place]
    assert caught.value.operation == "applications_list"


def test_a_recording_of_an_operation_that_does_not_exist_is_reported() -> None:
    stray = replace(LIST, operation_id="applications_count")
    assert response_faults(spec_of(stray), stray) == ["applications_count: there is no such operation"]
    assert request_faults(spec_of(stray), stray) == [
        "GET /v1/applications: calls applications_list, not applications_count"
    ]


def test_a_tag_and_a_verb_make_up_each_operation_id() -> None:
    operations: list[Operation] = [
        each for api in ("klarify", "kloudless") for each in load_spec(api).operations.values()
    ]
    assert [each.id for each in operations] == [f"{each.tag.replace('.', '_')}_{each.verb}" for each in operations]
