"""Schemathesis as a judge: what it makes of a spec is asked of a fake, whose answers have to be as the spec says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .plain_document import document_of_fake
from .verdict import Verdict
from .worlds import KEY, furnished, renewed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.contract.documents import Spec

    from .worlds import Fake, Ids, Known

SEED = 20240115
EXAMPLES = 5
"""How many requests it makes up at random for an operation, besides those that it goes through one by one."""
THOROUGH_EXAMPLES = 100
STATEFUL_EXAMPLES = 10

LEFT_OUT: Mapping[str, Mapping[str, str]] = {
    "klarify": {
        "ignored_auth": "a missing key is answered with 500 and a wrong one with 404, as the vendor documents it"
    },
    "klipfolio": {
        "positive_data_acceptance": "what fits the spec may name what does not exist, or a mail address in use"
    },
    "kloudless": {"positive_data_acceptance": "what fits the spec may name a template that does not exist"},
}
"""Checks that are off for an API, with the reason."""

TOLERATED: Mapping[str, Mapping[str, Sequence[str]]] = {
    "klipfolio": {
        "a filter may be empty": ("clients_list", "groups_list", "users_list"),
        "description, external_id and client_id may be null": (
            "datasources_create",
            "datasources_update",
            "groups_create",
            "groups_update",
            "klips_create",
            "klips_update",
            "roles_create",
            "tabs_create",
            "tabs_update",
            "users_create",
            "users_update",
        ),
        "a property may have any value": ("clients_properties_update", "users_properties_update"),
        "a file may be empty": ("datasource_instances_data_update",),
        "a change may say nothing": ("klips_annotations_update",),
        "a schema is taken as it comes": ("klips_schema_update",),
    },
}
"""What a fake takes though the spec does not tell clients to send it; no document says that it is refused.

Of these operations it is not asked that they refuse what the spec forbids.
"""

CHOSEN: Mapping[str, Mapping[str, str]] = {
    "klarify": {"400": "no document tells what becomes of a parameter that cannot be read; the fake says so itself"},
}
"""Statuses that a fake answers by its own choice, where the spec has none, with the reason."""

_LIKELIHOOD = 0.9
"""How often an id is one that exists."""


class _Watched:
    """Notes which operations of a fake succeeded, and how often it answered."""

    def __init__(self, spec: Spec, fake: Fake) -> None:
        self.succeeded: set[str] = set()
        self.answers: Counter[int] = Counter()
        self._spec = spec
        self._respond = fake.respond
        watching: Any = fake
        watching.respond = self.respond

    def respond(self, request: Any) -> Any:
        answer = self._respond(request)
        self.answers[answer.status] += 1
        operation = self._spec.match(request.method, request.path)
        if operation is not None and answer.status < 300:
            self.succeeded.add(operation.id)
        return answer


def judge_fake(spec: Spec, *, thorough: bool) -> Verdict:
    """Ask the fake of an API, served over loopback, what Schemathesis makes of the spec.

    First every request meets the same objects, then, in chains of requests, whatever the requests before have left.

    Args:
        spec: What the fake has to keep to.
        thorough: Make up many times as many requests.
    """
    started = time.monotonic()
    verdict = Verdict("Schemathesis", spec.api)
    examples = THOROUGH_EXAMPLES if thorough else EXAMPLES
    fake, known = renewed(spec.api)
    watched = _Watched(spec, fake)
    tested = _run(spec, fake, known, verdict, ["examples", "coverage", "fuzzing"], examples)
    missing = sorted(spec.operations.keys() - watched.succeeded)
    verdict.findings += [f"{name}: no request succeeded, so no answer of a success was judged" for name in missing]
    if tested != len(spec.operations):
        verdict.findings.append(f"{len(spec.operations) - tested} operations were not tried")
    verdict.operations = f"{tested} of {len(spec.operations)}"
    if len(spec.operations) > 1:
        fake, known = furnished(spec.api)
        _run(spec, fake, known, verdict, ["stateful"], THOROUGH_EXAMPLES if thorough else STATEFUL_EXAMPLES)
    _unmask_liar(spec, verdict)
    verdict.remarks.append(
        "statuses: " + ", ".join(f"{status} {count}" for status, count in sorted(watched.answers.items()))
    )
    verdict.remarks += [f"check off: {name}: {reason}" for name, reason in LEFT_OUT[spec.api].items()]
    for reason, names in TOLERATED.get(spec.api, {}).items():
        verdict.remarks.append(f"tolerated: {reason}: {', '.join(names)}")
    for status, reason in CHOSEN.get(spec.api, {}).items():
        verdict.remarks.append(f"the fake's choice: {status}: {reason}")
        if not watched.answers[int(status)]:
            verdict.findings.append(f"the fake no longer answers {status}: take it out of CHOSEN")
    verdict.seconds = time.monotonic() - started
    return verdict


def _unmask_liar(spec: Spec, verdict: Verdict) -> None:
    """Have it ask a fake that answers successes with a status of its own: a judge that sees nothing is of no use."""
    fake, known = furnished(spec.api)
    honest = fake.respond
    lying: Any = fake

    def lie(request: Any) -> Any:
        answer = honest(request)
        return replace(answer, status=418) if answer.status == 200 else answer

    lying.respond = lie
    found = Verdict(verdict.judge, verdict.api)
    first = next(operation.id for operation in spec.operations.values() if operation.paging)
    _run(spec, fake, known, found, ["coverage"], 1, "--include-operation-id", first)
    if not any("418" in each for each in found.findings):
        verdict.findings.append(f"Schemathesis saw nothing wrong with a fake that answers {first} with 418")


def _run(
    spec: Spec, fake: Fake, known: Known, verdict: Verdict, phases: list[str], examples: int, *options: str
) -> int:
    """Run Schemathesis, add what it found, and return how many operations it tried."""
    scheme = spec.security
    credential = f"{scheme['x-credential'].get('prefix', '')}{KEY}"
    with tempfile.TemporaryDirectory(prefix="schemathesis-") as name, fake.serve() as server:
        directory = Path(name)
        document, settings, report = (directory / each for each in ("spec.json", "schemathesis.toml", "report.json"))
        described = document_of_fake(spec, known.existing, CHOSEN.get(spec.api, ()))
        document.write_text(json.dumps(described), encoding="utf-8")
        settings.write_text(_settings(spec, known, (scheme["in"], scheme["name"], credential)), encoding="utf-8")
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run"]
        command += [str(document), "--url", server.base_url, "--no-color"]
        command += ["--phases", ",".join(phases), "--max-examples", str(examples), "--seed", str(SEED)]
        command += ["--generation-deterministic", "--continue-on-failure"]
        command += [
            "--exclude-checks",
            ",".join(LEFT_OUT[spec.api]),
            "--report",
            "json",
            "--report-json-path",
            str(report),
        ]
        done = subprocess.run(
            [*command, *options],
            cwd=directory,
            env={**os.environ, "COLUMNS": "100"},
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.is_file():
            verdict.findings.append(f"Schemathesis did not run:\n{done.stdout}{done.stderr}")
            return 0
        told = json.loads(report.read_text(encoding="utf-8"))
    verdict.cases += told["test_cases"]["generated"]
    if done.returncode or told["failures"] or told["errors"] or not told["complete"]:
        verdict.findings += _told(done.stdout) or [f"{done.stdout}{done.stderr}"]
    return int(told["operations"]["tested"])


def _settings(spec: Spec, known: Known, credential: tuple[str, str, str]) -> str:
    """Return a configuration that has it ask for what exists, most of the time."""
    place, name, value = credential
    common = [f"{_text(f'{place}.{name}')} = {_text(value)}"] if place == "query" else []
    lines = [f"[headers]\n{_text(name)} = {_text(value)}"] if place == "header" else []
    tables: list[str] = []
    tolerated = {each: reason for reason, names in TOLERATED.get(spec.api, {}).items() for each in names}
    for operation in spec.operations.values():
        ids = {each: exists for each, exists in known.existing(operation).items() if exists is not None}
        for each, exists in ids.items():
            lines.append(f"[dictionaries.{_text(f'{operation.id} {each}')}]\nvalues = [{_text(exists)}]")
        tables += [f"[[operations]]\ninclude-operation-id = {_text(operation.id)}"]
        if operation.id in tolerated:
            tables.append("checks.negative_data_rejection.enabled = false")
        tables += ["[operations.parameters]", *common, *_bindings(operation.id, ids)]
    return "\n".join([*lines, *tables])


def _bindings(operation_id: str, ids: Ids) -> list[str]:
    return [
        f"{_text(f'{where}.{name}')} = {{dictionary = {_text(f'{operation_id} {name}')}, probability = {_LIKELIHOOD}}}"
        for name in ids
        for where in (("body",) if "[" in name else ("path", "query", "body"))
    ]


def _text(text: str) -> str:
    return json.dumps(text)


def _told(output: str) -> list[str]:
    """Return the sections of a report that tell of failures and errors, one for each operation."""
    found = re.search(r"={3,} (?:FAILURES|ERRORS) ={3,}\n(.*?)\n={3,} (?:WARNINGS|SUMMARY) ={3,}", output, re.DOTALL)
    return [part.strip() for part in re.split(r"\n(?=_{3,} .* _{3,}\n)", found[1])] if found else []
