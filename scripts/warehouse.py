"""Loads the three fakes into one DuckDB file, as their services would be loaded, and shows the tables.

Run as `python scripts/warehouse.py [FILE]`; FILE is made anew, `warehouse/warehouse.duckdb` by default. Nothing but
loopback is used.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dlt
import duckdb
from klarify_client.dlt import klarify_source
from klarify_client.testing import FakeKlarify
from klipfolio_client import Klipfolio, RateLimit
from klipfolio_client.dlt import klipfolio_source
from klipfolio_client.testing import FakeKlipfolio
from kloudless_management_client.dlt import kloudless_source
from kloudless_management_client.testing import FakeKloudless
from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from dlt.extract import DltSource

ROOT = Path(__file__).resolve().parent.parent
CONSOLE = Console(width=None if sys.stdout.isatty() else 100)
KEY = "key-that-nobody-sees"
QUESTIONS = {
    "klarify": """
SELECT status, count(*) AS procedures, max(updated_at)::date AS last_change
FROM klarify.procedures GROUP BY status ORDER BY procedures DESC""",
    "klipfolio": """
SELECT g.name AS "group", count(*) AS users, max(u.date_last_login)::date AS last_login
FROM klipfolio.groups g JOIN klipfolio.groups_users u ON u.group_id = g.id
GROUP BY g.name ORDER BY users DESC, g.name""",
    "kloudless": """
SELECT a.name AS application, count(DISTINCT k.key_sha256) AS api_keys,
  count(DISTINCT w.id) AS webhooks
FROM kloudless.applications a
LEFT JOIN kloudless.applications_api_keys k ON k.application_id = a.id
LEFT JOIN kloudless.applications_webhooks w ON w.application_id = a.id
GROUP BY a.name ORDER BY a.name""",
}


def load(name: str, source: DltSource, file: Path, work: str) -> dlt.Pipeline:
    """Run the pipeline of one API and say what came of it."""
    started = time.perf_counter()
    pipeline = dlt.pipeline(
        name, destination=dlt.destinations.duckdb(str(file)), dataset_name=name, pipelines_dir=work, dev_mode=False
    )
    pipeline.run(source)
    trace = pipeline.last_trace
    normalized = trace and trace.last_normalize_info
    counts = normalized.row_counts if normalized else {}
    rows = {table: count for table, count in counts.items() if not table.startswith("_dlt") and count}
    total, seconds = sum(rows.values()), time.perf_counter() - started
    CONSOLE.print(f"  {name:9} rows: [bold]{total:,}[/], tables: [bold]{len(rows)}[/], {seconds:.1f} s")
    return pipeline


def show(pipeline: dlt.Pipeline, database: duckdb.DuckDBPyConnection) -> None:
    """Show the tables of one API, and an answer that they give."""
    name = pipeline.dataset_name
    listing = Table("table", "rows", "columns", title=f"schema {name}", title_justify="left", title_style="bold")
    listing.columns[1].justify = "right"
    for table in sorted(pipeline.default_schema.data_table_names(seen_data_only=True)):
        relation = database.table(f"{name}.{table}")
        own = [column for column in relation.columns if not column.startswith("_dlt")]
        listing.add_row(table, f"{relation.shape[0]:,}", ", ".join(own))
    CONSOLE.print("", listing)
    answer = database.execute(QUESTIONS[name])
    CONSOLE.print(f"[dim]{escape(QUESTIONS[name])}[/]")
    found = Table(*[str(column[0]) for column in answer.description])
    for row in answer.fetchmany(5):
        found.add_row(*[_shown(value) for value in row])
    CONSOLE.print(found)


def _shown(value: Any) -> str:
    return "" if value is None else escape(str(value))


def main(arguments: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=ROOT / "warehouse" / "warehouse.duckdb", metavar="FILE")
    file: Path = parser.parse_args(arguments).file.absolute()
    if file.is_dir():
        parser.error(f"{file} is a directory; name a file")
    # dlt would report its use to its makers.
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    CONSOLE.print("[bold cyan]Load the fakes of three services, which listen on loopback[/]")
    klarify = FakeKlarify.for_command_line(key=KEY, empty=False)
    # The service allows five requests a second, which would take minutes.
    klipfolio = FakeKlipfolio(api_key=KEY, sample=True, rate_limit=None)
    kloudless = FakeKloudless.for_command_line(key=KEY, empty=False)
    with (
        tempfile.TemporaryDirectory() as work,
        klarify.serve() as one,
        klipfolio.serve() as two,
        kloudless.serve() as three,
        Klipfolio(api_key=KEY, base_url=two.base_url, rate_limit=RateLimit(per_second=None)) as unlimited,
    ):
        procedures = klarify_source(access_key=KEY, base_url=one.base_url)
        pipelines = [
            load("klarify", procedures, file, work),
            load("klipfolio", klipfolio_source(client=unlimited), file, work),
            load("kloudless", kloudless_source(developer_key=KEY, base_url=three.base_url), file, work),
        ]
        changed: str = klarify.add({"name": "Made after the first load"})["id"]
        CONSOLE.print(
            f"[bold cyan]Load Klarify again, after procedure {changed} was added: what changed, and no more[/]"
        )
        load("klarify", klarify_source(access_key=KEY, base_url=one.base_url), file, work)
        with duckdb.connect(str(file), read_only=True) as database:
            for pipeline in pipelines:
                show(pipeline, database)
    CONSOLE.print(f"\nThe file, for the command duckdb or any tool that reads it: [bold]{file}[/]", soft_wrap=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
