"""Shows the installed clients at work, against the fakes that they bring along, over loopback."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from klarify_client import AuthenticationError, Klarify
from kloudless_management_client import KloudlessManagement, NotFoundError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Generator

    from klarify_client.models import Procedure

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


def _line(what: str, text: str) -> None:
    CONSOLE.print(f"  [green]{what:8}[/] {escape(text)}")


def main() -> int:
    """Run the demo."""
    key = "demo-key-that-nobody-sees"
    with _fake("klarify_client", key) as url:
        show_klarify(url, key)
    with _fake("kloudless_management_client", key) as url:
        show_kloudless(url, key)
    return 0


if __name__ == "__main__":
    sys.exit(main())
