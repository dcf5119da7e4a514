"""A program pays for what it uses: what importing a package and making a client load."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module

import pytest

PACKAGES = {
    "klarify_client": "Klarify",
    "klipfolio_client": "Klipfolio",
    "kloudless_management_client": "KloudlessManagement",
}
KEYS = {"klarify_client": "access_key", "klipfolio_client": "api_key", "kloudless_management_client": "developer_key"}
RESOURCES = {
    "klarify_client": "procedures",
    "klipfolio_client": "klips",
    "kloudless_management_client": "applications",
}
HEAVY = {"httpx2", "httpcore2", "pydantic", "pydantic_core", "typing", "asyncio", "ssl", "email", "inspect"}
HEAVY_FOR_A_CLIENT = {"httpx2", "httpcore2", "pydantic", "pydantic_core", "asyncio", "ssl", "email"}


def printed_by(code: str) -> list[str]:
    """What an expression in the last line of some code gives, in a fresh interpreter."""
    *lines, last = code.splitlines()
    path = f"import sys; sys.path[:] = {sys.path!r}"
    script = "\n".join([path, *lines, f"value = sorted({last})", "import json", "print(json.dumps(value))"])
    # -S: what the site packages of a machine load by themselves is not ours.
    run = subprocess.run([sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True)
    result: list[str] = json.loads(run.stdout)
    return result


def loaded_by(code: str) -> set[str]:
    """Modules that a fresh interpreter holds after running the code."""
    return {*printed_by(f"{code}\nsys.modules")}


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_loads_next_to_nothing(package: str) -> None:
    loaded = loaded_by(f"import {package}")
    assert not loaded & HEAVY
    assert {module for module in loaded if module.partition(".")[0] == package} == {package}


@pytest.mark.parametrize(("package", "client"), PACKAGES.items())
@pytest.mark.parametrize("face", ["", "Async"])
def test_making_a_client_loads_neither_http_nor_models(package: str, client: str, face: str) -> None:
    loaded = loaded_by(f"from {package} import {face}{client}\n{face}{client}({KEYS[package]}='k')")
    assert not loaded & HEAVY_FOR_A_CLIENT
    assert f"{package}.models" not in loaded
    assert f"{package}.testing" not in loaded


@pytest.mark.parametrize("package", PACKAGES)
def test_catching_an_error_loads_no_http(package: str) -> None:
    assert not loaded_by(f"from {package} import APIError, NotFoundError") & HEAVY_FOR_A_CLIENT


def test_a_call_loads_no_fake() -> None:
    loaded = loaded_by(
        "import httpx2\n"
        "from klarify_client import Klarify\n"
        "transport = httpx2.MockTransport(lambda request: httpx2.Response(200, json={'data': []}))\n"
        "assert list(Klarify(access_key='k', transport=transport).procedures.list()) == []"
    )
    assert "klarify_client.testing" not in loaded
    assert "klarify_client._runtime.fake" not in loaded
    assert "kloudless_management_client" not in loaded


@pytest.mark.parametrize("package", PACKAGES)
def test_telemetry_is_loaded_where_it_is_asked_for(package: str) -> None:
    assert not {name for name in loaded_by(f"import {package}.telemetry") if name.startswith("opentelemetry")}
    assert "opentelemetry.sdk" not in loaded_by(f"from {package}.telemetry import OpenTelemetry\nOpenTelemetry()")


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_lists_everything_it_offers(package: str) -> None:
    module = import_module(package)
    assert set(module.__all__) <= set(dir(module))
    assert {"models", "telemetry", "testing", "__version__", PACKAGES[package], f"Async{PACKAGES[package]}"} <= set(
        dir(module)
    )
    assert dir(module) == sorted(dir(module))
    for name in dir(module):
        assert getattr(module, name) is not None or name.startswith("__")


@pytest.mark.parametrize("package", PACKAGES)
def test_an_unknown_name_is_an_attribute_error(package: str) -> None:
    module = import_module(package)
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'Klarifi'"):
        _ = module.Klarifi
    assert not hasattr(module, "__nothing__")


@pytest.mark.parametrize(("package", "client"), PACKAGES.items())
def test_importing_everything_gives_the_public_names(package: str, client: str) -> None:
    names = printed_by(f"before = {{*globals()}}\nfrom {package} import *\n{{*globals()}} - before - {{'before'}}")
    assert names == sorted(import_module(package).__all__)
    assert client in names


@pytest.mark.parametrize("package", PACKAGES)
def test_a_name_is_the_same_object_every_time(package: str) -> None:
    module = import_module(package)
    assert module.APIError is module.APIError
    assert module.NotFoundError.__mro__[2] is module.APIError
    assert module.models.__name__ == f"{package}.models"
    assert module.telemetry.__name__ == f"{package}.telemetry"
    assert module.testing.__name__ == f"{package}.testing"


@pytest.mark.parametrize("package", PACKAGES)
def test_a_resource_is_made_once(package: str) -> None:
    client = getattr(import_module(package), PACKAGES[package])(**{KEYS[package]: "k"})
    assert getattr(client, RESOURCES[package]) is getattr(client, RESOURCES[package])
    with pytest.raises(AttributeError, match="nothing"):
        _ = client.nothing
