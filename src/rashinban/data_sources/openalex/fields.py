"""The fields of OpenAlex that are known and not read. Any other field that is not read is reported."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from rashinban.data_sources.openalex import entity_shapes, shapes
from rashinban.engine.rows import Rows

#: The first records of a file are looked through for unknown fields, then every thousandth.
FIRST, EVERY = 200, 1000


def is_sampled(number: int) -> bool:
    """Whether the record of this number within its file, from 1, is looked through."""
    return number <= FIRST or number % EVERY == 0


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STATISTICS = (
    "cited_by_count counts_by_year summary_stats x_concepts topics topic_share works_api_url ids image_url "
    "image_thumbnail_url homepage_url description roles oa_works_count"
)

#: By the shape that would hold them. A field of an object that is itself ignored need not be here.
IGNORED: Mapping[type[msgspec.Struct], frozenset[str]] = {
    shapes.OpenAccess: _words("oa_url"),
    shapes.Ids: _words("openalex pmcid arxiv"),
    shapes.Source: _words(
        "issn host_organization_name host_organization_lineage host_organization_lineage_names publisher "
        "publisher_lineage publisher_lineage_names host_institution_lineage host_institution_lineage_names "
        "is_indexed_in_scopus"
    ),
    shapes.Location: _words(
        "id doi is_accepted is_published license_id raw_source_name raw_type provenance provenance_score"
    ),
    shapes.Venue: _words("issn publisher publisher_id host_organization is_in_doaj pdf_url"),
    shapes.ShortInstitution: _words("lineage"),
    shapes.Authorship: _words("raw_orcid"),
    shapes.Keyword: _words("id"),
    shapes.Work: _words(
        "abstract_inverted_index_v3 apc_list apc_paid apc_payment authors_count best_oa_location citation "
        "cited_by_api_url cited_by_percentile_year concepts_count content_urls corresponding_author_ids "
        "corresponding_institution_ids countries_distinct_count datasets doi_registration_agency fulltext_origin "
        "fulltext has_content has_fulltext has_abstract indexed_in institution_assertions institutions "
        "institutions_distinct_count is_oa locations_count mesh ngrams_url page related_works "
        "relevance_score summary_stats sustainable_development_goals type_crossref type_id versions @timestamp "
        "@version"
    ),
    entity_shapes.Author: _words(
        f"{_STATISTICS} block_key display_name_alternatives parsed_longest_name most_cited_work orcid_works "
        "works_to_tag"
    ),
    entity_shapes.Geo: _words("country geonames_city_id region"),
    entity_shapes.International: _words("description"),
    entity_shapes.InstitutionIds: _words("openalex mag"),
    entity_shapes.Institution: _words(
        f"{_STATISTICS} type_id lineage repositories is_super_system associated_institution_ids"
    ),
    entity_shapes.RelatedInstitution: _words("lineage"),
    entity_shapes.FullSource: _words(
        f"{_STATISTICS} abbreviated_title alternate_titles apc_prices apc_usd first_publication_year "
        "last_publication_year is_high_oa_rate is_high_oa_rate_since_year is_in_doaj_since_year is_in_scielo is_ojs "
        "oa_flip_year societies type_id is_indexed_in_scopus host_organization_name host_organization_lineage "
        "host_organization_lineage_names publisher publisher_lineage publisher_lineage_names "
        "host_institution_lineage host_institution_lineage_names"
    ),
    entity_shapes.Topic: _words(f"{_STATISTICS} keywords siblings"),
    entity_shapes.Concept: _words(f"{_STATISTICS} ancestors related_concepts international"),
    entity_shapes.Funder: _words(_STATISTICS),
    entity_shapes.FunderIds: _words("openalex wikidata"),
    entity_shapes.Publisher: _words(
        f"{_STATISTICS} alternate_titles hierarchy_level lineage sources_api_url sources_count"
    ),
    entity_shapes.PublisherIds: _words("openalex wikidata"),
    shapes.CountOfYear: _words("works_count oa_works_count"),
    shapes.ShortFunder: _words("doi"),
    entity_shapes.Award: _words(
        "award_id award_type co_lead_investigator investigators funded_outputs funded_outputs_count "
        "landing_page_url provenance start_year end_year works_api_url funder_display_name"
    ),
    entity_shapes.Investigator: _words("role_start"),
    entity_shapes.AffiliationOfInvestigator: _words("country"),
    entity_shapes.OtherId: _words("asserted_by"),
}


def notice_unknown(value: object, shape: type[msgspec.Struct], path: str, rows: Rows) -> None:
    """Count the fields of an object, and of those below it, that nobody reads or knows."""
    if not isinstance(value, dict):
        return
    read, ignored = _fields(shape), IGNORED.get(shape, frozenset())
    for name, below in value.items():
        if name in read:
            inner = read[name]
            if inner is not None:
                for item in below if isinstance(below, list) else (below,):
                    notice_unknown(item, inner, f"{path}.{name}", rows)
        elif name not in ignored:
            rows.unknown_field(f"{path}.{name}")


@cache
def _fields(shape: type[msgspec.Struct]) -> Mapping[str, type[msgspec.Struct] | None]:
    """The fields of a shape; where one holds objects, their shape."""
    hints = typing.get_type_hints(shape)
    return {name: next(_shapes(hints[name]), None) for name in shape.__struct_fields__}


def _shapes(hint: object) -> Iterator[type[msgspec.Struct]]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    elif isinstance(hint, types.UnionType) or typing.get_origin(hint) in (list, typing.Union):
        for inner in typing.get_args(hint):
            yield from _shapes(inner)
