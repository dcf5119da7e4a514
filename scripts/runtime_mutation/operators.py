"""What a mutation changes: mutmut's operators, and ours for what a maintainer may drop by mistake.

mutmut changes values, operators and arguments. It leaves out whole statements, which is how a lock, a check or a
redaction gets lost; those are ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import libcst as cst
from mutmut.mutation.mutators import mutation_operators, operator_string

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Operator: TypeAlias = Callable[[Any], Iterable[cst.CSTNode]]

_PASS = cst.Expr(cst.Ellipsis())
_SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}


def _marked_string(node: cst.BaseString) -> Iterable[cst.BaseString]:
    """Yield the first of mutmut's variants; the others differ from it in upper and lower case alone."""
    return list(operator_string(node))[:1]


def _without_context(node: cst.With) -> Iterable[cst.If]:
    """Yield the body alone, where it has no use for the name of what is entered: a lock is dropped."""
    if not any(item.asname for item in node.items):
        yield cst.If(cst.Name("True"), node.body, leading_lines=node.leading_lines)


def _dropped_call(node: cst.Expr) -> Iterable[cst.Expr]:
    if isinstance(node.value, cst.Call | cst.Await):
        yield _PASS


def _dropped_raise(_node: cst.Raise) -> Iterable[cst.Expr]:
    yield _PASS


def _dropped_operand(node: cst.BooleanOperation) -> Iterable[cst.BaseExpression]:
    yield node.left
    yield node.right


def _swapped_function(node: cst.Call) -> Iterable[cst.Call]:
    if isinstance(node.func, cst.Name) and node.func.value in _SWAPPED:
        yield node.with_changes(func=cst.Name(_SWAPPED[node.func.value]))


_OURS: tuple[tuple[type[cst.CSTNode], Operator], ...] = (
    (cst.With, _without_context),
    (cst.Expr, _dropped_call),
    (cst.Raise, _dropped_raise),
    (cst.BooleanOperation, _dropped_operand),
    (cst.Call, _swapped_function),
)

FORCED: tuple[tuple[type[cst.If | cst.While], str, tuple[str, ...]], ...] = (
    (cst.If, "if", ("False", "True")),
    (cst.While, "while", ("False",)),
)
"""Statements whose condition is replaced: kind, keyword and the conditions."""

OPERATORS: tuple[tuple[type[cst.CSTNode], Operator], ...] = (
    *((kind, _marked_string if operator is operator_string else operator) for kind, operator in mutation_operators),
    *_OURS,
)
"""Kinds of nodes, each with what yields its mutated forms."""
