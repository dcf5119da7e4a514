"""Rules about our own extensions: evidence, and what is misspelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .values import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Spec
    from .values import Issue, Pointer

EVIDENCE_KINDS = ("documented", "client", "inferred")
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


def extensions_known(spec: Spec) -> Iterator[Issue]:
    """No extension is misspelt."""
    for pointer, node in spec.walk():
        for key, value in node.items():
            if not key.startswith("x-"):
                continue
            place = (*pointer, key)
            if key not in EXTENSIONS:
                yield (place, f"`{key}` is unknown", f"use one of {', '.join(EXTENSIONS)}")
            elif key in {"x-idempotent", "x-secret"} and not isinstance(value, bool):
                yield (place, f"`{key}` is neither true nor false", "write `true` or `false`")
            elif key == "x-recommended-maximum" and not isinstance(value, int | float):
                yield (place, f"`{key}` is not a number", "write the largest value that the vendor advises")
            elif key == "x-raises" and (not sequence(value) or any(name not in ERRORS for name in sequence(value))):
                yield (place, f"`{key}` is no list of errors", f"list some of {', '.join(ERRORS)}")
            elif key == "x-boolean-spelling" and value != "capitalized":
                yield (place, f"the value of `{key}` is unknown", "write `capitalized` or remove it")


def unknown_members(spec: Spec, pointer: Pointer, known: set[str]) -> Iterator[Issue]:
    """Find the members of an extension that are misspelt."""
    for member in spec.at(pointer):
        if member not in known:
            yield ((*pointer, member), f"`{member}` is unknown here", f"use {', '.join(sorted(known))}")
