"""Pipelines of tests: each on its own, in the directory of the test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dlt

if TYPE_CHECKING:
    from pathlib import Path

    from dlt.extract import DltSource


def pipeline(where: Path, name: str = "tested", url: str = "") -> dlt.Pipeline:
    """A pipeline into DuckDB, or into the PostgreSQL at a URL."""
    target: Any = dlt.destinations.postgres(url) if url else dlt.destinations.duckdb(str(where / "warehouse.duckdb"))
    return dlt.pipeline(name, destination=target, dataset_name="loaded", pipelines_dir=str(where / "pipelines"))


def load(to: dlt.Pipeline, source: DltSource, **options: Any) -> dict[str, int]:
    """Run a pipeline; gives the rows that it loaded, by table."""
    before = to.last_trace
    to.run(source, **options)
    trace = to.last_trace
    assert trace is not None
    assert trace is not before
    normalized = trace.last_normalize_info
    counts = normalized.row_counts if normalized else {}
    return {table: count for table, count in counts.items() if not table.startswith("_dlt") and count}


def rows(of: dlt.Pipeline, query: str) -> list[tuple[Any, ...]]:
    with of.sql_client() as client:
        return [tuple(row) for row in client.execute_sql(query) or []]


def tables(of: dlt.Pipeline) -> dict[str, int]:
    """Rows of every table that is there."""
    found = rows(of, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'loaded'")
    names = sorted(name for (name,) in found if not name.startswith("_dlt"))
    return {name: rows(of, f"SELECT count(*) FROM {name}")[0][0] for name in names}


def columns(of: dlt.Pipeline, table: str) -> dict[str, tuple[str, bool]]:
    """Type and whether it may be null, of every column of a table."""
    query = (
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns "
        f"WHERE table_schema = 'loaded' AND table_name = '{table}'"
    )
    return {name: (kind, null == "YES") for name, kind, null in rows(of, query) if not name.startswith("_dlt")}
