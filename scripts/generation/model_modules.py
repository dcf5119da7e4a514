"""Lays models out as modules, so that a program loads those that its calls need and no others."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


_VALUES = "Values"


def split(source: str, roots: Collection[str]) -> dict[str, str]:
    """Divide a module of models into modules that are needed as a whole or not at all.

    A class that only one other class uses stands beside it; one that several use, or that calls use, has a module of
    its own. What is no class and needs none, such as the values that a member may have, costs nothing to load: it
    shares one module.

    Args:
        source: The module.
        roots: Models that calls use.

    Returns:
        Module names and their sources, without docstring; what they import beyond need is left to the formatter.
    """
    tree = ast.parse(source)
    lines = source.splitlines(keepends=True)
    imports = "".join(
        "".join(lines[node.lineno - 1 : node.end_lineno])
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
    )
    pieces, names = _pieces(tree, lines)
    uses = {name: (_names(nodes) & pieces.keys()) - {name} for name, nodes in names.items()}
    homes = _homes(uses, roots)
    classes = {name for name, nodes in names.items() if any(isinstance(node, ast.ClassDef) for node in nodes)}
    for home in {*homes.values()}:
        group = {name for name in pieces if homes[name] == home}
        if not (group | _reached(uses, home)) & classes:
            homes |= dict.fromkeys(group, _VALUES)
    modules: dict[str, str] = {}
    for home in dict.fromkeys(homes[name] for name in pieces):
        members = [name for name in pieces if homes[name] == home]
        needed = sorted({used for name in members for used in uses[name] if homes[used] != home})
        own = "".join(f"from .{module_name(homes[used])} import {used}\n" for used in needed)
        modules[module_name(home)] = f"{imports}{own}\n\n" + "\n\n".join(pieces[name] for name in members)
    return modules


def definitions(source: str) -> list[str]:
    """Return the names that a module defines, in order."""
    return [name for node in ast.parse(source).body if (name := _defined(node))]


def module_name(name: str) -> str:
    """Return the module's name for the class it is named after."""
    return "_" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def index(title: str, file: str, modules: Mapping[str, Iterable[str]]) -> str:
    """Write the package's ``__init__``, which loads a model when it is asked for."""
    exports = sorted((name, module) for module, names in modules.items() for name in names)
    return "\n".join(
        [
            f'"""Objects of the {title}. Generated from {file}; do not edit."""',
            "",
            "TYPE_CHECKING = False",
            "if TYPE_CHECKING:",
            *(f"    from .{module} import {name}" for name, module in exports),
            "" if exports else "    pass",
            "_MODULES = {",
            *(f'    "{name}": "{module}",' for name, module in exports),
            "}",
            "",
            "__all__ = [",
            *(f'    "{name}",' for name, _ in exports),
            "]",
            "",
            "",
            "def __getattr__(name: str) -> object:",
            "    from importlib import import_module",
            "",
            "    if name not in _MODULES:",
            '        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")',
            '    value = globals()[name] = getattr(import_module(f".{_MODULES[name]}", __name__), name)',
            "    return value",
            "",
            "",
            "def __dir__() -> list[str]:",
            "    return sorted({*globals(), *_MODULES})",
            "",
        ]
    )


def _pieces(tree: ast.Module, lines: list[str]) -> tuple[dict[str, str], dict[str, list[ast.stmt]]]:
    """Return the text and the statements of every definition, with what follows it up to the next one."""
    pieces: dict[str, str] = {}
    statements: dict[str, list[ast.stmt]] = {}
    current = ""
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            continue
        name = _defined(node)
        current = name or current
        start = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
        pieces[current] = pieces.get(current, "") + "".join(lines[start - 1 : node.end_lineno])
        statements.setdefault(current, []).append(node)
    return pieces, statements


def _defined(node: ast.stmt) -> str | None:
    match node:
        case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(name)) | ast.Assign(targets=[ast.Name(name)]):
            return name
        case _:
            return None


def _names(nodes: list[ast.stmt]) -> set[str]:
    walked = [one for node in nodes for one in ast.walk(node)]
    names = {one.id for one in walked if isinstance(one, ast.Name)}
    # Forward references are quoted.
    return names | {one.value for one in walked if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def _homes(uses: Mapping[str, set[str]], roots: Collection[str]) -> dict[str, str]:
    """Return for every definition the one whose module it lives in."""
    reach = {name: _reached(uses, name) for name in uses}
    # Definitions that lead to each other have to share a module; the first one names it.
    homes = {
        name: next(one for one in uses if one == name or (one in reach[name] and name in reach[one])) for name in uses
    }
    merged = True
    while merged:
        merged = False
        for home in {*homes.values()}:
            group = {name for name in uses if homes[name] == home}
            users = {homes[name] for name, used in uses.items() if used & group} - {home}
            if len(users) == 1 and not group & {*roots}:
                homes |= dict.fromkeys(group, users.pop())
                merged = True
    return homes


def _reached(uses: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    pending = [start]
    while pending:
        new = uses[pending.pop()] - found
        found |= new
        pending += new
    return found
