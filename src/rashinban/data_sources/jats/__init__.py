"""JATS: articles in the Journal Article Tag Suite, of whatever publisher or archive; front matter and references."""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.data_sources.jats.parse import parser
from rashinban.reading.files import xml_records
from rashinban.schema import DataSource, Expectation
from rashinban.snapshots.raw import RawFile, Record

DATA_SOURCE = DataSource(
    name="jats",
    title="Articles in JATS",
    url="https://jats.nlm.nih.gov",
    licence="LicenseRef-of-each-article",
    terms=(
        "JATS is a format, not a provider: give files with --from. What may be done with an article stands in its own "
        "permissions; of each, only front matter and the identifiers of its references are kept."
    ),
    citation="The article files that were given, by their DOIs",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_subjects",
        "work_keywords",
        "work_relations",
        "work_dates",
        "work_locations",
        "work_awards",
        "work_funders",
        "citations",
        "authorships",
        "authorship_names",
        "authorship_identifiers",
        "affiliations",
        "sources",
        "source_issns",
        "source_identifiers",
        "source_names",
    ),
    expectations=(
        Expectation(table="works", column="title", minimum=0.98, why="an article has a title"),
        Expectation(table="works", column="publication_year", minimum=0.98, why="an article has a date"),
        Expectation(table="works", column="type", minimum=0.9, why="JATS asks for the type of an article"),
    ),
)

_ARTICLE = frozenset(("article",))


def records(file: RawFile) -> Iterator[Record]:
    """The articles of a file, or of the .xml and .nxml files in an archive."""
    return xml_records(file, _ARTICLE, suffixes=(".xml", ".nxml"))


__all__ = ["DATA_SOURCE", "parser", "records"]
