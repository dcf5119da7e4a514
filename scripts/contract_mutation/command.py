"""The command: change specs and recordings one thing at a time, and say what the contract tests do not notice."""

from __future__ import annotations

import argparse
import os
import sys
import time
from typing import TYPE_CHECKING

from contract_mutation import recording_mutants, spec_mutants
from contract_mutation.running import Settings, mutants_of, run
from contract_mutation.scores import below, table
from contract_mutation.survivors import Survivor, SurvivorsError, read_survivors, stale, unlisted
from tests.contract.documents import ROOT, apis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contract_mutation.outcomes import Outcome

JUDGES = (*spec_mutants.JUDGES, *recording_mutants.JUDGES)
PARTS = ("specs", "recordings")
SURVIVORS = ROOT / "tests" / "contract" / "survivors.toml"
BAR = 95.0
"""How many per cent of the mutants that concern evidence have to be caught."""

FINE, FINDINGS, MISUSE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Run as `mutate.py specs recordings [--only API] [--sample N --seed S]`.

    Returns:
        0 if every mutant is caught or listed with a reason, 1 if there are others, or entries that match none, or too
        few with evidence are caught; 2 for misuse, which includes tests that fail without any change.
    """
    options = _parser().parse_args(arguments)
    try:
        known = read_survivors(SURVIVORS)
    except SurvivorsError as error:
        print(error, file=sys.stderr)
        return MISUSE
    outcomes: list[Outcome] = []
    settings = Settings(options.sample, options.seed, options.jobs, tuple(options.without))
    started = time.monotonic()
    for part in dict.fromkeys(options.parts):
        for api in dict.fromkeys(options.only or apis()):
            fault = mutants_of(part, api).fault_without_change()
            if fault is not None:
                print(f"{part} {api}: {fault} fails without any change: mend that first", file=sys.stderr)
                return MISUSE
            found = run(part, api, settings, _progress(f"{part} {api}"))
            print(*table(found), "", sep="\n", flush=True)
            outcomes += found
    print(f"{len(outcomes)} mutants in {time.monotonic() - started:.0f} s")
    if options.without:
        print("some tests were not asked: survivors are not compared with the list")
        return FINE
    whole = {(each.part, each.api) for each in outcomes} if options.sample is None else set[tuple[str, str]]()
    return _verdict(outcomes, known, whole)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mutate.py", description=__doc__)
    parser.add_argument("parts", nargs="+", choices=PARTS, help="what to change")
    parser.add_argument("--only", action="append", choices=apis(), metavar="API", help="one API, may be given again")
    parser.add_argument("--sample", type=_positive, metavar="N", help="only N mutants of each, by lot")
    parser.add_argument("--seed", type=int, default=0, help="which lot (0)")
    parser.add_argument("--without", action="append", choices=JUDGES, default=[], help="do not ask these tests")
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help="processes (as many as cores)")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is less than 1")
    return number


def _progress(name: str) -> Callable[[int, int], None]:
    """Return what shows how far it is, to people."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\r" if done < total else f"\r{'':60}\r"
            print(f"{name}: {done} of {total} mutants", end=end, file=sys.stderr, flush=True)

    return show


def _verdict(outcomes: Sequence[Outcome], known: Sequence[Survivor], whole: set[tuple[str, str]]) -> int:
    survivors = [each for each in outcomes if each.caught_by is None]
    new, old, low = unlisted(outcomes, known), stale(outcomes, known, whole), below(outcomes, BAR)
    listed = SURVIVORS.relative_to(ROOT).as_posix()
    print(f"{len(survivors)} survive, {len(survivors) - len(new)} of them listed in {listed}")
    for each in new:
        print(f"survives, not listed: {each.part} {each.api}: {each.id}\n    needed: {each.remedy}")
    for entry in old:
        print(f"listed, but nothing of it survives: {entry}")
    for line in low:
        print(line)
    return FINDINGS if new or old or low else FINE
