"""Which mutants are tried when not all can be, and how sure a score is then."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")

_CERTAINTY = 1.96
"""Standard deviations of a 95 % interval."""


def sample(strata: Mapping[str, Sequence[T]], size: int, seed: int) -> dict[str, list[T]]:
    """Draw from every stratum in proportion to its size, the same for the same seed.

    Args:
        strata: What to draw from.
        size: How many in all; all of them where there are fewer.
        seed: Of the random numbers.
    """
    whole = sum(map(len, strata.values()))
    if size >= whole:
        return {name: list(stratum) for name, stratum in strata.items()}
    shares = {name: size * len(stratum) / whole for name, stratum in strata.items()}
    counts = {name: int(share) for name, share in shares.items()}
    by_rest = sorted(shares, key=lambda name: (counts[name] - shares[name], name))
    for name in by_rest[: size - sum(counts.values())]:
        counts[name] += 1
    drawn: dict[str, list[T]] = {}
    for name, stratum in strata.items():
        numbers = random.Random(f"{seed} {name}").sample(range(len(stratum)), counts[name])  # noqa: S311 - no secret
        drawn[name] = [stratum[number] for number in sorted(numbers)]
    return drawn


def interval(share: float, tried: int, whole: int) -> tuple[float, float]:
    """Return the Wilson interval in which the share of the whole lies with 95 %, corrected for a finite whole.

    Args:
        share: Share that was found, from 0 to 1.
        tried: How many were tried.
        whole: How many there are; where all were tried, the share is what it is.
    """
    if tried == 0:
        return 0.0, 1.0
    if tried >= whole:
        return share, share
    z = _CERTAINTY * math.sqrt((whole - tried) / (whole - 1))
    middle = (share + z * z / (2 * tried)) / (1 + z * z / tried)
    half = z / (1 + z * z / tried) * math.sqrt(share * (1 - share) / tried + z * z / (4 * tried * tried))
    return max(middle - half, 0.0), min(middle + half, 1.0)
