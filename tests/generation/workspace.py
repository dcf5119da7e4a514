"""A copy of what the generator reads and writes, to be changed at will."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from difflib import ndiff
from typing import TYPE_CHECKING, Any, TypeAlias

from generate import ROOT, generate
from ruamel.yaml import YAML
from spec_lint.document import METHODS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

Document: TypeAlias = dict[str, Any]

INPUTS = ("specs", "overrides", "scripts", "pyproject.toml", "LICENSE")
PROCEDURES = "generated/klarify/src/klarify_client"


def copied(target: Path, names: Iterable[str] = (*INPUTS, "generated"), source: Path = ROOT) -> Path:
    """Copy the named parts of a repository."""
    target.mkdir(parents=True, exist_ok=True)
    ignore = shutil.ignore_patterns("__pycache__", ".*_cache", "dist")
    for name in names:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=ignore, symlinks=True)
        else:
            shutil.copy(source / name, target / name)
    return target


def tree(directory: Path) -> dict[str, bytes]:
    """Read every file below a directory."""
    found = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in found}


@dataclass(frozen=True)
class Workspace:
    """A repository with its generated packages up to date, until something is changed."""

    root: Path

    @property
    def generated(self) -> Path:
        return self.root / "generated"

    def spec(self, api: str = "klarify") -> Path:
        return self.root / "specs" / f"{api}.yaml"

    def document(self, api: str = "klarify") -> Document:
        yaml: Any = YAML(typ="safe")
        document: Document = yaml.load(self.spec(api).read_text(encoding="utf-8"))
        return document

    def write(self, document: Document, api: str = "klarify") -> None:
        # JSON is YAML, and has the lines of a hand-written file.
        self.spec(api).write_text(json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8")

    def edit(self, change: Callable[[Document], object], api: str = "klarify") -> None:
        """Change a spec."""
        document = self.document(api)
        change(document)
        self.write(document, api)

    def generate(self, *apis: str, check: bool = False) -> int:
        return generate([*apis], root=self.root, check=check)

    def changes(self, *apis: str) -> dict[str, tuple[list[str], list[str]]]:
        """Regenerate; give the lines that went and the lines that came, of each file that is not what it was."""
        before = tree(self.generated)
        assert self.generate(*apis) == 0
        after = tree(self.generated)
        return {
            name: _changed_lines(before.get(name, b""), after.get(name, b""))
            for name in sorted(before.keys() | after.keys())
            if before.get(name) != after.get(name)
        }

    def leftovers(self) -> list[str]:
        """Name what a run must not leave behind."""
        return sorted(path.name for path in self.root.iterdir() if path.name.startswith("."))


def _changed_lines(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    lines = list(ndiff(before.decode().splitlines(), after.decode().splitlines()))
    return [line[2:] for line in lines if line[0] == "-"], [line[2:] for line in lines if line[0] == "+"]


def operation(document: Document, operation_id: str) -> Document:
    """Find an operation."""
    items: list[Document] = list(document["paths"].values())
    nodes: list[Document] = [item[method] for item in items for method in METHODS if method in item]
    return next(node for node in nodes if node["operationId"] == operation_id)


def properties(document: Document, schema: str) -> Document:
    """Find the members of a schema."""
    found: Document = document["components"]["schemas"][schema]["properties"]
    return found
