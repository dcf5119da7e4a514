"""Reads releases.toml: which version of which package was made of which commit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from .revisions import MisuseError
from .versions import parse

if TYPE_CHECKING:
    from pathlib import Path

FILE = "releases.toml"


@dataclass(frozen=True, slots=True)
class Release:
    """A version of a package, and the commit it was made of."""

    distribution: str
    version: str
    revision: str


def last_releases(root: Path) -> dict[str, Release]:
    """Return the last release of each distribution, by its version.

    Raises:
        MisuseError: The file is missing or wrong.
    """
    path = root / FILE
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise MisuseError(f"{FILE} cannot be read ({error.strerror}); name a git revision to compare with") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MisuseError(f"{FILE} is no TOML: {error}") from error
    return {name: max(_releases(name, listed), key=lambda one: parse(one.version)) for name, listed in document.items()}


def _releases(distribution: str, listed: object) -> list[Release]:
    entries = cast("list[dict[str, Any]]", listed) if isinstance(listed, list) else []
    releases: list[Release] = []
    for entry in entries:
        match entry:
            case {"version": str(version), "revision": str(revision), **rest} if not rest:
                try:
                    parse(version)
                except ValueError as error:
                    raise MisuseError(f"{FILE}: {distribution}: {error}") from error
                releases.append(Release(distribution, version, revision))
            case _:
                raise MisuseError(f"{FILE}: {distribution}: an entry needs `version` and `revision`, both texts, alone")
    if not releases:
        raise MisuseError(f"{FILE}: {distribution}: write it as [[{distribution}]] with `version` and `revision`")
    return releases
