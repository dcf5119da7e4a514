"""Lists that are refused: told by name, and without harm to what was loaded before."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pytest
from dlt.pipeline.exceptions import PipelineStepFailed
from klipfolio_client.dlt import klipfolio_source
from kloudless_management_client import KloudlessManagement
from kloudless_management_client.dlt import kloudless_source
from kloudless_management_client.testing import FakeKloudless

from tests.warehouse.loading import load, pipeline, rows, tables
from tests.warehouse.test_lists import full_klipfolio, klipfolio

if TYPE_CHECKING:
    from pathlib import Path


def test_a_list_that_is_refused_stays_as_it_was_with_what_hangs_below(tmp_path: Path) -> None:
    fake = full_klipfolio()
    to = pipeline(tmp_path)
    with klipfolio(fake) as client:
        load(to, klipfolio_source(client=client))
        before = tables(to)
        fake.add_klip("Another")
        fake.permissions = {"dashboard.library", "dashboard.tab"}
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            loaded = load(to, klipfolio_source(client=client))
    assert loaded["klips"] == 2
    assert not {name for name in loaded if name.startswith(("clients", "roles"))}
    assert tables(to) == before | {"klips": 2}
    texts = sorted(str(one.message) for one in told if one.category is UserWarning)
    assert texts[0].startswith("klipfolio: clients is not loaded, or not all of it: clients_list: ")
    assert "clients_list needs the permission client.access" in texts[0]
    assert len(texts) == len(set(texts)) == 9


def test_a_source_that_was_refused_loads_again_when_it_may(tmp_path: Path) -> None:
    fake = full_klipfolio()
    to = pipeline(tmp_path)
    with klipfolio(fake) as client:
        source = klipfolio_source(client=client).with_resources("klips", "clients", "clients_features")
        load(to, source)
        features = tables(to)["clients_features"]
        fake.permissions = {"dashboard.library"}
        with pytest.warns(UserWarning, match="clients is not loaded"):
            load(to, source)
        fake.permissions = None
        fake.add_client("Another")
        load(to, source)
        assert tables(to)["clients"] == 2
        assert tables(to)["clients_features"] == 2 * features
        for account in [*client.clients.list()]:
            client.clients.delete(account.id)
        load(to, source)
    assert tables(to) == {"klips": 1, "clients": 0, "clients_features": 0}


def test_one_object_that_refuses_costs_its_rows_alone(tmp_path: Path) -> None:
    fake = FakeKloudless([{"name": "One"}, {"name": "Two"}, {"name": "Three"}])
    refused = fake.applications[0]["id"]
    answer = fake.respond

    def respond(request: Any) -> Any:
        if f"{refused}/apikeys" in request.path:
            fake.inject(status=403, body={"error_code": "forbidden", "message": "Not this one."})
        return answer(request)

    fake.respond = respond  # type: ignore[method-assign] # one application is somebody else's
    to = pipeline(tmp_path)
    with KloudlessManagement(developer_key="k", transport=fake.transport) as client:
        with pytest.warns(UserWarning, match="applications_api_keys is not loaded, or not all of it"):
            load(to, kloudless_source(client=client))
        assert tables(to)["applications_api_keys"] == 2
        assert rows(to, f"SELECT count(*) FROM applications_api_keys WHERE application_id = '{refused}'") == [(0,)]


@pytest.mark.parametrize(("status", "asked"), [(403, 10), (405, 1)])
def test_what_nobody_may_read_is_not_asked_for_without_end(tmp_path: Path, status: int, asked: int) -> None:
    fake = FakeKloudless([{"name": f"Application {number}"} for number in range(30)])
    answer = fake.respond

    def respond(request: Any) -> Any:
        if "/apikeys" in request.path:
            fake.inject(status=status)
        return answer(request)

    fake.respond = respond  # type: ignore[method-assign] # a list that is refused for every application
    with (
        KloudlessManagement(developer_key="k", transport=fake.transport) as client,
        pytest.warns(UserWarning, match=f"HTTP {status}"),
    ):
        load(pipeline(tmp_path), kloudless_source(client=client))
    assert sum("/apikeys" in call.path for call in fake.calls) == asked


def test_a_run_of_which_everything_is_refused_fails(tmp_path: Path) -> None:
    fake = full_klipfolio()
    fake.permissions = {"dashboard.library"}
    with (
        klipfolio(fake) as client,
        pytest.warns(UserWarning, match="clients is not loaded"),
        pytest.raises(PipelineStepFailed, match=r"needs the permission client\.access"),
    ):
        load(pipeline(tmp_path), klipfolio_source(client=client).with_resources("clients", "clients_features"))


def test_refusals_may_end_the_run(tmp_path: Path) -> None:
    fake = full_klipfolio()
    fake.permissions = {"dashboard.library"}
    with klipfolio(fake) as client, pytest.raises(PipelineStepFailed, match="needs the permission"):
        load(pipeline(tmp_path), klipfolio_source(client=client, on_refused="raise"))
    with klipfolio(fake) as client, pytest.raises(ValueError, match="on_refused: give one of warn, raise"):
        klipfolio_source(client=client, on_refused="ignore")  # type: ignore[arg-type] # which is what is refused


def test_failures_are_no_refusals(tmp_path: Path) -> None:
    fake = full_klipfolio()
    to = pipeline(tmp_path)
    with klipfolio(fake) as client:
        load(to, klipfolio_source(client=client).with_resources("klips"))
        fake.inject(status=500)
        with pytest.raises(PipelineStepFailed, match="HTTP 500"):
            load(to, klipfolio_source(client=client).with_resources("klips"))
        fake.inject(status=401, body={"meta": {"error_code": "auth_fail", "success": False}})
        with pytest.raises(PipelineStepFailed, match="HTTP 401"):
            load(to, klipfolio_source(client=client).with_resources("klips"))
    assert tables(to) == {"klips": 1}
