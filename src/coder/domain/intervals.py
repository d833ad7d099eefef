"""Intervals of a share and of the difference between two shares.

Closed formulas, so that a base may be an effective one (weights) and need not be a whole number;
the tests hold them against scipy and against the published examples.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits in percent or percentage points, unrounded."""

    low: float
    high: float

    @property
    def holds_zero(self) -> bool:
        """May there be no difference at all?"""
        return self.low <= 0 <= self.high


def wilson(part: float, base: float, level: float = LEVEL) -> Interval:
    """The interval of a share that was found among respondents; 0-100 for an empty base.

    Args:
        part: Respondents with the code, 0 to `base`.
        base: Respondents, or the number that weighted ones are worth.
        level: Confidence, between 0 and 1.
    Returns:
        Percentages, 0-100.
    Source:
        Wilson (1927), Journal of the American Statistical Association 22, 209-212.
    """
    if base <= 0:
        return Interval(0.0, 100.0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, spread = part / base, z * z / base
    middle = (share + spread / 2) / (1 + spread)
    reach = z * math.sqrt(share * (1 - share) / base + spread / (4 * base)) / (1 + spread)
    return Interval(100 * max(0.0, middle - reach), 100 * min(1.0, middle + reach))


def newcombe(
    before: tuple[float, float], after: tuple[float, float], level: float = LEVEL
) -> Interval:
    """The interval of a difference between the shares of two independent groups.

    Args:
        before: Part and base of the group that is subtracted.
        after: Part and base of the other.
        level: Confidence, between 0 and 1.
    Returns:
        Percentage points of after minus before; all that is possible for an empty base.
    Source:
        Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    if before[1] <= 0 or after[1] <= 0:
        return Interval(-100.0, 100.0)
    first, second = 100 * before[0] / before[1], 100 * after[0] / after[1]
    one, two = wilson(*before, level), wilson(*after, level)
    difference = second - first
    return Interval(
        difference - math.hypot(second - two.low, one.high - first),
        difference + math.hypot(two.high - second, first - one.low),
    )
