"""Carries out a comparison: which sides, which packages, in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .old_tests import OldTests
from .packages import Impact, added, compare, removed
from .releases import FILE, Release, last_releases
from .revisions import MisuseError, Repository
from .sides import Api, Side, past, present, sources
from .versions import parse

if TYPE_CHECKING:
    from pathlib import Path


class Comparison:
    """Compares the working tree with a revision, or each package with its last release."""

    def __init__(self, root: Path, work: Path, *, ask_tests: bool = True) -> None:
        """Set it up.

        Args:
            root: Repository root; nothing in it is changed.
            work: A directory for what is made meanwhile.
            ask_tests: Whether to type-check the old tests as well.
        """
        self._root, self._work, self._ask_tests = root, work, ask_tests
        self._repository = Repository(root)
        self._sides: dict[str, tuple[Path, Side]] = {}
        self._tests: dict[str, OldTests] = {}

    def with_revision(self, revision: str) -> list[Impact]:
        """Compare everything with a revision.

        Raises:
            MisuseError: There is no such revision.
        """
        commit = self._repository.obtain(revision)
        if commit is None:
            raise MisuseError(
                f"`{revision}` is no commit of this clone, and origin does not give it; "
                "`git log` shows the commits, `git fetch --unshallow` gets all of them"
            )
        now = present(self._root, self._work / "now")
        _, then = self._past(commit)
        impacts: list[Impact] = []
        for old in then.apis.values():
            base = old.contract.package.get("version", "") if old.contract else "0.0.0"
            impacts.append(self._compared(old, now, _checked(base, f"{old.name} at {revision}"), commit))
        return self._with_new(impacts, then, now)

    def with_releases(self) -> list[Impact]:
        """Compare each package with its last release.

        Raises:
            MisuseError: releases.toml is missing or wrong.
        """
        releases = last_releases(self._root)
        now = present(self._root, self._work / "now")
        impacts: list[Impact] = []
        matched = Side()
        for release in releases.values():
            commit, warning = self._commit(release)
            _, then = self._past(commit)
            old = then.of(release.distribution)
            if old is None and not warning:
                raise MisuseError(
                    f"{FILE}: {release.distribution} {release.version}: {release.revision} has no spec of it"
                )
            old = old or Api(release.distribution, problem=f"{warning}, which has no spec of it")
            matched.apis[release.distribution] = old
            impact = self._compared(old, now, release.version, commit)
            impact.compared = f"release {release.version}: {impact.compared}"
            impact.notes += [warning] if warning else []
            impacts.append(impact)
        return self._with_new(impacts, matched, now)

    def _commit(self, release: Release) -> tuple[str, str]:
        """Return the commit of a release, or the oldest one and a warning."""
        commit = self._repository.obtain(release.revision)
        if commit is not None:
            return commit, ""
        oldest = self._repository.oldest()
        cut = "this clone is shallow" if self._repository.is_shallow else "this clone does not hold it"
        warning = (
            f"WARNING: {release.revision}, of which {release.distribution} {release.version} was made, cannot be had "
            f"({cut}, and origin does not give it): compared with the oldest commit that is there, so that changes "
            "before it are not seen. `git fetch --unshallow` helps"
        )
        return oldest, warning

    def _past(self, commit: str) -> tuple[Path, Side]:
        if commit not in self._sides:
            root = self._repository.extract(commit, self._work / commit)
            self._sides[commit] = (root, past(root, commit[:10]))
        return self._sides[commit]

    def _compared(self, old: Api, now: Side, base: str, commit: str) -> Impact:
        new = now.of(old.distribution) or now.apis.get(old.name)
        impact = compare(old, new, base) if new is not None else removed(old, base)
        if impact.version is not None:
            _checked(impact.version, f"the x-package of {impact.distribution}")
        impact.compared = self._repository.shown(commit)
        if self._ask_tests and new is not None and impact.shipped:
            self._ask(impact, old, new, commit, now)
        return impact

    def _ask(self, impact: Impact, old: Api, new: Api, commit: str, now: Side) -> None:
        """Ask the old tests about a package."""
        then_root, then = self._past(commit)
        names = [*sources(old), *sources(new)]
        if len({*names}) != 1:
            # With another import name, every one of them fails: that is told already.
            return
        pairs: dict[str, tuple[Path, Path]] = {}
        for api in then.apis.values():
            for name, source in sources(api).items():
                other = now.of(api.distribution) or now.apis.get(api.name)
                pairs[name] = (source, sources(other).get(name, source) if other else source)
        tests = self._tests.setdefault(commit, OldTests(then_root, self._work / "cache"))
        impact.tests = tests.opinion(names[0], pairs)

    @staticmethod
    def _with_new(impacts: list[Impact], then: Side, now: Side) -> list[Impact]:
        known = {api.distribution for api in then.apis.values()} | {api.name for api in then.apis.values()}
        new = [api for api in now.apis.values() if api.distribution not in known and api.name not in known]
        return [*impacts, *map(added, new)]


def _checked(version: str, what: str) -> str:
    try:
        parse(version)
    except ValueError as error:
        raise MisuseError(f"{what}: {error}") from error
    return version
