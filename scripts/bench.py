"""Measures what a user of the clients waits for, as ratios within one run.

Start-up is measured in fresh interpreters, net of the interpreter's own start; calls go through a mock transport in
process. Every round measures every case once, so that a machine that changes its pace changes it for all of them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import httpx2
from klarify_client import AsyncKlarify, Klarify
from klipfolio_client import AsyncKlipfolio, Klipfolio, RateLimit
from kloudless_management_client import AsyncKloudlessManagement, KloudlessManagement
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

ROOT = Path(__file__).resolve().parent.parent
BASE = "import httpx2; from pydantic import BaseModel"
REPEATS = 40

APPLICATION = {
    "id": "wSPk9y5D7p5o87k0ACGKxR",
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
PROCEDURE = {
    "id": "12345",
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
KLIP = {
    "id": "fedcba9876543210fedcba9876543210",
    "name": "Orders by day",
    "description": "Counts the orders of each day.",
    "company": "Example Company",
    "created_by": "0123456789abcdef0123456789abcdef",
    "date_created": "2026-01-12T08:30:00Z",
    "last_updated": "2026-11-20T16:05:12Z",
}
ROW = {key: KLIP[key] for key in ("id", "name", "description")}
META = {"success": True, "status": 200}
ONE_KLIP = json.dumps({"meta": META, "data": KLIP}).encode()
ROWS = [{**ROW, "id": f"{n:032x}"} for n in range(100)]
KLIPS = json.dumps({"meta": {**META, "count": 100, "total": 100}, "data": {"klips": ROWS}}).encode()
# Counts every request, as by default, but lets more pass than a benchmark could send.
LIMIT = RateLimit(per_second=1_000_000)
ONE = json.dumps(APPLICATION).encode()
PAGE = json.dumps({"data": [{**PROCEDURE, "id": str(n)} for n in range(100)], "hasNext": False}).encode()
EMPTY = b'{"data": []}'
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Bar:
    """A ratio and the most it may be, where the project has set itself a bar."""

    case: str
    base: str
    limit: float | None = None


BARS = (
    Bar("import klarify_client", "base", 0.1),
    Bar("import kloudless_management_client", "base", 0.1),
    Bar("klarify client, first resource", "base", 1.5),
    Bar("kloudless client, first resource", "base", 1.5),
    Bar("klarify client, first call", "base"),
    Bar("import klipfolio_client", "base", 0.1),
    Bar("klipfolio client, first resource", "base", 1.5),
    Bar("klipfolio client, first call", "base"),
    Bar("klipfolio: all models", "base", 1.35),
    Bar("plain: import, klarify", "base"),
    Bar("plain: client, one endpoint, kloudless", "base"),
    Bar("one object", "one object: raw httpx2 + .json()", 1.25),
    Bar("one object: async", "one object: async raw httpx2 + .json()", 1.25),
    Bar("one object: plain", "one object: raw httpx2 + .json()"),
    Bar("page of 100", "page of 100: raw httpx2 + .json()", 1.4),
    Bar("page of 100: async", "page of 100: async raw httpx2 + .json()", 1.4),
    Bar("page of 100: plain", "page of 100: raw httpx2 + .json()"),
    Bar("one klip, limited", "one klip: raw httpx2 + .json()", 1.25),
    Bar("one klip, limited: async", "one klip: async raw httpx2 + .json()", 1.25),
    Bar("page of 100 klips, limited", "page of 100 klips: raw httpx2 + .json()", 1.4),
    Bar("page of 100 klips, limited: async", "page of 100 klips: async raw httpx2 + .json()", 1.4),
)


def _start_up_cases() -> Mapping[str, str]:
    klarify = "from klarify_client import Klarify; c = Klarify(access_key='k'"
    kloudless = (
        "from kloudless_management_client import KloudlessManagement; c = KloudlessManagement(developer_key='k')"
    )
    answer = f"httpx2.MockTransport(lambda r: httpx2.Response(200, content={EMPTY!r}))"
    first_call = f"{klarify}, transport={answer}); c.procedures.list().first_page()"
    klipfolio = "from klipfolio_client import Klipfolio; c = Klipfolio(api_key='k'"
    klip = f"httpx2.MockTransport(lambda r: httpx2.Response(200, content={ONE_KLIP!r}))"
    plain = "from plain_kloudless import AuthenticatedClient as C; c = C(base_url='https://x', token='t'); "
    return {
        "base": BASE,
        "import klarify_client": "import klarify_client",
        "import kloudless_management_client": "import kloudless_management_client",
        "klarify client, first resource": f"{klarify}); c.procedures",
        "kloudless client, first resource": f"{kloudless}; c.applications",
        "klarify client, first call": f"import httpx2; {first_call}",
        "import klipfolio_client": "import klipfolio_client",
        "klipfolio client, first resource": f"{klipfolio}); c.klips",
        "klipfolio client, first call": f"import httpx2; {klipfolio}, transport={klip}); c.klips.get('k')",
        "klipfolio: all models": "from klipfolio_client.models import *",
        "plain: import, klarify": "import plain_klarify",
        "plain: client, one endpoint, kloudless": plain
        + "from plain_kloudless.api.applications import applications_get",
    }


def _start_up(statement: str, path: str) -> float:
    code = f"import sys, time; sys.path.append({path!r}); t = time.perf_counter()\n{statement}\n"
    code += "print(time.perf_counter() - t)"
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)


def _per_call(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(REPEATS):
        call()
    return (time.perf_counter() - start) / REPEATS


def _answer(body: bytes) -> httpx2.MockTransport:
    return httpx2.MockTransport(lambda _: httpx2.Response(200, content=body, headers=JSON))


def _call_cases(plain: Any) -> Mapping[str, Callable[[], object]]:
    one, page, klip, klips = (_answer(body) for body in (ONE, PAGE, ONE_KLIP, KLIPS))
    raw_one, raw_page, raw_klip, raw_klips = (httpx2.Client(transport=answer) for answer in (one, page, klip, klips))
    klipfolio = Klipfolio(api_key="an-api-key", transport=klip, rate_limit=LIMIT)
    klipfolio_page = Klipfolio(api_key="an-api-key", transport=klips, rate_limit=LIMIT)
    key = {"kf-api-key": "an-api-key"}
    klips_url = "https://app.klipfolio.com/api/1.0/klips"
    kloudless = KloudlessManagement(developer_key="a-developer-key", transport=one)
    klarify = Klarify(access_key="an-access-key", transport=page)
    one_url = "https://api.kloudless.com/v1/applications/wSPk9y5D7p5o87k0ACGKxR"
    page_url = "https://integration.klarify.biz/api/procedures?access_key=an-access-key"
    return {
        "one object: raw httpx2 + .json()": lambda: raw_one.get(one_url).json(),
        "one object": lambda: kloudless.applications.get("wSPk9y5D7p5o87k0ACGKxR"),
        "one object: plain": plain["one"],
        "page of 100: raw httpx2 + .json()": lambda: raw_page.get(page_url).json(),
        "page of 100": lambda: list(klarify.procedures.list()),
        "page of 100: plain": plain["page"],
        "one klip: raw httpx2 + .json()": lambda: raw_klip.get(f"{klips_url}/{KLIP['id']}", headers=key).json(),
        "one klip, limited": lambda: klipfolio.klips.get(KLIP["id"]),
        "page of 100 klips: raw httpx2 + .json()": lambda: raw_klips.get(f"{klips_url}?limit=100", headers=key).json(),
        "page of 100 klips, limited": lambda: list(klipfolio_page.klips.list(limit=100)),
    }


def _plain_calls() -> dict[str, Callable[[], object]]:
    """Return the same calls through plain openapi-python-client output, which is on sys.path by now."""
    from importlib import import_module

    def answer(body: bytes) -> httpx.MockTransport:
        return httpx.MockTransport(lambda _: httpx.Response(200, content=body, headers=JSON))

    def client(package: str, body: bytes) -> Any:
        made = import_module(package).AuthenticatedClient(base_url="https://x.test", token="t", prefix="DeveloperKey")
        return made.set_httpx_client(httpx.Client(transport=answer(body), base_url="https://x.test"))

    get = import_module("plain_kloudless.api.applications.applications_get").sync
    page = import_module("plain_klarify.api.procedures.procedures_list").sync
    kloudless, klarify = client("plain_kloudless", ONE), client("plain_klarify", PAGE)
    return {"one": lambda: get("wSPk9y5D7p5o87k0ACGKxR", client=kloudless), "page": lambda: page(client=klarify)}


async def _async_rounds(rounds: int) -> dict[str, list[float]]:
    answers = [_answer(body) for body in (ONE, PAGE, ONE_KLIP, KLIPS)]
    one, page, klip, klips = answers
    raw_one, raw_page, raw_klip, raw_klips = (httpx2.AsyncClient(transport=answer) for answer in answers)
    klipfolio = AsyncKlipfolio(api_key="an-api-key", transport=klip, rate_limit=LIMIT)
    klipfolio_page = AsyncKlipfolio(api_key="an-api-key", transport=klips, rate_limit=LIMIT)
    kloudless = AsyncKloudlessManagement(developer_key="a-developer-key", transport=one)
    klarify = AsyncKlarify(access_key="an-access-key", transport=page)

    async def raw(client: httpx2.AsyncClient) -> object:
        return (await client.get("https://x.test/api/procedures?access_key=an-access-key")).json()

    cases: dict[str, Callable[[], Awaitable[object]]] = {
        "one object: async raw httpx2 + .json()": lambda: raw(raw_one),
        "one object: async": lambda: kloudless.applications.get("wSPk9y5D7p5o87k0ACGKxR"),
        "page of 100: async raw httpx2 + .json()": lambda: raw(raw_page),
        "page of 100: async": lambda: klarify.procedures.list().first_page(),
        "one klip: async raw httpx2 + .json()": lambda: raw(raw_klip),
        "one klip, limited: async": lambda: klipfolio.klips.get(KLIP["id"]),
        "page of 100 klips: async raw httpx2 + .json()": lambda: raw(raw_klips),
        "page of 100 klips, limited: async": lambda: klipfolio_page.klips.list(limit=100).first_page(),
    }
    seconds: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, call in cases.items():
            start = time.perf_counter()
            for _ in range(REPEATS):
                await call()
            seconds[name].append((time.perf_counter() - start) / REPEATS)
    return seconds


def _generate_plain(target: Path) -> None:
    config = target / "config.yaml"
    config.write_text("literal_enums: true\npost_hooks: []\n", encoding="utf-8")
    for api in ("klarify", "kloudless"):
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--config", str(config)]
        command += ["--path", str(ROOT / "specs" / f"{api}.yaml"), "--output-path", str(target / f"plain_{api}")]
        subprocess.run(command, check=True, capture_output=True)


def measure(rounds: int) -> dict[str, float]:
    """Return the median seconds of every case."""
    with tempfile.TemporaryDirectory() as name:
        _generate_plain(Path(name))
        sys.path.append(name)
        seconds: dict[str, list[float]] = {}
        start_up, calls = _start_up_cases(), _call_cases(_plain_calls())
        for call in calls.values():
            call()
        for _ in range(rounds):
            for case, statement in start_up.items():
                seconds.setdefault(case, []).append(_start_up(statement, name))
            for case, call in calls.items():
                seconds.setdefault(case, []).append(_per_call(call))
        seconds |= asyncio.run(_async_rounds(rounds))
    return {case: statistics.median(values) for case, values in seconds.items()}


def main() -> int:
    """Run the command; the exit status tells whether every bar was kept."""
    parser = argparse.ArgumentParser(prog="nox -s bench --", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often every case is measured (default: 15)")
    medians = measure(parser.parse_args().rounds)
    table = Table("case", "median", "ratio", "bar", title=f"Python {sys.version.split()[0]}; base: {BASE}")
    kept = True
    for bar in BARS:
        ratio = medians[bar.case] / medians[bar.base]
        good = bar.limit is None or ratio <= bar.limit
        kept = kept and good
        colour = "" if bar.limit is None else "[green]" if good else "[red]"
        limit = "" if bar.limit is None else f"≤ {bar.limit}"
        table.add_row(bar.case, _shown(medians[bar.case]), f"{colour}{ratio:.2f}", limit)
    Console(width=110).print(table)
    return 0 if kept else 1


def _shown(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.0f} us"


if __name__ == "__main__":
    sys.exit(main())
