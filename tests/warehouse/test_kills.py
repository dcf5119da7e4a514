"""Loads that are killed: the next run makes them good, without a row missing or doubled."""

from __future__ import annotations

import random
import signal
from typing import TYPE_CHECKING

import duckdb
import psycopg
import pytest
from klarify_client.testing import FakeKlarify
from kloudless_management_client.testing import FakeKloudless

from tests.unit import stores
from tests.warehouse.killed_program import NEVER, NOT_REACHED, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STEPS = ("extract", "normalize", "load")


def content(target: str, query: str) -> list[tuple[object, ...]]:
    if target.startswith("postgresql:"):
        with psycopg.connect(target) as server:
            return sorted(server.execute(query.encode()).fetchall())
    with duckdb.connect(target, read_only=True) as database:
        return sorted(database.execute(query).fetchall())


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with stores.postgres() as url:
        # dlt asks for a password, of which this server knows nothing.
        yield url.replace("limits@", "limits:any@")


@pytest.fixture(params=["duckdb", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "duckdb":
        return str(tmp_path / "warehouse.duckdb")
    if missing := stores.missing("postgresql"):
        pytest.skip(missing)
    url: str = request.getfixturevalue("server")
    with psycopg.connect(url, autocommit=True) as one:
        one.execute("DROP SCHEMA IF EXISTS loaded, loaded_staging CASCADE")
    return url


def moments(api: str, url: str, work: Path, seed: int) -> list[int]:
    """One moment within each step, by lot."""
    work.mkdir()
    assert run(api, url, str(work / "measured.duckdb"), work, NEVER) == 0
    ends = [int(end) for end in (work / "events").read_text(encoding="utf-8").split()]
    lot = random.Random(seed)  # noqa: S311 - it chooses where a test breaks things
    return [lot.randint(start + 1, end) for start, end in zip([0, *ends], ends, strict=False)]


def test_killed_loads_of_changes_are_made_good(tmp_path: Path, target: str) -> None:
    fake = FakeKlarify([{"name": f"Procedure {number}", "lanes": ["One", "Two"]} for number in range(240)])
    outcomes: list[int | None] = []
    with fake.serve() as service:
        for turn, moment in enumerate(moments("klarify", service.url, tmp_path / "measured", 4711)):
            fake.update("10001", name=f"Changed {turn}", lanes=[str(turn)])
            fake.add({"name": f"Added {turn}", "lanes": []})
            outcomes.append(run("klarify", service.url, target, tmp_path / "work", moment))
            assert run("klarify", service.url, target, tmp_path / "work", NOT_REACHED) == 0
            there = [(str(one["id"]), one["name"]) for one in fake.procedures]
            assert content(target, "SELECT id, name FROM loaded.procedures") == sorted(there), STEPS[turn]
            lanes = (
                "SELECT p.id, l.value FROM loaded.procedures__lanes l "
                "JOIN loaded.procedures p ON p._dlt_id = l._dlt_parent_id"
            )
            expected = sorted((str(one["id"]), lane) for one in fake.procedures for lane in one["lanes"])
            assert content(target, lanes) == expected, STEPS[turn]
            assert content(target, "SELECT count(*) FROM loaded.procedures__lanes") == [(len(expected),)]
    assert outcomes[0] == -signal.SIGKILL
    assert {*outcomes} <= {-signal.SIGKILL, 0}


def test_killed_loads_of_lists_are_made_good(tmp_path: Path, target: str) -> None:
    fake = FakeKloudless([{"name": f"Application {number}"} for number in range(12)])
    with fake.serve() as service:
        for turn, moment in enumerate(moments("kloudless", service.base_url, tmp_path / "measured", 1174)):
            work = tmp_path / str(turn)
            assert run("kloudless", service.base_url, target, work, moment) == -signal.SIGKILL, STEPS[turn]
            assert run("kloudless", service.base_url, target, work, NOT_REACHED) == 0
            there = [(one["id"],) for one in fake.applications]
            assert content(target, "SELECT id FROM loaded.applications") == sorted(there), STEPS[turn]
            assert content(target, "SELECT application_id FROM loaded.applications_api_keys") == sorted(there)
