"""Each slice becomes one estimate per unit: value, interval, rank and rank interval, by the formulas of estimate.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from rashinban.catalog import IndicatorMeta, SqlUnit
from rashinban.measure import estimate
from rashinban.measure.alone import Alone
from rashinban.measure.answer import Measured
from rashinban.measure.estimate import Array
from rashinban.measure.sums import Records, Sums


@dataclass(frozen=True, kw_only=True)
class Around:
    """What a slice is compared with: its works, the world's sums, and the sums of the widened slice."""

    works: int
    world: Sums | None
    wide: Sums | None
    wide_world: Sums | None
    world_values: Array | None


class Redrawing:
    """The joint samples of one slice, drawn once for all indicators that ask."""

    def __init__(self, name: str, works: int) -> None:
        self.name = name
        self.works = works
        self._times: Array | None = None
        self._sums: dict[tuple[Records, str], Array] = {}

    @property
    def times(self) -> Array:
        if self._times is None:
            self._times = estimate.draws(self.works, estimate.generator("joint", self.name))
        return self._times

    def sums(self, drawn: Records, column: Literal["a", "b"], units: int) -> Array:
        """Sums of a column per unit in each sample, made once for all indicators with the same records."""
        if (drawn, column) not in self._sums:
            values = drawn.a if column == "a" else drawn.b
            self._sums[drawn, column] = estimate.redrawn_sums(drawn.unit, drawn.work, values, units, self.times)
        return self._sums[drawn, column]


@dataclass(kw_only=True)
class _Spread:
    """Intervals per unit and how each was made; redrawn values (samples x units) for the ranks, and how."""

    lower: Array
    upper: Array
    methods: list[str]
    draws: Array
    ranked: str


def estimate_slice(
    unit: SqlUnit[IndicatorMeta],
    name: str,
    part: Sums,
    around: Around,
    drawn: Records | None,
    redrawing: Redrawing,
    alone: Alone | None,
    *,
    years: tuple[int, int] | None,
    ranked: bool,
) -> list[Measured]:
    """The estimates of one slice, in the order of its units."""
    meta = unit.meta
    with np.errstate(divide="ignore", invalid="ignore"):
        value, error = _value(meta.kind, part, around)
        value = np.where(part["observed"] > 0, value, np.nan)
        spread = None
        if meta.interval != "none":
            if drawn is not None and resamples(part, around.works):
                spread = _joint(meta, part, around, drawn, redrawing, value, error)
            else:
                spread = _analytic(unit, name, value, error)
            if alone is not None and meta.interval == "stability":
                spread.lower[alone.units], spread.upper[alone.units] = alone.lower, alone.upper
                for i in alone.units.tolist():
                    spread.methods[i] = "stability"
        placed = np.array([key is not None for key in part.units]) & ~np.isnan(value) & ranked
        placed &= part["works"] >= max(estimate.RANKED_WORKS, meta.minimum_works)
        # One unit alone has no rank.
        placed &= placed.sum() > 1
        rank, rank_lower, rank_upper = _ranks(value, placed, spread)
        transform = _transform(meta, years)
        shown = transform(value)
        coverage = part["weight_observed"] / part["weight"]
        lower, upper = (transform(spread.lower), transform(spread.upper)) if spread else (value, value)
    interval = np.full(len(value), spread is not None) & ~np.isnan(shown)
    bounded = placed & (spread is not None)
    methods = spread.methods if spread else ["none"] * len(value)
    of = int(placed.sum())
    columns = zip(
        _listed(shown, np.isfinite(shown)),
        _listed(lower, interval & np.isfinite(lower)),
        _listed(upper, interval & np.isfinite(upper)),
        _listed(rank, placed),
        _listed(rank_lower, bounded),
        _listed(rank_upper, bounded),
        part["works"].astype(np.int64).tolist(),
        _listed(coverage, np.isfinite(coverage)),
        part["observed"].astype(np.int64).tolist(),
        methods,
        strict=True,
    )
    return [
        Measured(
            value=value_,
            lower=lower_,
            upper=upper_,
            rank=rank_,
            rank_lower=rank_lower_,
            rank_upper=rank_upper_,
            works=works,
            coverage=coverage_,
            observed=observed,
            of=of,
            interval=method,
            ranked=spread.ranked if spread else "none",
        )
        for value_, lower_, upper_, rank_, rank_lower_, rank_upper_, works, coverage_, observed, method in columns
    ]


def _listed(values: np.ndarray, known: np.ndarray) -> list[Any]:
    """Python's own numbers, None where not known."""
    listed: list[Any] = values.tolist()
    for i in np.flatnonzero(~known).tolist():
        listed[i] = None
    return listed


def _value(kind: str, part: Sums, around: Around) -> tuple[Array, Array]:
    """Values and standard errors (of the logarithm, for specialisation)."""
    a, b = part["a"], part["b"]
    if kind == "sum":
        return a, estimate.error_of_sum(a, part["aa"], around.works)
    if kind in ("mean", "ratio"):
        value = a / b
        return value, estimate.error_of_ratio(value, part["aa"], part["ab"], part["bb"], b)
    nothing = np.full(len(a), np.nan)
    if kind == "part":
        return (a / around.wide.aligned(part.units)["a"] if around.wide is not None else nothing), nothing
    if around.world is None:
        return nothing, nothing
    x, xx = float(around.world["a"][0]), float(around.world["aa"][0])
    if kind == "share":
        value = a / x
        return value, estimate.error_of_share(value, part["aa"], part["ax"], xx, x)
    if around.wide is None or around.wide_world is None:
        return nothing, nothing
    wide = around.wide.aligned(part.units)
    wide_x, wide_xx = float(around.wide_world["a"][0]), float(around.wide_world["aa"][0])
    error = estimate.error_of_log_specialisation(
        {key: part[key] for key in ("a", "aa", "ax")},
        {key: wide[key] for key in ("a", "aa", "ax")},
        {"a": np.float64(x), "aa": np.float64(xx)},
        {"a": np.float64(wide_x), "aa": np.float64(wide_xx)},
    )
    return (a / wide["a"]) / (x / wide_x), error


def resamples(part: Sums, works: int) -> bool:
    """Whether a slice is small enough for joint samples."""
    return bool(max(part["works"].sum(), works) <= estimate.JOINT_RECORDS)


def _bounded(value: Array, error: Array) -> tuple[Array, Array]:
    error = np.where(error > 0, error, np.nan)
    return np.maximum(value - estimate.Z * error, 0), value + estimate.Z * error


def _analytic(unit: SqlUnit[IndicatorMeta], name: str, value: Array, error: Array) -> _Spread:
    log = unit.meta.kind == "specialisation"
    rng = estimate.generator("analytic", unit.name, name)
    draws = estimate.normal_draws(value, error, rng, log=log)
    lower, upper = _bounded(value, error)
    if log:
        # No work in the area: the first-order interval of the logarithm does not exist.
        factor = np.where(value > 0, np.exp(estimate.Z * error), np.nan)
        lower, upper = value / factor, value * factor
    return _Spread(lower=lower, upper=upper, methods=["analytic"] * len(value), draws=draws, ranked="analytic")


def _joint(
    meta: IndicatorMeta,
    part: Sums,
    around: Around,
    drawn: Records,
    redrawing: Redrawing,
    value: Array,
    error: Array,
) -> _Spread:
    """Ranks from joint samples; for sums and shares the intervals too."""
    units = len(part.units)
    draws = redrawing.sums(drawn, "a", units)
    if meta.kind in ("mean", "ratio"):
        draws = draws / redrawing.sums(drawn, "b", units)
    elif meta.kind == "share" and around.world_values is not None:
        world = np.pad(around.world_values, (0, around.works - len(around.world_values)))
        works = np.arange(around.works)
        draws = draws / estimate.redrawn_sums(np.zeros_like(works), works, world, 1, redrawing.times)
    if meta.interval == "joint":
        lower, upper = estimate.bounds(draws)
        method = "joint"
    else:
        lower, upper = _bounded(value, error)
        method = "analytic"
    return _Spread(lower=lower, upper=upper, methods=[method] * units, draws=draws, ranked="joint")


def _ranks(value: Array, placed: np.ndarray, spread: _Spread | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ranks among the units that may be ranked, and the elements 25 and 975 of their redrawn ranks."""
    out = [np.zeros(len(value), dtype=np.int64) for _ in range(3)]
    if placed.any():
        out[0][placed] = estimate.ranks(value[placed])
        if spread is not None:
            redrawn = np.partition(estimate.ranks(spread.draws[:, placed]), (estimate.LOWER, estimate.UPPER), axis=0)
            out[1][placed], out[2][placed] = redrawn[estimate.LOWER], redrawn[estimate.UPPER]
    return out[0], out[1], out[2]


def _transform(meta: IndicatorMeta, years: tuple[int, int] | None):  # type: ignore[no-untyped-def]
    """The last step on a value: both are increasing, so bounds may be transformed as values are."""
    if meta.transform == "symmetric":
        return lambda x: (x - 1) / (x + 1)
    if meta.transform == "annual_rate":
        span = years[1] - years[0] + 1 if years else 0
        # The midpoints of the first and the last floor(n/2) years of n lie n - floor(n/2) years apart.
        apart = span - span // 2
        return lambda x: x ** (1 / apart) - 1 if apart and span > 1 else np.full_like(x, np.nan)
    return lambda x: x
