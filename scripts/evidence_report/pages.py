"""All pages of the evidence, as texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.documents import apis, load_spec
from tests.contract.recordings import read_recordings

from . import files, markdown
from .knowledge import gather
from .page import page
from .proving import read_acceptance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DETAILS = "docs/evidence"
README = "README.md"


def pages(root: Path, claims: Mapping[str, Sequence[str]]) -> dict[str, str | None]:
    """Write all pages.

    Args:
        root: The project.
        claims: Ids of tests, by the row of the acceptance list that they name.

    Returns:
        The text of each file, by its path from the root; nothing for one that must not be there.

    Raises:
        ContradictedError: A spec contradicts a recording.
        CollectionError: A test names a row that is not in the list.
        BlockError: The README has no place for the totals.
    """
    acceptance = read_acceptance(root, claims)
    recordings = read_recordings(root)
    known = [gather(load_spec(api, root), recordings) for api in apis(root)]
    wanted: dict[str, str | None] = {
        path.relative_to(root).as_posix(): None for path in sorted((root / DETAILS).glob("*"))
    }
    wanted |= {f"{DETAILS}/{each.api}.md": markdown.details(each) for each in known}
    readme = (root / README).read_text(encoding="utf-8")
    return wanted | {
        "docs/evidence.md": markdown.overview(known, acceptance),
        "docs/evidence.html": page(known, acceptance),
        README: files.with_block(readme, markdown.in_short(known, acceptance, f"{DETAILS}/")),
    }
