"""A project of a few lines, with one module of overrides that two packages share, and tests of known strength."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MODULE = '''"""A module."""

LIMIT = 3


def doubled(number: int) -> int:
    return number * 2


def allowed(number: int) -> bool:
    return number < LIMIT


class Counter:
    step = 1

    @property
    def next(self) -> int:
        return self.step


def unused() -> int:
    return 7
'''

TESTS = """import first_client
import second_client


def test_doubled():
    assert first_client.doubled(3) == 6


def test_allowed_far_from_the_limit():
    assert second_client.allowed(1)
    assert not first_client.allowed(9)


def test_next():
    assert second_client.Counter().next == 1
"""

SETTINGS = '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]\n'


def small_project(root: Path, module: str = MODULE, tests: str = TESTS) -> Path:
    """Write the project below a directory that is there; return it."""
    (root / "overrides" / "_runtime").mkdir(parents=True)
    (root / "tests" / "unit").mkdir(parents=True)
    (root / "overrides" / "_runtime" / "calculation.py").write_text(module)
    for name in ("first", "second"):
        runtime = root / "generated" / name / "src" / f"{name}_client" / "_runtime"
        runtime.mkdir(parents=True)
        (runtime / "calculation.py").write_text(module)
        (runtime.parent / "__init__.py").write_text("from ._runtime.calculation import *\n")
    (root / "tests" / "unit" / "test_calculation.py").write_text(tests)
    (root / "pyproject.toml").write_text(SETTINGS)
    return root


def content(root: Path) -> dict[str, bytes]:
    """Every file of a project, with what is in it."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
