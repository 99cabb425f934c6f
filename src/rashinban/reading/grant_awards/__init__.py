"""Each record is one `grantAward`: an award as the platform of NII writes it, for KAKEN, for JST and for others.

Records are told by their local name: roots differ (`grantAwards`, `grantAwardList`), with and without a namespace.
Definition: KAKEN_XML_definition_document of NII. The Japanese `summary` is the master; the English one is laid over it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rashinban.engine.rows import Parser
from rashinban.reading.files import sampled, xml_records
from rashinban.reading.grant_awards.award import parse
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
    return xml_records(file, _RECORD)


def parser(file: RawFile) -> Parser:
    """A parser for the awards of one file."""
    return sampled(parse)


__all__ = ["TABLES", "parser", "records"]
