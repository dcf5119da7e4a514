"""Puts one package together: both generators' output, the overrides, the licence, formatted."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

from .context import build_context, fake_name
from .extensions import EXTENSIONS, EXTRAS, GUIDE, extensions
from .models import write_models
from .operations import write_operations
from .parity import check_parity
from .spec import GenerationError

if TYPE_CHECKING:
    from pathlib import Path

    from .spec import Spec

# Where what we write ourselves lies, as opposed to what is copied.
_OWN = ("", "_resources/", "models/")

MANIFEST = "manifest.txt"
CHANGELOG = "CHANGELOG.md"
_HEADER = "# Every file of this directory, written by scripts/generate.py; what is not listed does not belong here.\n"


def assemble(spec: Spec, root: Path, project: Path, work: Path) -> None:
    """Write the whole project of one API.

    Args:
        spec: The spec.
        root: Repository root.
        project: Directory to write, which must not exist.
        work: Directory for files in between.

    Raises:
        GenerationError: The spec, a template or the overrides have an error.
    """
    _check_overrides(spec, root / "overrides" / spec.api)
    context = build_context(spec) | extensions(root / "overrides" / spec.api)
    write_operations(spec, context, project, work, root / "scripts")
    _check_metadata(spec, project)
    package = project / "src" / spec.package["package"]
    write_models(spec, context, package, root)
    _copy_overrides(spec.api, root, package)
    shutil.copy(root / "LICENSE", project / "LICENSE")
    changelog = root / "overrides" / spec.api / CHANGELOG
    if changelog.is_file():
        shutil.copy(changelog, project / CHANGELOG)
    (package / "py.typed").touch()
    _check_syntax(package)
    check_parity(spec, context, package)
    _format(project, root)
    files = sorted(path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file())
    (project / MANIFEST).write_text(_HEADER + "".join(f"{name}\n" for name in files), encoding="utf-8")


def _check_overrides(spec: Spec, own: Path) -> None:
    for file, name, purpose in (
        ("errors.py", "describe_error", "tells what the API's error bodies mean"),
        ("fake.py", fake_name(spec), "is the fake service that the package brings along"),
    ):
        path = own / file
        if not path.is_file():
            raise GenerationError(
                f"overrides/{spec.api}/{file} is missing: it defines `{name}`, which {purpose}; "
                "write it like those of the other APIs"
            )
        try:
            body = ast.parse(path.read_text(encoding="utf-8")).body
        except SyntaxError as error:
            raise GenerationError(f"overrides/{spec.api}/{file}:{error.lineno}: {error.msg}; mend it") from error
        if name not in {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}:
            raise GenerationError(f"overrides/{spec.api}/{file} does not define `{name}`, which {purpose}")


def _check_metadata(spec: Spec, project: Path) -> None:
    try:
        tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise GenerationError(
            f"overrides/{spec.api}/{EXTRAS}: the package's pyproject.toml would be wrong: {error}; every package has "
            "some extras already (scripts/templates/pyproject.toml.jinja), so give yours other names"
        ) from error


def _copy_overrides(api: str, root: Path, package: Path) -> None:
    # The changelog is for the source distribution, the extras and the guide are for its metadata.
    ignore = shutil.ignore_patterns("__pycache__", CHANGELOG, EXTENSIONS, EXTRAS, GUIDE)
    shutil.copytree(root / "overrides" / "_runtime", package / "_runtime", ignore=ignore)
    shutil.copytree(root / "overrides" / api, package / "_overrides", ignore=ignore)
    for path in sorted((root / "overrides" / api / EXTENSIONS).glob("*.py")):
        if (package / path.name).exists():
            raise GenerationError(
                f"overrides/{api}/{EXTENSIONS}/{path.name}: the package has a generated module of that name; rename it"
            )
        shutil.copy(path, package / path.name)


def _check_syntax(package: Path) -> None:
    for path in sorted(path for place in _OWN for path in package.glob(f"{place}*.py")):
        try:
            ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError as error:
            raise GenerationError(
                f"{path.relative_to(package).as_posix()}:{error.lineno}: {error.msg}: {(error.text or '').strip()}; "
                "mend the template that this comes from"
            ) from error


def _format(project: Path, root: Path) -> None:
    # Wherever the project is made: virtual environments, for one, have a .gitignore of everything.
    everything = ["--no-respect-gitignore", "--no-force-exclude", "--config", "exclude = []"]
    config = ["--config", str(root / "scripts" / "generated-ruff.toml"), *everything, "--no-cache", "--quiet"]
    for command in (["check", "--fix", "--output-format", "concise", *config], ["format", *config]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=project, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise GenerationError(
                f"the generated code has an error; mend the template or override that it comes from:\n"
                f"{done.stdout}{done.stderr}".rstrip()
            )
