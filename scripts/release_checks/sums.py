"""SHA256SUMS, as `sha256sum --check` reads it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .reproducibility import sha256

if TYPE_CHECKING:
    from pathlib import Path

NAME = "SHA256SUMS"
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[^/]+)")


def write(directory: Path) -> Path:
    """Write the sums of all other files of a directory, by name; return the file."""
    paths = sorted(path for path in directory.iterdir() if path.is_file() and path.name != NAME)
    target = directory / NAME
    target.write_text("".join(f"{sha256(path)}  {path.name}\n" for path in paths), encoding="utf-8")
    return target


def faults(directory: Path) -> list[str]:
    """Return what differs between a directory and its sums, one line for each file."""
    listed: dict[str, str] = {}
    for line in (directory / NAME).read_text(encoding="utf-8").splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            return [f"{NAME}: {line[:80]!r} is no sum of a file"]
        listed[found["name"]] = found["digest"]
    present = {path.name: path for path in directory.iterdir() if path.name != NAME}
    return [
        *(f"{NAME}: {name} is not there" for name in sorted(listed.keys() - present.keys())),
        *(f"{NAME}: {name} is not listed" for name in sorted(present.keys() - listed.keys())),
        *(
            f"{NAME}: {name} has another sum"
            for name in sorted(listed.keys() & present.keys())
            if sha256(present[name]) != listed[name]
        ),
    ]
