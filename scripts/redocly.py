"""Runs Redocly, pinned in package-lock.json."""

from __future__ import annotations

import os
import subprocess
import sys

from npm_tools import ROOT, node_command

_QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


def main(specs: list[str]) -> int:
    """Lint the specs; the exit status is Redocly's."""
    command = [*node_command("@redocly/cli/bin/cli.js"), "lint", "--config", str(ROOT / "redocly.yaml"), *specs]
    return subprocess.run(command, env={**os.environ, **_QUIET}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
