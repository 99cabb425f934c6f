"""Which awards the works of the invented Japan acknowledge, and what was planted about it.

For a work i whose first author is at home in Japan, of year y, which acknowledges a funder (probability `funded`) and
is no paratext:

    programme    P(g | i) = A works_g tilt_g / sum works_j over the programmes j that it may have (see `open_to`)
                 tilt_g = 1 + (effect_g - 1) (MERIT + 1) (p_i - e_i) / (1 - e_i)
    lag          P(l | g, y) = lag_g[l] / sum lag_g over the lags whose first fiscal year y - l has awards of g
    second award with probability cofunded_g, of another programme h, P(h) = works_h / sum works_j, j not g
    which award  one of programme and fiscal year: of the work's strand and place where there is one

p_i is Beta with mean e_i and variance e_i (1 - e_i) / (MERIT + 1) (world.py), so tilt has the mean 1 and the mean of
tilt p_i is effect_g e_i: a work that acknowledges the programme has effect_g times the chance of the top 10 %.
Programmes choose among the works that there are; the planted figures of countries and areas stay what they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rashinban.simulate.countries import JAPAN
from rashinban.simulate.funding import G, cohorts
from rashinban.simulate.ids import Floats, Ints
from rashinban.simulate.programmes import LAGS, PAYERS, PROGRAMMES
from rashinban.simulate.world import AREA_COUNT, MERIT, PARATEXT, Plan, World

#: A: of the works that acknowledge a funder, the part that acknowledges an award.
AWARDED = 0.6
_WORKS = np.array([p.works for p in PROGRAMMES])
_EFFECT = np.array([p.effect for p in PROGRAMMES])
COFUNDED = np.array([p.cofunded for p in PROGRAMMES])


@dataclass(frozen=True, kw_only=True)
class Works:
    """What of works decides about their awards; year from 0, home the first author's institution."""

    lead: Ints
    year: Ints
    strand: Ints
    type: Ints
    propensity: Floats
    planted: Floats
    home: Ints

    def taken(self, rows: Ints) -> Works:
        """Some of the works."""
        return Works(**{name: values[rows] for name, values in vars(self).items()})


def open_to(plan: Plan, works: Works) -> Floats:
    """Work x programme: 1 where the programme has begun and gives money to the strand."""
    begins = np.array([p.begins for p in PROGRAMMES])
    inside = ~np.array([p.areas for p in PROGRAMMES])
    begun = works.year[:, None] + plan.first_year >= begins
    return (begun & (inside | (works.strand[:, None] < AREA_COUNT))).astype(np.float64)


def lag_chances(plan: Plan) -> Floats:
    """Year (from 0) x programme x lag: chance of the lag; all 0 where no award can have led to a work of the year."""
    chances = np.zeros((plan.years, G, LAGS))
    for g, programme in enumerate(PROGRAMMES):
        for year in range(plan.years):
            for lag, chance in enumerate(programme.lag):
                if plan.first_year + year - lag in cohorts(plan, g):
                    chances[year, g, lag] = chance
    total = chances.sum(axis=2, keepdims=True)
    found: Floats = np.divide(chances, total, out=np.zeros_like(chances), where=total > 0)
    return found


def first_chances(plan: Plan, works: Works) -> Floats:
    """Work x programme: chance that the work acknowledges an award of the programme first."""
    share = open_to(plan, works) * _WORKS
    share /= share.sum(axis=1, keepdims=True)
    merit = (MERIT + 1) * (works.planted - works.propensity) / (1 - works.propensity)
    chances: Floats = AWARDED * share * (1 + (_EFFECT - 1) * merit[:, None])
    return chances


def second_chances(plan: Plan, works: Works, first: Ints) -> Floats:
    """Work x programme: chance of a second award, given the programme of the first."""
    share = open_to(plan, works) * _WORKS
    share[np.arange(first.size), first] = 0.0
    chances: Floats = COFUNDED[first, None] * share / share.sum(axis=1, keepdims=True)
    return chances


def may_acknowledge(works: Works, funder: Ints) -> Ints:
    """The works of Japan that may acknowledge an award, as places."""
    return np.flatnonzero((works.lead == JAPAN) & (funder >= 0) & (works.type != PARATEXT))


def acknowledge(
    world: World, rng: np.random.Generator, works: Works, funder: Ints, award: Ints
) -> tuple[Ints, Ints, Ints]:
    """Funder, award and second award of every work, those of Japan drawn here."""
    plan = world.plan
    funder, award, second = funder.copy(), award.copy(), np.full(funder.size, -1)
    funded = np.flatnonzero((works.lead == JAPAN) & (funder >= 0))
    award[works.lead == JAPAN] = -1
    # Who names a funder alone names any of them.
    funder[funded] = world.funder_start[JAPAN] + rng.integers(0, len(PAYERS), funded.size)
    rows = may_acknowledge(works, funder)
    chosen = _picked(rng, first_chances(plan, works.taken(rows)))
    rows, programme = rows[chosen >= 0], chosen[chosen >= 0]
    some = works.taken(rows)
    award[rows] = _awards(world, rng, some, programme)
    funder[rows] = np.searchsorted(world.award_start, award[rows], side="right") - 1
    other = _picked(rng, second_chances(plan, some, programme))
    both = other >= 0
    second[rows[both]] = _awards(world, rng, some.taken(np.flatnonzero(both)), other[both])
    return funder, award, second


def _picked(rng: np.random.Generator, chances: Floats) -> Ints:
    """A column for each row with the chances given, -1 with what is left of 1."""
    u = rng.random((chances.shape[0], 1))
    at = (np.cumsum(chances, axis=1) <= u).sum(axis=1)
    return np.where(at < chances.shape[1], at, -1)


def _awards(world: World, rng: np.random.Generator, works: Works, programme: Ints) -> Ints:
    """An award of the programme for each work, as its number in the world."""
    funding, plan = world.funding, world.plan
    chances = lag_chances(plan)[works.year, programme]
    lag = np.minimum((np.cumsum(chances, axis=1) <= rng.random((programme.size, 1))).sum(axis=1), LAGS - 1)
    cohort = plan.first_year + works.year - lag
    found = np.full(programme.size, -1)
    key = programme * 10_000 + cohort
    for name in np.unique(key).tolist():
        rows, awards = np.flatnonzero(key == name), funding.cells[divmod(name, 10_000)]
        fit = 4.0 * (funding.strand[awards] == works.strand[rows, None])
        fit += 2.0 * (funding.lead[awards] == works.home[rows, None])
        found[rows] = awards[np.argmax(fit + rng.random(fit.shape), axis=1)]
    return funding.first + found
