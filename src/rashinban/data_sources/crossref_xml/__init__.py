"""Crossref's XML: answers of its query service (unixref, unixsd), and the files that publishers deposit."""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.data_sources.crossref_xml.parse import parser
from rashinban.reading.files import xml_records
from rashinban.schema import DataSource, Expectation
from rashinban.snapshots.raw import RawFile, Record

DATA_SOURCE = DataSource(
    name="crossref_xml",
    title="Crossref, XML",
    url="https://www.crossref.org",
    licence="CC0-1.0",
    terms=(
        "Crossref asserts no rights in metadata, most of which are facts; abstracts may be under the publisher's "
        "copyright. A deposit file is the publisher's own."
    ),
    citation="Hendricks, G., Tkaczyk, D., Lin, J., & Feeney, P. (2020). Crossref: The sustainable source of "
    "community-owned scholarly metadata. Quantitative Science Studies, 1(1), 414-427. "
    "https://doi.org/10.1162/qss_a_00022",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_dates",
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
        "institutions",
        "awards",
    ),
    expectations=(
        Expectation(table="works", column="doi", minimum=1.0, why="Crossref registers DOIs"),
        Expectation(table="works", column="title", minimum=0.9, why="deposits without a title are rare"),
    ),
)

#: What a record is: one answer, or one deposited thing with all that is in it, a journal with its articles.
_RECORDS = frozenset(
    {"query", "journal", "book", "conference", "dissertation", "report-paper", "standard", "database"}
    | {"peer_review", "posted_content", "grant", "sa_component", "pending_publication"}
)


def records(file: RawFile) -> Iterator[Record]:
    """The answers or deposits of every XML file; whatever is around them is about the file."""
    return xml_records(file, _RECORDS)


__all__ = ["DATA_SOURCE", "parser", "records"]
