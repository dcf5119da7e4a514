"""Checks that both generators mean the same: every name one of them imports, the other one defines."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .spec import GenerationError

if TYPE_CHECKING:
    from pathlib import Path


def check_parity(api: str, package: Path, schemas: set[str]) -> None:
    """Compare the schemas, the models and what operations and resources import.

    Raises:
        GenerationError: A model is missing, has another name than its schema, or no schema stands behind it.
    """
    defined = _defined(package / "models.py")
    for name in sorted(defined ^ schemas):
        what = "has no model of that name" if name in schemas else "is a model without a schema"
        raise GenerationError(
            f"specs/{api}.yaml: components/schemas/{name} {what}; give every object and enum a component of its own, "
            "named in PascalCase"
        )
    for module in sorted([*package.glob("_operations/*.py"), *package.glob("_resources/*.py")]):
        for name in sorted(_imported(module) - defined):
            raise GenerationError(
                f"specs/{api}.yaml: {module.stem}: openapi-python-client calls a schema {name}, "
                "datamodel-code-generator does not; rename the schema so that both agree"
            )


def _defined(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def _imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "models")
    return {alias.name for node in imports for alias in node.names}
