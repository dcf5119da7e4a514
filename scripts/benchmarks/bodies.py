"""What the services answer in a benchmark."""

from __future__ import annotations

import json

APPLICATION_ID = "wSPk9y5D7p5o87k0ACGKxR"
KLIP_ID = "fedcba9876543210fedcba9876543210"
PAGES, PAGE_SIZE = 100, 100

_APPLICATION = {
    "id": APPLICATION_ID,
    "name": "Test App 2",
    "description": "A test application.",
    "logo_url": "",
    "active": True,
    "implicit_grant_enabled": False,
    "recent_enabled": False,
    "events_enabled": False,
    "created": "2015-06-01T03:57:16.770685Z",
    "modified": "2015-06-01T03:57:16.770685Z",
}
_PROCEDURE = {
    "id": "ID",
    "name": "Customer Onboarding Process",
    "status": "published",
    "owner": "John Smith",
    "performer": "Customer Service Team",
    "updated_at": "2024-01-15T14:30:00Z",
    "url": "https://yourorg.klarify.me/process/12345",
    "lanes": ["Customer Service", "Account Management"],
    "called_within": [],
    "called_from": ["Sales Pipeline Process"],
}
_KLIP = {
    "id": KLIP_ID,
    "name": "Orders by day",
    "description": "Counts the orders of each day.",
    "company": "Example Company",
    "created_by": "0123456789abcdef0123456789abcdef",
    "date_created": "2026-01-12T08:30:00Z",
    "last_updated": "2026-11-20T16:05:12Z",
}
_META = {"success": True, "status": 200}
_KLIP_ROW = {key: _KLIP[key] for key in ("id", "name", "description")}
_KLIP_ROWS = [{**_KLIP_ROW, "id": f"{number:032x}"} for number in range(PAGE_SIZE)]
_TEMPLATE = json.dumps(_PROCEDURE)

ONE_APPLICATION = json.dumps(_APPLICATION).encode()
ONE_KLIP = json.dumps({"meta": _META, "data": _KLIP}).encode()
ALL_KLIPS = json.dumps({"meta": {**_META, "count": 100, "total": 100}, "data": {"klips": _KLIP_ROWS}}).encode()


def procedures(page: int, *, pages: int = 1, size: int = PAGE_SIZE) -> bytes:
    """Return one of ``pages`` pages of procedures, each with its own identifiers."""
    first = page * size
    rows = ", ".join(_TEMPLATE.replace('"ID"', f'"{number}"', 1) for number in range(first, first + size))
    more = "true" if page < pages - 1 else "false"
    return f'{{"data": [{rows}], "hasNext": {more}, "totalCount": {pages * size}}}'.encode()
