"""What the benchmark makes of its figures: medians, cells, verdicts, the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from benchmarks import report, sizes
from benchmarks.bodies import procedures
from benchmarks.figures import Case, Figures
from benchmarks.rows import (
    DATAMODEL_CODE_GENERATOR,
    HAND_WRITTEN,
    OPENAPI_GENERATOR,
    OPENAPI_PYTHON_CLIENT,
    OURS,
    ROWS,
    Row,
)
from benchmarks.table import HEADS, cells, missed, out_of_reach, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CALL = Row("call", base=("call", HAND_WRITTEN), limit=1.2, beats=True)


def measured(**figures: float) -> Figures:
    """Make figures of one row, the call."""
    made = Figures()
    columns = {"ours": OURS, "opc": OPENAPI_PYTHON_CLIENT, "dmcg": DATAMODEL_CODE_GENERATOR, "hand": HAND_WRITTEN}
    for column, value in figures.items():
        made.add("call", columns[column], value)
    return made


def giving(*values: float) -> Callable[[], Callable[[], float]]:
    """Return a preparation whose measurements are these values."""
    left = list(values)
    return lambda: lambda: left.pop(0)


def failing() -> float:
    """Fail as generated code may."""
    raise TypeError("argument 'x' is missing\nand more")


def test_cases_take_turns_and_the_median_counts() -> None:
    order: list[str] = []

    def case(column: str, *values: float) -> Case:
        left = iter(values)

        def run() -> float:
            order.append(column)
            return next(left)

        return Case("call", column, lambda: run)

    figures = Figures()
    figures.measure([case(OURS, 1.0, 9.0, 2.0), case(HAND_WRITTEN, 1.0, 1.0, 1.0)], rounds=3)
    assert order == [OURS, HAND_WRITTEN] * 3
    assert figures.median("call", OURS) == 2.0


@pytest.mark.parametrize("prepare", [failing, lambda: failing])
def test_what_a_peer_raises_is_its_cell(prepare: Callable[[], Callable[[], float]]) -> None:
    figures = Figures()
    figures.measure([Case("call", OPENAPI_GENERATOR, prepare), Case("call", OURS, giving(1.0, 1.0))], rounds=2)
    assert cells(CALL, figures)[HEADS.index(OPENAPI_GENERATOR)] == "TypeError: argument 'x' is missing"
    assert figures.median("call", OPENAPI_GENERATOR) is None
    assert figures.median("call", OURS) == 1.0


def test_a_peer_that_fails_in_a_later_round_has_no_figure() -> None:
    figures = Figures()
    figures.measure([Case("call", OPENAPI_GENERATOR, giving(1.0))], rounds=2)
    assert figures.median("call", OPENAPI_GENERATOR) is None


@pytest.mark.parametrize("column", [OURS, HAND_WRITTEN])
def test_what_is_ours_fails_the_run(column: str) -> None:
    with pytest.raises(TypeError, match="missing"):
        Figures().measure([Case("call", column, lambda: failing)], rounds=1)


def test_a_row_that_keeps_its_bar() -> None:
    figures = measured(ours=120e-6, hand=100e-6, opc=240e-6, dmcg=360e-6)
    assert cells(CALL, figures) == (
        *("call", "120 µs", "240 µs", "360 µs", "", "100 µs", "", "1.20", "≤ 1.2 kept"),
        "2 to 3 times beaten",
    )
    assert missed(figures, [CALL]) == []


def test_a_ratio_above_the_bar_is_missed() -> None:
    figures = measured(ours=0.121, hand=0.1)
    assert cells(CALL, figures)[-2] == "≤ 1.2 MISSED"
    assert missed(figures, [CALL]) == ["call: 1.21 is above 1.2"]


def test_a_peer_that_is_as_good_is_missed() -> None:
    figures = measured(ours=0.1, hand=0.1, opc=0.2, dmcg=0.1)
    assert cells(CALL, figures)[-1] == "1 to 2 times NOT ALL BEATEN"
    assert missed(figures, [CALL]) == [f"call: {DATAMODEL_CODE_GENERATOR} is better"]


def test_a_peer_below_what_our_dependencies_need_is_told_apart() -> None:
    row = Row("call", base=("base", HAND_WRITTEN), beats=True, bound=("base", HAND_WRITTEN))
    figures = measured(ours=0.18, opc=0.1, dmcg=0.17)
    figures.add("base", HAND_WRITTEN, 0.16)
    assert out_of_reach(figures, [row]) == [f"call: {OPENAPI_PYTHON_CLIENT} is below 'base', which ours cannot be"]
    assert missed(figures, [row]) == [f"call: {DATAMODEL_CODE_GENERATOR} is better"]
    figures.add("call", DATAMODEL_CODE_GENERATOR, 0.23)
    assert cells(row, figures)[-1] == "0.56 to 1.1 times beaten but for what is out of reach"


def test_nobody_is_out_of_reach_who_is_beaten() -> None:
    row = Row("call", base=("base", HAND_WRITTEN), beats=True, bound=("base", HAND_WRITTEN))
    figures = measured(ours=0.05, opc=0.1)
    figures.add("base", HAND_WRITTEN, 0.16)
    assert out_of_reach(figures, [row]) == []


def test_of_rates_the_larger_is_better() -> None:
    row = Row("call", "/s", ("call", HAND_WRITTEN), 0.85, beats=True)
    assert missed(measured(ours=850, hand=1000, opc=400), [row]) == []
    assert missed(measured(ours=840, hand=1000, opc=900), [row]) == [
        "call: 0.84 is below 0.85",
        f"call: {OPENAPI_PYTHON_CLIENT} is better",
    ]


def test_a_figure_without_a_base_is_held_against_the_bar_itself() -> None:
    row = Row("call", "MB", limit=10)
    assert cells(row, measured(ours=10.0))[-2] == "≤ 10 MB kept"
    assert missed(measured(ours=10.1), [row]) == ["call: 10.1 is above 10"]


def test_peers_may_have_their_figures_in_another_row() -> None:
    row = Row("ahead", base=("call", OURS), limit=0.1, beats=True, rivals="call")
    figures = measured(ours=5.0, opc=5.5)
    figures.add("ahead", OURS, 0.5)
    assert cells(row, figures)[-3:] == ("0.10", "≤ 0.1 kept", "11 times beaten")
    figures.add("call", OURS, 10.0)
    assert cells(row, figures)[-3] == "0.067"


def test_what_was_not_measured_is_empty_and_misses_nothing() -> None:
    assert all(missed(Figures(), [row]) == [] for row in ROWS)
    assert cells(CALL, Figures()) == ("call", *[""] * 7, "≤ 1.2", "")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.000123, "s", "123 µs"),
        (0.0123, "s", "12.3 ms"),
        (5.25, "s", "5.25 s"),
        (1234.5, "/s", "1,234"),
        (87.8, "lines", "88"),
        (9.96, "MB", "10.0 MB"),
    ],
)
def test_figures_are_shown_with_their_unit(value: float, unit: str, text: str) -> None:
    assert shown(value, unit) == text


def test_rows_are_told_apart_and_compared_with_rows_that_are_there() -> None:
    names = [row.name for row in ROWS]
    assert len(set(names)) == len(names)
    assert {row.base[0] for row in ROWS if row.base} | {row.rivals for row in ROWS if row.rivals} <= set(names)


def test_the_document_names_the_bars_that_were_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "version", "1 of {}".format)
    monkeypatch.setattr(report, "machine", lambda: ["a processor", "2 cores"])
    figures = Figures()
    figures.add("one object", OURS, 0.2)
    figures.add("one object", HAND_WRITTEN, 0.1)
    document = report.markdown(figures)
    assert "- machine: a processor, 2 cores\n" in document
    assert "| one object | 200 ms |  |  |  | 100 ms |  | 2.00 | ≤ 1.2 MISSED |  |\n" in document
    assert "Bars missed:\n\n- one object: 2 is above 1.2\n" in document
    assert all(line.count("|") == len(HEADS) + 1 for line in document.splitlines() if line.startswith("|"))


def test_pages_follow_each_other_without_a_gap() -> None:
    first, last = procedures(0, pages=2, size=2), procedures(1, pages=2, size=2)
    assert [f'"id": "{number}"'.encode() in first for number in range(4)] == [True, True, False, False]
    assert b'"id": "2"' in last
    assert b'"id": "3"' in last
    assert b'"hasNext": true' in first
    assert b'"hasNext": false, "totalCount": 4' in last


def test_lines_and_bytes_are_those_of_the_modules(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.py").write_text("x = 1\n\n" * 1000, encoding="utf-8")
    assert sizes.lines(tmp_path.glob("*.py")) == 4000
    assert sizes.packed(tmp_path.glob("a.py"), tmp_path) < sizes.packed(tmp_path.glob("*.py"), tmp_path) < 500
