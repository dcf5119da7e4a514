"""Runs openapi-python-client with our templates. Its options stand in scripts/openapi-python-client.yaml."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from .spec import GenerationError

if TYPE_CHECKING:
    from pathlib import Path

    from .spec import Node, Spec

# Where each of the generator's fixed file names goes in a package, and so what our template of that name writes.
_PLACES = {
    "__init__.py": "__init__.py",
    "client.py": "_client.py",
    "types.py": "_version.py",
    "errors.py": "testing.py",
    "api/__init__.py": "_resources/__init__.py",
}


def write_operations(spec: Spec, context: Node, project: Path, work: Path, scripts: Path) -> None:
    """Write operations, resources, client and metadata of one package.

    Args:
        spec: The spec.
        context: What the templates need beyond the generator's own context.
        project: Directory of the package's project, which must not exist.
        work: Directory for files in between.
        scripts: Directory of our templates and the generator's options.

    Raises:
        GenerationError: The generator failed or warned.
    """
    templates, raw = work / "templates", work / "raw"
    shutil.copytree(scripts / "templates", templates)
    (templates / "context.jinja").write_text(f"{{% set spec = {context!r} %}}\n", encoding="utf-8")
    source = scripts.parent / "specs" / f"{spec.api}.yaml"
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(source), "--meta", "uv"]
    command += ["--output-path", str(raw), "--custom-template-path", str(templates), "--fail-on-warning"]
    done = subprocess.run(
        [*command, "--config", str(scripts / "openapi-python-client.yaml")], capture_output=True, text=True, check=False
    )
    if done.returncode:
        detail = done.stderr.strip().rpartition("If you believe this was a mistake")[0].strip() or done.stderr.strip()
        raise GenerationError(
            f"specs/{spec.api}.yaml: openapi-python-client would leave something out:\n{detail}\n"
            "Change what is named above; nothing was changed in generated/."
        )
    _arrange(spec, raw, project)


def _arrange(spec: Spec, raw: Path, project: Path) -> None:
    made = next(path for path in raw.iterdir() if (path / "client.py").is_file())
    package = project / "src" / spec.package["package"]
    for source, target in _PLACES.items():
        _move(made / source, package / target)
    (package / "_operations").mkdir()
    (package / "_operations" / "__init__.py").write_text(
        f'"""The operations of the {spec.document["info"]["title"]}. Generated; do not edit."""\n', encoding="utf-8"
    )
    for tag in sorted(path for path in (made / "api").iterdir() if path.is_dir()):
        _move(tag / "__init__.py", package / "_resources" / f"{tag.name}.py")
        for module in sorted(tag.glob("*.py")):
            _move(module, package / "_operations" / module.name)
    for name in ("pyproject.toml", "README.md"):
        _move(raw / name, project / name)


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
