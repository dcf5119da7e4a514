"""A second opinion: the tests of a revision, type-checked against the packages of now."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .annotations import relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# Tests of users' code are like these; others look into what is not public.
_PLACES = ("tests/typing", "tests/unit")
# Errors about code that does more than it has to: no caller is broken.
_TIDINESS = frozenset(["unused-ignore", "redundant-cast", "redundant-expr"])
_LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): error: (?P<message>.*?)(?:  \[(?P<code>[a-z-]+)\])?$")
_EXACT = re.compile(r'Expression is of type "(?P<now>.*)", not "(?P<then>.*)"')


@dataclass(frozen=True, slots=True)
class TypeFault:
    """An error that the old tests did not have with the old package."""

    file: str
    line: int
    message: str
    code: str

    @property
    def breaks(self) -> bool:
        """Whether a caller is broken: not where a type is only more exact, or a comparison can no longer hold."""
        exact = _EXACT.fullmatch(self.message)
        if exact is not None:
            return relation(exact["then"], exact["now"]) not in {"same", "narrower"}
        return self.code != "comparison-overlap"

    def __str__(self) -> str:
        """Give the place and what is wrong."""
        return f"{self.file}:{self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class OldOpinion:
    """What the old tests say about a package.

    Attributes:
        files: How many of them use it by public names alone.
        faults: What they did not say before.
        problem: Why there is no opinion, if there is none.
    """

    files: int
    faults: tuple[TypeFault, ...] = ()
    problem: str = ""


class OldTests:
    """The tests of a revision, with the packages of that revision; every question runs mypy."""

    def __init__(self, root: Path, work: Path) -> None:
        """Look at the tests.

        Args:
            root: The revision, as a directory.
            work: Directory for mypy's cache.
        """
        self._root, self._work = root, work
        self._known: dict[tuple[str, ...], frozenset[TypeFault] | str] = {}

    def opinion(self, package: str, sources: Mapping[str, tuple[Path, Path]]) -> OldOpinion:
        """Check the tests that use a package against what it is now, all other packages as they were.

        Args:
            package: Its import name.
            sources: For each import name, where it was and where it is now.
        """
        files = sorted(self._users(package))
        if not files:
            return OldOpinion(0, problem="that revision has no tests that use it")
        olds = {name: old for name, (old, _) in sources.items()}
        before = self._check(files, list(olds.values()))
        after = self._check(files, list({**olds, package: sources[package][1]}.values()))
        if isinstance(before, str) or isinstance(after, str):
            return OldOpinion(len(files), problem=before if isinstance(before, str) else str(after))
        new = (fault for fault in after - before if fault.code not in _TIDINESS)
        return OldOpinion(len(files), tuple(sorted(new, key=lambda one: (one.file, one.line, one.message))))

    def _users(self, package: str) -> Iterator[str]:
        for place in _PLACES:
            for path in (self._root / place).glob("*.py"):
                modules = _imports(path)
                private = any(part.startswith("_") for module in modules for part in module.split(".")[1:])
                if package in {module.partition(".")[0] for module in modules} and not private:
                    yield path.relative_to(self._root).as_posix()

    def _check(self, files: Sequence[str], sources: Sequence[Path]) -> frozenset[TypeFault] | str:
        key = (*files, *map(str, sources))
        if key not in self._known:
            self._known[key] = self._mypy(files, sources)
        return self._known[key]

    def _mypy(self, files: Sequence[str], sources: Sequence[Path]) -> frozenset[TypeFault] | str:
        options = ["--strict", "--namespace-packages", "--explicit-package-bases", f"--config-file={os.devnull}"]
        options += ["--no-pretty", "--no-color-output", "--no-error-summary", "--hide-error-context"]
        options += ["--show-error-codes", f"--cache-dir={self._work / 'mypy'}"]
        environment = {**os.environ, "MYPYPATH": os.pathsep.join([str(self._root), *map(str, sources)])}
        command = [sys.executable, "-m", "mypy", *options, *files]
        done = subprocess.run(command, cwd=self._root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode not in {0, 1}:
            said = (done.stderr or done.stdout).strip().splitlines()
            return f"mypy could not check them: {said[-1] if said else f'status {done.returncode}'}"
        found = (_LINE.match(line) for line in done.stdout.splitlines())
        wanted = {*files}
        return frozenset(
            TypeFault(one["file"], int(one["line"]), one["message"], one["code"] or "")
            for one in found
            if one is not None and one["file"] in wanted
        )


def _imports(path: Path) -> set[str]:
    """Return the modules that a file imports, with the names it takes out of them; none if it cannot be read."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, UnicodeDecodeError):
        return set()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found
