"""Puts the checks of a release together, in an order in which what is cheap comes first, and says what follows."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from packaging.metadata import Metadata

from . import building, changelog, contents, reproducibility, sbom, sums, tagging
from .environments import CommandError, Outcome, Resolution, Trial, attempt, python_of, resolvable, run, uv
from .leaks import Leaks
from .packages import Package, packages
from .repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

_T = TypeVar("_T")
_R = TypeVar("_R")

OUTPUT = "dist/release"
"""Where the distributions, their bills of materials and their sums are put."""

_AT_ONCE = max(2, min(4, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked for.

    Attributes:
        root: Repository root.
        apis: Names of specs; none for all.
        pythons: Where each version of Python is, oldest first.
        dry_run: Whether to tag nothing.
        quick: Whether the oldest and the newest Python are enough.
    """

    root: Path
    apis: list[str]
    pythons: dict[str, Path]
    dry_run: bool
    quick: bool


@dataclass(slots=True)
class _Seen:
    """What is known of one package.

    Attributes:
        sizes: Bytes of the sdist and of the wheel.
        tried: In how many environments it was tried.
        lowest: The lowest versions with which it was.
        newest: The newest ones.
    """

    sizes: tuple[int, int] = (0, 0)
    tried: int = 0
    lowest: dict[str, str] = field(default_factory=dict[str, str])
    newest: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(slots=True)
class Session:
    """One run.

    Attributes:
        settings: What is asked for.
        work: An empty directory.
        faults: What is wrong with the packages, one line for each finding.
        obstacles: Why they cannot be released as things are, though nothing is wrong with them.
    """

    settings: Settings
    work: Path
    faults: list[str] = field(default_factory=list[str])
    obstacles: list[str] = field(default_factory=list[str])
    _seen: dict[str, _Seen] = field(default_factory=dict[str, _Seen])

    def run(self) -> int:
        """Check, and release what may be released; return the exit status.

        Raises:
            CommandError: A tool failed in a way that tells nothing of the packages.
            ReleaseError: Nothing can be checked.
        """
        repository = Repository(self.settings.root)
        repository.checkout(self.work / "sources", 0o022)
        chosen = packages(self.work / "sources", self.settings.apis)
        self._seen = {package.api: _Seen() for package in chosen}
        self._say_what(repository, chosen)
        self._look_for_obstacles(repository, chosen)
        if self.obstacles and not self.settings.dry_run:
            return self._refused()
        with self._step("generated code is current"):
            self._check_generated(chosen)
        with self._step("built twice, under different circumstances"):
            built = self._build(repository, chosen)
        if built is not None:
            self._check(chosen, built)
        self._summarize(chosen)
        if self.faults:
            return self._failed()
        if self.settings.dry_run:
            return self._would_be()
        if self.obstacles:
            return self._refused()
        return self._release(repository, chosen)

    def _say_what(self, repository: Repository, chosen: list[Package]) -> None:
        what = ", ".join(f"{package.distribution} {package.version}" for package in chosen)
        print(f"{'Dry run of the release' if self.settings.dry_run else 'Release'} of {what}")
        print(f"from a clean checkout of {repository.commit[:12]}; Python {', '.join(self.settings.pythons)}")
        changes = repository.changes()
        if changes:
            shown = ", ".join(changes[:3]) + (", ..." if len(changes) > 3 else "")
            print(f"The work tree has changes that are not committed, and not part of this: {shown}")
            self.obstacles.append(f"the work tree is not clean: commit or remove {shown}")

    def _look_for_obstacles(self, repository: Repository, chosen: list[Package]) -> None:
        today = datetime.now(UTC).date()
        for package in chosen:
            shown = f"overrides/{package.api}/CHANGELOG.md"
            path = self.work / "sources" / shown
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            self.obstacles += [f"{shown}: {why}" for why in changelog.obstacles(text, package.version, today)]
            if repository.has_tag(package.tag):
                self.obstacles.append(
                    f"there is a tag {package.tag} already: raise the version in specs/{package.api}.yaml"
                )

    def _check_generated(self, chosen: list[Package]) -> None:
        sources = self.work / "sources"
        command = [sys.executable, str(sources / "scripts" / "generate.py"), "--check"]
        try:
            run([*command, *(package.api for package in chosen)], sources)
        except CommandError as error:
            self.faults.append(f"generated/ is stale: {error}")

    def _build(self, repository: Repository, chosen: list[Package]) -> Path | None:
        """Build everything twice; return the directory of the first build, ``None`` where there is none."""
        own = f"{sys.version_info.major}.{sys.version_info.minor}"
        other = next((path for version, path in reversed(self.settings.pythons.items()) if version != own), None)
        if other is None:
            print("  there is no second Python on this machine: both builds are made by the same")
        circumstances = building.two(self.work, other)
        build = partial(building.build, repository, [package.api for package in chosen])
        try:
            first, second = _at_once(build, circumstances)
        except CommandError as error:
            self.faults.append(f"building failed: {error}")
            return None
        self.faults += [f"not reproducible: {line}" for line in reproducibility.differences(first, second)]
        return first

    def _check(self, chosen: list[Package], built: Path) -> None:
        metadata = {package.api: _metadata(built / package.wheel) for package in chosen}
        with self._step("looked into, by twine and check-wheel-contents as well"):
            self._look_into(chosen, built, metadata)
        with self._step("installed and tried in clean environments"):
            self._try(chosen, built, metadata)
        with self._step("bills of materials and sums"):
            self._write(chosen, built, metadata)

    def _look_into(self, chosen: list[Package], built: Path, metadata: dict[str, Metadata]) -> None:
        leaks = Leaks.of_this_machine([self.settings.root, self.work, Path.home()])
        for package in chosen:
            sources = contents.generated(self.work / "sources" / "generated" / package.api)
            wheel = contents.read_wheel(built / package.wheel)
            sdist = contents.read_sdist(built / package.sdist, package)
            self.faults += contents.check(package, wheel, sdist, sources, leaks)
            self.obstacles += contents.untried(package, metadata[package.api], [*self.settings.pythons])
            self._seen[package.api].sizes = (
                (built / package.sdist).stat().st_size,
                (built / package.wheel).stat().st_size,
            )
        files = [str(built / name) for package in chosen for name in (package.sdist, package.wheel)]
        wheels = [name for name in files if name.endswith(".whl")]
        for tool, command in {
            "twine": ["-m", "twine", "check", "--strict", *files],
            "check-wheel-contents": ["-m", "check_wheel_contents", "--no-config", *wheels],
        }.items():
            try:
                run([sys.executable, *command], self.work)
            except CommandError as error:
                self.faults.append(f"{tool}: {error}")

    def _try(self, chosen: list[Package], built: Path, metadata: dict[str, Metadata]) -> None:
        versions = [*self.settings.pythons]
        oldest, newest = versions[0], versions[-1]
        trials: list[Trial] = []
        extras: list[tuple[Trial, str]] = []
        for package in chosen:
            about = metadata[package.api]
            offered = tuple(about.provides_extra or ())

            make = partial(self._trial, package, built / package.wheel, about)
            if self.settings.quick:
                trials += [make(oldest, lowest=True), make(newest, lowest=False)]
            else:
                trials += [make(python, lowest=lowest) for python in self.settings.pythons for lowest in (True, False)]
                trials.append(make(oldest, lowest=True, extras=offered))
            trials.append(make(newest, lowest=False, extras=offered))
            extras += [(make(oldest, lowest=lowest), extra) for extra in offered for lowest in (True, False)]
        outcomes: list[Outcome] = _at_once(attempt, trials)
        for outcome in outcomes:
            self.faults += outcome.faults
            seen = self._seen[outcome.trial.package.api]
            seen.tried += 1
            used = seen.lowest if outcome.trial.resolution == "lowest-direct" else seen.newest
            used.update(outcome.versions)
        for found in _at_once(lambda pair: resolvable(*pair), extras):
            self.faults += found

    def _trial(
        self,
        package: Package,
        wheel: Path,
        metadata: Metadata,
        python: str,
        *,
        lowest: bool,
        extras: tuple[str, ...] = (),
    ) -> Trial:
        resolution: Resolution = "lowest-direct" if lowest else "highest"
        return Trial(package, wheel, metadata, python, self.settings.pythons[python], resolution, extras)

    def _write(self, chosen: list[Package], built: Path, metadata: dict[str, Metadata]) -> None:
        """Write bills of materials and sums beside the distributions, and put them in their place."""
        lock = sbom.locked((self.work / "sources" / "requirements" / "shipped.txt").read_text(encoding="utf-8"))
        known = self._shipped()
        leaks = Leaks.of_this_machine([self.settings.root, self.work, Path.home()])
        for package in chosen:
            wheel = built / package.wheel
            try:
                text = sbom.bill(package, wheel, metadata[package.api], lock, known)
            except ValueError as error:
                self.faults.append(f"{package.sbom}: {error}")
                continue
            (built / package.sbom).write_text(text, encoding="utf-8")
            found = [*sbom.schema_faults(text), *leaks.found_in(text.encode())]
            self.faults += [f"{package.sbom}: {fault}" for fault in found]
        sums.write(built)
        self.faults += sums.faults(built)
        if not self.faults:
            _put(built, self.settings.root / OUTPUT)

    def _shipped(self) -> dict[str, Metadata]:
        """Install what the packages need, as it is locked; return the metadata of it."""
        environment = self.work / "shipped"
        newest = [*self.settings.pythons.values()][-1]
        run(uv("venv", "--quiet", "--no-project", "--python", newest, environment), self.work)
        locked = self.work / "sources" / "requirements" / "shipped.txt"
        to = ("--quiet", "--python", environment, "--require-hashes", "--requirement", locked)
        run(uv("pip", "install", *to), self.work)
        asked = [str(python_of(environment)), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        return sbom.installed(Path(run(asked, self.work).strip()))

    def _summarize(self, chosen: list[Package]) -> None:
        rows = [("package", "version", "sdist", "wheel", "environments", "found")]
        for package in chosen:
            seen = self._seen[package.api]
            found = sum(package.module in fault or package.distribution in fault for fault in self.faults)
            sdist, wheel = (f"{size:,} B" if size else "-" for size in seen.sizes)
            rows.append((package.distribution, package.version, sdist, wheel, str(seen.tried), str(found or "nothing")))
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        print()
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        for words, versions in (
            ("lowest", {name: version for seen in self._seen.values() for name, version in seen.lowest.items()}),
            ("newest", {name: version for seen in self._seen.values() for name, version in seen.newest.items()}),
        ):
            shown = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
            print(
                textwrap.fill(f"{words} versions: {shown or '-'}", 100, subsequent_indent="  ", break_on_hyphens=False)
            )

    def _refused(self) -> int:
        print("\nRefused:")
        for obstacle in self.obstacles:
            print(f"- {obstacle}")
        print("Nothing was released. `-- --dry-run` checks the packages all the same.")
        return 1

    def _failed(self) -> int:
        print(f"\n{len(self.faults)} found:")
        for fault in self.faults:
            print(f"- {fault}")
        print(f"Nothing was released, and {OUTPUT}/ is as it was.")
        return 1

    def _would_be(self) -> int:
        print(f"\n{OUTPUT}/ has the distributions, their bills of materials and {sums.NAME}.")
        if self.obstacles:
            print("Nothing is wrong with them. A release as things are would be refused:")
            for obstacle in self.obstacles:
                print(f"- {obstacle}")
        else:
            print("A release would make the tags, and say how to upload: leave --dry-run out.")
        return 0

    def _release(self, repository: Repository, chosen: list[Package]) -> int:
        left = tagging.release(repository, self.settings.root, self.work / "sources", chosen, OUTPUT)
        print(f"\nTagged {repository.commit[:12]} as {', '.join(package.tag for package in chosen)}.")
        print("What is left takes your credentials and cannot be taken back, so it is yours to do:")
        for command in left:
            print(f"  {command}")
        return 0

    @contextmanager
    def _step(self, name: str) -> Generator[None]:
        """Say what was done, how long it took and whether it found anything."""
        before, started = len(self.faults), time.monotonic()
        yield
        found = len(self.faults) - before
        print(f"  {name:58} {f'{found} found' if found else 'fine':>9} {time.monotonic() - started:5.0f} s", flush=True)


def _at_once(function: Callable[[_T], _R], arguments: Iterable[_T]) -> list[_R]:
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(function, arguments))


def _metadata(wheel: Path) -> Metadata:
    """Return what a wheel says of itself; what is wrong with that is told elsewhere."""
    archive = contents.read_wheel(wheel)
    (content,) = [text for name, text in archive.files.items() if name.endswith(".dist-info/METADATA")]
    return Metadata.from_email(content, validate=False)


def _put(built: Path, target: Path) -> None:
    """Put a directory in the place of another, as a whole."""
    target.parent.mkdir(exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".release-", dir=target.parent))
    try:
        shutil.copytree(built, staged, dirs_exist_ok=True, copy_function=shutil.copy)
        staged.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        staged.rename(target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
