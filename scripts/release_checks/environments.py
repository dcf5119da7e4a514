"""Installs wheels into clean environments, with the lowest and the newest versions that they allow, and tries them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packaging.metadata import Metadata

    from .packages import Package

Resolution = Literal["lowest-direct", "highest"]

_SMOKE = Path(__file__).with_name("smoke.py")
# What would make an environment other than clean, uv choose other versions, or files have another date.
_UNWANTED = (
    "PYTHON",
    "VIRTUAL_ENV",
    "UV_RESOLUTION",
    "UV_CONSTRAINT",
    "UV_OVERRIDE",
    "UV_PRERELEASE",
    "UV_PYTHON",
    "SOURCE_DATE_EPOCH",
)


class CommandError(Exception):
    """A command failed; the text is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A wheel in an environment of its own.

    Attributes:
        package: The package.
        wheel: Its wheel.
        metadata: What the wheel says of itself.
        python: Version of Python, such as ``3.13``.
        interpreter: That Python.
        resolution: Which of the versions allowed are installed.
        extras: Extras that are installed too.
    """

    package: Package
    wheel: Path
    metadata: Metadata
    python: str
    interpreter: Path
    resolution: Resolution
    extras: tuple[str, ...] = ()

    @property
    def requirements(self) -> list[Requirement]:
        """What the wheel needs in this environment, by its own words."""
        listed = [Requirement(str(one)) for one in self.metadata.requires_dist or ()]
        return [_unmarked(one) for one in listed if self._applies(one)]

    def _applies(self, requirement: Requirement) -> bool:
        here = {"python_version": self.python, "python_full_version": f"{self.python}.0"}
        marker = requirement.marker
        return marker is None or any(marker.evaluate({**here, "extra": extra}) for extra in ("", *self.extras))

    def __str__(self) -> str:
        versions = "lowest" if self.resolution == "lowest-direct" else "newest"
        return f"Python {self.python}, {versions} versions{', all extras' if self.extras else ''}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a trial showed.

    Attributes:
        trial: The trial.
        versions: What was installed of that which the wheel asks for, by name.
        faults: What went wrong, one line for each.
    """

    trial: Trial
    versions: dict[str, str]
    faults: list[str]


def attempt(trial: Trial) -> Outcome:
    """Make the environment, install the wheel, ask pip whether all fits together, and try the package."""
    package = trial.package
    versions: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        place = Path(name)
        python = python_of(place / "environment")
        extras = f"[{','.join(trial.extras)}]" if trial.extras else ""
        wanted = place / "wanted.txt"
        # What the wheel asks for is listed as well: the lowest versions are those of what is asked for directly.
        lines = [f"{package.distribution}{extras} @ {trial.wheel.as_uri()}", *map(str, trial.requirements)]
        wanted.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        try:
            run(uv("venv", "--quiet", "--no-project", "--python", trial.interpreter, place / "environment"), place)
            to = ("--quiet", "--python", python, "--resolution", trial.resolution)
            run(uv("pip", "install", *to, "--requirement", wanted), place)
            versions = _installed(python, trial, place)
            run([sys.executable, "-m", "pip", "--python", str(python), "check"], place)
            told = [package.module, package.client, package.argument, package.listing, package.version, *trial.extras]
            run([str(python), "-I", "-W", "error", str(_SMOKE), *told], place)
        except CommandError as error:
            return Outcome(trial, versions, [f"{trial.wheel.name}: {trial}: {error}"])
    return Outcome(trial, versions, [f"{trial.wheel.name}: {trial}: {fault}" for fault in _too_high(trial, versions)])


def resolvable(trial: Trial, extra: str) -> list[str]:
    """Return why the requirements of one extra cannot be met on every system; nothing if they can."""
    listed = [Requirement(str(one)) for one in trial.metadata.requires_dist or ()]
    lines = [_unmarked(one) for one in listed if _asks(one, extra)]
    options = ("--quiet", "--universal", "--python-version", trial.python, "--resolution", trial.resolution)
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        wanted = Path(name, "wanted.in")
        wanted.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        try:
            run(uv("pip", "compile", *options, wanted), Path(name))
        except CommandError as error:
            return [f"{trial.wheel.name}: [{extra}]: {error}"]
    return []


def python_of(environment: Path) -> Path:
    """Return the Python of a virtual environment."""
    return environment / ("Scripts" if os.name == "nt" else "bin") / "python"


def uv(*arguments: object) -> list[str]:
    """Return a command of the uv that is installed beside this Python."""
    return [sys.executable, "-m", "uv", *map(str, arguments)]


def run(command: Sequence[str], place: Path, *, umask: int = -1, **environment: str) -> str:
    """Run a command and return what it printed.

    Args:
        command: The command.
        place: Directory to run it in.
        umask: What the permissions of its files leave out.
        environment: Variables to add to those of this process, from which those are taken that name a Python.

    Raises:
        CommandError: It failed.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_UNWANTED)}
    done = subprocess.run(
        command,
        cwd=place,
        env=clean | environment,
        umask=umask,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        raise CommandError(" | ".join(lines[-4:]) or f"{command[0]} failed with status {done.returncode}")
    return done.stdout


def _unmarked(requirement: Requirement) -> Requirement:
    """Return a requirement without the condition under which it holds."""
    bare = Requirement(str(requirement))
    bare.marker = None
    return bare


def _asks(requirement: Requirement, extra: str) -> bool:
    """Tell whether an extra, or the package without any, asks for this on some system."""
    marker = str(requirement.marker or "")
    return "extra ==" not in marker or f'extra == "{extra}"' in marker


def _installed(python: Path, trial: Trial, place: Path) -> dict[str, str]:
    """Return the versions of what the wheel asks for."""
    names = {canonicalize_name(requirement.name) for requirement in trial.requirements}
    lines = run(uv("pip", "freeze", "--quiet", "--python", python), place).splitlines()
    found = dict(line.split("==") for line in lines if "==" in line)
    return {name: version for name, version in sorted(found.items()) if canonicalize_name(name) in names}


def _too_high(trial: Trial, versions: dict[str, str]) -> list[str]:
    """Tell of lower bounds that no version meets exactly: nobody can try those that they seem to allow."""
    if trial.resolution != "lowest-direct":
        return []
    bounds: dict[str, Version] = {}
    for requirement in trial.requirements:
        name = canonicalize_name(requirement.name)
        least = [Version(one.version) for one in requirement.specifier if one.operator == ">="]
        bounds[name] = max([*least, bounds.get(name, Version("0"))])
    return [
        f"{name}>={bounds[canonicalize_name(name)]} allows no version before {version}; raise the bound"
        for name, version in versions.items()
        if Version(version) != bounds[canonicalize_name(name)]
    ]
