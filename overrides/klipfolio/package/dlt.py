"""Klipfolio's lists as a source of dlt, for a warehouse; takes the extra ``klipfolio-client[dlt]``.

``dlt.pipeline("klipfolio", destination="duckdb").run(klipfolio_source())``, with the credential in dlt's configuration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._client import Klipfolio, RateLimit
from ._overrides.errors import describe_error
from ._runtime.credentials import hidden
from ._runtime.warehouse import Connection, Lists, OnRefused, Secret, dlt

if TYPE_CHECKING:
    from dlt.extract import DltResource

__all__ = ["klipfolio_source"]

# What lists of links call a dashboard is a tab everywhere else.
_PARENTS = {"dashboard_id": "tabs"}


@dlt.source(name="klipfolio", section="klipfolio")
def klipfolio_source(
    *,
    api_key: Secret | None = None,
    email: Secret | None = None,
    password: Secret | None = None,
    client_id: str | None = None,
    base_url: str | None = None,
    on_refused: OnRefused = "warn",
    client: Klipfolio | None = None,
) -> list[DltResource]:
    """Every list of the API, each a table that a run replaces: clients, users, klips, and what hangs below them.

    A list below an object (``groups_users``) asks once for every object and begins each row with its id, ``group_id``.
    Leave out what you do not need, ``klipfolio_source().with_resources("users", "groups_users")``: 100 clients with
    three lists below are 300 requests, of which the service allows five a second. Objects inside are columns
    (``created_by__user_name``), lists inside are tables below; members newer than this client become columns as well.

    Args:
        api_key: The credential. Where it is not given dlt looks for ``sources.klipfolio.api_key``, then the client for
            the environment variable ``KLIPFOLIO_API_KEY``.
        email: With ``password``, the other kind of credential; likewise in ``sources.klipfolio``.
        password: See ``email``.
        client_id: Client account whose objects are read, for partner companies, where the list knows it. Without it,
            your own company. Two accounts need two datasets.
        base_url: Address of the service.
        on_refused: What to do where the user lacks a permission (told by its name), or the service does not offer the
            list: ``warn`` leaves the table as an earlier run made it, ``raise`` ends the run. A run of which everything
            is refused ends in any case.
        client: A client of your own, with limits and retries as you like, to read with instead; it stays open.

    Raises:
        ConfigurationError: There is no credential, or two.
        ValueError: ``on_refused`` is neither of them.
    """
    api_key, email, password = hidden(api_key), hidden(email), hidden(password)
    limit = RateLimit()

    def make() -> Klipfolio:
        return Klipfolio(api_key=api_key, email=email, password=password, base_url=base_url, rate_limit=limit)

    lists = Lists(
        __name__.rpartition(".")[0],
        Connection("klipfolio", make, client),
        describe_error,
        parents=_PARENTS,
        arguments={"client_id": client_id} if client_id else {},
        on_refused=on_refused,
    )
    return lists.resources()
