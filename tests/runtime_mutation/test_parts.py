"""Parts of ``runtime_mutation``: which mutants there are, how a sample is drawn, and what it tells."""

from __future__ import annotations

import pytest
from runtime_mutation.mutants import mutants_of
from runtime_mutation.sampling import interval, sample


def changes(text: str) -> set[str]:
    return {mutant.applied(text).strip() for mutant in mutants_of("m.py", text)}


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("if left and right:\n    go()", {"if left or right:\n    go()", "if left:\n    go()", "if right:\n    go()"}),
        ("if left:\n    go()", {"if False:\n    go()", "if True:\n    go()", "if left:\n    ..."}),
        ("with lock:\n    count = 1", {"if True:\n    count = 1"}),
        ("with opened as file:\n    file.read()", {"with opened as file:\n    ..."}),
        ("if bad:\n    raise ValueError", {"if bad:\n    ..."}),
        ("wait = max(one, other)", {"wait = min(one, other)"}),
        ("headers['Retry-After']", {"headers['XXRetry-AfterXX']"}),
        ("late = now >= end", {"late = now > end"}),
        ("def call(retries=3): ...", {"def call(retries=4): ..."}),
        ("@property\ndef size(self):\n    return 1", {"@property\ndef size(self):\n    return 2"}),
        (
            "def f():\n    if a:\n        with b:\n            c = 'ä'",
            {"def f():\n    if a:\n        if True:\n            c = 'ä'"},
        ),
    ],
)
def test_what_is_changed(text: str, changed: set[str]) -> None:
    assert changed <= changes(text)


@pytest.mark.parametrize(
    "text",
    [
        '"""Text."""',
        "from a import b",
        "x: dict[str, 1]",
        "if TYPE_CHECKING:\n    x = 1",
        "__slots__ = ('a',)",
    ],
)
def test_what_means_nothing_at_run_time_is_left_alone(text: str) -> None:
    assert changes(text) == set()


def test_a_mutant_is_named_by_what_stands_there_and_not_by_its_line() -> None:
    text = "class A:\n    def f(self):\n        return 1\n"
    (before,) = mutants_of("m.py", text)
    (after,) = mutants_of("m.py", f"import os\n\n\n{text}")
    assert before.key == after.key == ("m.py", "A.f", "1", "2")
    assert (before.line, after.line) == (3, 6)


def test_a_sample_is_in_proportion_and_the_same_for_its_seed() -> None:
    strata = {"large": range(90), "small": range(10), "one": range(1)}
    drawn = sample(strata, 20, 7)
    assert {name: len(chosen) for name, chosen in drawn.items()} == {"large": 18, "small": 2, "one": 0}
    assert drawn == sample(strata, 20, 7) != sample(strata, 20, 8)
    assert len(set(drawn["large"])) == 18
    assert sample(strata, 500, 7) == {name: list(stratum) for name, stratum in strata.items()}


@pytest.mark.parametrize(
    ("share", "tried", "whole", "low", "high"),
    [
        (0.87, 400, 10**9, 0.834, 0.899),
        (1.0, 50, 10**9, 0.929, 1.0),
        (0.5, 100, 101, 0.490, 0.510),
        (0.6, 30, 30, 0.6, 0.6),
        (0.0, 0, 30, 0.0, 1.0),
    ],
)
def test_how_sure_a_sample_is(share: float, tried: int, whole: int, low: float, high: float) -> None:
    assert interval(share, tried, whole) == pytest.approx((low, high), abs=0.001)
