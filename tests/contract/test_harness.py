"""The contract can fail: every planted fault is reported, by the spec checks and by the played recordings."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.contract.calls import credential_of, derive_call, make_client, package_of
from tests.contract.checks import request_faults, response_faults, response_schema
from tests.contract.documents import Node, Operation, Spec, apis, as_list, as_node, load_spec
from tests.contract.lossless import differences, type_faults
from tests.contract.openness import Container, Place, parts, places
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
BODIES = [
    each
    for each in RECORDINGS
    if not each.inbound
    and each.response.body is not None
    and not (each.foreign or each.superseded or load_spec(each.api).operations[each.operation_id].is_download)
]

Plant = tuple[str, Callable[[], object]]


def spec_of(recording: Recording) -> Spec:
    return load_spec(recording.api)


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
    if holder is None:
        return False
    holder[key] = 0.5 if is_container(value) else {}
    return True


def is_container(value: object) -> bool:
    return as_node(value) is not None or as_list(value) is not None


def places_of(recording: Recording) -> dict[str, Place]:
    spec = spec_of(recording)
    return places(spec, response_schema(spec, recording), recording.response.body)


def body_cases() -> list[ParameterSet]:
    return [pytest.param(recording, id=recording.id) for recording in BODIES]


@pytest.mark.parametrize("recording", body_cases())
def test_an_unknown_member_is_reported_wherever_it_is_planted(recording: Recording) -> None:
    known, planted = places_of(recording), list(planted_everywhere(recording.response.body, unknown_member))
    closed_ones = [(where, body) for where, body in planted if not known[where].members]
    assert closed_ones
    for where, body in closed_ones:
        faults = response_faults(spec_of(recording), recording.changed("response", body=body))
        assert [fault for fault in faults if "'planted' was unexpected" in fault] == [
            f"{where}: Additional properties are not allowed ('planted' was unexpected)"
        ]


@pytest.mark.parametrize("recording", body_cases())
def test_a_wrong_type_is_reported_wherever_it_is_planted(recording: Recording) -> None:
    known, planted = places_of(recording), list(planted_everywhere(recording.response.body, wrong_type))
    values = {where: value for where, value, *_ in parts(recording.response.body)}
    refused = [
        (where, body)
        for where, body in planted
        if not (known[where].numbers if is_container(values[where]) else known[where].objects)
    ]
    assert refused
    for where, body in refused:
        faults = response_faults(spec_of(recording), recording.changed("response", body=body))
        assert [fault for fault in faults if fault.startswith(where)], where


ROOM = [
    ("kloudless/applications_get.published", "body", Place()),
    ("klipfolio/klips_schema_get.published", "body.data.schema", Place(members=True, objects=True)),
    ("klipfolio/users_get.full", "body.data.properties", Place(members=True, objects=True, optional=True)),
    ("klipfolio/users_get.full", "body.data.roles", Place(optional=True)),
    ("klipfolio/users_get.full", "body.data.email", Place()),
    ("klipfolio/clients_get.full", "body.data.users[0]", Place(members=True, objects=True)),
    (
        "klipfolio/clients_settings_get.fabricated",
        "body.data.brand.parent.enabled",
        Place(members=True, objects=True, numbers=True),
    ),
    ("klipfolio/tabs_layout_get.grid", "body.data.type", Place(enumerated=True)),
    ("klipfolio/tabs_layout_get.grid", "body.data.state.desktop", Place()),
    ("klipfolio/tabs_layout_get.columns", "body.data.state", Place(members=True, objects=True)),
]


@pytest.mark.parametrize(("recording", "where", "expected"), ROOM)
def test_room_is_only_where_the_spec_gives_it(recording: str, where: str, expected: Place) -> None:
    assert places_of(BY_ID[recording])[where] == expected


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


KLIPFOLIO = load_spec("klipfolio")
USER = BY_ID["klipfolio/users_get.full"]
USERS = BY_ID["klipfolio/users_list.with_totals"]
CREATED = BY_ID["klipfolio/groups_create.published"]
DOWNLOAD = BY_ID["klipfolio/datasource_instances_data_get.fabricated"]
UPLOAD = BY_ID["klipfolio/datasource_instances_data_update.fabricated"]
FAILED_INSIDE = BY_ID["klipfolio/klips_get.success_false"]


def played(recording: Recording, router: respx.Router) -> Any:
    answer(router, recording)
    with make_client(KLIPFOLIO, recording) as client:
        return derive_call(KLIPFOLIO, recording).start(client)


def basic(text: str, **more: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(text.encode()).decode()}", **more}


@pytest.mark.parametrize(
    ("headers", "faults"),
    [
        (basic("jane@example.com:pass:word"), []),
        (basic(":password"), ["header authorization: not a user name and a password"]),
        (basic("jane@example.com"), ["header authorization: not a user name and a password"]),
        ({"Authorization": "Basic !"}, ["header authorization: not a user name and a password"]),
        ({"Authorization": "Bearer key"}, ["header authorization: not a user name and a password"]),
        (basic("a:b", **{"kf-api-key": "k"}), ["header kf-api-key, header authorization: two credentials"]),
        ({}, ["header kf-api-key: the credential is missing"]),
        ({"kf-api-key": " "}, ["header kf-api-key: the credential has not the form ..."]),
    ],
)
def test_either_of_two_credentials_will_do_and_no_other(headers: dict[str, str], faults: list[str]) -> None:
    assert request_faults(KLIPFOLIO, USER.changed("request", headers=headers)) == faults


def test_a_request_with_a_pair_is_played_with_the_pair(httpx2_mock: respx.Router) -> None:
    recording = USER.changed("request", headers=basic("jane@example.com:pass:word"))
    assert credential_of(KLIPFOLIO, recording) == {"email": "jane@example.com", "password": "pass:word"}
    assert result_faults(KLIPFOLIO, recording, played(recording, httpx2_mock)) == []
    assert sent_faults(KLIPFOLIO, recording, httpx2_mock) == []


def test_a_parameter_of_the_operation_replaces_that_of_its_path() -> None:
    for each in KLIPFOLIO.operations.values():
        assert len(each.parameters) == len({(parameter["in"], parameter["name"]) for parameter in each.parameters})
    places_of_ids = {
        each.id: each.named("path")["published_link_id"].get("x-argument")
        for each in KLIPFOLIO.operations.values()
        if each.tag == "published_links" and each.named("path")
    }
    assert places_of_ids == {
        "published_links_get": None,
        "published_links_create": "dashboard_id",
        "published_links_update": None,
        "published_links_delete": None,
    }


def test_what_an_answer_of_which_nothing_is_said_holds_is_reported() -> None:
    recording = BY_ID["klipfolio/clients_delete.fabricated"]
    body = {**recording.response.body, "data": {"planted": 1}}
    assert response_faults(KLIPFOLIO, recording.changed("response", body=body)) == [
        "body.data: Additional properties are not allowed ('planted' was unexpected)"
    ]


def test_a_failure_inside_of_a_success_is_held_against_what_it_says() -> None:
    assert response_faults(KLIPFOLIO, FAILED_INSIDE) == []
    meta = FAILED_INSIDE.response.body["meta"]
    succeeding = FAILED_INSIDE.changed("response", body={"meta": {**meta, "success": True}})
    assert "body: 'data' is a required property" in response_faults(KLIPFOLIO, succeeding)
    elsewhere = FAILED_INSIDE.changed("response", body={"meta": {**meta, "status": 418}})
    assert response_faults(KLIPFOLIO, elsewhere) == ["status 418: not documented for klips_get"]


def test_a_client_that_takes_a_failure_inside_for_another_is_reported(httpx2_mock: respx.Router) -> None:
    with pytest.raises(package_of(KLIPFOLIO).NotFoundError) as caught:
        played(FAILED_INSIDE, httpx2_mock)
    assert error_faults(KLIPFOLIO, FAILED_INSIDE, caught.value) == []
    meta = {**FAILED_INSIDE.response.body["meta"], "status": 500}
    (fault,) = error_faults(KLIPFOLIO, FAILED_INSIDE.changed("response", body={"meta": meta}), caught.value)
    assert fault.endswith("instead of InternalServerError")


def test_a_client_that_returns_something_else_than_is_inside_is_reported(httpx2_mock: respx.Router) -> None:
    user = played(USER, httpx2_mock)
    assert result_faults(KLIPFOLIO, USER, user) == []
    data = USER.response.body["data"]
    other = USER.changed("response", body={**USER.response.body, "data": {**data, "email": "other", "more": 1}})
    assert result_faults(KLIPFOLIO, other, user) == [
        "data.email: 'other', '" + data["email"] + "'",
        "data.more: lost",
    ]
    untyped = user.model_copy(update={"date_created": data["date_created"]})
    schema = {"$ref": "#/components/schemas/User"}
    assert type_faults(KLIPFOLIO, package_of(KLIPFOLIO).models, schema, data, untyped, "data") == [
        "data.date_created: str instead of datetime"
    ]
    assert result_faults(KLIPFOLIO, USER, data) == ["data: dict instead of User"]
    done = BY_ID["klipfolio/clients_delete.fabricated"]
    assert result_faults(KLIPFOLIO, done, {}) == ["returned {} for an answer of which nothing matters"]


def test_a_page_that_differs_from_the_rows_inside_is_reported(httpx2_mock: respx.Router) -> None:
    page = played(USERS, httpx2_mock)
    assert result_faults(KLIPFOLIO, USERS, page) == []
    body = deepcopy(USERS.response.body)
    rows, total = len(body["data"]["users"]), body["meta"].pop("total")
    body["data"]["users"].pop()
    assert result_faults(KLIPFOLIO, USERS.changed("response", body=body), page) == [
        f"page total: recorded None, got {total}",
        f"page raw body: recorded {body!r}, got {USERS.response.body!r}",
        f"data.users: {rows - 1} items became {rows}",
        f"data.users: list instead of list of {rows - 1}",
    ]
    offset = USERS.changed("request", query={"offset": "25"})
    assert result_faults(KLIPFOLIO, offset, page) == ["page number: recorded 25, got 0"]


def test_a_location_that_is_lost_is_reported(httpx2_mock: respx.Router) -> None:
    created = played(CREATED, httpx2_mock)
    assert result_faults(KLIPFOLIO, CREATED, created) == []
    meta = {**CREATED.response.body["meta"], "location": "/groups/0f", "instance_location": "/parts/1e"}
    assert result_faults(KLIPFOLIO, CREATED.changed("response", body={"meta": meta}), created) == [
        f"created id: recorded '0f', got {created.id!r}",
        f"created location: recorded '/groups/0f', got {created.location!r}",
        "created instance_location: recorded '/parts/1e', got None",
    ]


def test_a_file_that_changes_on_its_way_is_reported(httpx2_mock: respx.Router) -> None:
    file = played(DOWNLOAD, httpx2_mock)
    assert result_faults(KLIPFOLIO, DOWNLOAD, file) == []
    for change in ({"body": "other"}, {"headers": {"Content-Type": "text/plain"}}):
        (fault,) = result_faults(KLIPFOLIO, DOWNLOAD.changed("response", **change), file)
        assert fault.startswith("file: recorded ")


def test_content_that_changes_on_its_way_is_reported(httpx2_mock: respx.Router) -> None:
    played(UPLOAD, httpx2_mock)
    assert sent_faults(KLIPFOLIO, UPLOAD, httpx2_mock) == []
    other = UPLOAD.changed("request", body="other", headers={**UPLOAD.document["request"]["headers"], "A": "1"})
    assert sent_faults(KLIPFOLIO, other, httpx2_mock) == [
        "header a: not sent",
        f"body: recorded b'other', sent {UPLOAD.request.content!r}",
    ]


def test_maps_and_alternatives_are_typed_all_the_way_down() -> None:
    models, schema = package_of(KLIPFOLIO).models, {"$ref": "#/components/schemas/TabLayout"}
    layout = BY_ID["klipfolio/tabs_layout_get.columns"].response.body["data"]
    made = models.TabLayout.model_validate(layout)
    assert type_faults(KLIPFOLIO, models, schema, layout, made) == []
    (key, item), *_ = layout["state"].items()
    assert type_faults(KLIPFOLIO, models, schema, layout, made.model_copy(update={"state": {}})) == [
        "body.state: dict instead of dict with the same keys"
    ]
    loose = made.model_copy(update={"state": {**made.state, key: item}})
    assert type_faults(KLIPFOLIO, models, schema, layout, loose) == [
        f"body.state.{key}: dict instead of ColumnLayoutItem"
    ]


def test_a_recording_of_an_operation_that_does_not_exist_is_reported() -> None:
    stray = replace(LIST, operation_id="applications_count")
    assert response_faults(spec_of(stray), stray) == ["applications_count: there is no such operation"]
    assert request_faults(spec_of(stray), stray) == [
        "GET /v1/applications: calls applications_list, not applications_count"
    ]


def test_a_tag_and_a_verb_make_up_each_operation_id() -> None:
    operations: list[Operation] = [each for api in apis() for each in load_spec(api).operations.values()]
    assert [each.id for each in operations] == [f"{each.tag.replace('.', '_')}_{each.verb}" for each in operations]
