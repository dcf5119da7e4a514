"""Notes in releases.toml which version of a package was made of which commit; `nox -s impact` compares with it."""

from __future__ import annotations

import re
import tomllib

from .packages import ReleaseError

NAME = "releases.toml"


def recorded(text: str, distribution: str, version: str, revision: str) -> str:
    """Return the file with a release in it, at the end, or in place of an earlier note of the same version.

    Args:
        text: The file as it is; comments and order stay.
        distribution: Name of the package on an index.
        version: The version.
        revision: The commit that it is made of.

    Raises:
        ReleaseError: The file cannot be read, or lists releases in another way.
    """
    entry = f'[[{distribution}]]\nversion = "{version}"\nrevision = "{revision}"\n'
    earlier = re.compile(
        rf'^\[\[{re.escape(distribution)}\]\]\n(?:#.*\n)*version = "{re.escape(version)}"\nrevision = "[^"\n]*"\n',
        re.MULTILINE,
    )
    changed, count = earlier.subn(lambda _: entry, text.rstrip("\n") + "\n")
    if not count:
        changed = f"{changed}\n{entry}"
    try:
        before, after = tomllib.loads(text), tomllib.loads(changed)
    except tomllib.TOMLDecodeError as error:
        raise ReleaseError(f"{NAME}: {error}; correct it") from error
    wanted = [one for one in before.get(distribution, []) if one.get("version") != version]
    wanted.append({"version": version, "revision": revision})
    rest = {name: value for name, value in before.items() if name != distribution}
    if sorted(after[distribution], key=str) != sorted(wanted, key=str) or rest != {
        name: value for name, value in after.items() if name != distribution
    }:
        raise ReleaseError(f"{NAME}: write each release as\n{entry}")
    return changed
