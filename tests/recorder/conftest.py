"""What the tests of the recorder share."""

from __future__ import annotations

from functools import cache

import pytest
import record
from spec_lint.reading import load

_read_once = cache(load)


@pytest.fixture(autouse=True)
def _specs_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "load", _read_once)
