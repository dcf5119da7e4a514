"""HAR files of browsers and proxies in all their spellings, and files that are none."""

from __future__ import annotations

import base64
import gzip
import json
import os
from typing import TYPE_CHECKING, Any

import pytest
import record
from recorder.har import LARGEST_FILE, read_archive

from tests.recorder.hars import Entry, address, archive, entry, key_headers, packed

if TYPE_CHECKING:
    from pathlib import Path

ORIGIN = "https://api.kloudless.com"
PAGE: dict[str, Any] = {"total": 0, "count": 0, "page": 1, "objects": []}


def one(**more: Any) -> Entry:
    return entry(address("kloudless", "/applications"), PAGE, headers=key_headers("kloudless"), **more)


def read(path: Path, content: bytes) -> Any:
    path.write_bytes(content)
    return read_archive(path, ORIGIN)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_may_be_of_any_unicode(encoding: str, tmp_path: Path) -> None:
    found = read(tmp_path / "a.har", json.dumps(archive(one()), ensure_ascii=False).encode(encoding))
    assert [each.status for each in found.exchanges] == [200]


def test_a_file_with_bytes_that_are_no_unicode_is_read(tmp_path: Path) -> None:
    text = json.dumps(archive({**one(), "comment": "MARK"})).encode().replace(b"MARK", b"\xff\xe9")
    assert len(read(tmp_path / "a.har", text).exchanges) == 1


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_body_may_be_stored_compressed(coding: str, tmp_path: Path) -> None:
    stored = one(content=packed(PAGE, coding), answer_headers=[("content-encoding", coding)])
    (found,) = read(tmp_path / "a.har", json.dumps(archive(stored)).encode()).exchanges
    assert json.loads(found.answer_content) == PAGE


def test_a_header_may_tell_of_a_compression_that_was_undone(tmp_path: Path) -> None:
    plain = one(answer_headers=[("content-encoding", "br, gzip"), ("content-type", "application/json")])
    (found,) = read(tmp_path / "a.har", json.dumps(archive(plain)).encode()).exchanges
    assert json.loads(found.answer_content) == PAGE


def bomb() -> Entry:
    content = base64.b64encode(gzip.compress(b" " * (65 * 2**20))).decode()
    return one(content={"size": 1, "mimeType": "application/json", "encoding": "base64", "text": content})


def coded(coding: str, content: bytes) -> Entry:
    """An answer that was saved as it came, by a method that the recorder does not know."""
    text = base64.b64encode(content).decode()
    stored = {"size": len(content), "mimeType": "application/json", "encoding": "base64", "text": text}
    return one(content=stored, answer_headers=[("content-encoding", coding)])


BAD_BODIES = {
    "compressed with zstd": coded("zstd", b"\x28\xb5\x2f\xfd\x04\x00\x11\x00\x00{}"),
    "applications_list 200: its body is no JSON": coded("br", b"\x0b\x00\x80{}\x03"),
    "larger than 64 MiB": bomb(),
    "is no base64, though marked so": one(content={"size": 4, "encoding": "base64", "text": "***"}),
    "its body is no JSON": one(content={"size": 9, "mimeType": "application/json", "text": '{"total": 1e999}'}),
    "nested more than 200 levels deep": one(
        content={"size": 9, "mimeType": "application/json", "text": "[" * 500 + "]" * 500}
    ),
    "was not saved": one(content={"size": 400, "mimeType": "application/json"}),
}


@pytest.mark.parametrize("reason", BAD_BODIES)
def test_a_body_that_cannot_be_read_is_left_out_and_told(
    reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.har"
    path.write_text(json.dumps(archive(BAD_BODIES[reason])), encoding="utf-8")
    record.main(["kloudless", "--har", str(path), "--output", str(tmp_path / "out"), "--yes"])
    assert reason in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_what_is_not_of_the_service_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    others: list[Entry] = [
        entry("https://other.example/v1/applications", PAGE),
        entry("http://api.kloudless.com/v1/applications", PAGE),
        entry("https://api.kloudless.com.evil.example/v1/applications", PAGE),
        entry("https://api.kloudless.com@evil.example/v1/applications", PAGE),
        one(status=304),
        one(status=0),
        {},
        {"request": {"url": None}, "response": []},
    ]
    path = tmp_path / "a.har"
    path.write_text(json.dumps(archive(one(), *others)), encoding="utf-8")
    assert record.main(["kloudless", "--har", str(path), "--output", str(tmp_path / "out"), "--yes"]) == 0
    printed = capsys.readouterr().out
    for line in ("6 of other hosts", "1 answered from a cache (304)", "1 without an answer"):
        assert line in printed
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["applications_list.recorded.json"]
    document = json.loads((tmp_path / "out" / "applications_list.recorded.json").read_text())
    assert document["kind"] == "recorded"
    assert document["recorded"]["on"] == "2026-03-04"


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.har"
    path.touch()
    # A hole: it takes no space.
    os.truncate(path, LARGEST_FILE + 1)
    assert record.main(["kloudless", "--har", str(path), "--output", str(tmp_path / "out"), "--yes"]) == 2
    assert "larger than 256 MiB: filter by the API's host" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


NO_HARS = {
    "is no JSON": b"not JSON",
    "has no `log.entries`": b'{"log": {}}',
    "nested too deeply": b"[" * 200_000,
    "holds no answer of": json.dumps(archive()).encode(),
}


@pytest.mark.parametrize("reason", NO_HARS)
def test_a_file_that_is_none_is_refused(reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.har"
    path.write_bytes(NO_HARS[reason])
    assert record.main(["kloudless", "--har", str(path), "--output", str(tmp_path / "out"), "--yes"]) == 2
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
