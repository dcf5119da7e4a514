"""Mutated functions in the place of living ones: a change inside functions needs no second import."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_FUNCTION = 0x01
"""``CO_OPTIMIZED``: what functions have and the bodies of classes and modules have not."""


class NotInFunctionsError(Exception):
    """The change is not confined to functions, so that only a new import shows it."""


class LiveFunctions:
    """The functions that live in this process and come from the overrides, by module and place.

    Args:
        overrides: Directory of the overrides; the packages link to it.
    """

    def __init__(self, overrides: Path) -> None:
        self._found: dict[tuple[str, str, int], list[FunctionType]] = {}
        modules: dict[str, str] = {}
        for one in gc.get_objects():
            if type(one) is FunctionType:
                code = one.__code__
                if code.co_filename not in modules:
                    path = Path(code.co_filename).resolve()
                    inside = path.is_relative_to(overrides)
                    modules[code.co_filename] = path.relative_to(overrides).as_posix() if inside else ""
                module = modules[code.co_filename]
                if module:
                    self._found.setdefault((module, code.co_qualname, code.co_firstlineno), []).append(one)

    def swap(self, module: str, original: str, mutated: str) -> None:
        """Give the functions of a module, in every package, the code that they have in another text of it.

        Raises:
            NotInFunctionsError: Something other than the inside of functions differs.
            SyntaxError: The other text is no Python.
        """
        compiled = (compile(text, module, "exec", dont_inherit=True) for text in (original, mutated))
        for old, new in list(_changed(*compiled)):
            for function in self._found.get((module, old.co_qualname, old.co_firstlineno), ()):
                if function.__code__.co_freevars != new.co_freevars:
                    raise NotInFunctionsError
                function.__code__ = _named(new, function.__code__.co_filename)


def forget_results() -> None:
    """Empty the caches of functions of the packages: a result that is kept hides who needs the function."""
    for name, module in list(sys.modules.items()):
        if "._runtime." in name or "._overrides." in name:
            for one in list(vars(module).values()):
                if hasattr(one, "cache_clear"):
                    one.cache_clear()


def same_program(original: str, mutated: str) -> bool:
    """Tell whether two texts compile to the same, but for the places of the lines."""
    compiled = [compile(text, "", "exec", dont_inherit=True) for text in (original, mutated)]
    return _content(compiled[0]) == _content(compiled[1])


def _changed(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    if _content(old) == _content(new):
        return
    if old.co_flags & _FUNCTION:
        yield old, new
        return
    if _own(old) != _own(new):
        raise NotInFunctionsError
    for one, other in zip(_inner(old), _inner(new), strict=True):
        yield from _changed(one, other)


def _inner(code: CodeType) -> list[CodeType]:
    return [constant for constant in code.co_consts if isinstance(constant, CodeType)]


def _own(code: CodeType) -> tuple[Any, ...]:
    constants = ["code" if isinstance(one, CodeType) else f"{type(one).__name__} {one!r}" for one in code.co_consts]
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    return code.co_name, code.co_flags, code.co_code, code.co_exceptiontable, constants, *names


def _content(code: CodeType) -> tuple[Any, ...]:
    return _own(code), [_content(one) for one in _inner(code)]


def _named(code: CodeType, filename: str) -> CodeType:
    constants = (_named(one, filename) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(constants))
