"""Which facts of a spec an exchange shows, and what those rest on that none shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from evidence_report.facts import Sort
from evidence_report.kinds import Kind
from evidence_report.knowledge import ContradictedError, gather

from tests.contract.documents import apis, load_spec
from tests.contract.recordings import RECORDINGS
from tests.evidence.small_project import facts, seen
from tests.reporting.evidence import coverage

if TYPE_CHECKING:
    from evidence_report.knowledge import Knowledge

    from tests.evidence.small_project import SmallProject

PUBLISHED, FABRICATED = Kind.PUBLISHED, Kind.FABRICATED


def shown(small: SmallProject, body: object) -> set[str]:
    """Return what an answer shows of the thing's schema and of those below it."""
    small.record("things_get.case", "published-example", body)
    models = ("Thing", "State", "Part", "Label", "Person", "Team")
    found = (name.removeprefix("answer ") for name in seen(small.knowledge()) if name.startswith("answer "))
    return {name for name in found if name.startswith(models)}


def test_a_member_that_only_a_fabricated_exchange_has_is_not_shown(small: SmallProject) -> None:
    small.record("things_get.published", "published-example", {"id": "1"})
    small.record("things_get.ours", "fabricated", {"id": "1", "name": "One"})
    knowledge = small.knowledge()
    by_name = facts(knowledge)
    assert knowledge.seen(by_name["answer Thing.id"]) is PUBLISHED
    name = by_name["answer Thing.name"]
    assert (knowledge.seen(name), knowledge.seen(name).shows) == (FABRICATED, False)
    assert knowledge.rests_on(name) is Kind.DOCUMENTED
    (members,) = [total for total in knowledge.totals if total.name == "members of answers"]
    assert (members.shown, members.seen[FABRICATED]) == (1, 1)


def test_a_fabricated_exchange_alone_makes_no_operation_shown(small: SmallProject) -> None:
    small.record("things_get.ours", "fabricated", {"id": "1"})
    knowledge = small.knowledge()
    operation = knowledge.spec.operations["things_get"]
    assert knowledge.operation_seen(operation) is FABRICATED
    assert knowledge.operation_rests_on(operation) is Kind.DOCUMENTED
    assert [total.shown for total in knowledge.totals if total.main] == [0, 0, 0]


@pytest.mark.parametrize("kind", ["recorded", "published-example", "observed-in-public-code"])
def test_the_best_exchange_decides(small: SmallProject, kind: str) -> None:
    small.record("things_get.ours", "fabricated", {"id": "1"})
    small.record("things_get.theirs", kind, {"id": "1"})
    assert seen(small.knowledge())["answer Thing.id"] is Kind(kind)


def test_lists_and_recursion_are_walked(small: SmallProject) -> None:
    body = {"id": "1", "parts": [{}, {"parts": [{"size": 2}]}]}
    assert shown(small, body) == {
        "Thing.id",
        "Thing.id as string",
        "Thing.parts",
        "Part.parts",
        "Part.size",
        "Part.size = 2",
    }


def test_an_empty_list_shows_nothing_of_its_items(small: SmallProject) -> None:
    assert shown(small, {"id": "1", "parts": []}) == {"Thing.id", "Thing.id as string", "Thing.parts"}


def test_maps_are_walked_whatever_their_keys(small: SmallProject) -> None:
    found = shown(small, {"id": "1", "labels": {"parts": {"text": "x"}, "any key": {}}})
    assert found == {"Thing.id", "Thing.id as string", "Thing.labels", "Label.text"}


def test_objects_in_place_are_walked(small: SmallProject) -> None:
    found = shown(small, {"id": "1", "more": {"deep": False}})
    assert {"Thing.more", "Thing.more.deep"} <= found


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ({"mail": "m"}, {"Thing.owner as Person", "Person.mail"}),
        ({"id": "1", "members": []}, {"Thing.owner as Team", "Team.id", "Team.members"}),
        # Both fit: nothing tells the second one.
        ({"id": "1"}, {"Thing.owner as Person", "Person.id"}),
        ({"members": [{"mail": "m"}]}, {"Thing.owner as Team", "Team.members", "Person.mail"}),
    ],
)
def test_of_alternatives_the_one_that_fits_is_shown(
    small: SmallProject, owner: dict[str, Any], expected: set[str]
) -> None:
    found = shown(small, {"id": "1", "owner": owner})
    assert found - {"Thing.id", "Thing.id as string", "Thing.owner"} == expected


@pytest.mark.parametrize(("value", "form"), [("1", "string"), (1, "integer")])
def test_each_type_of_several_needs_its_own_exchange(small: SmallProject, value: object, form: str) -> None:
    assert shown(small, {"id": value}) == {"Thing.id", f"Thing.id as {form}"}


def test_null_shows_the_member_and_null_alone(small: SmallProject) -> None:
    found = shown(small, {"id": "1", "name": None})
    assert found - {"Thing.id", "Thing.id as string"} == {"Thing.name", "Thing.name as null"}


@pytest.mark.parametrize(("state", "expected"), [("new", {'State "new"'}), ("unheard of", set[str]())])
def test_a_value_of_an_open_enum_is_shown_by_itself(small: SmallProject, state: str, expected: set[str]) -> None:
    found = shown(small, {"id": "1", "state": state})
    assert found - {"Thing.id", "Thing.id as string", "Thing.state"} == expected


def test_one_is_not_true(small: SmallProject) -> None:
    small.edit_spec({"components": {"schemas": {"Part": {"properties": {"size": {"enum": [True, 1]}}}}}})
    assert "Part.size = 1" in shown(small, {"id": "1", "parts": [{"size": 1}]})
    assert "Part.size = true" not in shown(small, {"id": "1", "parts": [{"size": 1}]})


def test_parameters_headers_credentials_and_statuses_are_facts(small: SmallProject) -> None:
    small.record(
        "things_get.published",
        "published-example",
        {"id": "1"},
        asked={"query": {"view": "long"}, "headers": {"X-Key": "test-key", "X-Trace": "t"}},
        told={"headers": {"X-Left": "3"}},
    )
    found = seen(small.knowledge())
    assert found.keys() - {"answer Thing.id", "answer Thing.id as string"} == {
        "request things_get {thing_id}",
        "request things_get ?view",
        'request things_get ?view = "long"',
        "request things_get.header X-Trace",
        "request Key",
        "answer things_get 200",
        "answer things_get 200 X-Left",
    }


def test_requests_and_answers_are_kept_apart(small: SmallProject) -> None:
    small.record("things_update.published", "published-example", sent={"name": "One"})
    found = seen(small.knowledge())
    assert found["request Thing.name"] is PUBLISHED
    assert "answer Thing.name" not in found
    assert found["request things_update.body"] is PUBLISHED


def test_what_is_read_only_is_no_part_of_a_request(small: SmallProject) -> None:
    by_name = facts(small.knowledge())
    assert "answer Thing.id" in by_name
    assert not [name for name in by_name if name.startswith("request Thing.id")]


def test_a_request_that_was_refused_shows_none_of_its_parts(small: SmallProject) -> None:
    small.record(
        "things_update.published", "published-example", {"message": "no"}, sent={"name": "One"}, told={"status": 404}
    )
    found = seen(small.knowledge())
    assert found == {
        "answer things_update 404": PUBLISHED,
        "answer Error.message": PUBLISHED,
    }


@pytest.mark.parametrize(
    ("document", "members", "expected"),
    [
        ({"superseded": True}, {"answered": {"id": "1", "gone": 1}}, {"request things_get {thing_id}", "request Key"}),
        ({"direction": "inbound"}, {"answered": {"anything": 1}}, set[str]()),
        ({"sendable": False}, {"answered": {}, "asked": {"query": {"view": "none"}}}, {"answer things_get 200"}),
        ({}, {"answered": "<p>", "told": {"status": 404, "headers": {"Content-Type": "text/html"}}}, set[str]()),
    ],
    ids=["superseded", "inbound", "unsendable", "foreign"],
)
def test_what_the_contract_tests_leave_out_shows_nothing_here(
    small: SmallProject, document: dict[str, object], members: dict[str, Any], expected: set[str]
) -> None:
    small.record("things_get.odd", "published-example", document=document, **members)
    found = {name for name in seen(small.knowledge()) if not name.startswith("answer Thing")}
    assert found == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("answer things_get 200", Kind.DOCUMENTED),
        ("answer things_get 404", Kind.INFERRED),
        ("answer Error.message", Kind.MIXED),  # of things_update, which is better than of the inferred 404
        ("answer Thing.name", Kind.DOCUMENTED),
        ("answer Thing.guess", Kind.INFERRED),
        ("answer Part.size", Kind.CLIENT),
        ("request things_update.body", Kind.MIXED),
        ("request Thing.name", Kind.MIXED),
        ("request Thing.guess", Kind.INFERRED),
        ("request Key", Kind.NOTHING),
    ],
)
def test_what_no_exchange_shows_rests_on_the_nearest_words(small: SmallProject, name: str, kind: Kind) -> None:
    knowledge = small.knowledge()
    fact = facts(knowledge)[name]
    assert knowledge.rests_on(fact) is kind


def test_members_are_counted_once_however_many_operations_use_them(small: SmallProject) -> None:
    knowledge = small.knowledge()
    (message,) = [fact for fact in knowledge.facts if fact.place.label == "Error.message"]
    users = [operation for operation, used in knowledge.uses.items() if message in used]
    assert users == ["things_get", "things_update"]


def test_a_contradiction_is_no_evidence(small: SmallProject) -> None:
    small.record("things_get.wrong", "published-example", {"id": "1", "name": 1})
    small.record("things_get.unknown", "published-example", {"id": "1"}, asked={"path": "/v1/others/1"})
    with pytest.raises(ContradictedError) as caught:
        small.knowledge()
    assert str(caught.value).splitlines() == [
        "small/things_get.unknown: request: GET /v1/others/1: no operation is called so",
        "small/things_get.wrong: answer: body.name: 1 is not of type 'string', 'null'",
    ]


@pytest.fixture(scope="module")
def real() -> dict[str, Knowledge]:
    return {api: gather(load_spec(api), RECORDINGS) for api in apis()}


def test_answers_agree_with_the_report_at_the_end_of_a_run(real: dict[str, Knowledge]) -> None:
    for api, knowledge in real.items():
        table = coverage(load_spec(api), RECORDINGS)
        answers = knowledge.of_sorts([Sort.SUCCESS, Sort.REFUSAL])
        ours = {
            (fact.place.owner, int(fact.place.path)): {each.kind for each in knowledge.exchanges(fact)}
            for fact in answers
        }
        assert ours == {key: set(kinds) for key, kinds in table.kinds.items()}


def test_every_member_that_an_exchange_shows_is_stated_by_its_operation(real: dict[str, Knowledge]) -> None:
    for knowledge in real.values():
        for operation_id, place in knowledge.shown:
            used = {fact.place for fact in knowledge.uses[operation_id]}
            assert place in used or place.owner in knowledge.spec.document["components"]["securitySchemes"], place


def test_the_projects_own_member_that_we_alone_show(real: dict[str, Knowledge]) -> None:
    knowledge = real["klipfolio"]
    fact = facts(knowledge)["answer KlipSchema.appliedMigrations"]
    assert knowledge.seen(fact) in (FABRICATED, Kind.RECORDED)
    assert any(each.case == "with_migrations" for each in knowledge.exchanges(fact))
    assert "request KlipSchema.appliedMigrations" not in facts(knowledge)


def test_nothing_is_recorded_where_no_file_says_so(real: dict[str, Knowledge]) -> None:
    for api, knowledge in real.items():
        kinds = {each.kind for each in RECORDINGS if each.api == api}
        recorded = sum(total.seen[Kind.RECORDED] for total in knowledge.totals)
        assert (recorded > 0) == ("recorded" in kinds)
