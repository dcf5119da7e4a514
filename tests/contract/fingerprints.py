"""Fingerprints of the recordings: evidence that somebody changed by accident is found out, whatever it says then.

`python -m tests.contract.fingerprints` prints which recordings changed since they were signed, and how;
with `--sign` it signs them as they are. The spelling of a file does not count, only what it says.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.contract.documents import ROOT
from tests.contract.lossless import differences

if TYPE_CHECKING:
    from collections.abc import Sequence

MANIFEST = Path("tests", "recordings", "manifest.json")


def fingerprint(document: object) -> str:
    """Return the SHA-256 of a JSON value, written in one way."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprints(root: Path = ROOT) -> dict[str, str]:
    """Return the fingerprints of all recordings, by `<api>/<file>`."""
    paths = sorted((root / "tests" / "recordings").glob("*/*.json"))
    return {
        f"{path.parent.name}/{path.name}": fingerprint(json.loads(path.read_text(encoding="utf-8"))) for path in paths
    }


def signed(root: Path = ROOT) -> dict[str, str]:
    """Return the fingerprints that were signed; none, before the first time."""
    path = root / MANIFEST
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def changes(before: dict[str, str], now: dict[str, str]) -> dict[str, str]:
    """Return what became of each recording that is not as it was: `added`, `removed` or `changed`."""
    found = dict.fromkeys(now.keys() - before.keys(), "added") | dict.fromkeys(before.keys() - now.keys(), "removed")
    found |= {name: "changed" for name in before.keys() & now.keys() if before[name] != now[name]}
    return dict(sorted(found.items()))


def _committed(root: Path, name: str) -> Any:
    """Return a recording as it was committed last, if git tells."""
    place = f"HEAD:./tests/recordings/{name}"
    try:
        done = subprocess.run(["git", "show", place], cwd=root, capture_output=True, check=True)  # noqa: S607 - on PATH
        return json.loads(done.stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return None


def told(root: Path, found: dict[str, str]) -> list[str]:
    """Say what changed, member by member as far as git remembers what was there before."""
    lines = list[str]()
    for name, what in found.items():
        lines.append(f"{what}: {name}")
        before = _committed(root, name) if what == "changed" else None
        if before is not None:
            now = json.loads((root / "tests" / "recordings" / name).read_text(encoding="utf-8"))
            lines += [f"    {each}" for each in differences(before, now, "recording")]
    return lines


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Print what changed; sign it if asked to. Returns 1 for changes that are not signed."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract.fingerprints", description=__doc__)
    parser.add_argument("--sign", action="store_true", help="sign the recordings as they are")
    chosen = parser.parse_args(arguments)
    now = fingerprints(root)
    found = changes(signed(root), now)
    print(*(told(root, found) or ["every recording is as it was signed"]), sep="\n")
    if not chosen.sign:
        return 1 if found else 0
    target, aside = root / MANIFEST, root / MANIFEST.with_suffix(".new")
    aside.write_text(json.dumps(now, indent=2) + "\n", encoding="utf-8")
    aside.replace(target)
    print(f"signed {len(now)} recordings in {MANIFEST.as_posix()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
