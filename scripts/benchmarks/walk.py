"""Walks a list in process and prints the most memory that took: `python -m benchmarks.walk HOW PAGES`, in bytes.

A process of its own for each walk, because its peak never sinks again. Pages are made when they are asked for.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
from klarify_client import AsyncKlarify, Klarify

from .bodies import procedures
from .contenders.ours import KEY

if TYPE_CHECKING:
    from collections.abc import Callable

_PAGE = re.compile(r"\bpage=(\d+)")


def _transport(pages: int) -> httpx2.MockTransport:
    def answer(request: httpx2.Request) -> httpx2.Response:
        page = _PAGE.search(request.url.query.decode())
        return httpx2.Response(200, content=procedures(int(page[1]) if page else 0, pages=pages))

    return httpx2.MockTransport(answer)


def _walk(pages: int) -> None:
    for _ in Klarify(access_key=KEY, transport=_transport(pages)).procedures.list():
        pass


def _walk_ahead(pages: int) -> None:
    for _ in Klarify(access_key=KEY, transport=_transport(pages)).procedures.list().prefetch(16):
        pass


def _walk_async(pages: int) -> None:
    async def walk() -> None:
        async for _ in AsyncKlarify(access_key=KEY, transport=_transport(pages)).procedures.list():
            pass

    asyncio.run(walk())


def _walk_by_hand(pages: int) -> None:
    client = httpx2.Client(transport=_transport(pages))
    page, more = 0, True
    while more:
        answer = client.get(f"https://integration.klarify.biz/api/procedures?access_key={KEY}&page={page}").json()
        page, more = page + 1, answer["hasNext"]


WALKS: dict[str, Callable[[int], None]] = {
    "plain": _walk,
    "ahead": _walk_ahead,
    "async": _walk_async,
    "by-hand": _walk_by_hand,
}


def _peak() -> int:
    status = Path("/proc/self/status")
    if status.exists():
        # Of this process alone: the figure of getrusage() begins with what the parent had when it forked.
        found = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"), re.MULTILINE)
        if found:
            return int(found[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    WALKS[sys.argv[1]](int(sys.argv[2]))
    print(_peak())
