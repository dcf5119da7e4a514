"""Which version follows from what changed.

Semantic versioning, with the usual reading of what it leaves open: before 1.0.0 the second number stands for the first,
so that `~=0.1.0` and `^0.1.0` are safe. A risky change asks for as much as an addition.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from .changes import Verdict

Version: TypeAlias = tuple[int, int, int]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:(?:a|b|rc)\d+)?")


def parse(text: str) -> Version:
    """Read a version; a pre-release counts as the version that it leads to.

    Raises:
        ValueError: It is not of the form ``1.2.3`` or ``1.2.3rc1``.
    """
    found = _VERSION.fullmatch(text)
    if found is None:
        raise ValueError(f"`{text}` is no version of the form 1.2.3")
    major, minor, patch = map(int, found.groups())
    return major, minor, patch


def following(version: str, verdict: Verdict | None, *, shipped: bool = False, added: bool = False) -> str:
    """Return the lowest version that says what changed.

    Args:
        version: The version before.
        verdict: The worst of the changes, ``None`` where users see none.
        shipped: Whether anything in the package is different, though users see nothing of it.
        added: Whether something came that was not there before.
    """
    major, minor, patch = parse(version)
    if verdict is None and not shipped:
        return version
    if verdict is Verdict.BREAKING:
        return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"
    if major and (verdict is Verdict.RISKY or added):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"
