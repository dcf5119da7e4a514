"""What users of a package see, read by griffe without importing it: public names, and what is reached from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import griffe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Special methods that are called by statements, and so belong to what users see.
_SPOKEN = frozenset(
    [
        *("__init__", "__call__", "__iter__", "__next__", "__enter__", "__exit__", "__len__", "__getitem__"),
        *("__aiter__", "__anext__", "__aenter__", "__aexit__", "__contains__", "__await__"),
    ]
)
_IGNORED = frozenset(["__version__"])


@dataclass(frozen=True, slots=True)
class Argument:
    """A parameter of a function."""

    name: str
    kind: str
    default: str | None
    annotation: str

    @property
    def is_variadic(self) -> bool:
        """Whether it takes any number of arguments."""
        return "variadic" in self.kind

    @property
    def by_position(self) -> bool:
        """Whether it may be given by position."""
        return self.kind in {"positional-only", "positional or keyword"}


@dataclass(frozen=True, slots=True)
class Function:
    """A function or method; ``self`` is left out."""

    arguments: tuple[Argument, ...]
    returns: str
    is_async: bool


@dataclass(frozen=True, slots=True)
class Value:
    """An attribute, constant or alias of a type.

    Attributes:
        annotation: Its type, empty where it says none.
        value: What an alias stands for, empty for other values.
        written: Whether users write it, as a key of a dictionary, rather than read it.
        required: Whether a dictionary has to hold it.
    """

    annotation: str
    value: str = ""
    written: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Class:
    """A class; its members stand beside it."""

    bases: frozenset[str]
    ancestors: frozenset[str]


Item: TypeAlias = Function | Value | Class


@dataclass
class Surface:
    """Everything public of one package, by how a user spells it.

    ``client.klips.list`` is a method of the client, ``async client.klips.list`` its twin, ``models.Klip.name`` a
    member, and ``models.Klip()`` how an object is made.
    """

    items: dict[str, Item] = field(default_factory=dict[str, "Item"])

    @property
    def aliases(self) -> dict[str, str]:
        """Names that stand for other types, and for which."""
        return {
            where.rpartition(".")[2]: item.value
            for where, item in self.items.items()
            if isinstance(item, Value) and item.value
        }


class UnreadablePackageError(Exception):
    """The source of a package cannot be read."""


def read(package: str, source: Path, client: str) -> Surface:
    """Read the surface of a package.

    Args:
        package: Import name.
        source: Directory that holds it.
        client: Name of the client's class; the async one's begins with ``Async``.

    Raises:
        UnreadablePackageError: It is not there or no Python.
    """
    try:
        loaded = griffe.load(package, search_paths=[source], allow_inspection=False, resolve_aliases=False)
    except (ImportError, SyntaxError, griffe.GriffeError) as error:
        raise UnreadablePackageError(f"{package} cannot be read in {source}: {error}") from error
    if not isinstance(loaded, griffe.Module):
        raise UnreadablePackageError(f"{package} is no package in {source}")
    reader = _Reader(loaded, {client: "client", f"Async{client}": "async client"})
    reader.module(loaded, "")
    return reader.surface


class _Reader:
    def __init__(self, package: griffe.Module, clients: dict[str, str]) -> None:
        self.surface = Surface()
        self._package, self._clients = package, clients
        self._exported: set[str] = set()

    def module(self, module: griffe.Module, prefix: str) -> None:
        """Read what a module offers, and the public modules in it."""
        public = {name: target for name in _public(module) if (target := _target(module.members[name]))}
        modules = {name: target for name, target in public.items() if isinstance(target, griffe.Module)}
        # Known before the client is read: what it leads to and nobody can import is told as a part of it.
        for inner in modules.values():
            self._exported |= {target.path for one in _public(inner) if (target := _target(inner.members[one]))}
        self._exported |= {target.path for target in public.values()}
        for name, target in public.items():
            if isinstance(target, griffe.Module):
                self.module(target, f"{name}.")
            elif name not in _IGNORED:
                self._item(target, f"{prefix}{self._clients.get(name, name)}")

    def _item(self, target: griffe.Object, where: str) -> None:
        if isinstance(target, griffe.Class):
            self._class(target, where)
        elif isinstance(target, griffe.Function):
            self.surface.items[where] = self._function(target)
        elif isinstance(target, griffe.Attribute):
            self._attribute(target, where)

    def _class(self, found: griffe.Class, where: str) -> None:
        if where in self.surface.items:
            return
        ancestors = frozenset(_ancestors(found))
        self.surface.items[where] = Class(frozenset(_plain(base) for base in found.bases), ancestors)
        dictionary = "TypedDict" in ancestors
        for name, member in found.all_members.items():
            target = _target(member)
            if target is None or (name.startswith("_") and name not in _SPOKEN):
                continue
            place = f"{where}.{name}"
            if isinstance(target, griffe.Attribute):
                self._member(target, place, dictionary=dictionary)
            elif isinstance(target, griffe.Function) and self._callable(target):
                self.surface.items[f"{where}()" if name == "__init__" else place] = self._function(target, found.name)

    def _callable(self, found: griffe.Function) -> bool:
        """Tell whether a user can call it: not where it asks for an object of a class that nobody can import."""
        asked = [one.annotation for one in found.parameters if one.default is None]
        paths = {
            str(name.canonical_path)
            for annotation in asked
            if isinstance(annotation, griffe.Expr)
            for name in annotation.iterate(flat=True)
            if isinstance(name, griffe.ExprName)
        }
        own = {path for path in paths if path.startswith(f"{self._package.path}._")}
        return own <= self._exported

    def _function(self, found: griffe.Function, owner: str = "") -> Function:
        """Read a function, or a method of a class of that name."""
        listed = [one for index, one in enumerate(found.parameters) if index or one.name not in {"self", "cls"}]
        if found.name in _SPOKEN - {"__init__", "__call__"}:
            # Statements call it: nobody writes its arguments.
            listed = []
        arguments: list[Argument] = []
        for one in listed:
            options = self._options(one)
            arguments += options or [
                Argument(one.name, one.kind.value if one.kind else "", _default(one), _plain(one.annotation))
            ]
        returns = _plain(found.returns)
        if owner and re.fullmatch(rf"{owner}(\[\w+\])?", returns):
            returns = "Self"
        return Function(tuple(arguments), returns, "async" in found.labels)

    def _options(self, parameter: griffe.Parameter) -> list[Argument]:
        """Return the keywords behind ``**options: Unpack[Options]``, none for other parameters."""
        annotation = parameter.annotation
        if not isinstance(annotation, griffe.ExprSubscript) or _plain(annotation.left) != "Unpack":
            return []
        path = str(getattr(annotation.slice, "canonical_path", "")).removeprefix(f"{self._package.path}.")
        try:
            target = _target(self._package[path])
        except (KeyError, griffe.GriffeError):
            return []
        if not isinstance(target, griffe.Class):
            return []
        members = {name: _target(member) for name, member in target.all_members.items()}
        return [
            Argument(name, "keyword-only", None if _is_required(one) else "...", _plain(one.annotation))
            for name, one in members.items()
            if isinstance(one, griffe.Attribute)
        ]

    def _member(self, member: griffe.Attribute, where: str, *, dictionary: bool) -> None:
        inner = self._resource(member)
        if inner is not None:
            self._class(inner, where)
        elif dictionary:
            annotation = _plain(member.annotation)
            self.surface.items[where] = Value(annotation, written=True, required=_is_required(member))
        else:
            self.surface.items[where] = Value(_plain(member.annotation))

    def _resource(self, member: griffe.Attribute) -> griffe.Class | None:
        """Return the class behind a property that users reach through it alone."""
        path = getattr(member.annotation, "canonical_path", "")
        if "property" not in member.labels or not path.startswith(f"{self._package.path}.") or path in self._exported:
            return None
        try:
            target = _target(self._package[path.removeprefix(f"{self._package.path}.")])
        except (KeyError, griffe.GriffeError):
            return None
        return target if isinstance(target, griffe.Class) and target.path not in self._exported else None

    def _attribute(self, found: griffe.Attribute, where: str) -> None:
        value, annotation = _plain(found.value), _plain(found.annotation)
        if isinstance(found.value, griffe.ExprCall) and value.startswith("TypedDict("):
            self.surface.items[where] = Class(frozenset(["TypedDict"]), frozenset(["TypedDict"]))
            for key, type_ in _keys(found.value):
                required = "NotRequired[" not in type_
                self.surface.items[f"{where}.{key}"] = Value(type_, written=True, required=required)
            return
        self.surface.items[where] = Value(annotation, value if "TypeAlias" in annotation else "")


def _public(module: griffe.Module) -> Iterator[str]:
    """Yield the public names of a module: those of ``__all__``, and modules without an underscore."""
    exported = [str(name) for name in module.exports or ()]
    yield from (name for name in exported if name in module.members)
    for name, member in module.members.items():
        own = not member.is_alias and not name.startswith("_")
        if own and (isinstance(member, griffe.Module) or module.exports is None):
            yield name


def _target(member: griffe.Object | griffe.Alias) -> griffe.Object | None:
    """Follow an import to what it brings; ``None`` for what is not of the package."""
    try:
        return member.final_target if isinstance(member, griffe.Alias) else member
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):
        return None


def _plain(expression: object) -> str:
    return "" if expression is None else str(expression).replace("builtins.", "")


def _is_required(key: griffe.Attribute) -> bool:
    """Tell whether a typed dictionary has to hold a key."""
    partial = getattr(key.parent, "keywords", {}).get("total") == "False"
    return not partial and "NotRequired[" not in _plain(key.annotation)


def _default(parameter: griffe.Parameter) -> str | None:
    return None if parameter.default is None else _plain(parameter.default)


def _ancestors(found: griffe.Class) -> Iterator[str]:
    """Yield the names of all classes above one, without modules and arguments."""
    for base in found.bases:
        yield _plain(base).partition("[")[0].rpartition(".")[2]
    for resolved in found.resolved_bases:
        target = _target(resolved)
        if isinstance(target, griffe.Class):
            yield from _ancestors(target)


def _keys(call: griffe.ExprCall) -> Iterator[tuple[str, str]]:
    """Yield the keys of a typed dictionary that is written as a call, and their types."""
    for argument in call.arguments:
        if isinstance(argument, griffe.ExprDict):
            for key, value in zip(argument.keys, argument.values, strict=True):
                yield str(key).strip("'\""), _plain(value)
