"""Gets the specs, packages and tests of a revision out of git, without touching the working tree."""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# What a comparison reads. The tests are a second opinion.
_PARTS = ("specs", "generated", "tests")
_ABBREVIATED = 10


class MisuseError(Exception):
    """The command was asked for something that it cannot do; says what, and what to do."""


@dataclass(frozen=True)
class Repository:
    """A clone."""

    root: Path

    def resolve(self, revision: str) -> str | None:
        """Return the whole name of a commit that is in the clone, ``None`` for one that is not."""
        # A revision that begins with a dash would be an option.
        if revision.startswith("-"):
            return None
        done = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        return done.stdout.decode().strip() if done.returncode == 0 else None

    def obtain(self, revision: str) -> str | None:
        """Return the whole name of a commit, which is fetched from ``origin`` where the clone does not hold it."""
        return self.resolve(revision) or self._fetched(revision)

    def _fetched(self, revision: str) -> str | None:
        if revision.startswith("-") or "origin" not in self._git("remote").stdout.decode().split():
            return None
        # In a whole clone, a depth would cut off the history.
        depth = ["--depth", "1"] if self.is_shallow else []
        options = ["--quiet", "--no-tags", "--no-write-fetch-head", *depth]
        self._git("-c", "credential.interactive=false", "fetch", *options, "origin", revision)
        return self.resolve(revision)

    @property
    def is_shallow(self) -> bool:
        """Whether the clone leaves out older commits."""
        return self._git("rev-parse", "--is-shallow-repository").stdout.decode().strip() == "true"

    def oldest(self) -> str:
        """Return the oldest commit before the working tree that is in the clone.

        Raises:
            MisuseError: There is none.
        """
        done = self._git("rev-list", "--date-order", "HEAD")
        commits = done.stdout.decode().split()
        if not commits:
            raise MisuseError(f"{self.root} is no git repository with a commit; there is nothing to compare with")
        return commits[-1]

    def shown(self, commit: str) -> str:
        """Return a commit for people: short name, date, subject."""
        done = self._git(
            "log", "-1", "--no-show-signature", "--format=%h of %cs, %s", f"--abbrev={_ABBREVIATED}", commit
        )
        return done.stdout.decode(errors="replace").strip()

    def extract(self, commit: str, target: Path) -> Path:
        """Write what a comparison reads of a commit into a directory.

        Raises:
            MisuseError: git cannot give it.
        """
        listed = self._git("ls-tree", "--name-only", commit).stdout.decode().split("\n")
        parts = [part for part in _PARTS if part in listed]
        target.mkdir(parents=True)
        if parts:
            done = self._git("archive", "--format=tar", commit, "--", *parts)
            if done.returncode:
                raise MisuseError(
                    f"git cannot give {commit[:_ABBREVIATED]}: {done.stderr.decode(errors='replace').strip()}"
                )
            with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
                archive.extractall(target, filter="data")
        return target

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return _run(["git", "-C", str(self.root), *arguments])


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise MisuseError("git is not installed; install it, or put it on PATH") from error
