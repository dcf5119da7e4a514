"""What the fakes answer, as lines to be kept: ``python -m tests.unit.transcribing`` writes them to ``transcripts/``.

A line for every answer, whole; what it changed of the fake; and what is said of every member that is given wrongly. A
change of a fake shows as a changed line there, to be read before it is committed.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from klarify_client.testing import FakeKlarify
from klipfolio_client._runtime import clock as klipfolio_clock
from klipfolio_client.testing import FakeKlipfolio
from kloudless_management_client.testing import FakeKloudless

from tests.unit.test_fake_klipfolio_operations import BODIES, SPEC, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOME = Path(__file__).with_name("transcripts")
MOMENT = datetime(2024, 3, 10, 12, 30, 15, tzinfo=UTC)
WRONG: tuple[object, ...] = (None, 7, "", " ", "x", [], {}, [7], True, -1)
_LONGEST = 160
STATE = (
    *("clients", "datasources", "datasource_instances", "klips", "tabs", "published_links", "users", "groups", "roles"),
    *("refreshed", "invited", "passwords_reset"),
)


def shown(value: object) -> str:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def fingerprint(value: object) -> str:
    """What stands for much that is the same every time."""
    return hashlib.sha256(shown(value).encode()).hexdigest()[:16]


def told(response: Any) -> str:
    """Status, headers and body; of a long body, how it begins, and what stands for the rest."""
    return f"{response.status} {shown(dict(response.headers))} {cut(response.body.decode())}"


def cut(text: str) -> str:
    """How a text begins, and what stands for the rest."""
    line = text.replace("\n", "\\n")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}... {len(text)} {fingerprint(text)}"


def klipfolio() -> Iterator[str]:
    """What is there from the beginning."""
    fake = FakeKlipfolio(sample=True, rate_limit=None)
    for name in STATE:
        yield f"sample {name} {fingerprint(getattr(fake, name))}"
    yield from (f"role {cut(shown(role))}" for role in FakeKlipfolio().roles)
    yield from (f"client {cut(shown(client))}" for client in fake.clients[:1])


def klipfolio_operations(resource: str) -> Iterator[str]:
    """Every operation of a resource: called well, called with every member wrong, and what it changes."""
    for name in (name for name in SPEC.operations if _resource(name) == resource):
        stage = Stage()
        before = {part: [shown(one) for one in getattr(stage.fake, part)] for part in STATE}
        listing = {"limit": "2", "full": "true"} if SPEC.operations[name].paging else {}
        yield f"{name}: {told(stage.call(SPEC.operations[name], **listing))}"
        for part in STATE:
            after = [shown(one) for one in getattr(stage.fake, part)]
            yield from _changes(f"{name} - {part}", [one for one in before[part] if one not in after])
            yield from _changes(f"{name} + {part}", [one for one in after if one not in before[part]])
        yield from _misused(name, stage)


def _changes(what: str, objects: list[str]) -> Iterator[str]:
    yield from (f"{what} {cut(one)}" for one in objects[:3])
    if objects[3:]:
        yield f"{what} and {len(objects) - 3} more {fingerprint(objects)}"


def _resource(name: str) -> str:
    tag: str = SPEC.operations[name].node["tags"][0]
    return tag.partition(".")[0]


def _misused(name: str, stage: Stage) -> Iterator[str]:
    operation = SPEC.operations[name]
    path = operation.template.format(**(stage.ids | stage.other_ids.get(name, {})))
    members = BODIES.get(name)
    if members is None:
        return
    bodies: dict[str, object] = {"{}": {}, "[]": [], '"x"': "x"}
    bodies |= {f"{member}={shown(value)}": {**members, member: value} for member in members for value in WRONG}
    for given, body in bodies.items():
        response = stage.request(operation.method, path, {}, body)
        if response.status >= 400:
            yield f"{name} {given}: {response.status} {json.loads(response.body)['meta']['error_desc']}"


def kloudless() -> Iterator[str]:
    """A session from the first application to the last, with what is refused in between."""
    fake = FakeKloudless.sample(developer_key="k", clock=lambda: MOMENT)
    yield f"sample {shown(fake.applications)}"
    yield f"keys {fingerprint([fake.api_keys(one['id']) for one in fake.applications])}"
    yield f"webhooks {fingerprint([fake.webhooks(one['id']) for one in fake.applications])}"
    first = fake.applications[0]["id"]
    key, hook = fake.api_keys(first)[0]["key"], fake.webhooks(first)[0]["id"]
    good = {"name": "New", "description": "d", "logo_url": "https://a.example/l.png", "active": False}
    hooks = f"/v1/applications/{first}/webhooks"
    odd: tuple[object, ...] = ({}, [], "x", {**good, "unknown": 1}, {**good, "id": "x"})
    requests: list[tuple[str, str, object]] = [
        *(("GET", f"/v1/applications{query}", None) for query in ("", "?page=2&page_size=1", "?page=0", "?page=x")),
        *(
            ("GET", f"/v1/applications?page_size={size}", None)
            for size in ("0", "1", "100", "101", "1000", "1001", "x")
        ),
        *(("GET", f"/v1/applications?active={value}", None) for value in ("True", "true", "False", "maybe")),
        *((method, "/v1/applications", None) for method in ("DELETE", "PUT", "HEAD")),
        *((method, f"/v1/applications/{first}", None) for method in ("GET", "POST", "PUT")),
        *((method, "/v1/applications/none", {}) for method in ("GET", "PATCH", "DELETE")),
        *(("POST", "/v1/applications", {**good, name: value}) for name in good for value in WRONG),
        *(("POST", "/v1/applications", body) for body in odd),
        *(("PATCH", f"/v1/applications/{first}", {name: value}) for name in good for value in WRONG),
        *(("GET", f"/v1/applications/{first}/apikeys{query}", None) for query in ("", "?page_size=1", "?page=9")),
        ("POST", f"/v1/applications/{first}/apikeys", {}),
        ("POST", f"/v1/applications/{first}/apikeys", {"key": "mine"}),
        *((method, f"/v1/applications/{first}/apikeys/{key}", None) for method in ("GET", "DELETE", "DELETE", "PUT")),
        *(("GET", f"{hooks}{query}", None) for query in ("", "?page_size=1", f"/{hook}", "/none")),
        *(
            ("POST", hooks, {"url": url})
            for url in ("https://a.example", "http://localhost:5000", "ftp://a", "a", *WRONG)
        ),
        *((method, f"{hooks}/{hook}", None) for method in ("DELETE", "GET", "PATCH")),
        *((method, f"/v1/applications/{first}", None) for method in ("DELETE", "GET", "DELETE")),
        *(("GET", path, None) for path in ("/", "/v1", "/v2/applications", "/v1/applications/", f"{hooks}/")),
    ]
    for method, target, body in requests:
        path, _, query = target.partition("?")
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"authorization": "DeveloperKey k", "content-type": "application/json"}
        response = fake.respond(_request(FakeKloudless, method, path, query, headers, content))
        yield f"{method} {target} {shown(body)}: {told(response)}"
    for headers in ({}, {"authorization": "DeveloperKey x"}, {"authorization": "k"}, {"authorization": "APIKey k"}):
        yield f"{headers}: {told(fake.respond(_request(FakeKloudless, 'GET', '/v1/applications', '', headers, b'')))}"
    yield f"calls {fingerprint([str(call) for call in fake.calls])}"


def klarify() -> Iterator[str]:
    """Every generation, with what is refused."""
    yield f"sample {fingerprint(FakeKlarify.sample(500))}"
    yield from (f"sample {shown(one)}" for one in FakeKlarify.sample(12))
    generations: tuple[Literal[1, 2, 3], ...] = (1, 2, 3)
    for generation in generations:
        ticks = (MOMENT + timedelta(seconds=number) for number in range(1000))
        fake = FakeKlarify(FakeKlarify.sample(24), access_key="k", clock=partial(next, ticks), generation=generation)
        yield f"{generation} added {shown(fake.add({'name': 'Only a name'}))}"
        yield f"{generation} changed {shown(fake.update(fake.procedures[0]['id'], name='Other', extra=[1]))}"
        queries = [
            *("", "access_key=", "access_key=x", "access_key=k"),
            *(
                f"access_key=k&pageSize={value}"
                for value in ("0", "1", "25", "26", "100", "1000", "x", "-1", "1.5", "")
            ),
            *(f"access_key=k&pageSize=2&page={value}" for value in ("0", "1", "11", "12", "13", "-1", "x", "")),
            *(
                f"access_key=k&pageSize=3&sort={field},{direction}"
                for field in ("name", "status", "updated_at", "created_at", "owner", "")
                for direction in ("asc", "desc", "up", "")
            ),
            *(f"access_key=k&pageSize=3&sort={value}" for value in ("name", "name,asc,desc", ",")),
            *(
                f"access_key=k&pageSize=3&last_updated_at={value}"
                for value in ("2024-03-10T12:30:16Z", "2025-01-01T00:00:00Z", "x", "")
            ),
            *("access_key=k&page=0&page=1", "access_key=k&access_key=k", "access_key=k&pageSize=1&other=1"),
        ]
        requests = [("GET", "/api/procedures", query) for query in queries]
        requests += [(method, "/api/procedures", "access_key=k") for method in ("POST", "HEAD")]
        requests += [("GET", path, "access_key=k") for path in ("/api/procedures/", "/")]
        for method, path, query in requests:
            response = fake.respond(_request(FakeKlarify, method, path, query, {}, b""))
            yield f"{generation} {method} {path} {query}: {told(response)}"


def _request(fake: type[Any], method: str, path: str, query: str, headers: dict[str, str], body: bytes) -> Any:
    """A request of the fake's own package."""
    package = fake.__module__.partition(".")[0]
    kind = __import__(f"{package}._runtime.fake", fromlist=["FakeRequest"]).FakeRequest
    return kind(method, path, query, headers, body)


TRANSCRIPTS: dict[str, Callable[[], Iterator[str]]] = {
    "klarify": klarify,
    "kloudless": kloudless,
    "klipfolio": klipfolio,
    **{
        f"klipfolio.{resource}": partial(klipfolio_operations, resource)
        for resource in dict.fromkeys(map(_resource, SPEC.operations))
    },
}


def transcript(name: str) -> list[str]:
    """Return the lines of a transcript, at a moment that is always the same."""
    klipfolio_clock.use(klipfolio_clock.Clock(now=lambda: MOMENT))
    try:
        return list(TRANSCRIPTS[name]())
    finally:
        klipfolio_clock.use(None)


def kept(name: str) -> Path:
    """Return where the lines are kept."""
    return HOME / f"{name}.txt"


if __name__ == "__main__":
    for each in TRANSCRIPTS:
        kept(each).write_text("\n".join(transcript(each)) + "\n", encoding="utf-8")
