"""Loads procedures that are made on the fly, and prints the peak of its memory in KiB: `... COUNT DIRECTORY`."""

from __future__ import annotations

import resource
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import dlt
import httpx2
from klarify_client import Klarify
from klarify_client.dlt import klarify_source

START = datetime(2020, 1, 1, tzinfo=UTC)


def procedure(number: int) -> dict[str, Any]:
    return {
        "id": f"p{number}",
        "name": f"Procedure {number}",
        "status": "published",
        "owner": "Jane Doe",
        "performer": "Team",
        "lanes": ["Clerk", "Manager"],
        "updated_at": f"{START + timedelta(minutes=number):%Y-%m-%dT%H:%M:%SZ}",
        "url": f"https://example.com/process/{number}",
        "called_within": [],
        "called_from": ["Order"],
    }


class Service(httpx2.BaseTransport):
    """So many procedures, one changed a minute; none is kept."""

    def __init__(self, count: int) -> None:
        self.count = count

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = {name: values[0] for name, values in parse_qs(request.url.query.decode()).items()}
        since = asked.get("last_updated_at")
        first = int((datetime.fromisoformat(since) - START) // timedelta(minutes=1)) + 1 if since else 0
        begin = first + int(asked["page"]) * int(asked["pageSize"])
        end = min(begin + int(asked["pageSize"]), self.count)
        body = {"data": [procedure(number) for number in range(begin, end)], "hasNext": end < self.count}
        return httpx2.Response(200, json=body)


def main(count: int, where: Path) -> None:
    target = dlt.destinations.duckdb(str(where / "warehouse.duckdb"))
    pipeline = dlt.pipeline("measured", destination=target, dataset_name="loaded", pipelines_dir=str(where))
    peaks: list[int] = []
    source = klarify_source(client=Klarify(access_key="k", transport=Service(count)))
    for step in (lambda: pipeline.extract(source), pipeline.normalize, pipeline.load):
        step()
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    with pipeline.sql_client() as client:
        found: Any = client.execute_sql("SELECT count(DISTINCT id) FROM procedures")
    print(*peaks, *(found or [[0]])[0])


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
