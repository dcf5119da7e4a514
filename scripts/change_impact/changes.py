"""What is found: one change, its verdict, and how several opinions about the same thing become one row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Kind: TypeAlias = Literal["added", "changed", "removed", "fixed"]
"""What happened; ``fixed`` is something that works now and did not before."""

Opinion: TypeAlias = Literal["wire", "python", "package", "tests"]
"""Who found it: the comparison of the specs, of the Python surfaces, of the metadata, or the old tests."""


class Verdict(IntEnum):
    """What a change does to somebody who has used the package before; the larger, the worse."""

    COMPATIBLE = 1
    RISKY = 2
    BREAKING = 3

    @property
    def word(self) -> str:
        """The word that people read."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    Attributes:
        verdict: What it does to users.
        where: What changed, as a user spells it: ``client.klips.list(limit)``, ``models.Klip.name``.
        what: What is different.
        why: Why that is the verdict.
        kind: Whether something came, went, is different, or works now.
        seen: Who found it.
        uses: Operations that it reaches, where it is in something that several share.
    """

    verdict: Verdict
    where: str
    what: str
    why: str
    kind: Kind = "changed"
    seen: tuple[Opinion, ...] = ("wire",)
    uses: tuple[str, ...] = ()


def merged(changes: Iterable[Change]) -> list[Change]:
    """Put opinions about the same thing together, the worst first.

    What Python shows adds a row of its own only where it is worse than what the wire tells of the same thing.
    """
    listed = list(dict.fromkeys(changes))
    wire = [change for change in listed if change.seen == ("wire",)]
    others = [change for change in listed if change.seen != ("wire",)]
    for other in others:
        told = [change for change in wire if change.where == other.where and change.verdict >= other.verdict]
        if told and other.seen == ("python",):
            worst = max(told, key=lambda change: change.verdict)
            wire[wire.index(worst)] = replace(worst, seen=tuple(dict.fromkeys((*worst.seen, *other.seen))))
        else:
            wire.append(other)
    return sorted(_folded(wire), key=lambda change: (-change.verdict, change.where, change.what))


def _folded(changes: Iterable[Change]) -> list[Change]:
    """Make one row of what is the same at several methods or arguments, such as a shared parameter."""
    alike: dict[Change, list[Change]] = {}
    for change in changes:
        is_method = change.where.startswith("client.")
        alike.setdefault(replace(change, where="", uses=()) if is_method else change, []).append(change)
    return [
        replace(
            several[0],
            where=f"{several[0].where} and {len(several) - 1} more",
            uses=tuple(one.where for one in several),
        )
        if len(several) > 1
        else several[0]
        for several in alike.values()
    ]


def worst(changes: Iterable[Change]) -> Verdict | None:
    """Return the worst verdict, ``None`` where nothing changed."""
    return max((change.verdict for change in changes), default=None)
