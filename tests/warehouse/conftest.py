"""What all tests of the sources share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from dlt.common.configuration.container import Container
from dlt.common.configuration.specs.pluggable_run_context import PluggableRunContext
from dlt.common.pipeline import PipelineContext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep dlt to the directory of the test, and quiet."""
    monkeypatch.setenv("RUNTIME__DLTHUB_TELEMETRY", "false")
    monkeypatch.setenv("DLT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for name in ("KLARIFY_API_KEY", "KLIPFOLIO_API_KEY", "KLOUDLESS_DEVELOPER_KEY"):
        monkeypatch.delenv(name, raising=False)
    # It remembers the directory in which it was imported, and the configuration there.
    Container()[PluggableRunContext].reload(str(tmp_path))
    yield
    Container()[PipelineContext].deactivate()
