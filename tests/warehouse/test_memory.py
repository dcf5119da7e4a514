"""What a load takes of memory: as much for many procedures as for a few."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024


def peaks(count: int, where: Path) -> list[int]:
    where.mkdir()
    command = [sys.executable, str(ROOT / "tests" / "warehouse" / "measured_program.py"), str(count), str(where)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *steps, loaded = map(int, done.stdout.split())
    assert loaded == count
    return steps


def test_memory_does_not_grow_with_the_number_of_procedures(tmp_path: Path) -> None:
    few, many = peaks(1000, tmp_path / "few"), peaks(8000, tmp_path / "many")
    # Measured: 107, 109 and 167 MiB for 1,000; 111, 123 and 205 for 10,000; 120, 125 and 287 for 100,000, of which the
    # last is DuckDB's own cache. In statements as dlt makes them 2,100 for 10,000.
    extract, normalize, load = (after - before for before, after in zip(few, many, strict=True))
    assert extract < 15 * MIB
    assert normalize < 25 * MIB
    assert load < 90 * MIB
