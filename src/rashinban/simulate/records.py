"""Each record is one work as OpenAlex wrote it in its 2026 snapshot: one line of JSON, put together from parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from rashinban.simulate.catalogue import (
    BASE,
    addresses,
    award_numbers,
    dumps,
    funders,
    institutions,
    sources,
    topics,
)
from rashinban.simulate.countries import COUNTRIES
from rashinban.simulate.draw import ADDRESS_ONLY, COUNTRY_ONLY, KNOWN, NOTHING, OA_STATUSES, Part
from rashinban.simulate.ids import DOI_PREFIX, FIRST, MERGED, Floats, Ints, hashed, unit
from rashinban.simulate.names import AFTER, BEFORE, BETWEEN, DEPARTMENTS, person
from rashinban.simulate.people import distinct, merged, orcid_texts
from rashinban.simulate.texts import Abstracts, title
from rashinban.simulate.world import PARATEXT, TYPES, World

_NO_AFFILIATION = '"institutions":[],"countries":[],"raw_affiliation_strings":[],"affiliations":[]'
_BOOL = ("false", "true")
_D = len(DEPARTMENTS)
#: counts_by_year reaches back ten years, as at OpenAlex
COUNTED_YEARS = 10
#: authorships are held as text for so many works
_WORKS_AT_ONCE = 5_000


class Renderer:
    """Writes parts of one world as JSON lines; holds the text that many records share."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.institutions = institutions(world)
        self.mentions = [dumps(i.mention()) for i in self.institutions]
        self.addresses = [dumps(a) for i in self.institutions for a in addresses(i)]
        self.tails = [self._tail(n, d) for n in range(len(self.institutions)) for d in range(_D)]
        self.sources = [dumps(s)[1:-1] for s in sources(world)]
        self.topics = [dumps(t)[:-1] for t in topics()]
        self.keywords = [_keywords(t) for t in topics()]
        self.funders = [dumps(f) for f in funders(world)]
        self.funder_names = [str(f["display_name"]) for f in funders(world)]

    def _tail(self, n: int, department: int) -> str:
        one, address = self.institutions[n], self.addresses[n * _D + department]
        return (
            f'"institutions":[{self.mentions[n]}],"countries":["{one.country_code}"],'
            f'"raw_affiliation_strings":[{address}],'
            f'"affiliations":[{{"raw_affiliation_string":{address},"institution_ids":["{one.id}"]}}]'
        )

    def _two(self, n: int, other: int, department: int) -> str:
        one, two = self.institutions[n], self.institutions[other]
        first, second = self.addresses[n * _D + department], self.addresses[other * _D]
        countries = ",".join(f'"{c}"' for c in sorted({one.country_code, two.country_code}))
        return (
            f'"institutions":[{self.mentions[n]},{self.mentions[other]}],"countries":[{countries}],'
            f'"raw_affiliation_strings":[{first},{second}],'
            f'"affiliations":[{{"raw_affiliation_string":{first},"institution_ids":["{one.id}"]}},'
            f'{{"raw_affiliation_string":{second},"institution_ids":["{two.id}"]}}]'
        )

    def authorships(self, part: Part, rows: slice) -> list[str]:
        """Each authorship of these flat rows of the part as JSON, in order."""
        author, country, work = part.author[rows], part.author_country[rows], part.author_work[rows]
        known = np.maximum(author, 0)
        first, between, last = person(known, country)
        department = (hashed(known, 42) % np.uint64(_D)).astype(np.int64)
        position = np.arange(rows.start, rows.stop) - part.author_offset[work]
        end = np.diff(part.author_offset)[work] - 1
        places = np.where(position == 0, 0, np.where(position == end, 2, 1))
        # A withdrawn id of a profile stands on three in ten works of the profiles that have one.
        old = merged(known, 22, 200) & (unit(work + known, 43) < 0.3)
        ids = FIRST + known + np.where(old, MERGED, 0)
        out = []
        for a, has, i, j, k, orc, where, home, other, kind, dep, from_country in zip(
            ids.tolist(),
            (author >= 0).tolist(),
            first,
            between,
            last,
            orcid_texts(known),
            places.tolist(),
            part.institution[rows].tolist(),
            part.second_institution[rows].tolist(),
            part.affiliation[rows].tolist(),
            department.tolist(),
            country.tolist(),
            strict=True,
        ):
            name = BEFORE[i] + BETWEEN[j] + AFTER[k]
            if kind == KNOWN:
                tail = self.tails[home * _D + dep] if other < 0 else self._two(home, other, dep)
            elif kind == NOTHING:
                tail = _NO_AFFILIATION
            else:
                code = f'"{COUNTRIES[from_country].code}"' if kind == COUNTRY_ONLY else ""
                address = '"Independent scholar"' if kind == ADDRESS_ONLY else f'"{COUNTRIES[from_country].name}"'
                tail = (
                    f'"institutions":[],"countries":[{code}],"raw_affiliation_strings":[{address}],'
                    f'"affiliations":[{{"raw_affiliation_string":{address},"institution_ids":[]}}]'
                )
            who = f'"{BASE}A{a}"' if has else "null"
            out.append(
                f'{{"author_position":"{_PLACES[where]}","author":{{"id":{who},"display_name":"{name}",'
                f'"orcid":{orc if has else "null"}}},{tail},"is_corresponding":{_BOOL[where == 0]},'
                f'"raw_author_name":"{name}"}}'
            )
        return out

    def _awards(self, award: Ints) -> dict[int, tuple[int, str]]:
        """By place of the work the funder's number and the award as JSON."""
        works = np.flatnonzero(award >= 0)
        numbers = award[works]
        payers = np.searchsorted(self.world.award_start, numbers, side="right") - 1
        return {
            work: (
                payer,
                f'{{"id":"{BASE}G{FIRST + number}","display_name":null,"funder_award_id":"{own}",'
                f'"funder_id":"{BASE}F{FIRST + payer}","funder_display_name":"{self.funder_names[payer]}"}}',
            )
            for work, number, payer, own in zip(
                works.tolist(), numbers.tolist(), payers.tolist(), award_numbers(self.world, numbers), strict=True
            )
        }

    def works(self, part: Part, rng: np.random.Generator) -> Iterator[str]:
        """Each work of the part as one line of JSON without its line end."""
        world, plan = self.world, self.world.plan
        n = part.works
        abstracts = Abstracts(rng, max(400, n // 10))
        people: list[str] = []
        at, shift = part.author_offset.tolist(), 0
        cited, cited_at = part.reference.tolist(), part.reference_offset.tolist()
        mixed = hashed(part.number, 51) >> np.uint64(20)
        scores = np.round(0.5 + 0.5 * unit(part.number, 52), 4).tolist()
        fwci = np.round(part.citations / world.cell_mean[part.cell], 4).tolist()
        percentile = np.round(world.percentile(part.cell, part.citations), 7).tolist()
        top_10 = (part.citations >= world.cell_top_10[part.cell]).tolist()
        top_1 = (part.citations >= world.cell_top_1[part.cell]).tolist()
        counts = yearly(part.citations, plan.last_year - part.year)
        heads = [f'{{"year":{plan.last_year - j},"cited_by_count":' for j in range(COUNTED_YEARS)]
        countries, houses = _distinct(part)
        awards = self._awards(part.award)
        more = self._awards(part.second_award)
        days = [(date(2011, 1, 1) + timedelta(d)).isoformat()[4:] for d in range(365)]
        created = f"{plan.last_year + 1}-01-10T00:00:00"
        updated = updated_date(plan.last_year, 0) + "T08:00:00.000000"
        columns = zip(
            part.number.tolist(), part.year.tolist(), part.strand.tolist(), part.second.tolist(),
            part.topics.tolist(), part.type.tolist(), part.citations.tolist(), part.retracted.tolist(),
            part.day.tolist(), part.source.tolist(), part.oa.tolist(), part.japanese.tolist(),
            part.has_abstract.tolist(), part.funder.tolist(), mixed.tolist(),
            strict=True,
        )  # fmt: skip
        for w, row in enumerate(columns):
            if w % _WORKS_AT_ONCE == 0:
                shift = at[w]
                people = self.authorships(part, slice(shift, at[min(w + _WORKS_AT_ONCE, n)]))
            number, year, strand, second, topic, kind, c, retracted, day, source, oa, ja, abstracted = row[:13]
            funder, mix = row[13:]
            work_id, doi = f"{BASE}W{FIRST + number}", f"https://doi.org/{DOI_PREFIX}.{plan.seed}.{number}"
            name = title(strand, second, mix, ja)
            status, is_oa, repository = OA_STATUSES[oa], _BOOL[oa > 0], _BOOL[oa == 5 or (oa > 0 and mix % 3 == 0)]
            version = "acceptedVersion" if oa == 5 else "publishedVersion"
            location = (
                f'{{"id":"doi:{doi[16:]}","is_oa":{is_oa},"landing_page_url":"{doi}","pdf_url":null,'
                f'"source":{{{self.sources[source]}}},"license":{_LICENCES[oa]},"license_id":null,'
                f'"version":"{version}","is_accepted":true,"is_published":true,"raw_source_name":null,'
                f'"raw_type":"{_RAW_TYPES[kind]}"}}'
            )
            score = scores[w]
            listed = [f'{self.topics[t]},"score":{score}}}' for t in topic if t >= 0]
            awarded = [each[w] for each in (awards, more) if w in each]
            payers = dict.fromkeys([*([funder] if funder >= 0 else []), *(payer for payer, _ in awarded)])
            references = cited[cited_at[w] : cited_at[w + 1]]
            listed_references = _REFERENCE.join(map(str, references))
            if references:
                listed_references = f'"{BASE}W{listed_references}"'
            index = "null"
            if abstracted:
                supply = (abstracts.japanese if ja else abstracts.english)[strand]
                index = supply[mix % len(supply)]
            by_year = ",".join([f"{heads[j]}{v}}}" for j, v in enumerate(counts[w]) if v])
            authors = ",".join(people[at[w] - shift : at[w + 1] - shift])
            yield (
                f'{{"id":"{work_id}","doi":"{doi}","title":"{name}","display_name":"{name}",'
                f'"publication_year":{year},"publication_date":"{year}{days[day]}",'
                f'"ids":{{"openalex":"{work_id}","doi":"{doi}"}},"language":"{"ja" if ja else "en"}",'
                f'"primary_location":{location},"type":"{_TYPES[kind]}","indexed_in":["simulated"],'
                f'"open_access":{{"is_oa":{is_oa},"oa_status":"{status}","oa_url":{_free(oa, doi)},'
                f'"any_repository_has_fulltext":{repository}}},"authorships":[{authors}],'
                f'"institutions":[],"countries_distinct_count":{countries[w]},'
                f'"institutions_distinct_count":{houses[w]},"corresponding_author_ids":[],'
                f'"corresponding_institution_ids":[],"apc_list":null,"apc_paid":null,"fwci":{fwci[w]},'
                f'"has_fulltext":false,"cited_by_count":{c},"citation_normalized_percentile":{{'
                f'"value":{percentile[w]},"is_in_top_1_percent":{_BOOL[top_1[w]]},'
                f'"is_in_top_10_percent":{_BOOL[top_10[w]]}}},"cited_by_percentile_year":null,'
                f'"biblio":{{"volume":"{year - 2000}","issue":"{1 + day // 31}","first_page":"{1 + mix % 900}",'
                f'"last_page":"{9 + mix % 900}"}},"is_retracted":{_BOOL[retracted]},'
                f'"is_paratext":{_BOOL[kind == PARATEXT]},"is_xpac":{_BOOL[kind == 4 and mix % 2]},'
                f'"primary_topic":{listed[0]},"topics":[{",".join(listed)}],"keywords":{self.keywords[topic[0]]},'
                f'"concepts":[],"mesh":[],"locations_count":1,"locations":[{location}],'
                f'"best_oa_location":{location if oa else "null"},"sustainable_development_goals":[],'
                f'"awards":[{",".join([text for _, text in awarded])}],'
                f'"funders":[{",".join([self.funders[payer] for payer in payers])}],'
                f'"has_content":{{"pdf":false,"grobid_xml":false}},'
                f'"content_urls":null,"referenced_works_count":{len(references)},'
                f'"referenced_works":[{listed_references}],"related_works":[],'
                f'"abstract_inverted_index":{index},"counts_by_year":[{by_year}],'
                f'"updated_date":"{updated}","created_date":"{created}"}}'
            )


_PLACES = ("first", "middle", "last")
_REFERENCE = f'","{BASE}W'
_TYPES = tuple(t[0] for t in TYPES)
_RAW_TYPES = tuple("journal-article" if t[0] in ("article", "review", "letter") else t[0] for t in TYPES)
_LICENCES = ("null", '"cc-by"', '"cc-by"', '"cc-by-nc"', "null", "null")


def _free(oa: int, doi: str) -> str:
    """The address of a free copy, or null."""
    return f'"{doi}"' if oa else "null"


def _keywords(topic: dict[str, object]) -> str:
    words = str(topic["display_name"]).lower().replace(",", "").split(": ")
    return dumps(
        [{"id": f"{BASE.rstrip('/')}/keywords/{w.replace(' ', '-')}", "display_name": w, "score": 0.5} for w in words]
    )


def updated_date(last_year: int, part: int) -> str:
    """The folder of a part: parts were updated over two months after the last year."""
    return (date(last_year + 1, 2, 1) + timedelta(part % 60)).isoformat()


def yearly(citations: Ints, age: Ints) -> list[list[int]]:
    """Citations of the last ten years, newest first: the total spread over 1 - exp(-(t/5)^1.3), rounded so
    that the years of a work sum to its total (those of older works to what fell into the ten years)."""
    t = np.minimum(age[:, None] + 1 - np.arange(COUNTED_YEARS + 1), age[:, None] + 1).clip(0)
    reached: Floats = 1 - np.exp(-((t / 5) ** 1.3))
    reached /= reached[:, :1]
    cumulative = np.round(reached * citations[:, None]).astype(np.int64)
    out: list[list[int]] = (cumulative[:, :-1] - cumulative[:, 1:]).tolist()
    return out


def _distinct(part: Part) -> tuple[list[int], list[int]]:
    """Distinct countries and institutions of each work, as the record states them."""
    seen = (part.affiliation == KNOWN) | (part.affiliation == COUNTRY_ONLY)
    pairs = distinct(part.author_work[seen] * 1000 + part.author_country[seen])
    known = part.affiliation == KNOWN
    houses = distinct(part.author_work[known] * (1 << 20) + part.institution[known])
    return (
        np.bincount(pairs // 1000, minlength=part.works).tolist(),
        np.bincount(houses >> 20, minlength=part.works).tolist(),
    )
