"""What a caller may pass: everything else is refused before anything is sent."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from klarify_client import omit as klarify_omit
from kloudless_management_client import omit

from tests.unit.scripted import APPLICATION, WEBHOOK, AnyKloudless, Face, Script, applications_page, procedures_page

if TYPE_CHECKING:
    from collections.abc import Callable


def query_of(face: Face, **arguments: Any) -> dict[str, str]:
    """What a list of procedures sends, without the key."""
    service = Script(procedures_page(range(1), has_next=False))
    face.items(face.klarify(service).procedures.list(**arguments))
    sent = dict(httpx2.QueryParams(service.targets[0].partition("?")[2]))
    del sent["access_key"]
    return sent


def refused(face: Face, kind: type[Exception], match: str, **arguments: Any) -> None:
    service = Script()
    with pytest.raises(kind, match=match):
        face.klarify(service).procedures.list(**arguments)


@pytest.mark.acceptance("KY-15", "KY-22", "KY-26", "KY-30", "KY-36", "KY-55")
def test_what_is_not_given_is_not_sent(face: Face) -> None:
    assert query_of(face) == {}
    assert query_of(face, page=None, page_size=None, sort=None, last_updated_at=None) == {}
    assert query_of(face, page_size=50) == {"pageSize": "50"}


@pytest.mark.acceptance("KY-23", "KY-56")
def test_everything_given_is_sent_under_its_own_name(face: Face) -> None:
    assert query_of(face, page=2, page_size=50) == {"page": "2", "pageSize": "50"}
    assert query_of(face, page=0, sort="name,asc", last_updated_at="2024-01-14T09:00:00Z") == {
        "page": "0",
        "sort": "name,asc",
        "last_updated_at": "2024-01-14T09:00:00Z",
    }


@pytest.mark.acceptance("KY-28")
@pytest.mark.parametrize("size", [1, 25, 50, 100])
def test_a_usual_page_size_is_sent_without_a_warning(face: Face, size: int) -> None:
    assert query_of(face, page_size=size) == {"pageSize": str(size)}


@pytest.mark.acceptance("KY-27")
def test_a_page_size_above_the_advice_warns_once_at_the_callers_line(face: Face) -> None:
    service = Script(procedures_page(range(1), has_next=True), procedures_page(range(1, 2), has_next=False))
    client = face.klarify(service)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        face.items(client.procedures.list(page_size=101))
    (warning,) = caught
    assert warning.category is UserWarning
    assert warning.filename == __file__
    assert "page_size: 101 is above 100" in str(warning.message)
    assert [request.url.params["pageSize"] for request in service.requests] == ["101", "101"]


@pytest.mark.parametrize(
    ("arguments", "kind", "match"),
    [
        ({"page": -1}, ValueError, "page: -1 is below 0"),
        ({"page_size": 0}, ValueError, "page_size: 0 is below 1"),
        ({"page_size": -5}, ValueError, "page_size: -5 is below 1"),
        ({"page": True}, TypeError, "page: expected int, got bool"),
        ({"page": "1"}, TypeError, "page: expected int, got str"),
        ({"page": 1.0}, TypeError, "page: expected int, got float"),
        ({"page_size": False}, TypeError, "page_size: expected int, got bool"),
        ({"sort": "updated_at"}, ValueError, "sort: 'updated_at' is not one of 'updated_at,asc'"),
        ({"sort": "updated_at,DESC"}, ValueError, "sort"),
        ({"sort": "owner,asc"}, ValueError, "sort"),
        ({"sort": ""}, ValueError, "sort"),
        ({"sort": ("name", "asc")}, TypeError, "sort: expected str, got tuple"),
    ],
)
def test_a_value_outside_the_bounds_is_refused(
    face: Face, arguments: dict[str, Any], kind: type[Exception], match: str
) -> None:
    refused(face, kind, re.escape(match), **arguments)


@pytest.mark.acceptance("KY-30", "KY-31")
@pytest.mark.parametrize("field", ["updated_at", "name", "created_at", "status"])
@pytest.mark.parametrize("direction", ["asc", "desc"])
def test_every_documented_order_is_sent(face: Face, field: str, direction: str) -> None:
    assert query_of(face, sort=f"{field},{direction}") == {"sort": f"{field},{direction}"}


class Zoneless(tzinfo):
    """A time zone that knows no offset."""

    def utcoffset(self, dt: datetime | None, /) -> None:
        """Nothing, whatever the moment."""

    dst = utcoffset

    def tzname(self, dt: datetime | None, /) -> None:
        """Nothing, whatever the moment."""


@pytest.mark.acceptance("KY-36")
@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2024, 1, 14, 9, 0, tzinfo=UTC), "2024-01-14T09:00:00Z"),
        (datetime(2024, 1, 14, 9, 0, tzinfo=timezone(timedelta(hours=2))), "2024-01-14T07:00:00Z"),
        (datetime(2024, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=5, minutes=45))), "2023-12-31T18:45:00Z"),
        (datetime(2024, 1, 14, 9, 0, 0, 999_999, tzinfo=UTC), "2024-01-14T09:00:00Z"),
        (datetime(987, 1, 14, 9, 0, tzinfo=UTC), "0987-01-14T09:00:00Z"),
        ("2024-01-14T09:00:00Z", "2024-01-14T09:00:00Z"),
        ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"),
    ],
)
def test_a_moment_is_sent_in_utc_with_whole_seconds(face: Face, moment: Any, text: str) -> None:
    assert query_of(face, last_updated_at=moment) == {"last_updated_at": text}


@pytest.mark.parametrize(
    ("moment", "kind", "match"),
    [
        (datetime.fromisoformat("2024-01-14T09:00:00"), ValueError, "names no time zone"),
        (datetime(2024, 1, 14, 9, 0, tzinfo=Zoneless()), ValueError, "names no time zone"),
        (date(2024, 1, 14), TypeError, "expected datetime or str, got date"),
        (1_705_222_800, TypeError, "expected datetime or str, got int"),
        ("", ValueError, "has not the form"),
        ("2024-01-14", ValueError, "has not the form"),
        ("2024-01-14T09:00:00", ValueError, "has not the form"),
        ("2024-01-14T09:00:00.5Z", ValueError, "has not the form"),
        ("2024-01-14T09:00:00+00:00", ValueError, "has not the form"),
        ("2024-01-14 09:00:00Z", ValueError, "has not the form"),
        ("2024-01-14t09:00:00z", ValueError, "has not the form"),
        ("2024-01-14T09:00:00Z\n", ValueError, "has not the form"),
        ("٢٠٢٤-01-14T09:00:00Z", ValueError, "has not the form"),
        ("2024-13-14T09:00:00Z", ValueError, "no date and time"),
        ("2023-02-29T09:00:00Z", ValueError, "no date and time"),
        ("2024-01-14T25:00:00Z", ValueError, "no date and time"),
    ],
)
def test_a_moment_of_another_form_is_refused(face: Face, moment: Any, kind: type[Exception], match: str) -> None:
    refused(face, kind, match, last_updated_at=moment)


BAD_ID = ["", " ", "\t", "\u00a0", ".", ".."]
BY_ID: list[tuple[str, Callable[[AnyKloudless, Any], Any]]] = [
    ("application_id", lambda client, value: client.applications.get(value)),
    ("application_id", lambda client, value: client.applications.update(value, name="x")),
    ("application_id", lambda client, value: client.applications.delete(value)),
    ("application_id", lambda client, value: client.applications.api_keys.create(value)),
    ("application_id", lambda client, value: client.applications.api_keys.delete(value, "key")),
    ("key", lambda client, value: client.applications.api_keys.delete("app1", value)),
    ("application_id", lambda client, value: client.applications.webhooks.create(value, url="https://example.com")),
    ("application_id", lambda client, value: client.applications.webhooks.get(value, "100")),
    ("webhook_id", lambda client, value: client.applications.webhooks.get("app1", value)),
    ("webhook_id", lambda client, value: client.applications.webhooks.delete("app1", value)),
]
LIST_BY_ID: list[Callable[[AnyKloudless, Any], Any]] = [
    lambda client, value: client.applications.api_keys.list(value),
    lambda client, value: client.applications.webhooks.list(value),
]


@pytest.mark.parametrize(("name", "call"), BY_ID)
@pytest.mark.parametrize("value", BAD_ID)
def test_an_id_that_would_address_something_else_is_refused(
    face: Face, name: str, call: Callable[[AnyKloudless, Any], Any], value: str
) -> None:
    with pytest.raises(ValueError, match=f"{name}: .* cannot be part of a path"):
        face.wait(call(face.kloudless(Script()), value))


@pytest.mark.parametrize("call", LIST_BY_ID)
@pytest.mark.parametrize("value", BAD_ID)
def test_an_id_of_a_list_is_checked_when_the_list_is_made(
    face: Face, call: Callable[[AnyKloudless, Any], Any], value: str
) -> None:
    with pytest.raises(ValueError, match=r"application_id: .* cannot be part of a path"):
        call(face.kloudless(Script()), value)


@pytest.mark.parametrize(("name", "call"), BY_ID)
@pytest.mark.parametrize("value", [None, 100, b"app1", True, ["app1"], omit])
def test_an_id_is_text(face: Face, name: str, call: Callable[[AnyKloudless, Any], Any], value: object) -> None:
    with pytest.raises(TypeError, match=f"{name}: "):
        face.wait(call(face.kloudless(Script()), value))


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("a/b", "a%2Fb"),
        ("../x", "..%2Fx"),
        ("...", "..."),
        ("a b", "a%20b"),
        ("a?b#c", "a%3Fb%23c"),
        ("a%2Fb", "a%252Fb"),
        ("%2e%2e", "%252e%252e"),
        ("ä", "%C3%A4"),
        ("😀", "%F0%9F%98%80"),
        ("{application_id}", "%7Bapplication_id%7D"),
        ("a+b;c=d&e", "a%2Bb%3Bc%3Dd%26e"),
        ("wSPk9y5D7p5o87k0ACGKxR", "wSPk9y5D7p5o87k0ACGKxR"),
        ("a\r\nb", "a%0D%0Ab"),
    ],
)
@pytest.mark.parametrize("position", ["application", "webhook"])
def test_an_id_stays_one_segment_of_the_path(face: Face, value: str, segment: str, position: str) -> None:
    service = Script(httpx2.Response(200, json=WEBHOOK))
    webhooks = face.kloudless(service).applications.webhooks
    if position == "application":
        face.wait(webhooks.get(value, "100"))
        assert service.targets == [f"/v1/applications/{segment}/webhooks/100"]
    else:
        face.wait(webhooks.get("app1", value))
        assert service.targets == [f"/v1/applications/app1/webhooks/{segment}"]


def test_a_key_that_is_refused_is_not_shown(face: Face) -> None:
    wrong: Any = b"my-secret"
    with pytest.raises(TypeError) as caught:
        face.wait(face.kloudless(Script()).applications.api_keys.delete("app1", wrong))
    assert "my-secret" not in str(caught.value)


@pytest.mark.acceptance("KL-18", "KL-20", "KL-22", "KL-24")
def test_the_filters_of_applications(face: Face) -> None:
    service = Script(*[applications_page(range(1), total=1) for _ in range(4)])
    client = face.kloudless(service)
    for active, page_size, page in ((None, None, None), (True, None, None), (False, None, None), (True, 5, 1)):
        face.items(client.applications.list(active=active, page_size=page_size, page=page))
    assert service.targets == [
        "/v1/applications",
        "/v1/applications?active=True",
        "/v1/applications?active=False",
        "/v1/applications?active=True&page_size=5&page=1",
    ]


@pytest.mark.acceptance("KL-60", "KL-62", "KL-76", "KL-78")
def test_the_other_lists_take_a_page_and_its_size_alone(face: Face) -> None:
    empty: dict[str, Any] = {"total": 0, "count": 0, "page": 1, "objects": []}
    service = Script(*[httpx2.Response(200, json=empty) for _ in range(2)])
    applications = face.kloudless(service).applications
    face.items(applications.api_keys.list("app1", page_size=1000, page=1))
    face.items(applications.webhooks.list("app1", page_size=1000, page=1))
    assert service.targets == [
        "/v1/applications/app1/apikeys?page_size=1000&page=1",
        "/v1/applications/app1/webhooks?page_size=1000&page=1",
    ]
    unknown: dict[str, Any] = {"active": True}
    for resource in (applications.api_keys, applications.webhooks):
        with pytest.raises(TypeError, match="unexpected argument active"):
            resource.list("app1", **unknown)


@pytest.mark.acceptance("KL-22", "KL-23", "KL-24", "KL-26", "KL-62", "KL-78")
@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        ({"page_size": 0}, ValueError),
        ({"page_size": 1001}, ValueError),
        ({"page_size": -1}, ValueError),
        ({"page": 0}, ValueError),
        ({"page": -1}, ValueError),
        ({"page": True}, TypeError),
        ({"page_size": "10"}, TypeError),
    ],
)
def test_the_bounds_of_every_kloudless_list(face: Face, arguments: dict[str, Any], kind: type[Exception]) -> None:
    applications = face.kloudless(Script()).applications
    for make in (
        lambda: applications.list(**arguments),
        lambda: applications.api_keys.list("app1", **arguments),
        lambda: applications.webhooks.list("app1", **arguments),
    ):
        with pytest.raises(kind, match="page"):
            make()


@pytest.mark.acceptance("KL-23", "KL-26", "KL-62", "KL-78")
@pytest.mark.parametrize("arguments", [{"page_size": 1}, {"page_size": 1000}, {"page": 1}])
def test_the_ends_of_the_bounds_are_allowed(face: Face, arguments: dict[str, Any]) -> None:
    empty: dict[str, Any] = {"total": 0, "count": 0, "page": 1, "objects": []}
    service = Script(*[httpx2.Response(200, json=empty) for _ in range(3)])
    applications = face.kloudless(service).applications
    face.items(applications.list(**arguments))
    face.items(applications.api_keys.list("app1", **arguments))
    face.items(applications.webhooks.list("app1", **arguments))
    assert service.sent == 3


@pytest.mark.parametrize("active", [1, 0, "True", "true"])
def test_active_is_a_boolean(face: Face, active: Any) -> None:
    with pytest.raises(TypeError, match="active: expected bool"):
        face.kloudless(Script()).applications.list(active=active)


MISSPELT: dict[str, Any] = {"pagesize": 1}
UNKNOWN: list[Callable[[AnyKloudless], Any]] = [
    lambda client: client.applications.list(**MISSPELT),
    lambda client: client.applications.get("app1", **MISSPELT),
    lambda client: client.applications.create(name="x", **MISSPELT),
    lambda client: client.applications.delete("app1", **MISSPELT),
]


@pytest.mark.parametrize("call", UNKNOWN)
def test_an_unknown_keyword_is_named(face: Face, call: Callable[[AnyKloudless], Any]) -> None:
    with pytest.raises(TypeError, match="unexpected argument pagesize; "):
        face.wait(call(face.kloudless(Script())))


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        ("pagesize", r"did you mean page_size\?"),
        ("activ", r"did you mean active\?"),
        ("timout", r"did you mean timeout\?"),
        ("zzz", "see the signature of the method"),
    ],
)
def test_a_misspelt_keyword_is_told_the_likely_one(face: Face, wrong: str, advice: str) -> None:
    misspelt: dict[str, Any] = {wrong: 1}
    with pytest.raises(TypeError, match=f"^unexpected argument {wrong}; {advice}$"):
        face.wait(face.kloudless(Script()).applications.list(**misspelt))


def test_omit_says_what_it_is() -> None:
    assert repr(omit) == repr(klarify_omit) == "omit"
    assert not omit


@pytest.mark.parametrize(
    ("value", "text"), [("a b&c", "a%20b%26c"), (7, "7"), (0.5, "0.5"), (True, "true"), (False, "false"), ("", "")]
)
def test_extra_query_is_sent_with_every_page(face: Face, value: Any, text: str) -> None:
    service = Script(applications_page(range(1), total=2), applications_page(range(1, 2), total=2, page=2))
    client = face.kloudless(service)
    face.items(client.applications.list(page_size=1, extra_query={"x/y": value}))
    assert service.targets == [
        f"/v1/applications?page_size=1&x%2Fy={text}",
        f"/v1/applications?page_size=1&page=2&x%2Fy={text}",
    ]


def test_extra_headers_are_sent_and_replace_our_own(face: Face) -> None:
    service = Script(httpx2.Response(200, json=APPLICATION), httpx2.Response(200, json=APPLICATION))
    client = face.kloudless(service)
    face.wait(client.applications.get("app1", extra_headers={"X-Trace": "t", "user-agent": "mine/1"}))
    face.wait(client.applications.get("app1"))
    first, second = service.requests
    assert first.headers["x-trace"] == "t"
    assert first.headers.get_list("user-agent") == ["mine/1"]
    assert "x-trace" not in second.headers
    assert second.headers["user-agent"].startswith("kloudless-management-client/")


@pytest.mark.parametrize(
    ("headers", "kind", "match"),
    [
        ({"X-A": "a\r\nX-B: b"}, ValueError, "X-A: a value is one line of ASCII"),
        ({"X-A": "a\n"}, ValueError, "X-A: a value is one line of ASCII"),
        ({"X-A": "\x00"}, ValueError, "X-A: a value is one line of ASCII"),
        ({"X-A": "Grün"}, ValueError, "X-A: a value is one line of ASCII"),
        ({"X-A": 1}, TypeError, "X-A: expected str, got int"),
        ({"X-A": None}, TypeError, "X-A: expected str, got NoneType"),
        ({"X A": "b"}, ValueError, "'X A' is no name of a header"),
        ({"X-A\r\nX-B": "b"}, ValueError, "is no name of a header"),
        ({"X-A\n": "b"}, ValueError, "is no name of a header"),
        ({"": "b"}, ValueError, "'' is no name of a header"),
        ({"Host": "elsewhere.test"}, ValueError, "Host is set by the client"),
        ({"content-length": "0"}, ValueError, "content-length is set by the client"),
        ({"Transfer-Encoding": "chunked"}, ValueError, "Transfer-Encoding is set by the client"),
    ],
)
def test_an_extra_header_that_cannot_be_sent_safely_is_refused(
    face: Face, headers: dict[str, Any], kind: type[Exception], match: str
) -> None:
    refused(face, kind, match, extra_headers=headers)


@pytest.mark.parametrize("value", ["", "a\tb", "~ !"])
def test_an_extra_header_may_hold_any_visible_ascii(face: Face, value: str) -> None:
    service = Script(procedures_page(range(1), has_next=False))
    face.items(face.klarify(service).procedures.list(extra_headers={"X-A": value}))
    assert service.requests[0].headers["x-a"] == value


@pytest.mark.parametrize(
    ("query", "kind", "match"),
    [
        ({"pageSize": 5}, ValueError, "pageSize is a parameter of procedures_list; pass page_size="),
        ({"sort": "name,asc"}, ValueError, "sort is a parameter of procedures_list; pass sort="),
        ({"x": None}, TypeError, "x: expected str, int, float or bool, got NoneType"),
        ({"x": ["a"]}, TypeError, "x: expected str, int, float or bool, got list"),
    ],
)
def test_an_extra_query_parameter_that_means_nothing_clear_is_refused(
    face: Face, query: dict[str, Any], kind: type[Exception], match: str
) -> None:
    refused(face, kind, match, extra_query=query)


def test_half_a_character_is_refused_by_the_name_of_its_argument(face: Face) -> None:
    client = face.kloudless(Script())
    with pytest.raises(ValueError, match="name: the text holds half of a character"):
        face.wait(client.applications.create(name="a\ud800"))
    with pytest.raises(ValueError, match="application_id: the text holds half of a character"):
        face.wait(client.applications.get("\udfff"))
