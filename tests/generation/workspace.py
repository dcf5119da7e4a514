"""A copy of what the generator reads and writes, to be changed at will."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from difflib import ndiff
from typing import TYPE_CHECKING, Any, TypeAlias

from generate import ROOT, available, generate
from ruamel.yaml import YAML
from spec_lint.document import METHODS
from spec_lint.reading import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from spec_lint.values import Pointer

Document: TypeAlias = dict[str, Any]

INPUTS = ("specs", "overrides", "scripts", "pyproject.toml", "LICENSE")
APIS = tuple(available(ROOT))


def copied(target: Path, names: Iterable[str] = (*INPUTS, "generated"), source: Path = ROOT) -> Path:
    """Copy the named parts of a repository."""
    ignore = shutil.ignore_patterns("__pycache__", ".*_cache", "dist")
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=ignore, symlinks=True)
        else:
            shutil.copy(source / name, target / name)
    return target


def parts(*apis: str) -> list[str]:
    """Name the parts of a repository that are there for these APIs alone, and what all share."""
    shared = ["overrides/_runtime", "scripts", "pyproject.toml", "LICENSE"]
    return [*shared, *(part for api in apis for part in (f"specs/{api}.yaml", f"overrides/{api}", f"generated/{api}"))]


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

    def replace(self, old: str, new: str, api: str = "klarify") -> int:
        """Change the text of a spec where it says something for the first time; give the line of the change."""
        before, found, after = self.spec(api).read_text(encoding="utf-8").partition(old)
        assert found, old
        self.spec(api).write_text(before + new + after, encoding="utf-8")
        return before.count("\n") + 1

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


def reduced(path: Path, tags: Iterable[str]) -> str:
    """Give the text of a spec without the operations of other tags and what only they need; nothing else changes."""
    spec, wanted = load(path), {*tags}
    kept: set[Pointer] = {one.pointer[:2] for one in spec.operations if {*one.tags} <= wanted}
    kept |= spec.reachable(lambda pointer: pointer[:2] in kept)
    kept |= {("tags", index) for index, tag in enumerate(spec.tags) if tag in wanted}
    kept |= {pointer[:2] for pointer in kept if pointer[:1] == ("components",)}
    # What begins on a line reaches to the line on which the next one begins.
    begins = {
        line: pointer
        for pointer, line in spec.lines.items()
        if len(pointer) == 1 or (pointer[:1] in {("paths",), ("tags",)} and len(pointer) == 2) or _is_component(pointer)
    }
    lines: list[str] = []
    current: Pointer = ()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(keepends=True), 1):
        current = begins.get(number, current)
        if len(current) < 2 or "securitySchemes" in current or current in kept:
            lines.append(line)
    return "".join(lines)


def _is_component(pointer: Pointer) -> bool:
    return pointer[:1] == ("components",) and len(pointer) in {2, 3}
