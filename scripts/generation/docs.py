"""Docstrings of the generated methods: meaning, bounds, errors and the evidence, from the spec alone."""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .arguments import Argument
    from .spec import Node, Spec, SpecOperation

WIDTH = 108
_ERRORS: Mapping[str, str] = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "405": "MethodNotAllowedError",
    "409": "ConflictError",
    "429": "RateLimitError",
}


def error_class(status: str) -> str:
    """Return the name of the error that a documented status raises."""
    return _ERRORS.get(status, "InternalServerError" if status.startswith("5") else "APIStatusError")


def escaped(text: str) -> str:
    """Make a text safe to stand between triple quotes, wherever it starts and ends."""
    printable = "".join(char for char in text if char == "\n" or unicodedata.category(char) != "Cc")
    return re.sub(r'"(?="|\Z)', r"\"", printable.replace("\\", "\\\\"))


def one_line(text: str) -> str:
    """Join a text of the spec to one line."""
    return " ".join(text.split())


def sentence(text: str) -> str:
    """Join a text of the spec to one line that ends like a sentence."""
    text = one_line(text)
    return text if text.endswith((".", "!", "?")) else text + "."


def _wrapped(text: str, first: str = "", others: str | None = None) -> list[str]:
    others = first if others is None else others
    # Addresses and names stay whole, so that they can be searched for.
    return textwrap.wrap(
        one_line(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _range(schema: Node, low: str, high: str, unit: str = "") -> list[str]:
    least, most = schema.get(low), schema.get(high)
    if least is not None and most is not None:
        return [f"from {least} to {most}{unit}"]
    if least is not None:
        return [f"at least {least}{unit}"]
    return [] if most is None else [f"at most {most}{unit}"]


def _bounds(schema: Node) -> str:
    parts = _range(schema, "minimum", "maximum")
    if schema.get("minLength") == 1 and "maxLength" not in schema:
        parts.append("not empty")
    else:
        parts += _range(schema, "minLength", "maxLength", " characters")
    if "pattern" in schema:
        parts.append(f"matches `{schema['pattern']}`")
    if "default" in schema:
        default = schema["default"]
        shown = default if isinstance(default, str) else json.dumps(default)
        parts.append(f"the service takes {shown} by default")
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "." if text else ""


def _members(members: Mapping[str, bool]) -> str:
    listed = [f"`{name}`{' (required)' if required else ''}" for name, required in members.items()]
    return f"Members: {', '.join(listed)}." if listed else ""


def _argument(argument: Argument) -> list[str]:
    # No part of a path is ever empty; saying so would be noise.
    bounds = {key: value for key, value in argument.schema.items() if (argument.place, key) != ("path", "minLength")}
    text = " ".join(filter(None, (sentence(argument.description), _bounds(bounds), _members(argument.members))))
    return _wrapped(f"{argument.name}: {text}", "    ", "        ")


def _evidence(operation: SpecOperation) -> str:
    entries = [f"{entry['kind']} ({one_line(entry['source'])})" for entry in operation.node["x-evidence"]]
    return f"Evidence: {'; '.join(entries)}."


def raised_errors(spec: Spec, operation: SpecOperation) -> list[str]:
    """Return the errors that the documented answers become: by status, or as ``x-raises`` says where that misleads."""
    answers = {str(status): spec.resolve(answer) for status, answer in operation.node["responses"].items()}
    names = (
        name
        for status, answer in answers.items()
        if not status.startswith("2")
        for name in answer.get("x-raises", [error_class(status)])
    )
    return list(dict.fromkeys(names))


def docstring(
    operation: SpecOperation,
    arguments: Sequence[Argument],
    raised: Sequence[str],
    tables: Sequence[str],
    methods: Mapping[str, str],
) -> list[str]:
    """Return the lines of a method's docstring, safe to stand between triple quotes.

    Args:
        operation: The operation.
        arguments: Arguments of the method.
        raised: Errors that the documented answers become.
        tables: Name tables that a caller needs for it.
        methods: What texts of the spec call operations, and what callers call them.
    """
    lines = [sentence(operation.node["summary"]), ""]
    if "description" in operation.node:
        lines += [*_wrapped(operation.node["description"]), ""]
    for table in tables:
        lines += [f"``models.{table}.key_of(name)`` gives the key that a request takes for a name of an answer.", ""]
    if arguments:
        lines.append("Args:")
        for argument in arguments:
            lines += _argument(argument)
        lines.append("")
    errors = f"{', '.join(raised)}; APIConnectionError; ValueError or TypeError before sending."
    lines += ["Raises:", *_wrapped(errors, "    "), ""]
    if "x-permissions" in operation.node:
        lines.append(f"Permission: {', '.join(operation.node['x-permissions'])}.")
    lines += _wrapped(_evidence(operation))
    renamed = {f"`{one.wire}`": f"`{one.name}`" for one in arguments if one.name != one.wire} | dict(methods)
    return escaped(_replaced("\n".join(lines), renamed)).split("\n")


def _replaced(text: str, names: Mapping[str, str]) -> str:
    for wire, python in names.items():
        text = text.replace(wire, python)
    return text
