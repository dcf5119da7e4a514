"""The spec lint is green on the real specs, and red on each of them after one small change."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import pytest
from lint_specs import ROOT, lint, main
from spec_lint.document import Finding, Spec
from spec_lint.reading import load
from spec_lint.rules import MANNERS, RULES, check

if TYPE_CHECKING:
    from collections.abc import Callable

SPECS = sorted((ROOT / "specs").glob("*.yaml"))


Document: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A change to a real spec, and the whole finding that it must lead to (but for the file and the line)."""

    rule: str
    api: str
    change: Callable[[Document], object]
    expected: str


def operation(spec: Document, operation_id: str) -> Document:
    items: list[Document] = list(spec["paths"].values())
    nodes = [cast("Document", node) for item in items for node in item.values() if isinstance(node, dict)]
    return next(node for node in nodes if node.get("operationId") == operation_id)


def schema(spec: Document, name: str) -> Document:
    return cast("Document", spec["components"]["schemas"][name])


def rename(members: Document, old: str, new: str) -> Document:
    members[new] = members.pop(old)
    return members


CASES: list[Case] = [
    Case(
        "document_shape",
        "klarify",
        lambda s: s.update(openapi="3.0.3"),
        "openapi: is not an OpenAPI 3.1 document; write `openapi: 3.1.0`",
    ),
    Case(
        "document_shape",
        "klarify",
        lambda s: s["servers"].append({"url": "https://example.org"}),
        "servers: there must be exactly one server; list the production address alone",
    ),
    Case(
        "document_shape",
        "klarify",
        lambda s: s.pop("paths"),
        "paths: there is no operation; describe at least one under `paths`",
    ),
    Case(
        "package_complete",
        "klarify",
        lambda s: s["x-package"].pop("client"),
        "x-package.client: `client` is missing or misspelt; write it like `KloudlessManagement`",
    ),
    Case(
        "package_complete",
        "klarify",
        lambda s: s["x-package"].update(distribution="klarify_client"),
        "x-package.distribution: `distribution` is missing or misspelt; write it like `kloudless-management-client`",
    ),
    Case(
        "package_complete",
        "klarify",
        lambda s: s["x-package"].update(licence="MIT"),
        "x-package.licence: `licence` is unknown here; use client, distribution, package, version",
    ),
    Case(
        "credential_complete",
        "klarify",
        lambda s: s["components"].pop("securitySchemes"),
        "components.securitySchemes: there is no key among the security schemes; describe the API's key",
    ),
    Case(
        "credential_complete",
        "klarify",
        lambda s: s["components"]["securitySchemes"]["AccessKey"].update(type="http"),
        "securitySchemes.AccessKey: only a key in a header or in the query, and HTTP Basic, are supported; "
        "use `type: apiKey` with `in` and `name`, or `type: http` with `scheme: basic`",
    ),
    Case(
        "credential_complete",
        "klarify",
        lambda s: s["components"]["securitySchemes"]["AccessKey"]["x-credential"].pop("argument"),
        "securitySchemes.AccessKey.x-credential: `argument` of x-credential is missing or no Python name; "
        "name the constructor's argument",
    ),
    Case(
        "credential_complete",
        "klarify",
        lambda s: s["components"]["securitySchemes"]["AccessKey"]["x-credential"].update(environment="klarify"),
        "securitySchemes.AccessKey.x-credential: `environment` of x-credential is missing or not in capitals; "
        "name the environment variable",
    ),
    Case(
        "credential_complete",
        "kloudless",
        lambda s: s["components"]["securitySchemes"]["DeveloperKey"]["x-credential"].update(prefix=1),
        "securitySchemes.DeveloperKey.x-credential: `prefix` of x-credential is not a string; "
        "quote it, blank at the end included",
    ),
    Case(
        "credential_complete",
        "klarify",
        lambda s: operation(s, "procedures_list")["parameters"].append(
            {"name": "access_key", "in": "query", "description": "Key.", "schema": {"type": "string"}}
        ),
        "procedures_list: declares the credential `access_key` as a parameter too; "
        "remove it: the security scheme AccessKey sends it",
    ),
    Case(
        "operation_tags",
        "klarify",
        lambda s: operation(s, "procedures_list").update(tags=[]),
        "procedures_list: has 0 tags instead of one; give it the tag of the resource it hangs on",
    ),
    Case(
        "operation_tags",
        "klarify",
        lambda s: operation(s, "procedures_list").update(tags=["processes"]),
        "procedures_list: tag `processes` is not declared; declare it under `tags` or correct it",
    ),
    Case(
        "tags_declared",
        "klarify",
        lambda s: s["tags"].append({"name": "teams", "description": "Teams"}),
        "tags.1: tag `teams` is used by no operation; remove it",
    ),
    Case(
        "tags_declared",
        "klarify",
        lambda s: s["tags"].append({"name": "procedures", "description": "Procedures"}),
        "tags.1: tag `procedures` is declared twice; remove one",
    ),
    Case(
        "tags_declared",
        "klarify",
        lambda s: s["tags"][0].update(name="Procedures"),
        "tags.0: tag `Procedures` is no resource path; write snake_case names joined by dots",
    ),
    Case(
        "tags_declared",
        "klarify",
        lambda s: s["tags"][0].pop("description"),
        "tags.0: tag `procedures` has no description; say what the resource is",
    ),
    Case(
        "tags_declared",
        "kloudless",
        lambda s: s["tags"].pop(0),
        "tags.0: the parent `applications` of tag `applications.api_keys` is not declared; declare `applications`",
    ),
    Case(
        "operation_ids",
        "klarify",
        lambda s: operation(s, "procedures_list").pop("operationId"),
        "GET /api/procedures: has no operationId; write `<tag, dots as underscores>_<verb>`",
    ),
    Case(
        "operation_ids",
        "kloudless",
        lambda s: operation(s, "applications_webhooks_get").update(operationId="applications_get"),
        "applications_get: the operationId is not `applications_webhooks_` and a verb; "
        "name it after its tag; the verb becomes the method's name",
    ),
    Case(
        "operation_ids",
        "kloudless",
        lambda s: operation(s, "applications_webhooks_get").update(operationId="applications_webhooks_import"),
        "applications_webhooks_import: the verb `import` is a word of Python's own; "
        "write `applications_webhooks_import_`",
    ),
    Case(
        "operation_ids",
        "kloudless",
        lambda s: operation(s, "applications_get").update(operationId="applications_webhooks"),
        "applications_webhooks: the verb `webhooks` is the name of a sub-resource as well; choose another verb",
    ),
    Case(
        "summaries",
        "klarify",
        lambda s: operation(s, "procedures_list").pop("summary"),
        "procedures_list: has no summary; say in one line what the operation does",
    ),
    Case(
        "summary_style",
        "klarify",
        lambda s: operation(s, "procedures_list").update(summary="List " * 20),
        "procedures_list: the summary has 100 characters or several lines; keep it to one line of at most 80",
    ),
    Case(
        "summary_style",
        "klarify",
        lambda s: operation(s, "procedures_list").update(summary="List procedures."),
        "procedures_list: the summary ends with a period; remove the period",
    ),
    Case(
        "evidence",
        "klarify",
        lambda s: operation(s, "procedures_list").pop("x-evidence"),
        "procedures_list: has no x-evidence; say how we know it and where from",
    ),
    Case(
        "evidence",
        "klarify",
        lambda s: operation(s, "procedures_list").update({"x-evidence": "documented"}),
        "procedures_list: x-evidence is no list of entries; list `kind` and `source`, the main one first",
    ),
    Case(
        "evidence",
        "klarify",
        lambda s: operation(s, "procedures_list")["x-evidence"][0].update(kind="guessed"),
        (
            "procedures_list: the `kind` of an x-evidence entry is unknown; "
            "use one of recorded, documented, client, inferred"
        ),
    ),
    Case(
        "evidence",
        "klarify",
        lambda s: schema(s, "ProcedureOwner")["x-evidence"][0].pop("source"),
        "schemas.ProcedureOwner.x-evidence.0: an x-evidence entry has no `source`; name the document and the section",
    ),
    Case(
        "evidence",
        "klarify",
        lambda s: schema(s, "ProcedureOwner")["x-evidence"][0].update(note=["no"]),
        "schemas.ProcedureOwner.x-evidence.0: the `note` of an x-evidence entry is no text; write one sentence",
    ),
    Case(
        "evidence",
        "klarify",
        lambda s: operation(s, "procedures_list")["x-evidence"][0].update(url="https://example.org"),
        "procedures_list: `url` is unknown here; use kind, note, source",
    ),
    Case(
        "paging",
        "kloudless",
        lambda s: operation(s, "applications_api_keys_list").pop("x-paging"),
        "applications_api_keys_list: is a list without x-paging; declare how its pages are asked for",
    ),
    Case(
        "paging",
        "kloudless",
        lambda s: operation(s, "applications_list")["x-paging"].update(style="cursor"),
        "applications_list: the paging style is unknown; use `style: page` or `style: offset`",
    ),
    Case(
        "paging",
        "kloudless",
        lambda s: operation(s, "applications_list").update(
            {
                "x-paging": {
                    "style": "offset",
                    "offset": "page",
                    "limit": "page_size",
                    "items": "objects",
                    "total": "total",
                }
            }
        ),
        "applications_list: `style: offset` does not go with answers without an envelope; "
        "use `style: page`, or teach overrides/_runtime/paging.py to read it",
    ),
    Case(
        "paging",
        "kloudless",
        lambda s: operation(s, "applications_list")["x-paging"].update(first=True),
        "applications_list: `first` is not the number of the first page; write `first: 0` or `first: 1`",
    ),
    Case(
        "paging",
        "kloudless",
        lambda s: operation(s, "applications_list")["x-paging"].update(size="pageSize"),
        "applications_list: `size` names no query parameter of the operation (`pageSize`); "
        "correct it or declare the parameter",
    ),
    Case(
        "paging",
        "klarify",
        lambda s: operation(s, "procedures_list")["x-paging"].update(total="total"),
        "procedures_list: `total` names no member of the answer (`total`); correct it or describe the member",
    ),
    Case(
        "paging",
        "klarify",
        lambda s: operation(s, "procedures_list")["x-paging"].pop("items"),
        "procedures_list: `items` names no member of the answer (``); correct it or describe the member",
    ),
    Case(
        "paging",
        "klarify",
        lambda s: operation(s, "procedures_list")["x-paging"].update(has_next="totalCount"),
        "procedures_list: `has_next` names `totalCount`, which is no boolean; name the boolean of the envelope",
    ),
    Case(
        "paging",
        "klarify",
        lambda s: operation(s, "procedures_list")["x-paging"].update(cursor="next"),
        "procedures_list: `cursor` is unknown here; use first, has_next, items, page, size, style, total",
    ),
    Case(
        "responses",
        "klarify",
        lambda s: operation(s, "procedures_list")["responses"].pop("200"),
        "procedures_list: documents no success; add the answer of a call that worked",
    ),
    Case(
        "responses",
        "klarify",
        lambda s: [operation(s, "procedures_list")["responses"].pop(status) for status in ("404", "500")],
        "procedures_list: documents no error; add at least one 4xx or 5xx answer",
    ),
    Case(
        "responses",
        "klarify",
        lambda s: operation(s, "procedures_list")["responses"].update({"5XX": {"description": "Fault"}}),
        "procedures_list: `5XX` is no HTTP status; name one status, in quotes",
    ),
    Case(
        "responses",
        "klarify",
        lambda s: operation(s, "procedures_list")["responses"].update({"503": {"description": "Fault"}}),
        "procedures_list: the error 503 is described in place; refer to `components.responses`",
    ),
    Case(
        "bodies",
        "kloudless",
        lambda s: rename(operation(s, "applications_create")["requestBody"]["content"], "application/json", "text/xml"),
        "applications_create: content type `text/xml` is not supported; describe it as application/json, "
        "or add `*/*` for content that is passed on as it is",
    ),
    Case(
        "bodies",
        "kloudless",
        lambda s: operation(s, "applications_create")["requestBody"]["content"]["application/json"].pop("schema"),
        "applications_create: a body has no schema; refer to a component",
    ),
    Case(
        "named_schemas",
        "klarify",
        lambda s: schema(s, "Procedure")["properties"].update(owner={"description": "Owner.", "type": "object"}),
        "schemas.Procedure.owner: is an inline object; make it a component and refer to it",
    ),
    Case(
        "named_schemas",
        "klarify",
        lambda s: schema(s, "Procedure")["properties"]["lanes"].update(
            items={"patternProperties": {"^x": {"type": "string"}}}
        ),
        "schemas.Procedure.lanes.items: is an inline object; make it a component and refer to it",
    ),
    Case(
        "known_types",
        "klarify",
        lambda s: schema(s, "Procedure")["properties"]["name"].update(type="strng"),
        "schemas.Procedure.name.type: `strng` is no type; write `string`",
    ),
    Case(
        "known_types",
        "klarify",
        lambda s: schema(s, "Procedure")["properties"]["performer"].update(type=["date", "null"]),
        "schemas.Procedure.performer.type: `date` is no type; write one of string, integer, number, boolean, array, "
        "object, null",
    ),
    Case(
        "named_schemas",
        "klarify",
        lambda s: operation(s, "procedures_list")["parameters"][2].update(
            schema={"type": "string", "enum": ["name,asc"]}
        ),
        "procedures_list: is an inline enum; make it a component and refer to it",
    ),
    Case(
        "named_schemas",
        "klarify",
        lambda s: schema(s, "Procedure")["properties"]["name"].pop("type"),
        "schemas.Procedure.name: is a schema without a type; give it one, or refer to a component",
    ),
    Case(
        "named_schemas",
        "klarify",
        lambda s: schema(s, "Procedure").update(additionalProperties=False),
        "schemas.Procedure: forbids further members; remove `additionalProperties: false`",
    ),
    Case(
        "open_enums",
        "klarify",
        lambda s: schema(s, "ProcedureStatus")["anyOf"].pop(),
        "schemas.ProcedureStatus: is a closed enum in an answer; open it: `anyOf` of the enum and of a plain string",
    ),
    Case(
        "open_enums",
        "klarify",
        lambda s: schema(s, "Procedure")["properties"]["status"].update({"$ref": "#/components/schemas/ProcedureSort"}),
        "schemas.ProcedureSort: is a closed enum in an answer; open it: `anyOf` of the enum and of a plain string",
    ),
    Case(
        "component_names",
        "kloudless",
        lambda s: rename(s["components"]["schemas"], "ApiKey", "APIKey"),
        "schemas.APIKey: `APIKey` is not PascalCase; write words like `ApiKeyPage`",
    ),
    Case(
        "component_names",
        "kloudless",
        lambda s: rename(s["components"]["responses"], "NotFound", "not_found"),
        "responses.not_found: `not_found` is not PascalCase; write words like `ApiKeyPage`",
    ),
    Case(
        "components_used",
        "klarify",
        lambda s: s["components"]["schemas"].update(
            Team={
                "description": "A team.",
                "type": "object",
                "properties": {"parent": {"description": "Parent.", "$ref": "#/components/schemas/Team"}},
            }
        ),
        "schemas.Team: is used by no operation; remove it",
    ),
    Case(
        "components_used",
        "klarify",
        lambda s: s["components"]["securitySchemes"].update(OtherKey=s["components"]["securitySchemes"]["AccessKey"]),
        "securitySchemes.OtherKey: is used by no operation; remove it",
    ),
    Case(
        "references_resolve",
        "klarify",
        lambda s: schema(s, "ProcedurePage")["properties"]["data"]["items"].update(
            {"$ref": "#/components/schemas/Process"}
        ),
        "schemas.ProcedurePage.data.items.$ref: `#/components/schemas/Process` leads nowhere; "
        "correct it or add the component",
    ),
    Case(
        "references_resolve",
        "klarify",
        lambda s: schema(s, "ProcedurePage")["properties"]["data"]["items"].update({"$ref": "other.yaml#/Procedure"}),
        "schemas.ProcedurePage.data.items.$ref: `other.yaml#/Procedure` leaves the document; "
        "copy what it means into it",
    ),
    Case(
        "references_resolve",
        "klarify",
        lambda s: schema(s, "ProcedureReference")["properties"]["name"].update(
            {"$ref": "#/components/schemas/Procedure/properties/name"}
        ),
        "schemas.ProcedureReference.name.$ref: `#/components/schemas/Procedure/properties/name` is no component; "
        "move what it means into `components`",
    ),
    Case(
        "descriptions",
        "klarify",
        lambda s: schema(s, "Procedure")["properties"]["status"].pop("description"),
        "schemas.Procedure.status: has no description; say what it means, in a sentence of ours",
    ),
    Case(
        "descriptions",
        "klarify",
        lambda s: schema(s, "ProcedureSort").pop("description"),
        "schemas.ProcedureSort: has no description; say what it means, in a sentence of ours",
    ),
    Case(
        "descriptions",
        "kloudless",
        lambda s: s["components"]["parameters"]["Page"].pop("description"),
        "parameters.Page: parameter `page` has no description; say what it means, in a sentence of ours",
    ),
    Case(
        "path_parameters",
        "kloudless",
        lambda s: s["paths"]["/applications/{application_id}/apikeys/{key}"]["parameters"].pop(),
        "applications_api_keys_delete: path parameter `key` is not declared; declare it with `in: path`",
    ),
    Case(
        "path_parameters",
        "kloudless",
        lambda s: s["paths"]["/applications"].update(parameters=[{"$ref": "#/components/parameters/ApplicationId"}]),
        "/applications: path parameter `application_id` is not in the path; add it to the path or remove it",
    ),
    Case(
        "path_parameters",
        "kloudless",
        lambda s: s["components"]["parameters"]["WebhookId"].pop("required"),
        "/applications/{application_id}/webhooks/{webhook_id}: path parameter `webhook_id` is not required; "
        "write `required: true`",
    ),
    Case(
        "path_parameters",
        "kloudless",
        lambda s: [
            rename(s["paths"], "/applications/{application_id}/apikeys/{key}", "/applications/{application_id}/{Key}"),
            s["components"]["parameters"]["Key"].update(name="Key"),
        ],
        "applications_api_keys_delete: path parameter `Key` is no Python name; use snake_case",
    ),
    Case(
        "parameters_supported",
        "kloudless",
        lambda s: operation(s, "applications_list")["parameters"][0].update({"in": "header"}),
        "applications_list: parameter `active` is in `header`; only path and query are supported",
    ),
    Case(
        "parameters_supported",
        "kloudless",
        lambda s: operation(s, "applications_list")["parameters"].append({"$ref": "#/components/parameters/Page"}),
        "applications_list: parameter `page` is declared twice; remove one",
    ),
    Case(
        "secured",
        "klarify",
        lambda s: s.pop("security"),
        "procedures_list: may be called without a credential; name its security scheme",
    ),
    Case(
        "secured",
        "klarify",
        lambda s: operation(s, "procedures_list").update(security=[{}, {"AccessKey": []}]),
        "procedures_list: may be called without a credential; name its security scheme",
    ),
    Case(
        "secured",
        "klarify",
        lambda s: operation(s, "procedures_list").update(security=[{"Token": []}]),
        "procedures_list: security scheme `Token` does not exist; correct the name or describe it",
    ),
    Case(
        "extensions_known",
        "klarify",
        lambda s: operation(s, "procedures_list").update({"x-pagination": {}}),
        "procedures_list: `x-pagination` is unknown; use one of x-package, x-credential, x-evidence, x-paging, "
        "x-idempotent, x-secret, x-boolean-spelling, x-recommended-maximum, x-raises, x-envelope, x-rate-limit, "
        "x-result, x-permissions, x-argument, x-location, x-names",
    ),
    Case(
        "extensions_known",
        "klarify",
        lambda s: operation(s, "procedures_list").update({"x-idempotent": "no"}),
        "procedures_list: `x-idempotent` is neither true nor false; write `true` or `false`",
    ),
    Case(
        "extensions_known",
        "klarify",
        lambda s: s["components"]["responses"]["NotFound"].update({"x-raises": ["MissingError"]}),
        "responses.NotFound.x-raises: `x-raises` is no list of errors; list some of APIStatusError, "
        "AuthenticationError, BadRequestError, ConflictError, InternalServerError, MethodNotAllowedError, "
        "NotFoundError, PermissionDeniedError, RateLimitError",
    ),
    Case(
        "extensions_known",
        "kloudless",
        lambda s: operation(s, "applications_list")["parameters"][0].update({"x-boolean-spelling": "upper"}),
        "applications_list: the value of `x-boolean-spelling` is unknown; write `capitalized` or remove it",
    ),
]


@cache
def real(api: str) -> Spec:
    return load(ROOT / "specs" / f"{api}.yaml", Path(f"specs/{api}.yaml"))


def changed(api: str, change: Callable[[Document], object]) -> Spec:
    """Give a real spec after `change`; what was not changed keeps its lines."""
    original = real(api)
    document: Document = deepcopy(original.root)
    change(document)
    return Spec(original.path, document, original.lines)


def written(path: Path, api: str, change: Callable[[str], str]) -> Path:
    """Write a copy of a real spec to `path` after `change` to its text."""
    text = (ROOT / "specs" / f"{api}.yaml").read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")
    return path


def without_place(finding: Finding) -> str:
    return f"{finding.where}: {finding.problem}; {finding.remedy}"


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_real_specs_are_in_order(path: Path) -> None:
    assert check(real(path.stem)) == []


def assert_found(case: Case) -> None:
    """Make the change: its rule finds it, and so does the lint as a whole."""
    spec = changed(case.api, case.change)
    rule = next(rule for rule in (*RULES, *MANNERS) if rule.__name__ == case.rule)
    assert case.expected in [without_place(spec.finding(*issue)) for issue in rule(spec)]
    assert case.expected in [without_place(finding) for finding in check(spec)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.expected.partition(';')[0]}")
def test_change_is_found(case: Case) -> None:
    assert_found(case)


def test_repeated_operation_id_names_the_line_of_the_first() -> None:
    spec = changed(
        "kloudless",
        lambda s: operation(s, "applications_webhooks_get").update(operationId="applications_webhooks_list"),
    )
    (finding,) = [finding for finding in check(spec) if "taken already" in finding.problem]
    first = spec.lines["paths", "/applications/{application_id}/webhooks", "get"]
    assert finding.problem == f"the operationId is taken already on line {first}"
    assert finding.line > first


def test_finding_names_file_line_operation_and_remedy(tmp_path: Path) -> None:
    path = written(
        tmp_path / "edited.yaml", "kloudless", lambda text: text.replace("summary: Get a webhook", "summary: Get it.")
    )
    (finding,) = lint(path, Path("specs/kloudless.yaml"))
    assert path.read_text(encoding="utf-8").splitlines()[finding.line - 1].strip() == "summary: Get it."
    assert str(finding) == (
        f"specs/kloudless.yaml:{finding.line}: applications_webhooks_get: "
        "the summary ends with a period; remove the period"
    )


def test_findings_come_in_the_order_of_lines() -> None:
    def change(spec: Document) -> None:
        schema(spec, "Webhook")["properties"]["url"].pop("description")
        operation(spec, "applications_get").pop("x-evidence")

    findings = check(changed("kloudless", change))
    assert [finding.where for finding in findings] == ["applications_get", "schemas.Webhook.url"]
    assert findings == sorted(findings)


KEYWORDS = ["default", "example", "items", "schema", "properties", "parameters", "content"]


def test_a_property_may_be_called_like_a_keyword() -> None:
    described = {name: {"description": f"The {name}.", "type": "string"} for name in KEYWORDS}
    assert not check(changed("klarify", lambda s: schema(s, "ProcedureOwner")["properties"].update(described)))


def test_a_property_called_like_a_keyword_is_checked() -> None:
    inline = {name: {"description": f"The {name}.", "type": "object"} for name in KEYWORDS}
    findings = check(changed("klarify", lambda s: schema(s, "ProcedureOwner")["properties"].update(inline)))
    assert [finding.problem for finding in findings] == ["is an inline object"] * len(KEYWORDS)


def test_data_is_not_taken_for_schema() -> None:
    data = {"schema": {"type": "object"}, "$ref": "#/nowhere", "x-unknown": 1}
    spec = changed(
        "klarify", lambda s: schema(s, "ProcedureOwner")["properties"]["id"].update(example=data, default=data)
    )
    assert check(spec) == []


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ("openapi: 3.1.0\ninfo: {title: a\npaths: {}\n", 3, "is not valid YAML"),
        ("openapi: 3.1.0\n\topenapi: 3.1.0\n", 2, "is not valid YAML"),
        ("openapi: 3.1.0\nopenapi: 3.1.0\n", 2, "is not valid YAML"),
        ("", 1, "holds no mapping"),
        ("- openapi\n", 1, "holds no mapping"),
    ],
    ids=["unclosed", "tab", "duplicate key", "empty", "list"],
)
def test_what_cannot_be_read_is_a_finding(tmp_path: Path, content: str, line: int, problem: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(content, encoding="utf-8")
    (finding,) = lint(path)
    assert (finding.path, finding.line, finding.where) == (path, line, "document")
    assert problem in finding.problem
    assert finding.remedy


def test_missing_and_undecodable_files_are_findings(tmp_path: Path) -> None:
    (missing,) = lint(tmp_path / "missing.yaml")
    assert "cannot be read" in missing.problem
    path = tmp_path / "latin.yaml"
    path.write_bytes(b"openapi: 3.1.0 # caf\xe9\n")
    (undecodable,) = lint(path)
    assert "is not UTF-8" in undecodable.problem


MISSHAPEN: list[object] = [None, "text", 1, ["text", 1, None], {"name": None, "get": 1}]


@pytest.mark.parametrize("wrong", MISSHAPEN, ids=repr)
@pytest.mark.parametrize("member", ["servers", "security", "tags", "x-package", "paths", "components"])
def test_misshapen_documents_give_findings_not_exceptions(member: str, wrong: object) -> None:
    assert check(changed("kloudless", lambda s: s.update({member: wrong})))


@pytest.mark.parametrize("wrong", MISSHAPEN, ids=repr)
@pytest.mark.parametrize("member", ["tags", "operationId", "x-evidence", "x-paging", "parameters", "responses"])
def test_misshapen_operations_give_findings_not_exceptions(member: str, wrong: object) -> None:
    assert check(changed("kloudless", lambda s: operation(s, "applications_list").update({member: wrong})))


def test_command_prints_one_line_per_spec_and_succeeds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.splitlines() == [f"specs/{path.name}: in order" for path in SPECS]


def test_command_takes_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["klarify"]) == 0
    assert capsys.readouterr().out == "specs/klarify.yaml: in order\n"


def test_command_refuses_an_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clarify"]) == 1
    assert "no spec named clarify in specs/; there is: klarify, klipfolio, kloudless" in capsys.readouterr().out


def test_command_fails_with_findings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "specs").mkdir()
    written(
        tmp_path / "specs" / "klarify.yaml", "klarify", lambda text: re.sub(r"summary: List.*", 'summary: ""', text)
    )
    monkeypatch.setattr("lint_specs.ROOT", tmp_path)
    assert main([]) == 1
    assert re.fullmatch(
        r"specs/klarify\.yaml:\d+: procedures_list: has no summary; say in one line what the operation does\n",
        capsys.readouterr().out,
    )
