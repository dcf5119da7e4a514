"""Puts one package together: both generators' output, the overrides, the licence, formatted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from .context import build_context
from .models import model_names, write_models
from .operations import write_operations
from .parity import check_parity
from .spec import GenerationError, Spec

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "manifest.txt"
_HEADER = "# Every file of this directory, written by scripts/generate.py; what is not listed does not belong here.\n"


def assemble(api: str, root: Path, project: Path, work: Path) -> None:
    """Write the whole project of one API.

    Args:
        api: Name of the spec.
        root: Repository root.
        project: Directory to write, which must not exist.
        work: Directory for files in between.

    Raises:
        GenerationError: The spec, a template or the overrides have an error.
    """
    spec = Spec.load(root / "specs" / f"{api}.yaml")
    names = model_names(spec)
    context = {**build_context(spec), "models": sorted(names)}
    write_operations(spec, context, project, work, root / "scripts")
    package = project / "src" / spec.package["package"]
    write_models(spec, package / "models.py", work, root)
    _copy_overrides(api, root, package)
    shutil.copy(root / "LICENSE", project / "LICENSE")
    (package / "py.typed").touch()
    _format(project, root)
    check_parity(api, package, names)
    files = sorted(path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file())
    (project / MANIFEST).write_text(_HEADER + "".join(f"{name}\n" for name in files), encoding="utf-8")


def _copy_overrides(api: str, root: Path, package: Path) -> None:
    own = root / "overrides" / api
    if not (own / "errors.py").is_file():
        raise GenerationError(f"overrides/{api}/errors.py is missing: it tells what the API's error bodies mean")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(root / "overrides" / "_runtime", package / "_runtime", ignore=ignore)
    shutil.copytree(own, package / "_overrides", ignore=ignore)


def _format(project: Path, root: Path) -> None:
    config = ["--config", str(root / "scripts" / "generated-ruff.toml"), "--no-cache", "--quiet"]
    for command in (["check", "--fix", *config], ["format", *config]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, str(project)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise GenerationError(f"ruff does not accept what the templates made:\n{done.stdout}{done.stderr}")
