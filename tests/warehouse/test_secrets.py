"""Credentials and secret members: from where they come, and that they end up nowhere."""

from __future__ import annotations

import base64
import gzip
import hashlib
import logging
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest
from dlt.common.configuration.container import Container
from dlt.common.configuration.specs.pluggable_run_context import PluggableRunContext
from dlt.pipeline.exceptions import PipelineStepFailed
from klarify_client import ConfigurationError
from klarify_client.dlt import klarify_source
from klarify_client.testing import FakeKlarify
from klipfolio_client.dlt import klipfolio_source
from klipfolio_client.testing import FakeKlipfolio
from kloudless_management_client import KloudlessManagement
from kloudless_management_client.dlt import kloudless_source
from kloudless_management_client.testing import FakeKloudless

from tests.warehouse.loading import columns, load, pipeline, rows

ROOT = Path(__file__).resolve().parents[2]
KEY = "s3cr3t-Warehouse-K3y-4711"


def written(where: Path) -> bytes:
    """Everything below a directory, and what was packed there."""
    found = [path.read_bytes() for path in where.rglob("*") if path.is_file()]
    return b"\0".join([*found, *(gzip.decompress(one) for one in found if one[:2] == b"\x1f\x8b")])


def spellings(secret: str) -> list[bytes]:
    return [secret.encode(), base64.b64encode(secret.encode()).rstrip(b"="), secret.encode().hex().encode()]


@pytest.mark.parametrize("way", ["argument", "configuration", "secrets file", "own variable"])
def test_no_key_is_written_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    given: dict[str, Any] = {}
    match way:
        case "argument":
            given = {"access_key": KEY}
        case "configuration":
            monkeypatch.setenv("SOURCES__KLARIFY__ACCESS_KEY", KEY)
        case "secrets file":
            (tmp_path / ".dlt").mkdir()
            (tmp_path / ".dlt" / "secrets.toml").write_text(f'[sources.klarify]\naccess_key = "{KEY}"\n')
            Container()[PluggableRunContext].reload(str(tmp_path))
        case _:
            monkeypatch.setenv("KLARIFY_API_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    fake = FakeKlarify([{"name": "One"}], access_key=KEY)
    to = pipeline(tmp_path / "work")
    with fake.serve() as server:
        source = klarify_source(base_url=server.base_url, **given)
        assert load(to, source)["procedures"] == 1
        fake.regenerate_key()
        with pytest.raises(PipelineStepFailed) as failed:
            load(to, klarify_source(base_url=server.base_url, **given))
    trace = to.last_trace
    assert trace is not None
    told = [repr(source), str(trace.asdict()), trace.asstr(2), caplog.text, *traceback.format_exception(failed.value)]
    everything = written(tmp_path / "work") + "".join(told).encode()
    assert b"procedures" in everything
    assert [one for one in spellings(KEY) if one in everything] == []


def test_without_a_key_it_is_said_where_it_belongs() -> None:
    with pytest.raises(ConfigurationError, match=r"KLARIFY_API_KEY.*sources\.klarify"):
        klarify_source()
    with pytest.raises(ValueError, match=r"KLIPFOLIO_API_KEY.*sources\.klipfolio"):
        klipfolio_source()
    with pytest.raises(ValueError, match=r"KLOUDLESS_DEVELOPER_KEY.*sources\.kloudless"):
        kloudless_source()


def test_other_credentials_come_from_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCES__KLIPFOLIO__EMAIL", "a@example.com")
    monkeypatch.setenv("SOURCES__KLIPFOLIO__PASSWORD", KEY)
    monkeypatch.setenv("SOURCES__KLOUDLESS__DEVELOPER_KEY", KEY)
    with FakeKlipfolio(email="a@example.com", password=KEY, rate_limit=None).serve() as server:
        source = klipfolio_source(base_url=server.base_url).with_resources("users")
        assert load(pipeline(tmp_path / "one"), source) == {"users": 1}
    with FakeKloudless([{"name": "One"}], developer_key=KEY).serve() as server:
        source = kloudless_source(base_url=server.base_url).with_resources("applications")
        assert load(pipeline(tmp_path / "two"), source) == {"applications": 1}
    assert KEY.encode() not in written(tmp_path / "one") + written(tmp_path / "two")


def with_addresses(fake: FakeKloudless) -> tuple[KloudlessManagement, str]:
    """A client of a service whose objects tell their addresses, as later versions do; and an API key in them."""
    application = fake.applications[0]["id"]
    with KloudlessManagement(developer_key="k", transport=fake.transport) as client:
        (key,) = [one.key for one in client.applications.api_keys.list(application)]
    answer = fake.respond

    def respond(request: Any) -> Any:
        given = answer(request)
        if not request.path.endswith("/apikeys"):
            return given
        told = f'"href": "https://api.kloudless.com/apikeys/{key}", "links": [{{"self": "/{key}"}}], "key"'
        body = given.body.replace(b'"key"', told.encode())
        return type(given)(given.status, body, given.headers)

    fake.respond = respond  # type: ignore[method-assign] # a later version of the service
    return KloudlessManagement(developer_key="k", transport=fake.transport), key


def test_api_keys_are_not_loaded_but_told_apart(tmp_path: Path) -> None:
    client, key = with_addresses(FakeKloudless([{"name": "One"}]))
    to = pipeline(tmp_path)
    with client:
        load(to, kloudless_source(client=client))
    digest = hashlib.sha256(key.encode()).hexdigest()
    assert rows(to, "SELECT key_sha256, href FROM applications_api_keys") == [
        (digest, "https://api.kloudless.com/apikeys/***")
    ]
    assert "key" not in columns(to, "applications_api_keys")
    assert [one for one in spellings(key) if one in written(tmp_path)] == []


def test_api_keys_are_loaded_where_they_are_asked_for(tmp_path: Path) -> None:
    client, key = with_addresses(FakeKloudless([{"name": "One"}]))
    to = pipeline(tmp_path)
    with client:
        load(to, kloudless_source(client=client, include_secrets=True))
    digest = hashlib.sha256(key.encode()).hexdigest()
    assert rows(to, "SELECT key, key_sha256 FROM applications_api_keys") == [(key, digest)]


@pytest.mark.parametrize("package", ["klarify_client", "klipfolio_client", "kloudless_management_client"])
def test_without_dlt_it_is_said_how_to_install_it(package: str) -> None:
    program = f"""
import sys
sys.modules["dlt"] = None
import {package}
try:
    {package}.dlt
except ModuleNotFoundError as error:
    print(error.name, error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    extra = f"{package.replace('_', '-')}[dlt]"
    assert done.stdout == f"dlt {package}.dlt needs dlt: pip install '{extra}'\n"


@pytest.mark.parametrize("package", ["klarify_client", "klipfolio_client", "kloudless_management_client"])
def test_packages_and_clients_do_not_load_dlt(package: str) -> None:
    clients = {
        "klarify_client": 'Klarify(access_key="k").procedures',
        "klipfolio_client": 'Klipfolio(api_key="k").klips',
        "kloudless_management_client": 'KloudlessManagement(developer_key="k").applications',
    }
    program = f"import sys, {package}; {package}.{clients[package]}; print(sorted({{'dlt'}} & {{*sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"
