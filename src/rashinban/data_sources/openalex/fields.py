"""The fields of OpenAlex that are known and not read, each with the reason. Any other that is not read is reported."""

from __future__ import annotations

from collections.abc import Mapping

from rashinban.data_sources.openalex import entity_shapes, shapes
from rashinban.reading.json import Ignored


def _because(reason: str, fields: str) -> Mapping[str, str]:
    return dict.fromkeys(fields.split(), reason)


_ADDRESS = "an address of OpenAlex's own pages or API"
_COUNT = "a count of what is listed beside it or in other records"
_ELSEWHERE = "said again in a field that is read"
_OF_HOST = "names of the host organisation and those above it, which have records of their own"
_ON_THE_ANSWER = "about the answer or the index, not the record"
_RECORD = "that thing has a record of its own"
_TEXT = "a description or picture for readers"
_GUESS = "a classifier's own measure, which no indicator here counts by"
_CHARGES = "list prices and estimates of charges; what was paid is in work_costs"

#: What every entity beside works has.
_OF_ENTITIES: Mapping[str, str] = {
    **_because(
        "statistics of the provider's whole index, which a slice would be counted against",
        "cited_by_count counts_by_year summary_stats oa_works_count topic_share topics x_concepts",
    ),
    **_because(_ADDRESS, "works_api_url"),
    **_because(_ELSEWHERE, "ids"),
    **_because(_TEXT, "image_url image_thumbnail_url homepage_url description"),
    **_because("what else the same organisation is: a funder, a publisher", "roles"),
}

#: By the shape that would hold them. A field of an object that is itself ignored need not be here.
IGNORED: Ignored = {
    shapes.OpenAccess: _because("the location that it is of is read", "oa_url"),
    shapes.Ids: _because("the id, or an identifier that its own provider gives", "openalex pmcid arxiv"),
    shapes.Source: {
        **_because(_RECORD, "issn"),
        **_because(
            _OF_HOST,
            "host_organization_name host_organization_lineage host_organization_lineage_names publisher "
            "publisher_lineage publisher_lineage_names host_institution_lineage host_institution_lineage_names",
        ),
        **_because("which other index has the journal", "is_indexed_in_scopus"),
    },
    shapes.Location: {
        **_because(_ELSEWHERE, "id doi is_accepted is_published license_id raw_source_name raw_type"),
        **_because("how OpenAlex found the copy", "provenance provenance_score"),
    },
    shapes.Venue: {
        **_because(_RECORD, "issn publisher publisher_id host_organization is_in_doaj"),
        **_because("the location that it is of is read", "pdf_url"),
    },
    shapes.ShortInstitution: _because(_RECORD, "lineage"),
    shapes.Authorship: _because("an ORCID that OpenAlex itself did not take for its profile", "raw_orcid"),
    shapes.Keyword: _because("the keyword in words is read", "id"),
    shapes.Work: {
        **_because("an older copy of the abstract", "abstract_inverted_index_v3"),
        **_because(_CHARGES, "apc_list apc_paid apc_payment"),
        **_because(
            _COUNT,
            "authors_count concepts_count countries_distinct_count institutions_distinct_count locations_count "
            "summary_stats",
        ),
        **_because(
            _ELSEWHERE,
            "best_oa_location corresponding_author_ids corresponding_institution_ids institutions "
            "institution_assertions is_oa type_crossref type_id citation",
        ),
        **_because(_ADDRESS, "cited_by_api_url ngrams_url content_urls"),
        **_because(
            "whether OpenAlex has the text or the abstract",
            "fulltext fulltext_origin has_content has_fulltext has_abstract",
        ),
        **_because("a percentile over all fields; that within a field is read", "cited_by_percentile_year"),
        **_because("other works by likeness, not by citation", "related_works"),
        **_because("which other index or agency has the work", "indexed_in doi_registration_agency datasets"),
        **_because("PubMed's own records have it", "mesh"),
        **_because(_GUESS, "sustainable_development_goals"),
        **_because(_ON_THE_ANSWER, "relevance_score page versions @timestamp @version"),
    },
    entity_shapes.Author: {
        **_OF_ENTITIES,
        **_because("an older form of the names", "display_name_alternatives parsed_longest_name"),
        **_because("how OpenAlex puts profiles together", "block_key orcid_works works_to_tag"),
        **_because("statistics of the provider's whole index", "most_cited_work"),
    },
    entity_shapes.Geo: _because("the country code, city and place are read", "country geonames_city_id region"),
    entity_shapes.International: _because(_TEXT, "description"),
    entity_shapes.InstitutionIds: _because("the id, or that of a service that ended in 2021", "openalex mag"),
    entity_shapes.Institution: {
        **_OF_ENTITIES,
        **_because(_ELSEWHERE, "type_id lineage associated_institution_ids is_super_system"),
        **_because(_RECORD, "repositories"),
    },
    entity_shapes.RelatedInstitution: _because(_RECORD, "lineage"),
    entity_shapes.FullSource: {
        **_OF_ENTITIES,
        **_because("further names; ISSNs tell journals apart", "abbreviated_title alternate_titles"),
        **_because(_CHARGES, "apc_prices apc_usd"),
        **_because(
            "the journal's history as OpenAlex derives it",
            "first_publication_year last_publication_year is_high_oa_rate is_high_oa_rate_since_year "
            "is_in_doaj_since_year oa_flip_year",
        ),
        **_because("which other index or software has the journal", "is_in_scielo is_ojs is_indexed_in_scopus"),
        **_because("societies behind the journal, mostly not filled", "societies"),
        **_because(_ELSEWHERE, "type_id"),
        **_because(
            _OF_HOST,
            "host_organization_name host_organization_lineage host_organization_lineage_names publisher "
            "publisher_lineage publisher_lineage_names host_institution_lineage host_institution_lineage_names",
        ),
    },
    entity_shapes.Topic: {**_OF_ENTITIES, **_because("words and neighbours of the topic", "keywords siblings")},
    entity_shapes.Concept: {
        **_OF_ENTITIES,
        **_because("the tree of concepts, retired in 2024", "ancestors related_concepts international"),
    },
    entity_shapes.Funder: _OF_ENTITIES,
    entity_shapes.FunderIds: _because("the id, or one that no other source gives", "openalex wikidata"),
    entity_shapes.Publisher: {
        **_OF_ENTITIES,
        **_because("further names", "alternate_titles"),
        **_because("the parent is read", "hierarchy_level lineage"),
        **_because(_ADDRESS, "sources_api_url"),
        **_because(_COUNT, "sources_count"),
    },
    entity_shapes.PublisherIds: _because("the id, or one that no other source gives", "openalex wikidata"),
    shapes.CountOfYear: _because(_COUNT, "works_count oa_works_count"),
    shapes.ShortFunder: _because(_RECORD, "doi"),
    entity_shapes.Award: {
        **_because(_ELSEWHERE, "award_id award_type start_year end_year funder_display_name"),
        **_because(
            "the lead investigator is read, others by the funder's record", "co_lead_investigator investigators"
        ),
        **_because("works name their awards themselves", "funded_outputs funded_outputs_count"),
        **_because("how OpenAlex found the award", "provenance"),
        **_because(_ADDRESS, "landing_page_url works_api_url"),
    },
    entity_shapes.Investigator: _because("the award's own days are read", "role_start"),
    entity_shapes.AffiliationOfInvestigator: _because("the institution has its country", "country"),
    entity_shapes.OtherId: _because("who says that the id is the institution's", "asserted_by"),
}
