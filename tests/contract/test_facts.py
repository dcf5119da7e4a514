"""The specs say what the tables of facts say, and nothing else."""

from __future__ import annotations

import pytest

from tests.contract.comparing import document_faults, operation_faults
from tests.contract.documents import apis, load_spec
from tests.contract.facts import load_facts


@pytest.mark.parametrize(
    ("api", "operation_id"), [(api, operation_id) for api in apis() for operation_id in load_spec(api).operations]
)
def test_an_operation_is_what_the_sources_tell(api: str, operation_id: str) -> None:
    assert operation_faults(load_spec(api), load_facts(api), operation_id) == []


@pytest.mark.parametrize("api", apis())
def test_the_spec_has_all_that_the_sources_tell_and_nothing_else(api: str) -> None:
    assert document_faults(load_spec(api), load_facts(api)) == []
