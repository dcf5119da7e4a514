"""Python names for what a spec names: one rule for arguments and fields, so that the same thing has the same name."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING

from .spec import GenerationError

if TYPE_CHECKING:
    from collections.abc import Iterable

# Keywords that every generated method has already: `self` and overrides/_runtime/options.py.
TAKEN = frozenset(
    {"self", "options", "timeout", "max_retries", "deadline", "idempotent", "extra_headers", "extra_query", "resume"}
)


def python_name(name: str) -> str:
    """Return the argument or field for a parameter or member: snake_case, and ``from_`` for words that Python needs."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)
    joined = "_".join(words).lower()
    return f"{joined}_" if keyword.iskeyword(joined) else joined


def table_name(name: str) -> str:
    """Return the constant that holds the table of an enum's names."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper() + "S"


def pascal_case(name: str) -> str:
    """Return the class name of a resource path."""
    return "".join(word.capitalize() for word in re.split(r"[._]", name))


def check_arguments(where: str, names: Iterable[tuple[str, str]]) -> None:
    """Refuse parameters and members that cannot all be keyword arguments of one method.

    Args:
        where: File and operation, for the message.
        names: Their places (path, query or body) and their names in the request.

    Raises:
        GenerationError: A name has no Python spelling, is taken, or clashes with another one.
    """
    seen: dict[str, str] = {}
    for place, name in names:
        python, shown = python_name(name), f"`{name}` in the {place}"
        # Names in a path are ours to choose; all others are the service's.
        remedy = "teach scripts/generation/names.py another spelling"
        if "path" in {place, seen.get(python, "").rpartition(" ")[2]}:
            remedy = "rename the path parameter"
        if not python.isidentifier() or not name.isascii():
            raise GenerationError(f"{where}: {shown} cannot be the name of a Python argument; {remedy}")
        if python in TAKEN:
            raise GenerationError(f"{where}: {shown} is the name of an argument that every method has; {remedy}")
        if python in seen:
            raise GenerationError(f"{where}: {seen[python]} and {shown} would be one argument, `{python}`; {remedy}")
        seen[python] = shown
