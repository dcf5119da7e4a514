"""Which evidence there is for each documented answer of each operation.

The end of a full run has the counts; `python -m tests.reporting.evidence` writes the table of every operation too.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.contract.documents import ROOT, Spec, apis, load_spec
from tests.contract.recordings import KINDS, Recording, read_recordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

LETTERS = {"recorded": "R", "published-example": "P", "observed-in-public-code": "O", "fabricated": "f"}
NONE, UNDOCUMENTED = "-", ""
REFUSAL = 400


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

    def summary(self) -> list[str]:
        """Count answers by their best evidence, and name successes without any."""
        successes = {key: kinds for key, kinds in self.kinds.items() if key[1] < REFUSAL}
        refusals = {key: kinds for key, kinds in self.kinds.items() if key[1] >= REFUSAL}
        lines = [
            f"{self.spec.api}: {len(self.spec.operations)} operations",
            f"  successes {_counts(successes.values())}",
            f"  refusals {_counts(refusals.values())}",
        ]
        lines += [f"  nothing at all for {name} {status}" for (name, status), kinds in successes.items() if not kinds]
        bare = Counter(status for (_, status), kinds in refusals.items() if not kinds)
        if bare:
            of = Counter(status for _, status in refusals)
            by_status = ", ".join(f"{status} of {bare[status]}/{of[status]}" for status in sorted(bare))
            lines.append(f"  refusals without any, by status: {by_status} operations")
        return lines


def _counts(answers: Iterable[frozenset[str]]) -> str:
    best = Counter(next((kind for kind in KINDS if kind in kinds), "none") for kinds in answers)
    counts = ", ".join(f"{kind} {best[kind]}" for kind in KINDS[:-1])
    return f"{best.total()}: {counts}; fabricated only {best['fabricated']}; none {best['none']}"


def is_call(spec: Spec, recording: Recording) -> bool:
    """Tell whether the service took the request, so that its parts are shown to be known to it.

    A request that was refused, or that our client refuses to send, shows none of its parts.
    """
    return (
        not recording.inbound
        and recording.sendable
        and spec.told_status(recording.response.status, recording.response.body) < REFUSAL
    )


def is_answer(recording: Recording) -> bool:
    """Tell whether the answer is one that the spec describes."""
    return not (recording.inbound or recording.foreign or recording.superseded)


def coverage(spec: Spec, recordings: Sequence[Recording]) -> Coverage:
    """Look up the recordings of every documented answer; a failure inside of a success counts as what it says."""
    found: dict[tuple[str, int], set[str]] = {}
    for recording in recordings:
        if recording.api == spec.api and is_answer(recording):
            status = spec.told_status(recording.response.status, recording.response.body)
            found.setdefault((recording.operation_id, status), set()).add(recording.kind)
    kinds = {
        (operation.id, status): frozenset(found.get((operation.id, status), ()))
        for operation in spec.operations.values()
        for status in operation.responses
    }
    return Coverage(spec, kinds, sorted({status for _, status in kinds}))


def report(root: Path) -> list[str]:
    """Return the counts of all APIs."""
    recordings = read_recordings(root)
    lines = [line for api in apis(root) for line in coverage(load_spec(api, root), recordings).summary()]
    counted = Counter(recording.kind for recording in recordings if not recording.inbound)
    inbound = sum(recording.inbound for recording in recordings)
    counts = ", ".join(f"{kind} {counted[kind]}" for kind in KINDS[:-1])
    lines.append(
        f"recordings: {counts}; fabricated, counted apart: {counted['fabricated']}; of inbound calls: {inbound}"
    )
    return [*lines, "the table of every operation: python -m tests.reporting.evidence"]


def tables(root: Path) -> list[str]:
    """Return the tables of all APIs, one line for each operation."""
    recordings = read_recordings(root)
    lines = [f"{', '.join(f'{letter} {kind}' for kind, letter in LETTERS.items())}, {NONE} none, blank: not documented"]
    for api in apis(root):
        lines += ["", *coverage(load_spec(api, root), recordings).table()]
    return lines


if __name__ == "__main__":
    print(*tables(ROOT), "", *report(ROOT)[:-1], sep="\n")
