"""A program that takes as much as a limit lets it, from a thread and from tasks of an event loop, until it is killed.

python limited_program.py URL-OF-THE-SERVICE URL-OF-THE-STORE NAME asyncio|trio

It says when it is ready, and begins with the end of its input.
"""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from importlib import import_module

import anyio
from klipfolio_client import AsyncKlipfolio, Klipfolio, RateLimit, SharedLimitError


def in_a_thread(client: Klipfolio, sender: str) -> None:
    while True:
        # A machine with too much to do may not reach a store in time.
        with suppress(SharedLimitError):
            client.klips.delete(sender)


async def in_a_task(client: AsyncKlipfolio, sender: str) -> None:
    while True:
        with suppress(SharedLimitError):
            await client.klips.delete(sender)


async def in_a_loop(client: AsyncKlipfolio, sender: str) -> None:
    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(in_a_task, client, sender)


def main(service: str, store: str, name: str, backend: str) -> None:
    limit = RateLimit(shared=store)
    client = Klipfolio(api_key="any", base_url=service, rate_limit=limit)
    asynchronous = AsyncKlipfolio(api_key="any", base_url=service, rate_limit=limit)
    # Loaded with the first call otherwise.
    import_module("httpx2")
    print("ready", flush=True)
    sys.stdin.read()
    threading.Thread(target=in_a_thread, args=[client, f"{name}-sync"], daemon=True).start()
    anyio.run(in_a_loop, asynchronous, f"{name}-async", backend=backend)


if __name__ == "__main__":
    main(*sys.argv[1:])
