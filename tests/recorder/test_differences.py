"""Where reality and spec differ: each deviation is told, and the patch that is proposed makes it go away."""

from __future__ import annotations

import io
import json
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import record
from generate import generate
from klarify_client._runtime.fake import FakeRequest, FakeResponse
from klarify_client._runtime.fake_server import serve
from klarify_client.testing import FakeKlarify
from lint_specs import lint
from ruamel.yaml import YAML

from tests.contract.checks import request_faults, response_faults
from tests.contract.documents import ROOT, Spec
from tests.generation.workspace import copied
from tests.recorder.exchanging import CREDENTIALS, exchange, recordings, run

if TYPE_CHECKING:
    from pathlib import Path

    from recorder.exchanges import Exchange

ROW: dict[str, Any] = {
    "id": "12345",
    "name": "Invoice Approval",
    "status": "published",
    "owner": "Jane Featherstone",
    "performer": "Accounting",
    "updated_at": "2024-01-15T14:30:00Z",
    "url": "https://acme-inc.klarify.me/process/12345",
    "lanes": ["Accounting"],
    "called_within": [],
    "called_from": [],
}


def procedures(
    *rows: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None, **query: str
) -> Exchange:
    body = {"data": list(rows), "hasNext": False, "totalCount": len(rows)}
    return exchange("klarify", "/api/procedures", body, query=query, status=status, headers=headers)


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in ROW.items() if key != name}


def klipfolio(path: str, data: object, *, status: int = 200, **meta: object) -> Exchange:
    return exchange(
        "klipfolio", path, {"meta": {"success": True, "status": status, **meta}, "data": data}, status=status
    )


APPLICATION: dict[str, Any] = {
    "id": "wSPk9y5D7p5o87k0ACGKxR",
    "name": "Acme",
    "description": "",
    "logo_url": "",
    "active": True,
    "implicit_grant_enabled": False,
    "recent_enabled": False,
    "events_enabled": False,
    "created": "2015-06-01T03:57:16.770685Z",
    "modified": "2015-06-01T03:57:16.770685Z",
}
USER: dict[str, Any] = {
    "id": "ab" * 16,
    "first_name": "Jane",
    "last_name": "Featherstone",
    "email": "jane@acme-inc.com",
}


@dataclass(frozen=True)
class Deviation:
    """An answer that is not as described, what is told of it, and lines that the patch adds and removes."""

    name: str
    exchange: Exchange
    told: str
    added: tuple[str, ...]
    removed: tuple[str, ...] = ()
    api: str = "klarify"


DEVIATIONS = [
    Deviation(
        "a member more",
        procedures({**ROW, "archived": True}),
        "Procedure: member `archived` is not documented",
        ("        archived:", "          type: boolean"),
    ),
    Deviation(
        "an object more",
        procedures({**ROW, "approver": {"id": 4, "name": "Jane Featherstone"}}),
        "Procedure: member `approver` is not documented",
        (
            '          $ref: "#/components/schemas/ProcedureApprover"',
            "    ProcedureApprover:",
            "          type: integer",
        ),
    ),
    Deviation(
        "a map more",
        procedures({**ROW, "answers": {"Jane Featherstone": "yes"}}),
        "Procedure: member `answers` is not documented",
        ("    ProcedureAnswers:", "      additionalProperties: true"),
    ),
    Deviation(
        "a list more",
        procedures({**ROW, "reviews": [{"updated_at": "2024-01-15T14:30:00Z"}]}),
        "Procedure: member `reviews` is not documented",
        (
            "          type: array",
            '          items: {$ref: "#/components/schemas/ProcedureReviewsItem"}',
            "          format: date-time",
        ),
    ),
    Deviation(
        "a member less",
        procedures(without("lanes")),
        "Procedure: member `lanes` is required and missing",
        (
            "      required: [id, name, status, owner, updated_at, url, called_within, called_from]",
            "              note: An answer was without it.",
        ),
        ("      required: [id, name, status, owner, updated_at, url, lanes, called_within, called_from]",),
    ),
    Deviation(
        "null",
        procedures({**ROW, "performer": None}),
        "Procedure.performer: null is not allowed",
        ('          type: [string, "null"]',),
        ("          type: string",),
    ),
    Deviation(
        "another type",
        procedures({**ROW, "performer": 7}),
        "Procedure.performer: integer is not allowed",
        ("          anyOf:", "            - type: string", "            - type: integer"),
        ("          type: string",),
    ),
    Deviation(
        "one more of several types",
        procedures({**ROW, "owner": ["Jane Featherstone"]}),
        "Procedure.owner: array is not allowed",
        ("            - type: array", "              items: {type: string}"),
    ),
    Deviation(
        "null within a list",
        procedures({**ROW, "lanes": [None]}),
        "Procedure.lanes.items: null is not allowed",
        ('              - $ref: "#/components/schemas/LaneOrName"', '              - type: "null"'),
        ('          items: {$ref: "#/components/schemas/LaneOrName"}',),
    ),
    Deviation(
        "a fraction",
        procedures({**ROW, "owner": {"id": 1.5}}),
        "ProcedureOwner.id: number is not allowed",
        ("          type: number",),
        ("          type: integer",),
    ),
    Deviation(
        "a value more",
        procedures({**ROW, "status": "retired"}),
        "ProcedureStatus: value `retired` is not documented",
        ("          enum: [published, draft, archived, PUBLISHED, DRAFT, EDITED, retired]",),
        ("          enum: [published, draft, archived, PUBLISHED, DRAFT, EDITED]",),
    ),
    Deviation(
        "no timestamp",
        procedures({**ROW, "updated_at": "yesterday"}),
        "Procedure.updated_at: text is no date-time",
        ("              note: Seen as text that is no date-time.",),
        ("          format: date-time",),
    ),
    Deviation(
        "a status",
        exchange("klarify", "/api/procedures", {"error": "slow down"}, status=429, headers={"Retry-After": "30"}),
        "procedures_list: status 429 is not documented",
        ('        "429": {$ref: "#/components/responses/Status429"}', "    Status429:", "        Retry-After:"),
    ),
    Deviation(
        "a status that others have",
        exchange("kloudless", "/applications/wSPk9y5D7p5o87k0ACGKxR/webhooks", {"message": "no"}, status=409),
        "applications_webhooks_list: status 409 is not documented",
        ('        "409": {$ref: "#/components/responses/Conflict"}',),
        api="kloudless",
    ),
    Deviation(
        "a header",
        procedures(ROW, headers={"ETag": '"1234567890"'}),
        "procedures_list: header Etag is not documented",
        ("          headers:", "            Etag:"),
    ),
    Deviation(
        "a parameter",
        procedures(ROW, include="owner"),
        "procedures_list: query parameter `include` is not documented",
        ("        - name: include", "          schema: {type: string}"),
    ),
    Deviation(
        "a page beyond the bound",
        exchange(
            "kloudless",
            "/applications",
            {"total": 0, "count": 0, "page": 1, "objects": []},
            query={"page_size": "2000"},
        ),
        "parameters.PageSize.schema: beyond `maximum`",
        ("      schema: {type: integer, minimum: 1, maximum: 2000, default: 10}",),
        ("      schema: {type: integer, minimum: 1, maximum: 1000, default: 10}",),
        api="kloudless",
    ),
    Deviation(
        "a member of an application",
        exchange("kloudless", "/applications/wSPk9y5D7p5o87k0ACGKxR", {**APPLICATION, "official": False}),
        "Application: member `official` is not documented",
        ("        official:",),
        api="kloudless",
    ),
    Deviation(
        "a member within an envelope",
        klipfolio("/users", {"users": [{**USER, "nickname": "J"}]}, page=1),
        "Meta: member `page` is not documented",
        ("        page:", "        nickname:"),
        api="klipfolio",
    ),
]


@cache
def part_of_klipfolio() -> str:
    """Give Klipfolio's spec with the users alone: the whole takes seconds to read, every time."""
    yaml: Any = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1000
    document = yaml.load(ROOT / "specs" / "klipfolio.yaml")
    for path in [path for path in document["paths"] if path != "/users"]:
        del document["paths"][path]
    document["tags"] = [tag for tag in document["tags"] if tag["name"] == "users"]
    components = document["components"]
    reached, waiting = set[tuple[str, str]](), references(document["paths"])
    while waiting:
        section, name = waiting.pop()
        if (section, name) not in reached:
            reached.add((section, name))
            waiting |= references(components[section][name])
    for section in ("schemas", "responses", "parameters"):
        for name in [name for name in components[section] if (section, name) not in reached]:
            del components[section][name]
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def references(node: object) -> set[tuple[str, str]]:
    found: list[tuple[str, str]] = re.findall(r"#/components/(\w+)/(\w+)", json.dumps(node, default=str))
    return set(found)


def described(api: str, folder: Path) -> Path:
    """Put a spec into a folder as it stands in the repository; of Klipfolio's, a part."""
    path = folder / "specs" / f"{api}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        part_of_klipfolio() if api == "klipfolio" else (ROOT / "specs" / path.name).read_text(encoding="utf-8")
    )
    return path


def git(folder: Path, *arguments: str, given: str | None = None) -> None:
    subprocess.run(["git", "-C", str(folder), *arguments], input=given, text=True, check=True, capture_output=True)  # noqa: S607  wherever git is


def contract_spec(api: str, path: Path) -> Spec:
    """Read a spec as the contract tests do."""
    reader: Any = YAML(typ="safe", pure=True)
    return Spec(api, reader.load(path))


@pytest.mark.parametrize("deviation", DEVIATIONS, ids=lambda each: each.name)
def test_a_deviation_is_told_and_an_edit_of_few_lines_proposed(deviation: Deviation, tmp_path: Path) -> None:
    result = run(deviation.api, [deviation.exchange], described(deviation.api, tmp_path))
    report = [line.strip() for line in result.report]
    assert any(line.startswith(deviation.told) for line in report), report
    assert not any("by hand" in line or "in order" in line for line in report), report
    lines = result.patch.splitlines()
    assert [line for line in deviation.added if f"+{line}" not in lines] == []
    assert [line[1:] for line in lines if line.startswith("-") and not line.startswith("---")] == [*deviation.removed]


@pytest.mark.parametrize("api", ["klarify", "klipfolio", "kloudless"])
def test_git_applies_the_patch_and_nothing_differs_any_more(api: str, tmp_path: Path) -> None:
    path = described(api, tmp_path)
    git(tmp_path, "init", "-q")
    exchanges = [each.exchange for each in DEVIATIONS if each.api == api]
    result = run(api, exchanges, path)
    before = contract_spec(api, path)
    found = recordings(api, result.files)
    assert len(found) == len(exchanges)
    # An open enum takes any text, so the contract says nothing against a new one.
    open_values = sum("value `" in each.told for each in DEVIATIONS if each.api == api)
    assert (
        sum(bool(request_faults(before, one) + response_faults(before, one)) for one in found)
        == len(found) - open_values
    )

    git(tmp_path, "apply", "--whitespace=error-all", "-", given=result.patch)
    again = run(api, exchanges, path)
    assert (again.differences, again.patch) == ([], "")
    assert lint(path) == []
    spec = contract_spec(api, path)
    assert [fault for one in found for fault in [*request_faults(spec, one), *response_faults(spec, one)]] == []


def test_a_package_can_be_made_of_the_patched_spec(tmp_path: Path) -> None:
    workspace = copied(tmp_path / "copy", ("specs", "overrides", "scripts", "pyproject.toml", "LICENSE"))
    git(workspace, "init", "-q")
    result = run("klarify", [each.exchange for each in DEVIATIONS if each.api == "klarify"])
    git(workspace, "apply", "-", given=result.patch)
    assert generate(["klarify"], root=workspace) == 0
    models = (workspace / "generated" / "klarify" / "src" / "klarify_client" / "models").rglob("*.py")
    assert any("class ProcedureApprover" in path.read_text() for path in models)


def test_evidence_of_a_fake_is_never_called_recorded() -> None:
    result = run("klarify", [procedures({**ROW, "archived": True})], genuine=False)
    assert "kind: recorded" not in result.patch
    assert "kind: inferred" in result.patch
    (recording,) = recordings("klarify", result.files)
    assert recording.kind == "fabricated"


def test_what_agrees_needs_no_patch() -> None:
    result = run("klarify", [procedures(ROW)])
    assert (result.differences, result.patch) == ([], "")
    assert list(result.files) == ["procedures_list.recorded.json"]


def test_what_no_edit_can_say_is_left_to_a_person() -> None:
    result = run("klarify", [exchange("klarify", "/api/procedures", [ROW])])
    assert result.patch == ""
    assert result.files == {}
    assert "the whole body is of another type; decide by hand" in " ".join(result.report)


def test_an_edit_against_the_rules_of_specs_is_left_to_a_person_and_the_others_are_made() -> None:
    fraction = exchange("klarify", "/api/procedures", {"data": [], "totalCount": 1.5})
    result = run("klarify", [fraction, procedures({**ROW, "archived": True})])
    assert "`total` names `totalCount`, which is no integer" in " ".join(line.strip() for line in result.report)
    assert "+        archived:" in result.patch
    assert "totalCount" not in "".join(line for line in result.patch.splitlines() if line.startswith(("+", "-")))
    assert list(result.files) == ["procedures_list.recorded_2.json"]


def test_a_service_that_deviates_is_found_out_over_loopback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KLARIFY_API_KEY", CREDENTIALS["klarify"])
    fake = FakeKlarify([{"name": "Invoice Approval"}], access_key=CREDENTIALS["klarify"])

    def deviating(request: FakeRequest) -> FakeResponse:
        body: Any = json.loads(fake.respond(request).body)
        for row in body["data"]:
            row["archived"] = None
            del row["lanes"]
        return FakeResponse.json(200, body)

    patch = tmp_path / "spec.patch"
    with serve(deviating) as server:
        status = record.main(
            ["klarify", "--base-url", server.url, "--output", str(tmp_path / "out"), "--patch", str(patch), "--yes"]
        )
    assert status == 1
    printed = capsys.readouterr().out
    assert "Procedure: member `archived` is not documented" in printed
    assert "Procedure: member `lanes` is required and missing" in printed
    assert "+        archived:" in patch.read_text()
