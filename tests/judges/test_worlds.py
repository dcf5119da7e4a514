"""The fakes that are judged hold something of everything, and go on to do so."""

from __future__ import annotations

import httpx2
import pytest
from judges.fuzzed import CHOSEN, LEFT_OUT, TOLERATED
from judges.mocked import UNMOCKED
from judges.worlds import KEY, furnished, renewed, transport_of

from tests.contract.documents import apis, load_spec

HEADERS = {"kf-api-key": KEY}


@pytest.mark.parametrize("api", apis())
def test_every_object_that_a_path_names_exists(api: str) -> None:
    spec, (_, known) = load_spec(api), furnished(api)
    for operation in spec.operations.values():
        assert operation.named("path").keys() <= known.existing(operation).keys(), operation.id


def test_what_was_removed_is_there_again() -> None:
    fake, known = renewed("klipfolio")
    path = f"/api/1.0/klips/{known.ids['klip_id']}"
    with httpx2.Client(transport=transport_of(fake), base_url="http://fake.test", headers=HEADERS) as client:
        assert client.delete(path).status_code == 200
        assert client.get(path).json()["data"]["name"] == "Orders by day"
        assert len(client.get(f"{path}/annotations").json()["data"]["annotations"]) == 1


def test_without_renewal_it_stays_removed() -> None:
    fake, known = furnished("klipfolio")
    path = f"/api/1.0/klips/{known.ids['klip_id']}"
    with httpx2.Client(transport=transport_of(fake), base_url="http://fake.test", headers=HEADERS) as client:
        assert client.delete(path).status_code == 200
        assert client.get(path).status_code == 404


def test_exceptions_are_about_what_exists() -> None:
    assert {*LEFT_OUT, *TOLERATED, *CHOSEN} <= set(apis())
    for api, reasons in TOLERATED.items():
        assert {name for names in reasons.values() for name in names} <= load_spec(api).operations.keys()
    assert UNMOCKED.keys() <= {name for api in apis() for name in load_spec(api).operations}
