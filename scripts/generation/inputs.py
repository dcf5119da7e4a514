"""Objects that callers write, as typed dictionaries: the runtime checks them, type checkers know them."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from .arguments import input_members
from .docs import escaped, one_line

if TYPE_CHECKING:
    from collections.abc import Collection

    from .spec import Spec


def write_inputs(spec: Spec, names: Collection[str]) -> str:
    """Return the module of the typed dictionaries, without docstring and unneeded imports left to the formatter."""
    imports = "from collections.abc import Mapping, Sequence\nfrom datetime import datetime\n"
    imports += "from typing import Any, NotRequired, TypedDict\n"
    parts: list[str] = []
    enums: set[str] = set()
    for name in names:
        schema = spec.schemas()[name]
        lines = [f"class {name}(TypedDict):", *_docstring(schema["description"])]
        for member in input_members(spec, name):
            enums |= {member.model} if member.model else set()
            annotation = member.annotation if member.required else f"NotRequired[{member.annotation}]"
            lines.append(f"    {member.name}: {annotation}")
            lines += _docstring(member.description)
        parts.append("\n".join(lines) + "\n")
    imports += "".join(f"from . import {name}\n" for name in sorted(enums))
    return imports + "\n\n" + "\n\n".join(parts)


def _docstring(text: str) -> list[str]:
    wrapped = textwrap.wrap(escaped(one_line(text)), 108, break_long_words=False, break_on_hyphens=False)
    if len(wrapped) == 1:
        return [f'    """{wrapped[0]}"""']
    return [f'    """{wrapped[0]}', *(f"    {line}" for line in wrapped[1:]), '    """']
