"""Runs datamodel-code-generator and trims what it writes. Its options stand in pyproject.toml."""

from __future__ import annotations

import ast
import copy
import re
import tomllib
import warnings
from typing import TYPE_CHECKING, Any, cast

from datamodel_code_generator import Error, generate
from pydantic import ValidationError

from .docs import escaped
from .spec import GenerationError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from .spec import Node, Spec

_LONGEST_DOCSTRING = 110


def _document(spec: Spec, names: Collection[str]) -> Node:
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


def write_models(spec: Spec, names: Collection[str], target: Path, root: Path) -> None:
    """Write the models module.

    Args:
        spec: The spec.
        names: Schemas to make models of.
        target: File to write.
        root: Repository root, whose pyproject.toml holds the generator's options.

    Raises:
        GenerationError: The generator failed or warned.
    """
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["datamodel-codegen"]
    options: dict[str, Any] = {key.replace("-", "_"): value for key, value in settings.items()}
    options["base_class"] = f"{spec.package['package']}._runtime.models.Model"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            source = cast("str", generate(_document(spec, names), **options))
        except ValidationError as error:
            fault = error.errors(include_url=False)[0]
            option = ".".join(map(str, fault["loc"])).replace("_", "-")
            raise GenerationError(
                f"pyproject.toml: [tool.datamodel-codegen]: {option}: {fault['msg']}; correct the option"
            ) from error
        except Error as error:
            raise _refused(spec, str(error)) from error
    if caught:
        raise _refused(spec, "\n".join(str(warning.message) for warning in caught))
    title = escaped(spec.document["info"]["title"])
    header = f'"""Objects of the {title}. Generated from {spec.file}; do not edit."""\n\n'
    target.write_text(header + trim(source), encoding="utf-8")


def _refused(spec: Spec, detail: str) -> GenerationError:
    return GenerationError(
        f"{spec.file}: components/schemas: datamodel-code-generator does not accept them: {detail.strip()}\n"
        "Change the schema named above."
    )


def trim(source: str) -> str:
    """Shorten the generator's output without changing what it means."""
    return _drop_rebuilds(_plain_aliases(_one_line_docstrings(_drop_header(source.rstrip() + "\n"))))


def _drop_header(source: str) -> str:
    return re.sub(r"\A(#.*\n)*\n*", "", source)


def _one_line_docstrings(source: str) -> str:
    def joined(match: re.Match[str]) -> str:
        indent, text = match["indent"], " ".join(match["text"].split())
        one_line = f'{indent}"""{text}"""\n'
        # A quote or backslash at the end would become part of the closing quotes.
        return one_line if len(one_line) <= _LONGEST_DOCSTRING and not text.endswith(('"', "\\")) else match[0]

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
