"""The recordings are those that were signed, and a change of one is told and has to be signed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.contract.documents import ROOT
from tests.contract.fingerprints import MANIFEST, changes, fingerprint, fingerprints, main, signed
from tests.contract.recordings import RECORDINGS, Recording

if TYPE_CHECKING:
    from pathlib import Path


def named(recording: Recording) -> str:
    return f"{recording.id}.json"


@pytest.mark.parametrize("recording", [pytest.param(each, id=each.id) for each in RECORDINGS])
def test_a_recording_is_the_one_that_was_signed(recording: Recording) -> None:
    assert signed().get(named(recording)) == fingerprint(recording.document), (
        "look at what changed with `python -m tests.contract.fingerprints`, and sign it with --sign if it is meant"
    )


def test_every_signed_recording_is_there() -> None:
    assert signed().keys() == {named(each) for each in RECORDINGS} == fingerprints().keys()


def test_the_spelling_does_not_count_and_everything_else_does() -> None:
    assert fingerprint({"a": 1, "b": [1.5, None]}) == fingerprint({"b": [1.5, None], "a": 1})
    values: list[object] = [{"a": 1}, {"a": 1.0}, {"a": "1"}, {"a": True}, {"a": None}, {}, {"a": [1]}, {"b": 1}]
    assert len({fingerprint(value) for value in values}) == len(values)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("klarify/list.a", "klarify/list.b"):
        path = tmp_path / "tests" / "recordings" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"name": name}), encoding="utf-8")
    return tmp_path


def test_changes_are_told_until_they_are_signed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], root) == 1
    assert capsys.readouterr().out.splitlines() == ["added: klarify/list.a.json", "added: klarify/list.b.json"]
    assert main(["--sign"], root) == 0
    assert main([], root) == 0
    assert "every recording is as it was signed" in capsys.readouterr().out
    (root / "tests/recordings/klarify/list.a.json").unlink()
    (root / "tests/recordings/klarify/list.b.json").write_text("{}", encoding="utf-8")
    assert main([], root) == 1
    assert capsys.readouterr().out.splitlines() == ["removed: klarify/list.a.json", "changed: klarify/list.b.json"]
    assert not list((root / MANIFEST).parent.glob("*.new"))


def test_a_change_is_told_member_by_member(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    recording = RECORDINGS[0]
    before = {**recording.document, "kind": "recorded"}

    def committed(_root: Path, _name: str) -> object:
        return before

    def signed_otherwise(_root: Path) -> dict[str, str]:
        return {**fingerprints(), named(recording): "other"}

    monkeypatch.setattr("tests.contract.fingerprints._committed", committed)
    monkeypatch.setattr("tests.contract.fingerprints.signed", signed_otherwise)
    assert main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"changed: {named(recording)}",
        f"    recording.kind: 'recorded', '{recording.kind}'",
    ]
    assert changes({"a": "1"}, {"a": "1"}) == {}
    assert ROOT / MANIFEST in (ROOT / "tests" / "recordings").iterdir()
