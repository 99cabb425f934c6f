"""Each record is an institution, source, topic, funder, publisher or author as OpenAlex's snapshot has it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rashinban.simulate.catalogue import (
    BASE,
    PUBLISHERS,
    dumps,
    funders,
    institutions,
    publisher_name,
    sources,
    topics,
)
from rashinban.simulate.countries import COUNTRIES, JAPAN
from rashinban.simulate.ids import FIRST, MERGED, Ints, hashed
from rashinban.simulate.names import AFTER, BEFORE, BETWEEN, person
from rashinban.simulate.people import institution_of, merged, orcid_texts
from rashinban.simulate.programmes import PAYERS
from rashinban.simulate.world import K, S, World, team_sizes

_CENTRES = {c.code: (round(60 - 2.9 * n, 2), round(-170 + 8.3 * n, 2)) for n, c in enumerate(COUNTRIES)}


def dates(world: World) -> str:
    """When a record was made and changed, as the end of its JSON."""
    year = world.plan.last_year + 1
    return f'"updated_date":"{year}-02-01T08:00:00","created_date":"{year}-01-10T00:00:00"'


def line(record: dict[str, object], dates: str) -> str:
    """A record as JSON, its dates last."""
    return f"{dumps(record)[:-1]},{dates}}}"


def _counts(world: World, works: float) -> dict[str, object]:
    return {"works_count": int(works), "cited_by_count": int(works * 11), "summary_stats": {"h_index": int(works**0.5)}}


def institution_records(world: World) -> Iterator[str]:
    """Institutions: full records, with acronyms and, in Japan, a name in Japanese."""
    per = world.plan.works * world.country_share
    for number, one in enumerate(institutions(world)):
        country = int(world.institution_country[number])
        latitude, longitude = _CENTRES[one.country_code]
        record: dict[str, object] = {
            **one.mention(),
            "type_id": f"{BASE}institution-types/{one.type}",
            "homepage_url": f"https://example.org/simulated/{number}",
            "display_name_acronyms": ["".join(word[0] for word in one.display_name.split() if word[0].isupper())],
            "display_name_alternatives": [f"{one.display_name}, {one.city}"],
            "repositories": [],
            **_counts(world, per[country] / (1 + number - int(world.institution_start[country]))),
            "ids": {"openalex": one.id, "ror": one.ror},
            "geo": {
                "city": one.city,
                "geonames_city_id": None,
                "region": None,
                "country_code": one.country_code,
                "country": one.country,
                "latitude": latitude + number % 40 / 20,
                "longitude": longitude + number % 60 / 20,
            },
            "international": {"display_name": {"ja": f"架空機関{number}"}} if one.country_code == "JP" else {},
            "associated_institutions": [],
            "counts_by_year": [],
            "roles": [],
            "topics": [],
        }
        yield line(record, dates(world))


def source_records(world: World) -> Iterator[str]:
    """Sources."""
    works = world.plan.works / max(1, world.source_strand.size)
    for mention in sources(world):
        record = {
            **{k: v for k, v in mention.items() if k != "host_organization_lineage_names"},
            "ids": {"openalex": mention["id"], "issn_l": mention["issn_l"], "issn": mention["issn"]},
            "homepage_url": None,
            "apc_prices": [],
            "apc_usd": None,
            "country_code": None,
            "societies": [],
            "alternate_titles": [],
            **_counts(world, works),
            "counts_by_year": [],
        }
        yield line(record, dates(world))


def topic_records(world: World) -> Iterator[str]:
    """Topics."""
    for topic in topics():
        ids = {"openalex": topic["id"]}
        record = {**topic, "description": "An invented topic.", "keywords": [], "ids": ids, **_counts(world, 100)}
        yield line(record, dates(world))


def funder_records(world: World) -> Iterator[str]:
    """Funders."""
    for number, mention in enumerate(funders(world)):
        record: dict[str, object] = {
            **{k: v for k, v in mention.items() if k != "ror"},
            "alternate_titles": [f"IF{number}", *_names_ja(world, number)],
            "country_code": COUNTRIES[int(world.funder_country[number])].code,
            "description": "An invented funder.",
            "homepage_url": None,
            "awards_count": int(world.award_start[number + 1] - world.award_start[number]),
            **_counts(world, 1000),
            "ids": {"openalex": mention["id"], "ror": mention["ror"]},
            "counts_by_year": [],
            "roles": [],
        }
        yield line(record, dates(world))


def _names_ja(world: World, number: int) -> list[str]:
    """The Japanese name of a funder of Japan."""
    place = number - int(world.funder_start[JAPAN])
    return [PAYERS[place][1]] if 0 <= place < len(PAYERS) else []


def publisher_records(world: World) -> Iterator[str]:
    """Publishers."""
    for number in range(PUBLISHERS):
        record: dict[str, object] = {
            "id": f"{BASE}P{FIRST + number}",
            "display_name": publisher_name(number),
            "alternate_titles": [],
            "country_codes": [COUNTRIES[number % K].code],
            "hierarchy_level": 0,
            "parent_publisher": None,
            "lineage": [f"{BASE}P{FIRST + number}"],
            "sources_count": 1,
            **_counts(world, 1000),
            "ids": {"openalex": f"{BASE}P{FIRST + number}"},
            "counts_by_year": [],
            "roles": [],
        }
        yield line(record, dates(world))


def author_records(world: World, first: int, last: int) -> Iterator[str]:
    """Authors from number `first` to before `last`, with the years at each institution and an expected work count."""
    number = np.arange(first, last)
    pool = np.searchsorted(world.author_start, number, side="right") - 1
    country = pool // S
    size, rank = np.diff(world.author_start)[pool], number - world.author_start[pool]
    sizes, chances = team_sizes()
    each = float((sizes * chances).sum()) / 1.3
    expected = size * each * (((rank + 1) / size) ** (1 / 2.2) - (rank / size) ** (1 / 2.2))
    mentions = [dumps(one.mention()) for one in institutions(world)]
    years = np.arange(world.plan.years)
    homes = np.stack([institution_of(world, number, country, np.full(number.size, y)) for y in years], axis=1)
    parts = person(number, country)
    made = dates(world)
    for a, i, j, k, orcid, works, home in zip(
        number.tolist(), *parts, orcid_texts(number), expected.tolist(), homes.tolist(), strict=True
    ):
        name = BEFORE[i] + BETWEEN[j] + AFTER[k]
        stays = ",".join(
            f'{{"institution":{mentions[at]},"years":'
            f"[{','.join(str(world.plan.first_year + y) for y in reversed(range(len(home))) if home[y] == at)}]}}"
            for at in dict.fromkeys(reversed(home))
        )
        count = max(1, round(works))
        yield (
            f'{{"id":"{BASE}A{FIRST + a}","orcid":{orcid},"display_name":"{name}",'
            f'"display_name_alternatives":["{AFTER[k]}, {BEFORE[i]}"],"works_count":{count},'
            f'"cited_by_count":{count * 11},"summary_stats":{{}},"ids":{{"openalex":"{BASE}A{FIRST + a}"}},'
            f'"affiliations":[{stays}],"last_known_institutions":[{mentions[home[-1]]}],"topics":[],'
            f'"counts_by_year":[],{made}}}'
        )


#: entity -> letter, salt and rarity of the things whose id replaced an older one
MERGES = {"works": ("W", 21, 300), "authors": ("A", 22, 200), "institutions": ("I", 23, 50)}


def merged_rows(world: World, kind: str) -> Iterator[tuple[str, str, str]]:
    """Rows `date, old id, new id`; every fourth one goes by a third id, in two merges half a year apart."""
    letter, salt, every = MERGES[kind]
    count = {
        "works": world.plan.works,
        "authors": int(world.author_start[-1]),
        "institutions": int(world.institution_start[-1]),
    }[kind]
    early, late = f"{world.plan.last_year}-03-01", f"{world.plan.last_year}-09-01"
    for start in range(0, count, 1_000_000):
        numbers: Ints = np.arange(start, min(start + 1_000_000, count))
        numbers = numbers[merged(numbers, salt, every)]
        chained = (hashed(numbers, 81) % np.uint64(4) == 0).tolist()
        for number, chain in zip((FIRST + numbers).tolist(), chained, strict=True):
            old, new = f"{letter}{number + MERGED}", f"{letter}{number}"
            if chain:
                between = f"{letter}{number + 2 * MERGED}"
                yield early, old, between
                yield late, between, new
            else:
                yield late, old, new
