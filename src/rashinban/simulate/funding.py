"""The awards of the invented Japan as arrays: who gets how much of what programme, from when to when.

Symbols: g programme, r recipient, a award, c the fiscal year (April to March) in which an award starts.

    recipients   the institutions of the country, the large ones first; of SBIR firms that stand in no catalogue
    money X[g,r] = T_g w_r / sum w with w_r = exp(spread_g z_r), z_r drawn from the middle half of each n-th part of the
                   normal distribution (n recipients): log-normal, so that its Gini coefficient is about
                   2 Phi(spread_g / sqrt 2) - 1, and larger institutions mostly have more
    parts        X[g,r] falls into one part or more, numbers in proportion to w_r; an award is `partners` parts,
                 its leader has the largest one
    years        direct costs in equal parts over the fiscal years of the award, indirect costs 30 % of them

Everything is in whole yen: direct costs in thousands, so that 30 % of them are whole yen. The amounts of an award sum
to the same over its institutions and over its years, and those of the recipients of a programme to T_g.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from rashinban.simulate.countries import JAPAN
from rashinban.simulate.ids import Floats, Ints
from rashinban.simulate.programmes import PAYERS, PROGRAMMES
from rashinban.simulate.strands import AREAS

if TYPE_CHECKING:
    from rashinban.simulate.world import Plan, World

G = len(PROGRAMMES)
#: Indirect costs by direct costs.
INDIRECT = 0.3
#: Yen of direct costs and of indirect costs for one unit of the arrays.
DIRECT_UNIT, INDIRECT_UNIT = 1000, 300
_SHARE_OF_WORKS = 0.04
_MOST = 400_000
_FIRMS = 40


def cohorts(plan: Plan, g: int) -> range:
    """The fiscal years in which awards of a programme start; none where the world ends before the programme."""
    return range(max(plan.first_year, PROGRAMMES[g].begins), plan.last_year + 1)


def counts(plan: Plan) -> Ints:
    """How many awards each programme has: at least two a year."""
    total = min(_MOST, _SHARE_OF_WORKS * plan.works)
    share = np.array([p.awards for p in PROGRAMMES])
    years = np.array([len(cohorts(plan, g)) for g in range(G)])
    # A programme of few years has its yearly share.
    wanted = total * share / share.sum() * years / plan.years
    found: Ints = np.maximum(2 * years, np.round(wanted)).astype(np.int64)
    return found


@dataclass(frozen=True, kw_only=True)
class Funding:
    """The awards in the order of their programmes, and their parts (award x institution) in the order of awards.

    first: number of the first award in the world. direct: thousands of yen, of awards and of parts. strand: what an
    award is about. recipient: number of the institution in the world; from `firms` on a firm (see the module).
    weights: the planted shares w_r / sum w of the recipients of each programme. lead: recipient with the largest part.
    """

    first: int
    firms: int
    programme: Ints
    cohort: Ints
    strand: Ints
    direct: Ints
    lead: Ints
    part_award: Ints
    part_recipient: Ints
    part_direct: Ints
    weights: tuple[Floats, ...]

    @property
    def awards(self) -> int:
        return int(self.programme.size)

    @cached_property
    def numbers(self) -> list[str]:
        """The funders' own numbers, which the rules of the programmes recognise; those of KAKENHI have eight places."""
        seen: dict[str, int] = {}
        found = []
        for g, year in zip(self.programme.tolist(), self.cohort.tolist(), strict=True):
            start = PROGRAMMES[g].number.format(yy=f"{year % 100:02d}")
            seen[start] = number = seen.get(start, 0) + 1
            found.append(f"{start}{number:0{5 if g in KAKENHI else 4}d}")
        return found

    @cached_property
    def cells(self) -> dict[tuple[int, int], Ints]:
        """By programme and first fiscal year the awards, as places in the arrays."""
        key = self.programme * 10_000 + self.cohort
        order = np.argsort(key, kind="stable")
        names, starts = np.unique(key[order], return_index=True)
        groups = np.split(order, starts[1:])
        return {divmod(name, 10_000): group for name, group in zip(names.tolist(), groups, strict=True)}

    def period(self, a: int) -> tuple[date, date]:
        """First and last day; what starts from January to March starts in the fiscal year of the year before."""
        programme, cohort = PROGRAMMES[int(self.programme[a])], int(self.cohort[a])
        month, day = programme.day
        return date(cohort + (month < 4), month, day), date(cohort + programme.years, 3, 31)

    def yearly(self) -> tuple[Ints, Ints, Ints]:
        """Award, fiscal year and direct costs (thousands of yen): equal parts, what is left over in the first years."""
        years = np.array([p.years for p in PROGRAMMES])[self.programme]
        award = np.repeat(np.arange(self.awards), years)
        place = np.arange(award.size) - np.repeat(np.cumsum(years) - years, years)
        each, rest = np.divmod(self.direct, years)
        return award, self.cohort[award] + place, each[award] + (place < rest[award])


KAKENHI = tuple(g for g, programme in enumerate(PROGRAMMES) if programme.id.startswith("kakenhi"))


def by_payer(plan: Plan) -> Ints:
    """How many awards each of PAYERS gives."""
    return np.bincount([p.payer for p in PROGRAMMES], weights=counts(plan), minlength=len(PAYERS)).astype(np.int64)


def plant(world: World) -> Funding:
    """Draw the awards; the same plan gives the same ones."""
    plan = world.plan
    rng = plan.rng(3)
    institutions = np.arange(world.institution_start[JAPAN], world.institution_start[JAPAN + 1])
    firms = int(world.institution_start[-1])
    wanted = counts(plan)
    found: dict[str, list[Ints]] = {name: [] for name in ("programme", "cohort", "strand", "direct", "lead")}
    parts: dict[str, list[Ints]] = {name: [] for name in ("award", "recipient", "direct")}
    weights: list[Floats] = []
    before = 0
    for g, programme in enumerate(PROGRAMMES):
        n = int(wanted[g])
        pool = firms + np.arange(max(_FIRMS, n // 3)) if programme.new else institutions
        share = _shares(rng, programme.spread, min(pool.size, n * programme.partners))
        weights.append(share)
        award, recipient, direct = _parts(rng, share, n, programme.partners, programme.money)
        total = np.bincount(award, weights=direct, minlength=n).astype(np.int64)
        # The parts of an award stand together, the largest one first.
        order = np.lexsort((recipient, -direct, award))
        award, recipient, direct = award[order], pool[recipient[order]], direct[order]
        lead = recipient[np.searchsorted(award, np.arange(n))]
        years = cohorts(plan, g)
        chance = (world.lead[:, :, JAPAN] * world.block_share.T).sum(axis=1)
        if programme.areas:
            chance = np.where(np.arange(chance.size) < len(AREAS), chance, 0.0)
        found["programme"].append(np.full(n, g))
        found["cohort"].append(years.start + rng.permutation(n) % len(years) if n else np.zeros(0, np.int64))
        found["strand"].append(rng.choice(chance.size, n, p=chance / chance.sum()))
        found["direct"].append(total)
        found["lead"].append(lead)
        parts["award"].append(before + award)
        parts["recipient"].append(recipient)
        parts["direct"].append(direct)
        before += n
    arrays = {name: np.concatenate(each) for name, each in found.items()}
    columns = {f"part_{name}": np.concatenate(each) for name, each in parts.items()}
    first = int(world.award_start[world.funder_start[JAPAN]])
    return Funding(first=first, firms=firms, weights=tuple(weights), **arrays, **columns)


def _shares(rng: np.random.Generator, spread: float, n: int) -> Floats:
    """The shares of n recipients, in the order of their size: large ones mostly have more."""
    if n == 0:
        return np.zeros(0)
    drawn = np.exp(spread * ndtri((np.arange(n) + rng.uniform(0.25, 0.75, n)) / n))[::-1]
    place = np.argsort(np.arange(n) + rng.normal(0.0, 0.15 * n, n))
    share: Floats = np.empty(n)
    share[place] = drawn / drawn.sum()
    return share


def _parts(rng: np.random.Generator, share: Floats, n: int, partners: int, money: int) -> tuple[Ints, Ints, Ints]:
    """Award, recipient and thousands of yen of each part of n awards; a recipient stands once in an award."""
    if n == 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64)
    size = n * partners
    total = n * money
    each = 1 + _rounded(share, size - share.size)
    recipient = np.repeat(np.arange(share.size), each)
    weight = rng.uniform(0.5, 1.5, size)
    weight /= np.bincount(recipient, weights=weight)[recipient]
    direct = _rounded(share[recipient] * weight, total)
    award = rng.permutation(np.repeat(np.arange(n), partners))
    pairs, where = np.unique(award * share.size + recipient, return_inverse=True)
    return pairs // share.size, pairs % share.size, np.bincount(where, weights=direct).astype(np.int64)


def _rounded(share: Floats, total: int) -> Ints:
    """Whole numbers in proportion to shares that sum to one, and summing to the total: largest remainder."""
    exact = share * total
    floor = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - floor), kind="stable")[: total - int(floor.sum())]
    floor[order] += 1
    return floor
