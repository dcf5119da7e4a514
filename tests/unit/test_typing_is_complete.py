"""Every method has its result's type pinned in tests/typing, for both faces; type checkers check what is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def methods(api: str) -> set[str]:
    """Every method of a client, as its operations' tags and ids name it."""
    text = (ROOT / "specs" / f"{api}.yaml").read_text(encoding="utf-8")
    named = re.findall(r"^      tags: \[(.+)\]\n      operationId: (.+)$", text, re.MULTILINE)
    assert len(named) == text.count("operationId:")
    return {f"client.{tag}.{name.removeprefix(tag.replace('.', '_') + '_')}" for tag, name in named}


def used(api: str, function: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / "typing" / f"{api}_types.py").read_text(encoding="utf-8"))
    (body,) = [node for node in tree.body if getattr(node, "name", "") == function]
    return {ast.unparse(node) for node in ast.walk(body) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("function", ["sync_results", "async_results"])
@pytest.mark.parametrize("api", ["klarify", "klipfolio", "kloudless"])
def test_every_method_is_typed(api: str, function: str) -> None:
    assert methods(api) - used(api, function) == set()
    assert methods(api)
