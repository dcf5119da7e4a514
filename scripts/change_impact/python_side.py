"""Compares two surfaces of a package: what calls and imports of users still work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .annotations import names, only_values_came, relation
from .changes import Change, Verdict
from .directions import Difference
from .renames import Looks, renamed
from .surface import Class, Function, Surface, Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .surface import Argument, Item

_TWIN = "async client"


def python_changes(old: Surface, new: Surface, renames: Mapping[str, str] | None = None) -> list[Change]:
    """Return what is different for users of the package, by what they can import and call.

    Args:
        old: The surface before.
        new: The surface now.
        renames: What is known to have another name: told already, and compared under the new one.
    """
    before = _renamed_items(old, dict(renames or {}))
    found = _Comparison(before, new, dict(renames or {})).changes()
    return [change for change in found if not _told_of_twin(change, found)]


def _told_of_twin(change: Change, found: list[Change]) -> bool:
    """Tell whether a change of the async client is that of the sync one."""
    if not change.where.startswith(_TWIN):
        return False
    twin = change.where.removeprefix("async ")
    return any((other.where, other.verdict, other.kind) == (twin, change.verdict, change.kind) for other in found)


def _renamed_items(surface: Surface, renames: dict[str, str]) -> Surface:
    """Return a surface under the names that things have now."""
    items: dict[str, Item] = {}
    for where, item in surface.items.items():
        place = where
        for was, now in renames.items():
            for one, other in ((was, now), (f"async {was}", f"async {now}")):
                if place == one or place.startswith((f"{one}.", f"{one}(")):
                    place = other + place.removeprefix(one)
        items[place] = item
    return Surface(items)


class _Comparison:
    def __init__(self, old: Surface, new: Surface, renames: dict[str, str]) -> None:
        self._old, self._new, self._renames = old.items, new.items, renames
        short = {was.rpartition(".")[2]: now.rpartition(".")[2] for was, now in renames.items() if "(" not in was}
        classes = {was: now for was, now in short.items() if was[:1].isupper()}
        # A class with another name is the same class wherever an annotation names it; and what an alias stands for
        # now is told of the alias, not of everything that names it.
        self._aliases = {**old.aliases, **classes, **new.aliases}, new.aliases
        self._written, self._read = _uses(old, new)

    def changes(self) -> list[Change]:
        """Compare everything."""
        gone = {where: item for where, item in self._old.items() if where not in self._new}
        came = {where: item for where, item in self._new.items() if where not in self._old}
        pairs = self._renamed(gone, came)
        found = [
            _change(where, Difference(Verdict.BREAKING, f"renamed: `{_last(where)}` -> `{_last(now)}`", _lost(where)))
            for where, now in pairs.items()
            if not _inside(where, pairs)
        ]
        found += [
            _change(where, Difference(Verdict.BREAKING, "removed", _lost(where), "removed"))
            for where in gone
            if where not in pairs and not _inside(where, gone)
        ]
        why = "code that does not know it goes on as before"
        found += [
            _change(where, Difference(Verdict.COMPATIBLE, "added", why, "added"))
            for where in came
            if where not in pairs.values() and not _inside(where, came)
        ]
        for where, item in self._old.items():
            other = self._new.get(pairs.get(where, where))
            if other is not None:
                found += self._item(pairs.get(where, where), item, other)
        return found

    @staticmethod
    def _renamed(gone: dict[str, Item], came: dict[str, Item]) -> dict[str, str]:
        """Pair what went with what came within the same class or module."""
        pairs: dict[str, str] = {}
        for parent in {where.rpartition(".")[0] for where in gone}:
            sides = [
                {where: Looks(_looks(where, item, side)) for where, item in side.items() if _parent(where) == parent}
                for side in (gone, came)
            ]
            pairs |= renamed(*sides)
        return pairs

    def _item(self, where: str, old: Item, new: Item) -> Iterator[Change]:
        match old, new:
            case Function(), Function():
                yield from self._function(where, old, new)
            case Value(), Value():
                yield from self._value(where, old, new)
            case Class(), Class():
                public = {name for name in old.ancestors if name in self._old or not name.startswith("_")}
                for name in sorted(public - new.ancestors):
                    if name in self._old or name.endswith(("Error", "Exception")):
                        why = f"`except {name}` and `isinstance` no longer find it"
                        yield _change(where, Difference(Verdict.BREAKING, f"is no longer a `{name}`", why))
            case _:
                kinds = [type(item).__name__.lower() for item in (old, new)]
                what = f"is a {kinds[1]}, no longer a {kinds[0]}"
                yield _change(where, Difference(Verdict.BREAKING, what, "code that uses it does something else"))

    def _function(self, where: str, old: Function, new: Function) -> Iterator[Change]:
        if old.is_async != new.is_async:
            what = "has to be awaited now" if new.is_async else "is not awaited any more"
            yield _change(where, Difference(Verdict.BREAKING, what, "every call of it has to change"))
        called = where.removesuffix("()")
        for name, difference in self._arguments(called, old.arguments, new.arguments):
            yield _change(f"{called}({name})", difference)
        if old.returns and new.returns:
            match relation(old.returns, new.returns, self._aliases):
                case "same":
                    pass
                case "narrower":
                    what = f"returns {old.returns} -> {new.returns}"
                    yield _change(where, Difference(Verdict.COMPATIBLE, what, "the type of the result is more exact"))
                case _:
                    what = f"returns {old.returns} -> {new.returns}"
                    yield _change(where, Difference(Verdict.BREAKING, what, "the result has another type"))

    def _arguments(
        self, where: str, old: tuple[Argument, ...], new: tuple[Argument, ...]
    ) -> Iterator[tuple[str, Difference]]:
        known = {f"{where.removeprefix('async ')}({one.name})": one for one in old}
        moved = [replace(one, name=_argument(self._renames.get(place, place))) for place, one in known.items()]
        before, after = {one.name: one for one in moved}, {one.name: one for one in new}
        gone = {name: one for name, one in before.items() if name not in after}
        came = {name: one for name, one in after.items() if name not in before}
        pairs = renamed(
            *({name: Looks(f"{one.kind}:{one.annotation}") for name, one in side.items()} for side in (gone, came))
        )
        # What goes by position alone may have any name.
        for one, now_there in zip(moved, new, strict=False):
            by_place = one.kind == now_there.kind == "positional-only"
            if by_place and one.name in gone and now_there.name in came:
                pairs[one.name] = now_there.name
        for was, now in pairs.items():
            if before[was].kind != "positional-only":
                why = "calls with the old name fail with a TypeError"
                yield was, Difference(Verdict.BREAKING, f"argument renamed: `{was}` -> `{now}`", why)
        for name in (name for name in gone if name not in pairs):
            yield name, Difference(Verdict.BREAKING, "removed", "calls that give it fail with a TypeError", "removed")
        for name in (name for name in came if name not in pairs.values()):
            yield name, _came(came[name])
        for name, one in before.items():
            other = after.get(pairs.get(name, name))
            if other is not None:
                for difference in self._argument(one, other):
                    yield other.name, difference
        yield from _positions(moved, new, pairs)

    def _argument(self, old: Argument, new: Argument) -> Iterator[Difference]:
        if old.kind != new.kind:
            freer = new.kind == "positional or keyword" and not old.is_variadic
            why = "it may be given in one more way" if freer else "calls that give it the old way fail"
            verdict = Verdict.COMPATIBLE if freer else Verdict.BREAKING
            yield Difference(verdict, f"{old.kind} -> {new.kind}", why)
        if old.default != new.default and not old.is_variadic:
            if new.default is None:
                yield Difference(Verdict.BREAKING, "is required now", "calls without it fail")
            elif old.default is None:
                why = "calls that give it go on as before"
                yield Difference(Verdict.COMPATIBLE, "may be left out now", why, "fixed")
            else:
                why = "who leaves it out gets something else than before"
                yield Difference(Verdict.RISKY, f"default: {old.default} -> {new.default}", why)
        if old.annotation and new.annotation:
            yield from self._typed(old.annotation, new.annotation, written=True)

    def _value(self, where: str, old: Value, new: Value) -> Iterator[Change]:
        if old.value and new.value:
            name = where.rpartition(".")[2]
            sides = [side for side, uses in ((True, self._written), (False, self._read)) if name in uses]
            told: set[Difference] = set()
            for written in sides or [True, False]:
                told |= {*self._typed(old.value, new.value, written=written)}
            for difference in sorted(told):
                yield _change(where, difference)
            return
        if new.written and old.required != new.required:
            what, why = ("is required now", "dictionaries without it are refused")
            if old.required:
                what, why = ("may be left out now", "dictionaries that hold it go on as before")
            verdict = Verdict.BREAKING if new.required else Verdict.COMPATIBLE
            yield _change(where, Difference(verdict, what, why))
        if old.annotation and new.annotation:
            for difference in self._typed(old.annotation, new.annotation, written=new.written):
                yield _change(where, difference)

    def _typed(self, old: str, new: str, *, written: bool) -> Iterator[Difference]:
        what = f"type: {old} -> {new}"
        match relation(old, new, self._aliases), written:
            case "same", _:
                return
            case "wider", True:
                yield Difference(Verdict.COMPATIBLE, what, "it takes what it took, and more")
            case "narrower", False:
                yield Difference(Verdict.COMPATIBLE, what, "it is more exact: code that reads it still fits")
            case "wider", False if only_values_came(old, new):
                yield Difference(Verdict.RISKY, what, "a match that was exhaustive is not any more")
            case _, True:
                yield Difference(Verdict.BREAKING, what, "values that were taken no longer pass a type checker")
            case _:
                yield Difference(Verdict.BREAKING, what, "code that reads it no longer passes a type checker")


def _uses(*surfaces: Surface) -> tuple[set[str], set[str]]:
    """Return the names in what users write, and in what they read."""
    written: set[str] = set()
    read: set[str] = set()
    for surface in surfaces:
        for item in surface.items.values():
            if isinstance(item, Function):
                read |= names(item.returns)
                for one in item.arguments:
                    written |= names(one.annotation)
            elif isinstance(item, Value):
                (written if item.written else read).update(names(item.annotation))
    return written, read


def _came(argument: Argument) -> Difference:
    if argument.default is None and not argument.is_variadic:
        return Difference(Verdict.BREAKING, "added, required", "calls that do not give it fail", "added")
    return Difference(Verdict.COMPATIBLE, "added, optional", "calls without it go on as before", "added")


def _positions(
    old: list[Argument], new: tuple[Argument, ...], pairs: Mapping[str, str]
) -> Iterator[tuple[str, Difference]]:
    before = [pairs.get(one.name, one.name) for one in old if one.by_position]
    after = [one.name for one in new if one.by_position]
    for place, name in enumerate(before):
        if name in after and after.index(name) != place:
            what = f"position: {place + 1} -> {after.index(name) + 1}"
            yield name, Difference(Verdict.BREAKING, what, "calls by position give it to another argument")


def _looks(where: str, item: Item, side: Mapping[str, Item]) -> str:
    """Return what an item is made of, its own name left out."""
    inner = sorted(
        f"{place.removeprefix(where)}={other}"
        for place, other in side.items()
        if place.startswith((f"{where}.", f"{where}("))
    )
    return f"{item}{inner}"


def _change(where: str, difference: Difference) -> Change:
    verdict, what, why, kind = difference
    return Change(verdict, where, what, why, kind, seen=("python",))


def _lost(where: str) -> str:
    inside = where.startswith(("client.", _TWIN + ".")) or where.count(".") > where.startswith("models.")
    return "code that uses it fails with an AttributeError" if inside else "the import of it fails"


def _inside(where: str, others: Mapping[str, object]) -> bool:
    """Tell whether something that holds it is among the others."""
    parent = _parent(where)
    return bool(parent) and (parent in others or _inside(parent, others))


def _parent(where: str) -> str:
    return where.removesuffix("()") if where.endswith("()") else where.rpartition(".")[0]


def _last(where: str) -> str:
    return where.rpartition(".")[2]


def _argument(place: str) -> str:
    return place.rpartition("(")[2].removesuffix(")")
