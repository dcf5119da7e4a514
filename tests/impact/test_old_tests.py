"""The second opinion: tests of a revision, checked by mypy against the package of now."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from change_impact.old_tests import OldTests

if TYPE_CHECKING:
    from pathlib import Path

TESTS = {
    "tests/typing/shop_types.py": """
        from typing import assert_type
        from shop_client import Shop

        def results(shop: Shop) -> None:
            assert_type(shop.name, str | None)
            shop.get("a", page=1)
            shop.get("a", page="b")  # type: ignore[arg-type]
    """,
    "tests/unit/test_inside.py": """
        from shop_client._inside import secret

        def test() -> None:
            secret.nothing()
    """,
    "tests/unit/test_other.py": "import json\n",
}
PACKAGE = """
    class Shop:
        name: str | None

        def get(self, key: str, *, page: int = 1) -> None: ...
"""


def _package(root: Path, *edits: tuple[str, str]) -> Path:
    text = textwrap.dedent(PACKAGE)
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (root / "shop_client").mkdir(parents=True)
    (root / "shop_client" / "__init__.py").write_text(text, encoding="utf-8")
    (root / "shop_client" / "py.typed").touch()
    return root


def test_what_the_old_tests_say_of_the_new_package(tmp_path: Path) -> None:
    for name, text in TESTS.items():
        path = tmp_path / "then" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    old = _package(tmp_path / "old")
    looser = _package(tmp_path / "looser", ("page: int", "page: int | str"), ("name: str | None", "name: str"))
    broken = _package(tmp_path / "broken", (", page: int = 1", ", number: int = 1"), ("str | None", "int"))
    tests = OldTests(tmp_path / "then", tmp_path / "work")

    harmless = tests.opinion("shop_client", {"shop_client": (old, looser)})
    faults = tests.opinion("shop_client", {"shop_client": (old, broken)})
    nobody = tests.opinion("other_client", {"other_client": (old, old)})

    # What private names are used for is not what users do.
    assert harmless.files == faults.files == 1
    # A type that is more exact, and a silencer that has nothing to silence any more, break nobody.
    assert [(fault.line, fault.breaks) for fault in harmless.faults] == [(6, False)]
    assert {(fault.file, fault.line, fault.breaks) for fault in faults.faults} == {
        ("tests/typing/shop_types.py", 6, True),
        ("tests/typing/shop_types.py", 7, True),
        ("tests/typing/shop_types.py", 8, True),
    }
    assert any("page" in str(fault) for fault in faults.faults)
    assert nobody.problem == "that revision has no tests that use it"
