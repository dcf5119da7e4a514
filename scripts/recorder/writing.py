"""Puts files in place: all of them or, when something fails before, none."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from .errors import MisuseError

if TYPE_CHECKING:
    from pathlib import Path


def as_text(document: object) -> str:
    """Give a recording as it stands in its file."""
    return json.dumps(document, indent=2) + "\n"


def write_all(files: dict[Path, str]) -> None:
    """Write files aside, then put each in its place.

    Raises:
        MisuseError: One cannot be written; none of them is.
    """
    staged = {path: path.with_name(f".{path.name}.part") for path in files}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            staged[path].write_text(text, encoding="utf-8", newline="\n")
        for path, part in staged.items():
            part.replace(path)
    except OSError as error:
        for part in staged.values():
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        raise MisuseError(f"cannot write into {next(iter(files)).parent}: {error.strerror}") from error
