"""What the tests of the recorder share."""

from __future__ import annotations

from functools import cache

import pytest
import record

_read_once = cache(record.load)


@pytest.fixture(autouse=True)
def _specs_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "load", _read_once)
