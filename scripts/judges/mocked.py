"""Prism as a judge: every request of the clients has to pass its validation, every answer of its has to decode."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx2

from tests.contract.calls import derive_call, package_of
from tests.contract.documents import inside
from tests.contract.playing import error_faults, result_faults

from .cases import answered, requests_of, wrong_requests_of
from .faces import Exchange, credentials, driver
from .prism_server import prism
from .verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.contract.documents import Operation, Spec
    from tests.contract.recordings import Recording

    from .faces import Driver

UNMOCKED: Mapping[str, tuple[str, str]] = {
    "datasource_instances_data_get": (
        "NO_COMPLEX_OBJECT_TEXT",
        "an answer of any content type: Prism makes an object up and cannot write it as text",
    ),
}
"""Operations whose success Prism cannot mock, with the name of its refusal and what is behind it."""

_DYNAMIC = "dynamic=true"


class _Court:
    """Collects what Prism and the clients have to say about each other."""

    def __init__(self, spec: Spec, verdict: Verdict) -> None:
        self.spec = spec
        self.verdict = verdict
        self.driven: set[str] = set()

    def judge(self, speaker: Driver, face: str, recording: Recording, prefer: str = "") -> None:
        """Have a client send a request and hold what comes of it against the spec."""
        spec, operation = self.spec, self.spec.operations[recording.operation_id]
        case = f"{operation.id}, {recording.case}, {face}{f', {prefer}' if prefer else ''}"
        call = derive_call(spec, recording)
        if prefer:
            call = replace(call, arguments={**call.arguments, "extra_headers": {"Prefer": prefer}})
        result: Any = None
        error: Exception | None = None
        try:
            result = speaker.start(call)
        except (package_of(spec).APIError, package_of(spec).PaginationError, TypeError, ValueError) as caught:
            error = caught
        self.verdict.cases += 1
        exchange = speaker.last
        if exchange is None:
            self.verdict.findings.append(f"{case}: nothing was sent: {error!r}")
            return
        self.driven.add(operation.id)
        faults = violations(exchange)
        if not faults and prefer == _DYNAMIC and isinstance(error, package_of(spec).PaginationError):
            # Made up at random: an empty page that says there are more. It was read, and the refusal is right.
            return
        if not faults:
            status = _asked_status(prefer)
            faults = self._faults(operation, recording, exchange, status, result, error)
        self.verdict.findings += [f"{case}: {fault}" for fault in faults]

    def _faults(
        self,
        operation: Operation,
        recording: Recording,
        exchange: Exchange,
        status: int | None,
        result: Any,
        error: Exception | None,
    ) -> list[str]:
        spec = self.spec
        if status is None and operation.id in UNMOCKED:
            name, _ = UNMOCKED[operation.id]
            refused = exchange.status == 500 and name in exchange.content.decode(errors="replace")
            return [] if refused else [f"Prism mocks it now ({exchange.status}): take it out of UNMOCKED"]
        try:
            body = json.loads(exchange.content) if exchange.content else None
        except ValueError:
            return [f"Prism answered what is no JSON: {exchange.content[:200]!r}"]
        seen = answered(recording, exchange.status, _documented_headers(operation, exchange), body)
        if exchange.status not in operation.responses or (status or exchange.status) != exchange.status:
            return [f"Prism answered {exchange.status}, which was not asked for: {_short(body)}"]
        if exchange.status >= 400:
            return [f"returned {result!r}"] if error is None else error_faults(spec, seen, error)
        if spec.envelope is not None and inside(body, spec.envelope["success"]) is False:
            # Made up at random: a success that says it is none.
            raised = isinstance(error, package_of(spec).APIStatusError)
            return [] if raised else [f"says that it failed, and returned {result!r}"]
        return [f"raised {error!r} for {_short(body)}"] if error is not None else result_faults(spec, seen, result)


def _short(body: object) -> str:
    text = json.dumps(body)
    return text if len(text) <= 300 else f"{text[:300]}..."


def _asked_status(prefer: str) -> int | None:
    name, _, text = prefer.partition("=")
    return int(text) if name == "code" else None


def _documented_headers(operation: Operation, exchange: Exchange) -> dict[str, str]:
    documented = operation.responses.get(exchange.status, {})
    names = {"content-type", *(name.lower() for name in documented.get("headers", {}))}
    return {name: value for name, value in exchange.headers.items() if name in names}


def violations(exchange: Exchange) -> list[str]:
    """Return what Prism found wrong with a request or with its own answer, as it says it."""
    told = exchange.headers.get("sl-violations")
    if told is not None:
        try:
            return [f"{'.'.join(map(str, each['location']))}: {each['message']}" for each in json.loads(told)]
        except ValueError:
            # Prism cuts what is too long for a header.
            return [told]
    if exchange.headers.get("content-type") == "application/problem+json" and exchange.status in (401, 415, 422):
        return [exchange.content.decode(errors="replace")]
    return []


def judge_with_prism(spec: Spec, *, thorough: bool) -> Verdict:
    """Drive every operation of a spec with both clients against Prism.

    Args:
        spec: What to mock.
        thorough: Make answers up at random ten times instead of once.
    """
    started = time.monotonic()
    verdict = Verdict("Prism", spec.api)
    court = _Court(spec, verdict)
    refused = 0
    for seed in range(10 if thorough else 1):
        with prism(spec, str(seed)) as base_url:
            _drive(court, base_url, first=not seed)
            if not seed:
                refused = _ask_wrongly(spec, base_url, verdict)
    missing = spec.operations.keys() - court.driven
    verdict.findings += [f"{name}: was not driven" for name in sorted(missing)]
    verdict.operations = f"{len(court.driven)} of {len(spec.operations)}"
    verdict.remarks.append(f"{refused} wrong requests refused, as they have to be")
    verdict.remarks += [f"cannot mock {name}: {UNMOCKED[name][1]}" for name in UNMOCKED if name in spec.operations]
    verdict.seconds = time.monotonic() - started
    return verdict


def _drive(court: _Court, base_url: str, *, first: bool) -> None:
    """Send what there is to send; with a seed that is not the first, only what is answered at random."""
    spec = court.spec
    requests = {name: requests_of(spec, operation) for name, operation in spec.operations.items()}
    key, *others = credentials(spec)
    for asynchronous, face in ((False, "sync"), (True, "async")):
        with driver(spec, base_url, key, asynchronous=asynchronous) as speaker:
            for name, recordings in requests.items():
                for recording in recordings if first else ():
                    court.judge(speaker, face, recording)
                for status in spec.operations[name].responses if first else ():
                    if status >= 400:
                        court.judge(speaker, face, recordings[:2][-1], f"code={status}")
                court.judge(speaker, face, recordings[0], _DYNAMIC)
        for credential in others if first else ():
            with driver(spec, base_url, credential, asynchronous=asynchronous) as speaker:
                for recordings in requests.values():
                    court.judge(speaker, f"{face}, {' and '.join(credential)}", recordings[0])


def _ask_wrongly(spec: Spec, base_url: str, verdict: Verdict) -> int:
    """Send requests that the spec forbids, without a client of ours; return how many Prism refused."""
    scheme = spec.security
    key = f"{scheme['x-credential'].get('prefix', '')}test-key"
    refused = 0
    with httpx2.Client(base_url=base_url) as client:
        for operation in spec.operations.values():
            full = requests_of(spec, operation)[0]
            wrong: list[tuple[str, Recording, dict[str, str]]] = [
                ("no credential", full, {}),
                *((what, each, {scheme["name"]: key}) for what, each in wrong_requests_of(spec, full)),
            ]
            for what, recording, credential in wrong:
                request = recording.request
                response = client.request(
                    request.method,
                    request.path.removeprefix(spec.base),
                    params={**request.query, **(credential if scheme["in"] == "query" else {})},
                    headers={**request.headers, **(credential if scheme["in"] == "header" else {})},
                    content=request.content,
                )
                headers = dict(response.headers.items())
                if violations(Exchange(response.request, response.status_code, headers, response.content)):
                    refused += 1
                else:
                    verdict.findings.append(f"{operation.id}, {what}: Prism let it pass ({response.status_code})")
    return refused
