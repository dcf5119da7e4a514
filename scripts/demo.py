"""Shows the installed clients at work, against the fakes that they bring along, over loopback."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from klarify_client import AuthenticationError, Klarify
from klarify_client.testing import FakeKlarify
from klipfolio_client import APIStatusError, Klipfolio
from klipfolio_client.testing import FakeKlipfolio
from kloudless_management_client import KloudlessManagement, NotFoundError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from klarify_client.models import Procedure
    from klarify_client.sync import Change, Removal
    from klipfolio_client import Page, Pager

T = TypeVar("T")
CONSOLE = Console(width=None if sys.stdout.isatty() else 100)
SHOWN = 8


@contextmanager
def _fake(package: str, key: str) -> Generator[str]:
    command = [sys.executable, "-m", f"{package}.testing", "--port", "0", "--key", key]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        if server.stdout is None:
            raise RuntimeError("the fake printed no address")
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def _step(text: str) -> None:
    CONSOLE.print(f"\n[bold cyan]{text}[/]")


def _owner(procedure: Procedure) -> str:
    owner = procedure.owner
    return owner if isinstance(owner, str) else (owner and owner.job_title) or ""


def show_klarify(url: str, key: str) -> None:
    """Read procedures over several pages, then meet an error."""
    _step(f"Klarify: procedures in pages of 25, two pages ahead of the reader ({url})")
    with Klarify(access_key=key, base_url=url) as client:
        pager = client.procedures.list(page_size=25, sort="updated_at,desc").prefetch(2)
        procedures: list[Procedure] = []
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=CONSOLE) as progress:
            task = progress.add_task("reading", total=pager.total)
            for page in pager.pages():
                procedures += page.items
                progress.update(task, completed=len(procedures))
        table = Table("id", "name", "status", "owner", "changed", title=f"{len(procedures)} procedures, newest first")
        for procedure in procedures[:SHOWN]:
            changed = f"{procedure.updated_at:%Y-%m-%d %H:%M}"
            table.add_row(str(procedure.id), procedure.name, procedure.status, _owner(procedure), changed)
        table.add_row("…", f"and {len(procedures) - SHOWN} more", "", "", "")
        CONSOLE.print(table)

    _step("Klarify: a key that was replaced, as a user meets it")
    with Klarify(access_key="an-old-access-key", base_url=url) as client:
        try:
            client.procedures.list().first_page()
        except AuthenticationError as error:
            CONSOLE.print(f"[red]{type(error).__name__}[/]: {escape(str(error))}")


def show_sync(key: str) -> None:
    """Stay in step with procedures that change, through a crash of the consumer."""
    fake = FakeKlarify(FakeKlarify.sample(250), access_key=key)
    with TemporaryDirectory() as home, fake.serve() as server, Klarify(access_key=key, base_url=server.url) as client:
        _step(f"Klarify: in step with 250 procedures; the state in a file ({server.url})")
        state = Path(home) / "sync.json"
        try:
            for number, _ in enumerate(client.sync(state)):
                if number == 150:
                    raise RuntimeError("the program's own trouble")
        except RuntimeError as error:
            _line("first run", f"150 taken, then ended by {error}")
        _line("again", _counted(client.sync(state)))
        first, second, third, *_ = fake.procedures
        for one in (first, second):
            fake.update(one["id"], name=f"{one['name']}, revised")
        fake.remove(third["id"])
        _line("changed", _counted(client.sync(state)))
        _line("full run", _counted(client.sync(state, full=True)))


def _counted(changes: Iterable[Change | Removal]) -> str:
    counts = Counter(change.kind for change in changes)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "nothing"


def show_kloudless(url: str, key: str) -> None:
    """Make an application, change it, give it a key and a webhook, delete it."""
    _step(f"Kloudless: an application from its creation to its end ({url})")
    with KloudlessManagement(developer_key=key, base_url=f"{url}/v1") as client:
        created = client.applications.create(name="Demo", description="Made by the demo")
        _line("created", f"{created.name!r}, id {created.id}, active: {created.active}")
        changed = client.applications.update(created.id, description="Changed by the demo", events_enabled=True)
        _line("changed", f"description {changed.description!r}, events enabled: {changed.events_enabled}")
        api_key = client.applications.api_keys.create(created.id)
        _line("API key", f"{len(api_key.key)} characters, made {api_key.created:%H:%M:%S}, in no repr and no log")
        webhook = client.applications.webhooks.create(created.id, url="https://example.com/hook")
        _line("webhook", f"id {webhook.id} for {webhook.url}")
        answer = client.with_raw_response(client.applications.get)(created.id)
        _line("raw", f"HTTP {answer.status_code}, request {answer.request_id}, {answer.attempts} attempt")
        applications = client.applications.list(page_size=2)
        _line("all", f"{applications.total} applications: {', '.join(item.name for item in applications)}")
        client.applications.delete(created.id)
        try:
            client.applications.get(created.id)
        except NotFoundError as error:
            _line("deleted", str(error))
        try:
            client.applications.delete("")
        except ValueError as error:
            _line("refused", str(error))


def show_klipfolio(key: str) -> None:
    """Walk clients and klips inside the rate limit, feed a data source, share a klip, lack a permission."""
    fake = FakeKlipfolio(api_key=key, sample=True)
    with fake.serve() as server, Klipfolio(api_key=key, base_url=server.base_url) as client:
        _step(f"Klipfolio: lists of several pages, at most 5 requests a second ({server.url})")
        started = time.perf_counter()
        clients = _read("clients", client.clients.list(limit=10))
        klips = _read("klips", client.klips.list(limit=10))
        fed = client.datasources.list().first_page()
        _line("read", f"{len(clients)} clients, {len(klips)} klips, {fed.total} data sources")
        _line("limit", f"{len(fake.calls)} requests in {time.perf_counter() - started:.1f} s, none refused")

        _step("Klipfolio: a data source made, fed and refreshed, a klip shared")
        created = client.datasources.create(name="Orders", format="csv", connector="simple_rest", refresh_interval=0)
        _line("created", f"id {created.id}, at {created.location}")
        content = b"day,orders\n2026-11-20,17\n2026-11-21,23\n"
        client.datasource_instances.data.update(created.id, content=content, content_type="text/csv")
        with client.datasource_instances.data.get(created.id) as download:
            text = download.text()
        _line("fed", f"{len(content)} bytes up; down again as {download.content_type}: {text.splitlines()[0]} ...")
        result = client.datasources.refresh(datasources=[created.id, "0" * 32])
        failed = result.failed_results.invalid_datasources if result.failed_results else None
        _line("queued", f"{result.total_instances_queued} instance; not queued: {', '.join(failed or ()) or 'none'}")
        group = client.groups.create(name="Sales")
        klip = klips[0]
        client.klips.share_rights.update(klip.id, groups=[{"group_id": group.id, "can_edit": False}])
        shared = client.klips.share_rights.get(klip.id).share_rights
        _line("shared", f"{klip.name} with {', '.join(right.group_name or right.group_id for right in shared)}")

        _step("Klipfolio: a permission that the user lacks, as a user meets it")
        fake.permissions = {"dashboard.library"}
        try:
            client.klips.delete(klip.id)
        except APIStatusError as error:
            CONSOLE.print(f"[red]{type(error).__name__}[/]: {escape(str(error))}")


def _read(what: str, pager: Pager[T]) -> list[T]:
    columns = (TextColumn("  {task.description:8}"), BarColumn(), MofNCompleteColumn())
    rows: list[T] = []
    with Progress(*columns, console=CONSOLE) as progress:
        task = progress.add_task(what, total=None)
        page: Page[T]
        for page in pager.pages():
            rows += page.items
            progress.update(task, completed=len(rows), total=page.total)
    return rows


def _line(what: str, text: str) -> None:
    CONSOLE.print(f"  [green]{what:9}[/] {escape(text)}")


def main() -> int:
    """Run the demo."""
    key = "demo-key-that-nobody-sees"
    with _fake("klarify_client", key) as url:
        show_klarify(url, key)
    show_sync(key)
    with _fake("kloudless_management_client", key) as url:
        show_kloudless(url, key)
    show_klipfolio(key)
    return 0


if __name__ == "__main__":
    sys.exit(main())
