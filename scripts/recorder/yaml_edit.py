"""Edits YAML as text: what changes is written anew, every other line stays with its comments and layout."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from spec_lint.values import mapping, sequence

from .json_values import is_list, is_node

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
    _mapping(_written(reader.load(source), 0, 0), new, lines, len(lines), changes)
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


@dataclass(frozen=True)
class _Written:
    """A node as it is written.

    Attributes:
        value: What it means, as plain values.
        line: Where it starts, or its key does.
        column: Column of its key, or of its dash.
        block: Whether it has members or items, each on lines of its own.
    """

    value: object
    line: int
    column: int
    block: bool = False
    members: dict[str, _Written] = field(default_factory=dict[str, "_Written"])
    items: list[_Written] = field(default_factory=list["_Written"])


def _written(node: Any, line: int, column: int) -> _Written:
    if isinstance(node, CommentedMap):
        parts: Any = node
        members = {str(key): _written(parts[key], *parts.lc.data[key][:2]) for key in parts}
        value: Node = {name: member.value for name, member in members.items()}
        return _Written(value, line, column, bool(members) and parts.fa.flow_style() is not True, members)
    if isinstance(node, CommentedSeq):
        rows: Any = node
        items = [_written(rows[index], *rows.lc.data[index][:2]) for index in range(len(rows))]
        block = bool(items) and rows.fa.flow_style() is not True
        return _Written([item.value for item in items], line, column, block, {}, items)
    if node is None or isinstance(node, bool):
        return _Written(node, line, column)
    # ruamel.yaml has subclasses of its own that remember how a scalar was written.
    plain = next((kind(node) for kind in (str, int, float) if isinstance(node, kind)), str(node))
    return _Written(plain, line, column)


def _same(first: object, second: object) -> bool:
    return json.dumps(first) == json.dumps(second)


def _trimmed(lines: list[str], start: int, end: int) -> int:
    """Give the end of a chunk without the blank lines and comments before what follows."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end


def _ends(lines: list[str], parts: list[_Written], end: int) -> list[int]:
    """Give where each of the parts of a node ends that ends itself at a line."""
    stops = [*(part.line for part in parts[1:]), end]
    return [_trimmed(lines, part.line, stop) for part, stop in zip(parts, stops, strict=True)]


def _mapping(old: _Written, new: Node, lines: list[str], end: int, changes: list[Change]) -> None:
    first = next(iter(old.members.values()))
    ends = dict(zip(old.members, _ends(lines, list(old.members.values()), end), strict=True))
    for name, member in old.members.items():
        if name not in new:
            changes.append((member.line, ends[name], []))
        elif not _same(member.value, new[name]):
            _member(member, name, new[name], ends[name], lines, changes)
    before: str | None = None
    for name, value in new.items():
        if name in old.members:
            before = name
            continue
        after = first.line if before is None else ends[before]
        blank = [""] * _spaced(old, before, lines)
        changes.append((after, after, [*blank, *member_lines(name, value, first.column)]))


def _spaced(old: _Written, before: str | None, lines: list[str]) -> bool:
    """Tell whether blank lines stand between the members, as between components."""
    start = old.members[before].line if before is not None else 0
    return len(old.members) > 1 and start > 0 and not lines[start - 1].strip()


def _member(old: _Written, name: str, new: object, end: int, lines: list[str], changes: list[Change]) -> None:
    if old.block and old.members and is_node(new) and new:
        _mapping(old, new, lines, end, changes)
    elif not (old.block and old.items and is_list(new) and _sequence(old, new, lines, end, changes)):
        flow = bool(old.members or old.items) and not old.block
        changes.append((old.line, end, member_lines(name, new, old.column, flow=flow)))


def _sequence(old: _Written, new: list[object], lines: list[str], end: int, changes: list[Change]) -> bool:
    """Change the items of a list one by one; or tell that it has to be written anew."""
    ends = _ends(lines, old.items, end)
    dash = lines[old.items[0].line].index("-")
    if len(new) >= len(old.items):
        for item, stop, value in zip(old.items, ends, new, strict=False):
            if not _same(item.value, value):
                changes.append((item.line, stop, item_lines(value, dash)))
        added = [line for value in new[len(old.items) :] for line in item_lines(value, dash)]
        changes.extend([(ends[-1], ends[-1], added)] if added else [])
        return True
    kept = [any(_same(item.value, value) for value in new) for item in old.items]
    if [item.value for item, stays in zip(old.items, kept, strict=True) if stays] != new:
        return False
    changes.extend((item.line, stop, []) for item, stop, stays in zip(old.items, ends, kept, strict=True) if not stays)
    return True


def member_lines(name: str, value: object, column: int, *, flow: bool = False) -> list[str]:
    """Write one member of a mapping, starting in a column; in flow style if it was so and fits a line."""
    head = f"{' ' * column}{_scalar(name)}:"
    if is_node(value) or is_list(value):
        short = f"{head} {_flow(value)}"
        if not value or ((flow or _is_short(value)) and len(short) <= WIDTH and not _is_rich(value)):
            return [short]
        return [head, *_block(value, column + _INDENT)]
    return [f"{head} {_scalar(value)}"]


def _block(value: object, column: int) -> list[str]:
    if is_node(value):
        return [line for name, member in value.items() for line in member_lines(name, member, column)]
    return [line for item in sequence(value) for line in item_lines(item, column)]


def item_lines(value: object, column: int) -> list[str]:
    """Write one item of a list in block style, its dash in a column."""
    dash = " " * column + "- "
    if is_node(value) and value:
        inner = _block(value, column + _INDENT)
        return [dash + inner[0].lstrip(), *inner[1:]]
    return [dash + _flow(value)]


def _is_short(value: object) -> bool:
    """Tell whether a value is written in a line: a reference or a type alone, or a list of plain values."""
    if is_node(value):
        return len(value) == 1 and ("$ref" in value or "type" in value)
    return not any(is_node(item) or is_list(item) for item in sequence(value))


def _is_rich(value: object) -> bool:
    return bool({"x-evidence", "anyOf", "properties"} & set(mapping(value)))


def _flow(value: object) -> str:
    if is_node(value):
        return "{" + ", ".join(f"{_scalar(name)}: {_flow(member)}" for name, member in value.items()) + "}"
    if is_list(value):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    shown = _scalar(value)
    return json.dumps(value) if not shown.startswith('"') and set(shown) & set(",[]{}") else shown


def _scalar(value: object) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    reader: Any = YAML(typ="safe", pure=True)
    if _PLAIN.fullmatch(value) and ": " not in value and " #" not in value and reader.load(value) == value:
        return value
    return json.dumps(value)
