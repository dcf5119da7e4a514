"""Kloudless's lists as a source of dlt, for a warehouse; takes the extra ``kloudless-management-client[dlt]``.

``dlt.pipeline("kloudless", destination="duckdb").run(kloudless_source())``, with the key in dlt's configuration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._client import KloudlessManagement
from ._overrides.errors import describe_error
from ._runtime.credentials import hidden
from ._runtime.warehouse import Connection, Lists, OnRefused, Secret, dlt

if TYPE_CHECKING:
    from dlt.extract import DltResource

__all__ = ["kloudless_source"]


@dlt.source(name="kloudless", section="kloudless")
def kloudless_source(
    *,
    developer_key: Secret | None = None,
    include_secrets: bool = False,
    base_url: str | None = None,
    on_refused: OnRefused = "warn",
    client: KloudlessManagement | None = None,
) -> list[DltResource]:
    """Every list of the API, each a table that a run replaces: ``applications``, and their API keys and webhooks.

    What hangs below an application begins each row with ``application_id``. Members newer than this client become
    columns as well.

    Args:
        developer_key: The credential. Where it is not given dlt looks for ``sources.kloudless.developer_key``, then the
            client for the environment variable ``KLOUDLESS_DEVELOPER_KEY``.
        include_secrets: Whether API keys are loaded, in ``key``. Their SHA-256 is in any case, in ``key_sha256``, as
            they have no other name; in what else a row holds they are masked.
        base_url: Address of the service.
        on_refused: What to do where a list is refused to the user, or not offered by the service: ``warn`` leaves the
            table as an earlier run made it, ``raise`` ends the run. A run of which everything is refused ends in any
            case.
        client: A client of your own, with retries as you like, to read with instead; it stays open.

    Raises:
        ConfigurationError: There is no credential.
        ValueError: ``on_refused`` is neither of them.
    """
    developer_key = hidden(developer_key)
    lists = Lists(
        __name__.rpartition(".")[0],
        Connection("kloudless", lambda: KloudlessManagement(developer_key=developer_key, base_url=base_url), client),
        describe_error,
        secrets=include_secrets,
        on_refused=on_refused,
    )
    return lists.resources()
