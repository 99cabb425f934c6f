"""A file read by two small functions: one splits a member's bytes into records, the other parses a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from rashinban.engine.rows import Parser, Rows
from rashinban.errors import Refused
from rashinban.reading.json import is_sampled
from rashinban.reading.members import Member, members
from rashinban.reading.xml import elements
from rashinban.snapshots.raw import RawFile, Record


def numbered(
    file: RawFile, suffixes: tuple[str, ...], split: Callable[[Member], Iterable[bytes | Refused]]
) -> Iterator[Record]:
    """The records of a file, or of the members of an archive whose names end so, numbered on from 1."""
    number = 0
    for member in members(file, lambda name: name.lower().endswith(suffixes)):
        for record in [member.refused] if member.refused else split(member):
            number += 1
            yield number, record


def xml_records(
    file: RawFile, names: frozenset[str], *, suffixes: tuple[str, ...] = (".xml",), none: str | None = None
) -> Iterator[Record]:
    """The outermost elements of some local names in the XML files, numbered on from 1 (reading.xml.elements).

    none: why a file is refused that has no such element; left out, it has no records.
    """

    def split(member: Member) -> Iterator[bytes | Refused]:
        found = False
        for _, record in elements(member.chunks, names):
            found = True
            yield record
        if none and not found:
            yield Refused(none, found=member.name or file.name)

    return numbered(file, suffixes, split)


class Watching(Protocol):
    """Adds the rows of one record; where `watched`, fields that nobody reads are looked for, which takes time."""

    def __call__(self, record: bytes, rows: Rows, *, watched: bool) -> None: ...


def sampled(parse: Watching) -> Parser:
    """A parser for one file that watches the first records and every thousandth (reading.json.is_sampled)."""
    number = 0

    def parse_next(record: bytes, rows: Rows) -> None:
        nonlocal number
        number += 1
        parse(record, rows, watched=is_sampled(number))

    return parse_next
