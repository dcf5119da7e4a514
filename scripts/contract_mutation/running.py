"""Running the tests on many mutants, in several processes."""

from __future__ import annotations

import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from contract_mutation.recording_mutants import RecordingMutants
from contract_mutation.spec_mutants import SpecMutants

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from contract_mutation.outcomes import Outcome

CHUNK = 40

Mutants = SpecMutants | RecordingMutants


@cache
def mutants_of(part: str, api: str) -> Mutants:
    """Return the mutants of `specs` or `recordings` of an API; once in a process."""
    return SpecMutants(api) if part == "specs" else RecordingMutants(api)


def judged(part: str, api: str, indexes: Sequence[int], without: Sequence[str]) -> list[Outcome]:
    """Judge some mutants; `without` some judges."""
    mutants = mutants_of(part, api)
    return [mutants.judged(index, without) for index in indexes]


def chosen(total: int, sample: int | None, seed: int) -> list[int]:
    """Return the numbers of the mutants to judge: all of them, or some by lot."""
    numbers, lot = range(total), random.Random(seed)  # noqa: S311 - a lot, no secret
    return list(numbers) if sample is None or sample >= total else sorted(lot.sample(numbers, sample))


@dataclass(frozen=True)
class Settings:
    """How mutants are judged.

    Attributes:
        sample: How many of each part and API, by lot; all if nothing is said.
        seed: Which lot.
        jobs: How many processes.
        without: Judges that are not asked.
    """

    sample: int | None = None
    seed: int = 0
    jobs: int = 1
    without: tuple[str, ...] = ()


def run(part: str, api: str, settings: Settings, progress: Callable[[int, int], None]) -> list[Outcome]:
    """Judge the mutants of a part of an API; `progress` is told how many are done, of how many."""
    indexes = chosen(len(mutants_of(part, api).edits), settings.sample, settings.seed)
    chunks = [indexes[start : start + CHUNK] for start in range(0, len(indexes), CHUNK)]
    found: list[Outcome] = []
    if settings.jobs == 1:
        for chunk in chunks:
            found += judged(part, api, chunk, settings.without)
            progress(len(found), len(indexes))
        return found
    with ProcessPoolExecutor(settings.jobs) as pool:
        for outcomes in pool.map(partial(judged, part, api, without=settings.without), chunks):
            found += outcomes
            progress(len(found), len(indexes))
    return found
