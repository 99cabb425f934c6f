"""WIPO's standards: publications of any office in ST.96, and in ST.36 as the USPTO uses it."""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.data_sources.wipo import st96
from rashinban.engine.rows import Parser, Rows
from rashinban.reading import red_book
from rashinban.reading.files import sampled, xml_records
from rashinban.schema import DataSource, Expectation
from rashinban.snapshots.raw import RawFile, Record

DATA_SOURCE = DataSource(
    name="wipo",
    title="Patent publications in WIPO standards ST.96 and ST.36",
    url="https://www.wipo.int/standards/en/st96/",
    licence="terms of the office that published",
    terms="The standards are free to use. The documents are published by offices, each on its own terms.",
    citation="WIPO Standard ST.96: Processing of intellectual property information using XML.",
    tables=(
        *("patents", "patent_texts", "patent_people", "patent_classes", "patent_citations", "patent_priorities"),
        *("patent_events", "patent_identifiers"),
    ),
    expectations=(
        Expectation(table="patents", column="title", minimum=0.99, why="offices ask for a title"),
        Expectation(table="patents", column="application_id", minimum=0.99, why="a publication names its application"),
    ),
)

#: ST.96 and then the roots of ST.36 that are read; other offices' forms of ST.36 are data sources of their own.
_ROOTS = frozenset((st96.ROOT, *red_book.ROOTS))


def records(file: RawFile) -> Iterator[Record]:
    """The publications in the XML files, numbered on; a file with none is refused."""
    return xml_records(file, _ROOTS, none=f"none of {', '.join(sorted(_ROOTS))} in it")


def parser(file: RawFile) -> Parser:
    """A parser for the publications of one file; some of them are looked through for unknown fields."""
    return sampled(_parse)


def _parse(record: bytes, rows: Rows, *, watched: bool) -> None:
    if any(record.startswith(b"<" + root.encode()) for root in red_book.ROOTS):
        red_book.read(record, rows, "wipo", watched)
    else:
        st96.read(record, rows, watched)
