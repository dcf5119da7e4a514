"""Where recordings come from, in words that may be published."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spec_lint.values import Node


@dataclass(frozen=True)
class Provenance:
    """What all recordings of a run share.

    Attributes:
        origin: The documented address of the service, without a path.
        genuine: Whether the answers came from there.
        by: `live` or `har`.
        spec: Revision of the spec: `commit`, `sha256` and whether the file differed from the commit.
    """

    origin: str
    genuine: bool
    by: str
    spec: Node

    @property
    def kind(self) -> str:
        """The `kind` of the recordings: only the real service is recorded."""
        return "recorded" if self.genuine else "fabricated"

    @property
    def evidence(self) -> str:
        """The word of `x-evidence` for what rests on the recordings."""
        return "recorded" if self.genuine else "inferred"

    def source(self) -> str:
        """Say where an answer came from, for `source`."""
        if not self.genuine:
            return "Our own, after a service that is not the vendor's, asked to try out the recorder"
        return f"{self.origin}, {'asked by our client' if self.by == 'live' else 'saved by a browser or proxy'}"


def revision(path: Path) -> Node:
    """Give the revision of a spec; without git, what the content tells."""
    content = path.read_bytes()
    node: Node = {"commit": None, "sha256": hashlib.sha256(content).hexdigest(), "dirty": True}
    command = ["git", "-C", str(path.parent)]
    try:
        head = subprocess.run([*command, "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
        same = subprocess.run([*command, "diff", "--quiet", "HEAD", "--", path.name], check=False)
    except (OSError, subprocess.CalledProcessError):
        return node
    return {**node, "commit": head.stdout.strip(), "dirty": same.returncode != 0}
