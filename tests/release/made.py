"""Distributions and repositories that are made up, for the checks to find something in."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import os
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from release_checks.contents import Archive, check, read_sdist, read_wheel
from release_checks.leaks import Leaks
from release_checks.packages import Package

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NONE: Mapping[str, int] = {}

PACKAGE = Package("things", "things-client", "things_client", "Things", "1.2.0", "api_key", "things.list")
INFO = "things_client-1.2.0.dist-info"
METADATA = b"""Metadata-Version: 2.4
Name: things-client
Version: 1.2.0
Summary: Typed client
License-Expression: MIT
Keywords: api,things
Classifier: Programming Language :: Python :: 3
Classifier: Programming Language :: Python :: 3.11
Classifier: Programming Language :: Python :: 3.12
Requires-Python: >=3.11
Requires-Dist: httpx2<3,>=2.10
Description-Content-Type: text/markdown

# things-client
"""
SOURCES = {
    "LICENSE": b"MIT License\n",
    "README.md": b"# things-client\n",
    "pyproject.toml": b"[project]\n",
    "src/things_client/__init__.py": b'__version__ = "1.2.0"\n',
    "src/things_client/py.typed": b"",
}


@dataclass
class Made:
    """A wheel and a source distribution to be spoilt.

    Attributes:
        wheel: Files of the wheel; RECORD is added.
        sdist: Files of the source distribution, below its first directory.
        record: Text of RECORD, where it is not to be right.
        modes: Permissions of files, where they are not 644.
        secrets: Secrets to look for, by where they are from.
    """

    wheel: dict[str, bytes] = field(
        default_factory=lambda: {
            **{name.removeprefix("src/"): text for name, text in SOURCES.items() if name.startswith("src/")},
            f"{INFO}/METADATA": METADATA,
            f"{INFO}/WHEEL": b"Wheel-Version: 1.0\n",
            f"{INFO}/licenses/LICENSE": SOURCES["LICENSE"],
        }
    )
    sdist: dict[str, bytes] = field(default_factory=lambda: {**SOURCES, "PKG-INFO": METADATA})
    record: str | None = None
    modes: dict[str, int] = field(default_factory=dict[str, int])
    secrets: dict[str, str] = field(default_factory=dict[str, str])

    def found(self, directory: Path) -> list[str]:
        """Write both, look into them, and return what was found."""
        leaks = Leaks((str(directory),), self.secrets)
        return check(PACKAGE, self.read_wheel(directory), self.read_sdist(directory), SOURCES, leaks)

    def read_wheel(self, directory: Path) -> Archive:
        path = directory / PACKAGE.wheel
        files = {**self.wheel, f"{INFO}/RECORD": (self.record or record_of(self.wheel)).encode()}
        write_wheel(path, files, self.modes)
        return read_wheel(path)

    def read_sdist(self, directory: Path) -> Archive:
        path = directory / PACKAGE.sdist
        write_sdist(path, {f"{PACKAGE.stem}/{name}": text for name, text in self.sdist.items()}, self.modes)
        return read_sdist(path, PACKAGE)


def record_of(files: dict[str, bytes]) -> str:
    rows = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(text).digest()).rstrip(b'=').decode()},{len(text)}\n"
        for name, text in files.items()
    ]
    return "".join([*rows, f"{INFO}/RECORD,,\n"])


def write_wheel(
    path: Path, files: dict[str, bytes], modes: Mapping[str, int] = NONE, facts: Mapping[str, object] = NONE
) -> Path:
    """Write a wheel; ``facts`` are attributes of each member."""
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, (2020, 2, 2, 0, 0, 0))
            info.external_attr = modes.get(name, 0o100644) << 16
            for fact, value in facts.items():
                setattr(info, fact, value)
            wheel.writestr(info, text)
    return path


def write_sdist(
    path: Path, files: dict[str, bytes], modes: Mapping[str, int] = NONE, facts: Mapping[str, object] = NONE
) -> Path:
    """Write a source distribution; ``facts`` are attributes of each member."""
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as sdist:
        for name, text in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mode = len(text), modes.get(name, 0o644)
            for fact, value in facts.items():
                setattr(info, fact, value)
            sdist.addfile(info, io.BytesIO(text))
    path.write_bytes(gzip.compress(content.getvalue(), mtime=0))
    return path


def git(root: Path, *arguments: str) -> str:
    """Run git, as somebody whom no settings of this machine concern."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    clean |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=root, env=clean, capture_output=True, text=True, check=True)
    return done.stdout


def repository(root: Path, files: dict[str, str]) -> Path:
    """Make a repository with one commit."""
    root.mkdir()
    git(root, "init", "--quiet")
    git(root, "config", "user.name", "A Maintainer")
    git(root, "config", "user.email", "maintainer@example.com")
    commit(root, files)
    return root


def commit(root: Path, files: dict[str, str]) -> None:
    """Write files and commit them."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Changed")
