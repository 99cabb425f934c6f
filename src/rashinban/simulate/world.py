"""A world is everything that is planted before the first work is drawn: shares, propensities, cells, pools.

Symbols: k country, s strand (a technology area or a field outside), y year, i work.

    lead share    l[s,y,k] ~ size_k (1 + growth_k)^(y - middle) x affinity[s,k], scaled to sum to 1 over k
    foreign share e = E[share of a team's authors that are abroad], over team sizes, for a team with partners
    mixed share   h[s,y,k] = l_k (1 - g_k e) + sum over j != k of l_j g_j e l_k / (1 - l_j)
                  the expected fractional share of k; g_k is `international`; partners are drawn by l
    multiplier    m[s,k] = strength_k x lift[s,k]
    propensity    p[s,y,k] = 0.10 x m[s,k] / sum over j of h[s,y,j] m[s,j]
    e_i           = sum over k of f_ik p[s,y,k], with f_ik the fractional share of k in the work i (CWTS)
    planted p_i   ~ Beta(e_i M, (1 - e_i) M), M = MERIT: what the work itself deserves, with mean e_i;
                  1 / (M + 1) of the variance of being at the top is the work's merit, the rest is luck

So the mean of p_i over the works of a strand and year is 0.10 in expectation, and hence over any cell
(subfield x year x type), because neither subfield nor type depends on the countries. A work is in the top
10 % of its cell with probability p_i; a tenth of that is the top 1 %.

Citations in a cell are floor(exp(N(mu, sigma))), moved by at most a few so that exactly the top tenth has
>= `top_10` and the top hundredth >= `top_1` citations. That makes planted and counted top shares the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr, ndtri

from rashinban.simulate.asjc import SUBFIELDS
from rashinban.simulate.countries import COUNTRIES, JAPAN
from rashinban.simulate.funding import Funding, by_payer, plant
from rashinban.simulate.ids import Floats, Ints
from rashinban.simulate.programmes import PAYERS
from rashinban.simulate.strands import AREAS, STRANDS

K = len(COUNTRIES)
S = len(STRANDS)
#: strand numbers below this are technology areas
AREA_COUNT = len(AREAS)
SUBFIELD_IDS = tuple(SUBFIELDS)
TOPICS_PER_SUBFIELD = 4

#: type, share of works, citations against an article
TYPES: tuple[tuple[str, float, float], ...] = (
    ("article", 0.735, 1.0),
    ("review", 0.065, 2.2),
    ("book-chapter", 0.070, 0.35),
    ("preprint", 0.055, 0.40),
    ("dataset", 0.030, 0.06),
    ("editorial", 0.018, 0.15),
    ("letter", 0.012, 0.40),
    ("book", 0.010, 0.80),
    ("paratext", 0.005, 0.03),
)
T = len(TYPES)
ARTICLE, REVIEW, PARATEXT = 0, 1, 8

SIGMA = 1.15
#: share of the further authors of an international team who are abroad (at least one is)
ABROAD = 0.45
#: probability that the first author of an international team is at home and abroad at once
BOTH = 0.10
#: how much of reaching the top 10 % is luck: the M of the module's text
MERIT = 2.0
SECOND_AREA = 0.15
RETRACTED = 0.002
UNIVERSE_TYPES = (ARTICLE, REVIEW)
_Z_10, _Z_1 = float(ndtri(0.90)), float(ndtri(0.99))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the caller chooses. Everything else follows from it, whatever number of processes writes it."""

    works: int
    seed: int
    first_year: int = 2012
    last_year: int = 2025
    references: float = 10.0
    part_works: int = 100_000

    @property
    def parts(self) -> int:
        return max(1, -(-self.works // self.part_works))

    @property
    def years(self) -> int:
        return self.last_year - self.first_year + 1

    @property
    def institutions(self) -> int:
        return int(np.clip(self.works // 60, 300, 6000))

    @property
    def sources(self) -> int:
        return int(np.clip(self.works // 150, 300, 20_000))

    def part_size(self, part: int) -> int:
        """Works of one part; the first parts have one more where the division leaves a rest."""
        return self.works // self.parts + (part < self.works % self.parts)

    def part_start(self, part: int) -> int:
        """The number of the first work of a part."""
        return part * (self.works // self.parts) + min(part, self.works % self.parts)

    def rng(self, *key: int) -> np.random.Generator:
        """The generator of one job: jobs are independent, so their order and number do not matter."""
        return np.random.default_rng(np.random.SeedSequence(entropy=self.seed, spawn_key=key))


def team_sizes() -> tuple[Ints, Floats]:
    """Numbers of authors and their probabilities: log-normal around four, cut at 60."""
    sizes = np.arange(1, 61)
    weights = np.exp(-0.5 * ((np.log(sizes) - np.log(3.8)) / 0.72) ** 2) / sizes
    return sizes, weights / weights.sum()


def foreign_share(sizes: Ints) -> Floats:
    """Expected share of a team of n >= 2 that is abroad: (max(1, Binomial(n-1, .45)) + .1 / 2) / n."""
    n = sizes.astype(np.float64)
    expected = ((n - 1) * ABROAD + (1 - ABROAD) ** (n - 1) + BOTH / 2) / n
    return np.where(sizes >= 2, expected, 0.0)


class World:
    """The planted parameters as arrays; see the module for the formulas."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        rng = plan.rng(0)
        years = np.arange(plan.years)
        middle = (plan.years - 1) / 2
        growth = np.array([c.growth for c in COUNTRIES])
        size = np.array([c.size for c in COUNTRIES])
        self.international = np.array([c.international for c in COUNTRIES])
        self.missing = np.array([c.missing for c in COUNTRIES])
        affinity = np.exp(rng.normal(0.0, 0.35, (S, K)))
        lead = size * (1 + growth) ** (years[:, None] - middle) * affinity[:, None, :]
        self.lead = lead / lead.sum(axis=2, keepdims=True)
        self.lead_cumulative = np.cumsum(self.lead, axis=2)
        self.lead_cumulative[:, :, -1] = 1.0

        self.multiplier = np.array([c.strength for c in COUNTRIES]) * np.exp(rng.normal(0.0, 0.22, (S, K)))
        sizes, chances = team_sizes()
        away = self.international * float((chances * foreign_share(sizes)).sum())
        # sum over j != k of l_j away_j l_k / (1 - l_j): all sending countries, less the country itself
        sent = self.lead * away / (1 - self.lead)
        self.mixed = self.lead * (1 - away) + self.lead * (sent.sum(axis=2, keepdims=True) - sent)
        mean = (self.mixed * self.multiplier[:, None, :]).sum(axis=2, keepdims=True)
        self.top_10 = 0.10 * self.multiplier[:, None, :] / mean
        self.team_cumulative = np.cumsum(chances)
        self.team_cumulative[-1] = 1.0

        strand_growth = np.array([s.growth for s in STRANDS])
        share = np.array([s.share for s in STRANDS])
        blocks = share * (1 + strand_growth) ** (years[:, None] - middle)
        blocks = blocks / blocks.sum(axis=1, keepdims=True) * 1.035 ** years[:, None]
        self.block_share = blocks / blocks.sum()

        self._plant_cells(rng)
        self._plant_pools(rng)

    def _plant_cells(self, rng: np.random.Generator) -> None:
        """Citation distribution of each cell: mu, thresholds, the mean, and the means inside and outside."""
        plan = self.plan
        number = {name: n for n, name in enumerate(SUBFIELD_IDS)}
        self.strand_subfields = np.array([[number[f] for f in s.subfields] for s in STRANDS])
        weights = np.array([s.share for s in STRANDS])[:, None] * np.array([0.60, 0.25, 0.15])
        total, weighted = np.zeros(len(number)), np.zeros(len(number))
        np.add.at(total, self.strand_subfields, weights)
        np.add.at(weighted, self.strand_subfields, weights * np.array([s.baseline for s in STRANDS])[:, None])
        base = weighted / total * np.exp(rng.normal(0.0, 0.10, len(number)))
        age = plan.last_year - np.arange(plan.first_year, plan.last_year + 1) + 0.6
        ripe = 1 - np.exp(-((age / 6) ** 1.3))
        kind = np.array([t[2] for t in TYPES])
        mean = base[:, None, None] * ripe[:, None] * kind + 0.02
        self.mu: Floats = (np.log(mean) - SIGMA**2 / 2).ravel()
        self.cell_top_10 = np.maximum(1, np.floor(np.exp(self.mu + SIGMA * _Z_10))).astype(np.int64)
        self.cell_top_1 = np.maximum(self.cell_top_10 + 1, np.floor(np.exp(self.mu + SIGMA * _Z_1)).astype(np.int64))
        self.mean_below = np.zeros(self.mu.size)
        self.mean_top = np.zeros(self.mu.size)
        for low, high, chance in ((-5.0, _Z_10, 0.9), (_Z_10, _Z_1, 0.09), (_Z_1, 5.5, 0.01)):
            edges = np.linspace(low, high, 401)
            z = (edges[1:] + edges[:-1]) / 2
            density = np.exp(-0.5 * z**2)
            density *= chance / density.sum()
            for start in range(0, self.mu.size, 2048):
                cells = np.arange(start, min(start + 2048, self.mu.size))
                expected = self._count(cells[:, None], z) @ density
                (self.mean_below if chance == 0.9 else self.mean_top)[cells] += expected
        self.cell_mean = self.mean_below + self.mean_top
        self.mean_below /= 0.9
        self.mean_top /= 0.1

    def citations(self, cell: Ints, u: Floats) -> Ints:
        """Citations at the quantile u of a cell, with the thresholds of the module's last paragraph."""
        return self._count(cell, ndtri(u))

    def _count(self, cell: Ints, z: Floats) -> Ints:
        drawn = np.floor(np.exp(self.mu[cell] + SIGMA * z)).astype(np.int64)
        ten, one = self.cell_top_10[cell], self.cell_top_1[cell]
        top = np.where(z >= _Z_1, np.maximum(drawn, one), np.clip(drawn, ten, one - 1))
        return np.where(z >= _Z_10, top, np.minimum(drawn, ten - 1))

    def percentile(self, cell: Ints, count: Ints) -> Floats:
        """Share of a cell's works with fewer citations: what OpenAlex prints, computed from the planted cell."""
        with np.errstate(divide="ignore"):
            below: Floats = ndtr((np.log(count) - self.mu[cell]) / SIGMA)
        ten, one = count >= self.cell_top_10[cell], count >= self.cell_top_1[cell]
        lowest = np.where(one, 0.99, np.where(ten, 0.90, 0.0))
        highest = np.where(one, 1.0, np.where(ten, 0.99, 0.90))
        share: Floats = np.clip(below, lowest, highest)
        return share

    def _plant_pools(self, rng: np.random.Generator) -> None:
        """Where numbered things begin: institutions and funders by country, authors by country and strand."""
        plan = self.plan
        overall = (self.mixed * self.block_share.T[:, :, None]).sum(axis=(0, 1))
        self.country_share = overall
        count = np.maximum(4, np.round(plan.institutions * overall)).astype(np.int64)
        self.institution_start = np.concatenate([[0], np.cumsum(count)])
        self.institution_country = np.repeat(np.arange(K), count)
        by_strand = (self.mixed * self.block_share.T[:, :, None]).sum(axis=1).T
        pool = np.maximum(12, np.round(1.3 * plan.works * by_strand)).astype(np.int64)
        self.author_start = np.concatenate([[0], np.cumsum(pool.ravel())])
        funders = np.clip(np.round(np.sqrt(overall * 200)), 1, 7).astype(np.int64)
        funders[JAPAN] = len(PAYERS)
        self.funder_start = np.concatenate([[0], np.cumsum(funders)])
        self.funder_country = np.repeat(np.arange(K), funders)
        awards = np.maximum(30, 0.10 * plan.works * overall / funders)[self.funder_country].astype(np.int64)
        awards[self.funder_country == JAPAN] = by_payer(plan)
        self.award_start = np.concatenate([[0], np.cumsum(awards)])
        self.funded = np.array([c.funded for c in COUNTRIES])
        share = self.block_share.sum(axis=0)
        sources = np.maximum(5, np.round(plan.sources * share)).astype(np.int64)
        self.source_start = np.concatenate([[0], np.cumsum(sources)])
        self.source_strand = np.repeat(np.arange(S), sources)

    @cached_property
    def funding(self) -> Funding:
        """The awards of Japan."""
        return plant(self)

    @cached_property
    def blocks(self) -> Ints:
        """Works of each year and strand in every part, by largest remainder: the part's layout.

        Every part begins with this same layout, so that a work can cite one in a part that is not drawn yet.
        """
        size = self.plan.works // self.plan.parts
        exact = self.block_share.ravel() * size
        floor = np.floor(exact).astype(np.int64)
        order = np.argsort(-(exact - floor), kind="stable")[: size - int(floor.sum())]
        floor[order] += 1
        blocks: Ints = floor.reshape(self.block_share.shape)
        return blocks

    @cached_property
    def block_start(self) -> Ints:
        """The first slot of each year and strand in a part."""
        flat = np.concatenate([[0], np.cumsum(self.blocks.ravel())[:-1]])
        return flat.reshape(self.blocks.shape)

    @cached_property
    def stride(self) -> int:
        """Steps between the numbers of neighbouring slots: without common divisor with the part's size."""
        size = self.plan.works // self.plan.parts
        step = max(1, int(size * 0.618))
        while np.gcd(step, size) != 1:
            step += 1
        return step

    def number(self, part: Ints, slot: Ints) -> Ints:
        """The number of a work from its slot. Slots run from most to least cited in a block; numbers do not."""
        plan = self.plan
        size, rest = divmod(plan.works, plan.parts)
        start: Ints = part * size + np.minimum(part, rest)
        return start + np.where(slot < size, slot * self.stride % size, slot)
