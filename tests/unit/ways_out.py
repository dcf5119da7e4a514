"""The ways by which something leaves a client other than to its service, and what all of them show."""

from __future__ import annotations

import base64
import html
import json
import logging
import pickle
import re
import traceback
import types
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, quote_plus

import httpx2

from tests.unit.telemetry_backend import Backend

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Generator

    import respx

# Words that stand nowhere else: half of a secret that gets through is found as well.
PLAIN_SECRET = "Qx7wSecretHead0SecretTailZp4"
ASCII_SECRET = "Qx7wSecretHead/+&=%25\"'<>\\{}~ ,;$SecretTailZp4"
TEXT_SECRET = f"{ASCII_SECRET}üé€😀"
TRACES = ("Qx7w", "SecretHead", "SecretTail", "Zp4")


def spellings(secret: str) -> list[str]:
    """Ways in which services and proxies quote what they were sent."""
    return [
        secret,
        quote(secret, safe=""),
        quote(secret),
        re.sub("%..", lambda escape: escape[0].lower(), quote(secret, safe="")),
        quote_plus(secret),
        html.escape(secret),
        json.dumps(secret)[1:-1],
        json.dumps(secret, ensure_ascii=False)[1:-1],
        repr(secret)[1:-1],
    ]


def in_base64(username: str, password: str) -> str:
    """A user name and a password as HTTP Basic sends them."""
    return base64.b64encode(f"{username}:{password}".encode()).decode()


def traces_in(text: str, encoded: str = "") -> list[str]:
    """The parts of a secret that a text shows; of what is sent in base64, any sixteen letters that begin a group."""
    parts = [encoded[start : start + 16] for start in range(24, len(encoded) - 15, 4)]
    return [trace for trace in (*TRACES, *parts) if trace in text]


class Witness(logging.Handler):
    """Keeps every line that any logger writes."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [self.format(record), record.getMessage(), repr(record.args), str(record.msg)]


@contextmanager
def everything_logged() -> Generator[Witness]:
    """Turn all loggers of the process up, and keep what they say."""
    witness, root = Witness(), logging.getLogger()
    level = root.level
    root.addHandler(witness)
    root.setLevel(logging.DEBUG)
    try:
        yield witness
    finally:
        root.setLevel(level)
        root.removeHandler(witness)


class Onlooker:
    """Middleware that keeps what it sees of every attempt; of either face."""

    def __init__(self, *, asynchronous: bool) -> None:
        self.requests: list[httpx2.Request] = []
        self.others: list[httpx2.Request] = []
        self._asynchronous = asynchronous

    def __call__(
        self, request: httpx2.Request, send: Callable[[httpx2.Request], Any]
    ) -> httpx2.Response | Coroutine[Any, Any, httpx2.Response]:
        self.requests.append(request)
        return self._asend(request, send) if self._asynchronous else self._send(request, send)

    def _send(self, request: httpx2.Request, send: Callable[[httpx2.Request], Any]) -> httpx2.Response:
        try:
            response: httpx2.Response = send(request)
        except Exception as error:
            self._keep(error)
            raise
        self._keep(response)
        return response

    async def _asend(self, request: httpx2.Request, send: Callable[[httpx2.Request], Any]) -> httpx2.Response:
        try:
            response: httpx2.Response = await send(request)
        except Exception as error:
            self._keep(error)
            raise
        self._keep(response)
        return response

    def _keep(self, outcome: object) -> None:
        # A client of the caller's adds the request that it sent to what comes back.
        request = getattr(outcome, "_request", None)
        if request is not None:
            self.others.append(request)


@dataclass
class Evidence:
    """What is left of one call, wherever somebody may look."""

    onlooker: Onlooker = field(default_factory=lambda: Onlooker(asynchronous=False))
    client: Any = None
    raw: Any = None
    error: BaseException | None = None
    log: list[str] = field(default_factory=list[str])
    warned: list[str] = field(default_factory=list[str])
    retries: list[Any] = field(default_factory=list[Any])
    backend: Backend = field(default_factory=Backend)
    router: respx.Router | None = None


@contextmanager
def collected(*, asynchronous: bool) -> Generator[Evidence]:
    """Collect what the code inside of the block gives away, by a client made with ``watched(evidence, package)``."""
    evidence = Evidence(Onlooker(asynchronous=asynchronous))
    with everything_logged() as witness, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            yield evidence
        finally:
            evidence.log = witness.lines
            evidence.warned = [f"{warning.message!r} {warning}" for warning in warned]
            evidence.backend.close()


def watched(evidence: Evidence, package: str) -> dict[str, Any]:
    """Arguments of a client that let it be looked at."""
    telemetry = evidence.backend.middleware(import_module(f"{package}.telemetry").OpenTelemetry)
    return {"middleware": [evidence.onlooker, telemetry], "on_retry": evidence.retries.append}


def printed(value: object) -> list[str]:
    return [str(value), repr(value), f"{value}"]


# What the tests brought along: code, transports, a client of their own with its cookies. Spans are a way out of their
# own. A connection of httpcore2 holds what it sends for as long as it is in use, with the header in it.
_OTHER_MODULES = ("tests.", "respx.", "unittest.", "opentelemetry.", "httpcore2.")
_OTHER_KINDS = (type, types.ModuleType, types.FunctionType, httpx2.Client, httpx2.AsyncClient)


def inside(value: object) -> Iterator[str]:
    """Print an object and whatever vars() shows of it, of what that is made of, and so on."""
    seen: dict[int, object] = {}
    pending = [value]
    while pending:
        one = pending.pop()
        other = isinstance(one, _OTHER_KINDS) or type(one).__module__.startswith(_OTHER_MODULES)
        if other or id(one) in seen or isinstance(one, int | float | None):
            continue
        seen[id(one)] = one
        yield repr(one)
        yield str(one)
        pending += members(one)


def members(value: Any) -> list[object]:
    found: list[object] = [*getattr(value, "__dict__", {}).values()]
    if is_dataclass(value):
        found += [getattr(value, each.name) for each in fields(value)]
    if isinstance(value, Mapping):
        found += [part for pair in cast("Mapping[object, object]", value).items() for part in pair]
    elif isinstance(value, list | tuple | set | frozenset):
        found += cast("Sequence[object]", value)
    return found


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _printed_error(evidence: Evidence) -> Iterator[str]:
    for error in chain(evidence.error):
        yield from printed(error)
        yield repr(error.args)


def _traceback(evidence: Evidence) -> Iterator[str]:
    for error in chain(evidence.error):
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        yield from shown.format_exception_only()
        for frame in shown.stack:
            # What a test itself holds is not the client's doing.
            if "tests" not in Path(frame.filename).parts:
                yield f"{frame.filename}:{frame.name} {frame.line} {frame.locals}"


def _pickled(evidence: Evidence) -> Iterator[str]:
    if evidence.error is not None:
        content = pickle.dumps(evidence.error)
        yield content.decode("latin-1")
        yield from printed(pickle.loads(content))  # noqa: S301 - our own, of a line before


def _recording(evidence: Evidence) -> Iterator[str]:
    """A file as under tests/recordings, written from what a program has after the call."""
    if not evidence.onlooker.requests:
        return
    request = evidence.onlooker.requests[0]
    answer: Any = evidence.raw if evidence.error is None else evidence.error
    body = answer.json() if evidence.error is None and answer.content else getattr(answer, "body", None)
    headers = getattr(answer, "headers", {})
    yield json.dumps(
        {
            "source": f"recorded at {request.url}",
            "kind": "recorded",
            "request": {
                "method": request.method,
                "path": request.url.raw_path.decode(),
                "query": dict(request.url.params),
                "headers": dict(request.headers),
                "body": request.read().decode(),
            },
            "response": {"status": getattr(answer, "status_code", None), "headers": dict(headers), "body": body},
            "note": str(evidence.error),
        },
        ensure_ascii=False,
    )


def _seen_by_middleware(evidence: Evidence) -> Iterator[str]:
    for request in (*evidence.onlooker.requests, *evidence.onlooker.others):
        yield from printed(request)
        yield from (str(request.url), repr(request.url), repr(request.url.raw_path), repr(request.url.params))
        yield repr(request.headers.multi_items())
        yield from inside(request)


def _spans(evidence: Evidence) -> Iterator[str]:
    for span in evidence.backend.spans:
        yield span.to_json()
        yield repr((span.name, span.attributes, span.events, span.links, span.status.description, span.resource))


def _calls(evidence: Evidence) -> Iterator[str]:
    """The log of a mock prints the requests that hold the credential, since they are those that were sent."""
    router: Any = evidence.router
    if router is not None:
        calls: list[Any] = router.calls
        yield from printed(calls)
        for call in calls:
            yield from printed(call)
            yield from (*printed(call.request), *printed(call.request.url), *printed(call.request.headers))
            yield pickle.dumps(call.request.url).decode("latin-1")
            yield from inside(cast("object", vars(call.request.url)))


WAYS: dict[str, Callable[[Evidence], Iterator[str] | Sequence[str]]] = {
    "log lines": lambda evidence: evidence.log,
    "warnings": lambda evidence: evidence.warned,
    "error, printed": _printed_error,
    "error, pickled": _pickled,
    "error, vars()": lambda evidence: inside(evidence.error),
    "traceback with locals": _traceback,
    "answer": lambda evidence: inside(evidence.raw),
    "client": lambda evidence: inside(evidence.client),
    "on_retry": lambda evidence: inside(evidence.retries),
    "middleware": _seen_by_middleware,
    "spans": _spans,
    "metrics": lambda evidence: [evidence.backend.metrics],
    "calls of a mock": _calls,
    "recording": _recording,
}


def leaks(evidence: Evidence, encoded: str = "") -> dict[str, list[str]]:
    """Where something shows a secret, with the texts that do."""
    found = {way: [text for text in texts(evidence) if traces_in(text, encoded)] for way, texts in WAYS.items()}
    return {way: texts for way, texts in found.items() if texts}
