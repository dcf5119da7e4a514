"""Compares schemas, references resolved, by the direction in which their values travel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generation.names import python_name
from spec_lint.values import Node, mapping, sequence, text

from .changes import Change, Verdict
from .contract import DOCUMENTATION, Alternative, Contract, component
from .directions import Difference, Direction, narrower, wider
from .renames import Looks, renamed
from .values import COMPARED, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# What is compared by its meaning, not as a keyword.
_STRUCTURE = frozenset(
    [
        *("type", "properties", "required", "items", "additionalProperties", "anyOf", "oneOf", "allOf", "nullable"),
        *("x-secret", "x-argument", "x-boolean-spelling", "x-envelope"),
    ]
)
_MEANING = {
    "x-names": "what requests call by one name and answers by another is paired otherwise",
    "x-location": "`.location` of it is made in another way",
    "readOnly": "what is read-only is left out of requests",
}
_KNOWN = _STRUCTURE | COMPARED | DOCUMENTATION


class Schemas:
    """Compares pairs of schemas of two specs; each pair of components once for every place it is told at."""

    def __init__(self, old: Contract, new: Contract) -> None:
        self.old, self.new = old, new
        self._found: dict[Change, dict[str, None]] = {}
        self._visited: set[tuple[object, ...]] = set()
        self.renames: dict[str, str] = {}
        """What has another name now, as users spell it."""

    @property
    def changes(self) -> list[Change]:
        """All that was found so far."""
        return [replace(change, uses=tuple(uses)) for change, uses in self._found.items()]

    def compare(
        self,
        old: Node,
        new: Node,
        direction: Direction,
        where: str,
        use: str,
        *,
        typed: bool = True,
        without: str = "",
    ) -> None:
        """Compare two schemas and keep what is different.

        Args:
            old: The schema before.
            new: The schema now.
            direction: Which way its values travel.
            where: What it is the schema of, as a user spells it.
            use: The operation that it is reached from.
            typed: Whether users see a class of it; otherwise nothing is worse than risky.
            without: A place inside that is compared elsewhere.
        """
        self._walk(direction, use, typed=typed, without=without).compare(old, new, where)

    def compare_arguments(self, old: Node, new: Node, access: str) -> None:
        """Compare the members of two bodies, each of which is an argument of the method."""
        self._walk(Direction.REQUEST, access).members(old, new, f"{access}()")

    def _walk(self, direction: Direction, use: str, *, typed: bool = True, without: str = "") -> _Walk:
        return _Walk(self, direction, use, typed=typed, without=without)

    def tell(self, change: Change, use: str) -> None:
        """Keep a change, and the operation that it was reached from."""
        self._found.setdefault(change, {})[use] = None

    def visit(self, key: tuple[object, ...]) -> bool:
        """Tell whether a pair was not compared before."""
        known = key in self._visited
        self._visited.add(key)
        return not known


class _Walk:
    """One walk through a pair of schemas."""

    def __init__(self, kept: Schemas, direction: Direction, use: str, *, typed: bool, without: str) -> None:
        self._kept, self._old, self._new = kept, kept.old, kept.new
        self._direction, self._use = direction, use
        self._typed, self._without = typed, without
        # Pairs of components around the one at hand: a schema may hold itself.
        self._around: list[tuple[str, str]] = []

    def compare(self, old: Node, new: Node, where: str, *, null: bool = True) -> None:
        """Compare two schemas; ``null`` tells whether to look at nulls, which the caller may have done."""
        if self._without and where == self._without:
            return
        before, after = component(old), component(new)
        place = self._named(before, after, where)
        key = (self._use, self._direction, self._typed, before or str(old), after or str(new), place, null)
        pair = (before or "", after or "")
        if not self._kept.visit(key) or (all(pair) and pair in self._around):
            return
        self._around.append(pair)
        self._types([*self._old.alternatives(old)], [*self._new.alternatives(new)], place, null=null)
        self._around.pop()

    def _named(self, before: str | None, after: str | None, where: str) -> str:
        """Return where to tell differences inside: a component has a name of its own in Python."""
        if not self._typed or after is None:
            return where
        place = f"models.{after}"
        if before is None or before == after:
            return place
        if before not in self._new.schemas and after not in self._old.schemas:
            why = f"`from ...models import {before}` fails; what travels is the same"
            self._tell(f"models.{before}", Difference(Verdict.BREAKING, f"renamed to `{after}`", why))
            self._kept.renames[f"models.{before}"] = place
            return place
        if self._direction is Direction.ANSWER and self._is_class(before, after):
            what = f"its class is `{after}`, no longer `{before}`"
            self._tell(where, Difference(Verdict.BREAKING, what, "code that names the class no longer fits"))
        return where

    def _is_class(self, before: str, after: str) -> bool:
        return "properties" in mapping(self._old.schemas.get(before)) and "properties" in mapping(
            self._new.schemas.get(after)
        )

    def _types(self, old: list[Alternative], new: list[Alternative], where: str, *, null: bool) -> None:
        if null:
            self._nulls(_has_null(old), _has_null(new), where)
        old, new = ([one for one in side if one.kind != "null"] for side in (old, new))
        was, now = ({one.kind for one in side} for side in (old, new))
        gone = [kind for kind in sorted(was) if not _covers(now, kind)]
        came = [kind for kind in sorted(now) if not _covers(was, kind)]
        shown = f"type: {_joined(was)} -> {_joined(now)}"
        if gone and came:
            self._tell(where, Difference(Verdict.BREAKING, shown, "it is another type"))
        elif gone:
            self._tell(where, narrower(self._direction, shown))
        elif came:
            self._tell(where, wider(self._direction, shown))
        for kind in sorted(was & now):
            self._kind(kind, [one for one in old if one.kind == kind], [one for one in new if one.kind == kind], where)

    def _nulls(self, was: bool, now: bool, where: str) -> None:
        if was == now:
            return
        if self._direction is Direction.REQUEST:
            self._tell(where, (wider if now else narrower)(self._direction, f"null: {_yes(was)} -> {_yes(now)}"))
        elif now:
            why = "its type becomes `X | None`: code that reads it has to expect None"
            self._tell(where, Difference(Verdict.BREAKING, "may be null now", why))
        else:
            self._tell(where, Difference(Verdict.COMPATIBLE, "is never null now", "None goes from its type", "fixed"))

    def _kind(self, kind: str, old: list[Alternative], new: list[Alternative], where: str) -> None:
        match kind:
            case "object":
                self._objects(old, new, where)
            case "array":
                self._each(values(old, new, self._direction), where)
                items = [mapping(side[0].node.get("items")) for side in (old, new)]
                self.compare(items[0], items[1], f"{where}[]")
                self._leftover(old[0].node, new[0].node, where)
            case _:
                self._each(values(old, new, self._direction), where)
                self._leftover(old[0].node, new[0].node, where)

    def _objects(self, old: list[Alternative], new: list[Alternative], where: str) -> None:
        """Compare what may be one of several objects: those of one name first, the others in their order."""
        rest = [one for one in new if one.name not in {other.name for other in old}]
        for one in old:
            same = next((other for other in new if other.name == one.name), None)
            other = same or (rest.pop(0) if rest else None)
            if other is None:
                self._tell(where, narrower(self._direction, f"is no longer a `{one.name or 'map'}`"))
            elif len(old) == len(new) == 1:
                self._object(one.node, other.node, where)
            else:
                place = self._named(one.name, other.name, where)
                self._object(one.node, other.node, place)
        for other in rest:
            self._tell(where, wider(self._direction, f"may be a `{other.name or 'map'}` too"))

    def _object(self, old: Node, new: Node, where: str) -> None:
        before, after = mapping(old.get("properties")), mapping(new.get("properties"))
        if bool(before) != bool(after):
            shown = " -> ".join("members" if side else "a map" for side in (before, after))
            self._tell(where, Difference(Verdict.BREAKING, f"object: {shown}", "it is another type"))
            return
        self.members(old, new, where)
        maps = [side.get("additionalProperties", True) for side in (old, new)]
        if (maps[0] is False) != (maps[1] is False):
            what = "members that are not described"
            closed = maps[1] is False
            self._tell(where, (narrower if closed else wider)(self._direction, f"{what}: {_yes(not closed, 'taken')}"))
        elif mapping(maps[0]) or mapping(maps[1]):
            self.compare(mapping(maps[0]), mapping(maps[1]), f"{where}[*]")
        self._leftover(old, new, where)

    def members(self, old: Node, new: Node, where: str) -> None:
        """Compare the members of two objects."""
        before, after = mapping(old.get("properties")), mapping(new.get("properties"))
        required = [{str(name) for name in sequence(side.get("required"))} for side in (old, new)]
        pairs = {name: name for name in before if name in after}
        gone = {name: looks(self._old, mapping(before[name])) for name in before if name not in after}
        came = {name: looks(self._new, mapping(after[name])) for name in after if name not in before}
        for was, now in renamed(gone, came).items():
            self._tell(self._member(where, was), renaming(self._direction, was, now, typed=self._typed))
            pairs[was] = now
            self._kept.renames[self._member(where, was)] = self._member(where, now)
        for name in (name for name in before if name not in pairs):
            self._tell(self._member(where, name), removed(self._direction))
        for name in (name for name in after if name not in pairs.values()):
            self._tell(self._member(where, name), added(self._direction, required=name in required[1]))
        for was, now in pairs.items():
            self._member_pair(
                mapping(before[was]),
                mapping(after[now]),
                self._member(where, now),
                was_required=was in required[0],
                is_required=now in required[1],
            )

    def _member_pair(self, old: Node, new: Node, where: str, *, was_required: bool, is_required: bool) -> None:
        null = _has_null(self._old.alternatives(old)), _has_null(self._new.alternatives(new))
        self._each(
            presence(self._direction, required=(was_required, is_required), null=null),
            where,
        )
        self._each(secrecy(old, new), where)
        self.compare(old, new, where, null=False)

    def _member(self, where: str, name: str) -> str:
        """Spell a member: an attribute of a model, a keyword of a method, a key of a dictionary."""
        if where.endswith("()"):
            return f"{where[:-1]}{python_name(name)})"
        return f"{where}.{python_name(name) if self._direction is Direction.ANSWER and self._typed else name}"

    def _leftover(self, old: Node, new: Node, where: str) -> None:
        """Tell of keywords that nothing here understands, so that none is overlooked."""
        for key in sorted((old.keys() | new.keys()) - _KNOWN):
            if old.get(key) != new.get(key):
                why = _MEANING.get(key, "read what it means to callers")
                self._tell(where, Difference(Verdict.RISKY, f"`{key}` is different", why))

    def _each(self, differences: Iterable[Difference], where: str) -> None:
        for difference in differences:
            self._tell(where, difference)

    def _tell(self, where: str, difference: Difference) -> None:
        verdict, what, why, kind = difference
        if not self._typed and verdict is Verdict.BREAKING:
            verdict, why = Verdict.RISKY, "no class is made of it; only who reads the raw body sees it"
        if where.startswith("models."):
            what = f"{what} ({self._direction.value})"
        self._kept.tell(Change(verdict, where, what, why, kind), self._use)


def looks(contract: Contract, node: Node) -> Looks:
    """Return what two members, or the schemas of two parameters, have in common whose names alone differ."""
    return Looks(shape(contract, node), text(contract.resolve(node).get("description")))


def shape(contract: Contract, node: Node, depth: int = 3) -> str:
    """Return a schema as a text that is equal for equal meanings, down to a depth."""
    if depth == 0:
        return component(node) or "..."
    parts: list[str] = []
    for one in contract.alternatives(node):
        kept = {key: value for key, value in one.node.items() if key in COMPARED and key != "default"}
        inner = [f"{name}:{shape(contract, mapping(member), depth - 1)}" for name, member in _inner(one.node)]
        parts.append(f"{one.kind}{sorted(map(str, kept.items()))}{sorted(inner)}")
    return "|".join(sorted(parts))


def _inner(node: Node) -> Iterator[tuple[str, object]]:
    yield from mapping(node.get("properties")).items()
    if "items" in node:
        yield "[]", node["items"]
    if isinstance(node.get("additionalProperties"), dict):
        yield "*", node["additionalProperties"]


def presence(direction: Direction, *, required: tuple[bool, bool], null: tuple[bool, bool]) -> Iterator[Difference]:
    """Compare whether a member has to be there and whether it may be null; each pair is before and now."""
    if direction is Direction.REQUEST:
        if required == (False, True):
            yield Difference(Verdict.BREAKING, "is required now", "calls without it fail")
        if required == (True, False):
            yield Difference(Verdict.COMPATIBLE, "may be left out now", "calls that give it go on as before", "fixed")
        if null[0] != null[1]:
            yield (wider if null[1] else narrower)(direction, "may be null now" if null[1] else "is never null now")
        return
    # What may be missing reads as None, so both make the same type.
    was_none, is_none = null[0] or not required[0], null[1] or not required[1]
    what = {
        (True, False): "may be missing now",
        (False, True): "is always there now",
    }.get(required, "may be null now" if null[1] else "is never null now")
    if (was_none, is_none) == (False, True):
        why = "its type becomes `X | None`: code that reads it has to expect None"
        yield Difference(Verdict.BREAKING, what, why)
    elif (was_none, is_none) == (True, False):
        yield Difference(Verdict.COMPATIBLE, what, "None goes from its type: code that expects it still works", "fixed")
    elif required[0] != required[1] or null[0] != null[1]:
        yield Difference(Verdict.COMPATIBLE, what, "its type had None already")


def secrecy(old: Node, new: Node) -> Iterator[Difference]:
    """Compare whether a value is kept out of what is printed."""
    if bool(old.get("x-secret")) and not new.get("x-secret"):
        yield Difference(Verdict.RISKY, "is no secret any more", "it shows in addresses, logs and reprs now")
    elif not old.get("x-secret") and bool(new.get("x-secret")):
        yield Difference(Verdict.COMPATIBLE, "is a secret now", "it no longer shows in addresses, logs and reprs")


def added(direction: Direction, *, required: bool) -> Difference:
    """Tell of a member or parameter that came."""
    if direction is Direction.REQUEST and required:
        return Difference(Verdict.BREAKING, "added, required", "calls that do not give it fail", "added")
    if direction is Direction.REQUEST:
        return Difference(Verdict.COMPATIBLE, "added, optional", "calls without it go on as before", "added")
    return Difference(Verdict.COMPATIBLE, "added", "code that does not know it goes on as before", "added")


def removed(direction: Direction) -> Difference:
    """Tell of a member or parameter that went."""
    if direction is Direction.REQUEST:
        return Difference(Verdict.BREAKING, "removed", "calls that give it fail with a TypeError", "removed")
    return Difference(Verdict.BREAKING, "removed", "code that reads it no longer passes a type checker", "removed")


def renaming(direction: Direction, was: str, now: str, *, typed: bool = True) -> Difference:
    """Tell of a member or parameter that has another name, and the same one in Python perhaps."""
    what = f"renamed: `{was}` -> `{now}`"
    if python_name(was) == python_name(now):
        name = python_name(now)
        return Difference(Verdict.RISKY, what, f"still `{name}` in Python, but mocks and recordings hold the old name")
    if direction is Direction.REQUEST:
        return Difference(Verdict.BREAKING, what, "calls with the old name fail with a TypeError")
    why = "code that reads the old name no longer works" if typed else "only who reads the raw body sees it"
    return Difference(Verdict.BREAKING, what, why)


def _has_null(alternatives: Iterable[Alternative]) -> bool:
    return any(one.kind == "null" for one in alternatives)


def _covers(kinds: set[str], kind: str) -> bool:
    return kind in kinds or "any" in kinds or (kind == "integer" and "number" in kinds)


def _joined(kinds: set[str]) -> str:
    return " or ".join(sorted(kinds)) or "null"


def _yes(flag: bool, word: str = "allowed") -> str:
    return word if flag else f"not {word}"
