"""Asking a service: what is asked, what is written of it, and what may be changed there."""

from __future__ import annotations

import importlib
import io
import json
import sys
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import record

from tests.contract.calls import derive_call, make_client
from tests.contract.checks import request_faults, response_faults
from tests.contract.documents import load_spec
from tests.contract.playing import answer, result_faults, sent_faults
from tests.contract.recordings import Recording, read_recording
from tests.recorder.exchanging import CREDENTIALS
from tests.recorder.leaks import Readings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

    import respx

FAKES = {
    "klarify": ("klarify_client", "FakeKlarify"),
    "klipfolio": ("klipfolio_client", "FakeKlipfolio"),
    "kloudless": ("kloudless_management_client", "FakeKloudless"),
}
NOT_THERE = {"klipfolio": {"klips_annotations_get", "groups_default_tabs_get"}}
"""What the sample data of a fake have none of."""


@contextmanager
def serving(api: str, monkeypatch: pytest.MonkeyPatch) -> Generator[tuple[Any, str]]:
    """Serve a fake with sample data over loopback; nobody waits for a turn."""
    package, name = FAKES[api]
    module = importlib.import_module(f"{package}.testing")
    fake = getattr(module, name).for_command_line(key=CREDENTIALS[api], empty=False)
    monkeypatch.setenv(load_spec(api).security["x-credential"]["environment"], CREDENTIALS[api])
    with module.no_waiting(), fake.serve() as server:
        yield fake, server.base_url


def recorded(api: str, folder: Path) -> list[Recording]:
    found: list[Recording] = []
    for path in sorted(folder.glob("*.json")):
        one = read_recording(path)
        found.append(Recording(api, one.operation_id, one.case, one.document))
    return found


@dataclass(frozen=True)
class Run:
    """What came of recording a fake."""

    api: str
    status: int
    calls: list[Any]
    printed: str
    recordings: dict[str, Recording]
    folder: Path


def record_all(api: str, folder: Path) -> Run:
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, serving(api, patch) as (fake, url), redirect_stdout(printed):
        status = record.main([api, "--base-url", url, "--output", str(folder), "--yes"])
        calls = list(fake.calls)
    return Run(api, status, calls, printed.getvalue(), {one.operation_id: one for one in recorded(api, folder)}, folder)


@pytest.fixture(scope="module", params=sorted(FAKES))
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return record_all(request.param, tmp_path_factory.mktemp(request.param))


def test_all_that_reads_is_asked_once_and_recorded(whole: Run) -> None:
    reading = {name for name, operation in load_spec(whole.api).operations.items() if operation.method == "GET"}
    assert whole.status == 0
    assert whole.recordings.keys() == reading - NOT_THERE.get(whole.api, set())
    assert [call.method for call in whole.calls] == ["GET"] * len(whole.recordings)
    assert len(list(whole.folder.iterdir())) == len(whole.recordings)
    assert {one.kind for one in whole.recordings.values()} == {"fabricated"}


def test_what_is_recorded_keeps_the_contract(whole: Run) -> None:
    spec = load_spec(whole.api)
    recordings = whole.recordings.values()
    assert [fault for one in recordings for fault in [*request_faults(spec, one), *response_faults(spec, one)]] == []


def test_our_client_plays_what_is_recorded(whole: Run, httpx2_mock: respx.Router) -> None:
    spec = load_spec(whole.api)
    faults: list[str] = []
    for one in whole.recordings.values():
        httpx2_mock.calls.clear()
        answer(httpx2_mock, one)
        with make_client(spec, one) as client:
            result = derive_call(spec, one).start(client)
            faults += result_faults(spec, one, result) + sent_faults(spec, one, httpx2_mock)
    assert faults == []


def test_the_credential_shows_nowhere(whole: Run) -> None:
    texts = Readings([whole.printed, *(path.read_text() for path in whole.folder.iterdir())])
    assert CREDENTIALS[whole.api] not in texts


def test_one_value_has_one_placeholder_in_all_files(tmp_path: Path) -> None:
    run = record_all("kloudless", tmp_path).recordings
    first = run["applications_list"].response.body["objects"][0]
    assert run["applications_get"].response.body == first
    assert run["applications_get"].request.path == f"/v1/applications/{first['id']}"
    hook = run["applications_webhooks_list"].response.body["objects"][0]
    assert run["applications_webhooks_get"].request.path.endswith(f"/{first['id']}/webhooks/{hook['id']}")


def test_two_runs_share_no_placeholder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[set[str]] = []
    for folder in ("first", "second"):
        with serving("kloudless", monkeypatch) as (_, url):
            record.main(
                ["kloudless", "applications_list", "--base-url", url, "--output", str(tmp_path / folder), "--yes"]
            )
        (one,) = recorded("kloudless", tmp_path / folder)
        names.append({row["name"] for row in one.response.body["objects"]})
    assert not names[0] & names[1]


def test_only_what_is_needed_for_the_named_operations_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving("kloudless", monkeypatch) as (fake, url):
        record.main(["kloudless", "applications_webhooks_get", "--base-url", url, "--output", str(tmp_path), "--yes"])
        assert len(fake.calls) == 3
    assert [one.operation_id for one in recorded("kloudless", tmp_path)] == ["applications_webhooks_get"]


def test_a_dry_run_sends_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with serving("kloudless", monkeypatch) as (fake, url):
        assert record.main(["kloudless", "applications_webhooks_get", "--base-url", url, "--dry-run"]) == 0
        assert fake.calls == []
    printed = capsys.readouterr().out
    one, two = "application_id from applications_list", "webhook_id from applications_webhooks_list"
    assert printed.splitlines() == [
        f"3 requests to {url}:",
        "  GET    /applications  (only for its identifiers)",
        f"  GET    /applications/{{application_id}}/webhooks  ({one}; only for its identifiers)",
        f"  GET    /applications/{{application_id}}/webhooks/{{webhook_id}}  ({one}, {two})",
    ]


WRITES = ["applications_webhooks_create", "applications_webhooks_delete"]
REFUSED = [
    ([*WRITES], "writes: add `--write` and `--sandbox"),
    ([*WRITES, "--write"], "belong together"),
    (["--write", "--sandbox", "applications/{id}"], "wants the operations named"),
    (["applications_create", "--write", "--sandbox", "applications/{id}"], "is not on or below the sandbox object"),
    (["applications_delete", "--write", "--sandbox", "applications/{id}"], "would delete the sandbox object itself"),
    (["applications_webhooks_delete", "--write", "--sandbox", "applications/{id}"], "only what this run has made"),
    ([*WRITES, "--write", "--sandbox", "webhooks/{id}"], "write one of applications"),
    ([*WRITES, "--write", "--sandbox", "applications/../x"], "write one of applications"),
    (["nothing_like_it"], "no operation named nothing_like_it: the names are the `operationId`s of the spec"),
    (["applications_lst"], "no operation named applications_lst: did you mean applications_list?"),
]


@pytest.mark.parametrize(("asked", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_what_could_do_harm_is_refused_before_anything_is_sent(
    asked: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving("kloudless", monkeypatch) as (fake, url):
        named = [each.replace("{id}", "wSPk9y5D7p5o87k0ACGKxR") for each in asked]
        assert record.main(["kloudless", *named, "--base-url", url, "--output", str(tmp_path), "--yes"]) == 2
        assert fake.calls == []
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_writing_happens_below_the_sandbox_and_removes_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving("kloudless", monkeypatch) as (fake, url):
        module = importlib.import_module("kloudless_management_client")
        with module.KloudlessManagement(base_url=url) as client:
            sandbox = client.applications.list().first_page().items[1].id
            before = [hook.id for hook in client.applications.webhooks.list(sandbox)]
        fake.calls.clear()
        options = [
            "--write",
            "--sandbox",
            f"applications/{sandbox}",
            "--base-url",
            url,
            "--output",
            str(tmp_path),
            "--yes",
        ]
        status = record.main(["kloudless", *WRITES, "applications_update", *options])
        written = [call for call in fake.calls if call.method != "GET"]
        with module.KloudlessManagement(base_url=url) as client:
            assert [hook.id for hook in client.applications.webhooks.list(sandbox)] == before
    assert status == 0
    assert sorted(call.method for call in written) == ["DELETE", "PATCH", "POST"]
    assert all(call.path.startswith(f"/v1/applications/{sandbox}") for call in written)
    names = {one.operation_id for one in recorded("kloudless", tmp_path)}
    assert names == {*WRITES, "applications_update"}
    spec = load_spec("kloudless")
    assert [
        fault
        for one in recorded("kloudless", tmp_path)
        for fault in [*request_faults(spec, one), *response_faults(spec, one)]
    ] == []


def test_a_refused_credential_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving("kloudless", monkeypatch) as (fake, url):
        monkeypatch.setenv("KLOUDLESS_DEVELOPER_KEY", "another-made-up-key-0815")
        record.main(["kloudless", "--base-url", url, "--output", str(tmp_path), "--yes"])
        assert len(fake.calls) == 1
    assert "stopped at applications_list (AuthenticationError): nothing more was asked" in capsys.readouterr().out
    (one,) = recorded("kloudless", tmp_path)
    assert one.response.status == 401
    assert response_faults(load_spec("kloudless"), one) == []


def test_without_a_credential_the_variable_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KLARIFY_API_KEY", raising=False)
    assert record.main(["klarify", "--yes"]) == 2
    assert "is KLARIFY_API_KEY set?" in capsys.readouterr().err


def test_another_service_is_never_written_among_the_recordings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving("klarify", monkeypatch) as (fake, url):
        assert record.main(["klarify", "--base-url", url, "--yes"]) == 2
        assert fake.calls == []
    assert "name a folder outside of tests/recordings with `--output`" in capsys.readouterr().err


def test_nothing_is_written_where_nobody_can_be_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving("klarify", monkeypatch) as (_, url):
        assert record.main(["klarify", "--base-url", url, "--output", str(tmp_path)]) == 2
    printed = capsys.readouterr()
    assert "Kept as the spec or the rules know it" in printed.out
    assert "add `--yes`" in printed.err
    assert list(tmp_path.iterdir()) == []


def _says(said: str) -> Callable[[str], str]:
    return lambda _: said


@pytest.mark.parametrize(("said", "status", "count"), [("y", 0, 1), ("", 2, 0), ("no", 2, 0)])
def test_a_person_decides(said: str, status: int, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", _says(said))
    with serving("klarify", monkeypatch) as (_, url):
        assert record.main(["klarify", "--base-url", url, "--output", str(tmp_path)]) == status
    assert len(list(tmp_path.iterdir())) == count


def test_a_recording_tells_its_day_and_the_revision_of_the_spec(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving("klarify", monkeypatch) as (_, url):
        record.main(["klarify", "--base-url", url, "--output", str(tmp_path), "--yes"])
    (one,) = recorded("klarify", tmp_path)
    told = one.document["recorded"]
    assert told.keys() == {"on", "by", "spec"}
    assert told["spec"].keys() == {"commit", "sha256", "dirty"}
    assert len(told["spec"]["sha256"]) == 64
    assert json.dumps(told["on"]).startswith('"20')
