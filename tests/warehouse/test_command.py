"""The command that loads the three fakes: what a person sees, and the file that it leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[2]


def warehouse(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "warehouse.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_three_fakes_are_loaded_into_one_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "some.duckdb"
    done = warehouse(str(file))
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines()[:-1])) <= 100
    assert done.stdout.splitlines()[-1].endswith(str(file))
    assert "klarify   rows: 1, tables: 1" in done.stdout
    with duckdb.connect(str(file), read_only=True) as database:
        found = database.execute("SELECT table_schema, table_name FROM information_schema.tables").fetchall()
        names = {name for name, _ in found}
        assert {"klarify", "klipfolio", "kloudless"} <= names
        for schema, table in found:
            assert schema.endswith("_staging") or table.startswith("_dlt") or f" {table} " in done.stdout
        assert database.table("klarify.procedures").shape[0] == 251


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    done = warehouse(str(tmp_path))
    assert done.returncode == 2
    assert "is a directory; name a file" in done.stderr
