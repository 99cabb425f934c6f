"""Each record is one researcher, institution, source, topic, funder, publisher, award or concept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rashinban.data_sources.openalex import entity_shapes, shapes
from rashinban.data_sources.openalex.mentions import funder_id, institution_id, tree, wikidata_id
from rashinban.data_sources.openalex.values import own_id, take_id, take_year
from rashinban.data_sources.openalex.works import add_work
from rashinban.engine.rows import Rows
from rashinban.errors import Refused
from rashinban.schema import kinds
from rashinban.schema.award_numbers import systematic


def add_author(author: entity_shapes.Author, rows: Rows) -> None:
    author_id = own_id(author.id, "A", "authors", rows)
    last = author.last_known_institutions or ([author.last_known_institution] if author.last_known_institution else [])
    lasts = [institution_id(institution, rows)[0] for institution in last]
    rows["authors"].append(
        (
            author_id,
            rows.take(kinds.orcid, author.orcid, "authors.orcid"),
            author.display_name or None,
            next((short for short in lasts if short), None),
            author.works_count,
            author.created_date or None,
            author.updated_date or author.updated or None,
        )
    )
    names = _distinct(
        (author.display_name, author.full_name, author.longest_name),
        author.display_name_alternatives,
        author.raw_author_names,
    )
    rows["author_names"].extend([(author_id, name, None, None) for name in names])
    stays: dict[tuple[str, int], None] = {}
    for stay in author.affiliations or ():
        short = institution_id(stay.institution, rows)[0] if stay.institution else None
        for found in stay.years or ():
            year = take_year(found, rows, "author_affiliation_years.year")
            if short is not None and year is not None:
                stays[short, year] = None
    rows["author_affiliation_years"].extend([(author_id, short, year) for short, year in stays])


def add_institution(institution: entity_shapes.Institution, rows: Rows) -> None:
    institution_id = own_id(institution.id, "I", "institutions", rows)
    ids, geo = institution.ids or entity_shapes.InstitutionIds(), institution.geo or entity_shapes.Geo()
    rows["institutions"].append(
        (
            institution_id,
            rows.take(kinds.ror_id, institution.ror or ids.ror, "institutions.ror_id"),
            institution.display_name or None,
            rows.take(kinds.country_code, institution.country_code or geo.country_code, "institutions.country_code"),
            institution.type or None,
            geo.city or None,
            # Subdivisions are ROR's to say: OpenAlex has a region's name at most, and no code.
            None,
            None,
            _degrees(geo.latitude, 90, "institutions.latitude", rows),
            _degrees(geo.longitude, 180, "institutions.longitude", rows),
            institution.homepage_url or None,
            institution.status or None,
            None,
            institution.works_count,
            institution.cited_by_count,
            institution.created_date or None,
            institution.updated_date or institution.updated or None,
        )
    )
    names: dict[tuple[str, str | None, str], None] = {
        (name, None, "display"): None for name in _distinct((institution.display_name,))
    }
    names |= {(name, None, "alias"): None for name in _distinct(institution.display_name_alternatives)}
    names |= {(name, None, "acronym"): None for name in _distinct(institution.display_name_acronyms)}
    if institution.international and institution.international.display_name:
        names |= {
            (name, language, "label"): None for language, name in institution.international.display_name.items() if name
        }
    rows["institution_names"].extend([(institution_id, *name) for name in names])
    relations: dict[tuple[str, str], None] = {}
    for other in institution.associated_institutions or ():
        short = take_id(other.id, "I", rows, "institution_relations.related_id")
        if short and other.relationship:
            relations[short, other.relationship] = None
    rows["institution_relations"].extend([(institution_id, *relation) for relation in relations])
    schemes = (("grid", ids.grid), ("wikidata", wikidata_id(ids.wikidata)), ("wikipedia", ids.wikipedia))
    rows["institution_identifiers"].extend([(institution_id, scheme, value) for scheme, value in schemes if value])


def add_source(source: entity_shapes.FullSource, rows: Rows) -> None:
    source_id = "S" + own_id(source.id, "SV", "sources", rows)[1:]
    rows["sources"].append(
        (
            source_id,
            source.display_name or None,
            rows.take(kinds.issn, source.issn_l, "sources.issn_l"),
            source.type or None,
            take_id(source.host_organization or source.publisher_id, "PI", rows, "sources.publisher_id"),
            rows.take(kinds.country_code, source.country_code, "sources.country_code"),
            source.is_oa,
            source.is_in_doaj,
            source.is_core,
            source.works_count,
            source.cited_by_count,
            source.created_date or None,
            source.updated_date or source.updated or None,
        )
    )
    clean = [rows.take(kinds.issn, text, "source_issns.issn") for text in _distinct(source.issn, (source.issn_l,))]
    rows["source_issns"].extend([(source_id, issn) for issn in _distinct(clean)])


def add_topic(topic: entity_shapes.Topic, rows: Rows) -> None:
    rows["topics"].append(
        (
            own_id(topic.id, "T", "topics", rows),
            topic.display_name or None,
            *tree(topic, rows),
            topic.description or None,
            topic.works_count,
            topic.created_date or None,
            topic.updated_date or topic.updated or None,
        )
    )


def add_concept(concept: entity_shapes.Concept, rows: Rows) -> None:
    rows["concepts"].append(
        (
            own_id(concept.id, "C", "concepts", rows),
            concept.display_name or None,
            concept.level,
            wikidata_id(concept.wikidata),
            concept.works_count,
            concept.created_date or None,
            concept.updated_date or concept.updated or None,
        )
    )


def add_funder(funder: entity_shapes.Funder, rows: Rows) -> None:
    own = own_id(funder.id, "F", "funders", rows)
    ids = funder.ids or entity_shapes.FunderIds()
    crossref = str(ids.crossref) if ids.crossref else (ids.doi or "").rpartition("10.13039/")[2]
    rows["funders"].append(
        (
            own,
            funder.display_name or None,
            rows.take(kinds.country_code, funder.country_code, "funders.country_code"),
            rows.take(kinds.ror_id, funder.ror or ids.ror, "funders.ror_id"),
            crossref or None,
            funder.awards_count if funder.awards_count is not None else funder.grants_count,
            funder.works_count,
            funder.created_date or None,
            funder.updated_date or funder.updated or None,
        )
    )
    rows["funder_names"].extend([(own, name, None) for name in _distinct(funder.alternate_titles)])


def add_publisher(publisher: entity_shapes.Publisher, rows: Rows) -> None:
    parent = publisher.parent_publisher
    parent_id = parent if isinstance(parent, str) else str(parent.id) if parent and parent.id else None
    countries = _distinct(publisher.country_codes)
    rows["publishers"].append(
        (
            own_id(publisher.id, "P", "publishers", rows),
            publisher.display_name or None,
            take_id(parent_id, "P", rows, "publishers.parent_publisher_id"),
            rows.take(kinds.country_code, countries[0] if countries else None, "publishers.country_code"),
            rows.take(
                kinds.ror_id, publisher.ror or (publisher.ids.ror if publisher.ids else None), "publishers.ror_id"
            ),
            publisher.works_count,
            publisher.created_date or None,
            publisher.updated_date or publisher.updated or None,
        )
    )


def add_award(award: entity_shapes.Award, rows: Rows) -> None:
    lead = award.lead_investigator or entity_shapes.Investigator()
    affiliation = lead.affiliation or entity_shapes.AffiliationOfInvestigator()
    funder = funder_id(award.funder, rows) if award.funder else take_id(award.funder_id, "F", rows, "awards.funder_id")
    amount, currency = _money(award, rows)
    rows["awards"].append(
        (
            own_id(award.id, "G", "awards", rows),
            funder,
            award.funder_award_id or None,
            systematic(award.funder_award_id, (funder,)),
            award.display_name or None,
            award.description or None,
            rows.take(kinds.doi, award.doi, "awards.doi"),
            amount,
            currency,
            award.funding_type or None,
            award.funder_scheme or None,
            rows.take(kinds.date, award.start_date, "awards.start_date"),
            rows.take(kinds.date, award.end_date, "awards.end_date"),
            None,
            None,
            None,
            " ".join(part for part in (lead.given_name, lead.family_name) if part) or None,
            rows.take(kinds.orcid, lead.orcid, "awards.lead_orcid"),
            next((short for short in map(_institution_of, affiliation.ids or ()) if short), None),
            award.created_date or None,
            award.updated_date or award.updated or None,
        )
    )


def _money(award: entity_shapes.Award, rows: Rows) -> tuple[int | None, str | None]:
    if award.amount is None or award.amount == "":
        return None, rows.take(kinds.currency, award.currency, "awards.currency")
    try:
        return kinds.money(award.amount, award.currency or "")
    except Refused as refused:
        rows.refuse_value("awards.amount", refused.reason, f"{award.amount} {award.currency or '(no currency)'}")
        return None, None


def _institution_of(other: entity_shapes.OtherId) -> str | None:
    """An institution's OpenAlex id among the ids of an investigator's affiliation, of several schemes."""
    text = other.id or ""
    return text.rsplit("/", 1)[-1] if "openalex.org/I" in text else None


def _distinct(*lists: Iterable[str | None] | None) -> list[str]:
    return list(dict.fromkeys(text for texts in lists for text in texts or () if text))


def _degrees(value: float | None, most: int, column: str, rows: Rows) -> float | None:
    if value is None or -most <= value <= most:
        return value
    rows.refuse_value(column, f"outside -{most}..{most}", value)
    return None


#: What an entity is decoded into, and what adds it, by the name of its table.
ENTITIES: Mapping[str, tuple[type, Callable[[Any, Rows], None]]] = {
    "works": (shapes.Work, add_work),
    "authors": (entity_shapes.Author, add_author),
    "institutions": (entity_shapes.Institution, add_institution),
    "sources": (entity_shapes.FullSource, add_source),
    "topics": (entity_shapes.Topic, add_topic),
    "concepts": (entity_shapes.Concept, add_concept),
    "funders": (entity_shapes.Funder, add_funder),
    "publishers": (entity_shapes.Publisher, add_publisher),
    "awards": (entity_shapes.Award, add_award),
}
