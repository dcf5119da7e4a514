"""Answers of servers newer than the documentation: read, typed as far as known, and given back without loss."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from klarify_client import APIResponseValidationError, Klarify
from klarify_client.models import ProcedureLane, ProcedureOwner, ProcedureReference
from kloudless_management_client import ConflictError, KloudlessManagement

from tests.contract.documents import load_spec
from tests.contract.lossless import differences
from tests.contract.strictness import schema_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    import respx

APPLICATION: dict[str, Any] = {
    "id": "oK1PbHRTmTf-MLYuNhxJbMb1rq4bR2dSfVJ0e3kS5WxT_aaa",
    "type": "application",
    "api": "meta",
    "href": "https://api.kloudless.com/v1/meta/applications/oK1PbHRTmTf",
    "name": "Größe 漢字 \U0001f600",
    "description": "",
    "logo_url": "",
    "active": False,
    "implicit_grant_enabled": True,
    "recent_enabled": False,
    "events_enabled": True,
    "created": "2019-02-28T23:59:59.000001Z",
    "modified": "2019-03-01T01:00:00+02:00",
    "redirect_uris": [{"uri": "https://example.org/callback", "added": None}],
    "license": {"tier": 3, "ratio": 0.25, "limits": {"accounts": 10**18}},
}
API_KEY: dict[str, Any] = {
    "type": "apikey",
    "api": "meta",
    "key": "K" * 64,
    "created": "2019-02-28T23:59:59Z",
    "modified": "2019-02-28T23:59:59Z",
    "scopes": ["all"],
}
WEBHOOK: dict[str, Any] = {
    "id": "00100",
    "type": "webhook",
    "api": "meta",
    "url": "https://example.org/hook?x=1",
    "created": "2019-02-28T23:59:59",
    "modified": "2019-02-28T23:59:59.500000",
    "secret": None,
}


def object_list(*objects: dict[str, Any]) -> dict[str, Any]:
    return {
        "total": len(objects),
        "count": len(objects),
        "page": 1,
        "objects": list(objects),
        "type": "object_list",
        "api": "meta",
        "next_page": None,
        "href": "https://api.kloudless.com/v1/meta/applications",
    }


@pytest.fixture
def kloudless() -> Iterator[KloudlessManagement]:
    with KloudlessManagement(developer_key="test-developer-key", max_retries=0) as client:
        yield client


def test_kloudless_objects_of_the_later_api_keep_what_is_new(
    kloudless: KloudlessManagement, httpx2_mock: respx.Router
) -> None:
    body = object_list(APPLICATION, {**APPLICATION, "id": "b", "type": "application_of_another_kind"})
    httpx2_mock.route().respond(200, json=body)
    page = kloudless.applications.list().first_page()
    assert differences(body, page.raw.parsed.to_dict()) == []
    application = page.items[0]
    assert application.modified == datetime(2019, 2, 28, 23, tzinfo=UTC)
    assert application.model_extra is not None
    assert application.model_extra["license"]["limits"] == {"accounts": 10**18}


@pytest.mark.parametrize(("resource", "item"), [("api_keys", API_KEY), ("webhooks", WEBHOOK)])
def test_kloudless_lists_of_the_later_api_end_by_their_total(
    resource: str, item: dict[str, Any], kloudless: KloudlessManagement, httpx2_mock: respx.Router
) -> None:
    body = object_list(item)
    httpx2_mock.route().respond(200, json=body)
    pages = list(getattr(kloudless.applications, resource).list("a").pages())
    assert [differences(body, page.raw.parsed.to_dict()) for page in pages] == [[]]
    assert httpx2_mock.calls.call_count == 1


def test_kloudless_timestamps_without_a_zone_stay_without_one(
    kloudless: KloudlessManagement, httpx2_mock: respx.Router
) -> None:
    httpx2_mock.route().respond(200, json=WEBHOOK)
    webhook = kloudless.applications.webhooks.get("a", "00100")
    assert webhook.created.tzinfo is None
    assert webhook.id == "00100"
    assert webhook.to_dict() == WEBHOOK


def test_kloudless_members_named_like_methods_do_not_get_in_the_way(
    kloudless: KloudlessManagement, httpx2_mock: respx.Router
) -> None:
    body = {**APPLICATION, "to_dict": 1, "copy": 2, "model_dump": 3, "_private": 4, "self": 5, "": 6, "a b": 7}
    httpx2_mock.route().respond(200, json=body)
    assert differences(body, kloudless.applications.get("a").to_dict()) == []


def test_kloudless_error_codes_and_members_may_be_new(
    kloudless: KloudlessManagement, httpx2_mock: respx.Router
) -> None:
    body = {"error_code": "brand_new", "message": "No.", "id": "r-1", "status_code": "409", "details": [{"why": None}]}
    httpx2_mock.route().respond(409, json=body)
    with pytest.raises(ConflictError) as caught:
        kloudless.applications.create(name="A")
    assert (caught.value.error_code, caught.value.id, caught.value.body) == ("brand_new", "r-1", body)


THIRD_EDITION: dict[str, Any] = {
    "id": 9_007_199_254_740_993,
    "name": "Beschaffung",
    "type": "TASK_INSTRUCTIONS",
    "status": "EDITED",
    "owner": {"id": 67, "job_title": "Leitung"},
    "lanes": [
        {
            "id": "l1",
            "name": "Einkauf",
            "nestedLanes": [
                {"id": "l2", "name": "Strategie", "nestedLanes": [{"id": "l3", "name": "Tiefer", "nestedLanes": []}]},
                {"id": "l4", "name": "Ohne Liste"},
            ],
        }
    ],
    "updated_at": "2024-01-15T14:30:00Z",
    "first_published_at": "2023-11-02T08:15:00Z",
    "url": "https://yourorg.klarify.biz/document/9007199254740993",
    "called_within": [{"id": 5, "name": "Nur das Nötigste"}],
    "called_from": [
        {
            "id": 12001,
            "name": "Vertrieb",
            "type": "SUBPROCESS",
            "status": "DRAFT",
            "url": "https://yourorg.klarify.biz/document/12001",
            "updated_at": "2024-01-10T09:00:00Z",
            "first_published_at": "2023-10-20T07:45:00Z",
        }
    ],
}

VARIANTS: dict[str, dict[str, Any]] = {
    "as-shown": {},
    "no-owner": {"owner": None},
    "owner-without-title": {"owner": {"id": 67}},
    "owner-by-name": {"owner": "jane.doe@company.com"},
    "empty-lists": {"lanes": [], "called_within": [], "called_from": []},
    "lanes-by-name-and-as-objects": {"lanes": ["Einkauf", {"id": "l1", "name": "Lager", "nestedLanes": ["Rampe"]}]},
    "references-by-name-and-as-objects": {"called_from": ["Vertrieb", {"id": "proc_1", "name": "Lager"}]},
    "text-id": {"id": "proc_abc123def", "called_from": []},
    "performer": {"performer": "Einkauf"},
    "unknown-status": {"status": "WAITING_FOR_REVIEW"},
    "unknown-type": {"type": "DECISION_TABLE"},
}
# What no description allows, and a reader should still survive.
ODDITIES: dict[str, dict[str, Any]] = {
    "new-members": {"created_by": {"id": 1}, "tags": ["a", None], "owner": {"id": 1, "email": "x@example.org"}},
    "no-zone": {"updated_at": "2024-01-15T14:30:00"},
    "another-zone": {"updated_at": "2024-01-15T16:30:00.250000+02:00"},
    "nothing-where-optional": {"performer": None, "type": None, "first_published_at": None},
    "no-lanes-inside": {"lanes": [{"id": "l1", "name": "Einkauf", "nestedLanes": None}]},
    "no-address": {"url": ""},
}


@pytest.fixture
def klarify() -> Iterator[Klarify]:
    with Klarify(access_key="test-access-key", max_retries=0) as client:
        yield client


@pytest.mark.parametrize("change", [*VARIANTS.values(), *ODDITIES.values()], ids=[*VARIANTS, *ODDITIES])
def test_klarify_reads_every_edition_and_gives_it_back(
    change: dict[str, Any], klarify: Klarify, httpx2_mock: respx.Router
) -> None:
    body = {"data": [{**THIRD_EDITION, **change}], "hasNext": False}
    httpx2_mock.route().respond(200, json=body)
    page = klarify.procedures.list().first_page()
    assert differences(body, page.raw.parsed.to_dict()) == []
    assert page.total is None


@pytest.mark.parametrize("change", VARIANTS.values(), ids=VARIANTS)
def test_klarify_describes_every_edition(change: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Procedure"}
    assert schema_faults(load_spec("klarify"), schema, {**THIRD_EDITION, **change}, "procedure") == []


def test_klarify_types_what_it_knows_of_the_third_edition(klarify: Klarify, httpx2_mock: respx.Router) -> None:
    httpx2_mock.route().respond(200, json={"data": [THIRD_EDITION], "hasNext": False})
    (procedure,) = klarify.procedures.list()
    assert procedure.id == 9_007_199_254_740_993
    assert procedure.owner == ProcedureOwner(id=67, job_title="Leitung")
    (lane,) = procedure.lanes
    assert isinstance(lane, ProcedureLane)
    assert lane.nested_lanes is not None
    inner, last = lane.nested_lanes
    assert isinstance(inner, ProcedureLane)
    assert inner.nested_lanes == [ProcedureLane.model_validate({"id": "l3", "name": "Tiefer", "nestedLanes": []})]
    assert isinstance(last, ProcedureLane)
    assert last.nested_lanes is None
    (caller,) = procedure.called_from
    assert isinstance(caller, ProcedureReference)
    assert caller.updated_at == datetime(2024, 1, 10, 9, tzinfo=UTC)


@pytest.mark.acceptance("KY-43")
def test_klarify_ends_at_a_page_that_says_nothing_about_more(klarify: Klarify, httpx2_mock: respx.Router) -> None:
    httpx2_mock.route().respond(200, json={"data": [THIRD_EDITION]})
    assert [procedure.name for procedure in klarify.procedures.list()] == ["Beschaffung"]
    assert httpx2_mock.calls.call_count == 1


@pytest.mark.parametrize("name", load_spec("klarify").schemas["Procedure"]["required"])
def test_klarify_names_a_required_member_that_is_missing(
    name: str, klarify: Klarify, httpx2_mock: respx.Router
) -> None:
    procedure = {key: value for key, value in THIRD_EDITION.items() if key != name}
    httpx2_mock.route().respond(200, json={"data": [procedure], "hasNext": False})
    with pytest.raises(APIResponseValidationError) as caught:
        klarify.procedures.list().first_page()
    assert [path for path, _ in caught.value.faults] == [f"data.0.{name}"]
