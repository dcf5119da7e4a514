"""Compares what values are allowed: enums, formats, bounds, defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec_lint.values import Node, sequence, text

from .changes import Verdict
from .directions import Difference, Direction, narrower, wider

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .contract import Alternative, Values

# Formats that are said, but are text all the same; each other one is a type of its own in Python.
_TEXT_FORMATS = frozenset(["", "uri", "password"])

# By keyword, whether a larger number allows more.
_BOUNDS: Mapping[str, bool] = {
    "minimum": False,
    "exclusiveMinimum": False,
    "minLength": False,
    "minItems": False,
    "minProperties": False,
    "maximum": True,
    "exclusiveMaximum": True,
    "maxLength": True,
    "maxItems": True,
    "maxProperties": True,
}
_RESTRICTIONS = ("pattern", "multipleOf", "uniqueItems", "not")

COMPARED = frozenset(["enum", "const", "format", "default", "x-recommended-maximum", *_BOUNDS, *_RESTRICTIONS])
"""Keywords that are compared here."""


def values(old: Sequence[Alternative], new: Sequence[Alternative], direction: Direction) -> Iterator[Difference]:
    """Compare the alternatives of one type, such as all that are strings: known values, formats, bounds."""
    yield from _known_values(old, new, direction)
    formats = [sorted({_format(one) for one in side}) for side in (old, new)]
    if formats[0] != formats[1]:
        before, after = (" or ".join(name or "plain text" for name in names) for names in formats)
        yield Difference(Verdict.BREAKING, f"format: {before} -> {after}", "it has another type in Python")
    yield from _bounds(_only(old), _only(new), direction)
    yield from _default(_only(old), _only(new))


def _only(side: Sequence[Alternative]) -> Node:
    """Return the keywords of the widest alternative: one without an enum, if there is."""
    return next((one.node for one in side if "enum" not in one.node), side[0].node)


def _format(one: Alternative) -> str:
    name = text(one.node.get("format"))
    return "" if one.kind != "string" or name in _TEXT_FORMATS else name


def _known(side: Sequence[Alternative]) -> tuple[Values, bool, bool]:
    """Return the values that are listed, whether any are, and whether others are allowed too."""
    listed = [[*sequence(one.node.get("enum")), *_const(one.node)] for one in side]
    found = frozenset(value for side_values in listed for value in side_values)
    return found, bool(found), not all(listed)


def _const(node: Node) -> list[object]:
    return [node["const"]] if "const" in node else []


def _known_values(old: Sequence[Alternative], new: Sequence[Alternative], direction: Direction) -> Iterator[Difference]:
    (before, was_listed, was_open), (after, is_listed, is_open) = _known(old), _known(new)
    if was_listed and was_open and not is_open:
        yield narrower(direction, "the list of values is closed: others are refused")
    elif was_listed and not was_open and is_open:
        yield wider(direction, "the list of values is open: others are taken too")
    elif not was_listed and is_listed and not is_open:
        yield narrower(direction, f"only listed values are left: {_shown(after)}")
    elif was_listed != is_listed and (was_open or is_open):
        why = "any text was taken, and still is"
        what = "known values are listed now" if is_listed else "known values are no longer listed"
        yield Difference(Verdict.COMPATIBLE, what, why)
    if not (was_listed and is_listed):
        return
    if gone := before - after:
        yield _gone(_shown(gone), direction, is_open=is_open, was_open=was_open)
    if came := after - before:
        yield _came(_shown(came), direction, is_open=is_open, was_open=was_open)


def _gone(shown: str, direction: Direction, *, is_open: bool, was_open: bool) -> Difference:
    what = f"value removed: {shown}"
    match direction, is_open:
        case Direction.REQUEST, False:
            return Difference(Verdict.BREAKING, what, "calls that send it are refused now", "removed")
        case Direction.REQUEST, True:
            why = "it is still typed as text and sent, but the service is no longer known to take it"
            return Difference(Verdict.RISKY, what, why, "removed")
        case _ if is_open and was_open:
            why = "an answer with it still decodes, as text: the list is open"
            return Difference(Verdict.COMPATIBLE, what, why, "removed")
        case _:
            why = "code that compares with it is dead, and an answer that still holds it is refused"
            return Difference(Verdict.RISKY, what, why, "removed")


def _came(shown: str, direction: Direction, *, is_open: bool, was_open: bool) -> Difference:
    what = f"value added: {shown}"
    if direction is Direction.REQUEST:
        return Difference(Verdict.COMPATIBLE, what, "one more choice", "added")
    if is_open and was_open:
        why = "the list is open: code has to expect values that it does not know"
        return Difference(Verdict.COMPATIBLE, what, why, "added")
    why = "the list is closed: a match that was exhaustive is not any more"
    return Difference(Verdict.RISKY, what, why, "added")


def _shown(found: Values) -> str:
    return ", ".join(sorted(map(repr, found)))


def _bounds(old: Node, new: Node, direction: Direction) -> Iterator[Difference]:
    before, after = _whole(old), _whole(new)
    for key, upper in _BOUNDS.items():
        was, now = _number(before, key), _number(after, key)
        if was == now:
            continue
        looser = now is None or (was is not None and (now > was) == upper)
        yield _bound(direction, f"{key}: {_said(was)} -> {_said(now)}", looser=looser)
    for key in _RESTRICTIONS:
        rules = old.get(key), new.get(key)
        if rules[0] != rules[1] and any(rules):
            yield _bound(direction, f"{key}: {_said(rules[0])} -> {_said(rules[1])}", looser=not rules[1])


def _number(node: Node, key: str) -> float | None:
    value = node.get(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _bound(direction: Direction, what: str, *, looser: bool) -> Difference:
    if direction is Direction.ANSWER and looser:
        return Difference(
            Verdict.COMPATIBLE, what, "its type is the same; answers that were refused decode now", "fixed"
        )
    return wider(direction, what) if looser else narrower(direction, what)


def _whole(node: Node) -> Node:
    """Write exclusive bounds of whole numbers as the bounds that they are, so that two spellings are equal."""
    if node.get("type") != "integer":
        return node
    found = dict(node)
    for exclusive, plain, step, tightest in (
        ("exclusiveMinimum", "minimum", 1, max),
        ("exclusiveMaximum", "maximum", -1, min),
    ):
        value, other = _number(node, exclusive), _number(node, plain)
        if value is not None:
            del found[exclusive]
            found[plain] = value + step if other is None else tightest(other, value + step)
    return found


def _default(old: Node, new: Node) -> Iterator[Difference]:
    was, now = old.get("default"), new.get("default")
    if ("default" in old, was) != ("default" in new, now):
        what = f"default: {_said(was)} -> {_said(now)}"
        if "default" in old:
            yield Difference(Verdict.RISKY, what, "who leaves it out gets something else than before")
        else:
            yield Difference(Verdict.COMPATIBLE, what, "what happens without it was not documented before")
    advised, now_advised = _number(old, "x-recommended-maximum"), _number(new, "x-recommended-maximum")
    if advised != now_advised:
        what = f"recommended maximum: {_said(advised)} -> {_said(now_advised)}"
        if now_advised is None or (advised is not None and now_advised > advised):
            yield Difference(Verdict.COMPATIBLE, what, "fewer calls warn", "fixed")
        else:
            yield Difference(
                Verdict.RISKY, what, "calls that were silent warn now, which is an error where warnings are"
            )


def _said(value: object) -> str:
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
