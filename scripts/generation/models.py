"""Runs datamodel-code-generator and trims what it writes. Its options stand in pyproject.toml."""

from __future__ import annotations

import ast
import copy
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from .spec import GenerationError, Node, Spec, references

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_DOCSTRING = 110


def model_names(spec: Spec) -> set[str]:
    """Return the schemas that users meet: all that answers and parameters lead to.

    Bodies become keyword arguments and error bodies become exceptions, so neither needs a model.
    """
    found: set[str] = set()
    pending: list[str] = []
    for operation in spec.operations():
        pending.extend(references(spec.success(operation) or {}))
        pending.extend(references([parameter["schema"] for parameter in operation.parameters]))
        body = spec.body(operation)
        pending.extend(references(body.get("properties", {}) if body else {}))
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending.extend(references(spec.schemas()[name]))
    return found


def _document(spec: Spec) -> Node:
    names = model_names(spec)
    schemas = {name: copy.deepcopy(node) for name, node in spec.schemas().items() if name in names}
    for schema in schemas.values():
        _adapt(schema)
    return {
        "openapi": spec.document["openapi"],
        "info": spec.document["info"],
        "paths": {},
        "components": {"schemas": schemas},
    }


def _adapt(schema: Node) -> None:
    # Examples would be wrapped around the type of a field; secrets must not show in a model's repr.
    for member in schema.get("properties", {}).values():
        member.pop("example", None)
        if member.pop("x-secret", False):
            member["x-repr"] = False


def write_models(spec: Spec, target: Path, work: Path, root: Path) -> None:
    """Write the models module.

    Args:
        spec: The spec.
        target: File to write.
        work: Directory for files in between.
        root: Repository root, whose pyproject.toml holds the generator's options.

    Raises:
        GenerationError: The generator failed or warned.
    """
    source = work / f"{spec.api}-models.json"
    source.write_text(json.dumps(_document(spec)), encoding="utf-8")
    base_class = f"{spec.package['package']}._runtime.models.Model"
    command = [sys.executable, "-m", "datamodel_code_generator", "--input", str(source), "--output", str(target)]
    done = subprocess.run([*command, "--base-class", base_class], capture_output=True, text=True, cwd=root, check=False)
    if done.returncode or done.stderr.strip():
        raise GenerationError(
            f"specs/{spec.api}.yaml: datamodel-code-generator does not accept the schemas:\n{done.stderr.strip()}\n"
            "Change the schema named above; nothing was changed in generated/."
        )
    target.write_text(trim(target.read_text(encoding="utf-8")), encoding="utf-8")


def trim(source: str) -> str:
    """Shorten the generator's output without changing what it means."""
    return _drop_rebuilds(_plain_aliases(_one_line_docstrings(_drop_header(source))))


def _drop_header(source: str) -> str:
    return re.sub(r"\A(#.*\n)*\n*", "", source)


def _one_line_docstrings(source: str) -> str:
    def joined(match: re.Match[str]) -> str:
        indent, text = match["indent"], " ".join(match["text"].split())
        one_line = f'{indent}"""{text}"""\n'
        return one_line if len(one_line) <= _LONGEST_DOCSTRING else match[0]

    return re.sub(r'(?P<indent>[ ]*)"""\n(?P<text>(?:(?!""").)*?)\n[ ]*"""\n', joined, source, flags=re.DOTALL)


def _plain_aliases(source: str) -> str:
    # TypeAliasType would make typing_extensions a dependency, for nothing that these aliases need.
    plain: dict[str, str] = {}
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[name], value=ast.Call(func=ast.Name("TypeAliasType"), args=[_, aliased])):
                segment = ast.get_source_segment(source, node) or ""
                plain[segment] = f"{ast.unparse(name)}: TypeAlias = {ast.unparse(aliased)}"
            case _:
                pass
    for segment, replacement in plain.items():
        source = source.replace(segment, replacement)
    return source.replace("from typing_extensions import TypeAliasType", "from typing import TypeAlias")


def _drop_rebuilds(source: str) -> str:
    # Each call builds validators at import; deferred ones resolve the same names at first use.
    return re.sub(r"^\w+\.model_rebuild\(\)\n", "", source, flags=re.MULTILINE).rstrip() + "\n"
