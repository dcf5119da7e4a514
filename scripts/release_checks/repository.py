"""Asks git: what is committed, what is not, and for a checkout that holds the first alone."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from .packages import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Repository:
    """The repository that a directory is in.

    Args:
        root: Directory of the work tree.

    Raises:
        ReleaseError: It is in none, nothing is committed yet, or git is not installed.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.commit = self._git("rev-parse", "--verify", "HEAD^{commit}").strip()
        """The commit that is released."""

    def changes(self) -> list[str]:
        """Return the files that differ from the commit, those that git does not know included."""
        return [line[3:] for line in self._git("status", "--porcelain", "--untracked-files=all").splitlines()]

    def checkout(self, target: Path, umask: int) -> None:
        """Write the files of the commit, and none else, into a new directory.

        Args:
            target: The directory; its parent has to be there.
            umask: What the permissions of the files leave out, as it would be for another user.
        """
        options = [
            "--quiet",
            "--no-checkout",
            "--config",
            "core.autocrlf=false",
            "--config",
            f"core.hooksPath={os.devnull}",
        ]
        self._git("clone", *options, str(self._root), str(target), umask=umask)
        self._git("checkout", "--quiet", "--detach", self.commit, directory=target, umask=umask)

    def has_tag(self, name: str) -> bool:
        """Tell whether there is a tag of this name."""
        return bool(self._git("tag", "--list", name).strip())

    def tag_all(self, messages: Mapping[str, str]) -> None:
        """Tag the commit, by annotated tags, which tell who made them and when; with all of them or with none.

        Args:
            messages: What to write into each tag, by name.
        """
        made: list[str] = []
        try:
            for name, message in messages.items():
                # The message is Markdown, in which lines that begin with # are no comments.
                self._git("tag", "--annotate", "--cleanup=verbatim", "--file=-", name, self.commit, given=message)
                made.append(name)
        except ReleaseError:
            for name in made:
                self._git("tag", "--delete", name)
            raise

    def _git(
        self, command: str, *arguments: str, directory: Path | None = None, umask: int = -1, given: str | None = None
    ) -> str:
        # A caller such as a hook of git may point elsewhere.
        clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        try:
            done = subprocess.run(
                ["git", command, *arguments],  # noqa: S607 - whichever git the maintainer uses
                cwd=directory or self._root,
                env=clean | {"LC_ALL": "C"},
                input=given,
                capture_output=True,
                text=True,
                umask=umask,
                check=False,
            )
        except FileNotFoundError:
            raise ReleaseError("git is not installed; a release is made of what is committed") from None
        if done.returncode:
            raise ReleaseError(f"git {command}: {done.stderr.strip() or f'exit status {done.returncode}'}")
        return done.stdout
