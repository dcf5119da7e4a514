"""How many mutants were caught, by API and by what was changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contract_mutation.outcomes import Outcome

COLUMNS = {
    "specs": ("operations with evidence", "fabricated alone"),
    "recordings": ("of evidence", "fabricated"),
}
WIDTH = 34


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the scores of one part of one API: a line for each kind of edit, then all together."""
    part, api = outcomes[0].part, outcomes[0].api
    first, second = COLUMNS[part]
    lines = [f"{f'{api}, {part}: caught of':<{WIDTH}}{first:>26}{second:>26}"]
    kinds = sorted({each.kind for each in outcomes})
    lines += [_row(kind, [each for each in outcomes if each.kind == kind]) for kind in kinds]
    lines.append(_row("all", outcomes))
    for judge in sorted({each.caught_by for each in outcomes if each.caught_by}):
        found = [each for each in outcomes if each.caught_by == judge]
        lines.append(f"  {f'by {judge}':<{WIDTH - 2}}{_count(found, outcomes, True)}{_count(found, outcomes, False)}")
    return lines


def _row(name: str, outcomes: Sequence[Outcome]) -> str:
    caught = [each for each in outcomes if each.caught_by]
    return f"  {name:<{WIDTH - 2}}{_count(caught, outcomes, True)}{_count(caught, outcomes, False)}"


def _count(caught: Iterable[Outcome], outcomes: Iterable[Outcome], evidence: bool) -> str:
    some, total = (sum(each.evidence is evidence for each in group) for group in (caught, outcomes))
    if not total:
        return f"{'':>26}"
    text, share = f"{some}/{total}", f"{share_of(some, total):.1f} %"
    return f"{text:>17}{share:>9}"


def share_of(some: int, total: int) -> float:
    """Return a share in per cent, cut off and not rounded: 100 is all of them."""
    return int(1000 * some / total) / 10 if total else 100.0


def below(outcomes: Iterable[Outcome], bar: float) -> list[str]:
    """Name the parts and APIs whose score with evidence is below a bar."""
    totals, caught = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for each in outcomes:
        if each.evidence:
            totals[each.part, each.api] += 1
            caught[each.part, each.api] += each.caught_by is not None
    return [
        f"{part} {api}: {share_of(caught[part, api], total)} % with evidence, less than {bar} %"
        for (part, api), total in totals.items()
        if share_of(caught[part, api], total) < bar
    ]
