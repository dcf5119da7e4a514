"""Compares builds that were made under different circumstances: they have to be the same, bit by bit."""

from __future__ import annotations

import hashlib
import tarfile
import zipfile
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A member of an archive: its name, what is known of it besides, and its content.
_Member = tuple[str, dict[str, object], bytes]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def differences(first: Path, second: Path) -> list[str]:
    """Compare the archives of two directories; return one line for each that is not the same in both."""
    names = sorted({path.name for directory in (first, second) for path in directory.iterdir()})
    found: list[str] = []
    for name in names:
        one, other = first / name, second / name
        if not one.is_file() or not other.is_file():
            found.append(f"{name}: only one of the builds made it")
        elif sha256(one) != sha256(other):
            found.append(f"{name}: {first_difference(one, other)}")
    return found


def first_difference(one: Path, other: Path) -> str:
    """Tell where two archives first differ: the member, and what of it."""
    for count, (member, other_member) in enumerate(zip_longest(_members(one), _members(other))):
        if member is None or other_member is None:
            (name, *_) = member or other_member or ("",)
            return f"only one of the builds has {name}"
        (name, facts, content), (other_name, other_facts, other_content) = member, other_member
        if name != other_name:
            return f"the member after {count} others is {name} in one build and {other_name} in the other"
        if content != other_content:
            return f"{name} differs, {_line(content, other_content)}"
        for key, value in facts.items():
            if value != other_facts[key]:
                return f"{name} differs in its {key}: {value} and {other_facts[key]}"
    return "the members are the same, but not how they are packed"


def _line(content: bytes, other: bytes) -> str:
    lines, others = content.splitlines(), other.splitlines()
    equal = 0
    for line, other_line in zip(lines, others, strict=False):
        if line != other_line:
            break
        equal += 1
    return f"first in line {equal + 1}"


def _members(path: Path) -> Iterator[_Member]:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            for info in wheel.infolist():
                facts: dict[str, object] = {
                    "date": info.date_time,
                    "permissions": oct(info.external_attr >> 16),
                    "compression": (info.compress_type, info.compress_size),
                    "comment": info.comment + info.extra,
                }
                yield info.filename, facts, wheel.read(info)
    else:
        with tarfile.open(path) as sdist:
            for member in sdist:
                facts = {
                    "date": member.mtime,
                    "permissions": oct(member.mode),
                    "owner": (member.uid, member.gid, member.uname, member.gname),
                    "type": member.type,
                    "headers": member.pax_headers,
                }
                file = sdist.extractfile(member) if member.isfile() else None
                yield member.name, facts, b"" if file is None else file.read()
