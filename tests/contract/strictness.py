"""Validation that a spec cannot pass by saying little: closed schemas, formats checked."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.contract.documents import Node, as_list, as_node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.exceptions import ValidationError

    from tests.contract.documents import Spec

_URN = "urn:spec"
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")

FORMATS = FormatChecker(formats=())


def is_timestamp(value: object) -> bool:
    """Tell whether text is an RFC 3339 timestamp, zone included."""
    if not isinstance(value, str):
        return True
    if not _TIMESTAMP.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_uri(value: object) -> bool:
    """Tell whether text is an absolute address."""
    if not isinstance(value, str):
        return True
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(parts.scheme and parts.netloc) and not re.search(r"[\s<>\"{}|\\^`]", value)


# As functions they can be tried by themselves; the checker's own decorator would swallow their types.
FORMATS.checks("date-time")(is_timestamp)
FORMATS.checks("uri")(is_uri)


def closed(value: Any) -> Any:
    """Return a copy of a schema, or of anything that holds schemas, that takes unknown members only where it says so.

    An object of which nothing is said is an empty one.

    Raises:
        ValueError: Objects are composed with allOf, whose parts cannot be closed one by one.
    """
    items = as_list(value)
    if items is not None:
        return [closed(item) for item in items]
    node = as_node(value)
    if node is None:
        return value
    if isinstance(node.get("allOf"), list):
        raise ValueError("allOf: teach tests/contract/strictness.py to close composed objects")
    copy: Node = {key: closed(item) for key, item in node.items()}
    if node.get("type") == "object":
        copy.setdefault("additionalProperties", False)
    return copy


@lru_cache(maxsize=8)
def _registry(spec: Spec) -> Any:
    document = {"components": {"schemas": closed(spec.schemas)}}
    return Registry[Any]().with_resource(_URN, DRAFT202012.create_resource(document))


def schema_faults(spec: Spec, schema: Node, value: object, where: str) -> list[str]:
    """Return what is wrong with a value, unknown members and formats included."""
    located = _absolute(closed(schema))
    validator: Any = Draft202012Validator(located, registry=_registry(spec), format_checker=FORMATS)
    errors: list[ValidationError] = sorted(validator.iter_errors(value), key=lambda error: error.json_path)
    return [f"{where}{path}: {message}" for error in errors for path, message in _leaves(error)]


def _absolute(value: Any) -> Any:
    items = as_list(value)
    if items is not None:
        return [_absolute(item) for item in items]
    node = as_node(value)
    if node is None:
        return value
    return {key: f"{_URN}{item}" if key == "$ref" else _absolute(item) for key, item in node.items()}


def _leaves(error: ValidationError) -> Iterator[tuple[str, str]]:
    # Of the branches of anyOf, those that are about another type say nothing about what is wrong.
    fitting = [each for each in error.context or () if each.validator != "type" or each.path]
    if not fitting:
        yield (
            "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path),
            error.message,
        )
    for each in fitting:
        yield from _leaves(each)
