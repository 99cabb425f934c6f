"""The objects of OpenAlex that are not works, as published between 2021 and 2026: what of them is read."""

from __future__ import annotations

from rashinban.data_sources.openalex.shapes import (
    Count,
    Numbered,
    Shape,
    ShortFunder,
    ShortInstitution,
    Source,
    TopicOfWork,
    Year,
)


class YearsAtInstitution(Shape):
    institution: ShortInstitution | None = None
    years: list[Year] | None = None


class Author(Shape):
    id: str
    orcid: str | None = None
    display_name: str | None = None
    full_name: str | None = None
    longest_name: str | None = None
    display_name_alternatives: list[str | None] | None = None
    raw_author_names: list[str | None] | None = None
    affiliations: list[YearsAtInstitution] | None = None
    last_known_institution: ShortInstitution | None = None
    last_known_institutions: list[ShortInstitution] | None = None
    works_count: Count | None = None
    created_date: str | None = None
    updated_date: str | None = None
    updated: str | None = None


class Geo(Shape):
    city: str | None = None
    country_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class RelatedInstitution(ShortInstitution):
    relationship: str | None = None


class International(Shape):
    display_name: dict[str, str | None] | None = None


class InstitutionIds(Shape):
    ror: str | None = None
    grid: str | None = None
    wikidata: str | None = None
    wikipedia: str | None = None


class Institution(Shape):
    id: str
    ror: str | None = None
    ids: InstitutionIds | None = None
    display_name: str | None = None
    display_name_acronyms: list[str | None] | None = None
    display_name_alternatives: list[str | None] | None = None
    international: International | None = None
    country_code: str | None = None
    type: str | None = None
    homepage_url: str | None = None
    geo: Geo | None = None
    status: str | None = None
    associated_institutions: list[RelatedInstitution] | None = None
    works_count: Count | None = None
    cited_by_count: Count | None = None
    created_date: str | None = None
    updated_date: str | None = None
    updated: str | None = None


class FullSource(Source, kw_only=True):
    id: str
    issn: list[str | None] | None = None
    country_code: str | None = None
    works_count: Count | None = None
    cited_by_count: Count | None = None
    created_date: str | None = None
    updated_date: str | None = None
    updated: str | None = None


class Topic(TopicOfWork, kw_only=True):
    id: str
    description: str | None = None
    works_count: Count | None = None
    created_date: str | None = None
    updated_date: str | None = None
    updated: str | None = None


class FunderIds(Shape):
    ror: str | None = None
    crossref: str | int | None = None
    doi: str | None = None


class Funder(Shape):
    id: str
    display_name: str | None = None
    alternate_titles: list[str | None] | None = None
    country_code: str | None = None
    ror: str | None = None
    ids: FunderIds | None = None
    awards_count: Count | None = None
    grants_count: Count | None = None
    works_count: Count | None = None
    created_date: str | None = None
    updated_date: str | None = None
    updated: str | None = None


class PublisherIds(Shape):
    ror: str | None = None


class Publisher(Shape):
    id: str
    display_name: str | None = None
    parent_publisher: Numbered | str | None = None
    country_codes: list[str | None] | None = None
    ror: str | None = None
    ids: PublisherIds | None = None
    works_count: Count | None = None
    created_date: str | None = None
    updated_date: str | None = None
    updated: str | None = None


class Concept(Shape):
    id: str
    display_name: str | None = None
    level: Year | None = None
    wikidata: str | None = None
    works_count: Count | None = None
    created_date: str | None = None
    updated_date: str | None = None
    updated: str | None = None


class OtherId(Shape):
    id: str | None = None
    type: str | None = None


class AffiliationOfInvestigator(Shape):
    name: str | None = None
    ids: list[OtherId] | None = None


class Investigator(Shape):
    given_name: str | None = None
    family_name: str | None = None
    orcid: str | None = None
    affiliation: AffiliationOfInvestigator | None = None


class Award(Shape):
    id: str
    display_name: str | None = None
    description: str | None = None
    funder_award_id: str | None = None
    funder: ShortFunder | None = None
    funder_id: str | None = None
    amount: float | int | str | None = None
    currency: str | None = None
    funding_type: str | None = None
    funder_scheme: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    doi: str | None = None
    lead_investigator: Investigator | None = None
    created_date: str | None = None
    updated_date: str | None = None
    updated: str | None = None
