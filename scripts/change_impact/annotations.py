"""Reads annotations as sets of types, to tell whether one holds more than another."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Relation: TypeAlias = Literal["same", "wider", "narrower", "other"]

# Names that mean another type to who passes or reads a value.
_MEANING = {"StrictInt": "int", "StrictBool": "bool", "StrictStr": "str", "StrictFloat": "float", "List": "list"}
_ANYTHING = frozenset(["Any", "object"])
# What a type checker takes where a wider type is asked for.
_WITHIN = {"bool": {"int", "float"}, "int": {"float"}}
_VALUE = "Literal "
_WRAPPERS = frozenset(["Annotated", "NotRequired", "Required", "Final", "ReadOnly", "ClassVar"])


class Atom(NamedTuple):
    """One member of a union: its name without modules, and what it holds."""

    name: str
    holds: tuple[Type, ...] = ()


Type: TypeAlias = frozenset[Atom]


def read(text: str, aliases: Mapping[str, str] | None = None) -> Type:
    """Read an annotation; aliases are replaced by what they stand for.

    What is no annotation, such as a call, becomes one atom of its text.
    """
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return frozenset([Atom(text)])
    return frozenset(_atoms(node, dict(aliases or {})))


def relation(old: str, new: str, aliases: tuple[Mapping[str, str], Mapping[str, str]] = ({}, {})) -> Relation:
    """Tell how an annotation compares with what it was.

    Args:
        old: The annotation before.
        new: The annotation now.
        aliases: What names stood for, and stand for.
    """
    before, after = read(old, aliases[0]), read(new, aliases[1])
    grown, shrunk = _covers(after, before), _covers(before, after)
    if grown and shrunk:
        return "same"
    return "wider" if grown else "narrower" if shrunk else "other"


def only_values_came(old: str, new: str) -> bool:
    """Tell whether a wider annotation has more listed values than before, and nothing else."""
    before = read(old)
    came = [atom for atom in read(new) if not _covers(before, frozenset([atom]))]
    return all(atom.name.startswith(_VALUE) for atom in came)


def names(text: str) -> set[str]:
    """Return the names in an annotation."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except SyntaxError:
        return set()
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def _atoms(node: ast.expr, aliases: dict[str, str]) -> Iterator[Atom]:
    match node:
        case ast.BinOp(left, ast.BitOr(), right):
            yield from _atoms(left, aliases)
            yield from _atoms(right, aliases)
        case ast.Subscript(value, inner):
            yield from _subscript(_last(value), inner, aliases)
        case ast.Constant(None):
            yield Atom("None")
        case ast.Constant(str(quoted)):
            yield from read(quoted, aliases)
        case ast.Name() | ast.Attribute():
            name = _last(node)
            if name in aliases:
                # An alias that holds itself ends here.
                yield from read(aliases[name], {key: value for key, value in aliases.items() if key != name})
            else:
                yield Atom(_MEANING.get(name, name))
        case _:
            yield Atom(ast.unparse(node))


def _subscript(name: str, inner: ast.expr, aliases: dict[str, str]) -> Iterator[Atom]:
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    if name in _WRAPPERS:
        yield from _atoms(parts[0], aliases)
    elif name == "Optional":
        yield from _atoms(parts[0], aliases)
        yield Atom("None")
    elif name == "Union":
        for part in parts:
            yield from _atoms(part, aliases)
    elif name == "Literal":
        for part in parts:
            yield Atom(f"{_VALUE}{ast.unparse(part)}")
    else:
        yield Atom(_MEANING.get(name, name), tuple(frozenset(_atoms(part, aliases)) for part in parts))


def _last(node: ast.expr) -> str:
    return (
        node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ast.unparse(node)
    )


def _covers(wide: Type, narrow: Type) -> bool:
    return all(any(_takes(one, other) for one in wide) for other in narrow)


def _takes(one: Atom, other: Atom) -> bool:
    """Tell whether a value of the other type may stand where the one is asked for."""
    if one == other or (one.name in _ANYTHING and not one.holds):
        return True
    if other.name.startswith(_VALUE):
        value: object = ast.literal_eval(other.name.removeprefix(_VALUE))
        return not one.holds and (one.name == type(value).__name__)
    if one.name in _WITHIN.get(other.name, ()):
        return True
    # Read as covariant: what a list in an answer or an argument is for is to be read.
    return (
        one.name == other.name
        and len(one.holds) == len(other.holds) > 0
        and all(_covers(mine, theirs) for mine, theirs in zip(one.holds, other.holds, strict=True))
    )
