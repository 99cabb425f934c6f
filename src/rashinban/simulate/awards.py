"""Each record is an award as OpenAlex's snapshot has it: one amount, one period, one leader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from rashinban.simulate.catalogue import BASE, award_numbers, funders, institutions
from rashinban.simulate.entities import dates, line
from rashinban.simulate.funding import DIRECT_UNIT, INDIRECT_UNIT
from rashinban.simulate.ids import FIRST, Ints, unit
from rashinban.simulate.programmes import PROGRAMMES
from rashinban.simulate.projects import leads, titles
from rashinban.simulate.world import World

Record = dict[str, object]


def award_records(world: World) -> Iterator[str]:
    """All awards, those of a funder together."""
    numbers = np.arange(int(world.award_start[-1]))
    payer = np.searchsorted(world.award_start, numbers, side="right") - 1
    mentions = funders(world)
    of_japan = _of_japan(world)
    made = dates(world)
    for award, own, f, amount in zip(
        numbers.tolist(), award_numbers(world, numbers), payer.tolist(), amounts(numbers).tolist(), strict=True
    ):
        told = of_japan.get(award) or _of_others(award, amount)
        record: Record = {
            "id": f"{BASE}G{FIRST + award}",
            "description": None,
            "funder_award_id": own,
            "funder": {**mentions[f], "doi": None},
            "funding_type": "grant",
            "provenance": "simulated",
            **told,
            "co_lead_investigator": None,
            "investigators": [],
            "landing_page_url": None,
            "doi": None,
            "works_api_url": None,
        }
        yield line(record, made)


def amounts(numbers: Ints) -> Ints:
    """The amounts of awards of other countries than Japan, in dollars."""
    return np.exp(11.5 + 1.1 * (unit(numbers, 71) + unit(numbers, 72) + unit(numbers, 73) - 1.5)).astype(np.int64)


def period(award: int) -> tuple[date, date]:
    """First and last day of an award of another country than Japan."""
    start = date(2012 + award % 14, 4, 1)
    return start, start + timedelta(365 * (2 + award % 4))


def _of_others(award: int, amount: int) -> Record:
    return {
        "display_name": f"Invented project {award}",
        "amount": amount,
        "currency": "USD",
        "funder_scheme": f"Simulated scheme {award % 7}",
        **_days(*period(award)),
        "lead_investigator": None,
    }


def _days(start: date, end: date) -> Record:
    return {
        "start_date": start.isoformat(),
        "end_date": end.isoformat(),
        "start_year": start.year,
        "end_year": end.year,
    }


def _of_japan(world: World) -> dict[int, Record]:
    """By number what is told of Japan's awards."""
    funding = world.funding
    houses, names, people = institutions(world), titles(world), leads(world)
    found: dict[int, Record] = {}
    for a in range(funding.awards):
        house = int(funding.lead[a])
        of_firm = house >= funding.firms
        place = None if of_firm else houses[house]
        ids = [] if place is None else [{"id": place.ror, "type": "ror"}, {"id": place.id, "type": "openalex"}]
        found[funding.first + a] = {
            "display_name": names[a][0],
            "amount": int(funding.direct[a]) * (DIRECT_UNIT + INDIRECT_UNIT),
            "currency": "JPY",
            "funder_scheme": PROGRAMMES[int(funding.programme[a])].scheme,
            **_days(*funding.period(a)),
            "lead_investigator": {
                "given_name": people[a].first,
                "family_name": people[a].last,
                "orcid": people[a].orcid,
                "affiliation": None if place is None else {"name": place.display_name, "ids": ids},
            },
        }
    return found
