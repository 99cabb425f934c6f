"""Each estimate is the value of one unit in one slice, with its interval and its rank interval.

Notation, per unit: records i with numerator a_i = w_i v_i and denominator b_i; A, B their sums; n how many.
For shares and specialisation, x_i is the value of work i in the world and X the sum over the world.

    sum              A
    mean, ratio      A / B
    share            A / X
    specialisation   (A / A') / (X / X'), where ' is the same sum over the slice without its area or topic

Intervals, level 95 %, 1,000 samples, seeded by n or by the name of the slice:

    stability   CWTS: n records drawn with replacement from the unit's n; lower and upper are elements 25 and
                975 (from 0) of the sorted samples. Means and ratios of units of up to STABILITY_RECORDS records.
    joint       the N works of the slice are drawn with replacement, for all units at once. The interval of sums
                and shares, and the ranks of every indicator (rank in each sample, elements 25 and 975), in slices
                of up to JOINT_RECORDS records.
    analytic    for larger units and slices, and for specialisation. First order:
                mean, ratio: se^2 = sum (a - R b)^2 / B^2; sum: se^2 = sum a^2 - A^2/N;
                share: se^2 = (sum a^2 - 2 S sum a x + S^2 sum x^2) / X^2; value +- 1.96 se, cut at 0.
                Ranks: 1,000 seeded draws of independent normal values.

Sources: CWTS Leiden Ranking Open Edition (StoredProcedures.cs) for stability; the delta method for analytic.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import sparse

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

SAMPLES = 1_000
LOWER, UPPER = 25, 975
LEVEL = 0.95
Z = 1.959963984540054
SEED = 20_260_401
#: Above these sizes intervals are analytic; tests show that both agree where both run.
STABILITY_RECORDS = 1_000
JOINT_RECORDS = 10_000

#: A sum of squares that cancels to less than this share of its terms is nothing: what is left is rounding, and
#: that differs between engines and machines.
ROUNDING = 1e-12
#: Numbers drawn at once: what stays in the processor's cache is counted three times as fast.
_DRAWN_TOGETHER = 16_000
#: Multiplications of one call of BLAS: OpenBLAS starts threads above 2^18.
_MULTIPLIED_TOGETHER = 250_000

#: A unit with fewer works than this has counts, but no rank.
RANKED_WORKS = 30


def generator(*names: str) -> np.random.Generator:
    """A random generator that depends on the names alone, so that a figure does not depend on its neighbours."""
    return np.random.default_rng([SEED, *(zlib.crc32(name.encode()) for name in names)])


def draws(records: int, rng: np.random.Generator) -> Array:
    """How often each of n records is drawn in each sample of n (records x samples)."""
    times = np.empty((records, SAMPLES))
    step = max(1, min(SAMPLES, _DRAWN_TOGETHER // records))
    start = np.arange(step)[:, None] * records
    kind = np.uint16 if records < 1 << 16 else np.int64
    for first in range(0, SAMPLES, step):
        several = min(step, SAMPLES - first)
        drawn = rng.integers(0, records, size=(several, records), dtype=kind) + start[:several]
        counts = np.bincount(drawn.ravel(), minlength=several * records).reshape(several, records)
        times[:, first : first + several] = counts.T
    return times


@lru_cache(maxsize=1)
def _stability_draws(records: int) -> Array:
    return draws(records, generator("stability", str(records)))


def stability(a: Array, b: Array) -> Array:
    """Samples of sum(a)/sum(b) for units of n records each (units x n): n drawn with replacement (CWTS).

    The draws depend on n alone, so a unit's interval does not depend on its neighbours. Those of one n are
    kept: ask for all units of one size before those of the next.
    """
    times = _stability_draws(a.shape[1])
    # Both in one product: reading the draws costs more than the sums.
    sums = _product(np.concatenate([a, b]), times)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Array = (sums[: len(a)] / sums[len(a) :]).T
    return ratio


def _product(rows: Array, times: Array) -> Array:
    """rows @ times, in pieces so small that BLAS stays in this thread: its own threads wait busily for each other."""
    out = np.empty((len(rows), times.shape[1]))
    several = max(1, _MULTIPLIED_TOGETHER // (64 * rows.shape[1]))
    for i in range(0, len(rows), several):
        some = rows[i : i + several]
        width = max(1, _MULTIPLIED_TOGETHER // some.size)
        for j in range(0, times.shape[1], width):
            np.matmul(some, times[:, j : j + width], out=out[i : i + several, j : j + width])
    return out


def redrawn_sums(unit: Indices, work: Indices, column: Array, units: int, times: Array) -> Array:
    """Sums of a column per unit in each sample (samples x units)."""
    matrix = sparse.csr_matrix((column, (unit, work)), shape=(units, times.shape[0]))
    sums: Array = (matrix @ times).T
    return sums


def bounds(samples: Array) -> tuple[Array, Array]:
    """The elements 25 and 975 of each column's sorted samples; NaN where a sample has no value.

    NaN too where every sample is the same but for rounding: records that do not differ say nothing of their spread.
    """
    if samples.shape[0] != SAMPLES:
        raise ValueError(f"{samples.shape[0]} samples; the interval is defined on {SAMPLES}")
    # One unit's samples side by side, and only the two places that are asked for: a full sort costs ten times that.
    placed = np.partition(np.ascontiguousarray(samples.T), (LOWER, UPPER), axis=1)
    lower, upper = placed[:, LOWER].copy(), placed[:, UPPER].copy()
    bad = np.isnan(samples).any(axis=0) | (upper - lower <= ROUNDING * np.abs(upper))
    lower[bad] = upper[bad] = np.nan
    return lower, upper


def ranks(values: Array) -> Indices:
    """Rank within each row, 1 for the largest; equal values share the better rank; NaN comes last."""
    filled = np.where(np.isnan(values), -np.inf, values)
    order = np.argsort(-filled, axis=-1, kind="stable")
    ordered = np.take_along_axis(filled, order, axis=-1)
    place = np.broadcast_to(np.arange(1, values.shape[-1] + 1), values.shape).copy()
    same = np.zeros(values.shape, dtype=bool)
    same[..., 1:] = ordered[..., 1:] == ordered[..., :-1]
    place[same] = 0
    place = np.maximum.accumulate(place, axis=-1)
    out = np.empty(values.shape, dtype=np.int64)
    np.put_along_axis(out, order, place, axis=-1)
    return out


def normal_draws(value: Array, error: Array, rng: np.random.Generator, *, log: bool = False) -> Array:
    """1,000 independent normal draws of each value, for the rank interval of slices too large to resample."""
    noise = rng.standard_normal((SAMPLES, len(value)))
    if log:
        with np.errstate(divide="ignore"):
            drawn: Array = np.exp(np.log(value) + noise * error)
        return drawn
    return value + noise * error


def _root(variance: Array, scale: Array) -> Array:
    """The square root of a sum that may cancel to nothing; `scale` is its first term."""
    return np.sqrt(np.where(variance <= ROUNDING * scale, 0, variance))


def error_of_ratio(value: Array, aa: Array, ab: Array, bb: Array, b: Array) -> Array:
    """Standard error of A/B: sqrt(sum (a - R b)^2) / B."""
    return _root(aa - 2 * value * ab + value**2 * bb, aa) / b


def error_of_sum(a: Array, aa: Array, works: int) -> Array:
    """Standard error of A when the N works of the slice are redrawn: sqrt(sum a^2 - A^2/N)."""
    return _root(aa - a**2 / max(works, 1), aa)


def error_of_share(value: Array, aa: Array, ax: Array, xx: float, x: float) -> Array:
    """Standard error of A/X: sqrt(sum a^2 - 2 S sum a x + S^2 sum x^2) / X."""
    return _root(aa - 2 * value * ax + value**2 * xx, aa) / x


def error_of_log_specialisation(
    inside: dict[str, Array], wide: dict[str, Array], world: dict[str, float], world_wide: dict[str, float]
) -> Array:
    """Standard error of log((A/A')/(X/X')); every mapping has a, aa, ax (world: a, aa), ' is `wide`.

    Each work moves the logarithm by a f/A - a/A' - x f/X + x/X', f = 1 inside the area; these are squared
    and summed over the works.
    """
    a, wide_a, x, wide_x = inside["a"], wide["a"], world["a"], world_wide["a"]
    total = (
        inside["aa"] / a**2
        + wide["aa"] / wide_a**2
        + world["aa"] / x**2
        + world_wide["aa"] / wide_x**2
        - 2 * inside["aa"] / (a * wide_a)
        - 2 * inside["ax"] / (a * x)
        + 2 * inside["ax"] / (a * wide_x)
        + 2 * inside["ax"] / (wide_a * x)
        - 2 * wide["ax"] / (wide_a * wide_x)
        - 2 * world["aa"] / (x * wide_x)
    )
    return _root(total, inside["aa"] / a**2)
