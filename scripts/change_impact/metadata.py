"""Compares what the pyproject.toml of two versions of a package asks of an environment."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from .changes import Change, Kind, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# Minor versions of Python 3 that a bound may speak of.
_PYTHONS = [f"3.{minor}" for minor in range(8, 30)]


def metadata_changes(old: Path, new: Path) -> Iterator[Change]:
    """Compare two projects, each a directory with a pyproject.toml."""
    before, after = _project(old), _project(new)
    yield from _pythons(before, after)
    yield from _requirements("dependency", before.get("dependencies", []), after.get("dependencies", []))
    extras = [project.get("optional-dependencies", {}) for project in (before, after)]
    for name in sorted(extras[0].keys() | extras[1].keys()):
        if name not in extras[1]:
            why = f"`pip install` with [{name}] installs less, with a warning"
            yield _change(Verdict.BREAKING, f"extra removed: {name}", why, "removed")
        elif name not in extras[0]:
            yield _change(Verdict.COMPATIBLE, f"extra added: {name}", "nobody asks for it yet", "added")
        else:
            yield from _requirements(f"dependency of [{name}]", extras[0][name], extras[1][name])
    scripts = [project.get("scripts", {}) for project in (before, after)]
    for name in sorted(scripts[0].keys() - scripts[1].keys()):
        yield _change(Verdict.BREAKING, f"command removed: {name}", "shells no longer find it", "removed")
    for name in sorted(scripts[1].keys() - scripts[0].keys()):
        yield _change(Verdict.COMPATIBLE, f"command added: {name}", "nobody runs it yet", "added")
    if any(old.glob("src/*/py.typed")) and not any(new.glob("src/*/py.typed")):
        yield _change(Verdict.BREAKING, "py.typed removed", "type checkers take everything of it for Any", "removed")


def _project(directory: Path) -> dict[str, Any]:
    document = tomllib.loads((directory / "pyproject.toml").read_text(encoding="utf-8"))
    project: dict[str, Any] = document.get("project", {})
    return project


def _pythons(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    asked = [SpecifierSet(project.get("requires-python", "")) for project in (old, new)]
    runs = [[python for python in _PYTHONS if python in specifiers] for specifiers in asked]
    if dropped := [python for python in runs[0] if python not in runs[1]]:
        why = "there, `pip` installs the version before"
        yield _change(Verdict.BREAKING, f"Python dropped: {', '.join(dropped)}", why, "removed")
    if added := [python for python in runs[1] if python not in runs[0]]:
        yield _change(Verdict.COMPATIBLE, f"Python added: {', '.join(added)}", "the others stay", "added")


def _requirements(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    before, after = ({_key(one): one for one in map(Requirement, side)} for side in (old, new))
    for key in sorted(before.keys() - after.keys()):
        why = "who uses it has to ask for it themselves"
        yield _change(Verdict.RISKY, f"{what} removed: {before[key]}", why, "removed")
    for key in sorted(after.keys() - before.keys()):
        why = "it is installed along, and has to fit what else is there"
        yield _change(Verdict.RISKY, f"{what} added: {after[key]}", why, "added")
    for key in sorted(before.keys() & after.keys()):
        yield from _bounds(what, before[key], after[key])


def _key(requirement: Requirement) -> tuple[str, str, str]:
    extras = ",".join(sorted(requirement.extras))
    return requirement.name.lower().replace("_", "-"), extras, str(requirement.marker or "")


def _bounds(what: str, old: Requirement, new: Requirement) -> Iterator[Change]:
    if old.specifier == new.specifier:
        return
    shown = f"{what} {new.name}: {_shown(old.specifier)} -> {_shown(new.specifier)}"
    if _allows(new.specifier, old.specifier):
        yield _change(Verdict.COMPATIBLE, shown, "all that was allowed still is", "changed")
    else:
        why = "environments that hold back at other versions cannot be solved any more"
        yield _change(Verdict.RISKY, shown, why, "changed")


def _allows(wide: SpecifierSet, narrow: SpecifierSet) -> bool:
    """Tell whether one set allows all that another one does, as far as simple bounds tell."""
    lows, highs = ([_bound(side, sign) for side in (wide, narrow)] for sign in (">=", "<"))
    plain = all(one.operator in {">=", "<"} for side in (wide, narrow) for one in side)
    if not plain:
        return False
    low = lows[0] is None or (lows[1] is not None and lows[0] <= lows[1])
    high = highs[0] is None or (highs[1] is not None and highs[0] >= highs[1])
    return low and high


def _bound(specifiers: SpecifierSet, sign: str) -> Version | None:
    found = [Version(one.version) for one in specifiers if one.operator == sign]
    return (max if sign == ">=" else min)(found, default=None)


def _shown(specifiers: SpecifierSet) -> str:
    return ",".join(sorted(map(str, specifiers), reverse=True)) or "any"


def _change(verdict: Verdict, what: str, why: str, kind: Kind) -> Change:
    return Change(verdict, "package", what, why, kind, seen=("package",))
