"""What the vendor's page shows of keeping data in step, written anew after its description, faults included."""

from __future__ import annotations

from typing import Any

import httpx2


class Sample:
    """Asks the service and remembers, as the samples do.

    Args:
        transport: The service.
    """

    def __init__(self, transport: httpx2.BaseTransport) -> None:
        self._client = httpx2.Client(transport=transport, base_url="https://integration.klarify.biz")
        self.mark = "2024-01-01T00:00:00Z"
        self.known: dict[str, str] = {}

    def _page(self, **parameters: Any) -> dict[str, Any]:
        asked = {"access_key": "k", "pageSize": 100, **parameters}
        answer = self._client.get("/api/procedures", params=asked)
        return answer.json() if answer.is_success else {}

    def run(self) -> None:
        """Run once."""
        raise NotImplementedError

    def _take(self, item: dict[str, Any]) -> None:
        self.known[item["id"]] = item["updated_at"]


class FirstPageOnly(Sample):
    """Reads one page a run, in ascending order; the mark is the time of its last item."""

    def run(self) -> None:
        items = self._page(last_updated_at=self.mark, sort="updated_at,asc")["data"]
        for item in items:
            self._take(item)
        if items:
            self.mark = items[-1]["updated_at"]


class AllPages(Sample):
    """Reads all pages by number; afterwards the mark is the newest time seen."""

    def run(self) -> None:
        seen, page = [self.mark], 0
        while True:
            answer = self._page(last_updated_at=self.mark, sort="updated_at,asc", page=page)
            for item in answer["data"]:
                self._take(item)
                seen.append(item["updated_at"])
            if not answer.get("hasNext"):
                break
            page += 1
        self.mark = max(seen)


class Everything(Sample):
    """Reads the whole list, unsorted, by page numbers; an error ends it, and what came until then is the result."""

    def run(self) -> None:
        page = 0
        while True:
            answer = self._page(page=page)
            if "data" not in answer:
                return
            for item in answer["data"]:
                self._take(item)
            if not answer.get("hasNext"):
                return
            page += 1
