"""The figure that says how large generated code is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from count_lines import Count, count, main, table, total

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def package(root: Path, api: str, *, operations: int, lines: int) -> Path:
    """Write a package of modules with as many lines each, and as many operations in one of them."""
    made = root / "generated" / api / "src" / f"{api}_client"
    heads = {"_resources/things.py": [f"GET_{number}: Operation[int] = Operation()" for number in range(operations)]}
    counted = ("_resources/__init__.py", "_resources/things.py", "models/_thing.py")
    for name in (*counted, "_client.py", "_runtime/a.py"):
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        head = heads.get(name, ["x: Operated = 1"])
        path.write_text("\n".join([*head, *[""] * (lines - len(head)), ""]), encoding="utf-8")
    return made


def test_blank_lines_and_both_faces_count_and_the_runtime_does_not(tmp_path: Path) -> None:
    made = package(tmp_path, "things", operations=2, lines=10)
    (made / "models" / "__init__.py").write_text("x\n" * 5, encoding="utf-8")
    counted = count(made, "things")
    assert counted == Count("things", operations=2, resource_lines=20, model_lines=15)
    assert (counted.lines, counted.per_operation) == (35, 17.5)


def test_the_total_is_over_operations_not_over_apis() -> None:
    together = total([Count("a", 1, 150, 50), Count("b", 3, 150, 50)])
    assert (together.operations, together.lines, together.per_operation) == (4, 400, 100)


def test_the_table_has_a_row_for_each_api() -> None:
    assert table([Count("a", 1, 5, 4), Count("all", 10, 50, 40)]).splitlines() == [
        "API  operations  _resources  models  lines  lines per operation",
        "a             1           5       4      9                  9.0",
        "all          10          50      40     90                  9.0",
    ]


def test_up_to_a_hundred_lines_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package(tmp_path, "things", operations=1, lines=32)
    assert main(tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[-1].split() == ["all", "1", "64", "32", "96", "96.0"]


def test_more_than_a_hundred_lines_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package(tmp_path, "things", operations=1, lines=34)
    assert main(tmp_path) == 1
    assert "102.0 lines per operation are more than 100; shorten what the templates print" in capsys.readouterr().out


def test_nothing_generated_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path) == 1
    assert "there is nothing under generated/; run: nox -s generate" in capsys.readouterr().out


def test_this_repository_is_within_the_limit() -> None:
    assert main() == 0
