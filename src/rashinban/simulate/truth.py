"""Each row of truth is what was planted: per work, per country, and per country x technology area x year.

For a unit (country k, or k in an area a, in any set of years) and the works i of the universe (articles and
reviews, not retracted), with o_ik the share of k among the affiliations that the records state (CWTS
fractional weight: 1/authors x 1/institutions of the author; the rest of the work is unassigned):

    works_fractional      sum o_ik                   works_full        number of i with o_ik > 0
    top_10_fractional     sum o_ik p_i               top_10_full       sum of p_i over i with o_ik > 0
    pp_top_10             top_10 / works             (the truth that an interval should cover)
    top_1                 top_10 / 10
    propensity_*          the same sums with e_i for p_i: before the merit of each single work was drawn
    ncs_fractional        sum o_ik ((1 - p_i) below + p_i top)  with below and top the mean citations
                          outside and inside of the top 10 % of the work's cell, over the mean of the cell
    counted_*             the same sums with what was drawn: 1 or 0 instead of p_i, c_i / mean instead of ncs

All of them add up over years, so the truth of any period is a ratio of sums. Affiliations are missing
independently of p_i, so missing records change the weights and not what is estimated.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from scipy.sparse import csr_matrix

from rashinban.simulate.countries import COUNTRIES
from rashinban.simulate.draw import COUNTRY_ONLY, KNOWN, Part
from rashinban.simulate.ids import FIRST, Floats
from rashinban.simulate.strands import AREAS, STRANDS
from rashinban.simulate.world import AREA_COUNT, SUBFIELD_IDS, TYPES, K, World

MEASURES = (
    "works_fractional",
    "works_full",
    "top_10_fractional",
    "top_10_full",
    "propensity_fractional",
    "propensity_full",
    "ncs_fractional",
    "ncs_full",
    "counted_top_10_fractional",
    "counted_top_10_full",
    "counted_ncs_fractional",
    "counted_ncs_full",
)
AREA_IDS = tuple(area.area for area in AREAS)


def observed(world: World, part: Part) -> Floats:
    """o_ik: the weight of each country in each work, as the records let anyone count it."""
    size = np.diff(part.author_offset)[part.author_work]
    seen = (part.affiliation == KNOWN) | (part.affiliation == COUNTRY_ONLY)
    both = (part.affiliation == KNOWN) & (part.second_institution >= 0)
    weight = seen / size
    flat = np.zeros(part.works * K)
    where = part.author_work * K + part.author_country
    np.add.at(flat, where, np.where(both, weight / 2, weight))
    other = world.institution_country[part.second_institution[both]]
    np.add.at(flat, part.author_work[both] * K + other, weight[both] / 2)
    return flat.reshape(part.works, K)


def sums(world: World, part: Part) -> Floats:
    """The measures of one part: area (the last one is all works) x year x country x measure."""
    plan = world.plan
    rows = np.flatnonzero(part.universe)
    weight = observed(world, part)[rows]
    present = (weight > 0).astype(np.float64)
    p, cell = part.planted[rows], part.cell[rows]
    expected = ((1 - p) * world.mean_below[cell] + p * world.mean_top[cell]) / world.cell_mean[cell]
    counted = (part.quantile[rows] >= 0.90).astype(np.float64)
    score = part.citations[rows] / world.cell_mean[cell]
    year = part.year[rows] - plan.first_year
    out = np.zeros((AREA_COUNT + 1, plan.years, K, len(MEASURES)))
    everything = np.full(rows.size, AREA_COUNT)
    home = np.where(part.strand[rows] < AREA_COUNT, part.strand[rows], -1)
    for area in (everything, home, part.second[rows]):
        inside = np.flatnonzero(area >= 0)
        group = area[inside] * plan.years + year[inside]
        for m, (share, value) in enumerate(
            (share, value)
            for value in (np.ones(rows.size), p, part.propensity[rows], expected, counted, score)
            for share in (weight, present)
        ):
            adding = csr_matrix((value[inside], (group, inside)), shape=((AREA_COUNT + 1) * plan.years, rows.size))
            out[..., m] += (adding @ share).reshape(AREA_COUNT + 1, plan.years, K)
    return out


def works_table(world: World, part: Part) -> pa.Table:
    """What was planted for each work."""
    types = pa.array([t[0] for t in TYPES])
    areas = pa.array([*AREA_IDS, None])
    home = np.where(part.strand < AREA_COUNT, part.strand, AREA_COUNT)
    second = np.where(part.second >= 0, part.second, AREA_COUNT)
    awards = ids("G", np.arange(int(world.award_start[-1])))
    return pa.table(
        {
            "work_id": ids("W", part.number),
            "publication_year": pa.array(part.year.astype(np.int32)),
            "type": pa.DictionaryArray.from_arrays(part.type.astype(np.int32), types).cast(pa.string()),
            "subfield_id": pa.DictionaryArray.from_arrays(part.subfield.astype(np.int32), pa.array(SUBFIELD_IDS)).cast(
                pa.string()
            ),
            "technology_area_1": areas.take(pa.array(home)),
            "technology_area_2": areas.take(pa.array(second)),
            "strand": pa.array(part.strand.astype(np.int32)),
            "in_universe": pa.array(part.universe),
            "lead_country": pa.array([c.code for c in COUNTRIES]).take(pa.array(part.lead)),
            "propensity": pa.array(part.propensity),
            "p_top_10": pa.array(part.planted),
            "quantile": pa.array(part.quantile),
            "is_top_10": pa.array(part.quantile >= 0.90),
            "is_top_1": pa.array(part.quantile >= 0.99),
            "cited_by_count": pa.array(part.citations),
            "cell_mean": pa.array(world.cell_mean[part.cell]),
            "award_1": awards.take(pa.array(part.award, mask=part.award < 0)),
            "award_2": awards.take(pa.array(part.second_award, mask=part.second_award < 0)),
        }
    )


def ids(letter: str, number: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> pa.Array:
    """OpenAlex's short ids of numbered things."""
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(letter, pa.array(number + FIRST).cast(pa.string()), "")


def write_units(folder: Path, world: World, total: Floats) -> None:
    """Write truth/units.parquet: country x technology area ('' for all works) x year."""
    area, year, country = (axis.ravel() for axis in np.indices(total.shape[:3]))
    columns: dict[str, pa.Array] = {
        "country": pa.array([c.code for c in COUNTRIES]).take(pa.array(country)),
        "technology_area": pa.array([*AREA_IDS, ""]).take(pa.array(area)),
        "year": pa.array((year + world.plan.first_year).astype(np.int32)),
    }
    for m, name in enumerate(MEASURES):
        columns[name] = pa.array(total[..., m].ravel())
    pq.write_table(pa.table(columns), folder / "units.parquet")


def write_parameters(folder: Path, world: World) -> None:
    """Write truth/countries.parquet and truth/propensities.parquet: what was planted before any work was drawn."""
    names = ("code", "name", "size", "growth", "strength", "international", "missing", "funded")
    rows = [{name: getattr(country, name) for name in names} for country in COUNTRIES]
    pq.write_table(pa.Table.from_pylist(rows), folder / "countries.parquet")
    strand, year, country = (axis.ravel() for axis in np.indices(world.top_10.shape))
    pq.write_table(
        pa.table(
            {
                "country": pa.array([c.code for c in COUNTRIES]).take(pa.array(country)),
                "strand": pa.array(strand.astype(np.int32)),
                "technology_area": pa.array([s.area or None for s in STRANDS]).take(pa.array(strand)),
                "year": pa.array((year + world.plan.first_year).astype(np.int32)),
                "lead_share": pa.array(world.lead.ravel()),
                "fractional_share": pa.array(world.mixed.ravel()),
                "multiplier": pa.array(np.broadcast_to(world.multiplier[:, None, :], world.top_10.shape).ravel()),
                "p_top_10": pa.array(world.top_10.ravel()),
            }
        ),
        folder / "propensities.parquet",
    )
