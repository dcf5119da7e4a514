"""Answers in an envelope: what is inside comes out, whatever else is there; a failure inside is no success."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from klarify_client import APIResponseValidationError
from klarify_client._runtime.models import Model
from klarify_client._runtime.operation import Envelope, Refused, Rows

if TYPE_CHECKING:
    from collections.abc import Callable

ENVELOPE = Envelope(
    success="meta.success",
    status="meta.status",
    location="meta.location",
    instance_location="meta.instance_location",
    id="data.id",
)
SECRET = "a-value-that-must-not-show"
META = {"success": True, "status": 200}


class Thing(Model):
    id: str
    size: int | None = None


def content(data: object = None, **meta: object) -> bytes:
    body: dict[str, object] = {"meta": {**META, **meta}}
    if data is not None:
        body["data"] = data
    return json.dumps(body).encode()


def rows(data: object, *, path: str = "data.things", single: str = "", meta: dict[str, object] | None = None) -> Rows:
    return ENVELOPE.rows(content(data, **(meta or {})), path, Thing, "meta.total", single)


def faults_of(caught: pytest.ExceptionInfo[APIResponseValidationError]) -> list[str]:
    return [where for where, _ in caught.value.faults]


def test_an_object_is_taken_out_of_its_envelope() -> None:
    thing = ENVELOPE.inside(content({"id": "a", "size": 1, "color": "red"}), "data", Thing)
    assert isinstance(thing, Thing)
    assert thing.to_dict() == {"id": "a", "size": 1, "color": "red"}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (list[str], ["a", "b"]),
        (list[str], []),
        (dict[str, Any], {"a": 1, "b": {"c": [None]}}),
        (dict[str, Any], {}),
        (dict[str, str], {"a": "b"}),
        (str, ""),
    ],
)
def test_what_is_inside_may_be_plain(kind: Any, value: object) -> None:
    assert ENVELOPE.inside(content({"here": value, "there": 1}), "data.here", kind) == value


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"id": "a"}},
        {"data": {"id": "a"}, "meta": None},
        {"data": {"id": "a"}, "meta": {}},
        {"data": {"id": "a"}, "meta": {"success": None, "status": "fine", "more": [1]}},
        {"data": {"id": "a"}, "meta": META, "more": {"id": 1}},
    ],
    ids=["none", "null", "empty", "odd", "more"],
)
def test_the_envelope_itself_may_be_as_it_likes(body: object) -> None:
    assert ENVELOPE.inside(json.dumps(body).encode(), "data", Thing).id == "a"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"meta": META}, "data"),
        ({"meta": META, "data": None}, "data"),
        ({"meta": META, "data": {}}, "data.id"),
        ({"meta": META, "data": {"id": 1}}, "data.id"),
        ({"meta": META, "data": [{"id": "a"}]}, "data"),
        ({"meta": [], "data": {"id": "a"}}, "meta"),
        ([], "(body)"),
    ],
    ids=["missing", "null", "empty", "wrong-member", "list", "wrong-meta", "no-object"],
)
def test_an_answer_without_the_object_is_refused_with_the_place(body: object, where: str) -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        ENVELOPE.inside(json.dumps(body).encode(), "data", Thing)
    assert faults_of(caught) == [where]


@pytest.mark.parametrize("broken", [b"", b"<html>", b'{"data": ', b"\xff"])
def test_an_answer_that_is_no_json_is_refused(broken: bytes) -> None:
    with pytest.raises(APIResponseValidationError):
        ENVELOPE.inside(broken, "data", Thing)
    with pytest.raises(APIResponseValidationError):
        ENVELOPE.created(broken)


def test_a_refused_answer_keeps_what_it_holds_to_itself() -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        ENVELOPE.inside(content({"id": {"password": SECRET}}), "data", Thing)
    assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.faults}"
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_rows_come_with_the_number_of_all() -> None:
    read = rows({"things": [{"id": "a"}, {"id": "b"}]}, meta={"total": 7, "count": 2})
    assert [thing.id for thing in read.items] == ["a", "b"]
    assert read.total == 7


@pytest.mark.parametrize("meta", [{}, {"total": None}, {"count": 1}])
def test_the_number_of_all_may_be_missing(meta: dict[str, object]) -> None:
    assert rows({"things": [{"id": "a"}]}, meta=meta).total is None


def test_no_rows_are_rows() -> None:
    assert rows({"things": []}, meta={"total": 0}) == Rows([], 0)


@pytest.mark.parametrize("data", [None, {}, {"things": None}, {"others": []}])
def test_an_answer_without_rows_is_no_empty_list(data: object) -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        rows(data)
    assert faults_of(caught) == ["data.things"]


def test_a_bad_row_is_named_with_its_number() -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        rows({"things": [{"id": "a"}, {"id": "b", "size": "many"}]})
    assert faults_of(caught) == ["data.things.1.size"]


def test_a_total_that_is_no_number_is_named() -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        rows({"things": []}, meta={"total": "some"})
    assert faults_of(caught) == ["meta.total"]


def test_one_object_may_stand_in_the_place_of_the_list() -> None:
    assert [each.id for each in rows({"id": "a"}, single="data").items] == ["a"]
    assert [each.id for each in rows({"things": [{"id": "a"}, {"id": "b"}]}, single="data").items] == ["a", "b"]
    assert rows({"things": []}, single="data").items == []


def test_neither_a_list_nor_an_object_is_refused() -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        rows({"others": []}, single="data")
    assert faults_of(caught) == ["data.id"]


@pytest.mark.parametrize("key", ["things", "x", ""])
def test_rows_are_found_under_whatever_key(key: str) -> None:
    read = rows({key: [{"id": "a"}]}, path="data.*", meta={"total": 1})
    assert ([each.id for each in read.items], read.total) == (["a"], 1)


@pytest.mark.parametrize(
    "others",
    [{"count": 1}, {"more": True, "x": None, "ratio": 0.5}, {"text": "t"}, {"links": {"self": "/"}}, {"none": []}],
)
@pytest.mark.parametrize("first", [True, False])
def test_rows_are_found_among_other_members(others: dict[str, object], first: bool) -> None:
    listed: dict[str, object] = {"things": [{"id": "a"}]}
    read = rows({**others, **listed} if first else {**listed, **others}, path="data.*")
    assert [each.id for each in read.items] == ["a"]


def test_a_row_that_is_none_is_an_error_whatever_its_key() -> None:
    with pytest.raises(APIResponseValidationError, match=r"data\.things"):
        rows({"things": [{"no": "id"}]}, path="data.*")


def test_no_key_at_all_means_no_rows() -> None:
    assert rows({}, path="data.*").items == []


def test_without_data_there_is_no_key_to_look_under() -> None:
    with pytest.raises(APIResponseValidationError):
        rows(None, path="data.*")


@pytest.mark.parametrize(
    ("data", "meta", "name"),
    [
        (None, {"location": "/things/0f"}, "0f"),
        ({}, {"location": "/things/0f/"}, "0f"),
        (None, {"location": "0f"}, "0f"),
        ({"id": "0f"}, {}, "0f"),
        ({"id": "0f", "more": 1}, {"location": "/things/1e"}, "0f"),
        ({"id": ""}, {"location": "/things/1e"}, "1e"),
        ({"op_requested": "import"}, {"location": "/things/0f", "instance_location": "/parts/1e"}, "0f"),
    ],
    ids=["location", "slash", "bare", "id", "both", "empty-id", "two-locations"],
)
def test_a_new_object_is_known_by_its_identifier_or_its_path(data: object, meta: dict[str, object], name: str) -> None:
    created = ENVELOPE.created(content(data, **meta))
    assert created.id == name
    assert (created.location, created.instance_location) == (meta.get("location"), meta.get("instance_location"))
    assert f"id={name!r}" in repr(created)


@pytest.mark.parametrize("meta", [{}, {"location": ""}, {"location": "/"}, {"location": None}])
def test_a_creation_that_names_nothing_is_no_failure(meta: dict[str, object]) -> None:
    # The object was made: an error of the call would have it made a second time.
    created = ENVELOPE.created(content(None, **meta))
    with pytest.raises(LookupError, match="the object was made"):
        _ = created.id
    assert repr(created).startswith("Created(id=None, ")


@pytest.mark.parametrize(
    ("meta", "where"), [({"location": 1}, "meta.location"), ({"location": ["/a"]}, "meta.location")]
)
def test_a_location_that_is_no_text_is_refused(meta: dict[str, object], where: str) -> None:
    with pytest.raises(APIResponseValidationError) as caught:
        ENVELOPE.created(content(None, **meta))
    assert faults_of(caught) == [where]


@pytest.mark.parametrize("body", [b"", b" \r\n", b"{}", content(), content({}), content([1]), content("x")])
def test_an_answer_of_which_nothing_matters_may_hold_anything(body: bytes) -> None:
    ENVELOPE.nothing(body)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"done"])
def test_an_answer_of_which_nothing_matters_has_to_be_one(body: bytes) -> None:
    with pytest.raises(APIResponseValidationError):
        ENVELOPE.nothing(body)


READERS: dict[str, Callable[[bytes], object]] = {
    "inside": lambda body: ENVELOPE.inside(body, "data", Thing),
    "rows": lambda body: ENVELOPE.rows(body, "data.things", Thing, "meta.total", ""),
    "single": lambda body: ENVELOPE.rows(body, "data.things", Thing, "meta.total", "data"),
    "any-key": lambda body: ENVELOPE.rows(body, "data.*", Thing, "meta.total", ""),
    "created": ENVELOPE.created,
    "nothing": ENVELOPE.nothing,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, 404),
        (400, 400),
        (599, 599),
        (200, None),
        (399, None),
        (600, None),
        ("404", None),
        (True, None),
        (None, None),
    ],
)
@pytest.mark.parametrize(
    "data", [None, {"id": "a", "things": []}, {"id": 1}, [1]], ids=["none", "whole", "bad", "list"]
)
def test_a_failure_inside_is_told_before_anything_else(
    reader: str, status: object, told: int | None, data: object
) -> None:
    with pytest.raises(Refused) as caught:
        READERS[reader](content(data, success=False, status=status))
    assert caught.value.status == told


@pytest.mark.parametrize("success", [None, 0, "", "false", "no"])
def test_only_false_itself_is_a_failure(success: object) -> None:
    assert ENVELOPE.inside(content({"id": "a"}, success=success, status=500), "data", Thing).id == "a"


def test_another_envelope_has_its_members_elsewhere() -> None:
    flat = Envelope(success="ok", status="code", location="at", instance_location="part", id="result.key")
    body = b'{"ok": true, "code": 200, "result": {"key": "k", "rows": [{"id": "a"}]}, "all": 3, "at": "/x/y"}'
    assert (flat.created(body).id, flat.created(body).location) == ("k", "/x/y")
    read = flat.rows(body, "result.rows", Thing, "all", "")
    assert ([each.id for each in read.items], read.total) == (["a"], 3)
    with pytest.raises(Refused):
        flat.nothing(b'{"ok": false, "code": 500}')


def test_readings_of_different_answers_do_not_mix() -> None:
    class Other(Model):
        id: int

    for _ in range(2):
        assert ENVELOPE.inside(content({"id": "1"}), "data", Thing).id == "1"
        assert ENVELOPE.inside(content({"id": 1}), "data", Other).id == 1
