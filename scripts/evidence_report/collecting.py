"""A plugin for pytest that writes which of the collected tests name which rows of the acceptance list."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

MARKER = "acceptance"
_PROVES_NOTHING = ("skip", "xfail")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that names the file to write."""
    parser.addoption("--claims", help="file to write the ids of tests to, by row, as JSON")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Write the ids of the tests that name a row, and that are meant to pass."""
    claims = defaultdict[str, set[str]](set)
    for item in items:
        if not any(item.get_closest_marker(name) for name in _PROVES_NOTHING):
            for mark in item.iter_markers(MARKER):
                for row in mark.args:
                    claims[str(row)].add(item.nodeid)
    found = {row: sorted(ids) for row, ids in sorted(claims.items())}
    target = str(config.getoption("claims"))
    Path(target).write_text(json.dumps(found), encoding="utf-8")
