"""A bill of materials lists what a package leads to, as it is locked, and is the same every time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from packaging.metadata import Metadata
from release_checks.sbom import Locked, bill, installed, locked

from tests.release.made import METADATA, PACKAGE, Made

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
LOCK = f"""httpx2==2.16.2 \\
    --hash=sha256:{"1" * 64} \\
    --hash=sha256:{"2" * 64}
Idna_Names==3.20 ; python_full_version < '4' \\
    --hash=sha256:{"3" * 64}
h2==4.4.1 \\
    --hash=sha256:{"4" * 64}
nobodys==1.0 \\
    --hash=sha256:{"5" * 64}
"""
HTTPX2 = """Metadata-Version: 2.4
Name: httpx2
Version: 2.16.2
License-Expression: BSD-3-Clause
Requires-Dist: idna-names; python_version < "4"
Requires-Dist: h2>=4; extra == "http2"
Requires-Dist: socks; extra == "socks"
"""
H2 = "Metadata-Version: 2.1\nName: h2\nVersion: 4.4.1\nClassifier: License :: OSI Approved :: MIT License\n"
EXTRA = b"Provides-Extra: http2\nRequires-Dist: httpx2[http2]>=2.10; extra == 'http2'\nDescription-Content-Type"


@pytest.fixture
def known(tmp_path: Path) -> dict[str, Metadata]:
    for name, text in {"httpx2": HTTPX2, "h2": H2}.items():
        (tmp_path / "site" / f"{name}-1.dist-info").mkdir(parents=True)
        (tmp_path / "site" / f"{name}-1.dist-info" / "METADATA").write_text(text, encoding="utf-8")
    return installed(tmp_path / "site")


def made(directory: Path, known: Mapping[str, Metadata], metadata: bytes, lock: str = LOCK) -> dict[str, Any]:
    Made().read_wheel(directory)
    text = bill(PACKAGE, directory / PACKAGE.wheel, Metadata.from_email(metadata), locked(lock), known)
    assert text == bill(PACKAGE, directory / PACKAGE.wheel, Metadata.from_email(metadata), locked(lock), known)
    document: dict[str, Any] = json.loads(text)
    return document


def test_the_lock_is_read_with_its_hashes() -> None:
    assert locked(LOCK)["httpx2"] == Locked("httpx2", "2.16.2", "", ("1" * 64, "2" * 64))
    assert locked(LOCK)["idna-names"] == Locked("idna-names", "3.20", "python_full_version < '4'", ("3" * 64,))
    assert locked(LOCK)["idna-names"].purl == "pkg:pypi/idna-names@3.20"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("httpx2>=2 \\\n", r"^line 1 is neither a version nor a hash: 'httpx2>=2"),
        ("    --hash=sha256:" + "1" * 64, r"^line 1 is neither"),
        (f"a==1 \\\n    --hash=md5:{'1' * 32}\n", r"^line 2 is neither"),
        ("a==1 \\\n", r"^a has no hash$"),
    ],
)
def test_a_lock_without_hashes_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        locked(text)


def test_the_locks_of_this_project_can_be_read() -> None:
    shipped = locked((ROOT / "requirements" / "shipped.txt").read_text(encoding="utf-8"))
    assert {"httpx2", "pydantic", "tzdata", "h2", "opentelemetry-api", "redis", "psycopg"} <= shipped.keys()


def test_what_the_package_leads_to_is_listed_and_nothing_else(tmp_path: Path, known: dict[str, Metadata]) -> None:
    document = made(tmp_path, known, METADATA.replace(b"Description-Content-Type", EXTRA))
    own, httpx2 = "pkg:pypi/things-client@1.2.0", "pkg:pypi/httpx2@2.16.2"
    idna, h2 = "pkg:pypi/idna-names@3.20", "pkg:pypi/h2@4.4.1"
    assert document["metadata"]["component"]["purl"] == own
    assert [(one["purl"], one["scope"]) for one in document["components"]] == [
        (h2, "optional"),
        (httpx2, "required"),
        (idna, "required"),
    ]
    assert document["dependencies"] == [
        {"ref": own, "dependsOn": [httpx2]},
        {"ref": h2, "dependsOn": []},
        {"ref": httpx2, "dependsOn": [h2, idna]},
        {"ref": idna, "dependsOn": []},
    ]
    first, second, third = document["components"]
    assert [one["content"] for one in second["hashes"]] == ["1" * 64, "2" * 64]
    assert first["licenses"] == [{"license": {"name": "MIT License"}}]
    assert second["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert "licenses" not in third
    assert third["properties"] == [{"name": "marker", "value": "python_full_version < '4'"}]


def test_without_the_extra_what_it_brings_is_not_listed(tmp_path: Path, known: dict[str, Metadata]) -> None:
    components = made(tmp_path, known, METADATA)["components"]
    assert [one["name"] for one in components] == ["httpx2", "idna-names"]


def test_a_bill_tells_no_time_and_its_number_follows_from_the_wheel(tmp_path: Path, known: dict[str, Metadata]) -> None:
    document = made(tmp_path, known, METADATA)
    assert "timestamp" not in document["metadata"]
    assert document["serialNumber"] == made(tmp_path, known, METADATA)["serialNumber"]
    spoilt = Made()
    spoilt.wheel["things_client/more.py"] = b""
    spoilt.read_wheel(tmp_path)
    text = bill(PACKAGE, tmp_path / PACKAGE.wheel, Metadata.from_email(METADATA), locked(LOCK), known)
    assert json.loads(text)["serialNumber"] != document["serialNumber"]


def test_what_is_needed_has_to_be_locked(tmp_path: Path, known: dict[str, Metadata]) -> None:
    needing = METADATA.replace(b"Requires-Dist: httpx2", b"Requires-Dist: attrs\nRequires-Dist: httpx2")
    with pytest.raises(ValueError, match=r"^attrs is not locked; put it into requirements/shipped\.in"):
        made(tmp_path, known, needing)


def test_an_extra_that_something_further_on_asks_for_counts(tmp_path: Path, known: dict[str, Metadata]) -> None:
    between = "Metadata-Version: 2.4\nName: nobodys\nVersion: 1.0\nRequires-Dist: httpx2[http2]\n"
    more = METADATA.replace(b"Requires-Dist: httpx2", b"Requires-Dist: nobodys\nRequires-Dist: httpx2")
    known["nobodys"] = Metadata.from_email(between)
    components = made(tmp_path, known, more)["components"]
    assert [one["name"] for one in components] == ["h2", "httpx2", "idna-names", "nobodys"]
