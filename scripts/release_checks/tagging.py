"""Makes a release of packages that were found to be fine: tags, and a note in releases.toml. Uploads nothing."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, cast

from . import changelog
from .packages import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .packages import Package
    from .repository import Repository

NOTED = "releases.toml"
"""Where releases are noted, for `nox -s impact` to compare with; in repositories that have it."""


def release(repository: Repository, root: Path, sources: Path, chosen: Sequence[Package], output: str) -> list[str]:
    """Tag the commit for each package; return the commands that are left to the maintainer.

    Args:
        repository: The repository.
        root: Its work tree.
        sources: A checkout of the commit.
        chosen: The packages.
        output: Directory of the distributions, from the root.

    Raises:
        ReleaseError: There is no changelog, the note cannot be written or git makes no tag; nothing was changed.
    """
    messages = {package.tag: _message(package, sources) for package in chosen}
    note = root / NOTED
    noted = note.read_text(encoding="utf-8") if note.is_file() else None
    if noted is not None:
        for package in chosen:
            noted = with_release(noted, package.distribution, package.version, repository.commit)
    repository.tag_all(messages)
    commands: list[str] = []
    tags = " ".join(messages)
    if noted is not None:
        beside = note.with_name(f".{NOTED}.new")
        beside.write_text(noted, encoding="utf-8")
        beside.replace(note)
        commands.append(f'git commit --message "Released: {tags}" {NOTED}')
    files = " ".join(f"{output}/{name}" for package in chosen for name in (package.sdist, package.wheel))
    return [*commands, f"git push origin HEAD {tags}", f"python -m twine upload {files}"]


def _message(package: Package, sources: Path) -> str:
    text = (sources / "overrides" / package.api / "CHANGELOG.md").read_text(encoding="utf-8")
    entry = changelog.entry_of(changelog.read(text), package.version)
    if entry is None:
        raise ReleaseError(f"{package.distribution} {package.version} has no entry in its changelog")
    return f"{package.distribution} {package.version}\n\n{entry.text}\n"


def with_release(text: str, distribution: str, version: str, revision: str) -> str:
    """Return releases.toml with a release in it, at the end, or in place of an earlier note of the same version.

    Args:
        text: The file as it is; comments and order stay.
        distribution: Name of the package on an index.
        version: The version.
        revision: The commit that it is made of.

    Raises:
        ReleaseError: The file cannot be read, or notes releases in another way.
    """
    entry = f'[[{distribution}]]\nversion = "{version}"\nrevision = "{revision}"\n'
    earlier = re.compile(
        rf'^\[\[{re.escape(distribution)}\]\]\nversion = "{re.escape(version)}"\nrevision = "[^"\n]*"\n', re.MULTILINE
    )
    given = text.rstrip("\n") + "\n"
    changed, count = earlier.subn(lambda _: entry, given)
    if not count:
        changed = f"{given}\n{entry}"
    try:
        before, after = _read(text), _read(changed)
    except tomllib.TOMLDecodeError as error:
        raise ReleaseError(f"{NOTED}: {error}; write each release as\n{entry}") from error
    others = [one for one in before if one[:2] != (distribution, version)]
    if sorted(after) != sorted([*others, (distribution, version, revision)]):
        raise ReleaseError(f"{NOTED}: {distribution} {version} is noted in another way; write it as\n{entry}")
    return changed


def _read(text: str) -> list[tuple[str, str, str]]:
    """Return the distribution, version and revision of each release."""
    noted: dict[str, Any] = tomllib.loads(text)
    found: list[tuple[str, str, str]] = []
    for distribution, entries in noted.items():
        listed = cast("list[dict[str, Any]]", entries if isinstance(entries, list) else [entries])
        found += [(distribution, str(one.get("version")), str(one.get("revision"))) for one in listed]
    return found
