"""The spec lint on what came with answers in envelopes: results, offsets, content of any type, Basic, maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from spec_lint.rules import MANNERS, RULES, check

from tests.generation.test_lint_specs import (
    CASES,
    Case,
    Document,
    assert_found,
    changed,
    operation,
    schema,
    without_place,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def paging(spec: Document) -> Document:
    """Give the paging of a list whose answer may be a single row."""
    found: Document = operation(spec, "users_roles_list")["x-paging"]
    return found


def limit(spec: Document) -> Document:
    found: Document = spec["components"]["parameters"]["Limit"]["schema"]
    return found


def basic(spec: Document) -> Document:
    found: Document = spec["components"]["securitySchemes"]["Basic"]
    return found


def members(spec: Document) -> Document:
    found: Document = schema(spec, "Klip")["properties"]
    return found


def found_by(rule: str, change: Callable[[Document], object], expected: str) -> Case:
    return Case(rule, "klipfolio", change, expected)


ENVELOPES = [
    found_by(
        "envelope",
        lambda s: s["x-envelope"].pop("status"),
        "x-envelope.status: `status` is missing; write member names joined by dots: `meta.status`",
    ),
    found_by(
        "envelope",
        lambda s: s["x-envelope"].update(id=["data", "id"]),
        "x-envelope.id: `id` is missing; write member names joined by dots: `meta.status`",
    ),
    found_by(
        "envelope",
        lambda s: s["x-envelope"].update(errors="meta.errors"),
        "x-envelope.errors: `errors` is unknown here; use id, instance_location, location, status, success",
    ),
    found_by(
        "results",
        lambda s: s.pop("x-envelope"),
        "profile_get: there is no envelope to take a result out of; remove it, or declare `x-envelope`",
    ),
    found_by(
        "results",
        lambda s: operation(s, "clients_list").update({"x-result": "data.clients"}),
        "clients_list: a paged list says in x-paging what it returns; remove `x-result`",
    ),
    found_by(
        "results",
        lambda s: operation(s, "clients_features_list").update({"x-result": "data.feature"}),
        "clients_features_list: `data.feature` is not in the answer; name a member of the envelope, or `created`",
    ),
    found_by(
        "results",
        lambda s: operation(s, "clients_features_list").update({"x-result": ["data"]}),
        "clients_features_list: `` is not in the answer; name a member of the envelope, or `created`",
    ),
]
OFFSETS = [
    found_by(
        "paging",
        lambda s: operation(s, "users_roles_list").update(
            {"x-paging": {"style": "page", "page": "offset", "size": "limit", "first": 0, "items": "data.roles"}}
        ),
        "users_roles_list: `style: page` does not go with answers in an envelope; "
        "use `style: offset`, or teach overrides/_runtime/paging.py to read it",
    ),
    found_by(
        "paging",
        lambda s: paging(s).update(offset="start"),
        "users_roles_list: `offset` names no query parameter of the operation (`start`); "
        "correct it or declare the parameter",
    ),
    found_by(
        "paging",
        lambda s: paging(s).pop("limit"),
        "users_roles_list: `limit` names no query parameter of the operation (``); correct it or declare the parameter",
    ),
    found_by(
        "paging",
        lambda s: limit(s).pop("default"),
        "users_roles_list: the parameter of `limit` has no `default`; "
        "without it, nobody can tell a full page from the last one",
    ),
    found_by(
        "paging",
        lambda s: limit(s).update(maximum="100"),
        "users_roles_list: the parameter of `limit` has no `maximum`; "
        "without it, nobody can tell a full page from the last one",
    ),
    found_by(
        "paging",
        lambda s: paging(s).pop("total"),
        "users_roles_list: `total` is missing; name the member that tells the number of all rows, sent or not",
    ),
    found_by(
        "paging",
        lambda s: paging(s).update(items="data.role"),
        "users_roles_list: `items` names no member of the answer (`data.role`); correct it or describe the member",
    ),
    found_by(
        "paging",
        lambda s: operation(s, "groups_default_tabs_list")["x-paging"].update(items="data.*.*"),
        "groups_default_tabs_list: `items` names no member of the answer (`data.*.*`); "
        "correct it or describe the member",
    ),
    found_by(
        "paging",
        lambda s: paging(s).update(items="meta"),
        "users_roles_list: `items` names `meta`, which is no array; name the array of the envelope",
    ),
    found_by(
        "paging",
        lambda s: paging(s).update(single="data.roles"),
        "users_roles_list: `single` names `data.roles`, which is no object; name the object of the envelope",
    ),
    found_by(
        "paging",
        lambda s: paging(s).update(first=0),
        "users_roles_list: `first` is unknown here; use items, limit, offset, single, style, total",
    ),
]
DOCUMENTS = [
    found_by(
        "credential_complete",
        lambda s: s["components"]["securitySchemes"].pop("ApiKey"),
        "components.securitySchemes: there is no key among the security schemes; describe the API's key",
    ),
    found_by(
        "credential_complete",
        lambda s: basic(s)["x-credential"].pop("username"),
        "securitySchemes.Basic.x-credential: `username` of x-credential is missing or no Python name; "
        "name the constructor's argument",
    ),
    found_by(
        "credential_complete",
        lambda s: basic(s)["x-credential"].update(password="pass"),
        "securitySchemes.Basic.x-credential: `password` of x-credential is missing or no Python name; "
        "name the constructor's argument",
    ),
    found_by(
        "credential_complete",
        lambda s: basic(s)["x-credential"].update(environment="KLIPFOLIO_PASSWORD"),
        "securitySchemes.Basic.x-credential.environment: `environment` is unknown here; use password, username",
    ),
    found_by(
        "credential_complete",
        lambda s: basic(s).update(scheme="bearer"),
        "securitySchemes.Basic: only a key in a header or in the query, and HTTP Basic, are supported; "
        "use `type: apiKey` with `in` and `name`, or `type: http` with `scheme: basic`",
    ),
    found_by(
        "rate_limit",
        lambda s: s["x-rate-limit"].update(requests=0),
        "x-rate-limit.requests: `requests` is no positive whole number; write it like `requests: 5`",
    ),
    found_by(
        "rate_limit",
        lambda s: s["x-rate-limit"].update(seconds=True),
        "x-rate-limit.seconds: `seconds` is no positive whole number; write it like `requests: 5`",
    ),
    found_by(
        "rate_limit",
        lambda s: s["x-rate-limit"].pop("refused"),
        "x-rate-limit.refused: `refused` is no positive whole number; write it like `requests: 5`",
    ),
    found_by(
        "rate_limit",
        lambda s: s["x-rate-limit"].pop("daily_reset"),
        "x-rate-limit.daily_reset: `daily_reset` names no time zone; write it like `America/New_York`",
    ),
    found_by(
        "rate_limit",
        lambda s: s["x-rate-limit"].update(burst=10),
        "x-rate-limit.burst: `burst` is unknown here; use daily_reset, refused, requests, seconds",
    ),
]
PLACES = [
    found_by(
        "bodies",
        lambda s: operation(s, "datasource_instances_data_update")["requestBody"].pop("x-argument"),
        "datasource_instances_data_update: content of any type has no name; name its argument with `x-argument`",
    ),
    found_by(
        "bodies",
        lambda s: operation(s, "datasource_instances_data_update")["requestBody"]["content"].pop("*/*"),
        "datasource_instances_data_update: content type `text/csv` is not supported; "
        "describe it as application/json, or add `*/*` for content that is passed on as it is",
    ),
    found_by(
        "named_schemas",
        lambda s: members(s).update(extra={"description": "More.", "type": "object"}),
        "schemas.Klip.extra: is an inline object; make it a component and refer to it",
    ),
    found_by(
        "named_schemas",
        lambda s: members(s).update(
            extra={"description": "More.", "properties": {}, "additionalProperties": {"type": "string"}}
        ),
        "schemas.Klip.extra: is an inline object; make it a component and refer to it",
    ),
    found_by(
        "named_schemas",
        lambda s: members(s).update(extra={}),
        "schemas.Klip.extra: is a schema without a type; give it one, or refer to a component",
    ),
    found_by(
        "named_schemas",
        lambda s: members(s).update(extra={"type": "array", "items": {"description": "Anything."}}),
        "schemas.Klip.extra.items: is a schema without a type; give it one, or refer to a component",
    ),
    found_by(
        "named_schemas",
        lambda s: schema(s, "ClientPage").pop("x-envelope"),
        "schemas.ClientPage.data: is an inline object; make it a component and refer to it",
    ),
    found_by(
        "extensions_known",
        lambda s: operation(s, "clients_list").update({"x-permissions": []}),
        "clients_list: `x-permissions` is no list of names; list permissions, or leave it out where none is known",
    ),
    found_by(
        "extensions_known",
        lambda s: operation(s, "clients_list").update({"x-permissions": ["client.access", 1]}),
        "clients_list: `x-permissions` is no list of names; list permissions, or leave it out where none is known",
    ),
    found_by(
        "extensions_known",
        lambda s: operation(s, "klips_schema_update")["requestBody"].update({"x-argument": "klip-schema"}),
        "klips_schema_update: `x-argument` is no Python name; use snake_case",
    ),
    found_by(
        "extensions_known",
        lambda s: schema(s, "ClientResourceKey").update({"x-names": {"a": "One", "b": ["Two"]}}),
        "schemas.ClientResourceKey.x-names: `x-names` is no table of names; "
        "write keys of requests, each with its name in answers",
    ),
    found_by(
        "extensions_known",
        lambda s: schema(s, "PublishedLink").update({"x-location": "/links/{key}/{id}"}),
        "schemas.PublishedLink.x-location: `x-location` names no member (`key`); correct it or describe the member",
    ),
    found_by(
        "extensions_known",
        lambda s: schema(s, "PublishedLink").update({"x-location": "{id}"}),
        "schemas.PublishedLink.x-location: `x-location` is no path; write it like `/things/{id}`",
    ),
]


@pytest.mark.parametrize(
    "case",
    [*ENVELOPES, *OFFSETS, *DOCUMENTS, *PLACES],
    ids=lambda case: f"{case.rule}: {case.expected.partition(';')[0]}",
)
def test_change_of_an_api_with_envelopes_is_found(case: Case) -> None:
    assert_found(case)


def test_every_rule_has_a_case() -> None:
    cases = [*CASES, *ENVELOPES, *OFFSETS, *DOCUMENTS, *PLACES]
    assert {rule.__name__ for rule in (*RULES, *MANNERS)} == {case.rule for case in cases}


ALLOWED: dict[str, Callable[[Document], object]] = {
    "a map of texts": lambda s: members(s).update(
        extra={"description": "More.", "type": "object", "additionalProperties": {"type": "string"}}
    ),
    "a map of anything": lambda s: members(s).update(
        extra={"description": "More.", "type": "object", "additionalProperties": True}
    ),
    "a list of anything": lambda s: members(s).update(extra={"description": "More.", "type": "array", "items": {}}),
    "an object in an envelope": lambda s: schema(s, "KlipAnswer")["properties"].update(
        extra={"type": "object", "properties": {"deep": {"type": "object", "properties": {}}}}
    ),
    "a list whose result is no page": lambda s: operation(s, "clients_features_list").update({"x-result": "data"}),
}


@pytest.mark.parametrize("change", ALLOWED.values(), ids=ALLOWED)
def test_what_is_allowed_gives_no_finding(change: Callable[[Document], object]) -> None:
    assert [without_place(finding) for finding in check(changed("klipfolio", change))] == []


MISSHAPEN: list[object] = [None, "text", 1, ["text", 1, None], {"name": None, "offset": 1}]


@pytest.mark.parametrize("wrong", MISSHAPEN, ids=repr)
def test_misshapen_extensions_give_findings_not_exceptions(wrong: object) -> None:
    def change(spec: Document) -> None:
        spec["x-envelope"] = spec["x-rate-limit"] = wrong
        basic(spec)["x-credential"] = wrong
        operation(spec, "clients_list")["x-paging"] = wrong
        operation(spec, "clients_get")["x-result"] = wrong
        operation(spec, "clients_get")["x-permissions"] = wrong
        operation(spec, "clients_create")["requestBody"]["x-argument"] = wrong

    problems = {finding.where for finding in check(changed("klipfolio", change))}
    assert {"clients_list", "clients_get", "securitySchemes.Basic.x-credential"} <= problems
