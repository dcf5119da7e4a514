"""The same specs, overrides and templates give the same bytes, on every machine and in every run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from generate import generate

from tests.generation.workspace import APIS, INPUTS, Workspace, copied, parts, tree

if TYPE_CHECKING:
    from pathlib import Path


def test_no_seed_directory_or_environment_shows_in_the_output(pristine: Path, tmp_path: Path) -> None:
    wanted = tree(pristine / "generated")
    runs: list[tuple[Path, subprocess.Popen[str]]] = []
    for seed in range(3):
        root = copied(tmp_path / f"checkout {seed}" / ("deep" * seed or "x"), INPUTS, pristine)
        elsewhere = tmp_path / f"elsewhere-{seed}"
        elsewhere.mkdir()
        environment = {
            **os.environ,
            "PYTHONHASHSEED": str(seed),
            "TMPDIR": str(elsewhere),
            "TZ": "Asia/Kolkata",
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
        }
        command = [sys.executable, str(root / "scripts" / "generate.py")]
        started = subprocess.Popen(
            command, env=environment, cwd=elsewhere, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        runs.append((root, started))
    for root, started in runs:
        output, _ = started.communicate()
        assert started.returncode == 0, output
        assert tree(root / "generated") == wanted
    assert [path for path in tmp_path.glob("elsewhere-*/*") if path.is_dir()] == []


def test_a_place_that_version_control_ignores_does_not_show(pristine: Path, tmp_path: Path) -> None:
    # As virtual environments are, below which a session may have its temporary files.
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    workspace = Workspace(copied(tmp_path / ".nox" / "repository", parts("klarify"), pristine))
    assert workspace.changes("klarify") == {}


def test_the_order_of_runs_does_not_show(every: Workspace) -> None:
    wanted = tree(every.generated)
    for api in reversed(APIS):
        (every.generated / api).rename(every.root / f"old-{api}")
        assert generate([api], root=every.root) == 0
    assert tree(every.generated) == wanted


def test_no_path_or_date_is_in_the_output(pristine: Path) -> None:
    everything = b"\n".join(
        content for name, content in tree(pristine / "generated").items() if "/_runtime/" not in name
    )
    assert os.fsencode(pristine) not in everything
    assert not re.search(rb"/tmp/|/home/|/root/|/work/", everything)
    assert not re.search(rb"timestamp:|[Gg]enerated (on|at) \d", everything)


def test_every_file_is_in_the_manifest(pristine: Path) -> None:
    for api in APIS:
        files = tree(pristine / "generated" / api)
        listed = [line for line in files["manifest.txt"].decode().splitlines() if not line.startswith("#")]
        assert listed == sorted(files.keys() - {"manifest.txt"})
