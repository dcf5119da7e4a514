"""What a run found, as text for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from .sampling import interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .running import Verdict

BAR = 0.85
"""Share of the mutants that the tests have to kill."""

_HEAD = ("module", "mutants", "tried", "killed", "timed out", "survived", "unreached", "score")
_CAUGHT = ("killed", "timeout")


def score(verdicts: Sequence[Verdict]) -> float:
    """Return the share of mutants that were noticed, of those that are a change at all; 1.0 where there is none."""
    outcomes = Counter(verdict.outcome for verdict in verdicts if verdict.outcome != "same")
    return sum(outcomes[name] for name in _CAUGHT) / outcomes.total() if outcomes else 1.0


def table(verdicts: Mapping[str, Sequence[Verdict]], sizes: Mapping[str, int]) -> list[str]:
    """Return the lines of a table with a row for each module.

    Args:
        verdicts: What became of the mutants that were tried, by module.
        sizes: How many mutants each module has.
    """
    rows = [_row(module, tried, sizes[module]) for module, tried in verdicts.items()]
    everything = [verdict for tried in verdicts.values() for verdict in tried]
    rows.append(_row("all", everything, sum(sizes[module] for module in verdicts)))
    cells = [_HEAD, *rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEAD))]
    lines: list[str] = []
    for row in cells:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        lines.append("  ".join([row[0].ljust(widths[0]), *numbers]))
    lines.insert(1, "-" * len(lines[0]))
    lines.insert(-1, lines[1])
    return lines


def _row(name: str, verdicts: Sequence[Verdict], size: int) -> tuple[str, ...]:
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    tried = outcomes.total() - outcomes["same"]
    counts = (outcomes[outcome] for outcome in ("killed", "timeout", "survived", "unreached"))
    shown = f"{score(verdicts):.1%}" if tried else "-"
    return name, str(size), str(tried), *map(str, counts), shown


def survivors(verdicts: Sequence[Verdict], texts: Mapping[str, str]) -> list[str]:
    """Return the lines that show every mutant that no test noticed: its place, its diff, and what names it."""
    lines: list[str] = []
    for verdict in verdicts:
        if verdict.outcome not in {"survived", "unreached"}:
            continue
        mutant = verdict.mutant
        why = "no test comes here" if verdict.outcome == "unreached" else f"{verdict.tests} tests do not notice"
        lines += [
            f"overrides/{mutant.module}:{mutant.line}  {mutant.scope}  ({why})",
            *(f"    {line}" for line in mutant.diff(texts[mutant.module]).splitlines()),
            f"    before: {mutant.before}",
            f"    after:  {mutant.after}",
            "",
        ]
    return lines


def summary(verdicts: Sequence[Verdict], whole: int, equivalent: int) -> str:
    """Return one line: what was run, what came of it, and how sure that is."""
    tried = sum(verdict.outcome != "same" for verdict in verdicts)
    found = score(verdicts)
    low, high = interval(found, len(verdicts), whole)
    sure = "" if low == high else f", between {low:.1%} and {high:.1%} for all of them (95 %)"
    same = len(verdicts) - tried
    notes = f"; {same} more change nothing, {equivalent} are listed as equivalent"
    return f"{tried} of {whole} mutants: {found:.1%} noticed{sure}{notes}"
