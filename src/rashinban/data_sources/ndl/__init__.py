"""NDL Search: books, serials, articles and theses in the catalogues of the National Diet Library and of others."""

from __future__ import annotations

from rashinban.data_sources.ndl.parse import parser, records
from rashinban.schema import DataSource, Expectation

DATA_SOURCE = DataSource(
    name="ndl",
    title="NDL Search (National Diet Library)",
    url="https://ndlsearch.ndl.go.jp",
    licence="terms of the provider; records of the NDL itself are free to use",
    terms=(
        "The API asks for no key and no application where the use is not commercial; commercial use needs a form. "
        "Records of other libraries and publishers that NDL Search gathers stay under their own terms."
    ),
    citation="National Diet Library, NDL Search. https://ndlsearch.ndl.go.jp",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_subjects",
        "work_dates",
        "work_relations",
        "work_locations",
        "work_awards",
        "authorships",
        "authorship_names",
        "sources",
        "source_issns",
        "source_identifiers",
        "source_names",
    ),
    expectations=(
        Expectation(table="works", column="title", minimum=0.99, why="a catalogue describes titles"),
        Expectation(table="works", column="type", minimum=0.95, why="every record says what material it is of"),
        Expectation(table="works", column="publication_year", minimum=0.9, why="most material is dated"),
    ),
)

__all__ = ["DATA_SOURCE", "parser", "records"]
