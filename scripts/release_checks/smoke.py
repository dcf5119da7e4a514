"""Tries an installed package, with nothing but that: imports all of it, and calls the fake that it brings along.

Run by a Python of the environment, as `python -I smoke.py MODULE CLIENT ARGUMENT LISTING VERSION [EXTRA ...]`. What is
wrong is told by an exception.
"""

from __future__ import annotations

import asyncio
import os
import pkgutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

# What modules of the package need beyond its requirements, and the extras that bring it.
_BROUGHT_BY = {"pyrate_limiter": {"sqlite", "redis", "postgres"}, "opentelemetry": {"opentelemetry"}, "dlt": {"dlt"}}


def import_all(name: str, extras: list[str]) -> ModuleType:
    """Import every module of the package and look every public name up; return the package."""
    package = import_module(name)
    place = Path(str(package.__file__))
    if Path(sys.prefix).resolve() not in place.resolve().parents:
        raise RuntimeError(f"{name} was imported from {place.parent}, not from this environment")
    for module in pkgutil.walk_packages(package.__path__, f"{name}."):
        try:
            import_module(module.name)
        except ModuleNotFoundError as error:
            bringing = _BROUGHT_BY.get((error.name or "").partition(".")[0])
            if bringing is None or bringing & {*extras}:
                raise
    for public in package.__all__:
        getattr(package, public)
    return package


def fake_of(package: ModuleType) -> Any:
    """Return the package's fake, with its sample data."""
    (name,) = [name for name in package.testing.__all__ if name.startswith("Fake")]
    return getattr(package.testing, name).for_command_line(key=None, empty=False)


def listed(client: Any, listing: str) -> Any:
    """Call a method of a client by its dotted name."""
    method = client
    for name in listing.split("."):
        method = getattr(method, name)
    return method()


def call(package: ModuleType, client: str, argument: str, listing: str, **settings: Any) -> None:
    """Read a page in process and over loopback, sync and async; and meet an error."""
    fake = fake_of(package)
    given = {argument: "any", "max_retries": 0, **settings}
    with fake.serve() as server:
        for way in ({"transport": fake.transport}, {"base_url": server.base_url}):
            with getattr(package, client)(**given, **way) as sync:
                page = listed(sync, listing).first_page()
                if not page.items or not page.items[0].to_dict():
                    raise RuntimeError(f"{listing} gave no objects")
                fake.inject(status=404)
                try:
                    listed(sync, listing).first_page()
                except package.NotFoundError:
                    pass
                else:
                    raise RuntimeError(f"{listing}: 404 raised nothing")
            awaited = asyncio.run(_first_page(getattr(package, f"Async{client}")(**given, **way), listing))
            if awaited != [item.to_dict() for item in page.items]:
                raise RuntimeError(f"{listing}: the async client gave something else than the sync one")


async def _first_page(client: Any, listing: str) -> list[Any]:
    async with client:
        return [item.to_dict() for item in (await listed(client, listing).first_page()).items]


def load(package: ModuleType, client: str, argument: str, listing: str) -> None:
    """Load a list of the fake into DuckDB, twice."""
    # dlt would report its use to its makers.
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    dlt = import_module("dlt")
    (source,) = package.dlt.__all__
    table = listing.partition(".")[0]
    with tempfile.TemporaryDirectory() as work:
        destination = dlt.destinations.duckdb(str(Path(work, "smoke.duckdb")))
        pipeline = dlt.pipeline("smoke", destination=destination, dataset_name="loaded", pipelines_dir=work)
        with getattr(package, client)(**{argument: "any"}, transport=fake_of(package).transport) as reader:
            expected = sum(1 for _ in listed(reader, listing))
            for _ in range(2):
                pipeline.run(getattr(package.dlt, source)(client=reader).with_resources(table))
        with pipeline.sql_client() as sql:
            ((rows,),) = sql.execute_sql(f"SELECT count(*) FROM {table}")  # noqa: S608 - a name of our own
        if rows != expected:
            raise RuntimeError(f"{rows} rows of {table} were loaded, not {expected}")


def main(name: str, client: str, argument: str, listing: str, version: str, *extras: str) -> None:
    """Try the package."""
    package = import_all(name, [*extras])
    if package.__version__ != version:
        raise RuntimeError(f"{name}.__version__ is {package.__version__}, not {version}")
    call(package, client, argument, listing)
    if "opentelemetry" in extras:
        call(package, client, argument, listing, middleware=[package.telemetry.OpenTelemetry()])
    if "dlt" in extras:
        load(package, client, argument, listing)
    if "sqlite" in extras:
        with tempfile.TemporaryDirectory() as directory:
            limit = package.RateLimit(shared=f"sqlite://{Path(directory, 'limit.db').as_posix()}")
            call(package, client, argument, listing, rate_limit=limit)
            limit.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
