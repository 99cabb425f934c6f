"""A record is one patent document of the USPTO's weekly red book files: grants and published applications.

A file is a run of whole XML documents, each beginning with `<?xml`, which no XML parser reads as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading import red_book
from rashinban.reading.files import numbered, sampled
from rashinban.schema import DataSource, Expectation
from rashinban.snapshots.raw import RECORD_LIMIT, RawFile, Record

DATA_SOURCE = DataSource(
    name="uspto",
    title="USPTO patent grant and application full text (red book)",
    url="https://data.uspto.gov/bulkdata/datasets",
    licence="public domain",
    terms="Works of the United States government; the office asks for no licence. Text and drawings of a patent are "
    "typically not subject to copyright restrictions.",
    citation="United States Patent and Trademark Office. Patent Grant and Patent Application Full Text Data.",
    tables=(
        *("patents", "patent_texts", "patent_people", "patent_classes", "patent_citations", "patent_priorities"),
        *("patent_events", "patent_identifiers"),
    ),
    expectations=(
        Expectation(table="patents", column="title", minimum=1.0, why="the office asks for a title"),
        Expectation(table="patents", column="application_id", minimum=0.99, why="each document names its application"),
        Expectation(table="patents", column="claims_count", minimum=0.99, why="each document has claims"),
        Expectation(table="patent_people", column="name", minimum=1.0, why="a person without a name is none"),
    ),
)

_BEGIN = b"<?xml "


def records(file: RawFile) -> Iterator[Record]:
    """The documents of the XML files in a zip, numbered on; lists and reports beside them are passed over."""
    return numbered(file, (".xml", ".xml_"), lambda member: documents(member.chunks))


def documents(chunks: Iterable[bytes], limit: int = RECORD_LIMIT) -> Iterator[bytes | Refused]:
    """The documents of one file. One longer than `limit` is refused without being held."""
    held = bytearray()
    too_long = 0
    for chunk in chunks:
        # What was looked through already, but for the first half of a beginning.
        looked = max(len(held) - len(_BEGIN), 1)
        held += chunk
        start = 0
        while (end := held.find(_BEGIN, max(looked, start + 1))) >= 0:
            yield from _whole(bytes(held[start:end]), too_long)
            start, too_long = end, 0
        del held[:start]
        if len(held) > limit:
            too_long += len(held) - len(_BEGIN)
            # The end stays: a document may begin in it.
            del held[: -len(_BEGIN)]
    yield from _whole(bytes(held), too_long)


def _whole(document: bytes, too_long: int) -> Iterator[bytes | Refused]:
    if too_long:
        yield Refused(f"a document longer than {RECORD_LIMIT:,} bytes", found=f"{too_long + len(document):,} bytes")
    elif document.strip():
        yield document.strip()


def parser(file: RawFile) -> Parser:
    """A parser for the documents of one file; some of them are looked through for unknown fields."""
    return sampled(_parse)


def _parse(record: bytes, rows: Rows, *, watched: bool) -> None:
    red_book.read(record, rows, "uspto", watched)
