"""Answers are read tolerantly, and refused with an error that says where they are wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx2
import klarify_client
import kloudless_management_client
import pytest
from klarify_client.models import Procedure, ProcedureLane, ProcedureOwner, ProcedureReference
from klarify_client.testing import FakeKlarify

from tests.unit.scripted import API_KEY, APPLICATION, PROCEDURE, WEBHOOK, Face, Script

if TYPE_CHECKING:
    from kloudless_management_client.models import Application

SECRET = "a-value-that-must-not-show"


def read(face: Face, body: Any) -> Application:
    return face.wait(face.kloudless(Script(httpx2.Response(200, json=body))).applications.get("app1"))


def read_procedure(face: Face, **members: Any) -> Procedure:
    body = {"data": [{**PROCEDURE, **members}]}
    (item,) = face.items(face.klarify(Script(httpx2.Response(200, json=body))).procedures.list())
    return item


def fault_of(face: Face, answer: httpx2.Response) -> kloudless_management_client.APIResponseValidationError:
    with pytest.raises(kloudless_management_client.APIResponseValidationError) as caught:
        face.wait(face.kloudless(Script(answer)).applications.get("app1"))
    return caught.value


@pytest.mark.acceptance("KL-17", "KL-44")
def test_an_application_is_typed_and_goes_back_as_it_came(face: Face) -> None:
    application = read(face, APPLICATION)
    assert application.created == datetime(2015, 3, 16, 21, 25, 26, 123456, tzinfo=UTC)
    assert application.active is True
    assert application.to_dict() == APPLICATION


@pytest.mark.acceptance("KL-42", "KL-47", "KL-68", "KL-84", "KL-86")
def test_every_writing_call_gives_the_object(face: Face) -> None:
    service = Script(
        httpx2.Response(201, json=APPLICATION),
        httpx2.Response(200, json={**APPLICATION, "name": "Second"}),
        httpx2.Response(201, json=API_KEY),
        httpx2.Response(201, json=WEBHOOK),
        httpx2.Response(200, json=WEBHOOK),
    )
    applications = face.kloudless(service).applications
    assert face.wait(applications.create(name="First")).to_dict() == APPLICATION
    assert face.wait(applications.update("app1", name="Second")).name == "Second"
    assert face.wait(applications.api_keys.create("app1")).to_dict() == API_KEY
    assert face.wait(applications.webhooks.create("app1", url="http://localhost:5000")).to_dict() == WEBHOOK
    assert face.wait(applications.webhooks.get("app1", "100")).id == "100"


def test_unknown_members_are_kept(face: Face) -> None:
    body = {**APPLICATION, "plan": "gold", "limits": {"calls": [1, 2]}, "model_config": 1, "class": None}
    application = read(face, body)
    extra: Any = application
    assert extra.plan == "gold"
    assert extra.limits == {"calls": [1, 2]}
    assert application.to_dict() == body


def test_unknown_members_inside_of_a_page_are_kept(face: Face) -> None:
    body = {"data": [{**PROCEDURE, "tags": ["x"]}], "hasNext": False, "next": None}
    page = face.wait(face.klarify(Script(httpx2.Response(200, json=body))).procedures.list().first_page())
    assert page.items[0].to_dict() == {**PROCEDURE, "tags": ["x"]}
    assert page.raw.parsed.to_dict() == body


@pytest.mark.acceptance("KY-47")
@pytest.mark.parametrize("status", ["published", "draft", "archived", "PUBLISHED", "EDITED", "in review", ""])
def test_a_status_may_be_one_that_nobody_has_told_us(face: Face, status: str) -> None:
    assert read_procedure(face, status=status).status == status


def test_a_type_may_be_one_that_nobody_has_told_us(face: Face) -> None:
    assert read_procedure(face, type="CHECKLIST").type == "CHECKLIST"


@pytest.mark.acceptance("KY-51")
@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-01-15T14:30:00Z", datetime(2024, 1, 15, 14, 30, tzinfo=UTC)),
        ("2024-01-15T14:30:00+02:00", datetime(2024, 1, 15, 12, 30, tzinfo=UTC)),
        ("2024-01-15T14:30:00.123456Z", datetime(2024, 1, 15, 14, 30, 0, 123456, tzinfo=UTC)),
        ("2024-01-15T14:30:00.5Z", datetime(2024, 1, 15, 14, 30, 0, 500000, tzinfo=UTC)),
    ],
)
def test_timestamps_become_moments(face: Face, text: str, moment: datetime) -> None:
    assert read_procedure(face, updated_at=text).updated_at == moment


def test_a_timestamp_without_a_zone_stays_without(face: Face) -> None:
    naive = read_procedure(face, updated_at="2024-01-15T14:30:00")
    assert naive.updated_at.tzinfo is None
    assert naive.to_dict()["updated_at"] == "2024-01-15T14:30:00"


@pytest.mark.acceptance("KY-45")
@pytest.mark.parametrize("identifier", ["12345", "proc_abc123def", 12345, ""])
def test_an_id_keeps_its_type(face: Face, identifier: str | int) -> None:
    assert read_procedure(face, id=identifier).id == identifier
    assert type(read_procedure(face, id=identifier).id) is type(identifier)


@pytest.mark.acceptance("KY-44")
def test_the_first_edition_of_a_procedure(face: Face) -> None:
    item = read_procedure(face, called_within=["Sales"], called_from=["Lead"])
    assert (item.id, item.name, item.status, item.owner) == ("12345", "Order", "published", "Ann")
    assert (item.performer, item.lanes) == ("Sales", ["Sales"])
    assert (item.called_within, item.called_from) == (["Sales"], ["Lead"])
    assert item.url == "https://yourorg.klarify.me/process/12345"
    assert item.updated_at == datetime(2024, 1, 15, 14, 30, tzinfo=UTC)


@pytest.mark.acceptance("KY-39")
@pytest.mark.parametrize("generation", [1, 2, 3])
def test_every_edition_of_the_answer_is_read(face: Face, generation: Any) -> None:
    fake = FakeKlarify(FakeKlarify.sample(30), generation=generation)
    pager = face.klarify(fake.transport).procedures.list(page_size=7)
    first = face.wait(pager.first_page())
    assert first.total == (None if generation == 3 else 30)
    items = face.items(pager)
    assert len(items) == 30
    assert {type(item.id) for item in items} == ({int} if generation == 3 else {str})


def test_the_third_edition_is_typed(face: Face) -> None:
    reference = {
        "id": 7,
        "name": "Lead",
        "type": "TASK",
        "status": "PUBLISHED",
        "url": "https://yourorg.klarify.biz/document/7",
        "updated_at": "2024-01-15T14:30:00Z",
        "first_published_at": "2024-01-15T14:30:00Z",
    }
    lane: dict[str, Any] = {
        "id": "l1",
        "name": "Sales",
        "nestedLanes": [{"id": "l2", "name": "Inside", "nestedLanes": []}],
    }
    body: dict[str, Any] = {
        "id": 12345,
        "name": "Order",
        "type": "PROCESS_MODEL",
        "status": "PUBLISHED",
        "owner": {"id": 3, "job_title": "Head of sales"},
        "lanes": [lane],
        "updated_at": "2024-01-15T14:30:00Z",
        "first_published_at": "2024-01-14T14:30:00Z",
        "url": "https://yourorg.klarify.biz/document/12345",
        "called_within": [],
        "called_from": [reference],
    }
    service = Script(httpx2.Response(200, json={"data": [body], "hasNext": False}))
    (item,) = face.items(face.klarify(service).procedures.list())
    assert isinstance(item.owner, ProcedureOwner)
    assert item.owner.job_title == "Head of sales"
    assert isinstance(item.lanes[0], ProcedureLane)
    assert item.lanes[0].nested_lanes is not None
    assert isinstance(item.called_from[0], ProcedureReference)
    assert item.performer is None
    assert item.first_published_at == datetime(2024, 1, 15, 14, 30, tzinfo=UTC) - timedelta(days=1)
    assert item.to_dict() == body


@pytest.mark.parametrize("owner", ["Ann", "ann@example.com", {"id": 3}, {"id": 3, "since": "2020"}, None])
def test_an_owner_may_be_text_an_object_or_nobody(face: Face, owner: Any) -> None:
    assert read_procedure(face, owner=owner).to_dict()["owner"] == owner


@pytest.mark.parametrize("name", APPLICATION)
def test_a_missing_member_is_named_with_operation_and_request(face: Face, name: str) -> None:
    body = {member: value for member, value in APPLICATION.items() if member != name}
    error = fault_of(face, httpx2.Response(200, json=body, headers={"X-Kloudless-Request-Id": "c0ffee"}))
    assert error.faults == ((name, "Field required"),)
    assert error.operation == "applications_get"
    assert error.request_id == "c0ffee"
    assert error.status_code == 200
    assert f"{name}: Field required" in str(error)
    assert "request c0ffee" in str(error)


def test_a_fault_deep_inside_is_told_by_its_path(face: Face) -> None:
    broken = {name: value for name, value in PROCEDURE.items() if name != "name"}
    body = {"data": [PROCEDURE, broken], "hasNext": False}
    with pytest.raises(klarify_client.APIResponseValidationError) as caught:
        face.items(face.klarify(Script(httpx2.Response(200, json=body))).procedures.list())
    assert caught.value.faults == (("data.1.name", "Field required"),)
    assert caught.value.operation == "procedures_list"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("id", 7),
        ("id", None),
        ("name", {SECRET: SECRET}),
        ("name", [SECRET]),
        ("active", SECRET),
        ("active", None),
        ("created", SECRET),
        ("created", {"x": SECRET}),
        ("logo_url", None),
    ],
)
def test_a_member_of_another_type_is_named_without_its_value(face: Face, member: str, value: object) -> None:
    error = fault_of(face, httpx2.Response(200, json={**APPLICATION, "description": SECRET, member: value}))
    assert [path for path, _ in error.faults] == [member]
    for text in (str(error), repr(error), str(vars(error))):
        assert SECRET not in text
    assert error.__cause__ is None
    assert error.__context__ is None


@pytest.mark.parametrize(
    ("member", "value"),
    [("owner", {"id": "5"}), ("owner", {"id": True}), ("id", True), ("id", 1.0), ("lanes", [{"id": 1.5, "name": "x"}])],
)
def test_a_number_is_not_read_from_anything_else(face: Face, member: str, value: object) -> None:
    with pytest.raises(klarify_client.APIResponseValidationError, match=member):
        read_procedure(face, **{member: value})


@pytest.mark.parametrize("value", ["true", 1, 0, "False"])
def test_a_boolean_is_not_read_from_anything_else(face: Face, value: object) -> None:
    assert "active" in str(fault_of(face, httpx2.Response(200, json={**APPLICATION, "active": value})))


@pytest.mark.parametrize("identifier", ["lane-1", 7])
def test_a_lane_keeps_the_type_of_its_id(face: Face, identifier: str | int) -> None:
    (lane,) = read_procedure(face, lanes=[{"id": identifier, "name": "Sales"}]).lanes
    assert isinstance(lane, ProcedureLane)
    assert lane.id == identifier


def test_many_faults_are_counted(face: Face) -> None:
    error = fault_of(face, httpx2.Response(200, json={}))
    assert len(error.faults) == len(APPLICATION)
    assert "and 5 more" in str(error)


@pytest.mark.parametrize(
    "answer",
    [
        {"text": "<html>Please log in</html>"},
        {"content": b""},
        {"content": b'{"id": "app1", "na'},
        {"content": b"\xff\xfe"},
        {"json": []},
        {"json": None},
        {"json": "text"},
        {"content": b"[" * 100_000},
    ],
    ids=lambda answer: str(answer)[:30],
)
def test_a_success_that_is_no_such_object_is_refused(face: Face, answer: dict[str, Any]) -> None:
    error = fault_of(face, httpx2.Response(200, **answer))
    assert error.faults[0][0] == "(body)"
    assert "log in" not in str(error)


def test_an_answer_of_another_content_type_is_told(face: Face) -> None:
    error = fault_of(face, httpx2.Response(200, html="<html></html>"))
    assert "content type text/html" in str(error)
    assert "content type" not in str(fault_of(face, httpx2.Response(200, json={})))


def test_no_content_where_an_object_is_due_is_refused(face: Face) -> None:
    assert fault_of(face, httpx2.Response(204)).status_code == 204


@pytest.mark.parametrize("content_type", ["text/plain", "application/octet-stream", None])
def test_the_content_type_of_a_good_answer_does_not_matter(face: Face, content_type: str | None) -> None:
    answer = httpx2.Response(200, json=APPLICATION)
    del answer.headers["content-type"]
    if content_type:
        answer.headers["content-type"] = content_type
    assert face.wait(face.kloudless(Script(answer)).applications.get("app1")).id == "app1"


def test_a_byte_order_mark_is_a_fault_and_no_crash(face: Face) -> None:
    assert fault_of(face, httpx2.Response(200, content=b"\xef\xbb\xbf{}")).faults


def test_a_packed_answer_is_unpacked(face: Face) -> None:
    import gzip
    import json

    packed = gzip.compress(json.dumps(APPLICATION).encode())
    answer = httpx2.Response(200, headers={"Content-Encoding": "gzip"}, stream=httpx2.ByteStream(packed))
    assert face.wait(face.kloudless(Script(answer)).applications.get("app1")).id == "app1"
