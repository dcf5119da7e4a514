"""Objects that callers write, as typed dictionaries: the runtime checks them, type checkers know them."""

from __future__ import annotations

import keyword
import textwrap
from typing import TYPE_CHECKING

from .arguments import input_members
from .docs import escaped, one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .arguments import Argument
    from .spec import Spec


def write_inputs(spec: Spec, names: Collection[str]) -> str:
    """Return the module of the typed dictionaries, without docstring and unneeded imports left to the formatter."""
    imports = "from collections.abc import Mapping, Sequence\nfrom datetime import datetime\n"
    imports += "from typing import Any, NotRequired, TypedDict\n"
    parts: list[str] = []
    enums: set[str] = set()
    for name in _ordered(spec, names):
        members = input_members(spec, name)
        enums |= {member.model for member in members if member.model}
        plain = all(member.name.isidentifier() and not keyword.iskeyword(member.name) for member in members)
        write = _class if plain else _call
        parts.append("\n".join(write(name, spec.schemas()[name].get("description", ""), members)) + "\n")
    if any("Model |" in part for part in parts):
        imports += "\nfrom .._runtime.models import Model\n"
    imports += "".join(f"from . import {name}\n" for name in sorted(enums))
    return imports + "\n\n" + "\n\n".join(parts)


def _ordered(spec: Spec, names: Collection[str]) -> list[str]:
    """Put what others hold before them."""
    ordered: dict[str, None] = {}

    def add(name: str) -> None:
        for inner in (inner for member in input_members(spec, name) for inner in member.inputs):
            add(inner)
        ordered[name] = None

    for name in sorted(names):
        add(name)
    return [*ordered]


def _annotation(member: Argument) -> str:
    return member.annotation if member.required else f"NotRequired[{member.annotation}]"


def _class(name: str, description: str, members: Sequence[Argument]) -> list[str]:
    lines = [f"class {name}(TypedDict):", *_docstring(description)]
    for member in members:
        lines += [f"    {member.name}: {_annotation(member)}", *_docstring(member.description)]
    return lines if len(lines) > 1 else [*lines, "    pass"]


def _call(name: str, description: str, members: Sequence[Argument]) -> list[str]:
    """Write the form for members whose names no class could have."""
    lines = [f"{name} = TypedDict(", f"    {name!r},", "    {"]
    for member in members:
        lines += [f"        # {line}" for line in _wrapped(member.description)]
        lines.append(f"        {member.name!r}: {_annotation(member)},")
    return [*lines, "    },", ")", *(line.removeprefix("    ") for line in _docstring(description))]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(escaped(one_line(text)), 108, break_long_words=False, break_on_hyphens=False)


def _docstring(text: str) -> list[str]:
    wrapped = _wrapped(text)
    if len(wrapped) > 1:
        return [f'    """{wrapped[0]}', *(f"    {line}" for line in wrapped[1:]), '    """']
    return [f'    """{line}"""' for line in wrapped]
