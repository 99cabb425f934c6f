"""Each score says how good forecasts of events were: the Brier score with its parts, and whether they are calibrated.

    Brier score     BS = 1/n sum (p - o)^2, where p is the probability and o is 1 where the event happened, else 0.
                    0 is best; always saying 1/2 gives 1/4; always saying the share q that happened gives q (1 - q).
    parts           the forecasts are put into ten bins of probability (0 to under 0.1, ..., 0.9 to 1). With n_k
                    forecasts in bin k, their mean probability p_k and the share o_k that happened:
                    reliability     REL = 1/n sum n_k (p_k - o_k)^2        less is better
                    resolution      RES = 1/n sum n_k (o_k - q)^2          more is better
                    uncertainty     UNC = q (1 - q)                        of the events, not of who forecasts
                    within bins     WBV = 1/n sum (p - p_k)^2,  WBC = 2/n sum (o - o_k) (p - p_k)
                    BS = REL - RES + UNC + WBV - WBC, to the last digit
    skill           1 - BS / UNC: how much better than always saying q; not defined where all or none happened
    log score       1/n sum of -ln(what was given to what came); without bound, so that one certainty that failed is all
    calibration     p_k beside o_k with the Wilson interval of o_k, 95 %
    quantiles       a forecast of a number says that it will lie at or below v with probability a. Pinball loss:
                    a (y - v) where y >= v, else (1 - a) (v - y). Over numbers of several units it adds up to
                    nothing; what does is how many came to lie at or below v, beside a.

The interval of BS: 1,000 samples of the forecasts, drawn with replacement, seeded; elements 25 and 975 of the sorted
samples. Forecasts of one thing are not independent, so it is rather too narrow. Below FEWEST forecasts none is given.

Sources: Brier (1950), Monthly Weather Review 78(1); Murphy (1973), J. Applied Meteorology 12(4); Stephenson, Coelho and
Jolliffe (2008), Weather and Forecasting 23(4), for the parts within bins; Wilson (1927), J. Am. Stat. Ass. 22(158).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log, sqrt

import numpy as np

from rashinban.measure.estimate import LEVEL, LOWER, SAMPLES, UPPER, Z, generator

#: With fewer forecasts the score is printed without an interval: a sample of so few says nothing of its error.
FEWEST = 10
BINS = 10


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A probability and whether the event happened."""

    probability: float
    happened: bool


@dataclass(frozen=True, kw_only=True)
class Bin:
    """One line of the calibration table: from `lower` to under `upper`. expected: mean probability."""

    lower: float
    upper: float
    n: int
    happened: int
    expected: float
    observed: float
    observed_lower: float
    observed_upper: float


@dataclass(frozen=True, kw_only=True)
class Brier:
    """The score with its parts. value: None where there is no forecast. log_score: None also where it has no bound."""

    n: int
    happened: int
    value: float | None
    lower: float | None
    upper: float | None
    level: float
    reliability: float | None
    resolution: float | None
    uncertainty: float | None
    within_bin_variance: float | None
    within_bin_covariance: float | None
    skill: float | None
    log_score: float | None
    certain_and_wrong: int
    bins: tuple[Bin, ...]


def brier(pairs: Sequence[Pair]) -> Brier:
    """The score of some forecasts."""
    n, happened = len(pairs), sum(pair.happened for pair in pairs)
    wrong = sum(pair.probability == (0.0 if pair.happened else 1.0) for pair in pairs)
    if not n:
        return Brier(
            n=0, happened=0, value=None, lower=None, upper=None, level=LEVEL, reliability=None, resolution=None,
            uncertainty=None, within_bin_variance=None, within_bin_covariance=None, skill=None, log_score=None,
            certain_and_wrong=0, bins=(),
        )  # fmt: skip
    q = happened / n
    losses = np.array([(pair.probability - pair.happened) ** 2 for pair in pairs])
    value = float(losses.mean())
    bins, variance, covariance = _binned(pairs)
    uncertainty = q * (1 - q)
    lower, upper = _interval(losses)
    return Brier(
        n=n,
        happened=happened,
        value=value,
        lower=lower,
        upper=upper,
        level=LEVEL,
        reliability=sum(one.n * (one.expected - one.observed) ** 2 for one in bins) / n,
        resolution=sum(one.n * (one.observed - q) ** 2 for one in bins) / n,
        uncertainty=uncertainty,
        within_bin_variance=variance / n,
        within_bin_covariance=2 * covariance / n,
        skill=1 - value / uncertainty if uncertainty else None,
        log_score=None if wrong else sum(-log(_given(pair)) for pair in pairs) / n,
        certain_and_wrong=wrong,
        bins=bins,
    )


def bin_of(probability: float) -> int:
    """The bin of a probability; that of 1 is the last."""
    # 0.3 / 0.1 is 2.9999999999999996.
    return min(int(round(probability * BINS, 9)), BINS - 1)


def _binned(pairs: Sequence[Pair]) -> tuple[tuple[Bin, ...], float, float]:
    """The bins that have forecasts, and the sums of variance and covariance within them."""
    found, variance, covariance = [], 0.0, 0.0
    ordered = sorted(pairs, key=lambda pair: pair.probability)
    for number, group in groupby(ordered, key=lambda pair: bin_of(pair.probability)):
        inside = list(group)
        n, happened = len(inside), sum(pair.happened for pair in inside)
        expected, observed = sum(pair.probability for pair in inside) / n, happened / n
        variance += sum((pair.probability - expected) ** 2 for pair in inside)
        covariance += sum((pair.happened - observed) * (pair.probability - expected) for pair in inside)
        lower, upper = wilson(happened, n)
        found.append(
            Bin(
                lower=number / BINS, upper=(number + 1) / BINS, n=n, happened=happened, expected=expected,
                observed=observed, observed_lower=lower, observed_upper=upper,
            )
        )  # fmt: skip
    return tuple(found), variance, covariance


def _given(pair: Pair) -> float:
    return pair.probability if pair.happened else 1 - pair.probability


def _interval(losses: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float | None, float | None]:
    if len(losses) < FEWEST:
        return None, None
    drawn = generator("brier", str(len(losses))).integers(0, len(losses), size=(SAMPLES, len(losses)))
    means = np.sort(losses[drawn].mean(axis=1))
    return float(means[LOWER]), float(means[UPPER])


def wilson(happened: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of n by Wilson: it never leaves 0 to 1, and holds for few."""
    share, square = happened / n, Z**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n**2)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, kw_only=True)
class Level:
    """How many numbers came to lie at or below the quantile of one level."""

    level: float
    n: int
    below: int
    observed: float
    observed_lower: float
    observed_upper: float


def levels(forecasts: Sequence[tuple[Sequence[tuple[float, float]], float]]) -> tuple[Level, ...]:
    """For each level that was given: (quantiles as (level, value), what came) of each forecast of a number."""
    found = []
    for level in sorted({level for given, _ in forecasts for level, _ in given}):
        below = [came <= value for given, came in forecasts for one, value in given if one == level]
        lower, upper = wilson(sum(below), len(below))
        found.append(
            Level(
                level=level, n=len(below), below=sum(below), observed=sum(below) / len(below),
                observed_lower=lower, observed_upper=upper,
            )
        )  # fmt: skip
    return tuple(found)


def pinball(quantiles: Sequence[tuple[float, float]], came: float) -> float:
    """The mean pinball loss of the quantiles of one forecast, in its unit; 0 is best."""
    return sum(
        level * (came - value) if came >= value else (1 - level) * (value - came) for level, value in quantiles
    ) / len(quantiles)
