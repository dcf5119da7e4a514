"""Compares one package with what it was, and says which version follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import surface
from .changes import Change, Verdict, merged, worst
from .metadata import metadata_changes
from .python_side import python_changes
from .versions import following, parse
from .wire import wire_changes

if TYPE_CHECKING:
    from pathlib import Path

    from .changes import Opinion
    from .contract import Contract
    from .old_tests import OldOpinion
    from .sides import Api


@dataclass
class Impact:
    """What a change does to the users of one package.

    Attributes:
        distribution: The name it is installed by.
        api: Name of its spec.
        base: Its version before, ``None`` for a package that is new.
        version: What its spec says now, ``None`` for a package that is gone.
        compared: What it is compared with, for people.
        changes: What is different, the worst first.
        shipped: Whether any file of it is different.
        tests: What the old tests say, where they were asked.
        problems: What kept from a whole comparison.
        notes: What a reader should know besides.
    """

    distribution: str
    api: str
    base: str | None
    version: str | None
    compared: str = ""
    changes: list[Change] = field(default_factory=list[Change])
    shipped: bool = False
    tests: OldOpinion | None = None
    problems: list[str] = field(default_factory=list[str])
    notes: list[str] = field(default_factory=list[str])

    @property
    def broken_tests(self) -> int:
        """How many errors of the old tests would be those of a caller."""
        return sum(fault.breaks for fault in self.tests.faults) if self.tests else 0

    @property
    def verdict(self) -> Verdict | None:
        """The worst of all opinions, ``None`` where users see no change."""
        if self.broken_tests:
            return Verdict.BREAKING
        return worst(self.changes)

    @property
    def needed(self) -> str | None:
        """The lowest version that says what changed; ``None`` for a package that is gone."""
        if self.base is None or self.version is None:
            return self.version
        added = any(change.kind == "added" for change in self.changes)
        return following(self.base, self.verdict, shipped=self.shipped, added=added)

    @property
    def bump_missing(self) -> bool:
        """Whether the spec's version hides that something breaks, or goes back."""
        if self.base is None:
            return False
        if self.version is None or self.needed is None:
            return True
        if parse(self.version) < parse(self.base):
            return True
        return self.verdict is Verdict.BREAKING and parse(self.version) < parse(self.needed)


def compare(old: Api, new: Api, base: str) -> Impact:
    """Compare a package with what it was, but for the old tests.

    Args:
        old: The API then.
        new: The API now.
        base: The version then.
    """
    version = new.contract.package.get("version", base) if new.contract else base
    impact = Impact(old.distribution, new.name, base, version)
    impact.problems += [api.problem for api in (old, new) if api.problem]
    impact.notes += [api.note for api in (old, new) if api.note]
    changes: list[Change] = []
    renames: dict[str, str] = {}
    if old.contract and new.contract:
        changes, renames = wire_changes(old.contract, new.contract)
    if old.project and new.project and old.contract and new.contract:
        changes += metadata_changes(old.project, new.project)
        try:
            sides = [_surface(old.contract, old.project), _surface(new.contract, new.project)]
            changes += python_changes(sides[0], sides[1], renames)
        except surface.UnreadablePackageError as error:
            impact.problems.append(str(error))
        impact.shipped = _files(old.project) != _files(new.project)
    impact.changes = merged(changes)
    return impact


def added(api: Api) -> Impact:
    """Describe a package that was not there before."""
    version = api.contract.package.get("version") if api.contract else None
    impact = Impact(api.distribution, api.name, None, version or "0.1.0")
    impact.problems += [api.problem] if api.problem else []
    why = "nobody uses it yet"
    impact.changes = [Change(Verdict.COMPATIBLE, "package", "added as a whole", why, "added", seen=("package",))]
    return impact


def removed(api: Api, base: str) -> Impact:
    """Describe a package that is not there any more."""
    why = "its users get no further version; tell them in a last one, then drop it from releases.toml"
    change = Change(Verdict.BREAKING, "package", "removed as a whole", why, "removed", seen=("package",))
    return Impact(api.distribution, api.name, base, None, changes=[change])


def disagreements(impact: Impact) -> list[str]:
    """Tell where one opinion is worse than the others."""
    said: list[str] = []
    told = worst(impact.changes)
    if impact.broken_tests and told is not Verdict.BREAKING:
        word = f"at most {told.word}" if told else "no change"
        said.append(f"the old tests no longer pass, though specs and packages show {word}: believe the tests")
    counts = {opinion: _breaking(impact, opinion) for opinion in ("wire", "python")}
    if counts["python"] and not counts["wire"]:
        said.append(f"the wire stays compatible; what breaks is in Python alone ({_times(counts['python'])})")
    silent = counts["wire"] - _both(impact)
    if silent and impact.tests and not impact.broken_tests and impact.tests.files and not impact.tests.problem:
        what = f"what breaks on the wire alone ({_times(silent)})"
        said.append(f"{what} is nothing that types show: callers meet it at run time")
    return said


def _breaking(impact: Impact, opinion: Opinion) -> int:
    return sum(change.verdict is Verdict.BREAKING and opinion in change.seen for change in impact.changes)


def _both(impact: Impact) -> int:
    return sum(change.verdict is Verdict.BREAKING and {"wire", "python"} <= {*change.seen} for change in impact.changes)


def _times(count: int) -> str:
    return f"{count} change{'s' if count > 1 else ''}"


def _surface(contract: Contract, project: Path) -> surface.Surface:
    about = contract.package
    return surface.read(about.get("package", ""), project / "src", about.get("client", ""))


def _files(project: Path) -> dict[str, bytes]:
    """Read what a package ships, its version left out."""
    found = (path for path in sorted((project / "src").rglob("*")) if path.is_file())
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in found
        if path.name != "_version.py" and "__pycache__" not in path.parts
    }
