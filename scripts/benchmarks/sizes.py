"""How much code there is, and how long it takes to make it."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from typing import TYPE_CHECKING

from count_lines import count, total

from .peers import PEERS, ROOT
from .rows import ALL_LINES, APIS, GENERATION, LINES, OURS, WHEEL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .figures import Figures
    from .peers import Peer


def generate(figures: Figures, target: Path) -> None:
    """Let everybody generate the clients of all APIs; ours are only compared with what is there.

    Raises:
        SystemExit: What is there is not what the specs say.
    """
    for peer in PEERS:
        try:
            figures.add(GENERATION, peer.column, peer.generate(target))
        except RuntimeError as error:
            figures.fail(GENERATION, peer.column, error)
    start = time.perf_counter()
    command = [sys.executable, str(ROOT / "scripts" / "generate.py"), "--check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    figures.add(GENERATION, OURS, time.perf_counter() - start)


def measure(figures: Figures, target: Path) -> None:
    """Count lines and bytes.

    A peer's wheel is its modules, packed as a wheel packs them, without metadata, which ours have.
    """
    counts = [count(_package(api), api) for api in APIS]
    together = total(counts)
    figures.add(LINES, OURS, together.per_operation)
    ours = sum(lines(_package(api).rglob("*.py")) for api in APIS)
    figures.add(ALL_LINES, OURS, ours / together.operations)
    for api, name in APIS.items():
        distribution = _package(api).name
        (wheel,) = (ROOT / "dist").glob(f"{distribution}-*.whl")
        figures.add(WHEEL.format(name), OURS, wheel.stat().st_size / 1e3)
    for peer in PEERS:
        if figures.error(GENERATION, peer.column) is None:
            _measure_peer(figures, peer, target, together.operations)


def _measure_peer(figures: Figures, peer: Peer, target: Path, operations: int) -> None:
    specific = sum(lines(peer.modules(target, api, specific=True)) for api in APIS)
    everything = sum(lines(peer.modules(target, api, specific=False)) for api in APIS)
    figures.add(LINES, peer.column, specific / operations)
    figures.add(ALL_LINES, peer.column, everything / operations)
    for api, name in APIS.items():
        root = (target / peer.package.format(api)).parent
        figures.add(WHEEL.format(name), peer.column, packed(peer.modules(target, api, specific=False), root) / 1e3)


def _package(api: str) -> Path:
    (models,) = (ROOT / "generated" / api / "src").glob("*/models")
    return models.parent


def lines(modules: Iterable[Path]) -> int:
    """Count the lines of modules, blank ones included."""
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in modules)


def packed(modules: Iterable[Path], root: Path) -> int:
    """Return the size of an archive of modules, in bytes."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path in sorted(modules):
            wheel.write(path, path.relative_to(root))
    return len(archive.getvalue())
