"""The spec of the Klarify Integration API says what its acceptance list says (rows of kind S)."""

from __future__ import annotations

import pytest

from tests.contract.documents import Node, load_spec

SPEC = load_spec("klarify")
LIST = SPEC.operations["procedures_list"]
QUERY = LIST.named("query")
PAGE = SPEC.schemas["ProcedurePage"]


def says(node: Node, *words: str) -> bool:
    text = " ".join(node["description"].split())
    return all(word in text for word in words)


@pytest.mark.acceptance("KY-1", "KY-17")
def test_the_one_operation_reads() -> None:
    assert [(each.method, each.template) for each in SPEC.operations.values()] == [("GET", "/api/procedures")]
    assert SPEC.document["info"]["description"].startswith("Read-only")


@pytest.mark.acceptance("KY-2")
def test_it_gives_procedures_processes_subprocesses_and_tasks_of_the_organization() -> None:
    assert says(LIST.node, "procedures, processes, subprocesses and tasks")
    assert says(SPEC.document["info"], "procedures, processes, subprocesses and tasks of one Klarify organization")


@pytest.mark.acceptance("KY-3")
def test_ownership_status_and_time_of_change_are_always_there() -> None:
    assert {"owner", "status", "updated_at"} <= set(SPEC.schemas["Procedure"]["required"])


@pytest.mark.acceptance("KY-5", "KY-15", "KY-18")
def test_an_access_key_in_the_query_is_the_only_way_to_authorize() -> None:
    schemes = SPEC.document["components"]["securitySchemes"]
    assert SPEC.document["security"] == [{"AccessKey": []}]
    assert schemes.keys() == {"AccessKey"}
    assert {key: schemes["AccessKey"][key] for key in ("type", "in", "name")} == {
        "type": "apiKey",
        "in": "query",
        "name": "access_key",
    }
    assert "security" not in LIST.node


@pytest.mark.acceptance("KY-14")
def test_there_is_one_base_address() -> None:
    assert [server["url"] for server in SPEC.document["servers"]] == ["https://integration.klarify.biz"]


@pytest.mark.acceptance("KY-15")
def test_all_parameters_are_in_the_query_and_optional_but_the_key() -> None:
    assert QUERY.keys() == {"page", "pageSize", "sort", "last_updated_at"}
    assert len(LIST.parameters) == len(QUERY)
    assert not [name for name, parameter in QUERY.items() if parameter.get("required")]


@pytest.mark.acceptance("KY-17")
def test_the_endpoint_is_paged() -> None:
    assert LIST.paging == {
        "style": "page",
        "page": "page",
        "size": "pageSize",
        "first": 0,
        "items": "data",
        "total": "totalCount",
        "has_next": "hasNext",
    }


@pytest.mark.acceptance("KY-16")
def test_every_answer_is_json() -> None:
    assert LIST.responses.keys() == {200, 404, 500}
    assert {media_type for response in LIST.responses.values() for media_type in response["content"]} == {
        "application/json"
    }


@pytest.mark.parametrize(
    ("status", "example"),
    [
        pytest.param(
            404,
            {
                "error": "invalid access_key",
                "message": "The provided access key does not exist or has been disabled",
            },
            marks=pytest.mark.acceptance("KY-20", "KY-67"),
        ),
        pytest.param(
            500,
            {
                "error": "missing required access_key",
                "message": "The access_key parameter is required for API authentication",
            },
            marks=pytest.mark.acceptance("KY-21", "KY-69"),
        ),
    ],
)
def test_a_bad_key_has_its_status_and_its_texts(status: int, example: Node) -> None:
    response = LIST.responses[status]
    content = response["content"]["application/json"]
    assert says(response, "access key")
    assert content["schema"] == {"$ref": "#/components/schemas/Error"}
    assert content["example"] == example
    properties = SPEC.schemas["Error"]["properties"]
    assert {name: member["type"] for name, member in properties.items()} == {"error": "string", "message": "string"}


@pytest.mark.acceptance("KY-22")
def test_page_is_an_optional_integer_from_zero() -> None:
    assert QUERY["page"]["schema"] == {"type": "integer", "minimum": 0, "default": 0}
    assert says(QUERY["page"], "Zero-based")


@pytest.mark.acceptance("KY-26", "KY-27")
def test_page_size_is_an_optional_integer_with_advice_and_no_limit() -> None:
    assert QUERY["pageSize"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "default": 100,
        "x-recommended-maximum": 100,
    }
    assert says(QUERY["pageSize"], "100 is the advised maximum, not an enforced one", "larger pages may time out")


@pytest.mark.acceptance("KY-30", "KY-31")
def test_sort_is_a_field_a_comma_and_a_direction() -> None:
    sort = SPEC.resolve(QUERY["sort"]["schema"])
    assert sort["type"] == "string"
    assert set(sort["enum"]) == {
        f"{field},{direction}"
        for field in ("updated_at", "name", "created_at", "status")
        for direction in ("asc", "desc")
    }


@pytest.mark.acceptance("KY-36")
def test_last_updated_at_is_an_optional_timestamp_in_whole_seconds() -> None:
    assert QUERY["last_updated_at"]["schema"] == {"type": "string", "format": "date-time"}
    assert says(QUERY["last_updated_at"], "whole seconds", "`2024-01-15T09:00:00Z`")


@pytest.mark.acceptance("KY-39", "KY-41")
def test_the_answer_is_an_object_with_data_and_perhaps_the_rest() -> None:
    assert LIST.responses[200]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/ProcedurePage"
    }
    assert PAGE["required"] == ["data"]
    assert {name: member["type"] for name, member in PAGE["properties"].items()} == {
        "data": "array",
        "hasNext": "boolean",
        "totalCount": "integer",
    }
    assert PAGE["properties"]["data"]["items"] == {"$ref": "#/components/schemas/Procedure"}
    assert says(PAGE["properties"]["hasNext"], "Whether more pages follow", "absent means this is the last")


@pytest.mark.acceptance("KY-44")
def test_a_procedure_has_its_ten_members() -> None:
    assert {
        "id",
        "name",
        "status",
        "owner",
        "performer",
        "updated_at",
        "url",
        "lanes",
        "called_within",
        "called_from",
    } <= SPEC.schemas["Procedure"]["properties"].keys()


def first_type(node: Node) -> str | None:
    """Return the type of the first edition: the one that is tried before any other."""
    resolved = SPEC.resolve(node)
    kind: str | None = resolved.get("type")
    return kind or first_type(resolved["anyOf"][0])


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        pytest.param("id", "string", ["stable across edits"], marks=pytest.mark.acceptance("KY-45")),
        pytest.param("name", "string", ["may change"], marks=pytest.mark.acceptance("KY-46")),
        pytest.param("status", "string", ["State of publication"], marks=pytest.mark.acceptance("KY-47")),
        pytest.param("owner", "string", ["name, a mail address"], marks=pytest.mark.acceptance("KY-48")),
        pytest.param("performer", "string", ["Role or team"], marks=pytest.mark.acceptance("KY-49")),
        pytest.param("lanes", "array", ["Roles"], marks=pytest.mark.acceptance("KY-50")),
        pytest.param("updated_at", "string", ["changed in any way"], marks=pytest.mark.acceptance("KY-51")),
        pytest.param("url", "string", ["in the product"], marks=pytest.mark.acceptance("KY-52")),
        pytest.param("called_within", "array", ["contain this one"], marks=pytest.mark.acceptance("KY-53")),
        pytest.param("called_from", "array", ["Related or earlier"], marks=pytest.mark.acceptance("KY-54")),
    ],
)
def test_a_member_has_its_type_and_meaning(name: str, kind: str, words: list[str]) -> None:
    member = SPEC.member("Procedure", name)
    assert first_type(member) == kind
    assert says(SPEC.schemas["Procedure"]["properties"][name], *words)
    if kind == "array":
        assert first_type(member["items"]) == "string"


@pytest.mark.acceptance("KY-47")
def test_the_known_states_are_published_draft_and_archived_and_others_are_allowed() -> None:
    known, others = SPEC.schemas["ProcedureStatus"]["anyOf"]
    assert {"published", "draft", "archived"} <= set(known["enum"])
    assert others == {"type": "string"}


@pytest.mark.acceptance("KY-51", "KY-52")
def test_formats_are_given_for_timestamps_and_addresses() -> None:
    assert SPEC.member("Procedure", "updated_at")["format"] == "date-time"
    assert SPEC.member("Procedure", "url")["format"] == "uri"


@pytest.mark.acceptance("KY-71")
def test_the_key_has_no_place_in_a_body() -> None:
    assert SPEC.document["paths"]["/api/procedures"].keys() == {"get"}
    assert LIST.request_body is None
    assert "access_key" not in QUERY
