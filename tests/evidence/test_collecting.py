"""Which tests name which rows, as pytest's own collection tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from evidence_report.proving import CollectionError, Proof, collect_claims, read_acceptance

if TYPE_CHECKING:
    from tests.evidence.small_project import SmallProject

CONFIGURATION = "[pytest]\nmarkers = acceptance(*rows): rows\naddopts = --import-mode=importlib\n"
MODULE = """\
import small_client
import pytest

COMPUTED = {"one": "SM-1", "two": "SM-2"}

@pytest.mark.parametrize("name", [pytest.param(n, id=n, marks=pytest.mark.acceptance(r)) for n, r in COMPUTED.items()])
def test_computed(name):
    raise AssertionError("no test is run")

@pytest.mark.acceptance("SM-1", "SM-2")
class TestClass:
    def test_method(self):
        pass

@pytest.mark.skip(reason="x")
@pytest.mark.acceptance("SM-4")
def test_skipped():
    pass

@pytest.mark.xfail
@pytest.mark.acceptance("SM-4")
def test_expected_to_fail():
    pass

def test_of_nothing():
    pass
"""


@pytest.fixture
def tested(small: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    # The plugins of this project take seconds, and are of no use to that one.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    small.write("pytest.ini", CONFIGURATION)
    small.write("tests/test_rows.py", MODULE)
    # From there the packages are taken, whatever is installed.
    small.write("generated/small/src/small_client/__init__.py", "")
    return small


def test_markers_are_read_wherever_they_come_from_and_nothing_is_run(tested: SmallProject) -> None:
    claims = collect_claims(tested.root)
    assert claims == {
        "SM-1": ["tests/test_rows.py::TestClass::test_method", "tests/test_rows.py::test_computed[one]"],
        "SM-2": ["tests/test_rows.py::TestClass::test_method", "tests/test_rows.py::test_computed[two]"],
    }
    acceptance = read_acceptance(tested.root, claims)
    assert acceptance.proofs["SM-1"] == (
        Proof("tests/test_rows.py", "TestClass.test_method", ()),
        Proof("tests/test_rows.py", "test_computed", ("one",)),
    )
    assert acceptance.counts("SM") == {"proven": 2, "later": 1, "no test": 0}


def test_tests_that_cannot_be_collected_are_told(tested: SmallProject) -> None:
    tested.write("tests/test_broken.py", "import there_is_no_such_module\n")
    with pytest.raises(CollectionError, match="No module named 'there_is_no_such_module'"):
        collect_claims(tested.root)
