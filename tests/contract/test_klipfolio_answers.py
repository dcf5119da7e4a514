"""Answers of the Klipfolio API that nobody published: new members, new words, nulls, and forms that sources differ in.

The first part changes every recording in the same way; the second has payloads of its own.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest
import respx
from klipfolio_client import (
    APIResponseValidationError,
    APIStatusError,
    InternalServerError,
    Klipfolio,
    NotFoundError,
    PaginationError,
    RateLimit,
)
from klipfolio_client.models import (
    ColumnLayoutItem,
    GridLayoutState,
    KlipClientInstanceDetail,
    TabMemberDetail,
    UserGroupReference,
    UserRole,
)

from tests.contract.calls import derive_call, make_client
from tests.contract.checks import response_schema
from tests.contract.documents import Node, as_node, inside, load_spec
from tests.contract.lossless import differences
from tests.contract.openness import Place, parts, places
from tests.contract.playing import answer, plain, result_faults
from tests.contract.recordings import RECORDINGS, Recording

if TYPE_CHECKING:
    import httpx
    from _pytest.mark import ParameterSet

SPEC = load_spec("klipfolio")
ID, OTHER = "0f" * 16, "1e" * 16
META: Node = {"success": True, "status": 200}
NEW = {"since": "2027", "values": [1, 2.5, None, True, {"deep": ""}], "": 0, "a b": "ä"}
ALL_AT_ONCE = RateLimit(per_second=None)

ANSWERED = [
    each
    for each in RECORDINGS
    if each.api == "klipfolio"
    and each.sendable
    and SPEC.told_status(each.response.status, each.response.body) < 400
    and not SPEC.operations[each.operation_id].is_download
    and not each.superseded
]

Change = Callable[[Any, Any, Any, Place], bool]


def changed(recording: Recording, change: Change) -> tuple[Recording, int]:
    """Return a copy whose answer is changed wherever `change` does so, and in how many places."""
    known = places(SPEC, response_schema(SPEC, recording), recording.response.body)
    body = deepcopy(recording.response.body)
    count = sum(
        change(value, holder, key, known[where]) for where, value, holder, key in list(parts(body)) if where in known
    )
    return recording.changed("response", body=body), count


def new_member(value: Any, _holder: Any, _key: Any, place: Place) -> bool:
    node = as_node(value)
    if node is None or place.members:
        return False
    node["planted"] = deepcopy(NEW)
    return True


def new_word(value: Any, holder: Any, key: Any, place: Place) -> bool:
    if not place.enumerated or not isinstance(value, str):
        return False
    holder[key] = "a_word_of_next_year"
    return True


def no_value(_value: Any, holder: Any, key: Any, place: Place) -> bool:
    if not place.optional:
        return False
    holder[key] = None
    return True


def has_a_value(recording: Recording) -> bool:
    """Tell whether the method returns what stands at one place of the answer."""
    operation = SPEC.operations[recording.operation_id]
    return operation.result not in {None, "created"} or "single" not in (operation.paging or {"single": ""})


def changed_ones(change: Change) -> list[Recording]:
    made = [changed(recording, change) for recording in ANSWERED]
    return [recording for recording, count in made if count]


def cases(recordings: Iterable[Recording]) -> list[ParameterSet]:
    return [pytest.param(recording, id=recording.id) for recording in recordings]


def play(recording: Recording, router: respx.Router) -> Any:
    answer(router, recording)
    with make_client(SPEC, recording) as client:
        return derive_call(SPEC, recording).start(client)


@pytest.mark.parametrize("recording", cases(changed_ones(new_member)))
def test_members_unknown_to_the_spec_are_kept(recording: Recording, httpx2_mock: respx.Router) -> None:
    assert result_faults(SPEC, recording, play(recording, httpx2_mock)) == []


@pytest.mark.parametrize("recording", cases(changed_ones(new_word)))
def test_words_unknown_to_the_spec_are_read(recording: Recording, httpx2_mock: respx.Router) -> None:
    assert result_faults(SPEC, recording, play(recording, httpx2_mock)) == []


@pytest.mark.parametrize("recording", cases(each for each in changed_ones(no_value) if has_a_value(each)))
def test_null_is_read_where_nothing_has_to_be(recording: Recording, httpx2_mock: respx.Router) -> None:
    operation, result = SPEC.operations[recording.operation_id], play(recording, httpx2_mock)
    value = list(result.items) if operation.paging else result
    path = operation.paging["items"] if operation.paging else operation.result
    assert differences(inside(recording.response.body, str(path)), plain(value)) == []


def test_the_changes_reach_every_kind_of_answer() -> None:
    changes: list[Change] = [new_member, new_word, no_value]
    reached = {change: {recording.operation_id for recording in changed_ones(change)} for change in changes}
    assert reached[new_member] == {each.operation_id for each in ANSWERED}
    assert reached[new_word] >= {
        "clients_list",
        "clients_features_list",
        "clients_resources_list",
        "datasources_get",
        "tabs_layout_get",
        "tabs_share_rights_get",
        "published_links_get",
        "roles_permissions_list",
    }
    assert reached[no_value] >= {"users_get", "klips_get", "tabs_get", "clients_get", "roles_get", "profile_get"}


@pytest.fixture
def client() -> Iterator[Klipfolio]:
    with Klipfolio(api_key="test-api-key", max_retries=0, rate_limit=ALL_AT_ONCE) as made:
        yield made


def respond(router: respx.Router, data: object = None, *, status: int = 200, **meta: object) -> None:
    body: Node = {"meta": {**META, "status": status, **meta}}
    if data is not None:
        body["data"] = data
    router.route().respond(status, json=body)


def requests(router: respx.Router) -> list[httpx.Request]:
    calls: list[Any] = list(router.calls)
    return [call.request for call in calls]


def sent(router: respx.Router) -> list[dict[str, str]]:
    """Return the query of every request."""
    return [dict(parse_qsl(request.url.query.decode())) for request in requests(router)]


def test_a_klip_keeps_what_is_new_and_gives_it_back(client: Klipfolio, httpx2_mock: respx.Router) -> None:
    data = {
        "id": ID,
        "name": "Größe 漢字 \U0001f600",
        "description": None,
        "company": "Self",
        "created_by": OTHER,
        "date_created": "2026-01-12T09:30:00Z",
        "last_updated": "2026-01-12T09:30:00.250Z",
        "to_dict": 1,
        "model_dump": 2,
        "_private": 3,
        "self": 4,
        "tags": [{"id": 10**18}],
    }
    respond(httpx2_mock, data, trace={"id": 1})
    klip = client.klips.get(ID)
    assert differences(data, klip.to_dict()) == []
    assert klip.date_created == datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
    assert klip.model_extra is not None
    assert klip.model_extra["tags"] == [{"id": 10**18}]


def test_words_of_requests_may_be_new_too(client: Klipfolio, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, status=201, location=f"/clients/{ID}")
    client.clients.create(name="A", status="paused")
    client.clients.features.update(ID, features=[{"name": "teleport", "enabled": True}])
    contents = [json.loads(request.content) for request in requests(httpx2_mock)]
    assert contents == [
        {"name": "A", "status": "paused"},
        {"features": [{"name": "teleport", "enabled": True}]},
    ]


PROFILE: Node = {
    "id": ID,
    "company": {"id": OTHER, "name": "Example"},
    "first_name": "Jane",
    "last_name": "Doe",
    "email": "jane@example.com",
    "date_last_login": "2026-01-12T09:30:00Z",
    "date_created": "2025-01-12T09:30:00Z",
    "is_locked_out": False,
}


@pytest.mark.parametrize("meta", [None, {}, META, {"status": 200}], ids=["none", "empty", "usual", "without-success"])
def test_a_profile_may_come_without_meta(meta: Node | None, client: Klipfolio, httpx2_mock: respx.Router) -> None:
    httpx2_mock.route().respond(200, json={"data": PROFILE} if meta is None else {"meta": meta, "data": PROFILE})
    assert client.profile.get().to_dict() == PROFILE


USER: Node = {
    "id": ID,
    "company": "Example",
    "first_name": "Jane",
    "last_name": "Doe",
    "email": "[email protected]",
    "date_last_login": None,
    "date_created": "2025-01-12T09:30:00Z",
    "is_locked_out": False,
}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"tab_instances": [ID], "groups": [{"id": ID, "name": "A"}], "roles": [OTHER], "properties": {"region": "EU"}},
        {"tab_instances": [], "groups": [], "roles": [], "properties": {}},
        {"properties": {"a": 1, "b": None, "c": ["x"], "d": {"e": True}}},
    ],
    ids=["plain", "full", "full-and-empty", "odd-properties"],
)
def test_a_user_comes_in_short_and_in_full(more: Node, client: Klipfolio, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, {**USER, **more})
    user = client.users.get(ID, full=bool(more))
    assert user.to_dict() == {**USER, **more}
    assert user.date_last_login is None
    assert sent(httpx2_mock) == [{"full": str(bool(more)).lower()}]


def test_roles_and_groups_of_listed_users_are_identifiers_or_objects(
    client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    rows = [
        {"id": ID, "first_name": "A", "last_name": "B", "email": "", "roles": [OTHER], "groups": [ID]},
        {
            "id": OTHER,
            "first_name": "C",
            "last_name": "D",
            "email": "",
            "date_last_login": None,
            "roles": [{"id": ID, "name": "Admin", "description": "All"}],
            "groups": [{"id": ID, "name": "Sales"}],
        },
    ]
    respond(httpx2_mock, {"users": rows})
    first, second = client.users.list(include_roles=True, include_groups=True)
    assert [first.to_dict(), second.to_dict()] == rows
    assert (first.roles, first.groups) == ([OTHER], [ID])
    assert second.roles is not None
    assert second.groups is not None
    assert [type(each) for each in (*second.roles, *second.groups)] == [UserRole, UserGroupReference]


@pytest.mark.parametrize(
    "row", [ID, {"id": ID}, {"id": ID, "name": "Jane", "more": {"deep": [1]}}, {}], ids=["id", "short", "long", "empty"]
)
def test_rows_of_a_full_client_account_have_any_form(row: object, client: Klipfolio, httpx2_mock: respx.Router) -> None:
    account = {
        "id": ID,
        "name": "A",
        "description": "",
        "status": "Active",
        "seats": -1,
        "custom_theme": False,
        "users": [row],
        "groups": [row, row],
        "share_rights": [],
    }
    respond(httpx2_mock, account)
    assert client.clients.get(ID, full=True).to_dict() == account


def test_a_full_tab_has_its_klips_as_identifiers_or_objects(client: Klipfolio, httpx2_mock: respx.Router) -> None:
    members = [ID, {"id": OTHER, "klip_id": ID, "name": "Orders"}]
    data = {
        "id": ID,
        "name": "Board",
        "description": None,
        "company": "Self",
        "created_by": OTHER,
        "last_updated": "2026-01-12T09:30:00Z",
        "klip_instances": members,
        "share_rights": [],
    }
    respond(httpx2_mock, data)
    tab = client.tabs.get(ID, full=True)
    assert tab.to_dict() == data
    assert [type(each) for each in tab.klip_instances or ()] == [str, TabMemberDetail]


def test_copies_of_a_klip_are_identifiers_or_objects_without_known_members(
    client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    rows = [ID, {"klip_id": OTHER, "client": "A"}, {}]
    respond(httpx2_mock, {"klips": rows})
    copies = list(client.klips.client_instances.list(ID))
    assert plain(copies) == rows
    assert [type(each) for each in copies] == [str, KlipClientInstanceDetail, KlipClientInstanceDetail]


GRID = {
    "desktop": {
        "itemConfigs": [
            {"id": f"gridklip-{ID}", "index": [0, 1], "colSpan": 2, "minHeight": 100, "color": "red"},
            {"id": f"gridklip-{OTHER}", "index": [1, 0], "colSpan": 1, "minHeight": 100, "height": 300},
        ],
        "colWidths": ["auto", 300],
        "cols": 2,
    }
}
COLUMNS = {ID: {"region": "region-1", "idx": 1}, OTHER: {"region": "region-2", "idx": 0, "color": "red"}}


@pytest.mark.parametrize(
    ("kind", "state"),
    [("grid", GRID), ("100", COLUMNS), ("50_50", {}), ("spiral", {"desktop": {"region": "region-1", "idx": 1}})],
    ids=["grid", "columns", "empty", "a-klip-called-desktop"],
)
def test_both_states_of_a_layout_are_read(kind: str, state: Node, client: Klipfolio, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, {"type": kind, "state": state})
    layout = client.tabs.layout.get(ID)
    assert layout.to_dict() == {"type": kind, "state": state}
    if kind == "grid":
        assert isinstance(layout.state, GridLayoutState)
        assert [item.col_span for item in layout.state.desktop.item_configs] == [2, 1]
        assert layout.state.desktop.col_widths == ["auto", 300]
    else:
        assert isinstance(layout.state, dict)
        assert [type(item) for item in layout.state.values()] == [ColumnLayoutItem] * len(state)


@pytest.mark.parametrize("state", [GRID, COLUMNS], ids=["grid", "columns"])
def test_a_layout_that_was_read_can_be_sent_back(state: Node, client: Klipfolio, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, {"type": "grid", "state": state})
    layout = client.tabs.layout.get(ID).to_dict()
    client.tabs.layout.update(ID, type=layout["type"], state=layout["state"])
    assert json.loads(httpx2_mock.calls.last.request.content) == {"type": "grid", "state": state}


def test_a_schema_that_was_read_can_be_sent_back(client: Klipfolio, httpx2_mock: respx.Router) -> None:
    schema: Node = {
        "id": "",
        "title": "Default",
        "version": "1",
        "layoutConfig": "",
        "appliedMigrations": {},
        "workspace": {"datasources": [ID], "dimensions": {"w": 400, "h": 10}, "zoom": 1.5},
        "components": [
            {"type": "x", "displayName": "X", "id": "8c79", "size": "big", "components": [{}], "data": [[]]}
        ],
        "unheard_of": [None],
    }
    respond(httpx2_mock, {"schema": schema})
    read = client.klips.schema.get(ID).to_dict()
    assert read == schema
    client.klips.schema.update(ID, schema=read)
    # An update does not take what was migrated.
    del schema["appliedMigrations"]
    assert json.loads(httpx2_mock.calls.last.request.content) == schema


ROLE = {"id": ID, "name": "Admin", "description": "All"}


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (ROLE, [ROLE]),
        ({"roles": [ROLE, {**ROLE, "id": OTHER}]}, [ROLE, {**ROLE, "id": OTHER}]),
        ({"roles": []}, []),
        ({"id": ID, "name": "Admin", "description": None}, [{"id": ID, "name": "Admin", "description": None}]),
    ],
    ids=["one-object", "list", "empty-list", "one-object-without-description"],
)
def test_roles_of_a_user_are_a_list_or_one_object(
    data: object, rows: list[Node], client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    respond(httpx2_mock, data)
    assert [role.to_dict() for role in client.users.roles.list(ID)] == rows
    assert httpx2_mock.calls.call_count == 1


def test_an_answer_without_roles_of_any_form_is_refused(client: Klipfolio, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, {"rules": []})
    with pytest.raises(APIResponseValidationError):
        client.users.roles.list(ID).first_page()


@pytest.mark.parametrize("key", ["default_tabs", "tabs", "defaultTabs", "", "a b"])
def test_default_tabs_are_found_under_any_key(key: str, client: Klipfolio, httpx2_mock: respx.Router) -> None:
    rows = [{"id": ID, "name": "Board", "description": None, "index": 3}]
    respond(httpx2_mock, {key: rows})
    assert [tab.to_dict() for tab in client.groups.default_tabs.list(ID)] == rows


@pytest.mark.parametrize("data", [{}, {"default_tabs": []}], ids=["no-key", "no-rows"])
def test_no_default_tabs_are_an_empty_list(data: Node, client: Klipfolio, httpx2_mock: respx.Router) -> None:
    respond(httpx2_mock, data)
    assert list(client.groups.default_tabs.list(ID)) == []


@pytest.mark.parametrize(
    "body",
    [{"meta": META}, {"meta": META, "data": {}}, {"meta": META, "data": None}, {"meta": META, "data": ["x"]}, {}, b""],
    ids=["no-data", "empty-data", "null", "list", "no-meta", "nothing"],
)
def test_writes_without_a_result_return_nothing(body: object, client: Klipfolio, httpx2_mock: respx.Router) -> None:
    if isinstance(body, bytes):
        httpx2_mock.route().respond(200, content=body)
    else:
        httpx2_mock.route().respond(200, json=body)
    call: Callable[..., object] = client.klips.update
    assert call(ID, name="Orders") is None


@pytest.mark.parametrize("status", [404, 500], ids=["not-found", "internal"])
@pytest.mark.parametrize("data", [None, {}, {"id": 1}], ids=["no-data", "empty-data", "odd-data"])
def test_a_failure_inside_of_a_success_is_an_error(
    status: int, data: object, client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    meta = {"success": False, "status": status, "error_code": "gone", "error_desc": "Gone."}
    httpx2_mock.route().respond(200, json={"meta": meta} if data is None else {"meta": meta, "data": data})
    with pytest.raises(NotFoundError if status == 404 else InternalServerError) as caught:
        client.klips.get(ID)
    assert (caught.value.status_code, caught.value.error_code, caught.value.message) == (status, "gone", "Gone.")
    with pytest.raises(APIStatusError):
        client.klips.delete(ID)
    with pytest.raises(APIStatusError):
        client.klips.list().first_page()


@pytest.mark.parametrize("status", [None, 200, "404", True], ids=["no-status", "status-of-success", "text", "boolean"])
def test_a_failure_that_names_no_failing_status_is_an_error_all_the_same(
    status: object, client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    httpx2_mock.route().respond(200, json={"meta": {"success": False, "status": status, "error_desc": "No."}})
    with pytest.raises(APIStatusError, match=r"No\."):
        client.klips.get(ID)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"<html>", "text/html"),
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b"{}", "application/json"),
        (b'{"meta": {"success": true, "status": 200}}', "application/json"),
        (b'{"data": null}', "application/json"),
        (b'{"data": {"id": 1}}', "application/json"),
    ],
)
def test_a_success_that_holds_no_klip_is_refused(
    content: bytes, content_type: str, client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    httpx2_mock.route().respond(200, content=content, headers={"Content-Type": content_type})
    with pytest.raises(APIResponseValidationError) as caught:
        client.klips.get(ID)
    assert caught.value.operation == "klips_get"
    with pytest.raises(APIResponseValidationError):
        client.klips.list().first_page()


class Klips:
    """A service with so many klips, which it lists as told."""

    def __init__(self, router: respx.Router, count: int, *, most: int = 100, totals: Callable[[int], bool]) -> None:
        self._count = count
        self._most = most
        self._totals = totals
        self._requests = itertools.count()
        router.route().mock(side_effect=self._serve)

    def _serve(self, request: httpx.Request) -> httpx.Response:
        query = dict(parse_qsl(request.url.query.decode()))
        offset, limit = int(query.get("offset", 0)), min(int(query.get("limit", 25)), self._most)
        rows = [{"id": f"{number:032x}", "name": f"{number}", "description": ""} for number in range(self._count)]
        page = rows[offset : offset + limit]
        meta = {"count": len(page), "total": self._count} if self._totals(next(self._requests)) else {}
        return respx.MockResponse(200, json={"meta": {**META, **meta}, "data": {"klips": page}})


def never(_request: int) -> bool:
    return False


def always(_request: int) -> bool:
    return True


def at_first(request: int) -> bool:
    return request == 0


def later(request: int) -> bool:
    return request > 0


def numbers(klips: Any) -> list[int]:
    return [int(klip.name) for klip in klips]


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 124, 125, 126, 225])
@pytest.mark.parametrize("totals", [never, always, at_first, later])
def test_a_list_is_read_whole_whatever_it_tells_of_its_size(
    count: int, totals: Callable[[int], bool], client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    Klips(httpx2_mock, count, totals=totals)
    assert numbers(client.klips.list()) == [*range(count)]


@pytest.mark.parametrize(
    ("totals", "queries"),
    [
        (always, [{}, {"offset": "25", "limit": "100"}]),
        (never, [{}, {"offset": "25", "limit": "100"}, {"offset": "125", "limit": "100"}]),
    ],
)
def test_an_exact_multiple_of_the_page_size_ends(
    totals: Callable[[int], bool], queries: list[dict[str, str]], client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    Klips(httpx2_mock, 125, totals=totals)
    assert numbers(client.klips.list()) == [*range(125)]
    assert sent(httpx2_mock) == queries


@pytest.mark.parametrize("totals", [never, always])
def test_a_service_that_gives_less_than_asked_for_is_read_whole(
    totals: Callable[[int], bool], client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    Klips(httpx2_mock, 90, most=25, totals=totals)
    assert numbers(client.klips.list()) == [*range(90)]


def test_the_total_is_known_from_the_first_page_or_not_at_all(client: Klipfolio, httpx2_mock: respx.Router) -> None:
    Klips(httpx2_mock, 30, totals=lambda request: request == 1)
    klips = client.klips.list()
    assert klips.total is None
    assert klips.first_page().total is None
    assert client.klips.list().total == 30


def test_a_list_that_is_not_paged_is_not_read_for_ever(client: Klipfolio, httpx2_mock: respx.Router) -> None:
    rows = [{"id": f"{number:032x}", "name": f"{number}", "description": ""} for number in range(25)]
    respond(httpx2_mock, {"klips": rows})
    with pytest.raises(PaginationError, match="limit=100"):
        list(client.klips.list())
    assert httpx2_mock.calls.call_count == 2
    assert numbers(client.klips.list(limit=100)) == [*range(25)]


@pytest.mark.parametrize("limit", [0, -1, 101, 1000])
def test_a_limit_out_of_bounds_is_refused_before_anything_is_sent(
    limit: int, client: Klipfolio, httpx2_mock: respx.Router
) -> None:
    for operation in SPEC.operations.values():
        if operation.paging:
            resource: Any = client
            for name in operation.tag.split("."):
                resource = getattr(resource, name)
            path = [ID] * len(operation.named("path"))
            needed = {name: ID for name, each in operation.named("query").items() if each.get("required")}
            with pytest.raises(ValueError, match=r"^limit: "):
                resource.list(*path, **needed, limit=limit)
    with pytest.raises(ValueError, match=r"^offset: -1 is below 0"):
        client.klips.list(offset=-1)
    assert httpx2_mock.calls.call_count == 0


@pytest.mark.parametrize("limit", [1, 100])
def test_the_bounds_themselves_are_allowed(limit: int, client: Klipfolio, httpx2_mock: respx.Router) -> None:
    Klips(httpx2_mock, 3, totals=never)
    assert numbers(client.klips.list(limit=limit)) == [0, 1, 2]
    assert {query["limit"] for query in sent(httpx2_mock)} == {str(limit)}
