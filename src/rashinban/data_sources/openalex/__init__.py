"""OpenAlex: works, authors, institutions, sources, topics, funders, publishers, awards, concepts."""

from __future__ import annotations

from rashinban.data_sources.openalex.files import records
from rashinban.data_sources.openalex.parse import parser
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="openalex",
    title="OpenAlex",
    url="https://openalex.org",
    licence="CC0-1.0",
    terms="Data under CC0. The API asks for a key and limits requests a day; the public bucket asks for nothing.",
    citation=(
        "Priem, J., Piwowar, H., & Orr, R. (2022). OpenAlex: A fully-open index of scholarly works, authors, "
        "venues, institutions, and concepts. arXiv:2205.01833"
    ),
    tables=(
        "works",
        "work_topics",
        "work_concepts",
        "work_keywords",
        "work_locations",
        "citations",
        "work_citation_years",
        "work_funders",
        "work_awards",
        "authorships",
        "affiliations",
        "authors",
        "author_names",
        "author_affiliation_years",
        "institutions",
        "institution_names",
        "institution_relations",
        "institution_identifiers",
        "sources",
        "source_issns",
        "publishers",
        "topics",
        "concepts",
        "funders",
        "funder_names",
        "awards",
        "merged_ids",
    ),
    expectations=(
        Expectation(table="works", column="type", minimum=0.99, why="every work of OpenAlex has a type"),
        Expectation(table="works", column="publication_year", minimum=0.98, why="nearly every work is dated"),
        Expectation(table="works", column="title", minimum=0.95, why="few works are without a title"),
        Expectation(table="works", column="source_id", minimum=0.3, why="most works have a place of publication"),
        Expectation(table="authorships", column="author_id", minimum=0.9, why="authors are resolved to profiles"),
        Expectation(table="institutions", column="country_code", minimum=0.9, why="institutions come from ROR"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
