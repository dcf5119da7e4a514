"""The spec of the Kloudless Management API says what its acceptance list says (rows of kind S)."""

from __future__ import annotations

import pytest

from tests.contract.documents import Node, Operation, load_spec

SPEC = load_spec("kloudless")
LISTS = ["applications_list", "applications_api_keys_list", "applications_webhooks_list"]
PAGING_ROWS = {
    "applications_list": ("KL-19", "KL-22", "KL-23", "KL-24", "KL-26"),
    "applications_api_keys_list": ("KL-61", "KL-62"),
    "applications_webhooks_list": ("KL-77", "KL-78"),
}
ITEMS = dict(zip(LISTS, ["Application", "ApiKey", "Webhook"], strict=True))


def operation(operation_id: str) -> Operation:
    return SPEC.operations[operation_id]


def says(node: Node, *words: str) -> bool:
    text = " ".join(node["description"].split())
    return all(word in text for word in words)


def schema_name(content_holder: Node) -> str:
    (media_type,) = content_holder["content"]
    assert media_type == "application/json"
    reference: str = content_holder["content"][media_type]["schema"]["$ref"]
    return reference.removeprefix("#/components/schemas/")


@pytest.mark.acceptance("KL-3")
def test_the_credential_is_the_developer_key_of_the_account_settings() -> None:
    assert says(SPEC.security, "developer key", "account settings", "an application's API key does not work")


@pytest.mark.acceptance("KL-4")
def test_every_call_carries_the_developer_key_in_the_authorization_header() -> None:
    assert SPEC.security["type"] == "apiKey"
    assert SPEC.security["in"] == "header"
    assert SPEC.security["name"] == "Authorization"
    assert SPEC.security["x-credential"]["prefix"] == "DeveloperKey "
    assert says(SPEC.security, "after the word `DeveloperKey` and one space")
    assert not [each.id for each in SPEC.operations.values() if "security" in each.node]


@pytest.mark.acceptance("KL-5")
def test_there_is_one_base_address() -> None:
    assert [server["url"] for server in SPEC.document["servers"]] == ["https://api.kloudless.com/v1"]


FLAG: Node = {"type": "boolean", "default": False}
MEMBERS: list[tuple[str, str, str, Node, tuple[str, ...]]] = [
    ("KL-8", "Application", "id", {"type": "string"}, ("App ID",)),
    ("KL-9", "Application", "name", {"type": "string"}, ("shown to a user who connects an account",)),
    ("KL-10", "Application", "description", {"type": "string"}, ("text",)),
    ("KL-11", "Application", "logo_url", {"type": "string"}, ("Address of an image", "may be empty")),
    ("KL-12", "Application", "active", {"type": "boolean"}, ("Whether the application works",)),
    ("KL-14", "Application", "implicit_grant_enabled", FLAG, ("implicit grant is allowed",)),
    ("KL-15", "Application", "recent_enabled", FLAG, ("recent activity",)),
    ("KL-16", "Application", "events_enabled", FLAG, ("events",)),
    ("KL-58", "ApiKey", "key", {"type": "string", "x-secret": True}, ("unique over all applications",)),
    ("KL-72", "Webhook", "id", {"type": "string"}, ("unique over all applications", "looks like a number")),
    ("KL-73", "Webhook", "url", {"type": "string", "format": "uri"}, ("Address",)),
]


@pytest.mark.parametrize(
    ("schema", "name", "expected", "words"),
    [pytest.param(*rest, id=row, marks=pytest.mark.acceptance(row)) for row, *rest in MEMBERS],
)
def test_a_member_has_its_type_and_meaning(schema: str, name: str, expected: Node, words: tuple[str, ...]) -> None:
    member = SPEC.member(schema, name)
    assert {key: value for key, value in member.items() if key not in {"description", "example"}} == expected
    assert says(member, *words)
    assert name in SPEC.schemas[schema]["required"]


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param("Application", marks=pytest.mark.acceptance("KL-17")),
        pytest.param("ApiKey", marks=pytest.mark.acceptance("KL-59")),
        pytest.param("Webhook", marks=pytest.mark.acceptance("KL-74")),
    ],
)
@pytest.mark.parametrize("name", ["created", "modified"])
def test_created_and_modified_are_timestamps(schema: str, name: str) -> None:
    member = SPEC.member(schema, name)
    assert (member["type"], member["format"]) == ("string", "date-time")
    assert name in SPEC.schemas[schema]["required"]


@pytest.mark.acceptance("KL-58")
def test_an_api_key_has_no_id() -> None:
    assert SPEC.schemas["ApiKey"]["properties"].keys() == {"key", "created", "modified"}


@pytest.mark.acceptance("KL-18")
def test_listing_applications_takes_three_optional_query_parameters() -> None:
    parameters = operation("applications_list").named("query")
    assert parameters.keys() == {"active", "page_size", "page"}
    assert not [name for name, parameter in parameters.items() if parameter.get("required")]


@pytest.mark.parametrize(
    "operation_id",
    [
        pytest.param("applications_api_keys_list", marks=pytest.mark.acceptance("KL-60")),
        pytest.param("applications_webhooks_list", marks=pytest.mark.acceptance("KL-76")),
    ],
)
def test_listing_what_an_application_has_takes_no_filter(operation_id: str) -> None:
    assert operation(operation_id).named("query").keys() == {"page_size", "page"}


@pytest.mark.acceptance("KL-20")
def test_active_is_an_optional_boolean_spelt_with_a_capital() -> None:
    active = operation("applications_list").named("query")["active"]
    assert active["schema"] == {"type": "boolean"}
    assert active["x-boolean-spelling"] == "capitalized"
    assert "required" not in active
    assert says(active, "only active (true) or only inactive (false)", "Without it, both")


@pytest.mark.parametrize(
    "operation_id", [pytest.param(each, marks=pytest.mark.acceptance(*PAGING_ROWS[each])) for each in LISTS]
)
def test_a_list_is_paged(operation_id: str) -> None:
    query = operation(operation_id).named("query")
    assert query["page_size"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 1000, "default": 10}
    assert query["page"]["schema"] == {"type": "integer", "minimum": 1, "default": 1}
    assert not query["page_size"].get("required")
    assert not query["page"].get("required")
    assert says(query["page"], "counted from 1")
    assert operation(operation_id).paging == {
        "style": "page",
        "page": "page",
        "size": "page_size",
        "first": 1,
        "items": "objects",
        "total": "total",
    }


@pytest.mark.parametrize(
    "operation_id",
    [
        pytest.param("applications_list", marks=pytest.mark.acceptance("KL-19", "KL-27")),
        pytest.param("applications_api_keys_list", marks=pytest.mark.acceptance("KL-61")),
        pytest.param("applications_webhooks_list", marks=pytest.mark.acceptance("KL-77")),
    ],
)
def test_a_list_answers_200_with_an_envelope_of_four_members(operation_id: str) -> None:
    envelope = SPEC.schemas[schema_name(operation(operation_id).responses[200])]
    properties = envelope["properties"]
    assert set(envelope["required"]) == properties.keys() == {"total", "count", "page", "objects"}
    assert [properties[name]["type"] for name in ("total", "count", "page")] == ["integer"] * 3
    assert says(properties["total"], "over all pages")
    assert says(properties["count"], "on this page")
    assert says(properties["page"], "Number of this page")
    assert properties["objects"]["type"] == "array"
    assert properties["objects"]["items"] == {"$ref": f"#/components/schemas/{ITEMS[operation_id]}"}


OPERATIONS = {
    "applications_list": ("GET", "/applications", ["KL-18"]),
    "applications_create": ("POST", "/applications", ["KL-29"]),
    "applications_get": ("GET", "/applications/{application_id}", ["KL-43"]),
    "applications_update": ("PATCH", "/applications/{application_id}", ["KL-45"]),
    "applications_delete": ("DELETE", "/applications/{application_id}", ["KL-55"]),
    "applications_api_keys_list": ("GET", "/applications/{application_id}/apikeys", ["KL-60"]),
    "applications_api_keys_create": ("POST", "/applications/{application_id}/apikeys", ["KL-64"]),
    "applications_api_keys_delete": ("DELETE", "/applications/{application_id}/apikeys/{key}", ["KL-69"]),
    "applications_webhooks_list": ("GET", "/applications/{application_id}/webhooks", ["KL-76"]),
    "applications_webhooks_create": ("POST", "/applications/{application_id}/webhooks", ["KL-80"]),
    "applications_webhooks_get": ("GET", "/applications/{application_id}/webhooks/{webhook_id}", ["KL-85"]),
    "applications_webhooks_delete": ("DELETE", "/applications/{application_id}/webhooks/{webhook_id}", ["KL-87"]),
}


@pytest.mark.parametrize(
    ("operation_id", "method", "template"),
    [
        pytest.param(name, method, template, id=name, marks=pytest.mark.acceptance(*rows))
        for name, (method, template, rows) in OPERATIONS.items()
    ],
)
def test_an_operation_has_its_method_and_path(operation_id: str, method: str, template: str) -> None:
    assert (operation(operation_id).method, operation(operation_id).template) == (method, template)


@pytest.mark.acceptance("KL-90")
def test_there_is_no_other_operation() -> None:
    assert SPEC.operations.keys() == OPERATIONS.keys()


@pytest.mark.acceptance("KL-43")
def test_no_path_ends_in_a_slash() -> None:
    assert not [template for template in SPEC.document["paths"] if template.endswith("/")]


@pytest.mark.acceptance("KL-69")
def test_the_path_of_a_key_is_the_secret_itself() -> None:
    key = operation("applications_api_keys_delete").named("path")["key"]
    assert key["x-secret"] is True
    assert says(key, "The API key itself")


@pytest.mark.parametrize(
    ("operation_id", "status", "schema"),
    [
        pytest.param(name, status, schema, id=f"{name}-{status}", marks=pytest.mark.acceptance(row))
        for name, status, schema, row in [
            ("applications_create", 201, "Application", "KL-41"),
            ("applications_get", 200, "Application", "KL-44"),
            ("applications_update", 200, "Application", "KL-47"),
            ("applications_delete", 204, None, "KL-56"),
            ("applications_api_keys_create", 201, "ApiKey", "KL-68"),
            ("applications_api_keys_delete", 204, None, "KL-70"),
            ("applications_webhooks_create", 201, "Webhook", "KL-84"),
            ("applications_webhooks_get", 200, "Webhook", "KL-86"),
            ("applications_webhooks_delete", 204, None, "KL-88"),
        ]
    ],
)
def test_success_has_one_status_and_one_body(operation_id: str, status: int, schema: str | None) -> None:
    responses = operation(operation_id).responses
    assert [each for each in responses if each < 300] == [status]
    if schema is None:
        assert "content" not in responses[status]
    else:
        assert schema_name(responses[status]) == schema


@pytest.mark.parametrize(
    "operation_id",
    [
        pytest.param("applications_create", marks=pytest.mark.acceptance("KL-40")),
        pytest.param("applications_update", marks=pytest.mark.acceptance("KL-54")),
        pytest.param("applications_webhooks_create"),
    ],
)
def test_a_body_is_json_and_required(operation_id: str) -> None:
    body = operation(operation_id).request_body
    assert body is not None
    assert body["content"].keys() == {"application/json"}
    assert body["required"] is True


@pytest.mark.acceptance("KL-31", "KL-32", "KL-33")
def test_creation_needs_a_name_and_takes_six_more_members() -> None:
    create = SPEC.schemas["ApplicationCreate"]
    assert create["required"] == ["name"]
    assert create["properties"].keys() - {"name"} == {
        "description",
        "logo_url",
        "implicit_grant_enabled",
        "recent_enabled",
        "events_enabled",
        "source",
    }


@pytest.mark.acceptance("KL-31", "KL-33", "KL-82")
@pytest.mark.parametrize(
    ("schema", "name"),
    [("ApplicationCreate", "name"), ("ApplicationCreate", "events_enabled"), ("WebhookCreate", "url")],
)
def test_what_the_page_does_not_say_outright_is_marked_as_inferred(schema: str, name: str) -> None:
    assert [each["kind"] for each in SPEC.member(schema, name)["x-evidence"]] == ["inferred"]


@pytest.mark.acceptance("KL-33")
def test_no_schema_knows_the_misspelt_flag() -> None:
    assert not [name for name, schema in SPEC.schemas.items() if "events_grant_enabled" in schema.get("properties", {})]


@pytest.mark.acceptance("KL-34", "KL-48")
def test_a_source_is_an_application_and_only_for_creation() -> None:
    assert SPEC.member("ApplicationCreate", "source")["type"] == "string"
    assert says(SPEC.member("ApplicationCreate", "source"), "another application of the developer")
    holders = [name for name, schema in SPEC.schemas.items() if "source" in schema.get("properties", {})]
    assert holders == ["ApplicationCreate"]


@pytest.mark.acceptance("KL-46", "KL-48")
def test_a_change_takes_seven_members_and_needs_none() -> None:
    update = SPEC.schemas["ApplicationUpdate"]
    assert "required" not in update
    assert {name: member["type"] for name, member in update["properties"].items()} == {
        "name": "string",
        "description": "string",
        "logo_url": "string",
        "active": "boolean",
        "implicit_grant_enabled": "boolean",
        "recent_enabled": "boolean",
        "events_enabled": "boolean",
    }


@pytest.mark.acceptance("KL-66")
def test_making_a_key_has_no_body() -> None:
    assert operation("applications_api_keys_create").request_body is None


@pytest.mark.acceptance("KL-82")
def test_a_webhook_is_made_of_its_address() -> None:
    create = SPEC.schemas["WebhookCreate"]
    assert create["required"] == ["url"] == list(create["properties"])
    assert create["properties"]["url"]["format"] == "uri"


def test_every_refusal_is_an_error_object() -> None:
    for each in SPEC.operations.values():
        for status, response in each.responses.items():
            if status >= 400:
                assert schema_name(response) == "Error", (each.id, status)


def test_nothing_requires_a_member_that_is_not_described() -> None:
    for name, schema in SPEC.schemas.items():
        assert set(schema.get("required", ())) <= schema.get("properties", {}).keys(), name
