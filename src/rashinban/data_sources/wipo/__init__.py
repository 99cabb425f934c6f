"""WIPO's standards: publications of any office in ST.96, and in ST.36 as the USPTO uses it."""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.data_sources.wipo import st96
from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import red_book
from rashinban.reading.json import is_sampled
from rashinban.reading.members import members
from rashinban.reading.xml import elements
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
    number = 0
    for member in members(file, lambda name: name.lower().endswith(".xml")):
        before = number
        found = iter([(1, member.refused)]) if member.refused else elements(member.chunks, _ROOTS)
        for _, record in found:
            number += 1
            yield number, record
        if number == before:
            number += 1
            told = f"none of {', '.join(sorted(_ROOTS))} in it"
            yield number, Refused(told, found=member.name or file.name)


def parser(file: RawFile) -> Parser:
    """A parser for the publications of one file; some of them are looked through for unknown fields."""
    count = 0

    def parse(record: bytes, rows: Rows) -> None:
        nonlocal count
        count += 1
        if any(record.startswith(b"<" + root.encode()) for root in red_book.ROOTS):
            red_book.read(record, rows, "wipo", is_sampled(count))
        else:
            st96.read(record, rows, is_sampled(count))

    return parse
