"""Klarify's procedures in a warehouse: what changed and no more, every edition in the same columns."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count as count_up
from typing import TYPE_CHECKING, Any, Literal

import httpx2
import pytest
from dlt.pipeline.exceptions import PipelineStepFailed
from klarify_client import Klarify
from klarify_client.dlt import klarify_source
from klarify_client.testing import FakeKlarify

from tests.warehouse.loading import columns, load, pipeline, rows, tables

if TYPE_CHECKING:
    from pathlib import Path

    from dlt.extract import DltSource

START = datetime(2024, 1, 1, tzinfo=UTC)


def procedures(count: int, **members: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": str(100 + number),
            "name": f"Procedure {number}",
            "updated_at": (START + timedelta(minutes=number)).isoformat(),
            "owner": "Jane Doe",
            "lanes": ["Clerk", "Manager"],
            "called_within": [],
            "called_from": ["Order"],
            **members,
        }
        for number in range(count)
    ]


def fake_of(count: int = 250, generation: Literal[1, 2, 3] = 1, **members: Any) -> FakeKlarify:
    minutes = count_up()
    return FakeKlarify(
        procedures(count, **members),
        clock=lambda: START + timedelta(days=1, minutes=next(minutes)),
        generation=generation,
    )


def source(fake: FakeKlarify, **options: Any) -> DltSource:
    return klarify_source(client=Klarify(access_key="k", transport=fake.transport, max_retries=0), **options)


def test_first_run_loads_everything(tmp_path: Path) -> None:
    fake = fake_of()
    to = pipeline(tmp_path)
    assert load(to, source(fake)) == {"procedures": 250, "procedures__lanes": 500, "procedures__called_from": 250}
    assert rows(to, "SELECT count(DISTINCT id), min(id), max(name) FROM procedures") == [(250, "100", "Procedure 99")]
    assert rows(to, "SELECT DISTINCT value FROM procedures__lanes ORDER BY 1") == [("Clerk",), ("Manager",)]


def test_second_run_loads_what_changed_and_no_more(tmp_path: Path) -> None:
    fake = fake_of()
    to = pipeline(tmp_path)
    load(to, source(fake))
    asked = len(fake.calls)
    assert load(to, source(fake)) == {}
    assert len(fake.calls) - asked == 1
    assert "last_updated_at=2024-01-01T04%3A03" in fake.calls[-1].query

    fake.update("105", name="Changed", lanes=["Boss"])
    fake.add({"name": "New", "lanes": []})
    assert load(to, source(fake)) == {"procedures": 2, "procedures__lanes": 1, "procedures__called_from": 1}
    assert rows(to, "SELECT name FROM procedures WHERE id = '105'") == [("Changed",)]
    lanes = (
        "SELECT l.value FROM procedures__lanes l JOIN procedures p ON l._dlt_parent_id = p._dlt_id WHERE p.id = '105'"
    )
    assert rows(to, lanes) == [("Boss",)]
    assert tables(to)["procedures"] == 251


def test_what_shows_late_is_found_within_the_lag(tmp_path: Path) -> None:
    fake = fake_of()
    to = pipeline(tmp_path)
    load(to, source(fake, lag=600))
    fake.add({"id": "late", "name": "Late", "updated_at": (START + timedelta(minutes=245)).isoformat()})
    assert load(to, source(fake, lag=600))["procedures"] == 1
    assert rows(to, "SELECT count(*) FROM procedures WHERE id = 'late'") == [(1,)]


def test_first_run_may_begin_later(tmp_path: Path) -> None:
    to = pipeline(tmp_path)
    assert load(to, source(fake_of(), start=START + timedelta(minutes=239, seconds=30)))["procedures"] == 10


def test_everything_anew_is_without_what_was_removed(tmp_path: Path) -> None:
    fake = fake_of(10)
    to = pipeline(tmp_path)
    load(to, source(fake))
    fake.remove("103")
    load(to, source(fake))
    assert tables(to)["procedures"] == 10
    assert load(to, source(fake), refresh="drop_sources")["procedures"] == 9
    assert tables(to) == {"procedures": 9, "procedures__lanes": 18, "procedures__called_from": 9}


@pytest.mark.parametrize("order", [(1, 3), (3, 1)])
def test_editions_share_tables_and_columns(tmp_path: Path, order: tuple[Literal[1, 3], Literal[1, 3]]) -> None:
    to = pipeline(tmp_path)
    shapes: list[dict[str, dict[str, tuple[str, bool]]]] = []
    for turn, edition in enumerate(order):
        fake = fake_of(20, edition, updated_at=(START + timedelta(days=turn)).isoformat(), called_within=["Sales"])
        assert load(to, source(fake))["procedures"] == 20
        shapes.append({table: columns(to, table) for table in tables(to)})
    assert tables(to)["procedures"] == 20
    assert rows(to, "SELECT count(DISTINCT id) FROM procedures") == [(20,)]
    variants = [column for table in shapes[1].values() for column in table if "__v_" in column]
    assert variants == []
    assert shapes[1]["procedures"] == shapes[0]["procedures"]
    assert shapes[1]["procedures"]["id"] == ("VARCHAR", False)
    named, numbered = "owner = 'Jane Doe'", "owner__id IS NOT NULL AND owner__job_title = 'Jane Doe' AND owner IS NULL"
    assert rows(to, f"SELECT count(*) FROM procedures WHERE {named if order[1] == 1 else numbered}") == [(20,)]
    lane = "value" if order[1] == 1 else "name"
    assert rows(to, f"SELECT DISTINCT {lane} FROM procedures__lanes ORDER BY 1") == [("Clerk",), ("Manager",)]


def test_types_are_those_of_the_models(tmp_path: Path) -> None:
    to = pipeline(tmp_path)
    load(to, source(fake_of(3, 3, called_within=["Sales"])))
    moment = ("TIMESTAMP WITH TIME ZONE", True)
    found = columns(to, "procedures")
    text = dict.fromkeys(("name", "type", "status", "owner", "owner__id", "owner__job_title", "performer", "url"), "")
    assert found.pop("owner__id") == ("BIGINT", True)
    text.pop("owner__id")
    assert found.pop("id") == ("VARCHAR", False)
    assert found.pop("updated_at") == ("TIMESTAMP WITH TIME ZONE", False)
    assert {name: found.pop(name) for name in ("created_at", "first_published_at")} == {
        "created_at": moment,
        "first_published_at": moment,
    }
    assert found == dict.fromkeys(text, ("VARCHAR", True))
    assert columns(to, "procedures__called_from")["updated_at"] == moment
    assert columns(to, "procedures__lanes") == dict.fromkeys(("value", "id", "name"), ("VARCHAR", True))


def test_lanes_in_lanes_are_tables_and_at_last_json(tmp_path: Path) -> None:
    lane: dict[str, Any] = {"id": "deepest", "name": "Lane", "nestedLanes": []}
    for depth in range(5):
        lane = {"id": depth, "name": "Lane", "nestedLanes": [lane, "by name"]}
    to = pipeline(tmp_path)
    body = {"data": [procedures(1, lanes=[lane], status="DRAFT", url="https://example.com")[0]], "hasNext": False}
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=body))
    load(to, klarify_source(client=Klarify(access_key="k", transport=transport)))
    deep = "procedures__lanes__nested_lanes__nested_lanes"
    assert [name for name in tables(to) if "lanes" in name] == [
        "procedures__lanes",
        "procedures__lanes__nested_lanes",
        deep,
    ]
    assert columns(to, deep)["nested_lanes"] == ("JSON", True)
    assert columns(to, deep)["id"] == ("VARCHAR", True)
    ((text,),) = rows(to, f"SELECT nested_lanes FROM {deep} WHERE id IS NOT NULL")
    assert '"deepest"' in str(text)


def test_members_of_a_later_version_become_columns(tmp_path: Path) -> None:
    to = pipeline(tmp_path)
    load(to, source(fake_of(3)))
    fake = fake_of(3, updated_at=(START + timedelta(days=2)).isoformat(), risk={"level": 3}, tags=["a", "b"])
    load(to, source(fake))
    assert rows(to, "SELECT DISTINCT risk__level FROM procedures") == [(3,)]
    assert tables(to)["procedures__tags"] == 6


def test_a_run_that_breaks_off_is_made_good_by_the_next(tmp_path: Path) -> None:
    fake = fake_of()
    to = pipeline(tmp_path)
    broken = source(fake)
    fake_calls = iter(range(100))
    answer = fake.respond

    def respond(request: Any) -> Any:
        if next(fake_calls) == 2:
            fake.inject(status=500)
        return answer(request)

    fake.respond = respond  # type: ignore[method-assign] # the third answer is to be an error
    with pytest.raises(PipelineStepFailed, match="HTTP 500"):
        to.run(broken)
    assert load(to, source(fake))["procedures"] == 250
    assert rows(to, "SELECT count(DISTINCT id) FROM procedures") == [(250,)]


def test_a_limited_run_goes_on_where_it_ended(tmp_path: Path) -> None:
    fake = fake_of()
    to = pipeline(tmp_path)
    load(to, source(fake).add_limit(1))
    assert tables(to)["procedures"] == 100
    load(to, source(fake))
    assert tables(to)["procedures"] == 250


@pytest.mark.parametrize("options", [{"lag": -1}, {"start": datetime(2024, 1, 1)}])  # noqa: DTZ001 - refused for that
def test_unusable_options_are_refused_before_anything_is_sent(options: dict[str, Any]) -> None:
    fake = fake_of()
    with pytest.raises(ValueError, match=r"^(overlap|start): give"):
        source(fake, **options)
    assert fake.calls == []
