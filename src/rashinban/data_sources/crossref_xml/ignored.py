"""Each value is why an element of Crossref's XML is not read. What is neither read nor here is reported."""

from __future__ import annotations

from collections.abc import Mapping

_MACHINE = "for Crossref's own machinery"
_NO_ID = "no identifier and no column for it"
_UNSTRUCTURED = "a reference without a DOI names no work; matching texts to works is guessing"
_COMPONENT = "figures and files of a work, which have DOIs of their own"


def _each(reason: str, names: str) -> dict[str, str]:
    return {f"//{name}": reason for name in names.split()}


IGNORED: Mapping[str, str] = {
    **_each(
        _MACHINE,
        "query/@status query/@fl_count query/@secondaryQuery query/doi query/issn query/key query/year query/volume "
        "query/issue query/first_page query/journal_title query/article_title query/contributors query/@key "
        "query/@enable-multiple-hits query/@expanded-results crm-item timestamp publisher_item/@language "
        "doi_data/timestamp @reference_distribution_opts @publication_type @metadata_distribution_opts "
        "crossmark_version crossmark_policy crossmark_domains crossmark_domain_exclusive doi_record/@owner "
        "doi_record/@timestamp",
    ),
    **_each(_NO_ID, "publisher edition_number event_metadata institution degree coden series_number part_number"),
    **_each(_NO_ID, "volume_title standards_body version_info noisbn group_title program/@name proceedings_subject"),
    **_each(_COMPONENT, "component_list sa_component"),
    **_each("names of archives that keep a copy, no identifiers", "archive_locations"),
    **_each("what the publisher prints beside the work, in words of its own", "custom_metadata/assertion"),
    **_each("the relation in words", "related_item/description"),
    **_each("kind of a review, and whether it was before or after publication", "peer_review/@stage peer_review/@type"),
    **_each("the order of the list", "@sequence @additional"),
    **_each("always Crossref's", "role/@vocab"),
    **_each("whether ORCID itself confirmed the id", "ORCID/@authenticated"),
    **_each("who found the identifier", "assertion/@provider doi/@provider"),
    **_each("the publisher's label of the reference, and its kind", "citation/@key citation/@type"),
    **_each(
        _UNSTRUCTURED,
        "unstructured_citation citation/author citation/cYear citation/journal_title citation/article_title "
        "citation/volume citation/issue citation/first_page citation/elocation_id citation/volume_title "
        "citation/series_title citation/isbn citation/issn citation/edition_number citation/component_number "
        "citation/std_designator citation/standards_body citation/article_number citation/program",
    ),
    **_each("print or electronic", "issn/@media_type isbn/@media_type"),
    **_each("the issue's date; the article has its own", "journal_issue/publication_date"),
    **_each("a copy for search engines or plagiarism checkers, which nobody reads", "collection"),
    **_each("pages beside the first and the last", "other_pages"),
    **_each("a further form of the name", "alt-name institution_acronym"),
    **_each("the language of a name says nothing of its form", "person_name/@language organization/@language"),
    **_each("when an update was made; the other record says it", "update/@date update/@label"),
}
