"""What all tests share."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester", "tests.reporting.plugin"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
