"""Each row of truth about money is what was planted: programmes, awards, their money, and what came of them.

    programmes.parquet        the figures of programmes.py, and of the planted shares of the recipients (funding.py):
                              gini    sum (2 i - n - 1) s_i / n, s_1 <= ... <= s_n;  hhi  sum s_i^2
                              top_share  what the tenth of the recipients with most has
    awards.parquet            number, programme, first fiscal year, days, whole amount in yen
    award_institutions.parquet, award_years.parquet
                              the same yen by institution, and by fiscal year, direct and indirect
    award_outputs.parquet     programme x first fiscal year x lag, of the links of an award with a work; no data sets:
                              planted, planted_shared, planted_parts   the sums of the chances with which links were
                                      drawn (acknowledged.py): links; links of works with a second award; the same
                                      links, each by the number of awards of the work
                              outputs, shared, parts                   what was drawn
                              works, top_10, propensity, counted       of articles and reviews that are not retracted,
                                      by the number of awards of the work: sum 1, p_i, e_i, and who is in the top tenth

A programme's pp_top_10 is top_10 / works over its rows: the truth that an interval should cover. The chance of a
second award is that given the first one: planted sums are expectations at each step, and what is drawn varies about
them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from rashinban.simulate.acknowledged import (
    COFUNDED,
    Works,
    first_chances,
    lag_chances,
    may_acknowledge,
    second_chances,
)
from rashinban.simulate.catalogue import institutions
from rashinban.simulate.countries import JAPAN
from rashinban.simulate.draw import Part
from rashinban.simulate.funding import DIRECT_UNIT, INDIRECT_UNIT, G, cohorts
from rashinban.simulate.ids import Floats, Ints
from rashinban.simulate.programmes import LAGS, PROGRAMMES
from rashinban.simulate.projects import recipient
from rashinban.simulate.truth import ids
from rashinban.simulate.world import TYPES, World

MEASURES = (
    *("planted", "planted_shared", "planted_parts", "outputs", "shared", "parts"),
    *("works", "top_10", "propensity", "counted"),
)
_DATASET = next(n for n, row in enumerate(TYPES) if row[0] == "dataset")
_NAMES = pa.array([p.id for p in PROGRAMMES])


def sums(world: World, part: Part) -> Floats:
    """The measures of one part: programme x first fiscal year x lag x measure."""
    out = np.zeros((G, world.plan.years, LAGS, len(MEASURES)))
    _plant(out, world, part)
    funding = world.funding
    award = np.stack([part.award, part.second_award], axis=1)
    award[part.lead != JAPAN] = -1
    count = (award >= 0).sum(axis=1)
    row, place = np.nonzero(award >= 0)
    of = award[row, place] - funding.first
    weight = 1 / count[row]
    paper = part.type[row] != _DATASET
    inside = part.universe[row]
    measured = {
        "outputs": paper,
        "shared": paper & (count[row] > 1),
        "parts": paper * weight,
        "works": inside * weight,
        "top_10": inside * weight * part.planted[row],
        "propensity": inside * weight * part.propensity[row],
        "counted": inside * weight * (part.quantile[row] >= 0.90),
    }
    at = (funding.programme[of], funding.cohort[of] - world.plan.first_year, part.year[row] - funding.cohort[of])
    for name, values in measured.items():
        np.add.at(out[..., MEASURES.index(name)], at, values)
    return out


def _plant(out: Floats, world: World, part: Part) -> None:
    """Add the chances of the links of the part: of the first award, and of a second one given the first."""
    plan, funding = world.plan, world.funding
    works = Works(
        lead=part.lead,
        year=part.year - plan.first_year,
        strand=part.strand,
        type=part.type,
        propensity=part.propensity,
        planted=part.planted,
        home=np.zeros(part.works, dtype=np.int64),
    )
    rows = may_acknowledge(works, part.funder)
    rows = rows[part.type[rows] != _DATASET]
    first = first_chances(plan, works.taken(rows))
    some = rows[part.award[rows] >= 0]
    second = second_chances(plan, works.taken(some), funding.programme[part.award[some] - funding.first])
    lags = lag_chances(plan)
    for at, chances, shared, parts in (
        (rows, first, COFUNDED, 1 - COFUNDED / 2),
        (some, second, np.ones(G), np.full(G, 0.5)),
    ):
        by_year = np.zeros((plan.years, G))
        np.add.at(by_year, works.year[at], chances)
        links = by_year[:, :, None] * lags
        for lag in range(min(LAGS, plan.years)):
            moved = links[lag:, :, lag].T
            for m, factor in enumerate((np.ones(G), shared, parts)):
                out[:, : plan.years - lag, lag, m] += moved * factor[:, None]


def write(folder: Path, world: World, total: Floats) -> None:
    """Write the five files; total: the sums of all parts."""
    funding = world.funding
    _write(folder / "programmes", {name: pa.array([row[name] for row in _programmes(world)]) for name in _COLUMNS})
    award = ids("G", funding.first + np.arange(funding.awards))
    days = [funding.period(a) for a in range(funding.awards)]
    yen = DIRECT_UNIT + INDIRECT_UNIT
    _write(
        folder / "awards",
        {
            "award_id": award,
            "jgn": pa.array(funding.numbers),
            "programme": _NAMES.take(pa.array(funding.programme)),
            "fiscal_year": _int(funding.cohort),
            "start_date": pa.array([first for first, _ in days]),
            "end_date": pa.array([last for _, last in days]),
            "amount": pa.array(funding.direct * yen),
        },
    )
    _write(
        folder / "award_institutions",
        {
            "award_id": award.take(pa.array(funding.part_award)),
            "institution_id": pa.array(institution_ids(world)).take(pa.array(funding.part_recipient)),
            "amount": pa.array(funding.part_direct * yen),
        },
    )
    of, year, direct = funding.yearly()
    _write(
        folder / "award_years",
        {
            "award_id": award.take(pa.array(of)),
            "fiscal_year": _int(year),
            "direct": pa.array(direct * DIRECT_UNIT),
            "indirect": pa.array(direct * INDIRECT_UNIT),
            "is_planned": pa.array(year > world.plan.last_year),
        },
    )
    programme, cohort, lag = (axis.ravel() for axis in np.indices(total.shape[:3]))
    keys = {
        "programme": _NAMES.take(pa.array(programme)),
        "fiscal_year": _int(cohort + world.plan.first_year),
        "lag": _int(lag),
    }
    measured = {name: pa.array(total[..., m].ravel()) for m, name in enumerate(MEASURES)}
    _write(folder / "award_outputs", {**keys, **measured})


def institution_ids(world: World) -> list[str]:
    """The id of each recipient as a base has it: OpenAlex's, and of firms the ROR id."""
    houses, last = institutions(world), int(world.funding.part_recipient.max(initial=-1))
    firms = [recipient(world, houses, number).ror for number in range(world.funding.firms, last + 1)]
    return [house.id.rsplit("/", 1)[1] for house in houses] + firms


_PLANTED = ("id", "scheme", "begins", "years", "spread", "effect", "cofunded")
_COLUMNS = (*_PLANTED, "lag", "awards", "amount", "recipients", "gini", "hhi", "top_share")


def _programmes(world: World) -> list[dict[str, object]]:
    funding = world.funding
    found = []
    for g, programme in enumerate(PROGRAMMES):
        share, own = np.sort(funding.weights[g]), funding.programme == g
        begins = cohorts(world.plan, g)
        found.append(
            {
                **{name: getattr(programme, name) for name in _PLANTED},
                "begins": begins.start if begins else None,
                "lag": list(programme.lag),
                "awards": int(own.sum()),
                "amount": int(funding.direct[own].sum()) * (DIRECT_UNIT + INDIRECT_UNIT),
                "recipients": share.size,
                **_concentration(share),
            }
        )
    return found


def _concentration(share: Floats) -> dict[str, float | None]:
    """Of shares in ascending order; the recipient at the edge of the top tenth counts in part."""
    n = share.size
    if n == 0:
        return {"gini": None, "hhi": None, "top_share": None}
    whole = n // 10
    edge = share[n - whole - 1] * (n / 10 - whole)
    return {
        "gini": float(((2 * np.arange(1, n + 1) - n - 1) * share).sum() / n),
        "hhi": float((share**2).sum()),
        "top_share": float(share[n - whole :].sum() + edge),
    }


def _int(values: Ints) -> pa.Array:
    return pa.array(values.astype(np.int32))


def _write(path: Path, columns: dict[str, pa.Array]) -> None:
    pq.write_table(pa.table(columns), path.with_suffix(".parquet"))
