"""Builds the packages of a commit under given circumstances, of which their bytes must not tell anything."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .environments import python_of, run, uv

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .repository import Repository


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where and how packages are built.

    Attributes:
        place: Directory of the checkout, which is made.
        umask: What the permissions of new files leave out.
        environment: Time zone, language and the like.
        interpreter: The Python that builds; ``None`` for the one that runs.
    """

    place: Path
    umask: int
    environment: Mapping[str, str]
    interpreter: Path | None = None


def two(work: Path, other: Path | None) -> tuple[Circumstances, Circumstances]:
    """Return circumstances that have nothing in common but the sources.

    Args:
        work: Directory to work in.
        other: Another Python, if there is one.
    """
    plain = {"TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "HOME": str(work)}
    strange = {"TZ": "Pacific/Apia", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242"}
    second = work / "somewhere else" / "deeper" / "checkout of it"
    return (
        Circumstances(work / "checkout", 0o022, plain),
        Circumstances(second, 0o077, {**strange, "HOME": str(second.parent)}, other),
    )


def build(repository: Repository, apis: Sequence[str], circumstances: Circumstances) -> Path:
    """Build packages from a checkout; return the directory with their distributions.

    Raises:
        CommandError: A build failed.
        ReleaseError: There is no checkout to be had.
    """
    place = circumstances.place
    place.parent.mkdir(parents=True, exist_ok=True)
    repository.checkout(place, circumstances.umask)
    python = sys.executable
    if circumstances.interpreter is not None:
        environment = place.with_name(f"{place.name}-python")
        python = str(python_of(environment))
        run(uv("venv", "--quiet", "--no-project", "--python", circumstances.interpreter, environment), place)
        locked = place / "requirements" / "build.txt"
        run(uv("pip", "install", "--quiet", "--python", python, "--require-hashes", "--requirement", locked), place)
    target = place.with_name(f"{place.name}-dist")
    command = [python, str(place / "scripts" / "build_packages.py"), "--target", str(target), *apis]
    run(command, place, umask=circumstances.umask, **circumstances.environment)
    return target
