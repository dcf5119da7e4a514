"""Mutants are judged by the tests: what they notice is caught, a weak suite lets mutants through."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from contract_mutation import spec_mutants
from contract_mutation.edits import Edit
from contract_mutation.recording_mutants import RecordingMutants
from contract_mutation.spec_mutants import SpecMutants
from contract_mutation.suite import Case, Source, cases, concerns, first_fault, seen_recording, seen_spec

from tests.contract.documents import ROOT, Spec, load_spec
from tests.contract.recordings import BY_ID, RECORDINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def source(text: str) -> Source:
    return Source(
        "test_something", compile("from __future__ import annotations\nimport pytest\n" + text, "text", "exec")
    )


def fault(text: str, wanted: Callable[[Case], bool] = lambda _: True) -> str | None:
    return first_fault([source(text)], wanted)


def test_a_test_that_fails_or_cannot_run_is_a_fault_and_nothing_else_is() -> None:
    assert fault("def test_it(): assert 1 + 1 == 2") is None
    assert fault("def test_it(): assert 1 + 1 == 3") == "test_something::test_it: AssertionError"
    assert fault("def test_it(): pytest.fail('no')") == "test_something::test_it: Failed"
    assert fault("def test_it(): {}['a']") == "test_something::test_it: KeyError"
    assert fault("raise KeyError") == "test_something: KeyError"
    assert fault("def helper(): assert False") is None
    assert fault("async def test_it(): assert False") is None


def test_tests_have_their_parameters_and_fixtures() -> None:
    text = """
@pytest.mark.parametrize("a", [1, pytest.param(2, id="two")])
@pytest.mark.parametrize(("b", "c"), [(3, 4), pytest.param(5, 6)])
def test_it(a, b, c): pass
"""
    made = [case.arguments for case in cases(source(text).executed())]
    assert sorted(tuple(sorted(each.items())) for each in made) == [
        (("a", a), ("b", b), ("c", c)) for a in (1, 2) for b, c in ((3, 4), (5, 6))
    ]
    text = """
closed = []
@pytest.fixture
def one():
    yield 1
    closed.append(1)
@pytest.fixture
def two(one): return one + 1
def test_it(two, monkeypatch): assert two == 2
def test_that(): assert closed == [1]
"""
    module = source(text).executed()
    assert [case.fault() for case in cases(module)] == [None, None]


def test_only_what_a_mutant_concerns_is_run() -> None:
    recording, spec = BY_ID["kloudless/applications_get.published"], load_spec("kloudless")

    def about(**arguments: Any) -> bool:
        return concerns(replace(case, arguments=arguments), "kloudless", frozenset({"applications_get"}))

    (case,) = cases(source("def test_it(): pass").executed())
    assert about()
    assert about(recording=recording)
    assert not about(recording=BY_ID["kloudless/applications_delete.published"])
    assert not about(recording=RECORDINGS[0])
    assert about(spec=spec, api="kloudless", operation_id="applications_get")
    assert not about(spec=load_spec("klarify"))
    assert not about(api="klarify")
    assert not about(operation_id="applications_delete")


def test_what_is_changed_is_seen_and_then_no_longer() -> None:
    mutant = Spec("klarify", {**load_spec("klarify").document, "paths": {}})
    text = "from tests.contract.documents import load_spec\nFOUND = load_spec('klarify')"
    with seen_spec(mutant):
        assert source(text).executed().FOUND is mutant
    assert source(text).executed().FOUND is load_spec("klarify")
    before = BY_ID["kloudless/applications_get.published"]
    other = before.changed("response", status=418)
    with seen_recording(other):
        assert BY_ID[before.id] is other
        assert other in RECORDINGS
    assert BY_ID[before.id] is before
    assert other not in RECORDINGS


@pytest.fixture(scope="module")
def mutants() -> SpecMutants:
    return SpecMutants("klarify")


def numbered(mutants: SpecMutants, name: str) -> int:
    return [edit.id for edit in mutants.edits].index(name)


DROPPED = "member dropped: components/schemas/Procedure performer"


def test_a_mutant_of_a_spec_is_caught_by_whoever_is_asked_and_knows(mutants: SpecMutants) -> None:
    assert mutants.fault_without_change() is None
    outcome = mutants.judged(numbered(mutants, DROPPED))
    assert (outcome.caught_by, outcome.evidence) == ("facts", True)
    assert outcome.by == "test_facts::test_an_operation_is_what_the_sources_tell: AssertionError"
    assert mutants.judged(numbered(mutants, DROPPED), without=["facts"]).caught_by == "recordings"
    left = mutants.judged(numbered(mutants, DROPPED), without=list(spec_mutants.JUDGES))
    assert left.caught_by is None
    assert left.remedy == "a row of facts on the members of procedures_list, or a recording that shows `performer`"


def test_a_weak_suite_lets_a_mutant_through(mutants: SpecMutants, monkeypatch: pytest.MonkeyPatch) -> None:
    weak = source(
        "from tests.contract.documents import load_spec\ndef test_it(): assert load_spec('klarify').operations"
    )
    monkeypatch.setattr(mutants, "_sources", {"facts": [weak]})
    assert mutants.judged(numbered(mutants, DROPPED)).caught_by is None
    assert mutants.judged(numbered(mutants, "operation dropped: get /api/procedures")).caught_by == "facts"


def test_an_edit_concerns_the_operations_that_reach_it() -> None:
    kloudless = SpecMutants("kloudless")

    def concerned(*path: str | int, place: str = "") -> set[str]:
        return set(kloudless.concerned(Edit("kind", place, path, None)))

    assert concerned("components", "schemas", "ApiKey") == {
        "applications_api_keys_list",
        "applications_api_keys_create",
    }
    assert concerned("paths", "/applications", "get", "parameters", 0) == {"applications_list"}
    assert concerned("paths", "/applications") == {"applications_list", "applications_create"}
    assert concerned("paths", place="/applications to /x") == {"applications_list", "applications_create"}
    assert concerned("servers", 0, "url") == load_spec("kloudless").operations.keys()


def test_a_mutant_of_a_recording_is_caught_by_meaning_or_else_by_its_fingerprint() -> None:
    recordings = RecordingMutants("klarify")
    assert recordings.fault_without_change() is None
    names = [f"{recording.case} {edit.id}" for recording, edit in recordings.edits]

    def judged(name: str, without: tuple[str, ...] = ()) -> str | None:
        return recordings.judged(names.index(name), without).caught_by

    assert judged("first_edition member dropped: response/body/data/0 name") == "meaning"
    assert judged("first_edition status changed: response status to 404") == "meaning"
    assert judged("third_edition value changed: response/body/data/0/name") == "fingerprint"
    assert judged("third_edition value changed: response/body/data/0/name", ("fingerprint",)) is None
    assert judged("third_edition member added: response/body/data/0") == "meaning"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project of its own that has what the contract tests of Klarify need."""
    for name in ("contract", "recordings/klarify", "reporting", "acceptance"):
        shutil.copytree(ROOT / "tests" / name, tmp_path / "tests" / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "caught"),
    [(DROPPED, "recordings"), ("member added: components/schemas/ProcedureLane", None)],
)
def test_pytest_says_the_same_of_a_spec_that_is_written(
    name: str, caught: str | None, mutants: SpecMutants, project: Path
) -> None:
    number = numbered(mutants, name)
    others = [judge for judge in spec_mutants.JUDGES if judge != "recordings"]
    assert mutants.judged(number, without=others).caught_by == caught
    changed = mutants.edits[number].applied(mutants.spec.document)
    (project / "specs").mkdir()
    # JSON is YAML.
    (project / "specs" / "klarify.yaml").write_text(json.dumps(changed), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/contract/test_recordings.py"]
    done = subprocess.run(
        [*command, "-k", "describes_the_whole"], cwd=project, capture_output=True, text=True, check=False
    )
    assert done.returncode == (1 if caught else 0), done.stdout
