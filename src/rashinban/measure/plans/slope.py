"""Each slope is the robust change a year of a short series, with the interval that its few points allow.

Theil-Sen: the median of the slopes between all pairs of observations. Its interval is Sen's: from the k-th smallest to
the k-th largest pair slope, with the largest k whose exact level, 1 - 2 P(S >= N - 2(k-1)), reaches LEVEL; S is
Kendall's score of n values in random order, N = n(n-1)/2. Three points reach 67 % at most and four 92 %: then the whole
range of the pair slopes is the interval, and it carries the level it has.

Sources: Sen, J. Am. Stat. Assoc. 63 (1968) 1379; Kendall, Rank Correlation Methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import factorial
from statistics import median

#: What an interval must reach where the number of points allows it.
LEVEL = 0.90


@dataclass(frozen=True, kw_only=True)
class Point:
    """One observation: its year, value, and interval where it has one."""

    year: int
    value: float
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A value with its interval and the interval's level."""

    value: float
    lower: float
    upper: float
    level: float


def slope(points: Sequence[Point]) -> Estimate:
    """The change a year. At least two points, of different years."""
    pairs = sorted((b.value - a.value) / (b.year - a.year) for a, b in combinations(points, 2))
    k, level = _rank(len(points))
    return Estimate(value=median(pairs), lower=pairs[k - 1], upper=pairs[-k], level=level)


def project(points: Sequence[Point], change: Estimate, year: int) -> Estimate:
    """Where the points lead by a year not before the last of them.

    The median over the points of value + slope x years left; the lower end takes the lower slope and the points' own
    lower bounds, the upper end the upper ones.
    """

    def at(values: Sequence[float], by: float) -> float:
        return median(value + by * (year - point.year) for value, point in zip(values, points, strict=True))

    lowest = [point.value if point.lower is None else point.lower for point in points]
    highest = [point.value if point.upper is None else point.upper for point in points]
    return Estimate(
        value=at([point.value for point in points], change.value),
        lower=at(lowest, change.lower),
        upper=at(highest, change.upper),
        level=change.level,
    )


def within_ends(one: Estimate, least: float | None, largest: float | None) -> Estimate:
    """The estimate cut where no value can be: a share below 0 or above 1."""

    def cut(value: float) -> float:
        value = value if least is None else max(value, least)
        return value if largest is None else min(value, largest)

    return Estimate(value=cut(one.value), lower=cut(one.lower), upper=cut(one.upper), level=one.level)


@cache
def _rank(n: int) -> tuple[int, float]:
    """Which pair slope from either end bounds the interval of n points, and the interval's level."""
    pairs = n * (n - 1) // 2
    chosen = (1, 1 - 2 / factorial(n))
    for k in range(2, pairs // 2 + 1):
        level = 1 - 2 * _at_least(n, pairs - 2 * (k - 1))
        if level < LEVEL:
            break
        chosen = (k, level)
    return chosen


@cache
def _at_least(n: int, score: int) -> float:
    """P(S >= score) for n values in random order: S = N - 2 x inversions."""
    inversions = [1]
    for length in range(2, n + 1):
        # A new last value may stand before 0..length-1 of those before it.
        longer = [0] * (len(inversions) + length - 1)
        for number, orders in enumerate(inversions):
            for added in range(length):
                longer[number + added] += orders
        inversions = longer
    pairs = n * (n - 1) // 2
    return sum(orders for number, orders in enumerate(inversions) if pairs - 2 * number >= score) / factorial(n)
