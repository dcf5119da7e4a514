"""Reads values whose shape is not known yet, and the spellings that names keep."""

from __future__ import annotations

import keyword
import re
from typing import TypeAlias, cast

Pointer: TypeAlias = tuple[str | int, ...]
Node: TypeAlias = dict[str, object]
# Where, what is wrong, what to do about it.
Issue: TypeAlias = tuple[Pointer, str, str]

PASCAL_CASE = re.compile(r"(?:[A-Z][a-z0-9]+)+")
SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*_?")
KEBAB_CASE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
CAPITALS = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
VERSION = re.compile(r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?")


def mapping(value: object) -> Node:
    """Give `value` when it is a mapping, an empty one otherwise."""
    return cast("Node", value) if isinstance(value, dict) else {}


def sequence(value: object) -> list[object]:
    """Give `value` when it is a list, an empty one otherwise."""
    return cast("list[object]", value) if isinstance(value, list) else []


def text(value: object) -> str:
    """Give `value` when it is a string, an empty one otherwise."""
    return value if isinstance(value, str) else ""


def is_identifier(name: str) -> bool:
    """Tell whether `name` can name a method, argument or module as it stands."""
    return bool(SNAKE_CASE.fullmatch(name)) and not keyword.iskeyword(name)
