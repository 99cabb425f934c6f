"""Each record is one `grantAward`: an award as the platform of NII writes it, for KAKEN, for JST and for others.

Records are told by their local name: roots differ (`grantAwards`, `grantAwardList`), with and without a namespace.
Definition: KAKEN_XML_definition_document of NII. The Japanese `summary` is the master; the English one is laid over it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.engine.rows import Parser, Rows
from rashinban.reading import xml
from rashinban.reading.grant_awards.award import parse
from rashinban.reading.json import is_sampled
from rashinban.reading.members import members
from rashinban.snapshots.raw import RawFile, Record

#: The tables that an award fills.
TABLES = (
    "awards",
    "award_identifiers",
    "award_texts",
    "award_subjects",
    "award_members",
    "award_amounts",
    "award_institutions",
    "award_outputs",
    "authors",
    "author_names",
    "author_identifiers",
    "funders",
    "institutions",
)

_RECORD = frozenset(("grantAward",))


def records(file: RawFile) -> Iterator[Record]:
    """The awards of one page, or of the pages in an archive, numbered on."""
    number = 0
    for member in members(file, lambda name: name.lower().endswith(".xml")):
        found: Iterator[Record] = (
            iter([(1, member.refused)]) if member.refused else xml.elements(member.chunks, _RECORD)
        )
        for _, record in found:
            number += 1
            yield number, record


def parser(file: RawFile) -> Parser:
    """A parser for the awards of one file."""
    number = 0

    def parse_next(record: bytes, rows: Rows) -> None:
        nonlocal number
        number += 1
        parse(record, rows, watched=is_sampled(number))

    return parse_next


__all__ = ["TABLES", "parser", "records"]
