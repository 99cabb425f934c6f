"""Scores of forecasts are those worked by hand, and recover what was planted."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from rashinban.measure.estimate import Z
from rashinban.measure.foresight.scores import FEWEST, Pair, bin_of, brier, levels, pinball, wilson


def pairs(*given: tuple[float, int]) -> list[Pair]:
    return [Pair(probability=probability, happened=bool(happened)) for probability, happened in given]


def test_the_brier_score_and_its_parts() -> None:
    found = brier(pairs((0.9, 1), (0.9, 0), (0.2, 0), (0.3, 1)))
    assert found.value == pytest.approx((0.1**2 + 0.9**2 + 0.2**2 + 0.7**2) / 4, abs=1e-12)
    # Bins: two at 0.9 of which half happened, one at 0.2 that did not, one at 0.3 that did; of all, a half.
    assert found.reliability == pytest.approx((2 * (0.9 - 0.5) ** 2 + 0.2**2 + (0.3 - 1) ** 2) / 4, abs=1e-12)
    assert found.resolution == pytest.approx((2 * 0 + (0 - 0.5) ** 2 + (1 - 0.5) ** 2) / 4, abs=1e-12)
    assert found.uncertainty == 0.25
    assert (found.within_bin_variance, found.within_bin_covariance) == pytest.approx((0, 0), abs=1e-12)
    # 1.35 / 4 = 0.85 / 4 - 0.5 / 4 + 1 / 4
    assert found.skill == pytest.approx(1 - (1.35 / 4) / 0.25, abs=1e-12)
    assert found.log_score == pytest.approx(-(log(0.9) + log(0.1) + log(0.8) + log(0.3)) / 4, abs=1e-12)
    assert (found.n, found.happened, found.lower, found.upper) == (4, 2, None, None)
    assert [(one.lower, one.n, one.happened, one.expected, one.observed) for one in found.bins] == [
        (0.2, 1, 0, 0.2, 0.0),
        (0.3, 1, 1, 0.3, 1.0),
        (0.9, 2, 1, 0.9, 0.5),
    ]


def test_the_parts_add_up_where_a_bin_holds_several_probabilities() -> None:
    found = brier(pairs((0.11, 0), (0.19, 1)))
    # Mean 0.15, half happened: REL 0.35^2, RES 0, UNC 1/4, WBV 0.04^2, WBC 2/2 (0.5 x 0.04 + 0.5 x 0.04).
    assert found.value == pytest.approx((0.11**2 + 0.81**2) / 2, abs=1e-12)
    assert found.reliability == pytest.approx(0.35**2, abs=1e-12)
    assert found.resolution == 0
    assert found.within_bin_variance == pytest.approx(0.04**2, abs=1e-12)
    assert found.within_bin_covariance == pytest.approx(0.04, abs=1e-12)
    assert found.value == pytest.approx(0.35**2 + 0.25 + 0.04**2 - 0.04, abs=1e-12)


def test_the_parts_add_up_for_any_forecasts() -> None:
    rng = np.random.default_rng(7)
    drawn = pairs(*((float(p), int(o)) for p, o in zip(rng.random(300), rng.integers(0, 2, 300), strict=True)))
    found = brier(drawn)
    assert found.value is not None and found.reliability is not None and found.resolution is not None
    assert found.uncertainty is not None and found.within_bin_variance is not None
    assert found.within_bin_covariance is not None
    assert found.value == pytest.approx(
        found.reliability
        - found.resolution
        + found.uncertainty
        + found.within_bin_variance
        - found.within_bin_covariance,
        abs=1e-12,
    )


def test_calibrated_forecasts_are_found_to_be_so() -> None:
    rng = np.random.default_rng(11)
    probabilities = rng.random(20_000)
    found = brier(pairs(*((float(p), int(rng.random() < p)) for p in probabilities)))
    # The integral of p (1 - p) from 0 to 1 is 1/6.
    assert found.value == pytest.approx(1 / 6, abs=0.004)
    assert found.reliability == pytest.approx(0, abs=0.001)
    assert found.lower is not None and found.upper is not None and found.lower < 1 / 6 < found.upper


def test_who_was_certain_and_wrong_has_no_log_score() -> None:
    found = brier(pairs((1.0, 0), (0.0, 0), (0.5, 1)))
    assert (found.log_score, found.certain_and_wrong) == (None, 1)
    assert found.value == pytest.approx((1 + 0 + 0.25) / 3, abs=1e-12)


def test_where_all_happened_there_is_no_skill_to_tell() -> None:
    assert brier(pairs((0.8, 1), (0.6, 1))).skill is None


def test_of_no_forecasts_nothing_is_said() -> None:
    found = brier([])
    assert (found.n, found.value, found.reliability, found.skill, found.bins) == (0, None, None, None, ())


def test_the_interval_is_drawn_alike_every_time_and_not_of_few() -> None:
    few = pairs(*[(0.7, 1)] * (FEWEST - 1))
    assert (brier(few).lower, brier(few).upper) == (None, None)
    # All have the same loss, 0.3^2, and so has every sample.
    same = brier(pairs(*[(0.7, 1)] * FEWEST))
    assert (same.lower, same.upper) == pytest.approx((0.09, 0.09), abs=1e-12)
    mixed = pairs(*[(0.7, 1), (0.7, 0)] * 20)
    assert brier(mixed) == brier(mixed)
    found = brier(mixed)
    # Losses 0.09 and 0.49 in equal parts: mean 0.29, standard error 0.2 / sqrt(40) = 0.0316.
    assert found.lower == pytest.approx(0.29 - Z * 0.0316, abs=0.012)
    assert found.upper == pytest.approx(0.29 + Z * 0.0316, abs=0.012)


@pytest.mark.parametrize(
    ("probability", "number"), [(0.0, 0), (0.05, 0), (0.1, 1), (0.3, 3), (0.6, 6), (0.7, 7), (0.9999, 9), (1.0, 9)]
)
def test_a_probability_falls_into_its_bin(probability: float, number: int) -> None:
    assert bin_of(probability) == number


def test_wilson() -> None:
    # With none of one: 0 to z^2 / (1 + z^2).
    assert wilson(0, 1) == pytest.approx((0, Z**2 / (1 + Z**2)), abs=1e-12)
    # With 5 of 10 the middle is 1/2 and half the width z sqrt(1/40 + z^2/400) / (1 + z^2/10).
    half = Z * (1 / 40 + Z**2 / 400) ** 0.5 / (1 + Z**2 / 10)
    assert wilson(5, 10) == pytest.approx((0.5 - half, 0.5 + half), abs=1e-12)


def test_quantiles_of_numbers() -> None:
    given = [(0.5, 10.0), (0.9, 12.0)]
    assert pinball(given, 14.0) == pytest.approx((0.5 * 4 + 0.9 * 2) / 2, abs=1e-12)
    assert pinball(given, 8.0) == pytest.approx((0.5 * 2 + 0.1 * 4) / 2, abs=1e-12)
    found = levels([(given, 14.0), (given, 11.0), ([(0.5, 3.0)], 3.0)])
    # At the median: 14 > 10, 11 > 10, 3 <= 3. At 0.9: 14 > 12, 11 <= 12.
    assert [(one.level, one.n, one.below, one.observed) for one in found] == [(0.5, 3, 1, 1 / 3), (0.9, 2, 1, 0.5)]
