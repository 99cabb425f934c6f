"""The objects within a work of OpenAlex, as published between 2021 and 2026: what of them is read."""

from __future__ import annotations

import datetime
from typing import Annotated

import msgspec

#: A count that fits a column of 64 bits.
Count = Annotated[int, msgspec.Meta(ge=0, le=2**62)]
Position = Annotated[int, msgspec.Meta(ge=0)]
Year = Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31 - 1)]


class Shape(msgspec.Struct, gc=False):
    """An object. Every field may be absent or null: no age of the schema has all of them.

    Fields stand in the order in which OpenAlex writes them in 2026: msgspec finds the next field at once.
    """


class Numbered(Shape):
    """A subfield, field or domain, or an entity in its shortest form. Some ids were bare numbers in 2024."""

    id: str | int | None = None
    display_name: str | None = None


class Ids(Shape):
    doi: str | None = None
    pmid: str | int | None = None
    mag: str | int | None = None


class Source(Shape):
    id: str | None = None
    display_name: str | None = None
    issn_l: str | None = None
    is_oa: bool | None = None
    is_in_doaj: bool | None = None
    is_core: bool | None = None
    host_organization: str | None = None
    type: str | None = None
    publisher_id: str | None = None


class Location(Shape):
    is_oa: bool | None = None
    landing_page_url: str | None = None
    pdf_url: str | None = None
    source: Source | None = None
    license: str | None = None
    version: str | None = None


class Venue(Shape):
    """Source and location in one, before 2023: `host_venue` and `alternate_host_venues`."""

    id: str | None = None
    display_name: str | None = None
    issn_l: str | None = None
    type: str | None = None
    url: str | None = None
    is_oa: bool | None = None
    version: str | None = None
    license: str | None = None


class Person(Shape):
    id: str | None = None
    display_name: str | None = None
    orcid: str | None = None


class ShortInstitution(Shape):
    id: str | None = None
    display_name: str | None = None
    ror: str | None = None
    country_code: str | None = None
    type: str | None = None


class Affiliation(Shape):
    raw_affiliation_string: str | None = None
    institution_ids: list[str | None] | None = None


class Authorship(Shape):
    author_position: str | None = None
    author: Person | None = None
    institutions: list[ShortInstitution] | None = None
    countries: list[str | None] | None = None
    is_corresponding: bool | None = None
    raw_author_name: str | None = None
    raw_affiliation_string: str | None = None
    raw_affiliation_strings: list[str | None] | None = None
    affiliations: list[Affiliation] | None = None


class TopicOfWork(Shape):
    id: str | None = None
    display_name: str | None = None
    score: float | None = None
    subfield: Numbered | None = None
    field: Numbered | None = None
    domain: Numbered | None = None


class ConceptOfWork(Shape):
    id: str | None = None
    wikidata: str | None = None
    display_name: str | None = None
    level: Year | None = None
    score: float | None = None


class Keyword(Shape):
    display_name: str | None = None
    keyword: str | None = None
    score: float | None = None


class OpenAccess(Shape):
    is_oa: bool | None = None
    oa_status: str | None = None
    any_repository_has_fulltext: bool | None = None


class Percentile(Shape):
    value: float | None = None
    is_in_top_1_percent: bool | None = None
    is_in_top_10_percent: bool | None = None


class Biblio(Shape):
    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None


class CountOfYear(Shape):
    year: Year | None = None
    cited_by_count: Count | None = None


class ShortFunder(Shape):
    id: str | None = None
    display_name: str | None = None
    ror: str | None = None


class ShortAward(Shape):
    """An award as works name it since 2026."""

    id: str | None = None
    display_name: str | None = None
    funder_award_id: str | None = None
    funder_id: str | None = None
    funder_display_name: str | None = None


class Grant(Shape):
    """A funder, and perhaps a number as typed, as works named them from 2022 to 2025."""

    funder: str | None = None
    funder_display_name: str | None = None
    award_id: str | None = None


class Work(Shape):
    id: str
    doi: str | None = None
    title: str | None = None
    display_name: str | None = None
    publication_year: Year | None = None
    publication_date: datetime.date | None = None
    ids: Ids | None = None
    language: str | None = None
    primary_location: Location | None = None
    type: str | None = None
    open_access: OpenAccess | None = None
    authorships: list[Authorship] | None = None
    is_authors_truncated: bool | None = None
    fwci: float | None = None
    cited_by_count: Count | None = None
    citation_normalized_percentile: Percentile | None = None
    biblio: Biblio | None = None
    is_retracted: bool | None = None
    is_paratext: bool | None = None
    is_xpac: bool | None = None
    primary_topic: TopicOfWork | None = None
    topics: list[TopicOfWork] | None = None
    keywords: list[Keyword] | None = None
    concepts: list[ConceptOfWork] | None = None
    locations: list[Location] | None = None
    awards: list[ShortAward] | None = None
    funders: list[ShortFunder] | None = None
    referenced_works_count: Count | None = None
    referenced_works: list[str] | None = None
    abstract_inverted_index: dict[str, list[Position]] | str | None = None
    counts_by_year: list[CountOfYear] | None = None
    updated_date: str | None = None
    created_date: str | None = None
    abstract: str | None = None
    host_venue: Venue | None = None
    alternate_host_venues: list[Venue] | None = None
    grants: list[Grant] | None = None
    updated: str | None = None
