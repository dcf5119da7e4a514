"""A project of a few lines: modules of overrides that two packages share, and tests of known strength."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MODULES = {
    "weak.py": """
LIMIT = 3


def allowed(number):
    return number < LIMIT


def unused():
    return 7


def forgotten():
    return 5
""",
    "strong.py": """
FIRST = 3


def doubled(number, times=2):
    return number * times


class Counter:
    step = 1

    @property
    def next(self):
        return self.step + 1
""",
    "endless.py": """
def down(number):
    while number > 0:
        number = number - 1
    return number
""",
}

TESTS = """
import subprocess
import sys

import first_client
import second_client


def test_weak():
    assert second_client.allowed(1)
    assert not first_client.allowed(9)


def test_strong():
    assert second_client.doubled(3) == 6
    assert second_client.FIRST == 3


def test_strong_in_another_process():
    second_client.Counter().next  # what is only reached elsewhere is not found
    code = "import first_client; print(first_client.Counter().next)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "2\\n"


def test_endless():
    assert first_client.down(3) == 0
"""


def small_project(root: Path, tests: str = TESTS) -> Path:
    """Write the project into a new directory; return that."""
    (root / "tests" / "unit").mkdir(parents=True)
    (root / "tests" / "unit" / "test_all.py").write_text(tests)
    (root / "pyproject.toml").write_text('[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]\n')
    packages = [root / "generated" / name / "src" / f"{name}_client" for name in ("first", "second")]
    for runtime in (root / "overrides" / "_runtime", *(package / "_runtime" for package in packages)):
        runtime.mkdir(parents=True)
        for name, text in MODULES.items():
            (runtime / name).write_text(text)
    for package in packages:
        imports = (f"from ._runtime.{name.removesuffix('.py')} import *\n" for name in MODULES)
        (package / "__init__.py").write_text("".join(imports))
    return root


def content(root: Path) -> dict[str, bytes]:
    """Every file of a project, with what is in it."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
