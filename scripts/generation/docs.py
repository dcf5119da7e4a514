"""Docstrings of the generated methods: meaning, bounds, errors and the evidence, from the spec alone."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    """Make a text safe to stand between triple quotes."""
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def one_line(text: str) -> str:
    """Join a text of the spec to one line."""
    return " ".join(text.split())


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(one_line(text), WIDTH, initial_indent=indent, subsequent_indent=indent)


def _sentence(text: str) -> str:
    text = one_line(text)
    return text if text.endswith((".", "!", "?")) else text + "."


def _bounds(schema: Node) -> str:
    parts: list[str] = []
    if "minimum" in schema and "maximum" in schema:
        parts.append(f"From {schema['minimum']} to {schema['maximum']}")
    elif "minimum" in schema:
        parts.append(f"At least {schema['minimum']}")
    elif "maximum" in schema:
        parts.append(f"At most {schema['maximum']}")
    if "default" in schema:
        parts.append(f"the service takes {schema['default']} by default".lower())
    text = "; ".join(parts)
    return text[:1].upper() + text[1:] + "." if text else ""


def _argument(name: str, node: Node, schema: Node) -> list[str]:
    meaning = _sentence(node.get("description") or schema.get("description", ""))
    text = " ".join(filter(None, (meaning, _bounds(schema))))
    return textwrap.wrap(f"{name}: {text}", WIDTH, initial_indent="    ", subsequent_indent="        ")


def _evidence(operation: SpecOperation) -> str:
    entries = [f"{entry['kind']} ({one_line(entry['source'])})" for entry in operation.node["x-evidence"]]
    return f"Evidence: {'; '.join(entries)}."


def docstring(spec: Spec, operation: SpecOperation, arguments: Mapping[str, Node]) -> list[str]:
    """Return the lines of a method's docstring.

    Args:
        spec: The spec.
        operation: The operation.
        arguments: Python names of its parameters and body members, with their nodes.
    """
    lines = [_sentence(operation.node["summary"]), ""]
    if "description" in operation.node:
        lines += [*_wrapped(operation.node["description"]), ""]
    if arguments:
        lines.append("Args:")
        for name, node in arguments.items():
            lines += _argument(name, node, spec.resolve(node.get("schema", node)))
        lines.append("")
    statuses = [str(status) for status in operation.node["responses"] if not str(status).startswith("2")]
    raised = dict.fromkeys(error_class(status) for status in statuses)
    lines += ["Raises:", *_wrapped(f"{', '.join(raised)}; APIConnectionError; ValueError before sending.", "    "), ""]
    lines += _wrapped(_evidence(operation))
    renamed = {f"`{node['name']}`": f"`{name}`" for name, node in arguments.items() if node.get("name", name) != name}
    return [escaped(_replaced(line, renamed)) for line in lines]


def _replaced(text: str, names: Mapping[str, str]) -> str:
    for wire, python in names.items():
        text = text.replace(wire, python)
    return text
