"""Who judges what, several at a time, and the table at the end."""

from __future__ import annotations

import multiprocessing
import os
import textwrap
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TYPE_CHECKING

from tests.contract.documents import load_spec
from tests.contract.recordings import read_recordings

from .verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

JUDGES = ("Prism", "Schemathesis", "openapi-core")
"""The judges, the slowest first."""

_WIDTH = 100


def judge(name: str, api: str, *, thorough: bool) -> Verdict:
    """Have one judge look at one API."""
    # Each imported by the process that needs it: together they take seconds.
    spec = load_spec(api)
    match name:
        case "Prism":
            from .mocked import judge_with_prism

            return judge_with_prism(spec, thorough=thorough)
        case "Schemathesis":
            from .fuzzed import judge_fake

            return judge_fake(spec, thorough=thorough)
        case "openapi-core":
            from .second_opinion import judge_recordings

            recordings = [recording for recording in read_recordings() if recording.api == api]
            return judge_recordings(spec, recordings, thorough=thorough)
        case _:
            raise ValueError(f"there is no judge {name}")


def judge_all(names: Sequence[str], apis: Sequence[str], *, thorough: bool) -> Iterator[Verdict]:
    """Run judges, one for each processor at a time, and give what they found as they finish."""
    # The API with most operations first, so that none is waited for at the end.
    largest = sorted(apis, key=lambda api: -len(load_spec(api).operations))
    # Spawned: some of the judges start threads, which a fork would not have.
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=min(os.cpu_count() or 1, 4), mp_context=spawning) as pool:
        trials = {pool.submit(judge, name, api, thorough=thorough): (name, api) for api in largest for name in names}
        for trial in as_completed(trials):
            error = trial.exception()
            if error is None:
                yield trial.result()
            else:
                # A judge that breaks down has not found anything good; the others go on.
                told = "".join(traceback.format_exception(error))
                yield Verdict(*trials[trial], findings=[f"the judge broke down:\n{told}"])


def findings_of(verdict: Verdict, most: int = 40) -> str:
    """Return what a judge found wrong, the first `most` of it in full."""
    title = f"--- {verdict.judge}, {verdict.api}: {len(verdict.findings)} violations"
    more = [f"... and {len(verdict.findings) - most} more"] if len(verdict.findings) > most else []
    return "\n".join([title, *verdict.findings[:most], *more])


def table(verdicts: Sequence[Verdict]) -> str:
    """Return a table of all verdicts, at most 100 columns wide, and what is to be known about them."""
    row = "{:<14}{:<12}{:>14}{:>10}{:>14}{:>11}"
    lines = [row.format("judge", "API", "operations", "cases", "violations", "seconds"), "-" * 75]
    ordered = sorted(verdicts, key=lambda verdict: (JUDGES.index(verdict.judge), verdict.api))
    for verdict in ordered:
        figures = (f"{verdict.cases:,}", f"{len(verdict.findings):,}", f"{verdict.seconds:.1f}")
        lines.append(row.format(verdict.judge, verdict.api, verdict.operations, *figures))
    lines.append("")
    for verdict in ordered:
        for remark in verdict.remarks:
            lines += _wrapped(f"{verdict.judge}, {verdict.api}: {remark}")
    return "\n".join(lines)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="    ")
