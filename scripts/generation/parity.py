"""Checks that nothing was lost or renamed: both generators and the spec mean the same by every name."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from .context import paging_fields
from .names import python_name
from .spec import GenerationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .context import OperationContext
    from .spec import Node, Spec


def check_class_names(spec: Spec, made: set[str]) -> None:
    """Compare the schemas with the classes that openapi-python-client would make of them.

    Raises:
        GenerationError: It would give one of them another name.
    """
    for name, schema in spec.schemas().items():
        if (schema.get("type") == "object" or "enum" in schema) and name not in made:
            raise GenerationError(
                f"{spec.file}: components/schemas/{name}: openapi-python-client would call it otherwise; give it a "
                "PascalCase name that is no Python word"
            )


def check_parity(spec: Spec, context: Node, package: Path) -> None:
    """Compare the spec, the models, and what was made of the operations.

    Raises:
        GenerationError: A model, operation or method is missing or has another name than in the spec, or one name
            stands for two things.
    """
    modules = sorted(package.glob("models/_[!_]*.py"))
    models = {node.name: node for path in modules for node in _body(path) if isinstance(node, ast.ClassDef)}
    bound = {name for path in modules for name in {*_bound(_body(path))} - {*_imported(path)}}
    # Tables of names are no schemas.
    defined = {name for name in bound if not name.isupper()}
    for name in sorted(defined ^ {*context["models"], *context["inputs"]}):
        what = "has no model of that name" if name not in defined else "is a model without a schema"
        raise GenerationError(
            f"{spec.file}: components/schemas/{name} {what}; give every object and enum a component of its own, "
            "named in PascalCase and like nothing that the models import"
        )
    for module in sorted(package.glob("_resources/*.py")):
        _check_bindings(spec, module)
    for operation in context["operations"].values():
        _check_complete(spec, context, package, operation)
    _check_fields(spec, context["operations"].values(), {name: _fields(node) for name, node in models.items()})


def not_generated(spec: Spec, operation: OperationContext, face: str) -> GenerationError:
    """Return the error about an operation that a class lacks, because openapi-python-client calls it otherwise."""
    return GenerationError(
        f"{spec.file}: {operation.id}: {face}.{operation.method} was not generated; "
        "choose names for its tag and verb that are no Python words"
    )


def _check_bindings(spec: Spec, module: Path) -> None:
    seen: set[str] = set()
    for name in _bound(_body(module)):
        if name in seen:
            raise GenerationError(
                f"{spec.file}: `{name}` would stand for two things in {module.parent.name}/{module.name}; "
                "rename the schema, the tag or the operation of that name"
            )
        seen.add(name)


def _check_complete(spec: Spec, context: Node, package: Path, operation: OperationContext) -> None:
    resource = context["resources"][operation.tag]
    module = package / "_resources" / f"{resource['module']}.py"
    body = _body(module) if module.is_file() else []
    classes = {node.name: node for node in body if isinstance(node, ast.ClassDef)}
    for face in (resource["class"], f"Async{resource['class']}"):
        node = classes.get(face)
        methods = (
            [one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)] if node else []
        )
        if operation.method not in methods or operation.constant not in _bound(body):
            raise not_generated(spec, operation, face)


def _check_fields(spec: Spec, operations: Iterable[OperationContext], models: dict[str, dict[str, str]]) -> None:
    """Compare the names of arguments and paging members with those of the models' fields."""
    spelled = {wire: field for fields in models.values() for wire, field in fields.items()}
    declared = {operation.id: operation for operation in spec.operations()}
    for operation in operations:
        # What the spec names otherwise on purpose is no matter of spelling.
        wanted = {one.wire: one.name for one in operation.arguments if one.name == python_name(one.wire)}
        paging: dict[str, str] = declared[operation.id].node.get("x-paging", {})
        if not operation.envelope:
            wanted |= {paging[key]: field for key, field in paging_fields(paging).items()}
        for wire, name in wanted.items():
            if spelled.get(wire, name) != name:
                raise GenerationError(
                    f"{spec.file}: {operation.id}: `{wire}` is `{name}` as an argument and `{spelled[wire]}` as a "
                    "field of a model; teach scripts/generation/names.py the spelling of datamodel-code-generator"
                )


def _fields(model: ast.ClassDef) -> dict[str, str]:
    """Return the fields of a model by their names in the answer."""
    found: dict[str, str] = {}
    for node in model.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            field = node.target.id
            aliases = [
                keyword.value.value
                for call in ast.walk(node)
                if isinstance(call, ast.Call)
                for keyword in call.keywords
                if keyword.arg == "alias" and isinstance(keyword.value, ast.Constant)
            ]
            found[str(aliases[0]) if aliases else field] = field
    return found


def _body(path: Path) -> list[ast.stmt]:
    return ast.parse(path.read_text(encoding="utf-8")).body


def _bound(body: list[ast.stmt]) -> Iterator[str]:
    """Yield every name that a module binds, as often as it does."""
    for node in body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]):
                yield name
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (alias.asname or alias.name for alias in names)
            case ast.If(body=inner):
                yield from _bound(inner)
            case _:
                pass


def _imported(path: Path) -> Iterator[str]:
    for node in _body(path):
        if isinstance(node, ast.ImportFrom | ast.Import):
            yield from (alias.asname or alias.name for alias in node.names)
