"""Which evidence there is for each documented answer of each operation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.contract.documents import Spec, apis, load_spec
from tests.contract.recordings import KINDS, Recording, read_recordings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LETTERS = {"recorded": "R", "published-example": "P", "observed-in-public-code": "O", "fabricated": "f"}
NONE, UNDOCUMENTED = "-", ""


@dataclass(frozen=True)
class Coverage:
    """The kinds of recordings of each documented answer of one API, by operation and status."""

    spec: Spec
    kinds: dict[tuple[str, int], frozenset[str]]
    statuses: list[int]

    def cell(self, operation_id: str, status: int) -> str:
        kinds = self.kinds.get((operation_id, status))
        if kinds is None:
            return UNDOCUMENTED
        return "".join(LETTERS[kind] for kind in KINDS if kind in kinds) or NONE

    def table(self) -> list[str]:
        width = max(map(len, self.spec.operations))
        lines = [f"{self.spec.api:<{width}}" + "".join(f"{status:>5}" for status in self.statuses)]
        lines += [
            f"{name:<{width}}" + "".join(f"{self.cell(name, status):>5}" for status in self.statuses)
            for name in self.spec.operations
        ]
        return [line.rstrip() for line in lines]

    def summary(self) -> str:
        best = Counter(next((kind for kind in KINDS if kind in kinds), "none") for kinds in self.kinds.values())
        counts = ", ".join(f"{kind} {best[kind]}" for kind in KINDS[:-1])
        return (
            f"{self.spec.api}: {len(self.kinds)} documented answers: {counts}; "
            f"fabricated only {best['fabricated']}; none {best['none']}"
        )


def coverage(spec: Spec, recordings: Sequence[Recording]) -> Coverage:
    """Look up the recordings of every documented answer."""
    kinds = {
        (operation.id, status): frozenset(
            recording.kind
            for recording in recordings
            if (recording.api, recording.operation_id, recording.response.status) == (spec.api, operation.id, status)
        )
        for operation in spec.operations.values()
        for status in operation.responses
    }
    return Coverage(spec, kinds, sorted({status for _, status in kinds}))


def report(root: Path) -> list[str]:
    """Return the tables of all APIs and the counts."""
    recordings = read_recordings(root)
    tables = [coverage(load_spec(api, root), recordings) for api in apis(root)]
    legend = ", ".join(f"{letter} {kind}" for kind, letter in LETTERS.items())
    lines = [f"{legend}, {NONE} none, blank: not documented"]
    for each in tables:
        lines += ["", *each.table()]
    counted = Counter(recording.kind for recording in recordings if not recording.inbound)
    inbound = sum(recording.inbound for recording in recordings)
    counts = ", ".join(f"{kind} {counted[kind]}" for kind in KINDS[:-1])
    lines += ["", *(each.summary() for each in tables)]
    lines.append(
        f"recordings: {counts}; fabricated, counted apart: {counted['fabricated']}; of inbound calls: {inbound}"
    )
    return lines
