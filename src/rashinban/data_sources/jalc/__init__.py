"""JaLC: Japan Link Center, which registers Japan's DOIs: articles, books, research data, preprints, e-learning."""

from __future__ import annotations

from rashinban.data_sources.jalc.parse import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="jalc",
    title="Japan Link Center (JaLC)",
    url="https://japanlinkcenter.org",
    licence="terms of the provider",
    terms=(
        "Metadata that JaLC publishes through its REST API, without a key, for the public; be gentle, no rate is "
        "published. Bulk services for members have terms of their own. Abstracts and texts stay with their holders."
    ),
    citation="Japan Link Center (JaLC), Japan Science and Technology Agency and others. https://japanlinkcenter.org",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_keywords",
        "work_subjects",
        "work_dates",
        "work_relations",
        "work_locations",
        "work_funders",
        "work_awards",
        "citations",
        "authorships",
        "authorship_names",
        "authorship_identifiers",
        "affiliations",
        "sources",
        "source_issns",
        "source_identifiers",
        "source_names",
        "funders",
        "awards",
    ),
    expectations=(
        Expectation(table="works", column="doi", minimum=1.0, why="JaLC's records are those of DOIs"),
        Expectation(table="works", column="type", minimum=0.99, why="every record has a content type"),
        Expectation(table="works", column="title", minimum=0.98, why="JaLC asks for a title"),
        Expectation(table="works", column="publication_year", minimum=0.9, why="most content is dated"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
