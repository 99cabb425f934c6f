"""PubMed: articles of medicine and the life sciences, with MeSH terms, publication types, grants and references."""

from __future__ import annotations

from rashinban.data_sources.pubmed.files import records
from rashinban.data_sources.pubmed.parse import parser
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="pubmed",
    title="PubMed",
    url="https://pubmed.ncbi.nlm.nih.gov",
    licence="LicenseRef-NLM-terms",
    terms=(
        "Terms of the National Library of Medicine: say that NLM is the source and whether the data is current. "
        "Abstracts may be under the copyright of their publishers. At most three requests a second, ten with a key; "
        "large fetches outside working hours of the eastern United States."
    ),
    citation="National Library of Medicine (US). PubMed. https://pubmed.ncbi.nlm.nih.gov",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_subjects",
        "work_keywords",
        "work_relations",
        "work_dates",
        "work_awards",
        "citations",
        "authorships",
        "authorship_names",
        "authorship_identifiers",
        "affiliations",
        "sources",
        "source_issns",
        "source_identifiers",
    ),
    expectations=(
        Expectation(table="works", column="pmid", minimum=1.0, why="a record is named by its PMID"),
        Expectation(table="works", column="title", minimum=0.99, why="PubMed asks for a title"),
        Expectation(table="works", column="publication_year", minimum=0.99, why="PubMed asks for a date"),
        Expectation(table="works", column="type", minimum=0.99, why="every record has a publication type"),
        Expectation(table="works", column="source_id", minimum=0.9, why="nearly all journals have an ISSN"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
