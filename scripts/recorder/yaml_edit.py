"""Edits YAML as text: what changes is written anew, every other line stays with its comments and layout."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from spec_lint.values import mapping, sequence

if TYPE_CHECKING:
    from spec_lint.values import Node

WIDTH = 120
CONTEXT = 3
_PLAIN = re.compile(r"[A-Za-z_/$][A-Za-z0-9_./,@ '()+;`-]*[A-Za-z0-9_.)`]|[A-Za-z_]")
_INDENT = 2


Change = tuple[int, int, list[str]]
"""Lines from one index up to another, counted from 0, and what stands there instead."""


def changes_of(source: str, new: Node) -> list[Change]:
    """Give the changes after which a text reads as `new`, in order, as few lines as possible.

    Args:
        source: A YAML document whose top is a mapping in block style.
        new: What it has to mean, as plain values. Members of a mapping keep their order; new ones come where they are.
    """
    reader: Any = YAML(typ="rt")
    lines = source.splitlines()
    changes: list[Change] = []
    _mapping(reader.load(source), new, lines, len(lines), changes)
    # What is put in at one place stays in the order in which it was found: what is deeper comes first.
    merged: dict[tuple[int, int], list[str]] = {}
    for start, end, replacement in changes:
        merged.setdefault((start, end), []).extend(replacement)
    return [_tightened(lines, start, end, replacement) for (start, end), replacement in sorted(merged.items())]


def _tightened(lines: list[str], start: int, end: int, replacement: list[str]) -> Change:
    """Leave out the lines at both ends that stay as they are."""
    while start < end and replacement and lines[start] == replacement[0]:
        start, replacement = start + 1, replacement[1:]
    while start < end and replacement and lines[end - 1] == replacement[-1]:
        end, replacement = end - 1, replacement[:-1]
    return start, end, replacement


def applied(source: str, changes: list[Change]) -> str:
    """Give a text after its changes."""
    lines = source.splitlines()
    for start, end, replacement in reversed(changes):
        lines[start:end] = replacement
    return "\n".join(lines) + "\n"


def patch_of(source: str, changes: list[Change], name: str) -> str:
    """Give changes as a patch that `git apply` takes; empty where nothing changes.

    Args:
        source: The text as it stands.
        changes: What changes, in order.
        name: Path of the file within its repository.
    """
    lines = source.splitlines()
    hunks: list[list[Change]] = []
    for change in changes:
        if hunks and change[0] - hunks[-1][-1][1] <= 2 * CONTEXT:
            hunks[-1].append(change)
        else:
            hunks.append([change])
    out: list[str] = []
    shift = 0
    for hunk in hunks:
        first, last = max(hunk[0][0] - CONTEXT, 0), min(hunk[-1][1] + CONTEXT, len(lines))
        body: list[str] = []
        at = first
        for start, end, replacement in hunk:
            body += [f" {line}" for line in lines[at:start]]
            body += [f"-{line}" for line in lines[start:end]] + [f"+{line}" for line in replacement]
            at = end
        body += [f" {line}" for line in lines[at:last]]
        grown = sum(len(replacement) - (end - start) for start, end, replacement in hunk)
        out.append(f"@@ -{first + 1},{last - first} +{first + 1 + shift},{last - first + grown} @@")
        out += body
        shift += grown
    return "".join(f"{line}\n" for line in [f"--- a/{name}", f"+++ b/{name}", *out]) if out else ""


def _plain(node: Any) -> object:
    if isinstance(node, dict):
        return {str(key): _plain(value) for key, value in node.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if isinstance(node, list):
        return [_plain(item) for item in node]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(node, bool) or node is None:
        return node
    for kind in (str, int, float):
        if isinstance(node, kind):
            return kind(node)
    return str(node)


def _same(first: object, second: object) -> bool:
    return json.dumps(first, default=str) == json.dumps(second, default=str)


def _trimmed(lines: list[str], start: int, end: int) -> int:
    """Give the end of a chunk without the blank lines and comments before what follows."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _mapping(old: CommentedMap, new: Node, lines: list[str], end: int, changes: list[Change]) -> None:
    positions: Any = old.lc.data
    keys = list(old)
    starts = [positions[key][0] for key in keys]
    column = positions[keys[0]][1]
    ends = [_trimmed(lines, start, stop) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    place = dict(zip(map(str, keys), zip(starts, ends, strict=True), strict=True))
    originals = dict(zip(map(str, keys), keys, strict=True))
    for name, (start, stop) in place.items():
        value: Any = old[originals[name]]
        if name not in new:
            changes.append((start, stop, []))
        elif not _same(_plain(value), new[name]):
            _member(value, name, new[name], (start, stop, column), lines, changes)
    before: str | None = None
    for name, value in new.items():
        if name in place:
            before = name
            continue
        after = place[before][1] if before in place else starts[0]
        blank = _spaced(lines, place, before)
        changes.append((after, after, [*([""] if blank else []), *member_lines(name, value, column)]))


def _spaced(lines: list[str], place: dict[str, tuple[int, int]], before: str | None) -> bool:
    """Tell whether blank lines stand between the members, as between components."""
    start = place[before][0] if before in place else 0
    return len(place) > 1 and start > 0 and not lines[start - 1].strip()


def _member(
    value: Any, name: str, new: object, span: tuple[int, int, int], lines: list[str], changes: list[Change]
) -> None:
    start, stop, column = span
    is_block = isinstance(value, CommentedMap | CommentedSeq) and value.fa.flow_style() is not True and len(value) > 0
    if is_block and isinstance(value, CommentedMap) and isinstance(new, dict) and new:
        _mapping(value, mapping(new), lines, stop, changes)  # pyright: ignore[reportUnknownArgumentType]
        return
    if is_block and isinstance(value, CommentedSeq) and isinstance(new, list):
        _sequence(value, sequence(new), (start, stop, column), name, lines, changes)  # pyright: ignore[reportUnknownArgumentType]
        return
    changes.append((start, stop, member_lines(name, new, column, flow=isinstance(value, CommentedMap | CommentedSeq))))


def _sequence(
    value: CommentedSeq,
    new: list[object],
    span: tuple[int, int, int],
    name: str,
    lines: list[str],
    changes: list[Change],
) -> None:
    start, stop, column = span
    old: list[object] = sequence(_plain(value))
    positions: Any = value.lc.data
    rows = [positions[index][0] for index in range(len(old))]
    dash = lines[rows[0]].index("-")
    ends = [_trimmed(lines, first, last) for first, last in zip(rows, [*rows[1:], stop], strict=True)]
    if len(new) >= len(old):
        for index, item in enumerate(old):
            if not _same(item, new[index]):
                changes.append((rows[index], ends[index], item_lines(new[index], dash)))
        added = [line for item in new[len(old) :] for line in item_lines(item, dash)]
        if added:
            changes.append((ends[-1], ends[-1], added))
        return
    kept = [index for index, item in enumerate(old) if any(_same(item, each) for each in new)]
    if [old[index] for index in kept] == new:
        changes.extend((rows[index], ends[index], []) for index in range(len(old)) if index not in kept)
    else:
        changes.append((start, stop, member_lines(name, new, column)))


def member_lines(name: str, value: object, column: int, *, flow: bool = False) -> list[str]:
    """Write one member of a mapping in block style, starting in a column."""
    head = f"{' ' * column}{_scalar(name)}:"
    if isinstance(value, dict | list):
        short = f"{head} {_flow(value)}"  # pyright: ignore[reportUnknownArgumentType]
        if not value or ((flow or _is_short(value)) and len(short) <= WIDTH and not _has_long(value)):
            return [short]
        return [head, *_block(value, column + _INDENT)]  # pyright: ignore[reportUnknownArgumentType]
    return _wrapped(head, value, column)


def _wrapped(head: str, value: object, column: int) -> list[str]:
    line = f"{head} {_scalar(value)}"
    if len(line) <= WIDTH or not isinstance(value, str):
        return [line]
    lines, words = [f"{head} |"], value.split()
    current = " " * (column + _INDENT)
    for word in words:
        if len(current) + len(word) > WIDTH and current.strip():
            lines.append(current.rstrip())
            current = " " * (column + _INDENT)
        current += f"{word} "
    return [*lines, current.rstrip()]


def _block(value: object, column: int) -> list[str]:
    if isinstance(value, dict):
        return [line for name, member in mapping(value).items() for line in member_lines(name, member, column)]  # pyright: ignore[reportUnknownArgumentType]
    return [line for item in sequence(value) for line in item_lines(item, column)]


def item_lines(value: object, column: int) -> list[str]:
    """Write one item of a list in block style, its dash in a column."""
    dash = " " * column + "- "
    if isinstance(value, dict) and value and not (_is_short(value) and "$ref" not in value and len(value) > 1):
        inner = _block(value, column + _INDENT)  # pyright: ignore[reportUnknownArgumentType]
        return [dash + inner[0].lstrip(), *inner[1:]]
    if isinstance(value, dict | list):
        return [dash + _flow(value)]  # pyright: ignore[reportUnknownArgumentType]
    return [dash + _scalar(value)]


def _is_short(value: object) -> bool:
    """Tell whether a value is written in a line: a reference or a type alone, or a list of plain values."""
    if isinstance(value, dict):
        return (
            len(value) == 1 and bool({"$ref", "type"} & set(value)) and not isinstance(next(iter(value.values())), dict)
        )  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    return all(not isinstance(item, dict | list) for item in sequence(value))


def _has_long(value: object) -> bool:
    return bool({"x-evidence", "anyOf", "properties"} & set(mapping(value)))


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(name)}: {_flow(member)}" for name, member in mapping(value).items()) + "}"  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in sequence(value)) + "]"  # pyright: ignore[reportUnknownArgumentType]
    shown = _scalar(value)
    return (
        json.dumps(value)
        if isinstance(value, str) and not shown.startswith('"') and set(shown) & set(",[]{}")
        else shown
    )


def _scalar(value: object) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    reader: Any = YAML(typ="safe", pure=True)
    if _PLAIN.fullmatch(value) and ": " not in value and " #" not in value and reader.load(value) == value:
        return value
    return json.dumps(value)
