"""The rules that an argument keeps to, at their edges, and what is said of a value that breaks one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from klarify_client._runtime.parameters import NameTable, Parameter, omit

NUMBER = Parameter("n", "integer", minimum=1, maximum=3)
REAL = Parameter("n", "number", minimum=0.5, maximum=1.5)
TEXT = Parameter("t", min_length=2, max_length=3)
NAME = Parameter("t", min_length=1)
CODE = Parameter("t", pattern="^[a-c]+$")
COLOUR = Parameter("t", choices=("red", "blue"))
SECRET = Parameter("t", choices=("red",), min_length=2, max_length=3, pattern="^r", secret=True)
WHEN = Parameter("w", "date-time")
ROW = Parameter("", "object", members=(Parameter("id", required=True), Parameter("size", "integer", nullable=True)))
ROWS = Parameter("rows", "array", items=ROW)
FREE = Parameter("o", "object", dropped=("href",))

TAKEN: list[tuple[Parameter, Any, Any]] = [
    (NUMBER, 1, 1),
    (NUMBER, 3, 3),
    (REAL, 0.5, 0.5),
    (REAL, 1.5, 1.5),
    (REAL, 1, 1),
    (TEXT, "ab", "ab"),
    (TEXT, "abc", "abc"),
    (NAME, "a", "a"),
    (CODE, "abc", "abc"),
    (COLOUR, "blue", "blue"),
    (Parameter("t"), "", ""),
    (Parameter("t"), "\ud7ff\ue000ä😀", "\ud7ff\ue000ä😀"),
    (Parameter("t", nullable=True), None, None),
    (Parameter("b", "boolean"), False, False),
    (WHEN, "2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"),
    (WHEN, datetime(2024, 1, 2, 3, 4, 5, 999_999, UTC), "2024-01-02T03:04:05Z"),
    (WHEN, datetime(2024, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=2))), "2023-12-31T22:30:00Z"),
    (Parameter("a", "array"), (1, "b"), [1, "b"]),
    (ROWS, [{"id": "x"}, {"id": "y", "size": None}], [{"id": "x"}, {"id": "y", "size": None}]),
    (ROWS, [], []),
    (FREE, {"href": "/x", "inner": {"href": "/y"}, "ä": 1}, {"inner": {"href": "/y"}, "ä": 1}),
]


@pytest.mark.parametrize(("rule", "value", "sent"), TAKEN)
def test_what_keeps_to_the_rules_is_sent(rule: Parameter, value: Any, sent: Any) -> None:
    result = rule.to_json(value)
    assert result == sent
    assert type(result) is type(sent)


REFUSED: list[tuple[Parameter, Any, type[Exception], str]] = [
    (NUMBER, 0, ValueError, "n: 0 is below 1, the smallest value allowed"),
    (NUMBER, 4, ValueError, "n: 4 is above 3, the largest value allowed"),
    (NUMBER, True, TypeError, "n: expected int, got bool"),
    (NUMBER, 2.0, TypeError, "n: expected int, got float"),
    (REAL, 0.4, ValueError, "n: 0.4 is below 0.5, the smallest value allowed"),
    (REAL, 1.6, ValueError, "n: 1.6 is above 1.5, the largest value allowed"),
    (REAL, True, TypeError, "n: expected int or float, got bool"),
    (REAL, "1", TypeError, "n: expected int or float, got str"),
    (TEXT, "a", ValueError, "t: 'a' has fewer than 2 characters"),
    (TEXT, "abcd", ValueError, "t: 'abcd' has more than 3 characters"),
    (TEXT, 7, TypeError, "t: expected str, got int"),
    (NAME, "", ValueError, "t: must not be empty"),
    (CODE, "abd", ValueError, "t: 'abd' does not match ^[a-c]+$"),
    (COLOUR, "green", ValueError, "t: 'green' is not one of 'red', 'blue'"),
    (SECRET, "key", ValueError, "t: the value is not one of 'red'"),
    (Parameter("t", min_length=9, secret=True), "key", ValueError, "t: the value has fewer than 9 characters"),
    (Parameter("t", max_length=2, secret=True), "key", ValueError, "t: the value has more than 2 characters"),
    (Parameter("t", pattern="^x", secret=True), "key", ValueError, "t: the value does not match ^x"),
    *(
        (Parameter("t"), text, ValueError, "t: the text holds half of a character (a surrogate), which cannot be sent")
        for text in ("a\ud800", "\udfffb")
    ),
    (Parameter("t", required=True), None, TypeError, "t: None is not accepted here; give a value"),
    (Parameter("t"), None, TypeError, "t: None is not accepted here; leave it out to not send it"),
    (Parameter("b", "boolean"), 1, TypeError, "b: expected bool, got int"),
    (WHEN, 7, TypeError, "w: expected datetime or str, got int"),
    (
        WHEN,
        datetime(2024, 1, 2),  # noqa: DTZ001 - that is what is refused
        ValueError,
        "w: 2024-01-02T00:00:00 names no time zone; add one, e.g. tzinfo=UTC",
    ),
    (WHEN, "2024-01-02", ValueError, "w: '2024-01-02' has not the form YYYY-MM-DDTHH:mm:ssZ; or pass a datetime"),
    (
        WHEN,
        "x2024-01-02T00:00:00Z",
        ValueError,
        "w: 'x2024-01-02T00:00:00Z' has not the form YYYY-MM-DDTHH:mm:ssZ; or pass a datetime",
    ),
    (
        WHEN,
        "2024-01-02T00:00:00Zx",
        ValueError,
        "w: '2024-01-02T00:00:00Zx' has not the form YYYY-MM-DDTHH:mm:ssZ; or pass a datetime",
    ),
    (Parameter("a", "array"), "ab", TypeError, "a: expected list, got str"),
    (ROWS, [{"id": "x"}, {"size": 1}], TypeError, "rows[1]: the member 'id' is missing"),
    (ROWS, [{"id": "x", "siez": 1}], TypeError, "rows[0]: 'siez' is no member of it; known: id, size"),
    (ROWS, [{"id": 7}], TypeError, "rows[0].id: expected str, got int"),
    (ROWS, ["x"], TypeError, "rows[0]: expected dict, got str"),
    (FREE, [1], TypeError, "o: expected dict, got list"),
    (FREE, {"a": object()}, TypeError, "o: JSON cannot hold this: Object of type object is not JSON serializable"),
]


@pytest.mark.parametrize(("rule", "value", "kind", "text"), REFUSED)
def test_what_breaks_a_rule_is_refused(rule: Parameter, value: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as caught:
        rule.to_json(value)
    assert str(caught.value) == text
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_json_cannot_hold_is_refused_with_the_name_of_the_argument(value: Any) -> None:
    with pytest.raises(ValueError, match=r"^o: JSON cannot hold this: "):
        FREE.to_json({"a": value})


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^w: '2023-02-29T00:00:00Z' is no date and time: day is out of range"):
        WHEN.to_json("2023-02-29T00:00:00Z")


@pytest.mark.parametrize("value", ["", " ", "\t", ".", ".."])
def test_a_segment_that_would_lead_elsewhere_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="cannot be part of a path") as caught:
        Parameter("id", required=True).to_segment(value)
    assert str(caught.value) == f"id: {value!r} cannot be part of a path; give the identifier of one object"


@pytest.mark.parametrize("value", ["...", "a/b", "a b", ".a"])
def test_a_segment_that_only_looks_like_it_is_taken(value: str) -> None:
    assert Parameter("id", required=True).to_segment(value) == value


@pytest.mark.parametrize(
    ("rule", "value", "text"),
    [
        (Parameter("b", "boolean"), True, "true"),
        (Parameter("b", "boolean", capitalized=True), True, "True"),
        (Parameter("b", "boolean", capitalized=True), False, "False"),
        (Parameter("n", "number"), 1.5, "1.5"),
        (Parameter("n", "integer"), 7, "7"),
    ],
)
def test_how_a_value_is_written_in_an_address(rule: Parameter, value: Any, text: str) -> None:
    assert rule.to_text(value) == text


def test_more_than_is_recommended_is_sent_with_a_warning() -> None:
    rule = Parameter("size", "integer", recommended_maximum=50)
    for value in (50, 49.5, "51", None, omit):
        rule.advise(value)
    with pytest.warns(UserWarning, match="^size: 51 is above 50, the largest") as told:
        rule.advise(51)
    text = "size: 51 is above 50, the largest value the vendor recommends; the call may time out"
    assert [str(one.message) for one in told] == [text]
    Parameter("size", "integer").advise(51)


def test_both_names_of_a_thing() -> None:
    table = NameTable({"a": "Alpha", "b": "Beta", "c": "Alpha"})
    assert [table.name_of(key) for key in "abc"] == ["Alpha", "Beta", "Alpha"]
    assert [table.key_of(name) for name in ("Alpha", "Beta")] == ["a", "b"]
    with pytest.raises(LookupError) as caught:
        table.key_of("Gamma")
    assert caught.value.args == ("'Gamma' is not known; known: Alpha, Beta",) or caught.value.args == (
        "'Gamma' is not known; known: Beta, Alpha",
    )
    with pytest.raises(LookupError) as caught:
        table.name_of("d")
    assert caught.value.args == ("'d' is not known; known: a, b, c",)
    assert repr(table) == "NameTable({'a': 'Alpha', 'b': 'Beta', 'c': 'Alpha'})"


def test_what_is_left_out_is_false_and_says_so() -> None:
    assert not omit
    assert repr(omit) == "omit"
