"""The command: ``nox -s mutate -- runtime``."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from . import equivalents, report, running, staging, survey
from .mutants import by_module, mutants_of
from .sampling import sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .mutants import Mutant
    from .running import Verdict

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / ".nox" / "runtime-mutation"
"""Where the survey is kept from run to run; version control leaves it out."""


def _parsed(arguments: list[str], modules: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="mutate.py runtime",
        description="Changes a copy of overrides/ in one place at a time and tells which changes no unit test notices.",
    )
    parser.add_argument("--only", metavar="MODULE", action="append", help="exchange.py, klipfolio/fake.py, ...")
    parser.add_argument("--sample", metavar="N", type=int, help="try N mutants, of every module in proportion")
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="of the sample (0)")
    parser.add_argument("--jobs", metavar="N", type=int, default=os.cpu_count() or 1, help="workers (one a processor)")
    parser.add_argument("--thorough", action="store_true", help="try what survives on every test that reaches it")
    parsed = parser.parse_args(arguments)
    for name in ("sample", "jobs"):
        value = getattr(parsed, name)
        if value is not None and value < 1:
            parser.error(f"--{name}: expected a number from 1, got {value}")
    chosen: list[str] = []
    only: list[str] = parsed.only or []
    for name in only:
        found = [module for module in modules if name.removeprefix("overrides/") in {module, module.rpartition("/")[2]}]
        if not found:
            parser.error(f"--only: overrides/ has no module {name}")
        chosen += found
    parsed.modules = sorted(set(chosen)) or list(modules)
    return parsed


class _Progress:
    """Shows survivors as they come; and how far the run is, in a line on a terminal that is written again and again."""

    def __init__(self, whole: int, texts: dict[str, str]) -> None:
        self._whole = whole
        self._texts = texts
        self._outcomes: Counter[str] = Counter()
        self._start = time.monotonic()

    def tell(self, verdict: Verdict) -> None:
        self._outcomes[verdict.outcome] += 1
        done = self._outcomes.total()
        lines = report.survivors([verdict], self._texts)
        if lines:
            self.end()
            print(*lines, sep="\n", flush=True)
        if sys.stdout.isatty():
            left = (time.monotonic() - self._start) / done * (self._whole - done)
            counts = ", ".join(f"{count} {name}" for name, count in sorted(self._outcomes.items()))
            print(f"\r\x1b[K{done}/{self._whole}: {counts}; {left / 60:.0f} min left", end="", flush=True)

    def end(self) -> None:
        if sys.stdout.isatty():
            print("\r\x1b[K", end="")


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str], root: Path = ROOT, kept: Path = KEPT) -> int:
    """Try mutants of the overrides against the unit tests and print what survives.

    Args:
        arguments: Of the command line.
        root: The project.
        kept: Where results of the survey stay for the next run.

    Returns:
        0 if at least ``report.BAR`` of what was tried is noticed, 1 if not, 2 where nothing could be tried, 130 after
        Ctrl-C.
    """
    texts = dict(by_module(root / "overrides"))
    options = _parsed(arguments, list(texts))
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        return _tried(options, texts, root, kept)
    except KeyboardInterrupt:
        print("\nstopped; the copies are removed, the project was not touched", file=sys.stderr)
        return 130
    except (survey.SurveyError, running.ZygoteError, equivalents.EquivalentsError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    finally:
        signal.signal(signal.SIGTERM, before)


def _tried(options: argparse.Namespace, texts: dict[str, str], root: Path, kept: Path) -> int:
    listed = equivalents.Equivalents.of(root)
    found = {module: mutants_of(module, texts[module]) for module in options.modules}
    everything = [mutant for mutants in found.values() for mutant in mutants]
    stale = listed.stale(everything, options.modules)
    if stale:
        gone = "\n  ".join(stale)
        raise equivalents.EquivalentsError(f"{equivalents.FILE} lists what is no mutant any more:\n  {gone}")
    strata = {module: [one for one in mutants if one not in listed] for module, mutants in found.items()}
    strata = {module: mutants for module, mutants in strata.items() if mutants}
    whole = sum(map(len, strata.values()))
    drawn = sample(strata, options.sample or whole, options.seed)
    mutants: list[Mutant] = [mutant for chosen in drawn.values() for mutant in chosen]
    files = survey.test_files(root)
    with staging.stages(root, options.jobs) as stages:
        known = survey.survey(stages, texts, kept, files)
        progress = _Progress(len(mutants), texts)
        with running.workers(stages, known, texts, files, thorough=options.thorough) as workers:
            verdicts = running.run(workers, mutants, progress.tell)
            progress.end()
            killers = sorted({one.test for one in verdicts if one.outcome == "killed"} & known.seconds.keys())
            fault = workers[0].fault(killers)
    by_name = {module: [one for one in verdicts if one.mutant.module == module] for module in drawn}
    print(*report.table(by_name, {module: len(mutants) for module, mutants in strata.items()}), "", sep="\n")
    print(report.summary(verdicts, whole, len(everything) - whole))
    if known.faulty:
        print(f"left out, as they do not pass here without a mutant: {len(known.faulty)} tests")
    if fault:
        print(f"error: {fault} fails without any mutant too; what it killed proves nothing", file=sys.stderr)
        return 2
    if report.score(verdicts) < report.BAR:
        print(f"fewer than {report.BAR:.0%} were noticed: write tests for what survived")
        return 1
    return 0
