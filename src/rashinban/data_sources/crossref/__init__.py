"""Crossref's JSON: answers of the REST API and files of the yearly public data file, plain or in archives."""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.data_sources.crossref.parse import parser
from rashinban.reading import json
from rashinban.schema import DataSource, Expectation
from rashinban.snapshots.raw import RawFile, Record

DATA_SOURCE = DataSource(
    name="crossref",
    title="Crossref",
    url="https://www.crossref.org",
    licence="CC0-1.0",
    terms=(
        "Crossref asserts no rights in metadata, most of which are facts; abstracts may be under the publisher's "
        "copyright. The API asks for a contact address (RASHINBAN_MAILTO) and for patience."
    ),
    citation="Hendricks, G., Tkaczyk, D., Lin, J., & Feeney, P. (2020). Crossref: The sustainable source of "
    "community-owned scholarly metadata. Quantitative Science Studies, 1(1), 414-427. "
    "https://doi.org/10.1162/qss_a_00022",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_dates",
        "work_subjects",
        "work_relations",
        "work_locations",
        "citations",
        "work_funders",
        "work_awards",
        "authorships",
        "authorship_names",
        "authorship_identifiers",
        "affiliations",
        "sources",
        "source_issns",
        "source_names",
        "funders",
        "funder_names",
        "funder_identifiers",
        "institutions",
        "awards",
        "award_identifiers",
        "award_texts",
        "award_members",
        "award_amounts",
        "award_outputs",
    ),
    expectations=(
        Expectation(table="works", column="doi", minimum=1.0, why="Crossref registers DOIs"),
        Expectation(table="works", column="type", minimum=0.99, why="every deposit is of a type"),
        Expectation(table="works", column="title", minimum=0.9, why="deposits without a title are rare"),
        Expectation(table="works", column="publication_year", minimum=0.9, why="deposits ask for a date"),
        Expectation(table="authorships", column="raw_author_name", minimum=0.99, why="only anonymous ones have none"),
    ),
)


def records(file: RawFile) -> Iterator[Record]:
    """The items of a list, the message of an answer about one work, or lines."""
    return json.records(file, ("items",), or_paths=(("message", "items"), ("message",)))


__all__ = ["DATA_SOURCE", "parser", "records"]
