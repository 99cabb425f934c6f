"""Each list holds the invented things that records mention, as JSON ready to paste: institutions, sources, topics."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np

from rashinban.simulate.asjc import DOMAINS, FIELDS, SUBFIELDS
from rashinban.simulate.countries import COUNTRIES, JAPAN
from rashinban.simulate.ids import FIRST, Ints, issn, ror, unit
from rashinban.simulate.names import DEPARTMENTS, INSTITUTION_KINDS, JOURNAL_PATTERNS, place
from rashinban.simulate.programmes import PAYERS
from rashinban.simulate.strands import STRANDS
from rashinban.simulate.world import SUBFIELD_IDS, TOPICS_PER_SUBFIELD, World

BASE = "https://openalex.org/"
#: First invented topic: OpenAlex's own topics have numbers below 20,000.
FIRST_TOPIC = 90_000
PUBLISHERS = 12
_FUNDER_WORDS = (
    "Science Agency",
    "Research Council",
    "Technology Fund",
    "Academy",
    "Ministry Programme",
    "Trust",
    "Board",
)
_TOPIC_WORDS = ("methods", "records and surveys", "theory", "practice")


def dumps(value: object) -> str:
    """JSON as short as it gets, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, kw_only=True)
class Institution:
    """One invented institution."""

    id: str
    ror: str
    display_name: str
    country_code: str
    country: str
    type: str
    city: str

    def mention(self) -> dict[str, object]:
        """The short form in other records."""
        return {
            "id": self.id,
            "ror": self.ror,
            "display_name": self.display_name,
            "country_code": self.country_code,
            "type": self.type,
            "lineage": [self.id],
        }


def institutions(world: World) -> list[Institution]:
    """All institutions, those of a country together, the largest of a country first."""
    found = []
    chances = np.cumsum([kind[1] for kind in INSTITUTION_KINDS])
    numbers = np.arange(world.institution_country.size)
    kinds = np.searchsorted(chances / chances[-1], unit(numbers, 61), side="right").tolist()
    for number, country_number in enumerate(world.institution_country.tolist()):
        country = COUNTRIES[country_number]
        rank = number - int(world.institution_start[country_number])
        # The largest two of every country are universities; further down the mix is drawn.
        kind, _, pattern = INSTITUTION_KINDS[rank if rank < 2 else kinds[number]]
        city = place(country.names, rank * 3 + country_number)
        found.append(
            Institution(
                id=f"{BASE}I{FIRST + number}",
                ror=ror(number),
                display_name=pattern.format(place=city, country=country.name),
                country_code=country.code,
                country=country.name,
                type=kind,
                city=city,
            )
        )
    return found


def addresses(institution: Institution) -> list[str]:
    """The printed addresses of an institution, one for each department."""
    return [f"{d}, {institution.display_name}, {institution.city}, {institution.country}" for d in DEPARTMENTS]


def source(number: int, strand: int, open_kind: float) -> dict[str, object]:
    """One journal (or, one in forty, a book series) as works mention it."""
    publisher = number % PUBLISHERS
    subject = STRANDS[strand].subfields[number % 3]
    name = JOURNAL_PATTERNS[number // 3 % len(JOURNAL_PATTERNS)].format(SUBFIELDS[subject])
    return {
        "id": f"{BASE}S{FIRST + number}",
        "display_name": f"{name} {number}",
        "issn_l": issn(number),
        "issn": [issn(number)],
        "is_oa": open_kind < 0.32,
        "is_in_doaj": open_kind < 0.30,
        "is_core": number % 20 != 19,
        "host_organization": f"{BASE}P{FIRST + publisher}",
        "host_organization_name": publisher_name(publisher),
        "host_organization_lineage": [f"{BASE}P{FIRST + publisher}"],
        "host_organization_lineage_names": [publisher_name(publisher)],
        "type": "book series" if number % 40 == 39 else "journal",
    }


def sources(world: World) -> list[dict[str, object]]:
    """All sources as works mention them, those of a strand together."""
    numbers = np.arange(world.source_strand.size)
    kinds = unit(numbers, 32).tolist()
    return [source(n, s, kinds[n]) for n, s in enumerate(world.source_strand.tolist())]


def publisher_name(number: int) -> str:
    """Publishers say it in their names."""
    return f"Simulated Press {number + 1}"


def topic(number: int) -> dict[str, object]:
    """One invented topic under a real subfield; works add a score to it."""
    subfield = SUBFIELD_IDS[number // TOPICS_PER_SUBFIELD]
    field, domain = FIELDS[subfield[:2]][0], FIELDS[subfield[:2]][1]
    return {
        "id": f"{BASE}T{FIRST_TOPIC + number}",
        "display_name": f"{SUBFIELDS[subfield]}: {_TOPIC_WORDS[number % TOPICS_PER_SUBFIELD]}",
        "subfield": {"id": f"{BASE}subfields/{subfield}", "display_name": SUBFIELDS[subfield]},
        "field": {"id": f"{BASE}fields/{subfield[:2]}", "display_name": field},
        "domain": {"id": f"{BASE}domains/{domain}", "display_name": DOMAINS[domain]},
    }


def topics() -> list[dict[str, object]]:
    """All topics, those of a subfield together."""
    return [topic(number) for number in range(len(SUBFIELD_IDS) * TOPICS_PER_SUBFIELD)]


def funders(world: World) -> list[dict[str, object]]:
    """All funders as works mention them, those of a country together."""
    found: list[dict[str, object]] = []
    for number, country in enumerate(world.funder_country.tolist()):
        rank = number - int(world.funder_start[country])
        name = PAYERS[rank][0] if country == JAPAN else f"Invented {_FUNDER_WORDS[rank]} of {COUNTRIES[country].name}"
        found.append({"id": f"{BASE}F{FIRST + number}", "display_name": name, "ror": ror(50_000 + number)})
    return found


def award_numbers(world: World, award: Ints) -> list[str]:
    """The funders' own numbers: Japan's are systematic ones, the others like grants elsewhere."""
    funder = np.searchsorted(world.award_start, award, side="right") - 1
    country = world.funder_country[funder]
    own, first = world.funding.numbers, world.funding.first
    return [
        own[number - first] if k == JAPAN else f"{COUNTRIES[k].code}-{2012 + number % 14}-{number:06d}"
        for number, k in zip(award.tolist(), country.tolist(), strict=True)
    ]
