"""Works and what comes with a work's record: topics, locations, references, citations by year, funding."""

from __future__ import annotations

from rashinban.schema.core import Column, Table

WORK_ID = Column(
    name="work_id", type="string", doc="OpenAlex work id (W and digits), else as schema/ids.py says", required=True
)
YEAR = Column(name="year", type="int32", doc="calendar year", kind="year", required=True)

WORKS = Table(
    name="works",
    doc="Each row is one work: an article, review, book, data set, patent or other output.",
    key=("work_id",),
    record="works",
    newest="cited_by_count",
    columns=(
        WORK_ID,
        Column(name="doi", type="string", doc="DOI, lower case, without resolver", kind="doi"),
        Column(name="pmid", type="string", doc="PubMed id, digits"),
        Column(name="mag", type="string", doc="Microsoft Academic Graph id, digits"),
        Column(name="title", type="string", doc="title as published"),
        Column(
            name="abstract",
            type="string",
            doc="abstract, rebuilt from the inverted index where that is given",
        ),
        Column(name="publication_year", type="int32", doc="calendar year of publication", kind="year"),
        Column(name="publication_date", type="date", doc="date of publication", kind="date"),
        Column(name="language", type="string", doc="ISO 639-1 code as detected by the provider"),
        Column(name="type", type="string", doc="OpenAlex work type; see definitions/lookups/work_types.csv"),
        Column(name="source_id", type="string", doc="source of the primary location"),
        Column(name="primary_topic_id", type="string", doc="the topic with the highest score"),
        Column(name="is_retracted", type="bool", doc="the work was retracted"),
        Column(name="is_paratext", type="bool", doc="cover, index, masthead: not itself a work of research"),
        Column(name="is_xpac", type="bool", doc="OpenAlex's expansion pack of data sets and repository records"),
        Column(name="is_oa", type="bool", doc="a free copy is known"),
        Column(name="oa_status", type="string", doc="diamond, gold, hybrid, bronze, green or closed"),
        Column(name="has_repository_copy", type="bool", doc="a repository holds the full text"),
        Column(name="cited_by_count", type="int64", doc="citations in all OpenAlex up to updated_date"),
        Column(name="referenced_works_count", type="int64", doc="references the provider resolved"),
        Column(name="fwci", type="double", doc="field-weighted citation impact as printed by OpenAlex"),
        Column(name="citation_percentile", type="double", doc="citation_normalized_percentile.value, 0 to 1"),
        Column(
            name="is_top_1_percent",
            type="bool",
            doc="in the top 1 % of its subfield, year and type (OpenAlex)",
        ),
        Column(
            name="is_top_10_percent",
            type="bool",
            doc="in the top 10 % of its subfield, year and type (OpenAlex)",
        ),
        Column(name="volume", type="string", doc="volume"),
        Column(name="issue", type="string", doc="issue"),
        Column(name="first_page", type="string", doc="first page"),
        Column(name="last_page", type="string", doc="last page"),
        Column(name="created_date", type="string", doc="when the provider made the record, ISO 8601"),
        Column(name="updated_date", type="string", doc="when the provider last changed the record, ISO 8601"),
    ),
)

WORK_TOPICS = Table(
    name="work_topics",
    doc="Each row is one topic of one work, with the provider's score.",
    key=("work_id", "topic_id"),
    record="works",
    columns=(
        WORK_ID,
        Column(name="topic_id", type="string", doc="OpenAlex topic id, T and digits", required=True),
        Column(name="score", type="double", doc="0 to 1"),
        Column(name="position", type="int32", doc="1 is the primary topic", required=True),
    ),
)

WORK_CONCEPTS = Table(
    name="work_concepts",
    doc="Each row is one concept of one work (OpenAlex before topics; retired by the provider in 2024).",
    key=("work_id", "concept_id"),
    record="works",
    columns=(
        WORK_ID,
        Column(name="concept_id", type="string", doc="OpenAlex concept id, C and digits", required=True),
        Column(name="score", type="double", doc="0 to 1"),
    ),
)

WORK_KEYWORDS = Table(
    name="work_keywords",
    doc="Each row is one keyword of one work.",
    key=("work_id", "keyword"),
    record="works",
    columns=(
        WORK_ID,
        Column(name="keyword", type="string", doc="the keyword in words", required=True),
        Column(name="score", type="double", doc="0 to 1"),
    ),
)

WORK_LOCATIONS = Table(
    name="work_locations",
    doc="Each row is one place where a work can be found; position 1 is the primary location.",
    key=("work_id", "position"),
    record="works",
    columns=(
        WORK_ID,
        Column(name="position", type="int32", doc="order in the record, from 1", required=True),
        Column(name="source_id", type="string", doc="journal, repository or platform"),
        Column(name="is_oa", type="bool", doc="this copy is free"),
        Column(name="version", type="string", doc="publishedVersion, acceptedVersion or submittedVersion"),
        Column(name="license", type="string", doc="licence of this copy"),
        Column(name="landing_page_url", type="string", doc="address of the page"),
        Column(name="pdf_url", type="string", doc="address of the full text"),
        Column(name="access", type="string", doc="open, embargoed, restricted or metadata only (COAR), where stated"),
        Column(name="embargo_end", type="date", doc="from when this copy is open", kind="date"),
    ),
)

CITATIONS = Table(
    name="citations",
    doc="Each row is one reference of one work to another work.",
    key=("work_id", "cited_work_id"),
    record="works",
    columns=(
        WORK_ID,
        Column(name="cited_work_id", type="string", doc="the work that is cited", required=True),
    ),
)

WORK_CITATION_YEARS = Table(
    name="work_citation_years",
    doc="Each row is the number of citations one work received in one year (last ten years in OpenAlex).",
    key=("work_id", "year"),
    record="works",
    columns=(
        WORK_ID,
        YEAR,
        Column(name="cited_by_count", type="int64", doc="citations received in that year", required=True),
    ),
)

WORK_FUNDERS = Table(
    name="work_funders",
    doc="Each row is one funder that a work acknowledges.",
    key=("work_id", "funder_id"),
    record="works",
    columns=(WORK_ID, Column(name="funder_id", type="string", doc="OpenAlex funder id", required=True)),
)

WORK_AWARDS = Table(
    name="work_awards",
    doc="Each row is one award that a work acknowledges: an award record, or a funder with a number as typed.",
    key=("work_id", "position"),
    record="works",
    columns=(
        WORK_ID,
        Column(name="position", type="int32", doc="order in the record, from 1", required=True),
        Column(name="award_id", type="string", doc="OpenAlex award id, G and digits (records since 2026)"),
        Column(name="funder_id", type="string", doc="OpenAlex funder id"),
        Column(name="funder_award_id", type="string", doc="the funder's own award number, as typed"),
        Column(name="funder_name", type="string", doc="the funder's name, as typed"),
        Column(name="title", type="string", doc="title of the award, as typed"),
    ),
)
