"""The report at the end of a run: what it counts, and when it fails the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.contract.documents import ROOT, apis, load_spec
from tests.contract.recordings import BY_ID, read_recordings
from tests.reporting.acceptance import Later, Plan, Row, judge, read_plan, read_rows
from tests.reporting.evidence import coverage, report, tables

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [Row("AA-1", "SC"), Row("AA-2", "D"), Row("AA-10", "M"), Row("AA-3", "C"), Row("BB-1", "S")]
PLAN = Plan((Later("sync", "Comes later.", frozenset({"AA-3"})),), {"BB": "No spec yet."})


def faults(proven: set[str], claimed: set[str] | None = None, plan: Plan = PLAN) -> list[str]:
    return judge(ROWS, plan, frozenset(proven if claimed is None else claimed), frozenset(proven)).faults


def test_a_run_that_names_every_row_is_told_so() -> None:
    verdict = judge(ROWS, PLAN, frozenset({"AA-1", "AA-10"}), frozenset({"AA-1", "AA-10"}))
    assert verdict.faults == []
    assert verdict.lines == [
        "AA: 4 rows, 3 of kinds S C M, 1 later, all named",
        "BB: 1 rows, 1 of kinds S C M, not yet: No spec yet.",
        "later: sync: AA-3. Comes later.",
    ]


def test_rows_that_no_test_names_are_listed_in_their_order() -> None:
    assert faults(set()) == ["rows without a test: AA-1 AA-10"]
    assert "  AA-1 AA-10" in judge(ROWS, PLAN, frozenset(), frozenset()).lines


def test_a_row_whose_test_did_not_run_counts_as_not_named() -> None:
    assert faults({"AA-1"}, claimed={"AA-1", "AA-10"}) == ["rows without a test: AA-10"]


def test_a_row_that_waits_and_is_proven_is_a_fault() -> None:
    assert faults({"AA-1", "AA-10", "AA-3"}) == [
        "listed as later, but a test proves them: AA-3; take them off the list"
    ]


def test_a_row_that_does_not_exist_is_a_fault_wherever_it_is_named() -> None:
    assert faults({"AA-1", "AA-10"}, claimed={"AA-1", "AA-10", "AA-99"}) == [
        "rows that are not in the acceptance list: AA-99"
    ]
    wrong = Plan((Later("sync", "Comes later.", frozenset({"AA-98"})),), PLAN.not_yet)
    assert faults({"AA-1", "AA-10", "AA-3"}, plan=wrong) == ["rows that are not in the acceptance list: AA-98"]


def test_background_and_apis_without_a_spec_need_no_test() -> None:
    assert not [fault for fault in faults(set()) if "AA-2" in fault or "BB-1" in fault]


def test_the_projects_own_list_is_read_whole() -> None:
    rows = read_rows(ROOT / "tests" / "acceptance")
    numbers = {api: [int(row.id[3:]) for row in rows if row.api == api] for api in ("KF", "KL", "KY")}
    assert numbers == {"KF": [*range(1, 42)], "KL": [*range(1, 92)], "KY": [*range(1, 87)]}


def test_the_projects_own_plan_names_rows_that_need_a_test() -> None:
    plan = read_plan(ROOT / "tests" / "reporting" / "later.toml")
    provable = {row.id for row in read_rows(ROOT / "tests" / "acceptance") if row.provable}
    assert plan.waiting <= provable
    assert all(each.reason for each in plan.later)


def test_evidence_is_looked_up_by_operation_and_status() -> None:
    table = coverage(load_spec("kloudless"), read_recordings())
    assert table.cell("applications_list", 200) == "Pf"
    assert table.cell("applications_create", 409) == "O"
    assert table.cell("applications_list", 429) == "f"
    assert table.cell("applications_list", 500) == "-"
    assert table.cell("applications_list", 201) == ""


def test_evidence_counts_each_documented_answer_once() -> None:
    recordings = [BY_ID["klarify/procedures_list.first_edition"], BY_ID["klarify/procedures_list.last_page"]]
    table = coverage(load_spec("klarify"), recordings)
    assert table.summary() == [
        "klarify: 1 operations",
        "  successes 1: recorded 0, published-example 1, observed-in-public-code 0; fabricated only 0; none 0",
        "  refusals 2: recorded 0, published-example 0, observed-in-public-code 0; fabricated only 0; none 2",
        "  refusals without any, by status: 404 of 1/1, 500 of 1/1 operations",
    ]
    assert table.table() == ["klarify          200  404  500", "procedures_list   Pf    -    -"]


def test_a_success_with_nothing_at_all_is_named() -> None:
    lines = coverage(load_spec("klarify"), [BY_ID["klarify/procedures_list.access_key_missing"]]).summary()
    assert "  nothing at all for procedures_list 200" in lines
    assert not [line for line in report(ROOT) if "nothing at all" in line]


def test_every_documented_success_of_klipfolio_is_counted_with_its_evidence() -> None:
    lines = coverage(load_spec("klipfolio"), read_recordings()).summary()
    assert lines[0] == "klipfolio: 126 operations"
    assert lines[1].startswith("  successes 126: recorded 0, published-example ")
    assert lines[1].endswith("; none 0")


def test_a_failure_inside_of_a_success_is_evidence_for_the_failure() -> None:
    recording = BY_ID["klipfolio/klips_get.success_false"]
    table = coverage(load_spec("klipfolio"), [recording])
    assert (table.cell("klips_get", 200), table.cell("klips_get", 404)) == ("-", "f")


def test_the_whole_table_has_a_line_for_every_operation() -> None:
    lines = tables(ROOT)
    for api in apis():
        assert {line.split()[0] for line in lines if line} >= load_spec(api).operations.keys()


def test_fabricated_recordings_are_counted_apart() -> None:
    (line,) = [line for line in report(ROOT) if line.startswith("recordings: ")]
    fabricated = sum(each.kind == "fabricated" for each in read_recordings())
    assert f"; fabricated, counted apart: {fabricated};" in line


LIST = """
| Id | Lines | Kind | Statement |
| --- | --- | --- | --- |
| AA-1 | 1 | SC | First. |
| AA-2 | 2 | M | Second. |
"""
TEST_MODULE = """
import pytest

@pytest.mark.acceptance("AA-1")
def test_first():
    assert True

@pytest.mark.acceptance({row!r})
def test_second():
    {body}
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> Path:
    pytester.makeini("[pytest]\ntestpaths = tests\nmarkers = acceptance(*rows): rows")
    for name, text in {"tests/acceptance/a.md": LIST, "tests/reporting/later.toml": ""}.items():
        path = pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return pytester.path


def run(pytester: pytest.Pytester, row: str, *arguments: str, body: str = "assert True") -> pytest.RunResult:
    module = pytester.path / "tests" / "test_rows.py"
    module.write_text(TEST_MODULE.format(row=row, body=body), encoding="utf-8")
    return pytester.runpytest_inprocess("-p", "tests.reporting.plugin", *arguments)


@pytest.mark.usefixtures("project")
def test_a_full_run_with_all_rows_named_passes(pytester: pytest.Pytester) -> None:
    result = run(pytester, "AA-2")
    assert result.ret == pytest.ExitCode.OK
    result.stdout.fnmatch_lines(["*evidence for each documented answer*", "AA: 2 rows, 2 of kinds S C M, all named"])


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(("row", "missing"), [("AA-2", ""), ("AA-1", "FAILED rows without a test: AA-2")])
def test_processes_that_share_a_run_are_judged_together(pytester: pytest.Pytester, row: str, missing: str) -> None:
    result = run(pytester, row, "-n", "2")
    assert result.ret == (pytest.ExitCode.TESTS_FAILED if missing else pytest.ExitCode.OK)
    result.stdout.fnmatch_lines([missing or "AA: 2 rows, 2 of kinds S C M, all named", "*2 passed*"])


@pytest.mark.usefixtures("project")
def test_rows_of_a_process_that_died_are_not_proven(pytester: pytest.Pytester) -> None:
    result = run(pytester, "AA-2", "-n", "1", "--max-worker-restart", "0", body="import os; os._exit(3)")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.no_fnmatch_line("*all named*")


@pytest.mark.usefixtures("project")
def test_no_verdict_is_given_where_processes_left_tests_out(pytester: pytest.Pytester) -> None:
    result = run(pytester, "AA-1", "-n", "2", "-k", "second")
    assert result.ret == pytest.ExitCode.OK
    result.stdout.no_fnmatch_line("*acceptance list*")


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("arguments", [(), ("tests",), (".",)], ids=["no-arguments", "tests", "here"])
def test_a_full_run_with_a_row_missing_fails(pytester: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    result = run(pytester, "AA-1", *arguments)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["FAILED rows without a test: AA-2", "*2 passed*"])


@pytest.mark.usefixtures("project")
def test_a_full_run_with_an_unknown_row_fails(pytester: pytest.Pytester) -> None:
    result = run(pytester, "AA-7")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["FAILED rows that are not in the acceptance list: AA-7"])


@pytest.mark.usefixtures("project")
def test_a_test_that_is_skipped_proves_nothing(pytester: pytest.Pytester) -> None:
    # The skip is what is tested: it happens in a project made for this test, and nothing of ours is skipped.
    result = run(pytester, "AA-2", body="pytest.skip('not now')")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["FAILED rows without a test: AA-2"])


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    "arguments",
    [("-k", "first"), ("tests/test_rows.py",), ("tests/test_rows.py::test_first",), ("--deselect", "tests/x.py")],
    ids=["keyword", "file", "test", "deselect"],
)
def test_a_part_of_the_tests_is_not_judged(pytester: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    result = run(pytester, "AA-1", *arguments)
    assert result.ret == pytest.ExitCode.OK
    assert "acceptance list" not in result.stdout.str()


@pytest.mark.usefixtures("project")
def test_a_run_that_stopped_early_is_not_judged(pytester: pytest.Pytester) -> None:
    result = run(pytester, "AA-1", "-x", body="assert False")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert "acceptance list" not in result.stdout.str()
