"""Rules about our own extensions: evidence, and what is misspelt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .values import is_identifier, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .document import Spec
    from .values import Issue, Node, Pointer

EVIDENCE_KINDS = ("recorded", "documented", "client", "inferred")
EXTENSIONS = (
    "x-package",
    "x-credential",
    "x-evidence",
    "x-paging",
    "x-idempotent",
    "x-secret",
    "x-boolean-spelling",
    "x-recommended-maximum",
    "x-raises",
    "x-envelope",
    "x-rate-limit",
    "x-result",
    "x-permissions",
    "x-argument",
    "x-location",
    "x-names",
)

ERRORS = (
    "APIStatusError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "InternalServerError",
    "MethodNotAllowedError",
    "NotFoundError",
    "PermissionDeniedError",
    "RateLimitError",
)


def evidence(spec: Spec) -> Iterator[Issue]:
    """Every operation says how it is known, and every `x-evidence` is well-formed."""
    for operation in spec.operations:
        if "x-evidence" not in operation.node:
            yield (operation.pointer, "has no x-evidence", "say how we know it and where from")
    for pointer, node in spec.walk():
        if "x-evidence" not in node:
            continue
        inner = (*pointer, "x-evidence")
        entries = sequence(node["x-evidence"])
        if not entries:
            yield (inner, "x-evidence is no list of entries", "list `kind` and `source`, the main one first")
        for index, entry in enumerate(entries):
            place = (*inner, index)
            if mapping(entry).get("kind") not in EVIDENCE_KINDS:
                yield (place, "the `kind` of an x-evidence entry is unknown", f"use one of {', '.join(EVIDENCE_KINDS)}")
            if not text(mapping(entry).get("source")).strip():
                yield (place, "an x-evidence entry has no `source`", "name the document and the section")
            if not isinstance(mapping(entry).get("note", ""), str):
                yield (place, "the `note` of an x-evidence entry is no text", "write one sentence")
            yield from unknown_members(spec, place, {"kind", "source", "note"})


def _is_names(value: object) -> bool:
    return bool(sequence(value)) and all(text(name).strip() for name in sequence(value))


def _is_errors(value: object) -> bool:
    return bool(sequence(value)) and all(name in ERRORS for name in sequence(value))


def _is_table(value: object) -> bool:
    return bool(mapping(value)) and all(text(name).strip() for name in mapping(value).values())


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _is_name(value: object) -> bool:
    return is_identifier(text(value))


# What the value of an extension has to be, what is wrong otherwise, and what to do.
_VALUES: Mapping[str, tuple[Callable[[object], bool], str, str]] = {
    "x-idempotent": (_is_flag, "is neither true nor false", "write `true` or `false`"),
    "x-secret": (_is_flag, "is neither true nor false", "write `true` or `false`"),
    "x-recommended-maximum": (_is_number, "is not a number", "write the largest value that the vendor advises"),
    "x-raises": (_is_errors, "is no list of errors", f"list some of {', '.join(ERRORS)}"),
    "x-permissions": (_is_names, "is no list of names", "list permissions, or leave it out where none is known"),
    "x-argument": (_is_name, "is no Python name", "use snake_case"),
    "x-names": (_is_table, "is no table of names", "write keys of requests, each with its name in answers"),
}


def extensions_known(spec: Spec) -> Iterator[Issue]:
    """No extension is misspelt."""
    for pointer, node in spec.walk():
        for key, value in node.items():
            if not key.startswith("x-"):
                continue
            place = (*pointer, key)
            fits, problem, remedy = _VALUES.get(key, (None, "", ""))
            if key not in EXTENSIONS:
                yield (place, f"`{key}` is unknown", f"use one of {', '.join(EXTENSIONS)}")
            elif fits is not None and not fits(value):
                yield (place, f"`{key}` {problem}", remedy)
            elif key == "x-boolean-spelling" and value != "capitalized":
                yield (place, f"the value of `{key}` is unknown", "write `capitalized` or remove it")
        yield from _location(pointer, node)


def _location(pointer: Pointer, node: Node) -> Iterator[Issue]:
    """Find what a path of objects is made of and objects do not have."""
    if "x-location" not in node:
        return
    place, path = (*pointer, "x-location"), text(node["x-location"])
    members = mapping(node.get("properties"))
    if not path.startswith("/"):
        yield (place, "`x-location` is no path", "write it like `/things/{id}`")
    for name in re.findall(r"{(.*?)}", path):
        if name not in members:
            yield (place, f"`x-location` names no member (`{name}`)", "correct it or describe the member")


def unknown_members(spec: Spec, pointer: Pointer, known: set[str]) -> Iterator[Issue]:
    """Find the members of an extension that are misspelt."""
    for member in spec.at(pointer):
        if member not in known:
            yield ((*pointer, member), f"`{member}` is unknown here", f"use {', '.join(sorted(known))}")
