"""Each reference goes from a work to an earlier one, most often of the same strand and most often a cited one."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from rashinban.simulate.ids import FIRST, MERGED, Floats, Ints
from rashinban.simulate.people import distinct, merged
from rashinban.simulate.world import SIGMA, S, World

#: chances of a cited work being 0, 1, 2... years older
_LAGS = np.array([0.03, 0.13, 0.17, 0.15, 0.12, 0.10, 0.08, 0.07, 0.06, 0.05, 0.04])


def pick(rng: np.random.Generator, chances: Floats, n: int) -> Ints:
    """n draws of 0, 1, 2... with these chances."""
    cumulative = np.cumsum(chances) / chances.sum()
    return np.minimum(np.searchsorted(cumulative, rng.random(n), side="right"), chances.size - 1)


def draw_references(
    world: World, rng: np.random.Generator, strand: Ints, year: Ints, kind: Ints, number: Ints
) -> tuple[Ints, Ints]:
    """References to works of the same strand (80 %) or any other, some years back, the cited ones most.

    A work with log-normal citations X of spread sigma is cited in proportion to X, so the cited quantile is
    Phi(sigma + N(0,1)): a size-biased log-normal. Slots of a block run from the most cited to the least,
    which turns the quantile into a slot without looking at the cited part.
    """
    plan = world.plan
    n = strand.size
    mean = np.where(kind == 1, 2.0, 1.0) * plan.references / 0.85
    wanted = rng.poisson(mean * rng.gamma(1.5, 1 / 1.5, n))
    wanted[(kind >= 4) | (rng.random(n) < 0.12)] = 0
    wanted = np.minimum(wanted, 200)
    work = np.repeat(np.arange(n), wanted)
    m = work.size
    shares = np.cumsum(world.block_share.sum(axis=0))
    there = np.minimum(np.searchsorted(shares / shares[-1], rng.random(m), side="right"), S - 1)
    there = np.where(rng.random(m) < 0.80, strand[work], there)
    then = year[work] - pick(rng, _LAGS, m)
    size = np.where(then >= 0, world.blocks[np.maximum(then, 0), there], 0)
    quantile = ndtr(SIGMA + rng.standard_normal(m))
    slot = world.block_start[np.maximum(then, 0), there] + ((1 - quantile) * size).astype(np.int64)
    cited = world.number(rng.integers(0, plan.parts, m), slot)
    keep = (size > 0) & (cited != number[work])
    pairs = distinct(work[keep] * (1 << 34) + cited[keep])
    work, cited = np.divmod(pairs, 1 << 34)
    offset = np.concatenate([[0], np.cumsum(np.bincount(work, minlength=n))])
    return offset, work_ids(cited, rng)


def work_ids(number: Ints, rng: np.random.Generator) -> Ints:
    """Ids of works as other records write them: one in 300 works is sometimes called by a merged id."""
    old = merged(number, 21, 300) & (rng.random(number.size) < 0.3)
    return FIRST + number + np.where(old, MERGED, 0)
