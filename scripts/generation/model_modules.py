"""Lays models out as modules, so that a program loads those that its calls need and no others."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from .context import top_level

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


_VALUES = "Values"
# What loading takes, counted in members of a class, 20 us each.
_CLASS = 3
_VALUE = 5
_MODULE = 8
# What a call may load in vain: 0.3 ms, as much as it saves that annotations need not be read as texts.
_LARGEST_WASTE = 16
_LATER = "from __future__ import annotations\n"


def split(source: str, users: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Divide a module of models into modules of what is needed together.

    A class that only one other class uses stands beside it. Those that the same resources need share a module, as long
    as no call has to define much that it does not need. What calls name and is no class, such as the values that an
    argument may have, shares a module without classes: arguments are checked before there is an answer to read.

    Args:
        source: The module.
        users: Models that calls name, each with the resources of those calls.

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
    classes = {name for name, nodes in names.items() if any(isinstance(node, ast.ClassDef) for node in nodes)}
    values = [name for name in uses if not ({name} | _reached(uses, name)) & classes]
    costs = {name: _costs(nodes) for name, nodes in names.items()}
    homes = _joined(_homes(uses, users), values, uses, users, costs)
    modules: dict[str, str] = {}
    for home in dict.fromkeys(homes[name] for name in pieces):
        members = _ordered([name for name in pieces if homes[name] == home], uses)
        needed = sorted({used for name in members for used in uses[name] if homes[used] != home})
        own = "".join(f"from .{module_name(homes[used])} import {used}\n" for used in needed)
        # Annotations that are evaluated as they stand cost a third less than those that pydantic has to read as texts.
        known = not any(_names(names[name]) & {*members[place:]} for place, name in enumerate(members))
        head = imports.replace(_LATER, "") if known else imports
        modules[module_name(home)] = f"{head}{own}\n\n" + "\n\n".join(pieces[name] for name in members)
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
    names = {one.id for one in walked if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
    # Forward references are quoted.
    return names | {one.value for one in walked if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def _costs(nodes: list[ast.stmt]) -> int:
    """Return what a definition takes."""
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    return sum(_CLASS + sum(isinstance(member, ast.AnnAssign) for member in node.body) for node in classes) or _VALUE


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


def _joined(
    homes: dict[str, str],
    values: list[str],
    uses: Mapping[str, set[str]],
    users: Mapping[str, Collection[str]],
    costs: Mapping[str, int],
) -> dict[str, str]:
    """Return homes of which those that the same resources need are one, where no call pays much for that."""
    reach = {name: {name} | _reached(uses, name) for name in uses}
    needs = {name: reach[name] for name in users}
    homes = _with_values(homes, values, uses, users)
    # Those of a resource itself are tried before those of all below the same name.
    for shown in (str, top_level):
        first: dict[frozenset[str], list[str]] = {}
        for home in dict.fromkeys(homes[name] for name in uses if name not in values):
            group = {name for name in homes if homes[name] == home}
            resources = frozenset(shown(one) for name, named in users.items() if reach[name] & group for one in named)
            for other in first.setdefault(resources, []):
                joined = _with_values(homes | dict.fromkeys(group, other), values, uses, users)
                if _waste(joined, uses, needs, costs) <= _LARGEST_WASTE:
                    homes = joined
                    break
            else:
                first[resources].append(home)
    return homes


def _with_values(
    homes: Mapping[str, str], values: list[str], uses: Mapping[str, set[str]], users: Collection[str]
) -> dict[str, str]:
    """Return homes with every value beside the classes that use it, if these are together and no call names it."""
    placed = {**homes, **dict.fromkeys(values, _VALUES)}
    # A value that others use comes after them.
    for name in reversed(_ordered(values, uses)):
        found = {placed[other] for other, used in uses.items() if name in used}
        if len(found) == 1 and name not in users:
            placed[name] = found.pop()
    return placed


def _waste(
    homes: Mapping[str, str], uses: Mapping[str, set[str]], needs: Mapping[str, set[str]], costs: Mapping[str, int]
) -> int:
    """Return the most that a call loads without need: whole modules, and those that they import."""
    leads: dict[str, set[str]] = {home: set() for home in homes.values()}
    for name, used in uses.items():
        leads[homes[name]] |= {homes[one] for one in used}
    most = 0
    for name, needed in needs.items():
        loaded = {homes[name]} | _reached(leads, homes[name])
        in_vain = loaded - {homes[one] for one in needed}
        # The module of values is as it is: what else is in it costs only those who need none of it.
        lost = (one for one in homes.keys() - needed if homes[one] in in_vain | (loaded - {_VALUES}))
        most = max(most, sum(costs[one] for one in lost) + _MODULE * len(in_vain))
    return most


def _ordered(members: list[str], uses: Mapping[str, set[str]]) -> list[str]:
    """Return definitions in an order in which each stands behind what it uses, where there is one."""
    ordered: list[str] = []
    left = list(members)
    while left:
        ordered.append(next((name for name in left if not uses[name] & {*left}), left[0]))
        left.remove(ordered[-1])
    return ordered


def _reached(uses: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    pending = [start]
    while pending:
        new = uses[pending.pop()] - found
        found |= new
        pending += new
    return found
