"""Intervals and ranks: worked by hand where that is possible, recovered from known distributions where not."""

from __future__ import annotations

import numpy as np
import pytest

from rashinban.measure import estimate


def test_the_bounds_are_the_elements_25_and_975_of_the_sorted_samples() -> None:
    samples = np.arange(1000.0)[::-1][:, None]
    lower, upper = estimate.bounds(samples)
    assert (lower[0], upper[0]) == (25.0, 975.0)


def test_bounds_want_a_thousand_samples() -> None:
    with pytest.raises(ValueError, match="999 samples"):
        estimate.bounds(np.zeros((999, 1)))


def test_equal_values_share_the_better_rank_and_missing_ones_come_last() -> None:
    values = np.array([0.3, 0.5, 0.3, np.nan, 0.1])
    assert estimate.ranks(values).tolist() == [2, 1, 2, 5, 4]


def test_ranks_of_each_sample_are_its_own() -> None:
    assert estimate.ranks(np.array([[1.0, 2.0], [2.0, 1.0]])).tolist() == [[2, 1], [1, 2]]


def test_a_stability_sample_of_equal_records_is_their_value_and_has_no_interval() -> None:
    samples = estimate.stability(np.full((1, 7), 0.5), np.ones((1, 7)))
    assert samples.shape == (1000, 1)
    assert set(samples[:, 0]) == {0.5}
    lower, upper = estimate.bounds(samples)
    assert np.isnan([lower[0], upper[0]]).all()


def test_the_stability_interval_covers_the_binomial_one() -> None:
    # 400 works, 10 % in the top: se = sqrt(0.1 * 0.9 / 400) = 0.015, so 0.1 +- 0.0294.
    a = np.r_[np.ones(40), np.zeros(360)][None, :]
    lower, upper = estimate.bounds(estimate.stability(a, np.ones((1, 400))))
    assert lower[0] == pytest.approx(0.1 - 1.96 * 0.015, abs=0.004)
    assert upper[0] == pytest.approx(0.1 + 1.96 * 0.015, abs=0.004)


@pytest.mark.parametrize("n", [50, 500])
def test_units_resampled_together_have_the_samples_they_have_alone(n: int) -> None:
    a = np.random.default_rng(1).random((3, n))
    together = estimate.stability(a, np.ones((3, n)))
    alone = estimate.stability(a[1:2], np.ones((1, n)))
    assert together[:, 1] == pytest.approx(alone[:, 0], abs=1e-12)
    assert (together[:, 0] != together[:, 1]).any()


def test_a_joint_sample_draws_a_work_for_all_its_units_at_once() -> None:
    # Work 0 belongs half to each unit, works 1 and 2 to one each. In every sample the units' sums together are the
    # three works drawn: 3, because each work weighs 1 in all.
    unit = np.array([0, 1, 0, 1])
    work = np.array([0, 0, 1, 2])
    times = estimate.draws(3, estimate.generator("joint"))
    assert times.shape == (3, 1000)
    assert (times.sum(axis=0) == 3).all()
    samples = estimate.redrawn_sums(unit, work, np.array([0.5, 0.5, 1.0, 1.0]), 2, times)
    assert samples.shape == (1000, 2)
    assert (samples.sum(axis=1) == 3.0).all()
    assert (samples[:, 0] == 0.5 * times[0] + times[1]).all()


def _world(works: int, units: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Works of one unit each, weight 1 or a half, a tenth of them in the top."""
    rng = np.random.default_rng(seed)
    unit = rng.integers(0, units, works)
    weight = rng.choice([0.5, 1.0], works)
    value = (rng.random(works) < 0.1).astype(float)
    return unit, np.arange(works), weight, value


@pytest.mark.parametrize("works", [2_000, 10_000])
def test_analytic_intervals_agree_with_resampled_ones(works: int) -> None:
    """Where both run, the ends differ by less than a tenth of the interval's width (resampling noise is about 5 %)."""
    unit, work, weight, value = _world(works, 4, seed=works)
    order = np.argsort(unit, kind="stable")
    unit, work, weight, value = unit[order], work[order], weight[order], value[order]
    a, b = weight * value, weight
    times = estimate.draws(works, estimate.generator("both"))
    redrawn_a = estimate.redrawn_sums(unit, work, a, 4, times)
    redrawn_b = estimate.redrawn_sums(unit, work, b, 4, times)
    world = _at(work, value, works) @ times
    total = {name: np.bincount(unit, x) for name, x in {"a": a, "b": b, "aa": a * a, "ab": a * b, "bb": b * b}.items()}
    ax = np.bincount(unit, a * value)
    # the mean, by CWTS's own resampling of the unit's records
    mean = total["a"] / total["b"]
    error = estimate.error_of_ratio(mean, total["aa"], total["ab"], total["bb"], total["b"])
    for i in range(4):
        mine = unit == i
        lower, upper = estimate.bounds(estimate.stability(a[mine][None, :], b[mine][None, :]))
        _agree((lower[0], upper[0]), (mean[i] - estimate.Z * error[i], mean[i] + estimate.Z * error[i]))
    # the sum and the share, by joint resampling
    error = estimate.error_of_sum(total["a"], total["aa"], works)
    lower, upper = estimate.bounds(redrawn_a)
    for i in range(4):
        _agree((lower[i], upper[i]), (total["a"][i] - estimate.Z * error[i], total["a"][i] + estimate.Z * error[i]))
    x, xx = value.sum(), (value**2).sum()
    share = total["a"] / x
    error = estimate.error_of_share(share, total["aa"], ax, xx, x)
    lower, upper = estimate.bounds(redrawn_a / world[:, None])
    for i in range(4):
        _agree((lower[i], upper[i]), (share[i] - estimate.Z * error[i], share[i] + estimate.Z * error[i]))
    # rank intervals differ by one place at most
    joint_ranks = np.sort(estimate.ranks(redrawn_a / redrawn_b), axis=0)[[25, 975]]
    error = estimate.error_of_ratio(mean, total["aa"], total["ab"], total["bb"], total["b"])
    normal = estimate.normal_draws(mean, error, estimate.generator("normal"))
    normal_ranks = np.sort(estimate.ranks(normal), axis=0)[[25, 975]]
    assert np.abs(joint_ranks - normal_ranks).max() <= 1


def _at(work: np.ndarray, value: np.ndarray, works: int) -> np.ndarray:
    out = np.zeros(works)
    out[work] = value
    return out


def _agree(resampled: tuple[float, float], analytic: tuple[float, float]) -> None:
    width = resampled[1] - resampled[0]
    assert resampled[0] == pytest.approx(analytic[0], abs=0.1 * width)
    assert resampled[1] == pytest.approx(analytic[1], abs=0.1 * width)


def test_the_error_of_specialisation_matches_its_spread_over_many_worlds() -> None:
    """Country 30 of 100 in the field, world 200 of 1000: log RCA spreads as the formula says, over 4,000 worlds."""
    in_field = np.r_[np.ones(30), np.zeros(70), np.ones(170), np.zeros(730)]
    own = np.r_[np.ones(100), np.zeros(900)]
    one = np.ones(1000)

    def sums(a: np.ndarray, x: np.ndarray) -> dict[str, np.ndarray]:
        return {"a": np.array([a.sum()]), "aa": np.array([(a * a).sum()]), "ax": np.array([(a * x).sum()])}

    error = estimate.error_of_log_specialisation(
        sums(own * in_field, in_field),
        sums(own, one),
        {"a": in_field.sum(), "aa": in_field.sum()},
        {"a": 1000.0, "aa": 1000.0},
    )
    rng = np.random.default_rng(7)
    logs = []
    for _ in range(4_000):
        drawn = rng.integers(0, 1000, 1000)
        f, k = in_field[drawn], own[drawn]
        logs.append(np.log(((f * k).sum() / k.sum()) / (f.sum() / 1000)))
    assert error[0] == pytest.approx(np.std(logs), rel=0.06)


def test_rounding_is_no_spread() -> None:
    """Three works of one value, 0.2995: their squares cancel, whatever the order in which they were added."""
    weights = np.array([0.5, 0.3, 0.2])
    a = weights * 0.2995
    for order in ([0, 1, 2], [2, 1, 0], [1, 0, 2]):
        aa, ab, bb = (sum((x * y)[order].tolist()) for x, y in ((a, a), (a, weights), (weights, weights)))
        value = np.array([sum(a[order].tolist()) / sum(weights[order].tolist())])
        error = estimate.error_of_ratio(value, np.array([aa]), np.array([ab]), np.array([bb]), np.array([1.0]))
        assert error.tolist() == [0.0]
    samples = np.full((estimate.SAMPLES, 2), 0.2995)
    samples[::2, 0] = np.nextafter(0.2995, 1)
    samples[::2, 1] = 0.3
    lower, upper = estimate.bounds(samples)
    assert np.isnan(lower[0]) and np.isnan(upper[0])
    assert (lower[1], upper[1]) == (0.2995, 0.3)
