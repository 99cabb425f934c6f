"""Each table of money is what parse and link would make of the lists of awards, without the files between."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from rashinban.simulate.awards import amounts, period
from rashinban.simulate.catalogue import award_numbers, institutions
from rashinban.simulate.draw import Part
from rashinban.simulate.funding import DIRECT_UNIT, INDIRECT_UNIT
from rashinban.simulate.programmes import PROGRAMMES
from rashinban.simulate.projects import leads, recipient, titles
from rashinban.simulate.truth import ids
from rashinban.simulate.truth_of_money import institution_ids
from rashinban.simulate.world import World

Table = tuple[str, dict[str, pa.Array]]
#: Minor units of a dollar.
_CENTS = 100


def firms(world: World) -> dict[str, pa.Array]:
    """The firms among the recipients, as rows of institutions: no catalogue has more than ROR id and name of them."""
    funding, houses = world.funding, institutions(world)
    last = int(funding.part_recipient.max(initial=-1))
    found = [recipient(world, houses, number) for number in range(funding.firms, last + 1)]
    return {
        "institution_id": pa.array([firm.ror for firm in found], pa.string()),
        "ror_id": pa.array([firm.ror for firm in found], pa.string()),
        "display_name": pa.array([firm.name for firm in found], pa.string()),
        "country_code": pa.array(["JP" for _ in found], pa.string()),
        "type": pa.nulls(len(found), pa.string()),
    }


def entities(world: World) -> Iterator[Table]:
    """Awards of all countries, and the money of Japan's by institution and fiscal year."""
    yield "awards", _awards(world)
    funding = world.funding
    award = ids("G", funding.first + np.arange(funding.awards))
    yield (
        "award_identifiers",
        {
            "award_id": award,
            "scheme": pa.array(["jgn"] * funding.awards),
            "identifier": pa.array(funding.numbers),
        },
    )
    of, yen = funding.part_award, DIRECT_UNIT + INDIRECT_UNIT
    starts = np.flatnonzero(np.diff(of, prepend=-1))
    yield (
        "award_institutions",
        {
            "award_id": award.take(pa.array(of)),
            "position": pa.array(1 + np.arange(of.size) - np.repeat(starts, np.diff([*starts, of.size]))),
            "role": pa.array(["recipient"] * of.size),
            "institution_id": pa.array(institution_ids(world)).take(pa.array(funding.part_recipient)),
            "country_code": pa.array(["JP"] * of.size),
            "amount": pa.array(funding.part_direct * yen),
            "currency": pa.array(["JPY"] * of.size),
        },
    )
    of, year, direct = funding.yearly()
    place = year - funding.cohort[of]
    planned = np.repeat(year > world.plan.last_year, 2)
    yield (
        "award_amounts",
        {
            "award_id": award.take(pa.array(np.repeat(of, 2))),
            "position": pa.array((2 * place[:, None] + [1, 2]).ravel()),
            "fiscal_year": pa.array(np.repeat(year, 2)),
            "kind": pa.array(["direct", "indirect"] * of.size),
            "amount": pa.array((direct[:, None] * [DIRECT_UNIT, INDIRECT_UNIT]).ravel()),
            "currency": pa.array(["JPY"] * planned.size),
            "is_planned": pa.array(planned),
        },
    )


def _awards(world: World) -> dict[str, pa.Array]:
    funding, total = world.funding, int(world.award_start[-1])
    numbers = np.arange(total)
    own = award_numbers(world, numbers)
    of_japan = slice(funding.first, funding.first + funding.awards)
    amount, days = amounts(numbers) * _CENTS, [period(number) for number in numbers.tolist()]
    amount[of_japan] = funding.direct * (DIRECT_UNIT + INDIRECT_UNIT)
    days[of_japan] = [funding.period(a) for a in range(funding.awards)]
    columns: dict[str, list[object]] = {
        name: [None] * total
        for name in ("jgn", "title", "funder_scheme", "start_fiscal_year", "end_fiscal_year", "lead_name", "lead_orcid")
    }
    programmes = [PROGRAMMES[g] for g in funding.programme.tolist()]
    columns["jgn"][of_japan] = funding.numbers
    columns["title"][of_japan] = [ja for ja, _ in titles(world)]
    columns["funder_scheme"][of_japan] = [programme.scheme for programme in programmes]
    columns["start_fiscal_year"][of_japan] = cohorts = funding.cohort.tolist()
    columns["end_fiscal_year"][of_japan] = [c + p.years - 1 for c, p in zip(cohorts, programmes, strict=True)]
    people = leads(world)
    columns["lead_name"][of_japan] = [lead.name for lead in people]
    columns["lead_orcid"][of_japan] = [lead.orcid and lead.orcid.rsplit("/", 1)[1] for lead in people]
    houses = institution_ids(world)
    place: list[str | None] = [None] * total
    place[of_japan] = [houses[number] for number in funding.lead.tolist()]
    currency = ["USD"] * total
    currency[of_japan] = ["JPY"] * funding.awards
    payer = np.searchsorted(world.award_start, numbers, side="right") - 1
    return {
        "award_id": ids("G", numbers),
        "funder_id": ids("F", payer),
        "funder_award_id": pa.array(own),
        "amount": pa.array(amount),
        "currency": pa.array(currency),
        "funding_type": pa.array(["grant"] * total),
        "start_date": pa.array([start for start, _ in days]),
        "end_date": pa.array([end for _, end in days]),
        "institution_id": pa.array(place, pa.string()),
        **{name: pa.array(values) for name, values in columns.items()},
    }


def works(world: World, part: Part, work_id: pa.Array) -> Iterator[Table]:
    """The funders and awards that the works of a part acknowledge, by work."""
    award = np.stack([part.award, part.second_award], axis=1)
    payer = np.where(award >= 0, np.searchsorted(world.award_start, award, side="right") - 1, -1)
    named = np.concatenate([part.funder[:, None], payer], axis=1)
    # An award's funder is one of the work's, named once.
    named[:, 1][named[:, 1] == named[:, 0]] = -1
    named[:, 2][(named[:, 2] == named[:, 0]) | (named[:, 2] == named[:, 1])] = -1
    row, place = np.nonzero(named >= 0)
    yield "work_funders", {"work_id": work_id.take(pa.array(row)), "funder_id": ids("F", named[row, place])}
    row, place = np.nonzero(award >= 0)
    yield (
        "work_awards",
        {
            "work_id": work_id.take(pa.array(row)),
            "position": pa.array((place + 1).astype(np.int32)),
            "award_id": ids("G", award[row, place]),
            "funder_id": ids("F", payer[row, place]),
        },
    )
