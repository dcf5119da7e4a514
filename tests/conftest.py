"""What all tests share."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester", "tests.reporting.plugin"]


# Few tests that take long: begun last, as pytest-xdist has it, they keep one process busy while the others wait.
_FIRST = {"test_kills.py", "test_sync_kills.py", "test_memory.py", "test_sync_states.py", "test_changing_lists.py"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in _FIRST)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
