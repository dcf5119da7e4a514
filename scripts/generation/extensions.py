"""What an API's package has beside what is generated: hand-written modules, and the extras that some of them need."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, cast

from .spec import GenerationError

if TYPE_CHECKING:
    from pathlib import Path

    from .spec import Node

EXTENSIONS = "package"
"""Directory of the modules that go beside the generated ones, below the overrides of an API."""
EXTRAS = "extras.toml"
GUIDE = "GUIDE.md"
"""What the package's README tells of these modules."""
_METHODS = "_methods"


def extensions(own: Path) -> Node:
    """Return what the templates have to know of the hand-written modules of a package.

    Args:
        own: The overrides of the API.

    Raises:
        GenerationError: The extras are no table of lists of requirements.
    """
    modules = sorted(path.stem for path in (own / EXTENSIONS).glob("*.py"))
    return {
        "modules": [name for name in modules if not name.startswith("_")],
        "methods": _METHODS in modules,
        "extras": _extras(own / EXTRAS),
        "guide": (own / GUIDE).read_text(encoding="utf-8").strip() if (own / GUIDE).is_file() else "",
    }


def _extras(path: Path) -> dict[str, list[str]]:
    if not path.is_file():
        return {}
    name = f"overrides/{path.parent.name}/{path.name}"
    try:
        read: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GenerationError(f"{name}: {error}; mend it") from error
    for extra, requirements in read.items():
        listed = cast("list[object]", requirements) if isinstance(requirements, list) else []
        if not listed or not all(isinstance(one, str) for one in listed):
            raise GenerationError(f'{name}: {extra}: write a list of requirements, as ["library>=1.2,<2"]')
    return read
