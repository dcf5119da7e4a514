"""What does not belong into a distribution is found, wherever it hides."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from packaging.metadata import Metadata
from release_checks.contents import metadata_faults, untried
from release_checks.leaks import Leaks

from tests.release.made import INFO, METADATA, PACKAGE, Made, record_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INIT = "things_client/__init__.py"
WHEEL, SDIST = PACKAGE.wheel, PACKAGE.sdist
SECRET = "Wo$n/t t?ell+8"


def test_distributions_as_they_should_be_have_nothing_to_be_found(tmp_path: Path) -> None:
    assert Made().found(tmp_path) == []


def put(name: str, text: bytes) -> Callable[[Made], None]:
    return lambda made: made.wheel.update({name: text})


def put_into_sdist(name: str, text: bytes) -> Callable[[Made], None]:
    return lambda made: made.sdist.update({name: text})


def record(change: Callable[[str], str]) -> Callable[[Made], None]:
    def changed(made: Made) -> None:
        made.record = change(record_of(made.wheel))

    return changed


HOSTILE: dict[str, tuple[Callable[[Made], object], list[str]]] = {
    "a module that nobody generated": (
        put("things_client/extra.py", b"import os\n"),
        [f"{WHEEL}: things_client/extra.py was not generated; see where it comes from"],
    ),
    "code that runs with every Python": (
        put("things.pth", b"import os\n"),
        [f"{WHEEL}: things.pth was not generated; see where it comes from"],
    ),
    "a script in the data of a wheel": (
        put("things_client-1.2.0.data/scripts/pip", b"#!/bin/sh\n"),
        [f"{WHEEL}: things_client-1.2.0.data/scripts/pip was not generated; see where it comes from"],
    ),
    "a changed module": (put(INIT, b"import os\n"), [f"{WHEEL}: {INIT} is not as it was generated"]),
    "a path that leads out": (
        put("things_client/../../evil.py", b""),
        [
            f"{WHEEL}: things_client/../../evil.py was not generated; see where it comes from",
            f"{WHEEL}: things_client/../../evil.py: leads out of the package",
        ],
    ),
    "no py.typed": (
        lambda made: made.wheel.pop("things_client/py.typed"),
        [f"{WHEEL}: things_client/py.typed is missing"],
    ),
    "no licence": (
        lambda made: made.wheel.pop(f"{INFO}/licenses/LICENSE"),
        [f"{WHEEL}: {INFO}/licenses/LICENSE is missing"],
    ),
    "a program": (
        lambda made: made.modes.update({INIT: 0o100755}),
        [f"{WHEEL}: {INIT}: is no plain file with the permissions 644"],
    ),
    "a link": (
        lambda made: made.modes.update({INIT: 0o120644}),
        [f"{WHEEL}: {INIT}: is no plain file with the permissions 644"],
    ),
    "a file of the work tree in the sdist": (
        put_into_sdist(".gitignore", b"dist/\n"),
        [f"{SDIST}: .gitignore was not generated; see where it comes from"],
    ),
    "a missing file in the sdist": (
        lambda made: made.sdist.pop("README.md"),
        [f"{SDIST}: README.md is missing"],
    ),
    "a changed file in the sdist": (
        put_into_sdist("pyproject.toml", b"[build-system]\n"),
        [f"{SDIST}: pyproject.toml is not as it was generated"],
    ),
    "other metadata in the sdist": (
        put_into_sdist("PKG-INFO", METADATA + b"\n"),
        [f"{SDIST}: PKG-INFO differs from the METADATA of the wheel"],
    ),
    "another hash in RECORD": (
        record(lambda text: text.replace("sha256=", "sha256=A", 1)),
        [f"{WHEEL}: RECORD: {INIT} has another hash or size"],
    ),
    "another size in RECORD": (
        record(lambda text: text.replace(",22\n", ",21\n", 1)),
        [f"{WHEEL}: RECORD: {INIT} has another hash or size"],
    ),
    "a file that RECORD leaves out": (
        record(lambda text: text.partition("\n")[2]),
        [f"{WHEEL}: RECORD: {INIT} is not listed"],
    ),
    "a file that only RECORD has": (
        record(lambda text: text + "things_client/more.py,sha256=abc,3\n"),
        [f"{WHEEL}: RECORD: things_client/more.py is not in the wheel"],
    ),
    "a file that RECORD has twice": (
        record(lambda text: text + "things_client/py.typed,,\n"),
        [f"{WHEEL}: RECORD: 'things_client/py.typed,,' is no row of it, or there twice"],
    ),
    "a RECORD with its own hash": (
        record(lambda text: text.replace("RECORD,,", "RECORD,sha256=abc,3")),
        [f"{WHEEL}: RECORD: has a hash of itself"],
    ),
}


@pytest.mark.parametrize(("spoil", "found"), HOSTILE.values(), ids=HOSTILE)
def test_what_does_not_belong_there_is_found(tmp_path: Path, spoil: Callable[[Made], object], found: list[str]) -> None:
    made = Made()
    spoil(made)
    assert made.found(tmp_path) == found


LEAKS = {
    "the directory of the build": (b"# {directory}/x.py", "holds {directory}, a path of this machine"),
    "a home": (b"\n\n# see /home/ann/src", "holds a path of a machine /home/ann in line 3"),
    "a home of Windows": (b"C:\\Users\\ann", r"holds a path of a machine C:\Users\ann in line 1"),
    "a temporary directory": (b'"/tmp/build-4711"', "holds a path of a machine /tmp/build-4711 in line 1"),
    "a private key": (b"-----BEGIN OPENSSH PRIVATE KEY-----", "holds a private key in line 1"),
    "a token of an index": (b"pypi-AgEIcHlwaS5vcmcCJDk4", "holds a token of a package index in line 1"),
    "a token of a code host": (b"ghp_" + b"a1" * 18, "holds a token of a code host in line 1"),
    "a key of a cloud": (b"AKIA" + b"A1" * 8, "holds a key of a cloud in line 1"),
    "a signed token": (b"eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.SflKxwRJSMeKKF2Q", "holds a signed token in line 1"),
    "a password in a URL": (b"redis://app:hunter2@cache-3.internal/0", "holds a password in a URL in line 1"),
    "a secret": (SECRET.encode(), "holds the value of the environment variable API_TOKEN"),
    "a secret in a URL": (quote(SECRET, safe="").encode(), "holds the value of the environment variable API_TOKEN"),
    "a secret in hexadecimal": (
        SECRET.encode().hex().encode(),
        "holds the value of the environment variable API_TOKEN",
    ),
    **{
        f"a secret in base64, {before} bytes in": (
            base64.b64encode(b"k" * before + SECRET.encode() + b"&" * after),
            "holds the value of the environment variable API_TOKEN",
        )
        for before in range(4)
        for after in range(3)
    },
}


@pytest.mark.parametrize(("text", "found"), LEAKS.values(), ids=LEAKS)
def test_what_nobody_should_know_is_found_and_not_repeated(tmp_path: Path, text: bytes, found: str) -> None:
    leaks = Leaks.of_this_machine([tmp_path], {"API_TOKEN": SECRET, "PATH": "/usr/bin:/bin", "KEY": "short"})
    spoilt = text.replace(b"{directory}", str(tmp_path).encode())
    shown = leaks.found_in(spoilt)
    assert found.replace("{directory}", str(tmp_path)) in shown
    assert SECRET not in "".join(shown)
    assert SECRET not in repr(leaks)


@pytest.mark.parametrize(
    "text",
    [
        b"GET /users/{user_id}/tmp",
        b"https://app.example.com/home/x",
        b"http://user:password@proxy.example:3128",
        b"sqlite:///path",
        b"postgresql://name:password@db.example.com/app",
        b"KEYS /usr/bin:/bin short",
    ],
)
def test_what_anybody_may_know_is_not_found(tmp_path: Path, text: bytes) -> None:
    leaks = Leaks.of_this_machine([tmp_path], {"API_TOKEN": SECRET, "PATH": "/usr/bin:/bin", "KEY": "short"})
    assert leaks.found_in(text) == []


def test_every_file_and_the_names_are_searched(tmp_path: Path) -> None:
    made = Made(secrets={"the environment variable API_TOKEN": "hunter22"})
    made.wheel["things_client/py.typed"] = b"hunter22"
    made.sdist["hunter22.txt"] = b""
    found = made.found(tmp_path)
    assert f"{WHEEL}: things_client/py.typed: holds the value of the environment variable API_TOKEN" in found
    assert f"{SDIST}: names and comments of its members: holds the value of the environment variable API_TOKEN" in found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("Name: things-client", "Name: thing-client", "its name is thing-client, the spec says things-client"),
        ("Version: 1.2.0", "Version: 1.2.1", "its version is 1.2.1, the spec says 1.2.0"),
        ("Summary: Typed client\n", "", "it has no summary"),
        ("Keywords: api,things\n", "Keywords: api\n", "its keywords do not name things"),
        ("License-Expression: MIT\n", "", "its licence is not MIT, as LICENSE says"),
        ("Description-Content-Type: text/markdown\n", "", "it has no description in Markdown"),
        ("# things-client\n", "", "its description is empty"),
        (
            "Requires-Python: >=3.11",
            "Requires-Python: >=3.10",
            "it asks for Python >=3.10, which the classifiers do not begin with",
        ),
        (
            "Requires-Python: >=3.11",
            "Requires-Python: >=3.12",
            "it asks for Python >=3.12, which the classifiers do not begin with",
        ),
        ("Requires-Dist: httpx2<3,>=2.10", "Requires-Dist: httpx2 three", "METADATA: 'httpx2 three' is invalid for"),
    ],
)
def test_metadata_that_says_something_else_is_found(old: str, new: str, found: str) -> None:
    assert metadata_faults(PACKAGE, METADATA) == []
    text = METADATA.decode()
    assert old in text
    (shown,) = metadata_faults(PACKAGE, text.replace(old, new).encode())
    assert shown.startswith(found)


def test_the_classifiers_name_the_versions_of_python_that_can_be_tried() -> None:
    metadata = Metadata.from_email(METADATA)
    assert untried(PACKAGE, metadata, ["3.11", "3.12"]) == []
    assert untried(PACKAGE, metadata, ["3.12", "3.13"]) == [
        "things-client is said to support Python 3.11, which is not on this machine: install it",
        "things-client was tried on Python 3.13: name it in scripts/templates/pyproject.toml.jinja",
    ]
