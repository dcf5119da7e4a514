"""Runs datamodel-code-generator and trims what it writes. Its options stand in pyproject.toml."""

from __future__ import annotations

import ast
import copy
import re
import textwrap
import tomllib
import warnings
from typing import TYPE_CHECKING, Any, cast

from datamodel_code_generator import Error, generate
from pydantic import ValidationError

from .docs import escaped, one_line
from .inputs import write_inputs
from .model_modules import definitions, index, split
from .names import python_name, table_name
from .spec import GenerationError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from .spec import Node, Spec

_LONGEST_DOCSTRING = 110
_DOCSTRINGS = {
    "_inputs": "Objects that callers write. ",
    "_names": "What requests and answers call differently. ",
    "_values": "Values that members may have. ",
}


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
    for extension in ("x-location", "x-names"):
        schema.pop(extension, None)
    for member in schema.get("properties", {}).values():
        member.pop("example", None)
        if member.pop("x-secret", False):
            member["x-repr"] = False


def write_models(spec: Spec, context: Node, package: Path, root: Path) -> None:
    """Write the package of the models.

    Args:
        spec: The spec.
        context: What else is known of the spec: which schemas become models, and which of them calls use.
        package: The import package, in which to write.
        root: Repository root, whose pyproject.toml holds the generator's options.

    Raises:
        GenerationError: The generator failed or warned.
    """
    source = _generated(spec, context["models"], root) if context["models"] else ""
    modules = split(trim(source), context["users"])
    _add_locations(spec, modules)
    if context["inputs"]:
        modules["_inputs"] = write_inputs(spec, context["inputs"])
    tables = _name_tables(spec, context["models"])
    if tables:
        modules["_names"] = tables
    title = escaped(spec.document["info"]["title"])
    target = package / "models"
    target.mkdir()
    for module, source in modules.items():
        text = f'"""{_DOCSTRINGS.get(module, "")}Generated; do not edit."""\n\n{source}'
        (target / f"{module}.py").write_text(text, encoding="utf-8")
    exported = {module: definitions(source) for module, source in modules.items()}
    (target / "__init__.py").write_text(index(title, spec.file, exported), encoding="utf-8")


def _generated(spec: Spec, names: Collection[str], root: Path) -> str:
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
    # The files of a package import each other relatively.
    return source.replace(f"\nfrom {spec.package['package']}.", "\nfrom ..")


def _add_locations(spec: Spec, modules: dict[str, str]) -> None:
    """Give models the paths of their objects, where the spec says what these are made of."""
    for name, schema in spec.schemas().items():
        if "x-location" in schema:
            module = next((key for key, source in modules.items() if name in definitions(source)), None)
            if module is None:
                raise GenerationError(
                    f"{spec.file}: components/schemas/{name}: no answer has it, so it is no model with a location; "
                    "remove `x-location`"
                )
            modules[module] = _with_location(modules[module], name, schema["x-location"])


def _with_location(source: str, name: str, location: str) -> str:
    node = next(node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == name)
    lines = source.splitlines(keepends=True)
    path = re.sub(r"{(\w+)}", lambda found: f"{{self.{python_name(found[1])}}}", location)
    added = (
        "\n    @property\n"
        "    def location(self) -> str:\n"
        '        """Path of the object, as creates of other objects tell it."""\n'
        f'        return f"{path}"\n'
    )
    return "".join([*lines[: node.end_lineno], added, *lines[node.end_lineno :]])


def _name_tables(spec: Spec, names: Collection[str]) -> str:
    """Write the tables of ``x-names``: what the service calls by one name in requests and by another in answers."""
    tables = {
        name: spec.schemas()[name]["x-names"] for name in sorted(names) if "x-names" in spec.schemas().get(name, {})
    }
    if not tables:
        return ""
    parts = ["from .._runtime.parameters import NameTable\n"]
    for name, table in tables.items():
        constant = table_name(name)
        described = escaped(one_line(spec.schemas()[name]["description"]))
        doc = f'"""Keys of requests and names of answers. {described}"""'
        parts.append(f"{constant}: NameTable = NameTable({table!r})\n{doc}\n")
    return "\n".join(parts)


def _refused(spec: Spec, detail: str) -> GenerationError:
    return GenerationError(
        f"{spec.file}: components/schemas: datamodel-code-generator does not accept them: {detail.strip()}\n"
        "Change the schema named above."
    )


def trim(source: str) -> str:
    """Shorten the generator's output without changing what it means."""
    return _drop_rebuilds(_drop_settings(_plain_aliases(_short_docstrings(_drop_header(source.rstrip() + "\n")))))


def _drop_header(source: str) -> str:
    return re.sub(r"\A(#.*\n)*\n*", "", source)


def _drop_settings(source: str) -> str:
    # The base of all models keeps unknown members anyway.
    return re.sub(r"^ *model_config = ConfigDict\(\s*extra=.allow.,?\s*\)\n", "", source, flags=re.MULTILINE)


def _short_docstrings(source: str) -> str:
    def joined(match: re.Match[str]) -> str:
        indent, text = match["indent"], " ".join(match["text"].split())
        one_line = f'{indent}"""{text}"""\n'
        # A quote or backslash at the end would become part of the closing quotes.
        if len(one_line) <= _LONGEST_DOCSTRING and not text.endswith(('"', "\\")):
            return one_line
        lines = textwrap.wrap(text, _LONGEST_DOCSTRING, break_long_words=False, break_on_hyphens=False)
        return f'{indent}"""' + "".join(f"{line}\n{indent}" for line in lines) + '"""\n'

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
