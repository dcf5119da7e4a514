"""The mutants of a module: where each stands, what it changes, and the module's text with the change."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import libcst as cst
from libcst.metadata import ByteSpanPositionProvider, MetadataWrapper, PositionProvider

from .operators import FORCED, OPERATORS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Calls whose arguments mean nothing when the program runs, or break it in ways that need no test.
_UNTOUCHED_CALLS = frozenset({"len", "isinstance", "TypeVar", "ParamSpec"})
_LONGEST_SNIPPET = 160


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one module.

    Attributes:
        module: Path of the module below the overrides, such as ``_runtime/exchange.py``.
        line: First line of what is changed, from 1.
        scope: Qualified name of the function or class around it, empty at the level of the module.
        before: The changed piece of code on one line.
        after: What takes its place.
        start: Offset of the piece in the text, in bytes.
        end: Offset behind it.
        replacement: What the text holds there instead.
    """

    module: str
    line: int
    scope: str
    before: str
    after: str
    start: int
    end: int
    replacement: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names the mutant for as long as the code around it stays, wherever it stands in the file."""
        return self.module, self.scope, self.before, self.after

    def applied(self, text: str) -> str:
        """Return the module's text with the change."""
        code = text.encode()
        return (code[: self.start] + self.replacement.encode() + code[self.end :]).decode()

    def diff(self, text: str) -> str:
        """Return the changed lines, as a unified diff without context."""
        lines = difflib.unified_diff(text.splitlines(), self.applied(text).splitlines(), lineterm="", n=0)
        return "\n".join(line for line in lines if not line.startswith(("---", "+++")))


def mutants_of(module: str, text: str) -> list[Mutant]:
    """Return every mutant of a module, in the order of the text.

    A few turn out to be no Python, or the same program, when they are compiled; that takes too long to do for all.

    Args:
        module: Path of the module below the overrides.
        text: Its source.
    """
    wrapper = MetadataWrapper(cst.parse_module(text))
    finder = _Finder(module, text, wrapper.module)
    wrapper.visit(finder)
    return finder.found


class _Finder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider, ByteSpanPositionProvider)

    def __init__(self, module: str, text: str, tree: cst.Module) -> None:
        super().__init__()
        self.found: list[Mutant] = []
        self._module = module
        self._text = text
        self._tree = tree
        self._scope: list[str] = []
        self._seen: set[tuple[int, int, str]] = set()

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _means_nothing(node):
            return False
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value == "cast":
            # Of its two arguments, the first is for type checkers.
            node.args[1].visit(self)
            return False
        if isinstance(node, cst.FunctionDef | cst.ClassDef):
            self._scope.append(node.name.value)
        for kind, operator in OPERATORS:
            if isinstance(node, kind):
                for changed in operator(node):
                    self._take(node, changed)
        for kind, keyword, values in FORCED:
            if isinstance(node, kind):
                for value in values:
                    self._take(node.test, cst.Name(value), keyword)
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.FunctionDef | cst.ClassDef):
            self._scope.pop()

    def _take(self, node: cst.CSTNode, changed: cst.CSTNode, keyword: str = "") -> None:
        span: Any = self.get_metadata(ByteSpanPositionProvider, node)
        place: Any = self.get_metadata(PositionProvider, node)
        mutant = Mutant(
            module=self._module,
            line=place.start.line,
            scope=".".join(self._scope),
            before=_snippet(f"{keyword} {self._tree.code_for_node(node)}"),
            after=_snippet(f"{keyword} {self._tree.code_for_node(changed)}"),
            start=span.start,
            end=span.start + span.length,
            replacement=self._tree.code_for_node(changed),
        )
        if isinstance(node, cst.BaseCompoundStatement):
            mutant = self._whole(node, changed, mutant)
        change = (mutant.start, mutant.end, "".join(mutant.replacement.split()))
        if change not in self._seen and mutant.before != mutant.after:
            self._seen.add(change)
            self.found.append(mutant)

    def _whole(self, node: cst.CSTNode, changed: cst.CSTNode, mutant: Mutant) -> Mutant:
        """Return the mutant as what differs of the module's text: blocks keep their depth."""
        old = self._text.encode()
        new = cst.ensure_type(self._tree.deep_replace(node, changed), cst.Module).code.encode()
        start = next(i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
        same = next(i for i, (a, b) in enumerate(zip(reversed(old), reversed(new), strict=False)) if a != b)
        same = min(same, len(old) - start, len(new) - start)
        head, tail = old[: len(old) - same], new[start : len(new) - same]
        return Mutant(
            mutant.module,
            mutant.line,
            mutant.scope,
            mutant.before.partition(":")[0],
            mutant.after.partition(":")[0],
            start,
            len(head),
            tail.decode(),
        )


def _snippet(code: str) -> str:
    return " ".join(line for line in map(str.strip, code.splitlines()) if not line.startswith("#")).strip()[
        :_LONGEST_SNIPPET
    ]


def _means_nothing(node: cst.CSTNode) -> bool:
    """Tell whether nothing of a node has a meaning when the program runs."""
    match node:
        case cst.Annotation() | cst.Import() | cst.ImportFrom() | cst.Decorator():
            return True
        case cst.If(test=cst.Name(value="TYPE_CHECKING")):
            return True
        case cst.Call(func=cst.Name(value=name)) if name in _UNTOUCHED_CALLS:
            return True
        case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value="__slots__" | "__all__"))]):
            return True
        case cst.SimpleString(value=value):
            return value.startswith(('"""', "'''"))
        case _:
            return False


def by_module(overrides: Path) -> Iterator[tuple[str, str]]:
    """Yield path and text of every module below the overrides."""
    for path in sorted(overrides.rglob("*.py")):
        yield path.relative_to(overrides).as_posix(), path.read_text(encoding="utf-8")
