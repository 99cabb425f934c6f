"""DataCite: answers of its REST API, lines of its public data file, and records in XML, plain or in archives."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from rashinban.data_sources.datacite.parse import parser
from rashinban.errors import Refused
from rashinban.reading import json, xml
from rashinban.reading.files import numbered
from rashinban.reading.members import Member
from rashinban.schema import DataSource, Expectation
from rashinban.snapshots.raw import RawFile, Record

DATA_SOURCE = DataSource(
    name="datacite",
    title="DataCite",
    url="https://datacite.org",
    licence="CC0-1.0",
    terms="Metadata under CC0. The API asks for no key; the public data file asks for a name and an address.",
    citation="DataCite. Metadata of DOIs registered with DataCite. https://datacite.org",
    tables=(
        "works",
        "work_texts",
        "work_identifiers",
        "work_dates",
        "work_subjects",
        "work_keywords",
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
        "award_identifiers",
        "award_texts",
        "award_members",
    ),
    expectations=(
        Expectation(table="works", column="doi", minimum=1.0, why="DataCite registers DOIs"),
        Expectation(table="works", column="title", minimum=0.95, why="the schema asks for a title"),
        Expectation(table="works", column="publication_year", minimum=0.95, why="the schema asks for a year"),
        Expectation(table="works", column="type", minimum=0.9, why="the schema has asked for a type since version 4"),
    ),
)


def records(file: RawFile) -> Iterator[Record]:
    """The data of an answer, lines, or the resources of XML files, OAI-PMH answers among them."""
    return numbered(file, (".json", ".jsonl", ".ndjson", ".xml"), _of_member)


def _of_member(member: Member) -> Iterator[bytes | Refused]:
    first = next(member.chunks, b"")
    pieces = chain([first], member.chunks)
    is_xml = first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<"))
    found = xml.elements(pieces, frozenset({"resource"})) if is_xml else json.of_chunks(pieces, ("data",))
    for _, record in found:
        yield record


__all__ = ["DATA_SOURCE", "parser", "records"]
