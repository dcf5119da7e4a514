"""What the fake of Klipfolio asks of the members of a body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from .._runtime.fake import ParameterError


@dataclass(frozen=True, slots=True)
class Rule:
    """What the value of a member must be."""

    holds: Callable[[object], bool]
    says: str


Rules: TypeAlias = Mapping[str, Rule]


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_whole(value: object, minimum: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= minimum


def _list_of(rule: Rule, says: str) -> Rule:
    return Rule(lambda value: isinstance(value, list) and all(map(rule.holds, cast("list[object]", value))), says)


NAME = Rule(_is_name, "text that is not blank")
TEXT = Rule(lambda value: isinstance(value, str), "text")
NULLABLE = Rule(lambda value: value is None or isinstance(value, str), "text or null")
FLAG = Rule(lambda value: isinstance(value, bool), "true or false")
LIMIT = Rule(lambda value: _is_whole(value, -1), "a whole number, -1 or higher")
COUNT = Rule(lambda value: _is_whole(value, 0), "a whole number, 0 or higher")
POSITIVE = Rule(lambda value: _is_whole(value, 1), "a whole number, 1 or higher")
OBJECT = Rule(lambda value: isinstance(value, dict), "an object")
NAMES = _list_of(NAME, "a list of texts that are not blank")
ROWS = _list_of(OBJECT, "a list of objects")


def choice(*values: str) -> Rule:
    """One of some texts."""
    return Rule(lambda value: value in values, "one of " + ", ".join(values))


def checked(given: Mapping[str, Any], required: Rules, optional: Rules | None = None) -> dict[str, Any]:
    """The known members of an object; raises `ParameterError` for one that is missing or against its rule."""
    members: dict[str, Any] = {}
    for name, rule in {**required, **(optional or {})}.items():
        if name in given:
            if not rule.holds(given[name]):
                raise ParameterError(f"{name} must be {rule.says}.")
            members[name] = given[name]
        elif name in required:
            raise ParameterError(f"{name} is required.")
    return members
